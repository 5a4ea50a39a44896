//! Comparisons: what the answer of a question is to be.

use std::ops::Range;

use counterflow_claim::{Bound, Bounds, Decimal, Measure, Unit};

use super::amount::{Amount, amount, range, trimmed};
use super::parse::Parser;
use super::{Comparison, Mistake, Operator, Question};

/// How the two sides are to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Equal,
    Within,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// The signs, the longer before those that they start with; the last few are slips.
const SIGNS: [(&str, Option<Sign>, &str); 15] = [
    ("==", None, "="),
    ("=>", None, ">="),
    ("=<", None, "<="),
    ("<=", Some(Sign::AtMost), "<="),
    (">=", Some(Sign::AtLeast), ">="),
    ("<>", None, ""),
    ("!=", None, ""),
    ("=", Some(Sign::Equal), "="),
    ("<", Some(Sign::Less), "<"),
    (">", Some(Sign::More), ">"),
    ("within", Some(Sign::Within), "within"),
    ("≤", None, "<="),
    ("≥", None, ">="),
    ("≠", None, ""),
    ("≈", None, "= about"),
];

const HELP: &str = "write `= 100 bn USD`, `>= 30 bn USD` or `within 300..400 bn USD`";

impl Parser<'_, '_> {
    /// Reads the text as a comparison.
    ///
    /// # Errors
    ///
    /// Every mistake that was found.
    pub fn comparison(mut self) -> Result<Comparison, Vec<Mistake>> {
        let left = self.sum();
        let read = self.sign().and_then(|(sign, word)| self.right(sign, word, left));
        match read {
            Some(comparison) => self.done(comparison),
            None => Err(self.mistakes()),
        }
    }

    fn sign(&mut self) -> Option<(Sign, &'static str)> {
        self.blanks();
        let rest = self.rest();
        let Some((word, sign, meant)) = SIGNS.iter().find(|(word, ..)| rest.starts_with(word))
        else {
            let here = self.here();
            let found = match &self.text[here.clone()] {
                "" => "nothing".to_string(),
                text => format!("`{text}`"),
            };
            let message = format!("expected an operator or a comparison, found {found}");
            self.lose(Mistake::new(here, message).help(HELP));
            return None;
        };
        let place = self.at..self.at + word.len();
        let Some(sign) = sign else {
            let mistake = Mistake::new(place, format!("`{word}` is no comparison"));
            self.lose(match *meant {
                "" => mistake.help(HELP),
                meant => mistake.help(format!("write `{meant}`")),
            });
            return None;
        };
        self.at = place.end;
        Some((*sign, meant))
    }

    fn right(&mut self, sign: Sign, word: &str, left: Question) -> Option<Comparison> {
        let right = trimmed(self.text, self.at..self.text.len());
        let text = &self.text[right.clone()];
        if text.is_empty() {
            let message = format!("expected an amount behind `{word}`, found nothing");
            self.lose(Mistake::new(right, message).help(HELP));
            return None;
        }
        if let Some(again) = text.find(['<', '>', '=', '≤', '≥', '≠']) {
            let at = right.start + again;
            let length = text[again..].chars().next().map_or(0, char::len_utf8);
            let mistake = Mistake::new(at..at + length, "a comparison has one sign");
            self.lose(mistake.help("write two comparisons, or `within 300..400 bn USD`"));
            return None;
        }
        if is_formula(text) {
            return self.against_formula(sign, word, left, right);
        }
        let phrases = self.names.claims.phrases;
        let read = match sign {
            Sign::Equal | Sign::Within => range(text, right.start, phrases),
            _ => amount(text, right.start, phrases),
        };
        let said = match read {
            Ok(said) => said,
            Err(mistake) => {
                self.report(mistake);
                return None;
            }
        };
        let bounds = self.bounds(sign, word, said, right)?;
        let words: Vec<&str> = text.split_whitespace().collect();
        let written = format!("{word} {}", words.join(" "));
        Some(Comparison { left, bounds, unit: said.unit, written })
    }

    fn bounds(&mut self, sign: Sign, word: &str, said: Amount, at: Range<usize>) -> Option<Bounds> {
        let exact = said.bounds.low.filter(|_| said.exact).map(|bound| bound.value);
        let bounds = match (sign, exact) {
            (Sign::Equal, _) => Some(said.bounds),
            (Sign::Within, None) => closed(said.bounds),
            (Sign::Within, Some(_)) => None,
            (_, Some(value)) => Some(beside(sign, value)),
            (_, None) => None,
        };
        if bounds.is_none() {
            let mistake = match sign {
                Sign::Within => Mistake::new(at, "expected a range behind `within`")
                    .help("write both ends: `within 300..400 bn USD`"),
                _ => {
                    let text = &self.text[at.clone()];
                    let message = format!("expected one number behind `{word}`, found `{text}`");
                    Mistake::new(at, message).help("write an amount without a phrase, or `=`")
                }
            };
            self.report(mistake);
        }
        bounds
    }

    /// A formula on the right goes to the left, so that numbers in both are told to be the same.
    fn against_formula(
        &mut self,
        sign: Sign,
        word: &str,
        left: Question,
        at: Range<usize>,
    ) -> Option<Comparison> {
        if sign == Sign::Within {
            let mistake = Mistake::new(at, "expected a range behind `within`, found a formula");
            self.lose(mistake.help("write each end as a comparison of its own"));
            return None;
        }
        let right = self.sum();
        self.end();
        Some(Comparison {
            left: Question::Binary(Operator::Subtract, Box::new(left), Box::new(right)),
            bounds: beside(sign, Decimal::ZERO),
            unit: Unit::of(Measure::Bare),
            written: format!("{word} 0"),
        })
    }
}

/// Whether a right side is more than an amount. A sign of an amount stands at its start, or behind
/// the words in front of the number.
fn is_formula(text: &str) -> bool {
    let plus = text.char_indices().any(|(at, c)| c == '+' && at > 0);
    plus || text.contains(['(', '*', '/']) || text.contains(" - ")
}

/// A range with both of its ends, if it has both and they are reached.
fn closed(bounds: Bounds) -> Option<Bounds> {
    let reached = |end: Option<Bound>| end.is_some_and(|end| !end.open);
    (reached(bounds.low) && reached(bounds.high)).then_some(bounds)
}

/// All numbers that stand so to one.
fn beside(sign: Sign, value: Decimal) -> Bounds {
    let (closed, open) = (Some(Bound::closed(value)), Some(Bound::open(value)));
    match sign {
        Sign::Less => Bounds { low: None, high: open },
        Sign::AtMost => Bounds { low: None, high: closed },
        Sign::More => Bounds { low: open, high: None },
        Sign::AtLeast => Bounds { low: closed, high: None },
        Sign::Equal | Sign::Within => Bounds::point(value),
    }
}
