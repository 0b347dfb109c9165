//! Building the graph. In: a document. Out: its flow. The builder goes through the elements in the
//! order they are written and keeps what is *open*: the edges whose other end is the next element.

use super::id::Ids;
use super::*;
use crate::diagnostic::FileId;
use crate::model::element::{Block, ElementKind, Target};
use crate::model::{Document, DocumentKind};
use crate::workspace::{Resolved, Workspace};
use rustc_hash::FxHashMap;

/// An edge, or a label, that waits for the node it leads to.
#[derive(Clone)]
pub(super) enum Open<'d> {
    Edge(NodeIndex, Edge<'d>),
    /// What comes next carries this label.
    Label(SmolStr),
    /// What comes next is the beginning of a loop.
    Anchor(u32),
}

/// What holds for the elements at hand.
#[derive(Clone, Copy)]
pub(super) struct Around<'d> {
    pub group: Option<GroupId>,
    /// The group whose id begins the ids of what is inside: that of `group`, or of one around it.
    pub named: Option<GroupId>,
    pub by: Option<&'d Actors>,
    /// Whether this is the block of a branch, so that a note in it is due only there.
    pub branch: bool,
    /// Who decided: what is noted in a branch itself is noted by them.
    pub decided_by: Option<&'d Actors>,
    /// Whether the `else` of a step around takes what fails here.
    pub rescued: bool,
}

pub(super) struct Builder<'d> {
    pub workspace: &'d Workspace,
    pub file: FileId,
    pub document: &'d Document,
    pub graph: Graph<'d>,
    pub groups: Vec<Group<'d>>,
    pub ids: Ids,
    pub labels: FxHashMap<SmolStr, NodeIndex>,
    /// Jumps, and the edges that they are once their label is known.
    pub jumps: Vec<(Jump<'d>, Edge<'d>)>,
    /// Labels that stand before nothing but a jump, and where it leads.
    pub aliases: FxHashMap<SmolStr, RefId>,
    pub anchors: Vec<Option<NodeIndex>>,
    pub watchers: Vec<NodeIndex>,
    pub starts: Vec<NodeIndex>,
    pub ends: Vec<NodeIndex>,
    /// The label that comes next in the order of the text, for `redundant-jump`.
    pub upcoming: Vec<Option<&'d str>>,
}

/// The flow of the document in `file`.
pub fn flow<'d>(workspace: &'d Workspace, file: FileId, document: &'d Document) -> Flow<'d> {
    build(workspace, file, document, Ids::default())
}

/// The flow of the document in `file` with no ids in it, which cost as much as the rest of it.
pub fn shape<'d>(workspace: &'d Workspace, file: FileId, document: &'d Document) -> Flow<'d> {
    build(workspace, file, document, Ids::none())
}

fn build<'d>(workspace: &'d Workspace, file: FileId, document: &'d Document, ids: Ids) -> Flow<'d> {
    let builder = Builder {
        workspace,
        file,
        document,
        graph: Graph::with_capacity(document.element_count as usize + 4, document.element_count as usize * 2),
        groups: Vec::new(),
        ids,
        labels: FxHashMap::default(),
        jumps: Vec::new(),
        aliases: FxHashMap::default(),
        anchors: Vec::new(),
        watchers: Vec::new(),
        starts: Vec::new(),
        ends: Vec::new(),
        upcoming: Vec::new(),
    };
    builder.whole()
}

