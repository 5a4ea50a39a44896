//! Amounts in a question: where one ends, and what stands there that is none.

use super::super::amount::{amount, trimmed};
use super::super::form::usage;
use super::super::{Mistake, Question};
use super::{Parser, is_word, name_length, nothing, word_length};
use crate::attribute;

/// Characters that end an amount.
const SIGNS: &str = "+-*/(),[]<>=!×÷·−–^≤≥≠≈";

impl Parser<'_, '_> {
    pub(super) fn number(&mut self) -> Question {
        let length = self.amount_length();
        let range = trimmed(self.text, self.at..self.at + length);
        if range.is_empty() {
            let found = self.peek().unwrap_or("nothing".to_string());
            let message = format!("expected an amount or a variable, found {found}");
            self.report(Mistake::new(self.here(), message));
            return nothing();
        }
        if self.name_alone() {
            return nothing();
        }
        self.at += length;
        match amount(&self.text[range.clone()], range.start, self.names.claims.phrases) {
            Ok(amount) => Question::Number { bounds: amount.bounds, unit: amount.unit },
            Err(mistake) => {
                self.report(mistake);
                nothing()
            }
        }
    }

    /// Reports a name that stands where an amount is expected, and passes it.
    fn name_alone(&mut self) -> bool {
        let rest = self.rest();
        let name = &rest[..name_length(rest)];
        let word = &rest[..word_length(rest)];
        let range = self.at..self.at + name.len();
        let mistake = if let Some(attribute) = attribute::find(word) {
            let range = self.at..self.at + word.len();
            Mistake::new(range, format!("`{word}` stands without its arguments"))
                .help(format!("write `{}`", usage(attribute)))
        } else if self.names.party(name).is_some() {
            Mistake::new(range, format!("`{name}` is a party and no number"))
                .help(format!("ask for an attribute of it, such as `revenue({name}, 2025)`"))
        } else if !name.starts_with(|c: char| c.is_ascii_digit()) && self.names.deal(name).is_some()
        {
            Mistake::new(range, format!("`{name}` is a deal and no number"))
                .help(format!("ask for an attribute of it, such as `raise({name})`"))
        } else if matches!(word, "min" | "max" | "sum") {
            Mistake::new(range, format!("`{word}` stands without its arguments"))
        } else {
            return false;
        };
        self.at = mistake.at.end;
        self.report(mistake);
        true
    }

    /// How many bytes belong to the amount that comes next.
    fn amount_length(&mut self) -> usize {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut length = rest.len();
        let mut several = false;
        for (at, c) in rest.char_indices() {
            let in_amount = match c {
                ',' => at > 0 && digit(at - 1) && digit(at + 1),
                // The sign of "more than -50%" belongs to the number, and not to a difference.
                '-' => self.is_phrase(&rest[..at]),
                'w' => !is_within(rest, at),
                c => !SIGNS.contains(c),
            };
            if in_amount && c == ',' && self.in_list && !several {
                several = true;
                self.one_or_several(self.at + at);
            }
            if !in_amount {
                length = at;
                break;
            }
        }
        // In "2 raise(x)" an operator is missing, and no unit is unknown.
        let before = rest[..length].trim_end();
        let name = before
            .rfind(|c: char| !is_word(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let called = rest[length..].starts_with('(') && name > 0;
        let word = &before[name..];
        let known = attribute::find(word).is_some() || matches!(word, "min" | "max" | "sum");
        if called && known { name } else { length }
    }

    /// Reports a comma between digits where it may also part two arguments.
    fn one_or_several(&mut self, comma: usize) {
        let part = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
        let before = self.text[..comma].trim_end_matches(part).len();
        let rest = self.text[comma..].trim_start_matches(part);
        // The comma behind the last digit parts it from what follows in any case.
        let end = self.text[..self.text.len() - rest.len()].trim_end_matches([',', '.']).len();
        let range = before..end;
        let text = &self.text[range.clone()];
        let help = format!("write `{}` or `{}`", text.replace(',', ""), text.replace(',', ", "));
        let message = format!("`{text}` may be one number or several");
        self.report(Mistake::new(range, message).help(help));
    }

    fn is_phrase(&self, text: &str) -> bool {
        let given = text.split_whitespace();
        let same = |words: &str| {
            words.split(' ').map(str::to_string).eq(given.clone().map(str::to_ascii_lowercase))
        };
        self.names.claims.phrases.table().iter().any(|phrase| same(phrase.words))
    }
}

/// Whether the word `within` stands at a place.
fn is_within(text: &str, at: usize) -> bool {
    let word = |c: char| is_word(c) || c == '-';
    let rest = text[at..].strip_prefix("within");
    rest.is_some_and(|rest| !rest.starts_with(word)) && !text[..at].ends_with(word)
}
