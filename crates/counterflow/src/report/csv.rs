//! A report as CSV: one line a cell that shows a number, with its row's words and its figure.

use counterflow_analysis::{Cell, Rounding, significant};
use counterflow_claim::Bounds;

use super::Report;
use super::json::written;
use crate::display;

impl Report<'_> {
    /// The tables as one CSV with the columns
    /// `section,row,column,text,unit,headline,firm,low,high,low_open,high_open,state,figure,case`.
    pub fn to_csv(&self) -> String {
        let mut out = String::from(
            "section,row,column,text,unit,headline,firm,low,high,low_open,high_open,state,figure,case\n",
        );
        for section in &self.answers.sections {
            for row in &section.rows {
                let words = row.iter().filter_map(|cell| match cell {
                    Cell::Text(text) if !text.is_empty() => Some(text.as_str()),
                    _ => None,
                });
                let label = words.collect::<Vec<_>>().join(" / ");
                for (column, cell) in section.columns.iter().zip(row) {
                    self.line([section.key, &label, column], cell, &mut out);
                }
            }
        }
        out
    }

    fn line(&self, place: [&str; 3], cell: &Cell, out: &mut String) {
        let Cell::Figure(at, shown) = cell else { return };
        let figure = &self.answers.figures[*at];
        let range = figure.readings.range.unwrap_or(Bounds { low: None, high: None });
        let end = |end: Option<counterflow_claim::Bound>, rounding| {
            end.map(|end| significant(end.value, 12, rounding)).unwrap_or_default()
        };
        let open =
            |end: Option<counterflow_claim::Bound>| end.is_some_and(|end| end.open).to_string();
        let fields = [
            place[0].to_string(),
            place[1].to_string(),
            place[2].to_string(),
            display::reading(figure, *shown),
            figure.unit.to_string(),
            figure.readings.headline.and_then(written).unwrap_or_default(),
            figure.readings.firm.and_then(written).unwrap_or_default(),
            end(range.low, Rounding::Down),
            end(range.high, Rounding::Up),
            open(range.low),
            open(range.high),
            figure.state.word().to_string(),
            figure.id.clone(),
            figure.case.map(|case| case.word().to_string()).unwrap_or_default(),
        ];
        out.push_str(&fields.map(|field| quoted(&field)).join(","));
        out.push('\n');
    }
}

/// A field of CSV, in quotes where it has to be.
fn quoted(field: &str) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_string(),
    }
}
