//! The tables, one function each.

use std::collections::BTreeMap;

use counterflow_claim::{Decimal, PartyId};
use counterflow_network::{Arg, Case, Flow, FlowKind, Key, Network, State};

use super::section::{Cell, Section, Shown};
use crate::Figure;

/// All tables of a report that follow from the network.
pub fn all(network: &Network, figures: &[Figure]) -> Vec<Section> {
    let index = Index::new(network, figures);
    let sections = [
        index.rounds(),
        index.participations(),
        index.funding(),
        index.funders(),
        index.stakes(),
        index.commitments(),
        index.years(),
        index.backlog(),
        index.coverage(),
        index.round_trips(),
        index.debt(),
        index.guarantees(),
        index.missing(),
    ];
    sections.into_iter().filter(|section| !section.rows.is_empty()).collect()
}

const READINGS: [(&str, Shown); 3] =
    [("headline", Shown::Headline), ("firm", Shown::Firm), ("range", Shown::Range)];

struct Index<'a, 'n> {
    network: &'a Network<'n>,
    figures: &'a [Figure],
    at: BTreeMap<&'a Key, usize>,
}

impl<'a, 'n> Index<'a, 'n> {
    fn new(network: &'a Network<'n>, figures: &'a [Figure]) -> Index<'a, 'n> {
        let at = figures.iter().enumerate().map(|(at, figure)| (&figure.key, at)).collect();
        Index { network, figures, at }
    }

    /// Position of a figure, in its case or in none.
    fn find(&self, key: &Key) -> Option<usize> {
        self.at.get(key).or_else(|| self.at.get(&key.clone().in_case(None))).copied()
    }

    fn cell(&self, key: &Key, shown: Shown) -> Cell {
        self.find(key).map_or(Cell::Blank, |at| Cell::Figure(at, shown))
    }

    /// The figures of an attribute with so many arguments, largest headline first.
    fn largest(&self, attribute: &'static str, args: usize) -> Vec<usize> {
        let fits =
            |figure: &Figure| figure.key.attribute == attribute && figure.key.args.len() == args;
        let mut found: Vec<usize> =
            (0..self.figures.len()).filter(|at| fits(&self.figures[*at])).collect();
        found.sort_by(|a, b| {
            let size = |at: &usize| size(&self.figures[*at]);
            size(b).cmp(&size(a)).then(self.figures[*a].id.cmp(&self.figures[*b].id))
        });
        found
    }

    fn title(&self, arg: Arg) -> String {
        match arg {
            Arg::Party(party) => self.network.claims.party_title(party).into_owned(),
            other => other.name(self.network.claims),
        }
    }

    /// Rows of figures under the names of their arguments, with the three readings.
    fn listed(&self, figures: Vec<usize>) -> Vec<Vec<Cell>> {
        let row = |at: usize| {
            let key = &self.figures[at].key;
            let names = key.args.iter().map(|arg| Cell::Text(self.title(*arg)));
            names.chain(READINGS.map(|(_, shown)| Cell::Figure(at, shown))).collect()
        };
        figures.into_iter().map(row).collect()
    }

    /// Rounds under their companies, the company of the latest round first.
    fn rounds(&self) -> Section {
        let mut companies: BTreeMap<&[PartyId], Vec<&Flow>> = BTreeMap::new();
        for flow in &self.network.flows {
            if flow.kind == FlowKind::Round && flow.primary {
                companies.entry(&flow.to).or_default().push(flow);
            }
        }
        let mut groups: Vec<(&[PartyId], Vec<&Flow>)> = companies.into_iter().collect();
        for (_, rounds) in &mut groups {
            rounds.sort_by_key(|flow| std::cmp::Reverse(self.day(flow)));
        }
        groups.sort_by_key(|(_, rounds)| {
            std::cmp::Reverse(rounds.first().map(|flow| self.day(flow)))
        });
        let mut rows = Vec::new();
        for (company, rounds) in groups {
            let names: Vec<String> =
                company.iter().map(|party| self.title(Arg::Party(*party))).collect();
            let mut head = vec![Cell::Text(names.join(", "))];
            head.resize(7, Cell::Blank);
            rows.push(head);
            rows.extend(rounds.into_iter().flat_map(|flow| self.round(flow)));
        }
        Section {
            key: "rounds",
            title: "Rounds",
            about: "at the written numbers; below them the range, where it says more".into(),
            columns: heads(&[
                "round",
                "stage",
                "raise",
                "pre-money",
                "post-money",
                "sold",
                "step-up",
            ]),
            rows,
        }
    }

