//! What words are: a table kept as text, looked up by token.

mod entry;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub(crate) use entry::{Entries, Entry};

/// A set of tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags(u32);

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $section:literal,)*) => {
        /// One tag; its section of `words.txt` lists its words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Tag {
            $($(#[$doc])* $name,)*
        }

        const SECTIONS: &[(&str, Tag)] = &[$(($section, Tag::$name),)*];
    };
}

tags! {
    /// Starts sentences and names nobody.
    Common = "common",
    /// A month.
    Month = "month",
    /// A day of the week.
    Weekday = "weekday",
    /// A country, a town, a region.
    Place = "place",
    /// Of a country or region.
    Nationality = "nationality",
    /// Capitals that name no party.
    Acronym = "acronym",
    /// The form of a company.
    Suffix = "suffix",
    /// The title of a person.
    Role = "role",
    /// A first name.
    FirstName = "first-name",
    /// A party by its kind.
    CompanyNoun = "company-noun",
    /// Many parties by their kind.
    GroupNoun = "group-noun",
    /// A preposition.
    Preposition = "preposition",
    /// Starts a clause of its own.
    Subordinator = "subordinator",
    /// An auxiliary verb.
    Auxiliary = "auxiliary",
    /// An adverb between an auxiliary and its verb.
    Adverb = "adverb",
    /// An article and the like.
    Determiner = "determiner",
    /// Stands for a party.
    Pronoun = "pronoun",
}

impl Tags {
    /// Whether a tag is among them.
    pub fn has(self, tag: Tag) -> bool {
        self.0 & (1 << tag as u32) != 0
    }
}

static WORDS: LazyLock<FxHashMap<String, Tags>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, Tags> = FxHashMap::default();
    let mut tag = None;
    for line in include_str!("lexicon/words.txt").lines() {
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            tag = SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, tag)| *tag);
        } else if let Some(tag) = tag.filter(|_| !line.starts_with('#')) {
            for word in line.split_whitespace() {
                words.entry(word.replace('_', " ")).or_default().0 |= 1 << tag as u32;
            }
        }
    }
    words
});

/// What a word in small letters is; two words of a name with a blank between.
///
/// ```
/// use counterflow_read::lexicon::{Tag, tags};
/// assert!(tags("company").has(Tag::CompanyNoun));
/// assert!(tags("new york").has(Tag::Place));
/// assert!(!tags("anthropic").has(Tag::Common));
/// ```
pub fn tags(word: &str) -> Tags {
    WORDS.get(word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_a_tag_and_words() {
        let text = include_str!("lexicon/words.txt");
        for line in text.lines().filter(|line| line.starts_with('[')) {
            let name = line.trim_matches(['[', ']']);
            assert!(SECTIONS.iter().any(|(section, _)| *section == name), "{line}");
        }
        for (name, tag) in SECTIONS {
            assert!(WORDS.values().any(|tags| tags.has(*tag)), "{name}");
        }
    }
}
