//! The project is tidy.

use std::path::Path;

#[test]
fn the_project_is_tidy() {
    let found = xtask::tidy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
