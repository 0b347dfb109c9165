//! The flow of one document as a graph. In: a document with its references resolved. Out: nodes that
//! happen one after the other, edges that say under which condition, and groups that hold them
//! together (sections, loops, parallel work, watchers). The conditions on the edges are those of
//! the document; which cases can meet them is not decided here.

mod block;
mod branch;
mod build;
mod element;
mod id;
mod reach;

#[cfg(test)]
mod tests;

pub use build::{flow, is_passive, shape};
pub use id::slug;
pub use reach::{Reach, can_end};

use crate::model::element::{Actors, Element};
use crate::model::parts::RefId;
use crate::model::{Expression, Text};
use crate::text::Span;
use petgraph::graph::{DiGraph, NodeIndex};
use smol_str::SmolStr;

pub type Graph<'d> = DiGraph<Node<'d>, Edge<'d>>;

/// The flow of a document, which it borrows from.
pub struct Flow<'d> {
    pub graph: Graph<'d>,
    pub groups: Vec<Group<'d>>,
    /// Where runs begin: a node for each trigger, or one.
    pub starts: Vec<NodeIndex>,
    /// Where runs end, in the order in which outcomes are declared.
    pub ends: Vec<NodeIndex>,
    /// Watchers; each is active while its group is.
    pub watchers: Vec<NodeIndex>,
    /// What runs out without an outcome: the last node, and the condition under which it does.
    pub loose: Vec<Loose>,
    /// Every jump that leads to a label or an outcome.
    pub jumps: Vec<Jump<'d>>,
    /// The node that each labelled element begins with.
    pub labels: Vec<(SmolStr, NodeIndex)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Loose {
    pub node: NodeIndex,
    /// Where the branch that runs out is written.
    pub span: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
pub struct Jump<'d> {
    pub from: NodeIndex,
    pub to: Option<NodeIndex>,
    pub reference: RefId,
    /// `-> label`
    pub span: Span,
    /// The element or branch that stands right behind it, where the flow would go anyway.
    pub redundant: bool,
    pub group: Option<GroupId>,
    /// The element that it belongs to, if it stands in one.
    pub element: Option<&'d Element>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

#[derive(Clone, Debug)]
pub struct Node<'d> {
    /// Stable: from labels and structure.
    pub id: SmolStr,
    pub kind: NodeKind,
    /// What the document says of it; none for a start or an end that nobody wrote.
    pub element: Option<&'d Element>,
    /// What a `todo` says that is no element but what happens next.
    pub text: Option<&'d Text>,
    pub group: Option<GroupId>,
    /// Who does it: written here, or taken over from what is around it.
    pub by: Option<&'d Actors>,
    /// Properties in the order they are written.
    pub properties: Vec<&'d Element>,
    pub span: Span,
    /// Keyword and label.
    pub head: Span,
}

/// The names are BPMN's where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
pub enum NodeKind {
    Start,
    End,
    /// A step.
    Task,
    /// A property that stands alone.
    Action,
    /// A note, an image or a thing that stands alone in a branch.
    Note,
    /// `if`, `unless`
    If,
    /// `decide`
    Decision,
    /// `apply`
    Table,
    /// `check`, `before`, where the run may leave or must wait.
    Check,
    /// `perform`, `follows`
    Call,
    Fork,
    Join,
    /// Where a loop begins again or ends.
    Loop,
    Wait,
    Handoff,
    Notify,
    Consult,
    Approval,
    /// `todo`
    Gap,
    Watcher,
    /// The end of a watcher's block: back to where the work was.
    Resume,
}

impl NodeKind {
    pub const fn word(self) -> &'static str {
        match self {
            NodeKind::Start => "start",
            NodeKind::End => "end",
            NodeKind::Task => "task",
            NodeKind::Action => "action",
            NodeKind::Note => "note",
            NodeKind::If => "if",
            NodeKind::Decision => "decision",
            NodeKind::Table => "table",
            NodeKind::Check => "check",
            NodeKind::Call => "call",
            NodeKind::Fork => "fork",
            NodeKind::Join => "join",
            NodeKind::Loop => "loop",
            NodeKind::Wait => "wait",
            NodeKind::Handoff => "handoff",
            NodeKind::Notify => "notify",
            NodeKind::Consult => "consult",
            NodeKind::Approval => "approval",
            NodeKind::Gap => "gap",
            NodeKind::Watcher => "watcher",
            NodeKind::Resume => "resume",
        }
    }

    /// Whether somebody has to do something, or time passes.
    pub const fn takes_time(self) -> bool {
        matches!(
            self,
            NodeKind::Task
                | NodeKind::Action
                | NodeKind::Check
                | NodeKind::Call
                | NodeKind::Wait
                | NodeKind::Notify
                | NodeKind::Consult
                | NodeKind::Approval
                | NodeKind::Decision
                | NodeKind::Gap
        )
    }
}

