//! Variables and functions: a name, and what stands behind it in parentheses.

use std::ops::Range;

use counterflow_claim::{Nature, YearEnd};
use counterflow_syntax::nearest;

use super::super::amount::trimmed;
use super::super::argument::resolve;
use super::super::form::{Slot, Sort, counts, form, usage, words};
use super::super::{Mistake, Pattern, Question};
use super::{Parser, name_length, nothing, word_length};
use crate::{ATTRIBUTES, Arg, Attribute, Case, attribute};

/// Arguments of one variable.
const MOST_ARGUMENTS: usize = 64;
/// After so many mistakes no more near names are searched: each search walks over all names.
const MOST_SUGGESTIONS: usize = 20;

impl Parser<'_, '_> {
    /// The name in front of a `(`, if one comes next; the place is then behind the name.
    pub(super) fn call(&mut self) -> Option<Range<usize>> {
        let rest = self.rest();
        let spelt = |length: usize| rest[length..].trim_start().starts_with('(').then_some(length);
        let word = word_length(rest);
        let length = Some(word).filter(|word| *word > 0).and_then(spelt).or_else(|| {
            // `pre-money(x)` is a slip and no difference.
            let length = name_length(rest);
            let known = attribute::find(&rest[..length].replace('-', "_")).is_some();
            spelt(length).filter(|_| known && word > 0)
        })?;
        let starts_a_name = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        starts_a_name.then(|| {
            self.at += length;
            self.at - length..self.at
        })
    }

    /// What stands behind a name with a `(`.
    pub(super) fn called(&mut self, name: Range<usize>) -> Question {
        self.blanks();
        let open = self.at;
        match &self.text[name.clone()] {
            "min" => self.several(name, open, Question::Minimum),
            "max" => self.several(name, open, Question::Maximum),
            "sum" => self.total(open),
            _ => match self.variable(name, false) {
                Some(pattern) => Question::Variable(pattern),
                None => nothing(),
            },
        }
    }

    fn total(&mut self, open: usize) -> Question {
        self.at += 1;
        self.blanks();
        let start = self.at;
        let Some(name) = self.call() else {
            let found = self.peek().unwrap_or("nothing".to_string());
            let message = format!("expected a variable with `*`, found {found}");
            let mistake = Mistake::new(self.here(), message);
            self.lose(mistake.help("write the variable to be summed: `sum(money(*, q1-2026))`"));
            return nothing();
        };
        let pattern = self.variable(name, true);
        let end = self.at;
        self.close(open, "nothing more");
        let Some(pattern) = pattern else { return nothing() };
        if pattern.args.iter().all(Option::is_some) {
            let message = "nothing to sum: the variable has no `*`";
            self.report(Mistake::new(start..end, message));
        }
        Question::Sum(pattern)
    }

    /// A variable, from its `(` on. Nothing if it is none, which is reported.
    fn variable(&mut self, name: Range<usize>, in_sum: bool) -> Option<Pattern> {
        let attribute = self.attribute(name.clone());
        self.blanks();
        let args = self.arguments()?;
        let case = self.case();
        let attribute = attribute?;
        let nature =
            args.last().and_then(|last| nature(attribute, &self.text[last.clone()], args.len()));
        let count = args.len() - usize::from(nature.is_some());
        let Some(slots) = form(attribute, count) else {
            self.miscounted(name, attribute, count);
            return None;
        };
        let mut year_end = Some(YearEnd::default());
        let mut resolved = Vec::with_capacity(args.len());
        let mut first_party = true;
        for (range, slot) in args.into_iter().zip(&slots) {
            let arg = self.argument(range, slot, in_sum, year_end);
            if std::mem::take(&mut first_party) {
                year_end = match arg {
                    Some(Some(Arg::Party(party))) => Some(self.names.claims.party(party).year_end),
                    Some(None) => None,
                    _ => year_end,
                };
            }
            resolved.push(arg);
        }
        resolved.extend(nature.map(|nature| Some(Some(Arg::Nature(nature)))));
        let args: Option<Vec<Option<Arg>>> = resolved.into_iter().collect();
        Some(Pattern { attribute: attribute.name, args: args?, case })
    }

