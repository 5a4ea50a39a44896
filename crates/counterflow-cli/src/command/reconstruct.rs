//! `counterflow reconstruct`

mod told;

use counterflow_clearing::reconstruct::{Link, Matrix, Prior, Problem, Search, Totals};
use serde_json::{Value, json};

use crate::args::{Filling, Reconstruct};
use crate::output::{Failure, Outcome, stream};
use crate::sheet::{Column, Document, Part, Printer, Shown, is_built_in, printer, short};
use crate::tables::{Edges, Kind, Mistakes, NodeColumn, Nodes, Parties};

const COLUMNS: [NodeColumn; 2] = [
    NodeColumn::needed("owed", Kind::Amount, &["liabilities", "owes", "row", "debts"]),
    NodeColumn::needed("claims", Kind::Amount, &["assets", "is_owed", "column", "receivables"]),
];

pub fn run(flags: &Reconstruct) -> Result<Outcome, Failure> {
    is_built_in(flags.format)?;
    let mut mistakes = Mistakes::default();
    let nodes = Nodes::read(&flags.nodes, &COLUMNS, &mut mistakes)?;
    let known = match &flags.edges {
        Some(path) if !nodes.parties.is_empty() => {
            Edges::read_debts(path, &nodes.parties, &mut mistakes)?
        }
        _ => Edges::default(),
    };
    if known.stakes.len() > 0 {
        mistakes.push(format!("{}: stakes cannot be filled in; leave them out", known.file()));
    }
    mistakes.none()?;
    let problem = problem(flags, &nodes, &known)?;
    stream(flags.out.output.as_ref(), |out| {
        let many = flags.method == Filling::Sample;
        let mut printer = printer(flags.format, many, out)?;
        fill(flags, &problem, &nodes.parties, printer.as_mut())?;
        printer.end()
    })?;
    Ok(Outcome::Clean)
}

/// What is known, checked.
fn problem(flags: &Reconstruct, nodes: &Nodes, known: &Edges) -> Result<Problem, Failure> {
    let (owed, claims) = (nodes.or("owed", 0.0), nodes.or("claims", 0.0));
    let mut totals = Totals::new(owed, claims).tolerance(flags.tolerance);
    for (debtor, creditor, amount) in known.debts.rows() {
        totals = totals.known(debtor as usize, creditor as usize, amount);
    }
    totals.build().map_err(|mistakes| told::wrong(&mistakes, nodes, known))
}

/// Fills in as was asked for, and prints.
fn fill(
    flags: &Reconstruct,
    problem: &Problem,
    parties: &Parties,
    printer: &mut dyn Printer,
) -> Result<(), Failure> {
    match flags.method {
        Filling::Ras => {
            let (matrix, fit) = problem.maximum_entropy();
            let facts = vec![
                ("converged", json!(fit.converged)),
                ("passes", json!(fit.passes)),
                ("entropy", json!(fit.entropy)),
                ("residual", residual(problem, &matrix)),
            ];
            printer.print(&filled("ras", matrix.links(), parties, facts, None))
        }
        Filling::MinimumDensity => {
            let (matrix, sparse) = problem.minimum_density(Search::new(flags.seed));
            let facts = vec![
                ("links", json!(sparse.links)),
                ("at_least", json!(sparse.at_least)),
                ("density", json!(sparse.density)),
                ("residual", residual(problem, &matrix)),
            ];
            printer.print(&filled("minimum-density", matrix.links(), parties, facts, None))
        }
        Filling::Sample => sample(flags, problem, parties, printer),
        Filling::Bounds => {
            let bounds = problem.bounds();
            let cells = bounds.cells();
            let name = |party: usize| parties.name(party);
            let number = |name, of: Vec<f64>| Column::number(name, of.into(), Shown::Everywhere);
            let columns = vec![
                Column::text("from", cells.iter().map(|cell| name(cell.debtor)).collect()),
                Column::text("to", cells.iter().map(|cell| name(cell.creditor)).collect()),
                number("least", cells.iter().map(|cell| cell.least).collect()),
                number("greatest", cells.iter().map(|cell| cell.greatest).collect()),
            ];
            let rows = "debts";
            let part = Part { name: None, rows, columns, facts: vec![], notes: vec![] };
            let facts = vec![("method", json!("bounds"))];
            printer.print(&Document { facts, parts: vec![part] })
        }
    }
}

fn sample(
    flags: &Reconstruct,
    problem: &Problem,
    parties: &Parties,
    printer: &mut dyn Printer,
) -> Result<(), Failure> {
    if flags.probability <= 0.0 {
        let told = "--probability 0 allows no link; write a number above 0, up to 1";
        return Err(Failure::Call(told.to_string()));
    }
    let prior = Prior::new(flags.probability, problem.rate(flags.probability));
    let samples = problem.samples(&prior, problem.chain(flags.seed));
    let samples = samples.map_err(|mistakes| Failure::Call(mistakes.to_string()))?;
    for (number, matrix) in samples.take(flags.samples).enumerate() {
        let facts = vec![("residual", residual(problem, &matrix))];
        printer.print(&filled("sample", matrix.links(), parties, facts, Some(number as u32)))?;
    }
    Ok(())
}

fn residual(problem: &Problem, matrix: &Matrix) -> Value {
    let residual = problem.residual(matrix);
    json!(residual.owed.max(residual.claims))
}

/// A matrix as rows of debts, as `clear` reads them.
fn filled<'a>(
    method: &'static str,
    links: &[Link],
    parties: &'a Parties,
    facts: Vec<(&'static str, Value)>,
    sample: Option<u32>,
) -> Document<'a> {
    let name = |party: usize| parties.name(party);
    let amounts: Vec<f64> = links.iter().map(|link| link.amount).collect();
    let numbers = |sample| vec![Some(sample); links.len()].into();
    let sampled = sample.map(|sample| Column::count("sample", numbers(sample), Shown::Flat));
    let mut columns: Vec<Column> = sampled.into_iter().collect();
    columns.extend([
        Column { shown: Shown::Programs, ..Column::text("kind", vec!["debt"; links.len()]) },
        Column::text("from", links.iter().map(|link| name(link.debtor)).collect()),
        Column::text("to", links.iter().map(|link| name(link.creditor)).collect()),
        Column::number("amount", amounts.into(), Shown::Everywhere),
    ]);
    let notes = facts.iter().map(|(name, value)| match value.as_f64() {
        Some(number) => format!("{name} {}", short(number)),
        None => format!("{name} {value}"),
    });
    let notes = vec![notes.collect::<Vec<String>>().join("; ")];
    let mut head = vec![("method", json!(method))];
    head.extend(sample.map(|sample| ("sample", json!(sample))));
    Document { facts: head, parts: vec![Part { name: None, rows: "debts", columns, facts, notes }] }
}
