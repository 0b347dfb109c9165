//! Properties: what is learned, kept, checked, said and shown; in a step or standing alone.

use super::call::call;
use super::condition::{condition, due_condition, sum};
use super::flow::{label_before, late, or_else};
use super::items::{self, block};
use super::parts::*;
use super::time::{Clauses, actors, by, clauses, event};
use crate::syntax::token::{Token, TokenKind as T};
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

/// One property; `kind` is its keyword, at hand.
pub(super) fn property(p: &mut In<'_, '_>, kind: T) {
    match kind {
        T::Asks | T::Records => p.in_node(if kind == T::Asks { N::Asks } else { N::Records }, |p| {
            p.keyword();
            p.want(commas(node(N::Entry, entry())));
        }),
        T::Sets => p.in_node(N::Sets, |p| {
            p.keyword();
            p.want(name());
            super::declaration::need_assign(p);
            p.want(condition());
        }),
        T::Needs | T::Produces | T::Tools => {
            let as_node = match kind {
                T::Needs => N::Needs,
                T::Produces => N::Produces,
                _ => N::Tools,
            };
            p.in_node(as_node, |p| {
                p.keyword();
                p.want(things());
            });
        }
        T::Fulfils => p.in_node(N::Fulfils, |p| {
            p.keyword();
            p.want(commas(reference()));
        }),
        T::Follows => call(p, N::Follows),
        T::Check | T::Before => p.in_node(if kind == T::Check { N::Check } else { N::Before }, |p| {
            p.keyword();
            p.want(due_condition());
            or_else(p);
        }),
        T::Done => p.in_node(N::Done, |p| {
            p.keyword();
            p.want(due_condition());
        }),
        T::Enter => p.in_node(N::Enter, |p| {
            p.keyword();
            p.want(text());
            super::declaration::need_assign(p);
            p.want(sum());
        }),
        T::Say => p.in_node(N::Say, |p| {
            p.keyword();
            p.want(text());
            loop {
                match p.kind() {
                    T::By => p.want(by()),
                    T::To => {
                        p.advance();
                        p.want(actors())
                    }
                    _ => break,
                };
            }
        }),
        T::Notify => p.in_node(N::Notify, |p| {
            p.keyword();
            label_before(p, begins_actors);
            p.want(actors().then(text()).ignored());
            clauses(p, Clauses::Timed);
            if p.kind() == T::LBrace {
                block(p);
            }
            late(p);
            or_else(p);
        }),
        T::Consult => p.in_node(N::Consult, |p| {
            p.keyword();
            label_before(p, begins_actors);
            p.want(actors().then(maybe(text())).ignored());
            clauses(p, Clauses::Timed);
            late(p);
            or_else(p);
        }),
        T::Approved if p.nth(1).kind == T::By || (names(p.nth(1)) && p.nth(2).kind == T::By) => p.in_node(N::ApprovedBy, |p| {
            p.keyword();
            label_before(p, |next| next.kind == T::By);
            p.want(by());
            clauses(p, Clauses::Timed);
            late(p);
            or_else(p);
        }),
        T::Approved => super::header::approved(p),
        T::Note | T::Example | T::Caution | T::Warning | T::Danger => p.in_node(N::Callout, |p| {
            p.keyword();
            p.want(text());
        }),
        T::Always | T::Never => standing(p),
        T::Image => p.in_node(N::Image, |p| {
            p.keyword();
            p.want(text().then(maybe(text())).ignored());
        }),
        T::Cites => p.in_node(N::Cites, |p| {
            p.keyword();
            p.want(text());
            while is_text(p.kind()) && !p.nth(0).first_on_line {
                p.want(text());
            }
        }),
        T::Todo => p.in_node(N::Todo, |p| {
            p.keyword();
            p.want(text());
        }),
        _ => p.in_node(N::Prose, |p| {
            p.want(text());
        }),
    }
}

/// `always "…"`, `never "…"`, with `while C`, `until EVENT`, `by ROLE`
fn standing(p: &mut In<'_, '_>) {
    p.in_node(N::Standing, |p| {
        p.keyword();
        p.want(text());
        loop {
            match p.kind() {
                T::While => p.want(node(N::While, tok(T::While).then(due_condition()).ignored())),
                T::Until => p.want(node(N::Until, tok(T::Until).then(event()).ignored())),
                T::By => p.want(by()),
                _ if p.nth(0).first_on_line || !super::recover::stray(p, &[T::While, T::Until, T::By]) => break,
                _ => true,
            };
        }
    });
}

/// `fact`, or `fact: type "label"` to declare it on the spot.
fn entry<'s>() -> impl Rule<'s> {
    rule(|p: &mut In<'s, '_>| {
        p.parse(reference())?;
        if p.eat(T::Colon) {
            p.parse(super::declaration::typed().then(maybe(text())).ignored())?;
        }
        Ok(())
    })
}

/// Whether a token begins the roles behind a label: another name, but no word that goes on with the element.
fn begins_actors(token: Token) -> bool {
    matches!(token.kind, T::Each | T::Id) || (names(token) && !matches!(token.kind, T::At | T::Takes | T::For | T::Late))
}

/// Things that are handed on: names or texts, with a number if wanted.
pub(super) fn things<'s>() -> impl Rule<'s> {
    let thing = rule(|p: &mut In<'s, '_>| {
        p.eat(T::Numeral);
        match p.kind() {
            kind if is_text(kind) => p.parse(text()),
            T::Word => p.parse(abbreviation()),
            _ => p.parse(reference()),
        }
    });
    commas(node(N::Thing, thing))
}

/// Behind `for`: `audience NAME, … { … }`
pub(super) fn for_audience(p: &mut In<'_, '_>) {
    p.in_node(N::ForAudience, |p| {
        p.keyword();
        p.advance();
        p.want(commas(name()));
        items::block(p);
    });
}
