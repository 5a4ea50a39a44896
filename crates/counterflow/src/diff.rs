//! What changed in what was known, claim by claim and figure by figure.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_analysis::{Figure, Shown, figures};
use counterflow_claim::{ClaimId, Date};
use counterflow_network::{Network, View, resolve};

use crate::{Book, display};

/// What came and went between two days of knowledge, the other dates as in `view`.
///
/// Claims are those in force; a figure changed if a reading or its state did.
pub fn diff(book: &Book, view: &View, from: Date, to: Date) -> String {
    let known = |day: Date| View { known: Some(day), ..view.clone() };
    let before = resolve(&book.claims, &known(from)).value;
    let after = resolve(&book.claims, &known(to)).value;
    let mut out = format!("from what was known on {from} to what was known on {to}\n");
    claims(&before, &after, &mut out);
    changed(&before, &after, &mut out);
    out
}

fn claims(before: &Network, after: &Network, out: &mut String) {
    let old: BTreeSet<ClaimId> = before.in_force.iter().copied().collect();
    let new: BTreeSet<ClaimId> = after.in_force.iter().copied().collect();
    let mut part = |title: &str, mark: char, ids: Vec<&ClaimId>| {
        if ids.is_empty() {
            return;
        }
        out.push_str(&format!("\n{title}: {}\n", ids.len()));
        for id in ids {
            let words: Vec<&str> =
                after.claims.written(after.claims.claim(*id).span).split_whitespace().collect();
            out.push_str(&format!("{mark} {}  {}\n", after.claims.name(*id), words.join(" ")));
        }
    };
    part("claims that came into force", '+', new.difference(&old).collect());
    part("claims no longer in force", '-', old.difference(&new).collect());
}

fn changed(before: &Network, after: &Network, out: &mut String) {
    let rows = |network: &Network| -> BTreeMap<(String, Option<_>), Figure> {
        figures(network)
            .into_iter()
            .map(|figure| ((figure.id.clone(), figure.case), figure))
            .collect()
    };
    let (old, new) = (rows(before), rows(after));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let mut lines = Vec::new();
    for key in keys {
        let told = |figure: Option<&Figure>| {
            figure.map_or_else(
                || "—".to_string(),
                |figure| {
                    let headline = display::reading(figure, Shown::Headline);
                    let range = display::reading(figure, Shown::Range);
                    if headline == range { headline } else { format!("{headline} ({range})") }
                },
            )
        };
        let (a, b) = (old.get(key), new.get(key));
        let same = a.zip(b).is_some_and(|(a, b)| a.readings == b.readings && a.state == b.state);
        if !same {
            let case = key.1.map(|case| format!(" {}", case.word())).unwrap_or_default();
            lines.push(format!("  {}{case}: {} → {}\n", key.0, told(a), told(b)));
        }
    }
    if !lines.is_empty() {
        out.push_str(&format!("\nfigures that changed: {}\n", lines.len()));
        out.extend(lines);
    }
}
