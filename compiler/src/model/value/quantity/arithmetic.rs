//! Sums, products and conversions. In: quantities. Out: an exact quantity, or why there is none.

use std::fmt;

use super::{Incomparable, Quantity};
use crate::model::value::{
    number::{self, Decimal, MAX_DIGITS, Rational},
    unit::Unit,
};

/// Why there is no exact result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incalculable {
    Incomparable(Incomparable),
    /// It has no decimal of at most 28 digits, as one third has none, or is too large.
    NotDecimal,
    /// A temperature on a scale that does not start at absolute zero: such a scale has no sums with another
    /// scale, no products and no ratios.
    Temperature(Unit),
    DivisionByZero,
}

impl fmt::Display for Incalculable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomparable(why) => why.fmt(f),
            Self::NotDecimal => write!(f, "the result has no exact decimal of at most {MAX_DIGITS} digits"),
            Self::Temperature(unit) => write!(f, "`{unit}` does not start at absolute zero, so it has no such result"),
            Self::DivisionByZero => f.write_str("nothing can be divided by zero"),
        }
    }
}

impl From<Incomparable> for Incalculable {
    fn from(why: Incomparable) -> Self {
        Self::Incomparable(why)
    }
}

impl Quantity {
    /// It in another unit, exactly; [`amount_in`](Self::amount_in) where a fraction will do.
    pub fn convert(&self, unit: &Unit) -> Result<Self, Incalculable> {
        if self.unit == *unit && unit.is_known() {
            return Ok(Self { amount: self.amount, unit: unit.clone() });
        }
        exact(&self.amount_in(unit)?, unit.clone())
    }

    /// The sum, in the unit of `self`, or in that of `other` where only there it is a decimal.
    pub fn add(&self, other: &Self) -> Result<Self, Incalculable> {
        self.sum(other, |left, right| left + right)
    }

    /// The difference, in a unit as for [`add`](Self::add).
    pub fn sub(&self, other: &Self) -> Result<Self, Incalculable> {
        self.sum(other, |left, right| left - right)
    }

    fn sum(&self, other: &Self, of: fn(Rational, Rational) -> Rational) -> Result<Self, Incalculable> {
        if let Some(why) = Incomparable::between(&self.unit, &other.unit) {
            return Err(why.into());
        }
        if self.unit != other.unit {
            only_ratio_scales([&self.unit, &other.unit])?;
        }
        let own = of(number::rational(self.amount), other.amount_in(&self.unit)?);
        exact(&own, self.unit.clone()).or_else(|_| {
            let others = of(self.amount_in(&other.unit)?, number::rational(other.amount));
            exact(&others, other.unit.clone())
        })
    }

    pub fn neg(&self) -> Self {
        Self { amount: -self.amount, unit: self.unit.clone() }
    }

    /// `by` times the amount.
    pub fn scale(&self, by: Decimal) -> Result<Self, Incalculable> {
        exact(&(number::rational(self.amount) * number::rational(by)), self.unit.clone())
    }

    /// The product. A percentage takes its part; units that cancel do: `100 mL/h * 30 minutes` is `50 mL`.
    pub fn product(&self, other: &Self) -> Result<Self, Incalculable> {
        let (own, by) = (number::rational(self.amount), number::rational(other.amount));
        match (&self.unit, &other.unit) {
            (_, Unit::Unknown(word)) | (Unit::Unknown(word), _) => Err(Incomparable::Unknown(word.clone()).into()),
            (unit, Unit::None) | (Unit::None, unit) => exact(&(own * by), unit.clone()),
            (unit, Unit::Percent) | (Unit::Percent, unit) => exact(&(own * by / number::whole(100)), unit.clone()),
            (left, right) => combine(own * by, left, right, 1),
        }
    }

    /// The ratio. Units of one dimension give a plain number, others a compound: `cm` by `m` is a number,
    /// `mL` by `h` is `mL/h`.
    pub fn ratio(&self, other: &Self) -> Result<Self, Incalculable> {
        let (own, by) = (number::rational(self.amount), number::rational(other.amount));
        if let (Unit::Unknown(word), _) | (_, Unit::Unknown(word)) = (&self.unit, &other.unit) {
            return Err(Incomparable::Unknown(word.clone()).into());
        }
        if number::is_zero(&by) {
            return Err(Incalculable::DivisionByZero);
        }
        match (&self.unit, &other.unit) {
            (unit, Unit::None) => exact(&(own / by), unit.clone()),
            (Unit::Percent, Unit::Percent) => exact(&(own / by), Unit::None),
            (unit, Unit::Percent) => exact(&(own * number::whole(100) / by), unit.clone()),
            (left, right) => combine(own / by, left, right, -1),
        }
    }
}

/// `amount` of `left` times `right` to the `power`, with what cancels taken out.
fn combine(mut amount: Rational, left: &Unit, right: &Unit, power: i8) -> Result<Quantity, Incalculable> {
    only_ratio_scales([left, right])?;
    let mut terms = left.factors();
    for (unit, own_power) in right.factors() {
        let own_power = own_power.saturating_mul(power);
        let scale = unit.scale().ok_or(Incalculable::NotDecimal)?;
        let same = |cancels: bool| {
            terms.iter().position(|(term, power)| {
                (power.signum() != own_power.signum()) == cancels && term.scale().is_some_and(|other| other.dimension == scale.dimension)
            })
        };
        let same = same(true).or_else(|| same(false)).and_then(|at| terms.get_mut(at));
        match same {
            None => terms.push((unit, own_power)),
            Some((term, power)) => {
                let factor = scale.factor / term.scale().ok_or(Incalculable::NotDecimal)?.factor;
                amount *= number::power(&factor, own_power).ok_or(Incalculable::NotDecimal)?;
                *power = power.saturating_add(own_power);
            }
        }
        terms.retain(|(_, power)| *power != 0);
    }
    let unit = Unit::product(terms);
    match unit.hidden_number() {
        Some(factor) => exact(&(amount * factor), Unit::None),
        None => exact(&amount, unit),
    }
}

fn only_ratio_scales(units: [&Unit; 2]) -> Result<(), Incalculable> {
    match units.into_iter().find(|unit| unit.scale().is_some_and(|scale| scale.has_offset())) {
        Some(unit) => Err(Incalculable::Temperature(unit.clone())),
        None => Ok(()),
    }
}

fn exact(amount: &Rational, unit: Unit) -> Result<Quantity, Incalculable> {
    let amount = number::decimal(amount).ok_or(Incalculable::NotDecimal)?;
    Ok(Quantity { amount, unit })
}
