//! How long a text takes from its bytes to its claims: `reading_speed TEXT` cuts the file behind
//! lines of `=====` into documents, reads them all, then the file as one document, and prints a
//! line of JSON for each. See `bench/reading/reader.py`.

#![expect(
    clippy::disallowed_methods,
    reason = "it measures time and reads the text that it is given"
)]
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

mod timing;

use counterflow_read::Reader;
use counterflow_read::document::open;
use timing::line;

/// What stands behind each document.
const END: &str = "=====\n";

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "bench/reading/deals.txt".to_string());
    let text = std::fs::read_to_string(path)?;
    let documents: Vec<&str> = text.split(END).filter(|one| !one.is_empty()).collect();
    let whole = documents.concat();
    let all = || documents.iter().map(|one| claims(one)).sum();
    line(whole.len(), "Counterflow", &format!("{} documents", documents.len()), all);
    line(whole.len(), "Counterflow", "one document", || claims(&whole));
    Ok(())
}

/// How many claims are made of a text, from its bytes on.
fn claims(text: &str) -> usize {
    let document = open("text.txt", text.as_bytes().to_vec());
    document.map_or(0, |document| Reader::default().read(&document.view).claims.len())
}
