//! What holds other elements: steps with their properties, parallel work, loops, watchers.

use super::build::{Around, Builder, Open};
use super::*;
use crate::model::element::*;

impl<'d> Builder<'d> {
    pub(super) fn step(
        &mut self,
        element: &'d Element,
        text: &'d Text,
        clauses: &'d Clauses,
        block: &'d Block,
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> Vec<Open<'d>> {
        let (open, guard) = self.guarded(element, clauses, element.head, around, open);
        let node = self.node(NodeKind::Task, Some(element), around, "step", &text.text, element.span);
        self.label(element, node);
        self.connect(open, node);
        let mut inside = Around { rescued: around.rescued || clauses.failed.is_some(), ..around };
        if !block.elements.iter().all(is_property) {
            let by = clauses.by.as_ref().or(around.by);
            let id = self.graph.node_weight(node).map(|node| node.id.clone()).unwrap_or_default();
            let group = Group {
                id,
                kind: GroupKind::Step,
                element: Some(element),
                parent: around.group,
                text: Some(text),
                by,
                properties: Vec::new(),
                span: block.span,
            };
            let group = Some(self.group(group));
            inside = Around { group, named: group, by, branch: false, decided_by: None, rescued: inside.rescued };
        }
        let mut behind = self.body(node, clauses, &block.elements, around, inside);
        behind.extend(guard);
        behind
    }

