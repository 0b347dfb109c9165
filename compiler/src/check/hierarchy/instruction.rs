//! Work instructions: one task, one role or crew, one line.

use crate::check::Context;
use crate::check::level::Misplaced;
use crate::diagnostic::{Check, DECISION_IN_WI, FileId, HANDOFF_IN_WI, SEVERAL_ROLES_IN_WI, WI_WITHOUT_SOP};
use crate::model::element::Actors;
use crate::model::{DocumentKind, Element, ElementKind, MemberKind, RelationKind, Status};
use crate::workspace::Resolved;

pub(super) fn wi_without_sop(context: &mut Context<'_>) {
    let id = &context.document.id;
    if context.document.kind != DocumentKind::Wi || context.is_retired() || id.text.is_empty() {
        return;
    }
    let has_trigger = context.in_broken("trigger") || context.elements.iter().any(|element| matches!(element.kind, ElementKind::Trigger { .. }));
    let follows = |file: &FileId| {
        let follower = context.workspace.signature(*file).filter(|signature| *file != context.id && signature.status != Some(Status::Retired));
        follower.is_some_and(|signature| signature.relations(RelationKind::Follows).any(|relation| relation.to == id.text))
    };
    if has_trigger || context.workspace.namers(&id.text).iter().any(follows) || context.overview.in_broken(&id.text) {
        return;
    }
    let message = format!("nothing follows the work instruction `{}`, and it has no trigger of its own", id.text);
    let help = format!("write `follows {}` in the step that it explains, give it a `trigger`, or retire it", id.text);
    context.report(context.at(&WI_WITHOUT_SOP, id.span, message).help(help));
}

pub(super) fn decision_in_wi(context: &mut Context<'_>, misplaced: &[Misplaced<'_>]) {
    let help = "write `if` for a small variation that comes back to the line, or let the SOP that follows this decide";
    report(context, misplaced, &DECISION_IN_WI, "a full decision stands in a work instruction", help);
}

pub(super) fn handoff_in_wi(context: &mut Context<'_>, misplaced: &[Misplaced<'_>]) {
    let help = "let the SOP hand the work over; to tell somebody, write `notify`";
    report(context, misplaced, &HANDOFF_IN_WI, "the work passes to another role in a work instruction", help);
}

fn report(context: &mut Context<'_>, misplaced: &[Misplaced<'_>], check: &'static Check, message: &str, help: &str) {
    for one in misplaced.iter().filter(|one| one.check == check) {
        context.report(context.at(check, one.at, message).help(help));
    }
}

pub(super) fn several_roles_in_wi(context: &mut Context<'_>) {
    if context.document.kind != DocumentKind::Wi {
        return;
    }
    // without a performer in the header, whoever acts first is the performer
    let mut performers: Vec<(FileId, u32)> =
        context.document.header.performer.iter().flat_map(|performer| roles(context, performer)).map(|(_, role)| role).collect();
    if context.document.header.performer.is_some() && performers.is_empty() {
        return;
    }
    let acting: Vec<&Actors> = context.elements.iter().filter_map(|element| who_acts(element)).collect();
    for actors in acting {
        let roles = roles(context, actors);
        if performers.is_empty() {
            performers = roles.iter().map(|(_, role)| *role).collect();
        }
        for (reference, role) in roles {
            let Some((member, _)) = context.member(role.0, role.1).filter(|_| !performers.contains(&role)) else { continue };
            let Some(reference) = context.document.reference(reference) else { continue };
            let message = format!("`{}` does not perform this work instruction", member.name);
            let mut finding = context.at(&SEVERAL_ROLES_IN_WI, reference.span, message);
            if let Some(performer) = &context.document.header.performer {
                finding = finding.related(context.id, performer.span, "who performs it");
            }
            let help = format!("write `performer … and {}` if they work together, or move the step to an instruction of its own", member.name);
            context.report(finding.help(help));
        }
    }
}

/// Who does the work of an element; whoever is waited for, asked or approves works elsewhere.
fn who_acts(element: &Element) -> Option<&Actors> {
    use ElementKind::*;
    match &element.kind {
        Step { clauses, .. } | Section { clauses, .. } | Repeat { clauses, .. } | ForEach { clauses, .. } | Notify { clauses, .. } | Check { clauses, .. } => {
            clauses.by.as_ref()
        }
        Standing { by, .. } => by.as_ref(),
        _ => None,
    }
}

fn roles(context: &Context<'_>, actors: &Actors) -> Vec<(crate::model::RefId, (FileId, u32))> {
    let role = |reference: &crate::model::RefId| match context.resolved(*reference) {
        Resolved::Member(file, at) => {
            let (member, _) = context.member(*file, *at)?;
            matches!(member.kind, MemberKind::Role { .. }).then_some((*reference, (*file, *at)))
        }
        _ => None,
    };
    actors.roles.iter().filter_map(role).collect()
}
