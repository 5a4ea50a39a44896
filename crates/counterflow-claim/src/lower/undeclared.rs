//! The parties and sources that entries name, and what is said of those that are not declared.

use counterflow_syntax::{Code, Diagnostic, Files, Label, Span, nearest};

use super::Lowering;
use crate::{PartyId, SourceId, codes};

impl<'a> Lowering<'a> {
    /// The party of this name, or a report.
    pub fn party_ref(&mut self, name: &str, span: Span) -> Option<PartyId> {
        if let Some((party, _)) = self.names.parties.get(name) {
            return Some(*party);
        }
        let near = self.names.may_search(name, self.claims.parties.len()).then(|| {
            let parties = self.claims.parties.iter();
            nearest(name, parties.map(|party| self.files.text(party.id)))
        });
        self.undeclared(&codes::UNKNOWN_PARTY, ["party", "company"], near.flatten(), span);
        None
    }

    /// The source of this name, or a report.
    pub fn source_ref(&mut self, name: &str, span: Span) -> Option<SourceId> {
        if let Some((source, _)) = self.names.sources.get(name) {
            return Some(*source);
        }
        let near = self.names.may_search(name, self.claims.sources.len()).then(|| {
            let sources = self.claims.sources.iter();
            nearest(name, sources.map(|source| self.files.text(source.id)))
        });
        let near = near.flatten();
        // The source that is meant is not to be reported as cited nowhere.
        let meant = near.and_then(|near| self.names.sources.get(near)).map(|(source, _)| *source);
        self.claims.seemingly_cited.extend(meant);
        self.undeclared(&codes::UNKNOWN_SOURCE, ["source", "source"], near, span);
        None
    }

    /// Reports a name that is not declared. Where no other is near, a declaration is missing, and
    /// the places that miss it share one report.
    fn undeclared(
        &mut self,
        code: &'static Code,
        [what, declared]: [&str; 2],
        near: Option<&str>,
        span: Span,
    ) {
        let files: &'a Files = self.files;
        let name = files.text(span);
        if self.names.lost.contains_key(name) {
            return;
        }
        if let Some(&first) = self.names.undeclared.get(&(code.name, name)) {
            self.found[first].secondary.push(Label { span, text: "and here".to_string() });
            return;
        }
        let found = Diagnostic::new(code, format!("unknown {what} `{name}`"))
            .at(span, "not declared in this book");
        self.found.push(match near {
            Some(near) => {
                found.replace(format!("a {what} with a similar name is declared"), span, near)
            }
            None => {
                self.names.undeclared.insert((code.name, name), self.found.len());
                found.help(format!("declare it: `{declared} {name} \"…\"`"))
            }
        });
    }
}
