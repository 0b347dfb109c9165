//! Texts. In: a text in quotes. Out: its words, and what the names in braces in it stand for.

use super::context::Context;
use super::reference::{Reference, is_false};
use crate::model;
use serde::Serialize;
use std::borrow::Cow;

/// A text. Always an object, so that its names can be told from its words.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Text<'a> {
    /// The words, escapes resolved; a reference stands in its braces, as written. A long text has no
    /// common indentation and no empty lines at its ends.
    pub text: Cow<'a, str>,
    /// Present and true for a text between `"""`: it is Markdown.
    #[serde(skip_serializing_if = "is_false")]
    pub markdown: bool,
    /// The references in braces, in order; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<TextReference<'a>>,
}

/// A reference in a text.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TextReference<'a> {
    /// Where its opening brace stands in `text`: Unicode scalar values from 0.
    pub start: u32,
    /// Behind its closing brace.
    pub end: u32,
    /// What it stands for.
    pub to: Reference<'a>,
}

impl<'a> Context<'a> {
    pub(super) fn text(&self, text: &'a model::Text) -> Text<'a> {
        let source = self.source(text.span);
        if text.text.is_empty() || (!text.long && text.references.is_empty() && !source.contains('\\')) {
            return Text { text: Cow::Borrowed(&text.text), markdown: false, references: Vec::new() };
        }
        let body = body(source, text.long);
        let body = if text.long { Cow::Owned(without_indentation(body)) } else { Cow::Borrowed(body) };
        let mut ids = text.references.iter();
        let (mut words, mut references, mut length) = (String::with_capacity(body.len()), Vec::new(), 0);
        let mut rest = &*body;
        while let Some(char) = rest.chars().next() {
            let escaped = if char == '\\' { rest.chars().nth(1).filter(|next| matches!(next, '"' | '\\' | '{')) } else { None };
            let taken = match escaped {
                Some(next) => {
                    words.push(next);
                    length += 1;
                    1 + next.len_utf8()
                }
                None => match reference_length(rest) {
                    Some(taken) => {
                        let written = rest.get(..taken).unwrap_or("");
                        let start = length;
                        length += written.chars().count() as u32;
                        words.push_str(written);
                        references.extend(ids.next().map(|id| TextReference { start, end: length, to: self.reference(*id) }));
                        taken
                    }
                    None => {
                        words.push(char);
                        length += 1;
                        char.len_utf8()
                    }
                },
            };
            rest = rest.get(taken..).unwrap_or("");
        }
        Text { text: Cow::Owned(words), markdown: text.long, references }
    }

    pub(super) fn some_text(&self, text: &'a Option<model::Text>) -> Option<Text<'a>> {
        text.as_ref().map(|text| self.text(text))
    }
}

/// How long the `{…}` is that `rest` begins with, if it is one.
fn reference_length(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('{')?;
    let end = inner.find(['}', '{', '\n'])?;
    (inner.as_bytes().get(end) == Some(&b'}')).then_some(end + 2)
}

/// What stands between the quotes; the closing ones may be missing.
fn body(source: &str, long: bool) -> &str {
    let quotes = if long { "\"\"\"" } else { "\"" };
    let body = source.strip_prefix(quotes).unwrap_or(source);
    body.strip_suffix(quotes).unwrap_or(body)
}

/// Without the indentation that all lines but the first share.
fn without_indentation(body: &str) -> String {
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = body.lines().skip(1).filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or(0);
    let mut text = String::with_capacity(body.len());
    for (at, line) in body.lines().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let line = if at == 0 { line.trim_start() } else { line.get(common.min(indentation(line))..).unwrap_or("") };
        text.push_str(line.trim_end());
    }
    text.trim_matches('\n').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_lose_their_common_indentation() {
        assert_eq!(without_indentation("a\n       b\n         - c\n\n       d  \n   "), "a\nb\n  - c\n\nd");
        assert_eq!(without_indentation("\n  # Title\n  text\n"), "# Title\ntext");
    }

    #[test]
    fn only_closed_braces_are_references() {
        assert_eq!(reference_length("{a} b"), Some(3));
        assert_eq!(reference_length("{a\n}"), None);
        assert_eq!(reference_length("{a {b}"), None);
        assert_eq!(reference_length("a"), None);
    }
}
