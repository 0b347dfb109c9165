//! One document on its way into JSON: what every part of it needs to know of the whole.

use super::place::{Places, Range};
use super::unit::Units;
use crate::diagnostic::FileId;
use crate::model::Document;
use crate::syntax::lex;
use crate::text::Span;
use crate::workspace::{File, Workspace};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

pub(super) struct Context<'a> {
    pub workspace: &'a Workspace,
    pub id: FileId,
    pub file: &'a File,
    pub document: &'a Document,
    places: OnceCell<Places<'a>>,
    pub units: Units<'a>,
    pub titles: RefCell<FxHashMap<(FileId, u32), Option<&'a str>>>,
}

impl<'a> Context<'a> {
    /// None for a file without a document.
    pub fn of(workspace: &'a Workspace, id: FileId) -> Option<Self> {
        let (file, document) = workspace.file(id).zip(workspace.document(id))?;
        Some(Self { workspace, id, file, document, places: OnceCell::new(), units: Units::new(workspace, id), titles: RefCell::default() })
    }

    pub fn range(&self, span: Span) -> Range {
        self.places.get_or_init(|| Places::new(&self.file.text)).range(span)
    }

    /// As it is written.
    pub fn source(&self, span: Span) -> &'a str {
        span.of(&self.file.text)
    }

    /// As it is written, without comments, white space folded to one space.
    pub fn folded(&self, span: Span) -> Cow<'a, str> {
        folded(self.source(span))
    }

    /// Relative to the root, with `/`.
    pub fn path(&self) -> String {
        slashed(&self.file.path)
    }
}

/// A path with `/` on every machine.
pub(super) fn slashed(path: &std::path::Path) -> String {
    let parts: Vec<Cow<'_, str>> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn folded(source: &str) -> Cow<'_, str> {
    if source.contains("//") {
        let comments = lex(source).comments;
        if !comments.is_empty() {
            let mut rest = String::with_capacity(source.len());
            let mut from = 0;
            for comment in comments {
                rest.push_str(source.get(from..comment.start as usize).unwrap_or(""));
                rest.push(' ');
                from = comment.end as usize;
            }
            rest.push_str(source.get(from..).unwrap_or(""));
            return Cow::Owned(one_spaced(&rest));
        }
    }
    let is_folded = !source.contains(['\n', '\r', '\t']) && !source.contains("  ") && source.trim().len() == source.len();
    if is_folded { Cow::Borrowed(source) } else { Cow::Owned(one_spaced(source)) }
}

fn one_spaced(source: &str) -> String {
    let mut folded = String::with_capacity(source.len());
    for word in source.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn white_space_and_comments_are_folded() {
        assert_eq!(folded("a > 1 USD"), "a > 1 USD");
        assert_eq!(folded("a\n    and // why: \"x\"\n  b"), "a and b");
        assert_eq!(folded("\"see // there\"  and b"), "\"see // there\" and b");
    }
}
