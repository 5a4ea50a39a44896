//! Collects the pages of `messages/` so that `explain` can print them without any file.

#![expect(clippy::disallowed_methods, reason = "a build script reads the pages and its folder")]

use std::{env, fmt::Write, fs, path::PathBuf};

fn main() {
    let pages =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../messages");
    println!("cargo::rerun-if-changed={}", pages.display());
    let mut names: Vec<PathBuf> = fs::read_dir(&pages)
        .map(|found| found.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    names.sort();
    let mut table = String::from("[\n");
    for path in names {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let _ = writeln!(table, "({name:?}, include_str!({:?})),", path.display().to_string());
    }
    table.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("pages.rs");
    if let Err(error) = fs::write(&out, table) {
        panic!("cannot write {}: {error}", out.display());
    }
}
