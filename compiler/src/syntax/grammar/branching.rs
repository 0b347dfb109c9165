//! Decisions and parallel work: what has branches.

use super::condition::{between, due_answer, relation, sum};
use super::flow::{late, optional_label, stray_before_target};
use super::items::{Place, block, block_in, need_target};
use super::parts::*;
use super::time::{Clauses, clauses, event};
use crate::syntax::error::SyntaxError;
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

pub(super) fn decide(p: &mut In<'_, '_>) {
    p.in_node(N::Decide, |p| {
        p.keyword();
        optional_label(p);
        p.want(text());
        let mut asked = true;
        loop {
            clauses(p, Clauses::Timed);
            if p.kind() != T::On {
                break;
            }
            asked = false;
            p.want(node(N::On, tok(T::On).then(reference()).ignored()));
        }
        // behind a broken head nobody knows
        let asked = asked && !p.state().lost && p.kind() == T::LBrace;
        let outer = std::mem::replace(&mut p.state().asked, asked);
        block_in(p, Place::Decide);
        p.state().asked = outer;
        late(p);
    });
}

/// `when yes` without `on FACT`: people's answers are texts.
fn bare_answer(p: &mut In<'_, '_>) {
    let (token, next, text) = (p.nth(0), p.nth(1), p.state().text);
    if matches!(token.kind, T::Yes | T::No) && p.state().asked && matches!(next.kind, T::Arrow | T::LBrace | T::Continue | T::Comma) {
        let answer = if token.kind == T::Yes { "\"Yes\"" } else { "\"No\"" };
        let error = SyntaxError::new(token.span(), format!("an answer stands in quotes; `{}` is a value of a fact", token.span().of(text)));
        p.aside(error.help(format!("write `when {answer}`, or `on fact` behind the question")).sure("Put it in quotes", token.span(), answer));
    }
}

/// `when ANSWERS TARGET`, `otherwise TARGET`, `branch "…" { … }`; `kind` is its keyword, at hand.
pub(super) fn branch(p: &mut In<'_, '_>, kind: T) {
    match kind {
        T::When => p.in_node(N::Branch, |p| {
            p.keyword();
            bare_answer(p);
            p.want(answers());
            stray_before_target(p);
            need_target(p);
        }),
        T::Otherwise => p.in_node(N::Otherwise, |p| {
            p.keyword();
            stray_before_target(p);
            need_target(p);
        }),
        _ => p.in_node(N::Path, |p| {
            p.keyword();
            optional_label(p);
            p.want(text());
            clauses(p, Clauses::All);
            block(p);
        }),
    }
}

/// What a branch or a cell holds: answers, values, comparisons, shares, `silent`.
pub(super) fn answers<'s>() -> impl Rule<'s> {
    commas(rule(|p: &mut In<'s, '_>| match p.kind() {
        T::Silent => {
            let opened = p.open(N::Silent);
            p.advance();
            p.close(opened);
            Ok(())
        }
        T::Between => p.parse(node(N::Between, between())),
        T::Equal | T::Unequal | T::Less | T::LessEqual | T::Greater | T::GreaterEqual | T::Assign => {
            p.parse(node(N::Compare, relation().then(sum()).ignored()))
        }
        T::All if matches!(p.nth(1).kind, T::LBrace | T::Arrow | T::Continue) => {
            let opened = p.open(N::Share);
            p.advance();
            p.close(opened);
            Ok(())
        }
        T::Numeral if p.nth(1).kind == T::Of || (p.nth(1).kind == T::Slash && p.nth(2).kind == T::Numeral && p.nth(3).kind == T::Of) => {
            let opened = p.open(N::Share);
            while p.kind() != T::Of {
                p.advance();
            }
            p.advance();
            p.parse(event())?;
            p.close(opened);
            Ok(())
        }
        _ => p.parse(due_answer()),
    }))
}

pub(super) fn parallel(p: &mut In<'_, '_>) {
    p.in_node(N::Parallel, |p| {
        p.keyword();
        let is_policy = |kind| matches!(kind, T::First | T::Any | T::Unique | T::Either);
        let (token, next) = (p.nth(0), p.nth(1).kind);
        // `first` is the policy, and a label in front of one
        let labelled = names(token) && !matches!(token.kind, T::At | T::Takes) && (!is_policy(token.kind) || is_policy(next));
        if labelled {
            p.want(label());
        }
        if is_policy(p.kind()) {
            let (token, text) = (p.nth(0), p.state().text);
            if token.kind != T::First {
                let error = SyntaxError::new(token.span(), format!("`{}` does not belong here", token.span().of(text)));
                p.report(error.help("`parallel` goes on when all branches have ended, `parallel first` when one has; `decide` chooses one"));
            }
            p.advance();
        }
        clauses(p, Clauses::All);
        block_in(p, Place::Parallel);
        late(p);
    });
}
