//! Claims that are true of a world that is drawn first: nothing that is true may be ruled out.

use std::fmt::Write;

use counterflow_claim::{Bounds, Decimal};
use counterflow_network::linear::{End, Objective, extremes};
use counterflow_network::{Network, interval, resolve};
use proptest::prelude::*;

use crate::book::{claims, plain};

/// A round with its investors, a backlog with its customers, and a year in quarters.
#[derive(Clone, Debug)]
struct World {
    pre: u32,
    money: Vec<u32>,
    rest: u32,
    customers: Vec<u32>,
    others: u32,
    quarters: [u32; 4],
    /// How each number is told, in turn.
    phrases: Vec<(u8, u32)>,
    /// What is told a second time.
    again: Vec<(usize, u8, u32)>,
}

fn world() -> impl Strategy<Value = World> {
    let amount = 1..2_000_u32;
    let phrase = (0..8_u8, 0..50_u32);
    (
        1..5_000_u32,
        prop::collection::vec(amount.clone(), 1..5),
        0..500_u32,
        prop::collection::vec(amount, 1..5),
        0..500_u32,
        prop::array::uniform4(1..900_u32),
        prop::collection::vec(phrase, 40),
        prop::collection::vec((0..40_usize, 0..7_u8, 0..50_u32), 0..6),
    )
        .prop_map(|(pre, money, rest, customers, others, quarters, phrases, again)| World {
            pre,
            money,
            rest,
            customers,
            others,
            quarters,
            phrases,
            again,
        })
}

/// An amount that holds of a number.
fn amount(of: u32, (phrase, by): (u8, u32)) -> String {
    let below = of.saturating_sub(by);
    match phrase {
        0 => format!("{of} USD"),
        1 => format!("up to {} USD", of + by),
        2 => format!("at least {below} USD"),
        3 if below > 0 => format!("more than {} USD", below - 1),
        4 => format!("less than {} USD", of + by + 1),
        5 => format!("{below} to {} USD", of + by),
        6 => format!("about {of} USD"),
        _ => "unknown".to_string(),
    }
}

/// A share that holds of a part and its whole; nothing where none is told.
fn share(part: u32, whole: u32, (phrase, _): (u8, u32)) -> Option<String> {
    let percent = u64::from(part) * 100 / u64::from(whole.max(1));
    match phrase {
        0 | 1 => Some(format!("at least {percent}%")),
        2 if percent < 100 => Some(format!("{percent} to {}%", percent + 1)),
        3 if percent < 99 => Some(format!("up to {}%", percent + 1)),
        _ => None,
    }
}

impl World {
    fn raise(&self) -> u32 {
        self.money.iter().sum::<u32>() + self.rest
    }

    fn backlog(&self) -> u32 {
        self.customers.iter().sum::<u32>() + self.others
    }

    fn year(&self) -> u32 {
        self.quarters.iter().sum()
    }

    /// The claims about it, each an entry.
    fn told(&self) -> Vec<String> {
        let mut phrases = self.phrases.iter().copied().cycle();
        let mut next = move || phrases.next().unwrap_or((0, 0));
        let (raise, backlog) = (self.raise(), self.backlog());
        let mut told = Vec::new();
        let mut round = format!("2025-05-01 round r of a {} closed", amount(raise, next()));
        match next() {
            (7, _) => {}
            (6, _) => drop(write!(round, "\n  post-money: {}", amount(self.pre + raise, next()))),
            how => drop(write!(round, "\n  pre-money: {}", amount(self.pre, how))),
        }
        told.push(round);
        for (at, money) in self.money.iter().enumerate() {
            let mut invest =
                format!("2025-05-01 invest i{at} -> a {} closed\n  in: r", amount(*money, next()));
            if let Some(share) = share(*money, raise, next()) {
                let _ = write!(invest, "\n  share: {share} of r");
            }
            told.push(invest);
        }
        told.push(format!("2025-06-30 backlog a {}\n  id: whole", amount(backlog, next())));
        for (at, part) in self.customers.iter().enumerate() {
            told.push(format!("2025-06-30 backlog a from c{at} {}", amount(*part, next())));
            if let Some(share) = share(*part, backlog, next()) {
                told.push(format!("2025-06-30 backlog a from c{at} {share} of whole"));
            }
        }
        for (at, quarter) in self.quarters.iter().enumerate() {
            told.push(format!("2025-Q{} revenue a {}", at + 1, amount(*quarter, next())));
        }
        told.push(format!("2025 revenue a {}", amount(self.year(), next())));
        told
    }

    /// What is told again of a metric, by another phrase.
    fn more(&self) -> Vec<String> {
        let told = |(what, phrase, by): &(usize, u8, u32)| {
            let how = (*phrase, *by);
            let quarter = what % 4;
            let customer = what % self.customers.len();
            match what % 4 {
                0 => format!("2025-06-30 backlog a {}", amount(self.backlog(), how)),
                1 => {
                    let part = self.customers[customer];
                    format!("2025-06-30 backlog a from c{customer} {}", amount(part, how))
                }
                2 => format!("2025 revenue a {}", amount(self.year(), how)),
                _ => {
                    let of = self.quarters[quarter];
                    format!("2025-Q{} revenue a {}", quarter + 1, amount(of, how))
                }
            }
        };
        self.again.iter().map(told).collect()
    }

