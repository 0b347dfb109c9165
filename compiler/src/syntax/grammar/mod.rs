//! The grammar. In: tokens. Out: the tree and the errors; it never fails. Each rule is a chumsky
//! parser over tokens that needs one token (at most three) to decide, so reading is linear.
//! This folder alone names chumsky.

mod braces;
mod branching;
mod call;
mod condition;
mod declaration;
mod flow;
mod header;
mod items;
mod parts;
mod property;
mod recover;
mod remedy;
mod scenario;
mod state;
mod table;
mod time;
mod words;

use super::error::{Notion, SyntaxError};
use super::token::{Token, TokenKind as T};
use super::tree::{NodeKind as N, Tree};
use chumsky::Parser;
use chumsky::primitive::custom;
use items::Place;
use parts::{In, Reading};

/// Reads the tokens of a file; `balanced` says whether its braces pair.
pub(super) fn parse(text: &str, tokens: Vec<Token>, balanced: bool) -> (Tree, Vec<SyntaxError>) {
    let (tokens, mut errors) = braces::repaired(text, tokens, balanced);
    let mut state = state::State::new(text, &tokens);
    let whole = custom(|p: &mut In<'_, '_>| {
        p.in_node(N::File, file);
        Ok(())
    });
    // it never gives up, so there is nothing in the result
    let _ = whole.parse_with_state(tokens.as_slice(), &mut state);
    let nodes = std::mem::take(&mut state.nodes);
    errors.append(&mut state.errors);
    (Tree { nodes, tokens }, first_of_each_line(text, errors))
}

/// One slip is one error: a further one on the same line is nearly always its echo.
fn first_of_each_line(text: &str, mut errors: Vec<SyntaxError>) -> Vec<SyntaxError> {
    errors.sort_by_key(|error| error.span);
    let mut last = None;
    errors.retain(|error| {
        let start = error.span.start as usize;
        let echo = last.is_some_and(|last| !text.get(last..start).unwrap_or("").contains(['\n', '\r']));
        last = Some(start);
        !echo
    });
    errors
}

fn file(p: &mut In<'_, '_>) {
    if p.kind() == T::End {
        return p.report(SyntaxError::new(crate::text::Span::at(0), "this file holds no document").help("`sopc new` makes one"));
    }
    let mut documents = 0;
    while p.kind() != T::End {
        if documents == 0 && !headed(p) {
            p.report_expected(Notion::Document);
            p.in_node(N::Error, |p| {
                while p.kind() != T::End && !(p.nth(0).first_on_line && is_kind(p.kind()) && matches!(p.nth(1).kind, T::Id | T::BadId)) {
                    p.advance();
                }
            });
            documents += usize::from(p.kind() == T::End);
            continue;
        }
        let token = p.nth(0);
        let is_document = is_kind;
        let slip = !is_document(token.kind) && documents == 0;
        if is_document(token.kind) || slip {
            if documents > 0 && token.first_on_line {
                p.state().lost = false;
                p.report(SyntaxError::new(token.span(), "a file holds one document").help("move this document to a file of its own"));
                p.state().quiet_until = 0;
            }
            documents += 1;
            document(p, slip);
        } else {
            if !p.state().lost {
                p.report_too_much();
            }
            p.in_node(N::Error, |p| {
                while p.kind() != T::End && !(p.nth(0).first_on_line && is_document(p.kind())) {
                    p.advance();
                }
            });
        }
    }
}

fn is_kind(kind: T) -> bool {
    matches!(kind, T::Policy | T::Sop | T::Wi | T::Form | T::Glossary | T::Tests)
}

/// Whether the line at hand can be the head of a document: it has a kind, an id, a title or a brace.
fn headed(p: &mut In<'_, '_>) -> bool {
    let first = p.nth(0);
    if is_kind(first.kind) || matches!(first.kind, T::Id | T::BadId | T::LBrace) {
        return true;
    }
    // three words at most stand in front: `work instruction WI-A-1`
    let mut line = (1..4).map(|ahead| p.nth(ahead)).take_while(|token| !token.first_on_line && token.kind != T::Colon);
    line.any(|token| matches!(token.kind, T::Id | T::BadId | T::Quoted | T::LBrace))
}

/// `KIND ID "title" { … }`
fn document(p: &mut In<'_, '_>, slip: bool) {
    p.in_node(N::Document, |p| {
        let (token, next, text) = (p.nth(0), p.nth(1), p.state().text);
        if slip {
            let kinds = [T::Policy, T::Sop, T::Wi, T::Form, T::Glossary, T::Tests];
            match super::error::near_word(token, text, kinds.into_iter()) {
                Some(word) if matches!(next.kind, T::Id | T::BadId) => p.report(super::error::misspelt(token, text, word)),
                _ => p.report_expected(Notion::Document),
            }
            let headless = matches!(token.kind, T::Id | T::BadId) || next.first_on_line || matches!(next.kind, T::Quoted);
            if headless && !matches!(token.kind, T::Id | T::BadId) {
                p.advance();
            }
        }
        let tests = token.kind == T::Tests;
        if !matches!(p.kind(), T::Id | T::BadId) {
            p.advance();
        }
        if p.kind() == T::Colon {
            let colon = p.nth(0);
            p.aside(remedy::no_colon(colon));
            p.advance();
        }
        let at = p.at();
        let spelt = if matches!(p.kind(), T::Id | T::BadId) { None } else { remedy::spelt_id(remedy::Spot::new(p.state(), at), at) };
        if spelt.is_none() && p.kind() == token.kind && !matches!(token.kind, T::Id | T::BadId) {
            p.report_too_much();
            p.advance();
        }
        match spelt {
            Some((end, _)) => {
                p.report_expected(Notion::Id);
                p.in_node(N::Label, |p| {
                    while p.at() < end {
                        p.advance();
                    }
                });
            }
            None => {
                p.want(parts::node(N::Label, header::id_reference()));
            }
        }
        if !tests {
            p.want(parts::text());
        }
        while !p.nth(0).first_on_line && !matches!(p.kind(), T::LBrace | T::End) {
            p.report_too_much();
            p.advance();
        }
        if p.kind() != T::LBrace {
            p.report_expected(T::LBrace);
            if p.kind() != T::End {
                p.in_node(N::Block, |p| items::items(p, Place::Block));
                p.eat(T::RBrace);
            }
            return;
        }
        p.in_node(N::Block, |p| {
            p.advance();
            items::items(p, Place::Block);
            items::close_brace(p);
        });
    });
}
