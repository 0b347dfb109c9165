//! The order of quantities. In: two quantities. Out: which is more, exactly, or why nobody can say.

use std::{cmp::Ordering, fmt};

use smol_str::SmolStr;

use super::Quantity;
use crate::model::value::{
    number::{self, Decimal, Rational},
    unit::{Base, Currency, Kind, Unit},
};

/// Why two units have no order or conversion. Where two units are named, the first is the left one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incomparable {
    /// Money in different currencies.
    Currencies(Currency, Currency),
    /// Business days against any other time; [`Quantity::calendar_bounds`] gives bounds in calendar days.
    BusinessDays(Unit, Unit),
    /// Months or years against seconds to weeks.
    Months(Unit, Unit),
    /// A plain number against a unit.
    WithoutUnit(Unit, Unit),
    /// A percentage against anything else.
    Percent(Unit, Unit),
    /// A unit that nobody knows.
    Unknown(SmolStr),
    /// Different things: money and length.
    Kinds(Unit, Unit),
}

impl Incomparable {
    /// Why the units do not compare, or `None` where they do.
    pub fn between(left: &Unit, right: &Unit) -> Option<Self> {
        if let Unit::Unknown(word) = left {
            return Some(Self::Unknown(word.clone()));
        }
        if let Unit::Unknown(word) = right {
            return Some(Self::Unknown(word.clone()));
        }
        if left == right || left.is_comparable(right) {
            return None;
        }
        let pair = |make: fn(Unit, Unit) -> Self| Some(make(left.clone(), right.clone()));
        let is_time = |kind: &Kind| matches!(kind, Kind::Time | Kind::BusinessDays | Kind::Months);
        match (left.kind(), right.kind()) {
            (Kind::Money, Kind::Money) => match (currency(left), currency(right)) {
                (Some(left), Some(right)) => Some(Self::Currencies(left, right)),
                _ => pair(Self::Kinds),
            },
            (Kind::BusinessDays, other) | (other, Kind::BusinessDays) if is_time(&other) => pair(Self::BusinessDays),
            (Kind::Months, Kind::Time) | (Kind::Time, Kind::Months) => pair(Self::Months),
            (Kind::Percent, _) | (_, Kind::Percent) => pair(Self::Percent),
            (Kind::Number, _) | (_, Kind::Number) => pair(Self::WithoutUnit),
            _ => pair(Self::Kinds),
        }
    }
}

fn currency(unit: &Unit) -> Option<Currency> {
    match unit.scale()?.dimension.single() {
        Some(Base::Money(currency)) => Some(*currency),
        _ => None,
    }
}

impl fmt::Display for Incomparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currencies(left, right) => write!(f, "`{left}` and `{right}` are different currencies"),
            Self::BusinessDays(left, right) => {
                write!(f, "`{left}` and `{right}` do not compare, since weekends and holidays lie between business days")
            }
            Self::Months(left, right) => {
                write!(f, "`{left}` and `{right}` do not compare, since months have different lengths")
            }
            Self::WithoutUnit(Unit::None, unit) | Self::WithoutUnit(unit, _) => {
                write!(f, "one side has the unit `{unit}` and the other has none")
            }
            Self::Percent(left, right) | Self::Kinds(left, right) => {
                let (kind, other) = (left.kind(), right.kind());
                if kind == other { write!(f, "`{left}` and `{right}` are not units of one scale") } else { write!(f, "{kind} does not compare with {other}") }
            }
            Self::Unknown(word) => write!(f, "`{word}` is not a known unit"),
        }
    }
}

impl Quantity {
    /// The exact order of the two. An unknown unit has none, not even with itself.
    pub fn compare(&self, other: &Self) -> Result<Ordering, Incomparable> {
        if let Some(why) = Incomparable::between(&self.unit, &other.unit) {
            return Err(why);
        }
        if self.unit == other.unit {
            return Ok(self.amount.cmp(&other.amount));
        }
        let order = self.magnitude().partial_cmp(&other.magnitude());
        order.ok_or_else(|| Incomparable::Kinds(self.unit.clone(), other.unit.clone()))
    }

    /// Its amount in another unit, exactly.
    pub fn amount_in(&self, unit: &Unit) -> Result<Rational, Incomparable> {
        if let Some(why) = Incomparable::between(&self.unit, unit) {
            return Err(why);
        }
        match (self.magnitude(), unit.scale()) {
            _ if self.unit == *unit => Ok(number::rational(self.amount)),
            (Some(magnitude), Some(scale)) => Ok((magnitude.value - scale.offset) / scale.factor),
            _ => Err(Incomparable::Kinds(self.unit.clone(), unit.clone())),
        }
    }

    /// It in another unit, its amount rounded to `places` digits behind the point: for showing only.
    /// `None` where it does not convert or is too large.
    pub fn rounded_in(&self, unit: &Unit, places: u32) -> Option<Self> {
        let amount: Decimal = number::rounded(&self.amount_in(unit).ok()?, places)?;
        Some(Self { amount, unit: unit.clone() })
    }
}
