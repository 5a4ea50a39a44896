//! Dates and times in headers and values.

use counterflow_syntax::{Diagnostic, Span, TokenKind, Word};

use super::Lowering;
use crate::{Time, TimeForm, When, codes};

/// Whether a header's first word is meant as a date.
pub fn looks_like_date(word: &str) -> bool {
    let digits = word.strip_prefix("FY").unwrap_or(word);
    digits.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

impl Lowering<'_> {
    /// A date, or a report at its span.
    pub fn when(&mut self, text: &str, span: Span) -> Option<When> {
        let when = When::parse(text);
        if when.is_none() {
            let found = Diagnostic::new(&codes::IMPOSSIBLE_DATE, format!("`{text}` is no date"))
                .at(span, "not a day, month, quarter, half or year from 1600 to 2400");
            self.found.push(match respelt(text) {
                Some(date) => found.replace("the same day as a book spells it", span, date),
                None => found.help(
                    "write `2026-01-30`, `2026-01`, `2026-Q1`, `2026-H1`, `2026` or `FY2026-Q3`",
                ),
            });
        }
        when
    }

    /// A date or two with `..` between.
    pub fn dates(&mut self, word: &Word) -> Option<(When, Option<When>)> {
        let Some((from, to)) = word.text.split_once("..") else {
            return Some((self.when(word.text, word.span)?, None));
        };
        let second = word.span.slice(from.len() + 2, usize::MAX);
        let from = self.when(from, word.span.slice(0, from.len()))?;
        let to = self.when(to, second)?;
        self.in_order(from, to, word.span);
        Some((from, Some(to)))
    }

    fn in_order(&mut self, from: When, to: When, span: Span) {
        let ends = Default::default();
        if from.first_day(ends) > to.last_day(ends) {
            self.found.push(
                Diagnostic::new(
                    &codes::DATE_ORDER,
                    format!("a range runs from {from} back to {to}"),
                )
                .at(span, "the first date is the later one")
                .replace("turn it round", span, format!("{to}..{from}")),
            );
        }
    }

    /// The value of a key that holds a time.
    pub fn time(&mut self, words: &[Word], at: Span) -> Option<Time> {
        let (words, said) = match words.split_last() {
            Some((last, rest)) if last.kind == TokenKind::Text => (rest, Some(last.span)),
            _ => (words, None),
        };
        let form = match words {
            [] if said.is_some() => TimeForm::Unread,
            [] => return self.no_time(at),
            [word] if !looks_like_date(word.text) => return self.no_time(at),
            [word] => match self.dates(word)? {
                (from, Some(to)) => TimeForm::Between(from, to),
                (at, None) => TimeForm::At(at),
            },
            [preposition, word] if is_preposition(preposition.text) => {
                let when = self.when(word.text, word.span)?;
                match preposition.text {
                    "by" => TimeForm::By(when),
                    "through" => TimeForm::Through(when),
                    _ => TimeForm::From(when),
                }
            }
            [count, unit, rest @ ..] => self.length(count, unit, rest, at)?,
        };
        Some(Time { form, words: said })
    }

    fn length(&mut self, count: &Word, unit: &Word, rest: &[Word], at: Span) -> Option<TimeForm> {
        let months = match unit.text {
            "year" | "years" => 12,
            "month" | "months" => 1,
            _ => return self.no_time(at),
        };
        let length = count.text.parse::<u32>().ok().filter(|count| *count <= 1_000);
        let Some(length) = length else { return self.no_time(at) };
        let from = match rest {
            [] => None,
            [word, date] if word.text == "from" => Some(self.when(date.text, date.span)?),
            _ => return self.no_time(at),
        };
        Some(TimeForm::Months(length * months, from))
    }

    fn no_time<T>(&mut self, at: Span) -> Option<T> {
        self.found.push(
            Diagnostic::new(&codes::INVALID_VALUE, "a time cannot be read")
                .at(at, "expected a date, a range or a length")
                .help("write `2026-Q1`, `2027..2031`, `by 2026-03-31`, `5 years from 2027`, or the source's words in quotes"),
        );
        None
    }
}

/// A date with the year in front, as `2026/1/5` or `2026.01.05`, spelt as books do. A date with
/// the year at its end is not touched: it does not say which number is the month.
fn respelt(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let (year, rest) = parts.split_first().filter(|(year, _)| year.len() == 4)?;
    let rest = rest.iter().map(|part| format!("-{part:0>2}"));
    let date: String = std::iter::once(year.to_string()).chain(rest).collect();
    When::parse(&date).map(|when| when.to_string())
}

fn is_preposition(word: &str) -> bool {
    matches!(word, "by" | "through" | "from")
}
