//! How long quantities and times of a text take: `quantity_speed TEXT TIMES` reads the file so many
//! times in a row and prints a line of JSON for each part. See `bench/reading/quantities.sh`.

#![expect(
    clippy::disallowed_methods,
    reason = "it measures time and reads the text that it is given"
)]
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::time::Instant;

use counterflow_read::View;
use counterflow_read::quantity::amounts;
use counterflow_read::text::{Tokens, sentences};
use counterflow_read::time::times;
use serde_json::json;

fn main() -> std::io::Result<()> {
    let mut given = std::env::args().skip(1);
    let path = given.next().unwrap_or_else(|| "bench/reading/deals.txt".to_string());
    let count = given.next().and_then(|count| count.parse().ok()).unwrap_or(1000);
    let text = std::fs::read_to_string(path)?.repeat(count);
    let view = View::plain(&text);
    let tokens = Tokens::new(view.text());
    let cut = sentences(&tokens);
    let whole = |find: fn(&Tokens) -> usize| {
        let text = view.text();
        move || find(&Tokens::new(text))
    };
    let bytes = text.len();
    line(bytes, "Counterflow", "quantities", whole(|all| amounts(all, &sentences(all)).len()));
    line(bytes, "Counterflow", "times", whole(|all| times(all, &sentences(all)).len()));
    line(bytes, "Counterflow, cut before", "quantities", || amounts(&tokens, &cut).len());
    line(bytes, "Counterflow, cut before", "times", || times(&tokens, &cut).len());
    Ok(())
}

/// Seconds that this thread has had a processor, where the system tells; else those of a clock.
fn seconds_had(since: Instant) -> f64 {
    let had = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let had = had.as_deref().and_then(|had| had.split(' ').next()?.parse::<f64>().ok());
    had.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Runs a part five times and prints the median with the shortest and the longest.
fn line(bytes: usize, reader: &str, what: &str, run: impl Fn() -> usize) {
    let mut found = run();
    let clock = Instant::now();
    let mut seconds: Vec<f64> = (0..5)
        .map(|_| {
            let start = seconds_had(clock);
            found = run();
            seconds_had(clock) - start
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let line = json!({
        "reader": reader, "what": what, "bytes": bytes, "found": found,
        "seconds": seconds[2], "shortest": seconds[0], "longest": seconds[4],
    });
    println!("{line}");
}
