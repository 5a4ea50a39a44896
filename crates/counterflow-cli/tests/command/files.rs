//! Files that are not what they seem: links, folders, pipes, and paths that lead out.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::books::{HARBOUR, arg, folder, put};
use crate::run::run;

/// What `check` says of a book that is to be wrong.
fn found(book: &tempfile::TempDir) -> String {
    run(&["check", arg(book), "--format", "short"]).wrong()
}

#[test]
fn files_that_include_one_another_are_told() {
    let book = folder(&[("main.book", b"include \"main.book\"\n")]);
    assert!(found(&book).contains("error[include-loop]"));
    let book = folder(&[
        ("main.book", b"include \"a.book\"\n"),
        ("a.book", b"include \"b.book\"\n"),
        ("b.book", b"include \"a.book\"\n"),
    ]);
    assert!(found(&book).contains("error[include-loop]"));
}

#[test]
fn includes_stay_in_the_book() {
    let outside = folder(&[("secret.book", b"company secret\n")]);
    let secret = outside.path().join("secret.book");
    let paths = [
        "../secret.book",
        "/etc/passwd",
        "a/../../secret.book",
        "..",
        ".",
        "",
        secret.to_str().unwrap(),
    ];
    for path in paths {
        let book = folder(&[("main.book", format!("include \"{path}\"\n").as_bytes())]);
        let out = found(&book);
        assert!(out.contains("error[") && !out.contains("secret\""), "{path}: {out}");
    }
}

#[test]
fn links_stay_in_the_book() {
    let outside = folder(&[("secret.book", b"company secret\n")]);
    let book = folder(&[("main.book", b"include \"linked.book\"\n")]);
    symlink(outside.path().join("secret.book"), book.path().join("linked.book")).unwrap();
    assert!(found(&book).contains("error[include-leaves-book]"));
    let book = folder(&[("main.book", b"include \"linked/secret.book\"\n")]);
    symlink(outside.path(), book.path().join("linked")).unwrap();
    assert!(found(&book).contains("error[include-leaves-book]"));
    let book =
        folder(&[("main.book", b"include \"linked.book\"\n"), ("real.book", HARBOUR.as_bytes())]);
    symlink("real.book", book.path().join("linked.book")).unwrap();
    put(
        book.path(),
        "sources/post.txt",
        b"as much as $100bn of fresh capital a cheque of up to $50bn",
    );
    run(&["check", arg(&book)]).clean();
}

#[test]
fn a_loop_of_links_is_told() {
    let book = folder(&[("main.book", b"include \"a.book\"\n")]);
    symlink("b.book", book.path().join("a.book")).unwrap();
    symlink("a.book", book.path().join("b.book")).unwrap();
    assert!(found(&book).contains("error[unreadable-file]"));
    let place = folder(&[]);
    symlink("itself", place.path().join("itself")).unwrap();
    run(&["check", place.path().join("itself").to_str().unwrap()]).refused();
}

#[test]
fn a_folder_is_no_file() {
    let book = folder(&[("main.book", b"include \"a.book\"\n"), ("a.book/inside", b"")]);
    assert!(found(&book).contains("error[unreadable-file]"));
    let book = folder(&[("main.book/inside", b"")]);
    assert!(found(&book).contains("error[unreadable-file]"));
}

#[test]
fn a_pipe_is_no_file_and_is_not_waited_for() {
    let book = folder(&[("main.book", b"include \"a.book\"\n")]);
    let made = std::process::Command::new("mkfifo").arg(book.path().join("a.book")).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe can be made");
    assert!(found(&book).contains("error[unreadable-file]"));
    let pipe = book.path().join("a.book");
    assert_eq!(run(&["check", pipe.to_str().unwrap()]).code, 1);
    let into = book.path().join("into");
    let args =
        ["import", pipe.to_str().unwrap(), "--format", "json", "--into", into.to_str().unwrap()];
    run(&args).refused();
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let book = folder(&[("main.book", b"include \"a.book\"\n"), ("a.book", b"company a\n")]);
    let path = book.path().join("a.book");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        println!("skipped: whoever runs this may read everything");
        return;
    }
    assert!(found(&book).contains("error[unreadable-file]"));
}

#[test]
fn a_book_without_its_main_file_is_told() {
    let book = folder(&[("other.book", b"company a\n")]);
    let out = found(&book);
    assert!(out.contains("main.book"), "{out}");
    run(&["figures", arg(&book)]).wrong();
    let ran = run(&["fmt", arg(&book)]);
    assert!(ran.err.starts_with("error: there is no file `main.book`"), "{}", ran.err);
    assert_eq!(ran.wrong(), "");
}

#[test]
fn a_file_whose_name_is_no_text_is_not_taken_for_another() {
    use std::os::unix::ffi::OsStrExt;
    let book = folder(&[("main.book", b"company a\n")]);
    let path = book.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.book"));
    fs::write(&path, "company b\n").unwrap();
    let ran = crate::run::ended(crate::run::command().arg("check").arg(&path));
    assert!(ran.refused().ends_with("is not UTF-8\n"));
}

#[test]
fn settings_that_cannot_be_read_are_told() {
    let settings: [&[u8]; 6] = [
        b"title = ",
        b"main = \"../out.book\"",
        b"main = \"/etc/passwd\"",
        b"currency = \"XXY\"",
        b"[phrases]\nabout = 7",
        b"\xff\xfe\x00",
    ];
    for text in settings {
        let book = folder(&[("book.toml", text), ("main.book", b"company a\n")]);
        assert!(found(&book).contains("invalid-settings"), "{}", String::from_utf8_lossy(text));
    }
    let book = folder(&[("book.toml/inside", b""), ("main.book", b"company a\n")]);
    assert!(found(&book).contains("error[invalid-settings]"));
    let book = folder(&[("main.book", b"company a\n")]);
    symlink("/etc/passwd", book.path().join("book.toml")).unwrap();
    assert!(found(&book).contains("error[invalid-settings]"));
    let json = run(&["export", arg(&book), "--format", "json"]).wrong();
    assert!(!json.contains("root:"), "{json}");
}

#[test]
fn fmt_leaves_what_it_cannot_read_as_it_is() {
    let bytes = b"company a \"\xff\"\n   also:  x\n";
    let book = folder(&[("main.book", bytes)]);
    run(&["fmt", arg(&book)]).wrong();
    assert_eq!(fs::read(book.path().join("main.book")).unwrap(), bytes);
}
