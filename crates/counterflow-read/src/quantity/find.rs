//! One pass over the tokens: numbers with their currencies, units and phrases.

use std::ops::Range;

use counterflow_claim::{Currency, Decimal, Effect};

use super::lexicon::Lex;
use super::num::{Form, Num, decimal, ten_to};
use super::number::Reader;
use super::unit::{self, Behind, Prefix};
use super::{Amount, Counts, qualifier, range};
use crate::text::Class;

/// A number with what it counts, before phrases are looked at.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Number, currency and scale.
    pub core: Range<usize>,
    /// The number and its scale.
    pub number: Num,
    /// What it counts.
    pub counts: Counts,
    /// The token behind the unit.
    pub end: usize,
    /// What the unit multiplies with.
    pub factor: Decimal,
    /// Whether it is a dollar and nothing says whose.
    pub dollar: bool,
    /// Per what time it is.
    pub per: Option<counterflow_claim::Per>,
}

impl Part {
    /// The size in base units.
    pub fn size(&self) -> Option<Num> {
        self.number.clone().times(self.factor)
    }
}

/// The number at a token, if it is one of use.
pub(crate) fn part(reader: &Reader, at: usize) -> Option<Part> {
    if let Some(whole) = glued_code(reader, at) {
        return Some(whole);
    }
    if is_inside_name(reader, at) {
        return None;
    }
    let number = reader.number(at)?;
    let prefix = unit::currency_before(reader, number.range.start);
    let number = signed(reader, number, prefix.as_ref());
    match prefix {
        Some(prefix) => with_prefix(reader, number, prefix),
        None => without_prefix(reader, number),
    }
}

/// `USD115`, `Rs2,096.7`: letters of a currency and digits in one token.
fn glued_code(reader: &Reader, at: usize) -> Option<Part> {
    if !matches!(reader.class(at), Class::Lower | Class::Capital) {
        return None;
    }
    let text = reader.text(at);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == text.len() || letters > 3 {
        return None;
    }
    let (code, mut digits) = text.split_at(letters);
    let money = super::money::of_code(code, reader.word(at).get(..letters)?)?;
    let mut end = at + 1;
    // The tokens cut "Rs2,096.7" behind the 2.
    if matches!(reader.word(end), "," | ".")
        && reader.glued(end)
        && reader.class(end + 1) == Class::Number
        && reader.glued(end + 1)
    {
        let whole = reader.tokens.span(at..end + 2);
        digits = reader.tokens.source().get(whole.range())?.get(letters..)?;
        end += 2;
    }
    let value = decimal(digits)?;
    let mut number = Num::exact(at..end, value, Form::Digits);
    number.last_digit = Decimal::new(1, value.scale());
    if let Some((scale, behind)) = reader.scale(end, true, at) {
        number = Num { range: at..behind, ..number }.scaled(scale)?;
    }
    let prefix = Prefix { money, start: at, scale: Decimal::ONE, negative: false };
    with_prefix(reader, number, prefix)
}

/// Whether digits belong to a name or an address: `GPT-4`, `10-K`, `1.2.3`, `q=30%`.
fn is_inside_name(reader: &Reader, at: usize) -> bool {
    if reader.class(at) != Class::Number {
        return false;
    }
    let before = |back: usize| at.checked_sub(back).filter(|at| *at >= reader.floor);
    if let Some(mark) = before(1).filter(|_| reader.glued(at)) {
        let path =
            reader.word(mark) == "/" && !(at >= 2 && reader.tokens.class(at - 2) == Class::Number);
        let joins = path || matches!(reader.word(mark), "=" | "&" | "_" | "#" | "%" | "@" | "\\");
        let word = before(2).filter(|_| reader.glued(mark) && reader.word(mark) == "-");
        let is_word = |at| matches!(reader.class(at), Class::Lower | Class::Capital);
        let named = word.is_some_and(|word| is_word(word) && reader.lex(word).is_none());
        if joins && reader.class(mark) != Class::Currency || named {
            return true;
        }
    }
    // "10-K", "24x7", "5G": letters right behind that are no unit.
    let next = at + 1;
    let letter = reader.glued(next)
        && matches!(reader.class(next), Class::Lower | Class::Capital)
        && !is_known_behind(reader, at, next);
    let form = reader.word(next) == "-"
        && reader.glued(next)
        && reader.glued(next + 1)
        && reader.class(next + 1) == Class::Capital
        && reader.text(next + 1).len() == 1;
    letter || form
}

