//! Network valuation: published cases, limits, agreement with clearing, brackets, uniqueness.

#![expect(clippy::unwrap_used, reason = "also in what the tests are built with")]

#[path = "valuation/drawn.rs"]
mod drawn;
#[path = "valuation/maturity.rs"]
mod maturity;

use counterflow_clearing::{
    DefaultCosts, End, Model, Neva, ParameterError, Recovery, Uniqueness, Valuation, Valued, Web,
};
use drawn::drawn;
use proptest::prelude::*;

fn near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }
}

fn holds(valued: &Valued, truth: &[f64]) {
    for (i, truth) in truth.iter().enumerate() {
        assert!(valued.lower[i] <= *truth, "{truth} below {:?}", valued.lower[i]);
        assert!(*truth <= valued.upper[i], "{truth} above {:?}", valued.upper[i]);
    }
}

/// The ring of three banks in the exercises by Barucca ("Big Data Finance 2017"), after a shock of
/// a tenth to outside assets.
fn ring() -> Web {
    Web::builder(3)
        .external_assets(vec![18.0, 18.0, 9.0])
        .external_liabilities(vec![17.0, 18.0, 8.0])
        .external_seniority(vec![0, 0, 0])
        .debt(0, 1, 4.0)
        .debt(1, 2, 3.0)
        .debt(2, 0, 2.0)
        .build()
        .unwrap()
}

fn value(web: &Web, valuation: Valuation) -> Valued {
    Neva::new(web, valuation).unwrap().value()
}

#[test]
fn the_ring_of_three_banks_has_its_published_equities() {
    let web = ring();
    let free = DefaultCosts::uniform(1.0, 1.0).unwrap();
    for (valuation, expected) in [
        (Valuation::EisenbergNoe, [-1.0, 0.0, 2.0]),
        (Valuation::RogersVeraart(free), [-1.0, 0.0, 2.0]),
        (Valuation::Furfine { recovery: vec![0.0] }, [-3.0, -3.0, -1.0]),
        (Valuation::DebtRank { book_equity: vec![1.0, 3.0, 3.0] }, [-3.0, -3.0, -1.0]),
    ] {
        let valued = value(&web, valuation);
        near(&valued.equity, &expected, 1e-9);
        holds(&valued, &expected);
        assert!(valued.width() < 1e-9);
    }
}

/// With a volatility of 1e-5 the claim on the second bank, whose equity is nothing, lacks the
/// price of a put at the money: 18 × 1e-5 / √(2π). The published equity of the third is without it.
#[test]
fn the_ring_with_hardly_any_volatility_lacks_one_put() {
    let merton = Valuation::Merton {
        volatility: vec![1e-5],
        maturity: 1.0,
        recovery: Recovery::Endogenous(1.0),
    };
    let valued = value(&ring(), merton);
    near(&valued.equity, &[-1.0, 0.0, 2.0], 1e-4);
    let put = 18e-5 / (2.0 * std::f64::consts::PI).sqrt();
    near(&valued.equity, &[-1.0, 0.0, 2.0 - put], 1e-9);
}

/// The last of the exercises, with a volatility of 0.1 and a recovery of 0.7, as its peer ran it;
/// it stops at steps of 1e-5 or so.
#[test]
fn the_ring_with_volatility_has_its_published_equities_to_five_digits() {
    let merton = Valuation::Merton {
        volatility: vec![0.1],
        maturity: 1.0,
        recovery: Recovery::Endogenous(0.7),
    };
    let valued = value(&ring(), merton);
    near(&valued.equity, &[-1.297_271_605, -0.996_914_164, 0.481_053_864], 1e-5);
    assert!(valued.width() < 1e-9 && valued.certificate.uniqueness.is_unique());
}

/// Party 0 has 0.1 and gets 0.2 of what party 1 owes, and owes 0.3: no number of 64 bits can tell
/// whether that is enough, and without recovery all depends on it.
#[test]
fn a_default_that_rounding_decides_is_told() {
    let web = Web::builder(4)
        .external_assets(vec![0.1, 1.0, 0.0, 0.0])
        .debt(0, 2, 0.3)
        .debt(1, 0, 0.2)
        .debt(1, 3, 0.4)
        .build()
        .unwrap();
    let valued = value(&web, Valuation::Furfine { recovery: vec![0.0] });
    assert_eq!(valued.certificate.undecided, [0]);
    assert!(!valued.default[0]);
    near(&[valued.lower[2], valued.equity[2], valued.upper[2]], &[0.0, 0.3, 0.3], 1e-15);
}

