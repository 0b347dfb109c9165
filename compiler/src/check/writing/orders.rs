//! Steps that are no orders, and orders that are none because of "should" or "may". In: the words of a
//! step. Out: findings with their fixes. What may be an order is left alone.

use super::Reading;
use super::clause::{Form, Order, Sentence, Statement, sentences};
use super::lexicon::{Class, Lexicon};
use super::texts::{Purpose, Said};
use super::words::{Gap, Kind, Word};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, FileId, MODAL_IN_MANDATORY_STEP, NOT_IMPERATIVE};
use crate::model::element::Strength;
use crate::model::{Class as MemberClass, Element, RefId};
use crate::text::Span;
use crate::workspace::Resolved;

pub(super) fn orders(context: &Context<'_>, reading: &Reading<'_>, said: &Said<'_>, found: &mut Vec<Diagnostic>) {
    let mandatory = match said.purpose {
        Purpose::Step(strength) => strength == Strength::Must,
        Purpose::Remedy => true,
        _ => return,
    };
    let source = reading.source;
    let is_role = |word: &Word| role_at(context, said, word);
    for (number, (_, words)) in sentences(reading.words).enumerate() {
        let sentence = Sentence { words, source, lexicon: reading.lexicon, is_role: &is_role };
        let Some(statement) = sentence.statement() else { continue };
        let passive = sentence.is_passive(statement.last + 1);
        let finding = Finding { context, said, words, source, lexicon: reading.lexicon, statement };
        let modal = if mandatory { finding.modal(number == 0, passive) } else { None };
        if number == 0 || modal.is_some() {
            found.extend(modal.or_else(|| finding.not_imperative()));
        }
    }
}

/// The role that a reference in a text stands for.
fn role_at(context: &Context<'_>, said: &Said<'_>, word: &Word) -> Option<RefId> {
    if word.kind != Kind::Reference {
        return None;
    }
    let inside = |reference: &&RefId| context.document.reference(**reference).is_some_and(|reference| word.span.covers(reference.span));
    let reference = *said.text.references.iter().find(inside)?;
    let Resolved::Member(file, at) = context.resolved(reference) else { return None };
    (context.member(*file, *at)?.0.kind.class() == MemberClass::Role).then_some(reference)
}

/// A role as texts may call it.
struct Role<'t> {
    name: &'t str,
    title: Option<&'t str>,
    member: (FileId, u32),
}

struct Finding<'t, 'w, 'c> {
    context: &'t Context<'c>,
    said: &'t Said<'w>,
    words: &'t [Word],
    source: &'t str,
    lexicon: &'static Lexicon,
    statement: Statement,
}

