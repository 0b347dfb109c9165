//! How much a SOP goes into detail: work instructions by another name, and tasks spelt out.

use crate::check::Context;
use crate::diagnostic::{MIXED_LEVELS, TOO_DETAILED_STEP, WI_SHAPED_SOP};
use crate::model::element::Clauses;
use crate::model::{DocumentKind, Element, ElementKind, Place, Reference};

/// From so many steps on, a document is more than a short duty.
const STEPS: usize = 4;
/// More small actions than this are a task of its own.
const ACTIONS: usize = 5;

pub(super) fn wi_shaped_sop(context: &mut Context<'_>) {
    let document = context.document;
    if document.kind != DocumentKind::Sop
        || context.is_retired()
        || document.id.text.is_empty()
        || !context.is_on(&WI_SHAPED_SOP)
        || !document.broken.is_empty()
    {
        return;
    }
    // whoever carries out a policy is a procedure
    if !document.header.implements.is_empty() {
        return;
    }
    let (mut steps, mut outcomes, mut is_process) = (0, 0, false);
    for element in &context.elements {
        steps += usize::from(matches!(element.kind, ElementKind::Step { .. }));
        outcomes += usize::from(matches!(element.kind, ElementKind::Outcome { .. }));
        is_process |= belongs_to_process(element);
    }
    if is_process || steps < STEPS || outcomes > 1 || has_several_roles(context) {
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
        clauses.within.is_some()
            || clauses.not_before.is_some()
            || clauses.window.is_some()
            || clauses.late.is_some()
            || clauses.at_once
            || clauses.failed.is_some()
    };
    matches!(
        element.kind,
        If { .. }
            | Decide { .. }
            | Parallel { .. }
            | Call { .. }
            | Apply { .. }
            | WaitFor { .. }
            | Watcher(_)
            | Handoff { .. }
            | Consult { .. }
            | ApprovedBy { .. }
            | Fulfils { .. }
    ) || element.clauses().is_some_and(timed)
}

/// Whether the flow speaks of more than one role, its performer among them.
fn has_several_roles(context: &Context<'_>) -> bool {
    let header = &context.document.header;
    let in_header = |at: u32| header.fields.iter().any(|(field, span)| field.text != "performer" && span.contains(at));
    let is_acting = |reference: &Reference| matches!(reference.place, Place::Role | Place::Actor) && !in_header(reference.span.start);
    let mut acting = context.references().filter(|(reference, _)| is_acting(reference)).map(|(_, role)| role);
    let first = acting.next();
    acting.any(|role| Some(role) != first)
}

/// A step that spells out a task, and how many small actions it holds.
struct Detailed<'w> {
    step: &'w Element,
    actions: usize,
}

/// What a SOP spells out.
#[derive(Default)]
pub(super) struct Details<'w> {
    /// The outermost steps with too many small actions.
    steps: Vec<Detailed<'w>>,
    /// Whether the document decides anything.
    decides: bool,
}

pub(super) fn detailed<'w>(context: &Context<'w>) -> Details<'w> {
    let mut details = Details::default();
    if context.document.kind != DocumentKind::Sop || context.is_retired() {
        return details;
    }
    for element in &context.elements {
        details.decides |= matches!(element.kind, ElementKind::Decide { .. } | ElementKind::Apply { .. });
        let ElementKind::Step { block, .. } = &element.kind else { continue };
        let actions = block.elements.iter().map(actions).sum();
        let is_inside = |outer: &Detailed<'_>| outer.step.span.covers(element.span);
        if actions > ACTIONS && !details.steps.last().is_some_and(is_inside) {
            details.steps.push(Detailed { step: element, actions });
        }
    }
    details
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

pub(super) fn too_detailed_step(context: &mut Context<'_>, Details { steps, decides }: &Details<'_>) {
    if *decides {
        return;
    }
    for Detailed { step, actions } in steps {
        let message = format!("this step of a SOP spells out a whole task, with {actions} small actions");
        let help = "move the actions to a work instruction, and write `follows WI-…` in the step";
        context.report(context.at(&TOO_DETAILED_STEP, step.head, message).help(help));
    }
}

pub(super) fn mixed_levels(context: &mut Context<'_>, Details { steps, decides }: &Details<'_>) {
    if !decides || steps.is_empty() || context.document.id.text.is_empty() {
        return;
    }
    let id = &context.document.id;
    let mut finding = context.at(&MIXED_LEVELS, id.span, format!("`{}` holds both the flow of a process and the detail of a task", id.text));
    for Detailed { step, actions } in steps {
        finding = finding.related(context.id, step.head, format!("{actions} small actions"));
    }
    context.report(finding.help("split it: move the actions of the step to a work instruction, and write `follows WI-…` in their place"));
}
