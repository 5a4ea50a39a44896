//! Fire sales: published cases, closed forms, both ends, brackets, agreement with clearing.

#![expect(clippy::float_cmp, reason = "what is exact is compared exactly")]
#![expect(clippy::unwrap_used, reason = "also in what the tests are built with")]

use counterflow_clearing::{
    Asset, End, FireSale, Impact, Model, ParameterError, Rule, Sale, SaleEnds, Uniqueness, Web,
};
use proptest::prelude::*;

/// Breuer, Summer and Urošević 2021, appendix A3: three banks, one class of bonds, a discount of
/// √(0.000022 q), a limit of 44 on leverage.
fn three_banks(rule: Rule) -> SaleEnds {
    let (equity, bonds, loans) =
        ([28.0, 80.0, 65.0], [145.0, 435.0, 300.0], [1170.0, 1245.0, 1190.0]);
    let debts = (0..3).map(|i| bonds[i] + loans[i] - equity[i]).collect();
    let web = Web::builder(3)
        .external_assets(loans.to_vec())
        .external_liabilities(debts)
        .build()
        .unwrap();
    let bonds = Asset::new(bonds.to_vec(), Impact::SquareRoot(2.2e-5));
    FireSale::new(&web, vec![bonds], rule).unwrap().ends()
}

fn check(sale: &Sale, price: f64, sold: &[f64], tolerance: f64) {
    assert!((sale.prices[0] - price).abs() <= tolerance, "{} is not {price}", sale.prices[0]);
    assert!(sale.lower[0] <= price && price <= sale.upper[0]);
    for (found, expected) in sale.sold.iter().zip(sold) {
        assert!((found - expected).abs() <= 1e-9, "{found} is not {expected}");
    }
}

#[test]
fn the_three_banks_have_their_two_equilibria() {
    for rule in [Rule::Threshold(vec![44.0]), Rule::Leverage(vec![44.0])] {
        let ends = three_banks(rule);
        check(&ends.greatest, 1.0 - 0.056_480_084_985_771_756, &[1.0, 0.0, 0.0], 1e-12);
        check(&ends.least, 1.0 - 0.139_140_217_047_408_7, &[1.0, 1.0, 1.0], 1e-12);
        assert_eq!(ends.greatest.certificate.uniqueness, Uniqueness::Differs(vec![1, 2]));
        assert_eq!(ends.greatest.certificate.uniqueness, ends.least.certificate.uniqueness);
        assert!(ends.greatest.certificate.undecided.is_empty());
        assert!(ends.least.width() < 1e-12 && ends.greatest.width() < 1e-12);
    }
}

/// One bank with a requirement of capital: its sale and the price solve two equations, which
/// bisection in the sale solves on its own.
#[test]
fn one_bank_sells_until_the_price_it_makes_lets_it_rest() {
    let (liquid, units, due, least, alpha) = (10.0, 100.0, 102.0, 0.1, 0.0002);
    let web = Web::builder(1)
        .external_assets(vec![liquid])
        .external_liabilities(vec![due])
        .build()
        .unwrap();
    let asset = Asset::new(vec![units], Impact::Exponential(alpha));
    let sale = FireSale::new(&web, vec![asset], Rule::Capital(vec![least])).unwrap().sell();
    // worth = least × what is kept, at the price that follows from the rest.
    let excess = |sold: f64| {
        let price = libm::exp(-alpha * sold);
        liquid + price * units - due - least * price * (units - sold)
    };
    let (mut low, mut high) = (0.0, 60.0);
    assert!(excess(low) < 0.0 && excess(high) > 0.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if excess(middle) < 0.0 { low = middle } else { high = middle }
    }
    assert!((sale.sold[0] - low / units).abs() < 1e-9);
    assert!((sale.prices[0] - libm::exp(-alpha * low)).abs() < 1e-10);
    assert!(sale.lower[0] <= libm::exp(-alpha * low) && libm::exp(-alpha * low) <= sale.upper[0]);
}

