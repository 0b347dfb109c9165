//! The fields of the header.

use super::Lower;
use crate::model::header::{Change, Header, Person, SignOff};
use crate::model::parts::{Name, Place};
use crate::syntax::{Node, NodeKind as N, TokenKind as T};

impl<'t> Lower<'t> {
    pub(super) fn header(&mut self, node: Node<'t>, header: &mut Header) {
        let Some(keyword) = node.first_token() else { return };
        header.fields.push((self.name(keyword), node.span()));
        match keyword.kind {
            T::Version => header.version = self.literal(node, &[T::Numeral, T::Dotted, T::DateLiteral]),
            T::Status => header.status = node.child(N::Ref).map(|word| self.name_at(word.span())),
            T::Language => header.language = node.child(N::Ref).map(|word| self.name_at(word.span())),
            T::Owner => header.owner = self.first_reference(node, Place::Role),
            T::Author => header.author.extend(self.people(node)),
            T::Reviewed => self.sign_off(node, &mut header.reviewed),
            T::Approved => self.sign_off(node, &mut header.approved),
            T::Effective => header.effective = self.literal(node, &[T::DateLiteral]),
            T::Review => header.review_every = node.child(N::Quantity).map(|quantity| self.quantity(quantity)),
            T::Retain => header.retain = node.child(N::Quantity).map(|quantity| self.quantity(quantity)),
            T::Uses => header.uses.extend(self.references(node, Place::Uses)),
            T::Supersedes => header.supersedes.extend(self.references(node, Place::Supersedes)),
            T::Implements => {
                // the names behind `except` are rules that are left out
                let except = node.own_tokens().find(|token| token.kind == T::Except).map_or(u32::MAX, |token| token.start);
                for child in node.children().filter(|child| child.kind() == N::Ref) {
                    if child.span().start < except {
                        header.implements.push(self.reference(child, Place::Implements));
                    } else {
                        header.except.push(self.reference(child, Place::Except));
                    }
                }
            }
            T::Performer => header.performer = self.actors_child(node, Place::Role),
            T::Scope => {
                if let Some(text) = self.text_child(node) {
                    header.scope = Some(Box::new((text, self.guard(node))));
                }
            }
            T::Purpose => header.purpose = self.text_child(node),
            T::Audience => {
                header.audience.extend(self.words(node));
                header.audience_text = self.text_child(node).or(header.audience_text.take());
            }
            T::Tags => header.tags.extend(self.words(node)),
            T::History => {
                for change in node.children().filter(|child| child.kind() == N::Change) {
                    let change = self.change(change);
                    header.history.push(change);
                }
            }
            _ => {}
        }
    }

    fn change(&mut self, node: Node<'t>) -> Change {
        let mut tokens = node.own_tokens();
        let version = tokens.next().map(|token| self.name(token));
        let date = tokens.next().map(|token| self.name(token));
        Change { version, date, text: self.text_child(node), span: node.span() }
    }

    fn literal(&self, node: Node<'t>, kinds: &[T]) -> Option<Name> {
        node.own_tokens().skip(1).find(|token| kinds.contains(&token.kind)).map(|token| self.name(token))
    }

    /// Words that name nothing: tags, audiences.
    pub(super) fn words(&self, node: Node<'t>) -> Vec<Name> {
        node.children().filter(|child| child.kind() == N::Ref).map(|child| self.name_at(child.span())).collect()
    }

    fn people(&mut self, node: Node<'t>) -> Vec<Person> {
        let mut people = Vec::new();
        for child in node.children() {
            match child.kind() {
                N::Ref => people.push(Person::Role(self.reference(child, Place::Role))),
                N::Text => people.push(Person::Name(self.quoted(child))),
                _ => {}
            }
        }
        people
    }

    /// Several may sign on several days: it is signed when the last one has.
    fn sign_off(&mut self, node: Node<'t>, before: &mut Option<SignOff>) {
        let (date, by, span) = (self.literal(node, &[T::DateLiteral]), self.people(node), node.span());
        match before {
            None => *before = Some(SignOff { date, by, span }),
            Some(signed) => {
                signed.by.extend(by);
                // as written, days sort as they follow each other
                if date.as_ref().map(|date| &date.text) > signed.date.as_ref().map(|date| &date.text) {
                    signed.date = date;
                    signed.span = span;
                }
            }
        }
    }
}
