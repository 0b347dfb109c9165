//! The small parts that rules are made of. A *rule* is a chumsky parser that opens and closes nodes
//! as it reads, and may be given up; an *element* is read by a function that never gives up.

pub(super) use super::words::*;

use super::remedy::{self, Spot};
use super::state::{Miss, State};
use crate::syntax::error::{Expected, Notion, SyntaxError, misspelt, near_word};
use crate::syntax::token::{Token, TokenKind as T};
use crate::syntax::tree::NodeKind as N;
use chumsky::extra::Full;
use chumsky::input::InputRef;
use chumsky::prelude::*;

pub(super) type Extra<'s> = Full<Miss, State<'s>, ()>;
pub(super) type In<'s, 'p> = InputRef<'s, 'p, &'s [Token], Extra<'s>>;

/// A rule: reads tokens, builds nodes, has no other result.
pub(super) trait Rule<'s>: Parser<'s, &'s [Token], (), Extra<'s>> + Clone {}
impl<'s, P: Parser<'s, &'s [Token], (), Extra<'s>> + Clone> Rule<'s> for P {}

/// A rule from a function; where rules recur, and where a look at the next token decides.
pub(super) fn rule<'s>(function: impl Fn(&mut In<'s, '_>) -> Result<(), Miss> + Clone) -> impl Rule<'s> {
    custom(function)
}

/// Looking and moving.
pub(super) trait Reading<'s> {
    fn at(&self) -> usize;
    fn nth(&mut self, ahead: usize) -> Token;
    fn kind(&mut self) -> T;
    fn miss(&self, expected: impl Into<Expected>) -> Result<(), Miss>;
    fn advance(&mut self);
    fn eat(&mut self, kind: T) -> bool;
    fn open(&mut self, kind: N) -> usize;
    fn close(&mut self, node: usize);
    fn in_node(&mut self, kind: N, read: impl FnOnce(&mut Self));
    /// Applies a rule. If it is given up, says so, passes over what it had read, and goes on.
    fn want(&mut self, rule: impl Rule<'s>) -> bool;
    /// The token `kind` is due: takes it, or says what is wrong, and goes on as if it were there.
    fn need(&mut self, kind: T) -> bool;
    /// Whether the token at hand is the one before it once more.
    fn doubled(&mut self) -> bool;
    /// Whether the word at hand is the one before it once more.
    fn doubled_word(&mut self) -> bool;
    fn report(&mut self, error: SyntaxError);
    fn report_expected(&mut self, expected: impl Into<Expected>);
    /// The token at hand belongs to nothing.
    fn report_too_much(&mut self);
    /// Says what is wrong with a mark or a word that is passed over: what follows is read as usual.
    fn aside(&mut self, error: SyntaxError);
    /// Takes the keyword at hand; a colon behind it is passed over with an error.
    fn keyword(&mut self);
    /// Reads one level deeper, unless that is too deep: then passes over the whole level.
    fn deeper(&mut self, read: impl FnOnce(&mut Self));
}

impl<'s> Reading<'s> for In<'s, '_> {
    fn at(&self) -> usize {
        *self.cursor().inner()
    }

    fn nth(&mut self, ahead: usize) -> Token {
        let at = self.at() + ahead;
        self.state().token(at)
    }

    fn kind(&mut self) -> T {
        self.nth(0).kind
    }

    fn miss(&self, expected: impl Into<Expected>) -> Result<(), Miss> {
        Err(Miss { at: self.at() as u32, expected: expected.into() })
    }

    fn advance(&mut self) {
        self.skip();
    }

    fn eat(&mut self, kind: T) -> bool {
        let there = self.kind() == kind;
        if there {
            self.skip();
        }
        there
    }

    fn open(&mut self, kind: N) -> usize {
        let at = self.at();
        self.state().open(kind, at)
    }

    fn close(&mut self, node: usize) {
        let at = self.at();
        self.state().close(node, at);
    }

    fn in_node(&mut self, kind: N, read: impl FnOnce(&mut Self)) {
        let node = self.open(kind);
        read(self);
        self.close(node);
    }

    fn want(&mut self, rule: impl Rule<'s>) -> bool {
        let miss = loop {
            let start = self.save();
            let Err(miss) = self.parse(rule.clone()) else { return true };
            self.rewind(start);
            if miss.at as usize != self.at() || !self.doubled() {
                break miss;
            }
            self.report_too_much();
            self.advance();
        };
        let at = miss.at as usize;
        self.state().report(at, |state| remedy::missed(Spot::new(state, at), miss.expected));
        // words that should stand in quotes are no clauses and no elements
        let prose = if miss.expected.has(Notion::Text) && is_word(self.state().token(at)) { Spot::new(self.state(), at).prose_end(at) } else { at };
        let at = prose.max(at);
        if self.at() < at {
            self.in_node(N::Error, |p| {
                while p.at() < at {
                    p.advance();
                }
            });
        }
        false
    }

