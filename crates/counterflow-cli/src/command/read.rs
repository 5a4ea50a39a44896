//! `counterflow read`

mod files;
mod known;
mod write;

use counterflow_claim::{Basis, Date};
use counterflow_read::document::{Document, open};
use counterflow_read::output::SourceRecord;
use counterflow_read::{Read as Told, Reader};

use crate::args::Read;
use crate::output::{Failure, Outcome, complain, for_people, say, stream};

use self::files::documents;
use self::write::Writer;

/// Every so many documents the terminal is told how far it is.
const PROGRESS: usize = 100;

/// What became of the documents.
#[derive(Default)]
struct Count {
    read: usize,
    claims: usize,
    withheld: usize,
    failed: usize,
}

pub fn run(flags: &Read) -> Result<Outcome, Failure> {
    let record = record(flags)?;
    let names = known::names(flags.book.as_deref())?;
    let reader = Reader { gazetteer: names.gazetteer(), published: record.published };
    let paths = documents(&flags.files)?;
    let several = paths.len() > 1;
    if several && (flags.title.is_some() || flags.url.is_some()) {
        let text = "`--title` and `--url` are those of one document; read one at a time";
        return Err(Failure::Call(text.to_string()));
    }
    let mut writer = Writer::new(flags, record, names, several);
    let mut count = Count::default();
    stream(flags.out.output.as_ref(), |out| {
        for path in &paths {
            match files::read(path).and_then(|bytes| opened(path, bytes)) {
                Ok(document) => {
                    let told = read(&reader, &document);
                    count.add(&told);
                    out.write_all(writer.document(&document, &told).as_bytes())?;
                }
                Err(why) => {
                    count.failed += 1;
                    complain(&for_people(&why));
                }
            }
            if (count.read + count.failed).is_multiple_of(PROGRESS) && several {
                say(&count.line());
            }
        }
        match count.read {
            0 => Err(Failure::Call("nothing could be read".to_string())),
            _ => Ok(()),
        }
    })?;
    if several {
        say(&count.line());
    }
    Ok(Outcome::Clean)
}

impl Count {
    fn add(&mut self, told: &Told) {
        let withheld = told.claims.iter().filter(|claim| claim.withheld.is_some()).count();
        self.read += 1;
        self.withheld += withheld;
        self.claims += told.claims.len() - withheld;
    }

    fn line(&self) -> String {
        let Count { read, claims, withheld, failed } = self;
        format!("{read} documents read, {claims} claims, {withheld} withheld, {failed} failed")
    }
}

/// Opens a document, and tells what its reader should know of it.
fn opened(path: &files::Path, bytes: Vec<u8>) -> Result<Document, String> {
    let name = path.display().to_string();
    let document = open(&name, bytes).map_err(|error| format!("cannot read `{name}`: {error}"))?;
    for warning in &document.warnings {
        say(&for_people(&format!("warning: {name}: {warning}")));
    }
    Ok(document)
}

/// Reads a document against the day that is asked for, or that it states.
fn read(reader: &Reader, document: &Document) -> Told {
    let stated = document.published.as_ref().and_then(|one| one.value.parse().ok());
    match (reader.published, stated) {
        (None, Some(_)) => {
            let reader = Reader { published: stated, ..reader.clone() };
            reader.read(&document.view)
        }
        _ => reader.read(&document.view),
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
