//! The linear groups of a book's network as JSON, for solvers of linear programs.

use std::io::{self, BufWriter, Write};

use counterflow_claim::{Bound, Bounds, Decimal};
use counterflow_network::linear::Row;
use counterflow_network::{LinearGroup, Network, View, resolve};
use serde_json::{Value, json};

/// Writes every group of more than one column, one on a line: the columns with what is stated of
/// them and what we found, and the rows. Numbers are strings of decimal digits; an end that is not
/// there is `null`.
pub fn to_file(folder: &str, file: &str) -> io::Result<()> {
    let book = crate::entail::open(folder)?;
    let network = resolve(&book.claims, &View::default()).value;
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    for group in network.entailment.linear_groups() {
        if group.columns.len() > 1 {
            writeln!(out, "{}", shown(&network, &group))?;
        }
    }
    out.flush()
}

fn shown(network: &Network, group: &LinearGroup) -> Value {
    let columns = group.columns.iter().zip(&group.program.columns).map(|(key, stated)| {
        let found = network.variables.get(key).and_then(|variable| variable.readings.range);
        json!({
            "name": key.id(network.claims),
            "stated": ends(*stated),
            "found": found.map(ends),
            "tight": network.entailment.is_tight(key),
        })
    });
    json!({
        "columns": columns.collect::<Vec<Value>>(),
        "rows": group.program.rows.iter().map(row).collect::<Vec<Value>>(),
    })
}

fn row(row: &Row) -> Value {
    let terms = row.terms.iter().map(|(column, factor)| json!([column, digits(*factor)]));
    json!({ "terms": terms.collect::<Vec<Value>>(), "bounds": ends(row.bounds) })
}

fn ends(bounds: Bounds) -> [Option<String>; 2] {
    [bounds.low, bounds.high].map(|end: Option<Bound>| end.map(|end| digits(end.value)))
}

fn digits(number: Decimal) -> String {
    number.normalize().to_string()
}
