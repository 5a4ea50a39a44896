//! The parts of a header to its line.

use counterflow_claim::{Shape, Verb};
use counterflow_syntax::nearest;

use crate::error::{Problem, shown};
use crate::parts::{EntryKind, Header, Part};

/// The line of a header.
///
/// Parts that have no place in it are not printed: who takes parts from outside splits the line
/// again and compares.
///
/// # Errors
///
/// The part that is missing or unknown, and what to write.
pub fn header_line(header: &Header) -> Result<String, (Part, Problem)> {
    let kind = EntryKind::of(header.verb()).ok_or_else(|| unknown_verb(header.verb()))?;
    let mut line = Printer { header, kind, line: String::new() };
    line.optional(Part::Date);
    line.word(header.verb());
    match kind {
        EntryKind::Claim(verb) => line.claim(verb)?,
        EntryKind::Include => line.string(Part::Title)?,
        EntryKind::Judgement => {
            line.names(Part::From, None)?;
            line.names(Part::To, None)?;
        }
        EntryKind::Source | EntryKind::Party | EntryKind::Assume | EntryKind::Scenario => {
            line.required(Part::Name)?;
            line.optional_string(Part::Title);
        }
    }
    Ok(line.line)
}

fn unknown_verb(verb: &str) -> (Part, Problem) {
    if verb.is_empty() {
        return (Part::Verb, Problem::new("expected a verb such as `invest`"));
    }
    let near = nearest(verb, EntryKind::verbs()).map(|near| format!("write `{near}`"));
    let problem = Problem::new(format!("unknown verb `{}`", shown(verb)));
    (Part::Verb, problem.maybe_help(near))
}

struct Printer<'h> {
    header: &'h Header,
    kind: EntryKind,
    line: String,
}

type Printed = Result<(), (Part, Problem)>;

impl Printer<'_> {
    fn claim(&mut self, verb: &Verb) -> Printed {
        match verb.shape {
            Shape::Round => {
                self.required(Part::Name)?;
                self.word("of");
                self.names(Part::To, None)?;
                if self.has(Part::From) {
                    self.word("by");
                    self.names(Part::From, Some(Part::FromMode))?;
                }
            }
            Shape::Arrow => {
                if self.has(Part::From) {
                    self.names(Part::From, Some(Part::FromMode))?;
                }
                self.word("->");
                self.names(Part::To, Some(Part::ToMode))?;
            }
            Shape::Sale => {
                self.names(Part::From, Some(Part::FromMode))?;
                self.word("of");
                self.names(Part::Third, None)?;
                self.word("to");
                self.names(Part::To, Some(Part::ToMode))?;
            }
            Shape::Subject => self.names(Part::To, None)?,
            Shape::Metric | Shape::NamedMetric => {
                if verb.shape == Shape::NamedMetric {
                    self.required(Part::Name)?;
                }
                self.names(Part::To, Some(Part::ToMode))?;
                if self.has(Part::From) {
                    self.word("from");
                    self.names(Part::From, Some(Part::FromMode))?;
                }
            }
            Shape::Officer => {
                self.names(Part::From, None)?;
                self.word("of");
                self.names(Part::To, None)?;
                self.string(Part::Role)?;
            }
            Shape::Say => self.say()?,
            Shape::Rate => self.required(Part::Pair)?,
            Shape::Assert => return self.required(Part::Text),
        }
        self.optional(Part::Quantity);
        self.optional(Part::Stage);
        self.optional(Part::Nature);
        for word in self.header.list(Part::Tail) {
            self.word(word);
        }
        Ok(())
    }

    fn say(&mut self) -> Printed {
        if self.has(Part::From) {
            self.names(Part::From, Some(Part::FromMode))?;
        }
        if self.has(Part::Relation) {
            self.required(Part::Relation)?;
            if self.has(Part::Targets) {
                self.names(Part::Targets, None)?;
            }
        } else if self.has(Part::To) {
            self.word("about");
            self.names(Part::To, Some(Part::ToMode))?;
        }
        self.optional_string(Part::Words);
        Ok(())
    }

    fn has(&self, part: Part) -> bool {
        !self.header.list(part).is_empty()
    }

    fn word(&mut self, word: &str) {
        if !self.line.is_empty() {
            self.line.push(' ');
        }
        self.line.push_str(word);
    }

    fn optional(&mut self, part: Part) {
        if let Some(text) = self.header.one(part) {
            self.word(text);
        }
    }

    fn required(&mut self, part: Part) -> Printed {
        let text = self.header.one(part).ok_or_else(|| self.missing(part))?;
        self.word(text);
        Ok(())
    }

    fn names(&mut self, part: Part, mode: Option<Part>) -> Printed {
        if !self.has(part) {
            return Err(self.missing(part));
        }
        self.word(&self.header.list(part).join(", "));
        if let Some(mode) = mode {
            self.optional(mode);
        }
        Ok(())
    }

    fn string(&mut self, part: Part) -> Printed {
        let text = self.header.one(part).ok_or_else(|| self.missing(part))?;
        self.word(&quoted(text));
        Ok(())
    }

    fn optional_string(&mut self, part: Part) {
        if let Some(text) = self.header.one(part) {
            self.word(&quoted(text));
        }
    }

    fn missing(&self, part: Part) -> (Part, Problem) {
        let problem = Problem::new(format!("`{}` lacks this part", self.header.verb()));
        let example = match self.kind {
            EntryKind::Claim(verb) => {
                Some(format!("the parts of a header such as `{}`", verb.example))
            }
            _ => None,
        };
        (part, problem.maybe_help(example))
    }
}

/// A text as a string of the language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
