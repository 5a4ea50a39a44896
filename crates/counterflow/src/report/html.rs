//! A report as one self-contained page: no script, no network, every number opens its trace.
//!
//! A trace is a native popover, so it works by mouse, by keyboard and without any script. It stands
//! once in the page, whatever shows its figure, under an `id` that is the figure's own: the address
//! `page.html#share(amazon,q1-2026)` leads to it. Whatever a book says goes through [`escape()`].

mod claim;
mod conflicts;
mod digits;
mod ends;
mod escape;
mod legend;
mod links;
mod summary;
mod table;
mod trace;
mod words;

use counterflow_analysis::Section;

use super::Report;
use escape::{clip, escape};
use links::Links;

const STYLE: &str = include_str!("html/page.css");

/// Nothing is loaded, sent or run; the style stands in the page.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

impl Report<'_> {
    /// The report as a page of HTML. The same report gives the same bytes.
    ///
    /// Space is linear in the cells, and in the claims behind every figure that is shown.
    pub fn to_html(&self) -> String {
        let mut page = Page { report: self, links: Links::new(self), out: String::new() };
        page.head();
        page.contents();
        page.out.push_str("<main id=\"main\">\n");
        page.summary();
        for section in &self.answers.sections {
            page.section(section);
        }
        page.conflicts();
        page.out.push_str(legend::LEGEND);
        page.out.push_str("</main>\n</div>\n");
        page.foot();
        page.traces();
        page.out.push_str("</body>\n</html>\n");
        page.out
    }
}

/// A page while it is written.
struct Page<'a> {
    report: &'a Report<'a>,
    links: Links<'a>,
    out: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let report = self.report;
        let title = clip(&report.title);
        let title = escape(&title);
        let dates = report.dates();
        let assumed = match report.network.view.assume.as_slice() {
            [] => String::new(),
            names => format!(" · assuming {}", escape(&names.join(", "))),
        };
        self.out.push_str(&format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#main\">Skip to the tables</a>\n\
             <header id=\"top\">\n<h1>{title}</h1>\n\
             <p class=\"view\">{} · amounts in {}{assumed}</p>\n{}</header>\n",
            escape(&dates),
            report.network.view.currency,
            legend::HOW_TO_READ,
        ));
    }

    fn contents(&mut self) {
        self.out.push_str(
            "<div class=\"page\">\n<nav aria-labelledby=\"contents\">\n<div>\n\
             <h2 id=\"contents\">Contents</h2>\n<ul>\n",
        );
        self.contents_line("summary", "Summary");
        for Section { key, title, .. } in &self.report.answers.sections {
            self.contents_line(key, title);
        }
        if !self.report.conflicts.is_empty() {
            self.contents_line("conflicts", "Conflicts");
        }
        self.contents_line("notation", "Notation");
        self.out.push_str("</ul>\n</div>\n</nav>\n");
    }

    fn contents_line(&mut self, key: &str, title: &str) {
        self.out.push_str(&format!("<li><a href=\"#{key}\">{}</a></li>\n", escape(title)));
    }

    fn foot(&mut self) {
        self.out.push_str(&format!(
            "<footer>Made by Counterflow {} from the text of the book alone. \
             The same book in the same view gives the same page, byte for byte.</footer>\n",
            env!("CARGO_PKG_VERSION")
        ));
    }
}
