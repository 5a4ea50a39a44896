//! The tables: words to the left, numbers to the right, each number a button that opens its trace.

use counterflow_analysis::{Cell, Figure, Section, Shown};
use counterflow_network::State;

use super::escape::{clip, escape};
use super::{Page, Report};
use crate::display;

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
        let numbers: Vec<bool> =
            (0..section.columns.len()).map(|column| Report::is_number(section, column)).collect();
        for (head, number) in section.columns.iter().zip(&numbers) {
            let class = if *number { " class=\"n\"" } else { "" };
            self.out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escape(head)));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &section.rows {
            self.row(row, &numbers);
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    }

    fn row(&mut self, row: &[Cell], numbers: &[bool]) {
        // A first cell that is blank or set in tells more of the row above.
        let goes_on = matches!(row.first(), Some(Cell::Text(text)) if text.is_empty() || text.starts_with("  "));
        self.out.push_str(if goes_on { "<tr class=\"on\">" } else { "<tr>" });
        let mut opened = Vec::new();
        for (column, cell) in row.iter().enumerate() {
            match cell {
                Cell::Text(text) => self.words(text, column == 0),
                Cell::Blank if numbers.get(column) == Some(&true) => self.out.push_str("<td class=\"n\"></td>"),
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

    fn words(&mut self, text: &str, first: bool) {
        let text = text.trim_start();
        let words = clip(text);
        let words = escape(&words);
        if let Some(at) = self.links.named(text) {
            let anchor = self.links.open(at);
            self.out.push_str(&format!("<td><button popovertarget=\"{anchor}\"><code>{words}</code></button></td>"));
        } else if first && !text.is_empty() {
            self.out.push_str(&format!("<th scope=\"row\">{words}</th>"));
        } else {
            self.out.push_str(&format!("<td>{words}</td>"));
        }
    }

    /// A reading as a button that opens the figure's trace.
    pub fn number(&mut self, at: usize, shown: Shown, tab_stop: bool) {
        let figure = &self.report.answers.figures[at];
        let text = display::reading(figure, shown);
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

/// How a reading is set: `none` where there is no number, `talk` where nothing of it is firm,
/// `against` where claims contradict one another.
fn class(figure: &Figure, shown: Shown) -> &'static str {
    let readings = figure.readings;
    match shown {
        Shown::Range if figure.state == State::Contradiction => "against",
        Shown::Range if readings.range.is_none() => "none",
        Shown::Headline if readings.headline.is_none() => "none",
        Shown::Firm if readings.firm.is_none() => "none",
        Shown::Headline if readings.firm.is_none() => "talk",
        _ => "",
    }
}

/// A circle in front of a headline number that is not firm, hollow, or not wholly firm, half full.
fn mark(figure: &Figure) -> &'static str {
    match (figure.readings.headline, figure.readings.firm) {
        (Some(_), None) => "<span class=\"hollow\" role=\"img\" aria-label=\"nothing firm:\"></span>",
        (Some(headline), Some(firm)) if headline != firm => {
            "<span class=\"half\" role=\"img\" aria-label=\"not all firm:\"></span>"
        }
        _ => "",
    }
}
