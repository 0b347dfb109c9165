//! Steps and roles that do not find each other: `step-without-role`, `role-without-step`.

use super::acting::{Does, Role, is_external, role_of};
use super::handoff::written;
use super::passage::{Holder, Passage};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, ROLE_WITHOUT_STEP, STEP_WITHOUT_ROLE, Severity};
use crate::flow::Flow;
use crate::model::element::{Actors, Target};
use crate::model::{DeclarationKind, Element, ElementKind, Place};
use crate::workspace::Resolved;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

/// A step that nobody is named for: not in it, not around it, not by a handoff in front of it.
pub(super) fn step_without_role(context: &mut Context<'_>, flow: &Flow<'_>, passage: &Passage) {
    let mut unnamed: Vec<(NodeIndex, &Element)> = Vec::new();
    for index in flow.graph.node_indices() {
        let (Some(Does::Unnamed), Some(known)) = (passage.part(index).map(|part| &part.does), passage.known(index)) else { continue };
        let Some(element) = flow.node(index).and_then(|node| node.element) else { continue };
        let nobody = known.states.iter().any(|state| state.handed.is_none() && state.holder != Holder::Unclear);
        if nobody && !is_told_inside(element) {
            unnamed.push((index, element));
        }
    }
    let Some((_, first)) = unnamed.first() else { return };
    let is_none_named = passage.parts.iter().all(|part| !matches!(part.does, Does::Works { .. }));
    if is_none_named && unnamed.len() > 1 {
        // one word is missing, in the header
        let message = format!("nobody is named for this step, nor for the other {} of the procedure", unnamed.len() - 1);
        let help = "write `performer ROLE` in the header, or `by ROLE` behind each step";
        context.report(context.at(&STEP_WITHOUT_ROLE, first.head, message).help(help));
        return;
    }
    for (index, element) in unnamed {
        let help = "write `by ROLE` behind it or behind the block around it, or `performer ROLE` in the header";
        let mut finding = context.at(&STEP_WITHOUT_ROLE, element.head, "nobody is named for this step").help(help);
        if let (Some(name), ElementKind::Step { text, .. }) = (last_at_work(context, flow, passage, index), &element.kind) {
            let end = crate::text::Span::at(text.span.end);
            finding = finding.fix(format!("Give it to `{name}`, who works in front of it"), false, end, format!(" by {name}"));
        }
        context.report(finding);
    }
}

/// The one role that works in front of a node, on every path.
fn last_at_work(context: &Context<'_>, flow: &Flow<'_>, passage: &Passage, index: NodeIndex) -> Option<String> {
    let known = passage.known(index).filter(|known| !known.open)?;
    let first = known.states.first()?;
    let Holder::Team(team) = first.holder else { return None };
    let is_same = known.states.iter().all(|state| state.holder == first.holder) && passage.team(team)?.acting.len() == 1;
    written(context, flow.node(first.since)?.by.filter(|_| is_same))
}

/// Whether who does a step is said by what stands in it: its parts, or the procedure that it follows.
fn is_told_inside(step: &Element) -> bool {
    let mut is_told = false;
    step.each_inside(&mut |inner| inner.each(&mut |inner| is_told |= matches!(inner.kind, ElementKind::Step { .. } | ElementKind::Call { .. })));
    is_told
}

/// A role that the procedure speaks of, or names as its performer, and that does nothing in it.
pub(super) fn role_without_step(context: &mut Context<'_>) {
    if !context.is_on(&ROLE_WITHOUT_STEP) || !context.document.broken.is_empty() {
        return;
    }
    performer_without_step(context);
    only_spoken_of(context);
}

/// Every element names somebody else, and none is left for the performer.
fn performer_without_step(context: &mut Context<'_>) {
    let document = context.document;
    let Some(performer) = &document.header.performer else { return };
    let mut work = Work::default();
    document.elements.iter().for_each(|element| work.look(element, false));
    if !work.is_any || work.is_left {
        return;
    }
    let fields = &document.header.fields;
    let in_header = |span: crate::text::Span| {
        let before = fields.partition_point(|(_, field)| field.start <= span.start);
        before.checked_sub(1).and_then(|before| fields.get(before)).is_some_and(|(_, field)| field.covers(span))
    };
    let at_work = context.references().filter(|(reference, _)| matches!(reference.place, Place::Role | Place::Actor) && !in_header(reference.span));
    let at_work: FxHashSet<Role> = at_work
        .filter_map(|(_, role)| match role {
            Resolved::Member(file, at) => Some((*file, *at)),
            _ => None,
        })
        .collect();
    let mut idle: Vec<Diagnostic> = Vec::new();
    for role in &performer.roles {
        let (Some(known), Some(reference)) = (role_of(context, *role), document.reference(*role)) else { continue };
        if !is_external(context, known) && !at_work.contains(&known) {
            let message = format!("`{}` is to perform this, and every step names somebody else", reference.name());
            let help = "give it the step that is missing, or name the performer who does the work";
            idle.push(context.at(&ROLE_WITHOUT_STEP, reference.span, message).help(help));
        }
    }
    idle.into_iter().for_each(|finding| context.report(finding));
}

