//! The tables: words to the left, numbers to the right, each number a button that opens its trace.

use counterflow_analysis::{Cell, Figure, Section, Shown};
use counterflow_network::State;

use super::escape::{clip, escape};
use super::{Page, Report};
use crate::display;

/// Heads of columns that count something.
const COUNTS: [&str; 1] = ["figures"];

impl Page<'_> {
    /// A section with its table, which scrolls by itself where it is wider than the page.
    pub fn section(&mut self, section: &Section) {
        let Section { key, title, about, .. } = section;
        let (title, about) = (escape(title), escape(about));
        self.out.push_str(&format!(
            "<section id=\"{key}\">\n<h2 id=\"{key}-title\">{title}</h2>\n\
             <p class=\"about\" id=\"{key}-about\">{about}</p>\n<div class=\"wide\">\n\
             <table aria-labelledby=\"{key}-title\" aria-describedby=\"{key}-about\">\n<thead><tr>"
        ));
        let numbers: Vec<bool> = section
            .columns
            .iter()
            .enumerate()
            .map(|(column, head)| {
                Report::is_number(section, column) || COUNTS.contains(&head.as_str())
            })
            .collect();
        for (head, number) in section.columns.iter().zip(&numbers) {
            let class = if *number { " class=\"n\"" } else { "" };
            self.out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escape(head)));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &section.rows {
            match row.split_first() {
                Some((Cell::Text(head), rest))
                    if !rest.is_empty() && rest.iter().all(|cell| *cell == Cell::Blank) =>
                {
                    self.head_of_rows(head, row.len());
                }
                _ => self.row(key, row, &numbers),
            }
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    }

    /// A row of words only, over the rows that belong to it.
    fn head_of_rows(&mut self, head: &str, columns: usize) {
        let head = clip(head.trim());
        self.out.push_str(&format!(
            "<tr class=\"over\"><th scope=\"row\" colspan=\"{columns}\">{}</th></tr>\n",
            escape(&head)
        ));
    }

    fn row(&mut self, key: &str, row: &[Cell], numbers: &[bool]) {
        self.out.push_str(row_start(row));
        let mut opened = Vec::new();
        for (column, (cell, number)) in row.iter().zip(numbers).enumerate() {
            match cell {
                // What is missing is told with the name of the claim that lacks it.
                Cell::Text(text) if key == "missing" && column == 0 => {
                    self.out.push_str("<th scope=\"row\">");
                    self.words_with_claims(text);
                    self.out.push_str("</th>");
                }
                Cell::Text(text) => self.words(text, column == 0, *number),
                Cell::Blank => self.out.push_str("<td></td>"),
                Cell::Figure(at, shown) => {
                    // One stop of the tab key for a figure is enough, however many of its readings
                    // stand in the row.
                    let first = !opened.contains(at);
                    opened.push(*at);
                    self.out.push_str("<td class=\"n\">");
                    self.number(*at, *shown, first);
                    self.out.push_str("</td>");
                }
            }
        }
        self.out.push_str("</tr>\n");
    }

    fn words(&mut self, text: &str, first: bool, number: bool) {
        let text = text.trim_start();
        let words = clip(text);
        let words = escape(&words);
        if let Some(at) = self.links.named(text) {
            let anchor = self.links.open(at);
            self.out.push_str(&format!(
                "<td><button popovertarget=\"{anchor}\"><code>{words}</code></button></td>"
            ));
        } else if first && !text.is_empty() {
            self.out.push_str(&format!("<th scope=\"row\">{words}</th>"));
        } else {
            let class = if number { " class=\"n\"" } else { "" };
            self.out.push_str(&format!("<td{class}>{words}</td>"));
        }
    }

    /// A reading as a button that opens the figure's trace.
    pub fn number(&mut self, at: usize, shown: Shown, tab_stop: bool) {
        let figure = &self.report.answers.figures[at];
        let text = match shown {
            Shown::Headline => display::headline(figure),
            Shown::Firm | Shown::Range => display::reading(figure, shown),
        };
        let class = match class(figure, shown) {
            "" => String::new(),
            class => format!(" class=\"{class}\""),
        };
        let stop = if tab_stop { "" } else { " tabindex=\"-1\"" };
        let mark = if shown == Shown::Headline { mark(figure) } else { "" };
        let anchor = self.links.open(at);
        self.out.push_str(&format!(
            "<button popovertarget=\"{anchor}\"{class}{stop}>{mark}{}</button>",
            escape(&text)
        ));
    }
}

/// The start of a row: set in as far as its first words are, and without a rule above where it
/// tells more of the row before.
fn row_start(row: &[Cell]) -> &'static str {
    let Some(Cell::Text(text)) = row.first() else { return "<tr>" };
    match text.len() - text.trim_start_matches(' ').len() {
        0 if text.is_empty() => "<tr class=\"more\">",
        0 | 1 => "<tr>",
        2 | 3 => "<tr class=\"in\">",
        _ => "<tr class=\"more in2\">",
    }
}

/// How a reading is set: `none` where there is no number, `loose` where nothing of it is firm,
/// `against` where claims contradict one another.
fn class(figure: &Figure, shown: Shown) -> &'static str {
    let readings = figure.readings;
    match shown {
        Shown::Range if figure.state == State::Contradiction => "against",
        Shown::Range if readings.range.is_none() => "none",
        Shown::Headline if readings.headline.is_none() => "none",
        Shown::Firm if readings.firm.is_none() => "none",
        Shown::Headline if readings.firm.is_none() => "loose",
        _ => "",
    }
}

/// A circle in front of a headline number that is not firm, hollow, or not wholly firm, half full.
fn mark(figure: &Figure) -> &'static str {
    match (figure.readings.headline, figure.readings.firm) {
        (Some(_), None) => {
            "<span class=\"hollow\" role=\"img\" aria-label=\"nothing firm:\"></span>"
        }
        (Some(headline), Some(firm)) if headline != firm => {
            "<span class=\"half\" role=\"img\" aria-label=\"not all firm:\"></span>"
        }
        _ => "",
    }
}
