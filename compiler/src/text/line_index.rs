//! Lines and columns. In: a text. Out: for each byte offset its line and column in bytes, UTF-16 or
//! UTF-32 units, and back. A line ends at `\n`, `\r\n` or a lone `\r`; places outside are clamped.

/// In what a column is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    /// Unicode scalar values: what an editor's status bar and `sopc`'s output show.
    Utf32,
}

/// Line and column, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, Debug)]
pub struct LineIndex {
    /// The offset at which each line starts; the first is 0.
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        if text.contains('\r') {
            for (at, byte) in bytes.iter().enumerate() {
                let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
                if ends {
                    starts.push(at as u32 + 1);
                }
            }
        } else {
            // what nearly every file is, and three times as fast
            starts.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
        }
        Self { starts }
    }

    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1) as u32
    }

    /// Where `line` (from 0) starts; the end of the text for a line behind the last.
    pub fn line_start(&self, line: u32, text: &str) -> u32 {
        self.starts.get(line as usize).copied().unwrap_or(text.len() as u32)
    }

    /// Where `line` ends, its line break left out.
    pub fn line_end(&self, line: u32, text: &str) -> u32 {
        let start = self.line_start(line, text);
        let next = self.line_start(line + 1, text);
        let body = text.get(start as usize..next as usize).unwrap_or("");
        start + body.trim_end_matches(['\r', '\n']).len() as u32
    }

    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let mut offset = offset.min(text.len() as u32);
        while !text.is_char_boundary(offset as usize) {
            offset -= 1;
        }
        let line = self.line(offset);
        let start = self.line_start(line, text);
        let before = text.get(start as usize..offset as usize).unwrap_or("");
        let column = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
            Encoding::Utf32 => before.chars().count(),
        };
        Position { line, column: column as u32 }
    }

    /// The offset of a position; one behind a line's end is that line's end, one inside a character its start.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        if position.line as usize >= self.starts.len() {
            return text.len() as u32;
        }
        let start = self.line_start(position.line, text);
        let end = self.line_end(position.line, text);
        let mut units = 0;
        for (at, char) in text.get(start as usize..end as usize).unwrap_or("").char_indices() {
            units += match encoding {
                Encoding::Utf8 => char.len_utf8(),
                Encoding::Utf16 => char.len_utf16(),
                Encoding::Utf32 => 1,
            } as u32;
            if units > position.column {
                return start + at as u32;
            }
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_there_and_back_in_every_encoding() {
        let text = "a\r\nmüße 𝕊 b\rlast\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, char) in text.char_indices().filter(|(_, char)| !"\r\n".contains(*char)) {
                let position = index.position(text, at as u32, encoding);
                assert_eq!(index.offset(text, position, encoding), at as u32, "{char} {encoding:?}");
            }
        }
        let b = text.find('b').unwrap_or(0) as u32;
        assert_eq!(index.position(text, b, Encoding::Utf16), Position { line: 1, column: 8 });
        assert_eq!(index.position(text, b, Encoding::Utf32), Position { line: 1, column: 7 });
    }

    #[test]
    fn places_outside_are_clamped() {
        let text = "ab\ncd";
        let index = LineIndex::new(text);
        let at = |line, column| index.offset(text, Position { line, column }, Encoding::Utf16);
        assert_eq!((at(0, 99), at(9, 0), at(1, 1)), (2, 5, 4));
        assert_eq!(index.position(text, 99, Encoding::Utf8), Position { line: 1, column: 2 });
    }
}
