//! A sparse web that holds together: the truth is drawn first, and every claim is true of it.
//!
//! Companies raise rounds from a few investors, sell to one another, and have backlogs and
//! revenues with parts. Claims give points, ranges, one-sided bounds or say that a number is not
//! given; most rounds leave several numbers open that share rows, so that linear programs are
//! needed. No claim contradicts another: what is measured is entailment, not its failures.

mod company;
mod say;

use std::fmt::Write;
use std::io;
use std::path::Path;

use crate::chance::Chance;

/// So many claims have one fund among them.
const CLAIMS_A_FUND: usize = 25;
/// So many claims have one company among them, which has about so many claims.
const CLAIMS_A_COMPANY: usize = 40;

/// Writes a web of so many claims into a folder. The same count and seed make the same bytes
/// everywhere.
#[expect(clippy::disallowed_methods, reason = "the benchmark keeps its own files")]
pub fn to_folder(count: usize, seed: u64, folder: &str) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(Path::new(folder).join("main.book"), book(count, seed))
}

/// The text of a web.
pub fn book(count: usize, seed: u64) -> String {
    let mut web = Web {
        out: String::new(),
        left: count,
        companies: count / CLAIMS_A_COMPANY + 8,
        funds: count / CLAIMS_A_FUND + 16,
        source: String::new(),
        chance: Chance::new(seed),
    };
    for at in 0..web.funds {
        let _ = writeln!(web.out, "fund f{at}");
    }
    for at in 0..web.companies {
        let _ = writeln!(web.out, "company c{at}");
    }
    web.out.push('\n');
    let mut at = 0;
    while web.left > 0 {
        company::write(&mut web, at);
        at += 1;
        // Late companies are declared when it turns out that they are needed.
        if at >= web.companies && web.left > 0 {
            let _ = writeln!(web.out, "company c{at}\n");
        }
    }
    web.out
}

/// A web under way.
struct Web {
    out: String,
    /// So many claims are still to be written.
    left: usize,
    /// The companies and funds that others may deal with.
    companies: usize,
    funds: usize,
    /// What is cited.
    source: String,
    chance: Chance,
}

impl Web {
    /// A source that the claims after it cite.
    fn cite(&mut self, name: String, published: &str) {
        let kind = self.chance.one(&["company", "filing", "named press"]);
        let _ = writeln!(self.out, "source {name}\n  published: {published}\n  kind: {kind}\n");
        self.source = name;
    }

    /// A claim: its header, and the lines below it. Nothing once there are enough.
    fn claim(&mut self, header: &str, keys: &[String]) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let _ = writeln!(self.out, "{header}");
        for key in keys {
            let _ = writeln!(self.out, "  {key}");
        }
        let _ = writeln!(self.out, "  source: {}\n", self.source);
    }

    /// Some of many, each once.
    fn some(&mut self, count: usize, of: usize) -> Vec<usize> {
        let mut found = Vec::new();
        while found.len() < count.min(of) {
            let one = self.chance.below(of);
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }

    /// Another company than this.
    fn other(&mut self, than: usize) -> usize {
        let one = self.chance.below(self.companies);
        if one == than { (one + 1) % self.companies } else { one }
    }
}
