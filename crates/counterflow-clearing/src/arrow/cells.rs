//! Columns of whatever type, as text or as numbers.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use arrow_schema::DataType;

use super::error::{Found, TableError};
use crate::names::Names;

/// Whether a column of this name holds text, and of which types it may be.
pub(super) fn wanted(column: &str) -> (bool, &'static str) {
    if matches!(column, "party" | "kind" | "from" | "to") {
        (true, "Utf8, LargeUtf8, Utf8View, or a dictionary of one of them")
    } else {
        (false, "Float64, Float32, an integer, or Decimal128")
    }
}

/// The column of this name, if it is there and can be read.
pub(super) fn column(
    batch: &RecordBatch,
    table: &'static str,
    column: &'static str,
    found: &mut Found,
) -> Option<ArrayRef> {
    let array = batch.column_by_name(column)?;
    let is_read = match wanted(column) {
        (true, _) => Texts::of(array).is_some(),
        (false, _) => numbers(&array.slice(0, 0)).is_some(),
    };
    if !is_read {
        found.push(TableError::Type { table, column, given: array.data_type().to_string() });
    }
    is_read.then(|| array.clone())
}

/// The same of a column that must be there.
pub(super) fn needed(
    batch: &RecordBatch,
    table: &'static str,
    name: &'static str,
    found: &mut Found,
) -> Option<ArrayRef> {
    if batch.column_by_name(name).is_none() {
        found.push(TableError::Missing { table, column: name });
    }
    column(batch, table, name, found)
}

/// A column of text.
pub(super) enum Texts<'a> {
    Small(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    /// Which of some texts each row has, and these.
    Keyed(Vec<usize>, &'a ArrayRef),
}

impl<'a> Texts<'a> {
    /// The column as text, if it is.
    pub fn of(array: &'a ArrayRef) -> Option<Texts<'a>> {
        match array.data_type() {
            DataType::Utf8 => array.as_string_opt().map(Texts::Small),
            DataType::LargeUtf8 => array.as_string_opt().map(Texts::Large),
            DataType::Utf8View => array.as_string_view_opt().map(Texts::View),
            DataType::Dictionary(_, values) if is_text(values) => {
                let dictionary = array.as_any_dictionary_opt()?;
                // Keys of an empty dictionary say nothing, and cannot be brought into its range.
                let keys = match dictionary.values().is_empty() {
                    true => vec![0; dictionary.len()],
                    false => dictionary.normalized_keys(),
                };
                Some(Texts::Keyed(keys, dictionary.values()))
            }
            _ => None,
        }
    }

    /// The text in a row of the column, `None` if it is blank.
    pub fn get(&self, array: &'a ArrayRef, row: usize) -> Option<&'a str> {
        if array.is_null(row) {
            return None;
        }
        let text = match self {
            Texts::Small(texts) => texts.value(row),
            Texts::Large(texts) => texts.value(row),
            Texts::View(texts) => texts.value(row),
            Texts::Keyed(keys, values) => return Texts::of(values)?.get(values, keys[row]),
        };
        Some(text.trim()).filter(|text| !text.is_empty())
    }
}

fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// The numbers of a column, if it holds any; `None` where a cell is blank.
pub(super) fn numbers(array: &dyn Array) -> Option<Vec<Option<f64>>> {
    macro_rules! of {
        ($kind:ty, $convert:expr) => {
            array.as_primitive::<$kind>().iter().map(|cell| cell.map($convert)).collect()
        };
    }
    Some(match array.data_type() {
        DataType::Float64 => of!(Float64Type, |number| number),
        DataType::Float32 => of!(Float32Type, f64::from),
        DataType::Int8 => of!(Int8Type, f64::from),
        DataType::Int16 => of!(Int16Type, f64::from),
        DataType::Int32 => of!(Int32Type, f64::from),
        DataType::Int64 => of!(Int64Type, |number| number as f64),
        DataType::UInt8 => of!(UInt8Type, f64::from),
        DataType::UInt16 => of!(UInt16Type, f64::from),
        DataType::UInt32 => of!(UInt32Type, f64::from),
        DataType::UInt64 => of!(UInt64Type, |number| number as f64),
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi(i32::from(*scale));
            of!(Decimal128Type, |number| number as f64 / unit)
        }
        _ => return None,
    })
}

/// The numbers of the names of a dictionary, which are looked up once for all batches that share it.
#[derive(Debug, Default)]
pub(super) struct Known {
    of: Option<(ArrayRef, Vec<Option<u32>>)>,
}

impl Known {
    /// The numbers of the parties that a column names; `None` where it names none that is there.
    pub fn parties(&mut self, array: &ArrayRef, names: &Names) -> Vec<Option<u32>> {
        let Some(texts) = Texts::of(array) else { return vec![None; array.len()] };
        let look_up =
            |texts: &Texts, array, row| texts.get(array, row).and_then(|n| names.number(n));
        let Texts::Keyed(keys, values) = &texts else {
            // Rows of a table that is sorted by party name the same one again and again.
            let mut last = ("", None);
            let number = |row| {
                let name = texts.get(array, row)?;
                if name != last.0 {
                    last = (name, names.number(name));
                }
                last.1
            };
            return (0..array.len()).map(number).collect();
        };
        let is_known = self.of.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, values));
        if !is_known {
            let own = Texts::of(values);
            let number = |row| own.as_ref().and_then(|texts| look_up(texts, *values, row));
            self.of = Some((ArrayRef::clone(values), (0..values.len()).map(number).collect()));
        }
        let numbers = self.of.as_ref().map_or(&[][..], |(_, numbers)| numbers);
        let number = |(row, &key): (usize, &usize)| {
            if array.is_null(row) { None } else { numbers.get(key).copied().flatten() }
        };
        keys.iter().enumerate().map(number).collect()
    }
}
