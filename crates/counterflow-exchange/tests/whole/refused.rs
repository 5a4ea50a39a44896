//! Input that is no book is refused, with every mistake in words.

use counterflow_exchange::{from_csv, from_json};
use proptest::prelude::*;

use crate::{Book, check_round_trip};

/// Asserts that a text is refused in these words.
fn check_json(json: &str, words: &str) {
    let error = from_json(json).expect_err(json);
    assert_eq!(error.to_string(), words.trim(), "{json}");
}

/// Asserts that a book whose only file has these entries is refused in these words.
fn check_entries(entries: &str, words: &str) {
    check_json(&with_entries(entries), words);
}

fn with_entries(entries: &str) -> String {
    format!(
        r#"{{"format":"counterflow-book","version":1,"settings":null,"files":[{{"path":"main.book","entries":[{entries}]}}]}}"#
    )
}

#[test]
fn text_that_is_no_json_is_refused_with_its_position() {
    check_json("", "line 1, column 0: the text is no JSON: EOF while parsing a value");
    check_json("{\n  \"format\": NaN}", "line 2, column 13: the text is no JSON: expected value");
    check_json("{} {}", "line 1, column 4: the text is no JSON: trailing characters");
    check_json(r#"{"a": 1e999}"#, "line 1, column 11: the text is no JSON: number out of range");
    check_json(
        &"[".repeat(100_000),
        "line 1, column 128: lists and objects are nested over 127 deep",
    );
    check_json(
        r#"{"a":"\ud800"}"#,
        "line 1, column 13: the text is no JSON: unexpected end of hex escape",
    );
}

#[test]
fn another_format_or_version_is_refused_alone() {
    check_json(
        "[]",
        r#"the whole text: the text is no book: it has no `"format": "counterflow-book"`"#,
    );
    check_json(
        r#"{"format":"x","odd":1}"#,
        "format: expected the format `counterflow-book`, found `x`",
    );
    check_json(
        r#"{"format":"counterflow-book","version":2}"#,
        "version: expected version 1, found version 2, which this program does not read",
    );
    check_json(
        r#"{"format":"counterflow-book","version":"1"}"#,
        "version: expected version 1, found text",
    );
    check_json(
        r#"{"format":"counterflow-book"}"#,
        "version: `version` is missing: this program reads version 1",
    );
}

#[test]
fn all_mistakes_of_a_book_are_told_at_once() {
    check_json(
        r#"{"format":"counterflow-book","version":1,"settings":5,"file":[],"files":[
            {"path":"../x","entries":[]},
            {"path":"a.book","entries":[{"header":{"verb":"invset","to":["b"]}}, 5, {"tight":1,"comment":"x"}]},
            {"path":"a.book","entrys":[]},
            {"path":"a.book/b","entries":[],"text":""}
        ]}"#,
        r#"
file: unknown member `file`
  help: write `files`
settings: expected text or null, found a number
files[0].path: the path `../x` leads out of the book's folder
  help: write a path such as `deals/pier.book`
files[1].entries[0].header.verb: unknown verb `invset`
  help: write `invest`
files[1].entries[1]: expected an object, found a number
files[1].entries[2].tight: expected true or false, found a number
files[1].entries[2].comment: a comment starts with `;`
  help: write `; x`
files[2].entrys: unknown member `entrys`
  help: write `entries`
files[2].path: the path `a.book` is given twice
  help: put the entries into one file
files[2]: `entries` is missing
files[3].path: `a.book/b` and another path are a file and its folder
  help: rename one of them
files[3]: `entries` and `text` are both given
  help: leave one out
"#,
    );
}

