//! Two values that are compared, or of which one is given to the other: `type-mismatch`,
//! `unit-mismatch`, `impossible-comparison`. In: the sorts of both. Out: what is wrong with them.

use super::sorts::{Is, Sorts, words};
use crate::diagnostic::{Diagnostic, IMPOSSIBLE_COMPARISON, TYPE_MISMATCH, UNIT_MISMATCH};
use crate::model::sort::{Amount, Bound};
use crate::model::value::{Incomparable, Kind, Quantity, Unit, number};
use crate::model::{Expression, ExpressionKind, Relation};
use crate::text::Span;
use std::cmp::Ordering;

/// Both sides, each with its place; no relation where a value is given, or is one of a list.
pub(super) struct Sides<'s> {
    pub left: (&'s Is, Span),
    pub right: (&'s Is, Span),
    pub relation: Option<Relation>,
    /// Where they are held against each other.
    pub place: Span,
}

/// `amount`: what the fact on the left is declared as, if it is an amount and `value` is held against it.
pub(super) fn compare(sorts: &mut Sorts<'_, '_>, sides: &Sides<'_>, amount: Option<&Amount>, value: &Expression) {
    if let Some(relation) = sides.relation.filter(|relation| !matches!(relation, Relation::Equal | Relation::Unequal))
        && let Some(unordered) = [sides.left, sides.right].into_iter().find(|(is, _)| !is_ordered(is))
    {
        let message = format!("{} is {}, and `{}` needs an order", sorts.shown(unordered.1), words(unordered.0), relation.spelling());
        let help = "write `==` or `!=`, or `in (a, b)` for one of several";
        sorts.found.push(sorts.context.at(&TYPE_MISMATCH, sides.place, message).help(help));
        return;
    }
    if fit(sorts, sides.left, sides.right, sides.place)
        && let Some(amount) = amount
    {
        impossible(sorts, sides, amount, value);
    }
}

fn is_ordered(is: &Is) -> bool {
    !matches!(is, Is::Truth | Is::Choice | Is::Choices | Is::Word | Is::Quoted | Is::Text | Is::File | Is::Role)
}

/// Whether two values can be held against each other; says so if not.
pub(super) fn fit(sorts: &mut Sorts<'_, '_>, left: (&Is, Span), right: (&Is, Span), place: Span) -> bool {
    use Is::*;
    let fits = match (left.0, right.0) {
        (Unknown, _) | (_, Unknown) => true,
        (Deadline, _) | (_, Deadline) => false,
        (Amount(one), Amount(other)) => match Incomparable::between(one, other) {
            Some(why) => {
                let finding = units(sorts, left.1, right.1, (one, other), &why, place);
                sorts.found.push(finding);
                return false;
            }
            None => true,
        },
        (Length, Amount(unit)) | (Amount(unit), Length) => matches!(unit.kind(), Kind::Time | Kind::BusinessDays | Kind::Months),
        (Length, Length) | (Truth, Truth) | (Date | Moment, Date | Moment) | (Time, Time) | (Role, Role) => true,
        (Choice | Choices | Word, Choice | Choices | Word) => true,
        (Text | Quoted, Text | Quoted) | (Truth, Quoted) | (Quoted, Truth) => true,
        _ => false,
    };
    if !fits {
        let message = format!("{} is {}, and {} is {}", sorts.shown(left.1), words(left.0), sorts.shown(right.1), words(right.0));
        let mut finding = sorts.context.at(&TYPE_MISMATCH, place, message);
        let quoted = right.1.of(&sorts.context.file.text).trim_matches('"');
        finding = match (left.0, right.0) {
            (Choice | Choices, Quoted) if is_name(quoted) => {
                finding.help(format!("its values are words without quotes: `{quoted}`")).fix("Remove the quotes", false, right.1, quoted)
            }
            (Deadline, _) | (_, Deadline) => finding.help("ask whether it was met by `late`, or compare lengths of time: `time since notice > 5 days`"),
            _ => finding.help("compare like with like"),
        };
        sorts.found.push(finding);
    }
    fits
}

fn is_name(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_lowercase()) && word.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_')
}

fn units(sorts: &Sorts<'_, '_>, left: Span, right: Span, (one, other): (&Unit, &Unit), why: &Incomparable, place: Span) -> Diagnostic {
    let message = format!("{} and {} do not compare: {why}", sorts.shown(left), sorts.shown(right));
    let finding = sorts.context.at(&UNIT_MISMATCH, place, message);
    let text = right.of(&sorts.context.file.text);
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|char| char.is_ascii_digit() || char == '.');
    match (one, other) {
        (unit, Unit::None) if *unit != Unit::None && is_number(text) => {
            let space = if *unit == Unit::Percent { "" } else { " " };
            let written = format!("{text}{space}{}", unit.symbol());
            finding.help(format!("say of what: `{written}`")).fix(format!("Write `{written}`"), false, right, written)
        }
        _ => finding.help("write both in units of one kind"),
    }
}

/// A value that the fact cannot have by its own declaration.
fn impossible(sorts: &mut Sorts<'_, '_>, sides: &Sides<'_>, amount: &Amount, value: &Expression) {
    let Some(constant) = constant(sorts, value) else { return };
    let default = amount.unit.as_deref();
    let bound = |bound: &Bound| {
        let words = bound.unit.as_deref().or(default);
        let unit = words.map_or(Some(Unit::None), |words| sorts.units.find(words))?;
        Some(Quantity::new(number::parse(bound.number.trim_start_matches('-')).ok()?, unit))
            .map(|quantity| if bound.number.starts_with('-') { quantity.neg() } else { quantity })
    };
    let is_money = matches!(sides.left.0, Is::Amount(Unit::Money(_)));
    let zero = || Quantity::new(0, constant.unit.clone());
    let low = amount.low.as_ref().map_or_else(|| is_money.then(zero), bound);
    let high = amount.high.as_ref().and_then(bound);
    let why = if low.as_ref().is_some_and(|low| constant.compare(low) == Ok(Ordering::Less)) {
        low.map(|low| format!("at least {low}"))
    } else if high.as_ref().is_some_and(|high| constant.compare(high) == Ok(Ordering::Greater)) {
        high.map(|high| format!("at most {high}"))
    } else if amount.whole
        && !constant.amount.fract().is_zero()
        && !matches!(sides.relation, Some(Relation::Less | Relation::LessEqual | Relation::Greater | Relation::GreaterEqual))
    {
        Some("a whole number".to_owned())
    } else {
        None
    };
    if let Some(why) = why {
        let message = format!("{} is {why}, and never {}", sorts.shown(sides.left.1), sorts.shown(value.span));
        sorts.found.push(sorts.context.at(&IMPOSSIBLE_COMPARISON, value.span, message).help("correct the value, or the bounds of the fact"));
    }
}

/// The amount of a literal.
fn constant(sorts: &Sorts<'_, '_>, value: &Expression) -> Option<Quantity> {
    match &value.kind {
        ExpressionKind::Quantity(quantity) => {
            let unit = quantity.unit.as_ref().map_or(Some(Unit::None), |unit| sorts.units.find(&unit.text))?;
            Some(Quantity::new(number::parse(&quantity.number.text).ok()?, unit))
        }
        ExpressionKind::Negative(value) => Some(constant(sorts, value)?.neg()),
        _ => None,
    }
}
