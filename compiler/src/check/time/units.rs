//! `unit-of-days-mixed`: one thing is counted in business days here and in calendar days there. Looked at
//! are limits and deadlines that a document writes itself, in days of either sort; weeks and hours say
//! what they are, and `0 days` is the same day in both. A law may mix them: where a citation stands beside
//! the limit, around it, or over the whole document, and in what carries a law out, nothing is said.

use super::length::{From, from, unit};
use crate::check::Context;
use crate::diagnostic::{Severity, UNIT_OF_DAYS_MIXED};
use crate::model::element::WatcherKind;
use crate::model::value::{TimeUnit, number};
use crate::model::{Deadline, DeclarationKind, Due, Element, ElementKind, Expression, ExpressionKind, Status};
use crate::text::Span;
use crate::workspace::Resolved;
use rustc_hash::FxHashMap;

pub(super) fn unit_of_days_mixed(context: &mut Context<'_>) {
    if !context.is_on(&UNIT_OF_DAYS_MIXED) || is_law(context) {
        return;
    }
    let written = Days::of(context);
    let mut found = Vec::new();
    let mut seen: FxHashMap<&Of, [Option<&Day>; 2]> = FxHashMap::default();
    let mut reported: Vec<Span> = Vec::new();
    // what is mixed in one place first
    for is_one_thing in [true, false] {
        for (of, day) in written.days.iter().filter(|(of, _)| matches!(of, Of::Thing(_)) == is_one_thing) {
            let slots = seen.entry(of).or_default();
            let [business, calendar] = slots;
            let (own, other) = if day.is_business { (business, calendar) } else { (calendar, business) };
            let is_first = own.is_none();
            own.get_or_insert(day);
            let Some(other) = other.filter(|_| is_first && !reported.contains(&day.span)) else { continue };
            let (this, that) = if day.is_business { ("business days", "calendar days") } else { ("calendar days", "business days") };
            let whose = if is_one_thing { "this limit" } else { "this event" };
            let message = format!("these are {this}, and elsewhere {whose} is counted in {that}");
            let help = "choose one of them for all, or cite the law that mixes them with `cites`";
            let mut finding = context.at(&UNIT_OF_DAYS_MIXED, day.span, message).help(help).related(context.id, other.span, that.to_owned());
            if !is_one_thing {
                // two deadlines of one event may well be meant so
                finding.severity = Severity::Hint;
            }
            reported.push(day.span);
            found.push(finding);
        }
    }
    found.into_iter().for_each(|finding| context.report(finding));
}

