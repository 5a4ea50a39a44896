//! What is printed: a summary, the tables of the answers, and the conflicts.

mod csv;
mod html;
pub(crate) mod json;
pub(crate) mod text;

pub use json::figure_line;
pub use text::figure_words;

use std::collections::BTreeSet;

use counterflow_analysis::{Answers, Cell, Section, Shown, analyze};
use counterflow_claim::{ClaimId, Claims, Slot};
use counterflow_network::{
    Against, Conflict, Contradiction, FlowKind, Key, LeftOut, Network, State, View, interval,
    resolve,
};
use counterflow_syntax::{Diagnosed, Diagnostic};

use crate::{Book, assertions, display};

/// A report on a book in one view.
#[derive(Debug)]
pub struct Report<'a> {
    /// The title of the book.
    pub title: String,
    /// The claims, which are those of the network.
    pub claims: &'a Claims,
    /// How many claims are in force.
    pub in_force: usize,
    /// How many are not, and why.
    pub left_out: LeftOut,
    /// What the claims mean in the view, and why.
    pub network: Network<'a>,
    /// The figures and tables.
    pub answers: Answers,
    /// The main facts, as a label and a text each.
    pub summary: Vec<(&'static str, String)>,
    /// What claims that the view sees say against one another, a line each.
    pub conflicts: Vec<String>,
}

/// Resolves a book in a view and makes the report. The diagnostics are those of resolving.
pub fn report<'a>(book: &'a Book, view: &View) -> Diagnosed<Report<'a>> {
    let mut found = Vec::new();
    let network = resolve(&book.claims, view).into_parts(&mut found);
    found.extend(assertions::diagnostics(&network));
    let answers = analyze(&network);
    let found = book.settings.level(found);
    let report = Report {
        title: title(book),
        claims: &book.claims,
        summary: summary(&network, &answers),
        answers,
        conflicts: conflicts(&network),
        in_force: network.in_force.len(),
        left_out: network.left_out,
        network,
    };
    Diagnosed { value: report, diagnostics: found }
}

/// The title of a book.
pub(crate) fn title(book: &Book) -> String {
    book.settings.title.clone().unwrap_or_else(|| "A book of claims".to_string())
}

/// What resolving a book in a view finds wrong with it, without a report.
pub fn check_network(book: &Book, view: &View) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let network = resolve(&book.claims, view).into_parts(&mut found);
    found.extend(assertions::diagnostics(&network));
    book.settings.level(found)
}

/// What claims say against one another, a line each: what the book records, then what it entails.
fn conflicts(network: &Network) -> Vec<String> {
    let recorded = network.conflicts.iter().map(|one| conflict_line(network.claims, one));
    let entailed = network.contradictions.iter().filter(|one| one.aside.is_some());
    recorded.chain(entailed.map(|one| contradiction_line(network.claims, one))).collect()
}

/// So many claims and rules of a contradiction are named.
const MOST_NAMED: usize = 6;

/// The rules by which claims cannot all hold; nothing where they speak of one number.
fn by_rules(one: &Contradiction) -> String {
    let rules: Vec<&str> = one.rules.iter().map(|rule| rule.name).collect();
    if rules.is_empty() { String::new() } else { format!(": {}", listed(rules)) }
}

/// Names with commas between, the first of many only.
fn listed<T: AsRef<str>>(names: Vec<T>) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMED).map(AsRef::as_ref).collect();
    match names.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// What claims cannot all hold, by which rule, and which of them is put aside.
pub(crate) fn contradiction_line(claims: &Claims, one: &Contradiction) -> String {
    let said = |(id, slot): &(ClaimId, Slot)| match claims.claim(*id).quantity(*slot) {
        Some(quantity) => format!("{} ({})", claims.name(*id), claims.written(quantity.span)),
        None => claims.name(*id),
    };
    let all: Vec<String> = one.said.iter().map(said).collect();
    let aside = one.aside.map(|(id, _)| format!("; put aside: {}", claims.name(id)));
    format!("{} cannot all hold{}{}", listed(all), by_rules(one), aside.unwrap_or_default())
}

/// What two claims say against each other, in one line.
fn conflict_line(claims: &Claims, conflict: &Conflict) -> String {
    let verb = match conflict.against {
        Against::Disputes => "disputes",
        Against::ConflictsWith => "conflicts with",
    };
    let said = |id: ClaimId| {
        let claim = claims.claim(id);
        let said = claim.quantities.first().map(|(_, quantity)| claims.written(quantity.span));
        said.map(|said| format!(" ({said})")).unwrap_or_default()
    };
    let (one, other) = (conflict.claim, conflict.other);
    format!("{}{} {verb} {}{}", claims.name(one), said(one), claims.name(other), said(other))
}

