//! Words to a [`Quantity`]. Each mistake is reported at the word that holds it.

use std::borrow::Cow;

use counterflow_syntax::{Diagnostic, Span, TokenKind, Word, nearest};
use rust_decimal::Decimal;

use super::number::{NumberError, number, number_length, scaled};
use super::{Base, Bound, Bounds, Qualifier, Quantity, State};
use crate::phrases::{Effect, Phrases};
use crate::unit::{Currency, Measure, Per, Unit, scale_word, unit_word};
use crate::{Target, codes};

/// Reads the words of a quantity, all of them.
///
/// `None` with a diagnostic in `found` if they are no quantity.
pub fn read(words: &[Word], phrases: &Phrases, found: &mut Vec<Diagnostic>) -> Option<Quantity> {
    let (quantity, length) = read_start(words, phrases, found)?;
    match words.get(length) {
        None => Some(quantity),
        Some(word) => {
            let extra = problem(&codes::INVALID_AMOUNT, word.span, "not expected after an amount");
            found.push(titled(*extra, words));
            None
        }
    }
}

/// Reads the quantity that words start with, and says how many of them it takes.
///
/// `None` with a diagnostic in `found` if they start with none.
pub fn read_start(
    words: &[Word],
    phrases: &Phrases,
    found: &mut Vec<Diagnostic>,
) -> Option<(Quantity, usize)> {
    words.first()?;
    let mut reader = Reader { words, at: 0, offset: 0, phrases };
    match reader.quantity() {
        Ok(quantity) => Some((quantity, reader.at)),
        Err(problem) => {
            found.push(titled(*problem, words));
            None
        }
    }
}

/// Names the amount in the title of what is wrong with it, unless it is too long for one.
fn titled(mut found: Diagnostic, words: &[Word]) -> Diagnostic {
    // The rest of a line may be long, and is then read again without its last word.
    let length: usize = words.iter().take(LONGEST_TITLE).map(|word| word.text.len() + 1).sum();
    if length <= LONGEST_TITLE && found.title == UNREAD {
        let words: Vec<&str> = words.iter().map(|word| word.text).collect();
        let what = match found.code.name == codes::AMOUNT_OUT_OF_RANGE.name {
            true => "is out of range",
            false => "cannot be read",
        };
        found.title = format!("the amount `{}` {what}", words.join(" "));
    }
    found
}

/// An amount of more bytes is not named in a title.
const LONGEST_TITLE: usize = 40;

const UNREAD: &str = "an amount cannot be read";

type Read<T> = Result<T, Box<Diagnostic>>;

/// Bounds, the written numbers, and the words that led from these to those.
type Ends = (Bounds, Option<(Decimal, Decimal)>, Qualifier);

/// A place in the words: `offset` bytes into word `at`, since `$50bn` is one word.
struct Reader<'a> {
    words: &'a [Word<'a>],
    at: usize,
    offset: usize,
    phrases: &'a Phrases,
}

/// A number with its scale, both possibly missing in front of or behind a range sign.
struct Scaled {
    value: Decimal,
    /// One in its last written digit; zero for words such as "half".
    last_digit: Decimal,
    has_scale: bool,
    span: Span,
}

