//! The article and the passages of the shared folder, where it is there.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::gold::{Score, of_json, read, score};

/// The cases of a folder, or nothing, which is told.
fn cases(folder: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(folder);
    let Ok(entries) = std::fs::read_dir(&path) else {
        println!("no {folder} beside the project: nothing is read");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    files.iter().filter_map(|file| serde_json::from_slice(&fs(file)).ok()).collect()
}

fn fs(file: &Path) -> Vec<u8> {
    std::fs::read(file).unwrap_or_default()
}

#[test]
fn the_article_is_read_whole_and_its_traps_are_passed_by() {
    for case in cases("seed/scored") {
        let text = case["text"].as_str().unwrap_or("");
        let score = score(text, &of_json(&case));
        assert_eq!(
            (score.gold, score.read, score.edges, score.cores),
            (19, 19, 19, 19),
            "{score:?}"
        );
        let claims = read(text);
        for claim in &claims {
            let done = matches!(claim.stage.name(), "closed" | "signed" | "announced");
            let named = |one: &Option<counterflow_read::claim::Somebody>, name: &str| {
                one.as_ref().is_some_and(|one| one.name == name)
            };
            let talks = named(&claim.from, "Amazon") && named(&claim.to, "OpenAI");
            assert!(!(talks && done), "talks told as done: {claim:?}");
            assert!(!named(&claim.from, "Wall Street"), "{claim:?}");
        }
    }
}

#[test]
fn passages_hold_few_claims_that_are_none() {
    let mut all = Score::default();
    for case in cases("passages") {
        all.add(score(case["text"].as_str().unwrap_or(""), &of_json(&case)));
    }
    println!("passages: {all:?}, precision {:.3}, recall {:.3}", all.precision(), all.recall());
    if all.gold > 0 {
        assert!(all.precision() >= 0.90, "{all:?}");
        assert!(all.recall() >= 0.38, "{all:?}");
    }
}
