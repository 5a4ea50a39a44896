//! Printing and writing: the only place that writes files, each whole or not at all.

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::args::Color;
use crate::load::reason;

/// How a command went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Clean,
    /// The book is wrong.
    Wrong,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Clean => ExitCode::SUCCESS,
            Outcome::Wrong => ExitCode::from(1),
        }
    }
}

/// Why a command could not be done.
#[derive(Debug)]
pub enum Failure {
    /// The call asks for what is not there.
    Call(String),
    /// Tables are wrong: all that is wrong with them, a line each.
    Wrong(Vec<String>),
    /// The reader of our output has gone.
    BrokenPipe,
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::Call(text) => out.write_str(text),
            Failure::Wrong(texts) => out.write_str(&texts.join("\n")),
            Failure::BrokenPipe => out.write_str("the output was closed"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Call(format!("cannot write the output: {}", reason(&error))),
        }
    }
}

/// Whether diagnostics are to be colored for standard output.
pub fn wants_color(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// Prints to standard output.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Words of a book for people: characters that steer a terminal or turn the direction of writing
/// are shown as `�`, so that a title cannot repaint the screen.
pub fn for_people(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        turns || (c.is_control() && c != '\n' && c != '\t')
    };
    match text.contains(steers) {
        true => Cow::Owned(text.replace(steers, "\u{FFFD}")),
        false => Cow::Borrowed(text),
    }
}

/// Tells the person at the terminal something that is not data.
pub fn say(text: &str) {
    // Where standard error is closed nobody listens.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Tells of an error of the call or the system.
pub fn complain(text: &str) {
    say(&format!("error: {text}"));
}

/// Writes a text to a file or, without one, to standard output.
pub fn write(text: &str, path: Option<&PathBuf>) -> Result<(), Failure> {
    match path {
        None => print(text),
        Some(path) => write_whole(path, text.as_bytes()),
    }
}

/// Writes to a file whole or not at all or, without one, to standard output, portion by portion.
/// What has been filled in is not kept.
pub fn stream(
    path: Option<&PathBuf>,
    fill: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match path {
        None => {
            let mut out = io::BufWriter::new(io::stdout());
            fill(&mut out)?;
            Ok(out.flush()?)
        }
        Some(path) => fill_whole(path, fill),
    }
}

/// Writes a file whole or not at all.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fill_whole(path, |out| Ok(out.write_all(bytes)?))
}

/// Fills a file whole or not at all: beside it first, then in its place.
fn fill_whole(
    path: &Path,
    fill: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let told = |reason: &str| Failure::Call(format!("cannot write `{}`: {reason}", path.display()));
    let failed = |error: io::Error| told(&reason(&error));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        return Err(Failure::Call(format!("`{}` names no file", path.display())));
    };
    let filled = |file: fs::File| {
        let mut out = io::BufWriter::new(Watched { file, failed: None });
        let filled = fill(&mut out).and_then(|()| Ok(out.flush()?));
        // What is left in the buffer of a file that failed is thrown away with it.
        let (Watched { file, failed }, _) = out.into_parts();
        match (filled, failed) {
            (Err(_), Some(reason)) => Err(told(&reason)),
            (filled, _) => filled.map(|()| file),
        }
    };
    // A device such as /dev/stdout cannot be put in place of.
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return filled(fs::OpenOptions::new().write(true).open(path).map_err(failed)?).map(drop);
    }
    // A link stays a link: what it points to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let file = fs::OpenOptions::new().write(true).create_new(true).open(&beside).map_err(failed)?;
    let written = filled(file).and_then(|file| {
        synced(&file, path).and_then(|()| fs::rename(&beside, path)).map_err(failed)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A file that remembers why it could not be written, which the formats on top of it may not tell.
struct Watched {
    file: fs::File,
    failed: Option<String>,
}

impl Watched {
    fn watch<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|error| self.failed = Some(reason(error)))
    }
}

impl Write for Watched {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        self.watch(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.watch(done)
    }
}

/// Brings a file to the disk, with the permissions of the one that it is to take the place of.
fn synced(file: &fs::File, like: &Path) -> io::Result<()> {
    if let Ok(found) = fs::metadata(like) {
        file.set_permissions(found.permissions())?;
    }
    file.sync_all()
}
