//! A flow as boxes and arrows. In: the flow of a document. Out: what every picture of it shows: for
//! each node its words on short lines, for each edge its label, for each group its title. How it is
//! written down is the business of `dot` and `mermaid`.

mod said;

use crate::diagnostic::FileId;
use crate::flow::{Edge, EdgeKind, Flow, Group, GroupId, GroupKind, Node, NodeKind};
use crate::model::element::{Callee, Element, ElementKind, OutcomeKind, Over, Start, Strength, WatcherKind};
use crate::text::Span;
use crate::workspace::Workspace;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Lines are at most so many characters long, single words excepted.
const WIDTH: usize = 30;

pub(super) struct Picture {
    pub title: String,
    pub groups: Vec<Frame>,
    pub boxes: Vec<Shape>,
    pub arrows: Vec<Arrow>,
    /// For the picture itself and then for each group: the boxes and the groups directly in it.
    members: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Picture {
    /// The boxes and groups directly in a group, or in none.
    pub fn members(&self, group: Option<usize>) -> (&[usize], &[usize]) {
        self.members.get(group.map_or(0, |group| group + 1)).map_or((&[], &[]), |(boxes, groups)| (boxes, groups))
    }
}

/// A group.
pub(super) struct Frame {
    pub id: SmolStr,
    pub kind: GroupKind,
    pub lines: Vec<String>,
    /// An index into [`Picture::groups`].
    pub parent: Option<usize>,
}

/// A node.
pub(super) struct Shape {
    pub id: SmolStr,
    pub kind: NodeKind,
    /// How a run ends here, if it does.
    pub result: Option<OutcomeKind>,
    pub lines: Vec<String>,
    /// Who and until when, below the words.
    pub small: Vec<String>,
    pub group: Option<usize>,
}

/// An edge, between indices of [`Picture::boxes`].
pub(super) struct Arrow {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
    pub lines: Vec<String>,
    /// The group that the arrow leaves, where it is not the node alone.
    pub leaves: Option<usize>,
}

pub(super) fn picture(workspace: &Workspace, file: FileId, flow: &Flow<'_>) -> Picture {
    let painter = Painter { workspace, file };
    // the group of the document is the picture itself
    let place = |group: Option<GroupId>| (group?.0 as usize).checked_sub(1);
    let heads = heads(flow);
    let groups = flow.groups.iter().skip(1).map(|group| Frame {
        id: group.id.clone(),
        kind: group.kind,
        lines: painter.title(group).split('\n').flat_map(wrapped).collect(),
        parent: place(group.parent),
    });
    // in the order they are written, which is how most renderers lay them out
    let mut order: Vec<_> = flow.graph.node_indices().filter_map(|index| Some((index, flow.node(index)?))).collect();
    order.sort_by_key(|(index, node)| (node.span.start, *index));
    let mut position = vec![0; order.len()];
    for (at, (index, _)) in order.iter().enumerate() {
        if let Some(position) = position.get_mut(index.index()) {
            *position = at;
        }
    }
    let position = |index: NodeIndex| position.get(index.index()).copied().unwrap_or(0);
    let boxes = order.iter().map(|(index, node)| Shape {
        id: node.id.clone(),
        kind: node.kind,
        result: (node.kind == NodeKind::End).then(|| match node.element.map(|element| &element.kind) {
            Some(ElementKind::Outcome { result, .. }) => *result,
            _ => OutcomeKind::Good,
        }),
        lines: painter.words(flow, *index, node).split('\n').flat_map(wrapped).collect(),
        small: painter.small(node),
        group: place(heads.get(index).copied().or(node.group)),
    });
    let mut arrows: Vec<Arrow> = Vec::new();
    for edge in flow.graph.edge_references() {
        let Some(from) = flow.node(edge.source()) else { continue };
        arrows.push(Arrow {
            from: position(edge.source()),
            to: position(edge.target()),
            kind: edge.weight().kind,
            lines: wrapped(&painter.label(from, edge.weight())),
            leaves: place(edge.weight().group).filter(|_| edge.weight().kind == EdgeKind::Late),
        });
    }
    arrows.sort_by_key(|arrow| (arrow.from, arrow.kind, arrow.to));
    let title = flow.groups.first().and_then(|whole| whole.text).map_or("", |title| title.text.as_str());
    let id = workspace.signature(file).map_or("", |signature| signature.id.as_str());
    let (groups, boxes): (Vec<Frame>, Vec<Shape>) = (groups.collect(), boxes.collect());
    let mut members = vec![(Vec::new(), Vec::new()); groups.len() + 1];
    let slot = |group: Option<usize>| group.map_or(0, |group| group + 1);
    for (at, shape) in boxes.iter().enumerate() {
        if let Some((boxes, _)) = members.get_mut(slot(shape.group)) {
            boxes.push(at);
        }
    }
    // outer groups stand before inner ones; one that holds nothing is not shown
    let mut filled: Vec<bool> = members.iter().map(|(boxes, _)| !boxes.is_empty()).collect();
    for (at, frame) in groups.iter().enumerate().rev() {
        if filled.get(at + 1).copied().unwrap_or(false) {
            if let Some(parent) = filled.get_mut(slot(frame.parent)) {
                *parent = true;
            }
            if let Some((_, groups)) = members.get_mut(slot(frame.parent)) {
                groups.push(at);
            }
        }
    }
    members.iter_mut().for_each(|(_, groups)| groups.reverse());
    Picture { title: format!("{id} {title}").trim().to_string(), groups, boxes, arrows, members }
}

/// The groups that steps and watchers are the heads of. A frame around a single box says nothing, so
/// only those that hold something.
fn heads(flow: &Flow<'_>) -> FxHashMap<NodeIndex, GroupId> {
    let holds: FxHashSet<GroupId> = flow.graph.node_weights().flat_map(|node| flow.groups_around(node.group).map(|(id, _)| id)).collect();
    let mut owned = FxHashMap::default();
    for (at, group) in flow.groups.iter().enumerate().filter(|(at, _)| holds.contains(&GroupId(*at as u32))) {
        if let (GroupKind::Step | GroupKind::Watcher, Some(element)) = (group.kind, group.element) {
            owned.insert(element.id, GroupId(at as u32));
        }
    }
    let head = |index: NodeIndex| {
        let node = flow.node(index).filter(|node| matches!(node.kind, NodeKind::Task | NodeKind::Watcher))?;
        Some((index, *owned.get(&node.element?.id)?))
    };
    flow.graph.node_indices().filter_map(head).collect()
}

struct Painter<'w> {
    workspace: &'w Workspace,
    file: FileId,
}

