//! The canonical layout. In: the text of a file. Out: the same tokens and comments with the white
//! space laid down here, so that two people who write the same get the same text, and a change
//! touches the lines that it is about. A text with errors is refused; nothing here knows of files.
//!
//! - **Lines.** An item (header field, declaration, element, property, branch, control, row, history
//!   entry) has a line; a level is indented by two blanks. A block stands over several lines, but one
//!   with a single item that was written on one line stays there if the whole line fits in 120
//!   columns. `else`, `late`, `until` and `at most` follow the brace. An empty block is `{}`.
//! - **Blanks.** One between tokens; none before `,` `:` `)`, behind `(`, around the point of
//!   `POL-X.rule`, in `mg/dL`, `15%`, `yes/no`, `2/3 of`, and behind a sign.
//! - **Blank lines.** At most one, none at the ends of a block, one between header and body.
//! - **Columns.** The cells of a table, and the names, types and texts of fields that follow each
//!   other without a blank line or comment line. Nothing else is aligned.
//! - **Long lines** are broken behind the commas of lists, in front of `by`, `within`, `between`,
//!   `when` and `on`, of `and` and `or` in a condition, of an `else` that follows no block, and of the
//!   text behind a list or long type; the outermost places that help, filled, indented by four blanks
//!   more than the item. Texts are never broken, and no keyword that may be a name begins a line.
//! - **Comments** on lines of their own are indented like what follows; others stay behind their line,
//!   and where that is in the middle of an item the rest goes on below.
//! - **Suppressions.** A line that one covers keeps its beginning and end.
//! - **Long texts** are kept byte for byte. The more frequent line ending wins; a byte order mark stays.
//!
//! `plan` reads from the tree what each token is (`breaks` and `kept`: where a line may and may not
//! be broken), `lines` decides where lines end, `columns` aligns, `write` fills and writes.

mod breaks;
mod columns;
mod edits;
mod kept;
mod lines;
mod plan;
mod width;
mod write;

#[cfg(test)]
mod tests;

pub use edits::edits;

use super::error::SyntaxError;
use super::{Parsed, parse};

/// Columns of a line; only texts and what cannot be broken go beyond.
pub const WIDTH: u32 = 120;

/// Blanks of one level of indentation.
const INDENT: u32 = 2;

/// Blanks before what continues a line.
const HANG: u32 = 2 * INDENT;

/// `text` in its canonical layout, or its errors if it has any. Formatting twice changes nothing;
/// tokens, comments, the tree and what each suppression covers stay as they are.
pub fn format(text: &str) -> Result<String, Vec<SyntaxError>> {
    let parsed = parse(text);
    if !parsed.errors.is_empty() {
        return Err(parsed.errors);
    }
    let kept = [Joining::Usual, Joining::Careful].into_iter().map(|joining| layout(text, &parsed, joining)).find(|out| same(text, &parsed, out));
    // a layout that would change the meaning is never handed out
    Ok(kept.unwrap_or_else(|| text.to_owned()))
}

/// Which line breaks inside an item may go. A keyword that begins a line is no name, so a break in
/// front of one may bear meaning.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joining {
    /// All but those where the grammar is known to look at it.
    Usual,
    /// Only those in front of words that are no keywords.
    Careful,
}

fn layout(text: &str, parsed: &Parsed, joining: Joining) -> String {
    let mut plan = plan::Plan::new(text, parsed, joining);
    let lines = lines::lines(text, parsed, &mut plan);
    columns::align(&mut plan, &lines);
    write::write(text, parsed, &plan, &lines)
}

/// Whether `out` reads as `parsed` does: the same tokens, comments and nodes.
fn same(text: &str, parsed: &Parsed, out: &str) -> bool {
    let again = parse(out);
    let tokens = |parsed: &Parsed| parsed.tree.tokens().len();
    again.errors.is_empty()
        && again.tree.nodes == parsed.tree.nodes
        && tokens(&again) == tokens(parsed)
        && again.comments.len() == parsed.comments.len()
        && parsed
            .tree
            .tokens()
            .iter()
            .zip(again.tree.tokens())
            .all(|(before, after)| before.kind == after.kind && before.span().of(text) == after.span().of(out))
        && parsed.comments.iter().zip(&again.comments).all(|(before, after)| before.of(text) == after.of(out))
}
