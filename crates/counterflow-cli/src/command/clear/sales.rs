//! Fire sales: prices fall as parties sell to keep to a rule.

use counterflow_clearing::ranks::waves_of;
use counterflow_clearing::{Asset, End, FireSale, Impact, Model, ParameterErrors, Rule, Sale, Web};

use super::answer;
use super::cascades::wrong;
use super::scenarios::{Solve, Takes};
use super::web::{Tables, balance_columns};
use crate::answers::Answer;
use crate::args::{Clear, RuleName};
use crate::output::{Failure, Outcome};
use crate::tables::{Kind, NodeColumn};

pub fn run(flags: &Clear) -> Result<Outcome, Failure> {
    let mut columns = balance_columns();
    columns.extend([
        NodeColumn::optional("external_seniority", Kind::Class),
        NodeColumn::needed("illiquid", Kind::Amount, &["units", "holdings", "bonds"]),
        NodeColumn::optional("requirement", Kind::Amount),
    ]);
    let mut tables = Tables::read(&flags.web, flags.shock.as_ref(), flags.rules.model, &columns)?;
    let rule = rule(flags, &tables)?;
    let Some(impact) = flags.price_impact else {
        let told = "--model fire-sale needs --price-impact: a price falls to exp(-IMPACT x units)";
        return Err(Failure::Call(told.to_string()));
    };
    let illiquid = tables.nodes.or("illiquid", 0.0);
    let web = tables.web(flags.rules.model)?;
    let asset = Asset::new(illiquid.clone(), Impact::Exponential(impact));
    let sale = FireSale::new(&web, vec![asset], rule).map_err(unfit)?;
    answer(flags, &tables, &Selling { web: &web, sale, illiquid })
}

/// The rule that the flags name, with a number for each party.
fn rule(flags: &Clear, tables: &Tables) -> Result<Rule, Failure> {
    let default = flags.requirement.unwrap_or(f64::NAN);
    let numbers = tables.nodes.or("requirement", default);
    if let Some(party) = numbers.iter().position(|number| number.is_nan()) {
        let told = "a fire sale needs a number of its rule; give --requirement or the column \
                    `requirement`";
        return Err(Failure::Wrong(vec![format!("{}: {told}", tables.nodes.place(party))]));
    }
    let rule = flags.rule.unwrap_or(RuleName::Capital);
    let (fits, range): (fn(f64) -> bool, _) = match rule {
        RuleName::Capital => (|number| number <= 1.0, "from 0 to 1 (10% is 0.1)"),
        RuleName::Liquidity => (|_| true, "from 0 up"),
        RuleName::Leverage | RuleName::Threshold => (|number| number >= 1.0, "from 1 up"),
    };
    if let Some(party) = numbers.iter().position(|&number| !fits(number)) {
        let (place, number) = (tables.nodes.place(party), numbers[party]);
        let told = format!("{place}: the requirement {number} is none of this rule; write {range}");
        return Err(Failure::Wrong(vec![told]));
    }
    Ok(match rule {
        RuleName::Capital => Rule::Capital(numbers),
        RuleName::Liquidity => Rule::Liquidity(numbers),
        RuleName::Leverage => Rule::Leverage(numbers),
        RuleName::Threshold => Rule::Threshold(numbers),
    })
}

/// What the library says of numbers that tables and flags let through.
pub fn unfit(errors: ParameterErrors) -> Failure {
    Failure::Wrong(errors.errors.iter().map(ToString::to_string).collect())
}

struct Selling<'a> {
    web: &'a Web,
    sale: FireSale<'a>,
    illiquid: Vec<f64>,
}

impl Selling<'_> {
    /// What each party has at a price, one rounding up or down where `toward` says so.
    fn assets(&self, given: &[f64], price: f64, toward: fn(f64) -> f64) -> Vec<f64> {
        let pairs = given.iter().zip(&self.illiquid);
        pairs
            .map(|(money, units)| match *units > 0.0 {
                true => toward(money + toward(price * units)),
                false => *money,
            })
            .collect()
    }

    /// What everybody pays at least and at most, wherever the true price is in its bracket.
    fn bounds(&self, given: &[f64], sale: &Sale, end: End) -> Result<[Vec<f64>; 2], Failure> {
        let down = self.assets(given, sale.lower[0], |number| number.next_down().max(0.0));
        let up = self.assets(given, sale.upper[0], f64::next_up);
        let model = Model::new(self.web);
        let least = model.clone().with_external_assets(&down).map_err(wrong)?.solve(end);
        let most = model.with_external_assets(&up).map_err(wrong)?.solve(end);
        let both = |a: &[f64], b: &[f64], pick: fn(f64, f64) -> f64| {
            a.iter().zip(b).map(|(a, b)| pick(*a, *b)).collect()
        };
        Ok([
            both(&least.lower, &sale.clearing.lower, f64::min),
            both(&most.upper, &sale.clearing.upper, f64::max),
        ])
    }
}

impl Solve for Selling<'_> {
    fn takes(&self) -> Takes {
        Takes::Assets
    }

    fn base(&self, tables: &Tables) -> Vec<f64> {
        tables.nodes.or("external_assets", 0.0)
    }

    fn solve(&self, given: &[f64], end: End) -> Result<Answer, Failure> {
        let sale = self.sale.clone().with_external_assets(given).map_err(unfit)?.solve(end);
        let [lower, upper] = self.bounds(given, &sale, end)?;
        let assets = self.assets(given, sale.prices[0], |number| number);
        let model = Model::new(self.web).with_external_assets(&assets).map_err(wrong)?;
        let wave = waves_of(&model, &sale.clearing);
        let whole = vec![
            ("price", sale.prices[0]),
            ("price_lower", sale.lower[0]),
            ("price_upper", sale.upper[0]),
        ];
        Ok(Answer {
            due: self.web.due().to_vec(),
            paid: sale.clearing.paid,
            equity: sale.clearing.equity,
            wave,
            lower,
            upper,
            more: vec![("sold", sale.sold)],
            whole,
            certificate: sale.certificate,
        })
    }
}
