//! What a quantity means, for programs that do not read phrases. Written, never read back.

use counterflow_claim::{Claims, Decimal, Qualifier, Quantity, State};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A quantity as text: exact decimals in whole units.
#[derive(Clone, Debug)]
pub struct Means {
    state: State,
    qualifier: &'static str,
    low: Option<(String, bool)>,
    high: Option<(String, bool)>,
    nominal: Vec<String>,
    approx: bool,
    unit: String,
    base: Option<String>,
}

impl Means {
    /// What a quantity of these claims means.
    pub fn of(quantity: &Quantity, claims: &Claims) -> Means {
        let end = |bound: counterflow_claim::Bound| (plain(bound.value), bound.open);
        let nominal = match quantity.nominal {
            Some((low, high)) if low != high => vec![plain(low), plain(high)],
            Some((only, _)) => vec![plain(only)],
            None => Vec::new(),
        };
        Means {
            state: quantity.state,
            qualifier: word(quantity.qualifier),
            low: quantity.bounds.low.map(end),
            high: quantity.bounds.high.map(end),
            nominal,
            approx: quantity.approx,
            unit: quantity.unit.to_string(),
            base: quantity.base.map(|base| claims.written(base.target.span).to_string()),
        }
    }

    /// The low end, the high end and the unit; empty where there is none.
    pub fn cells(&self) -> [&str; 3] {
        let low = self.low.as_ref().map_or("", |(value, _)| value);
        let high = self.high.as_ref().map_or("", |(value, _)| value);
        let unit = if self.state == State::Known { self.unit.as_str() } else { "" };
        [low, high, unit]
    }
}

impl Serialize for Means {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("state", state(self.state))?;
        if self.state == State::Known {
            let open = |end: &Option<(String, bool)>| end.as_ref().is_some_and(|(_, open)| *open);
            object.serialize_entry("qualifier", self.qualifier)?;
            object.serialize_entry("low", &self.low.as_ref().map(|(value, _)| value))?;
            object.serialize_entry("low_open", &open(&self.low))?;
            object.serialize_entry("high", &self.high.as_ref().map(|(value, _)| value))?;
            object.serialize_entry("high_open", &open(&self.high))?;
            object.serialize_entry("nominal", &self.nominal)?;
            object.serialize_entry("approx", &self.approx)?;
            object.serialize_entry("unit", &self.unit)?;
            object.serialize_entry("base", &self.base)?;
        }
        object.end()
    }
}

/// A decimal without zeros at its end, so that one number has one text.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

fn state(state: State) -> &'static str {
    match state {
        State::Known => "known",
        State::Unknown => "unknown",
        State::None => "none",
    }
}

fn word(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::UpTo => "up-to",
        Qualifier::AtLeast => "at-least",
        Qualifier::MoreThan => "more-than",
        Qualifier::LessThan => "less-than",
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::JustOver => "just-over",
        Qualifier::Range => "range",
        Qualifier::Words => "words",
    }
}
