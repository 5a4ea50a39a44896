//! `counterflow export` and `import`

use std::fs;
use std::path::Path;

use counterflow::LoadError;
use counterflow_exchange::{BookFile, from_csv, from_json, to_csv, to_json};

use crate::args::{ExchangeFormat, Export, Import};
use crate::load;
use crate::output::{Failure, Outcome, write, write_whole};

use super::outcome;

pub fn export(flags: &Export) -> Result<Outcome, Failure> {
    let opened = load::book(&flags.book.path)?;
    let book = &opened.value;
    let files = &book.claims.files;
    let settings = files.iter().map(|(_, file)| file).find(|file| file.path() == "book.toml");
    // Settings that are no text are reported with the book, and are not what it holds.
    let settings = settings.filter(|file| file.bad_utf8().is_none()).map(|file| file.text());
    let text = match flags.format {
        ExchangeFormat::Json => to_json(&book.trees, &book.claims, settings),
        ExchangeFormat::Csv => to_csv(&book.trees, &book.claims, settings, flags.guard),
    };
    write(&text, flags.out.output.as_ref())?;
    Ok(outcome(&opened.diagnostics, &flags.book.path))
}

pub fn import(flags: &Import) -> Result<Outcome, Failure> {
    let name = flags.file.display();
    let bytes = load::read_file(&flags.file).map_err(|error| match error {
        LoadError::Unreadable(why) => Failure::Call(format!("cannot read `{name}`: {why}")),
        LoadError::TooLarge(size) => {
            Failure::Call(format!("`{name}` holds {size} bytes; the limit is 1 GiB"))
        }
        _ => Failure::Call(format!("there is no file `{name}`")),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure::Call(format!("`{name}` is not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
    })?;
    let files = match flags.format {
        ExchangeFormat::Json => from_json(&text),
        ExchangeFormat::Csv => from_csv(&text, flags.guard),
    };
    let files = files.map_err(|error| Failure::Call(format!("`{name}` is no book\n{error}")))?;
    new_folder(&flags.into, &files)?;
    Ok(Outcome::Clean)
}

/// Writes a new folder whole or not at all: beside it first, then in its place.
fn new_folder(into: &Path, files: &[BookFile]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::Call(format!("cannot write `{}`: {}", into.display(), load::reason(&error)))
    };
    if fs::symlink_metadata(into).is_ok() {
        return Err(Failure::Call(format!(
            "`{}` is there already; name a new folder",
            into.display()
        )));
    }
    let name = into.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        return Err(Failure::Call(format!("`{}` names no folder", into.display())));
    };
    let beside = into.with_file_name(format!(".{name}.{}.part", std::process::id()));
    // Only the last folder is new: one above it that is not there is a slip of the pen.
    fs::create_dir(&beside).map_err(failed)?;
    let written =
        write_all(&beside, files).and_then(|()| fs::rename(&beside, into).map_err(failed));
    if written.is_err() {
        let _ = fs::remove_dir_all(&beside);
    }
    written
}

fn write_all(folder: &Path, files: &[BookFile]) -> Result<(), Failure> {
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Failure::from)?;
        }
        write_whole(&path, file.text.as_bytes())?;
    }
    Ok(())
}
