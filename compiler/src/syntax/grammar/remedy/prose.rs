//! Words where a text or an end is due: the rest of the line goes in quotes; a second element on the
//! line of the first.

use super::spot::Spot;
use crate::syntax::error::{Expected, Notion, SyntaxError};
use crate::syntax::grammar::items;
use crate::syntax::grammar::parts::is_text;
use crate::syntax::token::TokenKind as T;
use crate::text::Span;

pub(super) fn missed(spot: Spot<'_, '_>, expected: &Expected) -> Option<SyntaxError> {
    if expected.has(Notion::Text) {
        return unquoted(spot);
    }
    (expected.has(Notion::Condition) || expected.has(Notion::Value)).then(|| answer(spot)).flatten()
}

/// Bare words where a text is due.
fn unquoted(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let numbered = matches!(here.kind, T::Numeral | T::Dotted);
    let mut from = spot.at;
    if numbered {
        from += 1;
        while spot.on_line(from) && matches!(spot.token(from).kind, T::Dot | T::Colon | T::RParen | T::Minus) {
            from += 1;
        }
        if !spot.on_line(from) || spot.head_kind() != T::Step {
            return None;
        }
    }
    if is_text(spot.token(from).kind) {
        let span = Span::new(here.start, spot.token(from).start);
        return Some(SyntaxError::new(here.span(), NUMBERED).help("steps are done one after the other").sure("Remove the number", span, ""));
    }
    // `on the`: a name where the text should be, or an amount of something
    if !spot.is_word(from) && !numbered || spot.token(from).kind.is_reserved() || spot.token(from).kind == T::LBrace {
        return None;
    }
    let end = spot.prose_end(from);
    if end == from || spot.token(end).kind == T::Bar {
        return None;
    }
    let written = spot.quoted(from, end);
    let span = spot.span(spot.at, end);
    if numbered {
        return Some(SyntaxError::new(span, NUMBERED).help(format!("write `step {written}`")).sure("Put the text in quotes", span, written));
    }
    let head = spot.source(spot.token(spot.head()));
    let error = SyntaxError::new(span, "a text stands in quotes");
    // the end of a text that clauses follow is a guess
    let sure = !spot.on_line(end) || spot.token(end).kind == T::LBrace;
    let error = error.help(format!("write `{head} {written}`")).fix("Put it in quotes", span, written);
    Some(if sure { SyntaxError { safe: true, ..error } } else { error })
}

/// `step 1 "…"`, `step 1: Wash`
pub(super) fn numbered(spot: Spot<'_, '_>, expected: &Expected) -> Option<SyntaxError> {
    let number = matches!(spot.here().kind, T::Numeral | T::Dotted) && spot.head_kind() == T::Step;
    (number && expected.has(Notion::Text)).then(|| unquoted(spot)).flatten()
}

const NUMBERED: &str = "steps are not numbered: their order counts";

/// `when Yes ->`: an answer without its quotes.
fn answer(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let branch = spot.before(1).is_some_and(|before| matches!(before.kind, T::When | T::Comma)) && spot.token(spot.line_start()).kind == T::When;
    let here = spot.here();
    if !branch || !matches!(here.kind, T::Word) {
        return None;
    }
    let mut end = spot.prose_end(spot.at);
    while end > spot.at + 1 && spot.token(end - 1).kind == T::Continue {
        end -= 1;
    }
    let (span, written) = (spot.span(spot.at, end), spot.quoted(spot.at, end));
    Some(SyntaxError::new(span, "an answer stands in quotes").help(format!("write `when {written}`")).sure("Put it in quotes", span, written))
}

/// `step "…" if wet`: an element where a clause was meant.
pub(super) fn second_element(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let start = spot.line_start();
    let at = (start + 1..=spot.at).rev().find(|at| matches!(spot.token(*at).kind, T::If | T::Unless | T::After))?;
    let before = spot.token(at - 1).kind;
    if matches!(before, T::LBrace | T::RBrace | T::Else) {
        return None;
    }
    let token = spot.token(at);
    let error = SyntaxError::new(token.span(), format!("`{}` begins an element of its own", spot.source(token)));
    Some(match spot.token(start).kind {
        T::Limit => error.help("a limit has its cases behind a comma: `limit top = 5 EUR, 8 EUR when wet`"),
        _ if token.kind == T::After => error.help("a step begins when the one above it has ended; `wait 5 minutes` stands in front of it"),
        _ if token.kind == T::Unless => error.help("a clause says `when not`").sure("Write `when not`", token.span(), "when not"),
        _ => error.help("`when` says in which cases a step is done").sure("Write `when`", token.span(), "when"),
    })
}

