//! What the summary gathers from all over a document. In: the document. Out: what it has to do with
//! others, the activities that it fulfils, the texts that scenarios may speak of, the end of its line.

use super::{Member, MemberKind, Relation, RelationKind};
use crate::model::element::{ElementKind, OutcomeKind};
use crate::model::header::DocumentKind;
use crate::model::parts::{Place, RefId, Reference};
use crate::model::{Document, Expression, ExpressionKind};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// The texts in quotes that an answer is made of.
pub(super) fn quoted_in(answer: &Expression, found: &mut Vec<SmolStr>) {
    match &answer.kind {
        ExpressionKind::Judgement { text, .. } => found.push(text.text.clone()),
        ExpressionKind::Or(all) | ExpressionKind::And(all) => all.iter().for_each(|one| quoted_in(one, found)),
        ExpressionKind::Not(of) => quoted_in(of, found),
        ExpressionKind::Share { of: Some(of), .. } => quoted_in(of, found),
        _ => {}
    }
}

/// The judgements and happenings of a document, and the questions of decisions without a label.
pub(super) fn quoted(document: &Document) -> Vec<SmolStr> {
    let mut texts = document.quoted.clone();
    document.each_element(&mut |element| {
        if let ElementKind::Decide { text, .. } = &element.kind {
            texts.push(text.text.clone());
        }
    });
    sorted(texts)
}

fn sorted(mut texts: Vec<SmolStr>) -> Vec<SmolStr> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

pub(super) fn fulfilled(document: &Document) -> Vec<SmolStr> {
    let written = |reference: &Reference| match (&reference.document, &reference.member) {
        (Some(id), Some(name)) => Some(SmolStr::new(format!("{}.{}", id.text, name.text))),
        (_, name) => name.as_ref().map(|name| name.text.clone()),
    };
    sorted(document.references.iter().filter(|reference| reference.place == Place::Fulfils).filter_map(written).collect())
}

/// The only good outcome of a work instruction that nothing leads to: the end of its line.
pub(super) fn line_end(document: &Document, members: &[Member]) -> Option<u32> {
    let is_good = |member: &Member| document.kind == DocumentKind::Wi && member.kind == MemberKind::Outcome(OutcomeKind::Good);
    let mut good: Vec<usize> = (0..members.len()).filter(|at| members.get(*at).is_some_and(is_good)).collect();
    if good.is_empty() {
        return None;
    }
    let mut named: FxHashSet<&str> = FxHashSet::default();
    document.each_jump(&mut |to| named.extend(document.reference(to).map(|to| to.name())));
    good.retain(|at| members.get(*at).is_some_and(|member| !named.contains(member.name.as_str())));
    match good.as_slice() {
        [only] => Some(*only as u32),
        _ => None,
    }
}

pub(super) fn relations(document: &Document) -> Vec<Relation> {
    let mut relations = Vec::new();
    let mut add = |kind, id: RefId| {
        if let Some(reference) = document.reference(id)
            && let Some(to) = &reference.document
        {
            let member = reference.member.as_ref().map(|member| member.text.clone());
            relations.push(Relation { kind, to: to.text.clone(), member });
        }
    };
    for (at, reference) in document.references.iter().enumerate() {
        let kind = match reference.place {
            Place::Uses => RelationKind::Uses,
            Place::Implements => RelationKind::Implements,
            Place::Supersedes => RelationKind::Supersedes,
            Place::Tests => RelationKind::Tests,
            Place::Performs => RelationKind::Performs,
            Place::Follows => RelationKind::Follows,
            Place::TriggeredBy => RelationKind::TriggeredBy,
            Place::Learned => RelationKind::Records,
            _ => RelationKind::Mentions,
        };
        add(kind, RefId(at as u32));
    }
    document.each_element(&mut |element| {
        if let ElementKind::Before { condition, .. } = &element.kind
            && let ExpressionKind::Judgement { text, .. } = &condition.kind
        {
            text.references.iter().for_each(|reference| add(RelationKind::Presupposes, *reference));
        }
    });
    for except in &document.header.except {
        if let Some(reference) = document.reference(*except) {
            relations.push(Relation { kind: RelationKind::Except, to: SmolStr::new(reference.name()), member: None });
        }
    }
    relations
}
