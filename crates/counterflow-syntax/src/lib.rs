//! Text of a book to a lossless tree, and back; diagnostics and their rendering.
//!
//! Every byte of a file is inside exactly one token of its [`Tree`], so the tree prints the file
//! again and a span can point inside an amount. Parsing never fails: what cannot be read becomes
//! a [`Diagnostic`] and an error token, and reading goes on at the next line.
//!
//! ```
//! use counterflow_syntax::{Files, parse};
//!
//! let mut files = Files::default();
//! let id = files.add("a.book", "company birch \"Birch\"\n  also: the lab\n");
//! let parsed = parse(&files, id);
//! assert!(parsed.diagnostics.is_empty());
//! assert_eq!(parsed.value.entries().len(), 1);
//! ```

mod assemble;
mod code;
pub mod codes;
mod diagnostic;
mod file;
mod format;
mod lexer;
mod parser;
mod render;
mod span;
mod suggest;
mod tree;

pub use assemble::{Assembled, LARGEST_FILE, LoadError, assemble};
pub use code::Code;
pub use diagnostic::{Diagnosed, Diagnostic, Fix, Label, Severity};
pub use file::{File, FileId, Files};
pub use format::format;
pub use lexer::{Token, TokenKind, lex};
pub use parser::parse;
pub use render::{Style, render_json, render_short, render_text};
pub use span::Span;
pub use suggest::nearest;
pub use tree::{Entry, Field, Tree, Word, unquote};