    /// Who is in a round, and what part of the company that buys.
    fn participations(&self) -> Section {
        let in_round = |at: &usize| matches!(self.figures[*at].key.args[..], [_, Arg::Deal(_)]);
        let mut bought: Vec<usize> =
            self.largest("share", 2).into_iter().filter(in_round).collect();
        bought.retain(|at| self.figures[*at].state != State::NotComputable);
        bought.sort_by_key(|at| self.figures[*at].key.args.last().copied());
        let rows = bought.into_iter().map(|at| {
            let figure = &self.figures[at];
            let args = &figure.key.args;
            let case = figure.case.map(|case| format!(" if {}-money", case.word()));
            let round = args.last().map(|round| self.title(*round)).unwrap_or_default();
            let of = |attribute| Key::new(attribute, args.clone()).in_case(figure.case);
            vec![
                Cell::Text(round + &case.unwrap_or_default()),
                Cell::Text(self.title(args[0])),
                self.cell(&of("money"), Shown::Headline),
                self.cell(&of("part_of_round"), Shown::Headline),
                Cell::Figure(at, Shown::Headline),
                Cell::Figure(at, Shown::Range),
            ]
        });
        Section {
            key: "participations",
            title: "Who is in a round",
            about: "money, its part of the round, and the part of the company that it buys".into(),
            columns: heads(&["round", "investor", "money", "of round", "buys", "range"]),
            rows: rows.collect(),
        }
    }

    fn day(&self, flow: &Flow) -> Option<counterflow_claim::Date> {
        self.network.day(flow.lead()?)
    }

    fn round(&self, flow: &Flow) -> Vec<Vec<Cell>> {
        const COLUMNS: [&str; 5] = ["raise", "pre_money", "post_money", "stake_sold", "step_up"];
        let round = Arg::Deal(flow.deal);
        let name = format!("  {}", self.title(round));
        let ambiguous =
            self.at.contains_key(&Key::new("pre_money", [round]).in_case(Some(Case::Pre)));
        let cases = if ambiguous { vec![Some(Case::Pre), Some(Case::Post)] } else { vec![None] };
        let mut rows = Vec::new();
        if ambiguous {
            let mut head = vec![Cell::Text(name.clone()), Cell::text(flow.stage.word())];
            head.resize(7, Cell::Blank);
            rows.push(head);
        }
        for case in cases {
            let keys = COLUMNS.map(|attribute| Key::new(attribute, [round]).in_case(case));
            let words = match case {
                Some(case) => [format!("    if {}-money", case.word()), String::new()],
                None => [name.clone(), flow.stage.word().to_string()],
            };
            let headline = keys.iter().map(|key| self.cell(key, Shown::Headline));
            rows.push(words.into_iter().map(Cell::Text).chain(headline).collect());
            if keys.iter().any(|key| self.is_wider(key)) {
                let range = keys.iter().map(|key| match self.is_wider(key) {
                    true => self.cell(key, Shown::Range),
                    false => Cell::Blank,
                });
                let label = if case.is_some() { "      range" } else { "    range" };
                rows.push([Cell::text(label), Cell::Blank].into_iter().chain(range).collect());
            }
        }
        rows
    }

    /// Whether the range says something that the headline does not.
    fn is_wider(&self, key: &Key) -> bool {
        self.find(key).is_some_and(|at| {
            let readings = self.figures[at].readings;
            readings.range.is_some_and(|range| !counterflow_network::interval::is_point(range))
                && readings.headline != readings.range
        })
    }

    fn funding(&self) -> Section {
        Section {
            key: "funding",
            title: "New money by company",
            about: "rounds, and investments outside of them; secondaries and acquisitions apart"
                .into(),
            columns: with_readings(&["company"]),
            rows: self.listed(self.largest("funding", 1)),
        }
    }

    fn funders(&self) -> Section {
        Section {
            key: "who-funds-whom",
            title: "Who funds whom",
            about: "capital by investor and company; talk counts from nothing to its high end"
                .into(),
            columns: with_readings(&["investor", "company"]),
            rows: self.listed(self.largest("invested", 2)),
        }
    }

