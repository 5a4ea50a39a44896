//! Rounds of sales by which banks return to the leverage that they had.

use crate::valuation::{AMOUNT, PART, ParameterErrors, Range, each};

/// Banks that hold classes of assets and keep their leverage: Greenwood, Landier and Thesmar,
/// *Vulnerable banks*, Journal of Financial Economics 115 (2015).
///
/// In their notation: bank `n` has assets `a_n`, of which the part `m_nk` is in class `k`, debt
/// `d_n`, equity `e_n = a_n − d_n` and leverage `b_n = d_n / e_n`. When shocks `f_k` cost it
/// `a_n r_n = a_n Σ_k m_nk f_k`, it sells `b_n a_n r_n`, spread over classes as its assets are; the
/// price of a class falls by `l_k` for each unit of money that is sold of it, and that costs the
/// holders of it `A M L M' B A M f`. Losses are told as positive numbers, and all of them on the
/// balance sheet of the start, as in the paper. No bank sells more than it has; one whose equity
/// is gone sells all that it has.
///
/// # Example
///
/// Two banks of 100 each. The first holds class 0 alone with leverage 9; the second both classes
/// by halves, with leverage 4. A tenth of a percent of class 0 is lost, and every 1 that is sold
/// moves a price by a ten-thousandth:
///
/// ```
/// use counterflow_clearing::LeverageTargeting;
///
/// let banks = LeverageTargeting::new(
///     vec![vec![100.0, 50.0], vec![0.0, 50.0]], // what each bank holds, class by class
///     vec![90.0, 80.0],                         // debts
///     vec![0.0001],                             // price impact, one for all
/// )?;
/// let found = banks.shock(&[0.001, 0.0], 1)?;
/// // Losses of 0.1 and 0.05; sales of 0.9 in class 0, and of 0.1 in either class.
/// assert_eq!(found.direct, [0.1, 0.05]);
/// // So class 0 falls by 0.0001 and class 1 by 0.00001: 0.01 and 0.0055 more is lost.
/// assert!((found.indirect[0] - 0.01).abs() < 1e-15);
/// assert!((found.indirect[1] - 0.0055).abs() < 1e-15);
/// assert!((found.aggregate_vulnerability - 0.0155 / 30.0).abs() < 1e-15);
/// # Ok::<(), counterflow_clearing::ParameterErrors>(())
/// ```
#[derive(Clone, Debug)]
pub struct LeverageTargeting {
    /// What each bank holds, class by class, in money.
    holdings: Vec<Vec<f64>>,
    /// What each bank holds in all: `a`.
    assets: Vec<f64>,
    /// `e`.
    equity: Vec<f64>,
    /// `b`.
    leverage: Vec<f64>,
    /// `l`; one number for all, or one for each class.
    impact: Vec<f64>,
}

/// Losses of banks, and which bank's sales cause them.
#[derive(Clone, Debug, PartialEq)]
pub struct Vulnerability {
    /// What each bank loses by the shock itself, in money.
    pub direct: Vec<f64>,
    /// What each bank loses by sales of all banks, its own included, over all rounds, in money.
    pub indirect: Vec<f64>,
    /// What each bank sells over all rounds, in money.
    pub sold: Vec<f64>,
    /// By which part the price of each class falls because of sales.
    pub falls: Vec<f64>,
    /// What the sales of each bank in the first round cost all banks, over the equity of all: its
    /// systemicness. In one round these add up to the aggregate vulnerability.
    pub systemicness: Vec<f64>,
    /// What each bank loses by the shock, over its equity.
    pub direct_vulnerability: Vec<f64>,
    /// What each bank loses by sales, over its equity.
    pub indirect_vulnerability: Vec<f64>,
    /// What all banks lose by sales, over the equity of all.
    pub aggregate_vulnerability: f64,
    /// Banks that lose all their equity, in order.
    pub insolvent: Vec<u32>,
}

const POSITIVE: Range = Range {
    holds: |x| (f64::MIN_POSITIVE..=f64::MAX).contains(&x),
    words: "positive equity; a bank must hold more than it owes",
};
const WHOLE: Range = Range {
    holds: |x| x <= 1.0,
    words: "a fall of its price by 1 at most when all of a class is sold; take a smaller impact",
};

