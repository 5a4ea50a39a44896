//! `counterflow fmt`

use std::io::Read;
use std::path::Path;

use counterflow_syntax::{Diagnostic, Files, codes, format, parse};

use crate::args::Fmt;
use crate::load;
use crate::output::{Failure, Outcome, complain, print, write_whole};

pub fn run(flags: &Fmt) -> Result<Outcome, Failure> {
    if flags.stdin {
        return stdin(flags.check);
    }
    let (folder, _) = load::folder_and_main(&flags.book.path)?;
    let opened = load::book(&flags.book.path)?;
    let files = &opened.value.claims.files;
    let mut outcome = Outcome::Clean;
    for missing in opened.diagnostics.iter().filter(|one| is_missing(one)) {
        complain(&missing.title);
        outcome = Outcome::Wrong;
    }
    for tree in &opened.value.trees {
        let file = files.get(tree.file());
        let path = folder.join(file.path());
        if file.bad_utf8().is_some() {
            complain(&format!("`{}` is not UTF-8 and was left as it is", path.display()));
            outcome = Outcome::Wrong;
            continue;
        }
        let formatted = format(tree, files);
        if formatted == file.text() {
            continue;
        }
        print(&format!("{}\n", path.display()))?;
        match flags.check {
            true => outcome = Outcome::Wrong,
            false => replace(&path, &formatted)?,
        }
    }
    Ok(outcome)
}

/// Whether it says that a file of the book could not be had, and so was not formatted.
fn is_missing(one: &Diagnostic) -> bool {
    [&codes::UNREADABLE_FILE, &codes::FILE_TOO_LARGE, &codes::INCLUDE_LEAVES_BOOK]
        .contains(&one.code)
}

fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    write_whole(path, text.as_bytes())
}

fn stdin(check: bool) -> Result<Outcome, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| {
        Failure::Call(format!("cannot read standard input: {}", load::reason(&error)))
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::Call("standard input is not UTF-8".to_string()))?;
    let mut files = Files::default();
    let id = files.add("standard input", text);
    let formatted = format(&parse(&files, id).value, &files);
    let same = formatted == files.get(id).text();
    if !check {
        print(&formatted)?;
    }
    Ok(if check && !same { Outcome::Wrong } else { Outcome::Clean })
}
