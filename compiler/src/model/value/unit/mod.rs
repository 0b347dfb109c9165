//! Units. In: the words behind a number, and the units that glossaries declare. Out: a [`Unit`] with its exact scale.
//!
//! Physical units come from a library's table (see `library.rs`); time, money and percent follow the language.
//! Absent: where a glossary stands, spans, messages.

mod library;
mod measure;
mod money;
mod parse;
mod spelling;
mod time;

use std::{fmt, sync::Arc};

use smol_str::SmolStr;

pub use measure::{Base, Dimension, Measure, Scale};
pub use money::Currency;
pub use spelling::Completion;
pub use time::TimeUnit;

use super::{
    number::{self, Decimal, Rational},
    quantity::Quantity,
};

/// What an amount is counted in. Equal units are the same unit, not just comparable ones: `m` differs from `cm`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A plain number.
    #[default]
    None,
    Percent,
    Money(Currency),
    Time(TimeUnit),
    /// A physical unit or one that a glossary declares.
    Measure(Arc<Measure>),
    /// `mg/dL`.
    Compound(Compound),
    /// A word, or a compound with a word, that nobody knows. It compares with nothing, not even with itself.
    Unknown(SmolStr),
}

/// A product of powers of units, none of which is a compound, a plain number or unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Compound(Arc<[(Unit, i8)]>);

impl Compound {
    pub fn terms(&self) -> &[(Unit, i8)] {
        &self.0
    }

    /// The product of the scales of its terms.
    fn scale(&self) -> Option<Scale> {
        let mut whole = Scale::new(Dimension::default(), number::whole(1));
        for (unit, power) in self.terms() {
            // In a compound a temperature is a difference, without its offset.
            let part = unit.scale()?;
            whole.dimension = whole.dimension.times(&part.dimension, *power);
            whole.factor *= number::power(&part.factor, *power)?;
        }
        Some(whole)
    }
}

/// A unit of a glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// `unit tablet`: a base of its own.
    Base,
    /// `unit dose = 5 mg`.
    Derived(Quantity),
}

/// The units that the glossaries at hand declare. A closure `|word| …` is one.
pub trait DeclaredUnits {
    /// The declaration of exactly this word; plurals are tried by the caller.
    fn declaration(&self, word: &str) -> Option<Declaration>;

    /// All declared words, for suggestions.
    fn words(&self) -> Vec<SmolStr> {
        Vec::new()
    }
}

impl<F: Fn(&str) -> Option<Declaration>> DeclaredUnits for F {
    fn declaration(&self, word: &str) -> Option<Declaration> {
        self(word)
    }
}

/// No glossary.
#[derive(Clone, Copy, Debug)]
pub struct NoUnits;

impl DeclaredUnits for NoUnits {
    fn declaration(&self, _word: &str) -> Option<Declaration> {
        None
    }
}

/// What kind of thing a unit measures, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Percent,
    Money,
    /// Seconds to weeks.
    Time,
    BusinessDays,
    /// Months and years.
    Months,
    /// By the name of what it measures: `length`.
    Physical(&'static str),
    /// Anything else, by its unit.
    Other(SmolStr),
    Unknown,
}

impl Unit {
    /// The unit of the words behind a number, or `None` where there are none. White space counts as one space.
    /// Time is tried first, then what is declared, then money, then the library; words that nobody knows are
    /// [`Unit::Unknown`].
    pub fn parse(text: &str, declared: &dyn DeclaredUnits) -> Option<Self> {
        parse::unit(text, declared)
    }

    /// The spelling that the unknown `text` was meant for, if one is near; looks into the parts of a compound.
    pub fn suggest(text: &str, declared: &dyn DeclaredUnits) -> Option<SmolStr> {
        parse::suggest(text, declared)
    }

    /// The common spellings with a line about each, from data; what glossaries declare is not among them.
    pub fn completions() -> impl Iterator<Item = Completion> {
        spelling::completions()
    }

