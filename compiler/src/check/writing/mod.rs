//! The group Writing: whether a text says what to do, how much and how soon, in the same words
//! everywhere; and what a text lacks. In: one document. Out: findings. The words that are known stand in
//! `words/`; checks that read words are for English and quiet where the header names another language.

mod abbreviations;
mod actions;
mod caution;
mod clause;
mod images;
mod labels;
mod lexicon;
mod orders;
mod placeholders;
mod spellings;
mod texts;
mod vague;
mod words;

use super::Context;
use crate::diagnostic::{
    Diagnostic, EMPTY_TEXT, INCONSISTENT_TERM, MODAL_IN_MANDATORY_STEP, NOT_IMPERATIVE, PLACEHOLDER, SEVERAL_ACTIONS_IN_STEP, UNDEFINED_ABBREVIATION,
    VAGUE_QUANTITY,
};
use crate::model::Status;
use abbreviations::Abbreviations;
use lexicon::Lexicon;
use spellings::Spellings;
use texts::{Purpose, Said};
use words::Word;

/// A text under check: its words.
struct Reading<'t> {
    source: &'t str,
    words: &'t [Word],
    lexicon: &'static Lexicon,
}

pub(super) fn run(context: &mut Context<'_>) {
    let texts = texts::texts(context.document);
    caution::caution_after_action(context);
    labels::missing_label(context);
    images::image_without_alt(context, &texts);
    placeholders::honest_gaps(context);
    if context.is_on(&EMPTY_TEXT) {
        empty_text(context, &texts);
    }
    if is_english(context) {
        read(context, &texts);
    }
}

/// Documents are in English unless they say otherwise.
fn is_english(context: &Context<'_>) -> bool {
    let language = context.document.header.language.as_ref().map_or("en", |language| language.text.as_str());
    language == "english" || language.split('_').next() == Some("en")
}

/// Goes through the words of each text once.
fn read(context: &mut Context<'_>, texts: &[Said<'_>]) {
    let lexicon = Lexicon::english();
    let source = context.file.text.as_ref();
    // the words of a law are not its reader's to mend, nor those of what was withdrawn
    let is_judged = context.signature().status != Some(Status::External) && !context.is_retired();
    let orders = is_judged && (context.is_on(&NOT_IMPERATIVE) || context.is_on(&MODAL_IN_MANDATORY_STEP));
    let actions = is_judged && context.is_on(&SEVERAL_ACTIONS_IN_STEP);
    let vague = is_judged && context.is_on(&VAGUE_QUANTITY);
    let placeholder = context.is_on(&PLACEHOLDER);
    let mut abbreviations = (is_judged && context.is_on(&UNDEFINED_ABBREVIATION)).then(Abbreviations::default);
    let mut spellings = (is_judged && context.is_on(&INCONSISTENT_TERM)).then(|| Spellings::of(context));
    let (mut words, mut found): (Vec<Word>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for said in texts {
        if said.purpose == Purpose::Path {
            continue;
        }
        words::words(source, said.text.span, lexicon, &mut words);
        let reading = Reading { source, words: &words, lexicon };
        if placeholder {
            placeholders::marks(context, &reading, said, &mut found);
        }
        if said.law {
            continue;
        }
        if orders {
            orders::orders(context, &reading, said, &mut found);
        }
        if actions {
            actions::several_actions(context, &reading, said, &mut found);
        }
        if vague {
            vague::vague_quantity(context, &reading, said, &mut found);
        }
        abbreviations.iter_mut().for_each(|abbreviations| abbreviations.see(&reading, said));
        spellings.iter_mut().for_each(|spellings| spellings.see(&reading, said));
    }
    abbreviations.iter().for_each(|abbreviations| abbreviations.tell(context, &mut found));
    spellings.iter().for_each(|spellings| spellings.tell(context, &mut found));
    found.into_iter().for_each(|diagnostic| context.report(diagnostic));
}

fn empty_text(context: &mut Context<'_>, texts: &[Said<'_>]) {
    for said in texts {
        // a value may be empty, and a picture without a text is a check of its own
        let may_be = matches!(said.purpose, Purpose::Value | Purpose::Path | Purpose::Alternative);
        if may_be || !said.text.text.trim().is_empty() || !is_closed(said.text.span.of(&context.file.text)) {
            continue;
        }
        let finding = context.at(&EMPTY_TEXT, said.text.span, "this text says nothing");
        context.report(finding.help("write what is meant; what is not known yet is a `todo \"…\"`"));
    }
}

/// Whether a text was written to its end.
fn is_closed(written: &str) -> bool {
    let quotes = if written.starts_with("\"\"\"") { 3 } else { 1 };
    written.len() >= 2 * quotes && written.starts_with('"') && written.ends_with('"')
}
