//! Trees and claims to the parts of a book.

use std::collections::BTreeMap;

use counterflow_claim::{Claim, Claims, Quantity, Slot};
use counterflow_syntax::{Entry, Span, Tree, format};

use crate::join::join;
use crate::means::Means;
use crate::parts::{Body, BookParts, EntryParts, FileParts, Item, ItemKind, Line, Part};
use crate::split::split;

/// The parts of a book. A file whose parts would not print its formatted text is kept as text.
pub fn gather(trees: &[Tree], claims: &Claims, settings: Option<&str>) -> BookParts {
    let by_header = claims.iter().map(|(_, claim)| (claim.span, claim)).collect();
    let gatherer = Gatherer { claims, by_header };
    BookParts {
        settings: settings.map(str::to_string),
        files: trees.iter().map(|tree| gatherer.file(tree)).collect(),
    }
}

struct Gatherer<'c> {
    claims: &'c Claims,
    by_header: BTreeMap<Span, &'c Claim>,
}

impl Gatherer<'_> {
    fn file(&self, tree: &Tree) -> FileParts {
        let path = self.claims.files.get(tree.file()).path().to_string();
        let text = format(tree, &self.claims.files);
        let items = self.items(tree, &text).filter(|items| join(items) == text);
        FileParts { path, body: items.map_or(Body::Text(text), Body::Items) }
    }

    fn items(&self, tree: &Tree, text: &str) -> Option<Vec<Item>> {
        let split = split(text)?;
        // Formatting moves no line from one entry to another, so entries and items pair up.
        let mut entries = tree.entries().iter();
        let items = split.into_iter().map(|mut split| {
            let entry = if split.has_header { entries.next() } else { None };
            if let (ItemKind::Entry(parts), Some(entry)) = (&mut split.item.kind, entry) {
                self.add_means(tree, entry, parts);
            }
            split.item
        });
        Some(items.collect())
    }

    /// Adds what the quantities of a claim mean, where they are the quantities of these lines.
    fn add_means(&self, tree: &Tree, entry: &Entry, parts: &mut EntryParts) {
        let Some(claim) = self.by_header.get(&tree.header_span(entry)) else { return };
        if let Some(quantity) = claim.quantity(Slot::Header) {
            let written = self.claims.written(quantity.span).split_whitespace();
            if parts.header.one(Part::Quantity).is_some_and(|phrase| written.eq(phrase.split(' ')))
            {
                parts.means = Some(Box::new(Means::of(quantity, self.claims)));
            }
        }
        let by_end = quantities_by_end(claim);
        let fields = parts.lines.iter_mut().filter_map(|line| match line {
            Line::Field(field) => Some(field),
            Line::Comment(_) => None,
        });
        for (field, given) in fields.zip(tree.fields(entry)) {
            let Some(quantity) = by_end.get(&tree.value_span(given).end) else { continue };
            if field.value.ends_with(self.claims.written(quantity.span)) {
                field.means = Some(Box::new(Means::of(quantity, self.claims)));
            }
        }
    }
}

/// The quantities of a claim's lines by where they end: a `due` line has a date in front.
fn quantities_by_end(claim: &Claim) -> BTreeMap<u32, &Quantity> {
    let quantities = claim.quantities.iter().map(|(_, quantity)| quantity);
    let dues = claim.dues.iter().map(|due| &due.amount);
    quantities.chain(dues).map(|quantity| (quantity.span.end, quantity)).collect()
}
