//! `limit-longer-than-enclosing`: what lies in a block may last longer than the block. Compared are
//! constants of comparable units, each in every one of its cases; a limit without an event inside one
//! that runs from when the block is reached or from the trigger, or two limits of the same event.

use super::length::{From, Limit, Times, from, runs_already};
use super::order::due_span;
use crate::check::Context;
use crate::diagnostic::LIMIT_LONGER_THAN_ENCLOSING;
use crate::model::element::Clauses;
use crate::model::{Element, ElementKind};
use crate::text::Span;

pub(super) fn limit_longer_than_enclosing(context: &mut Context<'_>, times: &Times<'_>) {
    if !context.is_on(&LIMIT_LONGER_THAN_ENCLOSING) {
        return;
    }
    let document = context.document;
    let mut walk = Walk { context, times, around: Vec::new() };
    walk.sequence(&document.elements);
}

struct Walk<'a, 'c, 'w> {
    context: &'a mut Context<'c>,
    times: &'a Times<'w>,
    /// The limits of the blocks around, outermost first. Blocks nest to a fixed depth.
    around: Vec<(Limit, Span)>,
}

impl Walk<'_, '_, '_> {
    fn sequence(&mut self, elements: &[Element]) {
        elements.iter().for_each(|element| self.element(element));
    }

    fn element(&mut self, element: &Element) {
        use ElementKind::*;
        let clauses = element.clauses();
        if let Some(clauses) = clauses {
            self.compare(clauses);
        }
        if let Wait { length: Some(length), .. } = &element.kind
            && let Some(limit) = self.times.limit(self.context, length).filter(|limit| limit.from == From::Here)
        {
            self.compare_one(&limit, length.span, "this wait lasts");
        }
        let limit = clauses.and_then(|clauses| self.limit(clauses));
        match &element.kind {
            Step { block, .. } | Section { block, .. } | Repeat { block, .. } | ForEach { block, .. } => {
                self.inside(limit, &block.elements);
                // what follows where it was late or failed is no part of it
                element.each_target(&mut |target| {
                    if let crate::model::Target::Block(block) = target {
                        self.sequence(&block.elements);
                    }
                });
            }
            Parallel { branches, stray, first, .. } => {
                // of those that race, the losers may take longer
                let limit = limit.filter(|_| !first);
                for branch in branches {
                    let depth = self.around.len();
                    self.around.extend(limit.clone());
                    self.compare(&branch.clauses);
                    let own = self.limit(&branch.clauses);
                    self.inside(own, &branch.block.elements);
                    self.around.truncate(depth);
                }
                self.inside(limit, stray);
                element.each_target(&mut |target| {
                    if let crate::model::Target::Block(block) = target {
                        self.sequence(&block.elements);
                    }
                });
            }
            Watcher(_) | Trigger { .. } => {
                // it begins at any time, and the work around it waits
                let around = std::mem::take(&mut self.around);
                element.each_block(&mut |block| self.sequence(block));
                self.around = around;
            }
            _ => element.each_block(&mut |block| self.sequence(block)),
        }
    }

    fn inside(&mut self, limit: Option<(Limit, Span)>, elements: &[Element]) {
        let depth = self.around.len();
        self.around.extend(limit);
        self.sequence(elements);
        self.around.truncate(depth);
    }

    /// The limit that clauses set to all inside.
    fn limit(&self, clauses: &Clauses) -> Option<(Limit, Span)> {
        let within = clauses.within.as_ref()?;
        Some((self.times.deadline(self.context, within)?, within.span))
    }

    fn compare(&mut self, clauses: &Clauses) {
        if self.around.is_empty() {
            return;
        }
        let context = &*self.context;
        let mut own: Vec<(Limit, Span, &str)> = Vec::new();
        if let Some(within) = &clauses.within {
            own.extend(self.times.deadline(context, within).map(|limit| (limit, within.span, "this may take")));
        }
        if let Some(window) = &clauses.window {
            let of = match &window.of {
                Some(of) => from(context, of),
                None => Some(From::Here),
            };
            // where even the beginning lies behind the end of the block
            let limit = of.and_then(|from| Some(Limit { from, ..self.times.limit(context, &window.from)? }));
            own.extend(limit.map(|limit| (limit, window.from.span, "this begins after")));
        }
        if let Some(due) = &clauses.not_before {
            own.extend(self.times.due(context, due).map(|limit| (limit, due_span(due), "this begins after")));
        }
        if let Some((takes, _)) = &clauses.takes {
            own.extend(self.times.limit(context, takes).filter(|limit| limit.from == From::Here).map(|limit| (limit, takes.span, "this takes")));
        }
        for (limit, span, what) in own {
            if self.compare_one(&limit, span, what) {
                return;
            }
        }
    }

    /// Reports a limit that is longer than one around it, the nearest such.
    fn compare_one(&mut self, limit: &Limit, span: Span, what: &str) -> bool {
        let fits = |around: &Limit| around.from == limit.from || (limit.from == From::Here && runs_already(self.context, &around.from));
        let longer = self.around.iter().rev().find(|(around, _)| fits(around) && limit.length.is_longer(&around.length));
        let Some((around, at)) = longer else { return false };
        let message = format!("{what} {}, and the block around it has {}", limit.length, around.length);
        let help = "shorten it, or give the block around it more time";
        let finding = self.context.at(&LIMIT_LONGER_THAN_ENCLOSING, span, message).help(help).related(self.context.id, *at, "the limit of the block around it");
        self.context.report(finding);
        true
    }
}