    /// What is true, by the names of figures; quotients as two numbers.
    fn truth(&self) -> Vec<(String, [u32; 2])> {
        let (raise, backlog, year) = (self.raise(), self.backlog(), self.year());
        let post = self.pre + raise;
        let mut truth = vec![
            ("raise(r)".to_string(), [raise, 1]),
            ("pre_money(r)".to_string(), [self.pre, 1]),
            ("post_money(r)".to_string(), [post, 1]),
            ("stake_sold(r)".to_string(), [raise, post]),
            ("backlog(a,2025-06-30)".to_string(), [backlog, 1]),
            ("revenue(a,2025)".to_string(), [year, 1]),
            ("funding(a)".to_string(), [raise, 1]),
        ];
        for (at, money) in self.money.iter().enumerate() {
            truth.push((format!("money(i{at},r)"), [*money, 1]));
            truth.push((format!("part_of_round(i{at},r)"), [*money, raise]));
            truth.push((format!("share(i{at},r)"), [*money, post]));
            truth.push((format!("invested(i{at},a)"), [*money, 1]));
        }
        for (at, part) in self.customers.iter().enumerate() {
            truth.push((format!("backlog(a,c{at},2025-06-30)"), [*part, 1]));
            truth.push((format!("backlog_share(a,c{at},2025-06-30)"), [*part, backlog]));
            truth.push((format!("backlog_rest(a,c{at},2025-06-30)"), [backlog - part, 1]));
        }
        for (at, quarter) in self.quarters.iter().enumerate() {
            truth.push((format!("revenue(a,2025-Q{})", at + 1), [*quarter, 1]));
        }
        truth
    }
}

fn book(entries: &[String]) -> String {
    let mut book = String::new();
    for at in 0..5 {
        let _ = writeln!(book, "company i{at}\ncompany c{at}");
    }
    book + "\n" + &entries.join("\n\n") + "\n"
}

/// Whether a quotient lies in a range that may be rounded outward.
fn holds(range: Bounds, [over, under]: [u32; 2]) -> bool {
    let exact = interval::divide(
        Bounds::point(Decimal::from(over)),
        Bounds::point(Decimal::from(under.max(1))),
    );
    exact.is_some_and(|exact| !interval::is_empty(interval::intersect(range, exact)))
}

/// The figures that leave out what is true.
fn wrong(network: &Network, world: &World) -> Vec<String> {
    let truth = world.truth();
    let figures = network.variables.iter().filter_map(|(key, variable)| {
        let id = key.id(network.claims);
        let (_, number) = truth.iter().find(|(name, _)| *name == id)?;
        let range = variable.readings.range?;
        (!holds(range, *number)).then(|| format!("{id} is {range:?} and not {number:?}"))
    });
    figures.collect()
}

/// Whether a range is within another, but for what is rounded.
fn within(inner: Bounds, outer: Bounds) -> bool {
    let slack = |a: Decimal, b: Decimal| (a.abs() + b.abs()) / Decimal::from(1_000_000_000_u64);
    let low = outer.low.is_none_or(|outer| {
        inner.low.is_some_and(|inner| inner.value >= outer.value - slack(inner.value, outer.value))
    });
    let high = outer.high.is_none_or(|outer| {
        inner.high.is_some_and(|inner| inner.value <= outer.value + slack(inner.value, outer.value))
    });
    low && high
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_true_is_never_ruled_out(world in world()) {
        let told: Vec<String> = world.told().into_iter().chain(world.more()).collect();
        let claims = claims(&book(&told));
        let network = resolve(&claims, &plain()).value;
        prop_assert!(network.contradictions.is_empty(), "{:?}", network.contradictions);
        prop_assert_eq!(wrong(&network, &world), Vec::<String>::new(), "{}", book(&told));
    }

    #[test]
    fn more_that_is_true_never_widens(world in world()) {
        let mut told = world.told();
        for more in world.more() {
            let before = claims(&book(&told));
            told.push(more);
            let after = claims(&book(&told));
            let (before, after) =
                (resolve(&before, &plain()).value, resolve(&after, &plain()).value);
            for (key, variable) in &before.variables {
                let id = key.id(before.claims);
                let same = after.variables.iter().find(|(key, _)| key.id(after.claims) == id);
                let ranges = variable.readings.range.zip(same.and_then(|(_, v)| v.readings.range));
                if let Some((old, new)) = ranges {
                    prop_assert!(within(new, old), "{id}: {old:?} to {new:?}\n{}", book(&told));
                }
            }
        }
    }

    #[test]
    fn ranges_are_never_wider_than_linear_programs(world in world()) {
        let claims = claims(&book(&world.told()));
        let network = resolve(&claims, &plain()).value;
        for group in network.entailment.linear_groups() {
            let asked: Vec<Objective> = (0..group.columns.len()).map(Objective::column).collect();
            let Ok(ends) = extremes(&group.program, &asked) else { continue };
            for (key, ends) in group.columns.iter().zip(ends) {
                let (Some(ends), Some(variable)) = (ends, network.variables.get(key)) else { continue };
                let Some(range) = variable.readings.range else { continue };
                let end = |end: &End| match end {
                    End::At { bound, .. } => Some(*bound),
                    End::Unbounded => None,
                };
                let exact = Bounds { low: end(&ends[0]), high: end(&ends[1]) };
                let id = key.id(&claims);
                prop_assert!(within(range, exact), "{id}: {range:?} beside {exact:?}\n{}", book(&world.told()));
            }
        }
    }
}