impl<'d> Builder<'d> {
    fn whole(mut self) -> Flow<'d> {
        let performer = self.document.header.performer.as_ref();
        let root = self.group(Group {
            id: SmolStr::default(),
            kind: GroupKind::Document,
            element: None,
            parent: None,
            text: Some(&self.document.title),
            by: performer,
            properties: Vec::new(),
            span: self.document.span,
        });
        let around = Around { group: Some(root), named: Some(root), by: performer, branch: false, decided_by: None, rescued: false };
        let open = self.triggers(around);
        let open = self.sequence(&self.document.elements, around, open);
        let mut loose = Vec::new();
        let open: Vec<_> = open.into_iter().filter(|open| !matches!(open, Open::Anchor(_))).collect();
        if self.document.kind == DocumentKind::Wi {
            // the end of a work instruction's line is its good outcome, which may have a name
            let line_end = self.workspace.signature(self.file).and_then(|signature| signature.line_end());
            let end = line_end.and_then(|end| self.labels.get(&end.name).copied()).unwrap_or_else(|| {
                let end = self.node(NodeKind::End, None, around, "flow-end", "", Span::at(self.document.span.end));
                self.ends.push(end);
                end
            });
            self.connect(open, end);
        } else {
            for open in open {
                if let Open::Edge(node, edge) = open {
                    loose.push(Loose { node, span: edge.span });
                }
            }
        }
        self.land(loose)
    }

    /// Leads every jump to its label.
    fn land(mut self, loose: Vec<Loose>) -> Flow<'d> {
        let mut jumps = Vec::with_capacity(self.jumps.len());
        for (mut jump, edge) in std::mem::take(&mut self.jumps) {
            jump.to = self.target_node(jump.reference);
            if let Some(to) = jump.to {
                self.graph.add_edge(jump.from, to, edge);
            }
            jumps.push(jump);
        }
        let mut labels: Vec<(SmolStr, NodeIndex)> = self.labels.into_iter().collect();
        labels.sort();
        Flow { graph: self.graph, groups: self.groups, starts: self.starts, ends: self.ends, watchers: self.watchers, loose, jumps, labels }
    }

    fn target_node(&self, mut reference: RefId) -> Option<NodeIndex> {
        // a circle of jumps that stand alone leads nowhere
        for _ in 0..=self.aliases.len() {
            let name = match self.workspace.resolved(self.file, reference) {
                Resolved::Member(file, _) if *file == self.file => self.document.reference(reference)?.member.as_ref()?,
                _ => return None,
            };
            if let Some(node) = self.labels.get(&name.text) {
                return Some(*node);
            }
            reference = *self.aliases.get(&name.text)?;
        }
        None
    }

    /// The node of an outcome, which belongs to the whole wherever it is declared.
    pub fn outcome(&mut self, element: &'d Element, text: &'d Text) {
        let around = Around { group: Some(GroupId(0)), named: Some(GroupId(0)), by: None, branch: false, decided_by: None, rescued: false };
        let node = self.node(NodeKind::End, Some(element), around, "outcome", &text.text, element.span);
        self.ends.push(node);
        if let Some(label) = &element.label {
            self.labels.entry(label.text.clone()).or_insert(node);
        }
    }

    /// A start for each trigger; what follows them is where the flow begins.
    fn triggers(&mut self, around: Around<'d>) -> Vec<Open<'d>> {
        let mut open = Vec::new();
        for element in &self.document.elements {
            let ElementKind::Trigger { to, block, start } = &element.kind else { continue };
            let text = match start {
                crate::model::element::Start::Text(text) => text.text.as_str(),
                crate::model::element::Start::Every { text, .. } | crate::model::element::Start::Document { text, .. } => {
                    text.as_ref().map_or("", |text| text.text.as_str())
                }
            };
            let node = self.node(NodeKind::Start, Some(element), around, "trigger", text, element.span);
            if let Some(weight) = self.graph.node_weight_mut(node) {
                weight.properties.extend(&block.elements);
            }
            self.starts.push(node);
            if let Some(label) = &element.label {
                self.labels.entry(label.text.clone()).or_insert(node);
            }
            match to {
                Some(to) => self.jump(node, Edge::next(), *to, element.head, around, Some(element)),
                None => open.push(Open::Edge(node, Edge::next())),
            }
        }
        if self.starts.is_empty() {
            let node = self.node(NodeKind::Start, None, around, "flow-start", "", Span::at(self.document.keyword.start));
            self.starts.push(node);
            open.push(Open::Edge(node, Edge::next()));
        }
        open
    }

    pub fn group(&mut self, group: Group<'d>) -> GroupId {
        self.groups.push(group);
        GroupId(self.groups.len() as u32 - 1)
    }

    /// A new node for `element`; its id comes from its label, or from what is around it, `kind` and `text`.
    pub fn node(&mut self, kind: NodeKind, element: Option<&'d Element>, around: Around<'d>, word: &str, text: &str, span: Span) -> NodeIndex {
        let label = element.and_then(|element| element.label.as_ref()).filter(|_| !matches!(kind, NodeKind::Join | NodeKind::Resume));
        let id = match label {
            Some(label) if kind != NodeKind::Join => self.ids.labelled(&label.text),
            _ => {
                let prefix = self.prefix(around);
                self.ids.unlabelled(&prefix, word, text)
            }
        };
        let decided_by = around.decided_by.filter(|_| matches!(kind, NodeKind::Action | NodeKind::Note));
        let by = element.and_then(|element| element.clauses()).and_then(|clauses| clauses.by.as_ref()).or(decided_by).or(around.by);
        let head = element.map_or(span, |element| element.head);
        self.graph.add_node(Node { id, kind, element, text: None, group: around.group, by, properties: Vec::new(), span, head })
    }

    /// What the ids of unlabelled things begin with.
    pub fn prefix(&self, around: Around<'d>) -> SmolStr {
        let group = around.named.and_then(|group| self.groups.get(group.0 as usize));
        group.map(|group| group.id.clone()).unwrap_or_default()
    }

    /// Leads everything that is open to `node`.
    pub fn connect(&mut self, open: Vec<Open<'d>>, node: NodeIndex) {
        for open in open {
            match open {
                Open::Edge(from, edge) => {
                    self.graph.add_edge(from, node, edge);
                }
                Open::Label(label) => {
                    self.labels.entry(label).or_insert(node);
                }
                Open::Anchor(anchor) => {
                    if let Some(slot) = self.anchors.get_mut(anchor as usize) {
                        *slot = Some(node);
                    }
                }
            }
        }
    }

    /// Notes a jump from `from`.
    pub fn jump(&mut self, from: NodeIndex, edge: Edge<'d>, to: RefId, span: Span, around: Around<'d>, element: Option<&'d Element>) {
        let name = self.document.reference(to).map_or("", |reference| reference.name());
        // the label of what stands next, on this level or, at its end, on those around it
        let redundant = self.upcoming.iter().rev().find_map(|next| *next).is_some_and(|next| next == name && !name.is_empty());
        self.jumps.push((Jump { from, to: None, reference: to, span, redundant, group: around.group, element }, edge));
    }

    /// Goes through elements one after the other. Answers what is open behind the last.
    pub fn sequence(&mut self, elements: &'d [Element], around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let elements: Vec<&'d Element> = elements.iter().collect();
        self.sequence_of(&elements, around, open)
    }

    pub fn sequence_of(&mut self, elements: &[&'d Element], around: Around<'d>, mut open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        for (at, element) in elements.iter().copied().enumerate() {
            let next = elements.get(at + 1..).unwrap_or(&[]).iter().find(|next| !is_passive(next));
            // the label of the next element; "" where one without a label follows, nothing at the end
            self.upcoming.push(next.map(|next| next.label.as_ref().map_or("", |label| label.text.as_str())));
            open = self.element(element, around, open);
            self.upcoming.pop();
        }
        open
    }

    /// What happens next: goes on along what is open. Answers what is open behind it.
    pub fn target(&mut self, target: &'d Target, open: Vec<(NodeIndex, Edge<'d>)>, around: Around<'d>) -> Vec<Open<'d>> {
        let mut open = open;
        for (_, edge) in &mut open {
            edge.span = edge.span.or(Some(target.span()));
            if let Target::Remedy(text) = target {
                edge.remedy = Some(text);
            }
        }
        if let Target::Jump { to, span } = target {
            for (from, edge) in open {
                self.jump(from, edge, *to, *span, around, None);
            }
            return Vec::new();
        }
        let open = open.into_iter().map(|(from, edge)| Open::Edge(from, edge)).collect();
        match target {
            Target::Todo { text, span } => {
                let gap = self.node(NodeKind::Gap, None, around, "todo", &text.text, *span);
                if let Some(weight) = self.graph.node_weight_mut(gap) {
                    weight.text = Some(text);
                }
                self.connect(open, gap);
                vec![Open::Edge(gap, Edge::next())]
            }
            Target::Block(block) => self.block(block, around, open),
            Target::Jump { .. } | Target::Continue(_) | Target::Broken(_) | Target::Remedy(_) => open,
        }
    }

    /// The block of a branch. Watchers and standing rules in it hold for it alone; a note in it is
    /// due when the branch is taken, and stands in the flow.
    fn block(&mut self, block: &'d Block, around: Around<'d>, open: Vec<Open<'d>>) -> Vec<Open<'d>> {
        let holds = |element: &&Element| matches!(element.kind, ElementKind::Watcher(_) | ElementKind::Standing { .. });
        let mut inside = Around { branch: true, ..around };
        if let Some(first) = block.elements.iter().find(holds) {
            let id = self.ids.unlabelled(&self.prefix(around), GroupKind::Block.word(), self.source(first.span));
            let group =
                Group { id, kind: GroupKind::Block, element: None, parent: around.group, text: None, by: around.by, properties: Vec::new(), span: block.span };
            inside.group = Some(self.group(group));
        }
        self.sequence(&block.elements, inside, open)
    }
}

/// What takes no place in the order of the flow.
pub fn is_passive(element: &Element) -> bool {
    use ElementKind::*;
    matches!(
        element.kind,
        Outcome { .. }
            | Trigger { .. }
            | Watcher(_)
            | Callout { .. }
            | Standing { .. }
            | Image { .. }
            | Cites { .. }
            | Prose { .. }
            | Things { .. }
            | Control(_)
            | Misplaced
    )
}

impl<'d> Edge<'d> {
    pub fn next() -> Self {
        Self::of(EdgeKind::Next)
    }

    pub fn of(kind: EdgeKind) -> Self {
        Self { kind, conditions: Vec::new(), unless: None, outcome: None, group: None, remedy: None, span: None }
    }
}
