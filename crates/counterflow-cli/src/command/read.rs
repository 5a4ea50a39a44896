//! `counterflow read`

#[cfg(feature = "llm")]
mod endpoint;
mod files;
mod into;
mod known;
mod model;
mod write;

use std::path::PathBuf;

use counterflow_claim::{Basis, Date};
use counterflow_read::document::{Document, open};
use counterflow_read::facts::{self, Facts};
use counterflow_read::output::SourceRecord;
use counterflow_read::party::Gazetteer;
use counterflow_read::{Read as Told, Reader, why};

use crate::args::Read;
use crate::output::{Failure, Outcome, complain, for_people, say, stream, write};

use self::into::Into;
use self::model::Model;
use self::write::Writer;

/// Every so many documents the terminal is told how far it is.
const PROGRESS: usize = 100;

pub fn run(flags: &Read) -> Result<Outcome, Failure> {
    let paths = files::documents(&flags.files)?;
    let several = paths.len() != 1 || paths.iter().any(|path| files::is_archive(path));
    if several && (flags.title.is_some() || flags.url.is_some() || flags.why.is_some()) {
        let text = "`--title`, `--url` and `--why` are about one document; read one at a time";
        return Err(Failure::Call(text.to_string()));
    }
    let record = record(flags)?;
    if let Some(folder) = &flags.into {
        let names = known::names_for(folder)?;
        let mut desk = Desk::new(names.gazetteer(), record.published, several, Model::new(flags)?);
        let mut into = Into::new(folder, names, record)?;
        desk.each(&paths, &mut |taken| match taken {
            Taken::Document(document, told, _) => into.document(document, told),
            Taken::Facts(name, _) => {
                complain(&for_people(&format!(
                    "`{name}` is company facts, which `--into` does not write; put what \
                     `--format book` prints into a file of the book"
                )));
                Ok(())
            }
        })?;
        into.finish()?;
        return desk.finish();
    }
    let names = known::names(flags.book.as_deref())?;
    let mut desk = Desk::new(names.gazetteer(), record.published, several, Model::new(flags)?);
    if let Some(place) = &flags.why {
        let mut text = String::new();
        desk.each(&paths, &mut |taken| {
            text = match taken {
                Taken::Document(document, _, reader) => why::explain(document, reader, place),
                Taken::Facts(name, _) => {
                    Err(format!("`{name}` is company facts and no text: there is no why"))
                }
            }
            .map_err(Failure::Call)?;
            Ok(())
        })?;
        write(&for_people(&text), flags.out.output.as_ref())?;
        return desk.finish();
    }
    let mut writer = Writer::new(flags, record, names, several);
    stream(flags.out.output.as_ref(), |out| {
        desk.each(&paths, &mut |taken| {
            let text = match taken {
                Taken::Document(document, told, _) => writer.document(document, told),
                Taken::Facts(name, facts) => writer.facts(name, facts),
            };
            Ok(out.write_all(text.as_bytes())?)
        })?;
        Ok(out.write_all(writer.end().as_bytes())?)
    })?;
    desk.finish()
}

/// What a file turned out to be.
enum Taken<'t> {
    /// A document, with what was read of it and by whom.
    Document(&'t Document, &'t Told, &'t Reader),
    /// Company facts, under the name of their file.
    Facts(&'t str, &'t Facts),
}

/// What takes it.
type Take<'t> = dyn FnMut(Taken) -> Result<(), Failure> + 't;

/// Reads one document after the other, and counts.
struct Desk {
    reader: Reader,
    /// The day that is asked for.
    published: Option<Date>,
    several: bool,
    model: Option<Model>,
    read: usize,
    claims: usize,
    withheld: usize,
    observations: usize,
    failed: usize,
}

impl Desk {
    fn new(
        gazetteer: Gazetteer,
        published: Option<Date>,
        several: bool,
        model: Option<Model>,
    ) -> Desk {
        let reader = Reader { gazetteer, published };
        Desk {
            reader,
            published,
            several,
            model,
            read: 0,
            claims: 0,
            withheld: 0,
            observations: 0,
            failed: 0,
        }
    }

