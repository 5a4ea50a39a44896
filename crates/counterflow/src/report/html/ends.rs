//! Why a range ends where it does, inside a trace: each step with the claim that it rests on.

use counterflow_network::{Step, Why};

use super::Page;
use super::escape::{clip, escape};
use crate::explain::ends::{self, Line};
use crate::explain::{Explanation, name_of, said};

/// So many steps of one proof are told; `counterflow explain` tells all.
const MOST_STEPS: usize = 12;
/// Steps are set in no further than this.
const DEEPEST: usize = 5;

impl Page<'_> {
    /// The proofs of both ends, where they say more than the formula does.
    pub fn ends(&mut self, at: usize) {
        let report = self.report;
        let figure = &report.answers.figures[at];
        let explanation = Explanation::new(&report.network, &figure.key, 0);
        for step in explanation.told_ends() {
            self.end(step);
        }
    }

    fn end(&mut self, step: &Step) {
        let lines = ends::lines(step);
        let side = if step.high { "High end" } else { "Low end" };
        let bound = ends::bound(&self.report.network, step);
        self.out.push_str(&format!("<h4>{side} {}</h4>\n<ul class=\"steps\">\n", escape(&bound)));
        for (at, line) in lines.iter().take(MOST_STEPS).enumerate() {
            self.step(line, at == 0);
        }
        if lines.len() > MOST_STEPS {
            let more = lines.len() - MOST_STEPS;
            self.out.push_str(&format!("<li>… and {more} more steps</li>\n"));
        }
        self.out.push_str("</ul>\n");
    }

    fn step(&mut self, line: &Line, first: bool) {
        let network = &self.report.network;
        let class = match line.depth.min(DEEPEST) {
            0 => String::new(),
            depth => format!(" class=\"d{depth}\""),
        };
        self.out.push_str(&format!("<li{class}>"));
        // What ends is said in the heading above the first step.
        if !first {
            let name = name_of(network, &line.step.key);
            let bound = ends::bound(network, line.step);
            let shown = clip(&name);
            let shown = escape(&shown);
            match self.links.find(&line.step.key).filter(|at| self.links.is_reached(*at)) {
                Some(at) => {
                    let anchor = self.links.anchor(at);
                    self.out.push_str(&format!(
                        "<button popovertarget=\"{anchor}\" popovertargetaction=\"show\">\
                         <code>{shown}</code></button>"
                    ));
                }
                None => self.out.push_str(&format!("<code>{shown}</code>")),
            }
            self.out.push_str(&format!(" {} ", escape(&bound)));
        }
        self.reason(&line.step.why);
        self.out.push_str(if line.above { ", as above</li>\n" } else { "</li>\n" });
    }

    /// Why a step holds; a claim is a button that opens it.
    fn reason(&mut self, why: &Why) {
        let network = &self.report.network;
        let Why::Said { claim, slot, widened } = why else {
            self.out.push_str(&escape(&ends::reason(network, why)).to_string());
            return;
        };
        let name = network.claims.name(*claim);
        let said = said(network.claims, *claim, *slot);
        let rest = said.strip_prefix(name.as_str()).unwrap_or_default().to_string();
        let anchor = self.links.open_claim(*claim);
        let room = if *widened { " with room for rounding" } else { "" };
        self.out.push_str(&format!(
            "by <button popovertarget=\"{anchor}\" popovertargetaction=\"show\"><code>{}</code>\
             </button>{}{room}",
            escape(&clip(&name)),
            escape(&rest)
        ));
    }
}
