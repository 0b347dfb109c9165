//! What a unit measures and how much of it. In: a definition. Out: dimension, factor and offset, exact.

use std::hash::{Hash, Hasher};

use smol_str::SmolStr;

use super::{Currency, TimeUnit, time::TimeBase};
use crate::model::value::number::{self, Rational};

/// What every unit comes down to. Two units compare if they have the same powers of the same bases.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// One hundredth of something.
    Percent,
    Money(Currency),
    BusinessDay,
    Month,
    /// A base of the library: `meter`, `second`, `degree`.
    Library(SmolStr),
    /// A word that a glossary declares without a definition.
    Declared(SmolStr),
}

/// Powers of bases, sorted, none of them zero. Empty for plain numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension(Vec<(Base, i8)>);

impl Dimension {
    pub fn of(base: Base) -> Self {
        Self(vec![(base, 1)])
    }

    /// Multiply by `other` to the `power`th; an exponent stops at the ends of its range.
    pub fn times(mut self, other: &Self, power: i8) -> Self {
        for (base, exponent) in &other.0 {
            let more = exponent.saturating_mul(power);
            match self.0.iter_mut().find(|(own, _)| own == base) {
                Some((_, exponent)) => *exponent = exponent.saturating_add(more),
                None => self.0.push((base.clone(), more)),
            }
        }
        self.0.retain(|(_, exponent)| *exponent != 0);
        self.0.sort();
        self
    }

    pub fn is_number(&self) -> bool {
        self.0.is_empty()
    }

    /// The base, if there is just one and its power is 1.
    pub fn single(&self) -> Option<&Base> {
        match self.0.as_slice() {
            [(base, 1)] => Some(base),
            _ => None,
        }
    }

    pub fn powers(&self) -> impl Iterator<Item = (&Base, i8)> {
        self.0.iter().map(|(base, exponent)| (base, *exponent))
    }
}

/// An amount `n` in the unit is `n * factor + offset` of the bases; only temperatures have an offset.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    pub dimension: Dimension,
    pub factor: Rational,
    pub offset: Rational,
}

impl Scale {
    pub fn new(dimension: Dimension, factor: Rational) -> Self {
        Self { dimension, factor, offset: number::whole(0) }
    }

    pub fn of(base: Base) -> Self {
        Self::new(Dimension::of(base), number::whole(1))
    }

    pub fn of_time(unit: TimeUnit) -> Self {
        let (length, base) = unit.length();
        let base = match base {
            TimeBase::Second => Base::Library(SmolStr::new_static("second")),
            TimeBase::BusinessDay => Base::BusinessDay,
            TimeBase::Month => Base::Month,
        };
        Self::new(Dimension::of(base), number::whole(length))
    }

    pub fn has_offset(&self) -> bool {
        !number::is_zero(&self.offset)
    }
}

/// A unit with a word of its own, from the library's table or a glossary. Two are equal if they have one scale:
/// `inch` and `inches`.
#[derive(Clone, Debug)]
pub struct Measure {
    /// As written: `mmHg`, `tablet`.
    pub spelling: SmolStr,
    /// Whether a glossary declares it.
    pub declared: bool,
    pub scale: Scale,
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.scale == other.scale
    }
}

impl Eq for Measure {}

impl Hash for Measure {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scale.hash(state);
    }
}
