//! A report for a terminal: aligned, readable at 80 columns, nothing said by color.

use counterflow_analysis::{Cell, Figure, Section, Shown};

use super::Report;
use crate::display;

/// At most so many rows of a table are printed unless all are asked for.
const MOST_ROWS: usize = 15;

impl Report<'_> {
    /// Prints the report in so many columns; `all` prints every row of every table.
    pub fn to_text(&self, width: usize, all: bool) -> String {
        let mut out = format!("{}\n", self.title);
        out.push_str(&format!("{} · amounts in {}\n\n", self.dates(), self.network.view.currency));
        let label = self.summary.iter().map(|(label, _)| label.len()).max().unwrap_or(0);
        for (name, text) in &self.summary {
            wrap(&format!("{name:label$}  "), text, width, &mut out);
        }
        for section in &self.answers.sections {
            self.section(section, width, all, &mut out);
        }
        self.conflict_lines(all, width, &mut out);
        out
    }

    fn section(&self, section: &Section, width: usize, all: bool, out: &mut String) {
        out.push_str(&format!("\n{}\n", section.title.to_uppercase()));
        wrap("", &section.about, width, out);
        out.push('\n');
        let shown = if all { section.rows.len() } else { section.rows.len().min(MOST_ROWS) };
        let mut lines: Vec<Vec<String>> = vec![section.columns.clone()];
        lines.extend(
            section.rows[..shown]
                .iter()
                .map(|row| row.iter().map(|cell| self.cell(cell)).collect()),
        );
        let numbers: Vec<bool> =
            (0..section.columns.len()).map(|column| Report::is_number(section, column)).collect();
        table(&lines, &numbers, width, out);
        let more = section.rows.len() - shown;
        if more > 0 {
            out.push_str(&format!("… {more} more rows; `--all` prints them\n"));
        }
        if section.rows[..shown].iter().flatten().any(|cell| self.is_outside(cell)) {
            wrap(&format!("{} ", display::OUTSIDE), display::WHY_OUTSIDE, width, out);
        }
    }

    /// Whether a cell shows a headline that lies outside of its range.
    fn is_outside(&self, cell: &Cell) -> bool {
        let Cell::Figure(at, Shown::Headline) = cell else { return false };
        display::is_outside(&self.answers.figures[*at].readings)
    }

    fn conflict_lines(&self, all: bool, width: usize, out: &mut String) {
        if self.conflicts.is_empty() {
            return;
        }
        out.push_str("\nCONFLICTS\nwhat claims say against one another; `counterflow check` shows the lines\n\n");
        let shown = if all { self.conflicts.len() } else { self.conflicts.len().min(MOST_ROWS) };
        for conflict in &self.conflicts[..shown] {
            wrap("- ", conflict, width, out);
        }
        let more = self.conflicts.len() - shown;
        if more > 0 {
            out.push_str(&format!("… {more} more; `--all` prints them\n"));
        }
    }
}

/// A figure as one line for people.
pub fn figure_words(figure: &Figure) -> String {
    let headline = display::headline(figure);
    let [firm, range] = [Shown::Firm, Shown::Range].map(|shown| display::reading(figure, shown));
    let case = figure.case.map(|case| format!(" [{}]", case.word())).unwrap_or_default();
    let missing = match figure.missing.as_slice() {
        [] => String::new(),
        missing => format!("   missing: {}", missing.join("; ")),
    };
    let id = format!("{}{case}", figure.id);
    format!("{id:48}  {headline:>12}  firm {firm:>9}  range {range}{missing}")
}

/// Text after a label, broken between words, with the later lines under the first.
pub fn wrap(label: &str, text: &str, width: usize, out: &mut String) {
    let indent = label.chars().count();
    let mut column = indent;
    out.push_str(label);
    for (at, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if at > 0 && column + 1 + length > width {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if at > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}

/// Columns under their heads, words to the left and numbers to the right. Words are cut where the
/// table would not fit.
pub fn table(lines: &[Vec<String>], numbers: &[bool], width: usize, out: &mut String) {
    let widths = widths(lines, numbers, width);
    for (at, line) in lines.iter().enumerate() {
        let cells = line.iter().zip(numbers).zip(&widths);
        let cells: Vec<String> =
            cells.map(|((cell, number), width)| fit(cell, *width, *number)).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
        if at == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            out.push_str(&rules.join("  "));
            out.push('\n');
        }
    }
}

fn widths(lines: &[Vec<String>], numbers: &[bool], width: usize) -> Vec<usize> {
    let columns = numbers.len();
    let natural =
        |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns).map(natural).collect();
    let gaps = 2 * columns.saturating_sub(1);
    // The widest column of words gives first; numbers are never cut.
    while widths.iter().sum::<usize>() + gaps > width {
        let widest =
            (0..columns).filter(|c| !numbers[*c] && widths[*c] > 8).max_by_key(|c| widths[*c]);
        match widest {
            Some(column) => widths[column] -= 1,
            None => break,
        }
    }
    widths
}

fn fit(cell: &str, width: usize, number: bool) -> String {
    // A book may put anything into a name; a table takes one line.
    let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let length = cell.chars().count();
    if length > width {
        let kept: String = cell.chars().take(width.saturating_sub(1)).collect();
        return format!("{kept}…");
    }
    let blanks = " ".repeat(width - length);
    if number { format!("{blanks}{cell}") } else { format!("{cell}{blanks}") }
}
