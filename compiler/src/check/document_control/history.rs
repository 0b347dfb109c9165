//! The history of a document: `version-went-back`, `history-missing-entry`. Lines may stand newest
//! first or oldest first; most neighbours decide which it is.

use super::version::compare;
use super::{day, has, status};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, HISTORY_MISSING_ENTRY, Severity, VERSION_WENT_BACK};
use crate::model::value::Date;
use crate::model::{DocumentKind, Name, Status};
use std::cmp::Ordering;

/// A line of the history that could be read.
pub(super) struct Entry<'d> {
    pub version: &'d Name,
    /// The day on which the version takes effect.
    pub date: Option<(&'d Name, Date)>,
}

impl Entry<'_> {
    fn compare_dates(&self, other: &Self) -> Option<Ordering> {
        Some(self.date?.1.cmp(&other.date?.1))
    }
}

/// The lines in the order they are written.
pub(super) fn entries<'w>(context: &Context<'w>) -> impl Iterator<Item = Entry<'w>> + use<'w> {
    context.document.header.history.iter().filter_map(|change| {
        let version = change.version.as_ref().filter(|version| version.text.starts_with(|char: char| char.is_ascii_digit()))?;
        let date = change.date.as_ref().and_then(|name| day(name).map(|date| (name, date)));
        Some(Entry { version, date })
    })
}

/// The line of the latest version.
pub(super) fn newest<'w>(context: &Context<'w>) -> Option<Entry<'w>> {
    entries(context).reduce(|latest, entry| if compare(&latest.version.text, &entry.version.text) == Some(Ordering::Less) { entry } else { latest })
}

/// The line of a version.
pub(super) fn entry_of<'w>(context: &Context<'w>, version: &str) -> Option<Entry<'w>> {
    entries(context).find(|entry| compare(&entry.version.text, version) == Some(Ordering::Equal))
}

pub(super) fn version_went_back(context: &mut Context<'_>) {
    let mut lines: Vec<Entry<'_>> = entries(context).collect();
    if !is_rising(&lines) {
        lines.reverse();
    }
    let pairs = lines.windows(2).filter_map(|pair| if let [older, newer] = pair { contradiction(context, older, newer) } else { None });
    let found: Vec<Diagnostic> = pairs.collect();
    let is_ordered = found.is_empty();
    found.into_iter().for_each(|finding| context.report(finding));
    // a slip in the lines is told once
    let (Some(version), Some(newest)) = (&context.document.header.version, newest(context).filter(|_| is_ordered)) else { return };
    if compare(&version.text, &newest.version.text) == Some(Ordering::Less) {
        let message = format!("version {} is lower than version {}, which the history has already", version.text, newest.version.text);
        let finding = context.at(&VERSION_WENT_BACK, version.span, message).related(context.id, newest.version.span, "the latest version in the history");
        let finding = finding.help("write the version that this text is, or correct the history");
        context.report(finding.fix(format!("Write `version {}`", newest.version.text), false, version.span, newest.version.text.as_str()));
    }
}

/// Whether the oldest line stands first.
fn is_rising(lines: &[Entry<'_>]) -> bool {
    let balance = |order: &dyn Fn(&Entry<'_>, &Entry<'_>) -> Option<Ordering>| -> i64 {
        let steps = lines.windows(2).filter_map(|pair| if let [one, other] = pair { order(one, other) } else { None });
        steps.map(|step| -(step as i64)).sum()
    };
    match balance(&|one, other| compare(&one.version.text, &other.version.text)) {
        0 => balance(&|one, other| one.compare_dates(other)) > 0,
        balance => balance > 0,
    }
}

/// What is wrong between two neighbours.
fn contradiction(context: &Context<'_>, older: &Entry<'_>, newer: &Entry<'_>) -> Option<Diagnostic> {
    let dates = older.compare_dates(newer);
    let (low, high) = (&older.version.text, &newer.version.text);
    let days = older.date.zip(newer.date);
    match compare(low, high) {
        Some(Ordering::Greater) => {
            let is_sorted_wrong = dates == Some(Ordering::Greater);
            let message = match days {
                Some(_) if is_sorted_wrong => format!("the line of version {high} stands on the wrong side of version {low}"),
                Some((before, after)) if before.1 != after.1 => {
                    format!("version {high} takes effect on {}, later than version {low}, which is the higher one", after.0.text)
                }
                _ => format!("version {high} follows version {low}, which is the higher one"),
            };
            let finding = context.at(&VERSION_WENT_BACK, newer.version.span, message);
            let mut finding = finding.related(context.id, older.version.span, format!("version {low} is here"));
            if is_sorted_wrong {
                // days and versions agree: only the lines are out of order
                finding.severity = Severity::Warning;
                return Some(finding.help("put the lines in the order of their versions"));
            }
            Some(finding.help("correct one of the two versions: each is higher than the one before"))
        }
        Some(Ordering::Equal) if dates.is_some_and(Ordering::is_ne) => {
            let (before, after) = days?;
            let message = format!("version {high} takes effect on {} here, and on {} in another line", after.0.text, before.0.text);
            let finding = context.at(&VERSION_WENT_BACK, after.0.span, message).related(context.id, before.0.span, "the other day");
            Some(finding.help("give the later change a version of its own, or both lines one day"))
        }
        _ if dates == Some(Ordering::Greater) => {
            let (before, after) = days?;
            let message = format!("version {high} takes effect on {}, before version {low} does", after.0.text);
            let finding = context.at(&VERSION_WENT_BACK, after.0.span, message).related(context.id, before.0.span, format!("the day of version {low}"));
            Some(finding.help("correct one of the two days: a version takes effect behind the one before"))
        }
        _ => None,
    }
}

pub(super) fn history_missing_entry(context: &mut Context<'_>) {
    let header = &context.document.header;
    let Some(version) = header.version.as_ref().filter(|_| owes_entry(context)) else { return };
    let broken = header.history.iter().any(|change| change.version.is_none() || change.text.is_none());
    let newest = newest(context);
    let went_back = newest.as_ref().is_some_and(|newest| compare(&version.text, &newest.version.text) == Some(Ordering::Less));
    if broken || went_back || context.in_broken("history") || entry_of(context, &version.text).is_some() {
        return;
    }
    let day = header.effective.as_ref().map_or(String::new(), |day| format!("{} ", day.text));
    let line = format!("{} {day}\"what changed\"", version.text);
    let finding = match newest {
        Some(newest) => {
            let finding = context.at(&HISTORY_MISSING_ENTRY, version.span, format!("the history has no line for version {}", version.text));
            let finding = finding.related(context.id, newest.version.span, "the latest version that it has");
            finding.help(format!("say there what changed: `{line}`"))
        }
        None => {
            let finding = context.at(&HISTORY_MISSING_ENTRY, version.span, format!("no history says what changed in version {}", version.text));
            finding.help(format!("add `history {{ {line} }}` to the header"))
        }
    };
    context.report(finding);
}

/// Whether the history of the document should have its version: once it is in force. A first edition has
/// changed nothing, and a glossary need not keep a history; if they have one, it counts.
pub(super) fn owes_entry(context: &Context<'_>) -> bool {
    let version = &context.document.header.version;
    let is_first = || version.as_ref().is_some_and(|version| compare(&version.text, "1.0").is_some_and(Ordering::is_le));
    let may_lack = || context.document.kind == DocumentKind::Glossary || is_first();
    status(context) == Some(Status::Effective) && (has(context, "history") || !may_lack())
}
