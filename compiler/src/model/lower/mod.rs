//! From the tree to the model. In: the tree of a file and its text. Out: its documents, with every
//! reference in them listed. What could not be read is left out; nothing is judged here.

mod condition;
mod element;
mod flow;
mod header;
mod property;
mod scenario;
mod text;
mod vocabulary;

use super::element::{Element, ElementId};
use super::parts::{Name, Place, RefId, Reference, Text};
use super::vocabulary::Declaration;
use super::{Document, DocumentKind, Header};
use crate::syntax::{Node, NodeKind as N, Parsed, Token, TokenKind as T};
use crate::text::Span;
use smol_str::SmolStr;

/// The documents of a file: one, if it is right.
pub fn documents(parsed: &Parsed, text: &str) -> Vec<Document> {
    let Some(root) = parsed.tree.root() else { return Vec::new() };
    root.children().filter(|node| node.kind() == N::Document).map(|node| Lower::new(text).document(node)).collect()
}

pub(super) struct Lower<'t> {
    text: &'t str,
    references: Vec<Reference>,
    declarations: Vec<Declaration>,
    scenarios: Vec<super::Scenario>,
    broken: Vec<Span>,
    elements: u32,
    quoted: Vec<SmolStr>,
    answers: Vec<(RefId, Text)>,
    /// Whether a scenario is read.
    in_scenario: bool,
    /// The tables whose rows are at hand, innermost last.
    rows: Vec<RefId>,
    /// The fact that the value at hand is compared with.
    against: Option<RefId>,
}

impl<'t> Lower<'t> {
    fn new(text: &'t str) -> Self {
        let (references, declarations) = (Vec::with_capacity(32), Vec::with_capacity(8));
        Self {
            text,
            references,
            declarations,
            scenarios: Vec::new(),
            broken: Vec::new(),
            elements: 0,
            quoted: Vec::new(),
            answers: Vec::new(),
            in_scenario: false,
            rows: Vec::new(),
            against: None,
        }
    }

    fn document(mut self, node: Node<'t>) -> Document {
        let kind = match node.first_token().map(|token| token.kind) {
            Some(T::Policy) => DocumentKind::Policy,
            Some(T::Wi) => DocumentKind::Wi,
            Some(T::Form) => DocumentKind::Form,
            Some(T::Glossary) => DocumentKind::Glossary,
            Some(T::Tests) => DocumentKind::Tests,
            _ => DocumentKind::Sop,
        };
        let keyword = node.first_token().map_or(Span::default(), Token::span);
        let (mut id, mut about) = (Name { text: SmolStr::default(), span: keyword }, None);
        if let Some(label) = node.child(N::Label) {
            let written = label.first_token().map_or(label.span(), Token::span);
            id = self.name_at(written);
            if kind == DocumentKind::Tests
                && let Some(reference) = label.child(N::Ref)
            {
                about = Some(self.reference(reference, Place::Tests));
            }
        }
        let title = node.child(N::Text).map(|text| self.quoted(text)).unwrap_or_default();
        let (mut header, mut elements) = (Header::default(), Vec::new());
        if let Some(block) = node.child(N::Block) {
            for child in block.children() {
                if child.kind() == N::Header {
                    self.header(child, &mut header);
                } else {
                    self.item(child, &mut elements);
                }
            }
        }
        // kept for as long as the workspace is
        elements.shrink_to_fit();
        self.references.shrink_to_fit();
        self.declarations.shrink_to_fit();
        Document {
            kind,
            id,
            title,
            span: node.span(),
            keyword,
            about,
            header,
            declarations: self.declarations,
            elements,
            scenarios: self.scenarios,
            references: self.references,
            quoted: self.quoted,
            answers: self.answers,
            broken: self.broken,
            element_count: self.elements,
        }
    }

    /// One child of a block: a declaration, a scenario, or an element.
    fn item(&mut self, node: Node<'t>, into: &mut Vec<Element>) {
        match node.kind() {
            N::Role | N::Term | N::System | N::Unit | N::Field | N::Fact | N::Limit | N::Activity | N::Rule | N::Table => self.declaration(node),
            N::Scenario => {
                let before = std::mem::replace(&mut self.in_scenario, true);
                let scenario = self.scenario(node);
                self.in_scenario = before;
                self.scenarios.push(scenario);
            }
            N::Error => {
                self.broken.push(node.span());
                // what was read inside is kept
                for child in node.children() {
                    match child.kind() {
                        N::Block => child.children().for_each(|inner| self.item(inner, into)),
                        _ => self.item(child, into),
                    }
                }
            }
            N::Label | N::Text | N::Ref | N::Relation | N::UnitName => {}
            _ => {
                if let Some(element) = self.element(node) {
                    into.push(element);
                }
            }
        }
    }

    /// Notes a judgement or a happening, of which scenarios may speak.
    fn say(&mut self, text: &Text) {
        if !self.in_scenario {
            self.quoted.push(text.text.clone());
        }
    }

    /// Reads something that is compared with, or given to, the fact `against`.
    fn against<R>(&mut self, against: Option<RefId>, read: impl FnOnce(&mut Self) -> R) -> R {
        let before = std::mem::replace(&mut self.against, against);
        let result = read(self);
        self.against = before;
        result
    }

    fn element_id(&mut self) -> ElementId {
        self.elements += 1;
        ElementId(self.elements - 1)
    }

    fn name_at(&self, span: Span) -> Name {
        Name { text: SmolStr::new(span.of(self.text)), span }
    }

    fn name(&self, token: Token) -> Name {
        self.name_at(token.span())
    }

    /// The label of a node.
    fn label(&self, node: Node<'t>) -> Option<Name> {
        node.child(N::Label).map(|label| self.name_at(label.span()))
    }

    fn refer(&mut self, reference: Reference) -> RefId {
        self.references.push(reference);
        RefId(self.references.len() as u32 - 1)
    }

    /// Lists a reference; its place is where it stands.
    fn reference(&mut self, node: Node<'t>, place: Place) -> RefId {
        let (mut document, mut member, mut pin) = (None, None, None);
        let mut dotted = false;
        for token in node.tokens() {
            match token.kind {
                T::Id | T::BadId => document = Some(self.name(*token)),
                T::Dot => dotted = true,
                T::Pin => pin = Some(Box::new(self.pin(*token))),
                _ if document.is_some() && !dotted => pin = Some(Box::new(self.pin(*token))),
                _ => member = Some(self.name(*token)),
            }
            if member.is_some() {
                dotted = false;
            }
        }
        let (row_of, against) = (self.rows.last().copied(), self.against);
        self.refer(Reference { document, member, pin, place, span: node.span(), row_of, against })
    }

    fn pin(&self, token: Token) -> Name {
        let span = Span::new(token.start + 1, token.end);
        self.name_at(span)
    }

    /// The references that are direct children.
    fn references(&mut self, node: Node<'t>, place: Place) -> Vec<RefId> {
        node.children().filter(|child| child.kind() == N::Ref).map(|child| self.reference(child, place)).collect()
    }

    fn first_reference(&mut self, node: Node<'t>, place: Place) -> Option<RefId> {
        node.child(N::Ref).map(|child| self.reference(child, place))
    }
}
