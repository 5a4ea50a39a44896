//! The traces: what a number is, how it follows, and the claims that it rests on.

use counterflow_analysis::{Figure, Shown};
use counterflow_claim::{Bounds, Measure};
use counterflow_network::{ATTRIBUTES, Derivation, Key, State, interval};

use super::Page;
use super::digits;
use super::escape::{clip, escape};
use crate::display;
use crate::explain::contradictions;

/// A figure that rests on more claims than this lists them by their headers, and each opens by
/// itself; so a claim behind many totals does not stand in full in each of them.
const MOST_IN_FULL: usize = 8;

impl Page<'_> {
    /// The trace of every figure that something opens, then the claims that something opens.
    pub fn traces(&mut self) {
        self.out.push_str("<section id=\"traces\">\n<h2>Trace</h2>\n");
        for at in self.links.reached() {
            self.trace(at);
        }
        self.claims();
        self.out.push_str("</section>\n");
    }

    /// One trace. It says everything about its figure, so that an address can lead to it.
    fn trace(&mut self, at: usize) {
        let figure = &self.report.answers.figures[at];
        let anchor = self.links.anchor(at).to_string();
        let (attribute, of) = title(figure);
        let id = clip(&figure.id);
        let id = escape(&id);
        self.out.push_str(&format!(
            "<div popover id=\"{anchor}\" role=\"dialog\" aria-label=\"Trace of {id}\">\n\
             <header><h3><small>{}</small>{}</h3>{}</header>\n\
             <p class=\"id\"><a href=\"#{anchor}\"><code>{id}</code></a>{}</p>\n",
            escape(attribute),
            escape(&of),
            close(&anchor),
            state(figure),
        ));
        self.readings(figure);
        self.remarks(figure);
        self.missing(figure);
        if let Some(derivation) = &figure.derivation {
            self.derivation(derivation);
        }
        self.ends(at);
        self.used_in(at);
        self.rests_on(figure);
        self.out.push_str("</div>\n");
    }

    fn readings(&mut self, figure: &Figure) {
        let readings = figure.readings;
        let rows = [
            ("Headline", Shown::Headline, readings.headline.map(digits::written)),
            ("Firm", Shown::Firm, readings.firm.map(digits::written)),
            ("Range", Shown::Range, readings.range.map(|range| full_range(figure, range))),
        ];
        self.out.push_str("<table class=\"readings\"><tbody>\n");
        for (label, shown, full) in rows {
            let unit = unit(figure);
            let full = full.map(|full| format!("{} {unit}", escape(&full))).unwrap_or_default();
            let short = match shown {
                Shown::Headline => display::headline(figure),
                Shown::Firm | Shown::Range => display::reading(figure, shown),
            };
            self.out.push_str(&format!(
                "<tr><th scope=\"row\">{label}</th><td>{}</td><td>{}</td></tr>\n",
                escape(&short),
                full.trim_end()
            ));
        }
        self.out.push_str("</tbody></table>\n");
    }

    fn remarks(&mut self, figure: &Figure) {
        let assumed = figure.assumed.iter().map(|what| ("assumes", what.as_str()));
        let band = figure.approx.then_some((
            "leans on a band",
            "a phrase such as “about” stands for a range; counterflow phrases lists them",
        ));
        let outside = display::is_outside(&figure.readings);
        let outside = outside.then_some((
            "headline outside of its range",
            "what else is said allows no such number",
        ));
        let tight = self.report.network.entailment.is_tight(&figure.key);
        let tight = tight.then_some(("tight", "no narrower range follows from the claims"));
        let remarks: Vec<_> = assumed.chain(band).chain(outside).chain(tight).collect();
        let network = &self.report.network;
        let variable = network.variables.get(&figure.key).filter(|variable| variable.contradicted);
        let against = variable.map(|variable| contradictions(network, variable));
        let against = against.unwrap_or_default();
        if remarks.is_empty() && against.is_empty() {
            return;
        }
        self.out.push_str("<ul class=\"remarks\">\n");
        for (label, text) in remarks {
            let text = clip(text);
            self.out.push_str(&format!("<li><b>{label}</b> {}</li>\n", escape(&text)));
        }
        for line in against {
            self.out.push_str("<li><b>contradicted</b> ");
            self.words_with_claims(&line);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn missing(&mut self, figure: &Figure) {
        if figure.missing.is_empty() {
            return;
        }
        self.out.push_str("<h4>Missing</h4>\n<ul class=\"missing\">\n");
        for what in &figure.missing {
            self.out.push_str("<li>");
            self.words_with_claims(what);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn derivation(&mut self, derivation: &Derivation) {
        let identity = derivation.identity;
        self.out.push_str(&format!(
            "<h4>Formula</h4>\n<p class=\"formula\"><code>{} = {}</code></p>\n\
             <p class=\"why\">{} ({})</p>\n<ul class=\"inputs\">\n",
            escape(identity.target),
            escape(identity.formula),
            escape(identity.name),
            escape(identity.source)
        ));
        for input in &derivation.inputs {
            self.input(input);
        }
        self.out.push_str("</ul>\n");
    }

    fn input(&mut self, key: &Key) {
        self.out.push_str("<li>");
        match self.links.find(key) {
            Some(at) => self.figure(at),
            None => {
                let id = key.id(self.report.claims);
                self.out.push_str(&format!("<code>{}</code> is not known", escape(&clip(&id))));
            }
        }
        self.out.push_str("</li>\n");
    }

    /// A figure by its id, which opens it, with its readings.
    fn figure(&mut self, at: usize) {
        let figure = &self.report.answers.figures[at];
        let (headline, range) = (display::headline(figure), display::reading(figure, Shown::Range));
        let range = if range == headline { String::new() } else { format!(", range {range}") };
        let case = figure.case.map(|case| format!(" if {}-money", case.word())).unwrap_or_default();
        let anchor = self.links.open(at);
        self.out.push_str(&format!(
            "<button popovertarget=\"{anchor}\" popovertargetaction=\"show\">\
             <code>{}</code></button>{case} = {}{}",
            escape(&clip(&figure.id)),
            escape(&headline),
            escape(&range)
        ));
    }

    /// The figures that were derived from this one.
    fn used_in(&mut self, at: usize) {
        let uses = self.links.uses(at).to_vec();
        if uses.is_empty() {
            return;
        }
        self.out.push_str("<h4>Used in</h4>\n<ul class=\"inputs\">\n");
        for at in uses {
            self.out.push_str("<li>");
            self.figure(at);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn rests_on(&mut self, figure: &Figure) {
        let count = figure.claims.len();
        let heading = match count {
            0 => return,
            1 => "Rests on one claim".to_string(),
            _ => format!("Rests on {count} claims"),
        };
        self.out.push_str(&format!("<h4>{heading}</h4>\n<ol class=\"claims\">\n"));
        for id in &figure.claims {
            self.out.push_str("<li>");
            match count > MOST_IN_FULL {
                true => self.claim_line(*id),
                false => self.named_claim(*id),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }
}

/// The button that closes a popover.
pub fn close(anchor: &str) -> String {
    format!(
        "<button class=\"close\" popovertarget=\"{anchor}\" popovertargetaction=\"hide\" \
         aria-label=\"Close\">×</button>"
    )
}

/// What a figure is, and of whom.
fn title(figure: &Figure) -> (&'static str, String) {
    let attribute = ATTRIBUTES.iter().find(|attribute| attribute.name == figure.key.attribute);
    let attribute = attribute.map_or("", |attribute| attribute.title);
    let of =
        figure.name.strip_prefix(attribute).unwrap_or(&figure.name).trim_start_matches(':').trim();
    (attribute, if of.is_empty() { "In all".to_string() } else { clip(of).into_owned() })
}

fn state(figure: &Figure) -> String {
    let case = figure.case.map(|case| format!(" · if the valuation is {}-money", case.word()));
    let state = match figure.state {
        State::Ok => " · both ends known",
        State::Unbounded => " · without an end",
        State::NotComputable => " · not computable",
        State::Contradiction => " · contradicted: the claims in force cannot all hold",
    };
    case.unwrap_or_default() + state
}

/// The range in full. Where claims contradict one another it is what those say that are not put
/// aside.
fn full_range(figure: &Figure, range: Bounds) -> String {
    let full = digits::range(range);
    match figure.state == State::Contradiction && !interval::is_empty(range) {
        true => format!("without what is put aside {full}"),
        false => full,
    }
}

/// The unit after a number in full.
fn unit(figure: &Figure) -> String {
    match figure.unit.measure {
        Measure::Fraction => "of 1".to_string(),
        Measure::Multiple => "times".to_string(),
        Measure::Bare => String::new(),
        _ => escape(&figure.unit.to_string()).to_string(),
    }
}
