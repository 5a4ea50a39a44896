//! The record of a source: what a document says of itself, and what its reader knows.

use counterflow_claim::{Basis, Date};

use super::text::{Entry, string};
use crate::document::{Document, Format};

/// What a book records of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRecord {
    /// Its title; that of the document where none is given.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it is; the address that the document gives itself where none is given.
    pub url: Option<String>,
    /// When it was published; the day that the document states where none is given.
    pub published: Option<Date>,
    /// What kind of source it is; `filing` for filings where none is given.
    pub kind: Option<Basis>,
    /// Where its copy lies below the book's folder, if there is one.
    pub file: Option<String>,
}

impl SourceRecord {
    /// The record with what the document says of itself where nothing is given.
    pub(super) fn of(&self, document: &Document) -> SourceRecord {
        let stated = document.published.as_ref().and_then(|one| one.value.parse().ok());
        let title = document.title.as_ref().map(|one| one.value.clone());
        let url = document.url.as_ref().map(|one| one.value.clone());
        let filing = (document.format == Format::Filing).then_some(Basis::Filing);
        SourceRecord {
            title: self.title.clone().or(title),
            publisher: self.publisher.clone(),
            url: self.url.clone().or(url),
            published: self.published.or(stated),
            kind: self.kind.or(filing),
            file: self.file.clone(),
        }
    }

    /// The entry, under an id.
    pub(super) fn entry(&self, id: &str, document: &Document) -> Entry {
        let title = self.title.as_deref().unwrap_or(&document.name);
        let mut entry = Entry::new(format!("source {id} {}", string(title)));
        entry.key("publisher", self.publisher.as_deref().map(string));
        entry.key("url", self.url.as_deref().map(string));
        entry.key("published", self.published.map(|day| day.to_string()));
        entry.key("kind", self.kind.map(|kind| kind.word().to_string()));
        entry.key("file", self.file.as_deref().map(string));
        entry.key("sha256", Some(document.sha256.clone()));
        let other = document.encoding != "UTF-8" || document.format == Format::Pdf;
        let note = "the copy is the text that was read; the hash is that of the document itself";
        entry.key("note", (other && self.file.is_some()).then(|| string(note)));
        entry
    }
}
