//! The elements of a flow.

use super::Lower;
use crate::model::element::*;
use crate::model::parts::Place;
use crate::syntax::{Node, NodeKind as N, TokenKind as T};

impl<'t> Lower<'t> {
    pub(super) fn flow_kind(&mut self, node: Node<'t>) -> Option<ElementKind> {
        Some(match node.kind() {
            N::Step => {
                let strength = match node.first_token().map(|token| token.kind) {
                    Some(T::Optional) => Strength::Optional,
                    Some(T::Recommended) => Strength::Recommended,
                    _ => Strength::Must,
                };
                let text = self.text_or_empty(node);
                ElementKind::Step { strength, text, clauses: self.clauses(node), block: self.block_child(node) }
            }
            N::Section | N::Checklist => {
                let any_order = node.kind() == N::Checklist;
                let text = self.text_or_empty(node);
                ElementKind::Section { any_order, text, clauses: self.clauses(node), block: self.block_child(node) }
            }
            N::If => self.if_(node),
            N::Decide => self.decide(node),
            N::Parallel => self.parallel(node),
            N::Repeat => self.repeat(node),
            N::ForEach => self.for_each(node),
            N::Perform => self.call(node, CallKind::Perform),
            N::Follows => self.call(node, CallKind::Follow),
            N::Apply => ElementKind::Apply { table: self.first_reference(node, Place::Table)? },
            N::Wait => {
                let at_least = node.own_tokens().any(|token| token.kind == T::Least);
                ElementKind::Wait { at_least, length: self.expression_child(node) }
            }
            N::WaitFor => {
                let event = self.event_child(node);
                ElementKind::WaitFor { event, clauses: self.clauses(node), block: self.block_child(node) }
            }
            N::Whenever => {
                let condition = self.condition_of(node);
                let within = node.child(N::Within).map(|within| self.deadline(within));
                ElementKind::Watcher(Box::new(Watcher { kind: WatcherKind::Whenever(condition), within, target: self.target_child(node) }))
            }
            N::After => {
                let due = node.children().find_map(|child| self.due(child));
                ElementKind::Watcher(Box::new(Watcher { kind: WatcherKind::After(due), within: None, target: self.target_child(node) }))
            }
            N::Every => {
                let every = self.expression_child(node);
                ElementKind::Watcher(Box::new(Watcher { kind: WatcherKind::Every(every), within: None, target: self.target_child(node) }))
            }
            N::Handoff => {
                let to = self.actors_child(node, Place::Role);
                ElementKind::Handoff { to, things: self.things(node), clauses: self.clauses(node) }
            }
            N::Jump => ElementKind::Jump { to: self.first_reference(node, Place::Target) },
            N::Trigger => self.trigger(node),
            N::Outcome => {
                let result = node.own_tokens().find_map(|token| match token.kind {
                    T::Failure => Some(OutcomeKind::Failure),
                    T::Cancelled => Some(OutcomeKind::Cancelled),
                    _ => None,
                });
                ElementKind::Outcome { result: result.unwrap_or(OutcomeKind::Good), text: self.text_or_empty(node) }
            }
            N::Require | N::Forbid | N::Separate => ElementKind::Control(Box::new(self.control(node))),
            N::Header => {
                // in the flow it means nothing, but its references are read
                let mut header = crate::model::Header::default();
                self.header(node, &mut header);
                ElementKind::Misplaced
            }
            N::Branch | N::Otherwise | N::Path | N::Given | N::Expect => {
                // whatever it holds is read, so that its labels are known
                let block = match node.child(N::Block) {
                    Some(block) => self.block(block),
                    None => Block::default(),
                };
                let text = self.text_or_empty(node);
                ElementKind::Section { any_order: false, text, clauses: MaybeClauses::default(), block }
            }
            _ => return None,
        })
    }

    fn if_(&mut self, node: Node<'t>) -> ElementKind {
        let negated = node.first_token().is_some_and(|token| token.kind == T::Unless);
        let (mut arms, mut otherwise, mut condition) = (Vec::new(), None, None);
        for child in node.children() {
            if Self::is_expression(child) {
                condition = Some(self.expression(child));
            } else if Self::is_target(child) {
                let target = self.target(child);
                let span = child.span();
                let broken = || crate::model::Expression { span, kind: crate::model::ExpressionKind::Broken };
                arms.push(Arm { condition: condition.take().unwrap_or_else(broken), target });
            } else if child.kind() == N::Else {
                otherwise = Some(self.target_child(child));
            }
        }
        ElementKind::If { arms, otherwise, negated }
    }

    fn decide(&mut self, node: Node<'t>) -> ElementKind {
        let text = self.text_or_empty(node);
        let clauses = self.clauses(node);
        let on = node.child(N::On).and_then(|on| self.first_reference(on, Place::Value));
        let (mut before, mut branches) = (Vec::new(), Vec::new());
        if let Some(block) = node.child(N::Block) {
            for child in block.children() {
                match child.kind() {
                    N::Branch => {
                        let mut answers = Vec::new();
                        for answer in child.children().filter(|inner| Self::is_expression(*inner)) {
                            answers.push(self.against(on, |lower| lower.expression(answer)));
                        }
                        let (span, head) = (child.span(), self.head_of(child));
                        branches.push(Branch { span, head, answers: Some(answers), target: self.target_child(child) });
                    }
                    N::Otherwise => {
                        let (span, head) = (child.span(), self.head_of(child));
                        branches.push(Branch { span, head, answers: None, target: self.target_child(child) });
                    }
                    _ => self.item(child, &mut before),
                }
            }
        }
        ElementKind::Decide { text, clauses, on, before, branches }
    }

