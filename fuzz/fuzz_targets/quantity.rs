//! Any bytes as prose: its quantities and times.
//!
//! What must hold for every input is asserted here.

#![no_main]

use std::ops::Range;

use counterflow_claim::Date;
use counterflow_read::View;
use counterflow_read::quantity::amounts;
use counterflow_read::text::{Sentence, Tokens, sentences};
use counterflow_read::time::times;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let view = View::plain(&text);
    let tokens = Tokens::new(view.text());
    let cut = sentences(&tokens);
    let found = amounts(&tokens, &cut);
    in_order(found.iter().map(|one| &one.tokens), &cut);
    for one in &found {
        assert!(one.tokens.start <= one.core.start && one.core.end <= one.tokens.end);
        assert!(one.core.start <= one.number.start && one.number.end <= one.core.end);
        assert!(view.text().get(one.span.range()).is_some(), "on whole characters");
        if let (Some(low), Some(high)) = (one.bounds.low, one.bounds.high) {
            assert!(low.value <= high.value, "the low end is not above the high one");
        }
    }
    let dated = times(&tokens, &cut);
    in_order(dated.iter().map(|one| &one.tokens), &cut);
    for one in &dated {
        for (day, past) in
            [(None, true), (Some(Date::constant(2024, 2, 29)), false), (Some(Date::MAX), true)]
        {
            one.resolve(day, past);
        }
    }
});

/// One behind the other, none empty, each in one sentence.
fn in_order<'a>(ranges: impl Iterator<Item = &'a Range<usize>>, sentences: &[Sentence]) {
    let mut end = 0;
    for range in ranges {
        assert!(end <= range.start && range.start < range.end, "in order");
        end = range.end;
        let inside = |one: &Sentence| one.start <= range.start && range.end <= one.end;
        assert!(sentences.iter().any(inside), "in one sentence");
    }
}