/// Nodes that belong together.
#[derive(Clone, Debug)]
pub struct Group<'d> {
    pub id: SmolStr,
    pub kind: GroupKind,
    pub element: Option<&'d Element>,
    pub parent: Option<GroupId>,
    /// What it is called; a branch of parallel work has its own.
    pub text: Option<&'d Text>,
    pub by: Option<&'d Actors>,
    /// Notes and standing rules that hold for all in it.
    pub properties: Vec<&'d Element>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
pub enum GroupKind {
    /// The whole document.
    Document,
    Section,
    Checklist,
    /// A step with elements inside.
    Step,
    Parallel,
    /// A branch of parallel work.
    Branch,
    Loop,
    ForEach,
    Watcher,
    Audience,
    /// The block of a branch that has watchers or standing rules of its own.
    Block,
}

impl GroupKind {
    pub const fn word(self) -> &'static str {
        match self {
            GroupKind::Document => "document",
            GroupKind::Section => "section",
            GroupKind::Checklist => "checklist",
            GroupKind::Step => "step",
            GroupKind::Parallel => "parallel",
            GroupKind::Branch => "branch",
            GroupKind::Loop => "loop",
            GroupKind::ForEach => "for_each",
            GroupKind::Watcher => "watcher",
            GroupKind::Audience => "audience",
            GroupKind::Block => "block",
        }
    }

    /// A jump must not enter these from outside.
    pub const fn is_closed(self) -> bool {
        matches!(self, GroupKind::Parallel | GroupKind::Branch | GroupKind::Loop | GroupKind::ForEach | GroupKind::Watcher)
    }
}

#[derive(Clone, Debug)]
pub struct Edge<'d> {
    pub kind: EdgeKind,
    /// What must hold: the answers of a branch, of which one must; the condition of an arm.
    pub conditions: Vec<&'d Expression>,
    /// What must not hold.
    pub unless: Option<&'d Expression>,
    /// The outcome of a callee, as a reference.
    pub outcome: Option<RefId>,
    /// Of `late`, the group whose time limit ran out, where it is not the node's own; of `fork`, the branch.
    pub group: Option<GroupId>,
    /// A remedy in words that is done on the way.
    pub remedy: Option<&'d Text>,
    /// Where it is written: the branch, the arm, the jump.
    pub span: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdgeKind {
    Next,
    /// A branch of a decision, an arm of an `if`, by its position.
    When(u32),
    /// None of the branches or arms before.
    Otherwise,
    /// The time limit ran out.
    Late,
    /// It did not succeed, or the bound of a loop was reached.
    Failed,
    /// The callee ended so.
    Outcome(u32),
    /// One of several that run side by side.
    Fork,
    /// Once more.
    Back,
    /// A watcher takes over.
    Interrupt,
}

impl EdgeKind {
    pub const fn word(self) -> &'static str {
        match self {
            EdgeKind::Next => "next",
            EdgeKind::When(_) => "when",
            EdgeKind::Otherwise => "otherwise",
            EdgeKind::Late => "late",
            EdgeKind::Failed => "failed",
            EdgeKind::Outcome(_) => "outcome",
            EdgeKind::Fork => "fork",
            EdgeKind::Back => "back",
            EdgeKind::Interrupt => "interrupt",
        }
    }
}

impl<'d> Flow<'d> {
    pub fn node(&self, index: NodeIndex) -> Option<&Node<'d>> {
        self.graph.node_weight(index)
    }

    pub fn group(&self, id: GroupId) -> Option<&Group<'d>> {
        self.groups.get(id.0 as usize)
    }

    /// The groups around, innermost first.
    pub fn groups_around(&self, group: Option<GroupId>) -> impl Iterator<Item = (GroupId, &Group<'d>)> {
        let next = |id: GroupId| self.group(id).map(|group| (id, group));
        std::iter::successors(group.and_then(next), move |(_, group)| group.parent.and_then(next))
    }

    /// Whether `inner` is `outer` or lies in it.
    pub fn lies_in(&self, inner: Option<GroupId>, outer: GroupId) -> bool {
        self.groups_around(inner).any(|(id, _)| id == outer)
    }
}
