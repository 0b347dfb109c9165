//! The elements, one by one: what each adds to the graph.

use super::build::{Around, Builder, Open, is_passive};
use super::*;
use crate::model::DeclarationKind;
use crate::model::element::*;

impl<'d> Builder<'d> {
    /// Adds an element. Answers what is open behind it.
    pub(super) fn element(&mut self, element: &'d Element, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        use ElementKind as E;
        match &element.kind {
            E::Trigger { .. } | E::Outcome { .. } | E::Control(_) | E::Misplaced => open,
            E::Step { text, clauses, block, .. } => self.step(element, text, clauses, block, around, open),
            E::Section { any_order, text, clauses, block } => {
                let kind = if *any_order { GroupKind::Checklist } else { GroupKind::Section };
                let (_, inside) = self.enclose(element, kind, Some(text), &text.text, clauses.by.as_ref(), around);
                let open = self.labelled(element, open);
                let (open, guard) = self.guarded(element, clauses, around, open);
                let mut behind = self.sequence(&block.elements, inside, open);
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
                let mut behind = self.sequence(&block.elements, around, vec![Open::Edge(node, Edge::next())]);
                behind.extend(self.ways_out(node, clauses, around));
                behind
            }
            E::Watcher(watcher) => {
                self.watcher(element, watcher, around);
                open
            }
            E::Handoff { clauses, .. } => self.acting(element, NodeKind::Handoff, "handoff", clauses, around, open),
            E::Notify { clauses, block, .. } => {
                let node = self.place(element, NodeKind::Notify, "notify", around, open);
                let mut behind = self.sequence(&block.elements, around, vec![Open::Edge(node, Edge::next())]);
                behind.extend(self.ways_out(node, clauses, around));
                behind
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
                            // a label in front of nothing but a jump: it stands for where the jump leads
                            Open::Label(_) | Open::Anchor(_) => {}
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
            E::Callout { .. } | E::Standing { .. } | E::Image { .. } | E::Cites { .. } | E::Prose { .. } | E::Things { .. } => {
                self.note(element, around);
                open
            }
            E::Learn { .. } | E::Sets { .. } | E::Fulfils { .. } | E::Done { .. } | E::Enter { .. } | E::Say { .. } => self.action(element, around, open),
        }
    }

    fn step(&mut self, element: &'d Element, text: &'d Text, clauses: &'d Clauses, block: &'d Block, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let (open, guard) = self.guarded(element, clauses, around, open);
        let node = self.node(NodeKind::Task, Some(element), around, "step", &text.text, element.span);
        self.label(element, node);
        self.connect(open, node);
        // what comes first and is no node of its own belongs to the step
        let lead = block.elements.iter().take_while(|inner| is_property(inner)).count();
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.properties.extend(block.elements.iter().take(lead));
        }
        let mut behind = vec![Open::Edge(node, Edge::next())];
        let rest = block.elements.get(lead..).unwrap_or(&[]);
        if !rest.is_empty() {
            let by = clauses.by.as_ref().or(around.by);
            let id = self.graph.node_weight(node).map(|node| node.id.clone()).unwrap_or_default();
            let group = self.group(Group {
                id,
                kind: GroupKind::Step,
                element: Some(element),
                parent: around.group,
                text: Some(text),
                by,
                properties: Vec::new(),
                span: block.span,
            });
            behind = self.sequence(rest, Around { group: Some(group), by }, behind);
        }
        behind.extend(self.ways_out(node, clauses, around));
        behind.extend(guard);
        behind
    }

