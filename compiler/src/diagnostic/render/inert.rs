//! Text that a terminal takes as text. In: text of a file, a message or a path, which may hold
//! control characters. Out: the same with nothing in it that moves the cursor, changes colours,
//! reorders the line or hides.

use std::borrow::Cow;

/// Longer messages and paths are cut.
const LONGEST: usize = 1000;

/// What stands for a character that is not shown as it is.
pub const REPLACED: char = '\u{FFFD}';

/// Control characters, bidirectional controls, and characters that are not seen. Joiners and
/// variation selectors stay: scripts and emoji need them.
pub fn is_active(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// `text` on one line: line breaks and tabs become spaces, other active characters U+FFFD.
pub fn inert(text: &str) -> Cow<'_, str> {
    let cut = text.char_indices().nth(LONGEST).map(|(at, _)| at);
    if cut.is_none() && !text.chars().any(is_active) {
        return Cow::Borrowed(text);
    }
    let kept = text.get(..cut.unwrap_or(text.len())).unwrap_or(text).replace("\r\n", " ");
    let mut out: String = kept
        .chars()
        .map(|char| match char {
            '\n' | '\r' | '\t' => ' ',
            char if is_active(char) => REPLACED,
            char => char,
        })
        .collect();
    if cut.is_some() {
        out.push('…');
    }
    Cow::Owned(out)
}
