//! The edges of a flow. In: the graph. Out: one object for each edge, ordered by the node that it
//! leaves and, there, by the order in which they are looked at.

use super::context::Context;
use super::expression::{Expression, Formula, Many, Subject, joined};
use super::group::group_id;
use super::place::Range;
use super::reference::Reference;
use super::text::Text;
use crate::flow::{Edge as FlowEdge, EdgeKind as FlowKind, Flow, GroupKind, Node as FlowNode, NodeKind, slug};
use crate::model::element::{Element, ElementKind};
use crate::model::vocabulary::Table;
use crate::model::{DeclarationKind, ExpressionKind};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// A way from one node to the next.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Edge<'a> {
    /// Unique in the document: the node that it leaves, and what is special to this edge there (its
    /// condition, outcome or branch). It does not change when another edge of the node does; `~2` tells twins apart.
    pub id: String,
    /// The node that it leaves.
    pub from: &'a str,
    /// The node that it leads to.
    pub to: &'a str,
    /// When it is taken.
    pub kind: EdgeKind,
    /// Its place among the edges of its node, from 0: of those with conditions, the first that applies is taken.
    pub order: u32,
    /// What must hold for `when`, and for a `next` that leaves a loop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Formula<'a>>,
    /// The answers in quotes for which a branch of a decision is taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Text<'a>>,
    /// The outcome of the procedure that was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Reference<'a>>,
    /// The row of the table that was looked up, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// A remedy in words, done on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Text<'a>>,
    /// Of `late`: the group whose time limit ran out, wherever in it the work is; absent where the limit is the node's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'a str>,
    /// Where it is written: the condition, the branch, the jump; absent where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// When an edge is taken: `next`, behind what is done; `when` its condition holds, `otherwise` none of
/// the conditions before it; `late`, a time limit ran out; `failed`, it did not succeed, or a loop reached
/// its bound; `outcome`, the procedure called ended so; `fork`, side by side with the others of its node;
/// `back`, once more; `interrupt`, a watcher fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum EdgeKind {
    When,
    Otherwise,
    Outcome,
    Fork,
    Interrupt,
    Next,
    Failed,
    Back,
    Late,
}

impl From<FlowKind> for EdgeKind {
    fn from(kind: FlowKind) -> Self {
        match kind {
            FlowKind::Next => EdgeKind::Next,
            FlowKind::When(_) => EdgeKind::When,
            FlowKind::Otherwise => EdgeKind::Otherwise,
            FlowKind::Late => EdgeKind::Late,
            FlowKind::Failed => EdgeKind::Failed,
            FlowKind::Outcome(_) => EdgeKind::Outcome,
            FlowKind::Fork => EdgeKind::Fork,
            FlowKind::Back => EdgeKind::Back,
            FlowKind::Interrupt => EdgeKind::Interrupt,
        }
    }
}

impl<'a> Context<'a> {
    /// The edges that leave a node, in order.
    pub(super) fn edges(&self, flow: &'a Flow<'a>, index: NodeIndex, from: &'a FlowNode<'a>, edges: &mut Vec<Edge<'a>>) {
        let mut leaving: Vec<_> = flow.graph.edges(index).collect();
        leaving.sort_by_key(|edge| {
            let weight = edge.weight();
            let at = match weight.kind {
                FlowKind::When(at) | FlowKind::Outcome(at) => at,
                _ => 0,
            };
            (EdgeKind::from(weight.kind), at, weight.span.map(|span| span.start), edge.id())
        });
        let mut taken: FxHashMap<String, u32> = FxHashMap::default();
        for (order, edge) in leaving.into_iter().enumerate() {
            let Some(to) = flow.graph.node_weight(edge.target()) else { continue };
            let weight = edge.weight();
            let condition = self.condition(from, weight);
            let mut id = format!("{}:{}", from.id, self.key(flow, weight, condition.as_ref()));
            let count = taken.entry(id.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                id = format!("{id}~{count}");
            }
            let answers = weight.conditions.iter().filter_map(|answer| match &answer.kind {
                ExpressionKind::Judgement { text, .. } if from.kind == NodeKind::Decision => Some(self.text(text)),
                _ => None,
            });
            edges.push(Edge {
                id,
                from: &from.id,
                to: &to.id,
                kind: weight.kind.into(),
                order: order as u32,
                condition,
                answers: answers.collect(),
                outcome: weight.outcome.map(|outcome| self.reference(outcome)),
                row: match weight.kind {
                    FlowKind::When(row) if from.kind == NodeKind::Table => Some(row),
                    _ => None,
                },
                remedy: weight.remedy.map(|remedy| self.text(remedy)),
                group: group_id(flow, weight.group),
                range: weight.span.map(|span| self.range(span)),
            });
        }
    }

    /// What tells an edge from the others of its node.
    fn key(&self, flow: &Flow<'a>, edge: &FlowEdge<'a>, condition: Option<&Formula<'a>>) -> String {
        let word = edge.kind.word();
        let detail = match edge.kind {
            FlowKind::When(_) => condition.map_or_else(String::new, |condition| slug(&condition.text)),
            FlowKind::Outcome(_) => {
                let outcome = edge.outcome.and_then(|outcome| self.document.reference(outcome));
                outcome.map_or_else(String::new, |outcome| outcome.name().to_string())
            }
            FlowKind::Fork => {
                let start = edge.span.map(|span| span.start);
                let branch = flow.groups.iter().find(|group| group.kind == GroupKind::Branch && Some(group.span.start) == start);
                branch.and_then(|branch| branch.id.rsplit('/').next()).unwrap_or("").to_string()
            }
            _ => String::new(),
        };
        if detail.is_empty() { word.to_string() } else { format!("{word}-{detail}") }
    }

    fn condition(&self, from: &FlowNode<'a>, edge: &FlowEdge<'a>) -> Option<Formula<'a>> {
        if let (NodeKind::Table, FlowKind::When(row)) = (from.kind, edge.kind) {
            let table = self.applied(from.element?)?;
            return self.row(table, table.rows.get(row as usize)?);
        }
        let subject = match from.element.map(|element| &element.kind) {
            Some(ElementKind::Decide { on: Some(on), .. }) => Some(Subject::Name(*on)),
            _ => None,
        };
        let holds = self.any_answer(subject, edge.conditions.iter().copied());
        let fails = edge.unless.map(|unless| Expression::Many { op: Many::Not, of: vec![self.expression(unless)] });
        let words = self.words(edge.conditions.iter().copied().chain(edge.unless).map(|part| part.span));
        // where nothing stands before it, the word that turns it round is not among the words
        let text = if edge.conditions.is_empty() && edge.unless.is_some() { format!("unless {words}").into() } else { words };
        Some(Formula { text, tree: joined(Many::And, holds.into_iter().chain(fails).collect())? })
    }

    /// The table of this document that an element looks up.
    fn applied(&self, element: &Element) -> Option<&'a Table> {
        let ElementKind::Apply { table } = &element.kind else { return None };
        let name = self.document.reference(*table)?.name();
        self.document.declarations.iter().find_map(|declaration| match &declaration.kind {
            DeclarationKind::Table(table) if declaration.name.text == name => Some(table),
            _ => None,
        })
    }
}
