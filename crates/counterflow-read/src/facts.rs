//! EDGAR company facts: what a company's filings report, as observations with their sources.
//!
//! The file of a company holds every fact that its filings tag with a standard concept and no
//! dimension. Custom concepts and facts of a segment, a customer or a date are not in it. An
//! observation is not a commitment: what a company owes on one day is not a deal.
//!
//! Source: the company facts of data.sec.gov, which have no version.

mod book;
mod json;

use std::fmt;

use counterflow_claim::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;

pub use book::{Entries, entries};

/// What the filings of a company report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The company's number at the SEC, written as an integer or with zeros in front.
    pub cik: u64,
    /// Its name, as the SEC has it.
    pub entity: String,
    /// What is reported, by taxonomy, concept, unit, period and filing.
    pub observations: Vec<Observation>,
    /// Facts that cannot be read.
    pub unread: Vec<Unread>,
}

/// A value that a filing reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The taxonomy, `us-gaap`.
    pub taxonomy: String,
    /// The concept, `RevenueRemainingPerformanceObligation`.
    pub concept: String,
    /// What the taxonomy calls it; some concepts have no label.
    pub label: Option<String>,
    /// The unit, as it is written: `USD`, `shares`, `USD/shares`, `pure`.
    pub unit: String,
    /// The value. The filing's precision is not in the file, so "about $2.6 billion" is exact here.
    pub value: Decimal,
    /// The first day of its period; an instant has none.
    pub start: Option<Date>,
    /// The instant, or the last day of its period.
    pub end: Date,
    /// The day of the filing that reports it first.
    pub filed: Date,
    /// The accession number of that filing.
    pub accession: String,
    /// The form of that filing, `10-Q`.
    pub form: String,
    /// The fiscal year of that filing: of the filing, not of the fact.
    pub filing_year: Option<i32>,
    /// The fiscal period of that filing, which can be `FY` on a 10-Q.
    pub filing_period: Option<String>,
    /// How many later filings repeat it.
    pub repeats: usize,
    /// Whether an earlier filing reports another value for the same period.
    pub restates: bool,
}

impl Observation {
    /// Its metric of the language, or the name of its concept.
    pub fn metric(&self) -> &str {
        book::metric(self).unwrap_or(&self.concept)
    }

    /// The day that it is of, or the first and last day: `2025-01-01..2025-12-31`.
    pub fn period(&self) -> String {
        match self.start {
            Some(start) => format!("{start}..{}", self.end),
            None => self.end.to_string(),
        }
    }

    /// The currency of an amount of money; nothing for other units, such as money per share.
    pub fn currency(&self) -> Option<Currency> {
        (self.unit.len() == 3).then(|| Currency::from_code(&self.unit)).flatten()
    }

    /// Where the filing is that reports it first.
    pub fn url(&self, cik: u64) -> String {
        format!("https://www.sec.gov/Archives/edgar/data/{cik}/{}.txt", self.accession)
    }
}

/// A fact that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its concept.
    pub concept: String,
    /// Why.
    pub reason: String,
}

/// Why a file is no company facts.
#[derive(Debug)]
#[non_exhaustive]
pub enum FactsError {
    /// It is no JSON, or has another shape.
    Shape(serde_json::Error),
}

impl fmt::Display for FactsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FactsError::Shape(error) = self;
        write!(f, "it is not the company facts of EDGAR (`cik`, `entityName`, `facts`): {error}")
    }
}

impl std::error::Error for FactsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let FactsError::Shape(error) = self;
        Some(error)
    }
}

/// Whether bytes look like company facts: a JSON object that speaks of a `cik` and its `facts`. Time
/// is linear.
///
/// ```
/// use counterflow_read::facts::is_company_facts;
/// assert!(is_company_facts(br#" {"cik": 123, "entityName": "Alder", "facts": {}}"#));
/// assert!(!is_company_facts(br#"{"name": "Alder"}"#));
/// ```
pub fn is_company_facts(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let object = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let has = |name: &[u8]| memchr::memmem::find(text, name).is_some();
    object.is_some_and(|first| first.starts_with(b"\"")) && has(b"\"cik\"") && has(b"\"facts\"")
}

/// Reads the company facts of one company.
///
/// A value that later filings repeat is one observation, of the earliest filing. A later filing
/// with another value for the same period is an observation by itself, which restates the first.
/// Time is linear in the file, with a logarithm for the order.
///
/// # Errors
///
/// If the bytes are no JSON, or no company facts. A fact that cannot be read does not stop the rest.
///
/// ```
/// let json = br#"{"cik": "0000000123", "entityName": "Alder Group", "facts": {"us-gaap": {
///     "RevenueRemainingPerformanceObligation": {"label": null, "units": {"USD": [
///         {"end": "2025-12-31", "val": 620000000000, "accn": "0000000123-26-000001",
///          "fy": 2026, "fp": "FY", "form": "10-Q", "filed": "2026-01-28"}]}}}}}"#;
/// let facts = counterflow_read::facts::read(json)?;
/// assert_eq!((facts.cik, facts.entity.as_str()), (123, "Alder Group"));
/// assert_eq!(facts.observations[0].value.to_string(), "620000000000");
/// let book = counterflow_read::facts::entries(&facts, None, |_| true);
/// assert!(book.text.contains("2025-12-31 backlog cik-123  620000000000 USD"));
/// # Ok::<(), counterflow_read::facts::FactsError>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Facts, FactsError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice::<json::File>(bytes).map(json::File::facts).map_err(FactsError::Shape)
}

#[cfg(test)]
mod tests;
