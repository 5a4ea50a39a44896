//! A book of planted contradictions: each is found, with no claim too many, and nothing else is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use counterflow::{Book, View};
use counterflow_claim::{ClaimId, Slot};
use counterflow_network::{Asking, Contradiction, Network, ask, resolve};

use crate::{books, folder};

static BOOK: LazyLock<Book> = LazyLock::new(|| folder::opened(&books::files_of("contradictions")));

/// What cannot all hold: the quantities, the one that is put aside, and the rules. A quantity is
/// its claim, with its key where it does not stand in the header.
const PLANTED: &[(&[&str], &str, &[&str])] = &[
    (&["alder-filed", "alder-printed"], "alder-printed", &[]),
    (
        &["birch-round", "birch-round pre-money", "birch-at-900"],
        "birch-at-900",
        &["post_money(r) = pre_money(r) + raise(r)"],
    ),
    (&["cedar-round", "sand-cedar", "clay-cedar"], "clay-cedar", &["sum(money(i, r)) <= raise(r)"]),
    (&["elm-contract", "elm-order"], "elm-order", &["amount(part) <= amount(whole)"]),
    (
        &["fir-backlog", "fir-from-left", "fir-from-right"],
        "fir-from-right",
        &["sum(backlog(s, b, t)) <= backlog(s, t)"],
    ),
    (&["sand-hazel", "clay-hazel"], "clay-hazel", &["sum(share(h, c)) <= 1"]),
    (
        &["holly-first", "holly-second", "holly-both"],
        "holly-both",
        &["sum(amount(part)) <= amount(total)"],
    ),
    (
        &["larch-to-north", "larch-to-south", "larch-in-all"],
        "larch-in-all",
        &["sum(amount(purchase)) <= obligations(buyer)"],
    ),
    (
        &["linden-backlog", "linden-share", "linden-part"],
        "linden-part",
        &["backlog(s, b, t) = backlog_share(s, b, t) * backlog(s, t)"],
    ),
    (
        &["maple-q1", "maple-q2", "maple-q3", "maple-q4", "maple-year"],
        "maple-year",
        &["revenue(c, b, t, n) = sum(revenue(c, b, p, n))"],
    ),
    (&["oak-part", "oak-misprint"], "oak-misprint", &[]),
    (
        &["pine-round pre-money", "pine-at-7"],
        "pine-at-7",
        &["post_money(r) = pre_money(r) + raise(r)"],
    ),
    (
        &["sand-poplar", "sand-poplar shares", "sand-poplar price"],
        "sand-poplar",
        &["amount(d) = price_per_share(d) * shares(d)"],
    ),
    (
        &["rowan-before", "rowan-after", "rowan-growth"],
        "rowan-growth",
        &["revenue_growth(c, t) = revenue(c, t) / revenue(c, u) - 1"],
    ),
    (
        &["spruce-round", "sand-spruce share", "clay-spruce share", "loam-spruce share"],
        "loam-spruce share",
        &["part_of_round(i, r) = money(i, r) / raise(r)", "sum(money(i, r)) <= raise(r)"],
    ),
    (&["walnut-cash", "walnut-cash-printed"], "walnut-cash-printed", &[]),
    (&["sand-walnut", "clay-walnut"], "clay-walnut", &["sum(share(h, c)) <= 1"]),
    (&["willow-year", "willow-q2"], "willow-q2", &["revenue(c, b, p, n) <= revenue(c, b, t, n)"]),
    (
        &["yew-round", "yew-round post-money", "sand-yew", "clay-yew share"],
        "clay-yew share",
        &["share(i, r) = money(i, r) / post_money(r)", "sum(money(i, r)) <= raise(r)"],
    ),
    (
        &["aspen-before", "aspen-fall", "aspen-fall amount"],
        "aspen-fall amount",
        &["market_cap_change(c, t) = price_move(c, t) * market_cap(c, u)"],
    ),
    (
        &["loam-beech", "loam-charge", "beech-loss"],
        "beech-loss",
        &[
            "loss_behind_charge(h, c, t) = equity_method_charge(h, c, t) / share_in_period(h, c, t)",
            "profit(c, t) = 0 - loss_behind_charge(h, c, t)",
        ],
    ),
    (
        &["mulberry-round", "mulberry-round pre-money", "mulberry-at-900"],
        "mulberry-at-900",
        &["post_money(r) = pre_money(r) + raise(r)"],
    ),
    (&["mulberry-at-900", "mulberry-at-700"], "mulberry-at-700", &[]),
    (
        &["magnolia-round", "sand-magnolia", "sand-magnolia share"],
        "sand-magnolia",
        &["part_of_round(i, r) = money(i, r) / raise(r)"],
    ),
    (
        &["acacia-at-10", "loam-acacia", "loam-acacia amount"],
        "loam-acacia",
        &["stake_value(h, c, d) = share(h, c, d) * value_when_held(h, c, d)"],
    ),
];

