//! The flags of `read`.

use std::path::PathBuf;

use clap::{Args as Flags, ValueEnum};

use super::Out;

/// `read`
#[derive(Flags)]
pub struct Read {
    /// Documents, or folders or archives of documents
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The form
    #[arg(long, value_enum, default_value_t = ReadFormat::Table)]
    pub format: ReadFormat,
    /// The day on which the documents were published [default: what each says of itself]
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// The title of the document [default: its own]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Who published the documents
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Where the document is [default: the address that it gives itself]
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// What kind of source the documents are, such as 'named press' or filing
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// A book whose names are known
    #[arg(long, value_name = "BOOK")]
    pub book: Option<PathBuf>,
    /// Print what is withheld as well, with the reasons; pages and entries always have it
    #[arg(long)]
    pub withheld: bool,
    /// Explain what was decided at a line, or at bytes of the document
    #[arg(long, value_name = "LINE | START..END", conflicts_with_all = ["format", "withheld"])]
    pub why: Option<String>,
    /// Write new files into a book, which is made if it is not there; no file is changed
    #[arg(long, value_name = "BOOK",
          conflicts_with_all = ["book", "format", "withheld", "why", "output"])]
    pub into: Option<PathBuf>,
    /// Ask a model for what the rules pass by, at an address such as http://localhost:8080/v1; what
    /// it proposes has to pass the gate
    #[arg(long, value_name = "ADDRESS")]
    pub model: Option<String>,
    /// The name of the model, which its claims carry [default: default]
    #[arg(long, value_name = "NAME")]
    pub model_name: Option<String>,
    /// So many seconds a reply may take
    #[arg(long, value_name = "SECONDS", default_value_t = 120, requires = "model")]
    pub model_timeout: u64,
    /// Where replies of the model are kept, and taken from before it is asked
    #[arg(long, value_name = "FOLDER")]
    pub replies: Option<PathBuf>,
    /// Where to write
    #[command(flatten)]
    pub out: Out,
}

/// The forms of what was read.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// For a terminal
    Table,
    /// One JSON object a claim, one a line
    Jsonl,
    /// Entries of a book, ready to paste
    Book,
    /// One page: the text with every span marked, the claims beside it
    Html,
}
