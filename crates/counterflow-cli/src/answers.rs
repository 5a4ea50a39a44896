//! What a model answers of a web, ready to be printed.

use counterflow_clearing::{Certificate, Uniqueness};
use serde_json::{Value, json};

use crate::sheet::{Cells, Column, Document, Part, Shown, short};
use crate::tables::Parties;

/// One solution: numbers of parties, one for each.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What each owes.
    pub due: Vec<f64>,
    /// What each pays.
    pub paid: Vec<f64>,
    /// What is left to its owners, from 0 up.
    pub equity: Vec<f64>,
    /// When each fails, from 0; none if it does not.
    pub wave: Vec<Option<u32>>,
    /// What each pays at least.
    pub lower: Vec<f64>,
    /// What each pays at most.
    pub upper: Vec<f64>,
    /// What one model has beside that.
    pub more: Vec<(&'static str, Vec<f64>)>,
    /// Numbers of the whole web.
    pub whole: Vec<(&'static str, f64)>,
    /// How sure all this is.
    pub certificate: Certificate,
}

impl Answer {
    /// What each party owes and does not pay.
    pub fn shortfall(&self) -> Vec<f64> {
        let pairs = self.due.iter().zip(&self.paid);
        pairs.map(|(due, paid)| (due - paid).max(0.0)).collect()
    }

    /// How many parties fail.
    pub fn failures(&self) -> usize {
        self.wave.iter().flatten().count()
    }

    fn columns<'a>(&'a self, parties: &'a Parties) -> Vec<Column<'a>> {
        let number = |name, numbers: &'a [f64], shown| Column::number(name, numbers.into(), shown);
        let default = self.wave.iter().map(Option::is_some).collect();
        let mut columns = vec![
            Column::text("party", parties.iter().collect()),
            number("due", &self.due, Shown::Everywhere),
            number("paid", &self.paid, Shown::Everywhere),
            number("equity", &self.equity, Shown::Everywhere),
            Column { name: "default", cells: Cells::Flag(default), shown: Shown::Programs },
            Column::count("wave", self.wave.as_slice().into(), Shown::Everywhere),
            number("lower", &self.lower, Shown::Programs),
            number("upper", &self.upper, Shown::Programs),
            Column::number("shortfall", self.shortfall().into(), Shown::Everywhere),
        ];
        columns.extend(
            self.more.iter().map(|(name, numbers)| number(name, numbers, Shown::Everywhere)),
        );
        columns
    }

    fn part<'a>(&'a self, name: Option<&'static str>, head: Head<'a>) -> Part<'a> {
        let mut columns = Vec::new();
        let parties = head.parties;
        let flat = |name, text: &'a str| Column {
            name,
            cells: Cells::Text(vec![text; parties.len()]),
            shown: Shown::Flat,
        };
        columns.extend(head.scenario.map(|scenario| flat("scenario", scenario)));
        columns.extend(name.map(|name| flat("solution", name)));
        columns.extend(self.columns(parties));
        let mut facts = vec![("certificate", certificate(&self.certificate, parties))];
        facts.extend(self.whole.iter().map(|&(name, number)| (name, json!(number))));
        Part { name, rows: "parties", columns, facts, notes: self.notes(parties) }
    }

    /// What a person is told below the table.
    fn notes(&self, parties: &Parties) -> Vec<String> {
        let sure = &self.certificate;
        let width = self.upper.iter().zip(&self.lower).map(|(upper, lower)| upper - lower);
        let width = width.fold(0.0, f64::max);
        let mut notes: Vec<String> =
            self.whole.iter().map(|(name, number)| format!("{name} {}", short(*number))).collect();
        let failures = match self.failures() {
            0 => "nobody fails".to_string(),
            1 => "1 party fails".to_string(),
            count => format!("{count} parties fail"),
        };
        let unique = match &sure.uniqueness {
            Uniqueness::Unique => "no other solution".to_string(),
            Uniqueness::Differs(who) => format!("not unique: {} differ", names(who, parties)),
            Uniqueness::Unknown(who) => format!("{} may differ", names(who, parties)),
        };
        notes.push(format!("{failures}; {unique}"));
        let proved = if sure.proved { "proved" } else { "not proved" };
        notes.push(format!(
            "payments known to within {width:.1e}, {proved}; residual {:.1e}, rounds {}, {}",
            sure.residual, sure.rounds, sure.method
        ));
        if !sure.undecided.is_empty() {
            let who = names(&sure.undecided, parties);
            notes.push(format!("too near to the line to tell, taken as solvent: {who}"));
        }
        notes
    }
}

/// The first names of a list of parties.
fn names(numbers: &[u32], parties: &Parties) -> String {
    const MOST: usize = 5;
    let named: Vec<&str> =
        numbers.iter().take(MOST).map(|&number| parties.name(number as usize)).collect();
    let more = numbers.len().saturating_sub(MOST);
    named.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

fn certificate(sure: &Certificate, parties: &Parties) -> Value {
    let names = |numbers: &[u32]| -> Vec<&str> {
        numbers.iter().map(|&number| parties.name(number as usize)).collect()
    };
    let (unique, differs) = match &sure.uniqueness {
        Uniqueness::Unique => (Some(true), Vec::new()),
        Uniqueness::Differs(who) => (Some(false), names(who)),
        Uniqueness::Unknown(who) => (None, names(who)),
    };
    json!({
        "residual": sure.residual,
        "unique": unique,
        "rounds": sure.rounds,
        "method": sure.method.name(),
        "proved": sure.proved,
        "differs": differs,
        "undecided": names(&sure.undecided),
    })
}

/// What was asked for: one solution without a name, or both ends with theirs.
pub type Solved = Vec<(Option<&'static str>, Answer)>;

/// Settles whether two ends are one, where it was left open: they are not if somebody surely pays
/// less at the least than at the greatest.
pub fn settle(solved: &mut Solved) {
    let [(_, least), (_, greatest)] = solved.as_mut_slice() else { return };
    let bounds = least.upper.iter().zip(&greatest.lower).enumerate();
    let surely: Vec<u32> =
        bounds.filter(|(_, (most, least))| most < least).map(|(party, _)| party as u32).collect();
    for sure in [&mut least.certificate, &mut greatest.certificate] {
        if matches!(sure.uniqueness, Uniqueness::Unknown(_)) && !surely.is_empty() {
            sure.uniqueness = Uniqueness::Differs(surely.clone());
        }
    }
}

/// What stands before every answer.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The name of the model.
    pub model: &'static str,
    /// The name of the scenario, where there are some.
    pub scenario: Option<&'a str>,
    /// The parties.
    pub parties: &'a Parties,
}

/// Answers as they are printed.
pub fn document<'a>(solved: &'a Solved, head: Head<'a>) -> Document<'a> {
    let scenario = head.scenario.map(|name| ("scenario", json!(name)));
    let facts = scenario.into_iter().chain([("model", json!(head.model))]).collect();
    let parts = solved.iter().map(|(name, answer)| answer.part(*name, head)).collect();
    Document { facts, parts }
}
