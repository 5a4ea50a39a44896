//! The phrases that say how exact a number is, and the bands that they mean. Data, not code:
//! `counterflow phrases` prints the table and `[phrases]` in `book.toml` changes a band.

use rust_decimal::Decimal;

use crate::quantity::{Bound, Bounds, Qualifier};

/// What a phrase does to the number that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// (0, x].
    UpTo,
    /// [x, no end).
    AtLeast,
    /// (x, no end).
    MoreThan,
    /// [0, x).
    LessThan,
    /// x ± band · x.
    About,
    /// [(1 − band) · x, x).
    Nearly,
    /// (x, (1 + band) · x].
    JustOver,
    /// [2x, 10x) of the scale word that follows: "tens of billions".
    Tens,
    /// [200x, 1000x).
    Hundreds,
    /// Two or more of the scale word: "multibillion".
    Multi,
}

/// A phrase with its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, in lower case, single blanks between.
    pub words: &'static str,
    /// What it does.
    pub effect: Effect,
}

const fn phrase(words: &'static str, effect: Effect) -> Phrase {
    Phrase { words, effect }
}

/// The table. A longer phrase stands before a shorter one that it starts with.
const TABLE: &[Phrase] = &[
    phrase("up to", Effect::UpTo),
    phrase("as much as", Effect::UpTo),
    phrase("as many as", Effect::UpTo),
    phrase("as high as", Effect::UpTo),
    phrase("at most", Effect::UpTo),
    phrase("at the most", Effect::UpTo),
    phrase("no more than", Effect::UpTo),
    phrase("not more than", Effect::UpTo),
    phrase("no greater than", Effect::UpTo),
    phrase("less than or equal to", Effect::UpTo),
    phrase("smaller than or equal to", Effect::UpTo),
    phrase("smaller or equal than", Effect::UpTo),
    phrase("lower or equal than", Effect::UpTo),
    phrase("not exceeding", Effect::UpTo),
    phrase("not to exceed", Effect::UpTo),
    phrase("a maximum of", Effect::UpTo),
    phrase("maximum of", Effect::UpTo),
    phrase("capped at", Effect::UpTo),
    phrase("at least", Effect::AtLeast),
    phrase("at the least", Effect::AtLeast),
    phrase("no less than", Effect::AtLeast),
    phrase("more than or equal to", Effect::AtLeast),
    phrase("greater than or equal to", Effect::AtLeast),
    phrase("greater or equal than", Effect::AtLeast),
    phrase("bigger or equal than", Effect::AtLeast),
    phrase("not less than", Effect::AtLeast),
    phrase("no fewer than", Effect::AtLeast),
    phrase("not fewer than", Effect::AtLeast),
    phrase("a minimum of", Effect::AtLeast),
    phrase("minimum of", Effect::AtLeast),
    phrase("as low as", Effect::AtLeast),
    phrase("more than", Effect::MoreThan),
    phrase("greater than", Effect::MoreThan),
    phrase("bigger than", Effect::MoreThan),
    phrase("larger than", Effect::MoreThan),
    phrase("higher than", Effect::MoreThan),
    phrase("well over", Effect::MoreThan),
    phrase("well above", Effect::MoreThan),
    phrase("over", Effect::MoreThan),
    phrase("above", Effect::MoreThan),
    phrase("beyond", Effect::MoreThan),
    phrase("exceeding", Effect::MoreThan),
    phrase("exceed", Effect::MoreThan),
    phrase("exceeds", Effect::MoreThan),
    phrase("exceeded", Effect::MoreThan),
    phrase("in excess of", Effect::MoreThan),
    phrase("upward of", Effect::MoreThan),
    phrase("upwards of", Effect::MoreThan),
    phrase("north of", Effect::MoreThan),
    phrase("topping", Effect::MoreThan),
    phrase("topped", Effect::MoreThan),
    phrase("surpassing", Effect::MoreThan),
    phrase("surpassed", Effect::MoreThan),
    phrase("less than", Effect::LessThan),
    phrase("fewer than", Effect::LessThan),
    phrase("smaller than", Effect::LessThan),
    phrase("lower than", Effect::LessThan),
    phrase("well under", Effect::LessThan),
    phrase("well below", Effect::LessThan),
    phrase("under", Effect::LessThan),
    phrase("below", Effect::LessThan),
    phrase("south of", Effect::LessThan),
    phrase("just over", Effect::JustOver),
    phrase("just above", Effect::JustOver),
    phrase("just more than", Effect::JustOver),
    phrase("slightly over", Effect::JustOver),
    phrase("slightly above", Effect::JustOver),
    phrase("slightly more than", Effect::JustOver),
    phrase("a little over", Effect::JustOver),
    phrase("a little more than", Effect::JustOver),
    phrase("a bit more than", Effect::JustOver),
    phrase("barely more than", Effect::JustOver),
    phrase("about", Effect::About),
    phrase("around", Effect::About),
    phrase("roughly", Effect::About),
    phrase("approximately", Effect::About),
    phrase("approx", Effect::About),
    phrase("circa", Effect::About),
    phrase("some", Effect::About),
    phrase("estimated", Effect::About),
    phrase("an estimated", Effect::About),
    phrase("in the region of", Effect::About),
    phrase("in the neighborhood of", Effect::About),
    phrase("in the neighbourhood of", Effect::About),
    phrase("in the range of", Effect::About),
    phrase("on the order of", Effect::About),
    phrase("of the order of", Effect::About),
    phrase("something like", Effect::About),
    phrase("nearer to", Effect::About),
    phrase("nearer", Effect::About),
    phrase("nearly", Effect::Nearly),
    phrase("almost", Effect::Nearly),
    phrase("close to", Effect::Nearly),
    phrase("close on", Effect::Nearly),
    phrase("near", Effect::Nearly),
    phrase("nearing", Effect::Nearly),
    phrase("approaching", Effect::Nearly),
    phrase("just under", Effect::Nearly),
    phrase("just below", Effect::Nearly),
    phrase("just less than", Effect::Nearly),
    phrase("just short of", Effect::Nearly),
    phrase("slightly under", Effect::Nearly),
    phrase("slightly below", Effect::Nearly),
    phrase("slightly less than", Effect::Nearly),
    phrase("a little under", Effect::Nearly),
    phrase("a little less than", Effect::Nearly),
    phrase("a shade under", Effect::Nearly),
    phrase("a bit less than", Effect::Nearly),
    phrase("short of", Effect::Nearly),
    phrase("shy of", Effect::Nearly),
    phrase("just shy of", Effect::Nearly),
    phrase("not quite", Effect::Nearly),
    phrase("virtually", Effect::Nearly),
    phrase("tens of", Effect::Tens),
    phrase("hundreds of", Effect::Hundreds),
    phrase("multi", Effect::Multi),
];

