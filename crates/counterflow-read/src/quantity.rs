//! Quantities in a text: amounts of money, percentages, counts and measures, with the phrases that
//! say how exact they are, as exact bounds.
//!
//! Nothing is resolved here that the text leaves open: a bare `$` is a US dollar and marked as
//! unstated, and "from 6 billion to 20 billion" is a range that is marked as a possible change.

use std::ops::Range;

use counterflow_claim::{Bounds, Currency, Decimal, Measure, Per, Qualifier};

use crate::Span;
use crate::text::{Class, Sentence, Tokens};

mod count;
mod find;
mod lexicon;
mod money;
mod num;
mod number;
mod qualifier;
mod range;
mod unit;
mod words;

pub(crate) use lexicon::{Lex, WORDS as NUMBER_WORDS};
pub(crate) use money::of_code;
pub(crate) use number::Reader;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Money; no currency where none is told, as for "pesos".
    Money(Option<Currency>),
    /// A part of a whole: 27% is 0.27, "nearly half" is 0.5.
    Percent,
    /// Shares of a company.
    Shares,
    /// Money for each share.
    PerShare(Option<Currency>),
    /// A physical measure, in the base units of [`Measure`]: 160 MW is 0.16.
    Measure(Measure),
    /// A multiple: "three times", "doubled".
    Multiple,
    /// Percentage points, as a fraction: 50 basis points are 0.005.
    Points,
    /// Nothing that is told.
    Plain,
    /// A place in a row.
    Ordinal,
    /// Things, by their word.
    Unit(Span),
}

/// An amount in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// All tokens, with the phrase in front or behind and "a share" or "a year".
    pub tokens: Range<usize>,
    /// Where these stand in the view.
    pub span: Span,
    /// Number, scale and unit only.
    pub core: Range<usize>,
    /// Number and scale only.
    pub number: Range<usize>,
    /// What is counted.
    pub counts: Counts,
    /// The kind of the phrase.
    pub qualifier: Qualifier,
    /// What the amount may be, in base units. What is not exact lies between.
    pub bounds: Bounds,
    /// The written number in base units, twice, or the two of a range in their order; none for words
    /// such as "tens of billions".
    pub nominal: Option<(Decimal, Decimal)>,
    /// One in the last written digit: 1 bn for "281 bn"; zero for words.
    pub last_digit: Decimal,
    /// Per what, if it is a rate: "$50 billion a year".
    pub per: Option<Per>,
    /// Whether "from A to B" may be a change as well as a range.
    pub change: bool,
    /// Whether it is in dollars and nothing says whose.
    pub dollar_unstated: bool,
    /// Whether it was written in cents or pence.
    pub minor: bool,
    /// The place in the list of the amount that this one, in brackets, gives in another currency.
    pub translation_of: Option<usize>,
}

/// The amounts of a text, in order; none overlap and none cross a sentence. Time is linear.
///
/// ```
/// use counterflow_read::quantity::{Counts, amounts};
/// use counterflow_read::text::{Tokens, sentences};
/// use counterflow_claim::{Currency, Decimal, Qualifier};
///
/// let tokens = Tokens::new("Amazon may put up to $50bn into it, for nearly half of the shares.");
/// let found = amounts(&tokens, &sentences(&tokens));
/// assert_eq!(found[0].counts, Counts::Money(Some(Currency::USD)));
/// assert_eq!(found[0].qualifier, Qualifier::UpTo);
/// assert_eq!(found[0].bounds.high.map(|high| high.value), Some(Decimal::from(50_000_000_000i64)));
/// assert_eq!((found[1].counts, found[1].qualifier), (Counts::Percent, Qualifier::Nearly));
/// ```
pub fn amounts(tokens: &Tokens, sentences: &[Sentence]) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    for sentence in sentences {
        in_sentence(Reader::new(tokens, sentence.start..sentence.end), &mut found);
    }
    found
}

fn in_sentence(mut reader: Reader, found: &mut Vec<Amount>) {
    let first = found.len();
    let mut at = reader.floor;
    while at < reader.end {
        if let Some(end) = crate::time::date_in_digits(&reader, at) {
            (reader.floor, at) = (end, end);
            continue;
        }
        let amount = may_start(&reader, at).then(|| find::amount(&reader, at)).flatten();
        let Some(mut amount) = amount else {
            at += 1;
            continue;
        };
        amount.translation_of = translated(&reader, &found[first..], &amount).map(|at| first + at);
        reader.floor = amount.tokens.end;
        at = amount.tokens.end;
        found.push(amount);
    }
}

/// Whether a number may start at a token.
fn may_start(reader: &Reader, at: usize) -> bool {
    match reader.class(at) {
        Class::Number => true,
        Class::Lower | Class::Capital => {
            !matches!(reader.lex(at), None | Some(Lex::Short(_)))
                || reader.word(at).as_bytes().last().is_some_and(u8::is_ascii_digit)
        }
        Class::Mark => !reader.word(at).is_ascii(),
        Class::Currency | Class::Clitic => false,
    }
}

/// Which amount the one in brackets gives in another currency.
fn translated(reader: &Reader, found: &[Amount], amount: &Amount) -> Option<usize> {
    let of = found.len().checked_sub(1)?;
    let last = found.get(of)?;
    let bracket = last.tokens.end;
    let money = find::is_money(last.counts) && find::is_money(amount.counts);
    let other = find::currency(last.counts) != find::currency(amount.counts);
    let near = (bracket..amount.tokens.start).len() <= 3;
    (money && other && near && reader.word(bracket) == "(").then_some(of)
}
