//! How far along a deal is, by the words in front of its verb.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::claim::Stage;
use crate::clause::Frame;

/// What a word tells of how far along a deal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// That it is at a stage.
    Stage(Stage),
    /// That it is not so.
    Denied,
}

static WORDS: LazyLock<FxHashMap<&'static str, Cue>> = LazyLock::new(|| {
    let lines = include_str!("stage.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| {
        let mut words = line.split_whitespace();
        let stage = words.next().unwrap_or("");
        let tells = Stage::of(stage).map_or(Cue::Denied, Cue::Stage);
        words.map(move |word| (word, tells))
    });
    words.collect()
});

/// What a word, as the base of its verb, tells; nothing for most.
pub fn cue(word: &str) -> Option<Cue> {
    WORDS.get(word).copied()
}

/// The stage that a frame tells of, and whether it is denied; `otherwise` where no word tells one.
pub fn stage(frame: &Frame, otherwise: Stage) -> (Stage, bool) {
    let told = |cue: &String| cue.split(' ').find_map(|word| WORDS.get(word).copied());
    let all: Vec<Cue> = frame.cues.iter().filter_map(told).collect();
    let not = frame.cues.iter().any(|cue| matches!(&cue[..], "not" | "n't" | "never" | "won't"));
    let denied = all.contains(&Cue::Denied) || not;
    if all.contains(&Cue::Stage(Stage::Terminated)) {
        return (Stage::Terminated, denied);
    }
    let first = all.iter().find_map(|tells| match tells {
        Cue::Stage(stage) => Some(*stage),
        Cue::Denied => None,
    });
    match first {
        // It is considering a plan, it may agree: what is least far decides.
        Some(_) if all.contains(&Cue::Stage(Stage::Talks)) => (Stage::Talks, denied),
        // What will be completed is not.
        Some(Stage::Closed) if !frame.past => (otherwise, denied),
        Some(stage) => (stage, denied),
        None if !frame.past && otherwise == Stage::Closed && !frame.cues.is_empty() => {
            (Stage::Reported, denied)
        }
        None => (otherwise, denied),
    }
}
