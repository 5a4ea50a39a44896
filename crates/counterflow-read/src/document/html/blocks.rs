//! Cuts a page into blocks of text.

use rustc_hash::FxHashMap;

use super::elements::{self, Kind};
use super::metadata::Metadata;
use super::roles::{self, Role};
use crate::Span;
use crate::document::markup::{Sink, Tag};

/// A part of a text, or a break of lines.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Where it stands in the original.
    pub at: Span,
    /// Whether it is a break of lines.
    pub breaks: bool,
    /// Whether its blanks are kept.
    pub kept: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A paragraph, or what may be one.
    Text,
    /// A heading, with its level.
    Heading(u8),
    /// An item of a list.
    Item,
}

/// A text that stands by itself.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub form: Form,
    /// The region that it is in.
    pub region: u32,
    /// How many of its bytes are not blanks.
    pub chars: u32,
    /// How many of these are in links.
    pub linked: u32,
    /// Its row, counted from 1; 0 outside of tables.
    pub row: u32,
    /// Its cell, counted over the page.
    pub cell: u32,
    /// Its last byte that is not a blank.
    pub last: u8,
    runs: (u32, u32),
}

/// A part of the page that is said to be main or to stand around it.
#[derive(Clone, Debug)]
pub struct Region {
    /// The region that it is in; the first region is in itself.
    pub parent: u32,
    /// What is said of it.
    pub role: Role,
}

/// A page, cut.
#[derive(Debug, Default)]
pub struct Page {
    /// Its texts, in order.
    pub blocks: Vec<Block>,
    /// Its regions; each comes after the one that it is in.
    pub regions: Vec<Region>,
    /// Whether markup turns the order of letters round.
    pub reversed: bool,
    runs: Vec<Run>,
}

impl Page {
    /// The parts of a block.
    pub fn runs_of(&self, block: &Block) -> &[Run] {
        self.runs.get(block.runs.0 as usize..block.runs.1 as usize).unwrap_or(&[])
    }

    /// Where a block stands in the original, from its first part to its last.
    pub fn span(&self, block: &Block) -> Option<Span> {
        let runs = self.runs_of(block);
        Some(runs.first()?.at.to(runs.last()?.at))
    }
}

/// What holds for the text within an element.
#[derive(Clone, Copy, Debug)]
struct State {
    form: Form,
    region: u32,
    row: u32,
    cell: u32,
    skipped: bool,
    linked: bool,
    kept: bool,
}

/// An open element.
#[derive(Debug)]
struct Open {
    name: u32,
    kind: Kind,
    /// What holds outside of it.
    outside: State,
}

/// Cuts a page.
#[derive(Debug)]
pub struct Builder<'t> {
    original: &'t str,
    page: Page,
    metadata: Metadata,
    state: State,
    open: Vec<Open>,
    names: FxHashMap<Box<str>, u32>,
    /// How many elements of every name are open.
    counts: Vec<u32>,
    /// The block that is being made.
    block: Block,
    rows: u32,
    cells: u32,
}

/// So many open elements are looked at to see which one a start tag ends.
const LOOKED_AT: usize = 24;

/// The elements of a submission that say something of its documents are the first to have a number,
/// the one that says what kind it is after the others.
const TYPE: u32 = 3;
/// A document of a submission.
const DOCUMENT: u32 = 4;

impl<'t> Builder<'t> {
    /// Nothing cut yet.
    pub fn new(original: &'t str) -> Builder<'t> {
        let state = State {
            form: Form::Text,
            region: 0,
            row: 0,
            cell: 0,
            skipped: false,
            linked: false,
            kept: false,
        };
        let page =
            Page { regions: vec![Region { parent: 0, role: Role::None }], ..Page::default() };
        let mut builder = Builder {
            original,
            page,
            metadata: Metadata::default(),
            state,
            open: Vec::new(),
            names: FxHashMap::default(),
            counts: Vec::new(),
            block: empty(state, 0),
            rows: 0,
            cells: 0,
        };
        for name in ["sequence", "filename", "description", "type", "document"] {
            builder.name(name);
        }
        builder
    }

    /// The page and what it says of itself.
    pub fn finish(mut self) -> (Page, Metadata) {
        self.end_block();
        (self.page, self.metadata)
    }

    /// Ends the block that is being made, if it has text, and starts the next one.
    fn end_block(&mut self) {
        let runs = self.page.runs.len() as u32;
        if self.block.chars > 0 {
            self.block.runs.1 = runs;
            self.page.blocks.push(self.block.clone());
        } else {
            self.page.runs.truncate(self.block.runs.0 as usize);
        }
        self.block = empty(self.state, self.page.runs.len() as u32);
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.names.get(name) {
            return known;
        }
        let number = self.counts.len() as u32;
        self.names.insert(name.into(), number);
        self.counts.push(0);
        number
    }

    /// Ends the innermost open element.
    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.counts[open.name as usize] -= 1;
        self.state = open.outside;
        if is_apart(open.kind) && !self.state.skipped {
            self.end_block();
        }
    }

    /// Whether an end tag ends elements up to the one that it names.
    ///
    /// It does not reach out of a cell unless it is part of the table, and the end of a link or of
    /// bold letters ends no block: there, that element alone is taken out.
    fn closes(&mut self, name: u32, kind: Kind) -> bool {
        let runs_on = matches!(kind, Kind::Inline | Kind::Link);
        let of_table = matches!(kind, Kind::Cell | Kind::Row | Kind::Table);
        let mut crossed = false;
        for at in (0..self.open.len()).rev().take(LOOKED_AT) {
            let open = &self.open[at];
            if open.name == name {
                if crossed && runs_on {
                    self.open.remove(at);
                    self.counts[name as usize] -= 1;
                }
                return !(crossed && runs_on);
            }
            if !of_table && matches!(open.kind, Kind::Cell | Kind::Table) {
                return false;
            }
            crossed |= is_apart(open.kind);
        }
        !runs_on
    }

