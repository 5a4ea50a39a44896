//! `unknown-assumption`: a scenario uses what the book does not assume.

use counterflow_syntax::{Diagnostic, nearest};

use crate::{Claims, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let known = || claims.assumptions.iter().map(|assumption| claims.written(assumption.id));
    for used in claims.scenarios.iter().flat_map(|scenario| &scenario.uses) {
        let name = claims.written(*used);
        if known().any(|known| known == name) {
            continue;
        }
        let report =
            Diagnostic::new(&codes::UNKNOWN_ASSUMPTION, format!("unknown assumption `{name}`"))
                .at(*used, "not declared in this book");
        found.push(match nearest(name, known()) {
            Some(near) => {
                report.replace("an assumption with a similar name is declared", *used, near)
            }
            None => report.help("declare it: `assume NAME` with `owner:` and `schedule:`"),
        });
    }
}
