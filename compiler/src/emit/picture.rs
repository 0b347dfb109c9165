//! A flow as boxes and arrows. In: the flow of a document. Out: what every picture of it shows: for
//! each node its words on short lines, for each edge its label, for each group its title. How it is
//! written down is the business of `dot` and `mermaid`.

use crate::diagnostic::FileId;
use crate::flow::{Edge, EdgeKind, Flow, Group, GroupId, GroupKind, Node, NodeKind};
use crate::model::element::{Actors, Callee, Element, ElementKind, Joint, OutcomeKind, Over, Start, Strength, Thing, WatcherKind, What};
use crate::model::{ExpressionKind, RefId, Text};
use crate::text::Span;
use crate::workspace::{Resolved, Workspace};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use smol_str::SmolStr;

/// Lines are at most so many characters long, single words excepted.
const WIDTH: usize = 30;

pub(super) struct Picture {
    pub title: String,
    pub groups: Vec<Frame>,
    pub boxes: Vec<Shape>,
    pub arrows: Vec<Arrow>,
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
    let groups = flow.groups.iter().skip(1).map(|group| Frame {
        id: group.id.clone(),
        kind: group.kind,
        lines: wrapped(&painter.title(group)),
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
    let boxes = order.iter().map(|(_, node)| Shape {
        id: node.id.clone(),
        kind: node.kind,
        result: (node.kind == NodeKind::End).then(|| match node.element.map(|element| &element.kind) {
            Some(ElementKind::Outcome { result, .. }) => *result,
            _ => OutcomeKind::Good,
        }),
        lines: painter.words(flow, node).split('\n').flat_map(wrapped).collect(),
        small: painter.small(node),
        group: place(own_group(flow, node).or(node.group)),
    });
    let mut arrows: Vec<Arrow> = Vec::new();
    for edge in flow.graph.edge_references() {
        let Some(from) = flow.node(edge.source()) else { continue };
        arrows.push(Arrow {
            from: position(edge.source()),
            to: position(edge.target()),
            kind: edge.weight().kind,
            lines: wrapped(&painter.label(from, edge.weight())),
            leaves: place(edge.weight().group),
        });
    }
    arrows.sort_by_key(|arrow| (arrow.from, arrow.kind, arrow.to));
    let title = flow.groups.first().and_then(|whole| whole.text).map_or("", |title| title.text.as_str());
    let id = workspace.signature(file).map_or("", |signature| signature.id.as_str());
    Picture { title: format!("{id} {title}").trim().to_string(), groups: groups.collect(), boxes: boxes.collect(), arrows }
}

/// The group that a step or a watcher is the head of.
fn own_group(flow: &Flow<'_>, node: &Node<'_>) -> Option<GroupId> {
    let kind = match node.kind {
        NodeKind::Task => GroupKind::Step,
        NodeKind::Watcher => GroupKind::Watcher,
        _ => return None,
    };
    let is_its = |group: &Group<'_>| group.kind == kind && group.element.zip(node.element).is_some_and(|(one, other)| std::ptr::eq(one, other));
    let own = GroupId(flow.groups.iter().position(is_its)? as u32);
    // a frame around a single box says nothing
    flow.graph.node_weights().any(|node| flow.lies_in(node.group, own)).then_some(own)
}

struct Painter<'w> {
    workspace: &'w Workspace,
    file: FileId,
}

impl Painter<'_> {
    fn title(&self, group: &Group<'_>) -> String {
        if let Some(text) = group.text.filter(|_| group.kind != GroupKind::Step) {
            return text.text.to_string();
        }
        match group.element.map(|element| &element.kind) {
            Some(ElementKind::ForEach { over, .. }) => match over {
                Over::Each(text) => format!("for each {}", text.text),
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

    fn words(&self, flow: &Flow<'_>, node: &Node<'_>) -> String {
        let Some(element) = node.element else {
            return match node.kind {
                NodeKind::Start => "Start".to_string(),
                NodeKind::End => "End".to_string(),
                NodeKind::Resume => "back to the work".to_string(),
                _ => node.text.map_or(String::new(), |text| format!("to do: {}", text.text)),
            };
        };
        use ElementKind as E;
        match (&element.kind, node.kind) {
            (_, NodeKind::If) => self.question(flow, node, element),
            (_, NodeKind::Fork | NodeKind::Join) => String::new(),
            (E::Step { text, .. } | E::Decide { text, .. } | E::Outcome { text, .. }, _) => text.text.to_string(),
            (E::Trigger { start, .. }, _) => match start {
                Start::Text(text) | Start::Every { text: Some(text), .. } | Start::Document { text: Some(text), .. } => text.text.to_string(),
                Start::Every { interval, .. } => format!("every {}", interval.as_ref().map_or("", |interval| self.source(interval.span))),
                Start::Document { reference, .. } => self.name(*reference),
            },
            (E::Check { condition, .. }, _) => format!("check: {}", self.condition(condition)),
            (E::Before { condition, .. }, _) => format!("before: {}", self.condition(condition)),
            (E::Call { callee, .. }, _) => match callee {
                Callee::Ref(reference) => self.callee(*reference),
                Callee::Outside(text) => text.text.to_string(),
            },
            (E::Repeat { until: Some(until), .. }, _) => format!("{}?", self.condition(until)),
            (E::Repeat { .. } | E::ForEach { .. }, _) => "next turn".to_string(),
            (E::Handoff { to, things, .. }, _) => format!("Handoff to: {}\n{}", self.who(to.as_ref()), self.handed(things)),
            (E::Notify { to, text, .. }, _) => format!("To: {}\n{}", self.who(to.as_ref()), text.text),
            (E::Consult { whom, text, .. }, _) => {
                format!("Ask: {}\n{}", self.who(whom.as_ref()), text.as_ref().map_or("", |text| text.text.as_str()))
            }
            (E::ApprovedBy { clauses }, _) => format!("Approval by: {}", self.who(clauses.by.as_ref())),
            (E::WaitFor { event: Some(event), .. }, _) => format!("wait for {}", self.event(event)),
            (E::Todo { text }, _) => format!("to do: {}", text.text),
            (E::Watcher(watcher), _) => match &watcher.kind {
                WatcherKind::Whenever(condition) => format!("whenever {}", self.condition(condition)),
                WatcherKind::After(_) | WatcherKind::Every(_) => self.source(self.before_target(element, watcher.target.span())).to_string(),
            },
            (E::Callout { kind, text }, _) => format!("{}: {}", kind.keyword(), text.text),
            _ => self.source(element.span).to_string(),
        }
    }

    /// What an `if` asks; where it asks several things, the arrows do.
    fn question(&self, flow: &Flow<'_>, node: &Node<'_>, element: &Element) -> String {
        let index = flow.graph.node_indices().find(|index| flow.node(*index).is_some_and(|other| std::ptr::eq(other, node)));
        let mut asked = index.into_iter().flat_map(|index| flow.graph.edges(index)).filter(|edge| matches!(edge.weight().kind, EdgeKind::When(_)));
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
            said.extend(clauses.within.as_ref().map(|within| format!("(within {})", self.source(within.span))));
        }
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
            EdgeKind::Failed => edge.remedy.map_or("else".to_string(), |remedy| remedy.text.to_string()),
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

    fn condition(&self, condition: &crate::model::Expression) -> String {
        match &condition.kind {
            ExpressionKind::Judgement { text, .. } => words_of(text),
            _ => self.source(condition.span).to_string(),
        }
    }

    fn event(&self, event: &crate::model::Event) -> String {
        match event {
            crate::model::Event::Trigger(_) => "the trigger".to_string(),
            crate::model::Event::Outcome(_) => "the outcome".to_string(),
            crate::model::Event::Ref(reference) => self.name(*reference),
            crate::model::Event::Happening(text) => words_of(text),
        }
    }

    fn handed(&self, things: &[Thing]) -> String {
        let things: Vec<String> = things
            .iter()
            .map(|thing| match &thing.what {
                What::Ref(reference) => self.name(*reference),
                What::Text(text) => words_of(text),
            })
            .collect();
        if things.is_empty() { String::new() } else { format!("with {}", things.join(", ")) }
    }

    fn before_target(&self, element: &Element, target: Span) -> Span {
        Span::new(element.span.start, target.start.max(element.span.start))
    }

    fn who(&self, actors: Option<&Actors>) -> String {
        let Some(actors) = actors else { return String::new() };
        let names: Vec<String> = actors.roles.iter().map(|role| self.role(*role)).collect();
        match actors.joint {
            Joint::Together => names.join(" and "),
            Joint::Either => names.join(" or "),
            Joint::Each => format!("each {}", names.join(", ")),
        }
    }

    /// What a role is called.
    fn role(&self, role: RefId) -> String {
        let declared = match self.workspace.resolved(self.file, role) {
            Resolved::Member(file, member) => self.workspace.declaration(*file, *member),
            _ => None,
        };
        declared.and_then(|declared| declared.text.as_ref()).map_or_else(|| self.name(role), |text| text.text.to_string())
    }

    fn callee(&self, callee: RefId) -> String {
        let title = match self.workspace.resolved(self.file, callee) {
            Resolved::Document(file) | Resolved::Member(file, _) => self.workspace.signature(*file).map(|signature| signature.title.clone()),
            _ => None,
        };
        format!("{} {}", self.name(callee), title.unwrap_or_default())
    }

    /// As written.
    fn name(&self, reference: RefId) -> String {
        let reference = self.workspace.document(self.file).and_then(|document| document.reference(reference));
        reference.map_or(String::new(), |reference| self.source(reference.span).to_string())
    }

    fn source(&self, span: Span) -> &str {
        self.workspace.file(self.file).map_or("", |file| span.of(&file.text))
    }
}

fn words_of(text: &Text) -> String {
    text.text.to_string()
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
