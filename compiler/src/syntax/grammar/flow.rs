//! The elements of a flow: steps, sections, conditions, loops, calls, waits, watchers, handoffs,
//! jumps, triggers and outcomes. What has branches is in `branching.rs`.

use super::branching::{decide, parallel};
use super::condition::{AGGREGATES, condition, due_condition, sum};
use super::items::{self, block, need_target};
use super::parts::*;
use super::time::{Clauses, actors, at_least, clauses, due, event, times, within};
use crate::syntax::error::{Notion, SyntaxError};
use crate::syntax::token::{Token, TokenKind as T};
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

/// One element; `kind` is its keyword, at hand.
pub(super) fn element(p: &mut In<'_, '_>, kind: T) {
    match kind {
        T::Step | T::Optional | T::Recommended => step(p, kind),
        T::Section | T::Checklist => p.in_node(if kind == T::Section { N::Section } else { N::Checklist }, |p| {
            p.keyword();
            optional_label(p);
            p.want(text());
            clauses(p, Clauses::All);
            block(p);
            late(p);
        }),
        T::If | T::Unless => if_(p),
        T::Decide => decide(p),
        T::Parallel if p.nth(1).kind == T::For => for_each(p),
        T::Parallel => parallel(p),
        T::Repeat => repeat(p),
        T::For => for_each(p),
        T::Perform => super::call::call(p, N::Perform),
        T::Apply => p.in_node(N::Apply, |p| {
            p.keyword();
            label_before(p, |next| next.kind == T::Id || names(next));
            p.want(reference());
        }),
        T::Wait => wait(p),
        T::Whenever => whenever(p),
        T::After => p.in_node(N::After, |p| {
            p.keyword();
            label_before(p, |next| matches!(next.kind, T::Numeral | T::The));
            p.want(due());
            need_target(p);
        }),
        T::Every => p.in_node(N::Every, |p| {
            p.keyword();
            label_before(p, |next| next.kind == T::Numeral);
            p.want(sum());
            need_target(p);
        }),
        T::Handoff => handoff(p),
        T::Trigger => trigger(p),
        T::Outcome => p.in_node(N::Outcome, |p| {
            p.keyword();
            p.want(label());
            stray_colon(p);
            if matches!(p.kind(), T::Failure | T::Cancelled) {
                p.advance();
            }
            p.want(text());
        }),
        _ => jump(p),
    }
}

/// A label, if the name at hand stands before a text or a block.
pub(super) fn optional_label(p: &mut In<'_, '_>) {
    let (token, next) = (p.nth(0), p.nth(1));
    // a name is followed by the text; anything else that is no text is the text forgotten
    if names(token) && (is_text(next.kind) || !matches!(token.kind, T::Within | T::By)) {
        p.want(label());
        stray_colon(p);
        if !is_text(p.kind()) && names(p.nth(0)) && is_text(p.nth(1).kind) {
            // a label of two words, or the label once more
            if p.doubled_word() {
                p.report_too_much();
            } else {
                p.report_expected(Notion::Text);
            }
            p.advance();
        }
    }
}

/// A colon behind a label, passed over with an error.
pub(super) fn stray_colon(p: &mut In<'_, '_>) {
    if p.kind() == T::Colon && is_text(p.nth(1).kind) {
        let colon = p.nth(0);
        p.aside(super::remedy::no_colon(colon));
        p.advance();
    }
}

/// A label, if a name is at hand and what stands behind it is what the element is about.
pub(super) fn label_before(p: &mut In<'_, '_>, about: impl Fn(Token) -> bool) {
    let (token, next) = (p.nth(0), p.nth(1));
    if names(token) && !next.first_on_line && about(next) {
        p.want(label());
    }
}

fn step(p: &mut In<'_, '_>, kind: T) {
    p.in_node(N::Step, |p| {
        p.keyword();
        if kind != T::Step {
            p.need(T::Step);
        }
        optional_label(p);
        p.want(text());
        clauses(p, Clauses::All);
        if is_text(p.kind()) && !p.nth(0).first_on_line {
            p.report_too_much();
            p.advance();
            clauses(p, Clauses::All);
        }
        if p.kind() == T::LBrace {
            block(p);
        }
        late(p);
        or_else(p);
    });
}

