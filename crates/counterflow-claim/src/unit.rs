//! Units: currencies, shares of a whole, counts and physical measures, each possibly per something.

use std::fmt;

use rust_decimal::Decimal;

/// An ISO 4217 currency, for example `USD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The US dollar.
    pub const USD: Currency = Currency(*b"USD");

    /// The currency with this three-letter code, in capitals.
    pub fn from_code(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        // The usual one is answered without a look into the table.
        if bytes == *b"USD" {
            return Some(Currency::USD);
        }
        iso_currency::Currency::from_code(code).map(|_| Currency(bytes))
    }

    /// The currency that a symbol in front of a number means, with the length of the symbol.
    pub(crate) fn from_symbol(text: &str) -> Option<(Currency, usize)> {
        const SYMBOLS: [(&str, &str); 14] = [
            ("US$", "USD"),
            ("A$", "AUD"),
            ("C$", "CAD"),
            ("HK$", "HKD"),
            ("NT$", "TWD"),
            ("S$", "SGD"),
            ("R$", "BRL"),
            ("$", "USD"),
            ("€", "EUR"),
            ("£", "GBP"),
            ("¥", "JPY"),
            ("₹", "INR"),
            ("₩", "KRW"),
            ("₪", "ILS"),
        ];
        let hit = SYMBOLS.iter().find(|(symbol, _)| text.starts_with(symbol))?;
        Some((Currency::from_code(hit.1)?, hit.0.len()))
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// A bare number: nothing says of what.
    Bare,
    /// Money.
    Money(Currency),
    /// A part of a whole, 0 to 1: 27% is 0.27.
    Fraction,
    /// Percentage points, as a fraction: 50 bps is 0.005.
    Points,
    /// A multiple, `70x`.
    Multiple,
    /// Shares of a company.
    Shares,
    /// Things: chips, servers.
    Units,
    /// Power, in gigawatts.
    Power,
    /// Energy, in gigawatt-hours.
    Energy,
    /// Time, in months.
    Months,
}

/// What a quantity is per, if it is a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Per {
    /// A year.
    Year,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A share of a company.
    Share,
    /// A thing.
    Unit,
    /// A gigawatt.
    Gigawatt,
}

/// A unit: a measure, per something or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// What is measured.
    pub measure: Measure,
    /// Per what.
    pub per: Option<Per>,
}

impl Unit {
    /// A plain measure.
    pub const fn of(measure: Measure) -> Unit {
        Unit { measure, per: None }
    }

    /// An amount of money.
    pub const fn money(currency: Currency) -> Unit {
        Unit::of(Measure::Money(currency))
    }

    /// A part of a whole.
    pub const FRACTION: Unit = Unit::of(Measure::Fraction);

    /// The currency of an amount of money that is not a rate.
    pub fn currency(&self) -> Option<Currency> {
        match (self.measure, self.per) {
            (Measure::Money(currency), None) => Some(currency),
            _ => None,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self.measure {
            Measure::Bare => out.write_str("number")?,
            Measure::Money(currency) => out.write_str(currency.code())?,
            Measure::Fraction => out.write_str("fraction")?,
            Measure::Points => out.write_str("points")?,
            Measure::Multiple => out.write_str("x")?,
            Measure::Shares => out.write_str("shares")?,
            Measure::Units => out.write_str("units")?,
            Measure::Power => out.write_str("GW")?,
            Measure::Energy => out.write_str("GWh")?,
            Measure::Months => out.write_str("months")?,
        }
        match self.per {
            None => Ok(()),
            Some(per) => write!(out, "/{}", per.word()),
        }
    }
}

impl Per {
    pub(crate) const WORDS: [(&'static str, Per); 8] = [
        ("year", Per::Year),
        ("quarter", Per::Quarter),
        ("month", Per::Month),
        ("day", Per::Day),
        ("share", Per::Share),
        ("unit", Per::Unit),
        ("GW", Per::Gigawatt),
        ("MW", Per::Gigawatt),
    ];

    fn word(self) -> &'static str {
        Per::WORDS.iter().find(|(_, per)| *per == self).map_or("", |(word, _)| word)
    }
}

/// A unit word, as the measure that it stands for and the size of one of it there.
pub(crate) fn unit_word(word: &str) -> Option<(Measure, Decimal)> {
    let thousandth = Decimal::new(1, 3);
    Some(match word {
        "%" | "percent" => (Measure::Fraction, Decimal::new(1, 2)),
        "pp" => (Measure::Points, Decimal::new(1, 2)),
        "bps" => (Measure::Points, Decimal::new(1, 4)),
        "x" => (Measure::Multiple, Decimal::ONE),
        "share" | "shares" => (Measure::Shares, Decimal::ONE),
        "unit" | "units" => (Measure::Units, Decimal::ONE),
        "GW" => (Measure::Power, Decimal::ONE),
        "MW" => (Measure::Power, thousandth),
        "kW" => (Measure::Power, thousandth * thousandth),
        "GWh" => (Measure::Energy, Decimal::ONE),
        "MWh" => (Measure::Energy, thousandth),
        "month" | "months" => (Measure::Months, Decimal::ONE),
        "year" | "years" => (Measure::Months, Decimal::new(12, 0)),
        _ => (Measure::Money(Currency::from_code(word)?), Decimal::ONE),
    })
}

/// A scale word, as the power of ten that it multiplies by and whether it is `2` (lakh, crore).
pub(crate) fn scale_word(word: &str) -> Option<Decimal> {
    let power = match word {
        "K" | "k" | "thousand" => 3,
        "lakh" => 5,
        "M" | "m" | "mn" | "million" => 6,
        "crore" => 7,
        "bn" | "b" | "B" | "billion" | "billions" => 9,
        "tn" | "t" | "T" | "trillion" | "trillions" => 12,
        "millions" => 6,
        _ => return None,
    };
    Some(Decimal::from(10i64.pow(power)))
}