    fn attribute(&mut self, name: Range<usize>) -> Option<&'static Attribute> {
        let word = &self.text[name.clone()];
        if let Some(attribute) = attribute::find(word) {
            return Some(attribute);
        }
        let known = ATTRIBUTES.iter().map(|attribute| attribute.name);
        let mistake = Mistake::new(name, format!("unknown attribute `{word}`"));
        self.report(match nearest(word, known.chain(["min", "max", "sum"])) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")),
            None => mistake.help("write an attribute, such as `revenue(openai, 2025)`"),
        });
        None
    }

    /// The places of the arguments in parentheses. Nothing if they are not well formed.
    fn arguments(&mut self) -> Option<Vec<Range<usize>>> {
        let open = self.at;
        let mut args = Vec::new();
        self.at += 1;
        if self.take(")") {
            return Some(args);
        }
        loop {
            let start = self.at;
            let rest = self.rest();
            let length = rest.find(|c| ",()[]<>=\"".contains(c)).unwrap_or(rest.len());
            args.push(trimmed(self.text, start..start + length));
            if args.len() > MOST_ARGUMENTS {
                let message = format!("more than {MOST_ARGUMENTS} arguments");
                self.lose(Mistake::new(start..start + length, message));
                return None;
            }
            self.at += length;
            if self.take(")") {
                return Some(args);
            }
            if !self.take(",") {
                self.close(open, "`,`");
                return None;
            }
        }
    }

    fn case(&mut self) -> Option<Case> {
        let start = self.at;
        if !self.take("[") {
            self.at = start;
            return None;
        }
        let inner = self.rest().find(']').map(|end| self.at..self.at + end);
        let Some(inner) = inner else {
            self.lose(Mistake::new(self.at - 1..self.at, "`[` is not closed"));
            return None;
        };
        self.at = inner.end + 1;
        let inner = trimmed(self.text, inner);
        let case = match &self.text[inner.clone()] {
            "pre" => Some(Case::Pre),
            "post" => Some(Case::Post),
            _ => None,
        };
        if case.is_none() {
            let message =
                format!("expected `pre` or `post`, found `{}`", &self.text[inner.clone()]);
            self.report(Mistake::new(inner, message));
        }
        case
    }

    fn miscounted(&mut self, name: Range<usize>, attribute: &Attribute, found: usize) {
        let counts = counts(attribute);
        let message = format!("`{}` takes {counts}, found {found}", attribute.name);
        let mistake = Mistake::new(name.start..self.at, message);
        self.report(mistake.help(format!("write `{}`", usage(attribute))));
    }

    /// An argument, `Some(None)` for `*`. Nothing if it cannot be read, which is reported.
    fn argument(
        &mut self,
        range: Range<usize>,
        slot: &Slot,
        in_sum: bool,
        year_end: Option<YearEnd>,
    ) -> Option<Option<Arg>> {
        let text = &self.text[range.clone()];
        if text == "*" {
            let takes_party = slot.iter().any(|one| one.sort == Sort::Party);
            let mistake = match (in_sum, takes_party) {
                (true, true) => return Some(None),
                (false, _) => Mistake::new(range, "`*` stands only inside `sum`")
                    .help("write for example `sum(money(*, q1-2026))`"),
                (true, false) => {
                    let message = format!("`*` stands for parties, expected {} here", words(slot));
                    Mistake::new(range, message)
                }
            };
            self.report(mistake);
            return None;
        }
        let suggest = self.found.len() < MOST_SUGGESTIONS;
        match resolve(text, slot, year_end, self.names, suggest) {
            Ok(arg) => Some(Some(arg)),
            Err(wrong) => {
                self.report(Mistake { at: range, message: wrong.message, help: wrong.help });
                None
            }
        }
    }
}

/// What kind of number is asked for, where the last of so many arguments says so.
fn nature(attribute: &Attribute, last: &str, count: usize) -> Option<Nature> {
    let (_, nature) = Nature::WORDS.iter().find(|(word, _)| *word == last)?;
    // In place of a name the word is a name.
    let is_name = form(attribute, count).is_some_and(|slots| {
        slots
            .last()
            .is_some_and(|slot| slot.iter().any(|one| matches!(one.sort, Sort::Party | Sort::Deal)))
    });
    (!is_name && form(attribute, count - 1).is_some()).then_some(*nature)
}
