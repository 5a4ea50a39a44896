//! All clearing vectors of a small web that can be the greatest or the least one, in whole numbers.
//!
//! A party is short in one of its claims, or solvent. For each choice of that, for all parties,
//! the equations are linear; each solution is put into the map itself, and is kept if it comes out
//! unchanged. Where the equations are singular, closed circles pay any part: the greatest solution
//! then has somebody paid in full, which is another choice, and the least one has somebody who
//! pays nothing, which is tried for everybody in turn.
//!
//! Nothing here is shared with the solver: not the claims, not the order, not one rounding.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::random::Costs;
use crate::ratio::{Ratio, parts};
use crate::spec::Spec;

/// One claim: on whom, how much, what ranks before it, and who holds how much of it.
struct Claim {
    owner: usize,
    /// Nothing for equity, which has no end.
    cap: Option<BigInt>,
    floor: BigInt,
    holders: Vec<(usize, BigInt)>,
}

/// A web in whole numbers: amounts in units of `2^-digits`, shares and kept parts in units of
/// `1 / whole`.
pub struct Exact {
    digits: u64,
    whole: BigInt,
    assets: Vec<BigInt>,
    alpha: Vec<BigInt>,
    beta: Vec<BigInt>,
    due: Vec<BigInt>,
    claims: Vec<Claim>,
    /// Claims on each party that are debts, by rank, and its equity if somebody here holds it.
    debts: Vec<Vec<usize>>,
    equity: Vec<Option<usize>>,
}

/// One solution, over one denominator.
#[derive(Clone, Debug)]
struct Point {
    den: BigInt,
    /// Of a debt the paid part times `den`, of equity its value times `den`.
    part: Vec<BigInt>,
}

/// A solution as fractions.
#[derive(Clone, Debug)]
pub struct Solution {
    pub paid: Vec<Ratio>,
    pub value: Vec<Ratio>,
    pub equity: Vec<Ratio>,
    /// What each party would have if default cost nothing.
    pub before_costs: Vec<Ratio>,
    pub due: Vec<Ratio>,
    pub default: Vec<bool>,
}

/// Both ends of the lattice of solutions.
#[derive(Clone, Debug)]
pub struct Truth {
    pub greatest: Solution,
    pub least: Solution,
    /// Parties that pay, or are worth, less in the least solution.
    pub differ: Vec<u32>,
}

/// Whole numbers `x · 2^shift` of numbers that all have at most `shift` digits behind the point.
fn scaled(number: f64, shift: u64) -> BigInt {
    let (mantissa, exponent) = parts(number);
    BigInt::from(mantissa) << (exponent + shift as i64) as u64
}

/// How many binary digits behind the point these numbers need.
fn digits<'a>(numbers: impl Iterator<Item = &'a f64>) -> u64 {
    numbers.map(|&number| (-parts(number).1).max(0) as u64).max().unwrap_or(0)
}

impl Exact {
    /// A web, and what a party in default keeps of outside assets and of receipts.
    pub fn new(spec: &Spec, costs: Option<&Costs>) -> Exact {
        let parties = spec.parties();
        let debts = spec.debts.iter().map(|debt| &debt.2);
        let digits_of_money = digits(spec.assets.iter().chain(&spec.outside).chain(debts));
        let (mut alpha, mut beta) = costs.cloned().unwrap_or((vec![1.0], vec![1.0]));
        if alpha.len() == 1 {
            // One number for all.
            alpha.resize(parties, alpha[0]);
            beta.resize(parties, beta[0]);
        }
        let shares = spec.stakes.iter().map(|stake| &stake.2);
        let digits_of_shares = digits(shares.chain(&alpha).chain(&beta));
        let money = |amount: f64| scaled(amount, digits_of_money);
        let part = |share: f64| scaled(share, digits_of_shares);
        let mut exact = Exact {
            digits: digits_of_money,
            whole: BigInt::one() << digits_of_shares,
            assets: spec.assets.iter().map(|&amount| money(amount)).collect(),
            alpha: alpha.into_iter().map(part).collect(),
            beta: beta.into_iter().map(part).collect(),
            due: Vec::new(),
            claims: Vec::new(),
            debts: Vec::new(),
            equity: Vec::new(),
        };
        for party in 0..parties {
            exact.add_party(spec, party, &money, &part);
        }
        exact
    }

