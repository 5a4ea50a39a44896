//! The file's own shape, and the way from it to observations.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Facts, Observation, Unread};

/// The file.
#[derive(Deserialize)]
pub struct File<'f> {
    cik: Cik,
    #[serde(rename = "entityName", default)]
    entity: Option<String>,
    #[serde(borrow)]
    facts: BTreeMap<String, BTreeMap<String, Concept<'f>>>,
}

/// Some files have a number and some a text with zeros in front.
#[derive(Deserialize)]
#[serde(untagged)]
enum Cik {
    Number(u64),
    Text(String),
}

#[derive(Deserialize)]
struct Concept<'f> {
    #[serde(default)]
    label: Option<String>,
    #[serde(borrow)]
    units: BTreeMap<String, Vec<Fact<'f>>>,
}

/// A fact. A field that is missing is told with the fact, so that the rest is read.
#[derive(Deserialize)]
struct Fact<'f> {
    start: Option<String>,
    end: Option<String>,
    /// As it is written, so that no digit is lost.
    #[serde(borrow)]
    val: Option<&'f RawValue>,
    accn: Option<String>,
    fy: Option<i32>,
    fp: Option<String>,
    form: Option<String>,
    filed: Option<String>,
}

impl File<'_> {
    /// The observations of the file.
    pub fn facts(self) -> Facts {
        let cik = match self.cik {
            Cik::Number(number) => number,
            Cik::Text(text) => text.trim().parse().unwrap_or(0),
        };
        let mut facts = Facts {
            cik,
            entity: self.entity.unwrap_or_default(),
            observations: Vec::new(),
            unread: Vec::new(),
        };
        for (taxonomy, concepts) in &self.facts {
            for (name, concept) in concepts {
                for (unit, reported) in &concept.units {
                    let mut series = Vec::with_capacity(reported.len());
                    for fact in reported {
                        match fact.observation(taxonomy, name, concept.label.as_ref(), unit) {
                            Ok(observation) => series.push(observation),
                            Err(reason) => {
                                facts.unread.push(Unread { concept: name.clone(), reason });
                            }
                        }
                    }
                    facts.observations.extend(first_reports(series));
                }
            }
        }
        facts
    }
}

impl Fact<'_> {
    fn observation(
        &self,
        taxonomy: &str,
        concept: &str,
        label: Option<&String>,
        unit: &str,
    ) -> Result<Observation, String> {
        let start = self.start.as_deref().map(|start| day("start", Some(start))).transpose()?;
        let end = day("end", self.end.as_deref())?;
        if start.is_some_and(|start| start > end) {
            return Err(format!("its period ends on {end}, before it starts"));
        }
        Ok(Observation {
            taxonomy: taxonomy.to_owned(),
            concept: concept.to_owned(),
            label: label.cloned(),
            unit: unit.to_owned(),
            value: value(self.val)?,
            start,
            end,
            filed: day("filed", self.filed.as_deref())?,
            accession: self.accn.clone().ok_or("it names no filing: `accn` is missing")?,
            form: self.form.clone().unwrap_or_default(),
            filing_year: self.fy,
            filing_period: self.fp.clone(),
            repeats: 0,
            restates: false,
        })
    }
}

fn day(field: &str, written: Option<&str>) -> Result<Date, String> {
    let written = written.ok_or_else(|| format!("`{field}` is missing"))?;
    written.parse().map_err(|_| format!("`{field}` is `{written:.20}` and no day"))
}

fn value(written: Option<&RawValue>) -> Result<Decimal, String> {
    let written = written.map_or("null", RawValue::get);
    let exact = Decimal::from_str_exact(written);
    let value = exact.or_else(|_| Decimal::from_scientific(written));
    value
        .map(|value| value.normalize())
        .map_err(|_| format!("`val` is `{written:.40}` and no number that is read"))
}

/// The observations of one concept and unit: of every period, every value once, from the filing
/// that reports it first.
fn first_reports(mut series: Vec<Observation>) -> Vec<Observation> {
    series.sort_by(|a, b| {
        let key = |one: &Observation| (one.end, one.start, one.filed);
        key(a).cmp(&key(b)).then_with(|| a.accession.cmp(&b.accession))
    });
    let mut first: Vec<Observation> = Vec::with_capacity(series.len());
    // Where the period that is being read starts in `first`.
    let mut period = 0;
    for mut one in series {
        let same = first.last().is_some_and(|last| (last.end, last.start) == (one.end, one.start));
        if !same {
            period = first.len();
        }
        match first[period..].iter_mut().find(|known| known.value == one.value) {
            Some(known) => known.repeats += usize::from(known.accession != one.accession),
            None => {
                one.restates = same;
                first.push(one);
            }
        }
    }
    first
}
