//! The nodes of a flow. In: the graph. Out: one object for each node, in the order they are written;
//! what is special to a kind stands under the key of that name.

use super::context::Context;
use super::group::group_id;
use super::place::Range;
use super::property::{Property, Thing};
use super::special::{Apply, Call, Check, Decision, End, Loop, Parallel, Start, Task, Wait, Watcher};
use super::text::Text;
use super::time::{Actors, Clauses};
use crate::flow::{Flow, Node as FlowNode, NodeKind};
use crate::model::Text as ModelText;
use crate::model::element::{CallKind, Element, ElementKind, Start as ModelStart, ThingKind, WatcherKind};
use serde::Serialize;

/// A place in the flow.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Node<'a> {
    /// Unique in the document. A label is an id; without one it is made of the groups around, the kind and
    /// the words, so that it does not change when something beside the node does. `~2` tells twins apart.
    pub id: &'a str,
    /// What it is; the names are BPMN's where it has one. `start`, `end`; a step is a `task`; a property
    /// that stands alone is an `action`, or a `note` where nothing is done; `if`, `decision`; `table` is
    /// where a table is looked up, `check` where something must hold, `call` where another procedure runs;
    /// parallel work begins at a `fork` and comes together at a `join`; `loop` is the end of a turn; `wait`,
    /// `handoff`, `notify`, `consult`, `approval`; a `gap` is a place that its author left open; a `watcher`
    /// has no edge that leads to it and fires while its group is active; `resume` leads from a watcher's
    /// block back to where the work was.
    pub kind: NodeKind,
    /// The word that its element begins with: `step`, `follows`, `unless`. `when` for the condition in
    /// the head of an element. Absent where nobody wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<&'static str>,
    /// Its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
    /// What it says: the step, the question, the message, the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// The group that it lies in; absent where it stands in the document itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'a str>,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Actors<'a>>,
    /// Its time limit and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clauses: Option<Clauses<'a>>,
    /// Of a `start`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Start<'a>>,
    /// Of an `end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// Of a `task`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// Of a `decision` about a fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision<'a>>,
    /// Of a `table`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Apply<'a>>,
    /// Of a `check`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Check<'a>>,
    /// Of a `call`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call<'a>>,
    /// Of a `fork` and its `join`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parallel: Option<Parallel>,
    /// Of a `loop`.
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    pub looped: Option<Loop<'a>>,
    /// Of a `wait`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait<'a>>,
    /// Of a `handoff`, a `notify`, a `consult`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Actors<'a>>,
    /// What a `handoff` hands on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<Thing<'a>>,
    /// Of a `watcher`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watcher: Option<Watcher<'a>>,
    /// What is asked, kept, said and the like at it, in the order it is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'a>>,
    pub range: Range,
}

impl<'a> Context<'a> {
    pub(super) fn node(&self, flow: &'a Flow<'a>, node: &'a FlowNode<'a>) -> Node<'a> {
        let element = node.element;
        // the condition in the head of an element is a node of its own
        let guards = node.kind == NodeKind::If && element.is_some_and(|element| !matches!(element.kind, ElementKind::If { .. }));
        let own = element.filter(|_| !guards && !matches!(node.kind, NodeKind::Join | NodeKind::Resume));
        let clauses = own.and_then(Element::clauses);
        let label = own.and_then(|element| element.label.as_ref()).map(|label| label.text.as_str());
        let mut shape = Node {
            id: &node.id,
            kind: node.kind,
            keyword: element.map(|element| if guards { "when" } else { keyword(element) }),
            label: label.filter(|label| *label == node.id),
            text: node.text.or(own.and_then(words)).map(|text| self.text(text)),
            group: group_id(flow, node.group),
            by: node.by.filter(|_| acts(node.kind)).and_then(|by| self.inherited(Some(by), clauses.and_then(|clauses| clauses.by.as_ref()))),
            clauses: clauses.and_then(|clauses| self.clauses(clauses)),
            start: None,
            end: None,
            task: None,
            decision: None,
            table: None,
            check: None,
            call: None,
            parallel: None,
            looped: None,
            wait: None,
            to: None,
            things: Vec::new(),
            watcher: None,
            properties: self.properties(node.properties.iter().copied()),
            // the end of a turn stands for its loop, a join for its parallel work
            range: self.range(element.filter(|_| !guards).map_or(node.span, |element| element.span)),
        };
        if matches!(node.kind, NodeKind::Start | NodeKind::End) {
            self.border(&mut shape, element);
        } else if let Some(element) = element.filter(|_| !guards) {
            self.special(&mut shape, element);
        }
        shape
    }
}

/// Whether somebody does it.
fn acts(kind: NodeKind) -> bool {
    use NodeKind::*;
    matches!(kind, Task | Action | Decision | Table | Check | Call | Wait | Handoff | Notify | Consult | Approval)
}

/// What an element says.
fn words(element: &Element) -> Option<&ModelText> {
    use ElementKind::*;
    match &element.kind {
        Step { text, .. } | Decide { text, .. } | Notify { text, .. } | Outcome { text, .. } | Todo { text } => Some(text),
        Consult { text, .. } => text.as_ref(),
        Trigger { start, .. } => match start {
            ModelStart::Text(text) => Some(text),
            ModelStart::Every { text, .. } | ModelStart::Document { text, .. } => text.as_ref(),
        },
        _ => None,
    }
}

/// The word that an element begins with.
fn keyword(element: &Element) -> &'static str {
    use ElementKind::*;
    match &element.kind {
        Step { .. } => "step",
        Section { any_order: false, .. } => "section",
        Section { any_order: true, .. } => "checklist",
        If { negated: false, .. } => "if",
        If { negated: true, .. } => "unless",
        Decide { .. } => "decide",
        Parallel { .. } => "parallel",
        Repeat { .. } => "repeat",
        ForEach { .. } => "for each",
        Call { kind: CallKind::Perform, .. } => "perform",
        Call { kind: CallKind::Follow, .. } => "follows",
        Apply { .. } => "apply",
        Wait { .. } => "wait",
        WaitFor { .. } => "wait for",
        Watcher(watcher) => match watcher.kind {
            WatcherKind::Whenever(_) => "whenever",
            WatcherKind::After(_) => "after",
            WatcherKind::Every(_) => "every",
        },
        Handoff { .. } => "handoff",
        Jump { .. } => "->",
        Trigger { .. } => "trigger",
        Outcome { .. } => "outcome",
        Control(_) | Misplaced => "",
        Learn { record: false, .. } => "asks",
        Learn { record: true, .. } => "records",
        Sets { .. } => "sets",
        Things { kind: ThingKind::Needs, .. } => "needs",
        Things { kind: ThingKind::Produces, .. } => "produces",
        Things { kind: ThingKind::Tools, .. } => "tools",
        Fulfils { .. } => "fulfils",
        Check { .. } => "check",
        Before { .. } => "before",
        Done { .. } => "done",
        Enter { .. } => "enter",
        Say { .. } => "say",
        Notify { .. } => "notify",
        Consult { .. } => "consult",
        ApprovedBy { .. } => "approved",
        Callout { kind, .. } => kind.keyword(),
        Standing { never: false, .. } => "always",
        Standing { never: true, .. } => "never",
        Image { .. } => "image",
        Cites { .. } => "cites",
        ForAudience { .. } => "for audience",
        Todo { .. } => "todo",
        Prose { .. } => "\"\"\"",
    }
}
