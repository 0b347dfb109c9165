//! Going on behind an error: what is passed over, and where reading starts again. An error costs
//! the rest of its line; a block that follows is still read, and so is the next element.

use super::items;
use super::parts::*;
use super::remedy::Spot;
use crate::syntax::error::{Expected, Notion, SyntaxError, found, misspelt, near_word};
use crate::syntax::token::{KEYWORDS, Token, TokenKind as T};
use crate::syntax::tree::NodeKind as N;

/// In the head of an element: if a word is at hand that neither continues the element nor begins
/// another, passes over it with an error and answers yes.
pub(super) fn stray(p: &mut In<'_, '_>, due: &[T]) -> bool {
    let token = p.nth(0);
    if matches!(token.kind, T::LBrace | T::RBrace | T::End | T::Late | T::Else | T::Arrow | T::Until | T::On | T::Continue | T::Bar)
        || is_text(token.kind)
        || items::begins(p)
    {
        return false;
    }
    let text = p.state().text;
    let near = |token: Token| near_word(token, text, due.iter().copied()).filter(|_| !token.kind.is_reserved());
    let error = match near(token) {
        Some(word) => misspelt(token, text, word),
        None => {
            let at = p.at();
            super::remedy::too_much(Spot::new(p.state(), at))
        }
    };
    p.report(error);
    let slip = near(token).is_some();
    p.in_node(N::Error, |p| {
        p.advance();
        // what belonged to the misspelt word goes with it
        while slip && !p.nth(0).first_on_line && !due.contains(&p.kind()) && !matches!(p.kind(), T::LBrace | T::RBrace | T::Late | T::Else | T::End) {
            p.advance();
        }
    });
    true
}

/// Where an element is due and none begins: says so, passes over what is there up to the next
/// element, and reads a block on the way as if its head had been right.
pub(super) fn junk(p: &mut In<'_, '_>, in_decide: bool) {
    let (token, text) = (p.nth(0), p.state().text);
    if !p.state().lost {
        let error = describe(p, token, text, in_decide);
        p.report(error);
    } else {
        // what is plain needs no sound line above it: the lines of a list are told one by one
        let at = p.at();
        let plain = super::remedy::element(Spot::new(p.state(), at), in_decide).filter(|error| error.safe && token.first_on_line);
        match plain {
            Some(error) => p.report(error),
            None => p.state().hush(at),
        }
    }
    p.in_node(N::Error, |p| {
        loop {
            p.advance();
            let token = p.nth(0);
            match token.kind {
                T::End | T::RBrace | T::LBrace => break,
                _ if token.first_on_line || items::begins(p) => break,
                _ => {}
            }
        }
        if p.kind() == T::LBrace && !p.nth(0).first_on_line {
            items::block_in(p, items::Place::Anywhere);
            items::aftermath(p);
        }
    });
}

fn describe(p: &mut In<'_, '_>, token: Token, text: &str, in_decide: bool) -> SyntaxError {
    let elements = KEYWORDS.iter().map(|(_, kind)| *kind).filter(|kind| items::is_element_word(*kind));
    let other = matches!(token.span().of(text), "title" | "stop") || super::remedy::own_word(token.span().of(text)).is_some();
    if token.first_on_line
        && !other
        && let Some(word) = near_word(token, text, elements)
    {
        return misspelt(token, text, word);
    }
    let what = found(token, text);
    if token.kind == T::RBrace {
        return SyntaxError::new(token.span(), "this `}` closes nothing").help("remove it, or write the `{` that it should close").fix(
            "Remove it",
            token.span(),
            "",
        );
    }
    let at = p.at();
    if let Some(error) = super::remedy::element(Spot::new(p.state(), at), in_decide) {
        return error;
    }
    let next = p.nth(1);
    if is_text(next.kind) && !next.first_on_line && token.kind.is_name() {
        let error = SyntaxError::new(token.span(), format!("expected {}, found {what}", words(Notion::Element)));
        return error.help("a keyword stands in front: `step`, `decide`, `section` …").fix("Make it a step", crate::text::Span::at(token.start), "step ");
    }
    if token.kind.is_name() && (next.first_on_line || next.kind == T::RBrace) {
        let error = SyntaxError::new(token.span(), format!("expected {}, found {what}", words(Notion::Element)));
        return error.help("to go on at a label, write `-> label`").fix("Go to this label", crate::text::Span::at(token.start), "-> ");
    }
    if is_text(token.kind) {
        let error = SyntaxError::new(token.span(), "this text belongs to nothing");
        return error.help("put `step` or `note` in front of it").fix("Make it a step", crate::text::Span::at(token.start), "step ");
    }
    SyntaxError::new(token.span(), format!("expected {}, found {what}", words(Notion::Element)))
}

fn words(notion: Notion) -> String {
    Expected::from(notion).words_of_it()
}
