//! Branches and jumps as they are written: `single-branch-decision`, `single-branch-parallel`,
//! `duplicate-branch`, `unreachable-branch` behind an `otherwise`, `redundant-jump`.

use super::super::Context;
use super::Seen;
use crate::diagnostic::{DUPLICATE_BRANCH, REDUNDANT_JUMP, SINGLE_BRANCH_DECISION, SINGLE_BRANCH_PARALLEL, UNREACHABLE_BRANCH};
use crate::flow::Jump;
use crate::model::element::{Branch, Element, ElementKind};
use crate::syntax::lex;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

pub(super) fn run(context: &mut Context<'_>) {
    let document = context.document;
    let mut elements = Vec::new();
    document.each_element(&mut |element| {
        if matches!(element.kind, ElementKind::Decide { .. } | ElementKind::Parallel { .. } | ElementKind::If { .. }) {
            elements.push(element);
        }
    });
    for element in elements {
        if document.broken.iter().any(|broken| element.span.covers(*broken)) {
            continue;
        }
        match &element.kind {
            ElementKind::Decide { branches, .. } => {
                single_branch_decision(context, element, branches);
                unreachable_branch(context, branches);
                duplicate_branch(context, branches.iter().filter(|branch| branch.answers.is_some()).map(|branch| branch.head));
            }
            ElementKind::If { arms, .. } => duplicate_branch(context, arms.iter().map(|arm| arm.condition.span)),
            ElementKind::Parallel { branches, .. } if branches.len() < 2 => {
                let message = if branches.is_empty() { "this `parallel` has no branch" } else { "this `parallel` has only one branch" };
                let help = "add the branch that runs beside it, or write the steps without `parallel`";
                context.report(context.at(&SINGLE_BRANCH_PARALLEL, element.head, message).help(help));
            }
            _ => {}
        }
    }
}

fn single_branch_decision(context: &mut Context<'_>, element: &Element, branches: &[Branch]) {
    if branches.len() < 2 {
        let message = if branches.is_empty() { "this decision has no branch" } else { "this decision has only one branch" };
        let help = "add the other branches, or write `if … { … }` for one case, `check … else …` for what must hold";
        context.report(context.at(&SINGLE_BRANCH_DECISION, element.head, message).help(help));
    }
}

/// What stands behind `otherwise` is never looked at.
fn unreachable_branch(context: &mut Context<'_>, branches: &[Branch]) {
    let Some(at) = branches.iter().position(|branch| branch.answers.is_none()) else { return };
    let Some(otherwise) = branches.get(at) else { return };
    for branch in branches.get(at + 1..).unwrap_or(&[]) {
        let message = "no case comes here: the `otherwise` before it takes them all";
        let diagnostic = context.at(&UNREACHABLE_BRANCH, branch.head, message).help("move `otherwise` to the end");
        context.report(diagnostic.related(context.id, otherwise.head, "takes every case"));
    }
}

/// Two branches with the same words.
fn duplicate_branch(context: &mut Context<'_>, heads: impl Iterator<Item = Span>) {
    let heads: Vec<Span> = heads.collect();
    if heads.len() < 2 {
        return;
    }
    let mut seen: FxHashMap<Vec<Cow<'_, str>>, Span> = FxHashMap::default();
    for head in heads {
        let source = head.of(&context.file.text);
        let words: Vec<Cow<'_, str>> = lex(source).tokens.iter().map(|token| one_case(token.span().of(source))).collect();
        match seen.get(&words) {
            Some(first) => {
                let message = "an earlier branch has the same condition";
                let diagnostic = context.at(&DUPLICATE_BRANCH, head, message).help("remove one of them, or correct its condition");
                context.report(diagnostic.related(context.id, *first, "the first one"));
            }
            None => {
                seen.insert(words, head);
            }
        }
    }
}

/// Two answers in quotes that differ only in capitals are one.
fn one_case(word: &str) -> Cow<'_, str> {
    if word.starts_with('"') { word.to_lowercase().into() } else { word.into() }
}

/// A jump to what comes next anyway.
pub(super) fn redundant_jump(context: &mut Context<'_>, seen: &Seen<'_, '_>) {
    let mut reported: FxHashSet<Span> = FxHashSet::default();
    // a table says in every row where it leads
    let of_table = |jump: &Jump<'_>| jump.element.is_some_and(|element| matches!(element.kind, ElementKind::Apply { .. }));
    for jump in seen.flow.jumps.iter().filter(|jump| jump.redundant && !of_table(jump)) {
        if !reported.insert(jump.span) {
            continue;
        }
        let stands_alone = jump.element.is_some_and(|element| matches!(element.kind, ElementKind::Jump { .. }));
        let diagnostic = context.at(&REDUNDANT_JUMP, jump.span, "the flow goes there anyway");
        let diagnostic = if stands_alone {
            diagnostic.help("remove it").fix("Remove the jump", true, jump.span, "")
        } else {
            diagnostic.help("write `continue`").fix("Write `continue`", true, jump.span, "continue")
        };
        context.report(diagnostic);
    }
}
