//! Documents for people: columns that line up, and notes below them.

use std::io::Write;

use super::{Cells, Document, Part, Printer, Shown};
use crate::output::{Failure, for_people};

/// Prints tables with an empty line between them.
pub struct Text<'a> {
    out: &'a mut (dyn Write + Send),
    begun: bool,
}

impl<'a> Text<'a> {
    /// Nothing is printed yet.
    pub fn new(out: &'a mut (dyn Write + Send)) -> Text<'a> {
        Text { out, begun: false }
    }

    fn part(&mut self, document: &Document, part: &Part) -> Result<(), Failure> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.out)?;
        }
        let facts = document.facts.iter().map(|(_, value)| match value.as_str() {
            Some(text) => text.to_string(),
            None => value.to_string(),
        });
        let title: Vec<String> = facts.chain(part.name.map(str::to_string)).collect();
        writeln!(self.out, "{}\n", for_people(&title.join(" · ")))?;
        self.rows(part)?;
        if !part.notes.is_empty() {
            writeln!(self.out)?;
        }
        for note in &part.notes {
            writeln!(self.out, "{}", for_people(note))?;
        }
        Ok(())
    }

    fn rows(&mut self, part: &Part) -> Result<(), Failure> {
        let columns = part.columns.iter().filter(|column| column.shown == Shown::Everywhere);
        let columns: Vec<(&str, bool, Vec<String>)> = columns
            .map(|column| {
                let cells = (0..part.height()).map(|row| cell(&column.cells, row)).collect();
                (column.name, matches!(column.cells, Cells::Text(_)), cells)
            })
            .collect();
        let width = |(name, _, cells): &(&str, bool, Vec<String>)| {
            let longest = cells.iter().map(|cell| cell.chars().count()).max();
            longest.unwrap_or(0).max(name.len())
        };
        let widths: Vec<usize> = columns.iter().map(width).collect();
        let mut line = |cell: &dyn Fn(usize) -> String| {
            let cells =
                columns.iter().zip(&widths).enumerate().map(|(at, ((_, left, _), width))| {
                    let text = cell(at);
                    if *left { format!("{text:<width$}") } else { format!("{text:>width$}") }
                });
            let cells: Vec<String> = cells.collect();
            writeln!(self.out, "{}", cells.join("  ").trim_end())
        };
        line(&|at| columns[at].0.to_string())?;
        line(&|at| "-".repeat(widths[at]))?;
        for row in 0..part.height() {
            line(&|at| columns[at].2[row].clone())?;
        }
        Ok(())
    }
}

impl Printer for Text<'_> {
    fn print(&mut self, document: &Document) -> Result<(), Failure> {
        document.parts.iter().try_for_each(|part| self.part(document, part))
    }

    fn end(self: Box<Self>) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}

fn cell(cells: &Cells, row: usize) -> String {
    match cells {
        Cells::Text(cells) => for_people(cells[row]).replace(['\n', '\t'], " "),
        Cells::Number(cells) => short(cells[row]),
        Cells::Count(cells) => cells[row].map_or("—".to_string(), |count| count.to_string()),
        Cells::Flag(cells) => if cells[row] { "yes" } else { "no" }.to_string(),
    }
}

/// A number for people: six digits, more where it is whole.
pub fn short(number: f64) -> String {
    let size = number.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-4) {
        return format!("{number:.5e}");
    }
    let digits = match [10.0, 1e2, 1e3, 1e4, 1e5].iter().filter(|power| size >= **power).count() {
        0 if size < 1.0 => 6,
        whole => 5 - whole,
    };
    let text = format!("{number:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_short() {
        let told = [
            (0.0, "0"),
            (2.5, "2.5"),
            (24.545_454_545, "24.5455"),
            (1_234_567.8, "1234568"),
            (0.333_333_333_3, "0.333333"),
            (-12.0, "-12"),
            (1e20, "1.00000e20"),
            (1e-9, "1.00000e-9"),
        ];
        for (number, text) in told {
            assert_eq!(short(number), text);
        }
    }
}
