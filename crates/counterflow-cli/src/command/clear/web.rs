//! From tables to a web, and from what the library finds wrong back to places in tables.

use std::path::PathBuf;

use counterflow_clearing::{DefaultCosts, Web, WebBuilder, WebError, WebErrors};

use crate::args::{ModelName, Rules};
use crate::output::Failure;
use crate::tables::{
    BALANCE, Edges, Kind, Mistakes, NodeColumn, Nodes, Shocks, quoted, warn, warn_of_debts,
};

/// The tables of a call.
pub struct Tables {
    /// The parties.
    pub nodes: Nodes,
    /// Debts and stakes.
    pub edges: Edges,
    /// Scenarios, if there are any.
    pub shocks: Option<Shocks>,
}

/// Outside assets and debts, and the class of the latter.
pub fn balance_columns() -> Vec<NodeColumn> {
    BALANCE.to_vec()
}

/// Costs of default.
pub fn costs_columns() -> [NodeColumn; 2] {
    [NodeColumn::optional("alpha", Kind::Part), NodeColumn::optional("beta", Kind::Part)]
}

impl Tables {
    /// Reads the tables for a model that takes these columns of nodes.
    ///
    /// # Errors
    ///
    /// All that is wrong with them at once.
    pub fn read(
        files: &crate::args::Web,
        shock: Option<&PathBuf>,
        model: ModelName,
        columns: &[NodeColumn],
    ) -> Result<Tables, Failure> {
        let mut mistakes = Mistakes::default();
        let nodes = Nodes::read(&files.nodes, columns, &mut mistakes)?;
        // Without a party nothing below says anything about the other tables.
        if nodes.parties.is_empty() {
            mistakes.none()?;
            return Err(Failure::Wrong(vec![format!("{}: there are no parties", nodes.file())]));
        }
        let edges = Edges::read(&files.edges, &nodes.parties, &mut mistakes)?;
        let shocks = shock.map(|path| Shocks::read(path, &nodes.parties, &mut mistakes));
        let shocks = shocks.transpose()?;
        mistakes.none()?;
        let tables = Tables { nodes, edges, shocks };
        tables.warn(model);
        Ok(tables)
    }

    /// Tells what the model does not use, and what may be the wrong way round.
    fn warn(&self, model: ModelName) {
        let edges = &self.edges;
        let unused = |count: usize, what: &str, hint: &str| {
            if count > 0 {
                let (file, name) = (edges.file(), model.name());
                warn(&format!("{file}: {name} does not use the {count} {what}; {hint}"));
            }
        };
        if !model.has_stakes() {
            unused(edges.stakes.len(), "stakes", "`--model cross-holdings` does");
        }
        if model.has_debts() {
            warn_of_debts(&self.nodes, edges);
        } else {
            unused(edges.debts.len(), "debts", "`--model cross-holdings` does");
        }
    }

    /// The web of these tables, out of which the debts are taken.
    ///
    /// # Errors
    ///
    /// What is wrong with the tables as a whole: debts or stakes that stand twice, parties of which
    /// more than the whole is owned, sums that are no numbers.
    pub fn web(&mut self, model: ModelName) -> Result<Web, Failure> {
        let builder = Web::builder(self.nodes.parties.len())
            .external_assets(self.nodes.or("external_assets", 0.0))
            .external_liabilities(self.nodes.or("external_liabilities", 0.0))
            .external_seniority(self.external_seniority(model));
        let debts = &mut self.edges.debts;
        let take = std::mem::take::<Vec<u32>>;
        let (from, to) = (take(&mut debts.from), take(&mut debts.to));
        let builder = builder.debts(from, to, std::mem::take(&mut debts.amount));
        let mut builder = builder.seniority(std::mem::take(&mut self.edges.seniority));
        let mut owners = Vec::new();
        if model.has_stakes() {
            let stakes = &self.edges.stakes;
            owners = stakes.rows().collect();
            builder = builder.stakes(stakes.from.clone(), stakes.to.clone(), stakes.amount.clone());
        }
        builder.build().map_err(|errors| self.told(&errors, &owners))
    }

