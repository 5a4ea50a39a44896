//! Books made to be slow or large. Each is read at one size and at twice that, every time in a
//! process of its own; whatever is linear takes about twice as long and twice the memory.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use counterflow::LoadError;
use counterflow_syntax::{Style, format, render_short, render_text};

use crate::memory::high_water;

/// A kind of hostile book: its name, the size that it is read at, and how it is made.
type Case = (&'static str, usize, fn(usize) -> Files);
type Files = BTreeMap<String, Vec<u8>>;

/// So many diagnostics are rendered in full; all of them in one line.
const MOST_RENDERED: usize = 200;

const CASES: &[Case] = &[
    ("zeros, bytes", 50_000_000, |size| one_file(vec![0; size])),
    ("one line of words, bytes", 5_000_000, |size| one_file("word ".repeat(size / 5).into())),
    ("one word, bytes", 5_000_000, |size| one_file("w".repeat(size).into())),
    ("control characters, each its own", 500_000, |size| one_file("a\0".repeat(size).into())),
    ("hidden characters", 500_000, |size| one_file("a\u{A0}".repeat(size).into())),
    ("open strings", 200_000, |size| lines(size, |_| "x \"".to_string())),
    ("backslashes in a string, bytes", 5_000_000, |size| {
        one_file(format!("x \"{}", "\\".repeat(size)).into())
    }),
    ("unknown verbs", 200_000, |size| lines(size, |at| format!("invst{at}"))),
    ("blank lines", 5_000_000, |size| one_file("\n".repeat(size).into())),
    ("unknown parties", 500_000, |size| lines(size, |at| format!("2026 invest a{at} -> b{at}"))),
    ("misspelt parties", 100_000, misspelt),
    ("unknown parties in one line", 500_000, |size| {
        one_line_of(size, "2026 invest ", "p", " -> x")
    }),
    ("parties on both sides", 50_000, both_sides),
    ("names of a megabyte, misspelt; bytes", 500_000, long_names),
    ("words that are nearly stages, in one line", 50_000, |size| {
        one_file(format!("2026 cash a {}", "closd ".repeat(size)).into())
    }),
    ("a long id that is referred to", 20_000, long_id),
    ("a chain of parts", 500_000, |size| chain(size, "in", false)),
    ("a ring of parts", 500_000, |size| chain(size, "in", true)),
    ("a chain of replacements", 500_000, |size| chain(size, "replaces", false)),
    ("a chain of members", 500_000, members),
    ("includes of files that are not there", 200_000, |size| {
        lines(size, |at| format!("include \"f{at}\""))
    }),
    ("a chain of includes", 5_000, include_chain),
    ("amounts of ten thousand digits", 500, |size| {
        lines(size, |at| format!("2026 cash a {}{at} USD", "9".repeat(10_000)))
    }),
    ("blanks inside amounts", 500, |size| {
        lines(size, |at| format!("2026 cash a {at}{}bn USD", " ".repeat(10_000)))
    }),
    ("claims in one thread", 50_000, |size| {
        lines(size, |at| {
            format!("2026-01-{:02} invest a -> b  {at} USD  closed\n  deal: d\n", at % 28 + 1)
        })
    }),
    ("claims that share a default name, referred to", 50_000, |size| {
        lines(size, |at| format!("2026 invest a -> b  {at} USD\n  in: invest-a-b\n"))
    }),
    ("claims of one number, the same", 50_000, |size| {
        lines(size, |_| "2026 cash a 1 USD\n".to_string())
    }),
    ("claims of one number, all different", 50_000, |size| {
        lines(size, |at| format!("2026 cash a {at} USD\n"))
    }),
    ("claims of one number, in growing ranges", 50_000, |size| {
        lines(size, |at| {
            format!("2026 cash a 1..{} USD\n", if at % 2 == 0 { size } else { size + at })
        })
    }),
    ("claims with one id", 100_000, |size| {
        lines(size, |_| "2026 cash a 1 USD\n  id: x\n".to_string())
    }),
    ("notes in one entry", 500_000, |size| {
        one_file(format!("2026 cash a 1 USD\n{}", "  note: n\n".repeat(size)).into())
    }),
    ("one key again and again", 200_000, |size| {
        one_file(format!("2026 cash a 1 USD\n{}", "  as: n\n".repeat(size)).into())
    }),
    ("disputes and conflicts of one claim", 20_000, disputes),
    ("deals in two currencies", 50_000, |size| {
        lines(size, |at| {
            let (a, b) = if at % 2 == 0 { ("USD", "EUR") } else { ("GBP", "JPY") };
            format!(
                "2026 invest a -> b 1 {a}\n  deal: d{at}\n\n2026 invest a -> b 1 {b}\n  deal: d{at}\n"
            )
        })
    }),
    ("quarters in one amount", 500_000, |size| {
        one_file(format!("2026 cash a 5 bn USD {} per year", "quarter ".repeat(size)).into())
    }),
    ("judgements", 200_000, |size| lines(size, |at| format!("same a{at} b{at}"))),
    ("sources", 200_000, |size| lines(size, |at| format!("source s{at}"))),
    ("quotes from one source, not found", 2_000, quotes),
];

/// Reads every hostile book at its size and at twice that.
pub fn all() -> io::Result<()> {
    println!(
        "| hostile book | size | text | time | twice the size | memory | twice the size | diagnostics |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    for (name, size, _) in CASES {
        let (once, twice) = (in_child(name, *size)?, in_child(name, 2 * size)?);
        match (once, twice) {
            (Some(once), Some(twice)) => println!(
                "| {name} | {size} | {:.1} MB | {:.2?} | {:.1}× | {:.0} MB | {:.1}× | {} |",
                once.text as f64 / 1e6,
                once.time,
                twice.time.as_secs_f64() / once.time.as_secs_f64(),
                once.memory as f64 / 1e6,
                twice.memory as f64 / once.memory as f64,
                once.diagnostics,
            ),
            _ => println!(
                "| {name} | {size} | | **did not end within two minutes, or in 8 GB** | | | | |"
            ),
        }
    }
    Ok(())
}

struct Figures {
    text: usize,
    time: Duration,
    memory: usize,
    diagnostics: usize,
}

fn in_child(name: &str, size: usize) -> io::Result<Option<Figures>> {
    let limits = "ulimit -v 8000000; exec timeout 120 \"$@\"";
    let this = std::env::current_exe()?;
    let mut child = Command::new("sh");
    child.args(["-c", limits, "sh"]).arg(this).args(["hostile", name, &size.to_string()]);
    let output = child.output()?;
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<usize> =
        words.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    Ok(match numbers.as_slice() {
        [text, micros, memory, diagnostics] => Some(Figures {
            text: *text,
            time: Duration::from_micros(*micros as u64),
            memory: *memory,
            diagnostics: *diagnostics,
        }),
        _ => None,
    })
}

/// Reads one, formats it, renders what was found, and prints bytes, microseconds, the most memory
/// and the count of diagnostics.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
pub fn one(name: &str, size: Option<usize>) -> io::Result<()> {
    let Some((_, preset, make)) = CASES.iter().find(|(known, _, _)| *known == name) else {
        return Err(io::Error::other(format!("no hostile book is called `{name}`")));
    };
    let mut files = make(size.unwrap_or(*preset));
    let text: usize = files.values().map(Vec::len).sum();
    let start = Instant::now();
    let opened =
        counterflow::open(None, |path| files.remove(path).ok_or(LoadError::Missing(Vec::new())));
    let read = start.elapsed();
    let claims = &opened.value.claims;
    let formatted: usize =
        opened.value.trees.iter().map(|tree| format(tree, &claims.files).len()).sum();
    let format = start.elapsed() - read;
    let mut rendered = 0;
    for found in &opened.diagnostics {
        rendered += render_short(found, &claims.files).len();
    }
    let short = start.elapsed() - format - read;
    for found in opened.diagnostics.iter().take(MOST_RENDERED) {
        rendered += render_text(found, &claims.files, Style::Plain).len();
    }
    let time = start.elapsed();
    println!("{text} {} {} {}", time.as_micros(), high_water()?, opened.diagnostics.len());
    let full = time - short - format - read;
    eprintln!(
        "read {read:.2?}, format {format:.2?} to {formatted} bytes, in one line {short:.2?}, in full {full:.2?}, {rendered} bytes"
    );
    Ok(())
}

fn one_file(bytes: Vec<u8>) -> Files {
    Files::from([("main.book".to_string(), bytes)])
}

fn lines(size: usize, line: impl Fn(usize) -> String) -> Files {
    let mut text = String::new();
    for at in 0..size {
        let _ = writeln!(text, "{}", line(at));
    }
    one_file(text.into())
}

fn one_line_of(size: usize, before: &str, name: &str, after: &str) -> Files {
    let names: Vec<String> = (0..size).map(|at| format!("{name}{at}")).collect();
    one_file(format!("{before}{}{after}\n", names.join(", ")).into())
}

fn misspelt(size: usize) -> Files {
    lines(size, |at| {
        format!("company alder-holdings-{at:07}\n2026 cash aldr-holdings-{at:07} 1 USD\n")
    })
}

fn both_sides(size: usize) -> Files {
    let names: Vec<String> = (0..size).map(|at| format!("p{at}")).collect();
    let mut text = String::new();
    for name in &names {
        let _ = writeln!(text, "company {name}");
    }
    let _ = writeln!(text, "2026 invest {} -> {}", names.join(", "), names.join(", "));
    one_file(text.into())
}

fn long_names(size: usize) -> Files {
    let name = "a".repeat(size);
    one_file(format!("company {name}\n2026 cash {name}b 1 USD\n2026 cash b{name} 1 USD\n").into())
}

fn long_id(size: usize) -> Files {
    let id = "i".repeat(1_000_000);
    let claim = "2026 invest a -> b 1 USD\n  in: old\n  conflicts-with: new\n\n".repeat(size);
    one_file(format!("2026 cash a 1 USD\n  id: old\n\n2026 cash a 2 USD\n  id: {id}\n  replaces: old\n\nround new of a\n  deal: {id}\n\n{claim}").into())
}

fn chain(size: usize, key: &str, ring: bool) -> Files {
    lines(size, |at| {
        let next = if ring { (at + 1) % size } else { at + 1 };
        format!("2026 buy a -> b\n  id: c{at}\n  {key}: c{next}\n")
    })
}

fn members(size: usize) -> Files {
    lines(size, |at| format!("group g{at}\n  member: g{}\n", at + 1))
}

fn include_chain(size: usize) -> Files {
    let mut files: Files = (0..size)
        .map(|at| (format!("f{at}"), format!("include \"f{}\"\n", at + 1).into()))
        .collect();
    files.insert("main.book".to_string(), "include \"f0\"\n".into());
    files
}

fn disputes(size: usize) -> Files {
    let mut text = String::new();
    let names: Vec<String> = (0..size).map(|at| format!("c{at}")).collect();
    for name in &names {
        let _ = writeln!(text, "2026 buy a -> b\n  id: {name}\n");
    }
    let names = names.join(", ");
    let _ = writeln!(text, "2026 buy a -> b\n  disputes: {names}\n  conflicts-with: {names}");
    one_file(text.into())
}

fn quotes(size: usize) -> Files {
    let mut files =
        lines(size, |at| format!("2026 cash a {at} USD\n  source: s \"not in it {at}\"\n"));
    if let Some(text) = files.get_mut("main.book") {
        text.extend_from_slice(b"source s\n  file: s.txt\n");
    }
    files.insert("s.txt".to_string(), b"not in i, ".repeat(size * 10));
    files
}