    fn stakes(&self) -> Section {
        let held = self
            .largest("share", 2)
            .into_iter()
            .filter(|at| matches!(self.figures[*at].key.args[..], [_, Arg::Party(_)]));
        let rows = held.map(|at| {
            let key = &self.figures[at].key;
            let value = Key::new("stake_value", key.args.clone());
            let names = key.args.iter().map(|arg| Cell::Text(self.title(*arg)));
            let cells = [
                Cell::Figure(at, Shown::Headline),
                Cell::Figure(at, Shown::Range),
                self.cell(&value, Shown::Headline),
                self.cell(&value, Shown::Range),
            ];
            names.chain(cells).collect()
        });
        Section {
            key: "stakes",
            title: "Stakes",
            about: "as last stated, and their value then".into(),
            columns: heads(&["holder", "company", "share", "range", "value", "range"]),
            rows: rows.collect(),
        }
    }

    fn commitments(&self) -> Section {
        let pairs = self
            .largest("commitments", 2)
            .into_iter()
            .filter(|at| matches!(self.figures[*at].key.args[..], [_, Arg::Party(_)]));
        Section {
            key: "commitments",
            title: "Commitments by buyer and seller",
            about: "what buyers have committed to buy".into(),
            columns: with_readings(&["buyer", "seller"]),
            rows: self.listed(pairs.collect()),
        }
    }

    fn years(&self) -> Section {
        let dated = |at: &usize| !matches!(self.figures[*at].key.args[..], [_, Arg::Party(_)]);
        let mut found: Vec<usize> =
            self.largest("commitments", 2).into_iter().filter(dated).collect();
        found.sort_by_key(|at| self.figures[*at].key.args.clone());
        Section {
            key: "commitments-by-year",
            title: "Commitments by year",
            about: "stated schedules; what has none stays unscheduled, and no year is guessed"
                .into(),
            columns: with_readings(&["buyer", "year"]),
            rows: self.listed(found),
        }
    }

    fn backlog(&self) -> Section {
        let mut wholes = self.largest("backlog", 2);
        wholes.sort_by_key(|at| self.figures[*at].key.args.clone());
        let mut parts: BTreeMap<(Arg, Arg), Vec<usize>> = BTreeMap::new();
        for at in self.largest("backlog", 3) {
            if let [seller, _, date] = self.figures[at].key.args[..] {
                parts.entry((seller, date)).or_default().push(at);
            }
        }
        let mut rows = Vec::new();
        for at in wholes {
            let key = &self.figures[at].key;
            let [seller, date] = key.args[..] else { continue };
            rows.push(vec![
                Cell::Text(self.title(seller)),
                Cell::Text(self.title(date)),
                Cell::text("all"),
                Cell::Figure(at, Shown::Headline),
                Cell::Figure(at, Shown::Range),
                Cell::Blank,
                self.cell(&Key::new("backlog_hhi", [seller, date]), Shown::Range),
            ]);
            for part in parts.remove(&(seller, date)).unwrap_or_default() {
                let [_, customer, _] = self.figures[part].key.args[..] else { continue };
                rows.push(vec![
                    Cell::text(""),
                    Cell::text(""),
                    Cell::Text(self.title(customer)),
                    Cell::Figure(part, Shown::Headline),
                    Cell::Figure(part, Shown::Range),
                    self.cell(&Key::new("backlog_share", [seller, customer, date]), Shown::Range),
                    Cell::Blank,
                ]);
            }
        }
        Section {
            key: "backlog",
            title: "Backlog and its concentration",
            about: "HHI from 0 to 10,000: above 1,800 is highly concentrated".into(),
            columns: heads(&["seller", "date", "customer", "backlog", "range", "share", "HHI"]),
            rows,
        }
    }

    fn coverage(&self) -> Section {
        let mut rows = Vec::new();
        for at in self.largest("obligations", 1) {
            let party = self.figures[at].key.args[0];
            let mut row = |what: &str, key: Key| {
                if let Some(found) = self.find(&key) {
                    let cells = READINGS.map(|(_, shown)| Cell::Figure(found, shown));
                    let names = [Cell::Text(self.title(party)), Cell::text(what)];
                    rows.push(names.into_iter().chain(cells).collect());
                }
            };
            row("stated obligations", Key::new("obligations", [party]));
            row("known commitments", Key::new("commitments", [party]));
            row("residual", Key::new("residual", [party]));
        }
        let mut ratios = self.largest("commitments_to_revenue", 2);
        ratios.sort_by_key(|at| self.figures[*at].key.args.clone());
        for at in ratios {
            let [party, year] = self.figures[at].key.args[..] else { continue };
            if self.figures[at].state == State::NotComputable {
                continue;
            }
            let names = [
                Cell::Text(self.title(party)),
                Cell::Text(format!("over {} revenue", self.title(year))),
            ];
            let cells = READINGS.map(|(_, shown)| Cell::Figure(at, shown));
            rows.push(names.into_iter().chain(cells).collect());
        }
        Section {
            key: "coverage",
            title: "Commitments against revenue",
            about: "stated obligations, or else the known commitments".into(),
            columns: with_readings(&["party", "what"]),
            rows,
        }
    }