/// A law, what cites one over all, and what carries one out.
fn is_law(context: &Context<'_>) -> bool {
    let is_external = |status: Option<Status>| status == Some(Status::External);
    let carries_out = context.document.header.implements.iter().any(|policy| match context.resolved(*policy) {
        Resolved::Document(file) | Resolved::Member(file, _) => context.workspace.signature(*file).is_some_and(|signature| is_external(signature.status)),
        _ => true,
    });
    carries_out || is_external(context.signature().status) || context.document.elements.iter().any(|element| matches!(element.kind, ElementKind::Cites { .. }))
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Of {
    Event(From),
    /// The limit or element that begins here, whatever it runs from.
    Thing(u32),
}

struct Day {
    is_business: bool,
    span: Span,
}

struct Days<'a, 'w> {
    context: &'a Context<'w>,
    days: Vec<(Of, Day)>,
    /// Begins and, so far, ends of what carries a citation, by their begins.
    cited: Vec<(u32, u32)>,
}

impl<'a, 'w> Days<'a, 'w> {
    fn of(context: &'a Context<'w>) -> Self {
        let mut days = Self { context, days: Vec::new(), cited: Vec::new() };
        days.cite();
        for declaration in &context.document.declarations {
            match &declaration.kind {
                DeclarationKind::Limit { deadline } => days.deadline(deadline, declaration.span),
                DeclarationKind::Rule { controls, .. } => {
                    for control in controls {
                        control.within.iter().for_each(|within| days.deadline(within, control.span));
                    }
                }
                _ => {}
            }
        }
        for element in &context.elements {
            days.element(element);
        }
        days.days.sort_by_key(|(_, day)| day.span);
        days
    }

    fn cite(&mut self) {
        let is_cites = |element: &Element| matches!(element.kind, ElementKind::Cites { .. });
        for declaration in &self.context.document.declarations {
            if matches!(&declaration.kind, DeclarationKind::Rule { properties, .. } if properties.iter().any(is_cites)) {
                self.cited.push((declaration.span.start, declaration.span.end));
            }
        }
        for element in &self.context.elements {
            let mut cites = false;
            element.each_inside(&mut |inner| cites |= is_cites(inner));
            if cites {
                self.cited.push((element.span.start, element.span.end));
            }
        }
        self.cited.sort_unstable();
        let mut end = 0;
        for cited in &mut self.cited {
            end = end.max(cited.1);
            cited.1 = end;
        }
    }

    fn is_cited(&self, at: u32) -> bool {
        let before = self.cited.partition_point(|(start, _)| *start <= at);
        before.checked_sub(1).and_then(|before| self.cited.get(before)).is_some_and(|(_, end)| at < *end)
    }

    fn element(&mut self, element: &Element) {
        if let Some(clauses) = element.clauses() {
            self.clauses(clauses, element.span);
        }
        match &element.kind {
            ElementKind::Parallel { branches, .. } => branches.iter().for_each(|branch| self.clauses(&branch.clauses, branch.span)),
            ElementKind::Watcher(watcher) => {
                watcher.within.iter().for_each(|within| self.deadline(within, element.span));
                if let WatcherKind::After(Some(due)) = &watcher.kind {
                    self.due(due, element.span, &mut None);
                }
            }
            _ => {}
        }
    }

    fn clauses(&mut self, clauses: &crate::model::element::Clauses, whole: Span) {
        clauses.within.iter().for_each(|within| self.deadline(within, whole));
        clauses.not_before.iter().for_each(|due| self.due(due, whole, &mut None));
        if let Some(window) = &clauses.window {
            let of = window.of.as_ref().and_then(|of| from(self.context, of));
            for length in [&window.from, &window.to] {
                self.length(length, of.as_ref(), whole);
            }
        }
    }

    fn deadline(&mut self, deadline: &Deadline, whole: Span) {
        // a further case may leave out the event of the first
        let mut first = None;
        deadline.cases.iter().for_each(|case| self.due(&case.due, whole, &mut first));
    }

    fn due(&mut self, due: &Due, whole: Span, first: &mut Option<From>) {
        match due {
            Due::After { length, of } => {
                let of = match of {
                    Some(of) => from(self.context, of),
                    None => first.clone(),
                };
                self.length(length, of.as_ref(), whole);
                *first = first.take().or(of);
            }
            Due::Earlier { of, .. } => of.iter().for_each(|due| self.due(due, whole, &mut None)),
        }
    }

    fn length(&mut self, length: &Expression, of: Option<&From>, whole: Span) {
        let ends = match &length.kind {
            ExpressionKind::Quantity(quantity) => [Some(quantity), None],
            ExpressionKind::Range { low, high } => [Some(low), Some(high)],
            _ => return,
        };
        for quantity in ends.into_iter().flatten() {
            let is_business = match unit(quantity) {
                Some(TimeUnit::BusinessDay) => true,
                Some(TimeUnit::Day) => false,
                _ => continue,
            };
            let is_zero = number::parse(&quantity.number.text).is_ok_and(|number| number.is_zero());
            if is_zero || self.is_cited(quantity.span.start) {
                continue;
            }
            self.days.push((Of::Thing(whole.start), Day { is_business, span: quantity.span }));
            self.days.extend(of.map(|of| (Of::Event(of.clone()), Day { is_business, span: quantity.span })));
        }
    }
}
