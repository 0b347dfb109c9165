//! Conditions and values.
//!
//! ```text
//! condition  = conjunction {"or" conjunction}          value = quantity ["to" quantity] | yes | no | date | clock
//! conjunction = negation {"and" negation}                    | reference | [name ":"] "judgement" | "(" condition ")"
//! negation   = "not" negation | comparison                   | min(…) | max(…) | any/all/… of a fact | time since EVENT
//! comparison = sum [RELATION sum | in list | between sum and sum]
//! sum = product {(+|-) product}    product = factor {(*|/) factor}    factor = {"-"} value
//! ```

use super::parts::*;
use super::remedy;
use super::state::Miss;
use crate::syntax::error::{Expected, Notion, SyntaxError};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

/// `operand {operator operand}` as one flat node; as the bare operand where there is only one.
fn chain<'s>(kind: N, operand: impl Rule<'s>, operators: &'static [T]) -> impl Rule<'s> {
    custom(move |p: &mut In<'s, '_>| {
        let (first, since) = (p.at(), p.state().nodes.len());
        p.parse(operand.clone())?;
        let single = p.at();
        while operators.contains(&p.kind()) || foreign_sign(p, operators) {
            p.advance();
            p.parse(operand.clone())?;
        }
        let end = p.at();
        if end > single {
            p.state().wrap(kind, since, first, end);
        }
        Ok(())
    })
}

/// Whether a sign of another notation stands for one of these; says so, if it does.
fn foreign_sign(p: &mut In<'_, '_>, own: &[T]) -> bool {
    let token = p.nth(0);
    if !matches!(token.kind, T::Unknown | T::Word | T::FatArrow) || token.first_on_line {
        return false;
    }
    let (next, text) = (p.nth(1), p.state().text);
    match remedy::own_sign(token, text).filter(|sign| own.contains(sign)) {
        Some(sign) if token.kind != T::FatArrow || matches!(next.kind, T::Numeral | T::Minus) => {
            p.aside(remedy::foreign(token, sign, next, text));
            true
        }
        _ => false,
    }
}

pub(super) fn condition<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| p.parse(chain(N::Or, conjunction(), &[T::Or])))
}

fn conjunction<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| p.parse(chain(N::And, negation(), &[T::And])))
}

fn negation<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        if p.kind() != T::Not && !foreign_sign(p, &[T::Not]) {
            return p.parse(comparison());
        }
        // an even number of them cancels out; one node is enough for any number
        let opened = p.open(N::Not);
        p.advance();
        while p.eat(T::Not) {}
        p.parse(comparison())?;
        p.close(opened);
        Ok(())
    })
}

const RELATIONS: &[T] = &[T::Equal, T::Unequal, T::LessEqual, T::GreaterEqual, T::Less, T::Greater];

/// `==`, `!=`, `<` …; a single `=` is taken for `==`, with an error.
pub(super) fn relation<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let token = p.nth(0);
        if !RELATIONS.contains(&token.kind) && token.kind != T::Assign {
            return RELATIONS.iter().try_for_each(|kind| p.miss(*kind));
        }
        let opened = p.open(N::Relation);
        if token.kind == T::Assign {
            let error = SyntaxError::new(token.span(), "`=` gives a value; two values are compared with `==`");
            p.report(error.fix("Write `==`", token.span(), "=="));
        }
        p.advance();
        p.close(opened);
        let (filler, next, text) = (p.nth(0), p.nth(1), p.state().text);
        if filler.kind == T::Name && next.kind == T::Numeral && matches!(filler.span().of(text), "than" | "then" | "as") {
            let error = SyntaxError::new(filler.span(), format!("no `{}` stands behind a sign", filler.span().of(text)));
            p.aside(error.sure("Remove it", crate::text::Span::new(filler.start, next.start), ""));
            p.advance();
        }
        Ok(())
    })
}

fn comparison<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let (first, since) = (p.at(), p.state().nodes.len());
        p.parse(sum())?;
        let kind = match p.kind() {
            T::In => {
                p.parse(tok(T::In).then(list()).ignored())?;
                N::In
            }
            T::Between => {
                p.parse(between())?;
                N::Between
            }
            kind if RELATIONS.contains(&kind) || kind == T::Assign => {
                p.parse(relation().then(sum()).ignored())?;
                N::Compare
            }
            T::Unknown | T::FatArrow if foreign_sign(p, RELATIONS) => {
                p.parse(
                    node(
                        N::Relation,
                        rule(|p: &mut In<'s, '_>| {
                            p.advance();
                            Ok(())
                        }),
                    )
                    .then(sum())
                    .ignored(),
                )?;
                N::Compare
            }
            _ => return Ok(()),
        };
        let end = p.at();
        p.state().wrap(kind, since, first, end);
        Ok(())
    })
}

