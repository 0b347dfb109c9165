//! Terms that no document uses. A plain word in a text counts. The only file that names aho-corasick.

use super::unused::{unused, users};
use crate::check::{Context, edits};
use crate::diagnostic::{FileId, UNUSED_TERM};
use crate::model::{Declaration, DeclarationKind};
use crate::syntax::{TokenKind, lex};
use crate::text::Span;
use aho_corasick::{AhoCorasick, MatchKind};

pub(super) fn unused_term(context: &mut Context<'_>) {
    let terms = unused(context, &UNUSED_TERM, |kind| *kind == DeclarationKind::Term);
    for term in in_no_text(context, terms) {
        let removal = edits::removal(&context.file.text, term.span);
        let finding = context.at(&UNUSED_TERM, term.name.span, format!("no document uses the term `{}`", term.name.text));
        let help = format!("write \"{}\" where it is meant, or remove it", plain(&term.name.text));
        context.report(finding.help(help).fix(format!("Remove `{}`", term.name.text), false, removal, ""));
    }
}

/// Those whose name stands as a plain word in no text of a document that has it in sight.
pub(super) fn in_no_text<'w>(context: &Context<'w>, mut terms: Vec<&'w Declaration>) -> Vec<&'w Declaration> {
    if terms.is_empty() {
        return terms;
    }
    let mut search = Search::of(&terms);
    let mut found = vec![false; terms.len()];
    for file in std::iter::once(context.id).chain(users(context)) {
        search.look(context, file, &mut found, &|at, span| {
            // what explains a term does not use it
            file == context.id && terms.get(at).is_some_and(|term| term.span.covers(span))
        });
        if search.forget(&found) {
            return Vec::new();
        }
    }
    let mut at = 0;
    terms.retain(|_| {
        at += 1;
        !found.get(at - 1).copied().unwrap_or(false)
    });
    terms
}

fn plain(term: &str) -> String {
    term.replace('_', " ")
}

/// The first words of the terms that are still to be found.
struct Search {
    first_words: Option<AhoCorasick>,
    /// For each of them its term, by index, and all its words.
    terms: Vec<(usize, Vec<String>)>,
}

impl Search {
    fn of(terms: &[&Declaration]) -> Self {
        let words = |term: &&Declaration| term.name.text.split('_').filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        Self::new(terms.iter().map(words).enumerate().collect())
    }

    fn new(mut terms: Vec<(usize, Vec<String>)>) -> Self {
        terms.retain(|(_, words)| !words.is_empty());
        let first = terms.iter().filter_map(|(_, words)| words.first());
        let first_words = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(first).ok();
        Self { first_words, terms }
    }

    /// Forgets what was found; true if nothing is left to be found.
    fn forget(&mut self, found: &[bool]) -> bool {
        let is_left = |at: &usize| !found.get(*at).copied().unwrap_or(true);
        let left: Vec<(usize, Vec<String>)> = self.terms.iter().filter(|(at, _)| is_left(at)).cloned().collect();
        if left.len() < self.terms.len() {
            *self = Self::new(left);
        }
        found.iter().all(|found| *found)
    }

    /// Marks each term that stands in a text of a file, but for the places that are left out.
    fn look(&self, context: &Context<'_>, file: FileId, found: &mut [bool], leave_out: &dyn Fn(usize, Span) -> bool) {
        let (Some(first_words), Some(file)) = (&self.first_words, context.workspace.file(file)) else { return };
        let text = file.text.as_ref();
        let mut texts: Option<Vec<Span>> = None;
        for hit in first_words.find_overlapping_iter(text) {
            let Some((at, words)) = self.terms.get(hit.pattern().as_usize()) else { continue };
            let Some(found) = found.get_mut(*at).filter(|found| !**found) else { continue };
            let Some(end) = end_of(text, hit.start(), words) else { continue };
            let span = Span::new(hit.start() as u32, end as u32);
            // only now it is worth knowing what is a text
            let texts = texts.get_or_insert_with(|| quoted(text));
            let before = texts.partition_point(|quoted| quoted.start <= span.start);
            let is_in_text = before.checked_sub(1).and_then(|at| texts.get(at)).is_some_and(|quoted| quoted.covers(span));
            *found = is_in_text && !leave_out(*at, span);
        }
    }
}

fn quoted(text: &str) -> Vec<Span> {
    let is_text = |kind| matches!(kind, TokenKind::Quoted | TokenKind::CurlyQuoted | TokenKind::LongQuoted | TokenKind::OpenQuoted | TokenKind::OpenLongQuoted);
    lex(text).tokens.into_iter().filter(|token| is_text(token.kind)).map(|token| token.span()).collect()
}

/// Where the words end that begin at `start`, if these are whole words, at most in the plural.
fn end_of(text: &str, start: usize, words: &[String]) -> Option<usize> {
    if text.get(..start)?.chars().next_back().is_some_and(is_letter) {
        return None;
    }
    let mut at = start;
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            let rest = text.get(at..)?;
            let gap = rest.len() - rest.trim_start_matches(|char: char| char.is_whitespace() || char == '-').len();
            if gap == 0 {
                return None;
            }
            at += gap;
        }
        let written = text.get(at..at + word.len())?;
        if !written.eq_ignore_ascii_case(word) && written.to_lowercase() != *word {
            return None;
        }
        at += word.len();
    }
    let rest = text.get(at..)?;
    let whole = |rest: &str| !rest.chars().next().is_some_and(is_letter);
    let plural = |ending: &str| rest.strip_prefix(ending).is_some_and(whole);
    (whole(rest) || plural("s") || plural("es") || plural("S")).then_some(at)
}

fn is_letter(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_in_any_case_and_in_the_plural() {
        let end = |text: &str, words: &[&str]| end_of(text, 0, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).is_some();
        assert!(end("Rush bag, first", &["rush", "bag"]));
        assert!(end("rush-bags", &["rush", "bag"]));
        assert!(end("ECGs", &["ecg"]));
        assert!(!end("errors_of", &["error"]));
        assert!(!end("erroneous", &["error"]));
        assert!(!end("rushbag", &["rush", "bag"]));
    }
}
