//! What was read of one document after the other, in the form that is asked for.

use counterflow_read::Read as Told;
use counterflow_read::claim::Claim;
use counterflow_read::document::Document;
use counterflow_read::facts::{self, Facts};
use counterflow_read::output::{
    BookNames, SourceRecord, entries, html, jsonl, observation_line, observation_table, source_id,
    table,
};

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
            ReadFormat::Html => self.page_head() + &html::section(document, told, self.written),
            ReadFormat::Table => self.headed(&table(&claims, document), "claims", &document.name),
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

    /// The text of company facts.
    pub fn facts(&mut self, name: &str, facts: &Facts) -> String {
        self.written += 1;
        match self.format {
            ReadFormat::Html => self.page_head() + &html::observations(facts, name),
            ReadFormat::Table => self.headed(&observation_table(facts), "observations", name),
            ReadFormat::Jsonl => {
                let document = self.several.then_some(name);
                let line = |one| observation_line(facts, one, document) + "\n";
                facts.observations.iter().map(line).collect()
            }
            ReadFormat::Book => {
                let company = self.names.company(facts.cik, &facts.entity);
                facts::entries(facts, company, |_| true).text
            }
        }
    }

    /// The head of the page, before what is written first.
    fn page_head(&self) -> String {
        match self.written {
            1 => html::head("What was read"),
            _ => String::new(),
        }
    }

    /// What stands behind the last document.
    pub fn end(&self) -> &'static str {
        if self.format == ReadFormat::Html { html::FOOT } else { "" }
    }

    /// A table under the name of its file, where there are several.
    fn headed(&self, table: &str, of: &str, name: &str) -> String {
        let text = match table.is_empty() {
            true => format!("no {of}\n"),
            false => table.to_string(),
        };
        let head = if self.several { format!("{name}\n") } else { String::new() };
        let end = if self.several { "\n" } else { "" };
        for_people(&format!("{head}{text}{end}")).into_owned()
    }
}