#[test]
fn who_holds_enough_cash_sells_nothing() {
    let web = Web::builder(2)
        .external_assets(vec![50.0, 5.0])
        .external_liabilities(vec![19.0, 4.0])
        .debt(0, 1, 30.0)
        .build()
        .unwrap();
    let asset = Asset::new(vec![10.0, 10.0], Impact::Linear(0.01));
    for rule in [
        Rule::Capital(vec![0.08]),
        Rule::Liquidity(vec![1.0]),
        Rule::Leverage(vec![10.0]),
        Rule::Threshold(vec![10.0, 20.0]),
    ] {
        let ends = FireSale::new(&web, vec![asset.clone()], rule).unwrap().ends();
        assert_eq!(ends.greatest.prices, [1.0]);
        assert_eq!(ends.greatest.lower, [1.0]);
        assert_eq!(ends.greatest.clearing.default, [false, false]);
        assert!(ends.greatest.sellers().is_empty());
    }
}

#[test]
fn mistakes_are_told_all_at_once() {
    let web = Web::builder(2).debt(0, 1, 1.0).build().unwrap();
    let assets = vec![
        Asset::new(vec![1.0], Impact::Linear(0.1)),
        Asset::new(vec![3.0, 2.0], Impact::Linear(0.2)).at_price(-1.0),
        Asset::new(vec![3.0, 2.0], Impact::Exponential(f64::NAN)),
    ];
    let errors = FireSale::new(&web, assets, Rule::Leverage(vec![0.5])).unwrap_err();
    let text = errors.to_string();
    assert_eq!(errors.errors.len(), 5, "{text}");
    assert!(matches!(errors.errors[0], ParameterError::Length { given: 1, needed: 2, .. }));
    assert!(text.contains("when all of it is sold"), "{text}");
    assert!(text.contains("leverage, row 0: 0.5 is not assets over worth, from 1 up"), "{text}");

    let huge = Asset::new(vec![f64::MAX, f64::MAX], Impact::Exponential(0.0));
    assert!(FireSale::new(&web, vec![huge], Rule::Capital(vec![0.1])).is_err());
    let fine = FireSale::new(&web, Vec::new(), Rule::Capital(vec![0.1])).unwrap();
    assert!(fine.clone().with_external_assets(&[1.0, -1.0]).is_err());
    assert!(fine.with_external_assets(&[1.0]).is_err());
}

/// What a random market is made of.
#[derive(Clone, Debug)]
struct Drawn {
    liquid: Vec<f64>,
    outside: Vec<f64>,
    debts: Vec<(usize, usize, f64)>,
    holdings: Vec<Vec<f64>>,
}

impl Drawn {
    fn web(&self) -> Web {
        self.relabeled(&|i| i, 1.0)
    }

    fn relabeled(&self, place: &dyn Fn(usize) -> usize, factor: f64) -> Web {
        let n = self.liquid.len();
        let mut builder = Web::builder(n)
            .external_assets(moved(&self.liquid, place, factor))
            .external_liabilities(moved(&self.outside, place, factor));
        for &(from, to, amount) in &self.debts {
            builder = builder.debt(place(from) as u32, place(to) as u32, factor * amount);
        }
        builder.build().unwrap()
    }

    fn assets(&self, impact: Impact) -> Vec<Asset> {
        self.holdings.iter().map(|units| Asset::new(units.clone(), impact)).collect()
    }

