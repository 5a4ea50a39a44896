//! How far along a deal is, by the words in front of its verb.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::claim::Stage;
use crate::clause::Frame;

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tells {
    Stage(Stage),
    Denied,
}

static WORDS: LazyLock<FxHashMap<&'static str, Tells>> = LazyLock::new(|| {
    let lines = include_str!("stage.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| {
        let mut words = line.split_whitespace();
        let stage = words.next().unwrap_or("");
        let tells = Stage::of(stage).map_or(Tells::Denied, Tells::Stage);
        words.map(move |word| (word, tells))
    });
    words.collect()
});

/// The stage that a frame tells of, and whether it is denied; `otherwise` where no word tells one.
pub fn stage(frame: &Frame, otherwise: Stage) -> (Stage, bool) {
    let told = |cue: &String| cue.split(' ').find_map(|word| WORDS.get(word).copied());
    let all: Vec<Tells> = frame.cues.iter().filter_map(told).collect();
    let not = frame.cues.iter().any(|cue| matches!(&cue[..], "not" | "n't" | "never" | "won't"));
    let denied = all.contains(&Tells::Denied) || not;
    if all.contains(&Tells::Stage(Stage::Terminated)) {
        return (Stage::Terminated, denied);
    }
    let first = all.iter().find_map(|tells| match tells {
        Tells::Stage(stage) => Some(*stage),
        Tells::Denied => None,
    });
    match first {
        // It is considering a plan, it may agree: what is least far decides.
        Some(_) if all.contains(&Tells::Stage(Stage::Talks)) => (Stage::Talks, denied),
        // What will be completed is not.
        Some(Stage::Closed) if !frame.past => (otherwise, denied),
        Some(stage) => (stage, denied),
        None if !frame.past && otherwise == Stage::Closed && !frame.cues.is_empty() => {
            (Stage::Reported, denied)
        }
        None => (otherwise, denied),
    }
}
