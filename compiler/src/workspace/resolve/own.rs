//! Names that are declared by standing where they do. In: a document, its references resolved as if
//! there were none. Out: the same, with these known.

use super::{Missing, Resolved};
use crate::model::vocabulary::Table;
use crate::model::{DeclarationKind, Document, Expression, ExpressionKind, Place, RefId};

/// A thing that is handed on in a document may be spoken of in its texts.
pub(super) fn things(document: &Document, resolution: &mut [Resolved]) {
    let mut things: Option<Vec<&str>> = None;
    for (reference, resolved) in document.references.iter().zip(resolution) {
        if reference.place != Place::Prose || *resolved != Resolved::Missing(Missing::Name) {
            continue;
        }
        let is_thing = things.get_or_insert_with(|| {
            let handed_on = document.references.iter().filter(|reference| reference.place == Place::Thing);
            handed_on.map(|reference| reference.name()).collect()
        });
        if is_thing.contains(&reference.name()) {
            *resolved = Resolved::Thing;
        }
    }
}

/// A list of rows (a table without outputs) may have columns of texts and numbers that are no facts;
/// so may a column that only says where the rows lead.
pub(super) fn columns(document: &Document, resolution: &mut [Resolved]) {
    let is_unknown = |resolved: &&mut Resolved| matches!(resolved, Resolved::Missing(Missing::Name | Missing::Unclear) | Resolved::WrongKind(..));
    for declaration in &document.declarations {
        let DeclarationKind::Table(table) = &declaration.kind else { continue };
        for (at, column) in table.outputs.iter().enumerate() {
            let at = table.inputs.len() + at;
            let leads = table.rows.iter().all(|row| row.cells.get(at).is_some_and(|cell| cell.jump.is_some()));
            let resolved = word(column).filter(|_| leads).and_then(|column| resolution.get_mut(column.0 as usize));
            if let Some(resolved) = resolved.filter(is_unknown) {
                *resolved = Resolved::Column(at as u32);
            }
        }
        for (at, column) in table.inputs.iter().enumerate().filter(|_| table.outputs.is_empty()) {
            let resolved = word(column).and_then(|column| resolution.get_mut(column.0 as usize));
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
