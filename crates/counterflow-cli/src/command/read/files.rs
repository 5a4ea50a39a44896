//! The documents that paths lead to.

use std::fs;
use std::path::{Path, PathBuf};

use counterflow_read::document::archive::{self, Limits, Member};

use crate::load::reason;
use crate::output::Failure;

/// The files at paths, and in the folders at them, in order of their names; what starts with a
/// point is left out, and links to folders are not followed.
///
/// # Errors
///
/// [`Failure::Call`] if there is nothing at a path that was named, or a folder cannot be listed.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let seen = fs::metadata(path).map_err(|error| failed(path, &error))?;
        match seen.is_dir() {
            true => below(path, &mut found)?,
            false => found.push(path.clone()),
        }
    }
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = entries.map_err(|error| failed(&folder, &error))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        entries.retain(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
        let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_folder);
        found.extend(files.iter().map(fs::DirEntry::path));
        waiting.extend(folders.iter().rev().map(fs::DirEntry::path));
    }
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Call(told(path, error))
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("cannot read `{}`: {}", path.display(), reason(error))
}

/// Whether a file is an archive, and so may hold several documents.
pub fn is_archive(path: &Path) -> bool {
    use std::io::Read;
    let mut start = Vec::new();
    let whole = fs::metadata(path).is_ok_and(|found| found.is_file());
    let opened = whole.then(|| fs::File::open(path).ok()).flatten();
    opened.is_some_and(|file| file.take(512).read_to_end(&mut start).is_ok())
        && archive::is_archive(&start)
}

/// Visits the document of a file, or those of an archive one after the other: the name of each,
/// and its bytes or why they cannot be had.
pub fn each(path: &Path, visit: &mut dyn FnMut(String, Result<Vec<u8>, String>)) {
    let name = path.display().to_string();
    let file = fs::metadata(path).and_then(|found| match found.is_file() {
        true => fs::File::open(path),
        false => Err(std::io::Error::other("it is not a regular file")),
    });
    let file = match file {
        Ok(file) => file,
        Err(error) => return visit(name.clone(), Err(told(path, &error))),
    };
    let mut member = |member: Member| {
        let why = |error| format!("cannot read `{}`: {error}", member.name);
        visit(member.name.clone(), member.content.map_err(why));
    };
    if let Err(error) = archive::each(&name, file, Limits::default(), &mut member) {
        visit(name.clone(), Err(format!("cannot read all of `{name}`: {error}")));
    }
}
