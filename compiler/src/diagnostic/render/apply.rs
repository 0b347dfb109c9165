//! Applying fixes. In: diagnostics and the texts they speak of. Out: the new text of each file that
//! changes. Nothing is written to disk.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::order;
use crate::diagnostic::{Diagnostic, FileEdit, FileId, Fix, Severity, Sources};
use crate::text::{Span, TextEdit, apply_edits};

/// Which fixes to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixes {
    Safe,
    /// Also those that need a look.
    All,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The new text of each file that was changed.
    pub texts: BTreeMap<FileId, String>,
    /// How many fixes are in these texts.
    pub applied: usize,
    /// How many stand in the way of one that was applied: check the new texts and apply again.
    pub left: usize,
}

/// Applies the first fix of each diagnostic that `fixes` admits: wholly, in all its files, or not at
/// all. Of two that touch the same place the one whose diagnostic comes first (by path, offset and
/// check) wins. A fix that does not fit its text is left out and not counted.
pub fn apply(diagnostics: &[Diagnostic], sources: &dyn Sources, fixes: Fixes) -> Applied {
    let mut order_of: Vec<&Diagnostic> = diagnostics.iter().filter(|one| one.severity != Severity::Off).collect();
    order_of.sort_by_key(|one| order(one, sources));
    let chosen = order_of.into_iter().filter_map(|one| one.fixes.iter().find(|fix| fix.safe || fixes == Fixes::All)).filter(|fix| fits(fix, sources));

    let mut result = Applied::default();
    let mut taken: BTreeMap<FileId, BTreeMap<u32, u32>> = BTreeMap::new();
    let mut edits: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for fix in chosen {
        let free = |edit: &FileEdit| taken.get(&edit.file).is_none_or(|spans| is_free(spans, edit.span));
        if !fix.edits.iter().all(free) {
            result.left += 1;
            continue;
        }
        result.applied += 1;
        for FileEdit { file, span, text } in &fix.edits {
            let end = taken.entry(*file).or_default().entry(span.start).or_insert(span.end);
            *end = span.end.max(*end);
            edits.entry(*file).or_default().push(TextEdit { span: *span, text: text.clone() });
        }
    }
    for (file, edits) in edits {
        if let Some(text) = apply_edits(sources.text(file), &edits) {
            result.texts.insert(file, text);
        }
    }
    result
}

/// Whether the edits of `fix` lie in their texts and do not overlap.
fn fits(fix: &Fix, sources: &dyn Sources) -> bool {
    let mut spans: Vec<(FileId, Span)> = fix.edits.iter().map(|edit| (edit.file, edit.span)).collect();
    spans.sort();
    let apart = spans.windows(2).all(|pair| match pair {
        [(one, before), (other, after)] => one != other || before.end <= after.start,
        _ => true,
    });
    apart && !spans.is_empty() && spans.iter().all(|(file, span)| sources.text(*file).get(span.range()).is_some())
}

/// Whether `span` touches none of `spans` (start and end of each): two replacements may meet, an
/// insertion must stand apart, since which of the two comes first would be a guess.
fn is_free(spans: &BTreeMap<u32, u32>, span: Span) -> bool {
    let clear = |start: u32, end: u32| {
        if span.is_empty() || start == end { span.end < start || end < span.start } else { span.end <= start || end <= span.start }
    };
    let before = spans.range(..=span.start).next_back();
    let after = spans.range((Bound::Excluded(span.start), Bound::Unbounded)).next();
    before.into_iter().chain(after).all(|(start, end)| clear(*start, *end))
}
