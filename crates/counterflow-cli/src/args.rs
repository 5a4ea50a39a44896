//! The flags of the command.

mod clearing;
mod read;

use std::path::PathBuf;

use clap::{Args as Flags, Parser, Subcommand, ValueEnum};

pub use clearing::{
    Clear, Contagion, Filling, ModelName, Reconstruct, RuleName, Rules, Solution, TableFormat,
    ValuationName, Web,
};
pub use read::{Read, ReadFormat};

const EXAMPLES: &str = "\
Examples:
  counterflow check books/ai-web
  counterflow report books/ai-web --known 2025-11-30
  counterflow figures books/openai-round --format jsonl
  counterflow explain books/openai-round 'share(amazon,q1-2026)'
  counterflow pivots books/openai-round 'share(amazon,q1-2026)'
  counterflow ask books/openai-round 'money(amazon, q1-2026)' --given 'raise(q1-2026) = 100 bn USD'
  counterflow explain unknown-party
  counterflow diff books/ai-web --known 2025-12-31..2026-03-31
  counterflow clear --nodes nodes.csv --edges edges.csv
  counterflow read article.html --book books/ai-web --format book";

/// Claims in, consequences out: who funds, owns, supplies and owes whom.
///
/// A book is a folder of plain text that holds claims with their sources. Every number that a
/// command prints opens down to the claims and quotes that it rests on.
#[derive(Parser)]
#[command(name = "counterflow", version, after_help = EXAMPLES)]
pub struct Args {
    /// What to do
    #[command(subcommand)]
    pub command: Command,

    /// When to color
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// When to color.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the output is a terminal that has colors
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Report everything that is wrong with a book
    Check(Check),
    /// Give the files of a book even spacing; no content changes
    Fmt(Fmt),
    /// Print the report: rounds, funding, commitments, backlog, round trips, what is missing
    Report(Report),
    /// List claims, one a line
    List(List),
    /// Show a party, deal, claim or source in full
    Show(Show),
    /// Print every figure with its readings and state
    Figures(Figures),
    /// Explain a diagnostic code, or a figure of a book down to its quotes
    Explain(Explain),
    /// Tell which claims a figure stands on, and what it is without each of them
    Pivots(Pivots),
    /// Answer questions in figures, such as 'obligations(openai) / raise(q1-2026)'
    Ask(Ask),
    /// What changed in what was known between two days
    Diff(Diff),
    /// Read documents: what they say of deals, claim by claim, with the words that it rests on
    Read(Read),
    /// Write a whole book as JSON or CSV
    Export(Export),
    /// Make a book from JSON or CSV
    Import(Import),
    /// Clear a web of debts from tables: who pays what, who fails, and how sure that is
    Clear(Clear),
    /// Let every party of a web fail in turn, and rank them by the harm
    Contagion(Contagion),
    /// Fill in who owes whom from what each party owes and is owed in all
    Reconstruct(Reconstruct),
    /// Print the phrases that say how exact a number is, and their bands
    Phrases(Phrases),
    /// Print completions for a shell
    Completions(Completions),
}

/// The book to work on.
#[derive(Flags)]
pub struct Book {
    /// The book: a folder with a main.book, or one .book file
    #[arg(value_name = "BOOK", default_value = ".")]
    pub path: PathBuf,
}

/// From which dates a book is looked at.
#[derive(Flags)]
pub struct ViewFlags {
    /// The day that the network describes, such as 2026-03-31 or 2026-Q1 [default: everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The day on which it was known [default: everything]
    #[arg(long, value_name = "DATE")]
    pub known: Option<String>,
    /// Claims of undated sources where a date is asked for
    #[arg(long, value_enum, default_value_t = Undated::LeaveOut)]
    pub undated: Undated,
    /// The currency of totals [default: the book's]
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Use an assumption of the book, by name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub assume: Vec<String>,
    /// Use the assumptions of a scenario of the book
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
}

/// What to do with claims of undated sources.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Undated {
    /// Leave them out, and count them
    LeaveOut,
    /// Take them as known from their own date
    Include,
}

/// Where to write.
#[derive(Flags)]
pub struct Out {
    /// Write to a file, whole or not at all
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `check`
#[derive(Flags)]
pub struct Check {
    /// The book
    #[command(flatten)]
    pub book: Book,
    /// The form of the diagnostics
    #[arg(long, value_enum, default_value_t = DiagnosticFormat::Text)]
    pub format: DiagnosticFormat,
    /// Print notes as well, and every diagnostic of each code
    #[arg(long)]
    pub all: bool,
}

/// The forms of diagnostics.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiagnosticFormat {
    /// With the lines that they are about
    Text,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
}

/// `fmt`
#[derive(Flags)]
pub struct Fmt {
    /// The book
    #[command(flatten)]
    pub book: Book,
    /// Change nothing; say which files would change
    #[arg(long)]
    pub check: bool,
    /// Read one file from standard input and print it formatted
    #[arg(long)]
    pub stdin: bool,
}

/// `report`
#[derive(Flags)]
pub struct Report {
    /// The book
    #[command(flatten)]
    pub book: Book,
    /// The view
    #[command(flatten)]
    pub view: ViewFlags,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Print every row of every table
    #[arg(long)]
    pub all: bool,
    /// Columns to print in
    #[arg(long, default_value_t = 80, value_name = "COLUMNS")]
    pub width: usize,
    /// Where to write
    #[command(flatten)]
    pub out: Out,
}

