//! All that is wrong with tables, told at once.

use crate::output::{Failure, say};

/// More than this many mistakes are counted and not told.
const TOLD: usize = 50;

/// What is wrong with the tables of one call.
#[derive(Debug, Default)]
pub struct Mistakes {
    told: Vec<String>,
    more: usize,
}

impl Mistakes {
    /// Notes one mistake: where, what, and what to write instead.
    pub fn push(&mut self, text: String) {
        if self.told.len() < TOLD {
            self.told.push(text);
        } else {
            self.more += 1;
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Ends the command if there are any.
    ///
    /// # Errors
    ///
    /// [`Failure::Wrong`] with all of them.
    pub fn none(self) -> Result<(), Failure> {
        if self.is_empty() {
            return Ok(());
        }
        let mut texts = self.told;
        if self.more > 0 {
            texts.push(format!("and {} more", self.more));
        }
        Err(Failure::Wrong(texts))
    }
}

/// Tells what is odd about tables and no mistake.
pub fn warn(text: &str) {
    say(&format!("warning: {text}"));
}

/// Words of a table, short enough to repeat.
pub fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    let cut: String = text.chars().take(MOST).collect();
    let rest = if cut.len() < text.len() { "…" } else { "" };
    format!("`{}{rest}`", crate::output::for_people(&cut).replace(['\n', '\t'], " "))
}