/// `late TARGET`, if it is there.
pub(super) fn late(p: &mut In<'_, '_>) {
    if p.kind() == T::Late {
        p.in_node(N::Late, |p| {
            p.keyword();
            need_target(p);
        });
    }
}

/// `else TARGET` or `else if …`, if it is there.
pub(super) fn or_else(p: &mut In<'_, '_>) {
    if p.kind() == T::Else && p.nth(1).kind != T::If {
        p.in_node(N::Else, |p| {
            p.keyword();
            need_target(p);
        });
    } else if p.kind() == T::Else {
        p.in_node(N::Else, |p| {
            p.keyword();
            p.in_node(N::Block, if_);
        });
    }
}

/// `if C TARGET {else if C TARGET} [else TARGET]`: one node, however long the chain.
fn if_(p: &mut In<'_, '_>) {
    p.in_node(N::If, |p| {
        p.keyword();
        p.want(due_condition());
        stray_before_target(p);
        need_target(p);
        while p.kind() == T::Else && p.nth(1).kind == T::If {
            p.advance();
            p.advance();
            p.want(due_condition());
            stray_before_target(p);
            need_target(p);
        }
        or_else(p);
    });
}

/// Passes over words between a condition and what follows it, with an error.
pub(super) fn stray_before_target(p: &mut In<'_, '_>) {
    let mut first = true;
    loop {
        let (token, next) = (p.nth(0), p.nth(1));
        let ends = matches!(token.kind, T::LBrace | T::RBrace | T::End | T::Arrow | T::FatArrow | T::UnicodeArrow | T::Continue | T::Todo);
        let label = token.kind.is_name() && (next.first_on_line || matches!(next.kind, T::RBrace | T::Else | T::Late | T::End));
        if ends || token.first_on_line || is_text(token.kind) || items::begins(p) || (label && first) {
            return;
        }
        first = false;
        p.report_too_much();
        p.in_node(N::Error, |p| p.advance());
    }
}

fn repeat(p: &mut In<'_, '_>) {
    p.in_node(N::Repeat, |p| {
        p.keyword();
        if names(p.nth(0)) && !matches!(p.kind(), T::Every | T::At | T::Takes) && !(p.kind() == T::For && p.nth(1).kind == T::Numeral) {
            p.want(label());
        }
        if p.kind() == T::For && p.nth(1).kind == T::Numeral {
            let error = SyntaxError::new(p.nth(0).span(), "how long a loop goes on stands behind its block");
            p.report(error.help("write `repeat { … } at most 5 minutes`, or `until` what ends it"));
            p.in_node(N::Error, |p| {
                while !p.nth(0).first_on_line && !matches!(p.kind(), T::LBrace | T::RBrace | T::End) {
                    p.advance();
                }
            });
        }
        if p.kind() == T::Numeral {
            p.want(times());
        }
        if p.kind() == T::Every {
            p.want(node(N::Every, tok(T::Every).then(sum()).ignored()));
        }
        clauses(p, Clauses::All);
        block(p);
        if p.kind() == T::Until {
            p.want(node(N::Until, tok(T::Until).then(due_condition()).ignored()));
        }
        if p.kind() == T::At && p.nth(1).kind == T::Most {
            p.in_node(N::AtMost, |p| {
                p.keyword();
                p.advance();
                if p.kind() == T::Numeral && (p.nth(1).kind == T::Times || p.nth(1).kind == T::To) {
                    p.want(times());
                } else {
                    p.want(sum());
                    if p.eat(T::Of) {
                        p.want(reference());
                    }
                }
            });
        }
        or_else(p);
    });
}

/// `[parallel] for each "…" { … }`, `for each row of TABLE [where C] { … }`
fn for_each(p: &mut In<'_, '_>) {
    p.in_node(N::ForEach, |p| {
        p.eat(T::Parallel);
        if p.kind() == T::For && p.nth(1).kind == T::Audience {
            return super::property::for_audience(p);
        }
        p.need(T::For);
        p.need(T::Each);
        if p.kind() == T::Row && p.nth(1).kind == T::Of {
            p.advance();
            p.advance();
            p.want(reference());
            if p.eat(T::Where) {
                p.want(condition());
            }
        } else {
            optional_label(p);
            p.want(text());
        }
        clauses(p, Clauses::All);
        block(p);
    });
}

