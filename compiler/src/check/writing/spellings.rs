//! One word in two spellings: a defined term that is written together or apart, and pairs such as "email" and
//! "e-mail". In: the words of all texts, one after another. Out: findings at the spelling that is to go.

use super::Reading;
use super::lexicon::Class;
use super::texts::{Purpose, Said};
use super::words::{Kind, Word};
use crate::check::Context;
use crate::check::overview::Vocabulary;
use crate::diagnostic::{Diagnostic, FileId, INCONSISTENT_TERM};
use crate::text::Span;
use crate::workspace::Scope;
use rustc_hash::FxHashMap;
use std::sync::Arc;

pub(super) struct Spellings {
    /// The documents in sight that define terms, nearest first.
    vocabularies: Vec<(FileId, Arc<Vocabulary>)>,
    /// The places of both spellings of a pair.
    pairs: FxHashMap<u32, [Vec<Span>; 2]>,
    /// The words that spell a term otherwise: file and index of the term.
    terms: Vec<(Span, FileId, u32)>,
    joined: String,
}

/// Shorter words are no joined ones.
const SHORTEST: u32 = 5;

impl Spellings {
    pub fn of(context: &Context<'_>) -> Self {
        let files: Vec<FileId> = Scope::of(context.workspace, context.id).iter().flat_map(|scope| scope.files().collect::<Vec<_>>()).collect();
        let vocabularies = files.into_iter().map(|file| (file, context.overview.vocabulary(file)));
        let vocabularies = vocabularies.filter(|(_, vocabulary)| !vocabulary.joined.is_empty()).collect();
        Self { vocabularies, pairs: FxHashMap::default(), terms: Vec::new(), joined: String::new() }
    }

    pub fn see(&mut self, reading: &Reading<'_>, said: &Said<'_>) {
        use Purpose::*;
        if matches!(said.purpose, Value | Path | Source | Message | Name | History | Gap) {
            return;
        }
        for word in reading.words.iter().filter(|word| word.kind == Kind::Word && !word.quoted) {
            if word.is(Class::SPELLING)
                && let Some((pair, side)) = reading.lexicon.spelling(word.of(reading.source))
                && let Some(places) = self.pairs.entry(pair).or_default().get_mut(side)
            {
                places.push(word.span);
            } else if !self.vocabularies.is_empty() && word.span.len() >= SHORTEST {
                self.see_term(reading, word);
            }
        }
    }

    fn see_term(&mut self, reading: &Reading<'_>, word: &Word) {
        let written = word.of(reading.source);
        if word.class != Class::NONE && !written.contains('-') {
            return;
        }
        self.joined.clear();
        self.joined.extend(written.chars().filter(|char| *char != '-').flat_map(char::to_lowercase));
        let forms = [self.joined.as_str(), self.joined.strip_suffix('s').unwrap_or(&self.joined)];
        let term = self.vocabularies.iter().find_map(|(file, vocabulary)| forms.iter().find_map(|form| Some((*file, *vocabulary.joined.get(*form)?))));
        self.terms.extend(term.map(|(file, at)| (word.span, file, at)));
    }

    pub fn tell(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = context.file.text.as_ref();
        for (span, file, at) in &self.terms {
            let Some((member, place)) = context.member(*file, *at) else { continue };
            let written = span.of(text);
            let (hyphens, apart) = (written.contains('-'), member.name.contains('_'));
            // "a rush-bag tag" is the term `rush_bag` before a noun
            if hyphens == apart || member.name.starts_with(char::is_uppercase) {
                continue;
            }
            let right = member.name.replace('_', " ");
            let plural = if written.ends_with('s') && !right.ends_with('s') { "s" } else { "" };
            let right = in_case_of(written, &[&right, plural].concat());
            let finding = context.at(&INCONSISTENT_TERM, *span, format!("\"{written}\" is another spelling of the term `{}`", member.name));
            let finding = finding.related(*file, place, "the term").help(format!("write \"{right}\""));
            found.push(finding.fix(format!("Write \"{right}\""), true, *span, right));
        }
        let mut pairs: Vec<_> = self.pairs.values().filter_map(|[one, other]| Some((one, other, one.first()?, other.first()?))).collect();
        pairs.sort_unstable_by_key(|(_, _, one, other)| (**one).min(**other));
        for (one, other, first, second) in pairs {
            // the rarer spelling goes, of equally rare ones the later
            let other_goes = other.len() < one.len() || (other.len() == one.len() && first < second);
            let (goes, stays) = if other_goes { (other, first) } else { (one, second) };
            let kept = stays.of(text);
            for span in goes {
                let right = in_case_of(span.of(text), kept);
                let message = format!("\"{}\" is spelt \"{kept}\" elsewhere in this document", span.of(text));
                let finding = context.at(&INCONSISTENT_TERM, *span, message).related(context.id, *stays, "the other spelling");
                found.push(finding.help("write a word in one way").fix(format!("Write \"{right}\""), false, *span, right));
            }
        }
    }
}

/// `right` with a capital if what was written has one.
fn in_case_of(written: &str, right: &str) -> String {
    let mut chars = right.chars();
    let Some(first) = chars.next() else { return String::new() };
    let is_capital = written.starts_with(char::is_uppercase);
    let first: String = if is_capital { first.to_uppercase().collect() } else { first.to_lowercase().collect() };
    first + chars.as_str()
}
