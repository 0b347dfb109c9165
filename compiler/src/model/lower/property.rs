//! Properties.

use super::Lower;
use crate::model::condition::{Expression, ExpressionKind};
use crate::model::element::*;
use crate::model::parts::Place;
use crate::syntax::{Node, NodeKind as N, TokenKind as T};

impl<'t> Lower<'t> {
    pub(super) fn property_kind(&mut self, node: Node<'t>) -> Option<ElementKind> {
        Some(match node.kind() {
            N::Asks | N::Records => {
                let mut entries = Vec::new();
                for entry in node.children().filter(|child| child.kind() == N::Entry) {
                    if entry.child(N::Type).is_some()
                        && let Some(name) = entry.child(N::Ref)
                    {
                        let name = self.name_at(name.span());
                        self.inline_fact(entry, name);
                    }
                    entries.extend(self.first_reference(entry, Place::Learned));
                }
                ElementKind::Learn { record: node.kind() == N::Records, entries }
            }
            N::Sets => {
                let fact = self.first_reference(node, Place::Set);
                let value = node.children().skip(1).find(|child| Self::is_expression(*child)).map(|child| self.against(fact, |lower| lower.expression(child)));
                let broken = Expression { span: node.span(), kind: ExpressionKind::Broken };
                ElementKind::Sets { fact, value: value.unwrap_or(broken) }
            }
            N::Needs => ElementKind::Things { kind: ThingKind::Needs, things: self.things(node) },
            N::Produces => ElementKind::Things { kind: ThingKind::Produces, things: self.things(node) },
            N::Tools => ElementKind::Things { kind: ThingKind::Tools, things: self.things(node) },
            N::Fulfils => ElementKind::Fulfils { activities: self.references(node, Place::Fulfils) },
            N::Check => ElementKind::Check { condition: self.condition_of(node), clauses: self.clauses(node) },
            N::Before => ElementKind::Before { condition: self.condition_of(node), clauses: self.clauses(node) },
            N::Done => ElementKind::Done { condition: self.condition_of(node) },
            N::Enter => {
                let field = self.text_or_empty(node);
                let value = node.children().find(|child| Self::is_expression(*child)).map(|child| self.expression(child));
                let broken = Expression { span: node.span(), kind: ExpressionKind::Broken };
                ElementKind::Enter { field, value: value.unwrap_or(broken) }
            }
            N::Say => {
                let text = self.text_or_empty(node);
                let by = node.child(N::By).and_then(|by| self.actors_child(by, Place::Actor));
                ElementKind::Say { text, by, to: self.actors_child(node, Place::Role) }
            }
            N::Notify => {
                let to = self.actors_child(node, Place::Role);
                let text = self.text_or_empty(node);
                ElementKind::Notify { to, text, clauses: self.clauses(node), block: self.block_child(node) }
            }
            N::Consult => {
                let whom = self.actors_child(node, Place::Role);
                ElementKind::Consult { whom, text: self.text_child(node), clauses: self.clauses(node) }
            }
            N::ApprovedBy => ElementKind::ApprovedBy { clauses: self.clauses(node) },
            N::Callout => {
                let kind = match node.first_token().map(|token| token.kind) {
                    Some(T::Example) => CalloutKind::Example,
                    Some(T::Caution) => CalloutKind::Caution,
                    Some(T::Warning) => CalloutKind::Warning,
                    Some(T::Danger) => CalloutKind::Danger,
                    _ => CalloutKind::Note,
                };
                ElementKind::Callout { kind, text: self.text_or_empty(node) }
            }
            N::Standing => {
                let never = node.first_token().is_some_and(|token| token.kind == T::Never);
                let text = self.text_or_empty(node);
                let by = node.child(N::By).and_then(|by| self.actors_child(by, Place::Actor));
                let while_ = node.child(N::While).map(|inner| Box::new(self.condition_of(inner)));
                let until = node.child(N::Until).and_then(|inner| self.event_child(inner));
                ElementKind::Standing { never, text, by, while_, until }
            }
            N::Image => {
                let mut texts = self.texts(node).into_iter();
                ElementKind::Image { path: texts.next().unwrap_or_default(), alt: texts.next() }
            }
            N::Cites => ElementKind::Cites { texts: self.texts(node) },
            N::ForAudience => ElementKind::ForAudience { audiences: self.words(node), block: self.block_child(node) },
            N::Todo => ElementKind::Todo { text: self.text_or_empty(node) },
            N::Prose => ElementKind::Prose { text: self.text_or_empty(node) },
            // a target that stands alone, after an error
            N::Continue | N::Remedy | N::Block | N::Late | N::Else | N::Handlers | N::Handler => ElementKind::Misplaced,
            _ => return None,
        })
    }
}
