//! What cannot be filled in, with names and places of the tables.

use counterflow_clearing::reconstruct::{Mistake, Mistakes, Shortfall, Side};

use crate::output::Failure;
use crate::tables::{Edges, Nodes, quoted};

/// All mistakes, in the words of the tables.
pub fn wrong(mistakes: &Mistakes, nodes: &Nodes, known: &Edges) -> Failure {
    Failure::Wrong(mistakes.0.iter().map(|mistake| told(mistake, nodes, known)).collect())
}

fn told(mistake: &Mistake, nodes: &Nodes, known: &Edges) -> String {
    let name = |party: usize| quoted(nodes.parties.name(party));
    let place = |party: usize| nodes.place(party);
    let cell = |debtor: usize, creditor: usize| {
        let is_it = |(from, to, _): (u32, u32, f64)| (from, to) == (debtor as u32, creditor as u32);
        // Of two rows on one debt the second is the one that is too many.
        let last = known.debts.rows().enumerate().filter(|(_, row)| is_it(*row)).last();
        last.map_or_else(|| known.file().to_string(), |(row, _)| known.place_of_debt(row))
    };
    match mistake {
        Mistake::TooSmall { side, party, amount, all } => format!(
            "{}: {} {} {amount}, less than a part in 1e20 of {all} in all; write 0",
            place(*party),
            name(*party),
            verb(*side)
        ),
        Mistake::Sums { owed, claims, .. } => format!(
            "{}: the column `owed` adds up to {owed} and `claims` to {claims}; add a party for the \
             rest of the world, or widen --tolerance",
            nodes.file()
        ),
        Mistake::Diagonal { party } => format!(
            "{}: {} owes itself; leave the row out and take its amount off both totals",
            cell(*party, *party),
            name(*party)
        ),
        Mistake::Twice { debtor, creditor, low, high } => format!(
            "{}: what {} owes {} is told twice, as {low} and {high}; keep one",
            cell(*debtor, *creditor),
            name(*debtor),
            name(*creditor)
        ),
        Mistake::AboveTotal { debtor, creditor, amount, side, total } => {
            let party = if *side == Side::Owed { *debtor } else { *creditor };
            format!(
                "{}: the amount {amount} is more than the {total} that {} {} in all, at {}",
                cell(*debtor, *creditor),
                name(party),
                verb(*side),
                place(party)
            )
        }
        Mistake::KnownExceed { side, party, known: sum, total } => format!(
            "{}: the known debts of {} add up to {sum}, and it {} {total} in all, at {}; correct \
             one of them",
            known.file(),
            name(*party),
            verb(*side),
            place(*party)
        ),
        Mistake::Unfillable { side, party, left } => format!(
            "{}: {} {} {left} more than its known debts, and nobody is left for it; correct the \
             total",
            place(*party),
            name(*party),
            verb(*side)
        ),
        Mistake::Shortfall(short) => shortfall(short, nodes),
        other => format!("{}: {other}", nodes.file()),
    }
}

fn shortfall(short: &Shortfall, nodes: &Nodes) -> String {
    let names = |parties: &[usize]| {
        let names: Vec<String> =
            parties.iter().take(5).map(|&party| quoted(nodes.parties.name(party))).collect();
        names.join(", ") + if parties.len() > 5 { " and others" } else { "" }
    };
    let Shortfall { side, parties, counterparties, amount, room } = short;
    let (do_what, take) = match side {
        Side::Owed => ("owe", "can be owed by them"),
        Side::Claims => ("are owed", "can owe them"),
    };
    format!(
        "{}: {} {do_what} {amount} beyond known debts, and {} {take} {room}; correct a total, or a \
         known debt",
        nodes.file(),
        names(parties),
        names(counterparties)
    )
}

fn verb(side: Side) -> &'static str {
    match side {
        Side::Owed => "owes",
        Side::Claims => "is owed",
    }
}
