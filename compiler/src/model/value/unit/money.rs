//! Currencies. In: an ISO 4217 code. Out: its name and its smallest unit. The only file that names the crate with the list.

use std::{cmp::Ordering, fmt};

use crate::model::value::number::Decimal;

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The currency of a code in capitals, as `USD`; funds and metals have codes too.
    pub fn parse(code: &str) -> Option<Self> {
        let capitals = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if !capitals {
            return None;
        }
        iso_currency::Currency::from_code(code).map(Self)
    }

    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Its English name: "United States dollar".
    pub fn name(self) -> String {
        self.0.name().to_owned()
    }

    /// How many digits stand behind its point: 2 for USD, 0 for JPY, 3 for KWD, none for metals.
    pub fn minor_digits(self) -> Option<u32> {
        self.0.exponent().map(u32::from)
    }

    /// The smallest amount of it: 0.01 for USD.
    pub fn smallest_step(self) -> Option<Decimal> {
        self.minor_digits().and_then(|digits| Decimal::try_from_i128_with_scale(1, digits).ok())
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        <iso_currency::Currency as iso_currency::IntoEnumIterator>::iter().map(Self)
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        for (code, digits) in [("USD", Some(2)), ("JPY", Some(0)), ("KWD", Some(3)), ("EUR", Some(2)), ("XAU", None)] {
            let currency = Currency::parse(code).unwrap();
            assert_eq!(currency.minor_digits(), digits, "{code}");
            assert_eq!(currency.code(), code);
        }
        for text in ["usd", "US", "ZZZ", "USDT", "€", "ABC"] {
            assert_eq!(Currency::parse(text), None, "{text}");
        }
        assert!(Currency::all().count() > 150);
        assert!(Currency::all().all(|currency| Currency::parse(currency.code()) == Some(currency)));
    }
}
