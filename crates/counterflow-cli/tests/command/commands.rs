//! Every command on a small book.

use crate::books::{HARBOUR, arg, folder, harbour, put};
use crate::run::{run, run_in, run_with};

/// [`HARBOUR`] with a party that is not declared.
fn with_a_slip() -> tempfile::TempDir {
    folder(&[("main.book", HARBOUR.replace("invest alder ->", "invest aldr ->").as_bytes())])
}

#[test]
fn check_says_that_a_book_is_right() {
    let book = harbour();
    assert_eq!(run(&["check", arg(&book)]).clean(), "no errors, no warnings, no notes\n");
    assert_eq!(run_in(book.path(), &["check"]).clean(), "no errors, no warnings, no notes\n");
    let file = book.path().join("main.book");
    assert_eq!(
        run(&["check", file.to_str().unwrap()]).clean(),
        "no errors, no warnings, no notes\n"
    );
}

#[test]
fn check_shows_what_is_wrong_and_where() {
    let book = with_a_slip();
    let out = run(&["check", arg(&book)]).wrong();
    assert!(out.contains("error[unknown-party]: unknown party `aldr`"), "{out}");
    assert!(out.contains("main.book:20:19"), "{out}");
    assert!(out.contains("alder"), "{out}");
    let short = run(&["check", arg(&book), "--format", "short"]).wrong();
    assert!(short.starts_with("main.book:20:19: error[unknown-party]:"), "{short}");
    let json = run(&["check", arg(&book), "--format", "json"]).wrong();
    assert!(json.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{json}");
    assert!(json.contains("\"unknown-party\""), "{json}");
}

#[test]
fn a_warning_alone_is_no_error() {
    let book = folder(&[("main.book", b"source s \"A note\"\n  published: 2026\n")]);
    let ran = run(&["check", arg(&book)]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn notes_are_counted_and_printed_when_asked_for() {
    let text = "source s \"A note\"\n\ncompany a\ncompany b\n\n2026 invest a -> b  1 bn USD\n  source: s\n";
    let book = folder(&[("main.book", text.as_bytes())]);
    let out = run(&["check", arg(&book)]).clean();
    assert!(out.ends_with("(`--all` prints them)\n"), "{out}");
    let all = run(&["check", arg(&book), "--all"]).clean();
    assert!(all.contains("note[") && all.len() > out.len(), "{all}");
}

#[test]
fn colors_come_only_when_asked_for() {
    let book = with_a_slip();
    assert!(!run(&["check", arg(&book)]).wrong().contains('\u{1b}'));
    assert!(run(&["check", arg(&book), "--color", "always"]).wrong().contains('\u{1b}'));
    assert!(!run(&["check", arg(&book), "--color", "never"]).wrong().contains('\u{1b}'));
}

#[test]
fn report_prints_in_every_form() {
    let book = harbour();
    let text = run(&["report", arg(&book)]).clean();
    assert!(text.starts_with("The harbour web\nall that the book holds"), "{text}");
    assert!(text.contains("ROUNDS") && text.contains("WHO FUNDS WHOM"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for width in ["0", "1", "40", "4294967296"] {
        run(&["report", arg(&book), "--width", width]).clean();
    }
    let wide = run(&["report", arg(&book), "--width", "200", "--all"]).clean();
    assert!(wide.contains("ROUNDS"), "{wide}");
    let json = run(&["report", arg(&book), "--format", "json"]).clean();
    assert!(json.contains("\"format\": \"counterflow-report\""), "{json}");
    let csv = run(&["report", arg(&book), "--format", "csv"]).clean();
    assert!(csv.starts_with("section,row,column,text,unit,headline"), "{csv}");
    assert_eq!(run(&["report", arg(&book), "--format", "csv"]).clean(), csv);
    let html = run(&["report", arg(&book), "--format", "html"]).clean();
    assert!(html.contains("The harbour web"), "{html}");
}

#[test]
fn report_looks_from_the_dates_that_are_asked_for() {
    let book = harbour();
    let before = run(&["report", arg(&book), "--known", "2026-01-31"]).clean();
    assert!(before.contains("known on 2026-01-31"), "{before}");
    let both = run(&["report", arg(&book), "--known", "2026-02", "--as-of", "2026-Q1"]).clean();
    assert!(both.contains("as of 2026-03-31, known on 2026-02-28"), "{both}");
    for date in ["2026-02-30", "0000", "99999", "yesterday", ""] {
        let why = run(&["report", arg(&book), "--known", date]).refused();
        assert!(why.contains("is no date"), "{why}");
    }
}

#[test]
fn the_report_of_a_wrong_book_is_printed_and_said_to_be_wrong() {
    let book = with_a_slip();
    for command in ["report", "figures", "list", "diff"] {
        let mut args = vec![command, arg(&book)];
        args.extend(["--known", "2026-01..2026-03"].iter().filter(|_| command == "diff"));
        let ran = run(&args);
        assert!(ran.err.starts_with("warning: the book has 2 errors"), "{command}: {}", ran.err);
        assert!(!ran.wrong().is_empty(), "{command}");
    }
}

#[test]
fn figures_come_one_a_line() {
    let book = harbour();
    let text = run(&["figures", arg(&book)]).clean();
    assert!(text.lines().any(|line| line.starts_with("raise(q1-2026) ")), "{text}");
    let json = run(&["figures", arg(&book), "--format", "jsonl"]).clean();
    assert_eq!(text.lines().count(), json.lines().count());
    assert!(
        json.lines().all(|line| line.starts_with("{\"id\":\"") && line.ends_with("]}")),
        "{json}"
    );
    let shares = run(&["figures", arg(&book), "--only", "share("]).clean();
    assert!(
        !shares.is_empty() && shares.lines().all(|line| line.starts_with("share(")),
        "{shares}"
    );
    assert_eq!(run(&["figures", arg(&book), "--only", "nothing"]).clean(), "");
}

#[test]
fn assumptions_and_scenarios_are_named() {
    let spread = HARBOUR.replace("  due:    2027 5 bn USD\n  due:    2028 15 bn USD\n", "");
    let book = folder(&[("main.book", spread.as_bytes())]);
    put(
        book.path(),
        "sources/post.txt",
        b"as much as $100bn of fresh capital a cheque of up to $50bn",
    );
    let figure = "commitments(birch,2027)";
    let of = |flags: &[&str]| run(&[&["figures", arg(&book), "--only", figure], flags].concat());
    assert_eq!(of(&[]).clean(), "");
    let assumed = of(&["--assume", "even"]).clean();
    assert!(assumed.contains("10 bn"), "{assumed}");
    assert_eq!(of(&["--scenario", "base"]).clean(), assumed);
    let why = of(&["--scenario", "bse"]).refused();
    assert_eq!(why, "error: the book has no scenario `bse`; did you mean `base`?\n");
    assert_eq!(of(&["--assume", "evn"]).code, 1);
}

#[test]
fn totals_are_in_the_currency_that_is_asked_for() {
    let book = harbour();
    let report = run(&["report", arg(&book), "--currency", "EUR"]).clean();
    assert!(report.contains("amounts in EUR") && report.contains("rate USD/EUR"), "{report}");
    let why = run(&["report", arg(&book), "--currency", "EURO"]).refused();
    assert_eq!(why, "error: `EURO` is no ISO 4217 currency code\n");
}

#[test]
fn list_keeps_what_fits() {
    let book = harbour();
    let count =
        |flags: &[&str]| run(&[&["list", arg(&book)], flags].concat()).clean().lines().count();
    assert_eq!(count(&[]), 4);
    assert_eq!(count(&["--party", "alder"]), 3);
    assert_eq!(count(&["--stage", "talks"]), 2);
    assert_eq!(count(&["--verb", "invest", "--stage", "signed"]), 1);
    assert_eq!(count(&["--source", "filing"]), 2);
    assert_eq!(count(&["--since", "2026-02"]), 2);
    assert_eq!(count(&["--until", "2026-01"]), 2);
    for (flag, slip, near) in [
        ("--party", "aldr", "alder"),
        ("--stage", "sgined", "signed"),
        ("--verb", "invst", "invest"),
        ("--source", "filng", "filing"),
    ] {
        let why = run(&["list", arg(&book), flag, slip]).refused();
        assert!(why.contains(&format!("did you mean `{near}`?")), "{why}");
    }
}

#[test]
fn show_tells_all_about_a_name() {
    let book = harbour();
    let of = |name: &str| run(&["show", arg(&book), name]).clean();
    assert!(of("alder").starts_with("company alder  \"Alder Group\"\n  ticker: ALD\n"));
    assert!(of("alder-in-birch").starts_with("deal alder-in-birch\n"));
    assert!(of("cheque").contains("\"a cheque of up to $50bn\""));
    assert!(of("post").starts_with("source post  \"Alder weighs"));
    assert!(run(&["show", arg(&book), "nobody"]).refused().contains("`nobody`"));
}

#[test]
fn explain_goes_down_to_the_quote() {
    let book = harbour();
    let page = run(&["explain", "unknown-party"]).clean();
    assert!(page.starts_with("# unknown-party\n"), "{page}");
    let why = run(&["explain", "unknown-prty"]).refused();
    assert!(why.contains("did you mean `unknown-party`?"), "{why}");
    let share = run(&["explain", arg(&book), "raise(q1-2026)"]).clean();
    assert!(share.contains("as much as $100bn of fresh capital"), "{share}");
    let derived = run(&["explain", arg(&book), "share(alder, q1-2026)"]).clean();
    assert!(derived.contains("money(i, r) / post_money(r)"), "{derived}");
    let before =
        run(&["explain", arg(&book), "money(alder,q1-2026)", "--known", "2026-01-31"]).clean();
    assert!(before.contains("50 bn") && !before.contains("signed-cheque"), "{before}");
    let why = run(&["explain", arg(&book), "shre(alder,q1-2026)"]).refused();
    assert!(why.contains("did you mean `share(alder,q1-2026)`?"), "{why}");
}

#[test]
fn diff_tells_what_became_known() {
    let book = harbour();
    let out = run(&["diff", arg(&book), "--known", "2026-01-31..2026-03-31"]).clean();
    assert!(out.contains("claims that came into force: 2\n+ signed-cheque"), "{out}");
    assert!(out.contains("claims no longer in force: 1\n- cheque"), "{out}");
    assert!(out.contains("  money(alder,q1-2026): 50 bn (≤ 50 bn) → 30 bn\n"), "{out}");
    for known in ["2026-01", "..", "2026-01..never", "2026-01..2026-02..2026-03"] {
        run(&["diff", arg(&book), "--known", known]).refused();
    }
}

#[test]
fn phrases_show_the_bands_of_a_book() {
    let book = harbour();
    let standard = run(&["phrases"]).clean();
    assert!(standard.contains("about") && standard.contains("5%"), "{standard}");
    assert_eq!(run(&["phrases", arg(&book)]).clean(), standard);
    put(book.path(), "book.toml", b"[phrases]\nabout = 0.2\n");
    assert!(run(&["phrases", arg(&book)]).clean().contains("give or take 20%"));
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).clean();
        assert!(script.contains("counterflow") && script.contains("figures"), "{shell}");
        assert!(script.contains("pivots") && script.contains("given"), "{shell}");
    }
}

#[test]
fn fmt_changes_spacing_and_nothing_else() {
    let book = harbour();
    let main = book.path().join("main.book");
    let even = run_with(&["fmt", "--stdin"], HARBOUR.as_bytes()).clean();
    let uneven = even.replace("  ticker: ALD\n", "    ticker:      ALD   \n\n\n\n");
    std::fs::write(&main, &uneven).unwrap();
    let figures = run(&["figures", arg(&book), "--format", "jsonl"]).clean();
    let named = format!("{}\n", main.display());
    assert_eq!(run(&["fmt", arg(&book), "--check"]).wrong(), named);
    assert_eq!(std::fs::read_to_string(&main).unwrap(), uneven);
    assert_eq!(run(&["fmt", arg(&book)]).clean(), named);
    assert_eq!(std::fs::read_to_string(&main).unwrap(), even);
    assert_eq!(run(&["fmt", arg(&book)]).clean(), "");
    assert_eq!(run(&["fmt", arg(&book), "--check"]).clean(), "");
    assert_eq!(run(&["figures", arg(&book), "--format", "jsonl"]).clean(), figures);
}

#[test]
fn fmt_reads_standard_input() {
    let uneven = HARBOUR.replace("  ticker: ALD", " ticker:   ALD");
    let even = run_with(&["fmt", "--stdin"], HARBOUR.as_bytes()).clean();
    assert_eq!(run_with(&["fmt", "--stdin"], uneven.as_bytes()).clean(), even);
    assert_eq!(run_with(&["fmt", "--stdin", "--check"], uneven.as_bytes()).wrong(), "");
    assert_eq!(run_with(&["fmt", "--stdin", "--check"], even.as_bytes()).clean(), "");
    assert_eq!(run_with(&["fmt", "--stdin"], b"").clean(), "");
    assert!(run_with(&["fmt", "--stdin"], b"company \xff\n").refused().contains("not UTF-8"));
}

#[test]
fn a_call_that_makes_no_sense_is_refused() {
    run(&[]).refused();
    run(&["chekc"]).refused();
    run(&["check", "--formt", "json"]).refused();
    run(&["report", "--format", "docx"]).refused();
    run(&["report", "--width", "wide"]).refused();
    run(&["explain"]).refused();
    let why = run(&["check", "/nowhere/at/all"]).refused();
    assert_eq!(why, "error: cannot open the book `/nowhere/at/all`: no such file or directory\n");
}

#[test]
fn help_and_version_are_data() {
    assert!(run(&["--help"]).clean().contains("Examples:"));
    assert!(run(&["report", "--help"]).clean().contains("--known"));
    assert_eq!(run(&["--version"]).clean(), format!("counterflow {}\n", env!("CARGO_PKG_VERSION")));
}
