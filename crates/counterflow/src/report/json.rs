//! A report, and figures, as JSON.

use counterflow_analysis::{Cell, Figure, Rounding, Section, Shown, significant};
use counterflow_claim::{Bound, Bounds, Claims};
use counterflow_network::Readings;
use serde_json::{Map, Value, json};

use super::Report;
use crate::display;

/// How many digits numbers have in JSON and CSV.
const DIGITS: u32 = 12;

/// A figure as one line of JSON:
/// `{id, name, case, unit, low, high, low_open, high_open, headline, firm, state, missing, claims}`.
///
/// Numbers are decimal strings in base units with 12 significant digits, `low` and `high` rounded
/// outward, `null` where there is no end. A headline of two written numbers is `low..high`; one that
/// lies outside of the range comes with `headline_outside`.
pub fn figure_line(figure: &Figure, claims: &Claims) -> String {
    figure_value(figure, claims).to_string()
}

pub(crate) fn figure_value(figure: &Figure, claims: &Claims) -> Value {
    let mut value = json!({
        "id": figure.id,
        "name": figure.name,
        "case": figure.case.map(|case| case.word()),
        "unit": figure.unit.to_string(),
    });
    if let Value::Object(fields) = &mut value {
        fields.extend(readings(&figure.readings));
        fields.insert("state".to_string(), json!(figure.state.word()));
        fields.insert("missing".to_string(), json!(figure.missing));
        let names = figure.claims.iter().map(|id| claims.name(*id)).collect::<Vec<_>>();
        fields.insert("claims".to_string(), json!(names));
        // Only where it is so: lines of figures are kept, and this is seldom.
        if display::is_outside(&figure.readings) {
            fields.insert("headline_outside".to_string(), json!(true));
        }
    }
    value
}

/// The fields of the three readings, `low` and `high` rounded outward.
pub(crate) fn readings(readings: &Readings) -> Map<String, Value> {
    let range = readings.range.unwrap_or(Bounds { low: None, high: None });
    let fields = [
        ("low", json!(range.low.map(|low| end(low, false)))),
        ("high", json!(range.high.map(|high| end(high, true)))),
        ("low_open", json!(range.low.is_some_and(|low| low.open))),
        ("high_open", json!(range.high.is_some_and(|high| high.open))),
        ("headline", json!(readings.headline.and_then(written))),
        ("firm", json!(readings.firm.and_then(written))),
    ];
    fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}

/// An end of a range, rounded outward.
pub(crate) fn end(bound: Bound, high: bool) -> String {
    significant(bound.value, DIGITS, if high { Rounding::Up } else { Rounding::Down })
}

/// A reading at written numbers: one, or two with `..` between.
pub(crate) fn written(bounds: Bounds) -> Option<String> {
    let (low, high) = (bounds.low?.value, bounds.high?.value);
    let nearest = |value| significant(value, DIGITS, Rounding::Nearest);
    let (low, high) = (nearest(low), nearest(high));
    // A quotient without an exact decimal has two ends that agree in all digits shown.
    Some(if low == high { low } else { format!("{low}..{high}") })
}

impl Report<'_> {
    /// The report as JSON, indented.
    pub fn to_json(&self) -> String {
        let sections: Vec<Value> =
            self.answers.sections.iter().map(|section| self.section_value(section)).collect();
        let figures: Vec<Value> =
            self.answers.figures.iter().map(|figure| figure_value(figure, self.claims)).collect();
        let summary: Map<String, Value> =
            self.summary.iter().map(|(label, text)| (label.to_string(), json!(text))).collect();
        let report = json!({
            "format": "counterflow-report",
            "version": 1,
            "title": self.title,
            "as_of": self.network.view.as_of.map(|day| day.to_string()),
            "known": self.network.view.known.map(|day| day.to_string()),
            "currency": self.network.view.currency.code(),
            "summary": summary,
            "sections": sections,
            "conflicts": self.conflicts,
            "figures": figures,
        });
        // A map of strings and numbers can always be written.
        serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
    }

    fn section_value(&self, section: &Section) -> Value {
        let rows: Vec<Value> = section
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| self.cell_value(cell)).collect())
            .collect();
        json!({
            "key": section.key,
            "title": section.title,
            "about": section.about,
            "columns": section.columns,
            "rows": rows,
        })
    }

    fn cell_value(&self, cell: &Cell) -> Value {
        match cell {
            Cell::Text(text) => json!(text),
            Cell::Blank => Value::Null,
            Cell::Figure(at, shown) => {
                let figure = &self.answers.figures[*at];
                let reading = match shown {
                    Shown::Headline => "headline",
                    Shown::Firm => "firm",
                    Shown::Range => "range",
                };
                json!({
                    "figure": figure.id,
                    "case": figure.case.map(|case| case.word()),
                    "reading": reading,
                    "text": display::reading(figure, *shown),
                })
            }
        }
    }
}
