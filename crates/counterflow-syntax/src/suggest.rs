//! "Did you mean".

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
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length < 2 {
        return None;
    }
    let reach = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= reach)
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, candidate)| candidate)
}