impl Finding<'_, '_, '_> {
    fn span(&self, first: usize, last: usize) -> Span {
        let at = |at: usize| self.words.get(at).map_or(self.said.text.span, |word| word.span);
        at(first).to(at(last))
    }

    /// "should" and "may" where a duty is meant: somebody is to do something, or something is to be done. Behind the
    /// first sentence "may" explains, and "should" counts where the reader is spoken to.
    fn modal(&self, is_first: bool, passive: bool) -> Option<Diagnostic> {
        let Statement { first, last, form, verb } = &self.statement;
        if *form != Form::Modal {
            return None;
        }
        let modal = self.words.get(*last)?;
        let word = modal.of(self.source).to_lowercase();
        let negated = self.words.get(last + 1).is_some_and(|next| next.is(Class::NEGATION)) || modal.is(Class::NEGATION);
        let begins =
            |pronouns: &[&str]| self.words.get(*first).is_some_and(|word| pronouns.iter().any(|pronoun| word.of(self.source).eq_ignore_ascii_case(pronoun)));
        // "you may be asked", "you should see" tell what is to come
        let next = self.words.get(last + 1);
        let expects = next.is_some_and(|next| next.is(Class::PERCEPTION) || (begins(&["you", "we"]) && next.of(self.source) == "be"));
        let is_person = begins(&["you", "we", "he", "she"])
            || self
                .words
                .get(last.saturating_sub(1))
                .is_some_and(|word| self.lexicon.is_person(word.of(self.source)) || role_at(self.context, self.said, word).is_some());
        let permits = matches!(word.as_str(), "may" | "might");
        let is_meant = if is_first { is_person || passive } else { is_person && !permits };
        if expects || !is_meant || !(permits || word.starts_with("should")) {
            return None;
        }
        let message = format!("`{word}` leaves open whether this must be done");
        let help = match (permits, negated) {
            (false, _) => "say what to do, beginning with the verb, or make it a `recommended step`",
            (true, false) => "say what to do, beginning with the verb, or make it an `optional step`",
            (true, true) => "forbid it with `never \"…\"`, or say what to do",
        };
        let mut finding = self.context.at(&MODAL_IN_MANDATORY_STEP, modal.span, message).help(help);
        if !permits && verb.is_some() && self.is_doer() {
            finding = self.order(finding, false);
        }
        let keyword = self.said.element.filter(|_| !negated).and_then(|element| self.step_keyword(element));
        if let Some(at) = keyword {
            let (word, title) = if permits { ("optional", "Make it an optional step") } else { ("recommended", "Make it a recommended step") };
            finding = finding.fix(title, false, at, format!("{word} "));
        }
        Some(finding)
    }

    /// Where a word before `step` would stand.
    fn step_keyword(&self, element: &Element) -> Option<Span> {
        let is_step = matches!(self.said.purpose, Purpose::Step(_)) && element.head.of(self.source).starts_with("step");
        is_step.then_some(Span::at(element.head.start))
    }

    fn not_imperative(&self) -> Option<Diagnostic> {
        let Statement { first, last, form, verb } = &self.statement;
        // an item of a checklist may say how things are
        if self.said.item && *form == Form::State {
            return None;
        }
        let message = match form {
            Form::Gerund => "this step is a heading, not an order".to_owned(),
            Form::State => "this step says how things are, and orders nothing".to_owned(),
            _ => "this step tells what happens, and orders nothing".to_owned(),
        };
        let help = match (form, verb) {
            (Form::Gerund, Some(Order::Other(verb))) => format!("begin with the verb: \"{} …\"", capital(verb)),
            (Form::State, _) => "begin with the verb, and say with `by` who does it; what must be so is a `check \"…\"`".to_owned(),
            (_, Some(Order::Other(verb))) => format!("begin with the verb, \"{} …\", and say with `by` who does it", capital(verb)),
            _ => "begin with the verb, and say with `by` who does it".to_owned(),
        };
        let finding = self.context.at(&NOT_IMPERATIVE, self.span(*first, *last), message).help(help);
        Some(match form {
            Form::Gerund => self.order(finding, false),
            Form::Statement | Form::Duty if self.is_doer() => self.order(finding, true),
            _ => finding,
        })
    }

    /// Whether the subject of the sentence is whoever does the step anyway.
    fn is_doer(&self) -> bool {
        let Statement { first, last, verb, .. } = &self.statement;
        let subject_end = match verb {
            Some(Order::Other(_)) => last.saturating_sub(1),
            _ if self.words.get(*last).is_some_and(|word| word.is(Class::MODAL)) => last.saturating_sub(1),
            _ => *last,
        };
        let Some(subject) = self.words.get(*first..=subject_end) else { return false };
        let Some(begin) = subject.first() else { return false };
        if begin.is(Class::PRONOUN) {
            return ["you", "we"].iter().any(|you| begin.of(self.source).eq_ignore_ascii_case(you));
        }
        let Some(actor) = self.said.actor.and_then(|actor| self.role(actor)) else { return false };
        let nouns = || subject.iter().filter(|word| !word.is(Class::ARTICLE.or(Class::AUXILIARY)) && word.of(self.source) != "to");
        if let Some(named) = nouns().next().and_then(|word| role_at(self.context, self.said, word)) {
            return nouns().count() == 1 && self.role(named).is_some_and(|named| named.member == actor.member);
        }
        let written = |name: &str, split: fn(char) -> bool| {
            name.split(split).filter(|word| !word.is_empty()).map(str::to_lowercase).eq(nouns().map(|word| word.of(self.source).to_lowercase()))
        };
        written(actor.name, |char| char == '_') || actor.title.is_some_and(|title| written(title, char::is_whitespace))
    }

    /// Name and title of a role, and which member of which file it is.
    fn role(&self, reference: RefId) -> Option<Role<'_>> {
        let Resolved::Member(file, at) = self.context.resolved(reference) else { return None };
        let (member, _) = self.context.member(*file, *at)?;
        // the title of a role is seen only where it is declared
        let own = || self.context.document.declarations.iter().find(|declaration| declaration.name.text == member.name);
        let title = (*file == self.context.id).then(own).flatten().and_then(|declaration| declaration.text.as_ref());
        Some(Role { name: member.name.as_str(), title: title.map(|title| title.text.as_str()), member: (*file, *at) })
    }

    /// Adds the fix that makes an order of it.
    fn order(&self, finding: Diagnostic, safe: bool) -> Diagnostic {
        let Statement { first, last, verb, .. } = &self.statement;
        let span = self.span(*first, *last);
        let is_capital = span.of(self.source).starts_with(char::is_uppercase);
        let in_case = |verb: &str| if is_capital { capital(verb) } else { verb.to_owned() };
        match verb {
            Some(Order::Other(verb)) => finding.fix(format!("Begin with `{}`", in_case(verb)), safe, span, in_case(verb)),
            Some(Order::Written) => {
                let Some(next) = self.words.get(last + 1).filter(|next| !next.before.has(Gap::ANY)) else { return finding };
                let verb = in_case(next.of(self.source));
                finding.fix(format!("Begin with `{verb}`"), safe, span.to(next.span), verb)
            }
            None => finding,
        }
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
