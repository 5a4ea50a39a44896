//! x
use std::sync::Arc;
use counterflow_claim::{Phrases, lower};
use counterflow_syntax::{Files, parse};
fn main() {
    let page = std::fs::read_to_string("/work/main/docs/exchange.md").unwrap();
    let text = page.split("```book\n").nth(1).unwrap().split("```").next().unwrap();
    let mut files = Files::default();
    let id = files.add("main.book", text);
    let trees = [parse(&files, id).value];
    let claims = lower(&trees, Arc::new(files), Phrases::default()).value;
    let json = counterflow_exchange::to_json(&trees, &claims, None);
    std::fs::write("/work/main/docs/exchange.md", page.replace("JSON_EXAMPLE\n", &json)).unwrap();
}
