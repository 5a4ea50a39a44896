//! Times a part of the reader for the measurements in `bench/reading/`.

use std::time::Instant;

use serde_json::json;

/// Seconds that this thread has had a processor, where the system tells; else those of a clock.
fn seconds_had(since: Instant) -> f64 {
    let had = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let had = had.as_deref().and_then(|had| had.split(' ').next()?.parse::<f64>().ok());
    had.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Runs a part five times and prints the median with the shortest and the longest.
pub fn line(bytes: usize, reader: &str, what: &str, run: impl Fn() -> usize) {
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
