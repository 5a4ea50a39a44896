//! Tables as Parquet: flat columns of text and numbers, a batch of rows at a time.

use std::fs::File;

use parquet::basic::{LogicalType, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::cell::Cell;
use super::mistakes::Mistakes;
use super::source::{Rows, Source};
use crate::output::Failure;

/// Rows that are read at once.
const BATCH: usize = 8_192;

/// Opens a table. Columns that are neither text nor numbers, and those with structure, are left
/// out: no table here has use for them.
///
/// # Errors
///
/// [`Failure::Wrong`] if it is not Parquet, or has no columns that can be read.
pub fn open(name: String, file: File) -> Result<Source, Failure> {
    let wrong = |told: String| Failure::Wrong(vec![format!("{name}: {told}")]);
    let reader =
        SerializedFileReader::new(file).map_err(|error| wrong(format!("not Parquet: {error}")))?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let readable = |&at: &usize| is_readable(&schema.column(at));
    let places: Vec<usize> = (0..schema.num_columns()).filter(readable).collect();
    if places.is_empty() {
        return Err(wrong("there are no columns of text or numbers".to_string()));
    }
    let columns = places.iter().map(|&at| schema.column(at).name().to_string()).collect();
    let batches = places.iter().map(|&at| Batch::new(at, scale(&schema.column(at)))).collect();
    let rows =
        Binary { name: name.clone(), reader, batches, group: 0, left: 0, at: 0, size: 0, row: 0 };
    Ok(Source { name, columns, rows: Box::new(rows), is_text: false })
}

fn is_readable(column: &ColumnDescriptor) -> bool {
    let is_flat = column.max_rep_level() == 0 && column.path().parts().len() == 1;
    let is_whole = !matches!(
        column.logical_type_ref(),
        Some(LogicalType::Date | LogicalType::Time(_) | LogicalType::Timestamp(_))
    );
    let physical = column.physical_type();
    let is_decimal = matches!(column.logical_type_ref(), Some(LogicalType::Decimal(_)));
    is_flat
        && is_whole
        && match physical {
            Physical::BYTE_ARRAY => !is_decimal,
            Physical::INT32 | Physical::INT64 | Physical::FLOAT | Physical::DOUBLE => true,
            _ => false,
        }
}

/// What whole numbers of a column are multiples of.
fn scale(column: &ColumnDescriptor) -> f64 {
    match column.logical_type_ref() {
        Some(LogicalType::Decimal(of)) => (0..of.scale).fold(1.0, |power, _| power * 10.0),
        _ => 1.0,
    }
}

/// The cells of one column in the rows that are at hand.
struct Batch {
    place: usize,
    /// By what whole numbers are divided.
    scale: f64,
    reader: Option<ColumnReader>,
    /// Where each row has its value; nothing where it has none.
    values: Vec<Option<u32>>,
    texts: Vec<ByteArray>,
    numbers: Vec<f64>,
}

impl Batch {
    fn new(place: usize, scale: f64) -> Batch {
        let (values, texts, numbers) = (Vec::new(), Vec::new(), Vec::new());
        Batch { place, scale, reader: None, values, texts, numbers }
    }

    /// Reads on; gives how many rows there are now.
    fn read(&mut self, rows: usize) -> Result<usize, ParquetError> {
        let mut levels = Vec::new();
        self.texts.clear();
        self.numbers.clear();
        let scale = self.scale;
        let numbers = &mut self.numbers;
        let read = match &mut self.reader {
            None => 0,
            Some(ColumnReader::ByteArrayColumnReader(reader)) => {
                reader.read_records(rows, Some(&mut levels), None, &mut self.texts)?.0
            }
            Some(ColumnReader::DoubleColumnReader(reader)) => {
                reader.read_records(rows, Some(&mut levels), None, numbers)?.0
            }
            Some(ColumnReader::FloatColumnReader(reader)) => {
                converted(reader, rows, &mut levels, numbers, f64::from)?
            }
            Some(ColumnReader::Int32ColumnReader(reader)) => {
                converted(reader, rows, &mut levels, numbers, |whole| f64::from(whole) / scale)?
            }
            Some(ColumnReader::Int64ColumnReader(reader)) => {
                converted(reader, rows, &mut levels, numbers, |whole| whole as f64 / scale)?
            }
            Some(_) => 0,
        };
        self.values.clear();
        let mut next = 0;
        for row in 0..read {
            // Without levels no row lacks its value.
            let there = levels.get(row).is_none_or(|&level| level > 0);
            self.values.push(there.then_some(next));
            next += u32::from(there);
        }
        Ok(read)
    }

    fn cell(&self, row: usize) -> Cell<'_> {
        let Some(Some(at)) = self.values.get(row) else { return Cell::Blank };
        let at = *at as usize;
        if let Some(text) = self.texts.get(at) {
            // What is not UTF-8 was not text to begin with.
            let text = std::str::from_utf8(text.data()).unwrap_or("\u{FFFD}").trim();
            return if text.is_empty() { Cell::Blank } else { Cell::Text(text) };
        }
        self.numbers.get(at).map_or(Cell::Blank, |&number| Cell::Number(number))
    }
}

/// Reads numbers of another kind.
fn converted<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    levels: &mut Vec<i16>,
    numbers: &mut Vec<f64>,
    convert: impl Fn(T::T) -> f64,
) -> Result<usize, ParquetError> {
    let mut values = Vec::new();
    let read = reader.read_records(rows, Some(levels), None, &mut values)?.0;
    numbers.extend(values.into_iter().map(convert));
    Ok(read)
}

struct Binary {
    name: String,
    reader: SerializedFileReader<File>,
    batches: Vec<Batch>,
    /// The next group of rows of the file.
    group: usize,
    /// Rows of the present group that are not read yet.
    left: usize,
    /// The present row among those at hand, counted from 1.
    at: usize,
    /// Rows at hand.
    size: usize,
    /// The present row of the file, counted from 1.
    row: u64,
}

impl Binary {
    /// Reads the next rows; whether there are any.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        while self.left == 0 {
            if self.group >= self.reader.num_row_groups() {
                return Ok(false);
            }
            let group = self.reader.get_row_group(self.group)?;
            self.left = group.metadata().num_rows().max(0) as usize;
            for batch in &mut self.batches {
                batch.reader = Some(group.get_column_reader(batch.place)?);
            }
            self.group += 1;
        }
        let rows = self.left.min(BATCH);
        for batch in &mut self.batches {
            if batch.read(rows)? != rows {
                return Err(ParquetError::EOF("a column has fewer rows than the file".to_string()));
            }
        }
        (self.left, self.size, self.at) = (self.left - rows, rows, 0);
        Ok(true)
    }
}

impl Rows for Binary {
    fn next(&mut self, mistakes: &mut Mistakes) -> bool {
        if self.at >= self.size {
            match self.fill() {
                Ok(true) => {}
                Ok(false) => return false,
                Err(error) => {
                    mistakes.push(format!("{}, row {}: {error}", self.name, self.row + 1));
                    return false;
                }
            }
        }
        self.at += 1;
        self.row += 1;
        true
    }

    fn line(&self) -> u64 {
        self.row
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        self.batches[column].cell(self.at.saturating_sub(1))
    }
}
