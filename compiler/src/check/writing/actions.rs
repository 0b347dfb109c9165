//! Steps of several actions. In: the words of a step. Out: a finding where three verbs or more begin a clause
//! each. What may be an object, or stands in a subordinate clause, is not counted.

use super::Reading;
use super::clause::{past_adverbs, sentences};
use super::lexicon::Class;
use super::texts::{Purpose, Said};
use super::words::{Gap, Kind, Word};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, SEVERAL_ACTIONS_IN_STEP};

pub(super) fn several_actions(context: &Context<'_>, reading: &Reading<'_>, said: &Said<'_>, found: &mut Vec<Diagnostic>) {
    if !matches!(said.purpose, Purpose::Step(_) | Purpose::Remedy) {
        return;
    }
    let mut verbs: Vec<&Word> = Vec::new();
    for (_, words) in sentences(reading.words) {
        actions(words, reading.source, &mut verbs);
    }
    // from three on a step is several
    let [first, _, third, ..] = verbs.as_slice() else { return };
    let named: Vec<String> = verbs.iter().map(|verb| format!("`{}`", verb.of(reading.source).to_lowercase())).collect();
    let message = format!("this step holds {} actions: {}", verbs.len(), named.join(", "));
    let finding = context.at(&SEVERAL_ACTIONS_IN_STEP, third.span, message).related(context.id, first.span, "the first action");
    found.push(finding.help("write a step for each, or steps inside this one, so that each can be done, checked and spoken of"));
}

/// The verbs of a sentence that are orders, side by side.
fn actions<'t>(words: &'t [Word], source: &str, verbs: &mut Vec<&'t Word>) {
    let mut at = past_adverbs(words, source, 0);
    // what is done in some cases only is no part of the sum
    if words.get(at).is_some_and(|word| word.is(Class::CONDITION)) {
        return;
    }
    // "In the menu, …"
    if words.get(at).is_some_and(|word| word.is(Class::LEAD)) {
        let commas = words.iter().enumerate().skip(at + 1).filter(|(_, word)| word.before.has(Gap::COMMA)).map(|(at, _)| past_adverbs(words, source, at));
        let Some(order) = commas.into_iter().find(|at| is_verb(words, *at)) else { return };
        at = order;
    }
    if !is_verb(words, at) {
        return;
    }
    verbs.extend(words.get(at).filter(|word| is_action(word)));
    // "Wash, rinse and dry the glass": verbs alone, until one has an object
    let mut alone = follows_verb_alone(words, at);
    let mut next = at + 1;
    while let Some(word) = words.get(next) {
        if word.quoted || is_subordinate(words, source, next) {
            return;
        }
        let joined = word.is(Class::LINK);
        // one or the other
        if joined && word.of(source) == "or" {
            next = clause_end(words, next + 1);
            alone = false;
            continue;
        }
        if !joined && !word.before.has(Gap::COMMA.or(Gap::BREAK)) {
            next += 1;
            continue;
        }
        let after_link = if joined { next + 1 } else { next };
        let clause = past_adverbs(words, source, after_link);
        if clause == next && joined {
            next += 1;
            continue;
        }
        if is_verb(words, clause) && words.get(clause).is_some_and(|verb| !verb.is(Class::NOUN) || alone || has_object(words, source, clause)) {
            verbs.extend(words.get(clause).filter(|word| is_action(word)));
            alone &= follows_verb_alone(words, clause);
            next = clause + 1;
        } else {
            next = next.max(after_link) + usize::from(after_link == next);
            alone = false;
        }
    }
}

/// Where the next clause begins.
fn clause_end(words: &[Word], from: usize) -> usize {
    (from..words.len()).find(|at| words.get(*at).is_some_and(|word| word.before.has(Gap::COMMA.or(Gap::BREAK)))).unwrap_or(words.len())
}

fn is_verb(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.kind == Kind::Word && !word.quoted && word.is(Class::VERB) && !word.before.has(Gap::OTHER.or(Gap::OPEN)))
}

fn is_action(word: &Word) -> bool {
    !word.is(Class::NO_ACTION)
}

fn follows_verb_alone(words: &[Word], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| next.before.has(Gap::COMMA) || next.is(Class::LINK))
}

/// What is a noun as often is a verb where something like "the" or "it" follows, or the name on a button.
fn has_object(words: &[Word], source: &str, at: usize) -> bool {
    let is_small = words.get(at).is_some_and(|word| word.of(source).starts_with(char::is_lowercase));
    words.get(at + 1).filter(|next| !next.before.has(Gap::ANY)).is_some_and(|next| {
        let is_name = is_small && next.of(source).starts_with(char::is_uppercase);
        is_name || next.is(Class::ARTICLE.or(Class::PLURAL).or(Class::OBJECT)) || matches!(next.kind, Kind::Reference | Kind::Number)
    })
}

/// "to open, close and lock", "whether", "so that": what follows is not an order.
fn is_subordinate(words: &[Word], source: &str, at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let clause = Class::RELATIVE.or(Class::PRONOUN).or(Class::BE).or(Class::MODAL).or(Class::AUXILIARY);
    let infinitive = at > 0 && words.get(at - 1).is_some_and(|before| before.of(source) == "to") && word.is(Class::VERB);
    (word.is(clause) && !word.is(Class::OBJECT)) || (word.is(Class::RELATIVE) && !word.before.has(Gap::ANY)) || infinitive
}
