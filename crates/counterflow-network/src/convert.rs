//! One currency into another, by the rates that the book cites.

use counterflow_claim::{Bounds, ClaimId, Claims, Currency, Date, Kind, Slot};

use crate::{force, interval};

/// A rate: so many of the second for one of the first.
#[derive(Clone, Copy, Debug)]
struct Rate {
    base: Currency,
    quote: Currency,
    value: Bounds,
    day: Option<Date>,
    claim: ClaimId,
}

/// The rates in force.
#[derive(Clone, Debug, Default)]
pub struct Rates(Vec<Rate>);

impl Rates {
    /// Collects the rates among the claims in force.
    pub fn new(claims: &Claims, in_force: &[ClaimId]) -> Rates {
        let rates = in_force.iter().filter_map(|id| {
            let claim = claims.claim(*id);
            let (base, quote) = claims.written(claim.name?).split_once('/')?;
            let value = claim.quantity(Slot::Header).filter(|_| claim.kind == Kind::Rate)?.bounds;
            let (base, quote) = (Currency::from_code(base)?, Currency::from_code(quote)?);
            Some(Rate { base, quote, value, day: force::own_date(claims, claim), claim: *id })
        });
        Rates(rates.collect())
    }

    /// An amount in another currency, by the latest rate not after `day`, and the claim that gives
    /// it; `None` if the book has no such rate.
    pub fn convert(
        &self,
        amount: Bounds,
        from: Currency,
        to: Currency,
        day: Option<Date>,
    ) -> Option<(Bounds, ClaimId)> {
        let usable = |rate: &&Rate| {
            let pair =
                (rate.base, rate.quote) == (from, to) || (rate.base, rate.quote) == (to, from);
            pair && day.is_none_or(|day| rate.day.is_none_or(|rated| rated <= day))
        };
        let rate = self.0.iter().filter(usable).max_by_key(|rate| (rate.day, rate.claim))?;
        let value = match rate.base == from {
            true => interval::multiply(amount, rate.value)?,
            false => interval::divide(amount, rate.value)?,
        };
        Some((value, rate.claim))
    }
}
