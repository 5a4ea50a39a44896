//! Random webs in which ties, circles and extremes are frequent.

use crate::spec::{Debt, Spec};

/// Random numbers that are the same everywhere (Steele, Lea and Flood 2014, `SplitMix64`).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from 0 to below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Whether something of `part` in `whole` cases is the case.
    pub fn chance(&mut self, part: u64, whole: u64) -> bool {
        self.below(whole) < part
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }
}

/// What kind of numbers a web is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Money {
    /// Whole numbers from 0 to 4: ties everywhere.
    Tiny,
    /// Whole numbers up to 100.
    Whole,
    /// Tenths, which are no binary fractions: sums that are off by a bit.
    Tenths,
    /// Powers of two from 2^-60 to 2^60.
    Wide,
    /// From 1e-300 to 1e300.
    Extreme,
}

const KINDS: [Money; 10] = [
    Money::Tiny,
    Money::Tiny,
    Money::Tiny,
    Money::Whole,
    Money::Whole,
    Money::Whole,
    Money::Tenths,
    Money::Tenths,
    Money::Wide,
    Money::Extreme,
];

impl Money {
    /// Whether amounts are of one size, so that nothing but a closed circle is hard to tell.
    fn is_ordinary(self) -> bool {
        !matches!(self, Money::Wide | Money::Extreme)
    }
}

/// Which family of models a web is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Family {
    /// One class of debts.
    Plain,
    /// One class, and costs of default.
    Costs,
    /// Up to three classes.
    Ranked,
    /// Debts in one or two classes, and stakes.
    Stakes,
    /// Everything at once.
    All,
}

impl Family {
    fn most_parties(self) -> u64 {
        match self {
            Family::Plain | Family::Costs => 8,
            Family::Ranked | Family::Stakes => 5,
            Family::All => 4,
        }
    }

    fn classes(self) -> &'static [u32] {
        match self {
            Family::Plain | Family::Costs => &[1],
            Family::Ranked => &[0, 1, 1, 2],
            Family::Stakes | Family::All => &[1, 1, 2],
        }
    }
}

fn amount(dice: &mut Dice, money: Money) -> f64 {
    match money {
        Money::Tiny => dice.below(5) as f64,
        Money::Whole => (dice.below(100) + 1) as f64,
        Money::Tenths => (dice.below(30) + 1) as f64 / 10.0,
        Money::Wide => 2_f64.powi(dice.below(121) as i32 - 60),
        Money::Extreme => dice.pick(&[1e-300, 1e-200, 1.0, 3.0, 1e100, 1e300, 3e300]),
    }
}

/// What parties in default keep of outside assets and of receipts: one number, or one for each.
pub type Costs = (Vec<f64>, Vec<f64>);

/// A web, and what there is to know about it.
pub struct Random {
    pub spec: Spec,
    pub costs: Option<Costs>,
    /// Whether its amounts are of one size.
    pub ordinary: bool,
}

/// A web of this family, with costs of default where it has them.
pub fn web(dice: &mut Dice, family: Family) -> Random {
    let parties = 1 + dice.below(family.most_parties());
    let money = dice.pick(&KINDS);
    // Outside cash and outside debts are often missing: that is where solutions differ.
    let (cash, debts_outside) = (dice.below(5), dice.pick(&[0, 0, 1, 3]));
    let classes = family.classes();
    let mut spec = Spec::default();
    for _ in 0..parties {
        let has = dice.chance(cash, 4);
        spec.assets.push(if has { amount(dice, money) } else { 0.0 });
        let owes = dice.chance(debts_outside, 4);
        spec.outside.push(if owes { amount(dice, money) } else { 0.0 });
    }
    if classes.len() > 1 && dice.chance(1, 2) {
        spec.outside_class = (0..parties).map(|_| dice.pick(classes)).collect();
    }
    add_debts(dice, money, classes, &mut spec);
    if dice.chance(1, 3) {
        add_ring(dice, money, &mut spec);
    }
    if matches!(family, Family::Stakes | Family::All) {
        add_stakes(dice, &mut spec);
    }
    if dice.chance(1, 4) {
        balance(dice, &mut spec);
    }
    let costly = matches!(family, Family::Costs | Family::All);
    let costs = costly.then(|| costs(dice, parties));
    Random { spec, costs, ordinary: money.is_ordinary() }
}

/// Debts in some classes between some parties, now and then in two.
fn add_debts(dice: &mut Dice, money: Money, classes: &[u32], spec: &mut Spec) {
    let parties = spec.parties() as u32;
    let density = 1 + dice.below(4);
    for debtor in 0..parties {
        for creditor in 0..parties {
            let odds = if debtor == creditor { 1 } else { 2 * density };
            if !dice.chance(odds, 8) {
                continue;
            }
            let class = dice.pick(classes);
            spec.debts.push((debtor, creditor, amount(dice, money), class));
            let other = dice.pick(classes);
            if other != class && dice.chance(1, 4) {
                spec.debts.push((debtor, creditor, amount(dice, money), other));
            }
        }
    }
}

/// Debts of one amount in a circle, where none is there yet.
fn add_ring(dice: &mut Dice, money: Money, spec: &mut Spec) {
    let parties = spec.parties() as u32;
    let length = 1 + dice.below(u64::from(parties)) as u32;
    let owed = amount(dice, money);
    for at in 0..length {
        let (debtor, creditor) = (at, (at + 1) % length);
        if spec.debts.iter().all(|debt| (debt.0, debt.1) != (debtor, creditor)) {
            spec.debts.push((debtor, creditor, owed, 1));
        }
    }
}

/// Gives some parties just the cash with which they can pay if all others do.
fn balance(dice: &mut Dice, spec: &mut Spec) {
    for party in 0..spec.parties() {
        if !dice.chance(1, 2) {
            continue;
        }
        let sum = |is: fn(&Debt) -> u32| -> f64 {
            let own = spec.debts.iter().filter(|debt| is(debt) as usize == party);
            own.map(|debt| debt.2).sum()
        };
        let owed = sum(|debt| debt.0) + spec.outside[party];
        let owned = sum(|debt| debt.1);
        spec.assets[party] = (owed - owned).max(0.0);
    }
}

fn add_stakes(dice: &mut Dice, spec: &mut Spec) {
    let parties = spec.parties() as u32;
    // Tenths are no binary fractions, and those of a whole may be more than it: one is left out.
    let (whole, most) = dice.pick(&[(4.0, 4.0), (8.0, 8.0), (10.0, 9.0)]);
    for owned in 0..parties {
        let mut left = most;
        for owner in 0..parties {
            if dice.chance(1, 3) {
                let part = (dice.below(whole as u64 + 1) as f64).min(left);
                left -= part;
                spec.stakes.push((owner, owned, part / whole));
            }
        }
    }
}

fn costs(dice: &mut Dice, parties: u64) -> Costs {
    const KEPT: [f64; 5] = [0.0, 0.5, 0.75, 1.0, 0.9];
    let (alpha, beta) = (dice.pick(&KEPT), dice.pick(&KEPT));
    if dice.chance(3, 4) {
        return (vec![alpha], vec![beta]);
    }
    (0..parties).map(|_| (dice.pick(&KEPT), dice.pick(&KEPT))).unzip()
}
