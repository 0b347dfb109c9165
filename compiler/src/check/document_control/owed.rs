//! Fields that a header owes: `missing-version`, `missing-owner`, `missing-approver`,
//! `missing-metadata`. Where a field was tried and could not be read, all are quiet about it.

use super::{has, history, status};
use crate::check::{Context, level};
use crate::diagnostic::{Check, Diagnostic, HISTORY_MISSING_ENTRY, MISSING_APPROVER, MISSING_METADATA, MISSING_OWNER, MISSING_VERSION};
use crate::model::{DocumentKind, ElementKind, Status};
use crate::text::Span;

pub(super) fn missing_version(context: &mut Context<'_>) {
    if is_missing(context, "version") {
        let finding = missing(context, &MISSING_VERSION, "has no version");
        let newest = history::newest(context).map(|entry| entry.version.text.as_str());
        let draft = matches!(status(context), Some(Status::Draft | Status::InReview));
        let version = newest.unwrap_or(if draft { "0.1" } else { "1.0" });
        let help = format!("say which edition this is: `version {version}`");
        let finding = add(context, finding.help(help), format!("version {version}"), newest.is_some());
        context.report(finding);
    }
}

pub(super) fn missing_owner(context: &mut Context<'_>) {
    if is_missing(context, "owner") {
        let finding = missing(context, &MISSING_OWNER, "has no owner");
        context.report(finding.help("name the role that answers for it: `owner ROLE`"));
    }
}

pub(super) fn missing_approver(context: &mut Context<'_>) {
    if owes_approver(context) && is_missing(context, "approved") {
        let finding = missing(context, &MISSING_APPROVER, "is in force, and nobody has approved it");
        context.report(finding.help("say who released it and when, `approved DATE by ROLE`, or make it a `status draft`"));
    }
}

fn owes_approver(context: &Context<'_>) -> bool {
    let approvable = matches!(context.document.kind, DocumentKind::Policy | DocumentKind::Sop | DocumentKind::Wi | DocumentKind::Form);
    approvable && status(context) == Some(Status::Effective)
}

pub(super) fn missing_metadata(context: &mut Context<'_>) {
    let kind = context.document.kind;
    for field in context.file.config.required_fields(kind.keyword()) {
        // what has a check of its own is told by that
        let narrower = match field {
            "version" => context.is_on(&MISSING_VERSION),
            "owner" => context.is_on(&MISSING_OWNER),
            "approved" => context.is_on(&MISSING_APPROVER) && owes_approver(context),
            "history" => context.is_on(&HISTORY_MISSING_ENTRY) && history::owes_entry(context),
            _ => false,
        };
        if narrower || !level::takes_field(kind, field) || !is_due(field, status(context)) || !is_missing(context, field) {
            continue;
        }
        let finding = missing(context, &MISSING_METADATA, &format!("has no `{field}`"));
        let finding = finding.help(format!("add the field `{field}` to the header: `sop.toml` requires it here"));
        // without a status it is in force anyway
        let finding = if field == "status" { add(context, finding, "status effective".to_owned(), true) } else { finding };
        context.report(finding);
    }
}

/// Whether a field can be asked for at this point of the document's life.
fn is_due(field: &str, status: Option<Status>) -> bool {
    match status {
        Some(Status::External) => !matches!(field, "author" | "reviewed" | "approved" | "review" | "history" | "performer" | "implements"),
        Some(Status::Draft | Status::InReview) => !matches!(field, "reviewed" | "approved" | "effective" | "history"),
        Some(Status::Retired) => field != "review",
        Some(Status::Effective) => true,
        // a word that is no status: nobody knows
        None => !matches!(field, "author" | "reviewed" | "approved" | "effective" | "review" | "history" | "performer" | "implements"),
    }
}

/// Whether the header lacks a field, and nothing that could not be read or stands elsewhere may be it.
fn is_missing(context: &Context<'_>, field: &str) -> bool {
    let elsewhere = |at: Span| at.of(&context.file.text) == field;
    // without an id there is an error of syntax, and nothing to call the document by
    !context.document.id.text.is_empty()
        && !has(context, field)
        && !context.in_broken(field)
        && !context.elements.iter().any(|element| element.kind == ElementKind::Misplaced && elsewhere(element.head))
}

fn missing(context: &Context<'_>, check: &'static Check, what: &str) -> Diagnostic {
    let id = &context.document.id;
    context.at(check, id.span, format!("`{}` {what}", id.text))
}

/// Offers a field at the top of the header.
fn add(context: &Context<'_>, finding: Diagnostic, field: String, safe: bool) -> Diagnostic {
    let text = &context.file.text;
    let title = context.document.title.span;
    let head_end = title.end.max(context.document.id.span.end) as usize;
    let Some(brace) = text.get(head_end..).filter(|rest| rest.trim_start().starts_with('{')).and_then(|rest| rest.find('{')) else { return finding };
    let at = (head_end + brace + 1) as u32;
    let rest_of_line = text.get(at as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let end = if rest_of_line.trim().is_empty() { "" } else { "\n " };
    finding.fix(format!("Add `{field}`"), safe, Span::at(at), format!("\n  {field}{end}"))
}