/// `between A and B`
pub(super) fn between<'s>() -> impl Rule<'s> {
    tok(T::Between).then(sum()).then(tok(T::And)).then(sum()).ignored()
}

/// `a, b, c` or `(a, b, c)`
pub(super) fn list<'s>() -> impl Rule<'s> {
    let items = || commas(value());
    custom(move |p: &mut In<'s, '_>| {
        let opened = p.open(N::List);
        if p.eat(T::LParen) {
            p.parse(items().then(tok(T::RParen)).ignored())?;
        } else {
            p.parse(items())?;
        }
        p.close(opened);
        Ok(())
    })
}

pub(super) fn sum<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| p.parse(chain(N::Sum, product(), &[T::Plus, T::Minus])))
}

fn product<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| p.parse(chain(N::Product, factor(), &[T::Star, T::Slash])))
}

/// A value, with its sign.
pub(super) fn factor<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        if p.kind() != T::Minus {
            return p.parse(operand());
        }
        let opened = p.open(N::Negative);
        while p.eat(T::Minus) {}
        p.parse(operand())?;
        p.close(opened);
        Ok(())
    })
}

/// A value, or a condition or list of sums in brackets.
fn operand<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| match p.kind() {
        T::LParen => {
            let opened = p.open(N::Group);
            p.advance();
            let mut result = Ok(());
            p.deeper(|p| result = p.parse(condition()));
            result?;
            p.parse(tok(T::RParen))?;
            p.close(opened);
            Ok(())
        }
        T::Min | T::Max if p.nth(1).kind == T::LParen => {
            let opened = p.open(N::MinMax);
            p.advance();
            p.advance();
            let mut result = Ok(());
            p.deeper(|p| result = p.parse(commas(sum())));
            result?;
            p.parse(tok(T::RParen))?;
            p.close(opened);
            Ok(())
        }
        _ => p.parse(value()),
    })
}

pub(super) const AGGREGATES: &[T] = &[T::Any, T::All, T::Count, T::Total, T::Average, T::First, T::Last];

/// One value, without operators.
pub(super) fn value<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let (token, next) = (p.nth(0), p.nth(1));
        match token.kind {
            T::Numeral | T::Dotted => p.parse(quantity_or_range()),
            T::Yes | T::No | T::DateLiteral | T::Clock => {
                let opened = p.open(N::Constant);
                p.advance();
                p.close(opened);
                Ok(())
            }
            kind if is_text(kind) => p.parse(node(N::Judgement, text())),
            T::Time if next.kind == T::Since => {
                let event = super::time::event();
                p.parse(node(N::TimeSince, tok(T::Time).then(tok(T::Since)).then(event).ignored()))
            }
            kind if AGGREGATES.contains(&kind) && !next.first_on_line && (is_text(next.kind) || next.kind.is_name()) => {
                let of = super::time::event();
                p.parse(node(N::Aggregate, one_of_tokens(AGGREGATES, Notion::Value).then(of).ignored()))
            }
            kind if kind.is_name() && next.kind == T::Colon && is_text(p.nth(2).kind) => {
                p.parse(node(N::Judgement, label().then(tok(T::Colon)).then(text()).ignored()))
            }
            T::Id | T::BadId => p.parse(reference()),
            _ if names(token) => p.parse(reference()),
            _ => p.miss(Expected::from(Notion::Value)),
        }
    })
}

/// A word that may be a unit: on the number's line, and no keyword.
fn unit_word(p: &mut In<'_, '_>, ahead: usize) -> bool {
    let token = p.nth(ahead);
    !token.first_on_line && matches!(token.kind, T::Name | T::Word | T::Min)
}

