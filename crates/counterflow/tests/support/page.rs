//! The blocks of a Markdown page.

/// A fenced block: what stands after its fence, and what is inside.
pub struct Block {
    /// The words after the opening fence.
    pub info: String,
    /// The lines inside, each with its end.
    pub text: String,
}

/// The fenced blocks of a page, in order.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut lines = page.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let inside = lines.by_ref().take_while(|line| *line != "```");
        let text = inside.flat_map(|line| [line, "\n"]).collect();
        found.push(Block { info: info.trim().to_string(), text });
    }
    found
}
