//! Answers as record batches.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use crate::clearing::Clearing;
use crate::names::Names;
use crate::web::Web;

/// Makes a record batch of each answer over one web.
///
/// | column | type | |
/// |---|---|---|
/// | `party` | `Utf8` | |
/// | `due` | `Float64` | what it owes, to parties and outsiders |
/// | `paid` | `Float64` | what it pays of that |
/// | `equity` | `Float64` | what is left to its owners |
/// | `default` | `Boolean` | whether it pays less than it owes |
/// | `wave` | `UInt32`, may be null | in which round of defaults it fails, from 0 |
/// | `lower`, `upper` | `Float64` | proved bounds of `paid` |
/// | `shortfall` | `Float64` | `due` less `paid` |
///
/// Rows are parties, by number; all batches have one schema, so they can be written one after
/// another. Names and debts are made once and shared by all batches.
#[derive(Clone, Debug)]
pub struct Answers {
    schema: SchemaRef,
    party: ArrayRef,
    due: Vec<f64>,
}

impl Answers {
    /// Prepares answers over a web whose parties have these names: O(parties).
    ///
    /// # Errors
    ///
    /// [`ArrowError::InvalidArgumentError`] if there are not as many names as parties.
    pub fn new(web: &Web, names: &Names) -> Result<Answers, ArrowError> {
        if names.len() != web.parties() {
            return Err(ArrowError::InvalidArgumentError(format!(
                "{} names for {} parties; give one for each party",
                names.len(),
                web.parties()
            )));
        }
        let number = |name| Field::new(name, DataType::Float64, false);
        let schema = Schema::new(vec![
            Field::new("party", DataType::Utf8, false),
            number("due"),
            number("paid"),
            number("equity"),
            Field::new("default", DataType::Boolean, false),
            Field::new("wave", DataType::UInt32, true),
            number("lower"),
            number("upper"),
            number("shortfall"),
        ]);
        let party: StringArray = names.iter().map(Some).collect();
        Ok(Answers { schema: Arc::new(schema), party: Arc::new(party), due: web.due().to_vec() })
    }

    /// The columns of all answers.
    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// One answer: a clearing of the web, and its waves, as [`waves_of`](crate::ranks::waves_of) or
    /// [`Scenarios::waves`](crate::Scenarios::waves) tells them. O(parties).
    ///
    /// # Errors
    ///
    /// [`ArrowError::InvalidArgumentError`] if they are of a web with another number of parties.
    pub fn batch(
        &self,
        clearing: &Clearing,
        waves: &[Option<u32>],
    ) -> Result<RecordBatch, ArrowError> {
        let numbers = |numbers: &[f64]| Arc::new(Float64Array::from(numbers.to_vec())) as ArrayRef;
        let shortfall: Vec<f64> = clearing.shortfall(&self.due).collect();
        let columns = vec![
            self.party.clone(),
            numbers(&self.due),
            numbers(&clearing.paid),
            numbers(&clearing.equity),
            Arc::new(BooleanArray::from(clearing.default.clone())),
            Arc::new(UInt32Array::from(waves.to_vec())),
            numbers(&clearing.lower),
            numbers(&clearing.upper),
            numbers(&shortfall),
        ];
        RecordBatch::try_new(self.schema.clone(), columns)
    }
}
