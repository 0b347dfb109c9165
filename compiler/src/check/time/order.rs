//! `deadline-order`: what is due later, or may begin later, has to be done first. Exact are
//! - within one element: a window whose end lies before its beginning, a `not before` behind the `within`
//!   or the end of the window of the same event, a `takes` that is longer than its `within`, an `every`
//!   longer than what bounds it;
//! - of two elements: a deadline of the same event that is shorter than one in front of it, where every
//!   path to the one comes through the other. Order is taken from the text, and forgotten at every label
//!   that something jumps to, behind branches, and where the event happens anew.

use super::length::{Base, From, Length, Limit, Times, from, kind, runs_already};
use crate::check::Context;
use crate::diagnostic::DEADLINE_ORDER;
use crate::model::element::{Clauses, Strength, Target, WatcherKind};
use crate::model::{Class, Due, Element, ElementKind, Place};
use crate::text::Span;
use crate::workspace::Resolved;
use rustc_hash::{FxHashMap, FxHashSet};

const HELP: &str = "correct the one that is wrong, or put them in the order of their deadlines";

pub(super) fn deadline_order(context: &mut Context<'_>, times: &Times<'_>) {
    if !context.is_on(&DEADLINE_ORDER) {
        return;
    }
    let jumped_to = context.references().filter_map(|(reference, resolved)| match resolved {
        Resolved::Member(file, at) if *file == context.id && reference.place == Place::Target => Some(*at),
        _ => None,
    });
    let jumped_to: FxHashSet<u32> = jumped_to.collect();
    let document = context.document;
    let mut walk = Walk { context, times, jumped_to, due: FxHashMap::default(), log: Vec::new() };
    walk.sequence(&document.elements);
}

/// The event and the kind of unit by which deadlines compare.
type Key = (From, Base);

/// A deadline, or a time before which nothing begins, and where it stands.
#[derive(Clone)]
struct Point {
    length: Length,
    span: Span,
    is_start: bool,
}

struct Walk<'a, 'c, 'w> {
    context: &'a mut Context<'c>,
    times: &'a Times<'w>,
    /// The members that something jumps to.
    jumped_to: FxHashSet<u32>,
    /// The latest deadlines on the way here; of each key the last is the latest.
    due: FxHashMap<Key, Vec<Point>>,
    /// The keys in the order in which they were added, so that a branch takes its own with it.
    log: Vec<Key>,
}

