//! Questions as formulas over the variables of a system.

use counterflow_claim::Decimal;

use super::formula::{Formula, Node};
use super::system::{At, InCase, System};
use crate::expression::Operator;
use crate::identity::{Domain, Identity, Role, Tie};
use crate::question::{Pattern, Question};
use crate::{Case, Key, Network};

/// Stands where a question has no row of the table.
pub static ASKED: Identity = Identity {
    name: "what is asked",
    target: "answer",
    tie: Tie::Equal,
    role: Role::Ties,
    formula: "question",
    over: Domain::Deals,
    source: "the question",
};

/// A question on its way to a formula.
pub struct Asking<'s, 'n> {
    system: &'s mut System,
    network: &'n Network<'n>,
    case: Option<Case>,
    /// The variables of the formula, the answer first.
    pub ats: Vec<At>,
    /// The case of the round that it asks of.
    pub in_case: Option<InCase>,
    nodes: Vec<Node>,
}

impl<'s, 'n> Asking<'s, 'n> {
    /// A question in a case, with the variable of its answer.
    pub fn new(
        system: &'s mut System,
        network: &'n Network,
        case: Option<Case>,
        answer: At,
    ) -> Asking<'s, 'n> {
        Asking { system, network, case, ats: vec![answer], in_case: None, nodes: Vec::new() }
    }

    /// The formula: the answer is the question.
    pub fn formula(&mut self, question: &Question) -> Formula {
        let answer = self.push(Node::Variable(0));
        let right = self.add(question);
        let (singles, nodes) = (self.ats.len(), std::mem::take(&mut self.nodes));
        Formula { singles, nodes, sides: [answer, right], tie: Tie::Equal }
    }

    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn add(&mut self, question: &Question) -> usize {
        match question {
            Question::Number { bounds, .. } => self.push(Node::Number(*bounds)),
            Question::Variable(pattern) => {
                let key = pattern.key().unwrap_or_else(|| Key::new(pattern.attribute, []));
                self.variable(key)
            }
            Question::Negate(part) => {
                let zero = self.push(Node::Number(counterflow_claim::Bounds::point(Decimal::ZERO)));
                let part = self.add(part);
                self.push(Node::Binary(Operator::Subtract, zero, part))
            }
            Question::Binary(operator, a, b) => {
                let (a, b) = (self.add(a), self.add(b));
                self.push(Node::Binary(*operator, a, b))
            }
            Question::Minimum(parts) => self.fold(parts, Node::Minimum),
            Question::Maximum(parts) => self.fold(parts, Node::Maximum),
            Question::Sum(pattern) => self.sum(pattern),
        }
    }

    fn fold(&mut self, parts: &[Question], made: fn(usize, usize) -> Node) -> usize {
        let mut nodes: Vec<usize> = parts.iter().map(|part| self.add(part)).collect();
        let last = nodes.pop();
        let last = last.unwrap_or_else(|| self.push(Node::Number(crate::interval::ALL)));
        nodes.into_iter().fold(last, |a, b| self.push(made(a, b)))
    }

    fn sum(&mut self, pattern: &Pattern) -> usize {
        let zero = Node::Number(counterflow_claim::Bounds::point(Decimal::ZERO));
        let mut sum = self.push(zero);
        for key in matching(self.network, pattern, self.case) {
            let part = self.variable(key);
            sum = self.push(Node::Binary(Operator::Add, sum, part));
        }
        sum
    }

    /// The place of a variable, in the case that is asked for where it has cases.
    fn variable(&mut self, key: Key) -> usize {
        let key = if key.case.is_some() { key } else { key.in_case(self.case) };
        let plain = key.clone().in_case(None);
        let at = self.system.find(&key).unwrap_or_else(|| self.system.add_variable(plain));
        if let (Some(case), [.., round]) = (self.system.keys[at as usize].case, key.args.as_slice())
        {
            self.in_case = Some(self.system.in_case(*round, case));
        }
        let place = self.ats.iter().position(|known| *known == at).unwrap_or_else(|| {
            self.ats.push(at);
            self.ats.len() - 1
        });
        self.push(Node::Variable(place))
    }
}

/// The variables that a pattern stands for, in order, in a case where they have cases.
pub fn matching(network: &Network, pattern: &Pattern, case: Option<Case>) -> Vec<Key> {
    let wanted = pattern.case.or(case);
    let all = network.of(pattern.attribute).map(|(key, _)| key);
    let fits = |key: &&Key| pattern.stands_for(key) && (key.case.is_none() || key.case == wanted);
    all.filter(fits).cloned().collect()
}
