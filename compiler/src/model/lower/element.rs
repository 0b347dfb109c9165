//! Elements: the parts that they share, and which reader takes which.

use super::Lower;
use crate::model::element::*;
use crate::model::parts::Place;
use crate::syntax::{Node, NodeKind as N, TokenKind as T};
use crate::text::Span;

impl<'t> Lower<'t> {
    pub(super) fn element(&mut self, node: Node<'t>) -> Option<Element> {
        let id = self.element_id();
        let keyword = node.first_token().map_or(node.span(), |token| token.span());
        let label = match node.kind() {
            N::Step
            | N::Section
            | N::Checklist
            | N::Decide
            | N::Parallel
            | N::Repeat
            | N::ForEach
            | N::Wait
            | N::WaitFor
            | N::Whenever
            | N::After
            | N::Every
            | N::Perform
            | N::Follows
            | N::Apply
            | N::Handoff
            | N::Notify
            | N::Consult
            | N::ApprovedBy
            | N::Trigger
            | N::Outcome => self.label(node),
            _ => None,
        };
        let head = label.as_ref().map_or(keyword, |label| keyword.to(label.span));
        let kind = match self.flow_kind(node) {
            Some(kind) => kind,
            None => self.property_kind(node)?,
        };
        Some(Element { id, span: node.span(), head, label, kind })
    }

    /// The clauses of an element, its `late` and `else` with them.
    pub(super) fn clauses(&mut self, node: Node<'t>) -> MaybeClauses {
        self.written_clauses(node).into()
    }

    pub(super) fn written_clauses(&mut self, node: Node<'t>) -> Clauses {
        let mut clauses = Clauses::default();
        for child in node.children() {
            match child.kind() {
                N::By => clauses.by = self.actors_child(child, Place::Actor),
                N::Within => clauses.within = Some(self.deadline(child)),
                N::AtOnce => clauses.at_once = true,
                N::Takes => {
                    let at_least = child.own_tokens().any(|token| token.kind == T::Least);
                    clauses.takes = self.expression_child(child).map(|length| (length, at_least));
                }
                N::NotBefore => clauses.not_before = child.children().find_map(|due| self.due(due)),
                N::Window => {
                    let mut children = child.children();
                    if let (Some(from), Some(to)) = (children.next(), children.next()) {
                        let (from, to) = (self.expression(from), self.expression(to));
                        clauses.window = Some(Window { from, to, of: children.next().map(|of| self.event(of, Place::Event)) });
                    }
                }
                N::For => clauses.lasting = self.lasting(child),
                N::When => clauses.guard.when = Some(self.condition_of(child)),
                N::UnlessClause => clauses.guard.unless = Some(self.condition_of(child)),
                N::Late => clauses.late = Some(Box::new(self.target_child(child))),
                N::Else => clauses.failed = Some(Box::new(self.target_child(child))),
                _ => {}
            }
        }
        clauses
    }

    pub(super) fn actors_child(&mut self, node: Node<'t>, place: Place) -> Option<Actors> {
        let actors = node.child(N::Actors)?;
        let joint = actors.own_tokens().find_map(|token| match token.kind {
            T::Or => Some(Joint::Either),
            T::Each => Some(Joint::Each),
            _ => None,
        });
        let roles = self.references(actors, place);
        Some(Actors { span: actors.span(), roles, joint: joint.unwrap_or(Joint::Together) })
    }

    /// The block among the children.
    pub(super) fn block_child(&mut self, node: Node<'t>) -> Block {
        node.child(N::Block).map(|block| self.block(block)).unwrap_or_default()
    }

    pub(super) fn block(&mut self, node: Node<'t>) -> Block {
        let mut elements = Vec::with_capacity(node.children().count());
        for child in node.children() {
            self.item(child, &mut elements);
        }
        Block { span: node.span(), elements }
    }

    pub(super) fn is_target(node: Node<'_>) -> bool {
        matches!(node.kind(), N::Jump | N::Continue | N::Block | N::Remedy | N::Todo)
    }

    pub(super) fn target_child(&mut self, node: Node<'t>) -> Target {
        match node.children().find(|child| Self::is_target(*child)) {
            Some(target) => self.target(target),
            None => Target::Broken(node.span()),
        }
    }

    pub(super) fn target(&mut self, node: Node<'t>) -> Target {
        let span = node.span();
        match node.kind() {
            N::Jump => match self.first_reference(node, Place::Target) {
                Some(to) => Target::Jump { to, span },
                None => Target::Broken(span),
            },
            N::Continue => Target::Continue(span),
            N::Block => Target::Block(self.block(node)),
            N::Remedy => Target::Remedy(self.quoted(node)),
            N::Todo => Target::Todo { text: self.text_or_empty(node), span },
            _ => Target::Broken(span),
        }
    }

    pub(super) fn things(&mut self, node: Node<'t>) -> Vec<Thing> {
        let mut things = Vec::new();
        for child in node.children().filter(|child| child.kind() == N::Thing) {
            let count = child.own_tokens().find(|token| token.kind == T::Numeral).map(|token| self.name(token));
            let what = match self.text_child(child) {
                Some(text) => What::Text(text),
                None => match self.first_reference(child, Place::Thing) {
                    Some(reference) => What::Ref(reference),
                    None => continue,
                },
            };
            things.push(Thing { count, what });
        }
        things
    }

    /// From the start of a node to the end of its last child before the target.
    pub(super) fn head_of(&self, node: Node<'t>) -> Span {
        let start = node.first_token().map_or(node.span(), |token| token.span());
        node.children().take_while(|child| !Self::is_target(*child)).fold(start, |head, child| head.to(child.span()))
    }
}
