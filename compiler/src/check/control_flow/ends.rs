//! Where a SOP begins and ends: `missing-trigger`, `missing-outcome`, `loose-end`.

use super::super::Context;
use super::Seen;
use super::parallel::never_joined;
use crate::diagnostic::{LOOSE_END, MISSING_OUTCOME, MISSING_TRIGGER};
use crate::flow::NodeKind;
use crate::model::{DocumentKind, ElementKind, RelationKind};

/// A SOP is started by a trigger, or by a SOP that performs it.
pub(super) fn missing_trigger(context: &mut Context<'_>) {
    let document = context.document;
    let has_trigger = document.elements.iter().any(|element| matches!(element.kind, ElementKind::Trigger { .. }));
    if document.kind != DocumentKind::Sop || has_trigger || document.id.text.is_empty() || !document.broken.is_empty() {
        return;
    }
    let id = &document.id;
    let performed = context.workspace.namers(&id.text).iter().any(|file| {
        let signature = context.workspace.signature(*file);
        *file != context.id && signature.is_some_and(|signature| signature.relations(RelationKind::Performs).any(|relation| relation.to == id.text))
    });
    if !performed {
        let message = format!("nothing starts `{}`", id.text);
        let help = "say what sets it going: `trigger \"…\"`, `trigger every 7 days`, or another SOP that performs it";
        context.report(context.at(&MISSING_TRIGGER, id.span, message).help(help));
    }
}

pub(super) fn missing_outcome(context: &mut Context<'_>) {
    let document = context.document;
    if document.kind != DocumentKind::Sop || has_outcome(context) || document.id.text.is_empty() || !document.broken.is_empty() {
        return;
    }
    let message = format!("`{}` has no outcome", document.id.text);
    let help = "declare how it ends, `outcome done \"…\"`, and lead there: `-> done`";
    context.report(context.at(&MISSING_OUTCOME, document.id.span, message).help(help));
}

fn has_outcome(context: &Context<'_>) -> bool {
    let mut found = false;
    context.document.each_element(&mut |element| found |= matches!(element.kind, ElementKind::Outcome { .. }));
    found
}

/// The flow of a SOP reaches the end of the text without an outcome.
pub(super) fn loose_end(context: &mut Context<'_>, seen: &Seen<'_, '_>) {
    if context.document.kind != DocumentKind::Sop || !has_outcome(context) {
        return;
    }
    let mut reported = Vec::new();
    for loose in &seen.flow.loose {
        let Some(node) = seen.flow.node(loose.node) else { continue };
        let joins = node.kind == NodeKind::Join && never_joined(seen.flow, loose.node);
        if joins || !seen.reach.is_reached(loose.node) || reported.contains(&node.head) {
            continue;
        }
        reported.push(node.head);
        let what = if node.kind == NodeKind::Start { "nothing follows this trigger" } else { "the flow runs out behind this, without an outcome" };
        let mut diagnostic = context.at(&LOOSE_END, node.head, what).help("end it with `-> outcome`, or go on elsewhere with `-> label`");
        if let Some(span) = loose.span.filter(|span| !node.span.covers(*span) || *span != node.span) {
            diagnostic = diagnostic.related(context.id, span, "in this case");
        }
        context.report(diagnostic);
    }
}
