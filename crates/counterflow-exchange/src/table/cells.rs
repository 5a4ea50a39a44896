//! Several texts in one cell, and cells that a spreadsheet would take for formulas.

/// Puts texts into one cell, with ` | ` between.
///
/// A `|` that stands alone in a text gets a backslash in front, as does one that already has some.
pub fn pack<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let packed: Vec<String> = texts.into_iter().map(escaped).collect();
    packed.join(" | ")
}

fn escaped(text: &str) -> String {
    let words = text.split(' ').map(|word| match is_bar(word) {
        true => format!("\\{word}"),
        false => word.to_string(),
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The texts in a cell; one empty text where the cell is empty.
pub fn unpack(cell: &str) -> Vec<String> {
    let mut texts = vec![Vec::new()];
    for word in cell.split(' ') {
        match (word, texts.last_mut()) {
            ("|", _) => texts.push(Vec::new()),
            (word, Some(text)) => text.push(plain(word)),
            (_, None) => {}
        }
    }
    texts.iter().map(|words| words.join(" ")).collect()
}

fn plain(word: &str) -> &str {
    word.strip_prefix('\\').filter(|rest| is_bar(rest)).unwrap_or(word)
}

/// A `|` with any number of backslashes in front.
fn is_bar(word: &str) -> bool {
    word.strip_suffix('|').is_some_and(|rest| rest.bytes().all(|byte| byte == b'\\'))
}

/// Whether a spreadsheet could take a cell for a formula, or for a guarded one.
fn is_risky(cell: &str) -> bool {
    // The wide forms are read as the plain ones where such letters are usual.
    cell.starts_with(['=', '+', '-', '@', '\'', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell that no spreadsheet takes for a formula.
pub fn guarded(cell: &str) -> String {
    if is_risky(cell) { format!("'{cell}") } else { cell.to_string() }
}

/// The cell that was guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let texts = ["a | b", "|", "\\| c", "d |", "", "  e", "a|b", "\\", "\\\\|"];
        let cell = pack(texts);
        assert_eq!(unpack(&cell), texts);
        assert_eq!(pack(["a | b"]), "a \\| b");
    }

    #[test]
    fn a_guarded_cell_is_itself_again() {
        for cell in ["=1", "-10%", "'", "''=", "plain", "", "＝1"] {
            assert_eq!(unguarded(&guarded(cell)), cell);
        }
        assert_eq!(guarded("-10%"), "'-10%");
    }
}
