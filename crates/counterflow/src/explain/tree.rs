//! What a number follows from, as a tree: its formula and inputs, down to what claims say.

use std::collections::BTreeSet;

use counterflow_network::{Identity, Key, Network, Variable};

/// The tree is told so deep, with so many numbers, and so many parts of one sum.
const MOST_DEPTH: usize = 12;
const MOST_NODES: usize = 200;
const MOST_PARTS: usize = 12;

/// A number in the tree.
pub struct Node<'n> {
    /// The variable, as the network has it.
    pub key: Key,
    /// What is known of it; nothing where no claim and no formula tells of it.
    pub variable: Option<&'n Variable>,
    /// What it follows from.
    pub follows: Follows<'n>,
}

/// What a number follows from.
pub enum Follows<'n> {
    /// What claims say of it, if they say anything.
    Claims,
    /// A formula at these inputs.
    Formula(&'static Identity, Vec<Node<'n>>),
    /// The sum of these, with how many more that are not told here.
    Sum(Vec<Node<'n>>, usize),
    /// It stands further up.
    Above,
    /// The tree is told no deeper here.
    Deeper,
}

/// The tree of a variable, so many levels deep.
///
/// Every variable is taken apart once, so it ends; time is linear in the numbers told, of which
/// there are at most `MOST_NODES` before the last one is taken apart.
pub fn tree<'n>(network: &'n Network<'n>, key: &Key, levels: usize) -> Node<'n> {
    let mut teller = Teller { network, told: BTreeSet::new(), nodes: 0 };
    teller.node(key, levels.min(MOST_DEPTH))
}

/// The variable's own key: in its case, or in none.
pub fn own_key(network: &Network, key: &Key) -> Key {
    let plain = || key.clone().in_case(None);
    if network.variables.contains_key(key) || !network.variables.contains_key(&plain()) {
        return key.clone();
    }
    plain()
}

struct Teller<'n> {
    network: &'n Network<'n>,
    told: BTreeSet<Key>,
    nodes: usize,
}

impl<'n> Teller<'n> {
    fn node(&mut self, key: &Key, levels: usize) -> Node<'n> {
        self.nodes += 1;
        let key = own_key(self.network, key);
        let variable = self.network.variables.get(&key);
        let follows = variable.map_or(Follows::Claims, |found| self.follows(&key, found, levels));
        Node { key, variable, follows }
    }

    fn follows(&mut self, key: &Key, variable: &'n Variable, levels: usize) -> Follows<'n> {
        let parts = variable.parts.as_ref().filter(|parts| !parts.most.is_empty());
        if variable.derivation.is_none() && parts.is_none() {
            return Follows::Claims;
        }
        if !self.told.insert(key.clone()) {
            return Follows::Above;
        }
        let Some(levels) = levels.checked_sub(1).filter(|_| self.nodes < MOST_NODES) else {
            return Follows::Deeper;
        };
        if let Some(derivation) = &variable.derivation {
            let inputs = once(&derivation.inputs);
            let inputs = inputs.into_iter().map(|input| self.node(input, levels)).collect();
            return Follows::Formula(derivation.identity, inputs);
        }
        let parts = once(parts.map_or(&[], |parts| &parts.most));
        let told = parts.iter().take(MOST_PARTS).map(|part| self.node(part, levels)).collect();
        Follows::Sum(told, parts.len().saturating_sub(MOST_PARTS))
    }
}

/// Each key once, in order.
fn once(keys: &[Key]) -> Vec<&Key> {
    let mut seen = BTreeSet::new();
    keys.iter().filter(|key| seen.insert(*key)).collect()
}

impl Node<'_> {
    /// What it follows from, one level down.
    pub fn below(&self) -> &[Self] {
        match &self.follows {
            Follows::Formula(_, below) | Follows::Sum(below, _) => below,
            Follows::Claims | Follows::Above | Follows::Deeper => &[],
        }
    }
}
