//! Scenarios: what is given, and what is expected to happen.

use super::condition::{condition, sum};
use super::flow::jump;
use super::items::{Place, block_in};
use super::parts::*;
use crate::syntax::error::Notion;
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

/// `scenario "…" { given … expect … }`
pub(super) fn scenario(p: &mut In<'_, '_>) {
    p.in_node(N::Scenario, |p| {
        p.keyword();
        p.want(text());
        block_in(p, Place::Scenario);
    });
}

/// One line of a scenario; `kind` is its keyword, at hand.
pub(super) fn line(p: &mut In<'_, '_>, kind: T) {
    if kind == T::Given {
        return p.in_node(N::Given, |p| {
            p.keyword();
            p.want(commas(node(N::Assumption, assumption())));
        });
    }
    p.in_node(N::Expect, |p| {
        p.keyword();
        if p.kind() == T::Arrow {
            jump(p);
            if p.eat(T::Within) {
                p.want(sum());
            }
            return;
        }
        p.eat(T::Not);
        p.want(commas(name()));
    });
}

/// `fact = value`, `LABEL = "answer"`, `"judgement" = yes`, `LABEL late`, `STEP -> outcome`,
/// `"happening" after LABEL`, `trigger LABEL`, `"happening"`
fn assumption<'s>() -> impl Rule<'s> {
    rule(|p: &mut In<'s, '_>| {
        if p.kind() == T::Trigger && names(p.nth(1)) && !matches!(p.nth(1).kind, T::Late) {
            p.advance();
            return p.parse(name());
        }
        let quoted = is_text(p.kind());
        if quoted {
            p.parse(node(N::Judgement, text()))?;
        } else {
            p.parse(reference())?;
        }
        match p.kind() {
            T::After if quoted => p.parse(tok(T::After).then(name()).ignored()),
            T::Arrow if !quoted => {
                jump(p);
                Ok(())
            }
            T::Late | T::Silent => {
                p.advance();
                Ok(())
            }
            T::Assign | T::Equal => {
                super::declaration::need_assign(p);
                if p.kind() == T::LParen {
                    return p.parse(super::condition::list_of(condition()));
                }
                p.parse(condition())
            }
            _ if quoted => Ok(()),
            _ => p.miss(T::Assign).or_else(|miss| p.miss(miss.expected.or(Notion::Value.into()))),
        }
    })
}
