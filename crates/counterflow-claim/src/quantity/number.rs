//! Digits to exact decimals, strictly: what is not certain to be a number is refused.

use rust_decimal::Decimal;

/// Amounts are at most this large, so that a million of them can be added exactly.
const LARGEST: Decimal = Decimal::from_parts(0xDEA0_0000, 0x35C9_ADC5, 0x36, false, 0);

/// Why digits are no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Not of the form of a number.
    Form,
    /// A comma that does not stand before three digits.
    Comma,
    /// More digits than are kept, or too large or too small.
    Size,
    /// A zero with a sign.
    SignedZero,
}

/// The end of the number that a text starts with: sign, digits, commas and one point.
pub fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut end = sign;
    while let Some(byte) = bytes.get(end) {
        let more = match byte {
            b'0'..=b'9' => true,
            b'.' | b',' => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
            _ => false,
        };
        if !more {
            break;
        }
        end += 1;
    }
    if end == sign { 0 } else { end }
}

/// Reads a number: an optional sign, digits with or without commas in groups of three, and an
/// optional point with digits. Exact, or an error.
///
/// # Errors
///
/// [`NumberError`] says why the text is no number.
pub fn number(text: &str) -> Result<Decimal, NumberError> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    if !all_digits(fraction) || whole.is_empty() {
        return Err(NumberError::Form);
    }
    if whole.contains(',') {
        grouped(whole)?;
        return parse(&text.replace(',', ""));
    }
    if !all_digits(whole) {
        return Err(NumberError::Form);
    }
    parse(text)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn grouped(whole: &str) -> Result<(), NumberError> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let well = all_digits(first) && first.len() <= 3;
    let well = well && groups.all(|group| group.len() == 3 && all_digits(group));
    if well { Ok(()) } else { Err(NumberError::Comma) }
}

fn parse(text: &str) -> Result<Decimal, NumberError> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let value = Decimal::from_str_exact(text).map_err(|_| NumberError::Size)?;
    if value.is_zero() && text.starts_with('-') {
        return Err(NumberError::SignedZero);
    }
    Ok(value)
}

/// Multiplies by a scale, exactly.
///
/// # Errors
///
/// [`NumberError::Size`] if the product is too large or has too many digits.
pub fn scaled(value: Decimal, scale: Decimal) -> Result<Decimal, NumberError> {
    if scale == Decimal::ONE && value.abs() <= LARGEST {
        return Ok(value);
    }
    let product = value.checked_mul(scale).ok_or(NumberError::Size)?;
    if product.abs() > LARGEST || !(fits(value, scale) || is_quotient(value, product, scale)) {
        return Err(NumberError::Size);
    }
    Ok(product)
}

/// Whether a product is certain to be held without rounding: 96 bits of digits, 28 of them behind
/// the point.
fn fits(a: Decimal, b: Decimal) -> bool {
    let bits = |number: Decimal| 128 - number.mantissa().unsigned_abs().leading_zeros();
    bits(a) + bits(b) <= 96 && a.scale() + b.scale() <= 28
}

/// Whether a product that may have been rounded was not.
fn is_quotient(value: Decimal, product: Decimal, scale: Decimal) -> bool {
    scale.is_zero() || product.checked_div(scale) == Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_amount_is_ten_to_the_21() {
        assert_eq!(LARGEST.to_string(), "1000000000000000000000");
    }

    #[test]
    fn products_are_exact_or_refused() {
        let third = Decimal::ONE / Decimal::from(3);
        assert_eq!(
            scaled(Decimal::new(15, 1), Decimal::from(1_000_000_000)),
            Ok(Decimal::from(1_500_000_000))
        );
        assert_eq!(scaled(third, Decimal::new(1, 2)), Err(NumberError::Size));
        assert_eq!(scaled(third, Decimal::ONE), Ok(third));
        assert_eq!(scaled(LARGEST, Decimal::ONE), Ok(LARGEST));
        assert_eq!(scaled(LARGEST, Decimal::TWO), Err(NumberError::Size));
        assert_eq!(scaled(LARGEST + Decimal::ONE, Decimal::ONE), Err(NumberError::Size));
    }

    #[test]
    fn only_numbers_are_read() {
        assert_eq!(number("214,776,632"), Ok(Decimal::from(214_776_632)));
        assert_eq!(number("1,5"), Err(NumberError::Comma));
        assert_eq!(number("1,000.5"), Ok(Decimal::new(10005, 1)));
        assert_eq!(number("-0"), Err(NumberError::SignedZero));
        assert_eq!(number(&"9".repeat(10_000)), Err(NumberError::Size));
        assert_eq!(number("1e9"), Err(NumberError::Form));
        assert_eq!(number("NaN"), Err(NumberError::Form));
        assert_eq!(number("."), Err(NumberError::Form));
    }
}
