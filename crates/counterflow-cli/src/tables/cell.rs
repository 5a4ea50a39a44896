//! What a cell holds, and whether it is what its column is to hold.

use super::mistakes::quoted;

/// One cell of a row, as its file has it.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// Text, without the white space around it.
    Text(&'a str),
    /// A number of a file that knows numbers.
    #[cfg_attr(
        not(any(feature = "parquet", test)),
        expect(dead_code, reason = "CSV has text alone")
    )]
    Number(f64),
}

/// What numbers a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Money, from 0 up.
    Amount,
    /// Money of either sign.
    Signed,
    /// A part, from 0 to 1.
    Part,
    /// A class of seniority: 0, 1, 2, and so on.
    Class,
}

/// Classes of seniority are below this.
const CLASSES: f64 = 1e9;

impl Kind {
    /// The number of a cell, `None` if it is blank.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what to write instead.
    pub fn read(self, cell: Cell) -> Result<Option<f64>, String> {
        let number = match cell {
            Cell::Blank => return Ok(None),
            Cell::Number(number) => number,
            Cell::Text(text) => text.parse().map_err(|_| no_number(text))?,
        };
        self.check(number, cell).map(Some)
    }

    fn check(self, number: f64, cell: Cell) -> Result<f64, String> {
        let hint = match self {
            _ if number.is_nan() => "no number; write one, or 0 if there is nothing",
            _ if number.is_infinite() => "not finite; write a number below 1e308",
            Kind::Amount if number < 0.0 => "negative; amounts are from 0 up",
            Kind::Part if number < 0.0 => "negative; write a part from 0 to 1",
            Kind::Part if number > 1.0 && number <= 100.0 => {
                let part = number / 100.0;
                return Err(format!(
                    "{} is above 1; for {number}% write {part}",
                    told(number, cell)
                ));
            }
            Kind::Part if number > 1.0 => "above 1; write a part from 0 to 1",
            Kind::Class if number < 0.0 || number.fract() != 0.0 || number >= CLASSES => {
                "no class; write 0 for the first to be paid, then 1, 2, and so on"
            }
            _ => return Ok(number),
        };
        Err(format!("{} is {hint}", told(number, cell)))
    }
}

/// The number of a cell as its file has it.
fn told(number: f64, cell: Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        _ => format!("`{number}`"),
    }
}

/// Why a text is no number, as far as one can tell.
fn no_number(text: &str) -> String {
    let told = quoted(text);
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let hint = if digits && text.ends_with('%') {
        "write 5% as 0.05"
    } else if digits && text.contains(',') {
        "write 1234.5, with a point and without separators of thousands"
    } else if digits && text.chars().any(|c| c.is_alphabetic() || !c.is_ascii()) {
        "write the number alone, without unit or currency"
    } else {
        "write one such as 1234.5"
    };
    format!("{told} is no number; {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(kind: Kind, text: &str) -> String {
        kind.read(Cell::Text(text)).unwrap_err()
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(Kind::Amount.read(Cell::Text("1e3")), Ok(Some(1000.0)));
        assert_eq!(Kind::Signed.read(Cell::Text("-2.5")), Ok(Some(-2.5)));
        assert_eq!(Kind::Class.read(Cell::Text("2")), Ok(Some(2.0)));
        assert_eq!(Kind::Part.read(Cell::Number(1.0)), Ok(Some(1.0)));
        assert_eq!(Kind::Part.read(Cell::Blank), Ok(None));
    }

    #[test]
    fn what_is_no_number_is_told_with_what_to_write() {
        assert!(wrong(Kind::Amount, "1,000").contains("without separators"));
        assert!(wrong(Kind::Amount, "$5").contains("no number"));
        assert!(wrong(Kind::Amount, "5 bn").contains("without unit"));
        assert!(wrong(Kind::Amount, "NaN").contains("write one, or 0"));
        assert!(wrong(Kind::Amount, "inf").contains("not finite"));
        assert!(wrong(Kind::Amount, "1e999").contains("not finite"));
        assert!(wrong(Kind::Amount, "-1").contains("negative"));
        assert_eq!(wrong(Kind::Part, "35"), "`35` is above 1; for 35% write 0.35");
        assert!(wrong(Kind::Part, "35%").contains("write 5% as 0.05"));
        assert!(wrong(Kind::Class, "1.5").contains("no class"));
    }
}
