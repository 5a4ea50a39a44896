//! `cargo run -p xtask -- tidy`: holds the project to what its documents say.
//!
//! The same checks run with the tests, see `tests/tidy.rs`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let found = xtask::tidy(&root);
    for one in &found {
        #[expect(clippy::print_stdout, reason = "this is a command")]
        {
            println!("{one}");
        }
    }
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