    /// How it leads to its bases; `None` for an unknown unit.
    pub fn scale(&self) -> Option<Scale> {
        Some(match self {
            Self::None => Scale::new(Dimension::default(), number::whole(1)),
            Self::Percent => Scale::of(Base::Percent),
            Self::Money(currency) => Scale::of(Base::Money(*currency)),
            Self::Time(unit) => Scale::of_time(*unit),
            Self::Measure(measure) => measure.scale.clone(),
            Self::Compound(compound) => {
                let mut scale = compound.scale()?;
                if scale.dimension.is_number() {
                    // `mg/kg` is a proportion as `ppm` is one, and no plain number.
                    scale.dimension = Dimension::of(Base::Library(SmolStr::new_static("part")));
                }
                scale
            }
            Self::Unknown(_) => return None,
        })
    }

    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }

    /// Whether amounts in both can be compared; an unknown unit with none.
    pub fn is_comparable(&self, other: &Self) -> bool {
        match (self.scale(), other.scale()) {
            (Some(own), Some(other)) => own.dimension == other.dimension,
            _ => false,
        }
    }

    /// The smallest amount of money, `0.01` for USD; `None` where amounts are dense.
    pub fn smallest_step(&self) -> Option<Decimal> {
        match self {
            Self::Money(currency) => currency.smallest_step(),
            _ => None,
        }
    }

    pub fn kind(&self) -> Kind {
        let Some(scale) = self.scale() else { return Kind::Unknown };
        let dimension = &scale.dimension;
        match dimension.single() {
            _ if dimension.is_number() => Kind::Number,
            Some(Base::Percent) => Kind::Percent,
            Some(Base::Money(_)) => Kind::Money,
            Some(Base::BusinessDay) => Kind::BusinessDays,
            Some(Base::Month) => Kind::Months,
            Some(Base::Library(base)) if base == "second" => Kind::Time,
            // A part that cancels is part of the meaning: `mg/kg/day` is no frequency.
            None if self.factors().len() > dimension.powers().count() => Kind::Other(self.symbol()),
            _ => physical(dimension).map_or_else(|| Kind::Other(self.symbol()), Kind::Physical),
        }
    }

    /// As it stands behind an amount that is not 1: `USD`, `days`, `mg/dL`; empty for a plain number.
    pub fn symbol(&self) -> SmolStr {
        match self {
            Self::None => SmolStr::default(),
            Self::Percent => SmolStr::new_static("%"),
            Self::Money(currency) => SmolStr::new_static(currency.code()),
            Self::Time(unit) => SmolStr::new_static(unit.plural()),
            Self::Measure(measure) => measure.spelling.clone(),
            Self::Compound(compound) => compound.to_string().into(),
            Self::Unknown(words) => words.clone(),
        }
    }

    /// The unit as a product of powers, a simple one being its own; none for a plain number or an unknown one.
    pub(super) fn factors(&self) -> Vec<(Self, i8)> {
        match self {
            Self::None | Self::Unknown(_) => Vec::new(),
            Self::Compound(compound) => compound.terms().to_vec(),
            simple => vec![(simple.clone(), 1)],
        }
    }

    /// The factor of a compound that is a plain number under two names, as hertz by seconds is.
    pub(super) fn hidden_number(&self) -> Option<Rational> {
        match self {
            Self::Compound(compound) => compound.scale().filter(|scale| scale.dimension.is_number()).map(|scale| scale.factor),
            _ => None,
        }
    }

    /// The product of `terms`: the unit itself where there is one, a plain number where there is none.
    pub(super) fn product(terms: Vec<(Self, i8)>) -> Self {
        match terms.as_slice() {
            [] => Self::None,
            [(unit, 1)] => unit.clone(),
            _ => Self::Compound(Compound(terms.into())),
        }
    }
}

/// The name of what a dimension measures, where it has a common one.
fn physical(dimension: &Dimension) -> Option<&'static str> {
    const NAMES: [(&[(&str, i8)], &str); 20] = [
        (&[("meter", 1)], "length"),
        (&[("meter", 2)], "area"),
        (&[("meter", 3)], "volume"),
        (&[("kilogram", 1)], "mass"),
        (&[("kelvin", 1)], "temperature"),
        (&[("ampere", 1)], "electric current"),
        (&[("mole", 1)], "amount of substance"),
        (&[("candela", 1)], "luminous intensity"),
        (&[("bit", 1)], "amount of data"),
        (&[("degree", 1)], "angle"),
        (&[("radian", 1)], "angle"),
        (&[("part", 1)], "proportion"),
        (&[("meter", 1), ("second", -1)], "speed"),
        (&[("second", -1)], "frequency"),
        (&[("degree", 1), ("second", -1)], "speed of rotation"),
        (&[("kilogram", 1), ("meter", -1), ("second", -2)], "pressure"),
        (&[("kilogram", 1), ("meter", -3)], "concentration"),
        (&[("kilogram", 1), ("meter", 2), ("second", -2)], "energy"),
        (&[("kilogram", 1), ("meter", 2), ("second", -3)], "power"),
        (&[("ampere", -1), ("kilogram", 1), ("meter", 2), ("second", -3)], "voltage"),
    ];
    let same = |powers: &[(&str, i8)]| {
        let library = |(base, power): (&Base, i8)| match base {
            Base::Library(name) => powers.contains(&(name.as_str(), power)),
            _ => false,
        };
        dimension.powers().count() == powers.len() && dimension.powers().all(library)
    };
    NAMES.iter().find(|(powers, _)| same(powers)).map(|(_, name)| *name)
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.symbol())
    }
}

impl fmt::Display for Compound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let symbol = |unit: &Unit| match unit {
            Unit::Time(time) => SmolStr::new_static(time.symbol()),
            other => other.symbol(),
        };
        let mut first = true;
        let (above, below): (Vec<_>, Vec<_>) = self.terms().iter().partition(|(_, power)| *power > 0);
        for (unit, power) in above.into_iter().chain(below) {
            f.write_str(match (first, *power > 0) {
                (_, false) => "/",
                (true, true) => "",
                (false, true) => "*",
            })?;
            first = false;
            f.write_str(&symbol(unit))?;
            if power.unsigned_abs() != 1 {
                write!(f, "^{}", power.unsigned_abs())?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number => f.write_str("a plain number"),
            Self::Percent => f.write_str("a percentage"),
            Self::Money => f.write_str("money"),
            Self::Time => f.write_str("a time"),
            Self::BusinessDays => f.write_str("a number of business days"),
            Self::Months => f.write_str("a number of months or years"),
            Self::Physical(name) => {
                let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
                write!(f, "{article} {name}")
            }
            Self::Other(unit) => write!(f, "a quantity in `{unit}`"),
            Self::Unknown => f.write_str("a quantity in an unknown unit"),
        }
    }
}

#[cfg(test)]
mod tests;
