//! Entries put to the language's own checks before they are given out.

use std::collections::BTreeSet;
use std::sync::Arc;

use counterflow_claim::{Documents, Phrases, check, lower};
use counterflow_syntax::{Diagnosed, Files, Severity, parse};

/// A block of text with the claim that it is the entry of, if it is one.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub text: String,
    pub claim: Option<usize>,
}

/// The blocks that the language does not take, with its reason for each, in order.
///
/// `known` are parties that the book declares elsewhere. Time is linear in the text.
pub(super) fn refused(
    blocks: &[Block],
    known: &BTreeSet<String>,
    documents: &Documents,
) -> Vec<(usize, String)> {
    let mut text: String = known.iter().map(|id| format!("company {id}\n")).collect();
    let mut starts = Vec::with_capacity(blocks.len());
    for block in blocks {
        text.push('\n');
        starts.push(text.len() as u32);
        text.push_str(&block.text);
    }
    let mut files = Files::default();
    let file = files.add("entries.book", text);
    let mut found = Vec::new();
    let tree = parse(&files, file).into_parts(&mut found);
    let claims: Diagnosed<_> = lower(&[tree], Arc::new(files), Phrases::default());
    let claims = claims.into_parts(&mut found);
    found.extend(check(&claims, documents));
    let mut refused: Vec<(usize, String)> = Vec::new();
    for one in found.into_iter().filter(|one| one.severity == Severity::Error) {
        let Some(label) = one.primary else { continue };
        let after = starts.partition_point(|start| *start <= label.span.start);
        if let Some(block) = after.checked_sub(1)
            && refused.iter().all(|(known, _)| *known != block)
        {
            refused.push((block, one.title));
        }
    }
    refused.sort();
    refused
}
