//! What each token is to the layout. In: a tree without errors. Out: for each token its role, its
//! level and the blanks before it; the blocks, and which of them may stay on one line. Decides
//! nothing that depends on the width of a line.

use super::Joining;
use super::width::{Width, width};
use crate::syntax::Parsed;
use crate::syntax::token::{Token, TokenKind as T};
use crate::syntax::tree::{Node, NodeKind as N};
use std::ops::{Range, RangeInclusive};

/// Types up to this width make the column in which the texts of fields stand.
pub(super) const SHORT_TYPE: u32 = 24;

/// What a token is to the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// In the middle of an item.
    Within,
    /// The first of an item in this block.
    Item(u32),
    /// The brace that opens this block.
    Open(u32),
    Close(u32),
}

/// `{ … }` with items, one a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub open: u32,
    pub close: u32,
    pub items: u32,
    /// Stays on one line, unless that line is too long.
    pub flat: bool,
}

/// A `field` declaration: its tokens, and where its type and its text begin.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub tokens: Range<u32>,
    pub type_first: u32,
    pub text_first: Option<u32>,
}

/// A table's row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub tokens: Range<u32>,
    pub block: u32,
}

pub(super) struct Plan<'t> {
    pub tokens: &'t [Token],
    pub roles: Vec<Role>,
    /// How many blocks stand around a token; a brace is outside its own.
    pub levels: Vec<u32>,
    /// Blanks before a token that does not begin a line.
    pub blanks: Vec<u32>,
    /// A long line may be broken before this token; the outermost place that helps is taken.
    pub breaks: Vec<Option<u32>>,
    /// The line break before this token stays: the grammar looks at it.
    pub stays: Vec<bool>,
    /// This token's line keeps its ends, since a suppression covers it.
    pub keeps: Vec<bool>,
    pub widths: Vec<Width>,
    pub blocks: Vec<Block>,
    pub fields: Vec<Field>,
    pub rows: Vec<Row>,
    /// A blank line parts the header from what follows: it stands before one of these tokens, at
    /// the latest before the last.
    pub body: Option<RangeInclusive<u32>>,
}

impl<'t> Plan<'t> {
    pub fn new(text: &str, parsed: &'t Parsed, joining: Joining) -> Self {
        let tokens = parsed.tree.tokens();
        let count = tokens.len();
        let mut plan = Plan {
            tokens,
            roles: vec![Role::Within; count],
            levels: Vec::with_capacity(count),
            blanks: vec![1; count],
            breaks: vec![None; count],
            stays: vec![false; count],
            keeps: vec![false; count],
            widths: tokens.iter().map(|token| width(token.span().of(text))).collect(),
            blocks: Vec::new(),
            fields: Vec::new(),
            rows: Vec::new(),
            body: None,
        };
        plan.space();
        if let Some(root) = parsed.tree.root() {
            plan.walk(root, 0);
        }
        plan.find_levels();
        plan.flatten();
        plan.hazards(joining);
        plan.unbreak_rows();
        plan.suppressed(text, parsed);
        plan
    }

    pub fn kind(&self, at: u32) -> Option<T> {
        self.tokens.get(at as usize).map(|token| token.kind)
    }

    pub fn block(&self, id: u32) -> Option<Block> {
        self.blocks.get(id as usize).copied()
    }

    pub fn role(&self, at: u32) -> Role {
        self.roles.get(at as usize).copied().unwrap_or(Role::Within)
    }

    pub fn level(&self, at: u32) -> u32 {
        self.levels.get(at as usize).copied().unwrap_or(0)
    }

    pub fn first_on_line(&self, at: u32) -> bool {
        self.tokens.get(at as usize).is_some_and(|token| token.first_on_line)
    }

    pub fn keeps(&self, at: u32) -> bool {
        self.keeps.get(at as usize).copied().unwrap_or(false)
    }

    pub fn stays(&self, at: u32) -> bool {
        self.stays.get(at as usize).copied().unwrap_or(false)
    }

    /// How deep the place before this token lies, if a long line may be broken there.
    pub fn break_depth(&self, at: u32) -> Option<u32> {
        self.breaks.get(at as usize).copied().flatten().filter(|_| !self.keeps(at))
    }

    pub fn blanks(&self, at: u32) -> u32 {
        self.blanks.get(at as usize).copied().unwrap_or(0)
    }

    pub fn width(&self, at: u32) -> Width {
        self.widths.get(at as usize).copied().unwrap_or(Width { first: 0, last: None })
    }

    /// The width of these tokens on one line, without the blanks before the first; `None` if a
    /// text of several lines is among them.
    pub fn flat_width(&self, tokens: Range<u32>) -> Option<u32> {
        let start = tokens.start;
        tokens.map(|at| self.width(at).last.is_none().then(|| self.width(at).first + if at == start { 0 } else { self.blanks(at) })).sum()
    }

    /// Blanks by the two tokens alone.
    fn space(&mut self) {
        let mut before = None;
        for (token, blanks) in self.tokens.iter().zip(&mut self.blanks) {
            let tight = matches!(token.kind, T::Comma | T::Colon | T::RParen | T::Dot)
                || matches!(before, Some(T::LParen | T::Dot))
                || (token.kind == T::Percent && matches!(before, Some(T::Numeral | T::Dotted)));
            if tight {
                *blanks = 0;
            }
            before = Some(token.kind);
        }
    }

