//! What can be wrong with totals and what is known of cells.

use std::error::Error;
use std::fmt;

/// One of the two totals of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// What the party owes: its row.
    Owed,
    /// What the party is owed: its column.
    Claims,
}

impl Side {
    fn verb(self) -> &'static str {
        match self {
            Side::Owed => "owes",
            Side::Claims => "is owed",
        }
    }
}

/// Parties whose totals cannot be placed: more than all that may take it has room for.
///
/// This proves that no matrix fits, in the manner of Hall's theorem on systems of representatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortfall {
    /// Whether `parties` are debtors ([`Side::Owed`]) or creditors ([`Side::Claims`]).
    pub side: Side,
    /// The parties, ascending.
    pub parties: Vec<usize>,
    /// Those on the other side whose whole total is taken up, ascending.
    pub counterparties: Vec<usize>,
    /// What `parties` have to place, without what known cells take.
    pub amount: f64,
    /// What can be placed: the totals of `counterparties`, and caps on cells of all others.
    pub room: f64,
}

/// Something that a caller got wrong. Parties are numbered from 0.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Mistake {
    /// There are more totals on one side than on the other.
    Shape {
        /// How many parties have a total owed.
        owed: usize,
        /// How many parties have a total of claims.
        claims: usize,
    },
    /// A total is negative or not finite.
    Total {
        /// Which total.
        side: Side,
        /// Whose.
        party: usize,
        /// The amount.
        amount: f64,
    },
    /// A total is not zero, and so small beside all others that it has no digits left on the grid.
    TooSmall {
        /// Which total.
        side: Side,
        /// Whose.
        party: usize,
        /// The amount.
        amount: f64,
        /// The sum of all totals of that side.
        all: f64,
    },
    /// The totals add up to more than a double can hold.
    Overflow,
    /// The tolerance is not in the range from 0 to 0.5.
    Tolerance(f64),
    /// What is owed in all is not what is claimed in all.
    Sums {
        /// The sum of what is owed.
        owed: f64,
        /// The sum of what is claimed.
        claims: f64,
        /// How far apart they may be, relative to the larger.
        tolerance: f64,
    },
    /// A cell names a party beyond the last.
    NoSuchParty {
        /// Who owes.
        debtor: usize,
        /// Whom.
        creditor: usize,
        /// How many parties there are.
        parties: usize,
    },
    /// A cell would have a party owe itself.
    Diagonal {
        /// The party.
        party: usize,
    },
    /// An amount or cap of a cell is negative or not finite.
    Cell {
        /// Who owes.
        debtor: usize,
        /// Whom.
        creditor: usize,
        /// The amount.
        amount: f64,
    },
    /// Two things are said of a cell that cannot both hold.
    Twice {
        /// Who owes.
        debtor: usize,
        /// Whom.
        creditor: usize,
        /// The smaller amount; that of a forbidden cell is 0.
        low: f64,
        /// The larger amount.
        high: f64,
    },
    /// A known cell is above the total of its debtor or of its creditor.
    AboveTotal {
        /// Who owes.
        debtor: usize,
        /// Whom.
        creditor: usize,
        /// The amount.
        amount: f64,
        /// Which total.
        side: Side,
        /// The total.
        total: f64,
    },
    /// The known cells of a party add up to more than its total.
    KnownExceed {
        /// Which total.
        side: Side,
        /// Whose.
        party: usize,
        /// The sum of the known cells.
        known: f64,
        /// The total.
        total: f64,
    },
    /// A party has something left to place, and no cell for it.
    Unfillable {
        /// Which total.
        side: Side,
        /// Whose.
        party: usize,
        /// What is left of the total.
        left: f64,
    },
    /// A prior has a probability outside of the range from 0 to 1, or a rate that is not positive.
    Prior {
        /// The cell, if it is the prior of one alone.
        cell: Option<(usize, usize)>,
        /// The probability of a link, above 0 and at most 1.
        probability: f64,
        /// The rate of the amount, above 0 and finite.
        rate: f64,
    },
    /// A prior is given for a cell that is known, forbidden, or of no party.
    NotOpen {
        /// Who owes.
        debtor: usize,
        /// Whom.
        creditor: usize,
    },
    /// A chain would give the same sample for ever.
    Thinning,
    /// Some parties have more to place than those that may take it have room for.
    Shortfall(Shortfall),
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::Shape { owed, claims } => write!(
                f,
                "{owed} parties have a total owed and {claims} a total of claims: give both for \
                 each party, 0 where there is none"
            ),
            Mistake::Total { side, party, amount } => write!(
                f,
                "party {party} {} {amount}: a total is finite and not negative",
                side.verb()
            ),
            Mistake::TooSmall { side, party, amount, all } => write!(
                f,
                "party {party} {} {amount}, less than a part in 1e20 of {all} in all: give it a \
                 total of 0, or leave the party out",
                side.verb()
            ),
            Mistake::Overflow => {
                write!(f, "the totals add up to more than 1e308: use a larger unit of money")
            }
            Mistake::Tolerance(tolerance) => {
                write!(f, "tolerance {tolerance}: give a number from 0 to 0.5, such as 1e-9")
            }
            Mistake::Sums { owed, claims, tolerance } => write!(
                f,
                "{owed} is owed in all and {claims} claimed in all, further apart than the \
                 tolerance {tolerance}: add a party for the rest of the world, or widen the \
                 tolerance"
            ),
            Mistake::NoSuchParty { debtor, creditor, parties } => write!(
                f,
                "cell ({debtor}, {creditor}) of {parties} parties: parties are numbered from 0"
            ),
            Mistake::Prior { cell, probability, rate } => {
                let what = cell.map_or("the prior".to_owned(), |(debtor, creditor)| {
                    format!("the prior of cell ({debtor}, {creditor})")
                });
                write!(
                    f,
                    "{what} has probability {probability} and rate {rate}: give a probability \
                     above 0 and at most 1, and a finite rate above 0; forbid a cell that has none"
                )
            }
            Mistake::NotOpen { debtor, creditor } => write!(
                f,
                "cell ({debtor}, {creditor}) has a prior and cannot be filled: leave it out"
            ),
            Mistake::Thinning => write!(f, "thinning is 0: make at least 1 move between samples"),
            Mistake::Shortfall(short) => short.fmt(f),
            Mistake::Diagonal { party } => write!(
                f,
                "cell ({party}, {party}) has party {party} owe itself: leave it out and take its \
                 amount off both totals"
            ),
            Mistake::Cell { debtor, creditor, amount } => write!(
                f,
                "cell ({debtor}, {creditor}) has {amount}: an amount is finite and not negative"
            ),
            Mistake::Twice { debtor, creditor, low, high } => write!(
                f,
                "cell ({debtor}, {creditor}) is said to be {high} and to be at most {low}: keep \
                 one of them"
            ),
            Mistake::AboveTotal { debtor, creditor, amount, side, total } => {
                let party = if *side == Side::Owed { debtor } else { creditor };
                write!(
                    f,
                    "cell ({debtor}, {creditor}) is known to be {amount}, and party {party} {} \
                     {total} in all: correct one of them",
                    side.verb()
                )
            }
            Mistake::KnownExceed { side, party, known, total } => write!(
                f,
                "the known cells of party {party} add up to {known}, and it {} {total} in all: \
                 correct one of them",
                side.verb()
            ),
            Mistake::Unfillable { side, party, left } => write!(
                f,
                "party {party} {} {left} beyond its known cells, and all other cells are \
                 forbidden: allow one of them, or correct the total",
                side.verb()
            ),
        }
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shortfall { side, parties, counterparties, amount, room } = self;
        let (do_what, role, take) = match side {
            Side::Owed => ("owe", "creditors", "can be owed"),
            Side::Claims => ("are owed", "debtors", "can owe"),
        };
        write!(
            f,
            "parties {parties:?} {do_what} {amount} beyond their known cells, and the {role} that \
             their open cells lead to, {counterparties:?} and those behind caps, {take} {room}: \
             allow further cells, raise a cap, or correct a total"
        )
    }
}

/// All mistakes in one input, in the order of parties and cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, mistake) in self.0.iter().enumerate() {
            let separator = if k == 0 { "" } else { "\n" };
            write!(f, "{separator}{mistake}")?;
        }
        Ok(())
    }
}

impl Error for Mistake {}
impl Error for Mistakes {}
