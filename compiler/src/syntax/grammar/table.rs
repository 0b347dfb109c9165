//! Tables: a row of column names, then rows of cells; `||` stands before the outputs. No cell is
//! empty, so `| |` is the end of one row and the start of the next.

use super::branching::answers;
use super::items::close_brace;
use super::parts::*;
use crate::syntax::error::{Notion, SyntaxError};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;

/// `table NAME ["…"] [unique|first|any|either] { row … }`
pub(super) fn table(p: &mut In<'_, '_>) {
    p.in_node(N::Table, |p| {
        p.keyword();
        p.want(label());
        p.want(maybe(text()));
        if matches!(p.kind(), T::Unique | T::First | T::Any | T::Either) {
            p.advance();
        }
        while !p.nth(0).first_on_line && !matches!(p.kind(), T::LBrace | T::RBrace | T::End | T::Bar) {
            p.report_too_much();
            p.advance();
        }
        if !p.need(T::LBrace) {
            return;
        }
        let mut columns = None;
        while !matches!(p.kind(), T::RBrace | T::End) {
            let before = p.at();
            if p.kind() == T::Bar {
                let cells = row(p, columns);
                columns.get_or_insert(cells);
            } else {
                p.report_expected(Notion::Row);
                skip_line(p);
            }
            if p.at() == before {
                p.advance();
            }
        }
        close_brace(p);
    });
}

/// Passes over the rest of the line.
fn skip_line(p: &mut In<'_, '_>) {
    p.in_node(N::Error, |p| {
        p.advance();
        while !p.nth(0).first_on_line && !matches!(p.kind(), T::RBrace | T::End) {
            p.advance();
        }
    });
}

/// Reads a row and counts its cells; tells if there are not as many as columns.
fn row(p: &mut In<'_, '_>, columns: Option<usize>) -> usize {
    let (mut cells, start) = (0, p.nth(0));
    p.in_node(N::Row, |p| {
        p.advance();
        loop {
            p.in_node(N::Cell, |p| {
                if matches!(p.kind(), T::Arrow | T::FatArrow | T::UnicodeArrow) {
                    super::flow::jump(p);
                } else if p.kind() == T::Minus && matches!(p.nth(1).kind, T::Bar | T::Bars) {
                    p.in_node(N::Anything, |p| p.advance());
                } else if matches!(p.kind(), T::Bar | T::Bars) {
                    p.report_expected(Notion::Cell);
                } else {
                    p.want(answers());
                }
            });
            cells += 1;
            while !p.nth(0).first_on_line && !matches!(p.kind(), T::Bar | T::Bars | T::RBrace | T::End) {
                p.report_too_much();
                p.advance();
            }
            if p.eat(T::Bars) {
                continue;
            }
            if p.nth(0).first_on_line {
                p.report_expected(T::Bar);
                return;
            }
            if !p.eat(T::Bar) {
                p.report_expected(T::Bar);
                return;
            }
            // the end of the row: the next thing is on a line of its own, or another `|`
            let next = p.nth(0);
            let full = columns.is_none_or(|columns| cells >= columns);
            if next.first_on_line || matches!(next.kind, T::RBrace | T::End) || (next.kind == T::Bar && full) {
                return;
            }
        }
    });
    if let Some(columns) = columns.filter(|columns| *columns != cells) {
        let end = p.at().saturating_sub(1);
        let span = start.span().to(p.state().token(end).span());
        let error = SyntaxError::new(span, format!("this row has {cells} {}, the table has {columns} columns", if cells == 1 { "cell" } else { "cells" }));
        let at = p.at().saturating_sub(1);
        p.state().report(at, |_| error.help("write `-` in a cell whose value does not matter"));
    }
    cells
}
