//! The rules, read from their table.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::claim::{Kind, Stage};

/// From what a rule starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
}

/// The voice of the verb that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Who does it is the subject.
    Active,
    /// To whom it is done is.
    Passive,
    /// Either.
    Any,
}

/// Where a rule looks for something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The places, in order: `subject`, `object`, `owner`, or a preposition.
    pub places: Vec<&'static str>,
    /// Whether there is no claim without it.
    pub required: bool,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, which its claims carry.
    pub id: &'static str,
    /// What it makes.
    pub kind: Kind,
    /// From what it starts.
    pub trigger: Trigger,
    /// The words that it starts from.
    pub words: Vec<&'static str>,
    /// Of which voice the verb has to be.
    pub voice: Voice,
    /// Verbs of which one has to govern the noun, if there are any.
    pub under: Vec<&'static str>,
    /// Verbs that may not govern the noun.
    pub without: Vec<&'static str>,
    /// From whom.
    pub from: Slot,
    /// To whom.
    pub to: Slot,
    /// How much.
    pub amount: Slot,
    /// What part.
    pub share: Slot,
    /// How far along, where no other word tells.
    pub stage: Stage,
    /// The instrument or direction.
    pub instrument: Option<&'static str>,
    /// The name of the metric that it makes.
    pub metric: Option<&'static str>,
    /// Nouns of which one has to be there.
    pub needs: Vec<&'static str>,
    /// Nouns of which none may be there.
    pub needs_not: Vec<&'static str>,
    /// Verbs of which one has to lead to the verb: `promised to spend`.
    pub after: Vec<&'static str>,
    /// Who it is from, where nobody is named: `bond investors`.
    pub unnamed: Option<&'static str>,
    /// Words of which one has to stand in the sentence behind the trigger.
    pub near: Vec<&'static str>,
    /// Nouns of which the phrase must not be: the sale of a stake is no stake.
    pub not_of: Vec<&'static str>,
    /// Whether a part may be of whom the text told last.
    pub of_last: bool,
    /// Words of which none may stand in the sentence behind the trigger.
    pub near_not: Vec<&'static str>,
    /// Whether there is no claim without an amount.
    pub needs_amount: bool,
}

/// The table with the rules of each word.
pub struct Table {
    rules: Vec<Rule>,
    verbs: FxHashMap<&'static str, Vec<usize>>,
    nouns: FxHashMap<&'static str, Vec<usize>>,
}

impl Table {
    /// The rules that start from a verb.
    pub fn of_verb(&self, lemma: &str) -> &[usize] {
        self.verbs.get(lemma).map_or(&[], |rules| rules)
    }

    /// The rules that start from a noun.
    pub fn of_noun(&self, word: &str) -> &[usize] {
        self.nouns.get(word).map_or(&[], |rules| rules)
    }

    /// The rule of a number.
    pub fn rule(&self, at: usize) -> &Rule {
        &self.rules[at]
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table =
        Table { rules: Vec::new(), verbs: FxHashMap::default(), nouns: FxHashMap::default() };
    for part in include_str!("rules.txt").split("\nrule ").skip(1) {
        let rule = parse(part);
        let words = match rule.trigger {
            Trigger::Verb => &mut table.verbs,
            Trigger::Noun => &mut table.nouns,
        };
        for word in &rule.words {
            words.entry(word).or_default().push(table.rules.len());
        }
        table.rules.push(rule);
    }
    table
});

/// Every rule, in the order in which they are asked.
pub fn rules() -> &'static [Rule] {
    &TABLE.rules
}

/// The rules that start from a verb, by its base.
pub fn of_verb(lemma: &str) -> impl Iterator<Item = &'static Rule> {
    TABLE.of_verb(lemma).iter().map(|at| TABLE.rule(*at))
}

/// The rules that start from a noun.
pub fn of_noun(word: &str) -> impl Iterator<Item = &'static Rule> {
    TABLE.of_noun(word).iter().map(|at| TABLE.rule(*at))
}

