//! Line breaks of the source that stay: those that bear meaning, and those at the ends of lines
//! that a suppression covers. In: tokens and comments. Out: marks in the plan.

use super::Joining;
use super::plan::Plan;
use crate::syntax::Parsed;
use crate::syntax::token::TokenKind as T;

/// How the comments that suppress findings begin.
const SUPPRESSION: &str = "sop-ignore";

impl Plan<'_> {
    /// Line breaks that bear meaning: what follows would become a label, or what is counted.
    pub fn hazards(&mut self, joining: Joining) {
        let mut before = None;
        for (token, stays) in self.tokens.iter().zip(&mut self.stays) {
            if token.first_on_line {
                let keyword = token.kind.is_name() && token.kind != T::Name;
                *stays = match before {
                    Some(T::Whenever | T::Repeat) => keyword,
                    Some(T::Any | T::All | T::Count | T::Total | T::Average | T::First | T::Last) => {
                        keyword || matches!(token.kind, T::Name | T::Quoted | T::LongQuoted)
                    }
                    _ => keyword && joining == Joining::Careful,
                };
            }
            before = Some(token.kind);
        }
    }

    /// Marks the lines that suppressions cover: their own if something stands before them, else the next.
    pub fn suppressed(&mut self, text: &str, parsed: &Parsed) {
        let count = self.tokens.len() as u32;
        for comment in &parsed.comments {
            if !comment.of(text).trim_start_matches('/').trim_start().starts_with(SUPPRESSION) {
                continue;
            }
            let next = self.tokens.partition_point(|token| token.start < comment.start) as u32;
            let before = next.checked_sub(1).filter(|at| {
                let end = self.tokens.get(*at as usize).map_or(0, |token| token.end);
                !text.get(end as usize..comment.start as usize).unwrap_or("").contains(['\n', '\r'])
            });
            let mut first = before.unwrap_or(next);
            if self.keeps(first) {
                continue;
            }
            while first > 0 && !self.first_on_line(first) && before.is_some() {
                first -= 1;
            }
            let end = (first + 1..count).find(|at| self.first_on_line(*at)).unwrap_or(count);
            for slot in self.keeps.iter_mut().take(end as usize).skip(first as usize) {
                *slot = true;
            }
        }
    }
}