    /// Iteration in floats with everything written out: what anybody would write first.
    fn plain(&self, rule: &Rule, impact: Impact, from: f64) -> Vec<f64> {
        let n = self.liquid.len();
        let mut prices = vec![from; self.holdings.len()];
        for _ in 0..3000 {
            let illiquid: Vec<f64> = (0..n)
                .map(|i| self.holdings.iter().zip(&prices).map(|(h, p)| h[i] * p).sum())
                .collect();
            let due: Vec<f64> = (0..n)
                .map(|i| {
                    let owed = self.debts.iter().filter(|(from, ..)| *from == i);
                    self.outside[i] + owed.map(|(.., amount)| amount).sum::<f64>()
                })
                .collect();
            let mut paid = due.clone();
            let mut received = vec![0.0; n];
            for _ in 0..2000 {
                received = vec![0.0; n];
                for &(from, to, amount) in &self.debts {
                    received[to] += paid[from] * amount / due[from];
                }
                let next: Vec<f64> = (0..n)
                    .map(|i| due[i].min(self.liquid[i] + illiquid[i] + received[i]))
                    .collect();
                let done = next == paid;
                paid = next;
                if done {
                    break;
                }
            }
            let sold: Vec<f64> = (0..n)
                .map(|i| {
                    let (c, v, y) = (self.liquid[i], illiquid[i], received[i]);
                    let worth = c + v + y - due[i];
                    let part = match rule {
                        Rule::Capital(r) => (v + y - worth / r[0]) / v,
                        Rule::Liquidity(r) => (r[0] * due[i] - c - y) / v,
                        Rule::Leverage(l) => (c + v + y - l[0] * worth) / v,
                        _ => f64::from(u8::from(c + v + y > 20.0 * worth)),
                    };
                    if v > 0.0 { part.clamp(0.0, 1.0) } else { 0.0 }
                })
                .collect();
            let next: Vec<f64> = self
                .holdings
                .iter()
                .map(|h| impact.price(h.iter().zip(&sold).map(|(h, s)| h * s).sum()))
                .collect();
            let step =
                next.iter().zip(&prices).fold(0.0, |most, (a, b)| f64::max(most, (a - b).abs()));
            prices = next;
            if step < 1e-14 {
                break;
            }
        }
        prices
    }
}

fn moved(numbers: &[f64], place: &dyn Fn(usize) -> usize, factor: f64) -> Vec<f64> {
    let mut moved = vec![0.0; numbers.len()];
    for (i, number) in numbers.iter().enumerate() {
        moved[place(i)] = factor * number;
    }
    moved
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (2_usize..6, 1_usize..3).prop_flat_map(|(n, classes)| {
        let all = |most: f64| proptest::collection::vec(0.0..most, n);
        let some = prop_oneof![1 => Just(0.0), 2 => 0.0..10.0];
        let debts = proptest::collection::vec(some, n * n);
        let holdings = proptest::collection::vec(all(10.0), classes);
        (all(6.0), all(12.0), debts, holdings).prop_map(
            move |(liquid, outside, amounts, holdings)| {
                let pairs = (0..n * n).filter(|k| k / n != k % n && amounts[*k] > 0.0);
                let debts = pairs.map(|k| (k / n, k % n, amounts[k])).collect();
                Drawn { liquid, outside, debts, holdings }
            },
        )
    })
}

fn rules() -> [Rule; 4] {
    [
        Rule::Capital(vec![0.1]),
        Rule::Liquidity(vec![0.9]),
        Rule::Leverage(vec![12.0]),
        Rule::Threshold(vec![20.0]),
    ]
}

fn decided(ends: &SaleEnds) -> bool {
    [&ends.greatest, &ends.least].iter().all(|end| end.certificate.undecided.is_empty())
}

