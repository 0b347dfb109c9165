//! Where a long line may be broken. In: the tree. Out: for each token how deep the place before it
//! lies; on writing, the outermost places that help are taken. A keyword that begins a line is no
//! name, so only reserved words, names, texts and numbers are ever moved to the start of one.

use super::plan::{Plan, SHORT_TYPE};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::{Node, NodeKind as N};
use std::ops::Range;

impl Plan<'_> {
    /// Where this node's line may be broken: behind the commas of a list, in front of `and` and `or`
    /// and of a clause, and in front of the text behind a long type.
    pub fn find_breaks(&mut self, node: Node<'_>, depth: u32) {
        let chain = matches!(node.kind(), N::Or | N::And);
        let mut at = node.token_range().start;
        for child in node.children() {
            let tokens = child.token_range();
            self.list_breaks(at..tokens.start, chain, depth);
            let clause = match child.kind() {
                N::By | N::Within | N::Window | N::When | N::On => true,
                // not where it follows a block
                N::Else => tokens.start.checked_sub(1).is_some_and(|before| self.kind(before) != Some(T::RBrace)),
                N::Text => self.stands_behind_list(node, tokens.start),
                _ => false,
            };
            if clause && tokens.start > node.token_range().start {
                self.break_before(tokens.start, depth);
            }
            at = tokens.end;
        }
        self.list_breaks(at..node.token_range().end, chain, depth);
    }

    /// Whether the text of a declaration has so much before it that it may go on a line of its own.
    fn stands_behind_list(&self, node: Node<'_>, text: u32) -> bool {
        let tokens = node.token_range();
        match (node.kind(), node.child(N::Type)) {
            (N::Field, Some(as_type)) => self.flat_width(as_type.token_range().start..text).is_none_or(|width| width > SHORT_TYPE),
            (N::Entry | N::Limit | N::Fact, _) => self.first_of(T::Comma, tokens.start..text).is_some(),
            _ => false,
        }
    }

    fn list_breaks(&mut self, own: Range<u32>, chain: bool, depth: u32) {
        for at in own {
            match self.kind(at) {
                Some(T::And | T::Or) if chain => self.break_before(at, depth),
                // a keyword that begins a line is no name
                Some(T::Comma) if self.kind(at + 1).is_some_and(|kind| kind == T::Name || !kind.is_name()) => self.break_before(at + 1, depth),
                _ => {}
            }
        }
    }

    fn break_before(&mut self, at: u32, depth: u32) {
        if let Some(slot) = self.breaks.get_mut(at as usize) {
            *slot = Some(depth);
        }
    }

    pub fn unbreak_rows(&mut self) {
        for row in &self.rows {
            let range = row.tokens.start as usize..row.tokens.end as usize;
            self.breaks.get_mut(range).unwrap_or(&mut []).fill(None);
        }
    }
}
