//! What was read, as new files of a book; no file that is there is ever changed.

use std::fs;
use std::path::{Path, PathBuf};

use counterflow_read::Read as Told;
use counterflow_read::document::Document;
use counterflow_read::output::{BookNames, SourceRecord, entries, source_id};

use crate::load;
use crate::output::{Failure, print, say, write_whole};

use super::known::{FOLDER, missing_includes};

/// The folder of a book that holds copies of documents.
const COPIES: &str = "sources";
const MAIN: &str = "main.book";

/// A book that is written to.
pub struct Into {
    path: PathBuf,
    folder: PathBuf,
    names: BookNames,
    record: SourceRecord,
    /// The files of entries that were written, below the folder.
    written: Vec<String>,
}

impl Into {
    /// A book at a path, that is there or is to be.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`] if the path is a file that is no book.
    pub fn new(path: &Path, names: BookNames, record: SourceRecord) -> Result<Into, Failure> {
        let folder = match path.exists() {
            true => load::folder_and_main(path)?.0,
            false => path.to_path_buf(),
        };
        Ok(Into { path: path.to_path_buf(), folder, names, record, written: Vec::new() })
    }

    /// Writes the entries of a document and its copy, unless the book has it already.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`] if a file cannot be written.
    pub fn document(&mut self, document: &Document, told: &Told) -> Result<(), Failure> {
        let name = &document.name;
        if let Some(source) = self.names.read_already(&document.sha256) {
            say(&format!("`{name}` is in the book already, as source `{source}`"));
            return Ok(());
        }
        if told.claims.is_empty() {
            say(&format!("`{name}` has no claims; nothing is written of it"));
            return Ok(());
        }
        let (source, copy) = self.free_names(document);
        let record = SourceRecord { file: Some(copy.clone()), ..self.record.clone() };
        let entries = entries(document, told, &source, &record, &mut self.names);
        let path = format!("{FOLDER}/{source}.book");
        // The copy first: a file of entries never speaks of one that is not there.
        self.write(&copy, &document.original)?;
        self.write(&path, &entries.text)?;
        self.written.push(path);
        Ok(())
    }

    /// An id for the source, and the path of the copy, such that no file is there yet.
    fn free_names(&mut self, document: &Document) -> (String, String) {
        let extension = Path::new(&document.name).extension().and_then(|one| one.to_str());
        let is_plain =
            |one: &&str| one.chars().all(|c| c.is_ascii_alphanumeric()) && *one != "book";
        let extension = extension.filter(is_plain).unwrap_or("txt").to_lowercase();
        // The copy of a PDF is the text that was taken out of it.
        let extension = if extension == "pdf" { "txt" } else { &extension };
        loop {
            let source = source_id(document, &self.record, &mut self.names);
            let copy = format!("{COPIES}/{source}.{extension}");
            let entries = self.folder.join(FOLDER).join(format!("{source}.book"));
            if !entries.exists() && !self.folder.join(&copy).exists() {
                return (source, copy);
            }
        }
    }

    fn write(&self, below: &str, text: &str) -> Result<(), Failure> {
        let path = self.folder.join(below);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| {
                let why = load::reason(&error);
                Failure::Call(format!("cannot write `{}`: {why}", path.display()))
            })?;
        }
        write_whole(&path, text.as_bytes())?;
        print(&format!("{}\n", path.display()))
    }

    /// Makes the main file of a book that has none; says which lines another lacks.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`] if a file cannot be written.
    pub fn finish(&self) -> Result<(), Failure> {
        let has_main = self.path.is_file()
            || self.folder.join(MAIN).exists()
            || self.folder.join("book.toml").exists();
        if !has_main && !self.written.is_empty() {
            let lines = self.written.iter().map(|path| format!("include \"{path}\"\n"));
            return self.write(MAIN, &lines.collect::<String>());
        }
        if has_main {
            let missing = missing_includes(&self.path)?;
            if !missing.is_empty() {
                let lines = missing.join("\n  ");
                say(&format!(
                    "to take in what was written, add to the book's main file:\n  {lines}"
                ));
            }
        }
        Ok(())
    }
}