impl Painter<'_> {
    /// What a group is called, until when it must be done, and what holds in it.
    fn title(&self, group: &Group<'_>) -> String {
        let mut lines = vec![self.called(group)];
        if let (GroupKind::Section | GroupKind::Checklist, Some(clauses)) = (group.kind, group.element.and_then(|element| element.clauses())) {
            lines.extend(clauses.by.as_ref().map(|by| format!("(by {})", self.who(Some(by)))));
            lines.extend(clauses.at_once.then(|| "(at once)".to_string()));
            lines.extend(clauses.within.as_ref().map(|within| format!("(within {})", self.deadline(within))));
        }
        lines.extend(self.orders(&group.properties));
        lines.join("\n")
    }

    fn called(&self, group: &Group<'_>) -> String {
        if let Some(text) = group.text.filter(|_| group.kind != GroupKind::Step) {
            return self.said(text);
        }
        match group.element.map(|element| &element.kind) {
            Some(ElementKind::ForEach { over, .. }) => match over {
                Over::Each(text) => format!("for each {}", self.said(text)),
                Over::Rows { table, .. } => format!("for each row of {}", self.name(*table)),
            },
            Some(ElementKind::ForAudience { audiences, .. }) => {
                let audiences: Vec<&str> = audiences.iter().map(|audience| audience.text.as_str()).collect();
                format!("for {}", audiences.join(", "))
            }
            Some(ElementKind::Repeat { .. }) => "repeat".to_string(),
            _ => String::new(),
        }
    }

    fn words(&self, flow: &Flow<'_>, index: NodeIndex, node: &Node<'_>) -> String {
        let Some(element) = node.element else {
            return match node.kind {
                NodeKind::Start => "Start".to_string(),
                NodeKind::End => "End".to_string(),
                NodeKind::Resume => "back to the work".to_string(),
                _ => node.text.map_or(String::new(), |text| format!("to do: {}", self.said(text))),
            };
        };
        use ElementKind as E;
        match (&element.kind, node.kind) {
            (_, NodeKind::If) => self.question(flow, index, element),
            (_, NodeKind::Fork | NodeKind::Join) => String::new(),
            (E::Step { text, .. } | E::Decide { text, .. } | E::Outcome { text, .. }, _) => self.said(text),
            (E::Trigger { start, .. }, _) => match start {
                Start::Text(text) | Start::Every { text: Some(text), .. } | Start::Document { text: Some(text), .. } => self.said(text),
                Start::Every { interval, .. } => format!("every {}", interval.as_ref().map_or("", |interval| self.source(interval.span))),
                Start::Document { reference, .. } => self.name(*reference),
            },
            (E::Check { condition, .. }, _) => format!("check: {}", self.condition(condition)),
            (E::Before { condition, .. }, _) => format!("before: {}", self.condition(condition)),
            (E::Call { callee, .. }, _) => match callee {
                Callee::Ref(reference) => self.callee(*reference),
                Callee::Outside(text) => self.said(text),
            },
            (E::Repeat { until: Some(until), .. }, _) => format!("{}?", self.condition(until)),
            (E::Repeat { .. } | E::ForEach { .. }, _) => "next turn".to_string(),
            (E::Handoff { to, things, .. }, _) => format!("Handoff to: {}\n{}", self.who(to.as_ref()), self.handed(things)),
            (E::Notify { to, text, .. }, _) => format!("To: {}\n{}", self.who(to.as_ref()), self.said(text)),
            (E::Consult { whom, text, .. }, _) => {
                format!("Ask: {}\n{}", self.who(whom.as_ref()), text.as_ref().map_or(String::new(), |text| self.said(text)))
            }
            (E::ApprovedBy { clauses }, _) => format!("Approval by: {}", self.who(clauses.by.as_ref())),
            (E::WaitFor { event: Some(event), .. }, _) => format!("wait for {}", self.event(event)),
            (E::Todo { text }, _) => format!("to do: {}", self.said(text)),
            (E::Wait { at_least, length: Some(length) }, _) => format!("wait {}{}", if *at_least { "at least " } else { "" }, self.length(length)),
            (E::Watcher(watcher), _) => match &watcher.kind {
                WatcherKind::Whenever(condition) => format!("whenever {}", self.condition(condition)),
                WatcherKind::After(_) | WatcherKind::Every(_) => self.before_target(element, watcher.target.span()),
            },
            (E::Callout { kind, text }, _) => format!("{}: {}", kind.keyword(), self.said(text)),
            _ => self.source(element.span).to_string(),
        }
    }

    /// What an `if` asks; where it asks several things, the arrows do.
    fn question(&self, flow: &Flow<'_>, index: NodeIndex, element: &Element) -> String {
        let mut asked = flow.graph.edges(index).filter(|edge| matches!(edge.weight().kind, EdgeKind::When(_)));
        match (asked.next(), asked.next()) {
            (Some(edge), None) => format!("{}?", self.asked(edge.weight())),
            _ => match &element.kind {
                ElementKind::If { .. } => "which?".to_string(),
                _ => String::new(),
            },
        }
    }

    /// Who, until when, and whether it has to be at all.
    fn small(&self, node: &Node<'_>) -> Vec<String> {
        let (Some(element), false) = (node.element, matches!(node.kind, NodeKind::If | NodeKind::Join)) else { return Vec::new() };
        let mut said = Vec::new();
        match &element.kind {
            ElementKind::Step { strength: Strength::Optional, .. } => said.push("(optional)".to_string()),
            ElementKind::Step { strength: Strength::Recommended, .. } => said.push("(recommended)".to_string()),
            _ => {}
        }
        if let Some(clauses) = element.clauses() {
            // what is taken over from around is said there
            let does = matches!(node.kind, NodeKind::Task | NodeKind::Decision | NodeKind::Check | NodeKind::Wait | NodeKind::Call);
            said.extend(clauses.by.as_ref().filter(|_| does).map(|by| format!("(by {})", self.who(Some(by)))));
            said.extend(clauses.at_once.then(|| "(at once)".to_string()));
            said.extend(clauses.within.as_ref().map(|within| format!("(within {})", self.deadline(within))));
        }
        said.extend(self.orders(&node.properties));
        said.iter().flat_map(|line| wrapped(line)).collect()
    }

    fn label(&self, from: &Node<'_>, edge: &Edge<'_>) -> String {
        let until = matches!(from.element.map(|element| &element.kind), Some(ElementKind::Repeat { until: Some(_), .. }));
        match edge.kind {
            EdgeKind::When(_) => match from.element.map(|element| &element.kind) {
                Some(ElementKind::If { arms, .. }) if arms.len() > 1 => self.asked(edge),
                Some(ElementKind::Decide { .. }) => self.asked(edge),
                Some(ElementKind::Apply { .. }) => edge.span.map_or(String::new(), |row| self.source(row).to_string()),
                _ if edge.conditions.is_empty() => "no".to_string(),
                _ => "yes".to_string(),
            },
            EdgeKind::Otherwise => match from.element.map(|element| &element.kind) {
                Some(ElementKind::Decide { .. }) => "otherwise".to_string(),
                Some(ElementKind::If { arms, .. }) if arms.len() > 1 => "otherwise".to_string(),
                Some(ElementKind::If { negated: true, .. }) => "yes".to_string(),
                _ => "no".to_string(),
            },
            EdgeKind::Outcome(_) => edge.outcome.map_or(String::new(), |outcome| self.name(outcome)),
            EdgeKind::Failed if from.kind == NodeKind::Loop => "too often".to_string(),
            EdgeKind::Failed => edge.remedy.map_or("else".to_string(), |remedy| self.said(remedy)),
            EdgeKind::Next if from.kind == NodeKind::Loop => if until { "yes" } else { "done" }.to_string(),
            EdgeKind::Back => if until { "no" } else { "again" }.to_string(),
            EdgeKind::Late => "late".to_string(),
            EdgeKind::Next | EdgeKind::Fork | EdgeKind::Interrupt => String::new(),
        }
    }

    /// The conditions of an edge, answers in quotes without them.
    fn asked(&self, edge: &Edge<'_>) -> String {
        let all: Vec<String> = edge.conditions.iter().map(|condition| self.condition(condition)).collect();
        match (all.is_empty(), edge.unless) {
            (_, None) => all.join(", "),
            (true, Some(unless)) => self.condition(unless),
            (false, Some(unless)) => format!("{} unless {}", all.join(", "), self.condition(unless)),
        }
    }

    /// What a watcher says in front of what it does, without its label.
    fn before_target(&self, element: &Element, target: Span) -> String {
        let keyword = self.source(element.head).split_whitespace().next().unwrap_or("");
        format!("{keyword} {}", self.source(Span::new(element.head.end, target.start.max(element.head.end))))
    }
}

/// `text` in lines of at most [`WIDTH`] characters, white space folded.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        match lines.last_mut().filter(|_| width + 1 + length <= WIDTH) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
                width += 1 + length;
            }
            None => {
                lines.push(word.to_string());
                width = length;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_words_whole() {
        let text = "Write to the consumer with the amount\n and the date of the credit, Donaudampfschifffahrtsgesellschaftskapitän";
        let lines = wrapped(text);
        assert_eq!(lines[0], "Write to the consumer with the");
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH || !line.contains(' ')));
        assert_eq!(lines.join(" "), text.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(wrapped("  ").is_empty());
    }
}
