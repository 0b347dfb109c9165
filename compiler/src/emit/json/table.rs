//! Tables: columns, and rows whose cells say for which values they are, and what follows.

use super::context::Context;
use super::expression::{Expression, Formula, Many, Subject, joined};
use super::place::Range;
use super::reference::Reference;
use super::text::Text;
use crate::model::ExpressionKind;
use crate::model::vocabulary::{Cell as ModelCell, HitPolicy, Row as ModelRow, Table as ModelTable};
use serde::Serialize;
use std::borrow::Cow;

/// A decision table, or a list of rows.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Table<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// Which row holds where several fit.
    pub policy: Policy,
    /// The columns, from left to right.
    pub columns: Vec<Column<'a>>,
    /// The rows, from top to bottom.
    pub rows: Vec<Row<'a>>,
    pub range: Range,
}

/// Which row holds: the only one that fits (`unique`), the `first` that fits, `any`, since they agree,
/// or `either`, as the person at work chooses.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Policy {
    Unique,
    First,
    Any,
    Either,
}

/// A column of a table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Column<'a> {
    /// What its cells hold.
    pub side: Side,
    /// What it is about: a fact, or what is reckoned from facts.
    pub value: Formula<'a>,
}

/// `input`: its cells are conditions; `output`: its cells say what follows; `list`: a table without
/// outputs is a list, and its cells are values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Side {
    Input,
    Output,
    List,
}

/// A row of a table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Row<'a> {
    /// One for each column.
    pub cells: Vec<Cell<'a>>,
    pub range: Range,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cell<'a> {
    /// As written, white space folded.
    pub text: Cow<'a, str>,
    /// Of an input: what must hold, the column's fact filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Expression<'a>>,
    /// Of an output or a list: its values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Expression<'a>>,
    /// Where the row leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Reference<'a>>,
}

impl<'a> Context<'a> {
    pub(super) fn table(&self, name: &'a str, text: Option<Text<'a>>, table: &'a ModelTable, range: Range) -> Table<'a> {
        let policy = match table.policy {
            HitPolicy::Unique => Policy::Unique,
            HitPolicy::First => Policy::First,
            HitPolicy::Any => Policy::Any,
            HitPolicy::Either => Policy::Either,
        };
        let input = if table.outputs.is_empty() { Side::List } else { Side::Input };
        let inputs = table.inputs.iter().map(|value| Column { side: input, value: self.formula(value) });
        let outputs = table.outputs.iter().map(|value| Column { side: Side::Output, value: self.formula(value) });
        let rows = table
            .rows
            .iter()
            .map(|row| Row { cells: row.cells.iter().enumerate().map(|(at, cell)| self.cell(table, at, cell)).collect(), range: self.range(row.span) });
        Table { name, text, policy, columns: inputs.chain(outputs).collect(), rows: rows.collect(), range }
    }

    fn cell(&self, table: &'a ModelTable, at: usize, cell: &'a ModelCell) -> Cell<'a> {
        let subject = table.inputs.get(at).filter(|_| !table.outputs.is_empty());
        let condition = subject.and_then(|subject| self.any_answer(Some(Subject::Value(subject)), cell.answers.iter()));
        let values = if subject.is_some() { Vec::new() } else { self.expressions(&cell.answers) };
        Cell { text: self.folded(cell.span), condition, values, to: cell.jump.map(|to| self.reference(to)) }
    }

    /// When a row of a table holds, as far as its cells say.
    pub(super) fn row(&self, table: &'a ModelTable, row: &'a ModelRow) -> Option<Formula<'a>> {
        let inputs = || table.inputs.iter().zip(&row.cells);
        let tested = inputs().filter(|(_, cell)| !matches!(cell.answers.as_slice(), [any] if any.kind == ExpressionKind::Anything));
        let cells = tested.filter_map(|(subject, cell)| self.any_answer(Some(Subject::Value(subject)), cell.answers.iter()));
        let tree = joined(Many::And, cells.collect())?;
        Some(Formula { text: self.words(inputs().map(|(_, cell)| cell.span)), tree })
    }
}
