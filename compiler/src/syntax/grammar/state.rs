//! What the grammar keeps while it reads: the nodes so far, and what it has found wrong. chumsky
//! rewinds it together with the input, so that a rule that is given up leaves nothing behind.

use super::super::error::{Expected, SyntaxError};
use super::super::token::{Token, TokenKind};
use super::super::tree::{NodeData, NodeKind};
use chumsky::error::{Error, LabelError};
use chumsky::input::{Checkpoint, Cursor, Input};
use chumsky::inspector::Inspector;
use chumsky::util::MaybeRef;

/// Blocks and brackets may nest this deep; what lies deeper is skipped with one error.
pub(super) const DEEPEST: u32 = 32;

/// Why a rule was given up: what it wanted at which token. Of two, the further one counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Miss {
    pub at: u32,
    pub expected: Expected,
}

pub(super) struct State<'s> {
    pub text: &'s str,
    pub tokens: &'s [Token],
    pub nodes: Vec<NodeData>,
    pub errors: Vec<SyntaxError>,
    pub depth: u32,
    /// After an error: where the next line begins. Until there, further errors are its echo.
    pub quiet_until: u32,
    /// After an error, until an element begins on a line of its own.
    pub lost: bool,
    /// In an element that stands between the branches of a decision, where it does not belong.
    pub between_branches: bool,
    /// In a decision whose answers are people's, not the values of a fact.
    pub asked: bool,
    /// The tokens of the line last asked about, from the one asked about on.
    line: std::ops::Range<usize>,
}

impl<'s> State<'s> {
    pub fn new(text: &'s str, tokens: &'s [Token]) -> Self {
        let nodes = Vec::with_capacity(tokens.len() + 8);
        Self { text, tokens, nodes, errors: Vec::new(), depth: 0, quiet_until: 0, lost: false, between_branches: false, asked: false, line: 0..0 }
    }

    pub fn token(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(Token {
            kind: TokenKind::End,
            first_on_line: true,
            inserted: false,
            start: self.text.len() as u32,
            end: self.text.len() as u32,
        })
    }

    pub fn open(&mut self, kind: NodeKind, at: usize) -> usize {
        self.nodes.push(NodeData { kind, first: at as u32, end: at as u32, next: 0 });
        self.nodes.len() - 1
    }

    pub fn close(&mut self, node: usize, at: usize) {
        let next = self.nodes.len() as u32;
        if let Some(data) = self.nodes.get_mut(node) {
            data.end = at as u32;
            data.next = next;
        }
    }

    /// Puts a new node around all that was built since there were `since` nodes.
    pub fn wrap(&mut self, kind: NodeKind, since: usize, first: usize, at: usize) {
        for node in self.nodes.iter_mut().skip(since) {
            node.next += 1;
        }
        let next = self.nodes.len() as u32 + 1;
        self.nodes.insert(since.min(self.nodes.len()), NodeData { kind, first: first as u32, end: at as u32, next });
    }

    /// Notes an error at token `at`, unless it is the echo of one before it on the same line.
    pub fn report(&mut self, at: usize, error: impl FnOnce(&Self) -> SyntaxError) {
        if at >= self.quiet_until as usize {
            let error = error(self);
            let token = self.token(at);
            let above = token.first_on_line && error.span.end <= token.start && !error.span.is_empty();
            self.errors.push(error);
            if above {
                // it stands at the end of the line before, so this line is no echo of it
                self.lost = true;
                self.quiet_until = self.quiet_until.max(at as u32);
                return;
            }
        }
        self.hush(at);
    }

    /// What follows on the line of token `at` is an echo of something already said.
    pub fn hush(&mut self, at: usize) {
        self.lost = true;
        // the end of a line is looked for once, however many errors it has
        if !self.line.contains(&at) {
            let rest = self.tokens.get(at + 1..).unwrap_or(&[]);
            let line = rest.iter().position(|token| token.first_on_line).unwrap_or(rest.len());
            self.line = at..at + 1 + line;
        }
        self.quiet_until = self.quiet_until.max(self.line.end as u32);
    }
}

impl<'s> Inspector<'s, &'s [Token]> for State<'s> {
    type Checkpoint = (usize, usize, u32);

    fn on_token(&mut self, _: &Token) {}

    fn on_save<'parse>(&self, _: &Cursor<'s, 'parse, &'s [Token]>) -> Self::Checkpoint {
        (self.nodes.len(), self.errors.len(), self.quiet_until)
    }

    fn on_rewind<'parse>(&mut self, to: &Checkpoint<'s, 'parse, &'s [Token], Self::Checkpoint>) {
        let (nodes, errors, quiet_until) = *to.inspector();
        // an error that is taken back has no echo
        if self.errors.len() > errors {
            self.quiet_until = quiet_until;
        }
        self.nodes.truncate(nodes);
        self.errors.truncate(errors);
    }
}

impl<'s> Error<'s, &'s [Token]> for Miss {
    fn merge(self, other: Self) -> Self {
        match self.at.cmp(&other.at) {
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Equal => Miss { at: self.at, expected: self.expected.or(other.expected) },
        }
    }
}

impl<'s, L> LabelError<'s, &'s [Token], L> for Miss {
    fn expected_found<E: IntoIterator<Item = L>>(_: E, _: Option<MaybeRef<'s, Token>>, span: <&'s [Token] as Input<'s>>::Span) -> Self {
        Miss { at: span.start as u32, expected: Expected::default() }
    }
}
