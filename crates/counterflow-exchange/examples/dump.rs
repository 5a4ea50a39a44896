//! x
use std::sync::Arc;
use counterflow_claim::{Phrases, lower};
use counterflow_syntax::{Files, assemble, LoadError};
fn main() {
    for name in ["openai-round", "ai-web"] {
        let dir = format!("/work/main/books/{name}");
        let book = assemble(Files::default(), "main.book", |p| std::fs::read(format!("{dir}/{p}")).map_err(|_| LoadError::Outside)).value;
        let toml = std::fs::read_to_string(format!("{dir}/book.toml")).unwrap();
        let claims = lower(&book.trees, Arc::new(book.files), Phrases::default()).value;
        std::fs::write(format!("/tmp/exch-x/{name}.json"), counterflow_exchange::to_json(&book.trees, &claims, Some(&toml))).unwrap();
        std::fs::write(format!("/tmp/exch-x/{name}.csv"), counterflow_exchange::to_csv(&book.trees, &claims, Some(&toml), false)).unwrap();
    }
}