impl Reader<'_> {
    fn quantity(&mut self) -> Read<Quantity> {
        let start = self.span();
        if let Some(state) = self.state() {
            return Ok(without_number(state, start));
        }
        let effect = self.phrase();
        let prefix = self.symbol();
        let (low, high) = match effect {
            Some(Effect::Tens | Effect::Hundreds | Effect::Multi) => (self.scale_alone()?, None),
            _ => self.amount()?,
        };
        let unit = self.unit(prefix)?;
        let per = self.per()?;
        let base = self.base()?;
        let last = self.words[..self.at].last().map_or(start, |word| word.span);
        let span = start.to(last);
        let factor = unit.map_or(Decimal::ONE, |(_, factor)| factor);
        let measure = unit.map_or(Measure::Bare, |(measure, _)| measure);
        let per_factor = per.map_or(Decimal::ONE, |(_, factor)| factor);
        let factor = scaled(factor, per_factor).map_err(|why| not_a_number(span, why))?;
        let size =
            |end: &Scaled| scaled(end.value, factor).map_err(|why| not_a_number(end.span, why));
        let coarser = high.as_ref().map_or(Decimal::ZERO, |high| high.last_digit);
        let last_digit = low.last_digit.max(coarser);
        let last_digit = scaled(last_digit, factor).unwrap_or(Decimal::ZERO);
        let (low, high) = (size(&low)?, high.as_ref().map(size).transpose()?);
        // A bare fraction such as "half" needs no unit.
        let measure = match (measure, base.is_some() || self.said_a_fraction()) {
            (Measure::Bare, true) => Measure::Fraction,
            (measure, _) => measure,
        };
        let (bounds, nominal, qualifier) = self.bounds(effect, low, high, span)?;
        Ok(Quantity {
            state: State::Known,
            qualifier,
            bounds,
            nominal,
            last_digit,
            approx: matches!(
                qualifier,
                Qualifier::About | Qualifier::Nearly | Qualifier::JustOver | Qualifier::Words
            ),
            unit: Unit { measure, per: per.map(|(per, _)| per) },
            base,
            span,
        })
    }

    fn word(&self) -> Option<&str> {
        let word = self.words.get(self.at)?;
        (word.kind == TokenKind::Word).then(|| &word.text[self.offset..])
    }

    fn span(&self) -> Span {
        match self.words.get(self.at) {
            Some(word) => word.span.slice(self.offset, usize::MAX),
            None => self.words.last().map_or_else(|| unreachable!("invariant: words"), |w| w.span),
        }
    }

    /// Moves on by so many bytes of the current word.
    fn skip(&mut self, bytes: usize) {
        self.offset += bytes;
        if self.words.get(self.at).is_none_or(|word| self.offset >= word.text.len()) {
            self.at += 1;
            self.offset = 0;
        }
    }

    fn take(&mut self, wanted: &str) -> bool {
        let hit = self.word() == Some(wanted);
        if hit {
            self.skip(wanted.len());
        }
        hit
    }

    fn state(&mut self) -> Option<State> {
        let state = match self.word() {
            Some("unknown") => State::Unknown,
            Some("none") => State::None,
            _ => return None,
        };
        self.at += 1;
        Some(state)
    }

    fn phrase(&mut self) -> Option<Effect> {
        let rest = self.words[self.at..].iter().map(|word| word.text);
        if let Some((effect, count)) = self.phrases.start(rest) {
            self.at += count;
            return Some(effect);
        }
        // "multibillion" is one word.
        let multi = self.word().and_then(|word| word.strip_prefix("multi")).and_then(scale_word);
        multi.map(|_| {
            self.skip("multi".len());
            Effect::Multi
        })
    }

    fn symbol(&mut self) -> Option<Currency> {
        let word = self.word()?;
        let unsigned = word.strip_prefix('-').unwrap_or(word);
        let (currency, length) = Currency::from_symbol(unsigned)?;
        // The sign of "-$50" stands in front of the symbol and is read with the number.
        if unsigned.len() == word.len() {
            self.skip(length);
        }
        Some(currency)
    }

    fn amount(&mut self) -> Read<(Scaled, Option<Scaled>)> {
        if let Some(fraction) = self.fraction() {
            return Ok((fraction, None));
        }
        let mut low = self.number()?;
        if !(self.take("to") || self.dots()) {
            return Ok((low, None));
        }
        let _ = self.symbol();
        let high = self.number()?;
        if high.has_scale && !low.has_scale && !low.value.is_zero() {
            let scale = self.scale_of(&high);
            low.value = scaled(low.value, scale).map_err(|why| not_a_number(low.span, why))?;
            low.last_digit = scaled(low.last_digit, scale).unwrap_or(Decimal::ZERO);
        }
        Ok((low, Some(high)))
    }

    /// The scale that a number was read with: its value over its digits.
    fn scale_of(&self, number: &Scaled) -> Decimal {
        let word = self.words.iter().rev().find_map(|word| {
            let rest = word.text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
            (word.span.start < number.span.end && word.span.end > number.span.start)
                .then(|| scale_word(rest.trim_end_matches('%')))
                .flatten()
        });
        word.unwrap_or(Decimal::ONE)
    }

    fn dots(&mut self) -> bool {
        let hit = self.word().is_some_and(|word| word.starts_with(".."));
        if hit {
            self.skip(2);
        }
        hit
    }

    fn number(&mut self) -> Read<Scaled> {
        let start = self.span();
        let Some(word) = self.word() else { return Err(self.no_number()) };
        let (word, symbol) = match word.strip_prefix('-') {
            // "-$50bn": the symbol stands between the sign and the digits.
            Some(rest) => (word, Currency::from_symbol(rest).map_or(0, |(_, length)| length)),
            None => (word, 0),
        };
        let plain = match symbol {
            0 => Cow::Borrowed(word),
            _ => Cow::Owned(format!("-{}", &word[1 + symbol..])),
        };
        let length = number_length(&plain);
        if length == 0 {
            return Err(self.no_number());
        }
        let digits = start.slice(0, length + symbol);
        let value =
            number(&plain[..length]).map_err(|why| match decimal_comma(&plain[..length]) {
                Some(point) if why == NumberError::Comma => Box::new(
                    Diagnostic::new(&codes::INVALID_AMOUNT, UNREAD)
                        .at(digits, "a comma stands before three digits, or not at all")
                        .replace("if the comma is a decimal sign, write a point", digits, point),
                ),
                _ => not_a_number(digits, why),
            })?;
        self.skip(length + symbol);
        let last_digit = Decimal::new(1, value.scale());
        let Some((scale, at)) = self.scale() else {
            return Ok(Scaled { value, last_digit, has_scale: false, span: digits });
        };
        let span = digits.to(at);
        let value = scaled(value, scale).map_err(|why| not_a_number(span, why))?;
        let last_digit = scaled(last_digit, scale).unwrap_or(Decimal::ZERO);
        Ok(Scaled { value, last_digit, has_scale: true, span })
    }

    fn scale(&mut self) -> Option<(Decimal, Span)> {
        let span = self.span();
        let word = self.word()?;
        // In "45bn..50bn" the scale ends where the dots start.
        let word = &word[..word.find("..").unwrap_or(word.len())];
        // A letter that is also a unit, such as "m", is a scale right behind a number.
        let scale = scale_word(word)?;
        let length = word.len();
        self.skip(length);
        Some((scale, span.slice(0, length)))
    }

    fn scale_alone(&mut self) -> Read<Scaled> {
        let span = self.span();
        match self.scale() {
            Some((value, span)) => {
                Ok(Scaled { value, last_digit: Decimal::ZERO, has_scale: true, span })
            }
            None => Err(problem(
                &codes::INVALID_AMOUNT,
                span,
                "expected `millions`, `billions` or `trillions`",
            )),
        }
    }

    fn fraction(&mut self) -> Option<Scaled> {
        let span = self.span();
        let third = Decimal::ONE / Decimal::from(3);
        let start = (self.at, self.offset);
        let article = self.take("a") || self.take("one");
        let value = match self.word() {
            Some("half") => Some(Decimal::new(5, 1)),
            Some("third") if article => Some(third),
            Some("quarter") if article => Some(Decimal::new(25, 2)),
            Some(count @ ("two" | "three")) => {
                let next = self.words.get(self.at + 1).map(|word| word.text);
                let value = match (count, next) {
                    ("two", Some("thirds")) => Some(third + third),
                    ("three", Some("quarters")) => Some(Decimal::new(75, 2)),
                    _ => None,
                };
                self.at += usize::from(value.is_some());
                value
            }
            _ => None,
        };
        match value {
            Some(value) => {
                // A symbol may have stood in front of the word: the next one is read from its start.
                (self.at, self.offset) = (self.at + 1, 0);
                Some(Scaled { value, last_digit: Decimal::ZERO, has_scale: true, span })
            }
            None => {
                (self.at, self.offset) = start;
                None
            }
        }
    }

    fn said_a_fraction(&self) -> bool {
        let read = &self.words[..self.at];
        read.iter().any(|word| {
            matches!(word.text, "half" | "third" | "thirds" | "quarters")
                || (word.text == "quarter" && !read.iter().any(|word| word.text == "per"))
        })
    }

    fn unit(&mut self, prefix: Option<Currency>) -> Read<Option<(Measure, Decimal)>> {
        let prefixed = prefix.map(|currency| (Measure::Money(currency), Decimal::ONE));
        let Some(word) = self.word() else { return Ok(prefixed) };
        if matches!(word, "per" | "of") {
            return Ok(prefixed);
        }
        let Some((measure, factor)) = unit_word(word) else {
            return Err(self.unknown_unit());
        };
        if let Some((stated, _)) = prefixed
            && stated != measure
        {
            return Err(problem(
                &codes::UNKNOWN_UNIT,
                self.span(),
                "a symbol in front already gives the unit",
            ));
        }
        self.skip(word.len());
        Ok(Some((measure, factor)))
    }

    fn per(&mut self) -> Read<Option<(Per, Decimal)>> {
        if !self.take("per") {
            return Ok(None);
        }
        let word = self.word().unwrap_or("");
        let Some((_, per)) = Per::WORDS.iter().find(|(name, _)| *name == word) else {
            return Err(
                self.expected("what it is per: year, quarter, month, day, share, unit or GW")
            );
        };
        // Per MW is a thousand times as much per GW.
        let factor = if word == "MW" { Decimal::ONE_THOUSAND } else { Decimal::ONE };
        self.skip(word.len());
        Ok(Some((*per, factor)))
    }

    fn base(&mut self) -> Read<Option<Base>> {
        if !self.take("of") {
            return Ok(None);
        }
        if self.word().is_none() {
            return Err(self.expected("what it is a share of"));
        }
        let span = self.span();
        self.at += 1;
        Ok(Some(Base { target: Target { span, claim: None, deal: None } }))
    }

    /// A number is missing; a word in its place may be a slip in a phrase.
    fn no_number(&self) -> Box<Diagnostic> {
        let known = self.phrases.table().iter().map(|phrase| phrase.words);
        let near = self.word().filter(|word| word.len() > 2).and_then(|word| nearest(word, known));
        let Some(near) = near else { return self.expected("a number") };
        let found = Diagnostic::new(&codes::INVALID_AMOUNT, UNREAD)
            .at(self.span(), "expected a number or a phrase")
            .replace("a similar phrase is known", self.span(), near);
        Box::new(found)
    }

    fn expected(&self, what: &str) -> Box<Diagnostic> {
        let label = format!("expected {what}");
        let found = Diagnostic::new(&codes::INVALID_AMOUNT, UNREAD).at(self.span(), label).help(
            "write an amount such as `up to 50 bn USD`, `27%`, `4.5 GW`, `unknown` or `none`",
        );
        Box::new(found)
    }

    fn unknown_unit(&self) -> Box<Diagnostic> {
        const UNITS: [&str; 14] = [
            "USD", "EUR", "GBP", "JPY", "GW", "MW", "shares", "units", "bn", "tn", "M", "million",
            "billion", "years",
        ];
        let word = self.word().unwrap_or("");
        let found = Diagnostic::new(&codes::UNKNOWN_UNIT, format!("unknown unit `{word}`"))
            .at(self.span(), "no currency, scale or unit");
        Box::new(match nearest(word, UNITS) {
            Some(near) => found.replace("a unit with a similar name is known", self.span(), near),
            None => found.help("write an ISO 4217 code, `%`, `shares`, `units`, `GW` or another unit of docs/language.md"),
        })
    }

    fn bounds(
        &self,
        effect: Option<Effect>,
        low: Decimal,
        high: Option<Decimal>,
        span: Span,
    ) -> Read<Ends> {
        if let Some(high) = high {
            if effect.is_some_and(|effect| effect != Effect::About) {
                return Err(problem(
                    &codes::INVALID_AMOUNT,
                    span,
                    "a range takes no such phrase in front",
                ));
            }
            if high < low {
                return Err(problem(
                    &codes::INVALID_AMOUNT,
                    span,
                    "a range runs from the lower number to the higher",
                ));
            }
            let bounds = Bounds { low: Some(Bound::closed(low)), high: Some(Bound::closed(high)) };
            return Ok((bounds, Some((low, high)), Qualifier::Range));
        }
        // The words bind the size: "more than -50%" is a fall of more than half.
        let (bounds, qualifier) = self.phrases.bounds(effect, low.abs());
        let nominal = (qualifier != Qualifier::Words).then_some((low, low));
        let bounds = match low.is_sign_negative() {
            true => mirrored(bounds),
            false => bounds,
        };
        Ok((bounds, nominal, qualifier))
    }
}

