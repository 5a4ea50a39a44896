//! What somebody only thinks: kept apart from claims, with who thinks so.

use super::apply::{Draft, blank};
use super::slots::{Filled, Reading};
use super::table::rules;
use crate::claim::Kind;
use crate::clause::What;

/// Verbs of thinking. What is said to have happened is told by other verbs.
pub(super) const THINKS: &[&str] = &[
    "argue", "believe", "caution", "comment", "doubt", "fear", "predict", "question", "suggest",
    "think", "view", "warn", "worry",
];

/// Why an opinion is not claimed.
const WHY: &str = "an opinion: it says what somebody thinks, and no deal";

/// Takes in opinions. They stand behind everything else: a sentence that tells of a deal and of
/// what somebody thinks of it is told by the deal.
pub(super) fn drafts(reading: &Reading, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    for at in 0..row.items.len() {
        let Some(verb) = row.verb(at).filter(|verb| THINKS.contains(&verb.lemma)) else {
            continue;
        };
        let frame = row.verb_frame(at, verb);
        let Some(subject) = frame.subject.as_ref().filter(|_| !frame.passive) else { continue };
        let Some(Filled::By(all)) = reading.everybody(&subject.parties) else { continue };
        let about = (at + 1..row.items.len()).find(|item| {
            matches!(row.what(*item), Some(What::Party(_))) && reading.is_organization(*item)
        });
        let mut claim = blank(reading, Kind::Statement, "opinion");
        claim.from = all.into_iter().next();
        claim.to = about.and_then(|item| match reading.somebody(item) {
            Some(Filled::By(all)) => all.into_iter().next(),
            _ => None,
        });
        claim.withheld = Some(WHY.to_string());
        drafts.push(Draft { order: 3 * rules().len(), claim, takes: Vec::new(), trigger: at });
        return;
    }
}