/// What there is to do, and whether some of it is left to the performer.
#[derive(Default)]
struct Work {
    is_any: bool,
    is_left: bool,
}

impl Work {
    fn look(&mut self, element: &Element, is_named: bool) {
        use ElementKind::*;
        let clauses = element.clauses();
        let by: Option<&Actors> = match &element.kind {
            Say { by, .. } | Standing { by, .. } => by.as_ref(),
            // here `by` is whoever is waited for
            WaitFor { .. } => None,
            _ => clauses.and_then(|clauses| clauses.by.as_ref()),
        };
        let is_named = is_named || by.is_some();
        let is_work = matches!(
            element.kind,
            Step { .. }
                | Decide { .. }
                | Call { .. }
                | Apply { .. }
                | WaitFor { .. }
                | Wait { .. }
                | Notify { .. }
                | Consult { .. }
                | Check { .. }
                | Before { .. }
                | Done { .. }
                | Learn { .. }
                | Enter { .. }
                | Say { .. }
                | Standing { .. }
                | ApprovedBy { .. }
                | Todo { .. }
                | Misplaced
        );
        self.is_any |= is_work;
        // what another one approves is asked for by the performer
        self.is_left |= is_work && (!is_named || matches!(element.kind, ApprovedBy { .. }));
        if let Parallel { branches, stray, .. } = &element.kind {
            for branch in branches {
                let is_named = is_named || branch.clauses.by.is_some();
                branch.block.elements.iter().for_each(|inner| self.look(inner, is_named));
            }
            stray.iter().for_each(|inner| self.look(inner, is_named));
            return;
        }
        element.each_inside(&mut |inner| self.look(inner, is_named));
        element.each_target(&mut |target| self.is_left |= matches!(target, Target::Remedy(_)) && !is_named);
    }
}

/// A role that is declared here, and stands nowhere but in texts: its part is hidden in prose.
fn only_spoken_of(context: &mut Context<'_>) {
    let document = context.document;
    let named = document.declarations.iter().filter(|declaration| !declaration.name.text.is_empty());
    let mut roles: Vec<(u32, &crate::model::Declaration)> = Vec::new();
    for (at, declaration) in named.enumerate() {
        if matches!(declaration.kind, DeclarationKind::Role { external: false, .. }) {
            roles.push((at as u32, declaration));
        }
    }
    if roles.is_empty() {
        return;
    }
    // of each role, how often it stands in a text here; what stands elsewhere is more than that
    let mut spoken: rustc_hash::FxHashMap<u32, (u32, crate::text::Span)> = rustc_hash::FxHashMap::default();
    let mut unclear: FxHashSet<u32> = FxHashSet::default();
    for (reference, resolved) in context.references() {
        match resolved {
            Resolved::Member(file, at) if *file == context.id && reference.place == Place::Prose => spoken.entry(*at).or_insert((0, reference.span)).0 += 1,
            Resolved::WrongKind(file, at) if *file == context.id => drop(unclear.insert(*at)),
            Resolved::Ambiguous(candidates) => unclear.extend(candidates.iter().filter(|(file, _)| *file == context.id).map(|(_, at)| *at)),
            _ => {}
        }
    }
    for (at, declaration) in roles {
        let Some((count, text)) = spoken.get(&at).filter(|(count, _)| *count == context.workspace.use_count(context.id, at) && !unclear.contains(&at)) else {
            continue;
        };
        let name = &declaration.name.text;
        let times = if *count == 1 { "a text speaks".to_owned() } else { format!("{count} texts speak") };
        let message = format!("{times} of `{name}`, and no step is given to it");
        let help = format!("if `{name}` does something here, make it a step of its own: `step \"…\" by {name}`");
        let mut finding = context.at(&ROLE_WITHOUT_STEP, declaration.name.span, message).help(help).related(context.id, *text, "here");
        // whoever is only spoken of may work elsewhere
        finding.severity = Severity::Hint;
        context.report(finding);
    }
}
