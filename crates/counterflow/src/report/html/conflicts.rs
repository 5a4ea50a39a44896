//! The conflicts: what claims say against one another, each claim a button that opens it.

use super::Page;

impl Page<'_> {
    /// The list of conflicts; nothing where there are none.
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
            self.words_with_claims(line);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n</section>\n");
    }
}
