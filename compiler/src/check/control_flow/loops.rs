//! Loops: `endless-loop`, `unbounded-loop`.

use super::super::Context;
use super::Seen;
use crate::diagnostic::{ENDLESS_LOOP, UNBOUNDED_LOOP};
use crate::flow::{NodeKind, can_end};
use crate::model::element::{Element, ElementKind};
use crate::model::{DeclarationKind, Expression, ExpressionKind, RefId};
use crate::text::Span;
use crate::workspace::Resolved;
use rustc_hash::FxHashSet;

/// A circle from which no path leads out. Answers the heads of the loops that were reported.
pub(super) fn endless_loop(context: &mut Context<'_>, seen: &Seen<'_, '_>) -> Vec<Span> {
    let ends = can_end(seen.flow);
    let mut reported = Vec::new();
    let stuck = |index: petgraph::graph::NodeIndex| seen.reach.is_reached(index) && !ends.get(index.index()).copied().unwrap_or(true);
    for index in seen.flow.graph.node_indices().filter(|index| stuck(*index)) {
        let Some(node) = seen.flow.node(index) else { continue };
        if let (NodeKind::Loop, Some(ElementKind::Repeat { .. })) = (node.kind, node.element.map(|element| &element.kind)) {
            reported.push(node.head);
        }
    }
    // a loop inside another is part of the same circle: the outer one is reported
    let heads = reported.clone();
    reported.retain(|head| !heads.iter().any(|other| other != head && contains_loop(context, *other, *head)));
    if reported.is_empty() {
        let back = seen.flow.jumps.iter().find(|jump| {
            let backward = jump.to.and_then(|to| seen.flow.node(to)).is_some_and(|to| to.span.start <= jump.span.start);
            backward && stuck(jump.from) && jump.to.is_some_and(stuck)
        });
        if let Some(jump) = back {
            context.report(context.at(&ENDLESS_LOOP, jump.span, "nothing leads out of the circle that this jump closes").help(HELP));
            return vec![jump.span];
        }
    }
    for head in &reported {
        context.report(context.at(&ENDLESS_LOOP, *head, "nothing leads out of this loop").help(HELP));
    }
    reported
}

const HELP: &str = "say when it ends: `until …`, `3 times`, `at most 3 times else …`, or a `->` that leads out";

fn contains_loop(context: &Context<'_>, outer: Span, inner: Span) -> bool {
    let mut found = false;
    context.document.each_element(&mut |element| found |= element.head == outer && element.span.covers(inner) && element.head != inner);
    found
}

/// `repeat … until C`, where C is about facts that nothing in the loop changes, and no bound is given.
pub(super) fn unbounded_loop(context: &mut Context<'_>) {
    let document = context.document;
    let mut loops = Vec::new();
    document.each_element(&mut |element| {
        if let ElementKind::Repeat { until: Some(until), at_most: None, times: None, block, .. } = &element.kind {
            loops.push((element, until, block));
        }
    });
    if loops.is_empty() {
        return;
    }
    let elsewhere = watched(context);
    for (element, until, block) in loops {
        let mut facts = FxHashSet::default();
        let only_facts = facts_of(context, until, &mut facts, 0);
        if !only_facts || facts.is_empty() {
            continue;
        }
        let (mut learned, mut calls) = (elsewhere.clone(), false);
        for inner in &block.elements {
            inner.each(&mut |inner| calls |= learns(context, inner, &mut learned));
        }
        if !calls && facts.is_disjoint(&learned) {
            let message = "nothing in this loop changes what its `until` asks for";
            let help = "ask or record the fact inside the loop, or bound it: `at most 3 times else …`";
            context.report(context.at(&UNBOUNDED_LOOP, element.head, message).help(help).related(context.id, until.span, "the way out"));
        }
    }
}

type Fact = (crate::diagnostic::FileId, u32);

/// What the watchers of the document learn at any time.
fn watched(context: &Context<'_>) -> FxHashSet<Fact> {
    let mut learned = FxHashSet::default();
    context.document.each_element(&mut |element| {
        if matches!(element.kind, ElementKind::Watcher(_)) {
            element.each(&mut |inner| {
                learns(context, inner, &mut learned);
            });
        }
    });
    learned
}

/// Collects what an element learns or sets; answers whether it may learn anything, since it calls another procedure.
fn learns(context: &Context<'_>, element: &Element, learned: &mut FxHashSet<Fact>) -> bool {
    let mut add = |reference: RefId| match context.resolved(reference) {
        Resolved::Member(file, member) => {
            learned.insert((*file, *member));
            false
        }
        // a whole form: any of its fields
        _ => true,
    };
    match &element.kind {
        ElementKind::Learn { entries, .. } => entries.iter().filter(|entry| add(**entry)).count() > 0,
        ElementKind::Sets { fact: Some(fact), .. } => add(*fact),
        ElementKind::Call { .. } | ElementKind::Apply { .. } => true,
        _ => false,
    }
}

/// Collects the facts that an expression is about, through definitions; false if it is about anything else that may change.
fn facts_of(context: &Context<'_>, expression: &Expression, facts: &mut FxHashSet<Fact>, depth: u32) -> bool {
    use ExpressionKind as E;
    match &expression.kind {
        E::Or(parts) | E::And(parts) | E::Extreme { of: parts, .. } => parts.iter().all(|part| facts_of(context, part, facts, depth)),
        E::Not(inner) | E::Negative(inner) | E::Aggregate { of: inner, .. } => facts_of(context, inner, facts, depth),
        E::Compare { left, right, .. } => left.iter().chain([right]).all(|part| facts_of(context, part, facts, depth)),
        E::In { value, list } => value.iter().map(|value| &**value).chain(list).all(|part| facts_of(context, part, facts, depth)),
        E::Between { value, low, high } => value.iter().chain([low, high]).all(|part| facts_of(context, part, facts, depth)),
        E::Sum(terms) | E::Product(terms) => terms.iter().all(|(_, term)| facts_of(context, term, facts, depth)),
        E::Quantity(_) | E::Range { .. } | E::Yes | E::No | E::Date(_) | E::Clock(_) => true,
        E::Ref(reference) => match context.resolved(*reference) {
            Resolved::EnumValue => true,
            Resolved::Member(file, member) => fact_or_definition(context, (*file, *member), facts, depth),
            _ => false,
        },
        E::Judgement { .. } | E::TimeSince(_) | E::Share { .. } | E::Silent | E::Anything | E::Broken => false,
    }
}

fn fact_or_definition(context: &Context<'_>, fact: Fact, facts: &mut FxHashSet<Fact>, depth: u32) -> bool {
    match context.workspace.declaration(fact.0, fact.1).map(|declaration| &declaration.kind) {
        Some(DeclarationKind::Fact { .. }) => {
            facts.insert(fact);
            true
        }
        // a definition of this document is looked through; one of another counts as changing
        Some(DeclarationKind::Definition { cases }) if fact.0 == context.id && depth < 8 => cases
            .iter()
            .all(|(value, when)| facts_of(context, value, facts, depth + 1) && when.as_ref().is_none_or(|when| facts_of(context, when, facts, depth + 1))),
        Some(DeclarationKind::Limit { .. }) => true,
        _ => false,
    }
}
