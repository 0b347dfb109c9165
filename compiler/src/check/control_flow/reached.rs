//! What no path reaches: `unreachable-step`, `step-after-outcome`, `unreachable-outcome`.

use super::super::{Context, edits};
use super::Seen;
use crate::diagnostic::{STEP_AFTER_OUTCOME, UNREACHABLE_OUTCOME, UNREACHABLE_STEP};
use crate::model::element::{Element, OutcomeKind};
use crate::model::{DocumentKind, ElementKind, MemberKind, Name, Target};
use crate::text::Span;
use crate::workspace::Resolved;
use petgraph::Direction;

/// An outcome that no jump names.
pub(super) fn unreachable_outcome(context: &mut Context<'_>, seen: &Seen<'_, '_>) {
    for end in &seen.flow.ends {
        let Some((node, element)) = seen.flow.node(*end).and_then(|node| Some((node, node.element?))) else { continue };
        let named = seen.flow.graph.edges_directed(*end, Direction::Incoming).next().is_some();
        if named || seen.reach.is_reached(*end) {
            continue;
        }
        let name = element.label.as_ref();
        // an outcome that is declared twice is told by its name
        let is_double =
            |name: &Name| context.signature().named(&name.text).filter(|(_, member)| matches!(member.kind, MemberKind::Outcome(_))).nth(1).is_some();
        if name.is_some_and(is_double) {
            continue;
        }
        let message = format!("nothing leads to the outcome `{}`", name.map_or(node.id.as_str(), |name| name.text.as_str()));
        let span = name.map_or(node.head, |name| name.span);
        let is_good = matches!(element.kind, ElementKind::Outcome { result: OutcomeKind::Good, .. });
        let finding = context.at(&UNREACHABLE_OUTCOME, span, message);
        let finding = if is_good && context.document.kind == DocumentKind::Wi {
            // one alone would be the end of the line
            let help = "lead there with `->`, or remove it: only one good outcome can be the end of the line without a `->`";
            let title = format!("Remove `{}`", name.map_or("", |name| name.text.as_str()));
            finding.help(help).fix(title, false, edits::removal(&context.file.text, element.span), "")
        } else {
            finding.help("lead there with `->`, or remove it")
        };
        context.report(finding);
    }
}

/// The first element of each row that no path reaches. `endless` are loops that nothing leaves: what
/// stands behind one is not reported again.
pub(super) fn unreachable_step(context: &mut Context<'_>, seen: &Seen<'_, '_>, endless: &[Span]) {
    let mut reached = vec![false; context.document.element_count as usize];
    let mut in_flow = vec![false; context.document.element_count as usize];
    for index in seen.flow.graph.node_indices() {
        let Some(element) = seen.flow.node(index).and_then(|node| node.element) else { continue };
        if let (Some(known), Some(flows)) = (reached.get_mut(element.id.0 as usize), in_flow.get_mut(element.id.0 as usize)) {
            *known |= seen.reach.is_reached(index);
            *flows = true;
        }
    }
    // an element is reached if anything in it is
    for element in &context.document.elements {
        lift(element, &mut reached, &mut in_flow);
    }
    let document = context.document;
    look(context, &document.elements, &reached, &in_flow, endless);
}

fn lift(element: &Element, reached: &mut [bool], in_flow: &mut [bool]) -> (bool, bool) {
    let at = element.id.0 as usize;
    let mut known = (reached.get(at).copied().unwrap_or(false), in_flow.get(at).copied().unwrap_or(false));
    element.each_block(&mut |block| {
        for inner in block {
            let inside = lift(inner, reached, in_flow);
            known = (known.0 | inside.0, known.1 | inside.1);
        }
    });
    if let (Some(slot), Some(flows)) = (reached.get_mut(at), in_flow.get_mut(at)) {
        (*slot, *flows) = known;
    }
    known
}

/// Looks through one list of elements, and into those that are reached.
fn look(context: &mut Context<'_>, elements: &[Element], reached: &[bool], in_flow: &[bool], endless: &[Span]) {
    let (mut dead, mut before) = (false, None::<&Element>);
    for element in elements {
        let at = element.id.0 as usize;
        let is_reached = reached.get(at).copied().unwrap_or(false);
        let flows = in_flow.get(at).copied().unwrap_or(false);
        let is_watcher = matches!(element.kind, ElementKind::Watcher(_));
        if is_reached || is_watcher {
            dead = false;
            inside(context, element, reached, in_flow, endless);
        } else if matches!(element.kind, ElementKind::Jump { .. }) && before.is_some() {
            // a jump behind a jump: nothing comes here
            if !dead && before.is_some_and(|before| matches!(before.kind, ElementKind::Jump { .. })) {
                report(context, element, before, endless);
                dead = true;
            }
        } else if flows && !dead && !crate::flow::is_passive(element) {
            report(context, element, before, endless);
            dead = true;
        }
        if !crate::flow::is_passive(element) {
            before = Some(element);
        }
    }
}

fn inside(context: &mut Context<'_>, element: &Element, reached: &[bool], in_flow: &[bool], endless: &[Span]) {
    element.each_block(&mut |block| look(context, block, reached, in_flow, endless));
}

fn report(context: &mut Context<'_>, element: &Element, before: Option<&Element>, endless: &[Span]) {
    if before.is_some_and(|before| endless.contains(&before.head)) {
        return;
    }
    let jump = before.and_then(leads_away);
    let to_outcome = jump.is_some_and(|to| match context.resolved(to) {
        Resolved::Member(file, member) => {
            let member = context.workspace.signature(*file).and_then(|signature| signature.members.get(*member as usize));
            member.is_some_and(|member| matches!(member.kind, MemberKind::Outcome(_)))
        }
        _ => false,
    });
    let mut diagnostic = if to_outcome {
        let help = "remove it, or move it in front of the `->`";
        context.at(&STEP_AFTER_OUTCOME, element.head, "the flow has ended before this").help(help)
    } else {
        let help = "give it a label and lead there with `->`, or remove it";
        context.at(&UNREACHABLE_STEP, element.head, "no path leads here").help(help)
    };
    if let Some(before) = before {
        diagnostic = diagnostic.related(context.id, before.head, if jump.is_some() { "the flow goes elsewhere here" } else { "every path leaves here" });
    }
    context.report(diagnostic);
}

/// Where an element leads that never goes on behind itself, if that is plain to see.
fn leads_away(element: &Element) -> Option<crate::model::RefId> {
    match &element.kind {
        ElementKind::Jump { to } => *to,
        ElementKind::If { arms, otherwise: Some(Target::Jump { to, .. }), .. } if arms.iter().all(|arm| matches!(arm.target, Target::Jump { .. })) => Some(*to),
        _ => None,
    }
}
