//! Names that are none: with capitals, letters of other alphabets, hyphens or blanks, in quotes, in
//! a list that is joined otherwise; and ids of documents.

use super::spot::{Spot, slug};
use crate::syntax::error::{Expected, Notion, SyntaxError, found};
use crate::syntax::grammar::parts::is_text;
use crate::syntax::token::TokenKind as T;
use crate::text::Span;

pub(super) fn missed(spot: Spot<'_, '_>, expected: &Expected) -> Option<SyntaxError> {
    let due = |notion| expected.has(notion);
    let here = spot.here();
    if due(Notion::Text) {
        return list(spot).or_else(|| before_text(spot));
    }
    if due(Notion::Id)
        && let Some(error) = id(spot)
    {
        return Some(error);
    }
    if spot.before(1).is_some_and(|before| before.kind == T::Every) {
        return (here.kind == T::Word).then(|| SyntaxError::new(here.span(), "a length of time is a number and a unit").help("write `every 7 days`"));
    }
    if spot.head_kind() == T::Language {
        return Some(SyntaxError::new(here.span(), "a language is named by its two letters").help("write `language en`"));
    }
    if here.kind == T::Word
        && (due(Notion::Condition) || due(Notion::Value))
        && !spot.next(1).is_some_and(|next| spot.is_word(spot.at + 1) && !next.kind.is_reserved())
    {
        return bad_name(spot, spot.at, spot.at + 1)
            .filter(|_| spot.before(1).is_some_and(|before| before.kind != T::When || spot.token(spot.line_start()).kind != T::When));
    }
    if due(Notion::Type) {
        return typed(spot);
    }
    if !(due(Notion::Name) || due(Notion::Role) || due(Notion::Label) || due(Notion::Event)) {
        return None;
    }
    if spot.before(1).is_some_and(|before| before.kind == T::Arrow) {
        return target(spot);
    }
    if is_text(here.kind) {
        return quoted(spot, due(Notion::Role));
    }
    if here.kind == T::LParen && spot.before(1).is_some_and(|before| before.kind == T::Of) {
        let close = (spot.at..spot.line_end()).find(|at| spot.token(*at).kind == T::RParen)?;
        let edits = vec![(here.span(), String::new()), (spot.token(close).span(), String::new())];
        return Some(SyntaxError::new(here.span(), "the values stand without brackets").help("write `one of a, b`").edits("Remove the brackets", true, edits));
    }
    let words = matches!(here.kind, T::Word | T::BadId) || (here.kind == T::Id && !due(Notion::Id)) || here.kind == T::Numeral && spot.next(1).is_some();
    if !words {
        return None;
    }
    // people by their names
    if matches!(spot.head_kind(), T::Author | T::Reviewed | T::Approved) && spot.next(1).is_some_and(|next| matches!(next.kind, T::Word | T::Dot)) {
        let mut end = spot.at;
        while (end == spot.at || spot.on_line(end)) && matches!(spot.token(end).kind, T::Word | T::BadId | T::Dot | T::Name) {
            end += 1;
        }
        let (span, written) = (spot.span(spot.at, end), spot.quoted(spot.at, end));
        return Some(SyntaxError::new(span, "the name of a person stands in quotes").sure("Put it in quotes", span, written));
    }
    let text_at = text_behind(spot, spot.at);
    let mut end = text_at.unwrap_or(spot.at + 1);
    while text_at.is_none() && spot.on_line(end) && spot.token(end).start == spot.token(end - 1).end && (spot.is_word(end) || spot.token(end).kind == T::Minus)
    {
        end += 1;
    }
    bad_name(spot, spot.at, end)
}