fn mirrored(bounds: Bounds) -> Bounds {
    let flip = |bound: Option<Bound>| bound.map(|bound| Bound { value: -bound.value, ..bound });
    Bounds { low: flip(bounds.high), high: flip(bounds.low) }
}

fn without_number(state: State, span: Span) -> Quantity {
    let bounds = match state {
        State::None => Bounds::point(Decimal::ZERO),
        _ => Bounds { low: None, high: None },
    };
    Quantity {
        state,
        qualifier: Qualifier::Exact,
        bounds,
        nominal: None,
        last_digit: Decimal::ZERO,
        approx: false,
        unit: Unit::of(Measure::Bare),
        base: None,
        span,
    }
}

fn problem(code: &'static counterflow_syntax::Code, span: Span, label: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code, UNREAD).at(span, label))
}

/// A number with one comma, as it would be with a point there.
fn decimal_comma(digits: &str) -> Option<String> {
    let one = digits.matches(',').count() == 1 && !digits.contains('.') && digits.len() <= 20;
    one.then(|| digits.replace(',', "."))
}

fn not_a_number(span: Span, why: NumberError) -> Box<Diagnostic> {
    let (code, label, help) = match why {
        NumberError::Form => {
            (&codes::INVALID_AMOUNT, "not a number", "write digits, such as `50` or `1.4`")
        }
        NumberError::Comma => (
            &codes::INVALID_AMOUNT,
            "a comma stands before three digits, or not at all",
            "write a decimal point, such as `1.5`",
        ),
        NumberError::Size => (
            &codes::AMOUNT_OUT_OF_RANGE,
            "amounts have at most 28 digits and are at most 10^21",
            "write it with fewer digits or a scale such as `bn`",
        ),
        NumberError::SignedZero => (
            &codes::INVALID_AMOUNT,
            "a zero has no sign",
            "write `0`, or `none` if there is nothing",
        ),
    };
    Box::new(Diagnostic::new(code, UNREAD).at(span, label).help(help))
}

#[cfg(test)]
mod tests {
    use counterflow_syntax::{Files, parse};

    use super::*;

    /// The headline number of an amount, or the label of what is wrong with it.
    fn read_text(text: &str) -> Result<Option<Decimal>, String> {
        let mut files = Files::default();
        let id = files.add("a.book", text);
        let tree = parse(&files, id).value;
        let words: Vec<Word> = tree.header(&tree.entries()[0], &files).collect();
        let mut found = Vec::new();
        match read(&words, &Phrases::default(), &mut found) {
            Some(quantity) => Ok(quantity.headline().map(|(low, _)| low)),
            None => Err(found.remove(0).primary.map_or(String::new(), |label| label.text)),
        }
    }

    #[test]
    fn a_word_after_a_symbol_and_a_fraction_is_read_from_its_start() {
        assert_eq!(read_text("$half"), Ok(Some(Decimal::new(5, 1))));
        assert_eq!(read_text("$half é"), Err("no currency, scale or unit".to_string()));
        assert_eq!(read_text("$half US"), Err("no currency, scale or unit".to_string()));
    }
}
