//! Who approved a document, and when: `author-approves-own`, `effective-before-approval`,
//! `approval-before-change`.

use super::version::compare;
use super::{day, has, history, status};
use crate::check::Context;
use crate::diagnostic::{APPROVAL_BEFORE_CHANGE, AUTHOR_APPROVES_OWN, EFFECTIVE_BEFORE_APPROVAL, FileId};
use crate::model::header::Person;
use crate::model::value::Date;
use crate::model::{Name, Status};
use crate::text::Span;
use crate::workspace::Resolved;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// A person as one is told from another.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Role(FileId, u32),
    /// In lower case, with single blanks.
    Words(String),
}

/// Somebody of a header: who, where, and in which words.
fn somebody<'w>(context: &Context<'w>, person: &'w Person) -> Option<(Key, Span, &'w str)> {
    let plain = |words: &str| Key::Words(words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
    match person {
        Person::Name(text) => Some((plain(&text.text), text.span, &text.text)),
        Person::Role(role) => {
            let reference = context.document.reference(*role)?;
            let key = match context.resolved(*role) {
                Resolved::Member(file, at) => Key::Role(*file, *at),
                _ => plain(reference.name()),
            };
            Some((key, reference.span, reference.name()))
        }
    }
}

/// Reported where everybody who approved is an author; with one other signature it is no self-approval.
pub(super) fn author_approves_own(context: &mut Context<'_>) {
    let header = &context.document.header;
    let Some(approved) = header.approved.as_ref().filter(|_| status(context) != Some(Status::External)) else { return };
    let authors: FxHashMap<Key, Span> = header.author.iter().filter_map(|person| somebody(context, person)).map(|(key, span, _)| (key, span)).collect();
    let mut own = Vec::new();
    for person in &approved.by {
        let Some((key, span, words)) = somebody(context, person) else { return };
        let Some(author) = authors.get(&key) else { return };
        own.push((span, *author, words));
    }
    if let Some((span, author, words)) = own.first() {
        let finding = context.at(&AUTHOR_APPROVES_OWN, *span, format!("`{words}` wrote this document, and nobody else has approved it"));
        let finding = finding.related(context.id, *author, "the author");
        context.report(finding.help("let somebody approve it who did not write it"));
    }
}

/// The day of the approval; of several the last.
fn approval<'w>(context: &Context<'w>) -> Option<(&'w Name, Date)> {
    let date = context.document.header.approved.as_ref()?.date.as_ref()?;
    Some((date, day(date)?))
}

pub(super) fn effective_before_approval(context: &mut Context<'_>) {
    if status(context) == Some(Status::External) {
        return;
    }
    let header = &context.document.header;
    let written = header.effective.as_ref().and_then(|date| Some((date, day(date)?)));
    // without the field, the history says when the version takes effect
    let in_history = || history::entry_of(context, &header.version.as_ref()?.text)?.date.filter(|_| !has(context, "effective"));
    let (Some(approved), Some(effective)) = (approval(context), written.or_else(in_history)) else { return };
    if effective.1 < approved.1 {
        let message = format!("this document holds from {} on, and was approved only on {}", effective.1, approved.1);
        let finding = context.at(&EFFECTIVE_BEFORE_APPROVAL, effective.0.span, message).related(context.id, approved.0.span, "the approval");
        context.report(finding.help("let it hold from the day of its approval on, or later; who looks at a version in force again is `reviewed`"));
    }
}

/// An approval from before the version that came before: it cannot have been of this one.
pub(super) fn approval_before_change(context: &mut Context<'_>) {
    let Some(version) = context.document.header.version.as_ref().filter(|_| status(context) == Some(Status::Effective)) else { return };
    let Some(approved) = approval(context) else { return };
    let before = history::entries(context).filter(|entry| compare(&entry.version.text, &version.text) == Some(Ordering::Less));
    let before = before.filter_map(|entry| Some((entry.version, entry.date?)));
    let Some((previous, (place, date))) = before.max_by_key(|(_, (_, date))| *date) else { return };
    if approved.1 < date {
        let message = format!("this approval is older than version {}, so it cannot be of version {}", previous.text, version.text);
        let finding = context.at(&APPROVAL_BEFORE_CHANGE, approved.0.span, message);
        let finding = finding.related(context.id, place.span, format!("version {} took effect", previous.text));
        context.report(finding.help(format!("have version {} approved, and write that day", version.text)));
    }
}
