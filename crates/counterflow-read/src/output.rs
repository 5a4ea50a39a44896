//! What was read, as text.

pub mod jsonl;
