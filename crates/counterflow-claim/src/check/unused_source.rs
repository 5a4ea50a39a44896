//! `unused-source`: a source that nothing cites.

use counterflow_syntax::Diagnostic;

use crate::{Claims, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let mut used = vec![false; claims.sources.len()];
    for (_, claim) in claims.iter() {
        for source in claim.citations.iter().filter_map(|citation| citation.source) {
            used[source.index()] = true;
        }
    }
    for source in claims.sources.iter().filter_map(|source| source.copies.and_then(|(_, id)| id)) {
        used[source.index()] = true;
    }
    // What could not be read was reported; that it cites nothing is no second mistake.
    for source in &claims.seemingly_cited {
        used[source.index()] = true;
    }
    for (source, _) in claims.sources.iter().zip(used).filter(|(_, used)| !used) {
        let name = claims.written(source.id);
        found.push(
            Diagnostic::new(&codes::UNUSED_SOURCE, format!("no claim cites source `{name}`"))
                .at(source.id, "declared here, cited nowhere")
                .help(format!("write `source: {name}` on a claim that it makes, or remove it")),
        );
    }
}
