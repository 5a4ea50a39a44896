//! An explanation for a terminal.

use counterflow_analysis::Shown;
use counterflow_claim::Bounds;
use counterflow_network::{Key, Network, Step, Variable, interval};

use super::claim::said;
use super::ends;
use super::figure::{Explanation, in_case, name_of};
use super::legs;
use super::tree::{Follows, Node};
use crate::display;

/// So many claims that say one number are told with it, and so many steps of a proof.
const MOST_SAID: usize = 4;
const MOST_STEPS: usize = 40;

/// How much is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Full,
    /// The formula with its inputs, and no proofs.
    Short,
}

/// A variable with its readings, its formula as a tree, and why its range ends where it does.
///
/// `title` says in words what the variable is.
pub fn explanation_text(
    explanation: &Explanation,
    title: Option<&str>,
    extent: Extent,
    out: &mut String,
) {
    let Explanation { network, root, .. } = explanation;
    head(network, &root.key, title, out);
    if let Some(variable) = root.variable {
        readings(network, variable, out);
        legs::lines(explanation, variable, out);
        remarks(explanation, variable, out);
    }
    let mut tree = Tree { network, extent, out: String::new() };
    // What is missing of the number itself stands above.
    let told_above = matches!(root.follows, Follows::Claims)
        && root.variable.is_some_and(|one| one.said.is_empty() && !one.missing.is_empty());
    if !told_above {
        tree.follows(root, "  ");
    }
    if !tree.out.is_empty() {
        out.push_str(&format!("\n{}", tree.out));
    }
    match extent {
        Extent::Full => explanation.told_ends().for_each(|step| proof(network, step, out)),
        Extent::Short if explanation.told_ends().next().is_some() => {
            out.push_str("  its range rests on more than this; `--explain` tells on what\n");
        }
        Extent::Short => {}
    }
}

/// The name, the case, and what it is in words.
fn head(network: &Network, key: &Key, title: Option<&str>, out: &mut String) {
    let case = key.case.map(|case| format!("  ({})", in_case(case))).unwrap_or_default();
    let plain = key.clone().in_case(None);
    out.push_str(&format!("{}{case}\n", name_of(network, &plain)));
    // What is of no party ends with the colon in front of one.
    let title = title.map(|title| title.trim_end_matches([':', ' ']));
    title.iter().for_each(|title| out.push_str(&format!("{title}\n")));
}

/// A reading of a variable.
fn read(variable: &Variable, shown: Shown) -> String {
    display::read(&variable.readings, variable.state(), variable.unit, shown)
}

fn readings(network: &Network, variable: &Variable, out: &mut String) {
    let [headline, firm, range] =
        [Shown::Headline, Shown::Firm, Shown::Range].map(|shown| read(variable, shown));
    let outside = display::is_outside(&variable.readings);
    let mark = if outside { display::OUTSIDE } else { "" };
    let unit = variable.unit;
    out.push_str(&format!(
        "  headline {headline}{mark}   firm {firm}   range {range}   in {unit}\n"
    ));
    if outside {
        out.push_str(&format!("  {} {}\n", display::OUTSIDE, display::WHY_OUTSIDE));
    }
    if variable.contradicted {
        out.push_str("  contradicted: the range is what is left without what is put aside\n");
        for one in contradictions(network, variable) {
            out.push_str(&format!("    {one}\n"));
        }
    }
}

/// The contradictions that have to do with the claims of a variable.
pub fn contradictions(network: &Network, variable: &Variable) -> Vec<String> {
    let settled = network.contradictions.iter().filter(|one| one.aside.is_some());
    let about = settled.filter(|one| one.said.iter().any(|(id, _)| variable.claims.contains(id)));
    about.map(|one| crate::report::contradiction_line(network.claims, one)).collect()
}

fn remarks(explanation: &Explanation, variable: &Variable, out: &mut String) {
    let range = variable.readings.range;
    // Of one number alone, or of no end, there is nothing to say.
    let open = |range: Bounds| range.low != range.high && !interval::is_empty(range);
    if range.is_some_and(open) {
        out.push_str(match explanation.is_tight() {
            true => "  tight: no narrower range follows from the claims\n",
            false => "  the claims may allow less than this range\n",
        });
    }
    for missing in &variable.missing {
        out.push_str(&format!("  missing: {missing}\n"));
    }
    for assumed in &variable.assumed {
        out.push_str(&format!("  assumes: {assumed}\n"));
    }
    if explanation.leans_on_band() {
        out.push_str(
            "  leans on a band: a phrase such as \"about\" stands for a range, \
             see `counterflow phrases`\n",
        );
    }
}

