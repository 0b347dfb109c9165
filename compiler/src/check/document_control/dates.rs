//! Dates and times of day that there are not, wherever they stand. In a field of the header that is a
//! `wrong-metadata-type`, elsewhere a `syntax-error`.

use crate::check::Context;
use crate::diagnostic::{SYNTAX_ERROR, WRONG_METADATA_TYPE};
use crate::model::value::date::{parse_date, parse_time};
use crate::syntax::{TokenKind, lex};

pub(super) fn impossible_dates(context: &mut Context<'_>) {
    // only a text that has such a date is worth being read again
    if !may_have_one(&context.file.text) {
        return;
    }
    for token in lex(&context.file.text).tokens {
        let text = token.span().of(&context.file.text);
        let (what, reason) = match token.kind {
            TokenKind::DateLiteral => ("date", parse_date(text).err()),
            // the end of a day is written as 24:00 too
            TokenKind::Clock => ("time of day", parse_time(text).err().filter(|_| text != "24:00")),
            _ => continue,
        };
        let Some(reason) = reason else { continue };
        let is_in_header = context.document.header.field_at(token.span()).is_some();
        let check = if is_in_header { &WRONG_METADATA_TYPE } else { &SYNTAX_ERROR };
        let finding = context.at(check, token.span(), format!("`{text}` is no {what}: {reason}"));
        context.report(finding.help(format!("write the {what} that is meant")));
    }
}

/// Whether something in a text looks like an impossible date or time of day.
fn may_have_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    let piece = |from: Option<usize>, to: usize| from.and_then(|from| text.get(from..to));
    memchr::memchr2_iter(b'-', b':', bytes).any(|at| match bytes.get(at) {
        // the first hyphen of `2026-03-01`
        Some(b'-') => piece(at.checked_sub(4), at + 6).is_some_and(|date| is_shaped(date) && parse_date(date).is_err()),
        Some(_) => {
            let start = if at >= 2 && bytes.get(at - 2).is_some_and(u8::is_ascii_digit) { at.checked_sub(2) } else { at.checked_sub(1) };
            piece(start, at + 3).is_some_and(|time| is_shaped(time) && parse_time(time).is_err())
        }
        None => false,
    })
}

/// Whether there are digits beside the marks.
fn is_shaped(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || (at > 0 && matches!(byte, b'-' | b':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_impossible_ones_are_looked_for() {
        for text in ["2026-02-30", "x 2026-13-01.", "at 24:00", "7:75", "0000-01-01"] {
            assert!(may_have_one(text), "{text}");
        }
        for text in ["2026-02-28", "22:30", "7:05", "SOP-2026-99", "a: b", "2026-2-30", "é-02-30", ":", "-", "1:2", "12:3"] {
            assert!(!may_have_one(text), "{text}");
        }
    }
}