/// Words in front of a text: a name that is more than one word or has other letters.
fn before_text(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let head = spot.head();
    let from = match spot.token(head + 1).kind {
        T::Step | T::Role if head + 1 < spot.at => head + 2,
        _ => head + 1,
    };
    let all = (from..spot.at).all(|at| spot.is_word(at) || spot.token(at).kind == T::Minus);
    let end = text_behind(spot, spot.at)?;
    let from = if all && from < spot.at { from } else { spot.at };
    // a colon or `=` between the name and its text
    if matches!(spot.here().kind, T::Assign) && end == spot.at + 1 {
        let span = Span::new(spot.before(1)?.end, spot.here().end);
        return Some(SyntaxError::new(spot.here().span(), "a name and its text stand side by side").sure("Remove it", span, ""));
    }
    bad_name(spot, from, end)
}

/// Where the next text begins, if only words and what joins them stand in front of it.
fn text_behind(spot: Spot<'_, '_>, from: usize) -> Option<usize> {
    let end = (from + 1..spot.line_end()).find(|at| is_text(spot.token(*at).kind))?;
    let joins = |at| spot.is_word(at) || matches!(spot.token(at).kind, T::Minus | T::Assign | T::Slash | T::Numeral);
    (from..end).all(joins).then_some(end)
}

/// What is wrong with the words as a name, and the name.
pub(super) fn bad_name(spot: Spot<'_, '_>, from: usize, end: usize) -> Option<SyntaxError> {
    let span = spot.span(from, end);
    let words = span.of(spot.text());
    let message = if words.contains(char::is_whitespace) {
        "a name is one word, its parts joined by `_`"
    } else if !words.is_ascii() {
        "a name has the letters a to z, digits and `_`"
    } else if words.contains('-') {
        "the parts of a name are joined by `_`"
    } else if words.starts_with(|first: char| first.is_ascii_digit()) {
        "a name begins with a letter"
    } else {
        "a name is in lower case"
    };
    let error = SyntaxError::new(span, message);
    Some(match slug(words) {
        Some(name) if name != words => error.help(format!("write `{name}`")).sure(format!("Write `{name}`"), span, name),
        _ => error,
    })
}

/// A text where a name is due.
fn quoted(spot: Spot<'_, '_>, role: bool) -> Option<SyntaxError> {
    let (here, head) = (spot.here(), spot.source(spot.token(spot.head())));
    let before = spot.before(1)?.kind;
    let name = slug(spot.word());
    let declares = matches!(before, T::Role | T::Outcome | T::System | T::Activity | T::Rule | T::Term | T::Table | T::Fact | T::Limit | T::Field);
    if declares {
        let error = SyntaxError::new(here.span(), format!("a name stands in front of the text of `{}`", spot.word_before(1)));
        return Some(match name {
            Some(name) => error.help(format!("write `{head} {name} …`; other places speak of it by this name")).fix(
                "Insert a name",
                Span::at(here.start),
                format!("{name} "),
            ),
            None => error.help(format!("write `{head} name \"…\"`")),
        });
    }
    let error = SyntaxError::new(here.span(), if role { "a role is called by its name, without quotes" } else { "a name stands without quotes" });
    Some(match name {
        Some(name) => error.help(format!("write `{name}`")).fix(format!("Write `{name}`"), here.span(), name),
        None => error,
    })
}

/// What stands behind an arrow.
fn target(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, arrow) = (spot.here(), spot.before(1)?);
    match here.kind {
        T::Continue => {
            let span = Span::new(arrow.start, here.start);
            Some(SyntaxError::new(arrow.span(), "`continue` stands without an arrow").sure("Remove the arrow", span, ""))
        }
        kind if is_text(kind) => {
            let error = SyntaxError::new(here.span(), "`->` leads to a label or an outcome, not to a text");
            Some(error.help("give the place a label, `step label \"…\"`, and write `-> label`"))
        }
        T::Word | T::BadId => bad_name(spot, spot.at, spot.at + 1),
        _ => None,
    }
}

