//! The clearing cases with known answers that stand beside the repository, where they are there.

#![expect(clippy::disallowed_methods, reason = "a test reads the cases")]

use std::path::Path;

use counterflow_clearing::{
    Clearing, DefaultCosts, End, Method, Model, Uniqueness, Web, WebBuilder,
};
use serde_json::Value;

/// Cases whose model clears; the others are of other families.
const FAMILIES: [&str; 4] = [
    "eisenberg_noe",
    "rogers_veraart",
    "suzuki_elsinger_fischer",
    "elsinger_seniority_cross_holdings",
];

/// A case as its file tells it.
struct Case {
    name: String,
    content: Value,
}

impl Case {
    fn inputs(&self, key: &str) -> Option<&Value> {
        self.content["inputs"].get(key)
    }

    fn expected(&self, key: &str) -> Option<&Value> {
        self.content["expected"].get(key)
    }

    fn vector(&self, key: &str) -> Option<Vec<f64>> {
        self.inputs(key).map(vector)
    }

    fn matrix(&self, key: &str) -> Option<Vec<Vec<f64>>> {
        self.inputs(key).map(matrix)
    }

    fn parties(&self) -> usize {
        ["e", "a", "Ae_after"]
            .iter()
            .find_map(|key| self.vector(key))
            .expect("outside assets")
            .len()
    }

    /// The web of a case, by the conventions that its family has.
    fn web(&self) -> Web {
        let assets = ["e", "a", "Ae_after"].iter().find_map(|key| self.vector(key));
        let mut builder =
            Web::builder(self.parties()).external_assets(assets.expect("outside assets"));
        if let Some(outside) = self.vector("el") {
            builder = builder.external_liabilities(outside);
        }
        if let Some(senior) = self.vector("Le") {
            builder =
                builder.external_seniority(vec![0; senior.len()]).external_liabilities(senior);
        }
        if let Some(debts) = self.inputs("L") {
            // One table, or one for each class of seniority.
            if debts[0][0].is_array() {
                for (class, of_class) in debts.as_array().expect("tables").iter().enumerate() {
                    builder = ranked(builder, &matrix(of_class), class as u32);
                }
            } else {
                builder = cells(&matrix(debts))
                    .fold(builder, |builder, (i, j, amount)| builder.debt(i, j, amount));
            }
        }
        if let Some(theta) = self.matrix("Theta") {
            builder = cells(&theta)
                .fold(builder, |builder, (owned, owner, share)| builder.stake(owner, owned, share));
        }
        if let Some(shares) = self.matrix("Ms") {
            builder = cells(&shares)
                .fold(builder, |builder, (owner, owned, share)| builder.stake(owner, owned, share));
        }
        if let (Some(held), Some(due)) = (self.matrix("Md"), self.vector("d")) {
            builder = held_debts(builder, &held, &due);
        }
        builder.build().expect("a web of a case")
    }

    fn costs(&self) -> Option<DefaultCosts> {
        let number = |key| self.inputs(key).map(|value: &Value| value.as_f64().expect("a part"));
        Some(DefaultCosts::uniform(number("alpha")?, number("beta")?).expect("parts"))
    }

    fn tolerance(&self) -> f64 {
        self.content["tolerance"].as_f64().expect("a tolerance").max(1e-9)
    }

    #[track_caller]
    fn near(&self, what: &str, given: &[f64], expected: &[f64]) {
        assert_eq!(given.len(), expected.len(), "{}: {what}", self.name);
        for (given, expected) in given.iter().zip(expected) {
            let gap = (given - expected).abs();
            assert!(gap <= self.tolerance(), "{}: {what}: {given}, not {expected}", self.name);
        }
    }

    /// Compares all that a case expects; answers with how many things those were.
    fn check(&self) -> usize {
        let (web, costs) = (self.web(), self.costs());
        let mut compared = 0;
        for method in Method::ALL {
            let mut model = Model::new(&web).with_method(method).with_tolerance(1e-13);
            if let Some(costs) = &costs {
                model = model.with_default_costs(costs).expect("costs for all");
            }
            let (greatest, least) = (model.solve(End::Greatest), model.solve(End::Least));
            compared = self.payments(&greatest, &least)
                + self.equities(&web, &greatest)
                + self.statements(&greatest);
        }
        compared
    }

    fn payments(&self, greatest: &Clearing, least: &Clearing) -> usize {
        let mut compared = 0;
        let pairs =
            [("clearing", greatest), ("greatest", greatest), ("debt", greatest), ("least", least)];
        for (key, clearing) in pairs {
            let Some(expected) = self.expected(key).map(vector) else { continue };
            self.near(key, &clearing.paid, &expected);
            for (party, &paid) in expected.iter().enumerate() {
                let slack = 1e-12 * paid;
                assert!(clearing.lower[party] - slack <= paid, "{}: {key}", self.name);
                assert!(paid <= clearing.upper[party] + slack, "{}: {key}", self.name);
            }
            compared += 1;
        }
        compared
    }