    fn parallel(&mut self, node: Node<'t>) -> ElementKind {
        let first = node.own_tokens().any(|token| matches!(token.kind, T::First | T::Any));
        let clauses = self.clauses(node);
        let (mut branches, mut stray) = (Vec::new(), Vec::new());
        if let Some(block) = node.child(N::Block) {
            for child in block.children() {
                if child.kind() != N::Path {
                    self.item(child, &mut stray);
                    continue;
                }
                let keyword = child.first_token().map_or(child.span(), |token| token.span());
                let label = self.label(child);
                let head = label.as_ref().map_or(keyword, |label| keyword.to(label.span));
                let text = self.text_or_empty(child);
                let clauses = self.clauses(child);
                branches.push(Path { span: child.span(), head, label, text, clauses, block: self.block_child(child) });
            }
        }
        ElementKind::Parallel { first, clauses, branches, stray }
    }

    fn repeat(&mut self, node: Node<'t>) -> ElementKind {
        let times = node.child(N::Times).and_then(|times| self.times(times));
        let every = node.child(N::Every).and_then(|every| self.expression_child(every));
        let mut clauses = self.written_clauses(node);
        let block = self.block_child(node);
        let until = node.child(N::Until).map(|until| self.condition_of(until));
        let mut at_most = node.child(N::AtMost).map(|at_most| AtMost {
            times: at_most.child(N::Times).and_then(|times| self.times(times)).map(Box::new),
            amount: at_most.children().find(|child| Self::is_expression(*child)).map(|amount| self.expression(amount)),
            of: at_most.children().skip(1).find(|child| child.kind() == N::Ref).map(|of| self.reference(of, Place::Value)),
            otherwise: None,
        });
        // its `else` says what happens when the bound is reached
        if let Some(at_most) = &mut at_most {
            at_most.otherwise = clauses.failed.take().map(|target| *target);
        }
        ElementKind::Repeat { times: times.map(Box::new), every, clauses: clauses.into(), block, until, at_most: at_most.map(Box::new) }
    }

    fn times(&mut self, node: Node<'t>) -> Option<Times> {
        let mut counts = node.children().filter(|child| child.kind() == N::Quantity);
        let low = counts.next().map(|count| self.quantity(count))?;
        Some(Times { low, high: counts.next().map(|count| self.quantity(count)) })
    }

    fn for_each(&mut self, node: Node<'t>) -> ElementKind {
        let parallel = node.first_token().is_some_and(|token| token.kind == T::Parallel);
        if let Some(audience) = node.child(N::ForAudience) {
            return ElementKind::ForAudience { audiences: self.words(audience), block: self.block_child(audience) };
        }
        let rows = node.own_tokens().any(|token| token.kind == T::Row);
        let table = rows.then(|| self.first_reference(node, Place::Table)).flatten();
        let over = match table {
            Some(table) => {
                self.rows.push(table);
                let where_ = node.children().skip(1).find(|child| Self::is_expression(*child)).map(|child| self.expression(child));
                Over::Rows { table, where_ }
            }
            None => Over::Each(self.text_or_empty(node)),
        };
        let clauses = self.clauses(node);
        let block = self.block_child(node);
        if table.is_some() {
            self.rows.pop();
        }
        ElementKind::ForEach { parallel, over, clauses, block }
    }

    fn call(&mut self, node: Node<'t>, kind: CallKind) -> ElementKind {
        let place = if kind == CallKind::Perform { Place::Performs } else { Place::Follows };
        let callee = match self.first_reference(node, place) {
            Some(reference) => Callee::Ref(reference),
            None => Callee::Outside(self.text_or_empty(node)),
        };
        let clauses = self.clauses(node);
        let mut handlers = Vec::new();
        if let Some(block) = node.child(N::Handlers) {
            for child in block.children().filter(|child| child.kind() == N::Handler) {
                let outcomes = match &callee {
                    Callee::Ref(reference) => self.references(child, Place::CalleeOutcome(*reference)),
                    Callee::Outside(_) => Vec::new(),
                };
                handlers.push(Handler { span: child.span(), outcomes, target: self.target_child(child) });
            }
        }
        ElementKind::Call { kind, callee, clauses, handlers }
    }

    fn trigger(&mut self, node: Node<'t>) -> ElementKind {
        let text = self.text_child(node);
        let start = if let Some(every) = node.child(N::Every) {
            let interval = self.expression_child(every);
            let at = node.own_tokens().find(|token| token.kind == T::Clock).map(|token| self.name(token));
            Start::Every { interval, at, text }
        } else if let Some(reference) = self.first_reference(node, Place::TriggeredBy) {
            Start::Document { reference, text }
        } else {
            Start::Text(text.unwrap_or_default())
        };
        let to = node.child(N::Jump).and_then(|jump| self.first_reference(jump, Place::Target));
        ElementKind::Trigger { start, to, block: self.block_child(node) }
    }
}
