//! Words to units. In: the words behind a number. Out: a unit; compounds are products of powers: `mg/kg/day`, `m^2`.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{Currency, Declaration, DeclaredUnits, Measure, NoUnits, Scale, TimeUnit, Unit, library, measure::Base, spelling};
use crate::model::value::number;

/// More terms than this are no unit.
const MOST_TERMS: usize = 8;

pub fn unit(text: &str, declared: &dyn DeclaredUnits) -> Option<Unit> {
    let words = one_spaced(text);
    if words.is_empty() {
        return None;
    }
    Some(simple(&words, declared).or_else(|| compound(&words, declared)).unwrap_or(Unit::Unknown(words)))
}

pub fn suggest(text: &str, declared: &dyn DeclaredUnits) -> Option<SmolStr> {
    let words = one_spaced(text);
    if let Some(near) = spelling::suggest(&words, declared) {
        return Some(near);
    }
    let mut parts = Vec::new();
    for (at, part) in words.split('/').enumerate().take(MOST_TERMS) {
        let known = (at > 0 && part.is_empty()) || simple(part, declared).is_some();
        parts.push(if known { part.into() } else { spelling::suggest(part, declared)? });
    }
    let near = parts.join("/");
    let known = parts.len() > 1 && near != words && unit(&near, declared).is_some_and(|unit| unit.is_known());
    known.then(|| near.into())
}

fn one_spaced(text: &str) -> SmolStr {
    if text.contains(char::is_whitespace) { text.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { text.into() }
}

/// A unit of one word, `business days` counting as one.
fn simple(word: &str, declared: &dyn DeclaredUnits) -> Option<Unit> {
    if word == "%" {
        return Some(Unit::Percent);
    }
    if let Some(time) = TimeUnit::parse(word) {
        return Some(Unit::Time(time));
    }
    if let Some(unit) = of_glossary(word, declared) {
        return Some(unit);
    }
    if let Some(currency) = Currency::parse(word) {
        return Some(Unit::Money(currency));
    }
    if let Some(compound) = spelling::short_for(word) {
        let scale = unit(compound, &NoUnits)?.scale()?;
        return Some(Unit::Measure(Arc::new(Measure { spelling: word.into(), declared: false, scale })));
    }
    library::find(word).map(Unit::Measure)
}

/// A declared unit, by its word or the plural of it.
fn of_glossary(word: &str, declared: &dyn DeclaredUnits) -> Option<Unit> {
    let singulars = [Some(word), word.strip_suffix('s'), word.strip_suffix("es")];
    let (name, declaration) = singulars.into_iter().flatten().find_map(|name| Some((name, declared.declaration(name)?)))?;
    let scale = match declaration {
        Declaration::Base => Scale::of(Base::Declared(name.into())),
        Declaration::Derived(value) => {
            let Some(mut scale) = value.unit.scale() else { return Some(Unit::Unknown(word.into())) };
            scale.factor *= number::rational(value.amount);
            if number::is_zero(&scale.factor) {
                return Some(Unit::Unknown(word.into()));
            }
            scale
        }
    };
    Some(Unit::Measure(Arc::new(Measure { spelling: word.into(), declared: true, scale })))
}

/// A product of powers, or `None` where a part of it is no unit.
fn compound(words: &str, declared: &dyn DeclaredUnits) -> Option<Unit> {
    let mut terms = Vec::new();
    for (at, part) in words.split('/').enumerate() {
        let sign = if at == 0 { 1 } else { -1 };
        for term in part.split(['*', '·']) {
            // `/min` has nothing above its line.
            if term.is_empty() && at == 0 && words.starts_with('/') {
                continue;
            }
            let (word, power) = power(term.trim());
            terms.push((simple(word, declared)?, power * sign));
            if terms.len() > MOST_TERMS {
                return None;
            }
        }
    }
    Some(Unit::product(terms)).filter(|unit| *unit != Unit::None)
}

/// The word and power of `m^2`, `m2` or `m²`.
fn power(term: &str) -> (&str, i8) {
    let squared = [("^2", 2), ("^3", 3), ("²", 2), ("³", 3), ("2", 2), ("3", 3)];
    squared.into_iter().find_map(|(suffix, power)| Some((term.strip_suffix(suffix)?, power))).unwrap_or((term, 1))
}
