//! `undated-source`: a source whose claims cannot be placed in what was known.

use counterflow_syntax::Diagnostic;

use crate::{Claims, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    for source in claims.sources.iter().filter(|source| source.published_at.is_none()) {
        let name = claims.written(source.id);
        found.push(
            Diagnostic::new(&codes::UNDATED_SOURCE, format!("source `{name}` has no date"))
                .at(source.id, "its claims are left out under `--known`, and counted")
                .help("add `published: …`, or ask with `--undated include`"),
        );
    }
}