    /// Ends the elements that the start of this one ends: a paragraph, a cell, an item.
    fn end_implied(&mut self, name: &str, kind: Kind) {
        let (ended, within) = elements::ended_by(name, kind);
        let is_open = |name: &&str| {
            self.names.get(*name).is_some_and(|&number| self.counts[number as usize] > 0)
        };
        if !ended.iter().any(is_open) {
            return;
        }
        let numbers = |names: &[&str]| -> Vec<u32> {
            names.iter().filter_map(|name| self.names.get(*name).copied()).collect()
        };
        let (ended, within) = (numbers(ended), numbers(within));
        let near = self.open.iter().rev().take(LOOKED_AT);
        let depth = near.take_while(|open| !within.contains(&open.name));
        if let Some(depth) = depth.enumerate().filter(|(_, o)| ended.contains(&o.name)).last() {
            let left = self.open.len() - depth.0 - 1;
            while self.open.len() > left {
                self.pop();
            }
        }
    }

    /// Skips the rest of a submission's document if it holds no text.
    fn part(&mut self, kind: &str) {
        if elements::is_unread_part(kind) {
            for open in self.open.iter_mut().rev().take(LOOKED_AT) {
                if open.name == DOCUMENT {
                    break;
                }
                open.outside.skipped = true;
            }
            self.state.skipped = true;
        }
    }

    /// The region that starts with this element.
    fn region(&mut self, tag: &Tag, kind: Kind) {
        let role = roles::role(tag);
        match role {
            Role::None => {}
            Role::Hidden => self.state.skipped = true,
            // A word in a sentence stands not around it, whatever its class is called.
            _ if matches!(kind, Kind::Inline | Kind::Link) => {}
            _ => {
                self.page.regions.push(Region { parent: self.state.region, role });
                self.state.region = self.page.regions.len() as u32 - 1;
            }
        }
    }

    /// What holds within an element.
    fn enter(&mut self, kind: Kind) {
        match kind {
            Kind::Link => self.state.linked = true,
            Kind::Heading(level) => self.state.form = Form::Heading(level),
            Kind::Item => self.state.form = Form::Item,
            Kind::Kept => self.state.kept = true,
            Kind::Skipped => self.state.skipped = true,
            Kind::Table => (self.state.row, self.state.cell) = (0, 0),
            Kind::Row => {
                self.rows += 1;
                self.state.row = self.rows;
            }
            Kind::Cell => {
                self.cells += 1;
                self.state.cell = self.cells;
            }
            Kind::Inline | Kind::Block | Kind::Break => {}
        }
    }
}

impl Sink for Builder<'_> {
    fn open(&mut self, tag: &Tag) {
        self.metadata.open(tag);
        let kind = elements::kind(&tag.name);
        self.end_implied(&tag.name, kind);
        if kind == Kind::Break && !self.state.skipped {
            self.page.runs.push(Run { at: tag.at, breaks: true, kept: false });
        }
        if elements::is_void(&tag.name) || tag.closes_itself {
            if is_apart(kind) && !self.state.skipped {
                self.end_block();
            }
            return;
        }
        if tag.name == "bdo" && tag.value("dir").eq_ignore_ascii_case("rtl") {
            self.page.reversed = true;
        }
        let name = self.name(&tag.name);
        self.counts[name as usize] += 1;
        let outside = self.state;
        self.open.push(Open { name, kind, outside });
        if !outside.skipped {
            self.region(tag, kind);
            self.enter(kind);
            self.state.linked &= outside.linked || tag.attribute("href").is_some();
            if is_apart(kind) {
                self.end_block();
            }
        }
    }

    fn close(&mut self, name: &str, _: Span) {
        self.metadata.close(name);
        let Some(&number) = self.names.get(name) else { return };
        if self.counts[number as usize] == 0 || !self.closes(number, elements::kind(name)) {
            return;
        }
        while let Some(last) = self.open.last() {
            let found = last.name == number;
            self.pop();
            if found {
                break;
            }
        }
    }

    fn text(&mut self, at: Span) {
        let Some(raw) = self.original.get(at.range()) else { return };
        self.metadata.text(at);
        if self.state.skipped {
            return;
        }
        match self.open.last().map(|open| open.name) {
            // What a submission says of a document of it is no text of that document.
            Some(TYPE) => return self.part(raw),
            Some(name) if name < TYPE => return,
            _ => {}
        }
        let chars = raw.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() as u32;
        if let Some(last) = raw.bytes().rev().find(|byte| !byte.is_ascii_whitespace()) {
            self.block.last = last;
        }
        self.block.chars += chars;
        self.block.linked += if self.state.linked { chars } else { 0 };
        self.page.runs.push(Run { at, breaks: false, kept: self.state.kept });
    }
}

/// Whether the text of an element stands apart from the text around it.
fn is_apart(kind: Kind) -> bool {
    !matches!(kind, Kind::Inline | Kind::Link | Kind::Break | Kind::Skipped)
}

/// A block without text.
fn empty(state: State, runs: u32) -> Block {
    Block {
        form: state.form,
        region: state.region,
        chars: 0,
        linked: 0,
        row: state.row,
        cell: state.cell,
        last: 0,
        runs: (runs, runs),
    }
}
