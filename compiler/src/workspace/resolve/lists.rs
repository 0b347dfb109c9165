//! The columns of a list of rows. A table without outputs may have columns of texts and numbers that
//! are no facts: their names are declared by standing there. In: a document, its references resolved
//! as if all were facts. Out: the same, with these columns known.

use super::{Missing, Resolved};
use crate::model::vocabulary::Table;
use crate::model::{DeclarationKind, Document, Expression, ExpressionKind, RefId};

pub(super) fn own_columns(document: &Document, resolution: &mut [Resolved]) {
    for declaration in &document.declarations {
        let DeclarationKind::Table(table) = &declaration.kind else { continue };
        for (at, column) in table.inputs.iter().enumerate().filter(|_| table.outputs.is_empty()) {
            let resolved = word(column).and_then(|column| resolution.get_mut(column.0 as usize));
            let is_unknown = |resolved: &&mut Resolved| matches!(resolved, Resolved::Missing(Missing::Name | Missing::Unclear) | Resolved::WrongKind(..));
            if let Some(resolved) = resolved.filter(is_unknown).filter(|_| !holds_words(table, at)) {
                *resolved = Resolved::Column(at as u32);
            }
        }
    }
}

/// Whether words without quotes stand in a column: they are values, so a fact is meant.
fn holds_words(table: &Table, column: usize) -> bool {
    table.rows.iter().filter_map(|row| row.cells.get(column)).flat_map(|cell| &cell.answers).any(|answer| word(answer).is_some())
}

fn word(expression: &Expression) -> Option<RefId> {
    match expression.kind {
        ExpressionKind::Ref(reference) => Some(reference),
        _ => None,
    }
}
