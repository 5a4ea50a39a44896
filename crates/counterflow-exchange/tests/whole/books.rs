//! The books of this repository, and small ones that hold what is hard to keep.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use counterflow_claim::{Phrases, lower};
use counterflow_syntax::{Diagnosed, Files, LoadError, assemble};

use crate::{Book, check_round_trip};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../books").join(name)
}

/// Opens a book of this repository.
pub fn open(name: &str) -> Book {
    #[expect(clippy::disallowed_methods, reason = "a test reads the books")]
    let read = |path: &str| std::fs::read(folder(name).join(path));
    let Diagnosed { value: book, diagnostics } = assemble(Files::default(), "main.book", |path| {
        read(path).map_err(|error| LoadError::Unreadable(error.to_string()))
    });
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let settings = String::from_utf8(read("book.toml").unwrap()).unwrap();
    let claims = lower(&book.trees, Arc::new(book.files), Phrases::default()).value;
    Book { settings: Some(settings), trees: book.trees, claims }
}

/// The names of the books.
pub fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder("")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| folder(name).join("main.book").exists()).collect();
    names.sort();
    names
}

#[test]
fn the_books_of_the_repository_survive() {
    assert!(names().len() >= 2);
    for name in names() {
        let book = open(&name);
        assert!(!book.claims.claims.is_empty(), "{name}");
        check_round_trip(&book);
    }
}

/// A book without mistakes has nothing that must be kept as it stands.
#[test]
fn the_books_of_the_repository_are_read_whole() {
    for name in names() {
        let book = open(&name);
        assert!(!book.json().contains("{\"raw\""), "{name}");
        assert!(!book.json().contains("\"tight\":true,\"raw\""), "{name}");
        let csv = book.csv(false);
        assert!(
            !csv.lines().any(|line| line.contains(",raw,") || line.contains(",text,")),
            "{name}"
        );
    }
}

#[test]
fn every_quantity_that_was_read_says_what_it_means() {
    for name in names() {
        let book = open(&name);
        let claims = &book.claims.claims;
        let count: usize =
            claims.iter().map(|claim| claim.quantities.len() + claim.dues.len()).sum();
        assert_eq!(book.json().matches("\"means\":{").count(), count, "{name}");
    }
}

/// Texts that are hard to keep.
pub const HARD_CASES: &[&str] = &[
    "",
    "; only a comment",
    "; one\n\n; two\n; three\n  ; four\n",
    "company a\n; between\n  also: x\n  ; own\n; not its own\ncompany b\n",
    "company a  ; why\n  also: x  ; and why\n  note:\n  note: ; said nothing\n",
    "company a \"say \\\"so\\\"\"\ncompany b \"odd \\x escape\"\ncompany c \"\"\n",
    "invest a->b 5 USD\ninvest a -> b , c each 5 USD talks signed\n",
    "2026 buy a -> b 10 bn USD tlks\n  amount: ten\n  due: 2027 1 bn USD\n  due: 2028\n",
    "revenue a 5 USD expected talks\nrevenue a 5 USD talks expected\nbuy a -> b 5 USD expected\n",
    "say a denies\nsay about x\nsay a \"b\" \"c\"\nsay a, b jointly denies c, d \"no\" 5 USD\n",
    "assert post_money(a) = 380 bn USD\nassert \"x\" ; y\n",
    "rate EUR/USD 1.17\nrate EURUSD 1.17\nofficer a of b\nofficer a of b \"c\" talks\n",
    "  orphan: 1\n; x\n  orphan: 2\n\n  keyless line\ncompany a\n  keyless\n  also: x\n",
    "include \"a.book\"\ninclude a\nsame a b\nunlike a\nscenario x \"y\"\nassume z\n",
    "frobnicate x\n  k: v | w\n  k: | \\| \\\\|\n  k: x |\n",
    "company a\n  also: | b |\n  nope: a | b\n  nope: c\n  k|: v\n",
    "company a\n  note: \"open  \n  also: x  ; c\n  note: \"open ; c\n",
    "2026 company a\n2026\n5 bn\nincludes\n",
    "\u{FEFF}company a\n  also: x\n",
    "\u{FEFF}; comment\ncompany a\n  also: x\n",
    "\n\u{FEFF}company a\n\u{FEFF}company b\n  also: \u{FEFF}x\n",
    "company a\r\n  also: x\r\n\r\ncompany b\r\n",
    "company a\r  also: x\rcompany b\n",
    "company a\u{0}b\n  also: x\u{1}y\n\u{2}\n  also: z\n\u{3}; c\n",
    "price a -10%\n  note: =1+1\n  note: '=1\n  note: @x\n  note: -5\n",
    "buy a -> b 1 USD\n  if: x\n  due: 2026 1 USD ; c\n  if: y ; d\n  if: z\n  if: w ; e\n  due: 2027 1 USD\n",
    "round r of a by b, c each up to 30 bn USD closed\nsell a, b jointly of c to d, e each 5% closed\n",
    "metric m a, b from c, d jointly 5 USD\nvalue a 5 USD\nvalue a, b 5 USD\ninvest a, -> b\n",
    "company a\n  also:x\n  also:\n  a:b: c\n  : x\n  \"k\": v\n",
    "company a \"x\"; glued\n  note: \"x\"; glued\n",
    "buy a -> b about 5 bn USD\tsigned\n\tnote:\ttabs\tkept  here\t\n",
];

#[test]
fn hard_cases_survive() {
    for case in HARD_CASES {
        check_round_trip(&Book::of(case));
    }
}

#[test]
fn an_empty_file_and_no_settings_survive() {
    let file = |path: &str, text: &str| counterflow_exchange::BookFile {
        path: path.into(),
        text: text.into(),
    };
    check_round_trip(&Book::new(&[]));
    check_round_trip(&Book::new(&[
        file("main.book", "include \"a/b.book\"\n"),
        file("a/b.book", ""),
    ]));
    check_round_trip(&Book::new(&[file("book.toml", "title = \"x\"\r\n"), file("main.book", "")]));
    check_round_trip(&Book::new(&[file("book.toml", "")]));
}
