//! Lines of words in which the name of a claim opens the claim.

use super::Page;
use super::escape::{clip, escape};

impl Page<'_> {
    /// A line of text; each word that names a claim is a button that opens it.
    pub fn words_with_claims(&mut self, line: &str) {
        for (at, word) in line.split(' ').enumerate() {
            if at > 0 {
                self.out.push(' ');
            }
            let shown = clip(word);
            let shown = escape(&shown);
            let word = match self.links.claim_named(word) {
                Some(id) => {
                    let anchor = self.links.open_claim(id);
                    format!("<button popovertarget=\"{anchor}\"><code>{shown}</code></button>")
                }
                None => shown.to_string(),
            };
            self.out.push_str(&word);
        }
    }
}
