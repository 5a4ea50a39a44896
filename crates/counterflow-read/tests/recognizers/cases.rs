//! The files of cases, and how many of them a reader passes.

use std::path::Path;

use counterflow_read::View;
use serde_json::Value;

/// What a case expects or a reader finds: the words in small letters, and the resolution.
pub type Found = (String, String);

/// A case.
pub struct Case {
    /// The text.
    pub input: String,
    /// What has to be found.
    pub expected: Vec<Found>,
}

/// A file of cases, if it is there.
pub fn file(name: &str) -> Option<Vec<Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recognizers");
    let path = folder.join(name);
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap())
}

fn cases(name: &str, resolution: fn(&Value) -> String) -> Option<Vec<Case>> {
    let all = file(name)?;
    let made = all.iter().map(|case| Case {
        input: case["Input"].as_str().unwrap().to_string(),
        expected: results(case, resolution),
    });
    Some(made.collect())
}

fn results(case: &Value, resolution: fn(&Value) -> String) -> Vec<Found> {
    let all = case["Results"].as_array().unwrap();
    let one = |result: &Value| {
        (result["Text"].as_str().unwrap().to_lowercase(), resolution(&result["Resolution"]))
    };
    all.iter().map(one).collect()
}

/// The cases that a reader does not pass, by number; prints "n of N".
pub fn score(
    name: &str,
    resolution: fn(&Value) -> String,
    read: fn(&View, &str) -> Vec<Found>,
    floor: usize,
) {
    let Some(cases) = cases(name, resolution) else {
        println!("{name}: the cases are not here; nothing was compared");
        return;
    };
    let mut failed = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let found = read(&View::plain(&case.input), &case.input);
        if found != case.expected {
            println!(
                "{number} {:?}\n  expected {:?}\n  found    {found:?}",
                case.input, case.expected
            );
            failed.push(number);
        }
    }
    let passed = cases.len() - failed.len();
    println!("{name}: {passed} of {}; not passed: {failed:?}", cases.len());
    assert!(passed >= floor, "{name}: {passed} of {}, fewer than {floor}", cases.len());
}

/// The words of some tokens as the text has them, in small letters.
pub fn words(view: &View, original: &str, span: counterflow_read::Span) -> String {
    original[view.original(span).range()].to_lowercase()
}