/// The nouns that rules start from.
pub(crate) fn nouns() -> impl Iterator<Item = &'static str> {
    TABLE.nouns.keys().copied()
}

/// The rules by word.
pub(super) fn table() -> &'static Table {
    &TABLE
}

fn parse(part: &'static str) -> Rule {
    let mut lines = part.lines();
    let mut rule = Rule {
        id: lines.next().unwrap_or("").trim(),
        kind: Kind::Statement,
        trigger: Trigger::Verb,
        words: Vec::new(),
        voice: Voice::Any,
        under: Vec::new(),
        without: Vec::new(),
        from: Slot::default(),
        to: Slot::default(),
        amount: Slot::default(),
        share: Slot::default(),
        stage: Stage::Reported,
        instrument: None,
        metric: None,
        needs: Vec::new(),
        needs_not: Vec::new(),
        near: Vec::new(),
        after: Vec::new(),
        unnamed: None,
        not_of: Vec::new(),
        near_not: Vec::new(),
        of_last: false,
        needs_amount: false,
    };
    for line in lines {
        let mut words = line.split_whitespace();
        let Some(key) = words.next() else { continue };
        let words: Vec<&'static str> = words.collect();
        let first = words.first().copied().unwrap_or("");
        match key {
            "kind" => rule.kind = Kind::of(first).unwrap_or(rule.kind),
            "verb" => rule.words = words,
            "noun" => (rule.trigger, rule.words) = (Trigger::Noun, words),
            "voice" => rule.voice = if first == "passive" { Voice::Passive } else { Voice::Active },
            "under" => rule.under = words,
            "without" => rule.without = words,
            "from" => rule.from = slot(&words),
            "to" => rule.to = slot(&words),
            "amount" => rule.amount = slot(&words),
            "share" => rule.share = slot(&words),
            "stage" => rule.stage = Stage::of(first).unwrap_or(rule.stage),
            "as" => rule.instrument = words.first().copied(),
            "near" => rule.near = words,
            "after" => rule.after = words,
            "unnamed" => rule.unnamed = Some(line.trim().trim_start_matches("unnamed").trim()),
            "metric" => rule.metric = Some(line.trim().trim_start_matches("metric").trim()),
            "needs" => rule.needs = words,
            "needs-not" => rule.needs_not = words,
            "near-not" => rule.near_not = words,
            "not-of" => rule.not_of = words,
            "of-last" => rule.of_last = true,
            "needs-amount" => rule.needs_amount = true,
            _ => {}
        }
    }
    rule
}

fn slot(words: &[&'static str]) -> Slot {
    let required = words.iter().any(|word| word.ends_with('!'));
    Slot { places: words.iter().map(|word| word.trim_end_matches('!')).collect(), required }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clause::verb;

    #[test]
    fn every_line_of_the_table_says_something() {
        const KEYS: [&str; 22] = [
            "kind",
            "verb",
            "noun",
            "voice",
            "under",
            "without",
            "from",
            "to",
            "amount",
            "share",
            "stage",
            "as",
            "near",
            "after",
            "metric",
            "unnamed",
            "needs",
            "needs-not",
            "needs-amount",
            "near-not",
            "not-of",
            "of-last",
        ];
        for line in include_str!("rules.txt").lines().filter(|line| line.starts_with("  ")) {
            let key = line.split_whitespace().next().unwrap_or("");
            assert!(KEYS.contains(&key), "{line}");
            let value = line.split_whitespace().nth(1).unwrap_or("");
            assert!(key != "kind" || Kind::of(value).is_some(), "{line}");
            assert!(key != "stage" || Stage::of(value).is_some(), "{line}");
        }
        assert!(rules().len() > 30);
    }

    #[test]
    fn every_verb_of_a_rule_is_known() {
        for rule in rules().iter().filter(|rule| rule.trigger == Trigger::Verb) {
            for word in &rule.words {
                assert!(verb(word).is_some(), "{word} of {}", rule.id);
            }
        }
    }

    #[test]
    fn no_two_rules_have_one_name() {
        let mut ids: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
