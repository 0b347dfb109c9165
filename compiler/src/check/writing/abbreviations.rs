//! Abbreviations that nothing explains. In: the words of all texts, one after another. Out: a finding at the
//! first place of each. Explained is what a name in sight spells or abbreviates, what stands in brackets behind its
//! long form, and what everybody knows.

use super::Reading;
use super::lexicon::Class;
use super::texts::{Purpose, Said};
use super::words::{Gap, Kind, Word};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, UNDEFINED_ABBREVIATION};
use crate::model::value::unit::{Currency, NoUnits, Unit};
use crate::text::Span;
use crate::workspace::Scope;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is longer is a word that is written large.
const LONGEST: usize = 5;

#[derive(Default)]
pub(super) struct Abbreviations {
    /// Where each stands first, and what is written there.
    found: FxHashMap<String, Span>,
    explained: FxHashSet<String>,
}

impl Abbreviations {
    pub fn see(&mut self, reading: &Reading<'_>, said: &Said<'_>) {
        use Purpose::*;
        let names = match said.purpose {
            Value | Path | Source | Message | History | Gap => return,
            Name => true,
            _ => false,
        };
        for (at, word) in reading.words.iter().enumerate() {
            let Some(short) = short(reading, word) else { continue };
            if names || is_explained(reading, at, short) {
                self.explained.insert(short.to_owned());
            } else if !self.found.contains_key(short) && !is_inscription(reading, at) && !is_loud(reading, at) {
                self.found.insert(short.to_owned(), word.span);
            }
        }
    }

    pub fn tell(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let mut open: Vec<(&String, &Span)> = self.found.iter().filter(|(short, _)| !self.explained.contains(*short)).collect();
        if open.is_empty() {
            return;
        }
        let files: Vec<_> = Scope::of(context.workspace, context.id).iter().flat_map(|scope| scope.files().collect::<Vec<_>>()).collect();
        let vocabularies: Vec<_> = files.into_iter().map(|file| context.overview.vocabulary(file)).collect();
        open.retain(|(short, _)| {
            let is_unit = || Currency::parse(short).is_some() || Unit::parse(short, &NoUnits).is_some_and(|unit| unit.is_known());
            !vocabularies.iter().any(|vocabulary| vocabulary.short.contains(*short)) && !context.in_broken(short) && !is_unit()
        });
        open.sort_unstable_by_key(|(_, span)| **span);
        for (short, span) in open {
            let finding = context.at(&UNDEFINED_ABBREVIATION, *span, format!("nothing explains `{short}`"));
            found.push(finding.help(format!("declare it, `term {short} \"…\"`, or write it out here: \"the long form ({short})\"")));
        }
    }
}

/// The abbreviation that a word is, without its plural.
fn short<'t>(reading: &Reading<'t>, word: &Word) -> Option<&'t str> {
    let written = word.of(reading.source);
    if word.kind != Kind::Word || word.quoted || word.span.len() < 2 || !written.starts_with(|char: char| char.is_ascii_uppercase()) {
        return None;
    }
    let short = written.strip_suffix('s').unwrap_or(written);
    let is_short = short.len() >= 2 && short.len() <= LONGEST && short.bytes().all(|byte| byte.is_ascii_uppercase());
    // what is a word in lower case is a word written large
    let is_word = || reading.lexicon.class(short) != Class::NONE || reading.lexicon.of_third_person(short).is_some();
    (is_short && !is_word()).then_some(short)
}

/// "adverse event (AE)", "AE (adverse event)"
fn is_explained(reading: &Reading<'_>, at: usize, short: &str) -> bool {
    let Some(word) = reading.words.get(at) else { return false };
    let next = reading.words.get(at + 1);
    let in_brackets = at > 0 && word.before.has(Gap::OPEN) && next.is_none_or(|next| next.before.has(Gap::CLOSE));
    let starts_alike =
        |word: &Word| word.of(reading.source).chars().next().zip(short.chars().next()).is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other));
    in_brackets || next.is_some_and(|next| next.before.has(Gap::OPEN.or(Gap::BREAK)) && starts_alike(next) && next.of(reading.source) != short)
}

/// "press MENU", "the AUX button", "HTTP 404": a name that is written somewhere.
fn is_inscription(reading: &Reading<'_>, at: usize) -> bool {
    let is = |at: Option<usize>, class| at.and_then(|at| reading.words.get(at)).is_some_and(|word| word.is(class));
    let number = reading.words.get(at + 1).is_some_and(|next| next.kind == Kind::Number && next.span.len() > 2);
    number || is(Some(at + 1), Class::CONTROL) || is(at.checked_sub(1), Class::INSCRIBED)
}

/// Whether a word beside it is written large as well.
fn is_loud(reading: &Reading<'_>, at: usize) -> bool {
    let is_loud = |at: usize| {
        let word = reading.words.get(at).filter(|word| word.kind == Kind::Word && !word.is(Class::EVERYDAY));
        word.map(|word| word.of(reading.source)).is_some_and(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    is_loud(at + 1) || at.checked_sub(1).is_some_and(is_loud)
}