impl LeverageTargeting {
    /// Banks that hold, of each class, these amounts, and owe these debts.
    ///
    /// # Errors
    ///
    /// Everything that is wrong at once: arrays of different lengths, numbers that are no amounts,
    /// banks without equity, and impacts by which a price falls below zero if all is sold.
    pub fn new(
        holdings: Vec<Vec<f64>>,
        debts: Vec<f64>,
        impact: Vec<f64>,
    ) -> Result<LeverageTargeting, ParameterErrors> {
        let mut errors = ParameterErrors::default();
        let banks = debts.len();
        errors.check("debts", &debts, banks, AMOUNT);
        errors.check_each("impact", &impact, holdings.len(), AMOUNT);
        holdings.iter().for_each(|class| errors.check("holdings", class, banks, AMOUNT));
        if !errors.is_empty() {
            return Err(errors);
        }
        for (row, class) in holdings.iter().enumerate() {
            let fall = class.iter().sum::<f64>() * each(&impact, row);
            errors.check_at("impact", row, fall, WHOLE);
        }
        let held = |bank: usize| holdings.iter().map(|class| class[bank]).sum();
        let assets: Vec<f64> = (0..banks).map(held).collect();
        let equity: Vec<f64> = assets.iter().zip(&debts).map(|(a, d)| a - d).collect();
        errors.check("equity", &equity, banks, POSITIVE);
        let leverage = debts.iter().zip(&equity).map(|(d, e)| d / e).collect();
        errors.none_or(LeverageTargeting { holdings, assets, equity, leverage, impact })
    }

    /// Lets banks keep to another leverage, debt over equity, than that of the start.
    ///
    /// # Errors
    ///
    /// If there is not one number from 0 up for each bank, or one for all.
    pub fn with_targets(self, leverage: &[f64]) -> Result<LeverageTargeting, ParameterErrors> {
        let mut errors = ParameterErrors::default();
        let banks = self.assets.len();
        errors.check_each("targets", leverage, banks, AMOUNT);
        errors.none_or(())?;
        let leverage = (0..banks).map(|bank| each(leverage, bank)).collect();
        Ok(LeverageTargeting { leverage, ..self })
    }

    /// What follows in this many rounds of sales if classes lose these parts of their price: one
    /// number from 0 to 1 for all, or one for each class. O(rounds × banks × classes).
    ///
    /// The paper's measures are those of one round.
    ///
    /// # Errors
    ///
    /// If a shock is not from 0 to 1, or there is not one for each class.
    pub fn shock(&self, shocks: &[f64], rounds: usize) -> Result<Vulnerability, ParameterErrors> {
        let mut errors = ParameterErrors::default();
        errors.check_each("shocks", shocks, self.holdings.len(), PART);
        errors.none_or(())?;
        let shocks: Vec<f64> = (0..self.holdings.len()).map(|k| each(shocks, k)).collect();
        let mut course = Course::new(self, &shocks);
        for _ in 0..rounds {
            course.round();
        }
        Ok(course.ended(&shocks))
    }

    /// What falls of prices cost each bank.
    fn losses(&self, falls: &[f64]) -> Vec<f64> {
        let of = |bank: usize| {
            self.holdings.iter().zip(falls).map(|(class, fall)| class[bank] * fall).sum()
        };
        (0..self.assets.len()).map(of).collect()
    }

    /// By how much the prices of classes fall if banks sell this much in all.
    fn falls(&self, sales: &[f64]) -> Vec<f64> {
        let of = |(row, class): (usize, &Vec<f64>)| {
            let parts = class.iter().zip(&self.assets).zip(sales);
            let sold: f64 = parts.map(|((held, assets), sale)| sale * held / assets).sum();
            each(&self.impact, row) * sold
        };
        self.holdings.iter().enumerate().map(of).collect()
    }

    /// What the sales of one bank cost all.
    fn cost_of(&self, bank: usize, sale: f64) -> f64 {
        let of = |(row, class): (usize, &Vec<f64>)| {
            let sold = sale * class[bank] / self.assets[bank];
            each(&self.impact, row) * sold * class.iter().sum::<f64>()
        };
        self.holdings.iter().enumerate().map(of).sum()
    }
}

/// Rounds under way.
struct Course<'a> {
    banks: &'a LeverageTargeting,
    /// What each bank lost last, and has lost in all.
    last: Vec<f64>,
    lost: Vec<f64>,
    sold: Vec<f64>,
    /// By how much each price has fallen, the shock included, and how much of that by sales.
    fallen: Vec<f64>,
    by_sales: Vec<f64>,
    first: Vec<f64>,
}

