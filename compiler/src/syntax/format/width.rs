//! Widths in columns of the screen. The only file that names `unicode_width`.

use unicode_width::UnicodeWidthStr;

/// The width of a token in columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Width {
    /// To the end of its first line.
    pub first: u32,
    /// The last line, where there are several.
    pub last: Option<u32>,
}

impl Width {
    /// The column behind a token that begins in `column`.
    pub fn behind(self, column: u32) -> u32 {
        self.last.unwrap_or(column + self.first)
    }
}

/// The width of a token's text.
pub(super) fn width(source: &str) -> Width {
    let columns = |line: &str| if line.is_ascii() { line.len() as u32 } else { line.width() as u32 };
    match (source.split_once('\n'), source.rsplit_once('\n')) {
        (Some((first, _)), Some((_, last))) => Width { first: columns(first.trim_end_matches('\r')), last: Some(columns(last)) },
        _ => Width { first: columns(source), last: None },
    }
}
