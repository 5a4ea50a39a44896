//! The limit of the machine: one plain pass over a web, in the loop that every method has inside.

use counterflow_clearing::Web;

use crate::time::best;

/// Tells how long one pass takes, a debt and in all, and how many bytes that moves.
pub fn tell(web: &Web) {
    let paid = web.due().to_vec();
    let mut next = paid.clone();
    let (seconds, _) = best(|| {
        for (party, next) in next.iter_mut().enumerate() {
            *next = web.external_assets()[party] + web.receives().dot(party, &paid);
        }
        next[0]
    });
    let links = web.links() as f64;
    let bytes = 12.0 * links + 32.0 * web.parties() as f64;
    println!(
        "{{\"case\":\"mild\",\"firms\":{},\"what\":\"one plain pass at {} firms\",\
         \"told\":\"{:.3} ms, {:.2} ns a debt, {:.1} GB/s\"}}",
        web.parties(),
        web.parties(),
        seconds * 1e3,
        seconds / links * 1e9,
        bytes / seconds * 1e-9
    );
}