/// Phrases that stand behind a number, where prose puts them; a book puts them in front.
const BEHIND: &[Phrase] = &[
    phrase("or more", Effect::AtLeast),
    phrase("or higher", Effect::AtLeast),
    phrase("or greater", Effect::AtLeast),
    phrase("or above", Effect::AtLeast),
    phrase("or over", Effect::AtLeast),
    phrase("or better", Effect::AtLeast),
    phrase("and up", Effect::AtLeast),
    phrase("and more", Effect::AtLeast),
    phrase("and above", Effect::AtLeast),
    phrase("and counting", Effect::AtLeast),
    phrase("plus", Effect::AtLeast),
    phrase("at least", Effect::AtLeast),
    phrase("at a minimum", Effect::AtLeast),
    phrase("minimum", Effect::AtLeast),
    phrase("or less", Effect::UpTo),
    phrase("or fewer", Effect::UpTo),
    phrase("or lower", Effect::UpTo),
    phrase("or below", Effect::UpTo),
    phrase("or under", Effect::UpTo),
    phrase("at most", Effect::UpTo),
    phrase("at the most", Effect::UpTo),
    phrase("at a maximum", Effect::UpTo),
    phrase("maximum", Effect::UpTo),
    phrase("tops", Effect::UpTo),
    phrase("or so", Effect::About),
    phrase("or thereabouts", Effect::About),
    phrase("or thereabout", Effect::About),
    phrase("give or take", Effect::About),
];

/// The phrases with a book's bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrases {
    /// Half the width of "about", as a share of the number.
    pub about: Decimal,
    /// How far "nearly" reaches below, as a share of the number.
    pub nearly: Decimal,
    /// How far "just over" reaches above, as a share of the number.
    pub just_over: Decimal,
}

