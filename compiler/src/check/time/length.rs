//! Lengths of time and deadlines as constants. In: deadlines as they are written. Out: their least and
//! most over all cases, and the event from which they run; nothing where that is not known here:
//! facts, limits of other documents, stopped clocks, the earlier of several.

use crate::check::Context;
use crate::diagnostic::FileId;
use crate::model::value::{Kind, Quantity, TimeUnit, Unit, number};
use crate::model::{self, Deadline, DeclarationKind, Due, Event, Expression, ExpressionKind, MemberKind};
use crate::workspace::Resolved;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::cell::RefCell;
use std::cmp::Ordering;

/// From when the time runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum From {
    /// When the work reaches the place.
    Here,
    Trigger,
    Member(FileId, u32),
    Happening(SmolStr),
}

/// A length of time, or the range of it over several cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub least: Quantity,
    pub most: Quantity,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub length: Length,
    pub from: From,
}

impl Length {
    /// Whether it is longer than another in every case.
    pub fn is_longer(&self, other: &Length) -> bool {
        is_more(&self.least, &other.most)
    }

    fn join(self, other: Length) -> Option<Length> {
        let least = if self.least.compare(&other.least).ok()? == Ordering::Greater { other.least } else { self.least };
        let most = if self.most.compare(&other.most).ok()? == Ordering::Less { other.most } else { self.most };
        Some(Length { least, most })
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.least == self.most { self.least.fmt(f) } else { write!(f, "{} to {}", self.least, self.most) }
    }
}

pub(super) fn is_more(left: &Quantity, right: &Quantity) -> bool {
    left.compare(right) == Ok(Ordering::Greater)
}

/// Limits may name limits; so deep is looked.
const DEPTH: u32 = 4;

/// The limits of a document by their index among its members.
pub(super) struct Times<'w> {
    id: FileId,
    limits: FxHashMap<u32, &'w Deadline>,
    known: RefCell<FxHashMap<u32, Option<Limit>>>,
}

impl<'w> Times<'w> {
    pub fn of(context: &Context<'w>) -> Self {
        let named = context.document.declarations.iter().filter(|declaration| !declaration.name.text.is_empty());
        let limits = named.enumerate().filter_map(|(at, declaration)| match &declaration.kind {
            DeclarationKind::Limit { deadline } => Some((at as u32, deadline)),
            _ => None,
        });
        Self { id: context.id, limits: limits.collect(), known: RefCell::default() }
    }

    /// A deadline whose cases are all constants and run from one event.
    pub fn deadline(&self, context: &Context<'_>, deadline: &Deadline) -> Option<Limit> {
        self.deadline_at(context, deadline, 0)
    }

    fn deadline_at(&self, context: &Context<'_>, deadline: &Deadline, depth: u32) -> Option<Limit> {
        if !deadline.not_counting.is_empty() {
            return None;
        }
        let mut cases = deadline.cases.iter();
        let mut whole = self.due_at(context, &cases.next()?.due, depth)?;
        for case in cases {
            let next = self.due_at(context, &case.due, depth)?;
            // a further case may leave out the event of the first
            if next.from != whole.from && next.from != From::Here {
                return None;
            }
            whole.length = whole.length.join(next.length)?;
        }
        Some(whole)
    }

    pub fn due(&self, context: &Context<'_>, due: &Due) -> Option<Limit> {
        self.due_at(context, due, 0)
    }

    fn due_at(&self, context: &Context<'_>, due: &Due, depth: u32) -> Option<Limit> {
        let Due::After { length, of } = due else { return None };
        let mut limit = self.limit_at(context, length, depth)?;
        if let Some(of) = of {
            limit.from = from(context, of)?;
        }
        Some(limit)
    }

    /// A length, or the limit that is named in its place.
    pub fn limit(&self, context: &Context<'_>, length: &Expression) -> Option<Limit> {
        self.limit_at(context, length, 0)
    }

    fn limit_at(&self, context: &Context<'_>, length: &Expression, depth: u32) -> Option<Limit> {
        let length = match &length.kind {
            ExpressionKind::Quantity(quantity) => {
                let quantity = time(quantity)?;
                Length { least: quantity.clone(), most: quantity }
            }
            ExpressionKind::Range { low, high } => {
                let (least, most) = (time_in(low, high)?, time(high)?);
                if is_more(&least, &most) {
                    return None;
                }
                Length { least, most }
            }
            ExpressionKind::Ref(reference) => {
                let Resolved::Member(file, at) = context.resolved(*reference) else { return None };
                let deadline = self.limits.get(at).filter(|_| *file == self.id && depth < DEPTH)?;
                if let Some(known) = self.known.borrow().get(at) {
                    return known.clone();
                }
                let limit = self.deadline_at(context, deadline, depth + 1);
                self.known.borrow_mut().insert(*at, limit.clone());
                return limit;
            }
            _ => return None,
        };
        Some(Limit { length, from: From::Here })
    }
}

/// Whether the time runs at the latest from when the work reaches the place: a trigger lies behind it.
pub(super) fn runs_already(context: &Context<'_>, from: &From) -> bool {
    match from {
        From::Here | From::Trigger => true,
        From::Member(file, at) => *file == context.id && context.member(*file, *at).is_some_and(|(member, _)| member.kind == MemberKind::Trigger),
        From::Happening(_) => false,
    }
}

pub(super) fn from(context: &Context<'_>, event: &Event) -> Option<From> {
    match event {
        Event::Trigger(_) => Some(From::Trigger),
        Event::Outcome(_) => None,
        Event::Happening(text) => Some(From::Happening(text.text.clone())),
        Event::Ref(reference) => match context.resolved(*reference) {
            Resolved::Member(file, at) => Some(From::Member(*file, *at)),
            _ => None,
        },
    }
}

/// A quantity of time, exactly.
pub(super) fn time(quantity: &model::Quantity) -> Option<Quantity> {
    Some(Quantity::new(number::parse(&quantity.number.text).ok()?, Unit::Time(unit(quantity)?)))
}

/// The low end of a range, which may leave its unit to the high end.
fn time_in(low: &model::Quantity, high: &model::Quantity) -> Option<Quantity> {
    let unit = if low.unit.is_some() { unit(low)? } else { unit(high)? };
    Some(Quantity::new(number::parse(&low.number.text).ok()?, Unit::Time(unit)))
}

pub(super) fn unit(quantity: &model::Quantity) -> Option<TimeUnit> {
    let words: Vec<&str> = quantity.unit.as_ref()?.text.split_whitespace().collect();
    TimeUnit::parse(&words.join(" "))
}

/// What a length is counted in, so that those which compare stand together.
pub(super) fn kind(length: &Length) -> Base {
    match length.most.unit.kind() {
        Kind::BusinessDays => Base::BusinessDays,
        Kind::Months => Base::Months,
        _ => Base::Clock,
    }
}

/// Units that compare with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Base {
    /// Seconds to weeks.
    Clock,
    BusinessDays,
    /// Months and years.
    Months,
}
