//! Texts: quotes and escapes taken away, references in braces listed.

use super::Lower;
use crate::model::parts::{Name, Place, RefId, Reference, Text};
use crate::syntax::{Brace, Node, NodeKind as N, braces};
use crate::text::Span;
use smol_str::SmolStr;

impl<'t> Lower<'t> {
    /// The text of a `Text` node, or of a node that holds one.
    pub(super) fn quoted(&mut self, node: Node<'t>) -> Text {
        let span = match node.kind() {
            N::Text => node.span(),
            _ => node.child(N::Text).map_or(node.span(), Node::span),
        };
        let source = span.of(self.text);
        let long = source.starts_with("\"\"\"");
        let quotes = if long { 3 } else { 1 };
        let body_start = quotes.min(source.len());
        let body = source.get(body_start..).unwrap_or("");
        let closing = if long { "\"\"\"" } else { "\"" };
        let body = body.strip_suffix(closing).unwrap_or(body).trim_end_matches(['\u{201d}', '\u{201c}']);
        if memchr::memchr2(b'\\', b'{', body.as_bytes()).is_none() {
            return Text { text: SmolStr::new(body), span, references: Vec::new(), long };
        }
        let references = self.prose_references(body, span.start + body_start as u32);
        Text { text: SmolStr::new(without_escapes(body)), span, references, long }
    }

    pub(super) fn text_child(&mut self, node: Node<'t>) -> Option<Text> {
        node.child(N::Text).map(|child| self.quoted(child))
    }

    pub(super) fn texts(&mut self, node: Node<'t>) -> Vec<Text> {
        node.children().filter(|child| child.kind() == N::Text).map(|child| self.quoted(child)).collect()
    }

    /// Every `{…}` of a text is a reference.
    fn prose_references(&mut self, body: &str, start: u32) -> Vec<RefId> {
        let mut found = Vec::new();
        for brace in braces(body) {
            if let Brace::Closed { at, end } = brace {
                let inner = body.get(at + 1..end - 1).unwrap_or("");
                let lead = inner.len() - inner.trim_start().len();
                found.push(self.prose_reference(inner.trim(), start + (at + 1 + lead) as u32));
            }
        }
        found
    }

    fn prose_reference(&mut self, inner: &str, start: u32) -> RefId {
        let name =
            |from: usize, to: usize| Name { text: SmolStr::new(inner.get(from..to).unwrap_or("")), span: Span::new(start + from as u32, start + to as u32) };
        // an id, with a member or a pin behind it; else a bare name
        let word = inner.find(' ').unwrap_or(inner.len());
        let (mut document, mut pin) = (None, None);
        let member;
        if inner.starts_with(char::is_uppercase) && inner.get(..word).is_some_and(|word| word.contains(['-', '_'])) {
            let point = inner.get(..word).and_then(|id| id.find('.').filter(|at| id.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic)));
            document = Some(name(0, point.unwrap_or(word)));
            member = point.map(|point| name(point + 1, word));
            pin = inner.get(word..).and_then(|rest| rest.find('v')).map(|at| Box::new(name(word + at + 1, inner.len())));
        } else {
            member = Some(name(0, inner.len()));
        }
        let row_of = self.rows.last().copied();
        self.refer(Reference { document, member, pin, place: Place::Prose, span: Span::new(start, start + inner.len() as u32), row_of, against: None })
    }
}

fn without_escapes(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' if chars.peek().is_some_and(|next| matches!(next, '"' | '\\')) => out.extend(chars.next()),
            // an escaped brace stays escaped, so that it is told from a reference
            _ => out.push(char),
        }
    }
    out
}