/// A peer's loop remembers the wrong bank and answers 4.5 or 3.48, as the banks are listed.
#[test]
fn the_order_of_banks_does_not_matter() {
    let listed = |order: [u32; 3]| {
        let mut after = vec![0.0; 3];
        let mut book = vec![0.0; 3];
        for (bank, (assets, equity)) in [(3.0, 5.0), (3.0, 2.0), (2.0, 2.0)].into_iter().enumerate()
        {
            after[order[bank] as usize] = assets;
            book[order[bank] as usize] = equity;
        }
        let web = Web::builder(3)
            .external_assets(after)
            .debt(order[1], order[0], 2.0)
            .debt(order[2], order[1], 1.0)
            .build()
            .unwrap();
        let valued = value(&web, Valuation::DebtRank { book_equity: book });
        order.map(|place| valued.equity[place as usize])
    };
    near(&listed([0, 1, 2]), &[4.5, 1.5, 1.0], 1e-12);
    near(&listed([2, 1, 0]), &[4.5, 1.5, 1.0], 1e-12);
    near(&listed([1, 2, 0]), &[4.5, 1.5, 1.0], 1e-12);
}

/// A ring in which a thousandth leaks out each time: the equity of all is a sum of 1,000 terms'
/// worth, and a hundred rounds of iteration with a tolerance of 1e-3 stop far from it.
#[test]
fn a_hundred_rounds_are_not_enough_and_nobody_is_told() {
    let (n, owed, leak, assets) = (10_u32, 100.0, 0.1, 0.05);
    let mut web = Web::builder(n as usize)
        .external_assets(vec![assets; n as usize])
        .external_liabilities(vec![leak; n as usize]);
    for i in 0..n {
        web = web.debt(i, (i + 1) % n, owed);
    }
    let web = web.build().unwrap();
    // All alike: V = A + V owed / (owed + leak).
    let exact = assets * (owed + leak) / leak;
    let due = owed + leak;
    let mut picard = due - leak + assets;
    for _ in 0..100 {
        picard = assets + owed / due * picard.min(due);
    }
    let valued = value(&web, Valuation::EisenbergNoe);
    holds(&valued, &vec![exact - due; n as usize]);
    assert!(valued.width() < 1e-8, "{}", valued.width());
    assert!(picard - due > valued.upper[0] + 1.0, "{picard} {exact}");
}

#[test]
fn closed_circles_without_cash_have_two_values() {
    let web = Web::builder(2).debt(0, 1, 1.0).debt(1, 0, 1.0).build().unwrap();
    let ends = Neva::new(&web, Valuation::EisenbergNoe).unwrap().ends();
    near(&ends.greatest.equity, &[0.0, 0.0], 0.0);
    near(&ends.least.equity, &[-1.0, -1.0], 0.0);
    assert_eq!(ends.greatest.certificate.uniqueness, Uniqueness::Differs(vec![0, 1]));
    assert_eq!(ends.greatest.default, [false, false]);
    assert_eq!(ends.least.default, [true, true]);
}

/// The same with shares of a third and two thirds, which no number of 64 bits is: where exactly
/// as much is owed as comes in, rounding decides, and both ends are told all the same.
#[test]
fn closed_circles_with_rounded_shares_have_two_values() {
    let mut web = Web::builder(3);
    for i in 0..3 {
        web = web.debt(i, (i + 1) % 3, 0.1).debt(i, (i + 2) % 3, 0.2);
    }
    let web = web.build().unwrap();
    let ends = Neva::new(&web, Valuation::EisenbergNoe).unwrap().ends();
    near(&ends.greatest.equity, &[0.0; 3], 1e-15);
    near(&ends.least.equity, &[-0.3; 3], 1e-15);
    assert_eq!(ends.greatest.certificate.uniqueness, Uniqueness::Differs(vec![0, 1, 2]));
}

