//! Names of parties, and which of them may be meant.

use counterflow_syntax::nearest;

pub use counterflow_clearing::Names as Parties;

/// At most so many names are looked through for what an unknown one may mean, and so often.
const SEARCHED: usize = 100_000;

/// The party that may be meant by a name that none has.
pub fn meant<'a>(parties: &'a Parties, name: &str) -> Option<&'a str> {
    let same = |known: &&str| known.to_lowercase() == name.to_lowercase();
    let looked = || parties.iter().take(SEARCHED);
    looked().find(same).or_else(|| nearest(name, looked()))
}
