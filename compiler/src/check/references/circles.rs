//! Documents that name themselves, or stand in a circle.

use crate::check::overview::Tie;
use crate::check::{Context, edits};
use crate::diagnostic::{REFERENCE_CYCLE, SELF_REFERENCE};
use crate::model::{DocumentKind, ElementKind, ExpressionKind, Place, RefId, RelationKind};
use crate::text::Span;
use crate::workspace::Resolved;

pub(super) fn self_reference(context: &mut Context<'_>) {
    if context.document.kind == DocumentKind::Tests {
        return;
    }
    for (reference, _) in context.references() {
        let word = match reference.place {
            Place::Uses => "use",
            Place::Implements => "implement",
            Place::Supersedes => "supersede",
            _ => continue,
        };
        let Some(id) = reference.document.as_ref().filter(|id| id.text == context.document.id.text) else { continue };
        let help = match reference.place {
            Place::Supersedes => "name the document that this one replaces; a new version of the same one needs no `supersedes`",
            Place::Implements => "name the policy whose rules this document carries out",
            _ => "name the document whose words are used; its own names are known anyway",
        };
        let whole = context.document.header.fields.iter().find(|(_, field)| field.covers(reference.span)).map_or(reference.span, |(_, field)| *field);
        let removal = edits::removal_from_list(&context.file.text, whole, reference.span);
        let finding = context.at(&SELF_REFERENCE, id.span, format!("`{}` cannot {word} itself", id.text)).help(help);
        context.report(finding.fix("Remove it", false, removal, ""));
    }
}

pub(super) fn reference_cycle(context: &mut Context<'_>) {
    let signature = context.signature();
    if signature.relations(RelationKind::Supersedes).next().is_some() {
        cycle(context, Tie::Supersedes, &context.document.header.supersedes, "supersedes itself", "let only the newer document supersede the older one");
    }
    if signature.relations(RelationKind::Presupposes).next().is_some() {
        let mut presupposed: Vec<RefId> = Vec::new();
        for element in &context.elements {
            if let ElementKind::Before { condition, .. } = &element.kind
                && let ExpressionKind::Judgement { text, .. } = &condition.kind
            {
                presupposed.extend(&text.references);
            }
        }
        cycle(context, Tie::Presupposes, &presupposed, "presupposes itself", "break the circle: one of them must be able to start without the other");
    }
}

fn cycle(context: &mut Context<'_>, tie: Tie, references: &[RefId], does: &str, help: &str) {
    let mut said: Vec<Span> = Vec::new();
    for id in references {
        let Some(reference) = context.document.reference(*id) else { continue };
        let (Resolved::Document(to) | Resolved::Member(to, _)) = context.resolved(*id) else { continue };
        let Some(written) = reference.document.as_ref().filter(|id| id.text != context.document.id.text) else { continue };
        if said.contains(&written.span) || !context.overview.in_circle(tie, context.id, *to) {
            continue;
        }
        said.push(written.span);
        let way = context.overview.way_round(tie, context.id, *to);
        let message = format!("`{}` {does} in a circle: `{way}`", context.document.id.text);
        let mut finding = context.at(&REFERENCE_CYCLE, written.span, message).help(help);
        if let Some(other) = context.workspace.document(*to) {
            finding = finding.related(*to, other.id.span, format!("`{}` leads back here", written.text));
        }
        context.report(finding);
    }
}