    fn add_party(
        &mut self,
        spec: &Spec,
        party: usize,
        money: &impl Fn(f64) -> BigInt,
        part: &impl Fn(f64) -> BigInt,
    ) {
        let own = || spec.debts.iter().filter(|debt| debt.0 as usize == party);
        let outside_class = spec.outside_class.get(party).copied().unwrap_or(1);
        let mut classes: Vec<u32> = own().map(|debt| debt.3).collect();
        if spec.outside[party] > 0.0 {
            classes.push(outside_class);
        }
        classes.sort_unstable();
        classes.dedup();
        let mut due = BigInt::zero();
        let mut places = Vec::new();
        for class in classes {
            let of_class = own().filter(|debt| debt.3 == class);
            let holders: Vec<(usize, BigInt)> =
                of_class.map(|debt| (debt.1 as usize, money(debt.2))).collect();
            let mut cap: BigInt = holders.iter().map(|holder| &holder.1).sum();
            if class == outside_class {
                cap += money(spec.outside[party]);
            }
            if cap.is_zero() {
                continue;
            }
            places.push(self.claims.len());
            let floor = due.clone();
            due += &cap;
            self.claims.push(Claim { owner: party, cap: Some(cap), floor, holders });
        }
        let stakes = spec.stakes.iter().filter(|stake| stake.1 as usize == party && stake.2 > 0.0);
        let holders: Vec<_> = stakes.map(|stake| (stake.0 as usize, part(stake.2))).collect();
        self.equity.push((!holders.is_empty()).then_some(self.claims.len()));
        if !holders.is_empty() {
            self.claims.push(Claim { owner: party, cap: None, floor: due.clone(), holders });
        }
        self.debts.push(places);
        self.due.push(due);
    }

    fn parties(&self) -> usize {
        self.assets.len()
    }

    /// The greatest and the least solution.
    pub fn truth(&self) -> Truth {
        let mut points = Vec::new();
        let mut choice = vec![0; self.parties()];
        loop {
            let unknown = self.unknown(&choice);
            self.solve(&choice, unknown, &mut points);
            let Some(next) = (0..choice.len()).find(|&i| choice[i] < self.debts[i].len()) else {
                break;
            };
            choice[next] += 1;
            choice[..next].fill(0);
        }
        let greatest = self.end(&points, Ordering::Less);
        let least = self.end(&points, Ordering::Greater);
        let differ = (0..self.parties()).filter(|&i| {
            greatest.paid[i] != least.paid[i] || greatest.equity[i] != least.equity[i]
        });
        let differ = differ.map(|party| party as u32).collect();
        Truth { greatest, least, differ }
    }

    /// The claims whose payment is not known once it is chosen who is short where.
    fn unknown(&self, choice: &[usize]) -> Vec<usize> {
        let claim =
            |party: usize| self.debts[party].get(choice[party]).copied().or(self.equity[party]);
        (0..self.parties()).filter_map(claim).collect()
    }

    fn is_solvent(&self, choice: &[usize], party: usize) -> bool {
        choice[party] == self.debts[party].len()
    }

    /// What one part of a claim is to one of its holders, in units of `1 / whole`.
    fn weight(&self, claim: usize, holding: &BigInt) -> BigInt {
        match self.claims[claim].cap {
            Some(_) => holding * &self.whole,
            None => holding.clone(),
        }
    }

    fn kept(&self, choice: &[usize], party: usize) -> (BigInt, BigInt) {
        if self.is_solvent(choice, party) {
            (self.whole.clone(), self.whole.clone())
        } else {
            (self.alpha[party].clone(), self.beta[party].clone())
        }
    }

    /// Solves for the unknown claims, and keeps what the map leaves as it is.
    fn solve(&self, choice: &[usize], unknown: Vec<usize>, points: &mut Vec<Point>) {
        let (mut rows, stochastic) = self.equations(choice, &unknown);
        if !stochastic.is_empty() {
            for pinned in stochastic {
                let rest = unknown.iter().copied().filter(|&claim| claim != pinned).collect();
                self.solve(choice, rest, points);
            }
            return;
        }
        let den = eliminate(&mut rows);
        let mut part = vec![BigInt::zero(); self.claims.len()];
        for (party, debts) in self.debts.iter().enumerate() {
            debts[..choice[party]].iter().for_each(|&claim| part[claim].clone_from(&den));
        }
        for (&claim, row) in unknown.iter().zip(&rows) {
            part[claim].clone_from(&row[unknown.len()]);
        }
        let point = Point { den, part };
        let feasible = point.part.iter().all(|part| !part.is_negative());
        if feasible && self.holds(&point) && !points.iter().any(|other| same(other, &point)) {
            points.push(point);
        }
    }

