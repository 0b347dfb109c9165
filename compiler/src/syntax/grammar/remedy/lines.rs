//! What stands at the head of a line and begins nothing: list marks, headings, comments, sentences,
//! and words of other notations.

use super::forms;
use super::spot::{Spot, quoted};
use crate::syntax::error::{SyntaxError, near_word};
use crate::syntax::grammar::items;
use crate::syntax::grammar::parts::is_text;
use crate::syntax::token::{KEYWORDS, TokenKind as T};
use crate::text::Span;

pub(super) fn element(spot: Spot<'_, '_>, in_decide: bool) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word());
    comment(spot)
        .or_else(|| if in_decide { branch(spot) } else { None })
        .or_else(|| heading(spot))
        .or_else(|| listed(spot))
        .or_else(|| {
            let error = |message: &str| SyntaxError::new(here.span(), message);
            match word {
                "title" | "Title" if spot.next(1).is_some_and(|next| is_text(next.kind)) => {
                    Some(error("the title stands behind the id").help("write `sop SOP-ABC-001 \"Title\" { … }`"))
                }
                "→" | "=>" | "goto" => Some(error("\"go to\" is written `->`").sure("Write `->`", here.span(), "->")),
                "go" if spot.next_word(1) == "to" => {
                    let span = spot.span(spot.at, spot.at + 2);
                    Some(SyntaxError::new(span, "\"go to\" is written `->`").sure("Write `->`", span, "->"))
                }
                "elsif" | "elseif" | "elif" | "Elsif" | "ElseIf" => {
                    Some(error("another condition begins with `else if`").sure("Write `else if`", here.span(), "else if"))
                }
                "Else" | "ELSE" => Some(error("keywords are in lower case").sure("Write `else`", here.span(), "else")),
                "else" => Some(
                    error("`else` stands behind the block or the target of an `if`, a step or a check").help("write `if condition -> label else -> label`"),
                ),
                "end" | "endif" | "stop" | "exit" | "End" | "END" | "Stop" => Some(
                    SyntaxError::new(spot.span(spot.at, spot.line_end()), "nothing is closed by a word")
                        .help("a block ends with `}`, a procedure with `-> outcome`"),
                ),
                _ => None,
            }
        })
        .or_else(|| document(spot))
        .or_else(|| synonym(spot))
        .or_else(|| sentence(spot))
}

/// `# …`, `/* … */`, `-- …`
fn comment(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let two = spot.next(1).filter(|next| next.start == here.end).map(|next| spot.source(next));
    let mark = match (spot.word(), two) {
        ("#", _) => here.span(),
        ("/", Some("*")) | ("-", Some("-")) => here.span().to(spot.next(1)?.span()),
        _ => return None,
    };
    let error = SyntaxError::new(mark, "a comment begins with `//`").help("it goes to the end of its line");
    if spot.word() != "/" {
        return Some(error.sure("Write `//`", mark, "//"));
    }
    let end = spot.line_end();
    let closed = spot.token(end - 1).kind == T::Slash && spot.token(end - 2).kind == T::Star;
    let edits = vec![(mark, "//".to_owned()), (Span::new(spot.token(end.checked_sub(3)?).end, spot.token(end - 1).end), String::new())];
    Some(if closed && end > spot.at + 4 { error.edits("Write `//`", true, edits) } else { error })
}

/// `yes -> a`, `Yes: a`, `else -> a` between the branches of a decision.
fn branch(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let goes_on = spot.next(1).is_some_and(|next| matches!(next.kind, T::Arrow | T::Continue | T::LBrace | T::Colon | T::UnicodeArrow | T::FatArrow));
    if matches!(spot.word(), "else" | "Else" | "default") {
        return Some(SyntaxError::new(here.span(), "all other answers are `otherwise`").sure("Write `otherwise`", here.span(), "otherwise"));
    }
    if !goes_on || !(spot.is_word(spot.at) || is_text(here.kind)) {
        return None;
    }
    let text = if is_text(here.kind) { spot.word().to_owned() } else { quoted(&capital(spot.word())) };
    let error = SyntaxError::new(here.span(), "an answer begins with `when`").help(format!("write `when {text} -> label`"));
    Some(error.sure(format!("Write `when {text}`"), here.span(), format!("when {text}")))
}

pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// `## Prepare`, `**Prepare**`, and what stands below it.
fn heading(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let stars = here.kind == T::Star && spot.next(1).is_some_and(|next| next.kind == T::Star && next.start == here.end);
    let hashes = spot.word().starts_with("##");
    if !stars && !hashes {
        return None;
    }
    let end = spot.line_end();
    let from = spot.at + if stars { 2 } else { 1 };
    let mut to = end;
    while to > from && matches!(spot.token(to - 1).kind, T::Star | T::Colon) {
        to -= 1;
    }
    let span = spot.span(spot.at, end);
    let error = SyntaxError::new(span, "a heading is a section with its steps in braces");
    if from >= to {
        return Some(error.help("write `section \"…\" { … }`"));
    }
    let title = if is_text(spot.token(from).kind) { spot.source(spot.token(from)).to_owned() } else { spot.quoted(from, to) };
    // up to the next heading, or the end of the block around it
    let (mut at, mut depth) = (end, 0usize);
    let close = loop {
        let token = spot.token(at);
        let again = token.first_on_line && depth == 0 && spot.source(token) == spot.word() && (!stars || spot.source(spot.token(at + 1)) == "*");
        match token.kind {
            T::End => return Some(error.help(format!("write `section {title} {{ … }}`"))),
            T::RBrace if depth == 0 => break token,
            _ if again => break token,
            T::LBrace => depth += 1,
            T::RBrace => depth -= 1,
            _ => {}
        }
        at += 1;
    };
    let edits = vec![(span, format!("section {title} {{")), (Span::at(close.start), "}\n".to_owned())];
    Some(error.help(format!("write `section {title} {{ … }}`")).edits("Make it a section", false, edits))
}

/// `- …`, `• …`, `1. …`, `a) …`
fn listed(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let mut from = spot.at + 1;
    let bullet = matches!(here.kind, T::Minus | T::Star | T::Plus)
        || (matches!(here.kind, T::Unknown | T::Foreign) && spot.word().chars().all(|char| "•‣▪●○◦·–—→■□☐✓*".contains(char)));
    let number = matches!(here.kind, T::Numeral | T::Dotted);
    let behind = |at: usize| spot.on_line(at) && matches!(spot.token(at).kind, T::Dot | T::RParen | T::Colon);
    let lettered = spot.word().len() == 1 && spot.on_line(from) && spot.token(from).kind == T::RParen;
    if number || lettered {
        while behind(from) {
            from += 1;
        }
    }
    // `1.0 2026-03-01` is a version
    let version = number && from == spot.at + 1 && (spot.word().contains('.') || spot.token(from).kind == T::DateLiteral);
    if !(bullet || number || lettered) || version || !spot.on_line(from) {
        return None;
    }
    let span = spot.span(spot.at, from);
    let error = if bullet {
        SyntaxError::new(span, "a list is written as steps, without marks").help("write `step \"…\"`, or a `checklist` for what has no order")
    } else {
        SyntaxError::new(span, "steps are not numbered: their order counts").help("write `step \"…\"`")
    };
    let first = spot.token(from);
    let elements = KEYWORDS.iter().map(|(_, kind)| *kind).filter(|kind| items::is_element_word(*kind));
    let keyword =
        items::is_element_word(first.kind) || near_word(first, spot.text(), elements).is_some() && spot.on_line(from + 1) && is_text(spot.token(from + 1).kind);
    let mark = Span::new(here.start, first.start);
    if keyword && spot.on_line(from + 1) && (is_text(spot.token(from + 1).kind) || !spot.is_word(from + 1)) {
        return Some(error.sure("Remove the mark", mark, ""));
    }
    if is_text(first.kind) {
        return Some(error.sure("Make it a step", mark, "step "));
    }
    let end = spot.prose_end(from);
    if end == from {
        return Some(error);
    }
    let whole = Span::new(here.start, spot.span(from, end).end);
    Some(error.sure("Make it a step", whole, format!("step {}", spot.quoted(from, end))))
}

/// An id alone on its line.
fn document(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let id = matches!(here.kind, T::Id | T::BadId);
    let see = matches!(spot.word(), "see" | "call" | "run" | "execute") && spot.next(1).is_some_and(|next| matches!(next.kind, T::Id | T::BadId));
    if !id && !see {
        return None;
    }
    let span = if see { here.span() } else { Span::at(here.start) };
    let error = SyntaxError::new(here.span(), "another procedure is called by `perform`");
    Some(error.help("write `perform SOP-ABC-001`").fix("Write `perform`", span, if see { "perform" } else { "perform " }))
}

fn synonym(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word());
    let own = forms::own_word(word).filter(|_| spot.next(1).is_some())?;
    let kind = KEYWORDS.iter().find(|(word, _)| own.split(' ').next() == Some(*word)).map(|(_, kind)| *kind)?;
    let sentence = spot.next(2).is_some() && spot.is_word(spot.at + 1) && spot.is_word(spot.at + 2);
    if sentence {
        return None;
    }
    let form = forms::form(kind).unwrap_or(own);
    let error = SyntaxError::new(here.span(), format!("`{word}` is no word of the language here")).help(format!("write `{form}`"));
    Some(if matches!(own, "repeat" | "effective") { error } else { error.fix(format!("Write `{own}`"), here.span(), own) })
}

/// A line of plain words.
fn sentence(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let end = spot.prose_end(spot.at);
    let words = (spot.at..end).take_while(|at| spot.is_word(*at)).count();
    let text_behind = spot.on_line(end) && is_text(spot.token(end).kind);
    if words < 2 || text_behind || (words == 2 && spot.here().kind != T::Word) {
        return None;
    }
    let (span, written) = (spot.span(spot.at, end), spot.quoted(spot.at, end));
    let error = SyntaxError::new(span, "a line begins with a keyword, and a text stands in quotes");
    Some(error.help(format!("write `step {written}`")).fix("Make it a step", span, format!("step {written}")))
}
