//! Linear groups: exact ends against hand cases, an independent solver, and points of the group.

#![expect(clippy::unwrap_used, reason = "a test stops where it has no answer")]

use counterflow_claim::{Bound, Bounds, Decimal};
use counterflow_network::interval::{ALL, NOT_NEGATIVE, POSITIVE};
use counterflow_network::linear::{
    End, Infeasible, NoAnswer, Objective, Part, Program, Row, Screen, ScreenFailed, extremes,
    feasible,
};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;

fn n(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A range in the usual notation: `(0, 100]`, `[5, )`.
fn range(text: &str) -> Bounds {
    let (low, high) = text.split_once(',').unwrap();
    let bound = |text: &str, open| {
        let text = text.trim();
        (!text.is_empty()).then(|| Bound { value: n(text), open })
    };
    Bounds {
        low: bound(&low[1..], low.starts_with('(')),
        high: bound(&high[..high.len() - 1], high.ends_with(')')),
    }
}

fn terms(terms: &[(usize, &str)]) -> Vec<(usize, Decimal)> {
    terms.iter().map(|(column, factor)| (*column, n(factor))).collect()
}

fn row(of: &[(usize, &str)], bounds: &str) -> Row {
    Row { terms: terms(of), bounds: range(bounds) }
}

fn program(columns: &[&str], rows: Vec<Row>) -> Program {
    Program { columns: columns.iter().map(|text| range(text)).collect(), rows }
}

fn quotient(over: &[(usize, &str)], under: &[(usize, &str)]) -> Objective {
    let under = Some((terms(under), Decimal::ZERO));
    Objective { over: terms(over), constant: Decimal::ZERO, under }
}

fn columns_of(program: &Program) -> Vec<Objective> {
    (0..program.columns.len()).map(Objective::column).collect()
}

fn as_bounds([low, high]: &[End; 2]) -> Bounds {
    let bound = |end: &End| match end {
        End::Unbounded => None,
        End::At { bound, .. } => Some(*bound),
    };
    Bounds { low: bound(low), high: bound(high) }
}

fn told(program: &Program, objective: &Objective) -> String {
    let found = extremes(program, std::slice::from_ref(objective)).unwrap().remove(0);
    let Some(ends) = found else { return "none".to_owned() };
    let bounds = as_bounds(&ends);
    let number = |end: Option<Bound>| end.map_or(String::new(), |end| end.value.to_string());
    let open = |end: Option<Bound>| end.is_none_or(|end| end.open);
    format!(
        "{}{}, {}{}",
        if open(bounds.low) { '(' } else { '[' },
        number(bounds.low),
        number(bounds.high),
        if open(bounds.high) { ')' } else { ']' },
    )
}

fn check(program: &Program, expected: &[&str]) {
    let found: Vec<_> = columns_of(program).iter().map(|one| told(program, one)).collect();
    assert_eq!(found, expected);
}

fn conflict(program: &Program) -> Vec<Part> {
    match feasible(program) {
        Err(NoAnswer::Infeasible(Infeasible { parts })) => parts,
        other => panic!("{other:?}"),
    }
}

// Hand cases.

fn half_of_the_round(raise: &str, part: &str) -> Program {
    program(
        &[raise, part],
        vec![row(&[(1, "2"), (0, "-1")], "[0, )"), row(&[(1, "1"), (0, "-1")], "(, 0]")],
    )
}

#[test]
fn at_least_half_of_a_round() {
    check(&half_of_the_round("(0, 100]", "(0, 50]"), &["(0, 100]", "(0, 50]"]);
    check(&half_of_the_round("[100, 100]", "(0, 50]"), &["[100, 100]", "[50, 50]"]);
    check(&half_of_the_round("(0, 100]", "[30, 30]"), &["[30, 60]", "[30, 30]"]);
}

#[test]
fn a_share_of_post_money() {
    let columns = ["(0, 100]", "(0, 50]", "[830, 830]", "(0, )"];
    let rows = vec![
        row(&[(1, "1"), (0, "-1")], "(, 0]"),
        row(&[(3, "1"), (2, "-1"), (0, "-1")], "[0, 0]"),
    ];
    let group = program(&columns, rows);
    let share = quotient(&[(1, "1")], &[(3, "1")]);
    // 50 / 880
    assert_eq!(told(&group, &share), "(0, 0.0568181818181818181818181819]");
    let round = quotient(&[(0, "1")], &[(3, "1")]);
    // 100 / 930
    assert_eq!(told(&group, &round), "(0, 0.1075268817204301075268817205]");
}

#[test]
fn what_is_left_of_a_total() {
    let parts = ["[250, 250]", "[300, 300]", "[38, 38]", "[22.4, 22.4]", "[0, )"];
    let sum = row(&[(0, "1"), (1, "1"), (2, "1"), (3, "1"), (4, "1")], "[1400, 1400]");
    let group = program(&parts, vec![sum]);
    assert_eq!(told(&group, &Objective::column(4)), "[789.6, 789.6]");
}

#[test]
fn open_ends_are_carried_and_closed_ones_are_reached() {
    let sum = |bounds: &str| vec![row(&[(0, "1"), (1, "1")], bounds)];
    check(&program(&["(0, 5)", "[1, 2]"], sum("(, )")), &["(0, 5)", "[1, 2]"]);
    check(&program(&["(0, 5]", "[1, 2]"], sum("[7, )")), &["[5, 5]", "[2, 2]"]);
    check(&program(&["[0, 5]", "[0, )"], sum("(, 4)")), &["[0, 4)", "[0, 4)"]);
    check(&program(&["(0, 5]", "[0, )"], sum("(, 4]")), &["(0, 4]", "[0, 4)"]);
    check(&program(&["(0, 5]", "(3, )"], sum("[10, 10]")), &["(0, 5]", "[5, 10)"]);
}

#[test]
fn an_optimum_reached_at_one_of_many_points_is_closed() {
    // 4 is reached for the sum at (2, 2), though not at its corners (4, 0) and (0, 4).
    let group = program(&["(0, 4)", "(0, 4)"], vec![row(&[(0, "1"), (1, "1")], "(, 4]")]);
    let sum = Objective { over: terms(&[(0, "1"), (1, "1")]), constant: n("-1.5"), under: None };
    assert_eq!(told(&group, &sum), "(-1.5, 2.5]");
}

#[test]
fn groups_without_a_point_name_their_parts() {
    let sum = |bounds: &str| vec![row(&[(0, "1"), (1, "1")], bounds)];
    let group = program(&["(0, 5)", "[1, 2]"], sum("[7, )"));
    assert_eq!(conflict(&group), [Part::ColumnHigh(0), Part::ColumnHigh(1), Part::RowLow(0)]);
    assert_eq!(feasible(&program(&["(0, 5]", "[1, 2]"], sum("[7, )"))), Ok(()));
    let group = program(&["[0, 1]", "[3, 2]"], vec![]);
    assert_eq!(conflict(&group), [Part::ColumnLow(1), Part::ColumnHigh(1)]);
    let group = program(&["[3, 3)"], vec![]);
    assert_eq!(conflict(&group), [Part::ColumnLow(0), Part::ColumnHigh(0)]);
    let group = program(&["(, )"], vec![row(&[], "(, )"), row(&[(0, "0")], "(0, )")]);
    assert_eq!(conflict(&group), [Part::RowLow(1)]);
}

#[test]
fn strict_constraints_that_only_meet_contradict() {
    let group = program(
        &["(, )", "(, )", "(, )"],
        vec![
            row(&[(0, "1"), (1, "-1")], "[0, )"),
            row(&[(1, "1"), (2, "-1")], "(0, )"),
            row(&[(2, "1"), (0, "-1")], "[0, )"),
        ],
    );
    assert_eq!(conflict(&group), [Part::RowLow(0), Part::RowLow(1), Part::RowLow(2)]);
    assert_eq!(Screen::new(&group).err(), Some(ScreenFailed::NumericallyUnclear));
}

#[test]
fn empty_and_odd_programs_are_answered() {
    assert_eq!(feasible(&Program::default()), Ok(()));
    assert_eq!(extremes(&Program::default(), &[]), Ok(vec![]));
    let objective = Objective { over: vec![], constant: n("3"), under: None };
    assert_eq!(told(&Program::default(), &objective), "[3, 3]");
    assert_eq!(Screen::new(&Program::default()).unwrap().extremes(&objective), Some([3.0, 3.0]));
    assert_eq!(told(&Program::default(), &Objective::column(0)), "none");
    assert_eq!(Screen::new(&Program::default()).unwrap().column(0), None);
    let unknown = program(&["[0, 1]"], vec![row(&[(1, "1")], "[0, 1]")]);
    assert_eq!(feasible(&unknown), Err(NoAnswer::NotComputed));
    let none = Program { columns: vec![], rows: vec![row(&[], "[0, 1]"), row(&[], "[1, )")] };
    assert_eq!(conflict(&none), [Part::RowLow(1)]);
    let twice = program(&["(, )"], vec![row(&[(0, "1"), (0, "2"), (0, "0")], "[6, 9)")]);
    check(&twice, &["[2, 3)"]);
    check(&program(&["(, )", "[1, )"], vec![]), &["(, )", "[1, )"]);
}

#[test]
fn too_large_a_program_is_not_computed() {
    let wide = Program { columns: vec![ALL; 1_001], rows: vec![row(&[], "(, )"); 1_000] };
    assert_eq!(feasible(&wide), Err(NoAnswer::NotComputed));
    assert_eq!(Screen::new(&wide).err(), Some(ScreenFailed::NumericallyUnclear));
}

#[test]
fn quotients_without_a_positive_divisor_have_no_answer() {
    let group = program(&["[1, 2]", "[0, 5]", "(0, 5]", "[-1, 5]"], vec![]);
    assert_eq!(told(&group, &quotient(&[(0, "1")], &[(1, "1")])), "none");
    assert_eq!(told(&group, &quotient(&[(0, "1")], &[(3, "1")])), "none");
    assert_eq!(told(&group, &quotient(&[(0, "1")], &[])), "none");
    assert_eq!(told(&group, &quotient(&[(0, "1")], &[(2, "1")])), "[0.2, )");
    assert_eq!(told(&group, &quotient(&[(0, "-1")], &[(2, "1")])), "(, -0.2]");
}

#[test]
fn quotients_have_open_ends_where_nothing_reaches_them() {
    let group = program(&["[0, )", "(0, 4]"], vec![]);
    let with_one = Objective {
        over: terms(&[(0, "1")]),
        constant: Decimal::ZERO,
        under: Some((terms(&[(0, "1")]), Decimal::ONE)),
    };
    assert_eq!(told(&group, &with_one), "[0, 1)");
    assert_eq!(told(&group, &quotient(&[(1, "1")], &[(0, "1"), (1, "1")])), "(0, 1]");
    // The divisor comes to zero only where the dividend does: 2 throughout.
    assert_eq!(told(&group, &quotient(&[(1, "2")], &[(1, "1")])), "[2, 2]");
    let group = program(
        &["(0, )", "(0, )"],
        vec![row(&[(0, "1"), (1, "-3")], "(, 0)"), row(&[(0, "1"), (1, "-2")], "[0, )")],
    );
    assert_eq!(told(&group, &quotient(&[(0, "1")], &[(1, "1")])), "[2, 3)");
    let group = program(&["(20, )", "[1400, 1400]"], vec![]);
    assert_eq!(told(&group, &quotient(&[(1, "1")], &[(0, "1")])), "(0, 70)");
}

#[test]
fn a_point_shows_that_a_quotient_comes_as_far_as_is_known() {
    let group =
        program(&["[1, 2]", "[4, 8]", "(0, 8]"], vec![row(&[(0, "1"), (1, "-1")], "[-5, )")]);
    let mut screen = Screen::new(&group).unwrap();
    let mut reaches = |of: &Objective, known| screen.reaches(of, range(known), 1e-9);
    // The row keeps 1 from standing over 8.
    let share = quotient(&[(0, "1")], &[(1, "1")]);
    assert_eq!(told(&group, &share), "[0.1666666666666666666666666666, 0.5]");
    assert!(reaches(&share, "[0.16666666666666666, 0.5]"));
    assert!(!reaches(&share, "[0.125, 0.5]"));
    assert!(!reaches(&share, "[0.16666666666666666, 0.50001]"));
    assert!(!reaches(&share, "[0.16666666666666666, )"));
    // A point is there.
    assert!(!reaches(&share, "[0.16666666666666666, 0.5)"));
    assert!(!reaches(&quotient(&[(0, "1")], &[(2, "1")]), "[0.125, 2]"));
    assert!(!reaches(&Objective::column(0), "[1, 2]"));
}

#[test]
fn ends_name_the_shortest_proof() {
    let group = program(
        &["(0, 100]", "[700, 830]", "(0, )"],
        vec![row(&[(2, "1"), (1, "-1"), (0, "-1")], "[0, 0]")],
    );
    let ends = extremes(&group, &columns_of(&group)).unwrap();
    let binding = |column: usize, high: usize| match &ends[column].as_ref().unwrap()[high] {
        End::At { binding, .. } => binding.clone(),
        End::Unbounded => vec![],
    };
    assert_eq!(binding(0, 0), [Part::ColumnLow(0)]);
    assert_eq!(binding(2, 0), [Part::ColumnLow(0), Part::ColumnLow(1), Part::RowLow(0)]);
    assert_eq!(binding(2, 1), [Part::ColumnHigh(0), Part::ColumnHigh(1), Part::RowHigh(0)]);
}

#[test]
fn numbers_of_every_size_are_exact() {
    let group = program(
        &["[0, 79228162514264337593543950335]", "[0.0000000000000000000000000001, )"],
        vec![row(&[(0, "1"), (1, "-79228162514264337593543950335")], "[0, 0]")],
    );
    check(
        &group,
        &[
            "[7.9228162514264337593543950335, 79228162514264337593543950335]",
            "[0.0000000000000000000000000001, 1]",
        ],
    );
}

// Random groups.

/// A group, a point in it, and the power of ten of each column.
#[derive(Clone, Debug)]
struct Sample {
    group: Program,
    point: Vec<Decimal>,
    powers: Vec<i32>,
}

fn ten(power: i32) -> Decimal {
    match power < 0 {
        true => Decimal::new(1, power.unsigned_abs()),
        false => Decimal::from(10_i64.pow(power.unsigned_abs())),
    }
}

/// Ends around a number: how far away, and whether open; none in one case of five.
fn around() -> impl Strategy<Value = [Option<(i64, bool)>; 2]> {
    let end = || {
        prop_oneof![
            1 => Just(None),
            2 => (1_i64..60).prop_map(|far| Some((far, true))),
            2 => (0_i64..60).prop_map(|far| Some((far, false))),
            1 => Just(Some((0, false))),
        ]
    };
    [end(), end()]
}

fn bounds_around(x: Decimal, [low, high]: [Option<(i64, bool)>; 2], unit: Decimal) -> Bounds {
    let at = |far: i64| Decimal::new(far, 1) * unit;
    Bounds {
        low: low.map(|(far, open)| Bound { value: x - at(far), open }),
        high: high.map(|(far, open)| Bound { value: x + at(far), open }),
    }
}

fn sum_at(terms: &[(usize, Decimal)], point: &[Decimal]) -> Decimal {
    terms.iter().map(|(column, factor)| factor * point[*column]).sum()
}

fn sample(powers: std::ops::Range<i32>) -> impl Strategy<Value = Sample> {
    (1_usize..8, 0_usize..9).prop_flat_map(move |(width, height)| {
        let column = (-40_i64..80, around(), powers.clone());
        let factor = prop_oneof![
            3 => Just(Decimal::ONE),
            3 => Just(Decimal::NEGATIVE_ONE),
            2 => (-50_i64..50).prop_map(|digits| Decimal::new(digits, 1)),
            1 => any::<i32>().prop_map(|digits| Decimal::new(i64::from(digits), 9)),
        ];
        let row = (prop::collection::vec((0..width, factor), 0..5), around());
        let columns = prop::collection::vec(column, width);
        (columns, prop::collection::vec(row, height)).prop_map(|(columns, rows)| {
            let powers: Vec<_> = columns.iter().map(|(_, _, power)| *power).collect();
            let units: Vec<_> = powers.iter().map(|power| ten(*power)).collect();
            let numbers = columns.iter().zip(&units);
            let point: Vec<_> = numbers.map(|((x, ..), u)| Decimal::new(*x, 1) * u).collect();
            let ends = columns.iter().zip(&point).zip(&units);
            let columns = ends.map(|(((_, ends, _), x), u)| bounds_around(*x, *ends, *u)).collect();
            let row = |(terms, ends): (Vec<(usize, Decimal)>, _)| {
                // In the unit of their first column, so that all sizes occur.
                let unit = terms.first().map_or(Decimal::ONE, |(k, _)| units[*k]);
                let scaled = |(k, c): &(usize, Decimal)| (*k, c * unit / units[*k]);
                let terms: Vec<_> = terms.iter().map(scaled).collect();
                let bounds = bounds_around(sum_at(&terms, &point), ends, unit);
                Row { terms, bounds }
            };
            let group = Program { columns, rows: rows.into_iter().map(row).collect() };
            Sample { group, point, powers }
        })
    })
}

fn holds(bounds: Bounds, x: Decimal) -> bool {
    let above = bounds.low.is_none_or(|low| x > low.value || (x == low.value && !low.open));
    let below = bounds.high.is_none_or(|high| x < high.value || (x == high.value && !high.open));
    above && below
}

fn is_within(inner: Bounds, outer: Bounds) -> bool {
    counterflow_network::interval::intersect(inner, outer) == inner
}

fn float(x: Decimal) -> f64 {
    x.to_string().parse().unwrap()
}

fn floats(bounds: Bounds) -> [f64; 2] {
    [
        bounds.low.map_or(f64::NEG_INFINITY, |low| float(low.value)),
        bounds.high.map_or(f64::INFINITY, |high| float(high.value)),
    ]
}

fn agree(a: f64, b: f64, share: f64, size: f64) -> bool {
    (a.is_infinite() && a.total_cmp(&b).is_eq())
        || (a - b).abs() <= share * a.abs().max(b.abs()).max(size)
}

/// The low and high end by an independent solver; nothing where it fails.
fn oracle(group: &Program, over: &[(usize, Decimal)]) -> [Option<f64>; 2] {
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let mut factors = vec![0.0; group.columns.len()];
        over.iter().for_each(|(k, factor)| factors[*k] += float(*factor));
        let columns = group.columns.iter().zip(factors);
        let variables: Vec<_> = columns
            .map(|(bounds, factor)| {
                let [low, high] = floats(*bounds);
                problem.add_var(factor, (low, high))
            })
            .collect();
        for row in &group.rows {
            let mut factors = vec![0.0; group.columns.len()];
            row.terms.iter().for_each(|(k, factor)| factors[*k] += float(*factor));
            let terms: Vec<_> = variables.iter().copied().zip(factors).collect();
            let [low, high] = floats(row.bounds);
            if low.is_finite() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Ge, low);
            }
            if high.is_finite() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Le, high);
            }
        }
        match problem.solve() {
            Ok(outcome) => Some(outcome.into_solution().ok()?.objective()),
            Err(microlp::Error::Unbounded) => Some(match direction {
                OptimizationDirection::Minimize => f64::NEG_INFINITY,
                OptimizationDirection::Maximize => f64::INFINITY,
            }),
            Err(_) => None,
        }
    };
    [solve(OptimizationDirection::Minimize), solve(OptimizationDirection::Maximize)]
}