/// The forms of a report.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a spreadsheet
    Csv,
    /// One page
    Html,
}

/// `list`
#[derive(Flags)]
pub struct List {
    /// The book
    #[command(flatten)]
    pub book: Book,
    /// Claims with this party on a side
    #[arg(long)]
    pub party: Option<String>,
    /// Claims at this stage
    #[arg(long)]
    pub stage: Option<String>,
    /// Claims of this verb
    #[arg(long)]
    pub verb: Option<String>,
    /// Claims that cite this source
    #[arg(long)]
    pub source: Option<String>,
    /// Claims dated then or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Claims dated then or before
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

/// `show`
#[derive(Flags)]
pub struct Show {
    /// The book: a folder with a main.book, or one .book file
    #[arg(value_name = "BOOK")]
    pub path: PathBuf,
    /// The name of a party, deal, claim or source
    pub name: String,
}

/// `figures`
#[derive(Flags)]
pub struct Figures {
    /// The book
    #[command(flatten)]
    pub book: Book,
    /// Only figures whose id starts with this, such as `share(`
    #[arg(long, value_name = "ID")]
    pub only: Option<String>,
    /// The view
    #[command(flatten)]
    pub view: ViewFlags,
    /// The form
    #[arg(long, value_enum, default_value_t = FiguresFormat::Text)]
    pub format: FiguresFormat,
    /// Where to write
    #[command(flatten)]
    pub out: Out,
}

/// The forms of figures.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FiguresFormat {
    /// One a line, for people
    Text,
    /// One JSON object a line
    Jsonl,
}

/// `explain`
#[derive(Flags)]
pub struct Explain {
    /// A code; or a book and a figure
    #[arg(value_name = "CODE | BOOK FIGURE", num_args = 1..=2, required = true)]
    pub what: Vec<String>,
    /// Tell what is missing to know the figure, and how it would be written
    #[arg(long)]
    pub why_not: bool,
    /// The form
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    /// The view
    #[command(flatten)]
    pub view: ViewFlags,
}

/// The forms of answers.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `pivots`
#[derive(Flags)]
pub struct Pivots {
    /// The book: a folder with a main.book, or one .book file
    #[arg(value_name = "BOOK")]
    pub path: PathBuf,
    /// The figure, such as 'share(amazon,q1-2026)'
    pub figure: String,
    /// The form
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    /// Columns to print in
    #[arg(long, default_value_t = 80, value_name = "COLUMNS")]
    pub width: usize,
    /// The view
    #[command(flatten)]
    pub view: ViewFlags,
}

/// `ask`
#[derive(Flags)]
pub struct Ask {
    /// The book: a folder with a main.book, or one .book file
    #[arg(value_name = "BOOK")]
    pub path: PathBuf,
    /// Figures, or formulas of figures and amounts
    #[arg(value_name = "QUESTION", required = true)]
    pub questions: Vec<String>,
    /// Take a comparison to hold, such as 'raise(q1-2026) = 100 bn USD'; may be repeated
    #[arg(long, value_name = "COMPARISON", allow_hyphen_values = true)]
    pub given: Vec<String>,
    /// Take every answer apart in full
    #[arg(long)]
    pub explain: bool,
    /// The form
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    /// The view
    #[command(flatten)]
    pub view: ViewFlags,
}

/// `diff`
#[derive(Flags)]
pub struct Diff {
    /// The book
    #[command(flatten)]
    pub book: Book,
    /// Two days of knowledge with `..` between
    #[arg(long, value_name = "FROM..TO")]
    pub known: String,
    /// The day that the networks describe [default: everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Claims of undated sources
    #[arg(long, value_enum, default_value_t = Undated::LeaveOut)]
    pub undated: Undated,
}

/// `export`
#[derive(Flags)]
pub struct Export {
    /// The book
    #[command(flatten)]
    pub book: Book,
    /// The form
    #[arg(long, value_enum)]
    pub format: ExchangeFormat,
    /// In CSV, put a quote before cells that a spreadsheet would take for formulas
    #[arg(long)]
    pub guard: bool,
    /// Where to write
    #[command(flatten)]
    pub out: Out,
}

/// The forms of a whole book.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExchangeFormat {
    /// JSON, see docs/book.schema.json
    Json,
    /// CSV, one row an entry
    Csv,
}

/// `import`
#[derive(Flags)]
pub struct Import {
    /// The file to read
    pub file: PathBuf,
    /// Its form
    #[arg(long, value_enum)]
    pub format: ExchangeFormat,
    /// The new folder to write; it must not exist
    #[arg(long, value_name = "FOLDER")]
    pub into: PathBuf,
    /// In CSV, take the guarding quote off again
    #[arg(long)]
    pub guard: bool,
}

/// `phrases`
#[derive(Flags)]
pub struct Phrases {
    /// A book whose bands to print [default: the standard ones]
    #[arg(value_name = "BOOK")]
    pub path: Option<PathBuf>,
}

/// `completions`
#[derive(Flags)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}