#[test]
fn a_header_says_what_it_lacks() {
    let header = |header: &str, words: &str| {
        check_entries(
            &format!(r#"{{"header":{header}}}"#),
            &words.replace("HEADER", "files[0].entries[0].header"),
        );
    };
    header(
        "{}",
        "HEADER: the header does not say what it starts\n  help: write one of `verb`, `declare`, `include` and `judge`",
    );
    header(
        r#"{"verb":"invest","from":["a"]}"#,
        "HEADER.to: `invest` lacks this part\n  help: the parts of a header such as `invest alder -> birch up to 50 bn USD talks`",
    );
    header(
        r#"{"verb":"invest","to":["b"],"third":["c"],"from":"a"}"#,
        "HEADER.from: expected a list of texts, found text\nHEADER.third: a header of `invest` has no such part\n  help: a header of this verb is such as `invest alder -> birch up to 50 bn USD talks`",
    );
    header(
        r#"{"verb":"buy","from":["a b","c"],"to":[],"date":"soon","from_mode":"both"}"#,
        "HEADER.date: `soon` is no date\n  help: write `2026-01-30`, `2026-01`, `2026-Q1` or another form of a date\nHEADER.from: `a b` is not one word\n  help: write a name or word without blanks, quotes and commas\nHEADER.from_mode: unknown mode `both`\n  help: write `jointly` or `each`",
    );
    header(
        r#"{"verb":"value","to":["a"],"quantity":"5 bn USD talks","stage":"signed","means":{"low":"1"}}"#,
        "HEADER.quantity: expected `5 bn USD talks` to stand for itself, and it is read as `5 bn USD`\n  help: write the amount alone, and what follows it as `stage` or `nature`\nHEADER.stage: a header of `value` has no such part\n  help: a header of this verb is such as `value birch 380 bn USD closed`",
    );
    header(
        r#"{"verb":"value","to":["a"],"quantity":"5 ; why"}"#,
        "HEADER.quantity: text after ` ;` would be read as a comment\n  help: put it in quotes",
    );
    header(
        r#"{"declare":"company","id":"a","title":"x\ny"}"#,
        "HEADER.title: a line end stands in the text\n  help: write it on one line; an entry has one line for each key",
    );
    header(
        r#"{"declare":"company","verb":"buy"}"#,
        "HEADER: `verb` and `declare` are both given\n  help: leave one out",
    );
    header(
        r#"{"declare":"buy","id":"a"}"#,
        "HEADER.declare: `buy` declares nothing\n  help: write `source`, `company` or another kind of party, `assume` or `scenario`",
    );
    header(
        r#"{"verb":"company","to":["a"]}"#,
        "HEADER.verb: `company` starts no claim\n  help: write it as `declare`, `include` or `judge`",
    );
    header(r#"{"judge":"same","parties":["a"]}"#, "HEADER.parties: expected two parties, found 1");
    header(
        r#"{"judge":"same","parties":["a","b c"]}"#,
        "HEADER.parties: `b c` is not one word\n  help: write a name or word without blanks, quotes and commas",
    );
    header(r#"{"include":"a","include":"b"}"#, "HEADER.include: `include` is given twice");
    header(
        r#"{"verb":"say","from":["a"],"relation":"doubts"}"#,
        "HEADER.relation: unknown relation `doubts`\n  help: write `denies` or `supports`",
    );
}

#[test]
fn a_line_is_one_line_with_one_key() {
    let field = |field: &str, words: &str| {
        let entry = format!(r#"{{"header":{{"declare":"company","id":"a"}},"fields":[{field}]}}"#);
        check_entries(&entry, &words.replace("FIELD", "files[0].entries[0].fields[0]"));
    };
    field(
        r#"{"key":"note","value":"a\nbuy x -> y"}"#,
        "FIELD.value: a line end stands in the text\n  help: write it on one line; an entry has one line for each key",
    );
    field(
        r#"{"key":"note","value":"a ; b"}"#,
        "FIELD.value: text after ` ;` would be read as a comment\n  help: put it in quotes",
    );
    field(
        r#"{"key":"note","value":"\"a","comment":"; b"}"#,
        "FIELD.value: a string has no closing quote before the comment\n  help: close it with `\"`; a quote inside a string is written `\\\"`",
    );
    field(
        r#"{"key":"a b","value":"c"}"#,
        "FIELD.key: `a b` is no key\n  help: write one word, without its colon",
    );
    field(
        r#"{"key":"","value":"c"}"#,
        "FIELD.key: `` is no key\n  help: write one word, without its colon",
    );
    field(r#"{"key":"a"}"#, "FIELD: `value` is missing");
    field(
        r#"{"key":"a","value":null}"#,
        "FIELD.value: expected text, found null\n  help: leave the member out where there is nothing to say",
    );
    field(
        r#"{"comment":"b\r"}"#,
        "FIELD.comment: a line end stands in the text\n  help: write it on one line; an entry has one line for each key",
    );
    field(r#"{"comment":5}"#, "FIELD.comment: expected text, found a number");
    check_entries(
        r#"{"raw":" \n"},{"tight":true}"#,
        "files[0].entries[0].raw: the lines are empty\n  help: leave the entry out\nfiles[0].entries[1]: expected an entry, a comment or raw lines\n  help: write one of `header`, `comment` and `raw`",
    );
}

#[test]
fn a_thousand_mistakes_are_enough() {
    let entries = vec!["5"; 5_000].join(",");
    let error = from_json(&with_entries(&entries)).unwrap_err();
    assert_eq!((error.mistakes().len(), error.omitted()), (1_000, 4_000));
    assert!(error.to_string().ends_with("and 4000 more"));
}

#[test]
fn what_is_only_for_reading_is_not_read() {
    let entries = r#"{"header":{"verb":"value","to":["a"],"quantity":"5 USD","means":{"low":"7","odd":[1]}},
        "fields":[{"key":"amount","value":"6 USD","means":5}]}"#;
    let files = from_json(&with_entries(entries)).unwrap();
    assert_eq!(files[0].text, "value a 5 USD\n  amount: 6 USD\n");
    let files =
        from_csv("file,verb,to,quantity,low,unit\nm.book,value,a,5 USD,7,GW\n", false).unwrap();
    assert_eq!(files[0].text, "value a 5 USD\n");
}

/// Asserts that a table is refused in these words.
fn check_csv(csv: &str, words: &str) {
    let error = from_csv(csv, false).expect_err(csv);
    assert_eq!(error.to_string(), words.trim(), "{csv}");
}

#[test]
fn a_table_is_refused_with_row_and_column() {
    check_csv(
        "",
        "row 1: the column `file` is missing\n  help: the first row holds the names of the columns\nrow 1: the column `verb` is missing\n  help: the first row holds the names of the columns",
    );
    check_csv(
        "file,verb,quantty,verb\n",
        "row 1, column `quantty`: unknown column `quantty`\n  help: write `quantity`\nrow 1, column `verb`: the column `verb` is given twice",
    );
    check_csv(
        "file,verb\na,\"b\n",
        "line 2, column 3: a quote is never closed\n  help: write `\"\"` for a quote inside a quoted cell",
    );
    check_csv(
        "file,verb\na,\"b\"c\n",
        "line 2, column 6: text follows a closing quote\n  help: write `\"\"` for a quote inside a quoted cell",
    );
    check_csv(
        "file,entry,tight,date,verb,from,to,note:,lines,other,text\n\
         /x,claim,maybe,Jan-26,buy,a b,c,,,,\n\
         m,source,,2026,buy,a,c,,note x,nokey,\n\
         m,comment,,,buy,,,,,,x\n\
         m,,,,invset,,,,,,,,1\n\
         m,,,,buy,a,b,c ; d,,,\n\
         m,raw,,,,,,,,,\n\
         m,text,,,,,,,,,x\n\
         book.toml,settings,,,,,,,,,x\n\
         b.toml,settings,,,,,,,,,x\n",
        r#"
row 2, column `file`: the path `/x` is not counted from the book's folder
  help: write a path such as `deals/pier.book`
row 2, column `tight`: expected `yes` or nothing, found `maybe`
row 2, column `from`: `a b` is no list of names
  help: write names with commas between: `fir, elm`
row 3, column `entry`: expected `claim` for the verb `buy`, found `source`
row 3, column `other`: `nokey` has no `key:`
  help: write `key: value`
row 3, column `lines`: `note x` is neither a key nor a comment
  help: write keys and comments with ` | ` between: `id | note ; why | source`
row 4, column `verb`: a row of kind `comment` has no such cell
row 4, column `text`: a comment starts with `;`
  help: write `; x`
row 5: 13 cells stand under 11 columns
  help: put a cell with commas in quotes
row 5, column `verb`: unknown verb `invset`
  help: write `invest`
row 6, column `note:`: text after ` ;` would be read as a comment
  help: put it in quotes
row 7, column `text`: the lines are empty
  help: leave the entry out
row 8, column `entry`: the text of the whole file and other rows are both given
  help: leave one out
row 10, column `file`: expected `book.toml`, found `b.toml`
row 10, column `entry`: the settings are given twice
"#,
    );
}

#[test]
fn a_table_made_by_hand_is_read() {
    let table = "verb;to;file;from;due:;note:;source:;id:;lines\r\n\
                 buy;b;m.book;a , c;2026 1 bn USD | 2027 2 bn USD;;s;;\r\n\
                 \r\n\
                 ;;;;;;;;\r\n\
                 value;b;m.book;;;of \\| by;s;v;\"source | if | note ; c | ; d\"\r\n";
    let files = from_csv(&format!("\u{FEFF}{table}"), false).unwrap();
    let text = "buy a, c -> b\n  due:    2026 1 bn USD\n  due:    2027 2 bn USD\n  source: s\n\n\
                value b\n  source: s\n  note:   of | by  ; c\n; d\n  id:     v\n";
    assert_eq!(files[0].text, text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// A form that was changed at random is refused, or makes a book that survives.
    #[test]
    fn a_changed_form_is_refused_or_read(at in any::<prop::sample::Index>(), end in any::<prop::sample::Index>(), by in ".{0,3}", guard in any::<bool>()) {
        let book = Book::of("; c\ncompany a \"A\"  ; why\n  also: \"x\", y  ; d\n\n2026 buy a, b -> c 5 USD talks\n  x: y\nbroken\n");
        for (form, is_json) in [(book.json(), true), (book.csv(guard), false)] {
            let Some(changed) = changed(&form, at.index(form.len()), end.index(8), &by) else { continue };
            let read = if is_json { from_json(&changed) } else { from_csv(&changed, guard) };
            if let Ok(files) = read {
                check_round_trip(&Book::new(&files));
            }
        }
    }

    #[test]
    fn any_characters_are_refused_or_read(text in any::<String>()) {
        let _ = from_json(&text);
        let _ = from_json(&with_entries(&text));
        let _ = from_csv(&text, true);
        let _ = from_csv(&format!("file,entry,verb,from,lines,other,text\n{text}"), false);
    }
}

fn changed(form: &str, at: usize, length: usize, by: &str) -> Option<String> {
    let (before, after) = (form.get(..at)?, form.get(at + length..)?);
    Some(format!("{before}{by}{after}"))
}
