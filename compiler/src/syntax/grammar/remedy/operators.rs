//! Signs and words of comparison that other notations use.

use super::spot::Spot;
use crate::syntax::error::{Expected, Notion, SyntaxError};
use crate::syntax::token::{Token, TokenKind as T};
use crate::text::Span;

/// A sign of another notation between two conditions or values: the one of the language.
pub(in super::super) fn own_sign(token: Token, text: &str) -> Option<T> {
    if !matches!(token.kind, T::Unknown | T::Foreign | T::Word | T::FatArrow) {
        return None;
    }
    Some(match token.span().of(text) {
        "≥" | "=>" => T::GreaterEqual,
        "≤" => T::LessEqual,
        "≠" => T::Unequal,
        "&&" | "&" | "AND" | "And" => T::And,
        "OR" | "Or" => T::Or,
        "!" | "NOT" | "Not" => T::Not,
        "×" => T::Star,
        "÷" => T::Slash,
        _ => return None,
    })
}

/// The error for such a sign, with the language's own.
pub(in super::super) fn foreign(token: Token, own: T, next: Token, text: &str) -> SyntaxError {
    let sign = own.spelling().unwrap_or("");
    let blank = if next.start == token.end && sign.chars().all(char::is_alphabetic) { " " } else { "" };
    let error = SyntaxError::new(token.span(), format!("`{}` is written `{sign}`", token.span().of(text)));
    error.sure(format!("Write `{sign}`"), token.span(), format!("{sign}{blank}"))
}

pub(super) fn missed(spot: Spot<'_, '_>, expected: &Expected) -> Option<SyntaxError> {
    if !(expected.has(Notion::Value) || expected.has(Notion::Condition)) {
        return None;
    }
    let (here, before) = (spot.here(), spot.before(1)?);
    let both = before.span().to(here.span());
    match (before.kind, here.kind) {
        // `-->`, `- >`
        (T::Minus, T::Arrow | T::Greater) => {
            let arrow = spot.before(2).filter(|more| more.kind == T::Minus).map_or(both, |more| more.span().to(here.span()));
            Some(SyntaxError::new(arrow, "\"go to\" is written `->`").sure("Write `->`", arrow, "->"))
        }
        (T::Less, T::Greater) => Some(SyntaxError::new(both, "`<>` is written `!=`").sure("Write `!=`", both, "!=")),
        (T::Assign, T::Less) => Some(SyntaxError::new(both, "`=<` is written `<=`").sure("Write `<=`", both, "<=")),
        (_, T::Arrow) if matches!(before.kind, T::Less | T::Greater | T::Equal) => None,
        _ => None,
    }
}

/// Words and signs behind a whole condition.
pub(super) fn too_much(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    if matches!(here.kind, T::Less | T::LessEqual | T::Greater | T::GreaterEqual)
        && (1..6).filter_map(|back| spot.before(back)).any(|token| matches!(token.kind, T::Less | T::LessEqual | T::Greater | T::GreaterEqual))
    {
        return Some(SyntaxError::new(here.span(), "two comparisons are joined by `and`").help("for a range write `value between 5 and 10`"));
    }
    if spot.word() == "||" {
        return Some(SyntaxError::new(here.span(), "`||` is written `or`").sure("Write `or`", here.span(), "or"));
    }
    if here.kind == T::Not && spot.next_word(1) == "between" {
        let operand = spot.before(1).filter(|before| before.kind.is_name())?;
        let edits = vec![(Span::at(operand.start), "not ".to_owned()), (Span::new(here.start, spot.next(1)?.start), String::new())];
        let error =
            SyntaxError::new(here.span(), "`not` stands in front of the comparison").help(format!("write `not {} between … and …`", spot.source(operand)));
        return Some(error.edits("Move it", true, edits));
    }
    if spot.word() == "from" && spot.next(1).is_some_and(|next| next.kind == T::Numeral) && spot.head_kind() != T::Fact {
        let to = (spot.at..spot.line_end()).find(|at| spot.token(*at).kind == T::To);
        let mut edits = vec![(here.span(), "between".to_owned())];
        edits.extend(to.map(|to| (spot.token(to).span(), "and".to_owned())));
        return Some(SyntaxError::new(here.span(), "a range is written `between 5 and 10`").edits("Write `between … and …`", to.is_some(), edits));
    }
    phrase(spot)
}

/// Words that compare, longest first, each with its sign.
const PHRASES: &[(&[&str], &str)] = &[
    (&["is", "greater", "than", "or", "equal", "to"], ">="),
    (&["is", "less", "than", "or", "equal", "to"], "<="),
    (&["is", "not", "less", "than"], ">="),
    (&["is", "not", "more", "than"], "<="),
    (&["is", "less", "than"], "<"),
    (&["is", "lower", "than"], "<"),
    (&["is", "more", "than"], ">"),
    (&["is", "greater", "than"], ">"),
    (&["is", "higher", "than"], ">"),
    (&["is", "equal", "to"], "=="),
    (&["is", "at", "least"], ">="),
    (&["is", "at", "most"], "<="),
    (&["is", "below"], "<"),
    (&["is", "under"], "<"),
    (&["is", "above"], ">"),
    (&["is", "over"], ">"),
    (&["is", "not"], "!="),
    (&["less", "than"], "<"),
    (&["more", "than"], ">"),
    (&["greater", "than"], ">"),
    (&["equal", "to"], "=="),
    (&["at", "least"], ">="),
    (&["at", "most"], "<="),
    (&["exceeds"], ">"),
    (&["below"], "<"),
    (&["under"], "<"),
    (&["above"], ">"),
    (&["over"], ">"),
    (&["min"], ">="),
    (&["minimum"], ">="),
    (&["max"], "<="),
    (&["maximum"], "<="),
    (&["equals"], "=="),
    (&["is"], "=="),
];

/// `amount is less than 5`: words between two values.
fn phrase(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let before = spot.before(1)?;
    let compares = (spot.line_start()..spot.at)
        .any(|at| matches!(spot.token(at).kind, T::If | T::When | T::Unless | T::Check | T::Until | T::Whenever | T::Require | T::Done));
    if !compares || !(before.kind.is_name() || before.kind == T::RParen) {
        return None;
    }
    let fits =
        |words: &&(&[&str], &str)| words.0.iter().enumerate().all(|(at, word)| spot.on_line(spot.at + at) && spot.source(spot.token(spot.at + at)) == *word);
    let (words, sign) = PHRASES.iter().find(fits)?;
    let value = spot.token(spot.at + words.len());
    if !spot.on_line(spot.at + words.len()) || !matches!(value.kind, T::Numeral | T::Yes | T::No | T::DateLiteral) && words.len() < 2 {
        return None;
    }
    let span = spot.span(spot.at, spot.at + words.len());
    let error = SyntaxError::new(span, format!("`{}` is written `{sign}`", span.of(spot.text())));
    Some(error.sure(format!("Write `{sign}`"), span, *sign))
}