#[test]
fn mistakes_are_told_all_at_once() {
    let web = Web::builder(2).debt(0, 1, 1.0).stake(0, 1, 0.5).build().unwrap();
    let merton = Valuation::Merton {
        volatility: vec![-0.1, 0.2, f64::NAN],
        maturity: f64::INFINITY,
        recovery: Recovery::Exogenous(1.5),
    };
    let errors = Neva::new(&web, merton).unwrap_err();
    assert_eq!(errors.errors.len(), 6, "{errors}");
    assert!(matches!(errors.errors[0], ParameterError::Stakes { .. }));
    let text = errors.to_string();
    assert!(text.contains("volatility, row 0: -0.1 is not a number from 0 to 100"), "{text}");
    assert!(text.contains("volatility: 3 numbers where 2 are needed"), "{text}");

    let web = ring();
    let costs = DefaultCosts::each(vec![1.0; 2], vec![1.0; 2]).unwrap();
    assert!(Neva::new(&web, Valuation::RogersVeraart(costs)).is_err());
    let neva = Neva::new(&web, Valuation::EisenbergNoe).unwrap();
    assert!(neva.clone().with_external_assets(&[1.0]).is_err());
    assert!(neva.with_external_assets(&[1.0, 2.0, f64::NAN]).is_err());
}

#[test]
fn an_empty_web_has_nothing_to_value() {
    let web = Web::builder(0).build().unwrap();
    let valued = value(&web, Valuation::EisenbergNoe);
    assert!(valued.equity.is_empty() && valued.certificate.uniqueness.is_unique());
}

