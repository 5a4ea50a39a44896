//! Amounts in the words of the book language, which are those of tables as well.

use counterflow_claim::{Decimal, Qualifier};

use crate::View;
use crate::claim::{Claim, Kind};
use crate::quantity::{Amount, Counts, amounts};
use crate::text::{Tokens, sentences};

/// Scales that a number is written with, the largest first.
const SCALES: [(i64, &str); 3] =
    [(1_000_000_000_000, " tn"), (1_000_000_000, " bn"), (1_000_000, " M")];
/// A number with more digits behind the point is written without a scale.
const MOST_DIGITS: u32 = 6;

/// A number with the scale that makes it short, exactly: `8 bn`, `1.25 M`, `12000`.
///
/// ```
/// use counterflow_claim::Decimal;
/// use counterflow_read::output::scaled;
/// assert_eq!(scaled(Decimal::from(-1_250_000_000i64)), "-1.25 bn");
/// assert_eq!(scaled(Decimal::from(350)), "350");
/// ```
pub fn scaled(number: Decimal) -> String {
    let short = SCALES.iter().find_map(|(scale, word)| {
        let scale = Decimal::from(*scale);
        let part = number.checked_div(scale)?.normalize();
        let exact = part.scale() <= MOST_DIGITS && part.checked_mul(scale)? == number;
        (number.abs() >= scale && exact).then(|| format!("{part}{word}"))
    });
    short.unwrap_or_else(|| number.normalize().to_string())
}

/// The words in front of a number, with a blank behind; nothing where it is exact.
fn phrase(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact | Qualifier::Range | Qualifier::Words => "",
        Qualifier::UpTo => "up to ",
        Qualifier::AtLeast => "at least ",
        Qualifier::MoreThan => "more than ",
        Qualifier::LessThan => "less than ",
        Qualifier::About => "about ",
        Qualifier::Nearly => "nearly ",
        Qualifier::JustOver => "just over ",
    }
}

/// A number of a claim with how exact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Told {
    value: Decimal,
    high: Option<Decimal>,
    qualifier: Qualifier,
}

impl Told {
    fn words(&self, write: impl Fn(Decimal) -> String, unit: &str) -> String {
        match self.high.filter(|high| *high != self.value) {
            Some(high) => {
                let (low, high) = (self.value.min(high), self.value.max(high));
                format!("{} to {}{unit}", write(low), write(high))
            }
            None => format!("{}{}{unit}", phrase(self.qualifier), write(self.value)),
        }
    }
}

/// The money of a claim, as `up to 50 bn USD`; without a unit where the text tells no currency.
pub fn money(claim: &Claim, view: &View) -> Option<String> {
    let money = claim.amount?;
    let told = Told {
        value: money.value,
        high: money.high,
        qualifier: match is_main_share(claim) {
            true => exactness(claim, view, |one| is_money(one, money.value)).1,
            false => claim.qualifier.unwrap_or(Qualifier::Exact),
        },
    };
    let unit = money.currency.map_or(String::new(), |one| format!(" {}", one.code()));
    Some(told.words(scaled, &unit))
}

/// The share of a claim, as `about 27%`.
pub fn share(claim: &Claim, view: &View) -> Option<String> {
    let value = claim.share?;
    let (high, qualifier) = exactness(claim, view, |one| is_part(one, value));
    let qualifier = match is_main_share(claim) || claim.amount.is_none() {
        true => claim.qualifier.unwrap_or(qualifier),
        false => qualifier,
    };
    let percent = |part: Decimal| {
        part.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(part).normalize().to_string()
    };
    let write = |part: Decimal| format!("{}%", percent(part));
    // `45% to 50%` has its sign at both ends, as both are parts.
    Some(Told { value, high: high.map(|high| signed(high, value)), qualifier }.words(write, ""))
}

/// The count of shares of a claim, as `34.3 M shares`.
pub fn shares(claim: &Claim) -> Option<String> {
    let told = Told { value: claim.shares?, high: None, qualifier: Qualifier::Exact };
    Some(told.words(scaled, " shares"))
}

/// Whether the qualifier of a claim is that of its share.
fn is_main_share(claim: &Claim) -> bool {
    claim.kind == Kind::Stake && claim.share.is_some()
}

/// How exact a number is that is not the main one of a claim: the amount of the sentence that it
/// is, read again. The larger one of a range comes with it.
fn exactness(
    claim: &Claim,
    view: &View,
    is: impl Fn(&Amount) -> bool,
) -> (Option<Decimal>, Qualifier) {
    let tokens = Tokens::new(view.text().get(claim.evidence.range()).unwrap_or(""));
    let found = amounts(&tokens, &sentences(&tokens)).into_iter().find(|one| is(one));
    found.map_or((None, Qualifier::Exact), |one| {
        let high = one.nominal.map(|(_, high)| high).filter(|_| one.qualifier == Qualifier::Range);
        (high, one.qualifier)
    })
}

fn is_money(one: &Amount, value: Decimal) -> bool {
    matches!(one.counts, Counts::Money(_)) && starts_at(one, value)
}

fn is_part(one: &Amount, value: Decimal) -> bool {
    matches!(one.counts, Counts::Percent | Counts::Points) && starts_at(one, value)
}

/// Whether an amount is of a size; losses and falls have their sign from the words around them.
fn starts_at(one: &Amount, value: Decimal) -> bool {
    one.nominal.is_some_and(|(low, _)| low.abs() == value.abs())
}

fn signed(size: Decimal, like: Decimal) -> Decimal {
    if like.is_sign_negative() { -size.abs() } else { size }
}

/// Words in quotes, as people write them.
pub fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}
