//! Where output goes: whole or not at all, and quietly where nobody reads it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Stdio;

use crate::books::{arg, folder, harbour};
use crate::run::{command, ended, ran, run};

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("the folder can be read").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn a_file_gets_what_would_be_printed() {
    let (book, place) = (harbour(), folder(&[]));
    let file = place.path().join("out.txt");
    for args in [["report", arg(&book)], ["figures", arg(&book)]] {
        let printed = run(&args).clean();
        let flags = ["-o", file.to_str().unwrap()];
        assert_eq!(run(&[&args, &flags[..]].concat()).clean(), "");
        assert_eq!(fs::read_to_string(&file).unwrap(), printed);
    }
    assert_eq!(names(place.path()), ["out.txt"]);
}

#[test]
fn a_full_disk_is_told_and_leaves_nothing() {
    let book = harbour();
    let why = run(&["report", arg(&book), "-o", "/dev/full"]).refused();
    assert_eq!(why, "error: cannot write `/dev/full`: no space left on device\n");
    assert!(!names(Path::new("/dev")).iter().any(|name| name.starts_with(".full")));
    let full = File::options().write(true).open("/dev/full").expect("it can be opened");
    let output =
        command().args(["report", arg(&book)]).stdout(full).stderr(Stdio::piped()).output();
    let ran = ran(&output.expect("the command runs"));
    assert_eq!(ran.refused(), "error: cannot write the output: no space left on device\n");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let (book, place) = (harbour(), folder(&[]));
    let file = place.path().join("no/report.txt");
    let why = run(&["report", arg(&book), "-o", file.to_str().unwrap()]).refused();
    assert!(why.ends_with("report.txt`: no such file or directory\n"), "{why}");
    assert_eq!(names(place.path()), [""; 0]);
    run(&["report", arg(&book), "-o", ""]).refused();
    run(&["report", arg(&book), "-o", "/"]).refused();
}

#[test]
fn a_folder_is_not_written_over() {
    let (book, place) = (harbour(), folder(&[("kept/file", b"ours")]));
    let folder = place.path().join("kept");
    run(&["report", arg(&book), "-o", folder.to_str().unwrap()]).refused();
    assert_eq!(fs::read(folder.join("file")).unwrap(), b"ours");
    assert_eq!(names(place.path()), ["kept"]);
}

#[test]
fn a_file_is_kept_where_writing_fails() {
    let (book, place) = (harbour(), folder(&[("report.txt", b"the last good one")]));
    let file = place.path().join("report.txt");
    // Files may not pass one block: the report does, and the old one has to stay.
    let script = format!(
        "ulimit -f 1; trap '' XFSZ; exec '{}' report '{}' -o '{}'",
        env!("CARGO_BIN_EXE_counterflow"),
        arg(&book),
        file.display()
    );
    let ran = ended(std::process::Command::new("sh").arg("-c").arg(script));
    assert!(ran.refused().contains("cannot write"));
    assert_eq!(fs::read(&file).unwrap(), b"the last good one");
    assert_eq!(names(place.path()), ["report.txt"]);
}

#[test]
fn a_link_stays_a_link_and_rights_stay_as_they_are() {
    let (book, place) = (harbour(), folder(&[("real.txt", b"old")]));
    let (real, link) = (place.path().join("real.txt"), place.path().join("link.txt"));
    symlink("real.txt", &link).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    run(&["report", arg(&book), "-o", link.to_str().unwrap()]).clean();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with("The harbour web"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(names(place.path()), ["link.txt", "real.txt"]);
}

#[test]
fn standard_output_may_be_named() {
    let book = harbour();
    let printed = run(&["report", arg(&book)]).clean();
    assert_eq!(run(&["report", arg(&book), "-o", "/dev/stdout"]).clean(), printed);
}

#[test]
fn a_reader_that_goes_is_no_mistake() {
    let books = concat!(env!("CARGO_MANIFEST_DIR"), "/../../books/ai-web");
    for args in
        [["figures", books, "--format", "jsonl"], ["check", books, "--all", "--color=never"]]
    {
        let mut child = command()
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut first = String::new();
        let out = child.stdout.take().expect("standard output is a pipe");
        BufReader::with_capacity(16, out).read_line(&mut first).expect("a line comes");
        assert!(!first.is_empty());
        let mut err = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("it is text");
        assert_eq!(err, "", "{args:?}");
        assert_eq!(child.wait().expect("it ends").code(), Some(0), "{args:?}");
    }
}
