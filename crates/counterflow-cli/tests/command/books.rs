//! Small books in folders that go away.

use std::path::Path;

use tempfile::TempDir;

/// A book that is right: a round, money into it, and what is bought back.
pub const HARBOUR: &str = "\
source post  \"Alder weighs up to $50bn for Birch\"
  publisher: Harbour Post
  published: 2026-01-30
  kind:      named press
  file:      sources/post.txt

source filing  \"Annual report\"
  published: 2026-03-01
  kind:      filing

company alder  \"Alder Group\"
  ticker: ALD

company birch  \"Birch Labs\"

2026-01-30 round q1-2026 of birch  up to 100 bn USD  talks
  post-money: 830 bn USD
  source:     post \"as much as $100bn of fresh capital\"

2026-01-30 invest alder -> birch  up to 50 bn USD  talks
  id:     cheque
  in:     q1-2026
  deal:   alder-in-birch
  source: post \"a cheque of up to $50bn\"

2026-02-27 invest alder -> birch  30 bn USD  signed
  id:     signed-cheque
  in:     q1-2026
  deal:   alder-in-birch
  source: filing

2026-02-27 buy birch -> alder  20 bn USD  signed
  id:     chips
  due:    2027 5 bn USD
  due:    2028 15 bn USD
  source: filing

assume even
  owner:    the desk
  schedule: chips evenly 2027..2028

scenario base
  uses: even
";

const POST: &str =
    "Birch is out for as much as $100bn of fresh capital.\nAlder weighs a cheque of up to $50bn.\n";

/// A folder with [`HARBOUR`] in it.
pub fn harbour() -> TempDir {
    folder(&[
        ("main.book", HARBOUR.as_bytes()),
        ("sources/post.txt", POST.as_bytes()),
        ("book.toml", b"title = \"The harbour web\"\n"),
    ])
}

/// A folder with files in it.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    for (path, bytes) in files {
        put(folder.path(), path, bytes);
    }
    folder
}

/// Writes a file below a folder.
pub fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
    std::fs::write(path, bytes).expect("it can be written");
}

/// The path of a folder as an argument.
pub fn arg(folder: &TempDir) -> &str {
    folder.path().to_str().expect("the path is text")
}
