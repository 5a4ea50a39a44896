//! Numbers in a text: digits with a scale, words, parts of a whole.

use std::ops::Range;

use counterflow_claim::Decimal;

use super::lexicon::Lex;
use super::num::{Form, Num, decimal, ten_to};
use crate::text::{Class, Tokens};

/// Reads numbers within one sentence, and nothing before a place that is taken already.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a, 't> {
    /// The text.
    pub tokens: &'a Tokens<'t>,
    /// The first token that may be used.
    pub floor: usize,
    /// The token after the last that may be used.
    pub end: usize,
}

impl<'a, 't> Reader<'a, 't> {
    /// A reader of some tokens.
    pub fn new(tokens: &'a Tokens<'t>, within: Range<usize>) -> Reader<'a, 't> {
        Reader { tokens, floor: within.start, end: within.end }
    }

    /// The small letters of a token within reach.
    pub fn word(&self, at: usize) -> &'a str {
        if at < self.end { self.tokens.word(at) } else { "" }
    }

    /// The letters of a token within reach, as they stand.
    pub fn text(&self, at: usize) -> &'t str {
        if at < self.end { self.tokens.text(at) } else { "" }
    }

    /// What a token is; a mark out of reach.
    pub fn class(&self, at: usize) -> Class {
        if at < self.end { self.tokens.class(at) } else { Class::Mark }
    }

    /// Whether nothing stands between a token and the one before it.
    pub fn glued(&self, at: usize) -> bool {
        at < self.end && self.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// What the word of a token does in a number.
    pub fn lex(&self, at: usize) -> Option<Lex> {
        match self.class(at) {
            Class::Lower | Class::Capital => self.tokens.entry(at).number,
            _ => None,
        }
    }

    /// The place behind a hyphen between two words, or the same place if there is none.
    pub fn behind_hyphen(&self, at: usize) -> usize {
        if self.word(at) == "-" && at > self.floor { at + 1 } else { at }
    }

    /// The number that starts at a token.
    pub fn number(&self, at: usize) -> Option<Num> {
        match self.class(at) {
            Class::Number => self.in_digits(at),
            Class::Lower | Class::Capital => self.in_words(at),
            _ => self.vulgar(at).map(|(part, _)| part),
        }
    }

    /// `¾`, with the count of its quarters and so on.
    fn vulgar(&self, at: usize) -> Option<(Num, usize)> {
        let (over, under) = match self.word(at) {
            "\u{bd}" => (1, 2),
            "\u{bc}" => (1, 4),
            "\u{be}" => (3, 4),
            "\u{2153}" => (1, 3),
            "\u{2154}" => (2, 3),
            "\u{215b}" => (1, 8),
            "\u{215c}" => (3, 8),
            "\u{215d}" => (5, 8),
            "\u{215e}" => (7, 8),
            _ => return None,
        };
        Some((Num::part(at..at + 1, Decimal::from(over), Decimal::from(under))?, at + 1))
    }

    fn in_digits(&self, at: usize) -> Option<Num> {
        let mut value = decimal(self.text(at))?;
        let mut end = at + 1;
        let mut start = at;
        if self.is_leading_point(at) {
            let digits = self.text(at).len() as u32;
            value = Decimal::try_from_i128_with_scale(value.mantissa(), digits).ok()?;
            start = at - 1;
        }
        while let Some(more) = self.blank_group(start, end, value) {
            (value, end) = (more, end + 1);
        }
        let mut number = Num::exact(start..end, value, Form::Digits);
        number.last_digit = Decimal::new(1, value.scale());
        if let Some((power, behind)) = self.exponent(end) {
            return Num { range: start..behind, ..number }.times(power);
        }
        if value.scale() == 0
            && let Some(with) = self.slashed(&number).or_else(|| self.mixed(&number))
        {
            return Some(with);
        }
        self.with_scale(number)
    }

    /// `e+14` and `x10^6` behind digits: the factor, and the token behind.
    pub fn exponent(&self, at: usize) -> Option<(Decimal, usize)> {
        let mut place = match self.word(at) {
            "e" => at + 1,
            "x10" if self.word(at + 1) == "^" => at + 2,
            _ => return None,
        };
        let negative = self.word(place) == "-";
        place += usize::from(negative || self.word(place) == "+");
        let glued = (at..=place).all(|one| self.glued(one));
        let power: u8 = self.text(place).parse().ok().filter(|power| *power <= 18)?;
        let factor = if negative { Decimal::new(1, power.into()) } else { ten_to(power) };
        glued.then_some((factor, place + 1))
    }

    /// Whether a point in front belongs to digits: `.25`.
    fn is_leading_point(&self, at: usize) -> bool {
        at > self.floor
            && self.glued(at)
            && self.word(at - 1) == "."
            && !self.glued(at - 1)
            && self.text(at).bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Three more digits behind a narrow blank, as in `40 000`. A plain blank may part two columns
    /// of a table, so it joins only where a unit of money or a percent sign follows.
    fn blank_group(&self, start: usize, at: usize, value: Decimal) -> Option<Decimal> {
        let three = self.class(at) == Class::Number && self.text(at).len() == 3;
        let first = self.text(start);
        if !three
            || self.glued(at)
            || value.scale() > 0
            || first.len() > 3
            || first.starts_with('0')
        {
            return None;
        }
        let gap =
            self.tokens.get(at - 1)?.span.end as usize..self.tokens.get(at)?.span.start as usize;
        let narrow =
            matches!(self.tokens.source().get(gap)?, "\u{a0}" | "\u{2009}" | "\u{202f}" | "'");
        let mut behind = at + 1;
        while self.class(behind) == Class::Number && self.text(behind).len() == 3 {
            behind += 1;
        }
        if !narrow && super::unit::currency_behind(self, behind).is_none() {
            return None;
        }
        let more = decimal(self.text(at))?;
        value.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(more)
    }

    /// `3/4`, if it can be no date.
    fn slashed(&self, over: &Num) -> Option<Num> {
        let at = over.range.end;
        let under = decimal(self.text(at + 1))?;
        let slash = self.word(at) == "/" && self.glued(at) && self.glued(at + 1);
        let dated = self.word(at + 2) == "/" && self.glued(at + 2)
            || over.range.start > self.floor
                && self.word(over.range.start - 1) == "/"
                && self.glued(over.range.start);
        let usual = [2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100].map(Decimal::from).contains(&under);
        if !slash || dated || !usual || over.value >= under || at + 2 > self.end {
            return None;
        }
        Num::part(over.range.start..at + 2, over.value, under)
    }

    /// `1 4/5`, `2¾`.
    fn mixed(&self, whole: &Num) -> Option<Num> {
        let at = whole.range.end;
        let part = match self.class(at) {
            Class::Number => {
                let over = decimal(self.text(at)).filter(|over| over.scale() == 0)?;
                self.slashed(&Num::exact(at..at + 1, over, Form::Digits))?
            }
            _ => self.vulgar(at)?.0,
        };
        let sum = Num { form: Form::Digits, ..whole.clone().plus(part)? };
        self.with_scale(sum)
    }

    /// `2 out of 5`, and `2 over 5` at the end of a sentence: elsewhere "over 5 years" lasts so long.
    pub fn out_of(&self, over: &Num) -> Option<Num> {
        let at = over.range.end;
        let out = self.word(at) == "out" && self.word(at + 1) == "of";
        if !out && self.word(at) != "over" || matches!(over.form, Form::Part | Form::Ordinal) {
            return None;
        }
        let under = self.number(at + 1 + usize::from(out))?;
        let fits = match out {
            true => over.value <= under.value,
            false => self.class(under.range.end) == Class::Mark,
        };
        let whole = under.low == under.high && under.value > Decimal::ZERO;
        let same = matches!(under.form, Form::Digits | Form::Words);
        (fits && whole && same)
            .then(|| Num::part(over.range.start..under.range.end, over.value, under.value))?
    }

    /// With the scales behind it, and what is added behind these: `3 million and a half`.
    fn with_scale(&self, mut number: Num) -> Option<Num> {
        let digits = number.form == Form::Digits;
        while let Some((scale, end)) = self.scale(number.range.end, digits, number.range.start) {
            number = Num { range: number.range.start..end, ..number }.scaled(scale)?;
        }
        if number.scale > Decimal::ONE
            && number.scale < Decimal::from(1_000_000)
            && let Some(rest) = self.lower_part(&number)
        {
            return number.plus(rest);
        }
        match self.and_part(number.range.end) {
            Some(part) if number.form != Form::Part => {
                let scale = number.scale;
                plus_part(number, part, scale)
            }
            _ => Some(number),
        }
    }

    /// `3 hundred and 21` behind `4 thousand`.
    fn lower_part(&self, upper: &Num) -> Option<Num> {
        let at = upper.range.end;
        let joined = self.word(at) == "and";
        let at = at + usize::from(joined);
        let rest = match self.class(at) {
            Class::Number => self.in_digits(at)?,
            Class::Lower if joined => self.in_words(at)?,
            _ => return None,
        };
        let whole = rest.form != Form::Part && rest.low == rest.high && rest.value.scale() == 0;
        let fits = rest.value < upper.scale && rest.value > Decimal::ZERO;
        let bare = rest.range.len() == 1 && !joined;
        // "3 hundred and 2.12 hundred" are two numbers, and so are "5 thousand 3".
        (whole && fits && !bare).then_some(rest)
    }

    /// A scale at a token: the factor, and the token behind it.
    pub fn scale(&self, at: usize, digits: bool, start: usize) -> Option<(Decimal, usize)> {
        let place = self.behind_hyphen(at);
        match self.lex(place)? {
            Lex::Scale(power, false) => Some((ten_to(power), place + 1)),
            // "50 billions" is no English, but it is clear.
            Lex::Scale(power, true) if digits => Some((ten_to(power), place + 1)),
            Lex::Hundred if digits => Some((Decimal::ONE_HUNDRED, place + 1)),
            Lex::Dozen => Some((Decimal::from(12), place + 1)),
            Lex::Short(power) if digits && place == at && self.is_short_scale(at, start) => {
                Some((ten_to(power), at + 1))
            }
            _ => None,
        }
    }

    /// Whether letters behind digits are a scale: `m` alone may be meters or a name.
    fn is_short_scale(&self, at: usize, start: usize) -> bool {
        let text = self.text(at);
        let money = start > self.floor && self.class(start - 1) == Class::Currency;
        let company = text == "M" && self.text(start) == "3" && self.glued(at);
        let letter = text.len() == 1;
        match (self.glued(at), money, letter) {
            (_, true, _) => true,
            (true, false, _) => !company,
            (false, false, true) => matches!(text, "M" | "B" | "K" | "k"),
            (false, false, false) => true,
        }
    }

    /// The token and the value of `half`, `a third`, `three quarters` behind `and`.
    fn and_part(&self, at: usize) -> Option<Num> {
        if self.word(at) != "and" {
            return None;
        }
        let article = usize::from(matches!(self.word(at + 1), "a" | "an"));
        let part = match article {
            1 => self.singular_part(at + 2, at + 1)?,
            _ => self.in_words(at + 1)?,
        };
        let is_part = part.form == Form::Part || part.scale > part.value;
        (is_part && self.is_end_of_part(&part)).then_some(part)
    }

    /// Whether "and a half" ends here, and does not count something else: "and a half of it".
    fn is_end_of_part(&self, part: &Num) -> bool {
        self.word(part.range.end) != "of"
    }

    /// `half`, `third` and so on at a token, with an article or `one` in front that starts it.
    fn singular_part(&self, at: usize, start: usize) -> Option<Num> {
        let under = match self.lex(at)? {
            Lex::Half => 2,
            Lex::Quarter(false) => 4,
            _ => return self.one_over(at, start),
        };
        let part = Num::part(start..at + 1, Decimal::ONE, Decimal::from(under))?;
        self.part_of_scale(part)
    }

    fn one_over(&self, at: usize, start: usize) -> Option<Num> {
        let (under, end) = self.denominator(at)?;
        let part = Num::part(start..end, Decimal::ONE, Decimal::from(under))?;
        Some(part)
    }

    /// `half a billion`, `quarter million`, `a quarter of a million`.
    fn part_of_scale(&self, part: Num) -> Option<Num> {
        let mut at = part.range.end;
        if self.word(at) == "of" && matches!(self.word(at + 1), "a" | "one") {
            at += 1;
        }
        at += usize::from(matches!(self.word(at), "a" | "one"));
        at = self.behind_hyphen(at);
        match self.lex(at) {
            Some(Lex::Scale(power, false)) => {
                let scaled =
                    Num { range: part.range.start..at + 1, ..part }.scaled(ten_to(power))?;
                Some(Num { form: Form::Words, ..scaled })
            }
            Some(Lex::Dozen) => {
                let scaled = Num { range: part.range.start..at + 1, ..part };
                Some(Num { form: Form::Words, ..scaled.scaled(Decimal::from(12))? })
            }
            _ => Some(part),
        }
    }

    /// The denominator in words at a token: `thirds`, `twenty-firsts`; and the token behind.
    fn denominator(&self, at: usize) -> Option<(u64, usize)> {
        match self.lex(at)? {
            Lex::Ordinal(under, _) if under > 2 => Some((under, at + 1)),
            Lex::Ten(ten) => {
                let last = self.behind_hyphen(at + 1);
                match self.lex(last)? {
                    Lex::Ordinal(unit, _) if unit < 10 => Some((u64::from(ten) + unit, last + 1)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn in_words(&self, at: usize) -> Option<Num> {
        match self.lex(at)? {
            Lex::Half => {
                let start = self.with_article(at);
                self.part_of_scale(Num::part(start..at + 1, Decimal::ONE, Decimal::TWO)?)
            }
            Lex::Quarter(false) => {
                let start = self.with_article(at);
                let part = Num::part(start..at + 1, Decimal::ONE, Decimal::from(4))?;
                self.part_of_scale(part)
            }
            Lex::Quarter(true) | Lex::Short(_) => None,
            Lex::Times(halves) => {
                Some(Num::exact(at..at + 1, Decimal::from(halves) / Decimal::TWO, Form::Times))
            }
            Lex::Multi(power) => Some(Num::exact(at..at + 1, ten_to(power), Form::Scale)),
            Lex::Scale(power, true) => Some(Num::exact(at..at + 1, ten_to(power), Form::Scale)),
            Lex::Ordinal(place, plural) => {
                let start = self.with_article(at);
                if start < at
                    && let Some(part) = self.one_over(at, start)
                {
                    return Some(part);
                }
                let value = Decimal::from(place);
                (!plural).then(|| Num::exact(at..at + 1, value, Form::Ordinal))
            }
            Lex::Dozen => {
                let start = self.with_article(at);
                Some(Num::exact(start..at + 1, Decimal::from(12), Form::Words))
            }
            Lex::Ten(_) if self.with_article(at) < at && self.denominator(at).is_some() => {
                self.one_over(at, at - 1)
            }
            _ => self.cardinal(at),
        }
    }

    /// The place of an article in front, if there is one.
    fn with_article(&self, at: usize) -> usize {
        let article = at > self.floor && matches!(self.word(at - 1), "a" | "an");
        at - usize::from(article)
    }

    /// `twenty-one trillion and three hundred`, with the parts and decimals behind.
    fn cardinal(&self, at: usize) -> Option<Num> {
        let mut sum = super::words::Sum::default();
        let mut place = at;
        while let Some((lex, behind)) = self.next_of(&sum, place) {
            if !sum.add(lex) {
                break;
            }
            place = behind;
        }
        if place == at {
            return None;
        }
        let start = if sum.starts_bare() { self.with_article(at) } else { at };
        let number = Num::exact(start..place, Decimal::from(sum.value()?), Form::Words);
        if let Some(with) = self.pointed(&number) {
            return self.with_scale(with);
        }
        if let Some(part) = self.over(&number, &sum) {
            return Some(part);
        }
        let tail = Decimal::from(sum.tail_scale());
        match self.and_part(place) {
            Some(part) => self.with_scale(plus_part(number, part, tail)?),
            None => Some(Num { scale: tail, ..number }),
        }
    }

    /// The next word of a cardinal: over a hyphen, and over an `and` where one can stand.
    fn next_of(&self, sum: &super::words::Sum, at: usize) -> Option<(Lex, usize)> {
        let mut place = at;
        if !sum.is_empty() {
            place = self.behind_hyphen(place);
            if sum.takes_and() && self.word(place) == "and" {
                place += 1;
            }
        }
        let lex = self.lex(place)?;
        if place > at && self.word(place - 1) == "and" && self.starts_part(place) {
            return None;
        }
        // "one hundred thirty fifths": the ten may belong to what follows.
        let denominator = !sum.is_empty()
            && place == at
            && matches!(lex, Lex::Ten(_))
            && self.word(place + 1) != "-"
            && self.denominator(place).is_some();
        (!denominator).then_some((lex, place + 1))
    }

    /// Whether the words behind an `and` are a part and no more of the whole: `three quarters`,
    /// `fifty-four hundredths`.
    fn starts_part(&self, at: usize) -> bool {
        let mut sum = super::words::Sum::default();
        let mut place = at;
        while let Some(lex @ (Lex::Unit(_) | Lex::Ten(_))) = self.lex(place) {
            if !sum.add(lex) {
                break;
            }
            place = self.behind_hyphen(place + 1);
        }
        place > at
            && match self.lex(place) {
                Some(Lex::Quarter(_)) => true,
                Some(Lex::Ordinal(under, plural)) => under > 2 && (plural || place == at + 1),
                _ => false,
            }
    }

    /// `two hundred point seventy-one`.
    fn pointed(&self, whole: &Num) -> Option<Num> {
        if self.word(whole.range.end) != "point" {
            return None;
        }
        let mut place = whole.range.end + 1;
        let (mut value, mut digits) = (0i64, 0u32);
        while digits < 12 {
            let (more, count) = match self.lex(place) {
                Some(Lex::Unit(unit)) if unit < 10 => (i64::from(unit), 1),
                Some(Lex::Unit(teen)) => (i64::from(teen), 2),
                Some(Lex::Ten(ten)) => {
                    let last = self.behind_hyphen(place + 1);
                    match self.lex(last) {
                        Some(Lex::Unit(unit)) if unit < 10 => {
                            place = last;
                            (i64::from(ten + unit), 2)
                        }
                        _ => (i64::from(ten), 2),
                    }
                }
                _ => break,
            };
            value = value * 10i64.pow(count) + more;
            (digits, place) = (digits + count, place + 1);
        }
        (digits > 0).then_some(())?;
        let tail = Num::exact(place - 1..place, Decimal::new(value, digits), Form::Words);
        whole.clone().plus(tail)
    }

    /// `three fifths`, `1 over three`, `one out of three`.
    fn over(&self, number: &Num, sum: &super::words::Sum) -> Option<Num> {
        let at = self.behind_hyphen(number.range.end);
        if matches!(self.lex(at), Some(Lex::Quarter(_))) {
            let part = Num::part(number.range.start..at + 1, number.value, Decimal::from(4))?;
            return self.part_of_scale(part);
        }
        if matches!(self.lex(at), Some(Lex::Half)) && number.value == Decimal::ONE {
            let part = Num::part(number.range.start..at + 1, number.value, Decimal::TWO)?;
            return self.part_of_scale(part);
        }
        let (under, end) = self.denominator(at)?;
        let plural = matches!(self.lex(end - 1), Some(Lex::Ordinal(_, true)));
        if !(plural || number.value == Decimal::ONE) || sum.is_empty() {
            return None;
        }
        Num::part(number.range.start..end, number.value, Decimal::from(under))
    }
}

/// `one and a half billion`, `one billion and a half`, `one billion and a half million`: the scale
/// behind the part counts for both where the first number has none.
fn plus_part(number: Num, part: Num, scale: Decimal) -> Option<Num> {
    let sum = match (scale > Decimal::ONE, part.scale > Decimal::ONE) {
        (true, true) | (false, false) => number.plus(part)?,
        (true, false) => number.plus(part.times(scale)?)?,
        (false, true) => {
            let shared = part.scale;
            number.scaled(shared)?.plus(part)?
        }
    };
    Some(Num { form: if sum.form == Form::Part { Form::Words } else { sum.form }, ..sum })
}
