//! A number as it is read: exact where it can be, else between two neighbors that hold it.

use std::ops::Range;

use counterflow_claim::Decimal;

/// A number with the tokens that it takes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Num {
    /// The tokens of the number and its scale.
    pub range: Range<usize>,
    /// The nearest decimal.
    pub value: Decimal,
    /// At most the number.
    pub low: Decimal,
    /// At least the number.
    pub high: Decimal,
    /// One in the last written digit; zero for words.
    pub last_digit: Decimal,
    /// What the written digits were multiplied with.
    pub scale: Decimal,
    /// How it is written.
    pub form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// In digits.
    Digits,
    /// In words.
    Words,
    /// As a part of one: `half`, `two-thirds`, `3/4`.
    Part,
    /// As a place in a row.
    Ordinal,
    /// As a multiple: `double`.
    Times,
    /// A scale word without a number: `tens of billions`.
    Scale,
}

impl Num {
    /// An exact number.
    pub fn exact(range: Range<usize>, value: Decimal, form: Form) -> Num {
        let zero = Decimal::ZERO;
        Num { range, value, low: value, high: value, last_digit: zero, scale: Decimal::ONE, form }
    }

    /// A part of a whole: exact if the decimal ends, else between two neighbors.
    pub fn part(range: Range<usize>, over: Decimal, under: Decimal) -> Option<Num> {
        let value = over.checked_div(under)?;
        let mut made = Num::exact(range, value, Form::Part);
        if value.checked_mul(under) != Some(over) {
            made.widen();
        }
        Some(made)
    }

    /// Makes room for one in the last digit that is kept.
    fn widen(&mut self) {
        let step = Decimal::new(1, self.value.scale());
        self.low = self.low.min(self.value.checked_sub(step).unwrap_or(self.value));
        self.high = self.high.max(self.value.checked_add(step).unwrap_or(self.value));
    }

    /// Multiplied; nothing if it is too large. A product that was rounded gets room.
    pub fn times(mut self, factor: Decimal) -> Option<Num> {
        if factor == Decimal::ONE {
            return Some(self);
        }
        let before = self.value;
        let exact = self.low == self.high;
        self.value = before.checked_mul(factor).filter(|value| value.abs() <= largest())?;
        self.low = self.low.checked_mul(factor)?;
        self.high = self.high.checked_mul(factor)?;
        self.last_digit = self.last_digit.checked_mul(factor).unwrap_or(Decimal::ZERO);
        if !exact || self.value.checked_div(factor) != Some(before) {
            self.widen();
        }
        Some(self)
    }

    /// Multiplied with a scale, which is kept.
    pub fn scaled(self, scale: Decimal) -> Option<Num> {
        let mut made = self.times(scale)?;
        made.scale = made.scale.checked_mul(scale)?;
        Some(made)
    }

    /// The sum with another; the tokens of both.
    pub fn plus(self, other: Num) -> Option<Num> {
        Some(Num {
            range: self.range.start..other.range.end.max(self.range.end),
            value: self.value.checked_add(other.value)?,
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
            ..self
        })
    }

    /// With the other sign.
    pub fn negated(self) -> Num {
        Num { value: -self.value, low: -self.high, high: -self.low, ..self }
    }
}

/// Amounts are at most this large, so that a million of them can be added exactly.
fn largest() -> Decimal {
    Decimal::from(1_000_000_000_000_000_000_000i128)
}

/// A power of ten up to 18.
pub(crate) fn ten_to(power: u8) -> Decimal {
    Decimal::from(10i64.checked_pow(power.into()).unwrap_or(i64::MAX))
}

/// Reads digits, with commas in groups of three or as in India, and one point; or with a comma for
/// the point, before one or two digits.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => match text.split_once(',') {
            Some((whole, fraction)) if fraction.len() < 3 => (whole, fraction),
            _ => (text, ""),
        },
    };
    if !is_grouped(whole) || fraction.contains([',', '.']) {
        return None;
    }
    let mut mantissa: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.checked_mul(10)?.checked_add((byte - b'0').into())?
            }
            b',' => {}
            _ => return None,
        }
    }
    Decimal::try_from_i128_with_scale(mantissa, fraction.len() as u32).ok()
}

/// Whether commas stand before three digits, or before two and at last three.
fn is_grouped(whole: &str) -> bool {
    let Some((rest, last)) = whole.rsplit_once(',') else { return !whole.is_empty() };
    let mut groups = rest.split(',');
    let first = groups.next().unwrap_or("").len();
    let (western, indian) = groups.fold((true, true), |(western, indian), group| {
        (western && group.len() == 3, indian && group.len() == 2)
    });
    last.len() == 3 && (western && (1..=3).contains(&first) || indian && (1..=2).contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_strictly() {
        assert_eq!(decimal("214,776,632"), Some(Decimal::from(214_776_632)));
        assert_eq!(decimal("1,23,456"), Some(Decimal::from(123_456)));
        assert_eq!(decimal("1,000.50"), Some(Decimal::new(100_050, 2)));
        assert_eq!(decimal("1,5"), Some(Decimal::new(15, 1)));
        for text in ["1,2,3", "1.2.3", "22,24,26", "1000,000", "1,000,50", "1.5,5"] {
            assert_eq!(decimal(text), None, "{text}");
        }
        assert_eq!(decimal(&"9".repeat(60)), None);
    }

    #[test]
    fn parts_lie_between_their_neighbors() {
        let third = Num::part(0..1, Decimal::ONE, Decimal::from(3)).expect("a number");
        assert!(third.low * Decimal::from(3) < Decimal::ONE);
        assert!(third.high * Decimal::from(3) > Decimal::ONE);
        let half = Num::part(0..1, Decimal::ONE, Decimal::TWO).expect("a number");
        assert_eq!((half.low, half.high), (Decimal::new(5, 1), Decimal::new(5, 1)));
        let billion = third.scaled(ten_to(9)).expect("a number");
        assert!(billion.low < billion.high && billion.high < Decimal::from(333_333_334));
    }
}
