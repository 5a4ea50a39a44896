//! Claims as entries of a book, ready to paste.
//!
//! What the language cannot say is left as a comment with the reason. The entries are put to the
//! language's own checks first; what these do not take becomes a comment as well.

mod claim;
mod links;
mod names;
mod proof;
mod source;
mod text;

use std::collections::BTreeSet;

use counterflow_claim::Documents;

pub use names::BookNames;
pub use source::SourceRecord;

use self::claim::{Sides, Writing, sort};
use self::links::Links;
use self::proof::{Block, refused};
use self::text::{Entry, comment};
use super::{Places, money, share, shares};
use crate::Read;
use crate::claim::{Claim, Somebody};
use crate::document::Document;
use crate::party::Sort;

/// Entries of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries {
    /// The id of the source.
    pub source: String,
    /// The source, new parties and claims as text of the language.
    pub text: String,
    /// How many claims are entered.
    pub entered: usize,
    /// How many stand in comments: withheld, or not to be said in the language.
    pub left_out: usize,
}

/// The id that the source of a document gets in a book.
pub fn source_id(document: &Document, record: &SourceRecord, names: &mut BookNames) -> String {
    let title = record.of(document).title;
    let file = document.name.rsplit(['/', '\\']).next().unwrap_or("");
    let stem = file.split('.').next().unwrap_or("");
    names.fresh(title.as_deref().unwrap_or(stem), "source")
}

/// The entries of a document. Names that the book does not have are added to `names`.
///
/// Time is linear in the claims and their evidence, with a logarithm for names and characters.
///
/// ```
/// use counterflow_read::Reader;
/// use counterflow_read::document::open;
/// use counterflow_read::output::{BookNames, SourceRecord, entries, source_id};
/// let text = "Amazon has invested at least $8 billion in Anthropic.";
/// let document = open("note.txt", text.as_bytes().to_vec())?;
/// let read = Reader::default().read(&document.view);
/// let (mut names, record) = (BookNames::default(), SourceRecord::default());
/// let source = source_id(&document, &record, &mut names);
/// let entries = entries(&document, &read, &source, &record, &mut names);
/// assert!(entries.text.contains("invest amazon -> anthropic at least 8 bn USD closed\n"));
/// # Ok::<(), counterflow_read::document::DocumentError>(())
/// ```
pub fn entries(
    document: &Document,
    read: &Read,
    source: &str,
    record: &SourceRecord,
    names: &mut BookNames,
) -> Entries {
    let record = record.of(document);
    names.remember(&document.sha256, source);
    let links = Links::new(&read.claims, &document.view, names);
    let published = record.published;
    let writing = Writing { document, source, published, claims: &read.claims, links: &links };
    let mut page = Page { writing, read, known: BTreeSet::new(), new: Vec::new() };
    let alone = (0..read.claims.len()).filter(|at| !links.told_with.contains_key(at));
    let mut claims: Vec<Block> = alone.map(|at| page.block(at, names)).collect();
    let head = std::iter::once(record.entry(source, document)).chain(page.new.drain(..));
    let mut blocks: Vec<Block> =
        head.map(|entry| Block { text: entry.text(), claim: None }).collect();
    blocks.append(&mut claims);
    page.prove(&mut blocks, &record);
    let entered = blocks.iter().filter_map(|block| block.claim);
    let with = |at: usize| 1 + links.told_with.values().filter(|host| **host == at).count();
    let entered: usize = entered.map(with).sum();
    Entries {
        source: source.to_string(),
        text: blocks.into_iter().map(|block| block.text).collect(),
        entered,
        left_out: read.claims.len() - entered,
    }
}

/// The entries of a document under way.
struct Page<'a> {
    writing: Writing<'a>,
    read: &'a Read,
    /// Parties that the book had before.
    known: BTreeSet<String>,
    /// Parties that it gets.
    new: Vec<Entry>,
}

impl Page<'_> {
    fn block(&mut self, at: usize, names: &mut BookNames) -> Block {
        let claim = &self.read.claims[at];
        if let Some(why) = &claim.withheld {
            return Block { text: self.left_out(claim, "withheld", why), claim: None };
        }
        let sides = self.sides(claim, names);
        match self.writing.entry(at, sides) {
            Ok(entry) => Block { text: entry.text(), claim: Some(at) },
            Err(why) => Block { text: self.left_out(claim, "not entered", why), claim: None },
        }
    }

    fn sides(&mut self, claim: &Claim, names: &mut BookNames) -> Sides {
        let from = claim.from.as_ref().map(|one| self.party(one, names));
        (from, claim.to.as_ref().map(|one| self.party(one, names)))
    }

    fn party(&mut self, somebody: &Somebody, names: &mut BookNames) -> String {
        let (id, known) = names.party(somebody);
        if !known {
            let party = somebody.party.and_then(|party| self.read.parties.parties.get(party));
            let person = party.is_some_and(|party| party.sort == Sort::Person);
            let word = sort(somebody, person);
            let title = text::string(&somebody.name);
            self.new.push(Entry::new(format!("{word} {id} {title}")));
        }
        self.known.insert(id.clone());
        id
    }

    /// Makes comments of the claims that the language does not take, and of those that refer to
    /// them.
    fn prove(&self, blocks: &mut [Block], record: &SourceRecord) {
        let mut documents = Documents::new();
        let original = self.writing.document.original.as_bytes();
        documents.extend(record.file.clone().map(|file| (file, original.to_vec())));
        let declarations = blocks.iter().filter(|block| block.claim.is_none());
        let declared: BTreeSet<String> = declarations
            .filter_map(|block| block.text.split_whitespace().nth(1))
            .map(str::to_string)
            .collect();
        let known: BTreeSet<String> = self.known.difference(&declared).cloned().collect();
        loop {
            let mut again = false;
            for (at, why) in refused(blocks, &known, &documents) {
                if let Some(claim) = blocks[at].claim.take() {
                    let claim = &self.read.claims[claim];
                    blocks[at].text = self.left_out(claim, "not entered", &why);
                    again = true;
                }
            }
            if !again {
                return;
            }
        }
    }

    /// A claim as a comment, with the reason why it is no entry.
    fn left_out(&self, claim: &Claim, how: &str, why: &str) -> String {
        let document = self.writing.document;
        let name = |one: &Option<Somebody>| one.as_ref().map(|one| one.name.clone());
        let amount = money(claim, &document.view).or_else(|| share(claim, &document.view));
        let words = [
            Some(claim.metric.clone().unwrap_or_else(|| claim.kind.name().to_string())),
            name(&claim.from).map(|from| format!("from {from}")),
            name(&claim.to).map(|to| format!("to {to}")),
            amount.or_else(|| shares(claim)),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        let start = document.view.original(claim.evidence).start;
        let (line, column) = Places::new(&document.original).of(start);
        let evidence = document.view.text().get(claim.evidence.range()).unwrap_or("");
        let first = comment(&format!("{how}: {} ({why})", words.join(" ")));
        let place = format!("{}:{line}:{column}: {evidence}", document.name);
        format!("{first}{}\n", comment(&place))
    }
}
