//! How long quantities and times of a text take: `quantity_speed TEXT TIMES` reads the file so many
//! times in a row and prints a line of JSON for each part. See `bench/reading/quantities.sh`.

#![expect(
    clippy::disallowed_methods,
    reason = "it measures time and reads the text that it is given"
)]
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

mod timing;

use counterflow_read::View;
use counterflow_read::quantity::amounts;
use counterflow_read::text::{Tokens, sentences};
use counterflow_read::time::times;
use timing::line;

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