    fn need(&mut self, kind: T) -> bool {
        if self.eat(kind) {
            return true;
        }
        let (token, next) = (self.nth(0), self.nth(1));
        let text = self.state().text;
        // a slip of the word that is due, or something too much before it
        if !token.first_on_line && kind.is_keyword() && near_word(token, text, [kind].into_iter()).is_some() {
            self.report(misspelt(token, text, kind.spelling().unwrap_or("")));
            self.advance();
            return true;
        }
        if !token.first_on_line && !next.first_on_line && next.kind == kind && token.kind != T::LBrace {
            self.report_too_much();
            self.advance();
            self.advance();
            return true;
        }
        self.report_expected(kind);
        false
    }

    fn doubled(&mut self) -> bool {
        let (at, token) = (self.at(), self.nth(0));
        let before = at.checked_sub(1).map(|at| self.state().token(at));
        !token.first_on_line && !is_text(token.kind) && before.is_some_and(|before| before.kind == token.kind && !token.inserted)
    }

    fn doubled_word(&mut self) -> bool {
        let (at, token) = (self.at(), self.nth(0));
        let text = self.state().text;
        at.checked_sub(1).is_some_and(|at| self.state().token(at).span().of(text) == token.span().of(text))
    }

    fn report(&mut self, error: SyntaxError) {
        let at = self.at();
        self.state().report(at, |_| error);
    }

    fn report_expected(&mut self, expected: impl Into<Expected>) {
        let at = self.at();
        self.state().report(at, |state| remedy::missed(Spot::new(state, at), expected.into()));
    }

    fn report_too_much(&mut self) {
        let at = self.at();
        self.state().report(at, |state| remedy::too_much(Spot::new(state, at)));
    }

    fn aside(&mut self, error: SyntaxError) {
        let (lost, quiet) = (self.state().lost, self.state().quiet_until);
        self.report(error);
        self.state().lost = lost;
        self.state().quiet_until = quiet;
    }

    fn keyword(&mut self) {
        self.advance();
        if self.kind() == T::Colon {
            let colon = self.nth(0);
            self.aside(remedy::no_colon(colon));
            self.advance();
        }
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self)) {
        if self.state().depth < super::state::DEEPEST {
            self.state().depth += 1;
            read(self);
            self.state().depth -= 1;
            return;
        }
        let token = self.nth(0);
        let error = SyntaxError::new(token.span(), format!("nested more than {} levels deep", super::state::DEEPEST))
            .help("move the inner part into a SOP or work instruction of its own");
        self.report(error);
        self.in_node(N::Error, |p| {
            let mut depth = 0usize;
            loop {
                match p.kind() {
                    T::End => break,
                    T::LBrace | T::LParen => depth += 1,
                    T::RBrace | T::RParen if depth == 0 => break,
                    T::RBrace | T::RParen => depth -= 1,
                    _ => {}
                }
                p.advance();
            }
        });
    }
}

fn is_word(token: Token) -> bool {
    !token.first_on_line && (token.kind.is_name() || token.kind.is_reserved() || token.kind == T::Word)
}

/// Exactly this token.
pub(super) fn tok<'s>(kind: T) -> impl Rule<'s> + Copy {
    custom(move |p: &mut In<'s, '_>| if p.eat(kind) { Ok(()) } else { p.miss(kind) })
}

/// One of these tokens, all of them `notion`.
pub(super) fn one_of_tokens<'s>(kinds: &'static [T], notion: Notion) -> impl Rule<'s> + Copy {
    custom(move |p: &mut In<'s, '_>| {
        if kinds.contains(&p.kind()) {
            p.advance();
            Ok(())
        } else {
            p.miss(notion)
        }
    })
}

/// `rule` as a node of its own.
pub(super) fn node<'s>(kind: N, rule: impl Rule<'s>) -> impl Rule<'s> {
    rule_then_close(kind, rule)
}

fn rule_then_close<'s>(kind: N, inner: impl Rule<'s>) -> impl Rule<'s> {
    custom(move |p: &mut In<'s, '_>| {
        let opened = p.open(kind);
        p.parse(inner.clone())?;
        p.close(opened);
        Ok(())
    })
}

/// `rule`, or nothing if it does not begin here. Once begun, it must be whole.
pub(super) fn maybe<'s>(inner: impl Rule<'s>) -> impl Rule<'s> {
    custom(move |p: &mut In<'s, '_>| {
        let start = p.save();
        let at = p.at() as u32;
        match p.parse(inner.clone()) {
            Err(miss) if miss.at > at => Err(miss),
            Err(_) => {
                p.rewind(start);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    })
}

/// `rule, rule, …`
pub(super) fn commas<'s>(inner: impl Rule<'s>) -> impl Rule<'s> {
    joined(T::Comma, inner)
}

/// `rule SEPARATOR rule …`
pub(super) fn joined<'s>(separator: T, inner: impl Rule<'s>) -> impl Rule<'s> {
    custom(move |p: &mut In<'s, '_>| {
        p.parse(inner.clone())?;
        while p.eat(separator) {
            p.parse(inner.clone())?;
        }
        Ok(())
    })
}
