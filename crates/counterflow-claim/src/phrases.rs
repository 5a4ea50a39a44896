//! The phrases that say how exact a number is, and the bands that they mean. Data, not code:
//! `counterflow phrases` prints the table and `[phrases]` in `book.toml` changes a band.

use rust_decimal::Decimal;

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
    phrase("at most", Effect::UpTo),
    phrase("at least", Effect::AtLeast),
    phrase("no less than", Effect::AtLeast),
    phrase("more than", Effect::MoreThan),
    phrase("over", Effect::MoreThan),
    phrase("exceeding", Effect::MoreThan),
    phrase("less than", Effect::LessThan),
    phrase("under", Effect::LessThan),
    phrase("below", Effect::LessThan),
    phrase("just over", Effect::JustOver),
    phrase("about", Effect::About),
    phrase("around", Effect::About),
    phrase("roughly", Effect::About),
    phrase("approximately", Effect::About),
    phrase("nearly", Effect::Nearly),
    phrase("almost", Effect::Nearly),
    phrase("close to", Effect::Nearly),
    phrase("just under", Effect::Nearly),
    phrase("tens of", Effect::Tens),
    phrase("hundreds of", Effect::Hundreds),
    phrase("multi", Effect::Multi),
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
    /// Every phrase.
    pub fn table(&self) -> &'static [Phrase] {
        TABLE
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