    /// The class in which each party owes outsiders.
    ///
    /// In network valuation outsiders are first, by the model.
    fn external_seniority(&self, model: ModelName) -> Vec<u32> {
        if model == ModelName::Neva {
            return vec![0; self.nodes.parties.len()];
        }
        let last = WebBuilder::class_of_outsiders(&self.edges.seniority, self.edges.unranked);
        let classes = self.nodes.or("external_seniority", f64::from(last));
        classes.into_iter().map(|class| class as u32).collect()
    }

    /// What the library says is wrong, with names and places of the tables.
    pub fn told(&self, errors: &WebErrors, stakes: &[(u32, u32, f64)]) -> Failure {
        let mut texts: Vec<String> =
            errors.errors.iter().map(|error| self.told_of(error, stakes)).collect();
        if errors.more > 0 {
            texts.push(format!("and {} more", errors.more));
        }
        Failure::Wrong(texts)
    }

    fn told_of(&self, error: &WebError, stakes: &[(u32, u32, f64)]) -> String {
        let edges = &self.edges;
        let name = |party: u32| quoted(self.nodes.parties.name(party as usize));
        match error {
            WebError::Twice { table: "debts", row, first } => edges.told_twice(*row, *first),
            WebError::Twice { row, first, .. } => format!(
                "{}: a second stake of the same owner in the same party; the first is at {}; add \
                 the two up",
                edges.place_of_stake(*row),
                edges.place_of_stake(*first)
            ),
            WebError::Overowned { owned, total } => {
                let fits = turned_fits(stakes, self.nodes.parties.len());
                let hint = if fits {
                    "; it would fit if `from` and `to` of all stakes were swapped"
                } else {
                    ""
                };
                format!(
                    "{}: owners have {total} of {} together, more than the whole; a stake goes \
                     from owner to owned{hint}",
                    edges.file(),
                    name(*owned)
                )
            }
            WebError::Ownerless { parties } => {
                let names: Vec<String> = parties.iter().take(5).map(|&party| name(party)).collect();
                let more = if parties.len() > 5 { " and others" } else { "" };
                format!(
                    "{}: {}{more} own one another whole, so their equity has no value that can be \
                     told; leave a part of one of them to outsiders",
                    edges.file(),
                    names.join(", ")
                )
            }
            WebError::TooLarge { party } => format!(
                "{}: the amounts of {} add up to more than any number; use a larger unit of money",
                self.nodes.place(*party as usize),
                name(*party)
            ),
            other => format!("{}: {other}", edges.file()),
        }
    }
}

/// Whether nobody would be owned by more than the whole if all stakes went the other way.
fn turned_fits(stakes: &[(u32, u32, f64)], parties: usize) -> bool {
    let mut owned = vec![0.0; parties];
    stakes.iter().for_each(|&(owner, _, share)| owned[owner as usize] += share);
    owned.iter().all(|&whole: &f64| whole <= 1.0)
}

/// Costs of default: what the columns tell, else the flags, else none.
///
/// # Errors
///
/// None that the tables and flags let through.
pub fn costs(tables: &Tables, rules: &Rules) -> Result<DefaultCosts, Failure> {
    let alpha = tables.nodes.or("alpha", rules.alpha.unwrap_or(1.0));
    let beta = tables.nodes.or("beta", rules.beta.unwrap_or(1.0));
    DefaultCosts::each(alpha, beta).map_err(|error| Failure::Wrong(vec![error.to_string()]))
}

/// That numbers of the tables add up to none.
pub fn too_large() -> Failure {
    let told = "the amounts add up to more than any number; use a larger unit of money";
    Failure::Wrong(vec![told.to_string()])
}
