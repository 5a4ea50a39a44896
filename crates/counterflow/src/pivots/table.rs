//! Pivots for people and for programs.

use counterflow_analysis::{Rounding, Shown, significant};
use counterflow_network::{Case, Variable};
use serde_json::{Map, Value, json};

use super::change::Change;
use super::{MOST_TRIED, Pivots, Row, Stands};
use crate::explain::{in_case, name_of, place};
use crate::report::json::readings;
use crate::report::text::{table, wrap};
use crate::{display, report};

impl Pivots<'_> {
    /// A table for each case of the figure, in so many columns.
    pub fn to_text(&self, width: usize) -> String {
        let view = &self.network.view;
        let mut out =
            format!("{}\n{} · amounts in {}\n", self.title, report::dates(view), view.currency);
        for stands in &self.figures {
            self.one(stands, width, &mut out);
        }
        out.push('\n');
        let how = "each claim is taken as unsaid by itself; low and high are the ends of the range \
                   that its words hold; what changes most comes first";
        wrap("", how, width, &mut out);
        if self.left_out > 0 {
            let more =
                format!("… {} more claims were not tried; at most {MOST_TRIED} are", self.left_out);
            wrap("", &more, width, &mut out);
        }
        out
    }

    fn one(&self, stands: &Stands, width: usize, out: &mut String) {
        let key = &stands.key;
        let case = key.case.map(|case| format!("  ({})", in_case(case))).unwrap_or_default();
        let id = name_of(&self.network, &key.clone().in_case(None));
        out.push_str(&format!("\n{id}{case}\n"));
        let name = stands.name.as_ref().map(|name| name.trim_end_matches([':', ' ']));
        name.iter().for_each(|name| out.push_str(&format!("{name}\n")));
        let [headline, range] =
            [Shown::Headline, Shown::Range].map(|shown| read(&stands.variable, shown));
        out.push_str(&format!("  headline {headline}   range {range}\n\n"));
        if stands.rows.is_empty() {
            out.push_str("  no claim stands behind it\n");
            return;
        }
        let head = ["claim", "says", "binds", "range without it"];
        let mut lines = vec![head.map(str::to_string).to_vec()];
        lines.extend(stands.rows.iter().map(|row| self.cells(stands, row)));
        table(&lines, &[false; 4], width, out);
    }

    fn cells(&self, stands: &Stands, row: &Row) -> Vec<String> {
        let then = match row.change {
            Change::None => "the same".to_string(),
            Change::Headline => headline_then(row),
            _ => then(&stands.variable, row),
        };
        vec![
            self.network.claims.name(row.claim),
            row.says.join("; "),
            binds(row.binds).unwrap_or("–").to_string(),
            then,
        ]
    }

    /// The same for programs.
    pub fn to_json(&self) -> String {
        let figures: Vec<Value> = self.figures.iter().map(|stands| self.value(stands)).collect();
        let all = json!({
            "format": "counterflow-pivots",
            "version": 1,
            "title": self.title,
            "left_out": self.left_out,
            "figures": figures,
        });
        serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
    }

    fn value(&self, stands: &Stands) -> Value {
        let mut value = Map::new();
        let plain = stands.key.clone().in_case(None);
        value.insert("id".into(), json!(name_of(&self.network, &plain)));
        value.insert("name".into(), json!(stands.name));
        value.insert("case".into(), json!(stands.key.case.map(Case::word)));
        value.insert("unit".into(), json!(stands.variable.unit.to_string()));
        value.extend(readings(&stands.variable.readings));
        value.insert("state".into(), json!(stands.variable.state().word()));
        let rows: Vec<Value> = stands.rows.iter().map(|row| self.row_value(row)).collect();
        value.insert("claims".into(), json!(rows));
        Value::Object(value)
    }

    fn row_value(&self, row: &Row) -> Value {
        let claims = self.network.claims;
        let moved = match row.change {
            Change::Moved(by) => Some(significant(by, 4, Rounding::Nearest)),
            _ => None,
        };
        let without = row.without.iter().map(|(case, then)| {
            let mut value = Map::new();
            value.insert("case".into(), json!(case.map(Case::word)));
            value.extend(readings(&then.readings));
            value.insert("state".into(), json!(then.state().word()));
            Value::Object(value)
        });
        json!({
            "claim": claims.name(row.claim),
            "place": place(claims, row.claim, None),
            "says": row.says,
            "binds": binds(row.binds),
            "change": row.change.word(),
            "moved": moved,
            "without": without.collect::<Vec<_>>(),
        })
    }
}

fn read(variable: &Variable, shown: Shown) -> String {
    display::read(&variable.readings, variable.state(), variable.unit, shown)
}

/// The range without a claim, in each case that there is then, and the headline where it changes.
fn then(with: &Variable, row: &Row) -> String {
    let told: Vec<String> = row
        .without
        .iter()
        .map(|(case, variable)| {
            let case = case.map(|case| format!(" [{}]", case.word())).unwrap_or_default();
            let range = read(variable, Shown::Range);
            // A difference too small to be seen in three digits is still one.
            let same = range == read(with, Shown::Range);
            format!("{range}{}{case}", if same { ", hardly moved" } else { "" })
        })
        .collect();
    if told.is_empty() { "not computable".to_string() } else { told.join("; ") }
}

fn headline_then(row: &Row) -> String {
    let told = row.without.first().map(|(_, variable)| read(variable, Shown::Headline));
    format!("headline {}", told.unwrap_or_default())
}

/// Which ends rest on a claim.
fn binds(binds: [bool; 2]) -> Option<&'static str> {
    match binds {
        [true, true] => Some("both"),
        [true, false] => Some("low"),
        [false, true] => Some("high"),
        [false, false] => None,
    }
}
