//! Calls of other procedures: circles of calls, and failures that nobody catches.

use crate::check::Context;
use crate::check::overview::Tie;
use crate::diagnostic::{RECURSIVE_PROCEDURE, UNHANDLED_OUTCOME};
use crate::model::element::{Callee, Handler, OutcomeKind};
use crate::model::{Element, ElementKind, MemberKind, Place, RefId};
use crate::text::Span;
use crate::workspace::Resolved;

pub(super) fn recursive_procedure(context: &mut Context<'_>) {
    for (reference, resolved) in context.references() {
        let (Resolved::Document(to) | Resolved::Member(to, _)) = resolved else { continue };
        let Some(id) = reference.document.as_ref().filter(|_| matches!(reference.place, Place::Performs | Place::Follows)) else { continue };
        if !context.overview.in_circle(Tie::Calls, context.id, *to) {
            continue;
        }
        let way = context.overview.way_round(Tie::Calls, context.id, *to);
        let message = format!("`{}` calls itself: `{way}`", context.document.id.text);
        let mut finding = context.at(&RECURSIVE_PROCEDURE, id.span, message);
        if *to != context.id
            && let Some(other) = context.workspace.document(*to)
        {
            finding = finding.related(*to, other.id.span, format!("`{}` leads back here", id.text));
        }
        context
            .report(finding.help("write `repeat` or a jump back for what is done again, and name the other procedure in a text where it is only to be read"));
    }
}

pub(super) fn unhandled_outcome(context: &mut Context<'_>) {
    // the `else` of a step catches what fails in it, but not what fails in the `else` itself
    let rescue = |element: &Element| {
        let failed = element.clauses()?.failed.as_deref()?;
        matches!(element.kind, ElementKind::Step { .. }).then(|| failed.span())
    };
    let (mut calls, mut around): (Vec<_>, Vec<(Span, Span)>) = (Vec::new(), Vec::new());
    for element in &context.elements {
        while around.last().is_some_and(|(step, _)| !step.covers(element.span)) {
            around.pop();
        }
        if let Some(rescue) = rescue(element) {
            around.push((element.span, rescue));
        }
        let is_caught = |at: Span| around.iter().any(|(_, rescue)| !rescue.covers(at));
        if let ElementKind::Call { callee: Callee::Ref(callee), handlers, clauses, .. } = &element.kind
            && clauses.failed.is_none()
            && !is_caught(element.span)
        {
            calls.push((*element, *callee, handlers));
        }
    }
    for (element, callee, handlers) in calls {
        report_unhandled(context, element, callee, handlers);
    }
}

fn report_unhandled(context: &mut Context<'_>, element: &Element, callee: RefId, handlers: &[Handler]) {
    let Some(reference) = context.document.reference(callee) else { return };
    let (Resolved::Document(file) | Resolved::Member(file, _)) = context.resolved(callee) else { return };
    let (Some(id), Some(source)) = (&reference.document, context.workspace.source(*file)) else { return };
    if *file == context.id {
        return;
    }
    let names = |handler: &Handler, name: &str| {
        handler.outcomes.iter().filter_map(|outcome| context.document.reference(*outcome)).any(|outcome| outcome.name() == name)
    };
    let members = source.summary.signature.members.iter().zip(&source.summary.places);
    let failures = members.filter(|(member, _)| member.kind == MemberKind::Outcome(OutcomeKind::Failure));
    let open: Vec<_> =
        failures.filter(|(member, _)| !handlers.iter().any(|handler| names(handler, &member.name)) && !context.in_broken(&member.name)).collect();
    let Some((first, _)) = open.first() else { return };
    let list: Vec<String> = open.iter().map(|(member, _)| format!("`{}`", member.name)).collect();
    let message = format!("`{}` can end in {}, and nothing says what happens then", id.text, list.join(" or "));
    let mut finding =
        context.at(&UNHANDLED_OUTCOME, id.span, message).help(format!("write `{{ on {} -> … }}` behind it, or `else …` for every failure", first.name));
    for (member, (name, _)) in &open {
        finding = finding.related(*file, *name, format!("the failure `{}`", member.name));
    }
    let branches: Vec<String> = open.iter().map(|(member, _)| format!("on {} todo \"Say what happens then\"", member.name)).collect();
    let fix = match handlers.last() {
        Some(last) => Some((last.span.end, format!(" {}", branches.join(" ")))),
        None => (element.span.end == reference.span.end).then(|| (reference.span.end, format!(" {{ {} }}", branches.join(" ")))),
    };
    if let Some((at, text)) = fix {
        finding = finding.fix("Leave a place to say it", false, Span::at(at), text);
    }
    context.report(finding);
}
