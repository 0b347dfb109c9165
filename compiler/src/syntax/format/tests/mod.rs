//! The layout by example, and on texts changed at random.

mod mutation;
mod rules;

use super::*;
use crate::text::apply_edits;
use proptest::prelude::*;

fn gaps(text: &str) -> Vec<std::ops::Range<usize>> {
    let lexed = crate::syntax::lex(text);
    let mut ends: Vec<(usize, usize)> = lexed.tokens.iter().map(|token| (token.start as usize, token.end as usize)).collect();
    ends.extend(lexed.comments.iter().map(|comment| (comment.start as usize, comment.end as usize)));
    ends.sort_unstable();
    ends.push((text.len(), text.len()));
    let mut before = 0;
    ends.into_iter().map(|(start, end)| std::mem::replace(&mut before, end)..start).collect()
}

fn reads(text: &str) -> bool {
    parse(text).errors.is_empty()
}

/// Formats and holds the result against everything that is promised of it.
fn checked(text: &str) -> String {
    let parsed = parse(text);
    let once = layout(text, &parsed, Joining::Usual);
    assert!(same(text, &parsed, &once), "the meaning changes:\n{text}\n----\n{once}");
    assert_eq!(once, format(&once).unwrap(), "not stable:\n{text}");
    let careful = layout(text, &parsed, Joining::Careful);
    assert!(same(text, &parsed, &careful), "the meaning changes:\n{careful}");
    assert_eq!(apply_edits(text, &edits(text, &once)).as_deref(), Some(once.as_str()));
    assert_eq!(edits(&once, &once), []);
    let in_text = |at: usize| parse(&once).tree.tokens().iter().any(|token| token.span().contains(at as u32));
    for (at, _) in once.match_indices("\n\n\n").chain(once.match_indices(" \n")).chain(once.match_indices("\t")) {
        assert!(in_text(at) || parse(&once).comments.iter().any(|comment| comment.contains(at as u32)), "white space at {at}:\n{once}");
    }
    if !text.contains('\r') {
        assert_eq!(format(&text.replace('\n', "\r\n")).unwrap(), once.replace('\n', "\r\n"));
    }
    once
}

#[test]
fn examples_keep_their_meaning() {
    for (_, text) in mutation::texts() {
        checked(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_white_space_is_laid_out(which in any::<prop::sample::Index>(), changes in prop::collection::vec(any::<mutation::Change>(), 1..40)) {
        let texts = mutation::texts();
        let (_, text) = &texts[which.index(texts.len())];
        checked(&mutation::mutated(text, &changes, &gaps, &reads));
    }

    #[test]
    fn every_construct_is_laid_out(changes in prop::collection::vec(any::<mutation::Change>(), 1..60)) {
        checked(&mutation::mutated(include_str!("every.sop"), &changes, &gaps, &reads));
    }

    #[test]
    fn edits_lead_from_any_text_to_any_other(from in "[ab \r\n\u{a0}]{0,12}", to in "[ab \r\n\u{a0}]{0,12}") {
        prop_assert_eq!(apply_edits(&from, &edits(&from, &to)), Some(to));
    }
}
