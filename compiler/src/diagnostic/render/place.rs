//! Lines and columns of many offsets. In: files and byte offsets, best in ascending order. Out: lines
//! and columns from 1, columns in Unicode scalar values. Each file is indexed once, when first asked for.

use rustc_hash::FxHashMap;

use crate::diagnostic::{FileId, Sources};
use crate::text::LineIndex;

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    /// In bytes, from 0.
    pub offset: u32,
}

pub struct Places<'a> {
    pub sources: &'a dyn Sources,
    files: FxHashMap<FileId, Lines>,
}

struct Lines {
    index: LineIndex,
    /// The last answer: on a long line the next one is counted from here.
    last: Place,
}

impl<'a> Places<'a> {
    pub fn new(sources: &'a dyn Sources) -> Self {
        Self { sources, files: FxHashMap::default() }
    }

    pub fn index(&mut self, file: FileId) -> &LineIndex {
        &self.lines(file).index
    }

    /// An offset outside the text or inside a character is moved to the nearest one before it.
    pub fn place(&mut self, file: FileId, offset: u32) -> Place {
        let text = self.sources.text(file);
        let offset = floor(text, offset);
        let lines = self.lines(file);
        let line = lines.index.line(offset) + 1;
        let (from, column) = if lines.last.line == line && lines.last.offset <= offset {
            (lines.last.offset, lines.last.column)
        } else {
            (lines.index.line_start(line - 1, text), 1)
        };
        let between = text.get(from as usize..offset as usize).unwrap_or("");
        lines.last = Place { line, column: column + between.chars().count() as u32, offset };
        lines.last
    }

    fn lines(&mut self, file: FileId) -> &mut Lines {
        let text = self.sources.text(file);
        self.files.entry(file).or_insert_with(|| Lines { index: LineIndex::new(text), last: Place { line: 1, column: 1, offset: 0 } })
    }
}

/// The last offset up to `offset` that lies in `text` and between two characters.
pub fn floor(text: &str, offset: u32) -> u32 {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset as u32
}