/// The formula with its inputs, each with its own formula below it.
struct Tree<'n> {
    network: &'n Network<'n>,
    extent: Extent,
    out: String,
}

impl Tree<'_> {
    fn line(&mut self, indent: &str, text: &str) {
        self.out.push_str(&format!("{indent}{text}\n"));
    }

    /// What a number follows from: the claims that say it, its formula, and its inputs as branches.
    fn follows(&mut self, node: &Node, indent: &str) {
        let told = node.variable.map_or(&[][..], |variable| &variable.said);
        for one in told.iter().take(MOST_SAID) {
            let said = said(self.network.claims, one.claim, one.slot);
            self.line(indent, &format!("by {said}"));
        }
        if told.len() > MOST_SAID {
            self.line(indent, &format!("by {} more", told.len() - MOST_SAID));
        }
        match &node.follows {
            Follows::Claims if told.is_empty() => {
                if let Some(why) = self.without_words(node) {
                    self.line(indent, &why);
                }
            }
            Follows::Claims => {}
            Follows::Formula(identity, _) if ends::is_question(identity) => {}
            Follows::Formula(identity, _) => {
                self.line(indent, &format!("{} = {}", identity.target, identity.formula));
                self.line(indent, &format!("  {} ({})", identity.name, identity.source));
            }
            Follows::Sum(parts, more) => match parts.len() + more {
                1 => self.line(indent, "as much of this as counts"),
                count => self.line(indent, &format!("added up of {count}")),
            },
            Follows::Above => self.line(indent, "as above"),
            Follows::Deeper if self.extent == Extent::Full => {
                self.line(indent, "… told no deeper here");
            }
            Follows::Deeper => {}
        }
        self.branches(node, indent);
    }

    fn branches(&mut self, node: &Node, indent: &str) {
        let more = match &node.follows {
            Follows::Sum(_, more) => *more,
            _ => 0,
        };
        let below = node.below();
        for (at, child) in below.iter().enumerate() {
            let last = at + 1 == below.len() && more == 0;
            let (branch, under) = if last { ("└ ", "    ") } else { ("├ ", "│   ") };
            let line = one_line(self.network, child);
            self.line(indent, &format!("{branch}{line}"));
            self.follows(child, &format!("{indent}{under}"));
        }
        if more > 0 {
            self.line(indent, &format!("└ … and {more} more"));
        }
    }

    /// Where a number comes from that no claim says and no formula gives.
    fn without_words(&self, node: &Node) -> Option<String> {
        let variable = node.variable?;
        if !variable.missing.is_empty() {
            return Some(format!("missing: {}", variable.missing.join("; ")));
        }
        let names = variable.claims.iter().take(MOST_SAID).map(|id| self.network.claims.name(*id));
        let names: Vec<String> = names.collect();
        let more = variable.claims.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!names.is_empty()).then(|| format!("from {}{more}", names.join(", ")))
    }
}

/// A number in one line: `raise(q1-2026)  100 bn, range ≤ 100 bn`.
fn one_line(network: &Network, node: &Node) -> String {
    let name = name_of(network, &node.key);
    let Some(variable) = node.variable else { return format!("{name}  not known") };
    let [headline, range] = [Shown::Headline, Shown::Range].map(|shown| read(variable, shown));
    match (variable.readings.headline, variable.readings.range) {
        (None, None) => format!("{name}  {range}"),
        (None, Some(_)) => format!("{name}  range {range}"),
        (Some(_), _) if headline == range => format!("{name}  {headline}"),
        (Some(_), _) => format!("{name}  {headline}, range {range}"),
    }
}

/// A proof, a line a step.
fn proof(network: &Network, step: &Step, out: &mut String) {
    let lines = ends::lines(step);
    let side = if step.high { "at most" } else { "at least" };
    for (at, line) in lines.iter().take(MOST_STEPS).enumerate() {
        let indent = "  ".repeat(line.depth + 1);
        let reason = ends::reason(network, &line.step.why);
        let above = if line.above { " (as above)" } else { "" };
        match at {
            0 => {
                let bound = ends::bound(network, step);
                let number = bound.split_once(' ').map_or(bound.as_str(), |(_, number)| number);
                let open = if step.bound.open { " and not that itself" } else { "" };
                out.push_str(&format!("\n{indent}{side} {number}{open}  {reason}\n"));
            }
            _ => {
                let end = ends::end(network, line.step);
                out.push_str(&format!("{indent}{end}  {reason}{above}\n"));
            }
        }
    }
    if lines.len() > MOST_STEPS {
        out.push_str(&format!("    … and {} more steps\n", lines.len() - MOST_STEPS));
    }
}