/// Only these constraints of a program.
fn only(program: &Program, parts: &[Part]) -> Program {
    let keep = |bounds: Bounds, low: Part, high: Part| Bounds {
        low: bounds.low.filter(|_| parts.contains(&low)),
        high: bounds.high.filter(|_| parts.contains(&high)),
    };
    let columns = program.columns.iter().enumerate();
    let rows = program.rows.iter().enumerate();
    Program {
        columns: columns
            .map(|(k, bounds)| keep(*bounds, Part::ColumnLow(k), Part::ColumnHigh(k)))
            .collect(),
        rows: rows
            .map(|(k, row)| Row {
                terms: row.terms.clone(),
                bounds: keep(row.bounds, Part::RowLow(k), Part::RowHigh(k)),
            })
            .collect(),
    }
}

/// Whether some point has this value, by the greatest common slack of the strict constraints.
fn is_reached(group: &Program, over: &[(usize, Decimal)], value: Decimal) -> bool {
    let slack = group.columns.len();
    let mut columns = vec![ALL; slack];
    columns.push(Bounds { low: None, high: Some(Bound::closed(Decimal::ONE)) });
    let mut rows = vec![Row { terms: over.to_vec(), bounds: Bounds::point(value) }];
    let unit = |k: usize| vec![(k, Decimal::ONE)];
    let of_columns = group.columns.iter().enumerate().map(|(k, bounds)| (unit(k), *bounds));
    let of_rows = group.rows.iter().map(|row| (row.terms.clone(), row.bounds));
    for (terms, bounds) in of_columns.chain(of_rows) {
        let mut half = |end: Option<Bound>, sign: Decimal, high: bool| {
            let Some(end) = end else { return };
            let mut terms = terms.clone();
            if end.open {
                terms.push((slack, sign));
            }
            let at = Some(Bound::closed(end.value));
            let (low, high) = if high { (None, at) } else { (at, None) };
            rows.push(Row { terms, bounds: Bounds { low, high } });
        };
        half(bounds.low, Decimal::NEGATIVE_ONE, false);
        half(bounds.high, Decimal::ONE, true);
    }
    match extremes(&Program { columns, rows }, &[Objective::column(slack)]) {
        Ok(ends) => {
            let most = as_bounds(ends[0].as_ref().unwrap()).high.unwrap();
            most.value > Decimal::ZERO
        }
        Err(_) => false,
    }
}

