//! Where lines end. In: the plan and the comments. Out: lines of tokens, each with its indentation,
//! the blank line before it and the comment behind it. A block too long for its line is expanded
//! here; where a long list is broken is decided on writing.

use super::plan::{Block, Plan, Role};
use super::{HANG, INDENT, WIDTH};
use crate::syntax::Parsed;
use crate::text::Span;
use std::ops::Range;

/// One line, before the lists of long ones are filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub indent: u32,
    /// Of what continues it.
    pub hang: u32,
    /// A blank line stands before it.
    pub blank: bool,
    /// None on a line with a comment alone.
    pub tokens: Range<u32>,
    pub comment: Option<Span>,
}

pub(super) fn lines(text: &str, parsed: &Parsed, plan: &mut Plan<'_>) -> Vec<Line> {
    let count = plan.tokens.len() as u32;
    let mut lines = Lines { text, plan, comments: &parsed.comments, done: Vec::new(), parted: false };
    let mut comment = 0;
    for at in 0..count {
        comment = lines.token(at, comment);
    }
    lines.end(count, comment);
    lines.done
}

struct Lines<'a, 't> {
    text: &'a str,
    plan: &'a mut Plan<'t>,
    comments: &'a [Span],
    done: Vec<Line>,
    /// A blank line has parted the header from what follows.
    parted: bool,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Joined,
    /// A line ends: in the middle of an item, with its continuation at `indent`.
    Within {
        indent: u32,
    },
    /// A line ends: an item begins, or a block closes.
    Between {
        indent: u32,
        comments: u32,
        blanks: bool,
    },
}

/// Whether a blank line may stand before the first comment on a line of its own, and behind it.
#[derive(Clone, Copy)]
struct Blanks {
    before: bool,
    behind: bool,
}

impl Lines<'_, '_> {
    /// Places token `at` and the comments in front of it; `comment` is the first not yet placed.
    fn token(&mut self, at: u32, comment: usize) -> usize {
        let start = self.plan.tokens.get(at as usize).map_or(0, |token| token.start);
        let behind = comment + self.comments.iter().skip(comment).take_while(|span| span.start < start).count();
        let gap = self.gap(at, behind > comment);
        let (indent, blank) = match gap {
            Gap::Joined => {
                if let Some(line) = self.done.last_mut() {
                    line.tokens.end = at + 1;
                }
                return behind;
            }
            Gap::Within { indent } => {
                self.comments(at, comment..behind, indent, Blanks { before: false, behind: false });
                (indent, false)
            }
            Gap::Between { indent, comments, blanks } => {
                let blank = self.comments(at, comment..behind, comments, Blanks { before: blanks, behind: true });
                (indent, blank && !matches!(self.plan.role(at), Role::Close(_)))
            }
        };
        let blank = self.part(at, comment..behind, blank);
        let hang = INDENT * self.plan.level(at) + HANG;
        self.done.push(Line { indent, hang, blank, tokens: at..at + 1, comment: None });
        self.settle(at, behind, indent);
        behind
    }

    fn end(&mut self, count: u32, comment: usize) {
        self.comments(count, comment..self.comments.len(), 0, Blanks { before: true, behind: true });
    }

    fn gap(&self, at: u32, commented: bool) -> Gap {
        let indent = INDENT * self.plan.level(at);
        let before = at.checked_sub(1).map(|before| self.plan.role(before));
        let role = self.plan.role(at);
        let within = Gap::Within {
            indent: if matches!(before, Some(Role::Close(_))) || matches!(role, Role::Open(_) | Role::Close(_)) { indent } else { indent + HANG },
        };
        let expanded = |id| self.plan.block(id).is_some_and(|block: Block| !block.flat || commented);
        let gap = match role {
            _ if before.is_none() => return Gap::Between { indent: 0, comments: 0, blanks: true },
            Role::Item(id) if expanded(id) => Gap::Between { indent, comments: indent, blanks: !matches!(before, Some(Role::Open(_))) },
            Role::Close(id) if expanded(id) => Gap::Between { indent, comments: indent + INDENT, blanks: !matches!(before, Some(Role::Open(_))) },
            _ => Gap::Joined,
        };
        match gap {
            _ if !self.plan.first_on_line(at) && self.plan.keeps(at) => Gap::Joined,
            Gap::Joined if commented || self.stays(at) => within,
            gap => gap,
        }
    }

