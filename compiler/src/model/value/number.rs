//! Exact numbers. In: the digits of a text. Out: decimals, and rationals for conversions; never a binary float.
//!
//! The only file that names the crates for decimals and rationals.

use std::fmt;

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

/// A decimal of at most [`MAX_DIGITS`] digits, as written: `1.50` equals `1.5` and keeps its zero.
pub use rust_decimal::Decimal;

/// An exact fraction of any size.
pub type Rational = num_rational::BigRational;

/// How many digits a number may have, before and behind its point together.
pub const MAX_DIGITS: usize = 28;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Not digits with at most one point between them.
    NotANumber,
    /// More than [`MAX_DIGITS`] digits; says how many.
    TooManyDigits(usize),
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("a number is written with digits and at most one point"),
            Self::TooManyDigits(digits) => {
                write!(f, "a number has at most {MAX_DIGITS} digits, this one has {digits}")
            }
        }
    }
}

/// The number that `text` writes: `12`, `12.5`; no sign, no exponent, no separator of thousands.
pub fn parse(text: &str) -> Result<Decimal, NumberError> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits_only(whole) || !digits_only(fraction) {
        return Err(NumberError::NotANumber);
    }
    let written = text.trim_start_matches('0').bytes().filter(u8::is_ascii_digit).count();
    if written > MAX_DIGITS {
        return Err(NumberError::TooManyDigits(written));
    }
    Decimal::from_str_exact(text.trim_start_matches('0')).or_else(|_| {
        // Nothing but zeros, or none before the point.
        let text = format!("0{}", text.trim_start_matches('0'));
        Decimal::from_str_exact(&text).map_err(|_| NumberError::TooManyDigits(written))
    })
}

/// `decimal` as a fraction.
pub fn rational(decimal: Decimal) -> Rational {
    let denominator = 10_u128.checked_pow(decimal.scale()).unwrap_or(1);
    Rational::new(BigInt::from(decimal.mantissa()), BigInt::from(denominator))
}

/// `value` as a decimal, or `None` where it has none of [`MAX_DIGITS`] digits, as one third.
pub fn decimal(value: &Rational) -> Option<Decimal> {
    // The least power of ten that the denominator divides, found from its twos and fives.
    let mut rest = value.denom().clone();
    let mut scale = 0;
    for prime in [2_u8, 5] {
        let mut power = 0;
        while rest.clone() % prime == BigInt::zero() {
            rest /= prime;
            power += 1;
            if power > MAX_DIGITS as u32 {
                return None;
            }
        }
        scale = scale.max(power);
    }
    if rest != BigInt::from(1) {
        return None;
    }
    let mantissa = value.numer() * BigInt::from(10).pow(scale) / value.denom();
    Decimal::try_from_i128_with_scale(mantissa.to_i128()?, scale).ok()
}

/// `value` to the nearest decimal with `places` digits behind its point, halves away from zero.
/// For showing only. `None` where it is too large.
pub fn rounded(value: &Rational, places: u32) -> Option<Decimal> {
    let scale = Rational::from_integer(BigInt::from(10).pow(places));
    let mantissa = (value * scale).round().to_integer();
    Some(Decimal::try_from_i128_with_scale(mantissa.to_i128()?, places).ok()?.normalize())
}

/// The fraction that `text` writes as `5463/20` or `12`.
pub(super) fn parse_fraction(text: &str) -> Option<Rational> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let denominator: BigInt = denominator.parse().ok()?;
    if denominator.is_zero() {
        return None;
    }
    Some(Rational::new(numerator.parse().ok()?, denominator))
}

/// A whole number as a fraction.
pub(super) fn whole(value: i64) -> Rational {
    Rational::from_integer(BigInt::from(value))
}

/// `value` if it is whole and small enough.
pub(super) fn to_whole(value: &Rational) -> Option<i64> {
    if value.is_integer() { value.to_integer().to_i64() } else { None }
}

/// The least whole number at or above `value`.
pub(super) fn ceiling(value: &Rational) -> Rational {
    value.ceil()
}

/// Whether `value` is zero.
pub(super) fn is_zero(value: &Rational) -> bool {
    value.is_zero()
}

/// `value` to a whole power, or `None` for zero to a negative one.
pub(super) fn power(value: &Rational, power: i8) -> Option<Rational> {
    if value.is_zero() && power < 0 {
        return None;
    }
    Some(value.pow(i32::from(power)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_as_written() {
        for text in ["12", "12.5", "0", "0.05", "1.50", "79228162514264337593543950"] {
            assert_eq!(parse(text).map(|number| number.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(parse("007"), Ok(Decimal::from(7)));
        assert_eq!(parse("000"), Ok(Decimal::ZERO));
        assert_eq!(parse("0.0"), Ok(Decimal::ZERO));
    }

    #[test]
    fn what_is_no_number_is_a_value() {
        for text in ["", ".", "1.", ".5", "1e5", "-1", "1,000", "1.2.3", "٣", "NaN"] {
            assert_eq!(parse(text), Err(NumberError::NotANumber), "{text}");
        }
        let long = "1".repeat(29);
        assert_eq!(parse(&long), Err(NumberError::TooManyDigits(29)));
        assert_eq!(NumberError::TooManyDigits(29).to_string(), "a number has at most 28 digits, this one has 29");
        assert!(parse(&"9".repeat(28)).is_ok());
        assert_eq!(parse(&format!("0.{}1", "0".repeat(30))), Err(NumberError::TooManyDigits(31)));
        assert!(parse(&"9".repeat(1_000_000)).is_err());
    }

    #[test]
    fn rationals_become_decimals_only_where_they_are() {
        let ratio = |text| parse_fraction(text).unwrap();
        assert_eq!(decimal(&ratio("381/1250")), parse("0.3048").ok());
        assert_eq!(decimal(&ratio("-1/8")), Some(-parse("0.125").unwrap()));
        assert_eq!(decimal(&ratio("1/3")), None);
        assert_eq!(decimal(&power(&whole(10), 40).unwrap()), None);
        assert_eq!(rounded(&ratio("2/3"), 2), parse("0.67").ok());
        assert_eq!(parse_fraction("1/0"), None);
        assert_eq!(parse_fraction("1.5"), None);
    }
}
