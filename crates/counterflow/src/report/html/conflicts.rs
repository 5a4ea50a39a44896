//! The conflicts: what claims say against one another, each claim a button that opens it.

use super::Page;
use super::escape::{clip, escape};

impl Page<'_> {
    pub fn conflicts(&mut self) {
        let report = self.report;
        if report.conflicts.is_empty() {
            return;
        }
        self.out.push_str(
            "<section id=\"conflicts\">\n<h2>Conflicts</h2>\n\
             <p class=\"about\">what claims say against one another; a claim that disputes another \
             is kept as an alternative and counts in no total</p>\n<ul class=\"conflicts\">\n",
        );
        for line in &report.conflicts {
            self.out.push_str("<li>");
            for (at, word) in line.split(' ').enumerate() {
                if at > 0 {
                    self.out.push(' ');
                }
                self.word(word);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n</section>\n");
    }

    /// A word that names a claim opens it.
    fn word(&mut self, word: &str) {
        let shown = clip(word);
        match self.links.claim_named(word) {
            Some(id) => {
                let anchor = self.links.open_claim(id);
                let shown = escape(&shown);
                self.out.push_str(&format!("<button popovertarget=\"{anchor}\"><code>{shown}</code></button>"));
            }
            None => self.out.push_str(&escape(&shown).to_string()),
        }
    }
}
