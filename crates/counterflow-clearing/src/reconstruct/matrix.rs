//! A liability matrix as a sorted list of its links.

/// A positive liability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Who owes, from 0.
    pub debtor: usize,
    /// Whom it is owed, from 0.
    pub creditor: usize,
    /// How much, above 0, in the unit of the totals.
    pub amount: f64,
}

/// A liability matrix: links sorted by debtor, then creditor, each pair at most once.
///
/// ```
/// use counterflow_clearing::reconstruct::Totals;
///
/// let problem = Totals::new(vec![3.0, 0.0], vec![0.0, 3.0]).build().unwrap();
/// let (matrix, _) = problem.maximum_entropy();
/// assert_eq!(matrix.dense(), [[0.0, 3.0], [0.0, 0.0]]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    parties: usize,
    links: Vec<Link>,
}

impl Matrix {
    /// A matrix of links that are sorted already.
    pub(super) fn new(parties: usize, links: Vec<Link>) -> Self {
        Matrix { parties, links }
    }

    /// The number of parties.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// The links, sorted by debtor, then creditor.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// What `debtor` owes `creditor`; 0 where there is no link. Time is logarithmic in the links.
    #[must_use]
    pub fn amount(&self, debtor: usize, creditor: usize) -> f64 {
        let place = |link: &Link| (link.debtor, link.creditor);
        let found = self.links.binary_search_by_key(&(debtor, creditor), place);
        found.map_or(0.0, |k| self.links[k].amount)
    }

    /// What each party owes: the sums of the rows.
    #[must_use]
    pub fn owed(&self) -> Vec<f64> {
        self.sums(|link| link.debtor)
    }

    /// What each party is owed: the sums of the columns.
    #[must_use]
    pub fn claims(&self) -> Vec<f64> {
        self.sums(|link| link.creditor)
    }

    fn sums(&self, of: fn(&Link) -> usize) -> Vec<f64> {
        let mut sums = vec![0.0; self.parties];
        self.links.iter().for_each(|link| sums[of(link)] += link.amount);
        sums
    }

    /// All cells, row by row. Space is quadratic in the parties.
    #[must_use]
    pub fn dense(&self) -> Vec<Vec<f64>> {
        let mut rows = vec![vec![0.0; self.parties]; self.parties];
        self.links.iter().for_each(|link| rows[link.debtor][link.creditor] = link.amount);
        rows
    }

    /// Shannon's entropy of the shares of the links in the whole, in nats: 0 for one link, and the
    /// logarithm of the number of links if all are equal.
    #[must_use]
    pub fn entropy(&self) -> f64 {
        let whole: f64 = self.links.iter().map(|link| link.amount).sum();
        let term = |link: &Link| {
            let share = link.amount / whole;
            share * libm::log(share)
        };
        // Not the negated sum, which for no links would be minus zero.
        self.links.iter().map(term).fold(0.0, |sum, term| sum - term)
    }
}

/// How far the sums of a matrix are from the totals, each relative to the party's own total.
///
/// The greatest over all parties is given; 0 is exact, and 1e-12 is rounding. A party with a total
/// of 0 that has links all the same makes it infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Residual {
    /// Over what the parties owe.
    pub owed: f64,
    /// Over what the parties are owed.
    pub claims: f64,
}

impl Residual {
    /// The residual of a matrix against row and column totals of the same length.
    pub(super) fn of(matrix: &Matrix, owed: &[f64], claims: &[f64]) -> Self {
        Residual {
            owed: greatest(&matrix.owed(), owed),
            claims: greatest(&matrix.claims(), claims),
        }
    }
}

/// The greatest relative difference.
pub(super) fn greatest(sums: &[f64], totals: &[f64]) -> f64 {
    let relative = |(sum, total): (&f64, &f64)| {
        let difference = (sum - total).abs();
        if difference > 0.0 { difference / total } else { 0.0 }
    };
    sums.iter().zip(totals).map(relative).fold(0.0, f64::max)
}
