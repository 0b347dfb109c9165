//! Calls of other procedures, and what follows from how they end.

use super::flow::{label_before, late, or_else, stray_before_target};
use super::items::{self, need_target};
use super::parts::*;
use super::time::{Clauses, clauses};
use crate::syntax::error::{Notion, SyntaxError};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;

/// `perform SOP-X …`, `follows WI-X …`, or of a quoted procedure outside the set.
pub(super) fn call(p: &mut In<'_, '_>, kind: N) {
    p.in_node(kind, |p| {
        p.keyword();
        label_before(p, |next| matches!(next.kind, T::Id | T::BadId) || is_text(next.kind));
        let at = p.at();
        if p.nth(1).kind == T::Minus
            && let Some((end, _)) = super::remedy::spelt_id(super::remedy::Spot::new(p.state(), at), at)
        {
            p.report_expected(Notion::Id);
            p.in_node(N::Error, |p| {
                while p.at() < end {
                    p.advance();
                }
            });
        } else if is_text(p.kind()) {
            let (token, text_of) = (p.nth(0), p.state().text);
            let inner = token.span().of(text_of).trim_matches('"');
            if super::remedy::is_id(inner) {
                let error = SyntaxError::new(token.span(), "an id stands without quotes");
                p.aside(error.help("in quotes stands a procedure that is kept elsewhere").sure("Remove the quotes", token.span(), inner));
            }
            p.want(text());
        } else {
            p.want(reference());
        }
        if kind == N::Perform {
            clauses(p, Clauses::Timed);
        }
        if p.kind() == T::LBrace {
            handlers(p);
        }
        if kind == N::Perform {
            late(p);
        }
        or_else(p);
    });
}

/// `{ on OUTCOME, … TARGET … }`
fn handlers(p: &mut In<'_, '_>) {
    p.in_node(N::Handlers, |p| {
        p.keyword();
        while !matches!(p.kind(), T::RBrace | T::End) {
            let before = p.at();
            if p.kind() == T::On {
                p.in_node(N::Handler, |p| {
                    p.keyword();
                    p.want(commas(name()));
                    stray_before_target(p);
                    need_target(p);
                });
            } else {
                p.report_expected(T::On);
                p.in_node(N::Error, |p| {
                    p.keyword();
                    while !p.nth(0).first_on_line && !matches!(p.kind(), T::RBrace | T::End | T::On) {
                        p.advance();
                    }
                });
            }
            if p.at() == before {
                p.advance();
            }
        }
        items::close_brace(p);
    });
}
