//! Verbs and their forms.

use std::sync::LazyLock;

use crate::lexicon::{Tag, tags};
use rustc_hash::FxHashMap;

/// The forms that a word may be, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(u8);

impl Forms {
    /// `buy`
    pub const BASE: Forms = Forms(1);
    /// `buys`
    pub const THIRD: Forms = Forms(2);
    /// `bought`, of the past
    pub const PAST: Forms = Forms(4);
    /// `bought`, after have and be
    pub const PARTICIPLE: Forms = Forms(8);
    /// `buying`
    pub const ING: Forms = Forms(16);

    /// Whether it may be one of these.
    pub fn any(self, of: Forms) -> bool {
        self.0 & of.0 != 0
    }

    const fn or(self, other: Forms) -> Forms {
        Forms(self.0 | other.0)
    }
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The base.
    pub lemma: &'static str,
    /// What form it may be.
    pub forms: Forms,
}

static VERBS: LazyLock<FxHashMap<String, Verb>> = LazyLock::new(|| {
    let mut verbs: FxHashMap<String, Verb> = FxHashMap::default();
    let mut add = |word: String, lemma: &'static str, forms: Forms| {
        let verb = verbs.entry(word).or_insert(Verb { lemma, forms: Forms(0) });
        if verb.lemma == lemma {
            verb.forms = verb.forms.or(forms);
        }
    };
    for line in include_str!("verbs.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(lemma) = words.next() else { continue };
        add(lemma.to_string(), lemma, Forms::BASE);
        add(third(lemma), lemma, Forms::THIRD);
        add(ing(lemma), lemma, Forms::ING);
        match (words.next(), words.next()) {
            (Some(past), Some(participle)) => {
                add(past.to_string(), lemma, Forms::PAST);
                add(participle.to_string(), lemma, Forms::PARTICIPLE);
            }
            _ => add(past(lemma), lemma, Forms::PAST.or(Forms::PARTICIPLE)),
        }
    }
    verbs
});

/// Every form of every verb.
pub(crate) fn forms() -> impl Iterator<Item = &'static str> {
    VERBS.keys().map(String::as_str)
}

/// The verb that a word in small letters may be a form of.
///
/// ```
/// use counterflow_read::clause::{Forms, verb};
/// let sunk = verb("sunk").expect("a verb");
/// assert_eq!(sunk.lemma, "sink");
/// assert!(sunk.forms.any(Forms::PARTICIPLE) && !sunk.forms.any(Forms::PAST));
/// assert_eq!(verb("plowed").map(|verb| verb.lemma), Some("plow"));
/// ```
pub fn verb(word: &str) -> Option<Verb> {
    VERBS.get(word).copied().or_else(|| unlisted(word))
}

/// A past or a participle of a verb that no list has: `opposed`. Its base is not told.
fn unlisted(word: &str) -> Option<Verb> {
    let past = word.len() > 5
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !tags(word).has(Tag::Preposition)
        && !tags(word).has(Tag::Subordinator)
        && !matches!(
            word,
            "limited"
                | "united"
                | "hundred"
                | "unsecured"
                | "unlisted"
                | "so-called"
                | "related"
                | "detailed"
                | "talented"
                | "interested"
                | "advanced"
                | "unchanged"
                | "undisclosed"
                | "unnamed"
                | "consolidated"
                | "secured"
                | "annualized"
                | "integrated"
                | "listed"
        );
    past.then_some(Verb { lemma: "", forms: Forms::PAST.or(Forms::PARTICIPLE) })
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn ends_in_consonant_y(lemma: &str) -> bool {
    let bytes = lemma.as_bytes();
    lemma.ends_with('y') && bytes.len() > 1 && !is_vowel(bytes[bytes.len() - 2])
}

/// `plan`, `drop`, `commit`: the last consonant is doubled.
fn doubles(lemma: &str) -> bool {
    let bytes = lemma.as_bytes();
    let Some([before, vowel, last]) = bytes.last_chunk::<3>() else { return false };
    let short = !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last);
    let one_syllable = bytes.iter().filter(|one| is_vowel(**one)).count() == 1;
    let stressed = matches!(lemma, "commit" | "begin" | "rebut" | "transfer");
    short && !matches!(last, b'w' | b'x' | b'y') && (one_syllable || stressed)
}

fn third(lemma: &str) -> String {
    if ends_in_consonant_y(lemma) {
        format!("{}ies", &lemma[..lemma.len() - 1])
    } else if ["s", "x", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end)) {
        format!("{lemma}es")
    } else {
        match lemma {
            "have" => "has".to_string(),
            _ => format!("{lemma}s"),
        }
    }
}

fn past(lemma: &str) -> String {
    if lemma.ends_with('e') {
        format!("{lemma}d")
    } else if ends_in_consonant_y(lemma) {
        format!("{}ied", &lemma[..lemma.len() - 1])
    } else if doubles(lemma) {
        format!("{lemma}{}ed", &lemma[lemma.len() - 1..])
    } else {
        format!("{lemma}ed")
    }
}

fn ing(lemma: &str) -> String {
    if lemma.ends_with('e') && !lemma.ends_with("ee") && lemma != "be" {
        format!("{}ing", &lemma[..lemma.len() - 1])
    } else if doubles(lemma) {
        format!("{lemma}{}ing", &lemma[lemma.len() - 1..])
    } else {
        format!("{lemma}ing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_spelled_as_they_are() {
        for (word, lemma) in [
            ("acquiring", "acquire"),
            ("committed", "commit"),
            ("denies", "deny"),
            ("dropped", "drop"),
            ("reached", "reach"),
            ("has", "have"),
            ("lent", "lend"),
            ("selling", "sell"),
        ] {
            assert_eq!(verb(word).map(|verb| verb.lemma), Some(lemma), "{word}");
        }
    }
}
