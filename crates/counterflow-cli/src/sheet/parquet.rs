//! Documents as Parquet: one table, with the facts of the first in its metadata.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::{Cells, Document, Part, Printer};
use crate::output::Failure;

/// Rows that are written at once.
const GROUP: usize = 1 << 18;

/// Rows that wait to be written.
enum Waiting {
    Text(Vec<ByteArray>),
    Number(Vec<f64>),
    Count(Vec<Option<u32>>),
    Flag(Vec<bool>),
}

impl Waiting {
    fn of(cells: &Cells) -> Waiting {
        match cells {
            Cells::Text(_) => Waiting::Text(Vec::new()),
            Cells::Number(_) => Waiting::Number(Vec::new()),
            Cells::Count(_) => Waiting::Count(Vec::new()),
            Cells::Flag(_) => Waiting::Flag(Vec::new()),
        }
    }

    fn push(&mut self, cells: &Cells) {
        match (self, cells) {
            (Waiting::Text(kept), Cells::Text(more)) => {
                kept.extend(more.iter().map(|text| ByteArray::from(*text)));
            }
            (Waiting::Number(kept), Cells::Number(more)) => kept.extend_from_slice(more),
            (Waiting::Count(kept), Cells::Count(more)) => kept.extend_from_slice(more),
            (Waiting::Flag(kept), Cells::Flag(more)) => kept.extend_from_slice(more),
            _ => panic!("invariant: documents of one output have the same columns"),
        }
    }

    /// Writes what waits, and forgets it.
    fn write(&mut self, column: &mut SerializedColumnWriter) -> Result<(), ParquetError> {
        match self {
            Waiting::Text(kept) => {
                column.typed::<ByteArrayType>().write_batch(kept, None, None)?;
                kept.clear();
            }
            Waiting::Number(kept) => {
                column.typed::<DoubleType>().write_batch(kept, None, None)?;
                kept.clear();
            }
            Waiting::Count(kept) => {
                let there: Vec<i32> = kept.iter().flatten().map(|&count| count as i32).collect();
                let levels: Vec<i16> = kept.iter().map(|count| count.is_some().into()).collect();
                column.typed::<Int32Type>().write_batch(&there, Some(&levels), None)?;
                kept.clear();
            }
            Waiting::Flag(kept) => {
                column.typed::<BoolType>().write_batch(kept, None, None)?;
                kept.clear();
            }
        }
        Ok(())
    }
}

/// Prints rows of all documents into one table.
pub struct Rows<'a> {
    out: Option<&'a mut (dyn Write + Send)>,
    writer: Option<SerializedFileWriter<&'a mut (dyn Write + Send)>>,
    waiting: Vec<Waiting>,
    rows: usize,
}

impl<'a> Rows<'a> {
    /// Nothing is printed yet.
    pub fn new(out: &'a mut (dyn Write + Send)) -> Rows<'a> {
        Rows { out: Some(out), writer: None, waiting: Vec::new(), rows: 0 }
    }

    /// Begins the file with the columns of its first part.
    fn begin(&mut self, document: &Document, part: &Part) -> Result<(), ParquetError> {
        let Some(out) = self.out.take() else { return Ok(()) };
        let facts = document.facts.iter().filter(|(name, _)| *name != "scenario");
        let facts = facts.map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            KeyValue { key: format!("counterflow.{name}"), value: Some(text) }
        });
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("counterflow".to_string())
            .set_key_value_metadata(Some(facts.collect()))
            .build();
        self.writer = Some(SerializedFileWriter::new(out, schema(part)?, Arc::new(properties))?);
        self.waiting = part.columns.iter().map(|column| Waiting::of(&column.cells)).collect();
        Ok(())
    }

    /// Writes the rows that wait.
    fn flush(&mut self) -> Result<(), ParquetError> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let mut group = writer.next_row_group()?;
        for waiting in &mut self.waiting {
            if let Some(mut column) = group.next_column()? {
                waiting.write(&mut column)?;
                column.close()?;
            }
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Printer for Rows<'_> {
    fn print(&mut self, document: &Document) -> Result<(), Failure> {
        for part in &document.parts {
            self.begin(document, part).map_err(why)?;
            for (waiting, column) in self.waiting.iter_mut().zip(&part.columns) {
                waiting.push(&column.cells);
            }
            self.rows += part.height();
            if self.rows >= GROUP {
                self.flush().map_err(why)?;
            }
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Result<(), Failure> {
        if self.rows > 0 {
            self.flush().map_err(why)?;
        }
        match self.writer.take() {
            Some(writer) => writer.close().map(drop).map_err(why),
            None => Ok(()),
        }
    }
}

fn schema(part: &Part) -> Result<Arc<Type>, ParquetError> {
    let field = |column: &super::Column| {
        let (physical, logical) = match column.cells {
            Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Cells::Number(_) => (Physical::DOUBLE, None),
            Cells::Count(_) => (Physical::INT32, None),
            Cells::Flag(_) => (Physical::BOOLEAN, None),
        };
        let may_lack = matches!(column.cells, Cells::Count(_));
        let repetition = if may_lack { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        Type::primitive_type_builder(column.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let fields = part.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder(part.rows).with_fields(fields).build()?))
}

fn why(error: ParquetError) -> Failure {
    match error {
        ParquetError::External(error) => match error.downcast::<std::io::Error>() {
            Ok(error) => (*error).into(),
            Err(error) => Failure::Call(format!("cannot write Parquet: {error}")),
        },
        error => Failure::Call(format!("cannot write Parquet: {error}")),
    }
}
