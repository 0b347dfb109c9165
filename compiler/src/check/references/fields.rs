//! What a header says twice: a field of which only one counts, an entry of a list. Both are a `duplicate-name`.

use crate::check::{Context, edits};
use crate::diagnostic::{DUPLICATE_NAME, Severity};
use crate::model::header::Person;
use crate::model::{DocumentKind, Name, RefId};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// Fields that may be written several times, and then add up.
const ADDING_UP: [&str; 8] = ["uses", "implements", "supersedes", "author", "reviewed", "approved", "tags", "history"];

pub(super) fn repeated_field(context: &mut Context<'_>) {
    // a tests document has no header
    if context.document.kind == DocumentKind::Tests {
        return;
    }
    let text = &context.file.text;
    let mut first: FxHashMap<&str, &(Name, Span)> = FxHashMap::default();
    for field in &context.document.header.fields {
        let (keyword, whole) = field;
        let words = whole.of(text);
        // single words add up, sentences do not
        if ADDING_UP.contains(&keyword.text.as_str()) || (keyword.text == "audience" && !words.contains('"')) {
            continue;
        }
        let Some((before, before_whole)) = first.get(keyword.text.as_str()) else {
            first.insert(&keyword.text, field);
            continue;
        };
        let same = before_whole.of(text).split_whitespace().eq(words.split_whitespace());
        let finding = context.at(&DUPLICATE_NAME, keyword.span, format!("the field `{}` is given a second time", keyword.text));
        let finding = finding.related(context.id, before.span, format!("the first `{}`", keyword.text));
        let help = if same { "remove one of the two" } else { "keep the one that is meant: a header has only one" };
        context.report(finding.help(help).fix(format!("Remove the second `{}`", keyword.text), same, edits::removal(text, *whole), ""));
    }
}

/// Twice in one list nothing is gained, and nothing is wrong: it weighs less.
pub(super) fn repeated_entry(context: &mut Context<'_>) {
    let (document, text) = (context.document, &context.file.text);
    let header = &document.header;
    let reference = |id: &RefId| document.reference(*id).map(|reference| reference.span);
    let person = |person: &Person| match person {
        Person::Role(role) => reference(role),
        Person::Name(name) => Some(name.span),
    };
    let named = [&header.uses, &header.implements, &header.supersedes].into_iter().flatten().filter_map(reference);
    let signed = [&header.approved, &header.reviewed].into_iter().flatten().flat_map(|signed| &signed.by);
    let people = header.author.iter().chain(signed).filter_map(person);
    let words = header.tags.iter().chain(&header.audience).map(|word| word.span);
    let mut entries: Vec<Span> = named.chain(people).chain(words).collect();
    entries.sort_unstable();
    let mut first: FxHashMap<(Span, &str), Span> = FxHashMap::default();
    for entry in entries {
        let Some((_, list)) = header.field_at(entry) else { continue };
        let written = entry.of(text);
        let Some(before) = first.get(&(*list, written)).copied() else {
            first.insert((*list, written), entry);
            continue;
        };
        let finding = context.at(&DUPLICATE_NAME, entry, format!("`{}` stands twice in this list", written.trim_matches('"')));
        let mut finding = finding.related(context.id, before, "the first time").help("remove one of the two");
        finding.severity = Severity::Warning;
        context.report(finding.fix("Remove it", true, edits::removal_from_list(text, *list, entry), ""));
    }
}