/// The types of other notations.
fn typed(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word().to_lowercase());
    let span = here.span();
    let error = |span| SyntaxError::new(span, format!("{} is no type", found(here, spot.text())));
    let own = match word.trim_matches('"') {
        "boolean" | "bool" | "yesno" => "yes/no",
        "string" | "str" | "char" => "text",
        "integer" | "int" => "whole number",
        "float" | "decimal" | "real" | "numeric" => "number",
        "datetime" | "timestamp" => "moment",
        "yes" => {
            let end = spot.at + 3;
            let whole = spot.next_word(1) == "/" && spot.next_word(2).eq_ignore_ascii_case("no");
            let span = if whole { spot.span(spot.at, end) } else { span };
            return Some(SyntaxError::new(span, "the type is written `yes/no`").sure("Write `yes/no`", span, "yes/no"));
        }
        "yes/no" => "yes/no",
        "list" | "enum" | "choice" => "one of",
        _ => {
            if spot.next_word(1) == "/" && here.kind.is_name() && spot.next(2).is_some_and(|next| next.kind.is_name()) {
                let span = spot.span(spot.at, spot.at + 3);
                let written = format!("one of {}, {}", spot.word(), spot.next_word(2));
                return Some(error(span).help(format!("write `{written}`")).fix("Write it as a list", span, written));
            }
            let currency = here.kind == T::Word && word.len() == 3 && spot.word().chars().all(|char| char.is_ascii_uppercase());
            let (kind, unit) = match spot.word() {
                _ if currency => ("money", true),
                "kg" | "g" | "mg" | "m" | "cm" | "mm" | "km" | "mL" | "L" | "degC" | "bar" | "V" | "A" | "W" => ("number", true),
                _ => ("", false),
            };
            if !unit {
                return None;
            }
            let written = format!("{kind} {}", spot.word());
            return Some(error(span).help(format!("write `{written}`")).fix(format!("Write `{written}`"), span, written));
        }
    };
    Some(error(span).help(format!("write `{own}`")).sure(format!("Write `{own}`"), span, own))
}

/// The id of a document that is written otherwise.
fn id(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    if is_text(here.kind) {
        let inner = spot.word().trim_matches('"');
        if is_id(inner) {
            return Some(SyntaxError::new(here.span(), "an id stands without quotes").sure("Remove the quotes", here.span(), inner));
        }
        return None;
    }
    let (end, id) = spelt_id(spot, spot.at)?;
    let span = spot.span(spot.at, end);
    Some(SyntaxError::new(span, "an id is in upper case, its parts joined by hyphens").help(format!("write `{id}`")).sure(format!("Write `{id}`"), span, id))
}

/// `sop-abc-001`, `SOP ABC 001`: behind which token it ends, and the id that is meant.
pub(in super::super) fn spelt_id(spot: Spot<'_, '_>, from: usize) -> Option<(usize, String)> {
    if !spot.is_word(from) || spot.token(from).first_on_line {
        return None;
    }
    let mut end = from + 1;
    let blank = spot.token(end).kind != T::Minus;
    while spot.on_line(end) && (spot.is_word(end) || matches!(spot.token(end).kind, T::Numeral | T::Minus)) {
        let adjacent = spot.token(end).start == spot.token(end - 1).end;
        if adjacent == blank {
            break;
        }
        end += 1;
    }
    let words = spot.span(from, end).of(spot.text());
    let id = words.split_whitespace().collect::<Vec<_>>().join("-").to_uppercase();
    let numbered = id.bytes().any(|byte| byte.is_ascii_digit());
    (is_id(&id) && numbered && (!blank || !words.chars().any(char::is_lowercase))).then_some((end, id))
}

pub(in super::super) fn is_id(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().is_some_and(|part| part.starts_with(|first: char| first.is_ascii_uppercase()));
    let whole = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'_'));
    first && whole && text.contains('-') && !text.ends_with('-') && parts.all(|part| !part.is_empty())
}