/// `USD`, `%`, `mg/dL`, `business days`; the word itself is looked up later.
pub(super) fn unit<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let token = p.nth(0);
        let percent = token.kind == T::Percent && !token.first_on_line;
        if !percent && !unit_word(p, 0) {
            return p.miss(Notion::Unit);
        }
        let opened = p.open(N::UnitName);
        let text = p.state().text;
        p.advance();
        let next = p.nth(0);
        if token.span().of(text) == "business" && matches!(next.span().of(text), "day" | "days") {
            p.advance();
        } else if !percent {
            // `mg/kg/day`, `m^2`: no white space between
            let mut end = token.end;
            while p.nth(0).start == end && p.nth(1).start == p.nth(0).end {
                let goes_on = match p.kind() {
                    T::Slash => unit_word(p, 1),
                    T::Caret => p.nth(1).kind == T::Numeral,
                    _ => false,
                };
                if !goes_on {
                    break;
                }
                end = p.nth(1).end;
                p.advance();
                p.advance();
            }
        }
        p.close(opened);
        Ok(())
    })
}

/// `12`, `500 USD`, `10 business days`
pub(super) fn quantity<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let opened = p.open(N::Quantity);
        p.parse(one_of_tokens(&[T::Numeral, T::Dotted], Notion::Number))?;
        if p.kind() == T::Percent || unit_word(p, 0) {
            p.parse(unit())?;
        }
        p.close(opened);
        Ok(())
    })
}

fn quantity_or_range<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let (first, since) = (p.at(), p.state().nodes.len());
        p.parse(quantity())?;
        if p.kind() == T::To && p.nth(1).kind == T::Numeral {
            p.advance();
            p.parse(quantity())?;
            let end = p.at();
            p.state().wrap(N::Range, since, first, end);
        } else if p.at() == first + 1 && matches!(p.kind(), T::Minus | T::Unknown) && p.nth(1).kind == T::Numeral && (unit_word(p, 2) || p.kind() == T::Unknown)
        {
            // `2-4 hours`: a subtraction from a bare number makes no sense in front of a unit
            let (dash, after, text) = (p.nth(0), p.nth(1), p.state().text);
            let calculated = first.checked_sub(1).is_some_and(|at| matches!(p.state().token(at).kind, T::Star | T::Slash | T::Plus | T::Minus));
            if !calculated && remedy::is_dash(dash.span().of(text)) {
                p.aside(remedy::dashed(dash, after));
                p.advance();
                p.parse(quantity())?;
                let end = p.at();
                p.state().wrap(N::Range, since, first, end);
            }
        }
        Ok(())
    })
}

/// `when C [unless C]`
pub(super) fn when<'s>() -> impl Rule<'s> {
    let unless = node(N::UnlessClause, tok(T::Unless).then(due_condition()).ignored());
    node(N::When, tok(T::When).then(due_condition()).ignored()).then(maybe(same_line(T::Unless, unless))).ignored()
}

/// `unless C` as a clause of its own.
pub(super) fn bare_unless<'s>() -> impl Rule<'s> {
    node(N::UnlessClause, tok(T::Unless).then(due_condition()).ignored())
}

/// `rule`, but only where its first token `kind` continues the line.
fn same_line<'s>(kind: T, inner: impl Rule<'s>) -> impl Rule<'s> {
    custom(move |p: &mut In<'s, '_>| {
        if p.nth(0).first_on_line {
            return p.miss(kind);
        }
        p.parse(inner.clone())
    })
}

/// An answer or a cell: a condition, or any value.
pub(super) fn due_answer<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let at = p.at() as u32;
        match p.parse(condition()) {
            Err(miss) if miss.at == at => Err(Miss { at, expected: Notion::Condition.into() }),
            other => other,
        }
    })
}

/// A condition, called so where it is missing; a bare number is none.
pub(super) fn due_condition<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let (at, since, number) = (p.at() as u32, p.state().nodes.len(), p.nth(0));
        match p.parse(condition()) {
            Err(miss) if miss.at == at => Err(Miss { at, expected: Notion::Condition.into() }),
            Ok(()) if number.kind == T::Numeral && p.state().nodes.get(since).is_some_and(|node| node.kind == N::Quantity) => {
                Err(Miss { at, expected: Notion::Condition.into() })
            }
            other => other,
        }
    })
}

/// `(a, b, c)` as a list of such rules; a single one in brackets is a group.
pub(super) fn list_of<'s>(item: impl Rule<'s>) -> impl Rule<'s> {
    node(N::List, tok(T::LParen).then(commas(item)).then(tok(T::RParen)).ignored())
}