impl Walk<'_, '_, '_> {
    fn sequence(&mut self, elements: &[Element]) {
        elements.iter().for_each(|element| self.element(element));
    }

    /// What may be passed over, or runs beside the rest: what it adds holds only inside.
    fn aside(&mut self, elements: &[Element]) {
        let mark = self.log.len();
        self.sequence(elements);
        self.back_to(mark);
    }

    fn back_to(&mut self, mark: usize) {
        for key in self.log.drain(mark.min(self.log.len())..) {
            if let Some(due) = self.due.get_mut(&key) {
                due.pop();
            }
        }
    }

    fn element(&mut self, element: &Element) {
        self.enter(element);
        let clauses = element.clauses();
        if let Some(clauses) = clauses {
            self.inside(element, clauses);
        }
        let limit = clauses.map(|clauses| self.compare(clauses)).unwrap_or_default();
        let certain = clauses.is_none_or(|clauses| clauses.guard.when.is_none() && clauses.guard.unless.is_none())
            && !matches!(&element.kind, ElementKind::Step { strength, .. } if *strength != Strength::Must);
        let mark = self.log.len();
        if matches!(element.kind, ElementKind::Decide { .. }) && certain {
            self.add(&limit);
        }
        self.blocks(element);
        if !certain {
            self.back_to(mark);
        }
        self.happens(element);
        if certain && !matches!(element.kind, ElementKind::Decide { .. }) {
            self.add(&limit);
        }
    }

    /// Whatever jumps here has not come through what stands in front.
    fn enter(&mut self, element: &Element) {
        let mut labels = element.label.iter().collect::<Vec<_>>();
        if let ElementKind::Parallel { branches, .. } = &element.kind {
            labels.extend(branches.iter().filter_map(|branch| branch.label.as_ref()));
        }
        let signature = self.context.signature();
        let is_entered = labels.into_iter().any(|label| signature.named(&label.text).any(|(at, _)| self.jumped_to.contains(&at)));
        if is_entered {
            self.due.clear();
            self.log.clear();
        }
    }

    fn blocks(&mut self, element: &Element) {
        use ElementKind::*;
        match &element.kind {
            Step { block, .. } | Section { block, any_order: false, .. } | Repeat { block, .. } | ForEach { block, parallel: false, .. } => {
                self.sequence(&block.elements);
                element.each_target(&mut |target| self.target(target));
            }
            Watcher(_) => {
                // it begins at any time
                let (due, log) = (std::mem::take(&mut self.due), std::mem::take(&mut self.log));
                element.each_block(&mut |block| self.aside(block));
                (self.due, self.log) = (due, log);
            }
            _ => element.each_block(&mut |block| match &element.kind {
                // in any order: none of them in front of another
                Section { any_order: true, .. } => block.iter().for_each(|inner| self.aside(std::slice::from_ref(inner))),
                _ => self.aside(block),
            }),
        }
    }

    fn target(&mut self, target: &Target) {
        if let Target::Block(block) = target {
            self.aside(&block.elements);
        }
    }

    /// The event happens: its clock begins anew.
    fn happens(&mut self, element: &Element) {
        let context = &*self.context;
        let mut begins: Vec<From> = Vec::new();
        if let Some(label) = &element.label {
            let own = context.signature().named(&label.text).filter(|(_, member)| member.kind.class() == Class::Label);
            begins.extend(own.map(|(at, _)| From::Member(context.id, at)));
        }
        match &element.kind {
            ElementKind::Fulfils { activities: events } | ElementKind::Learn { entries: events, .. } => {
                begins.extend(events.iter().filter_map(|event| from(context, &crate::model::Event::Ref(*event))));
            }
            ElementKind::Sets { fact: Some(fact), .. } => begins.extend(from(context, &crate::model::Event::Ref(*fact))),
            ElementKind::WaitFor { event: Some(event), .. } => begins.extend(from(context, event)),
            _ => {}
        }
        for event in begins {
            for kind in [Base::Clock, Base::BusinessDays, Base::Months] {
                self.due.remove(&(event.clone(), kind));
            }
        }
    }

    /// Compares the deadline of an element with those in front of it. Answers what it adds to them.
    fn compare(&mut self, clauses: &Clauses) -> Vec<(Key, Point)> {
        let context = &*self.context;
        let mut added: Vec<(Key, Point)> = Vec::new();
        let mut add = |limit: Option<Limit>, span: Span, is_start: bool| {
            if let Some(Limit { length, from }) = limit.filter(|limit| limit.from != From::Here) {
                added.push(((from, kind(&length)), Point { length, span, is_start }));
            }
        };
        if let Some(within) = &clauses.within {
            add(self.times.deadline(context, within), within.span, false);
        }
        if let Some(window) = &clauses.window {
            let of = window.of.as_ref().and_then(|of| from(context, of));
            let at = |length| Some(Limit { from: of.clone()?, ..self.times.limit(context, length)? });
            add(at(&window.to), window.to.span, false);
            add(at(&window.from), window.from.span, true);
        }
        if let Some(due) = &clauses.not_before {
            add(self.times.due(context, due), due_span(due), true);
        }
        for (key, due) in added.iter().filter(|(_, due)| !due.is_start) {
            let Some(before) = self.due.get(key).and_then(|before| before.last()).filter(|before| before.length.is_longer(&due.length)) else { continue };
            let (what, where_) = if before.is_start { ("may not begin before", "begins at") } else { ("has until", "is due at") };
            let message = format!("this is due at {}, and what has to be done first {what} {}", due.length, before.length);
            let finding = context.at(&DEADLINE_ORDER, due.span, message).help(HELP);
            let finding = finding.related(context.id, before.span, format!("what stands in front of it {where_} {}", before.length));
            self.context.report(finding);
            break;
        }
        added
    }

    fn add(&mut self, limits: &[(Key, Point)]) {
        for (key, due) in limits {
            let stack = self.due.entry(key.clone()).or_default();
            let latest = match stack.last() {
                Some(before) if !due.length.is_longer(&before.length) => before.clone(),
                _ => due.clone(),
            };
            stack.push(latest);
            self.log.push(key.clone());
        }
    }

    /// What one element says of itself.
    fn inside(&mut self, element: &Element, clauses: &Clauses) {
        let context = &*self.context;
        let times = self.times;
        let mut found = Vec::new();
        let within = clauses.within.as_ref().and_then(|within| Some((times.deadline(context, within)?, within.span)));
        let mut starts: Vec<(Limit, Span)> = Vec::new();
        let mut ends: Vec<(Limit, Span)> = within.clone().into_iter().collect();
        if let Some(window) = &clauses.window {
            let of = match &window.of {
                Some(of) => from(context, of),
                None => Some(From::Here),
            };
            let at = |length| of.clone().and_then(|from| Some(Limit { from, ..times.limit(context, length)? }));
            starts.extend(at(&window.from).map(|limit| (limit, window.from.span)));
            ends.extend(at(&window.to).map(|limit| (limit, window.to.span)));
        }
        if let Some(due) = &clauses.not_before {
            starts.extend(times.due(context, due).map(|limit| (limit, due_span(due))));
        }
        for (start, at) in &starts {
            if let Some((end, until)) = ends.iter().find(|(end, _)| end.from == start.from && start.length.is_longer(&end.length)) {
                let message = format!("this begins at {}, behind its end at {}", start.length, end.length);
                found.push(context.at(&DEADLINE_ORDER, *at, message).help("write the shorter time first").related(context.id, *until, "the end"));
                break;
            }
        }
        let runs_from_here = |limit: &Limit| runs_already(context, &limit.from);
        if let (Some((takes, _)), Some((limit, span))) = (&clauses.takes, within.as_ref().filter(|(limit, _)| runs_from_here(limit)))
            && let Some(needed) = times.limit(context, takes).filter(|needed| needed.from == From::Here && needed.length.is_longer(&limit.length))
        {
            let message = format!("this takes {}, and has {}", needed.length, limit.length);
            found.push(context.at(&DEADLINE_ORDER, takes.span, message).help("allow the time that it takes").related(context.id, *span, "its limit"));
        }
        if let ElementKind::Repeat { every: Some(every), at_most, .. } = &element.kind
            && let Some(turn) = times.limit(context, every)
        {
            let bound = at_most.as_ref().filter(|at_most| at_most.of.is_none()).and_then(|at_most| at_most.amount.as_ref());
            let bound = bound.and_then(|bound| Some((times.limit(context, bound)?, bound.span)));
            let own = within.filter(|(limit, _)| runs_from_here(limit));
            if let Some((bound, span)) = bound.into_iter().chain(own).find(|(bound, _)| turn.length.is_longer(&bound.length)) {
                found.push(never_again(context, every.span, &turn.length, &bound.length, span));
            }
        }
        // a watcher that is due for the first time when the block is over
        let blocks: &[Element] = match &element.kind {
            ElementKind::Step { block, .. } | ElementKind::Section { block, .. } | ElementKind::Repeat { block, .. } => &block.elements,
            _ => &[],
        };
        if let Some((limit, span)) =
            clauses.within.as_ref().and_then(|within| Some((times.deadline(context, within)?, within.span))).filter(|(limit, _)| runs_from_here(limit))
        {
            for watcher in blocks {
                if let ElementKind::Watcher(watcher) = &watcher.kind
                    && let WatcherKind::Every(Some(every)) = &watcher.kind
                    && let Some(turn) = times.limit(context, every).filter(|turn| turn.length.is_longer(&limit.length))
                {
                    found.push(never_again(context, every.span, &turn.length, &limit.length, span));
                }
            }
        }
        found.into_iter().for_each(|finding| self.context.report(finding));
    }
}

fn never_again(context: &Context<'_>, at: Span, turn: &Length, bound: &Length, until: Span) -> crate::diagnostic::Diagnostic {
    let message = format!("the next turn is due after {turn}, when the {bound} for all of it are over");
    let help = "shorten `every`, or give the whole more time";
    context.at(&DEADLINE_ORDER, at, message).help(help).related(context.id, until, "the time for all of it")
}

pub(super) fn due_span(due: &Due) -> Span {
    match due {
        Due::After { length, .. } => length.span,
        Due::Earlier { of, .. } => of.iter().map(due_span).reduce(Span::to).unwrap_or_default(),
    }
}