    fn round_trips(&self) -> Section {
        let rows = self.largest("money_returned", 2).into_iter().map(|at| {
            let args = self.figures[at].key.args.clone();
            let names = args.iter().map(|arg| Cell::Text(self.title(*arg)));
            let of = |attribute| Key::new(attribute, args.clone());
            let back: Vec<Arg> = args.iter().rev().copied().collect();
            let cells = [
                self.cell(&of("capital"), Shown::Headline),
                self.cell(&Key::new("commitments", back), Shown::Headline),
                Cell::Figure(at, Shown::Headline),
                self.cell(&of("round_trip"), Shown::Headline),
                self.cell(&of("round_trip"), Shown::Range),
            ];
            names.chain(cells).collect()
        });
        Section {
            key: "round-trips",
            title: "Round trips",
            about: "capital out against purchases back; a measure of structure, not a charge"
                .into(),
            columns: heads(&[
                "funder",
                "company",
                "capital",
                "purchases",
                "returned",
                "trip",
                "range",
            ]),
            rows: rows.collect(),
        }
    }

    fn debt(&self) -> Section {
        let mut rows = Vec::new();
        for (attribute, what) in [("debt", "stated in all"), ("borrowed", "told one by one")] {
            let args = if attribute == "debt" { 2 } else { 1 };
            for at in self.largest(attribute, args) {
                let key = &self.figures[at].key;
                let what = match key.args.get(1) {
                    Some(date) => format!("{what}, {}", self.title(*date)),
                    None => what.to_string(),
                };
                let names = [Cell::Text(self.title(key.args[0])), Cell::Text(what)];
                let cells = READINGS.map(|(_, shown)| Cell::Figure(at, shown));
                rows.push(names.into_iter().chain(cells).collect());
            }
        }
        for at in self.largest("debt_due", 2) {
            let [party, year] = self.figures[at].key.args[..] else { continue };
            if year == Arg::Unscheduled {
                continue;
            }
            let names =
                [Cell::Text(self.title(party)), Cell::Text(format!("due {}", self.title(year)))];
            let cells = READINGS.map(|(_, shown)| Cell::Figure(at, shown));
            rows.push(names.into_iter().chain(cells).collect());
        }
        Section {
            key: "debt",
            title: "Debt",
            about: "totals as stated, loans told one by one, and when they fall due".into(),
            columns: with_readings(&["debtor", "what"]),
            rows,
        }
    }

    fn guarantees(&self) -> Section {
        Section {
            key: "guarantees",
            title: "Guarantees and backstops",
            about: "by guarantor and beneficiary".into(),
            columns: with_readings(&["guarantor", "beneficiary"]),
            rows: self.listed(self.largest("guarantee", 2)),
        }
    }

    /// What would make the most figures computable, first.
    fn missing(&self) -> Section {
        let mut wanted: BTreeMap<&str, (usize, &Figure)> = BTreeMap::new();
        for figure in self.figures.iter().filter(|figure| figure.readings.range.is_none()) {
            for missing in &figure.missing {
                let (count, example) = wanted.entry(missing).or_insert((0, figure));
                *count += 1;
                if figure.key.args.len() > example.key.args.len() {
                    *example = figure;
                }
            }
        }
        let mut rows: Vec<(&str, (usize, &Figure))> = wanted.into_iter().collect();
        rows.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let cells = rows.into_iter().map(|(missing, (count, example))| {
            vec![Cell::text(missing), Cell::text(count.to_string()), Cell::text(&example.id)]
        });
        Section {
            key: "missing",
            title: "What is missing",
            about: "what no claim gives, and how many figures wait for it".into(),
            columns: heads(&["missing", "figures", "for example"]),
            rows: cells.collect(),
        }
    }
}

/// By which figures are ordered: the headline, or the high or low end of the range.
fn size(figure: &Figure) -> Option<Decimal> {
    let readings = figure.readings;
    let end = readings.headline.or(readings.range)?;
    end.high.or(end.low).map(|bound| bound.value)
}

fn heads(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

fn with_readings(words: &[&str]) -> Vec<String> {
    heads(words).into_iter().chain(READINGS.map(|(word, _)| word.to_string())).collect()
}
