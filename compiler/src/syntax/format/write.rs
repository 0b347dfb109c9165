//! Writing. In: lines of tokens. Out: the text, with long lists filled over several lines, the line
//! endings that are most frequent in the source, and its byte order mark if it had one.

use super::WIDTH;
use super::lines::Line;
use super::plan::Plan;
use crate::syntax::Parsed;

pub(super) fn write(text: &str, parsed: &Parsed, plan: &Plan<'_>, lines: &[Line]) -> String {
    let ending = ending(text, parsed);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    if text.starts_with(MARK) {
        out.push(MARK);
    }
    for line in lines {
        if line.blank {
            out.push_str(ending);
        }
        indent(&mut out, line.indent);
        tokens(&mut out, text, plan, line, ending);
        if let Some(comment) = line.comment {
            if !line.tokens.is_empty() {
                out.push(' ');
            }
            out.push_str(comment.of(text));
        }
        out.push_str(ending);
    }
    out
}

/// The byte order mark.
const MARK: char = '\u{feff}';

fn indent(out: &mut String, by: u32) {
    out.extend(std::iter::repeat_n(' ', by as usize));
}

/// The tokens of a line; where it is too long, it goes on below from the last place that fits.
fn tokens(out: &mut String, text: &str, plan: &Plan<'_>, line: &Line, ending: &str) {
    let (mut column, mut broken) = (line.indent, 0);
    for at in line.tokens.clone() {
        let first = at == line.tokens.start;
        // behind a part that took several lines, the next begins one of its own
        let breaks = |depth| depth < broken || column + part(plan, at, line.tokens.end, depth) > WIDTH;
        if let Some(depth) = plan.break_depth(at).filter(|depth| !first && breaks(*depth)) {
            broken = depth;
            out.push_str(ending);
            indent(out, line.hang);
            column = line.hang;
        } else if !first {
            let blanks = plan.blanks(at);
            indent(out, blanks);
            column += blanks;
        }
        if let Some(token) = plan.tokens.get(at as usize) {
            out.push_str(token.span().of(text));
        }
        column = plan.width(at).behind(column);
    }
}

/// The width of what stays together from token `from` on, with the blanks before it: up to the next
/// place to break that lies as far out, or further.
fn part(plan: &Plan<'_>, from: u32, end: u32, depth: u32) -> u32 {
    let mut width = 0;
    for at in from..end {
        let ends = plan.break_depth(at).is_some_and(|other| other <= depth);
        if width > WIDTH || (ends && at > from) {
            break;
        }
        width += plan.blanks(at) + plan.width(at).first;
        if plan.width(at).last.is_some() {
            break;
        }
    }
    width
}

/// `\r\n` if more lines end so than with `\n` alone; what is inside a text does not count.
fn ending(text: &str, parsed: &Parsed) -> &'static str {
    let (mut long, mut short, mut start) = (0usize, 0usize, 0usize);
    let ends = parsed.tree.tokens().iter().map(|token| token.span().range()).chain(std::iter::once(text.len()..text.len()));
    for range in ends {
        let gap = text.get(start..range.start).unwrap_or("").as_bytes();
        for (at, _) in gap.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            if at.checked_sub(1).and_then(|before| gap.get(before)) == Some(&b'\r') {
                long += 1;
            } else {
                short += 1;
            }
        }
        start = range.end;
    }
    if long > short { "\r\n" } else { "\n" }
}