fn summary(network: &Network, answers: &Answers) -> Vec<(&'static str, String)> {
    let mut lines = vec![("claims", claims_line(network)), ("quotes", quotes_line(network))];
    for (label, attribute) in
        [("new money", "funding"), ("commitments", "commitments"), ("loans", "borrowed")]
    {
        let unstated = unstated(network, attribute);
        let key = Key::new(attribute, []);
        if let Some(figure) = answers.figures.iter().find(|figure| figure.key == key) {
            let [headline, firm, range] = [Shown::Headline, Shown::Firm, Shown::Range]
                .map(|shown| display::reading(figure, shown));
            let line = match figure.readings.range {
                Some(_) => format!(
                    "{headline} as written, {firm} of it firm{unstated}; the claims allow {range}"
                ),
                None => "no amount is given".to_string(),
            };
            lines.push((label, line));
        }
    }
    lines.extend(round_trips_line(answers).map(|line| ("round trips", line)));
    if network.cut_short {
        let told = "tightening stopped at its bound on work: ranges hold, and may be wider";
        lines.push(("limits", told.to_string()));
    }
    lines.push(("figures", figures_line(answers)));
    let conflicts = conflicts(network).len();
    lines.push(("conflicts", format!("{conflicts} between claims")));
    lines
}

/// How much of what is firm is signed without a word on whether it binds.
fn unstated(network: &Network, attribute: &str) -> String {
    let kinds: &[FlowKind] = match attribute {
        "funding" => &[FlowKind::Round, FlowKind::Invest],
        "commitments" => &[FlowKind::Buy],
        _ => &[FlowKind::Lend],
    };
    let flows = network.flows.iter().filter(|flow| {
        flow.counted
            && flow.binding_unstated
            && flow.in_round.is_none()
            && kinds.contains(&flow.kind)
    });
    let firm = flows.filter_map(|flow| flow.readings.firm);
    match firm.reduce(|a, b| interval::add(a, b).unwrap_or(a)) {
        Some(sum) => {
            let unit = counterflow_claim::Unit::money(network.view.currency);
            format!(" ({} signed, nothing says whether it binds)", display::range(sum, unit))
        }
        None => String::new(),
    }
}

fn claims_line(network: &Network) -> String {
    let out = network.left_out;
    let reasons = [
        (out.history, "history"),
        (out.alternatives, "disputing"),
        (out.copies, "copies"),
        (out.unknown_yet, "not known yet"),
        (out.later, "later"),
        (out.undated, "undated"),
    ];
    let told = reasons.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, why)| format!("{count} {why}")).collect();
    let rest = if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) };
    let cited = network.in_force.iter().flat_map(|id| &network.claims.claim(*id).citations);
    let sources: BTreeSet<_> = cited.filter_map(|citation| citation.source).collect();
    let plural = if sources.len() == 1 { "source" } else { "sources" };
    format!(
        "{} of {} in force{rest}, from {} {plural}",
        network.in_force.len(),
        network.claims.claims.len(),
        sources.len()
    )
}

fn quotes_line(network: &Network) -> String {
    let without = network.in_force.iter().filter(|id| !has_quote(network.claims, **id)).count();
    match without {
        0 => "every claim in force holds its quote".to_string(),
        _ => format!("no quote held for {without} of {} claims in force", network.in_force.len()),
    }
}

/// Whether a claim carries the words that it rests on.
pub(crate) fn has_quote(claims: &Claims, id: ClaimId) -> bool {
    claims.claim(id).citations.iter().any(|citation| !citation.quotes.is_empty())
}

fn figures_line(answers: &Answers) -> String {
    let count = |state: State| answers.figures.iter().filter(|f| f.state == state).count();
    format!(
        "{}: {} with both ends, {} without an end, {} not computable, {} contradicted",
        answers.figures.len(),
        count(State::Ok),
        count(State::Unbounded),
        count(State::NotComputable),
        count(State::Contradiction)
    )
}

fn round_trips_line(answers: &Answers) -> Option<String> {
    let section = answers.sections.iter().find(|section| section.key == "round-trips")?;
    let told = section.rows.iter().filter_map(|row| {
        let [Cell::Text(a), Cell::Text(b), _, _, Cell::Figure(at, _), ..] = row.as_slice() else {
            return None;
        };
        let figure = &answers.figures[*at];
        figure
            .readings
            .headline
            .map(|money| format!("{a} and {b} {}", display::range(money, figure.unit)))
    });
    let told: Vec<String> = told.take(3).collect();
    if told.is_empty() {
        return Some("none with amounts on both sides".to_string());
    }
    Some(format!("largest: {}", told.join("; ")))
}

/// The dates of a view, in words.
pub(crate) fn dates(view: &View) -> String {
    let day = |day: Option<counterflow_claim::Date>| day.map(|day| day.to_string());
    match (day(view.as_of), day(view.known)) {
        (None, None) => "all that the book holds".to_string(),
        (Some(as_of), None) => format!("as of {as_of}"),
        (None, Some(known)) => format!("known on {known}"),
        (Some(as_of), Some(known)) => format!("as of {as_of}, known on {known}"),
    }
}

impl Report<'_> {
    /// The dates of the view, in words.
    pub fn dates(&self) -> String {
        dates(&self.network.view)
    }

    /// What a cell says.
    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Text(text) => text.clone(),
            Cell::Blank => String::new(),
            Cell::Figure(at, Shown::Headline) => display::headline(&self.answers.figures[*at]),
            Cell::Figure(at, shown) => display::reading(&self.answers.figures[*at], *shown),
        }
    }

    /// Whether a column holds numbers.
    fn is_number(section: &Section, column: usize) -> bool {
        section.rows.iter().any(|row| matches!(row.get(column), Some(Cell::Figure(..))))
    }
}
