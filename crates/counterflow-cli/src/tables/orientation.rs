//! Whether debts may have been written the wrong way round.

use super::edges::Edges;
use super::mistakes::warn;
use super::nodes::Nodes;

/// Warns if most parties cannot pay even if everybody else does, and most could if all debts went
/// the other way.
pub fn warn_of_debts(nodes: &Nodes, edges: &Edges) {
    let parties = nodes.parties.len();
    let (assets, owed) = (nodes.or("external_assets", 0.0), nodes.or("external_liabilities", 0.0));
    let outside: Vec<f64> = assets.iter().zip(&owed).map(|(has, owes)| has - owes).collect();
    let mut claims = vec![0.0; parties];
    for (debtor, creditor, amount) in edges.debts.rows() {
        claims[debtor as usize] -= amount;
        claims[creditor as usize] += amount;
    }
    let short = |sign: f64| {
        let worth = outside.iter().zip(&claims).map(|(outside, net)| outside + sign * net);
        worth.filter(|worth| *worth < 0.0).count()
    };
    let (now, turned) = (short(1.0), short(-1.0));
    if parties >= 3 && 2 * now > parties && 4 * turned <= parties {
        warn(&format!(
            "{}: {now} of {parties} parties cannot pay even if all others do; if `from` and `to` \
             were swapped, {turned}; a debt goes from debtor to creditor",
            edges.file()
        ));
    }
}
