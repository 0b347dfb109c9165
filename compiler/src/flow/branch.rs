//! Where the flow parts: conditions, decisions, calls with their outcomes, tables, and what happens
//! when something is late or fails.

use super::build::{Around, Builder, Open};
use super::*;
use crate::model::element::*;
use crate::model::summary::callee;
use crate::model::{DeclarationKind, DocumentKind, Member, MemberKind};
use crate::workspace::Resolved;

impl<'d> Builder<'d> {
    pub(super) fn if_(
        &mut self,
        element: &'d Element,
        arms: &'d [Arm],
        otherwise: Option<&'d Target>,
        negated: bool,
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> Vec<Open<'d>> {
        let text = arms.first().map_or("", |arm| self.source(arm.condition.span));
        let word = if negated { "unless" } else { "if" };
        let node = self.node(NodeKind::If, Some(element), around, word, text, element.span);
        self.connect(open, node);
        let mut behind = Vec::new();
        for (at, arm) in arms.iter().enumerate() {
            let mut edge = Edge::of(EdgeKind::When(at as u32));
            if negated && at == 0 {
                edge.unless = Some(&arm.condition);
            } else {
                edge.conditions.push(&arm.condition);
            }
            edge.span = Some(arm.condition.span);
            behind.extend(self.target(&arm.target, vec![(node, edge)], around));
        }
        let rest = Edge::of(EdgeKind::Otherwise);
        match otherwise {
            Some(target) => behind.extend(self.target(target, vec![(node, rest)], around)),
            None => behind.push(Open::Edge(node, rest)),
        }
        behind
    }

    /// `when C [unless D]` in front of an element: without it the element is passed over.
    pub(super) fn guarded(
        &mut self,
        element: &'d Element,
        clauses: &'d Clauses,
        head: Span,
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> (Vec<Open<'d>>, Vec<Open<'d>>) {
        let guard = &clauses.guard;
        let Some(condition) = guard.when.as_ref().or(guard.unless.as_ref()) else { return (open, Vec::new()) };
        let node = self.node(NodeKind::If, None, around, "when", self.source(condition.span), head);
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.element = Some(element);
        }
        self.connect(open, node);
        let mut taken = Edge::of(EdgeKind::When(0));
        taken.conditions.extend(&guard.when);
        taken.unless = guard.unless.as_ref();
        taken.span = Some(condition.span);
        (vec![Open::Edge(node, taken)], vec![Open::Edge(node, Edge::of(EdgeKind::Otherwise))])
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn decide(
        &mut self,
        element: &'d Element,
        text: &'d Text,
        clauses: &'d Clauses,
        before: &'d [Element],
        branches: &'d [Branch],
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> Vec<Open<'d>> {
        let node = self.node(NodeKind::Decision, Some(element), around, "decide", &text.text, element.span);
        self.label(element, node);
        self.connect(open, node);
        let around = self.watched(element, before, node, around);
        for inner in before {
            match &inner.kind {
                ElementKind::Watcher(watcher) => self.watcher(inner, watcher, around),
                ElementKind::Outcome { text, .. } => self.outcome(inner, text),
                _ => self.note_on(inner, node),
            }
        }
        let mut behind = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            let mut edge = match &branch.answers {
                Some(_) => Edge::of(EdgeKind::When(at as u32)),
                None => Edge::of(EdgeKind::Otherwise),
            };
            edge.conditions.extend(branch.answers.iter().flatten());
            edge.span = Some(branch.head);
            let around = Around { decided_by: clauses.by.as_ref(), ..around };
            behind.extend(self.target(&branch.target, vec![(node, edge)], around));
        }
        behind.extend(self.ways_out(node, clauses, around));
        behind
    }

    /// The group of a decision that has watchers of its own, so that they hold for it alone.
    pub(super) fn watched(&mut self, element: &'d Element, before: &'d [Element], node: NodeIndex, around: Around<'d>) -> Around<'d> {
        if !before.iter().any(|inner| matches!(inner.kind, ElementKind::Watcher(_))) {
            return around;
        }
        let id = self.graph.node_weight(node).map(|node| node.id.clone()).unwrap_or_default();
        let group = Group {
            id,
            kind: GroupKind::Block,
            element: Some(element),
            parent: around.group,
            text: None,
            by: around.by,
            properties: Vec::new(),
            span: element.span,
        };
        let group = Some(self.group(group));
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.group = group;
        }
        Around { group, ..around }
    }