/// One valuation of each kind.
fn family(web: &Web) -> Vec<Valuation> {
    let book_equity: Vec<f64> = (0..web.parties())
        .map(|i| web.external_assets()[i] * 1.5 + 1.0 - 0.25 * web.due()[i])
        .collect();
    let volatility = vec![0.3];
    let (endogenous, exogenous) = (Recovery::Endogenous(0.8), Recovery::Exogenous(0.5));
    let merton = |volatility: &Vec<f64>, recovery| Valuation::Merton {
        volatility: volatility.clone(),
        maturity: 1.0,
        recovery,
    };
    let black_cox =
        |recovery| Valuation::BlackCox { volatility: volatility.clone(), maturity: 1.0, recovery };
    vec![
        Valuation::EisenbergNoe,
        Valuation::RogersVeraart(DefaultCosts::uniform(0.7, 0.8).unwrap()),
        Valuation::Furfine { recovery: vec![0.4] },
        Valuation::DebtRank { book_equity },
        merton(&volatility, Recovery::Endogenous(1.0)),
        merton(&volatility, endogenous),
        merton(&volatility, exogenous),
        merton(&vec![0.0], endogenous),
        black_cox(endogenous),
        black_cox(exogenous),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn eisenberg_noe_and_rogers_veraart_are_what_clearing_says(drawn in drawn()) {
        let web = drawn.web();
        let costs = DefaultCosts::uniform(0.6, 0.9).unwrap();
        let free = Neva::new(&web, Valuation::EisenbergNoe).unwrap().ends();
        let costly = Neva::new(&web, Valuation::RogersVeraart(costs.clone())).unwrap().ends();
        let model = Model::new(&web).with_default_costs(&costs).unwrap();
        for (valued, clearing) in [
            (&free.greatest, Model::new(&web).clear()),
            (&free.least, Model::new(&web).solve(End::Least)),
            (&costly.greatest, model.clear()),
            (&costly.least, model.solve(End::Least)),
        ] {
            if !(valued.certificate.undecided.is_empty()
                && clearing.certificate.undecided.is_empty())
            {
                continue;
            }
            prop_assert_eq!(&valued.default, &clearing.default);
            for i in 0..web.parties() {
                let equity = clearing.value[i] - web.due()[i];
                prop_assert!((valued.equity[i] - equity).abs() < 1e-8);
                prop_assert!((valued.paid[i] - clearing.paid[i]).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn every_answer_is_narrow_ordered_and_solves(drawn in drawn()) {
        let web = drawn.web();
        for valuation in family(&web) {
            let ends = Neva::new(&web, valuation.clone()).unwrap().ends();
            for end in [&ends.greatest, &ends.least] {
                let decided = end.certificate.undecided.is_empty();
                prop_assert!(!decided || end.width() < 1e-7, "{:?} {}", valuation, end.width());
                prop_assert!(!decided || end.certificate.residual < 1e-9);
                for i in 0..web.parties() {
                    prop_assert!(end.lower[i] <= end.equity[i] && end.equity[i] <= end.upper[i]);
                }
            }
            for i in 0..web.parties() {
                prop_assert!(ends.least.lower[i] <= ends.greatest.upper[i]);
            }
            if ends.greatest.certificate.uniqueness.is_unique() {
                near(&ends.greatest.equity, &ends.least.equity, 1e-6);
            }
        }
    }

    #[test]
    fn more_outside_assets_never_cost_anybody(
        drawn in drawn(), who in 0_usize..7, more in 0.0..5.0,
    ) {
        let web = drawn.web();
        let mut richer = drawn.assets.clone();
        let n = richer.len();
        richer[who % n] += more;
        for valuation in family(&web) {
            // Under Merton and Black–Cox more assets also move more, in money, so that claims on
            // who became richer may be worth less: there the law is about equity and not assets.
            if matches!(valuation, Valuation::Merton { .. } | Valuation::BlackCox { .. }) {
                continue;
            }
            let neva = Neva::new(&web, valuation).unwrap();
            let before = neva.clone().ends();
            let after = neva.with_external_assets(&richer).unwrap().ends();
            for i in 0..n {
                prop_assert!(after.greatest.upper[i] >= before.greatest.lower[i]);
                prop_assert!(after.least.upper[i] >= before.least.lower[i]);
            }
        }
    }

    #[test]
    fn names_and_units_do_not_matter(drawn in drawn()) {
        let web = drawn.web();
        let n = web.parties() as u32;
        let turned = drawn.relabeled(&|i| n - 1 - i, 1.0);
        let scaled = drawn.relabeled(&|i| i, 1000.0);
        for ((a, b), c) in family(&web).into_iter().zip(family(&turned)).zip(family(&scaled)) {
            // The book equity of the test is no multiple of the unit.
            let per_unit = matches!(a, Valuation::DebtRank { .. });
            let (a, b, c) = (value(&web, a), value(&turned, b), value(&scaled, c));
            if [&a, &b, &c].iter().any(|v| !v.certificate.undecided.is_empty()) {
                continue;
            }
            for i in 0..n as usize {
                prop_assert!((a.equity[i] - b.equity[n as usize - 1 - i]).abs() < 1e-7);
                prop_assert!(per_unit || (a.equity[i] - c.equity[i] / 1000.0).abs() < 1e-7);
            }
        }
    }

    /// Where all debts of a party rank alike they are concave in what it has, so that volatility
    /// only costs their holders; without any they are worth what is paid now.
    #[test]
    fn merton_starts_at_payment_now_and_falls_with_volatility(mut drawn in drawn()) {
        drawn.first.fill(1);
        drawn.outside.iter_mut().for_each(|owed| *owed += 1.0);
        let web = drawn.web();
        let mut before = value(&web, Valuation::EisenbergNoe);
        for volatility in [1e-7, 1e-5, 1e-3, 0.1, 1.0] {
            let valued = value(&web, Valuation::Merton {
                volatility: vec![volatility],
                maturity: 1.0,
                recovery: Recovery::Endogenous(1.0),
            });
            for i in 0..web.parties() {
                prop_assert!(valued.lower[i] <= before.upper[i]);
                // A put at the money costs 0.4 σ A, and circles multiply it by up to 121.
                prop_assert!(volatility > 1e-6 || valued.upper[i] > before.lower[i] - 1e-3);
            }
            before = valued;
        }
    }

    /// Brackets are proved, so those of one value overlap, however they were found.
    #[test]
    fn brackets_of_one_value_overlap(drawn in drawn()) {
        let web = drawn.web();
        for valuation in family(&web) {
            let at = |tolerance: f64| {
                Neva::new(&web, valuation.clone()).unwrap().with_tolerance(tolerance).ends()
            };
            let (rough, fine) = (at(1e-3), at(1e-15));
            for (rough, fine) in [(&rough.greatest, &fine.greatest), (&rough.least, &fine.least)] {
                for i in 0..web.parties() {
                    prop_assert!(rough.lower[i] <= fine.upper[i]);
                    prop_assert!(fine.lower[i] <= rough.upper[i]);
                }
            }
        }
        let (clearing, valued) = (Model::new(&web).clear(), value(&web, Valuation::EisenbergNoe));
        for i in (0..web.parties()).filter(|&i| clearing.default[i]) {
            prop_assert!(clearing.lower[i] <= valued.upper[i] + web.due()[i] + 1e-14);
            prop_assert!(valued.lower[i] + web.due()[i] - 1e-14 <= clearing.upper[i]);
        }
    }
}
