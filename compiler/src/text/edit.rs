//! Edits of a text. In: a text and edits by byte span. Out: the new text.

use super::Span;

/// Replace `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    pub span: Span,
    pub text: String,
}

/// `text` with all `edits` applied, or `None` if two of them overlap or one lies outside the text.
/// Two insertions at one place are applied in the order given.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut order: Vec<&TextEdit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in order {
        let range = edit.span.range();
        out.push_str(text.get(done..range.start)?);
        text.get(range.clone())?;
        out.push_str(&edit.text);
        done = range.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}
