//! Deadlines, events and the clauses of an element.
//!
//! ```text
//! cases = due {"," (due "when" condition | "not counting" reference {"and" reference})}
//! due   = sum ["of" event] | "the" (earlier|later) "of" due "and" due
//! event = reference | trigger | outcome | "a happening"
//! ```

use super::condition::{between, due_condition, quantity, sum, when};
use super::parts::*;
use super::remedy;
use crate::syntax::error::{Expected, Notion, SyntaxError};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;
use chumsky::prelude::*;

/// The label of an element, an activity, a fact, `trigger`, `outcome`, or a quoted happening.
pub(super) fn event<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let kind = p.kind();
        if is_text(kind) {
            p.parse(node(N::Judgement, text()))
        } else if names(p.nth(0)) || matches!(kind, T::Id | T::BadId) {
            p.parse(reference())
        } else {
            p.miss(Notion::Event)
        }
    })
}

/// `10 business days of notice`, `the earlier of A and B`
pub(super) fn due<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        if p.kind() == T::The {
            let opened = p.open(N::Earlier);
            p.advance();
            p.parse(one_of_words(&[T::Earlier, T::Later]).then(tok(T::Of)).ignored())?;
            let mut result = Ok(());
            p.deeper(|p| result = p.parse(due().then(tok(T::And)).then(due()).ignored()));
            result?;
            p.close(opened);
            return Ok(());
        }
        let opened = p.open(N::Due);
        let at = p.at();
        if in_words(p) {
            return p.miss(Notion::Deadline);
        }
        if let Err(miss) = p.parse(sum()) {
            return if miss.at as usize == at { p.miss(Expected::from(Notion::Deadline)) } else { Err(miss) };
        }
        if p.eat(T::Of) {
            p.parse(event())?;
        }
        p.close(opened);
        Ok(())
    })
}

/// Whether a length of time is written as words, which no number of the language is: `"5 days"`, `half an hour`.
pub(super) fn in_words(p: &mut In<'_, '_>) -> bool {
    let (token, next, text) = (p.nth(0), p.nth(1), p.state().text);
    match token.kind {
        T::Name | T::One => !next.first_on_line && next.kind == T::Name && remedy::spoken(token.span().of(text)),
        T::Max | T::Min => next.kind == T::Numeral,
        kind => is_text(kind) && token.span().of(text).as_bytes().get(1).is_some_and(u8::is_ascii_digit),
    }
}

/// One of these words; said one by one where none is there.
pub(super) fn one_of_words<'s>(words: &'static [T]) -> impl Rule<'s> + Copy {
    custom(move |p: &mut In<'s, '_>| {
        if words.contains(&p.kind()) {
            p.advance();
            return Ok(());
        }
        let due = words.iter().fold(Expected::default(), |due, word| due.or(Expected::from(*word)));
        p.miss(due)
    })
}

/// A deadline with its cases.
pub(super) fn cases<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        p.parse(node(N::Case, due()))?;
        while p.kind() == T::Comma {
            p.advance();
            if p.kind() == T::Not && p.nth(1).kind == T::Counting {
                let labels = joined(T::And, reference());
                p.parse(node(N::NotCounting, tok(T::Not).then(tok(T::Counting)).then(labels).ignored()))?;
            } else {
                p.parse(node(N::Case, due().then(tok(T::When)).then(due_condition()).ignored()))?;
            }
        }
        Ok(())
    })
}

/// `a`, `a and b`, `a or b`, `each a`
pub(super) fn actors<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        let opened = p.open(N::Actors);
        p.eat(T::Each);
        p.parse(role())?;
        let joint = p.kind();
        while matches!(joint, T::And | T::Or) && p.kind() == joint {
            p.advance();
            p.parse(role())?;
        }
        while p.kind() == T::Comma && names(p.nth(1)) && is_text(p.nth(2).kind) {
            let comma = p.nth(0).span();
            p.report(SyntaxError::new(comma, "several roles are joined by `and` or `or`").fix("Write `and`", comma, " and"));
            p.advance();
            p.parse(role())?;
        }
        p.close(opened);
        Ok(())
    })
}

pub(super) fn by<'s>() -> impl Rule<'s> {
    node(N::By, tok(T::By).then(actors()).ignored())
}

pub(super) fn within<'s>() -> impl Rule<'s> {
    node(N::Within, tok(T::Within).then(cases()).ignored())
}

/// `for [at least] D [of EVENT]`
pub(super) fn for_duration<'s>() -> impl Rule<'s> {
    let of = tok(T::Of).then(event()).ignored();
    node(N::For, tok(T::For).then(maybe(at_least())).then(sum()).then(maybe(of)).ignored())
}

pub(super) fn at_least<'s>() -> impl Rule<'s> + Copy {
    custom(|p: &mut In<'s, '_>| {
        if p.kind() == T::At && p.nth(1).kind == T::Least {
            p.advance();
            p.advance();
            return Ok(());
        }
        p.miss(T::At)
    })
}

/// Which clauses an element takes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Clauses {
    /// Who and how long.
    Timed,
    /// And when it applies.
    All,
}

/// Reads the clauses at hand. A word that is none is passed over with an error, up to the block or the end of the line.
pub(super) fn clauses<'s>(p: &mut In<'s, '_>, which: Clauses) {
    loop {
        let (token, next) = (p.nth(0), p.nth(1).kind);
        match token.kind {
            T::By => p.want(by()),
            T::Within => p.want(within()),
            T::At if next == T::Once => p.want(node(N::AtOnce, tok(T::At).then(tok(T::Once)).ignored())),
            T::Takes => p.want(node(N::Takes, tok(T::Takes).then(maybe(at_least())).then(sum()).ignored())),
            T::Between => {
                let window = between().then(tok(T::Of)).then(event()).ignored();
                p.want(node(N::Window, window))
            }
            T::For if !matches!(next, T::Each | T::Audience) => p.want(for_duration()),
            T::Not if next == T::Before && which == Clauses::All => p.want(node(N::NotBefore, tok(T::Not).then(tok(T::Before)).then(due()).ignored())),
            // between branches, `when` on a line of its own begins the next one
            // inside a decision it may begin a branch
            T::When if which == Clauses::Timed && !token.first_on_line && !p.state().between_branches => {
                let error = SyntaxError::new(token.span(), "this element takes no `when`");
                p.report(error.help("write `if … { … }` around it"));
                p.want(when())
            }
            T::When if which == Clauses::All && !(token.first_on_line && p.state().between_branches) => p.want(when()),
            _ if token.first_on_line || !super::recover::stray(p, CLAUSE_WORDS) => return,
            _ => true,
        };
    }
}

const CLAUSE_WORDS: &[T] = &[T::By, T::Within, T::At, T::Takes, T::Between, T::For, T::When];

/// `1 to 2 times`, `3 times`
pub(super) fn times<'s>() -> impl Rule<'s> {
    let to = tok(T::To).then(quantity()).ignored();
    node(N::Times, quantity().then(maybe(to)).then(tok(T::Times)).ignored())
}
