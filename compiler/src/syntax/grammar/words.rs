//! Names, references and texts: what the rules of the grammar read word by word.

use super::parts::*;
use super::state::Miss;
use crate::syntax::error::{Notion, SyntaxError};
use crate::syntax::text_braces::{Brace, braces};
use crate::syntax::token::{Token, TokenKind as T};
use crate::syntax::tree::NodeKind as N;
use crate::text::Span;
use chumsky::prelude::*;

/// Whether a token can be taken for a name: a keyword that begins a line is one, never a name.
pub(super) fn names(token: Token) -> bool {
    token.kind == T::Name || (token.kind.is_name() && !token.first_on_line)
}

fn name_as<'s>(kind: N, notion: Notion) -> impl Rule<'s> + Copy {
    custom(move |p: &mut In<'s, '_>| {
        if !names(p.nth(0)) {
            return p.miss(notion);
        }
        let (token, next) = (p.nth(0), p.nth(1));
        // with more words behind it, it is a sentence
        if !next.first_on_line
            && matches!(next.kind, T::Name)
            && p.nth(2).kind != T::Name
            && token.end - token.start <= 4
            && is_article(token, p.state().text, kind)
        {
            let error = super::remedy::article(token, next, p.state().text);
            p.aside(error);
            p.advance();
        }
        let opened = p.open(kind);
        p.advance();
        p.close(opened);
        Ok(())
    })
}

/// `the`, `an`, and where a role is due `a` and `both`: no names in front of another one.
fn is_article(token: Token, text: &str, kind: N) -> bool {
    token.kind == T::The || matches!(token.kind, T::Name) && matches!((token.span().of(text), kind), ("an" | "both", _) | ("a", N::Ref))
}

/// A name that is given here.
pub(super) fn label<'s>() -> impl Rule<'s> + Copy {
    name_as(N::Label, Notion::Name)
}

/// An abbreviation that is used here: a term in upper case.
pub(super) fn abbreviation<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let opened = p.open(N::Ref);
        p.parse(one_of_tokens(&[T::Word], Notion::Name))?;
        p.close(opened);
        Ok(())
    })
}

/// A bare name that is used here.
pub(super) fn name<'s>() -> impl Rule<'s> + Copy {
    name_as(N::Ref, Notion::Name)
}

/// A role: bare, or `GLO-X.role` where two documents in sight offer the name.
pub(super) fn role<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| match p.kind() {
        T::Id | T::BadId => p.parse(reference()),
        _ => p.parse(name_as(N::Ref, Notion::Role)),
    })
}

/// `name`, `SOP-X`, `SOP-X.name`, `SOP-X v1.4`
pub(super) fn reference<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| match p.nth(0).kind {
        T::Id | T::BadId => {
            let opened = p.open(N::Ref);
            bad_id(p);
            p.advance();
            if p.kind() == T::Dot && !p.nth(1).first_on_line && p.nth(1).kind.is_name() {
                p.advance();
                p.advance();
            }
            let pin = p.nth(0);
            let text = p.state().text;
            if pin.kind == T::Pin || (pin.kind == T::Name && !pin.first_on_line && is_pin(pin.span().of(text))) {
                p.advance();
            }
            p.close(opened);
            Ok(())
        }
        _ => match p.parse(name()) {
            Ok(()) => Ok(()),
            Err(miss) => Err(Miss { at: miss.at, expected: miss.expected.or(Notion::Id.into()) }),
        },
    })
}

fn is_pin(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Says so if the id at hand is not all upper case.
pub(super) fn bad_id(p: &mut In<'_, '_>) {
    let token = p.nth(0);
    if token.kind == T::BadId {
        let upper = token.span().of(p.state().text).to_uppercase();
        let error = SyntaxError::new(token.span(), "the id of a document is written in upper case");
        p.report(error.help(format!("write `{upper}`")).fix(format!("Write `{upper}`"), token.span(), upper));
    }
}

/// A text in quotes, on one line or long.
pub(super) fn text<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let token = p.nth(0);
        if !is_text(token.kind) {
            return p.miss(Notion::Text);
        }
        let opened = p.open(N::Text);
        let error = match token.kind {
            T::OpenQuoted => Some(
                SyntaxError::new(token.span(), "this text has no closing quote")
                    .help("close the text with `\"` on the line where it begins; a text of several lines stands between `\"\"\"`"),
            ),
            T::OpenLongQuoted => Some(SyntaxError::new(token.span(), "this long text has no closing `\"\"\"`")),
            T::CurlyQuoted => {
                let text = p.state().text;
                let inner = token.span().of(text).trim_matches(|char| "“”„«»‹›‘’‚'".contains(char));
                let straight = format!("\"{}\"", inner.replace('"', "\\\""));
                let error = SyntaxError::new(token.span(), "a text stands between straight quotes");
                Some(error.help("word processors turn `\"` into `“`").sure("Use straight quotes", token.span(), straight))
            }
            _ => None,
        };
        if let Some(error) = error.or_else(|| open_brace(token, p.state().text)) {
            p.report(error);
        }
        p.advance();
        p.close(opened);
        Ok(())
    })
}

/// The error for a `{` in a text that opens a reference and is not closed on its line.
fn open_brace(token: Token, text: &str) -> Option<SyntaxError> {
    let at = braces(token.span().of(text)).find_map(|brace| if let Brace::Open { at } = brace { Some(token.start + at as u32) } else { None })?;
    let error = SyntaxError::new(Span::new(at, at + 1), "this `{` opens a reference and is not closed");
    Some(error.help("write `}` behind the name, or `\\{` for the brace itself").fix("Write `\\{`", Span::new(at, at + 1), "\\{"))
}

pub(super) fn is_text(kind: T) -> bool {
    matches!(kind, T::Quoted | T::OpenQuoted | T::CurlyQuoted | T::LongQuoted | T::OpenLongQuoted)
}
