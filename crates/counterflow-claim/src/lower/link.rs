//! The names by which claims refer to one another.

use counterflow_syntax::{Code, Diagnostic, Entry, Span, Tree, nearest};
use rustc_hash::FxHashMap;

use super::names::{Names, SameName};
use super::{Lowering, Waiting};
use crate::grammar::find_verb;
use crate::{Base, Kind, Relation, Target, codes};

impl Lowering<'_> {
    /// Resolves the references of all claims, then reads what refers to claims.
    pub(super) fn link(&mut self, waiting: &[(&Tree, &Entry, Waiting)]) {
        for at in 0..self.claims.claims.len() {
            self.resolve_links(at);
            self.resolve_conditions(at);
            self.resolve_bases(at);
        }
        for (tree, entry, kind) in waiting {
            match kind {
                Waiting::Assumption => self.assumption(tree, entry),
                Waiting::Scenario => self.scenario(tree, entry),
                _ => {}
            }
        }
    }

    fn resolve_links(&mut self, at: usize) {
        for link in 0..self.claims.claims[at].links.len() {
            let given = self.claims.claims[at].links[link];
            let code = match given.relation {
                Relation::In => &codes::UNKNOWN_DEAL,
                _ => &codes::UNKNOWN_CLAIM,
            };
            let span = given.target.span;
            if let Some(target) = self.target(self.files.text(span), span, code) {
                self.claims.claims[at].links[link].target = target;
            }
        }
    }

    fn resolve_conditions(&mut self, at: usize) {
        for condition in 0..self.claims.claims[at].conditions.len() {
            let span = self.claims.claims[at].conditions[condition].what.span;
            let text = self.files.text(span);
            // A condition is a claim if one word names it, and text otherwise.
            let word = !text.starts_with('"') && !text.contains([' ', '\t']);
            if word && let Some(target) = self.target(text, span, &codes::UNKNOWN_CLAIM) {
                self.claims.claims[at].conditions[condition].what = target;
            }
        }
    }

    fn resolve_bases(&mut self, at: usize) {
        for quantity in 0..self.claims.claims[at].quantities.len() {
            let Some(base) = self.claims.claims[at].quantities[quantity].1.base else { continue };
            let (name, span) = (self.files.text(base.target.span), base.target.span);
            let metric = find_verb(name).is_some_and(|verb| matches!(verb.kind, Kind::Metric(_)));
            if metric {
                continue;
            }
            if let Some(target) = self.target(name, span, &codes::UNKNOWN_CLAIM) {
                self.claims.claims[at].quantities[quantity].1.base = Some(Base { target });
            }
        }
    }

    /// The claim or deal of this name, or a report.
    pub(super) fn target(&mut self, name: &str, span: Span, code: &'static Code) -> Option<Target> {
        let deal = self.names.deals.get(name).copied();
        let claim = self.names.claims.get(name).map(|(claim, _)| *claim);
        if deal.is_some() || claim.is_some() {
            let deal = deal.or_else(|| claim.map(|claim| self.claims.claim(claim).deal));
            return Some(Target { span, claim, deal });
        }
        let Some(candidates) = self.defaults().get(name).cloned() else {
            return self.found_no(name, span, code);
        };
        match candidates.first.as_slice() {
            [claim] => {
                let deal = self.claims.claim(*claim).deal;
                Some(Target { span, claim: Some(*claim), deal: Some(deal) })
            }
            _ => self.ambiguous(name, span, &candidates),
        }
    }

    fn defaults(&mut self) -> &FxHashMap<String, SameName> {
        let claims = &self.claims;
        self.names.defaults.get_or_insert_with(|| {
            let mut names: FxHashMap<String, SameName> = FxHashMap::default();
            for (id, claim) in claims.iter().filter(|(_, claim)| claim.id.is_none()) {
                names.entry(claims.default_name(claim)).or_default().add(id);
            }
            names
        })
    }

    fn found_no(&mut self, name: &str, span: Span, code: &'static Code) -> Option<Target> {
        if self.names.lost.contains_key(name) {
            return None;
        }
        let what = if code == &codes::UNKNOWN_DEAL { "deal" } else { "claim" };
        let found = Diagnostic::new(code, format!("unknown {what} `{name}`"))
            .at(span, "no claim or deal of this book has this name");
        let known = self.claims.claims.len() + self.claims.deals.len();
        let may = self.names.may_search(name, known);
        let near = may.then(|| near_name(name, &self.names)).flatten();
        self.found.push(match near {
            Some(near) => found.replace("a similar name is known", span, near),
            None => found.help("give the claim that is meant an `id:`"),
        });
        None
    }

    fn ambiguous(&mut self, name: &str, span: Span, several: &SameName) -> Option<Target> {
        let mut found = Diagnostic::new(
            &codes::AMBIGUOUS_CLAIM,
            format!("`{name}` stands for {} claims", several.count),
        )
        .at(span, "which one is meant is not said")
        .help("give the one that is meant an `id:` and refer to that");
        for claim in &several.first {
            found = found.and(self.claims.claim(*claim).span, "one of them");
        }
        self.found.push(found);
        None
    }
}

/// The nearest name of a claim or deal; the walk's order does not matter, since ties go by name.
fn near_name(name: &str, names: &Names) -> Option<String> {
    #[expect(clippy::iter_over_hash_type, reason = "nearest() breaks ties by name")]
    let known: Vec<&str> = {
        let mut known = Vec::new();
        for key in names.claims.keys() {
            known.push(*key);
        }
        for key in names.deals.keys() {
            known.push(*key);
        }
        if let Some(defaults) = &names.defaults {
            for key in defaults.keys() {
                known.push(key.as_str());
            }
        }
        known
    };
    nearest(name, known).map(str::to_string)
}
