//! Quantities that nobody can check: "promptly", "as needed", "over 90 days". In: the words of a text. Out:
//! findings at the phrase. Where a clause or a control says it exactly, the phrase does no harm.

use super::Reading;
use super::lexicon::{Class, Phrase};
use super::texts::{Purpose, Said};
use super::words::{Gap, Kind, Word};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, VAGUE_QUANTITY};
use crate::model::element::Clauses;
use crate::model::value::unit::Currency;
use crate::text::Span;

/// How many words a phrase may stand before what makes it exact.
const FAR: usize = 16;
const VAGUE: Class = Class::VAGUE_TIME.or(Class::VAGUE_CHOICE).or(Class::VAGUE_AMOUNT);

pub(super) fn vague_quantity(context: &Context<'_>, reading: &Reading<'_>, said: &Said<'_>, found: &mut Vec<Diagnostic>) {
    let judged = match said.purpose {
        Purpose::Step(_) | Purpose::Remedy | Purpose::Standing => VAGUE,
        Purpose::Rule { controlled: false } => Class::VAGUE_TIME,
        Purpose::Judgement => Class::NONE,
        _ => return,
    };
    let has_time = said.element.and_then(|element| element.clauses()).is_some_and(names_time) && matches!(said.purpose, Purpose::Step(_));
    for (at, word) in reading.words.iter().enumerate() {
        if word.quoted || word.kind != Kind::Word {
            continue;
        }
        if word.is(judged)
            && let Some((class, last)) = phrase(reading, at).filter(|(class, _)| class.is(judged))
        {
            let timed = class.is(Class::VAGUE_TIME) && has_time;
            if !timed && !is_part(reading, at, last) && !is_made_exact(reading, class, last) {
                found.push(vague(context, reading, class, at, last));
            }
        } else if word.is(Class::BOUND) {
            found.extend(open_bound(context, reading, at));
        }
    }
}

fn names_time(clauses: &Clauses) -> bool {
    clauses.within.is_some() || clauses.at_once || clauses.window.is_some() || clauses.not_before.is_some()
}

/// The longest phrase that begins at a word, and where it ends.
fn phrase(reading: &Reading<'_>, at: usize) -> Option<(Class, usize)> {
    let first = reading.words.get(at)?;
    let stands = |phrase: &&Phrase| {
        phrase.rest.iter().enumerate().all(|(more, word)| {
            let written = reading.words.get(at + 1 + more).filter(|word| word.before == Gap::default());
            written.is_some_and(|written| written.of(reading.source).eq_ignore_ascii_case(word))
        })
    };
    let phrase = reading.lexicon.phrases(first.of(reading.source)).iter().find(stands)?;
    Some((phrase.class, at + phrase.rest.len()))
}

/// "/etc/hosts", "as few keys as necessary"
fn is_part(reading: &Reading<'_>, first: usize, last: usize) -> bool {
    let is_joined = |at: usize| reading.words.get(at).is_some_and(|word| word.before.has(Gap::OTHER));
    let is_as = |at: usize| reading.words.get(at).is_some_and(|word| word.of(reading.source).eq_ignore_ascii_case("as"));
    is_joined(first) || is_joined(last + 1) || (is_as(first) && (first.saturating_sub(4)..first).any(is_as))
}

/// Whether a length of time follows in the sentence, which says it all.
fn names_length(reading: &Reading<'_>, from: usize) -> bool {
    let rest = reading.words.get(from..).unwrap_or(&[]);
    let rest = rest.iter().take_while(|word| !word.before.has(Gap::SENTENCE)).take(FAR);
    let mut was_number = false;
    rest.into_iter().any(|word| {
        let is_unit = was_number && (word.is(Class::TIME_UNIT) || ["business", "calendar", "working"].contains(&word.of(reading.source)));
        was_number = word.kind == Kind::Number;
        is_unit || word.kind == Kind::Reference
    })
}

/// "as required by the standard", "appropriate to the load", "if needed for the audit": it is said by what.
fn is_made_exact(reading: &Reading<'_>, class: Class, last: usize) -> bool {
    let next = reading.words.get(last + 1).filter(|next| !next.before.has(Gap::SENTENCE.or(Gap::COMMA).or(Gap::BREAK)));
    match next {
        _ if class.is(Class::VAGUE_TIME) && names_length(reading, last + 1) => true,
        Some(next) if next.before.has(Gap::OPEN) || next.is(Class::CONDITION) => true,
        Some(next) if class.is(Class::VAGUE_CHOICE) => next.is(Class::PREPOSITION.or(Class::LEAD)),
        Some(next) => class.is(Class::VAGUE_AMOUNT) && ["to", "for"].contains(&next.of(reading.source)),
        None => false,
    }
}

fn vague(context: &Context<'_>, reading: &Reading<'_>, class: Class, first: usize, last: usize) -> Diagnostic {
    let at = |at: usize| reading.words.get(at).map(|word: &Word| word.span).unwrap_or_default();
    let span = at(first).to(at(last));
    let written = span.of(reading.source).to_lowercase();
    let (message, help) = match () {
        () if class.is(Class::VAGUE_TIME) => {
            ("does not say by when, or how often", "give a time: `within 2 hours`, `every 3 months`; without delay is `at once`")
        }
        () if class.is(Class::VAGUE_CHOICE) => ("does not say in which cases", "name the case: `when …`, or make it an `optional step`"),
        () => ("does not say how much, or which", "name the amount or the thing, or who judges it"),
    };
    context.at(&VAGUE_QUANTITY, span, format!("\"{written}\" {message}")).help(help)
}

/// "over 90 days", "under 50 USD": is the number itself in it?
fn open_bound(context: &Context<'_>, reading: &Reading<'_>, at: usize) -> Option<Diagnostic> {
    let bound = reading.words.get(at)?;
    let number = reading.words.get(at + 1).filter(|next| next.kind == Kind::Number)?;
    let symbol = reading.source.get(bound.span.end as usize..number.span.start as usize).unwrap_or("").trim();
    let unit = reading.words.get(at + 2).filter(|unit| !unit.before.has(Gap::ANY));
    let is_time = unit.is_some_and(|unit| unit.is(Class::TIME_UNIT) || unit.of(reading.source) == "business" || unit.of(reading.source) == "calendar");
    let is_money = ["$", "€", "£"].contains(&symbol) || unit.is_some_and(|unit| Currency::parse(unit.of(reading.source)).is_some());
    // "Add it over 10 minutes", "keep it over 2 hours" say how long
    let before = at.checked_sub(1).and_then(|before| reading.words.get(before));
    let is_measured = before.is_some_and(|before| before.is(Class::MEASURED)) && !bound.before.has(Gap::ANY);
    if !(symbol.is_empty() || is_money) || !is_measured || !(is_time || is_money) {
        return None;
    }
    let end = unit.map_or(number.span, |unit| unit.span);
    let span: Span = bound.span.to(end);
    let amount = number.span.to(end).of(reading.source);
    let message = format!("\"{}\" leaves open on which side {amount} itself lies", span.of(reading.source));
    let word = bound.of(reading.source).to_lowercase();
    let help = match word.as_str() {
        "over" | "above" => format!("write `> {amount}` or `>= {amount}` in a condition, or \"more than\" or \"at least\""),
        _ => format!("write `< {amount}` or `<= {amount}` in a condition, or \"less than\" or \"at most\""),
    };
    Some(context.at(&VAGUE_QUANTITY, span, message).help(help))
}
