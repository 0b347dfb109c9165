//! What a document gives names to: roles, terms, systems, units, fields, facts, limits, activities,
//! rules with their controls, tables; and the types of facts.

use super::condition::{bare_unless, condition, due_condition, factor, quantity, sum, unit, when};
use super::items;
use super::parts::*;
use super::time::{at_least, by, cases, event, for_duration, within};
use crate::syntax::error::{Expected, Notion, SyntaxError};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

/// One declaration; `kind` is its keyword, at hand.
pub(super) fn declaration(p: &mut In<'_, '_>, kind: T) {
    match kind {
        T::External | T::Role => p.in_node(N::Role, |p| {
            p.keyword();
            if kind == T::External {
                p.need(T::Role);
            }
            p.want(titled());
            if p.eat(T::At) {
                p.want(text());
            }
        }),
        T::Term => p.in_node(N::Term, |p| {
            p.keyword();
            p.want(term().then(text()).ignored());
        }),
        T::System => p.in_node(N::System, |p| {
            p.keyword();
            p.want(titled());
        }),
        T::Unit => p.in_node(N::Unit, |p| {
            p.keyword();
            p.want(term());
            if assign(p) {
                p.want(sum());
            }
            p.want(maybe(text()));
        }),
        T::Field => p.in_node(N::Field, |p| {
            p.keyword();
            p.want(label());
            p.need(T::Colon);
            p.want(typed().then(maybe(text())).ignored());
        }),
        T::Fact => fact(p),
        T::Limit => p.in_node(N::Limit, |p| {
            p.keyword();
            p.want(label());
            need_assign(p);
            p.want(cases().then(maybe(text())).ignored());
        }),
        T::Activity => p.in_node(N::Activity, |p| {
            p.keyword();
            p.want(titled());
            if p.eat(T::By) {
                p.want(role());
            }
        }),
        T::Rule => p.in_node(N::Rule, |p| {
            p.keyword();
            p.want(titled());
            if p.kind() == T::LBrace {
                items::block(p);
            }
        }),
        _ => super::table::table(p),
    }
}

/// A name with its text; a colon between them is passed over with an error.
fn titled<'s>() -> impl Rule<'s> {
    rule(|p: &mut In<'s, '_>| {
        p.parse(label())?;
        super::flow::stray_colon(p);
        p.parse(text())
    })
}

fn fact(p: &mut In<'_, '_>) {
    p.in_node(N::Fact, |p| {
        p.keyword();
        p.want(label());
        match p.kind() {
            T::Colon => {
                p.advance();
                p.want(typed().then(maybe(text())).ignored());
            }
            _ if !matches!(p.kind(), T::Assign | T::Equal) && !matches!(p.nth(1).kind, T::Assign | T::Equal) => {
                p.report_expected(Expected::from(T::Colon).or(T::Assign.into()));
            }
            _ if need_assign(p) => {
                // `= v, w when c, …`: the first is the normal one
                p.want(node(N::Case, condition()));
                while p.eat(T::Comma) {
                    p.want(node(N::Case, condition().then(tok(T::When)).then(due_condition()).ignored()));
                }
                p.want(maybe(text()));
            }
            _ => {}
        }
    });
}

/// `=`; `==` is taken for it, with an error.
fn assign(p: &mut In<'_, '_>) -> bool {
    let token = p.nth(0);
    if token.kind == T::Equal {
        let error = SyntaxError::new(token.span(), "`==` compares two values; a value is given with `=`");
        p.report(error.fix("Write `=`", token.span(), "="));
        p.advance();
        return true;
    }
    p.eat(T::Assign)
}

pub(super) fn need_assign(p: &mut In<'_, '_>) -> bool {
    assign(p) || p.need(T::Assign)
}

/// A name or an abbreviation.
fn term<'s>() -> impl Rule<'s> {
    rule(|p: &mut In<'s, '_>| {
        if p.kind() == T::Word {
            let opened = p.open(N::Label);
            p.advance();
            p.close(opened);
            return Ok(());
        }
        p.parse(label())
    })
}