/// A form over the columns of a sample.
fn over_all(sample: &Sample, factors: &[i64]) -> Vec<(usize, Decimal)> {
    let powers = sample.powers.iter().enumerate();
    let term =
        |((k, power), factor): ((usize, &i32), &i64)| (k, Decimal::from(*factor) * ten(-power));
    powers.zip(factors).map(term).collect()
}

fn objectives(sample: &Sample, factors: &[i64]) -> Vec<Objective> {
    let mut all = columns_of(&sample.group);
    all.push(Objective { over: over_all(sample, factors), constant: n("0.5"), under: None });
    all
}

/// A form that the low ends of the columns keep at one or more.
fn at_least_one(group: &Program) -> (Vec<(usize, Decimal)>, Decimal) {
    let lows = group.columns.iter().enumerate();
    let lows: Vec<_> = lows.filter_map(|(k, ends)| Some((k, ends.low?.value))).collect();
    let least: Decimal = lows.iter().map(|(_, low)| *low).sum();
    (lows.into_iter().map(|(k, _)| (k, Decimal::ONE)).collect(), Decimal::ONE - least)
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() }
}

fn factors() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(-5_i64..6, 8)
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn points_of_the_group_are_inside_of_all_ends(sample in sample(-4..8), factors in factors()) {
        let objectives = objectives(&sample, &factors);
        let ends = extremes(&sample.group, &objectives).unwrap();
        for (objective, ends) in objectives.iter().zip(&ends) {
            let bounds = as_bounds(ends.as_ref().unwrap());
            let at = sum_at(&objective.over, &sample.point) + objective.constant;
            prop_assert!(holds(bounds, at), "{at} is outside of {bounds:?}");
        }
        for (bounds, ends) in sample.group.columns.iter().zip(&ends) {
            prop_assert!(is_within(as_bounds(ends.as_ref().unwrap()), *bounds));
        }
    }

    #[test]
    fn an_independent_solver_agrees(sample in sample(0..1), factors in factors()) {
        let objectives = objectives(&sample, &factors);
        let ends = extremes(&sample.group, &objectives).unwrap();
        for (objective, ends) in objectives.iter().zip(ends) {
            let exact = floats(as_bounds(&ends.unwrap()));
            let constant = float(objective.constant);
            for (exact, other) in exact.into_iter().zip(oracle(&sample.group, &objective.over)) {
                let Some(other) = other else {
                    prop_assert!(false, "the oracle has no answer");
                    continue;
                };
                prop_assert!(agree(exact, other + constant, 1e-7, 1.0), "{exact} and {other}");
            }
        }
    }

    #[test]
    fn the_screen_agrees(sample in sample(-6..12), factors in factors()) {
        let objectives = objectives(&sample, &factors);
        let ends = extremes(&sample.group, &objectives).unwrap();
        let mut screen = match Screen::new(&sample.group) {
            Ok(screen) => screen,
            Err(failed) => {
                prop_assert_eq!(failed, ScreenFailed::NumericallyUnclear);
                return Ok(());
            }
        };
        let sizes = sample.powers.iter().map(|power| 10.0 * 10_f64.powi(*power)).chain([10.0]);
        for ((objective, ends), size) in objectives.iter().zip(ends).zip(sizes) {
            let exact = floats(as_bounds(&ends.unwrap()));
            let Some(found) = screen.extremes(objective) else { continue };
            for (exact, found) in exact.into_iter().zip(found) {
                prop_assert!(agree(exact, found, 1e-9, size * 1e-3), "{exact} and {found}");
            }
        }
    }

    #[test]
    fn what_is_proven_is_what_a_search_finds(sample in sample(-6..12), factors in factors()) {
        let Ok(mut screen) = Screen::new(&sample.group) else { return Ok(()) };
        let mut objectives = objectives(&sample, &factors);
        objectives.push(Objective { under: Some(at_least_one(&sample.group)), ..objectives[0].clone() });
        let searched = extremes(&sample.group, &objectives).unwrap();
        for (objective, searched) in objectives.iter().zip(searched) {
            let ends = screen.extremes(objective);
            let ends = ends.and_then(|ends| screen.proven(&sample.group, objective, ends));
            let Some(ends) = ends else { continue };
            for (high, (proven, searched)) in ends.iter().zip(searched.unwrap()).enumerate() {
                let End::At { bound, binding } = proven else { continue };
                let End::At { bound: searched, .. } = searched else {
                    return Err(TestCaseError::fail("unbounded"));
                };
                prop_assert_eq!(*bound, searched);
                let few = only(&sample.group, binding);
                // Without the ends of its divisor a quotient has no answer.
                let again = extremes(&few, std::slice::from_ref(objective)).unwrap().remove(0);
                let Some(End::At { bound: again, .. }) = again.map(|ends| ends[high].clone()) else {
                    prop_assert!(objective.under.is_some(), "unbounded");
                    continue;
                };
                prop_assert_eq!(again, *bound);
            }
        }
    }

    #[test]
    fn an_end_is_closed_where_a_point_reaches_it(sample in sample(0..1), factors in factors()) {
        let objectives = objectives(&sample, &factors);
        let ends = extremes(&sample.group, &objectives).unwrap();
        for (objective, ends) in objectives.iter().zip(ends) {
            let bounds = as_bounds(&ends.unwrap());
            for end in [bounds.low, bounds.high].into_iter().flatten() {
                // What is rounded is reached by no point, or by none at an end.
                if end.value.normalize().scale() > 6 {
                    continue;
                }
                let value = end.value - objective.constant;
                let reached = is_reached(&sample.group, &objective.over, value);
                prop_assert_eq!(!end.open, reached, "{:?}", end);
            }
        }
    }

    #[test]
    fn the_binding_constraints_prove_an_end(sample in sample(-3..4), factors in factors()) {
        let objectives = objectives(&sample, &factors);
        let ends = extremes(&sample.group, &objectives).unwrap();
        for (objective, ends) in objectives.iter().zip(ends) {
            for (high, end) in ends.unwrap().into_iter().enumerate() {
                let End::At { bound, binding } = end else { continue };
                let few = only(&sample.group, &binding);
                let again = extremes(&few, std::slice::from_ref(objective)).unwrap().remove(0);
                let End::At { bound: again, .. } = &again.unwrap()[high] else {
                    return Err(TestCaseError::fail("unbounded"));
                };
                prop_assert_eq!(*again, bound);
            }
        }
    }

    #[test]
    fn parts_that_contradict_are_as_few_as_can_be(
        sample in sample(0..3),
        shifts in prop::collection::vec(-80_i64..80, 9),
    ) {
        let mut group = sample.group;
        for (row, shift) in group.rows.iter_mut().zip(shifts) {
            let moved = |end: Option<Bound>| {
                end.map(|end| Bound { value: end.value + Decimal::new(shift, 1), ..end })
            };
            row.bounds = Bounds { low: moved(row.bounds.low), high: moved(row.bounds.high) };
        }
        let screen = Screen::new(&group);
        match feasible(&group) {
            Ok(()) => prop_assert!(!matches!(screen, Err(ScreenFailed::Infeasible))),
            Err(NoAnswer::NotComputed) => prop_assert!(false, "not computed"),
            Err(NoAnswer::Infeasible(Infeasible { parts })) => {
                prop_assert!(screen.is_err());
                prop_assert!(feasible(&only(&group, &parts)).is_err());
                for left_out in &parts {
                    let rest: Vec<_> = parts.iter().copied().filter(|p| p != left_out).collect();
                    prop_assert_eq!(feasible(&only(&group, &rest)), Ok(()));
                }
            }
        }
    }

    #[test]
    fn quotients_hold_their_points_and_agree(sample in sample(0..1), factors in factors()) {
        let mut group = sample.group.clone();
        // A divisor that the group keeps above zero.
        let under: Vec<_> = (0..group.columns.len()).map(|k| (k, Decimal::ONE)).collect();
        let at = sum_at(&under, &sample.point);
        let least = Some(Bound::open(Decimal::ZERO));
        let lift = if at > Decimal::ZERO { Decimal::ZERO } else { Decimal::ONE - at };
        group.rows.push(Row { terms: under.clone(), bounds: Bounds {
            low: least.map(|low| Bound { value: low.value - lift, ..low }),
            high: None,
        }});
        let objective = Objective {
            over: over_all(&sample, &factors),
            constant: n("0.5"),
            under: Some((under.clone(), lift)),
        };
        let ends = extremes(&group, std::slice::from_ref(&objective)).unwrap().remove(0).unwrap();
        let bounds = as_bounds(&ends);
        let (top, bottom) = (sum_at(&objective.over, &sample.point) + n("0.5"), at + lift);
        let low = bounds.low.is_none_or(|low| low.value * bottom <= top + Decimal::new(1, 20));
        let high = bounds.high.is_none_or(|high| high.value * bottom >= top - Decimal::new(1, 20));
        prop_assert!(low && high, "{top} / {bottom} is outside of {bounds:?}");
        let exact = floats(bounds);
        if let Some(found) = Screen::new(&group).ok().and_then(|mut s| s.extremes(&objective)) {
            prop_assert!(agree(exact[0], found[0], 1e-9, 1.0), "{exact:?} and {found:?}");
            prop_assert!(agree(exact[1], found[1], 1e-9, 1.0), "{exact:?} and {found:?}");
        }
        let other = oracle(&homogeneous(&group, &under, lift), &homogeneous_form(&objective));
        for (exact, other) in exact.into_iter().zip(other) {
            // The oracle sees closed constraints, so that its divisor may come to zero.
            let Some(other) = other else { continue };
            prop_assert!(agree(exact, other, 1e-6, 1.0), "{exact} and {other}");
        }
    }
}

