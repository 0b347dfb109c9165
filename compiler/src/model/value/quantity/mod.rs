//! Amounts with units. In: a decimal and a unit. Out: their exact order, conversions and sums, and what a person types.
//!
//! Amounts compare where their units have one dimension. Seconds to weeks compare with each other (a day is 24 hours),
//! months with years, business days and currencies only with themselves; business days have bounds in calendar days.
//! Absent: rounding, except where it is asked for by name.

mod arithmetic;
mod comparison;

use std::{cmp::Ordering, fmt};

use super::{
    number::{self, Decimal, Rational},
    unit::{Dimension, TimeUnit, Unit},
};

pub use arithmetic::Incalculable;
pub use comparison::Incomparable;

/// An amount of a unit. Equal quantities are written alike but for zeros at the end and the spelling of the unit;
/// `1 m` and `100 cm` differ here and [`compare`](Self::compare) as equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    pub amount: Decimal,
    pub unit: Unit,
}

/// How much of its bases a quantity is. Equal quantities of different units have equal magnitudes; it sorts
/// and hashes, so boundaries written in several units can be put in one order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Magnitude {
    pub dimension: Dimension,
    /// In the bases: metres, seconds, kelvin, months, units of a currency.
    pub value: Rational,
}

impl PartialOrd for Magnitude {
    /// `None` where the dimensions differ.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.dimension == other.dimension).then(|| self.value.cmp(&other.value))
    }
}

impl Quantity {
    pub fn new(amount: impl Into<Decimal>, unit: Unit) -> Self {
        Self { amount: amount.into(), unit }
    }

    /// A plain number.
    pub fn number(amount: impl Into<Decimal>) -> Self {
        Self::new(amount, Unit::None)
    }

    /// How much it is of its bases, exactly; `None` in an unknown unit.
    pub fn magnitude(&self) -> Option<Magnitude> {
        let scale = self.unit.scale()?;
        let value = number::rational(self.amount) * scale.factor + scale.offset;
        Some(Magnitude { dimension: scale.dimension, value })
    }

    /// The fewest and the most calendar days that business days can take without a calendar: at least `n`, at most
    /// `7 * ceil(n / 5)`. `None` for every other unit, for less than none, and where the most is too large.
    pub fn calendar_bounds(&self) -> Option<(Self, Self)> {
        if self.unit != Unit::Time(TimeUnit::BusinessDay) || self.amount.is_sign_negative() && !self.amount.is_zero() {
            return None;
        }
        let weeks = number::ceiling(&(number::rational(self.amount) / number::whole(5)));
        let most = number::decimal(&(weeks * number::whole(7)))?;
        let days = |amount| Self { amount, unit: Unit::Time(TimeUnit::Day) };
        Some((days(self.amount), days(most)))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut amount = self.amount.normalize();
        match &self.unit {
            Unit::None => write!(f, "{amount}"),
            Unit::Percent => write!(f, "{amount}%"),
            Unit::Money(currency) => {
                let digits = currency.minor_digits().unwrap_or(0);
                if amount.scale() > 0 && amount.scale() < digits {
                    amount.rescale(digits);
                }
                write!(f, "{amount} {currency}")
            }
            Unit::Time(unit) if amount.abs() == Decimal::ONE => write!(f, "{amount} {}", unit.singular()),
            unit => write!(f, "{amount} {unit}"),
        }
    }
}

#[cfg(test)]
mod tests;
