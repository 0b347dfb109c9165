//! Columns. In: the plan and its lines. Out: the blanks that align the cells of a table and the
//! types and texts of consecutive fields. Nothing else is aligned, so that a change of one line
//! rarely moves another.

use super::WIDTH;
use super::lines::Line;
use super::plan::{Field, Plan, Row, SHORT_TYPE};
use crate::syntax::token::TokenKind as T;
use std::ops::Range;

pub(super) fn align(plan: &mut Plan<'_>, lines: &[Line]) {
    let fields = std::mem::take(&mut plan.fields);
    let rows = std::mem::take(&mut plan.rows);
    let mut fields = fields.into_iter().peekable();
    let mut rows = rows.into_iter().peekable();
    let mut run: Vec<Field> = Vec::new();
    let mut indent = 0;
    let mut table: Vec<Row> = Vec::new();
    for line in lines {
        // fields and rows that have no line of their own are passed over
        while fields.next_if(|field| field.tokens.start < line.tokens.start).is_some() {}
        while rows.next_if(|row| row.tokens.start < line.tokens.start).is_some() {}
        let field = fields.next_if(|field| field.tokens == line.tokens && !line.tokens.is_empty());
        if field.is_none() || line.blank {
            align_fields(plan, &run, indent);
            run.clear();
        }
        indent = line.indent;
        run.extend(field);
        if let Some(row) = rows.next_if(|row| row.tokens == line.tokens && !line.tokens.is_empty()) {
            if table.last().is_some_and(|last| last.block != row.block) {
                align_table(plan, &table);
                table.clear();
            }
            table.push(row);
        }
    }
    align_fields(plan, &run, indent);
    align_table(plan, &table);
}

/// `field name: type "text"`, one below the other.
fn align_fields(plan: &mut Plan<'_>, run: &[Field], indent: u32) {
    let name = |plan: &Plan<'_>, field: &Field| plan.flat_width(field.tokens.start..field.type_first);
    let Some(names) = run.iter().filter_map(|field| name(plan, field)).max() else { return };
    for field in run {
        if let Some(width) = name(plan, field) {
            pad(plan, field.type_first, names - width);
        }
    }
    let mut types: Vec<Typed> = run.iter().filter_map(|field| Typed::new(plan, field)).collect();
    types.sort_unstable_by_key(|typed| typed.width);
    // short types make the column; longer ones widen it as long as that pushes no text over the edge
    let (mut column, mut rest) = (0, 0);
    for typed in &types {
        rest = rest.max(typed.rest);
        if typed.width > SHORT_TYPE && indent + names + 1 + typed.width + rest > WIDTH {
            break;
        }
        column = typed.width;
    }
    for typed in types {
        pad(plan, typed.text, column.saturating_sub(typed.width));
    }
}

/// A field with a text.
struct Typed {
    text: u32,
    /// Of the type.
    width: u32,
    /// Of the text and the blank before it.
    rest: u32,
}

impl Typed {
    fn new(plan: &Plan<'_>, field: &Field) -> Option<Self> {
        let text = field.text_first?;
        let width = plan.flat_width(field.type_first..text)?;
        Some(Self { text, width, rest: 1 + plan.width(text).first })
    }
}

fn align_table(plan: &mut Plan<'_>, rows: &[Row]) {
    let cells: Vec<Vec<Cell>> = rows.iter().map(|row| cells(plan, row.tokens.clone())).collect();
    let mut widths: Vec<u32> = Vec::new();
    for row in &cells {
        for (at, cell) in row.iter().enumerate() {
            match widths.get_mut(at) {
                Some(width) => *width = (*width).max(cell.width),
                None => widths.push(cell.width),
            }
        }
    }
    for row in cells {
        for (cell, width) in row.into_iter().zip(&widths) {
            pad(plan, cell.end, width - cell.width);
        }
    }
}

/// A cell's width, and the bar behind it.
struct Cell {
    width: u32,
    end: u32,
}

/// The cells of a row; none if one holds a text of several lines.
fn cells(plan: &Plan<'_>, row: Range<u32>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut first = row.start + 1;
    for at in row.start + 1..row.end {
        if matches!(plan.kind(at), Some(T::Bar | T::Bars)) {
            let Some(width) = plan.flat_width(first..at) else { return Vec::new() };
            cells.push(Cell { width, end: at });
            first = at + 1;
        }
    }
    cells
}

fn pad(plan: &mut Plan<'_>, before: u32, by: u32) {
    if let Some(blanks) = plan.blanks.get_mut(before as usize) {
        *blanks += by;
    }
}
