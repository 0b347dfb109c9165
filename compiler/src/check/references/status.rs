//! Whether what is named is in force, and in the version that was meant.

use crate::check::Context;
use crate::check::overview::{Successor, Tie};
use crate::diagnostic::{FileId, REFERENCE_TO_DRAFT, REFERENCE_TO_RETIRED, STALE_PIN, SUPERSEDED_REFERENCE};
use crate::model::{DocumentKind, Place, Reference, Status};
use crate::text::Span;
use crate::workspace::Resolved;

/// A reference, and the document that it leads to.
type ReliedOn<'w> = (&'w Reference, FileId);

/// The references of the document to other documents that are there, each with its target; what is
/// said of the past (`supersedes`, the history) is left out.
pub(super) fn relied_on<'w>(context: &Context<'w>) -> Vec<ReliedOn<'w>> {
    let fields = &context.document.header.fields;
    let history: Vec<Span> = fields.iter().filter(|(field, _)| field.text == "history").map(|(_, span)| *span).collect();
    let target = |(reference, resolved): (&'w Reference, &'w Resolved)| {
        let id = reference.document.as_ref()?;
        let file = match resolved {
            Resolved::Document(file) | Resolved::Member(file, _) => *file,
            _ => context.workspace.definer(&id.text)?,
        };
        let of_the_past = reference.place == Place::Supersedes || history.iter().any(|history| history.covers(reference.span));
        (id.text != context.document.id.text && !of_the_past).then_some((reference, file))
    };
    context.references().filter_map(target).collect()
}

fn is_tests(context: &Context<'_>) -> bool {
    context.document.kind == DocumentKind::Tests
}

fn status(context: &Context<'_>, file: FileId) -> Option<Status> {
    context.workspace.signature(file).and_then(|signature| signature.status)
}

/// The place of the status, or of the id where none is written.
fn status_place(context: &Context<'_>, file: FileId) -> Span {
    let document = context.workspace.document(file);
    document.map_or(Span::default(), |document| document.header.status.as_ref().map_or(document.id.span, |status| status.span))
}

pub(super) fn reference_to_retired(context: &mut Context<'_>, relied_on: &[ReliedOn<'_>]) {
    if context.is_retired() || is_tests(context) {
        return;
    }
    for &(reference, file) in relied_on {
        let Some(id) = reference.document.as_ref().filter(|_| status(context, file) == Some(Status::Retired)) else { continue };
        let finding = context.at(&REFERENCE_TO_RETIRED, id.span, format!("`{}` is retired", id.text));
        let finding = finding.related(file, status_place(context, file), "it was withdrawn here");
        context.report(match successor(context, file, reference) {
            Some(next) => {
                let (next_id, place) = (context.id_of(next), id_place(context, next));
                let finding = finding.related(next, place, format!("`{next_id}` supersedes it"));
                finding.help(format!("refer to `{next_id}`, which supersedes it")).fix(format!("Write `{next_id}`"), false, id.span, next_id)
            }
            None => finding.help("refer to the document that is in force now, or take the reference out"),
        });
    }
}

pub(super) fn reference_to_draft(context: &mut Context<'_>, relied_on: &[ReliedOn<'_>]) {
    if !context.signature().in_force() || is_tests(context) {
        return;
    }
    for &(reference, file) in relied_on {
        let word = match status(context, file) {
            Some(Status::Draft) => "a draft",
            Some(Status::InReview) => "in review",
            _ => continue,
        };
        // what starts this document is not what it relies on
        let Some(id) = reference.document.as_ref().filter(|_| reference.place != Place::TriggeredBy) else { continue };
        let finding = context.at(&REFERENCE_TO_DRAFT, id.span, format!("`{}` is still {word}, and this document is in force", id.text));
        let finding = finding.related(file, status_place(context, file), "its status");
        context.report(finding.help(format!("release `{}` first, or make this document a draft as well", id.text)));
    }
}

pub(super) fn superseded_reference(context: &mut Context<'_>, relied_on: &[ReliedOn<'_>]) {
    if context.is_retired() || is_tests(context) {
        return;
    }
    for &(reference, file) in relied_on {
        let Some(id) = reference.document.as_ref().filter(|_| status(context, file) != Some(Status::Retired)) else { continue };
        let Some(next) = successor(context, file, reference) else { continue };
        let next_id = context.id_of(next);
        let finding = context.at(&SUPERSEDED_REFERENCE, id.span, format!("`{}` is superseded by `{next_id}`", id.text));
        let finding = finding.related(next, supersedes_place(context, next, file), format!("`{next_id}` says so"));
        let help = format!("refer to `{next_id}`, and retire `{}` when nobody needs it any more", id.text);
        context.report(finding.help(help).fix(format!("Write `{next_id}`"), false, id.span, next_id));
    }
}

/// The document in force that supersedes what a reference names, at the end of the line of successors.
fn successor(context: &Context<'_>, of: FileId, reference: &Reference) -> Option<FileId> {
    let member = reference.member.as_ref().map(|member| &member.text);
    let in_force = |next: &&Successor| context.workspace.signature(next.file).is_some_and(|signature| signature.in_force());
    let by = |of: FileId| {
        let successors = context.overview.successors(of).iter().filter(in_force);
        // two that supersede each other are a circle, of which is told elsewhere
        successors.filter(move |next| !context.overview.in_circle(Tie::Supersedes, of, next.file))
    };
    let mut last = by(of).find(|next| next.member.is_none() || next.member.as_ref() == member)?.file;
    let mut seen = vec![of];
    while let Some(next) = by(last).find(|next| next.member.is_none() && !seen.contains(&next.file)) {
        seen.push(last);
        last = next.file;
    }
    (last != context.id).then_some(last)
}

fn id_place(context: &Context<'_>, file: FileId) -> Span {
    context.workspace.document(file).map_or(Span::default(), |document| document.id.span)
}

/// Where `file` names what it supersedes; its id, where another one in between does.
fn supersedes_place(context: &Context<'_>, file: FileId, superseded: FileId) -> Span {
    let place = context.workspace.document(file).and_then(|document| {
        let mut references = document.header.supersedes.iter().filter_map(|reference| document.reference(*reference));
        references.find(|reference| reference.document.as_ref().is_some_and(|id| id.text == context.id_of(superseded)))
    });
    place.map_or_else(|| id_place(context, file), |reference| reference.span)
}

pub(super) fn stale_pin(context: &mut Context<'_>, relied_on: &[ReliedOn<'_>]) {
    if context.is_retired() {
        return;
    }
    for &(reference, file) in relied_on {
        let (Some(id), Some(pin)) = (&reference.document, &reference.pin) else { continue };
        let Some(document) = context.workspace.document(file) else { continue };
        let Some(version) = document.header.version.as_ref().filter(|version| !same_version(&version.text, &pin.text)) else { continue };
        let message = format!("`{}` is pinned to version {}, and has version {} by now", id.text, pin.text, version.text);
        let finding = context.at(&STALE_PIN, id.span, message).related(file, version.span, "its version");
        let finding = finding.help("read what has changed, and then pin the new version");
        context.report(finding.fix(format!("Pin version {}", version.text), false, pin.span, version.text.as_str()));
    }
}

/// `2` and `2.0` are one version.
fn same_version(one: &str, other: &str) -> bool {
    fn short(version: &str) -> &str {
        version.strip_suffix(".0").map_or(version, short)
    }
    short(one) == short(other)
}