    fn equities(&self, web: &Web, greatest: &Clearing) -> usize {
        let mut compared = 0;
        for key in ["equity", "equity_limited_liability"] {
            if let Some(expected) = self.expected(key).map(vector) {
                self.near(key, &greatest.equity, &expected);
                compared += 1;
            }
        }
        let signed: Vec<f64> =
            greatest.value.iter().zip(web.due()).map(|(value, due)| value - due).collect();
        if let Some(expected) = self.expected("equity_after").map(vector) {
            self.near("equity_after", &signed, &expected);
            compared += 1;
        }
        if let Some(ring) = self.expected("eisenberg_noe") {
            self.near("equity of the ring", &signed, &vector(&ring["equity"]));
            let inside: Vec<f64> =
                (0..web.parties()).map(|i| greatest.claims[web.debts_of(i).end - 1]).collect();
            self.near("paid in the ring", &inside, &vector(&ring["paid_interfirm"]));
            compared += 2;
        }
        if let Some(classes) = self.expected("paid_by_seniority") {
            for (class, expected) in matrix(classes).iter().enumerate() {
                let paid: Vec<f64> = (0..web.parties())
                    .map(|i| web.debts_of(i).nth(class).map_or(0.0, |claim| greatest.claims[claim]))
                    .collect();
                self.near("paid_by_seniority", &paid, expected);
                compared += 1;
            }
        }
        compared
    }

    fn statements(&self, greatest: &Clearing) -> usize {
        let mut compared = 0;
        if let Some(expected) = self.expected("defaults").map(vector) {
            let defaults: Vec<f64> = (0..greatest.default.len())
                .filter(|&i| greatest.default[i])
                .map(|i| i as f64)
                .collect();
            assert_eq!(defaults, expected, "{}: defaults", self.name);
            compared += 1;
        }
        let unique = greatest.certificate.uniqueness == Uniqueness::Unique;
        if let Some(expected) = self.expected("unique") {
            assert_eq!(Some(unique), expected.as_bool(), "{}: unique", self.name);
            compared += 1;
        }
        if let Some(count) = self.expected("number_of_clearing_vectors") {
            assert_eq!(Some(unique), count.as_u64().map(|count| count == 1), "{}", self.name);
            compared += 1;
        }
        compared
    }
}

fn vector(value: &Value) -> Vec<f64> {
    let numbers = value.as_array().expect("numbers").iter();
    numbers.map(|number| number.as_f64().expect("a number")).collect()
}

fn matrix(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().expect("rows").iter().map(vector).collect()
}

/// What is not nothing, with its row and column.
fn cells(matrix: &[Vec<f64>]) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
    let row = |(i, row): (usize, &'_ Vec<f64>)| {
        let cells: Vec<_> =
            row.iter().enumerate().map(|(j, &cell)| (i as u32, j as u32, cell)).collect();
        cells
    };
    matrix.iter().enumerate().flat_map(row).filter(|cell| cell.2 > 0.0)
}

fn ranked(builder: WebBuilder, debts: &[Vec<f64>], class: u32) -> WebBuilder {
    cells(debts).fold(builder, |builder, (i, j, amount)| builder.ranked_debt(i, j, amount, class))
}

/// Debts of which parties hold parts: `held[i][j]` of all that `j` owes is owed to `i`, and what
/// is left to outsiders.
fn held_debts(builder: WebBuilder, held: &[Vec<f64>], due: &[f64]) -> WebBuilder {
    let mut outside = due.to_vec();
    let builder = cells(held).fold(builder, |builder, (i, j, part)| {
        outside[j as usize] -= part * due[j as usize];
        builder.debt(j, i, part * due[j as usize])
    });
    builder.external_liabilities(outside)
}

/// All cases of these families, or none where the folder is not there.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    let Ok(files) = std::fs::read_dir(&folder) else { return Vec::new() };
    let mut cases = Vec::new();
    for file in files {
        let path = file.expect("an entry of a folder").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a case");
        let content: Value = serde_json::from_str(&text).expect("a case in JSON");
        let model = content["model"].as_str().expect("a model");
        if model.split('|').any(|model| FAMILIES.contains(&model)) {
            let name = content["name"].as_str();
            let name = name.or(path.file_stem().and_then(|stem| stem.to_str()));
            cases.push(Case { name: name.expect("a name").to_string(), content });
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that tests nothing says so")]
fn every_case_of_clearing() {
    let cases = cases();
    if cases.is_empty() {
        eprintln!("no cases stand beside the repository, so none is tried");
    }
    for case in &cases {
        let compared = case.check();
        eprintln!("{}: {compared} statements by {} methods", case.name, Method::ALL.len());
        assert!(compared > 0, "{}: nothing was compared", case.name);
    }
}