    /// `when C` in front of an element: without it the element is passed over.
    fn guarded(&mut self, element: &'d Element, clauses: &'d Clauses, around: Around<'d>, open: Vec<Open<'d>>) -> (Vec<Open<'d>>, Vec<Open<'d>>) {
        let guard = &clauses.guard;
        let conditions: Vec<&'d Expression> = guard.when.iter().chain(&guard.unless).collect();
        if conditions.is_empty() {
            return (open, Vec::new());
        }
        let text = conditions.first().map_or("", |condition| self.source(condition.span));
        let node = self.node(NodeKind::If, None, around, "when", text, element.head);
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.element = Some(element);
        }
        self.connect(open, node);
        let mut taken = Edge::of(EdgeKind::When(0));
        taken.conditions = conditions;
        (vec![Open::Edge(node, taken)], vec![Open::Edge(node, Edge::of(EdgeKind::Otherwise))])
    }

    fn if_(&mut self, element: &'d Element, arms: &'d [Arm], otherwise: Option<&'d Target>, negated: bool, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let text = arms.first().map_or("", |arm| self.source(arm.condition.span));
        let word = if negated { "unless" } else { "if" };
        let node = self.node(NodeKind::If, Some(element), around, word, text, element.span);
        self.connect(open, node);
        let mut behind = Vec::new();
        for (at, arm) in arms.iter().enumerate() {
            let mut edge = Edge::of(EdgeKind::When(at as u32));
            edge.conditions.push(&arm.condition);
            edge.span = Some(arm.condition.span);
            behind.extend(self.target(&arm.target, node, edge, around));
        }
        let rest = Edge::of(EdgeKind::Otherwise);
        match otherwise {
            Some(target) => behind.extend(self.target(target, node, rest, around)),
            None => behind.push(Open::Edge(node, rest)),
        }
        behind
    }

    #[allow(clippy::too_many_arguments)]
    fn decide(&mut self, element: &'d Element, text: &'d Text, clauses: &'d Clauses, before: &'d [Element], branches: &'d [Branch], around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let node = self.node(NodeKind::Decision, Some(element), around, "decide", &text.text, element.span);
        self.label(element, node);
        self.connect(open, node);
        for inner in before {
            match &inner.kind {
                ElementKind::Watcher(watcher) => self.watcher(inner, watcher, around),
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
            behind.extend(self.target(&branch.target, node, edge, around));
        }
        behind.extend(self.ways_out(node, clauses, around));
        behind
    }

    fn parallel(&mut self, element: &'d Element, clauses: &'d Clauses, branches: &'d [Path], stray: &'d [Element], around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let texts: String = branches.iter().map(|branch| branch.text.text.as_str()).collect::<Vec<_>>().join(" ");
        let (group, inside) = self.enclose(element, GroupKind::Parallel, None, &texts, clauses.by.as_ref(), around);
        let (open, guard) = self.guarded(element, clauses, around, open);
        let fork = self.node(NodeKind::Fork, Some(element), inside, "fork", "", element.span);
        self.label(element, fork);
        self.connect(open, fork);
        let mut together = Vec::new();
        for branch in branches {
            let id = match &branch.label {
                Some(label) => self.ids.labelled(&label.text),
                None => {
                    let around = self.groups.get(group.0 as usize).map(|group| group.id.clone()).unwrap_or_default();
                    self.ids.unlabelled(&around, "branch", &branch.text.text)
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
            let mut open = vec![Open::Edge(fork, edge)];
            open.extend(branch.label.as_ref().map(|label| Open::Label(label.text.clone())));
            self.upcoming.push(Some(""));
            together.push(self.sequence(&branch.block.elements, Around { group: Some(path), by }, open));
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
    fn looped(&mut self, element: &'d Element, kind: GroupKind, word: &str, clauses: &'d Clauses, block: &'d Block, endless: bool, failed: Option<&'d Target>, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let text = match &element.kind {
            ElementKind::ForEach { over: Over::Each(text), .. } => text.text.as_str(),
            ElementKind::Repeat { until: Some(until), .. } => self.source(until.span),
            _ => "",
        };
        let (_, inside) = self.enclose(element, kind, None, text, clauses.by.as_ref(), around);
        let (mut open, guard) = self.guarded(element, clauses, around, open);
        open = self.labelled(element, open);
        let anchor = self.anchors.len() as u32;
        self.anchors.push(None);
        open.push(Open::Anchor(anchor));
        self.upcoming.push(Some(""));
        let behind = self.sequence(&block.elements, inside, open);
        self.upcoming.pop();
        let node = self.node(NodeKind::Loop, None, inside, word, "", Span::at(element.span.end));
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.element = Some(element);
            weight.head = element.head;
        }
        self.connect(behind, node);
        let start = self.anchors.get(anchor as usize).copied().flatten().unwrap_or(node);
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
            behind.extend(self.target(target, node, Edge::of(EdgeKind::Failed), around));
        }
        behind.extend(self.ways_out(node, clauses, around));
        behind.extend(guard);
        behind
    }

    fn call(&mut self, element: &'d Element, clauses: &'d Clauses, handlers: &'d [Handler], callee: &'d Callee, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let text = match callee {
            Callee::Ref(reference) => self.document.reference(*reference).map_or("", |reference| self.source(reference.span)),
            Callee::Outside(text) => text.text.as_str(),
        };
        let node = self.node(NodeKind::Call, Some(element), around, "call", text, element.span);
        self.connect(open, node);
        let mut behind = vec![Open::Edge(node, Edge::next())];
        for (at, handler) in handlers.iter().enumerate() {
            for outcome in &handler.outcomes {
                let mut edge = Edge::of(EdgeKind::Outcome(at as u32));
                edge.outcome = Some(*outcome);
                edge.span = Some(handler.span);
                behind.extend(self.target(&handler.target, node, edge, around));
            }
        }
        behind.extend(self.ways_out(node, clauses, around));
        behind
    }

    /// A row of the table may lead somewhere; the other rows go on.
    fn apply(&mut self, element: &'d Element, table: RefId, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
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

    fn watcher(&mut self, element: &'d Element, watcher: &'d Watcher, around: Around<'d>) {
        let text = match &watcher.kind {
            WatcherKind::Whenever(condition) => self.source(condition.span),
            WatcherKind::After(_) | WatcherKind::Every(_) => self.source(element.head),
        };
        let node = self.node(NodeKind::Watcher, Some(element), around, "watch", text, element.span);
        self.label(element, node);
        self.watchers.push(node);
        let (_, inside) = self.enclose(element, GroupKind::Watcher, None, text, None, around);
        self.upcoming.push(Some(""));
        let behind = self.target(&watcher.target, node, Edge::of(EdgeKind::Interrupt), inside);
        self.upcoming.pop();
        if behind.iter().any(|open| matches!(open, Open::Edge(..))) {
            let resume = self.node(NodeKind::Resume, None, inside, "resume", "", Span::at(element.span.end));
            self.connect(behind, resume);
        }
    }

    /// One node, and `late` and `else` beside the way on.
    fn acting(&mut self, element: &'d Element, kind: NodeKind, word: &str, clauses: &'d Clauses, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let node = self.place(element, kind, word, around, open);
        let mut behind = vec![Open::Edge(node, Edge::next())];
        behind.extend(self.ways_out(node, clauses, around));
        behind
    }

    fn simple(&mut self, element: &'d Element, kind: NodeKind, word: &str, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let node = self.place(element, kind, word, around, open);
        vec![Open::Edge(node, Edge::next())]
    }

    /// Properties that stand alone, as one node; those that follow each other share it.
    fn action(&mut self, element: &'d Element, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        if let [Open::Edge(node, edge)] = open.as_slice()
            && edge.kind == EdgeKind::Next
            && let Some(weight) = self.graph.node_weight_mut(*node)
            && weight.kind == NodeKind::Action
            && weight.group == around.group
        {
            weight.properties.push(element);
            weight.span = weight.span.to(element.span);
            return open;
        }
        let node = self.place(element, NodeKind::Action, "action", around, open);
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.properties.push(element);
        }
        vec![Open::Edge(node, Edge::next())]
    }

    /// A node for an element whose words make its id.
    fn place(&mut self, element: &'d Element, kind: NodeKind, word: &str, around: Around<'d>, open: Vec<Open<'d>>) -> NodeIndex {
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

    /// `late` and `else`.
    fn ways_out(&mut self, node: NodeIndex, clauses: &'d Clauses, around: Around<'d>) -> Vec<Open<'d>> {
        let mut behind = Vec::new();
        for (target, kind) in [(&clauses.late, EdgeKind::Late), (&clauses.failed, EdgeKind::Failed)] {
            if let Some(target) = target {
                behind.extend(self.target(target, node, Edge::of(kind), around));
            }
        }
        behind
    }

    /// A new group around the elements in `element`.
    fn enclose(&mut self, element: &'d Element, kind: GroupKind, text: Option<&'d Text>, words: &str, by: Option<&'d Actors>, around: Around<'d>) -> (GroupId, Around<'d>) {
        let id = match &element.label {
            Some(label) => label.text.clone(),
            None => {
                let parent = around.group.and_then(|group| self.groups.get(group.0 as usize)).map(|group| group.id.clone()).unwrap_or_default();
                self.ids.unlabelled(&parent, kind.word(), words)
            }
        };
        let by = by.or(around.by);
        let group = self.group(Group { id, kind, element: Some(element), parent: around.group, text, by, properties: Vec::new(), span: element.span });
        (group, Around { group: Some(group), by })
    }

    fn label(&mut self, element: &Element, node: NodeIndex) {
        if let Some(label) = &element.label {
            self.labels.entry(label.text.clone()).or_insert(node);
        }
    }

    /// The element's label stands for whatever comes first in it.
    fn labelled(&mut self, element: &Element, mut open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        open.extend(element.label.as_ref().map(|label| Open::Label(label.text.clone())));
        open
    }

    /// A note or standing rule holds for the group around it.
    fn note(&mut self, element: &'d Element, around: Around<'d>) {
        if let Some(group) = around.group.and_then(|group| self.groups.get_mut(group.0 as usize)) {
            group.properties.push(element);
        }
    }

    fn note_on(&mut self, element: &'d Element, node: NodeIndex) {
        if let Some(weight) = self.graph.node_weight_mut(node) {
            weight.properties.push(element);
        }
    }

    fn source(&self, span: Span) -> &'d str {
        self.workspace.file(self.file).map_or("", |file| span.of(&file.text))
    }
}

/// A property that is no node of its own at the head of a step.
fn is_property(element: &Element) -> bool {
    use ElementKind::*;
    match &element.kind {
        Check { clauses, .. } | Before { clauses, .. } => clauses.failed.is_none(),
        Learn { .. } | Sets { .. } | Fulfils { .. } | Done { .. } | Enter { .. } | Say { .. } => true,
        Watcher(_) => false,
        _ => is_passive(element),
    }
}
