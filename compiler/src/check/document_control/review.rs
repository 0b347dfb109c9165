//! The next review of a document, on the day that is given: `review-overdue`, `review-due-soon`.
//! Without a day both are quiet.

use super::{day, history, status, values};
use crate::check::Context;
use crate::diagnostic::{REVIEW_DUE_SOON, REVIEW_OVERDUE};
use crate::model::value::{Date, Quantity, TimeUnit, Unit, date};
use crate::model::{Name, Status};
use crate::text::Span;

/// So many days before its day a review is due soon.
const SOON: i64 = 30;

pub(super) fn review(context: &mut Context<'_>) {
    if !(context.is_on(&REVIEW_OVERDUE) || context.is_on(&REVIEW_DUE_SOON)) || !matches!(status(context), Some(Status::Effective | Status::External)) {
        return;
    }
    let Some(today) = context.options.as_of.as_ref().and_then(|day| date::parse_date(day).ok()) else { return };
    let Some(every) = &context.document.header.review_every else { return };
    let calendar = context.file.config.calendar();
    let due = values::length(every).and_then(|length| {
        let last = last_looked_at(context)?;
        Some((last, date::add(last.1, &length, &calendar).ok()?))
    });
    let Some(((from, _), due)) = due else { return };
    let field = context.document.header.field_at(every.span);
    let place = field.map_or(every.span, |(keyword, _)| Span::new(keyword.span.start, every.span.end));
    let days = Quantity::new(SOON, Unit::Time(TimeUnit::Day));
    let finding = if due < today {
        let late = date::days_between(due, today);
        context.at(&REVIEW_OVERDUE, place, format!("the review of `{}` was due on {due}, {late} ago", context.document.id.text))
    } else if date::add(today, &days, &calendar).is_ok_and(|soon| due <= soon) {
        let left = date::days_between(today, due);
        let when = if due == today { "today".to_owned() } else { format!("in {left}") };
        context.at(&REVIEW_DUE_SOON, place, format!("the review of `{}` is due on {due}, {when}", context.document.id.text))
    } else {
        return;
    };
    let finding = finding.related(context.id, from.span, "counted from here");
    context.report(finding.help("look whether the document still holds, and write `reviewed DATE by …`, or a new version"));
}

/// The newest of the days on which the document took effect or was reviewed.
fn last_looked_at<'w>(context: &Context<'w>) -> Option<(&'w Name, Date)> {
    let header = &context.document.header;
    let reviewed = header.reviewed.as_ref().and_then(|reviewed| reviewed.date.as_ref());
    let written = [reviewed, header.effective.as_ref()].into_iter().flatten().filter_map(|name| Some((name, day(name)?)));
    let in_history = history::entries(context).filter_map(|entry| entry.date);
    // a document that says neither was approved at least
    let approved = || header.approved.as_ref()?.date.as_ref().and_then(|name| Some((name, day(name)?)));
    written.chain(in_history).max_by_key(|(_, date)| *date).or_else(approved)
}