impl<'a> Course<'a> {
    fn new(banks: &'a LeverageTargeting, shocks: &[f64]) -> Course<'a> {
        let last = banks.losses(shocks);
        let none = vec![0.0; last.len()];
        Course {
            banks,
            lost: last.clone(),
            last,
            sold: none.clone(),
            fallen: shocks.to_vec(),
            by_sales: vec![0.0; shocks.len()],
            first: Vec::new(),
        }
    }

    fn round(&mut self) {
        let banks = self.banks;
        let sale = |bank: usize| {
            let left = banks.assets[bank] - self.sold[bank];
            let gone = self.lost[bank] >= banks.equity[bank];
            if gone { left } else { left.min(banks.leverage[bank] * self.last[bank]) }
        };
        let sales: Vec<f64> = (0..banks.assets.len()).map(sale).collect();
        let mut falls = banks.falls(&sales);
        for (fall, fallen) in falls.iter_mut().zip(&self.fallen) {
            *fall = fall.min(1.0 - fallen);
        }
        self.last = banks.losses(&falls);
        add(&mut self.lost, &self.last);
        add(&mut self.sold, &sales);
        add(&mut self.fallen, &falls);
        add(&mut self.by_sales, &falls);
        if self.first.is_empty() {
            self.first = sales;
        }
    }

    fn ended(self, shocks: &[f64]) -> Vulnerability {
        let banks = self.banks;
        let direct = banks.losses(shocks);
        let indirect = banks.losses(&self.by_sales);
        let total: f64 = banks.equity.iter().sum();
        let over = |losses: &[f64]| losses.iter().zip(&banks.equity).map(|(l, e)| l / e).collect();
        let systemic = |(bank, sale): (usize, &f64)| banks.cost_of(bank, *sale) / total;
        let gone = |bank: &usize| self.lost[*bank] >= banks.equity[*bank];
        Vulnerability {
            direct_vulnerability: over(&direct),
            indirect_vulnerability: over(&indirect),
            aggregate_vulnerability: indirect.iter().sum::<f64>() / total.max(f64::MIN_POSITIVE),
            systemicness: self.first.iter().enumerate().map(systemic).collect(),
            insolvent: (0..self.lost.len()).filter(gone).map(|bank| bank as u32).collect(),
            direct,
            indirect,
            sold: self.sold,
            falls: self.by_sales,
        }
    }
}

fn add(to: &mut [f64], what: &[f64]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += what);
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is exact is compared exactly")]
mod tests {
    use super::*;

    /// One bank, one class: each round of sales loses `a l b` times what the last one lost.
    #[test]
    fn rounds_of_sales_are_a_geometric_series() {
        let banks = LeverageTargeting::new(vec![vec![100.0]], vec![80.0], vec![0.001]).unwrap();
        let ratio = 100.0 * 0.001 * 4.0;
        for rounds in 0..6 {
            let found = banks.shock(&[0.001], rounds).unwrap();
            let expected: f64 = (1..=rounds).map(|k| 0.1 * f64::powi(ratio, k as i32)).sum();
            assert!((found.indirect[0] - expected).abs() < 1e-14);
            assert!((found.indirect_vulnerability[0] - expected / 20.0).abs() < 1e-15);
        }
    }

    #[test]
    fn a_bank_sells_no_more_than_it_has() {
        let holdings = vec![vec![100.0, 10.0], vec![0.0, 90.0]];
        let banks = LeverageTargeting::new(holdings, vec![95.0, 40.0], vec![0.001]).unwrap();
        let found = banks.shock(&[0.2, 0.0], 4).unwrap();
        assert_eq!(found.insolvent, [0]);
        assert_eq!(found.sold[0], 100.0);
        assert!(found.sold[1] < 100.0 && found.falls[1] > 0.0);
        // Only the second bank holds class 1, so what it falls by is its own doing.
        assert!((found.falls[1] - 0.001 * 0.9 * found.sold[1]).abs() < 1e-15);
    }

    #[test]
    fn systemicness_adds_up_to_vulnerability() {
        let holdings = vec![vec![40.0, 10.0, 30.0], vec![60.0, 90.0, 0.0], vec![0.0, 5.0, 70.0]];
        let debts = vec![90.0, 92.0, 80.0];
        let banks = LeverageTargeting::new(holdings, debts, vec![1e-4, 2e-4, 5e-5]).unwrap();
        let found = banks.shock(&[0.01, 0.0, 0.02], 1).unwrap();
        let sum: f64 = found.systemicness.iter().sum();
        assert!((sum - found.aggregate_vulnerability).abs() < 1e-15);
        // Losses of one round are linear in the shock while nobody runs out of assets or equity.
        let double = banks.shock(&[0.02, 0.0, 0.04], 1).unwrap();
        for bank in 0..3 {
            assert!((double.indirect[bank] - 2.0 * found.indirect[bank]).abs() < 1e-14);
        }
        let none =
            banks.clone().with_targets(&[0.0]).unwrap().shock(&[0.01, 0.0, 0.02], 1).unwrap();
        assert_eq!(none.aggregate_vulnerability, 0.0);
    }

    #[test]
    fn mistakes_in_balance_sheets_are_told() {
        let new = LeverageTargeting::new;
        let text = new(vec![vec![1.0], vec![2.0, 3.0]], vec![1.0, -1.0], vec![0.1; 3]);
        assert_eq!(text.unwrap_err().errors.len(), 3);
        assert!(new(vec![vec![5.0]], vec![5.0], vec![0.1]).is_err());
        assert!(new(vec![vec![5.0]], vec![1.0], vec![0.3]).is_err());
        let banks = new(vec![vec![5.0]], vec![1.0], vec![0.1]).unwrap();
        assert!(banks.shock(&[1.5], 1).is_err());
        assert!(banks.with_targets(&[-1.0]).is_err());
    }
}
