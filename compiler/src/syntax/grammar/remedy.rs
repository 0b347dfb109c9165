//! Remedies. In: the place where reading stopped, and what was due there. Out: one error in words of
//! the language that says what to write, with a fix where it is certain what was meant. Only asked
//! once something is wrong, so it costs a right text nothing. Absent: reading on.

mod amounts;
mod forms;
mod lines;
mod names;
mod operators;
mod prose;
mod spot;

pub(super) use amounts::{dashed, is_dash, spoken};
pub(super) use names::{is_id, spelt_id};
pub(super) use operators::{foreign, own_sign};

use crate::syntax::error::{self, Expected, Notion, SyntaxError, found};
use crate::syntax::token::{Token, TokenKind as T};
use crate::text::Span;
pub(super) use forms::own_word;
pub(super) use spot::Spot;

/// Something else was due at a token.
pub(super) fn missed(spot: Spot<'_, '_>, expected: Expected) -> SyntaxError {
    let token = spot.here();
    let before = spot.at.checked_sub(1).map(|at| spot.token(at));
    let plain = error::missed(expected, token, before, spot.text());
    if plain.fix.is_some() {
        return plain;
    }
    if token.first_on_line {
        let above = spot.with(spot.at.saturating_sub(1));
        let closer = amounts::slip(spot).or_else(|| expected.has(Notion::Target).then(|| prose::second_element(above)).flatten());
        return with_form(above, closer.unwrap_or(plain));
    }
    let closer = assigned(spot, &expected)
        .or_else(|| colon(spot))
        .or_else(|| amounts::missed(spot, &expected))
        .or_else(|| operators::missed(spot, &expected))
        .or_else(|| prose::numbered(spot, &expected))
        .or_else(|| names::missed(spot, &expected))
        .or_else(|| prose::missed(spot, &expected))
        .or_else(|| expected.has(Notion::Target).then(|| prose::second_element(spot)).flatten());
    with_form(spot, closer.unwrap_or(plain))
}

/// A token belongs to nothing.
pub(super) fn too_much(spot: Spot<'_, '_>) -> SyntaxError {
    let token = spot.here();
    let error = amounts::slip(spot)
        .or_else(|| amounts::too_much(spot))
        .or_else(|| operators::too_much(spot))
        .or_else(|| names::too_much(spot))
        .or_else(|| prose::too_much(spot))
        .unwrap_or_else(|| {
            let error = SyntaxError::new(token.span(), format!("{} does not belong here", found(token, spot.text())));
            match means_nothing(spot) {
                true => error.fix("Remove it", token.span(), ""),
                false => error,
            }
        });
    with_form(spot, error)
}

/// Nothing of the language begins here; `in_decide`: a branch is due.
pub(super) fn element(spot: Spot<'_, '_>, in_decide: bool) -> Option<SyntaxError> {
    if !spot.here().first_on_line && spot.before(1).is_some_and(|before| !matches!(before.kind, T::LBrace | T::RBrace)) {
        return Some(too_much(spot));
    }
    lines::element(spot, in_decide)
}

/// Whether a token can be left out without a loss: a mark, or a word once more.
fn means_nothing(spot: Spot<'_, '_>) -> bool {
    let token = spot.here();
    let again = spot.before(1).is_some_and(|before| spot.source(before) == spot.word() && !matches!(token.kind, T::Numeral | T::Minus));
    again || matches!(token.kind, T::Semicolon | T::Dot | T::Colon | T::Comma) || matches!(spot.word(), "then" | "please")
}

/// Another sign where a value is given.
fn assigned(spot: Spot<'_, '_>, expected: &Expected) -> Option<SyntaxError> {
    let due = expected.words().eq([T::Assign]) && matches!(spot.here().kind, T::Colon | T::LessEqual | T::GreaterEqual);
    let blank = if spot.before(1)?.end == spot.here().start { " " } else { "" };
    due.then(|| SyntaxError::new(spot.here().span(), "a value is given with `=`").sure("Write `=`", spot.here().span(), format!("{blank}=")))
}

/// A colon behind a keyword or a name.
fn colon(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    (spot.here().kind == T::Colon).then(|| no_colon(spot.here()))
}

pub(super) fn no_colon(token: Token) -> SyntaxError {
    SyntaxError::new(token.span(), "no colon stands behind a keyword or a name").help("leave it out").sure("Remove the colon", token.span(), "")
}

/// The form of what is read, where the error has no help of its own.
fn with_form(spot: Spot<'_, '_>, error: SyntaxError) -> SyntaxError {
    match forms::form(spot.head_kind()) {
        Some(form) if error.help.is_none() && error.fix.is_none() => error.help(format!("it is written like this: `{form}`")),
        _ => error,
    }
}

/// An article in front of a name.
pub(super) fn article(token: Token, next: Token, text: &str) -> SyntaxError {
    let (span, word) = (token.span(), token.span().of(text));
    let error = SyntaxError::new(span, format!("no `{word}` stands in front of a name"));
    error.help("a name alone says who or what is meant").sure("Remove it", Span::new(token.start, next.start), "")
}
