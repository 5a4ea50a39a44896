//! The summary: the totals as numbers that open, the other facts as text.

use counterflow_analysis::Shown;
use counterflow_network::Key;

use super::Page;
use super::escape::escape;

/// The labels of the summary that tell of a total, and its attribute.
const TOTALS: [(&str, &str); 3] =
    [("new money", "funding"), ("commitments", "commitments"), ("loans", "borrowed")];

impl Page<'_> {
    /// The summary: totals first, then the facts.
    pub fn summary(&mut self) {
        let report = self.report;
        self.out.push_str("<section id=\"summary\">\n<h2>Summary</h2>\n<dl class=\"totals\">\n");
        let total = |label: &str| {
            let (_, attribute) = TOTALS.iter().find(|(name, _)| *name == label)?;
            self.links.find(&Key::new(attribute, []))
        };
        let lines: Vec<_> =
            report.summary.iter().map(|(label, text)| (total(label), *label, text)).collect();
        for (at, label, _) in &lines {
            if let Some(at) = at {
                self.total(label, *at);
            }
        }
        self.out.push_str("</dl>\n<dl class=\"facts\">\n");
        for (_, label, text) in lines.iter().filter(|(at, _, _)| at.is_none()) {
            self.fact(label, text);
        }
        self.out.push_str("</dl>\n</section>\n");
    }

    /// A total with its three readings, or that it cannot be computed.
    fn total(&mut self, label: &str, at: usize) {
        let unit = self.report.answers.figures[at].unit;
        self.out.push_str(&format!("<div><dt>{}, {unit}</dt><dd class=\"main\">", escape(label)));
        let figure = &self.report.answers.figures[at];
        if figure.readings.headline.is_none() && figure.readings.range.is_none() {
            self.number(at, Shown::Range, true);
            self.out.push_str("</dd></div>\n");
            return;
        }
        self.number(at, Shown::Headline, true);
        self.out.push_str("</dd><dd>firm ");
        self.number(at, Shown::Firm, false);
        self.out.push_str("</dd><dd>range ");
        self.number(at, Shown::Range, false);
        self.out.push_str("</dd></div>\n");
    }

    /// A line of text, under a label that leads to the section of that name where there is one.
    fn fact(&mut self, label: &str, text: &str) {
        let key = label.replace(' ', "-");
        let conflicts = key == "conflicts" && !self.report.conflicts.is_empty();
        let known =
            conflicts || self.report.answers.sections.iter().any(|section| section.key == key);
        let label = match known {
            true => format!("<a href=\"#{key}\">{}</a>", escape(label)),
            false => escape(label).to_string(),
        };
        self.out.push_str(&format!("<div><dt>{label}</dt><dd>{}</dd></div>\n", escape(text)));
    }
}
