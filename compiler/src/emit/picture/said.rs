//! What is written, as a reader would say it. In: texts, names and conditions of the document. Out: the
//! same in words: what stands in braces is put in, roles are called by their titles.

use super::Painter;
use crate::diagnostic::FileId;
use crate::model::element::{Actors, CalloutKind, Element, ElementKind, Joint, Thing, What};
use crate::model::{Deadline, DeclarationKind, Due, Expression, ExpressionKind, RefId, Text};
use crate::text::Span;
use crate::workspace::Resolved;

/// An order or a warning of at most so many characters is shown in full.
const SHORT: usize = 80;

impl Painter<'_> {
    /// A text with what its braces stand for.
    pub(super) fn said(&self, text: &Text) -> String {
        let (mut out, mut rest) = (String::with_capacity(text.text.len()), text.text.as_str());
        let mut references = text.references.iter().copied();
        let mut next = references.next();
        while let Some(at) = rest.find('{') {
            let (before, brace) = rest.split_at(at);
            let inner = brace.split_once('}').map(|(inner, behind)| (inner.get(1..).unwrap_or(""), behind));
            let meant = next.filter(|next| inner.is_some_and(|(inner, _)| inner.trim() == self.name(*next)));
            match (meant, inner) {
                (Some(reference), Some((_, behind))) => {
                    out.push_str(before);
                    out.push_str(&self.spoken(reference));
                    next = references.next();
                    rest = behind;
                }
                // a brace that was meant as one
                _ => {
                    out.push_str(before.strip_suffix('\\').unwrap_or(before));
                    out.push('{');
                    rest = brace.get(1..).unwrap_or("");
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// What a name stands for: the value of a limit, what a role or system is called, a document with
    /// its title; else its words.
    fn spoken(&self, reference: RefId) -> String {
        let plain = || {
            self.workspace.document(self.file).and_then(|document| document.reference(reference)).map_or(String::new(), |name| name.name().replace('_', " "))
        };
        let (file, member) = match self.workspace.resolved(self.file, reference) {
            Resolved::Member(file, member) => (*file, *member),
            Resolved::Document(file) => {
                let title = self.workspace.signature(*file).map_or("", |signature| signature.title.as_str());
                return if title.is_empty() { self.name(reference) } else { format!("{} ({title})", self.name(reference)) };
            }
            _ => return plain(),
        };
        let Some(declaration) = self.workspace.declaration(file, member) else { return plain() };
        match &declaration.kind {
            DeclarationKind::Limit { deadline } => self.of(file, deadline.span),
            DeclarationKind::Definition { cases } => match cases.as_slice() {
                [(value, None)] if matches!(value.kind, ExpressionKind::Quantity(_) | ExpressionKind::Date(_) | ExpressionKind::Clock(_)) => {
                    self.of(file, value.span)
                }
                _ => plain(),
            },
            DeclarationKind::Role { .. } | DeclarationKind::System => declaration.text.as_ref().map_or_else(plain, |text| text.text.to_string()),
            _ => plain(),
        }
    }

    /// What is written in another file, on one line.
    fn of(&self, file: FileId, span: Span) -> String {
        let written = self.workspace.file(file).map_or("", |file| span.of(&file.text));
        written.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A deadline; one with a name as its value.
    pub(super) fn deadline(&self, deadline: &Deadline) -> String {
        match deadline.cases.as_slice() {
            [case] if case.when.is_none() && deadline.not_counting.is_empty() => match &case.due {
                Due::After { length, of } => {
                    let of = of.as_ref().map_or(String::new(), |_| self.source(Span::new(length.span.end, deadline.span.end)).to_string());
                    format!("{}{of}", self.length(length))
                }
                Due::Earlier { .. } => self.source(deadline.span).to_string(),
            },
            _ => self.source(deadline.span).to_string(),
        }
    }

    /// A length of time; one with a name as its value.
    pub(super) fn length(&self, length: &Expression) -> String {
        match length.kind {
            ExpressionKind::Ref(reference) => self.spoken(reference),
            _ => self.source(length.span).to_string(),
        }
    }

    /// The standing orders and warnings among properties; of a long one only that it is there.
    pub(super) fn orders(&self, properties: &[&Element]) -> Vec<String> {
        let order = |element: &&Element| {
            let (word, text) = match &element.kind {
                ElementKind::Standing { never, text, .. } => (if *never { "never" } else { "always" }, text),
                ElementKind::Callout { kind, text } if !matches!(kind, CalloutKind::Note | CalloutKind::Example) => (kind.keyword(), text),
                _ => return None,
            };
            let said = self.said(text);
            Some(if said.chars().count() <= SHORT { format!("{word}: {said}") } else { format!("({word})") })
        };
        properties.iter().filter_map(order).collect()
    }

    pub(super) fn condition(&self, condition: &crate::model::Expression) -> String {
        match &condition.kind {
            ExpressionKind::Judgement { text, .. } => self.said(text),
            _ => self.source(condition.span).to_string(),
        }
    }

    pub(super) fn event(&self, event: &crate::model::Event) -> String {
        match event {
            crate::model::Event::Trigger(_) => "the trigger".to_string(),
            crate::model::Event::Outcome(_) => "the outcome".to_string(),
            crate::model::Event::Ref(reference) => self.name(*reference),
            crate::model::Event::Happening(text) => self.said(text),
        }
    }

    pub(super) fn handed(&self, things: &[Thing]) -> String {
        let things: Vec<String> = things
            .iter()
            .map(|thing| match &thing.what {
                What::Ref(reference) => self.name(*reference),
                What::Text(text) => self.said(text),
            })
            .collect();
        if things.is_empty() { String::new() } else { format!("with {}", things.join(", ")) }
    }

    pub(super) fn who(&self, actors: Option<&Actors>) -> String {
        let Some(actors) = actors else { return String::new() };
        let names: Vec<String> = actors.roles.iter().map(|role| self.role(*role)).collect();
        match actors.joint {
            Joint::Together => names.join(" and "),
            Joint::Either => names.join(" or "),
            Joint::Each => format!("each {}", names.join(", ")),
        }
    }

    /// What a role is called.
    fn role(&self, role: RefId) -> String {
        let declared = match self.workspace.resolved(self.file, role) {
            Resolved::Member(file, member) => self.workspace.declaration(*file, *member),
            _ => None,
        };
        declared.and_then(|declared| declared.text.as_ref()).map_or_else(|| self.name(role), |text| text.text.to_string())
    }

    pub(super) fn callee(&self, callee: RefId) -> String {
        let title = match self.workspace.resolved(self.file, callee) {
            Resolved::Document(file) | Resolved::Member(file, _) => self.workspace.signature(*file).map(|signature| signature.title.clone()),
            _ => None,
        };
        format!("{} {}", self.name(callee), title.unwrap_or_default())
    }

    /// As written.
    pub(super) fn name(&self, reference: RefId) -> String {
        let reference = self.workspace.document(self.file).and_then(|document| document.reference(reference));
        reference.map_or(String::new(), |reference| self.source(reference.span).to_string())
    }

    pub(super) fn source(&self, span: Span) -> &str {
        self.workspace.file(self.file).map_or("", |file| span.of(&file.text))
    }
}
