//! Valuation before maturity against integrals and closed forms of its own.

use counterflow_clearing::{Recovery, Valuation, Web};

use super::{near, value};

/// Simpson's rule over a standard normal number: an oracle without closed forms.
fn mean_of(f: impl Fn(f64) -> f64) -> f64 {
    let steps = 20_000;
    let width = 20.0 / f64::from(steps);
    let weight = |k: i32| if k == 0 || k == steps { 1.0 } else { f64::from(2 + 2 * (k % 2)) };
    let term = |k: i32| {
        let z = -10.0 + width * f64::from(k);
        weight(k) * f(z) * libm::exp(-0.5 * z * z)
    };
    let sum: f64 = (0..=steps).map(term).sum();
    sum * width / 3.0 / (2.0 * std::f64::consts::PI).sqrt()
}

#[test]
fn merton_is_the_mean_of_what_is_paid_at_maturity() {
    let (assets, outside, inside) = (100.0, 60.0, 50.0);
    let web = Web::builder(2)
        .external_assets(vec![assets, 10.0])
        .external_liabilities(vec![outside, 0.0])
        .external_seniority(vec![0, 0])
        .debt(0, 1, inside)
        .build()
        .unwrap();
    for (volatility, maturity) in [(0.1_f64, 1.0_f64), (0.3, 2.0), (0.8, 0.5)] {
        let s = volatility * maturity.sqrt();
        let at = |z: f64| assets * libm::exp(s * z - 0.5 * s * s);
        for rate in [1.0, 0.6, 0.0] {
            for (recovery, in_default) in [
                (Recovery::Endogenous(rate), None),
                (Recovery::Exogenous(rate), Some(rate * inside)),
            ] {
                let paid = mean_of(|z| {
                    let covered = (at(z) - outside).clamp(0.0, inside);
                    let fails = at(z) < outside + inside;
                    if fails { in_default.unwrap_or(rate * covered) } else { inside }
                });
                let volatility = vec![volatility];
                let valuation = Valuation::Merton { volatility, maturity, recovery };
                let valued = value(&web, valuation);
                near(&valued.equity, &[-10.0, 10.0 + paid], 2e-2 * (1.0 - rate) + 1e-5);
                assert!(valued.width() < 1e-9);
            }
        }
    }
}

#[test]
fn a_barrier_on_the_way_costs_more_than_one_at_the_end() {
    let web = Web::builder(2)
        .external_assets(vec![120.0, 10.0])
        .external_liabilities(vec![50.0, 0.0])
        .debt(0, 1, 50.0)
        .build()
        .unwrap();
    let (maturity, recovery) = (1.0, Recovery::Exogenous(0.4));
    let volatility = vec![0.2];
    let merton = Valuation::Merton { volatility: volatility.clone(), maturity, recovery };
    let black_cox = Valuation::BlackCox { volatility, maturity, recovery };
    let (at_end, on_way) = (value(&web, merton), value(&web, black_cox));
    assert!(on_way.upper[1] < at_end.lower[1]);
    // N(−x/s + s/2) + exp(x) N(−x/s − s/2) for x = ln 1.2, s = 0.2, by tables: 0.3758.
    let failing = (60.0 - on_way.equity[1]) / 30.0;
    let x = libm::log(1.2);
    let n = |d: f64| 0.5 * libm::erfc(-d / std::f64::consts::SQRT_2);
    assert!((failing - (n(-x / 0.2 + 0.1) + 1.2 * n(-x / 0.2 - 0.1))).abs() < 1e-10);
}
