//! The fields of a document's header.

use super::condition::{bare_unless, quantity, when};
use super::items::close_brace;
use super::parts::*;
use super::time::actors;
use crate::syntax::error::{Expected, Notion};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

const DATE: &[T] = &[T::DateLiteral];
const VERSION: &[T] = &[T::Numeral, T::Dotted, T::DateLiteral];

/// One field; `kind` is its keyword, at hand.
pub(super) fn field(p: &mut In<'_, '_>, kind: T) {
    p.in_node(N::Header, |p| {
        p.keyword();
        match kind {
            T::Version => p.want(one_of_tokens(VERSION, Notion::Version)),
            T::Status | T::Owner | T::Language => p.want(name()),
            T::Author => p.want(people()),
            T::Reviewed => p.want(maybe(one_of_tokens(DATE, Notion::Date)).then(tok(T::By)).then(people()).ignored()),
            T::Effective => p.want(one_of_tokens(DATE, Notion::Date)),
            T::Review => p.want(tok(T::Every).then(quantity()).ignored()),
            T::Uses => p.want(commas(id_reference())),
            T::Implements => {
                let except = tok(T::Except).then(commas(reference())).ignored();
                p.want(commas(id_reference()).then(maybe(except)).ignored())
            }
            T::Supersedes => p.want(commas(id_reference())),
            T::Performer => p.want(actors()),
            T::Scope => {
                let guarded = p.want(text());
                match p.kind() {
                    T::When => p.want(when()),
                    T::Unless if !p.nth(0).first_on_line => p.want(bare_unless()),
                    _ => guarded,
                }
            }
            T::Purpose => p.want(text()),
            T::Audience if is_text(p.kind()) => p.want(text()),
            T::Audience | T::Tags => p.want(commas(name())),
            T::Retain => p.want(quantity()),
            T::History => {
                history(p);
                true
            }
            _ => true,
        };
    });
}

/// `approved DATE by PEOPLE`: the header field, where `approved by` is the property.
pub(super) fn approved(p: &mut In<'_, '_>) {
    p.in_node(N::Header, |p| {
        p.keyword();
        p.want(one_of_tokens(DATE, Notion::Date).then(tok(T::By)).then(people()).ignored());
    });
}

/// Roles, or people by their names.
fn people<'s>() -> impl Rule<'s> {
    commas(rule(|p: &mut In<'s, '_>| if is_text(p.kind()) { p.parse(text()) } else { p.parse(role()) }))
}

/// A document, or a member of it.
pub(super) fn id_reference<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| match p.kind() {
        T::Id | T::BadId => p.parse(reference()),
        _ => p.miss(Expected::from(Notion::Id)),
    })
}

/// `{ 2.1 2026-03-01 "What changed" … }`
fn history(p: &mut In<'_, '_>) {
    if !p.need(T::LBrace) {
        return;
    }
    while !matches!(p.kind(), T::RBrace | T::End) {
        let before = p.at();
        p.in_node(N::Change, |p| {
            let date = maybe(one_of_tokens(DATE, Notion::Date));
            p.want(one_of_tokens(VERSION, Notion::Version).then(date).then(text()).ignored());
        });
        p.state().lost = false;
        while !p.nth(0).first_on_line && !matches!(p.kind(), T::RBrace | T::End | T::Numeral | T::Dotted | T::DateLiteral) {
            p.report_too_much();
            p.advance();
        }
        if p.at() == before {
            p.advance();
        }
    }
    close_brace(p);
}
