//! "Did you mean".

/// Longer words are no slips of the hand; to compare two takes time in the square of their length.
const LONGEST_WORD: usize = 64;

/// The candidate nearest to `word`, if one is near enough to be a slip of the hand.
///
/// Near enough means at most a third of the letters differ, a swap of neighbours counting once; a
/// single letter is near to nothing. Ties go to the candidate that comes first in the alphabet. Time is one comparison a candidate.
///
/// ```
/// use counterflow_syntax::nearest;
/// assert_eq!(nearest("opnai", ["amazon", "openai"]), Some("openai"));
/// assert_eq!(nearest("zebra", ["amazon", "openai"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().take(LONGEST_WORD + 1).count();
    if !(2..=LONGEST_WORD).contains(&length) {
        return None;
    }
    let word = word.to_lowercase();
    let reach = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| {
            candidate.chars().take(2 * LONGEST_WORD).count().abs_diff(length) <= reach
        })
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, candidate)| candidate)
}