/// The program of Charnes and Cooper: every column times a new one, which is one over the divisor.
fn homogeneous(group: &Program, under: &[(usize, Decimal)], constant: Decimal) -> Program {
    let factor = group.columns.len();
    let mut rows = Vec::new();
    let unit = |k: usize| vec![(k, Decimal::ONE)];
    let of_columns = group.columns.iter().enumerate().map(|(k, bounds)| (unit(k), *bounds));
    let of_rows = group.rows.iter().map(|row| (row.terms.clone(), row.bounds));
    for (terms, bounds) in of_columns.chain(of_rows) {
        let with = |value: Decimal| terms.iter().copied().chain([(factor, -value)]).collect();
        let [low, high] = [bounds.low, bounds.high].map(|end| end.map(|end| with(end.value)));
        let at_most = Bounds { low: None, high: NOT_NEGATIVE.low };
        rows.extend(low.map(|terms| Row { terms, bounds: NOT_NEGATIVE }));
        rows.extend(high.map(|terms| Row { terms, bounds: at_most }));
    }
    let terms = under.iter().copied().chain([(factor, constant)]).collect();
    rows.push(Row { terms, bounds: Bounds::point(Decimal::ONE) });
    let mut columns = vec![ALL; factor];
    columns.push(NOT_NEGATIVE);
    Program { columns, rows }
}