impl Default for Phrases {
    fn default() -> Phrases {
        Phrases {
            about: Decimal::new(5, 2),
            nearly: Decimal::new(10, 2),
            just_over: Decimal::new(10, 2),
        }
    }
}

impl Phrases {
    /// Every phrase that stands in front of a number.
    pub fn table(&self) -> &'static [Phrase] {
        TABLE
    }

    /// Every phrase that prose puts behind a number: "$5 billion or more".
    pub fn behind(&self) -> &'static [Phrase] {
        BEHIND
    }

    /// What a phrase in front of `x`, 0 or more, makes of it: the bounds, and the kind of phrase.
    ///
    /// For "tens of" and its like `x` is the scale word, 10^9 for "tens of billions".
    ///
    /// ```
    /// use counterflow_claim::{Decimal, Effect, Phrases, Qualifier};
    /// let (bounds, qualifier) = Phrases::default().bounds(Some(Effect::Nearly), Decimal::new(5, 1));
    /// assert_eq!(qualifier, Qualifier::Nearly);
    /// assert_eq!(bounds.low.map(|low| low.value), Some(Decimal::new(45, 2)));
    /// ```
    pub fn bounds(&self, effect: Option<Effect>, x: Decimal) -> (Bounds, Qualifier) {
        let times = |factor: Decimal| x.checked_mul(factor).unwrap_or(x);
        let (closed, open) = (|v| Some(Bound::closed(v)), |v| Some(Bound::open(v)));
        let one = Decimal::ONE;
        let (low, high, qualifier) = match effect {
            None => (closed(x), closed(x), Qualifier::Exact),
            Some(Effect::UpTo) => (open(Decimal::ZERO), closed(x), Qualifier::UpTo),
            Some(Effect::AtLeast) => (closed(x), None, Qualifier::AtLeast),
            Some(Effect::MoreThan) => (open(x), None, Qualifier::MoreThan),
            Some(Effect::LessThan) => (closed(Decimal::ZERO), open(x), Qualifier::LessThan),
            Some(Effect::About) => {
                (closed(times(one - self.about)), closed(times(one + self.about)), Qualifier::About)
            }
            Some(Effect::Nearly) => (closed(times(one - self.nearly)), open(x), Qualifier::Nearly),
            Some(Effect::JustOver) => {
                (open(x), closed(times(one + self.just_over)), Qualifier::JustOver)
            }
            Some(Effect::Tens) => (
                closed(times(Decimal::from(20))),
                open(times(Decimal::ONE_HUNDRED)),
                Qualifier::Words,
            ),
            Some(Effect::Hundreds) => {
                let (low, high) = (Decimal::from(200), Decimal::ONE_THOUSAND);
                (closed(times(low)), open(times(high)), Qualifier::Words)
            }
            Some(Effect::Multi) => (closed(times(Decimal::TWO)), None, Qualifier::Words),
        };
        (Bounds { low, high }, qualifier)
    }

    /// The band that a phrase uses, if it uses one.
    pub fn band(&self, effect: Effect) -> Option<Decimal> {
        match effect {
            Effect::About => Some(self.about),
            Effect::Nearly => Some(self.nearly),
            Effect::JustOver => Some(self.just_over),
            _ => None,
        }
    }

    /// The phrase that words start with, and how many of the words it takes.
    pub(crate) fn start<'a>(
        &self,
        words: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<(Effect, usize)> {
        // Most amounts start with a digit, and most phrases with another letter.
        let first = words.clone().next()?.as_bytes().first()?.to_ascii_lowercase();
        let mut phrases = TABLE.iter().filter(|phrase| phrase.words.as_bytes()[0] == first);
        phrases.find_map(|phrase| {
            let mut given = words.clone();
            let mut count = 0;
            let matches = phrase.words.split(' ').all(|word| {
                count += 1;
                given.next().is_some_and(|given| given.eq_ignore_ascii_case(word))
            });
            matches.then_some((phrase.effect, count))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_phrase_stands_before_a_shorter_one() {
        for table in [TABLE, BEHIND] {
            for (at, phrase) in table.iter().enumerate() {
                let shadows = |later: &&Phrase| {
                    later.words == phrase.words
                        || later
                            .words
                            .strip_prefix(phrase.words)
                            .is_some_and(|rest| rest.starts_with(' '))
                };
                assert_eq!(table[at + 1..].iter().find(shadows), None, "{}", phrase.words);
            }
        }
    }
}
