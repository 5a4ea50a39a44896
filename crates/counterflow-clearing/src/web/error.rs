//! What can be wrong with a web.

use std::fmt;

/// One mistake in what a web is built from. Rows count from 0, in the order of the call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum WebError {
    /// An array has not one number for each party.
    Length {
        /// Which array.
        what: &'static str,
        /// How many numbers were given.
        given: usize,
        /// How many parties there are.
        parties: usize,
    },
    /// Arrays of one table are not of one length.
    Ragged {
        /// Which table.
        table: &'static str,
        /// The lengths that were given.
        lengths: Vec<usize>,
    },
    /// A number is NaN, infinite, or negative where it may not be.
    Number {
        /// Which array or table.
        what: &'static str,
        /// Which row.
        row: usize,
        /// The number.
        given: f64,
    },
    /// A row names a party that is not there.
    Party {
        /// Which table.
        table: &'static str,
        /// Which row.
        row: usize,
        /// The number that was given.
        given: u32,
        /// How many parties there are.
        parties: usize,
    },
    /// One debt or stake is given twice.
    Twice {
        /// Which table.
        table: &'static str,
        /// Which row.
        row: usize,
        /// The row that says it first.
        first: usize,
    },
    /// A share is not a part of one.
    Share {
        /// Which row.
        row: usize,
        /// The share that was given.
        given: f64,
    },
    /// More than the whole of a party is owned.
    Overowned {
        /// Which party.
        owned: u32,
        /// What its owners have together.
        total: f64,
    },
    /// Parties that own one another whole, so that nobody outside owns any part of them.
    Ownerless {
        /// The parties.
        parties: Vec<u32>,
    },
    /// The sums of the web are not numbers any more.
    TooLarge {
        /// Whose sum.
        party: u32,
    },
    /// A debt or stake is so small beside others of one debtor that it vanishes.
    TooFarApart {
        /// Whose debt, or whose equity.
        debtor: u32,
        /// Who has it; nobody where outsiders have.
        creditor: Option<u32>,
    },
    /// There are more parties or claims than a number of 32 bits can tell apart.
    TooMany {
        /// How many.
        given: usize,
    },
}

impl fmt::Display for WebError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WebError::Length { what, given, parties } => {
                write!(f, "{what}: {given} numbers for {parties} parties; give one for each party")
            }
            WebError::Ragged { table, lengths } => {
                write!(f, "{table}: columns of {lengths:?} rows; give each column as many rows")
            }
            WebError::Number { what, row, given } => {
                write!(f, "{what}, row {row}: {given} is no amount; give a number from 0 up")
            }
            WebError::Party { table, row, given, parties } => write!(
                f,
                "{table}, row {row}: there is no party {given}; parties are 0 to {}",
                parties.saturating_sub(1)
            ),
            WebError::Twice { table, row, first } => write!(
                f,
                "{table}, row {row}: the same parties and rank as row {first}; add the two up"
            ),
            WebError::Share { row, given } => write!(
                f,
                "stakes, row {row}: {given} is no share; write 5% as 0.05, with the owner first"
            ),
            WebError::Overowned { owned, total } => write!(
                f,
                "stakes: owners of party {owned} have {total} of it together, more than the \
                 whole; the owner is named first, what it owns second"
            ),
            WebError::Ownerless { parties } => write!(
                f,
                "stakes: parties {parties:?} own one another whole, so their equity has no \
                 value that can be told; leave a part of one of them to outsiders"
            ),
            WebError::TooLarge { party } => {
                write!(f, "party {party}: the sum of its amounts is larger than any number; scale")
            }
            WebError::TooFarApart { debtor, creditor: Some(creditor) } => write!(
                f,
                "what party {creditor} has of party {debtor} is less than 1e-200 of what ranks \
                 with it; leave it out"
            ),
            WebError::TooFarApart { debtor, creditor: None } => write!(
                f,
                "what party {debtor} owes outsiders is less than 1e-200 of what ranks with it; \
                 leave it out"
            ),
            WebError::TooMany { given } => {
                write!(f, "{given} parties or claims; no more than 4,294,967,294 can be told apart")
            }
        }
    }
}

impl std::error::Error for WebError {}

/// All mistakes of a web at once, as far as they are worth telling.
#[derive(Clone, Debug, PartialEq)]
pub struct WebErrors {
    /// The first mistakes, in the order of the call.
    pub errors: Vec<WebError>,
    /// How many more there are.
    pub more: usize,
}

impl WebErrors {
    /// More than this many mistakes of one web are counted and not told.
    pub const TOLD: usize = 100;

    pub(crate) fn new() -> WebErrors {
        WebErrors { errors: Vec::new(), more: 0 }
    }

    pub(crate) fn push(&mut self, error: WebError) {
        if self.errors.len() < WebErrors::TOLD {
            self.errors.push(error);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }
}

impl fmt::Display for WebErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, error) in self.errors.iter().enumerate() {
            let line = if number == 0 { "" } else { "\n" };
            write!(f, "{line}{error}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for WebErrors {}