/// `role nurse, doctor "…"`: several where one is declared.
fn list(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let declares = matches!(spot.head_kind(), T::Role | T::System | T::Activity | T::Term | T::Outcome);
    (spot.here().kind == T::Comma && declares).then(|| {
        SyntaxError::new(spot.here().span(), "one name is declared at a time")
            .help(format!("write a line for each, `{} name \"…\"`", spot.source(spot.token(spot.head()))))
    })
}

/// What joins names in the wrong way; a name that goes on.
pub(super) fn too_much(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word());
    let named = spot.before(1).is_some_and(|before| before.kind.is_name() || matches!(before.kind, T::Id | T::BadId) || is_text(before.kind));
    let next = spot.next(1).is_some_and(|next| next.kind.is_name() || matches!(next.kind, T::Id | T::BadId | T::Word) || is_text(next.kind));
    let lists = matches!(
        spot.head_kind(),
        T::Uses
            | T::Implements
            | T::Supersedes
            | T::Audience
            | T::Tags
            | T::Tools
            | T::Needs
            | T::Produces
            | T::Asks
            | T::Records
            | T::Author
            | T::Reviewed
            | T::Approved
            | T::Forbid
            | T::Separate
            | T::Fulfils
            | T::Handoff
    );
    let by = (1..4).filter_map(|back| spot.before(back)).find(|before| !before.kind.is_name()).is_some_and(|before| matches!(before.kind, T::By))
        || spot.head_kind() == T::Performer;
    if named && next && by && !matches!(spot.head_kind(), T::Author | T::Reviewed) && matches!(word, "," | "/" | "&" | "+") {
        let error = SyntaxError::new(here.span(), "several roles are joined by `and` or `or`").help("`and`: together, `or`: one of them");
        let glue = if spot.before(1)?.end == here.start { " and" } else { "and" };
        let blank = if spot.next(1)?.start == here.end { " " } else { "" };
        return Some(error.fix("Write `and`", here.span(), format!("{glue}{blank}")));
    }
    if named && next && lists && matches!(word, "and" | "&" | "+" | ";") {
        let span = Span::new(spot.before(1)?.end, here.end);
        return Some(SyntaxError::new(here.span(), "several are joined by commas").sure("Write a comma", span, ","));
    }
    if spot.head_kind() == T::Outcome && next && matches!(word, "failed" | "fail" | "error" | "aborted" | "canceled") {
        let own = if matches!(word, "aborted" | "canceled") { "cancelled" } else { "failure" };
        let error = SyntaxError::new(here.span(), "an outcome that is no success is a `failure` or `cancelled`");
        return Some(error.sure(format!("Write `{own}`"), here.span(), own));
    }
    type_rest(spot)
}

/// Words of other notations behind a type.
fn type_rest(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word());
    if !matches!(spot.head_kind(), T::Fact | T::Field | T::Asks | T::Records) || !(spot.head()..spot.at).any(|at| spot.token(at).kind == T::Colon) {
        return None;
    }
    let error = |message: &str| SyntaxError::new(here.span(), message);
    match word {
        "of" | "in" if spot.word_before(1) == "number" => {
            Some(error("a unit stands directly behind `number`").sure("Remove it", Span::new(here.start, spot.next(1)?.start), ""))
        }
        "default" => Some(error("a value that holds unless said otherwise is `presumed`").sure("Write `presumed`", here.span(), "presumed")),
        "and" if spot.word_before(1) == "date" && spot.next_word(1) == "time" => {
            let span = spot.span(spot.at - 1, spot.at + 2);
            Some(SyntaxError::new(span, "a date with its time is a `moment`").sure("Write `moment`", span, "moment"))
        }
        ">" | ">=" => Some(error("bounds are written `from 1 to 5`").help("with one bound: `from 0`, `up to 5`")),
        _ if here.kind == T::Numeral && spot.next_word(1) == "to" => {
            Some(error("bounds are written `from 1 to 5`").sure("Insert `from`", Span::at(here.start), "from "))
        }
        _ => None,
    }
}