fn homogeneous_form(objective: &Objective) -> Vec<(usize, Decimal)> {
    let columns = objective.under.as_ref().map_or(0, |(under, _)| under.len());
    objective.over.iter().copied().chain([(columns, objective.constant)]).collect()
}

/// Any decimal at all.
fn anything() -> impl Strategy<Value = Decimal> {
    let raw = (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0_u32..29);
    prop_oneof![
        1 => raw.prop_map(|(a, b, c, minus, places)| Decimal::from_parts(a, b, c, minus, places)),
        1 => (-9_i64..10).prop_map(Decimal::from),
        1 => Just(Decimal::MAX),
        1 => Just(Decimal::MIN),
        1 => Just(Decimal::new(1, 28)),
    ]
}

fn any_bounds() -> impl Strategy<Value = Bounds> {
    let end = || prop::option::of((anything(), any::<bool>()));
    let bound = |(value, open)| Bound { value, open };
    (end(), end())
        .prop_map(move |(low, high)| Bounds { low: low.map(bound), high: high.map(bound) })
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn nothing_is_too_odd(
        columns in prop::collection::vec(any_bounds(), 0..6),
        rows in prop::collection::vec(
            (prop::collection::vec((0_usize..6, anything()), 0..5), any_bounds()),
            0..6,
        ),
        over in prop::collection::vec((0_usize..6, anything()), 0..4),
        under in prop::collection::vec((0_usize..6, anything()), 0..4),
        constant in anything(),
    ) {
        let rows = rows.into_iter().map(|(terms, bounds)| Row { terms, bounds }).collect();
        let group = Program { columns, rows };
        let under = Some((under, Decimal::ONE));
        let mut objectives = columns_of(&group);
        objectives.push(Objective { over: over.clone(), constant, under: None });
        objectives.push(Objective { over, constant, under });
        let exact = extremes(&group, &objectives);
        if let Ok(mut screen) = Screen::new(&group) {
            for objective in &objectives {
                if let Some(found) = screen.extremes(objective) {
                    prop_assert!(!found.iter().any(|end| end.is_nan()));
                }
            }
        }
        if let Ok(ends) = exact {
            for ends in ends.iter().flatten() {
                let bounds = as_bounds(ends);
                prop_assert!(!counterflow_network::interval::is_empty(bounds));
            }
        }
    }
}

#[test]
fn a_large_group_is_answered() {
    // A chain: each is at least a mean of the next three.
    let width = 60;
    let mut columns = vec![POSITIVE; width];
    columns[0] = range("(0, 1000000000000]");
    columns[width - 1] = range("[3, 5)");
    let rows = (0..width - 3)
        .map(|k| row(&[(k, "1"), (k + 1, "-0.5"), (k + 2, "-0.3"), (k + 3, "-0.2")], "[0, )"))
        .collect();
    let group = Program { columns, rows };
    let asked = [0, width / 2, width - 1];
    let ends = extremes(&group, &asked.map(Objective::column)).unwrap();
    let mut screen = Screen::new(&group).unwrap();
    for (column, ends) in asked.into_iter().zip(ends) {
        let exact = floats(as_bounds(&ends.unwrap()));
        assert!(exact[0] > 0.0 && exact[1] <= 2e12);
        let Some(found) = screen.column(column) else { continue };
        assert!(agree(exact[0], found[0], 1e-9, 0.0) && agree(exact[1], found[1], 1e-9, 0.0));
    }
}