    /// Whether the line break before this token, in the middle of an item, may not go.
    fn stays(&self, at: u32) -> bool {
        let kept = at > 0 && (self.plan.keeps(at) || self.plan.keeps(at - 1));
        self.plan.first_on_line(at) && (kept || self.plan.stays(at))
    }

    /// Places comments in front of token `at`. Tells whether a blank line is left before the token.
    fn comments(&mut self, at: u32, comments: Range<usize>, indent: u32, blanks: Blanks) -> bool {
        let mut end = at.checked_sub(1).and_then(|before| self.plan.tokens.get(before as usize)).map(|token| token.end);
        let mut may = blanks.before;
        for span in self.comments.get(comments).unwrap_or(&[]) {
            let breaks = end.map_or(2, |end| line_breaks(self.text, end, span.start));
            end = Some(span.end);
            match self.done.last_mut() {
                Some(line) if breaks == 0 && line.comment.is_none() => line.comment = Some(*span),
                _ => {
                    let blank = may && breaks > 1 && !self.done.is_empty();
                    self.done.push(Line { indent, hang: indent, blank, tokens: at..at, comment: Some(*span) });
                    may = blanks.behind;
                }
            }
        }
        let start = self.plan.tokens.get(at as usize).map(|token| token.start);
        match (end, start) {
            (Some(end), Some(start)) => may && line_breaks(self.text, end, start) > 1,
            _ => false,
        }
    }

    /// Sees to the blank line between header and body.
    fn part(&mut self, at: u32, comments: Range<usize>, blank: bool) -> bool {
        let Some(body) = self.plan.body.clone().filter(|body| body.contains(&at) && matches!(self.plan.role(at), Role::Item(_))) else {
            return blank;
        };
        let own_lines = self.done.iter().rev().take(comments.len()).take_while(|line| line.tokens.is_empty()).count();
        let first = self.done.len() - own_lines;
        self.parted |= blank || self.done.iter().skip(first).any(|line| line.blank);
        if self.parted || at != *body.end() || self.plan.level(at) != 1 {
            return blank;
        }
        match self.done.get_mut(first) {
            Some(line) => {
                line.blank = true;
                false
            }
            None => true,
        }
    }

    /// A line begins with token `at`: if it is longer than a line may be, its blocks are expanded.
    fn settle(&mut self, at: u32, comment: usize, indent: u32) {
        let (mut column, mut widest) = (indent, 0);
        let mut flat: Vec<u32> = Vec::new();
        let mut inside = at;
        let count = self.plan.tokens.len() as u32;
        for next in at..count {
            if next > at {
                let start = self.plan.tokens.get(next as usize).map_or(0, |token| token.start);
                let commented = self.comments.get(comment).is_some_and(|span| span.start < start);
                if self.gap(next, commented) != Gap::Joined {
                    break;
                }
                column += self.plan.blanks(next);
            }
            let width = self.plan.width(next);
            widest = widest.max(column + width.first);
            column = width.behind(column);
            if let Role::Open(id) = self.plan.role(next)
                && next >= inside
                && let Some(block) = self.plan.block(id).filter(|block| block.flat && block.items > 0)
            {
                inside = block.close;
                if !self.plan.keeps(next) {
                    flat.push(id);
                }
            }
        }
        if widest > WIDTH {
            for id in flat {
                if let Some(block) = self.plan.blocks.get_mut(id as usize) {
                    block.flat = false;
                }
            }
        }
    }
}

/// How many lines end between two places with white space between them.
fn line_breaks(text: &str, start: u32, end: u32) -> usize {
    let gap = text.get(start as usize..end as usize).unwrap_or("").as_bytes();
    let ends = |at: &usize| match gap.get(*at) {
        Some(b'\n') => true,
        Some(b'\r') => gap.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..gap.len()).filter(ends).count()
}