    /// What stands in the block of a step, a wait or a message. What comes first, and what has no
    /// place in the order, belongs to the element itself; the rest happens behind it.
    pub(super) fn body(&mut self, node: NodeIndex, clauses: &'d Clauses, elements: &'d [Element], around: Around<'d>, inside: Around<'d>) -> Vec<Open<'d>> {
        let (mut first, mut rest) = (true, Vec::new());
        for element in elements {
            let watches = matches!(element.kind, ElementKind::Watcher(_));
            first &= is_property(element) || watches;
            if (first && !watches) || is_timeless(element) {
                self.note_on(element, node);
            } else {
                rest.push(element);
            }
        }
        let mut behind = self.sequence_of(&rest, inside, vec![Open::Edge(node, Edge::next())]);
        behind.extend(self.ways_out(node, clauses, around));
        behind
    }

    pub(super) fn parallel(
        &mut self,
        element: &'d Element,
        clauses: &'d Clauses,
        branches: &'d [Path],
        stray: &'d [Element],
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> Vec<Open<'d>> {
        let first = branches.first().map_or("", |branch| branch.text.text.as_str());
        let (group, inside) = self.enclose(element, GroupKind::Parallel, None, first, clauses.by.as_ref(), around);
        let (open, guard) = self.guarded(element, clauses, element.head, around, open);
        let fork = self.node(NodeKind::Fork, Some(element), inside, "fork", "", element.span);
        self.label(element, fork);
        self.connect(open, fork);
        let mut together = Vec::new();
        for branch in branches {
            let id = match &branch.label {
                Some(label) => self.ids.labelled(&label.text),
                // not called after the whole, whose name is that of its first branch
                None => {
                    let named = if element.label.is_some() { inside } else { around };
                    self.ids.unlabelled(&self.prefix(named), "branch", &branch.text.text)
                }
            };
            let by = branch.clauses.by.as_ref().or(inside.by);
            let path = self.group(Group {
                id,
                kind: GroupKind::Branch,
                element: Some(element),
                parent: Some(group),
                text: Some(&branch.text),
                by,
                properties: Vec::new(),
                span: branch.span,
            });
            let mut edge = Edge::of(EdgeKind::Fork);
            edge.span = Some(branch.head);
            edge.group = Some(path);
            let inside = Around { group: Some(path), named: Some(path), by, branch: false, decided_by: None, rescued: around.rescued };
            let mut open = vec![Open::Edge(fork, edge)];
            open.extend(branch.label.as_ref().map(|label| Open::Label(label.text.clone())));
            let (open, guard) = self.guarded(element, &branch.clauses, branch.head, inside, open);
            self.upcoming.push(Some(""));
            together.push(self.sequence(&branch.block.elements, inside, open));
            together.push(guard);
            self.upcoming.pop();
        }
        self.sequence(stray, inside, Vec::new());
        let join = self.node(NodeKind::Join, Some(element), inside, "join", "", Span::at(element.span.end));
        for open in together {
            self.connect(open, join);
        }
        let mut behind = vec![Open::Edge(join, Edge::next())];
        behind.extend(self.ways_out(fork, clauses, around));
        behind.extend(guard);
        behind
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn looped(
        &mut self,
        element: &'d Element,
        kind: GroupKind,
        word: &str,
        clauses: &'d Clauses,
        block: &'d Block,
        endless: bool,
        failed: Option<&'d Target>,
        around: Around<'d>,
        open: Vec<Open<'d>>,
    ) -> Vec<Open<'d>> {
        let text = match &element.kind {
            ElementKind::ForEach { over: Over::Each(text), .. } => text.text.as_str(),
            ElementKind::ForEach { over: Over::Rows { table, .. }, .. } => self.document.reference(*table).map_or("", |table| table.name()),
            ElementKind::Repeat { until: Some(until), .. } => self.source(until.span),
            ElementKind::Repeat { every: Some(every), .. } => self.source(every.span),
            _ => "",
        };
        let (_, inside) = self.enclose(element, kind, None, text, clauses.by.as_ref(), around);
        let (mut open, guard) = self.guarded(element, clauses, element.head, around, open);
        open = self.labelled(element, open);
        let anchor = self.anchor(&mut open);
        self.upcoming.push(Some(""));
        let behind = self.sequence(&block.elements, inside, open);
        self.upcoming.pop();
        let node = self.node(NodeKind::Loop, None, inside, word, "", Span::at(element.span.end));
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.element = Some(element);
            weight.head = element.head;
        }
        self.connect(behind, node);
        let start = self.anchored(anchor).unwrap_or(node);
        self.graph.add_edge(node, start, Edge::of(EdgeKind::Back));
        let mut behind = Vec::new();
        if !endless {
            let mut edge = Edge::next();
            if let ElementKind::Repeat { until: Some(until), .. } = &element.kind {
                edge.conditions.push(until);
            }
            behind.push(Open::Edge(node, edge));
        }
        if let Some(target) = failed {
            behind.extend(self.target(target, vec![(node, Edge::of(EdgeKind::Failed))], around));
        }
        behind.extend(self.ways_out(node, clauses, around));
        behind.extend(guard);
        behind
    }

    pub(super) fn watcher(&mut self, element: &'d Element, watcher: &'d Watcher, around: Around<'d>) {
        let text = match &watcher.kind {
            WatcherKind::Whenever(condition) => self.source(condition.span),
            WatcherKind::After(_) | WatcherKind::Every(_) => self.source(Span::new(element.span.start, watcher.target.span().start.max(element.head.end))),
        };
        let node = self.node(NodeKind::Watcher, Some(element), around, "watch", text, element.span);
        self.label(element, node);
        self.watchers.push(node);
        let (_, inside) = self.enclose(element, GroupKind::Watcher, None, text, None, around);
        self.upcoming.push(Some(""));
        let behind = self.target(&watcher.target, vec![(node, Edge::of(EdgeKind::Interrupt))], inside);
        self.upcoming.pop();
        if behind.iter().any(|open| matches!(open, Open::Edge(..))) {
            let resume = self.node(NodeKind::Resume, None, inside, "resume", "", Span::at(element.span.end));
            self.connect(behind, resume);
        }
    }

    /// A new group around the elements in `element`.
    pub(super) fn enclose(
        &mut self,
        element: &'d Element,
        kind: GroupKind,
        text: Option<&'d Text>,
        words: &str,
        by: Option<&'d Actors>,
        around: Around<'d>,
    ) -> (GroupId, Around<'d>) {
        let id = match &element.label {
            Some(label) => label.text.clone(),
            None => self.ids.unlabelled(&self.prefix(around), kind.word(), words),
        };
        let by = by.or(around.by);
        let group = self.group(Group { id, kind, element: Some(element), parent: around.group, text, by, properties: Vec::new(), span: element.span });
        (group, Around { group: Some(group), named: Some(group), by, branch: false, decided_by: None, rescued: around.rescued })
    }

    /// Notes where what is open leads.
    pub(super) fn anchor(&mut self, open: &mut Vec<Open<'d>>) -> u32 {
        let anchor = self.anchors.len() as u32;
        self.anchors.push(None);
        open.push(Open::Anchor(anchor));
        anchor
    }

    pub(super) fn anchored(&self, anchor: u32) -> Option<NodeIndex> {
        self.anchors.get(anchor as usize).copied().flatten()
    }
}

/// A property that is no node of its own where it stands first in a step.
fn is_property(element: &Element) -> bool {
    use ElementKind::*;
    match &element.kind {
        Check { clauses, .. } | Before { clauses, .. } => clauses.failed.is_none(),
        Learn { .. } | Sets { .. } | Done { .. } | Enter { .. } | Say { .. } => true,
        _ => is_timeless(element),
    }
}

/// A property that holds for the element as a whole, wherever in its block it stands.
fn is_timeless(element: &Element) -> bool {
    use ElementKind::*;
    match &element.kind {
        Fulfils { .. } | Callout { .. } | Standing { .. } | Image { .. } | Cites { .. } | Prose { .. } | Things { .. } => true,
        ForAudience { block, .. } => block.elements.iter().all(is_timeless),
        _ => false,
    }
}