/// What room for rounding settles.
const ROUNDED: &[&[&str]] =
    &[&["ash-backlog", "ash-share", "ash-part"], &["lime-round", "sand-lime", "clay-lime"]];

/// A set of quantities, the one put aside, and the rules, each list in order.
type Set = (Vec<String>, Option<String>, Vec<String>);

fn quantity((claim, slot): &(ClaimId, Slot)) -> String {
    let name = BOOK.claims.name(*claim);
    match slot {
        Slot::Header => name,
        Slot::PreMoney => format!("{name} pre-money"),
        Slot::PostMoney => format!("{name} post-money"),
        other => format!("{name} {}", format!("{other:?}").to_lowercase()),
    }
}

fn sorted(list: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = list.into_iter().collect();
    list.sort();
    list
}

fn set(one: &Contradiction) -> Set {
    (
        sorted(one.said.iter().map(quantity)),
        one.aside.as_ref().map(quantity),
        sorted(one.rules.iter().map(|rule| rule.written())),
    )
}

fn planted() -> Vec<Set> {
    let owned = |list: &[&str]| sorted(list.iter().map(|one| one.to_string()));
    let sets = PLANTED
        .iter()
        .map(|(said, aside, rules)| (owned(said), Some(aside.to_string()), owned(rules)));
    sets.collect()
}

fn network() -> Network<'static> {
    resolve(&BOOK.claims, &View::default()).value
}

#[test]
fn each_is_found_with_no_claim_too_many_and_nothing_else_is() {
    let network = network();
    let real = network.contradictions.iter().filter(|one| one.aside.is_some());
    let mut found: Vec<Set> = real.map(set).collect();
    let mut planted = planted();
    found.sort();
    planted.sort();
    let missed: Vec<_> = planted.iter().filter(|one| !found.contains(one)).collect();
    let more: Vec<_> = found.iter().filter(|one| !planted.contains(one)).collect();
    assert!(missed.is_empty() && more.is_empty(), "missed {missed:#?}\nbeside them {more:#?}");
    assert_eq!(found.len(), planted.len(), "each is found once");
}

#[test]
fn each_is_known_to_be_irreducible() {
    for one in &network().contradictions {
        assert!(one.irreducible, "{:?}", set(one));
    }
}

#[test]
fn rounding_is_noted_and_puts_nothing_aside() {
    let network = network();
    let notes = network.contradictions.iter().filter(|one| one.aside.is_none());
    let mut found: Vec<Vec<String>> = notes.map(|one| set(one).0).collect();
    found.sort();
    let mut planted: Vec<Vec<String>> =
        ROUNDED.iter().map(|said| sorted(said.iter().map(|one| one.to_string()))).collect();
    planted.sort();
    assert_eq!(found, planted);
}

#[test]
fn without_any_one_claim_of_a_set_the_others_can_hold() {
    let network = network();
    for one in &network.contradictions {
        let all: BTreeSet<(ClaimId, Slot)> = one.said.iter().copied().collect();
        let claims: BTreeSet<ClaimId> = all.iter().map(|(claim, _)| *claim).collect();
        for dropped in claims {
            let asking = Asking { without: BTreeSet::from([dropped]), ..Asking::default() };
            let rest = ask(&BOOK.claims, &View::default(), &asking).value;
            let still = rest
                .contradictions
                .iter()
                .find(|other| other.said.iter().all(|quantity| all.contains(quantity)));
            let name = BOOK.claims.name(dropped);
            assert!(still.is_none(), "{:?} without {name}", still.map(set));
        }
    }
}

/// A set is real only if its claims alone cannot all hold, whatever else the book has.
#[test]
fn the_claims_of_a_set_cannot_hold_alone() {
    let network = network();
    for one in &network.contradictions {
        let kept: BTreeSet<ClaimId> = one.said.iter().map(|(claim, _)| *claim).collect();
        // What its claims refer to, such as the round that an investment is in, stays as well.
        let without = network.in_force.iter().copied().filter(|claim| {
            let named = kept.iter().any(|of| refers(*of, *claim));
            !kept.contains(claim) && !named
        });
        let asking = Asking { without: without.collect(), ..Asking::default() };
        let alone = ask(&BOOK.claims, &View::default(), &asking).value;
        assert!(
            alone.contradictions.iter().any(|other| set(other) == set(one)),
            "{:?} alone gives {:?}",
            set(one),
            alone.contradictions.iter().map(set).collect::<Vec<_>>()
        );
    }
}

/// Whether a claim is part of a deal that another tells.
fn refers(of: ClaimId, other: ClaimId) -> bool {
    let claims = &BOOK.claims;
    let deals = claims.claim(of).links.iter().filter_map(|link| link.target.deal);
    deals.into_iter().any(|deal| deal == claims.claim(other).deal)
}

#[test]
fn the_book_has_no_errors() {
    let wrong =
        BOOK.diagnostics.iter().filter(|one| one.severity == counterflow_syntax::Severity::Error);
    assert_eq!(wrong.map(|one| one.title.clone()).collect::<Vec<_>>(), [""; 0]);
}