    fn tight(&mut self, at: u32) {
        if let Some(blanks) = self.blanks.get_mut(at as usize) {
            *blanks = 0;
        }
    }

    /// The grammar bounds how deep nodes nest.
    fn walk(&mut self, node: Node<'_>, depth: u32) {
        self.node(node);
        node.children().for_each(|child| self.walk(child, depth + 1));
        // what stands between blanks is settled by now
        self.find_breaks(node, depth);
    }

    fn node(&mut self, node: Node<'_>) {
        let tokens = node.token_range();
        match node.kind() {
            N::Block | N::Handlers if self.kind(tokens.start) == Some(T::LBrace) => {
                let id = self.add_block(tokens.start, tokens.end, node.children());
                if tokens.end as usize == self.tokens.len() {
                    self.document(id, node);
                }
            }
            N::Table => {
                let rows = || node.children().filter(|child| child.kind() == N::Row);
                if let Some(open) = self.first_of(T::LBrace, tokens.clone()) {
                    let block = self.add_block(open, tokens.end, rows());
                    self.expand(block);
                    self.rows.extend(rows().map(|row| Row { tokens: row.token_range(), block }));
                }
            }
            N::Header if self.kind(tokens.start) == Some(T::History) => {
                self.add_block(tokens.start + 1, tokens.end, node.children());
            }
            N::Field => {
                if let Some(as_type) = node.child(N::Type) {
                    let text_first = node.child(N::Text).map(|text| text.token_range().start);
                    self.fields.push(Field { type_first: as_type.token_range().start, text_first, tokens });
                }
            }
            // `mg/kg/day`, `m^2`
            N::UnitName => {
                for at in tokens {
                    if matches!(self.kind(at), Some(T::Slash | T::Caret)) {
                        self.tight(at);
                        self.tight(at + 1);
                    }
                }
            }
            // `yes/no`, `2/3 of`
            N::Type | N::Share => {
                if let Some(slash) = self.first_of(T::Slash, tokens.start..tokens.end.min(tokens.start + 2)) {
                    self.tight(slash);
                    self.tight(slash + 1);
                }
            }
            N::Negative | N::Bounds => {
                for at in tokens {
                    match self.kind(at) {
                        Some(T::Minus) => self.tight(at + 1),
                        _ if node.kind() == N::Negative => break,
                        _ => {}
                    }
                }
            }
            N::MinMax => self.tight(tokens.start + 1),
            _ => {}
        }
    }

    pub fn first_of(&self, kind: T, mut tokens: Range<u32>) -> Option<u32> {
        tokens.find(|at| self.kind(*at) == Some(kind))
    }

    fn add_block<'n>(&mut self, open: u32, end: u32, items: impl Iterator<Item = Node<'n>>) -> u32 {
        let (id, close) = (self.blocks.len() as u32, end.saturating_sub(1));
        let mut count = 0;
        for item in items {
            self.set_role(item.token_range().start, Role::Item(id));
            count += 1;
        }
        self.set_role(open, Role::Open(id));
        self.set_role(close, Role::Close(id));
        if count == 0 {
            self.tight(close);
        }
        self.blocks.push(Block { open, close, items: count, flat: count <= 1 });
        id
    }

    fn set_role(&mut self, at: u32, role: Role) {
        if let Some(slot) = self.roles.get_mut(at as usize) {
            *slot = role;
        }
    }

    fn expand(&mut self, block: u32) {
        if let Some(block) = self.blocks.get_mut(block as usize) {
            block.flat = block.items == 0;
        }
    }

    /// The document's own block: it has lines of its own, and its header comes first.
    fn document(&mut self, block: u32, node: Node<'_>) {
        self.expand(block);
        let mut behind = None;
        for item in node.children() {
            let start = item.token_range().start;
            match item.kind() {
                N::Header if self.kind(start) != Some(T::History) => behind = Some(start + 1),
                // among the header fields, or right behind them
                N::Cites | N::Tools | N::Before | N::Prose => {}
                _ => {
                    self.body = behind.map(|behind| behind..=start);
                    return;
                }
            }
        }
    }

    fn find_levels(&mut self) {
        let mut level = 0u32;
        for role in &self.roles {
            if matches!(role, Role::Close(_)) {
                level = level.saturating_sub(1);
            }
            self.levels.push(level);
            if matches!(role, Role::Open(_)) {
                level += 1;
            }
        }
    }

    /// Only a block that was written on one line stays on one.
    fn flatten(&mut self) {
        let mut ends = Vec::with_capacity(self.tokens.len() + 1);
        let mut lines = 0u32;
        for (token, width) in self.tokens.iter().zip(&self.widths) {
            lines += u32::from(token.first_on_line);
            ends.push(lines);
            lines += u32::from(width.last.is_some());
        }
        let line = |at: u32| ends.get(at as usize).copied();
        // inner blocks come behind the one they are in; so the last close that is not flat tells
        let mut expanded: Vec<u32> = Vec::new();
        for block in self.blocks.iter_mut().rev() {
            let inside = expanded.last().is_some_and(|open| *open < block.close);
            block.flat &= line(block.open) == line(block.close) && !inside || block.items == 0;
            if !block.flat {
                expanded.push(block.open);
            }
        }
    }
}
