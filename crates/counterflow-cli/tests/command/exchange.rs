//! Whole books out and in again.

use std::path::Path;

use crate::books::{HARBOUR, arg, folder, harbour};
use crate::run::{run, run_with};

fn figures(book: &Path) -> String {
    run(&["figures", book.to_str().expect("the path is text"), "--format", "jsonl"]).clean()
}

/// Exports a book, imports it again, and gives the folder of the copy.
fn copied(form: &str, guard: &[&str]) -> tempfile::TempDir {
    let book = harbour();
    let place = folder(&[]);
    let file = place.path().join("whole");
    let file = file.to_str().expect("the path is text");
    let copy = place.path().join("copy");
    let into = copy.to_str().expect("the path is text");
    assert_eq!(
        run(&[&["export", arg(&book), "--format", form, "-o", file], guard].concat()).clean(),
        ""
    );
    assert_eq!(
        run(&[&["import", file, "--format", form, "--into", into], guard].concat()).clean(),
        ""
    );
    // The text of a source is no part of a book's JSON or CSV.
    let post = std::fs::read(book.path().join("sources/post.txt")).expect("it can be read");
    crate::books::put(&copy, "sources/post.txt", &post);
    assert_eq!(run(&["check", into]).clean(), "no errors, no warnings, no notes\n");
    assert_eq!(figures(&copy), figures(book.path()));
    let again = run(&[&["export", into, "--format", form], guard].concat()).clean();
    assert_eq!(again, std::fs::read_to_string(file).expect("it can be read"));
    place
}

#[test]
fn json_carries_a_whole_book_both_ways() {
    let place = copied("json", &[]);
    let text = std::fs::read_to_string(place.path().join("copy/main.book")).unwrap();
    assert_eq!(text, run_with(&["fmt", "--stdin"], HARBOUR.as_bytes()).clean());
}

#[test]
fn csv_carries_a_whole_book_both_ways() {
    copied("csv", &[]);
    copied("csv", &["--guard"]);
}

#[test]
fn an_import_never_writes_over_a_folder() {
    let book = harbour();
    let json = run(&["export", arg(&book), "--format", "json"]).clean();
    let place = folder(&[("book.json", json.as_bytes()), ("there/main.book", b"; ours\n")]);
    let file = place.path().join("book.json");
    let there = place.path().join("there");
    let args =
        ["import", file.to_str().unwrap(), "--format", "json", "--into", there.to_str().unwrap()];
    assert!(run(&args).refused().contains("is there already; name a new folder"));
    assert_eq!(std::fs::read(there.join("main.book")).unwrap(), b"; ours\n");
    let nowhere = place.path().join("no/such/folder");
    run(&[
        "import",
        file.to_str().unwrap(),
        "--format",
        "json",
        "--into",
        nowhere.to_str().unwrap(),
    ])
    .refused();
    assert!(!place.path().join("no").exists());
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 2);
}

#[test]
fn what_is_no_book_is_not_imported() {
    let files: [(&str, &[u8]); 6] = [
        ("empty", b""),
        ("array", b"[]"),
        ("half", b"{\"format\": \"counterflow-book\""),
        ("bytes", b"\xff\xfe"),
        ("deep", &b"[".repeat(100_000)),
        ("paths", b"{\"format\":\"counterflow-book\",\"version\":1,\"files\":[{\"path\":\"../out.book\",\"entries\":[]}]}"),
    ];
    let place = folder(&files);
    for (name, _) in files {
        for form in ["json", "csv"] {
            let file = place.path().join(name);
            let into = place.path().join("made");
            let args = [
                "import",
                file.to_str().unwrap(),
                "--format",
                form,
                "--into",
                into.to_str().unwrap(),
            ];
            let ran = run(&args);
            assert_eq!(ran.code, 2, "{name} as {form}: {}", ran.err);
            assert!(!into.exists(), "{name} as {form}");
        }
    }
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), files.len());
}
