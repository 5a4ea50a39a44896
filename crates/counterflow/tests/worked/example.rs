//! A worked example, taken apart.
//!
//! A page is `worked/NAME.md`: a title, a `Source:` line, prose, and blocks.
//!
//! - `book`: the book. `file path=NAME` adds a file to it.
//! - `view`: from where it is looked at by the blocks that follow: lines of `as-of DATE`,
//!   `known DATE`, `undated include`, `currency CODE` and `assume NAME`; nothing is all of the book.
//! - `paper`: numbers that were worked out by hand, see `support/paper.rs`. No tool writes them.
//! - `snapshot`: the figures that the `paper` block above it names, as the command prints them.
//!   `COUNTERFLOW_ACCEPT=1 cargo test -p counterflow --test worked` writes them.

use counterflow::{Book, Currency, Undated, View, When, report};

use crate::folder::{BookFiles, opened, project};
use crate::page;

/// A page.
pub struct Example {
    /// The name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The book.
    pub files: BookFiles,
    /// What is looked at, in order.
    pub looks: Vec<Look>,
}

/// One way of looking at the book, with what is expected.
pub struct Look {
    /// The view.
    pub view: View,
    /// The numbers that were worked out by hand.
    pub paper: String,
    /// How far a number may be from them.
    pub tolerance: String,
    /// What the command prints of the figures that they name.
    pub snapshot: Option<String>,
}

/// Every page, by name.
pub fn all() -> Vec<Example> {
    let folder = project().join("worked");
    let entries = std::fs::read_dir(&folder).expect("there is a folder of worked examples");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("the page can be read");
        Example::read(name, text)
    };
    names.into_iter().map(read).collect()
}

impl Example {
    fn read(name: String, text: String) -> Example {
        let mut example = Example { name, text, files: BookFiles::new(), looks: Vec::new() };
        let mut view = View::default();
        for block in page::blocks(&example.text) {
            let (kind, rest) = block.info.split_once(' ').unwrap_or((&block.info, ""));
            match kind {
                "book" => {
                    example.files.insert("main.book".to_string(), block.text.into_bytes());
                }
                "file" => {
                    let path = rest.strip_prefix("path=").expect("a file has a path");
                    example.files.insert(path.to_string(), block.text.into_bytes());
                }
                "view" => view = read_view(&block.text),
                "paper" => {
                    let tolerance = rest.strip_prefix("tolerance=").unwrap_or("0e0").to_string();
                    let paper = block.text;
                    example.looks.push(Look {
                        view: view.clone(),
                        paper,
                        tolerance,
                        snapshot: None,
                    });
                }
                "snapshot" => {
                    let look = example.looks.last_mut().expect("a snapshot follows a paper block");
                    look.snapshot = Some(block.text);
                }
                _ => panic!("{}: unknown kind of block: {}", example.name, block.info),
            }
        }
        example
    }

    /// The book.
    pub fn book(&self) -> Book {
        opened(&self.files)
    }

    /// What the command prints of the figures that a look names.
    pub fn printed(&self, look: &Look) -> String {
        let book = self.book();
        let report = report(&book, &look.view).value;
        // An id ends with the first bracket that closes.
        let ids: Vec<&str> =
            look.paper.lines().filter_map(|line| line.get(..line.find(')')? + 1)).collect();
        let named =
            report.answers.figures.iter().filter(|figure| ids.contains(&figure.id.as_str()));
        named.map(|figure| counterflow::figure_line(figure, report.claims) + "\n").collect()
    }

    /// The page with the snapshots that are printed; only `snapshot` blocks change.
    pub fn accepted(&self) -> String {
        let mut out = String::new();
        let mut looks = self.looks.iter();
        let mut lines = self.text.lines().peekable();
        while let Some(line) = lines.next() {
            out.push_str(line);
            out.push('\n');
            if !line.starts_with("```paper") {
                continue;
            }
            for line in lines.by_ref().take_while(|line| *line != "```") {
                out.push_str(line);
                out.push('\n');
            }
            let printed = self.printed(looks.next().expect("each paper block is a look"));
            out.push_str(&format!("```\n\n```snapshot\n{printed}```\n"));
            skip_snapshot(&mut lines);
        }
        out
    }
}

/// Leaves out the snapshot that follows, with the blank lines before it.
fn skip_snapshot<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str> + Clone>) {
    let mut ahead = lines.clone();
    while ahead.peek().is_some_and(|line| line.is_empty()) {
        ahead.next();
    }
    if ahead.peek() == Some(&"```snapshot") {
        ahead.find(|line| *line == "```");
        *lines = ahead;
    }
}

fn read_view(text: &str) -> View {
    let mut view = View::default();
    let day = |text: &str| When::parse(text).map(|when| when.last_day(Default::default()));
    for line in text.lines() {
        let (key, value) = line.split_once(' ').expect("a line of a view is a word and its value");
        match key {
            "as-of" => view.as_of = Some(day(value).expect("a date")),
            "known" => view.known = Some(day(value).expect("a date")),
            "currency" => view.currency = Currency::from_code(value).expect("a currency"),
            "assume" => view.assume.push(value.to_string()),
            "undated" if value == "include" => view.undated = Undated::Include,
            _ => panic!("unknown line of a view: {line}"),
        }
    }
    view
}
