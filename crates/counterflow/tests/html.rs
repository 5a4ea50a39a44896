//! probe
#![expect(clippy::disallowed_methods, reason = "x")]
use counterflow::*;
use std::path::Path;
#[test]
fn probe() {
    for b in ["ai-web", "openai-round"] {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../books").join(b);
        let book = open(None, |p| std::fs::read(dir.join(p)).map_err(|e| LoadError::Unreadable(e.to_string())));
        let r = report(&book.value, &View::default()).value;
        std::fs::write(format!("/tmp/html-probe/{b}.txt"), r.to_text(200, true)).unwrap();
        std::fs::write(format!("/tmp/html-probe/{b}.html"), r.to_html()).unwrap();
    }
}
