//! Bytes, sizes and numbers that nobody means well with: each ends in a clear answer.

use std::fs::File;

use crate::books::{arg, folder};
use crate::run::run;

/// The head of a book whose last entry is up to the test.
const HEAD: &str =
    "source s \"A note\"\n  published: 2026-01-30\n\ncompany a \"Alder\"\ncompany b \"Birch\"\n\n";

/// What `check` says of a text, a line each; the other commands end in their exit codes as well.
fn checked(text: &[u8]) -> (i32, String) {
    let book = folder(&[("main.book", text)]);
    for command in ["report", "figures", "list"] {
        run(&[command, arg(&book)]);
    }
    run(&["fmt", arg(&book), "--check"]);
    run(&["export", arg(&book), "--format", "json"]);
    run(&["export", arg(&book), "--format", "csv"]);
    let ran = run(&["check", arg(&book), "--format", "short"]);
    (ran.code, ran.out)
}

/// Asserts that the book is wrong for one reason, among others or not.
#[track_caller]
fn is(text: impl AsRef<[u8]>, code: &str) {
    let (exit, out) = checked(text.as_ref());
    assert_eq!(exit, 1, "{out}");
    assert!(out.contains(&format!("error[{code}]")), "expected {code}, found {out}");
}

/// Asserts that a claim of an investment with this amount is wrong for a reason.
#[track_caller]
fn amount(amount: &str, code: &str) {
    is(format!("{HEAD}2026 invest a -> b  {amount}\n  source: s\n"), code);
}

#[test]
fn an_empty_book_is_a_warning() {
    for text in ["", "\n", "; nothing\n", "   \n\n"] {
        let (exit, out) = checked(text.as_bytes());
        assert_eq!(exit, 0, "{text:?}: {out}");
        assert!(out.contains("warning[empty-book]"), "{text:?}: {out}");
    }
}

#[test]
fn zeros_are_no_text() {
    is([0; 10], "unexpected-character");
}

#[test]
fn fifty_million_zeros_end() {
    let book = folder(&[("main.book", &vec![0; 50_000_000])]);
    let out = run(&["check", arg(&book)]).wrong();
    assert!(out.len() < 1_000_000, "{} bytes of diagnostics", out.len());
}

#[test]
fn a_file_over_the_limit_is_refused_by_its_size() {
    let book = folder(&[("main.book", b"include \"large.book\"\n")]);
    let large = File::create(book.path().join("large.book")).unwrap();
    large.set_len(1_181_116_007).unwrap();
    let out = run(&["check", arg(&book), "--format", "short"]).wrong();
    assert!(out.contains("error[file-too-large]"), "{out}");
    let into = book.path().join("into");
    let file = book.path().join("large.book");
    let args =
        ["import", file.to_str().unwrap(), "--format", "csv", "--into", into.to_str().unwrap()];
    assert!(run(&args).refused().contains("the limit is 1 GiB"));
}

#[test]
fn a_line_of_ten_million_characters_ends() {
    for line in ["x".repeat(10_000_000), format!("company {}", "a ".repeat(5_000_000))] {
        let book = folder(&[("main.book", line.as_bytes())]);
        let out = run(&["check", arg(&book)]).wrong();
        assert!(out.len() < 1_000_000, "{} bytes of diagnostics", out.len());
    }
    let long =
        format!("{HEAD}2026 invest a -> b  1 bn USD\n  source: s \"{}\"\n", "x".repeat(10_000_000));
    let book = folder(&[("main.book", long.as_bytes())]);
    run(&["check", arg(&book)]).clean();
}

#[test]
fn deep_indents_are_no_depth() {
    let deep: String = (0..2_000).map(|depth| format!("{}note: x\n", " ".repeat(depth))).collect();
    let (exit, _) = checked(format!("company a\n{deep}").as_bytes());
    assert_eq!(exit, 1);
    let tabs = format!("company a\n{}also: x\n", "\t".repeat(100_000));
    let (exit, out) = checked(tabs.as_bytes());
    assert!(exit == 0 || out.contains("error["), "{out}");
}

