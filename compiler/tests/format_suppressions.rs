//! Formatting moves no suppression: each covers the same tokens as before.

// what clippy allows inside a test is right in all that serves tests only
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "../src/syntax/format/tests/mutation.rs"]
mod mutation;

use proptest::prelude::*;
use sopc::model::suppressions;
use sopc::syntax::{format::format, lex, parse};
use std::ops::Range;

/// The tokens that each suppression covers, by their positions in the file.
fn covered(text: &str) -> Vec<Vec<usize>> {
    let lexed = lex(text);
    let covers = |covers: sopc::text::Span| (0..lexed.tokens.len()).filter(|at| covers.contains(lexed.tokens[*at].start)).collect();
    suppressions(text, &lexed.comments).into_iter().map(|suppression| covers(suppression.covers)).collect()
}

fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut before = 0;
    lex(text).tokens.iter().map(|token| std::mem::replace(&mut before, token.end as usize)..token.start as usize).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn suppressions_cover_what_they_did(which in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<u16>(), 0u8..14), 1..40)) {
        let texts = mutation::texts();
        let (_, text) = &texts[which.index(texts.len())];
        let text = mutation::mutated(text, &changes, &gaps, &|text| parse(text).errors.is_empty());
        let out = format(&text).unwrap();
        prop_assert_eq!(covered(&text), covered(&out), "{}\n----\n{}", text, out);
    }
}