    /// The linear system of a choice, and the claims among which nothing is lost: if there are
    /// any, it is singular.
    fn equations(&self, choice: &[usize], unknown: &[usize]) -> (Vec<Vec<BigInt>>, Vec<usize>) {
        let square = &self.whole * &self.whole;
        let mut rows = vec![vec![BigInt::zero(); unknown.len() + 1]; unknown.len()];
        let place: Vec<Option<usize>> = (0..self.parties())
            .map(|party| unknown.iter().position(|&claim| self.claims[claim].owner == party))
            .collect();
        let kept: Vec<_> = (0..self.parties()).map(|party| self.kept(choice, party)).collect();
        for (row, &claim) in unknown.iter().enumerate() {
            let Claim { owner, cap, floor, .. } = &self.claims[claim];
            rows[row][row] += &square * cap.as_ref().unwrap_or(&BigInt::one());
            rows[row][unknown.len()] +=
                &kept[*owner].0 * &self.assets[*owner] * &self.whole - &square * floor;
        }
        let mut add = |claim: usize, column: usize, sign: i32| {
            for (holder, holding) in &self.claims[claim].holders {
                if let Some(row) = place[*holder] {
                    let passed = self.weight(claim, holding) * &kept[*holder].1;
                    rows[row][column] += passed * sign;
                }
            }
        };
        for (party, debts) in self.debts.iter().enumerate() {
            debts[..choice[party]].iter().for_each(|&claim| add(claim, unknown.len(), 1));
        }
        unknown.iter().enumerate().for_each(|(column, &claim)| add(claim, column, -1));
        let mut closed: Vec<usize> = (0..unknown.len()).collect();
        loop {
            let before = closed.len();
            let among = closed.clone();
            closed.retain(|&column| {
                among.iter().map(|&row| &rows[row][column]).sum::<BigInt>().is_zero()
            });
            if closed.len() == before {
                return (rows, closed.into_iter().map(|column| unknown[column]).collect());
            }
        }
    }

    /// What all have, times `den` and twice `whole`, before and after costs of default.
    fn values(&self, point: &Point) -> Vec<(BigInt, BigInt, bool)> {
        let mut received = vec![BigInt::zero(); self.parties()];
        for (claim, part) in point.part.iter().enumerate() {
            for (holder, holding) in &self.claims[claim].holders {
                received[*holder] += self.weight(claim, holding) * part;
            }
        }
        let value = |(party, received): (usize, BigInt)| {
            let assets = &self.assets[party] * &point.den;
            let before = &self.whole * (&assets * &self.whole + &received);
            let short = before < &self.due[party] * &point.den * &self.whole * &self.whole;
            let after = &self.alpha[party] * assets * &self.whole + &self.beta[party] * received;
            if short { (before, after, true) } else { (before.clone(), before, false) }
        };
        received.into_iter().enumerate().map(value).collect()
    }

    /// Whether the map leaves a point as it is.
    fn holds(&self, point: &Point) -> bool {
        let unit = &point.den * &self.whole * &self.whole;
        let values = self.values(point);
        self.claims.iter().zip(&point.part).all(|(claim, part)| {
            let left = (&values[claim.owner].1 - &claim.floor * &unit).max(BigInt::zero());
            let paid = part * &self.whole * &self.whole;
            match &claim.cap {
                Some(cap) => paid * cap == left.min(cap * &unit),
                None => paid == left,
            }
        })
    }

    /// The point that no other surpasses in this direction.
    fn end(&self, points: &[Point], worse: Ordering) -> Solution {
        let surpasses = |a: &Point, b: &Point| {
            a.part.iter().zip(&b.part).all(|(x, y)| (x * &b.den).cmp(&(y * &a.den)) != worse)
        };
        let best = points.iter().find(|a| points.iter().all(|b| surpasses(a, b)));
        self.solution(best.expect("by Tarski's theorem there is one"))
    }

    fn solution(&self, point: &Point) -> Solution {
        let unit = &point.den << self.digits;
        let square = &unit * &self.whole * &self.whole;
        let values = self.values(point);
        let over = |num: BigInt| Ratio { num, den: square.clone() };
        let scale = &point.den * &self.whole * &self.whole;
        let due: Vec<BigInt> = self.due.iter().map(|due| due * &scale).collect();
        let each = || values.iter().zip(&due);
        Solution {
            paid: each().map(|((_, after, _), due)| over(after.min(due).clone())).collect(),
            equity: each()
                .map(|((_, after, _), due)| over((after - due).max(BigInt::zero())))
                .collect(),
            value: values.iter().map(|value| over(value.1.clone())).collect(),
            before_costs: values.iter().map(|value| over(value.0.clone())).collect(),
            default: values.iter().map(|value| value.2).collect(),
            due: due.into_iter().map(over).collect(),
        }
    }
}

fn same(a: &Point, b: &Point) -> bool {
    a.part.iter().zip(&b.part).all(|(x, y)| x * &b.den == y * &a.den)
}

/// Gauss and Jordan without fractions (Bareiss 1968): leaves the solutions, times the determinant
/// that it answers with, in the last column. The matrix is a nonsingular M-matrix, so every pivot
/// is positive.
fn eliminate(rows: &mut [Vec<BigInt>]) -> BigInt {
    let n = rows.len();
    let mut last = BigInt::one();
    for k in 0..n {
        let pivot = rows[k].clone();
        assert!(pivot[k].is_positive(), "a singular choice was not seen to be one");
        for i in (0..n).filter(|&i| i != k) {
            let factor = rows[i][k].clone();
            for j in 0..=n {
                rows[i][j] = (&rows[i][j] * &pivot[k] - &factor * &pivot[j]) / &last;
            }
        }
        last.clone_from(&pivot[k]);
    }
    last
}
