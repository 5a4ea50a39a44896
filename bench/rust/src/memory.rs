//! How much memory a whole check takes, as the system saw it.

use std::io;

use crate::measure::whole_check;

/// Checks the book in a folder and prints the most memory that the process held, a claim.
#[expect(clippy::disallowed_methods, reason = "the benchmark reads its own files")]
pub fn of_check(folder: &str) -> io::Result<()> {
    let text = std::fs::read_to_string(format!("{folder}/main.book"))?;
    let claims = text.lines().filter(|line| line.trim_start().starts_with("source:")).count();
    let bytes = text.len();
    let book = whole_check(text);
    let most = high_water()?;
    drop(book);
    println!(
        "{claims} claims, {:.1} MB of text, {:.1} MB at most, {} bytes a claim",
        bytes as f64 / 1e6,
        most as f64 / 1e6,
        most / claims.max(1)
    );
    Ok(())
}

/// The most memory that this process has held so far, in bytes.
#[expect(clippy::disallowed_methods, reason = "the benchmark asks the system")]
pub fn high_water() -> io::Result<usize> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    Ok(kilobytes.unwrap_or(0) * 1024)
}
