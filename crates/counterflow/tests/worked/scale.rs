//! The same book with a thousand times the money.

use counterflow::Book;
use counterflow_analysis::Figure;
use counterflow_claim::{Bounds, Decimal, Measure, Quantity};
use counterflow_syntax::Span;

use crate::folder::BookFiles;

const THOUSAND: Decimal = Decimal::ONE_THOUSAND;

/// The files of a book with every amount of money a thousand times as large.
pub fn enlarged(files: &BookFiles, book: &Book) -> BookFiles {
    let claims = &book.claims;
    let of_claims = claims.claims.iter().flat_map(|claim| {
        let due = claim.dues.iter().map(|due| &due.amount);
        claim.quantities.iter().map(|(_, quantity)| quantity).chain(due)
    });
    let money = |quantity: &&Quantity| matches!(quantity.unit.measure, Measure::Money(_));
    let mut spans: Vec<Span> = of_claims.filter(money).map(|quantity| quantity.span).collect();
    // From the end of each file to its start, so that the spans before stay true.
    spans.sort();
    let mut enlarged = files.clone();
    for span in spans.into_iter().rev() {
        let path = claims.files.get(span.file).path();
        let text = enlarged.get_mut(path).expect("the file is one of the book's");
        let larger = larger(claims.written(span));
        text.splice(span.start as usize..span.end as usize, larger.into_bytes());
    }
    enlarged
}

/// A phrase with each of its numbers a thousand times as large.
fn larger(phrase: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut out = String::new();
    let mut rest = phrase;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = rest[start..].find(|c| !is_number(c)).unwrap_or(rest.len() - start);
        // The dots of `45..50` are no part of a number.
        let length = rest[start..start + length].find("..").unwrap_or(length);
        let number = rest[start..start + length].replace(',', "");
        let number = Decimal::from_str_exact(&number).expect("it was read as a number");
        out.push_str(&rest[..start]);
        out.push_str(&(number * THOUSAND).normalize().to_string());
        rest = &rest[start + length..];
    }
    assert!(!out.is_empty(), "an amount in words cannot be enlarged: {phrase}");
    out + rest
}

/// Whether a figure is a thousand times another if it is money, and the same if it is not.
pub fn follows(small: &Figure, large: &Figure) -> bool {
    let factor = match small.unit.measure {
        Measure::Money(_) => THOUSAND,
        _ => Decimal::ONE,
    };
    let readings = [
        (small.readings.headline, large.readings.headline),
        (small.readings.firm, large.readings.firm),
        (small.readings.range, large.readings.range),
    ];
    small.state == large.state
        && small.missing == large.missing
        && small.claims == large.claims
        && readings.into_iter().all(|(small, large)| scaled(small, large, factor))
}

fn scaled(small: Option<Bounds>, large: Option<Bounds>, factor: Decimal) -> bool {
    let (small, large) = match (small, large) {
        (Some(small), Some(large)) => (small, large),
        (small, large) => return small.is_none() && large.is_none(),
    };
    [(small.low, large.low), (small.high, large.high)].into_iter().all(|ends| match ends {
        (Some(a), Some(b)) => {
            let (expected, found) = (a.value * factor, b.value);
            // Outward rounding of quotients depends on the size of the numbers.
            let slack = expected.abs() * Decimal::new(1, 18);
            a.open == b.open && (expected - found).abs() <= slack
        }
        (a, b) => a.is_none() && b.is_none(),
    })
}
