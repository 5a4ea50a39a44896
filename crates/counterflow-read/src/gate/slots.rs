//! Whether a proposal has what its kind needs.

use super::judge::{Fails, Found, Place};
use super::{Test, words};
use crate::claim::{Kind, Somebody};
use crate::clause::What;
use crate::party::Sort;
use crate::quantity::Amount;

/// The kind of a proposal; opinions and moves of shares are none that a model may propose.
///
/// # Errors
///
/// If it is no such kind.
pub(super) fn kind(name: &str) -> Result<Kind, Fails> {
    Kind::of(name)
        .filter(|kind| !matches!(kind, Kind::Statement | Kind::MarketMove))
        .ok_or_else(|| fails("the kind is none of those that may be proposed"))
}

/// Whether the parties and numbers are there that the kind needs, and no others that it could be
/// of.
///
/// # Errors
///
/// If they are not.
pub(super) fn check(found: &Found, place: &Place) -> Result<(), Fails> {
    let Found { kind, from, to, money, share, .. } = found;
    let counted = money.is_some() || share.is_some();
    let why = match kind {
        Kind::Investment | Kind::Stake | Kind::Commitment | Kind::Warrant | Kind::Guarantee
            if from.is_none() || to.is_none() =>
        {
            "it needs two parties"
        }
        Kind::Round | Kind::Valuation | Kind::Metric | Kind::Debt if to.is_none() => {
            "it needs the party that it is of"
        }
        Kind::Valuation | Kind::Metric if from.is_some() => "it is of one party",
        Kind::Facility if from.is_none() => "it needs the party that builds",
        Kind::Round | Kind::Debt if !counted => "it needs an amount",
        Kind::Valuation | Kind::Metric if money.is_none() || share.is_some() => {
            "it needs an amount of money, and no part of a whole"
        }
        Kind::Metric if found.metric.is_none() => "a metric needs a name",
        _ if same(from.as_ref(), to.as_ref()) => "both parties are the same",
        _ if share.is_some_and(|share| !is_holding(found, place, share)) => {
            "the part is not said to be one of the company"
        }
        _ if (from.is_none() || to.is_none()) && others(found, place) => {
            "the sentence names others whose it could be"
        }
        Kind::Metric if words::any(&place.row, place.within.clone(), "change") => {
            "the amount could be how much it changed"
        }
        _ => return Ok(()),
    };
    Err(fails(why))
}

fn fails(why: &str) -> Fails {
    (Test::Slots, why.to_string())
}

fn same(from: Option<&Somebody>, to: Option<&Somebody>) -> bool {
    from.zip(to).is_some_and(|(from, to)| from.name == to.name)
}

/// Whether the sentence speaks of organizations that are not of the proposal: by name, as a
/// market, as rivals.
fn others(found: &Found, place: &Place) -> bool {
    let row = &place.row;
    let own = |party: usize| {
        [&found.from, &found.to].into_iter().flatten().any(|one| one.party == Some(party))
    };
    let another = |at: usize| match row.what(at) {
        Some(What::Party(_)) => place.refers.party(at).is_some_and(|party| {
            !own(party) && row.scene.parties.parties[party].sort == Sort::Organization
        }),
        _ => words::has("others", row.word(at)),
    };
    (0..row.items.len()).any(another)
}

/// Whether a part of a whole is one of a company: `a 27% stake`, `27% of Alder`.
fn is_holding(found: &Found, place: &Place, share: &Amount) -> bool {
    if !matches!(found.kind, Kind::Stake | Kind::Investment | Kind::Warrant) {
        return false;
    }
    let Some(item) = place.item_of(share) else { return false };
    let to = found.to.as_ref().and_then(|to| to.party);
    let of = place.row.word(item + 1) == "of"
        && (item + 2..item + 4).any(|at| to.is_some() && place.refers.party(at) == to);
    of || words::any(&place.row, item + 1..item + 4, "holding")
}