/// `wait [LABEL] [at least] D`, `wait [LABEL] for EVENT … [late T] [else T]`
fn wait(p: &mut In<'_, '_>) {
    let labelled = names(p.nth(1)) && (p.nth(2).kind == T::For || p.nth(2).kind == T::Numeral || (p.nth(2).kind == T::At && p.nth(3).kind == T::Least));
    let labelled = labelled && p.nth(1).kind != T::At && !(p.nth(1).kind == T::For && p.nth(2).kind != T::For);
    let for_event = p.nth(if labelled { 2 } else { 1 }).kind == T::For;
    p.in_node(if for_event { N::WaitFor } else { N::Wait }, |p| {
        p.keyword();
        if labelled {
            p.want(label());
        }
        if !for_event {
            p.want(maybe(at_least()).then(sum_of_time()).ignored());
            return;
        }
        p.advance();
        p.want(event());
        clauses(p, Clauses::Timed);
        if p.kind() == T::LBrace {
            block(p);
        }
        late(p);
        or_else(p);
    });
}

/// A length of time, called so where it is missing.
fn sum_of_time<'s>() -> impl Rule<'s> {
    rule(|p: &mut In<'s, '_>| {
        let at = p.at();
        if is_text(p.kind()) || p.kind() == T::Until || super::time::in_words(p) {
            return p.miss(Notion::Deadline);
        }
        match p.parse(sum()) {
            Err(miss) if miss.at as usize == at => p.miss(Notion::Deadline),
            other => other,
        }
    })
}

/// `whenever [LABEL] (EVENT | condition) [within D] TARGET`
fn whenever(p: &mut In<'_, '_>) {
    p.in_node(N::Whenever, |p| {
        p.keyword();
        let next = p.nth(1);
        let aggregate = AGGREGATES.contains(&p.kind()) && !(names(next) && names(p.nth(2)));
        if names(p.nth(0)) && !aggregate && (is_text(next.kind) || (names(next) && next.kind != T::Todo) || next.kind == T::Id) && p.kind() != T::Time {
            p.want(label());
        }
        p.want(due_condition());
        if p.kind() == T::Within {
            p.want(within());
        }
        stray_before_target(p);
        need_target(p);
    });
}

fn handoff(p: &mut In<'_, '_>) {
    p.in_node(N::Handoff, |p| {
        p.keyword();
        label_before(p, |next| next.kind == T::To);
        p.need(T::To);
        p.want(actors());
        if p.eat(T::With) {
            p.want(super::property::things());
        }
        clauses(p, Clauses::Timed);
    });
}

/// `trigger [LABEL] ("…" | every D [at CLOCK] ["…"] | SOP-X[.label] ["…"]) [-> label] [{ … }]`
fn trigger(p: &mut In<'_, '_>) {
    p.in_node(N::Trigger, |p| {
        p.keyword();
        let next = p.nth(1);
        if names(p.nth(0)) && p.kind() != T::Every || (p.kind() == T::Every && next.kind == T::Every) {
            p.want(label());
        }
        match p.kind() {
            T::Every => {
                p.want(node(N::Every, tok(T::Every).then(sum()).ignored()));
                if p.eat(T::At) {
                    p.want(one_of_tokens(&[T::Clock], Notion::Value));
                }
                p.want(maybe(text()));
            }
            T::Id | T::BadId => {
                p.want(reference().then(maybe(text())).ignored());
            }
            _ => {
                p.want(text());
            }
        }
        while !p.nth(0).first_on_line && !items::begins(p) && !matches!(p.kind(), T::Arrow | T::LBrace | T::RBrace | T::End) {
            p.report_too_much();
            p.advance();
        }
        if p.kind() == T::Arrow && !p.nth(0).first_on_line {
            jump(p);
        }
        if p.kind() == T::LBrace {
            block(p);
        }
    });
}

/// `-> label`; another kind of arrow is taken for it, with an error.
pub(super) fn jump(p: &mut In<'_, '_>) {
    p.in_node(N::Jump, |p| {
        let token = p.nth(0);
        if matches!(token.kind, T::FatArrow | T::UnicodeArrow) {
            let error = SyntaxError::new(token.span(), "\"go to\" is written `->`").fix("Write `->`", token.span(), "->");
            p.report(error);
        }
        p.advance();
        let (token, next) = (p.nth(0), p.nth(1));
        if !names(token) && names(next) && !next.first_on_line && !token.first_on_line {
            p.report_too_much();
            p.advance();
        }
        p.want(name());
    });
}
