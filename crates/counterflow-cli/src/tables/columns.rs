//! Which column of a file is which.

use counterflow_syntax::nearest;

use super::cell::{Cell, Kind};
use super::mistakes::{Mistakes, quoted, warn};
use super::source::Source;

/// A column that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Its name.
    pub name: &'static str,
    /// Whether a table without it is wrong.
    pub needed: bool,
    /// What others call it.
    pub also: &'static [&'static str],
}

impl Wanted {
    /// A column that must be there.
    pub const fn needed(name: &'static str, also: &'static [&'static str]) -> Wanted {
        Wanted { name, needed: true, also }
    }

    /// A column that may be there.
    pub const fn optional(name: &'static str) -> Wanted {
        Wanted { name, needed: false, also: &[] }
    }
}

/// Where the columns are that are looked for. Tells those that are missing, or there twice, and
/// warns of columns that may be meant for one; `known` are names that other models use.
pub fn find(
    source: &Source,
    wanted: &[Wanted],
    known: &[&str],
    mistakes: &mut Mistakes,
) -> Vec<Option<usize>> {
    let place = source.place(1);
    let columns = &source.columns;
    for (at, name) in columns.iter().enumerate() {
        let is_wanted = wanted.iter().any(|wanted| wanted.name == name);
        if is_wanted && columns[..at].contains(name) {
            mistakes.push(format!("{place}: there are two columns `{name}`; rename one"));
        }
    }
    let mut meant = Vec::new();
    let mut find = |wanted: &Wanted| {
        let found = columns.iter().position(|name| name == wanted.name);
        if found.is_none() && wanted.needed {
            let near = meant_for(wanted, columns, known);
            meant.extend(near);
            mistakes.push(format!("{place}: {}", missing(wanted, near, columns)));
        }
        found
    };
    let found: Vec<Option<usize>> = wanted.iter().map(&mut find).collect();
    for (at, name) in columns.iter().enumerate() {
        let names = wanted.iter().map(|wanted| wanted.name);
        let free = |name: &&str| !columns.iter().any(|column| column == name);
        let is_known = known.contains(&name.as_str()) || meant.contains(&name.as_str());
        if !found.contains(&Some(at))
            && !is_known
            && let Some(near) = nearest(name, names.filter(free))
        {
            warn(&format!("{place}: column {} is not used; did you mean `{near}`?", quoted(name)));
        }
    }
    found
}

/// The column that may be meant for one that is missing.
fn meant_for<'a>(wanted: &Wanted, columns: &'a [String], known: &[&str]) -> Option<&'a str> {
    let same = |column: &&String| {
        let column = column.to_lowercase();
        column == wanted.name || wanted.also.contains(&column.as_str())
    };
    let others = columns.iter().filter(|column| !known.contains(&column.as_str()));
    let by_name = columns.iter().find(same).map(String::as_str);
    by_name.or_else(|| nearest(wanted.name, others.map(String::as_str)))
}

fn missing(wanted: &Wanted, near: Option<&str>, columns: &[String]) -> String {
    let name = wanted.name;
    match near {
        Some(near) => format!("there is no column `{name}`; rename {} if it is that", quoted(near)),
        None => format!("there is no column `{name}`; there are {}", quoted(&columns.join(", "))),
    }
}

/// The number of a cell of a column that is there; tells what is wrong with it, a blank too.
pub fn number(source: &Source, column: usize, kind: Kind, mistakes: &mut Mistakes) -> Option<f64> {
    let told = match kind.read(source.rows.cell(column)) {
        Ok(Some(number)) => return Some(number),
        Ok(None) => "is blank; write a number, 0 if there is nothing".to_string(),
        Err(told) => told,
    };
    mistakes.push(in_column(source, column, &told));
    None
}

/// The same of a column in which cells may be blank: not a number where one is.
pub fn number_or_blank(source: &Source, column: usize, kind: Kind, mistakes: &mut Mistakes) -> f64 {
    kind.read(source.rows.cell(column)).map(|number| number.unwrap_or(f64::NAN)).unwrap_or_else(
        |told| {
            mistakes.push(in_column(source, column, &told));
            f64::NAN
        },
    )
}

/// The text of a cell; tells where it is blank.
pub fn text<'a>(source: &'a Source, column: usize, mistakes: &mut Mistakes) -> Option<&'a str> {
    match source.rows.cell(column) {
        Cell::Text(text) => return Some(text),
        Cell::Blank => mistakes.push(in_column(source, column, "is blank; write a name")),
        Cell::Number(_) => {
            mistakes.push(in_column(source, column, "is a number; make it a column of text"));
        }
    }
    None
}

/// Where a cell of the present row is, and what of it.
pub fn in_column(source: &Source, column: usize, told: &str) -> String {
    let place = source.place(source.rows.line());
    format!("{place}: column `{}`: {told}", source.columns[column])
}
