//! The elements, one by one: what each adds to the graph.

use super::build::{Around, Builder, Open};
use super::*;
use crate::model::element::*;

impl<'d> Builder<'d> {
    /// Adds an element. Answers what is open behind it.
    pub(super) fn element(&mut self, element: &'d Element, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        use ElementKind as E;
        match &element.kind {
            E::Trigger { .. } | E::Control(_) | E::Misplaced => open,
            E::Outcome { text, .. } => {
                self.outcome(element, text);
                open
            }
            E::Step { text, clauses, block, .. } => self.step(element, text, clauses, block, around, open),
            E::Section { any_order, text, clauses, block } => {
                let kind = if *any_order { GroupKind::Checklist } else { GroupKind::Section };
                let (group, inside) = self.enclose(element, kind, Some(text), &text.text, clauses.by.as_ref(), around);
                let open = self.labelled(element, open);
                let (mut open, guard) = self.guarded(element, clauses, element.head, around, open);
                let anchor = self.anchor(&mut open);
                let mut behind = self.sequence(&block.elements, inside, open);
                if let (Some(late), Some(first)) = (&clauses.late, self.anchored(anchor)) {
                    // the limit is that of the whole, wherever in it the work is
                    let edge = Edge { group: Some(group), ..Edge::of(EdgeKind::Late) };
                    behind.extend(self.target(late, vec![(first, edge)], around));
                }
                behind.extend(guard);
                behind
            }
            E::If { arms, otherwise, negated } => self.if_(element, arms, otherwise.as_ref(), *negated, around, open),
            E::Decide { text, clauses, before, branches, .. } => self.decide(element, text, clauses, before, branches, around, open),
            E::Parallel { clauses, branches, stray, .. } => self.parallel(element, clauses, branches, stray, around, open),
            E::Repeat { clauses, block, until, at_most, times, .. } => {
                let endless = until.is_none() && times.is_none();
                let failed = at_most.as_ref().and_then(|at_most| at_most.otherwise.as_ref());
                self.looped(element, GroupKind::Loop, "repeat", clauses, block, endless && at_most.is_none(), failed, around, open)
            }
            E::ForEach { clauses, block, .. } => self.looped(element, GroupKind::ForEach, "for_each", clauses, block, false, None, around, open),
            E::Call { clauses, handlers, callee, .. } => self.call(element, clauses, handlers, callee, around, open),
            E::Apply { table } => self.apply(element, *table, around, open),
            E::Wait { .. } => self.simple(element, NodeKind::Wait, "wait", around, open),
            E::WaitFor { clauses, block, .. } => {
                let node = self.place(element, NodeKind::Wait, "wait", around, open);
                self.body(node, clauses, &block.elements, around, around)
            }
            E::Watcher(watcher) => {
                self.watcher(element, watcher, around);
                open
            }
            E::Handoff { clauses, .. } => self.acting(element, NodeKind::Handoff, "handoff", clauses, around, open),
            E::Notify { clauses, block, .. } => {
                let node = self.place(element, NodeKind::Notify, "notify", around, open);
                self.body(node, clauses, &block.elements, around, around)
            }
            E::Consult { clauses, .. } => self.acting(element, NodeKind::Consult, "consult", clauses, around, open),
            E::ApprovedBy { clauses } => self.acting(element, NodeKind::Approval, "approved", clauses, around, open),
            E::Check { clauses, .. } => self.acting(element, NodeKind::Check, "check", clauses, around, open),
            E::Before { clauses, .. } => self.acting(element, NodeKind::Check, "before", clauses, around, open),
            E::Jump { to } => {
                if let Some(to) = to {
                    for open in open {
                        match open {
                            Open::Edge(from, mut edge) => {
                                edge.span = edge.span.or(Some(element.span));
                                self.jump(from, edge, *to, element.span, around, Some(element));
                            }
                            // in front of nothing but a jump it stands for where the jump leads
                            Open::Label(label) => {
                                self.aliases.insert(label, *to);
                            }
                            Open::Anchor(_) => {}
                        }
                    }
                }
                Vec::new()
            }
            E::ForAudience { block, .. } => {
                let (_, inside) = self.enclose(element, GroupKind::Audience, None, "", None, around);
                self.sequence(&block.elements, inside, open)
            }
            E::Todo { .. } => self.simple(element, NodeKind::Gap, "todo", around, open),
            E::Callout { .. } | E::Image { .. } | E::Cites { .. } | E::Prose { .. } | E::Things { .. }
                if around.branch && open.iter().any(|open| matches!(open, Open::Edge(..))) =>
            {
                self.action(element, NodeKind::Note, around, open)
            }
            E::Callout { .. } | E::Standing { .. } | E::Image { .. } | E::Cites { .. } | E::Prose { .. } | E::Things { .. } => {
                self.note(element, around);
                open
            }
            E::Learn { .. } | E::Sets { .. } | E::Fulfils { .. } | E::Done { .. } | E::Enter { .. } | E::Say { .. } => {
                self.action(element, NodeKind::Action, around, open)
            }
        }
    }

    /// One node, and `late` and `else` beside the way on.
    pub(super) fn acting(
        &mut self,
        element: &'d Element,
        kind: NodeKind,
        word: &str,
        clauses: &'d Clauses,
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> Vec<Open<'d>> {
        let node = self.place(element, kind, word, around, open);
        let mut behind = vec![Open::Edge(node, Edge::next())];
        behind.extend(self.ways_out(node, clauses, around));
        behind
    }

    pub(super) fn simple(&mut self, element: &'d Element, kind: NodeKind, word: &str, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let node = self.place(element, kind, word, around, open);
        vec![Open::Edge(node, Edge::next())]
    }

    /// A property that stands alone, as a node.
    pub(super) fn action(&mut self, element: &'d Element, kind: NodeKind, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let node = self.place(element, kind, kind.word(), around, open);
        self.note_on(element, node);
        vec![Open::Edge(node, Edge::next())]
    }

    /// A node for an element whose words make its id.
    pub(super) fn place(&mut self, element: &'d Element, kind: NodeKind, word: &str, around: Around<'d>, open: Vec<Open<'d>>) -> NodeIndex {
        let text = match &element.kind {
            ElementKind::Check { condition, .. } | ElementKind::Before { condition, .. } => self.source(condition.span),
            ElementKind::Notify { text, .. } | ElementKind::Todo { text } => text.text.as_str(),
            _ => self.source(element.span).split(['{', '\n']).next().unwrap_or("").split_once(' ').map_or("", |(_, rest)| rest),
        };
        let node = self.node(kind, Some(element), around, word, text, element.span);
        self.label(element, node);
        self.connect(open, node);
        node
    }

    pub(super) fn label(&mut self, element: &Element, node: NodeIndex) {
        if let Some(label) = &element.label {
            self.labels.entry(label.text.clone()).or_insert(node);
        }
    }

    /// The element's label stands for whatever comes first in it.
    pub(super) fn labelled(&mut self, element: &Element, mut open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        open.extend(element.label.as_ref().map(|label| Open::Label(label.text.clone())));
        open
    }

    /// A note or standing rule holds for the group around it.
    pub(super) fn note(&mut self, element: &'d Element, around: Around<'d>) {
        if let Some(group) = around.group.and_then(|group| self.groups.get_mut(group.0 as usize)) {
            group.properties.push(element);
        }
    }

    pub(super) fn note_on(&mut self, element: &'d Element, node: NodeIndex) {
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.properties.push(element);
        }
    }

    pub(super) fn source(&self, span: Span) -> &'d str {
        self.workspace.file(self.file).map_or("", |file| span.of(&file.text))
    }
}