pub(super) fn too_much(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word());
    let at_end = spot.next(1).is_none();
    let error = |message: &str| SyntaxError::new(here.span(), message);
    let rest = spot.span(spot.at, spot.line_end());
    if matches!(here.kind, T::UnicodeArrow | T::FatArrow) {
        return Some(error("\"go to\" is written `->`").sure("Write `->`", here.span(), "->"));
    }
    match word {
        "goto" => return Some(error("\"go to\" is written `->`").sure("Write `->`", here.span(), "->")),
        "go" if spot.next_word(1) == "to" => {
            let span = spot.span(spot.at, spot.at + 2);
            return Some(SyntaxError::new(span, "\"go to\" is written `->`").sure("Write `->`", span, "->"));
        }
        "elsif" | "elseif" | "elif" => return Some(error("another condition begins with `else if`").sure("Write `else if`", here.span(), "else if")),
        "Else" | "ELSE" => return Some(error("keywords are in lower case").sure("Write `else`", here.span(), "else")),
        "twice" => return Some(error("a loop says how often").help("write `repeat 2 times { step \"…\" }`")),
        "immediately" | "asap" => return Some(error("an element is done `at once`").sure("Write `at once`", here.span(), "at once")),
        "at" if spot.next(1).is_some_and(|next| next.kind == T::Clock) => {
            return Some(SyntaxError::new(rest, "a step has no time of day").help("let it begin with `trigger every 1 day at 08:00`, or say `within …`"));
        }
        "only" if spot.next_word(1) == "when" => {
            return Some(error("`when` stands alone").sure("Remove `only`", Span::new(here.start, spot.next(1)?.start), ""));
        }
        "and" if spot.next(1).is_some_and(|next| items::is_element_word(next.kind) && next.kind != T::Before) => {
            return Some(error("elements stand one below the other, in their order").help("work done at the same time stands in `parallel { … }`"));
        }
        "or" if spot.next(1).is_some_and(|next| is_text(next.kind) || items::is_element_word(next.kind)) => {
            return Some(error("`or` joins no elements").help("one of several ways is chosen by `decide \"…?\" { when \"…\" … }`"));
        }
        "optional" if spot.head_kind() == T::Step => {
            return Some(error("`optional` stands in front of `step`").help("write `optional step \"…\"`"));
        }
        "(" | "[" if spot.head_kind() == T::Step && spot.next_word(1) == "optional" => {
            return Some(SyntaxError::new(rest, "`optional` stands in front of `step`").help("write `optional step \"…\"`"));
        }
        _ => {}
    }
    if here.kind == T::Numeral && (spot.next(1).is_some_and(|next| next.kind == T::Times)) {
        return Some(SyntaxError::new(spot.span(spot.at, spot.at + 2), "a loop says how often").help(format!("write `repeat {word} times {{ … }}` around it")));
    }
    // comments behind an element
    if matches!(word, "#") && !at_end {
        return Some(error("a comment begins with `//`").sure("Write `//`", here.span(), "//"));
    }
    judgement(spot)
}

/// `if the bus is wet`: a judgement of people, without its quotes.
fn judgement(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    if !spot.is_word(spot.at) || matches!(spot.word(), "then" | "goto" | "elsif" | "elseif" | "elif" | "Else") {
        return None;
    }
    let start =
        (spot.line_start()..spot.at).rev().find(|at| matches!(spot.token(*at).kind, T::If | T::Unless | T::When | T::Check | T::Whenever | T::Until))?;
    let from = start + 1;
    if (from..spot.at).any(|at| !spot.is_word(at) || matches!(spot.token(at).kind, T::And | T::Or | T::Not)) || from == spot.at {
        return None;
    }
    let mut end = spot.prose_end(from);
    while end > spot.at + 1 && matches!(spot.source(spot.token(end - 1)), "then" | "goto" | "continue") {
        end -= 1;
    }
    // one word behind the condition is no sentence
    if end < from + 3 {
        return None;
    }
    let (span, written) = (spot.span(from, end), spot.quoted(from, end));
    let error = SyntaxError::new(span, "what people judge stands in quotes").help(format!("write `{} {written}`", spot.source(spot.token(start))));
    Some(error.fix("Put it in quotes", span, written))
}