    /// Takes every document with what was read of it; one that cannot be read does not stop the
    /// rest.
    fn each(&mut self, paths: &[PathBuf], take: &mut Take) -> Result<(), Failure> {
        let mut result = Ok(());
        for path in paths {
            files::each(path, &mut |name, bytes| {
                if result.is_ok() {
                    result = self.one(&name, bytes, take);
                }
            });
        }
        result?;
        match self.read {
            0 => Err(Failure::Call("nothing could be read".to_string())),
            _ => Ok(()),
        }
    }

    fn one(
        &mut self,
        name: &str,
        bytes: Result<Vec<u8>, String>,
        take: &mut Take,
    ) -> Result<(), Failure> {
        if let Some(bytes) = bytes.as_ref().ok().filter(|bytes| facts::is_company_facts(bytes)) {
            return self.facts(name, bytes, take);
        }
        let opened = bytes.and_then(|bytes| {
            open(name, bytes).map_err(|error| format!("cannot read `{name}`: {error}"))
        });
        match opened {
            Err(why) => {
                self.failed += 1;
                complain(&for_people(&why));
            }
            Ok(document) => {
                for warning in &document.warnings {
                    say(&for_people(&format!("warning: {name}: {warning}")));
                }
                let stated = || document.published.as_ref()?.value.parse().ok();
                self.reader.published = self.published.or_else(stated);
                let mut told = self.reader.read(&document.view);
                if let Some(model) = &mut self.model {
                    model.consult(&document.view, &mut told, &self.reader);
                }
                self.count(&told);
                take(Taken::Document(&document, &told, &self.reader))?;
            }
        }
        self.progress();
        Ok(())
    }

    /// Takes company facts: observations of a company, and no commitments.
    fn facts(&mut self, name: &str, bytes: &[u8], take: &mut Take) -> Result<(), Failure> {
        match facts::read(bytes) {
            Err(error) => {
                self.failed += 1;
                complain(&for_people(&format!("cannot read `{name}`: {error}")));
            }
            Ok(facts) => {
                if let Some(first) = facts.unread.first() {
                    let (count, concept, why) = (facts.unread.len(), &first.concept, &first.reason);
                    say(&for_people(&format!(
                        "warning: {name}: {count} facts cannot be read; the first, of \
                         {concept}: {why}"
                    )));
                }
                self.read += 1;
                self.observations += facts.observations.len();
                take(Taken::Facts(name, &facts))?;
            }
        }
        self.progress();
        Ok(())
    }

    fn progress(&self) {
        if self.several && (self.read + self.failed).is_multiple_of(PROGRESS) {
            say(&self.line());
        }
    }

    fn count(&mut self, told: &Told) {
        let withheld = told.claims.iter().filter(|claim| claim.withheld.is_some()).count();
        self.read += 1;
        self.withheld += withheld;
        self.claims += told.claims.len() - withheld;
    }

    fn line(&self) -> String {
        let Desk { read, claims, withheld, observations, failed, .. } = self;
        let observed = match observations {
            0 => String::new(),
            some => format!("{some} observations, "),
        };
        format!(
            "{read} documents read, {claims} claims, {withheld} withheld, {observed}{failed} failed"
        )
    }

    fn finish(&self) -> Result<Outcome, Failure> {
        if let Some(model) = &self.model {
            model.finish();
        }
        if self.several {
            say(&self.line());
        }
        Ok(Outcome::Clean)
    }
}

/// What the flags say of the documents.
fn record(flags: &Read) -> Result<SourceRecord, Failure> {
    Ok(SourceRecord {
        title: flags.title.clone(),
        publisher: flags.publisher.clone(),
        url: flags.url.clone(),
        published: flags.published.as_deref().map(day).transpose()?,
        kind: flags.kind.as_deref().map(kind).transpose()?,
        file: None,
    })
}

fn day(text: &str) -> Result<Date, Failure> {
    let day = text.parse::<Date>();
    day.map_err(|_| Failure::Call(format!("`{text}` is no day; write it as `2026-01-30`")))
}

fn kind(text: &str) -> Result<Basis, Failure> {
    let known = Basis::WORDS.iter().find(|(word, _)| *word == text);
    known.map(|(_, kind)| *kind).ok_or_else(|| {
        let words: Vec<String> = Basis::WORDS.iter().map(|(word, _)| format!("`{word}`")).collect();
        Failure::Call(format!("`{text}` is no kind of source; there are {}", words.join(", ")))
    })
}
