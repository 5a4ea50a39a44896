//! Amounts in the currency of a view, by the rates that the book cites.

use std::collections::BTreeMap;

use counterflow_claim::{
    Bounds, ClaimId, Claims, Currency, Date, Kind, Measure, Quantity, Slot, State,
};

use crate::reading::headline_of;
use crate::said::Converted;
use crate::{Readings, force, interval};

/// A rate: so many of the second currency for one of the first.
#[derive(Clone, Copy, Debug)]
struct Rate {
    day: Option<Date>,
    headline: Bounds,
    range: Bounds,
    claim: ClaimId,
    /// Whether it is told the other way round: so many of the first for one of the second.
    inverse: bool,
}

/// The rates in force into one currency.
#[derive(Clone, Debug)]
pub struct Rates {
    to: Currency,
    /// By the currency to convert from, the earliest first; those without a date before all.
    from: BTreeMap<Currency, Vec<Rate>>,
}

impl Rates {
    /// Collects the rates among the claims in force. A rate that may be zero or less is none.
    pub fn new(claims: &Claims, in_force: &[ClaimId], to: Currency) -> Rates {
        let mut from: BTreeMap<Currency, Vec<Rate>> = BTreeMap::new();
        for id in in_force {
            if let Some((currency, rate)) = rate_of(claims, *id, to) {
                from.entry(currency).or_default().push(rate);
            }
        }
        for rates in from.values_mut() {
            rates.sort_by_cached_key(|rate| (rate.day, force::weight(claims, rate.claim)));
        }
        Rates { to, from }
    }

    /// What a quantity says in the currency of the view; `firm` if it counts as firm. The rate is
    /// the latest that is not after `day`.
    ///
    /// # Errors
    ///
    /// What is missing to say it: a rate, or a currency.
    pub fn convert(
        &self,
        quantity: &Quantity,
        firm: bool,
        day: Option<Date>,
    ) -> Result<Converted, String> {
        let readings = Readings::of(quantity, firm);
        let widened = readings.range.map(|_| quantity.widened());
        let Measure::Money(currency) = quantity.unit.measure else {
            // Unknown and none have no unit.
            return match quantity.state {
                State::Known => Err("a currency".to_string()),
                _ => Ok(Converted { readings, widened, rate: None }),
            };
        };
        if currency == self.to {
            return Ok(Converted { readings, widened, rate: None });
        }
        let missing = || format!("rate {currency}/{}", self.to);
        let rate = self.latest(currency, day).ok_or_else(missing)?;
        let by = |amount: Option<Bounds>, rated: Bounds| match rate.inverse {
            true => interval::divide(amount?, rated),
            false => interval::multiply(amount?, rated),
        };
        let converted = Readings {
            headline: by(readings.headline, rate.headline),
            firm: by(readings.firm, rate.headline),
            range: by(readings.range, rate.range),
        };
        if readings.range.is_some() && converted.range.is_none() {
            return Err(missing());
        }
        let widened = by(widened, rate.range);
        Ok(Converted { readings: converted, widened, rate: Some(rate.claim) })
    }

    /// The same of an amount that a deal moves, which is not negative.
    ///
    /// # Errors
    ///
    /// What is missing to say it.
    pub fn amount(
        &self,
        quantity: &Quantity,
        firm: bool,
        day: Option<Date>,
    ) -> Result<Converted, String> {
        let mut said = self.convert(quantity, firm, day)?;
        said.readings = said.readings.within(interval::NOT_NEGATIVE);
        said.widened = said.widened.map(|wide| interval::intersect(wide, interval::NOT_NEGATIVE));
        match said.readings.range.is_some_and(interval::is_empty) {
            true => Err("an amount that is not negative".to_string()),
            false => Ok(said),
        }
    }

    fn latest(&self, from: Currency, day: Option<Date>) -> Option<&Rate> {
        let rates = self.from.get(&from)?;
        let not_after = |rate: &Rate| day.is_none() || rate.day.is_none() || rate.day <= day;
        rates[..rates.partition_point(not_after)].last()
    }
}

/// A rate into a currency, and from which.
fn rate_of(claims: &Claims, id: ClaimId, to: Currency) -> Option<(Currency, Rate)> {
    let claim = claims.claim(id);
    let (base, quote) =
        claims.written(claim.name.filter(|_| claim.kind == Kind::Rate)?).split_once('/')?;
    let (base, quote) = (Currency::from_code(base)?, Currency::from_code(quote)?);
    let (from, inverse) = match (base == to, quote == to) {
        (false, true) => (base, false),
        (true, false) => (quote, true),
        _ => return None,
    };
    let quantity = claim.quantity(Slot::Header)?;
    let known = quantity.state == State::Known && interval::is_positive(quantity.bounds);
    let day = force::own_date(claims, claim);
    let headline = headline_of(quantity).unwrap_or(quantity.bounds);
    known.then_some((from, Rate { day, headline, range: quantity.bounds, claim: id, inverse }))
}
