//! The group Document control: whether the header says what a controlled document owes, and whether
//! its fields fit each other. In: one document, the fields that `sop.toml` requires, and the day if one
//! is given. Out: findings. One function a check. Absent: what changed since another revision.

mod approval;
mod dates;
mod history;
mod owed;
mod retired;
mod review;
mod values;
mod version;

use super::Context;
use crate::diagnostic::FileId;
use crate::model::value::{Date, date};
use crate::model::{DocumentKind, Name, Status};
use crate::text::Span;

pub(super) fn run(context: &mut Context<'_>) {
    dates::impossible_dates(context);
    // the tests of a procedure have no header
    if context.document.kind == DocumentKind::Tests {
        return;
    }
    values::wrong_status(context);
    values::wrong_times(context);
    owed::missing_version(context);
    owed::missing_owner(context);
    owed::missing_approver(context);
    owed::missing_metadata(context);
    approval::author_approves_own(context);
    approval::effective_before_approval(context);
    approval::approval_before_change(context);
    history::version_went_back(context);
    history::history_missing_entry(context);
    if context.document.id.text.is_empty() {
        return;
    }
    review::review(context);
    retired::retired_without_successor(context);
}

/// Whether the header has a field, readable or not.
fn has(context: &Context<'_>, field: &str) -> bool {
    context.document.header.fields.iter().any(|(keyword, _)| keyword.text == field)
}

/// Where the document stands in its life; none where the word is no status.
fn status(context: &Context<'_>) -> Option<Status> {
    context.document.header.status()
}

/// The date that a name writes, if the calendar has it.
fn day(name: &Name) -> Option<Date> {
    date::parse_date(&name.text).ok()
}

/// The place of a document's id.
fn id_place(context: &Context<'_>, file: FileId) -> Span {
    context.workspace.document(file).map_or(Span::default(), |document| document.id.span)
}
