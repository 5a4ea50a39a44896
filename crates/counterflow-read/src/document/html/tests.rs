//! Pages by construction.

use super::*;

#[test]
fn a_page() {
    let parts = read("<p>Alder pays.</p>", Scope::Main);
    assert_eq!(parts.view.text(), "Alder pays.");
}