#[test]
fn strange_bytes_are_named() {
    is("company a\rcompany b\n", "lone-carriage-return");
    is("company a\0 \"A\"\n", "unexpected-character");
    is(b"company a \"A\xff\"\n", "not-utf8");
    is(b"\xc3\x28 a\n", "not-utf8");
    is("company a \"\u{202e}sdrawkcab\"\n", "hidden-character");
    is("company a\u{200b}\n", "hidden-character");
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_name() {
    let (exit, out) = checked("\u{feff}company a \"A\"\n".as_bytes());
    assert!(out.contains("byte-order-mark"), "{out}");
    assert!(exit <= 1 && !out.contains("unknown-verb"), "{out}");
}

#[test]
fn lines_may_end_as_they_do_on_windows() {
    let text = format!("{HEAD}2026 invest a -> b  1 bn USD\n  source: s\n").replace('\n', "\r\n");
    let (exit, out) = checked(text.as_bytes());
    assert_eq!((exit, out.as_str()), (0, ""));
}

#[test]
fn numbers_that_are_none_are_told() {
    amount("1e999 USD", "unknown-unit");
    amount("NaN USD", "invalid-amount");
    amount("inf USD", "invalid-amount");
    amount("1.2.3 bn USD", "invalid-amount");
    amount("1,00,0 USD", "invalid-amount");
    amount("0x10 USD", "unknown-unit");
    amount("١٠ bn USD", "invalid-amount");
}

#[test]
fn numbers_that_are_too_large_are_told() {
    amount(&format!("{} USD", "9".repeat(10_000)), "amount-out-of-range");
    amount(&format!("{} tn USD", "9".repeat(29)), "amount-out-of-range");
    amount("99999999999999999999999999 tn USD", "amount-out-of-range");
}

#[test]
fn small_and_negative_numbers_end() {
    for amount in
        ["-0 USD", "-0.0 bn USD", "-1 bn USD", "0 USD", "0.0000000000000000000000000001 USD"]
    {
        checked(format!("{HEAD}2026 invest a -> b  {amount}\n  source: s\n").as_bytes());
    }
}

#[test]
fn figures_of_extreme_numbers_end() {
    let most = "79228162514264337593543950335";
    let text = format!(
        "{HEAD}2026 round r of a  {most} USD  closed\n  pre-money: {most} USD\n  source: s\n\n\
         2026 invest b -> a  0.0000000000000000000000000001 USD  closed\n  in: r\n  source: s\n\n\
         2025 revenue a  0 USD\n  source: s\n\n2026 revenue a  {most} USD\n  source: s\n\n\
         2026 obligations a  {most} USD\n  source: s\n\n\
         2026 backlog a  0 USD\n  id: w\n  source: s\n\n2026 backlog a from b  50% of w\n  source: s\n\n\
         2026 buy a -> b  {most} USD  signed\n  source: s\n\n2026 buy a -> b  {most} USD  signed\n  source: s\n"
    );
    checked(text.as_bytes());
}

#[test]
fn days_that_do_not_exist_are_told() {
    for date in
        ["2026-02-30", "2026-13", "0000-01-01", "99999", "2026-00-10", "2026-Q5", "2025-02-29"]
    {
        let (exit, out) =
            checked(format!("{HEAD}{date} invest a -> b  1 bn USD\n  source: s\n").as_bytes());
        assert_eq!(exit, 1, "{date}: {out}");
        assert!(out.contains("impossible-date") || out.contains("unknown-verb"), "{date}: {out}");
    }
    for date in ["0000", "0001", "9999"] {
        checked(format!("{HEAD}{date} invest a -> b  1 bn USD\n  source: s\n").as_bytes());
    }
}

#[test]
fn two_hundred_thousand_unknown_parties_end() {
    let claim = |at: usize| format!("2026 invest x{at} -> y{at}  1 bn USD\n  source: s\n\n");
    let text: String = (0..100_000).map(claim).collect();
    let book = folder(&[("main.book", format!("{HEAD}{text}").as_bytes())]);
    let out = run(&["check", arg(&book)]).wrong();
    assert!(out.len() < 1_000_000, "{} bytes of diagnostics", out.len());
    assert!(out.contains("200000 errors"), "{}", &out[out.len() - 200..]);
}

#[test]
fn many_parties_on_a_side_end() {
    let parties: String = (0..20_000).map(|at| format!("company p{at}\n")).collect();
    let side: Vec<String> = (0..20_000).map(|at| format!("p{at}")).collect();
    let claim =
        format!("2026 invest {} jointly -> a  1 bn USD  closed\n  source: s\n", side.join(", "));
    let book = folder(&[("main.book", format!("{HEAD}{parties}\n{claim}").as_bytes())]);
    assert_eq!(run(&["figures", arg(&book)]).code, 0);
}

#[test]
fn many_claims_that_replace_one_another_end() {
    let claim = |at: usize| {
        format!(
            "2026 invest a -> b  1 bn USD\n  id: c{at}\n  replaces: c{}\n  in: c{}\n  source: s\n\n",
            at + 1,
            at + 1
        )
    };
    let chain: String = (0..20_000).map(claim).collect();
    let last = "2026 invest a -> b  1 bn USD\n  id: c20000\n  replaces: c0\n  source: s\n";
    let book = folder(&[("main.book", format!("{HEAD}{chain}{last}").as_bytes())]);
    run(&["check", arg(&book)]);
    run(&["report", arg(&book)]);
}

#[test]
fn controls_in_names_do_not_reach_the_terminal() {
    let text = format!(
        "{}2026 invest a -> b  1 bn USD\n  source: s\n",
        HEAD.replace("Alder", "\u{1b}[31mred\u{7}")
    );
    let book = folder(&[("main.book", text.as_bytes())]);
    for args in [
        vec!["check", arg(&book)],
        vec!["report", arg(&book)],
        vec!["figures", arg(&book)],
        vec!["show", arg(&book), "a"],
    ] {
        let ran = run(&args);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
            "{args:?}: {}",
            ran.out
        );
    }
}