/// A type, and the value that is presumed.
pub(super) fn typed<'s>() -> impl Rule<'s> {
    let presumed = node(N::Presumed, tok(T::Presumed).then(factor()).ignored());
    node(N::Type, type_body()).then(maybe(presumed)).ignored()
}

fn type_body<'s>() -> impl Rule<'s> + Copy {
    rule_copy(|p| match p.kind() {
        T::Yes => p.parse(tok(T::Yes).then(tok(T::Slash)).then(tok(T::No)).ignored()),
        T::One | T::Some => {
            p.advance();
            p.parse(tok(T::Of).then(commas(label())).ignored())
        }
        T::Whole => {
            p.advance();
            p.parse(tok(T::Number).then(bounded()).ignored())
        }
        T::Number => {
            p.advance();
            let resolution = node(N::Resolution, tok(T::To).then(tok(T::The)).then(tok(T::Nearest)).then(quantity()).ignored());
            p.parse(bounded().then(maybe(resolution)).ignored())
        }
        T::Money => {
            p.advance();
            p.parse(unit())
        }
        T::Duration | T::Date | T::Time | T::Moment | T::Text | T::File | T::Role => {
            p.advance();
            Ok(())
        }
        _ => p.miss(Notion::Type),
    })
}

fn rule_copy<'s>(read: fn(&mut In<'s, '_>) -> Result<(), super::state::Miss>) -> impl Rule<'s> + Copy {
    custom(read)
}

/// `[UNIT] [from A] [to B]` or `[UNIT] up to B`
fn bounded<'s>() -> impl Rule<'s> {
    rule(|p: &mut In<'s, '_>| {
        if p.kind() != T::From && p.kind() != T::Up && (p.kind() == T::Percent || !p.kind().is_keyword()) {
            p.parse(maybe(unit()))?;
        }
        let bound = || {
            rule(|p: &mut In<'s, '_>| {
                p.eat(T::Minus);
                p.parse(quantity())
            })
        };
        if p.kind() == T::From {
            let to = p.open(N::Bounds);
            p.advance();
            p.parse(bound())?;
            if p.kind() == T::To && p.nth(1).kind != T::The {
                p.advance();
                p.parse(bound())?;
            }
            p.close(to);
        } else if p.kind() == T::Up {
            p.parse(node(N::Bounds, tok(T::Up).then(tok(T::To)).then(bound()).ignored()))?;
        }
        Ok(())
    })
}

/// One control of a rule; `kind` is its keyword, at hand.
pub(super) fn control(p: &mut In<'_, '_>, kind: T) {
    let as_node = match kind {
        T::Require => N::Require,
        T::Forbid => N::Forbid,
        _ => N::Separate,
    };
    p.in_node(as_node, |p| {
        p.keyword();
        match kind {
            T::Require => p.want(joined(T::Or, event())),
            T::Forbid => p.want(commas(reference())),
            _ => p.want(commas(reference())),
        };
        loop {
            match p.kind() {
                T::By => p.want(by()),
                T::Within => p.want(within()),
                T::For if p.nth(1).kind != T::Each => p.want(for_duration()),
                T::At if p.nth(1).kind == T::Once => p.want(node(N::AtOnce, tok(T::At).then(tok(T::Once)).ignored())),
                // how long before or after
                T::At if p.nth(1).kind == T::Least => {
                    let lead = p.want(node(N::Lead, at_least().then(sum()).ignored()));
                    if lead && !matches!(p.kind(), T::Before | T::After) {
                        p.report_expected(Expected::from(T::Before).or(T::After.into()));
                    }
                    lead
                }
                T::Every => p.want(node(N::Every, tok(T::Every).then(sum()).ignored())),
                T::Before => p.want(node(N::BeforeEvent, tok(T::Before).then(event()).ignored())),
                T::After => p.want(node(N::AfterEvent, tok(T::After).then(event()).ignored())),
                T::When => p.want(when()),
                T::Unless => p.want(bare_unless()),
                _ if p.nth(0).first_on_line || !super::recover::stray(p, CONTROL_WORDS) => break,
                _ => true,
            };
        }
    });
}

const CONTROL_WORDS: &[T] = &[T::By, T::Within, T::At, T::Every, T::For, T::Before, T::After, T::When, T::Unless];
