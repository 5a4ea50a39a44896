//! The pages about the command are right: their examples are run, and no flag is left out.
//!
//! The folder has the books of the project in `books/`.
//!
//! In a page, `book path=FILE` and `file path=FILE` blocks are files in an empty folder, and
//! `book append=FILE` blocks are put at the end of one. In a `console` block a line that starts with
//! `$ ` is run by the shell in that folder, and the lines below it are what is printed, standard
//! error with it. A `…` stands for any lines. `COUNTERFLOW_ACCEPT=1` writes what is printed into
//! the `console` blocks that have no `…`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::books::{folder, put};
use crate::run::run;

/// A page of the documentation.
fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(page(name)).expect("the page can be read")
}

/// What a line prints in a folder, standard error with standard output.
fn printed(line: &str, folder: &Path) -> String {
    let command = Path::new(env!("CARGO_BIN_EXE_counterflow"));
    let path = command.parent().expect("it lies in a folder").display();
    let path = format!("{path}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("{{ {line}\n}} 2>&1"))
        .current_dir(folder)
        .env("PATH", path)
        .stdin(Stdio::null())
        .output()
        .expect("there is a shell");
    let text = String::from_utf8(output.stdout).expect("it is text");
    assert!(!text.contains("panicked"), "{line}: {text}");
    text
}

/// Runs the examples of a page in order. Gives the page with what is printed, and what is wrong.
fn told(name: &str) -> (String, Vec<String>) {
    let place = folder(&[]);
    let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../books");
    std::os::unix::fs::symlink(books, place.path().join("books")).expect("a link can be made");
    let (mut out, mut wrong) = (String::new(), Vec::new());
    let text = text(name);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(&format!("{line}\n"));
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body: String = inside.iter().flat_map(|line| [line, "\n"]).collect();
        match info.split_once(' ') {
            Some((_, place_of)) => write(place.path(), place_of, &body),
            None if info == "console" => {
                let run = console(&inside, place.path(), &mut wrong);
                out.push_str(&run);
                out.push_str("```\n");
                continue;
            }
            None => {}
        }
        out.push_str(&body);
        out.push_str("```\n");
    }
    (out, wrong)
}

fn write(place: &Path, info: &str, body: &str) {
    match info.split_once('=') {
        Some(("path", path)) => put(place, path, body.as_bytes()),
        Some(("append", path)) => {
            let before = std::fs::read_to_string(place.join(path)).expect("it is there already");
            put(place, path, format!("{before}\n{body}").as_bytes());
        }
        _ => panic!("a block is at a path or is appended to one: {info}"),
    }
}

/// Runs the lines of a block. Gives the block as it should be, and notes what it is not.
fn console(inside: &[&str], place: &Path, wrong: &mut Vec<String>) -> String {
    let mut out = String::new();
    let starts: Vec<usize> = (0..inside.len()).filter(|at| inside[*at].starts_with("$ ")).collect();
    for (count, start) in starts.iter().enumerate() {
        let end = starts.get(count + 1).copied().unwrap_or(inside.len());
        let (line, shown) = (&inside[*start][2..], &inside[*start + 1..end]);
        let printed = printed(line, place);
        let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
        if !fits(shown, &lines) {
            wrong.push(format!("`{line}` prints\n{printed}"));
        }
        out.push_str(&format!("$ {line}\n"));
        let kept = if shown.contains(&"…") { shown } else { lines.as_slice() };
        kept.iter().for_each(|line| out.push_str(&format!("{line}\n")));
    }
    out
}

/// Whether lines are as they are shown, `…` standing for any.
fn fits(shown: &[&str], lines: &[&str]) -> bool {
    match shown.split_first() {
        None => lines.is_empty(),
        Some((&"…", rest)) => (0..=lines.len()).any(|skipped| fits(rest, &lines[skipped..])),
        Some((first, rest)) => lines.first() == Some(first) && fits(rest, &lines[1..]),
    }
}

fn is_right(name: &str) {
    let (accepted, wrong) = told(name);
    if std::env::var("COUNTERFLOW_ACCEPT").is_ok_and(|value| value == "1") {
        std::fs::write(page(name), accepted).expect("the page can be written");
        return;
    }
    assert!(wrong.is_empty(), "docs/{name}:\n{}", wrong.join("\n"));
}

#[test]
fn the_guide_is_right() {
    is_right("guide.md");
}

#[test]
fn the_page_about_commands_is_right() {
    is_right("commands.md");
}

/// One page a model of `clear`, with numbers that were published or are found by hand.
#[test]
fn the_worked_examples_of_clearing_are_right() {
    let pages = std::fs::read_dir(page("../worked/clearing")).expect("there are examples");
    let mut names: Vec<String> = pages
        .map(|page| page.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 11, "{names:?}");
    names.iter().for_each(|name| is_right(&format!("../worked/clearing/{name}")));
}

#[test]
fn the_page_about_entailment_is_right() {
    is_right("entailment.md");
}

/// The flags that a text names.
fn flags(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let flags =
        words.filter(|word| word.len() > 2 && word.starts_with("--") && !word.starts_with("---"));
    flags.map(str::to_string).collect()
}

/// The commands that `--help` lists.
fn commands() -> Vec<String> {
    let help = run(&["--help"]).clean();
    let list = help.split("Commands:\n").nth(1).expect("it lists the commands");
    let words = list.lines().take_while(|line| !line.is_empty());
    let names = words.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().expect("a name").to_string()).collect()
}

#[test]
fn every_command_and_flag_has_its_place() {
    let page = text("commands.md");
    let common = page.split("\n## ").next().expect("the page has a beginning");
    let sections: Vec<(&str, &str)> =
        page.split("\n## ").skip(1).filter_map(|section| section.split_once('\n')).collect();
    let mut wrong = Vec::new();
    for command in commands().iter().filter(|command| *command != "help") {
        let Some((_, section)) =
            sections.iter().find(|(title, _)| *title == format!("`{command}`"))
        else {
            wrong.push(format!("there is no section ## `{command}`"));
            continue;
        };
        let help = run(&[command, "--help"]).clean();
        let known: BTreeSet<String> = flags(&help);
        for flag in known.iter().filter(|flag| *flag != "--help" && *flag != "--color") {
            if !flags(section).contains(flag) {
                wrong.push(format!("`{command}` has {flag}, and its section does not"));
            }
        }
        // Flags of other commands may stand in an example only at the other command's own line.
        let lines =
            section.lines().filter(|line| line.starts_with(&format!("$ counterflow {command}")));
        for flag in lines.flat_map(flags).filter(|flag| !known.contains(flag)) {
            wrong.push(format!("the section of `{command}` has {flag}, which it does not take"));
        }
        if !section.contains(&format!("$ counterflow {command}")) {
            wrong.push(format!("the section of `{command}` has no example"));
        }
    }
    for flag in ["--color", "--help", "--version"] {
        assert!(flags(common).contains(flag), "the beginning of the page lacks {flag}");
    }
    assert!(wrong.is_empty(), "docs/commands.md: {}", wrong.join("\n"));
}
