//! Places in a file, for readers. In: a text and byte spans. Out: lines and columns from 1, columns in
//! Unicode scalar values, offsets in bytes from 0. An answer costs the same however long the line.

use crate::text::{LineIndex, Span};
use serde::Serialize;

/// A place in the document's file: from the first character to the one behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Range {
    pub start: Place,
    pub end: Place,
}

/// A position in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    /// Bytes from the beginning of the file (UTF-8), from 0.
    pub offset: u32,
}

/// How many bytes one entry of the table of characters stands for.
const BLOCK: usize = 256;

pub(super) struct Places<'a> {
    text: &'a str,
    lines: LineIndex,
    /// How many characters begin before each block; none where every character is one byte.
    before: Vec<u32>,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                before.push(count);
                count += characters(block);
            }
        }
        Self { text, lines: LineIndex::new(text), before }
    }

    pub fn range(&self, span: Span) -> Range {
        Range { start: self.place(span.start), end: self.place(span.end.max(span.start)) }
    }

    fn place(&self, offset: u32) -> Place {
        let offset = offset.min(self.text.len() as u32);
        let line = self.lines.line(offset);
        let start = self.lines.line_start(line, self.text);
        Place { line: line + 1, column: self.characters_before(offset) - self.characters_before(start) + 1, offset }
    }

    fn characters_before(&self, offset: u32) -> u32 {
        let offset = offset as usize;
        let block = offset / BLOCK;
        let Some(before) = self.before.get(block).or(self.before.last()) else { return offset as u32 };
        let start = block.min(self.before.len() - 1) * BLOCK;
        before + characters(self.text.as_bytes().get(start..offset).unwrap_or(&[]))
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Encoding;

    #[test]
    fn places_are_those_of_the_line_index() {
        for text in ["", "ab\ncd\r\ne", "mü\u{df}e \u{1d54a} b\nlast", &"a\u{e9}\u{4e2d}\u{1f642}\n".repeat(200), &"\u{e9}x".repeat(1000)] {
            let (places, lines) = (Places::new(text), LineIndex::new(text));
            for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let place = places.place(offset as u32);
                let position = lines.position(text, offset as u32, Encoding::Utf32);
                assert_eq!((place.line, place.column), (position.line + 1, position.column + 1), "{offset}");
            }
        }
    }
}