/// Whether letters glued to digits are a scale, a unit or a currency.
fn is_known_behind(reader: &Reader, at: usize, next: usize) -> bool {
    let exponent = reader.exponent(next).is_some();
    if exponent || reader.scale(next, true, at).is_some() || is_ordinal_end(reader.word(next)) {
        return true;
    }
    let number = Num::exact(at..next, Decimal::ONE, Form::Digits);
    unit::currency_behind(reader, next).is_some() || unit::unit_behind(reader, &number).is_some()
}

fn is_ordinal_end(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

/// With the minus sign or word in front.
fn signed(reader: &Reader, number: Num, prefix: Option<&Prefix>) -> Num {
    if let Some(prefix) = prefix {
        return if prefix.negative { number.negated() } else { number };
    }
    let start = number.range.start;
    let Some(last) = start.checked_sub(1).filter(|last| *last >= reader.floor) else {
        return number;
    };
    let alone = !reader.glued(last);
    let minus = match reader.word(last) {
        "minus" | "negative" => true,
        "-" => reader.class(start) == Class::Number && reader.glued(start) && alone,
        _ => false,
    };
    if !minus {
        return number;
    }
    let range = last..number.range.end;
    Num { range, ..number.negated() }
}

fn with_prefix(reader: &Reader, number: Num, prefix: Prefix) -> Option<Part> {
    let mut number = number.scaled(prefix.scale)?;
    let mut money = prefix.money;
    let mut core = prefix.start..number.range.end;
    // "75 USD million": the scale behind a code.
    // "$5 billion CAD": a code behind says whose dollar it is.
    if let Some((behind, end, scale)) = unit::currency_behind(reader, core.end)
        && reader.class(core.end) == Class::Capital
        && (behind.currency == money.currency || money.dollar)
    {
        (money, core.end) = (behind, end);
        number = number.scaled(scale)?;
    }
    Some(finished(
        reader,
        Part {
            end: core.end,
            core,
            number,
            counts: Counts::Money(money.currency),
            factor: money.factor,
            dollar: money.dollar,
            per: None,
        },
    ))
}

fn without_prefix(reader: &Reader, number: Num) -> Option<Part> {
    let start = number.range.start;
    let at = number.range.end;
    if number.form == Form::Digits && reader.glued(at) && is_ordinal_end(reader.word(at)) {
        return Some(plain(Num { range: start..at + 1, ..number }, Counts::Ordinal));
    }
    match number.form {
        Form::Ordinal => return Some(plain(number, Counts::Ordinal)),
        Form::Times => {
            let used = reader.word(at) != "-";
            return used.then(|| plain(number, Counts::Multiple));
        }
        _ => {}
    }
    let of = usize::from(number.form == Form::Scale && reader.word(at) == "of");
    if let Some((money, end, scale)) = unit::currency_behind(reader, at + of) {
        let number = number.scaled(scale)?;
        return with_money(reader, number, money, end);
    }
    match unit::unit_behind(reader, &number) {
        Some(Behind { counts: Counts::Unit(_), .. }) if number.form == Form::Part => None,
        Some(Behind { counts, factor, end }) => Some(finished(
            reader,
            Part { core: start..end, number, counts, end, factor, dollar: false, per: None },
        )),
        None if number.form == Form::Part => {
            is_share(reader, &number).then(|| plain(number, Counts::Percent))
        }
        None if is_pronoun(reader, &number) => None,
        None => match reader.out_of(&number) {
            Some(part) if part.value <= Decimal::ONE => Some(plain(part, Counts::Percent)),
            Some(quotient) => Some(plain(quotient, Counts::Plain)),
            None => Some(finished(reader, plain(number, Counts::Plain))),
        },
    }
}

/// Whether "one" stands for something that was named: "this one", "another one".
fn is_pronoun(reader: &Reader, number: &Num) -> bool {
    let start = number.range.start;
    let led = start > reader.floor
        && matches!(reader.word(start - 1), "this" | "that" | "another" | "which" | "no" | "any");
    reader.word(start) == "one" && number.range.len() == 1 && led
}

fn with_money(
    reader: &Reader,
    number: Num,
    money: super::money::Money,
    end: usize,
) -> Option<Part> {
    let (mut number, mut end) = (number, end);
    // "75 USD million"
    if let Some(Lex::Scale(power, _)) = reader.lex(end)
        && number.scale == Decimal::ONE
    {
        (number, end) = (number.scaled(ten_to(power))?, end + 1);
    }
    let start = number.range.start;
    if let Some((more, behind)) = minor_behind(reader, end, &money) {
        (number, end) = (number.plus(more)?, behind);
    }
    Some(finished(
        reader,
        Part {
            core: start..end,
            number,
            counts: Counts::Money(money.currency),
            end,
            factor: money.factor,
            dollar: money.dollar,
            per: None,
        },
    ))
}

/// `and forty-five cents`, and the bare `50` of `15 dollars 50`.
fn minor_behind(reader: &Reader, at: usize, money: &super::money::Money) -> Option<(Num, usize)> {
    let joined = reader.word(at) == "and";
    let place = at + usize::from(joined);
    if money.factor != Decimal::ONE || reader.class(place) == Class::Mark {
        return None;
    }
    let minor = reader.number(place).filter(|minor| minor.form != Form::Part)?;
    let small = minor.value < Decimal::ONE_HUNDRED && minor.value.scale() == 0;
    let named = super::money::noun(reader.word(minor.range.end));
    let cents = matches!(named, Some(super::money::Noun::Cent | super::money::Noun::Penny));
    let next = reader.class(minor.range.end);
    let bare = !joined
        && minor.value >= Decimal::TEN
        && (next == Class::Mark && reader.word(minor.range.end) != "%"
            || reader.word(minor.range.end) == "more");
    if !small || !(cents || bare) {
        return None;
    }
    let end = minor.range.end + usize::from(cents);
    Some((minor.times(Decimal::new(1, 2))?, end))
}

/// Whether a part in words is one of a whole, and not a quarter of a year or half of a game.
fn is_share(reader: &Reader, number: &Num) -> bool {
    let at = number.range.end;
    let last = at - 1;
    let before =
        if number.range.start > reader.floor { reader.word(number.range.start - 1) } else { "" };
    let hyphen = reader.word(at) == "-" && reader.glued(at);
    let article = matches!(reader.word(number.range.start), "a" | "an" | "quarter");
    let of_time = reader.word(at) == "of"
        && (reader.class(at + 1) == Class::Number
            || matches!(reader.word(at + 2), "year" | "century" | "month"));
    let placed = matches!(
        before,
        "first"
            | "second"
            | "third"
            | "fourth"
            | "last"
            | "next"
            | "this"
            | "other"
            | "each"
            | "per"
            | "every"
            | "the"
    );
    let counted = super::qualifier::before(reader, number.range.start).is_some();
    match reader.lex(last) {
        _ if hyphen || placed || of_time => false,
        Some(Lex::Quarter(false)) => reader.word(at) == "of" || counted,
        Some(Lex::Ordinal(_, false)) if article => {
            reader.word(at) == "of" || counted || reader.class(at) == Class::Mark || before == "by"
        }
        _ => true,
    }
}

fn plain(number: Num, counts: Counts) -> Part {
    Part {
        core: number.range.clone(),
        end: number.range.end,
        number,
        counts,
        factor: Decimal::ONE,
        dollar: false,
        per: None,
    }
}

/// With "a share" or "a year" behind it.
fn finished(reader: &Reader, mut part: Part) -> Part {
    match part.counts {
        Counts::Money(currency) => {
            if let Some(end) = unit::per_share(reader, part.end) {
                (part.counts, part.end) = (Counts::PerShare(currency), end);
            }
        }
        Counts::Plain => {
            if let Some(end) = unit::per_share(reader, part.end) {
                (part.counts, part.end) = (Counts::PerShare(None), end);
            }
        }
        _ => {}
    }
    if let Some((per, end)) = unit::per_time(reader, part.end) {
        (part.per, part.end) = (Some(per), end);
    }
    part
}

/// The amount at a token, with its phrases, as a range where it is one.
pub(crate) fn amount(reader: &Reader, at: usize) -> Option<Amount> {
    let first = part(reader, at)?;
    let dated = first.counts == Counts::Plain && is_time(reader, &first, false);
    if !dated && let Some(range) = range::range(reader, &first) {
        return Some(range);
    }
    let one = single(reader, first)?;
    Some(range::two_sided(reader, &one).unwrap_or(one))
}

/// One number with its phrases.
pub(crate) fn single(reader: &Reader, part: Part) -> Option<Amount> {
    let phrase = phrase_of(reader, &part);
    if part.number.form == Form::Scale && !phrase.is_some_and(|(effect, _)| counts_scales(effect)) {
        return scale_alone(reader, part);
    }
    if matches!(part.counts, Counts::Plain | Counts::Ordinal)
        && is_time(reader, &part, phrase.is_some())
    {
        return None;
    }
    let Some((effect, start, end)) = phrased(reader, &part, phrase) else {
        let tokens = part.core.start..part.end;
        return build(reader, part, None, tokens);
    };
    build(reader, part, Some(effect), start..end)
}

/// The phrase that counts, with the first token and the one behind the last. "About 500 or more" is
/// bound by what stands behind.
fn phrased(
    reader: &Reader,
    part: &Part,
    before: Option<(Effect, usize)>,
) -> Option<(Effect, usize, usize)> {
    if let Some((effect, start)) = before
        && let Some(end) = qualifier::or_equal(reader, part.end)
        && let Some(closed) = qualifier::closed(effect)
    {
        return Some((closed, start, end));
    }
    let behind = qualifier::behind(reader, part.end);
    match (before, behind) {
        (Some((Effect::About, start)), Some((effect, end))) => Some((effect, start, end)),
        (Some((effect, start)), _) => Some((effect, start.min(part.core.start), part.end)),
        (None, Some((effect, end))) => Some((effect, part.core.start, end)),
        (None, None) => None,
    }
}

/// The phrase in front. What lasts "over ten years" does not last longer, and "under ten-year terms"
/// says nothing of how long these are.
fn phrase_of(reader: &Reader, part: &Part) -> Option<(Effect, usize)> {
    let found = qualifier::before(reader, part.core.start)?;
    let one = found.1 + 1 == part.core.start;
    let preposition = one && matches!(reader.word(found.1), "over" | "under");
    let lasts = matches!(part.counts, Counts::Unit(_)) && is_period(reader.word(part.end - 1));
    (!(preposition && lasts)).then_some(found)
}

fn is_period(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    matches!(one, "year" | "month" | "week" | "day" | "quarter" | "decade")
}

fn counts_scales(effect: Effect) -> bool {
    matches!(effect, Effect::Tens | Effect::Hundreds | Effect::Multi)
}

/// `billions of dollars`, `multibillion-dollar`: two or more of the scale.
fn scale_alone(reader: &Reader, part: Part) -> Option<Amount> {
    let multi = matches!(reader.lex(part.number.range.start), Some(Lex::Multi(_)));
    let plural = matches!(reader.lex(part.number.range.start), Some(Lex::Scale(_, true)));
    let whole = part.core.start..part.end;
    (multi || plural).then(|| build(reader, part, Some(Effect::Multi), whole)).flatten()
}

fn build(
    reader: &Reader,
    part: Part,
    effect: Option<Effect>,
    tokens: Range<usize>,
) -> Option<Amount> {
    let size = part.size()?;
    let (bounds, qualifier) = qualifier::bounds(effect, &size);
    let words = qualifier == counterflow_claim::Qualifier::Words;
    let nominal = size.value.normalize();
    Some(Amount {
        span: reader.tokens.span(tokens.clone()),
        tokens,
        number: part.number.range.clone(),
        core: part.core,
        counts: part.counts,
        qualifier,
        bounds,
        nominal: (!words).then_some((nominal, nominal)),
        last_digit: size.last_digit,
        per: part.per,
        change: false,
        dollar_unstated: part.dollar,
        minor: part.factor < Decimal::ONE && is_money(part.counts),
        translation_of: None,
    })
}

/// Whether money is counted.
pub(crate) fn is_money(counts: Counts) -> bool {
    matches!(counts, Counts::Money(_) | Counts::PerShare(_))
}

/// The currency of an amount of money.
pub(crate) fn currency(counts: Counts) -> Option<Currency> {
    match counts {
        Counts::Money(currency) | Counts::PerShare(currency) => currency,
        _ => None,
    }
}

/// Whether a bare number is a year or the day of a month.
fn is_time(reader: &Reader, part: &Part, has_phrase: bool) -> bool {
    let at = part.number.range.start;
    let suffix = usize::from(part.counts == Counts::Ordinal);
    let one = part.number.range.len() == 1 + suffix && part.number.form == Form::Digits;
    one && (crate::time::is_year(reader.tokens, at, has_phrase)
        || crate::time::is_day(reader, part.number.range.clone()))
}