    pub(super) fn call(
        &mut self,
        element: &'d Element,
        clauses: &'d Clauses,
        handlers: &'d [Handler],
        callee: &'d Callee,
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> Vec<Open<'d>> {
        let text = match callee {
            // without the version, so that a new one is no other call
            Callee::Ref(reference) => self.document.reference(*reference).map_or("", |reference| {
                let name = reference.member.as_ref().or(reference.document.as_ref());
                self.source(name.map_or(reference.span, |name| Span::new(reference.span.start, name.span.end)))
            }),
            Callee::Outside(text) => text.text.as_str(),
        };
        let node = self.node(NodeKind::Call, Some(element), around, "call", text, element.span);
        self.label(element, node);
        self.connect(open, node);
        let mut behind = Vec::new();
        if self.goes_on(element, handlers, around.rescued || clauses.failed.is_some()) {
            behind.push(Open::Edge(node, Edge::next()));
        }
        for (at, handler) in handlers.iter().enumerate() {
            let edges = handler
                .outcomes
                .iter()
                .map(|outcome| (node, Edge { outcome: Some(*outcome), span: Some(handler.span), ..Edge::of(EdgeKind::Outcome(at as u32)) }));
            behind.extend(self.target(&handler.target, edges.collect(), around));
        }
        behind.extend(self.ways_out(node, clauses, around));
        behind
    }

    /// Whether the flow may go on behind a call without one of its handlers: if there is an outcome
    /// that none of them names, and that is no failure which an `else` takes. The end of the line of a
    /// work instruction is a good outcome, which may have no name.
    fn goes_on(&self, element: &'d Element, handlers: &'d [Handler], failures_taken: bool) -> bool {
        let Some(signature) = callee(&element.kind).and_then(|(_, callee)| match self.workspace.resolved(self.file, callee) {
            Resolved::Document(file) | Resolved::Member(file, _) => self.workspace.signature(*file),
            _ => None,
        }) else {
            return true;
        };
        let handled = |name: &str| {
            let mut outcomes = handlers.iter().flat_map(|handler| &handler.outcomes);
            outcomes.any(|outcome| self.document.reference(*outcome).is_some_and(|outcome| outcome.name() == name))
        };
        let taken = |kind: &OutcomeKind| failures_taken && *kind == OutcomeKind::Failure;
        let outcomes = || signature.members.iter().filter_map(|member| Some((member, outcome_kind(member)?)));
        let ends_unnamed = signature.kind != DocumentKind::Sop && signature.line_end().is_none();
        ends_unnamed || outcomes().next().is_none() || outcomes().any(|(outcome, kind)| !handled(&outcome.name) && !taken(kind))
    }

    /// A row of the table may lead somewhere; the other rows go on.
    pub(super) fn apply(&mut self, element: &'d Element, table: RefId, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let node = self.place(element, NodeKind::Table, "apply", around, open);
        let name = self.document.reference(table).map_or("", |reference| reference.name());
        let rows = self.document.declarations.iter().find_map(|declaration| match &declaration.kind {
            DeclarationKind::Table(table) if declaration.name.text == name => Some(&table.rows),
            _ => None,
        });
        let mut goes_on = rows.is_none();
        for (at, row) in rows.into_iter().flatten().enumerate() {
            let mut edge = Edge::of(EdgeKind::When(at as u32));
            edge.span = Some(row.span);
            match row.cells.iter().find_map(|cell| cell.jump) {
                Some(to) => self.jump(node, edge, to, row.span, around, Some(element)),
                None => goes_on = true,
            }
        }
        if goes_on { vec![Open::Edge(node, Edge::next())] } else { Vec::new() }
    }

    /// `late` and `else`.
    pub(super) fn ways_out(&mut self, node: NodeIndex, clauses: &'d Clauses, around: Around<'d>) -> Vec<Open<'d>> {
        let mut behind = Vec::new();
        for (target, kind) in [(&clauses.late, EdgeKind::Late), (&clauses.failed, EdgeKind::Failed)] {
            if let Some(target) = target {
                let edge = Edge::of(kind);
                let behind_it = self.target(target, vec![(node, edge)], around);
                // the remedy of a check is done, and the same is asked again
                let again = matches!(**target, Target::Remedy(_)) && self.graph.node_weight(node).is_some_and(|node| node.kind == NodeKind::Check);
                if again {
                    self.connect(behind_it, node);
                } else {
                    behind.extend(behind_it);
                }
            }
        }
        behind
    }
}

fn outcome_kind(member: &Member) -> Option<&OutcomeKind> {
    match &member.kind {
        MemberKind::Outcome(kind) => Some(kind),
        _ => None,
    }
}
