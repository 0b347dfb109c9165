//! The way from a text to its layout, for editors. In: both. Out: the fewest and smallest edits, so
//! that cursors, folds and breakpoints stay where they are.

use crate::text::{Span, TextEdit};

/// The edits that make `formatted` of `text`, in order: each replaces white space by white space,
/// and no two of them touch. If the two differ in more than white space, one edit replaces what
/// lies between their common beginning and end.
pub fn edits(text: &str, formatted: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let (mut left, mut right) = (0, 0);
    loop {
        let (before, after) = (text.get(left..).unwrap_or(""), formatted.get(right..).unwrap_or(""));
        let (old, new) = (blank(before), blank(after));
        if old != new {
            edits.push(smallest(text, left, old, new));
        }
        let (before, after) = (before.get(old.len()..).unwrap_or(""), after.get(new.len()..).unwrap_or(""));
        if before.is_empty() && after.is_empty() {
            return edits;
        }
        let word = common_word(before, after);
        if word == 0 {
            return vec![smallest(text, 0, text, formatted)];
        }
        left += old.len() + word;
        right += new.len() + word;
    }
}

fn is_blank(char: char) -> bool {
    char.is_whitespace() || char == '\u{feff}'
}

fn blank(text: &str) -> &str {
    let end = text.find(|char| !is_blank(char)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// How far both go on alike without white space; in bytes.
fn common_word(left: &str, right: &str) -> usize {
    let pairs = left.chars().zip(right.chars());
    pairs.take_while(|(left, right)| left == right && !is_blank(*left)).map(|(char, _)| char.len_utf8()).sum()
}

/// The edit that makes `new` of `old`, which begins at `start`, without what both have in common.
/// It does not part `\r` from `\n`.
fn smallest(text: &str, start: usize, old: &str, new: &str) -> TextEdit {
    let mut head = common(&mut old.chars().zip(new.chars()));
    let parts = |at: usize| {
        let bytes = text.as_bytes();
        at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n')
    };
    if parts(start + head) {
        head -= 1;
    }
    let (old_rest, new_rest) = (old.get(head..).unwrap_or(""), new.get(head..).unwrap_or(""));
    let mut tail = common(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
    if parts(start + old.len() - tail) {
        tail -= 1;
    }
    let span = Span::new((start + head) as u32, (start + old.len() - tail) as u32);
    TextEdit { span, text: new_rest.get(..new_rest.len() - tail).unwrap_or("").to_owned() }
}

/// How many bytes the pairs have in common before the first that differs.
fn common(pairs: &mut dyn Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(left, right)| left == right).map(|(char, _)| char.len_utf8()).sum()
}