const IMPACTS: [Impact; 3] =
    [Impact::Exponential(0.02), Impact::Linear(0.01), Impact::SquareRoot(0.003)];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn plain_iteration_from_either_end_is_in_the_bracket(drawn in drawn()) {
        let web = drawn.web();
        for (rule, impact) in rules().into_iter().zip(IMPACTS.into_iter().cycle()) {
            let ends = FireSale::new(&web, drawn.assets(impact), rule.clone()).unwrap().ends();
            if !decided(&ends) {
                continue;
            }
            let low = drawn.holdings.iter().map(|h| impact.price(h.iter().sum()));
            let low = low.fold(1.0, f64::min);
            for (end, from) in [(&ends.greatest, 1.0), (&ends.least, low)] {
                let plain = drawn.plain(&rule, impact, from);
                for (k, plain) in plain.iter().enumerate() {
                    prop_assert!(end.lower[k] <= plain + 1e-7 && plain - 1e-7 <= end.upper[k]);
                }
                prop_assert!(end.width() < 1e-6, "{:?} {}", rule, end.width());
                prop_assert!(end.certificate.residual < 1e-8);
            }
        }
    }

    #[test]
    fn without_illiquid_assets_debts_are_cleared_as_ever(drawn in drawn()) {
        let web = drawn.web();
        let none = Asset::new(vec![0.0; web.parties()], Impact::Exponential(1.0));
        for assets in [Vec::new(), vec![none]] {
            for rule in rules() {
                let ends = FireSale::new(&web, assets.clone(), rule).unwrap().ends();
                for (sale, end) in [(&ends.greatest, End::Greatest), (&ends.least, End::Least)] {
                    let clearing = Model::new(&web).solve(end);
                    prop_assert_eq!(&sale.clearing.default, &clearing.default);
                    for i in 0..web.parties() {
                        prop_assert!((sale.clearing.paid[i] - clearing.paid[i]).abs() < 1e-9);
                    }
                    prop_assert!(sale.prices.iter().all(|price| *price == 1.0));
                }
            }
        }
    }

    #[test]
    fn worse_shocks_and_thinner_markets_never_raise_a_price(
        drawn in drawn(), who in 0_usize..5, part in 0.0..1.0,
    ) {
        let web = drawn.web();
        let mut poorer = drawn.liquid.clone();
        let n = poorer.len();
        poorer[who % n] *= part;
        for rule in rules() {
            let at = |alpha: f64| {
                let assets = drawn.assets(Impact::Exponential(alpha));
                FireSale::new(&web, assets, rule.clone()).unwrap()
            };
            let (thick, thin) = (at(0.01), at(0.03));
            let shocked = thick.clone().with_external_assets(&poorer).unwrap().ends();
            let (thick, thin) = (thick.ends(), thin.ends());
            for worse in [&shocked, &thin] {
                for k in 0..drawn.holdings.len() {
                    prop_assert!(worse.greatest.lower[k] <= thick.greatest.upper[k]);
                    prop_assert!(worse.least.lower[k] <= thick.least.upper[k]);
                }
                prop_assert!(worse.least.lower <= worse.greatest.upper);
            }
        }
    }

    #[test]
    fn names_and_units_do_not_matter(drawn in drawn()) {
        let web = drawn.web();
        let n = web.parties();
        let back = |i: usize| n - 1 - i;
        let (turned, scaled) = (drawn.relabeled(&back, 1.0), drawn.relabeled(&|i| i, 1000.0));
        let with = |web: &Web, place: &dyn Fn(usize) -> usize, factor: f64, rule: &Rule| {
            let impact = Impact::Exponential(0.02 / factor);
            let assets = drawn.holdings.iter();
            let assets = assets.map(|h| Asset::new(moved(h, place, factor), impact)).collect();
            FireSale::new(web, assets, rule.clone()).unwrap().ends()
        };
        for rule in rules() {
            let first = with(&web, &|i| i, 1.0, &rule);
            let turned = with(&turned, &back, 1.0, &rule);
            let scaled = with(&scaled, &|i| i, 1000.0, &rule);
            if ![&first, &turned, &scaled].into_iter().all(decided) {
                continue;
            }
            for k in 0..drawn.holdings.len() {
                for other in [&turned, &scaled] {
                    let greatest = first.greatest.prices[k] - other.greatest.prices[k];
                    let least = first.least.prices[k] - other.least.prices[k];
                    prop_assert!(greatest.abs() < 1e-7 && least.abs() < 1e-7);
                }
            }
            for i in 0..n {
                prop_assert!((first.greatest.sold[i] - turned.greatest.sold[back(i)]).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn one_equilibrium_is_said_to_be_one(drawn in drawn()) {
        let web = drawn.web();
        for rule in rules() {
            let sale = FireSale::new(&web, drawn.assets(Impact::Linear(0.01)), rule).unwrap();
            let ends = sale.ends();
            let apart = (0..drawn.holdings.len())
                .map(|k| ends.greatest.lower[k] - ends.least.upper[k])
                .fold(0.0, f64::max);
            match &ends.greatest.certificate.uniqueness {
                Uniqueness::Unique => prop_assert!(apart <= 0.0),
                Uniqueness::Unknown(_) => panic!("fire sales tell"),
                Uniqueness::Differs(parties) => prop_assert!(!parties.is_empty()),
            }
        }
    }
}
