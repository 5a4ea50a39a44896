//! What was read of one document after the other, in the form that is asked for.

use counterflow_read::Read as Told;
use counterflow_read::claim::Claim;
use counterflow_read::document::Document;
use counterflow_read::output::{BookNames, SourceRecord, entries, html, jsonl, source_id, table};

use crate::args::{Read, ReadFormat};
use crate::output::for_people;

/// Writes documents in one form.
pub struct Writer {
    format: ReadFormat,
    withheld: bool,
    record: SourceRecord,
    names: BookNames,
    several: bool,
    /// How many documents were written.
    written: usize,
}

impl Writer {
    pub fn new(flags: &Read, record: SourceRecord, names: BookNames, several: bool) -> Writer {
        let (format, withheld) = (flags.format, flags.withheld);
        Writer { format, withheld, record, names, several, written: 0 }
    }

    /// The text of a document.
    pub fn document(&mut self, document: &Document, told: &Told) -> String {
        let shown = |claim: &&Claim| self.withheld || claim.withheld.is_none();
        let claims: Vec<&Claim> = told.claims.iter().filter(shown).collect();
        self.written += 1;
        match self.format {
            ReadFormat::Html => {
                let head = match self.written {
                    1 => html::head("What was read"),
                    _ => String::new(),
                };
                head + &html::section(document, told, self.written)
            }
            ReadFormat::Table => self.table(&claims, document),
            ReadFormat::Jsonl => {
                let name = self.several.then_some(document.name.as_str());
                let line = |claim: &&Claim| jsonl::line_in(claim, document, name) + "\n";
                claims.iter().map(line).collect()
            }
            ReadFormat::Book => {
                let source = source_id(document, &self.record, &mut self.names);
                entries(document, told, &source, &self.record, &mut self.names).text
            }
        }
    }

    /// What stands behind the last document.
    pub fn end(&self) -> &'static str {
        if self.format == ReadFormat::Html { html::FOOT } else { "" }
    }

    fn table(&self, claims: &[&Claim], document: &Document) -> String {
        let text = match claims.is_empty() {
            true => "no claims\n".to_string(),
            false => table(claims, document),
        };
        let head = match self.several {
            true => format!("{}\n", document.name),
            false => String::new(),
        };
        let end = if self.several { "\n" } else { "" };
        for_people(&format!("{head}{text}{end}")).into_owned()
    }
}
