//! How much a SOP goes into detail: work instructions by another name, and tasks spelt out.

use crate::check::Context;
use crate::diagnostic::{MIXED_LEVELS, TOO_DETAILED_STEP, WI_SHAPED_SOP};
use crate::model::element::Clauses;
use crate::model::{DocumentKind, Element, ElementKind, Place};
use crate::workspace::Resolved;

/// From so many steps on, a document is more than a short duty.
const STEPS: usize = 4;
/// More small actions than this are a task of its own.
const ACTIONS: usize = 5;

pub(super) fn wi_shaped_sop(context: &mut Context<'_>) {
    let document = context.document;
    if document.kind != DocumentKind::Sop || context.is_retired() || !context.is_on(&WI_SHAPED_SOP) || !document.broken.is_empty() {
        return;
    }
    // whoever carries out a policy is a procedure
    if !document.header.implements.is_empty() {
        return;
    }
    let (mut steps, mut outcomes, mut is_process) = (0, 0, false);
    document.each_element(&mut |element| {
        steps += usize::from(matches!(element.kind, ElementKind::Step { .. }));
        outcomes += usize::from(matches!(element.kind, ElementKind::Outcome { .. }));
        is_process |= belongs_to_process(element);
    });
    if is_process || steps < STEPS || outcomes > 1 || roles(context) > 1 {
        return;
    }
    let id = &document.id;
    let message = format!("`{}` has one role, {steps} steps and no decision: it is a work instruction by another name", id.text);
    context.report(context.at(&WI_SHAPED_SOP, id.span, message).help("make it a `wi`, and let the SOP that needs it write `follows`"));
}

/// A choice, a handover, a call, a deadline, something to wait for.
fn belongs_to_process(element: &Element) -> bool {
    use ElementKind::*;
    let timed = |clauses: &Clauses| {
        clauses.within.is_some() || clauses.not_before.is_some() || clauses.window.is_some() || clauses.late.is_some() || clauses.at_once || clauses.failed.is_some()
    };
    matches!(
        element.kind,
        If { .. } | Decide { .. } | Parallel { .. } | Call { .. } | Apply { .. } | WaitFor { .. } | Watcher(_) | Handoff { .. } | Consult { .. } | ApprovedBy { .. } | Fulfils { .. }
    ) || element.clauses().is_some_and(timed)
}

/// How many different roles the flow speaks of, its performer among them.
fn roles(context: &Context<'_>) -> usize {
    let header = &context.document.header;
    let in_header = |at: u32| header.fields.iter().any(|(field, span)| field.text != "performer" && span.contains(at));
    let mut roles: Vec<&Resolved> = Vec::new();
    for (reference, resolved) in context.references() {
        if matches!(reference.place, Place::Role | Place::Actor) && !in_header(reference.span.start) && !roles.contains(&resolved) {
            roles.push(resolved);
        }
    }
    roles.len()
}

/// A step that spells out a task, and how many small actions it holds.
struct Detailed<'w> {
    step: &'w Element,
    actions: usize,
}

/// The outermost steps with too many small actions, and whether the document decides anything.
fn detailed<'w>(context: &Context<'w>) -> (Vec<Detailed<'w>>, bool) {
    let (mut found, mut decides) = (Vec::new(), false);
    if context.document.kind == DocumentKind::Sop && !context.is_retired() {
        context.document.elements.iter().for_each(|element| look_into(element, &mut found));
        context.document.each_element(&mut |element| decides |= matches!(element.kind, ElementKind::Decide { .. } | ElementKind::Apply { .. }));
    }
    (found, decides)
}

fn look_into<'w>(element: &'w Element, found: &mut Vec<Detailed<'w>>) {
    if let ElementKind::Step { block, .. } = &element.kind {
        let actions = block.elements.iter().map(actions).sum();
        if actions > ACTIONS {
            found.push(Detailed { step: element, actions });
            return;
        }
    }
    element.each_inside(&mut |inner| look_into(inner, found));
}

/// How many small actions an element is. What has its own role, time or condition is more than that,
/// as in a clinical protocol; checks, cautions and things to say are none.
fn actions(element: &Element) -> usize {
    match &element.kind {
        ElementKind::Step { clauses, block, .. } => {
            let plain = **clauses == Clauses::default();
            usize::from(plain) + block.elements.iter().map(actions).sum::<usize>()
        }
        ElementKind::Section { block, .. } => block.elements.iter().map(actions).sum(),
        ElementKind::Enter { .. } => 1,
        _ => 0,
    }
}

pub(super) fn too_detailed_step(context: &mut Context<'_>) {
    let (steps, decides) = detailed(context);
    if decides {
        return;
    }
    for Detailed { step, actions } in steps {
        let message = format!("this step of a SOP spells out a whole task, with {actions} small actions");
        let help = "move the actions to a work instruction, and write `follows WI-…` in the step";
        context.report(context.at(&TOO_DETAILED_STEP, step.head, message).help(help));
    }
}

pub(super) fn mixed_levels(context: &mut Context<'_>) {
    let (steps, decides) = detailed(context);
    if !decides || steps.is_empty() {
        return;
    }
    let id = &context.document.id;
    let mut finding = context.at(&MIXED_LEVELS, id.span, format!("`{}` holds both the flow of a process and the detail of a task", id.text));
    for Detailed { step, actions } in &steps {
        finding = finding.related(context.id, step.head, format!("{actions} small actions"));
    }
    context.report(finding.help("split it: move the actions of the step to a work instruction, and write `follows WI-…` in their place"));
}
