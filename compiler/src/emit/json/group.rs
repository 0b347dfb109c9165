//! The groups of a flow: sections, loops, parallel work, watchers. The group of the whole document is
//! none of them: what it holds belongs to the document.

use super::context::Context;
use super::place::Range;
use super::property::Property;
use super::text::Text;
use super::time::{Actors, Clauses};
use crate::flow::{Flow, Group as FlowGroup, GroupId, GroupKind};
use crate::model::element::{Actors as ModelActors, Element, ElementKind, Path};
use serde::Serialize;

/// Nodes that belong together.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Group<'a> {
    /// Unique in the document's groups. It is that of its node where it has one, and does not change when
    /// something beside it does.
    pub id: &'a str,
    /// What it is: a `section` in order, a `checklist` in any order, a `step` with elements inside, a
    /// `parallel` with its `branch`es, a `loop`, a `for_each`, the block of a `watcher`, what is only for
    /// an `audience`, or the `block` of a branch or decision that has watchers or standing rules of its own.
    pub kind: GroupKind,
    /// Its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// The group around it; absent where it stands in the document itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<&'a str>,
    /// The node that says what there is to say of it: the step, the start of the parallel work, the end
    /// of the loop's turn, the watcher, the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<&'a str>,
    /// Who does what names nobody in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Actors<'a>>,
    /// Its time limit and the like; of a group with a node, they stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clauses: Option<Box<Clauses<'a>>>,
    /// The readers that an `audience` group is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<&'a str>,
    /// What holds for all in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'a>>,
    pub range: Range,
}

impl<'a> Context<'a> {
    pub(super) fn groups(&self, flow: &'a Flow<'a>) -> Vec<Group<'a>> {
        let mut nodes: rustc_hash::FxHashMap<usize, &'a str> = rustc_hash::FxHashMap::default();
        for node in flow.graph.node_weights() {
            use crate::flow::NodeKind as N;
            if matches!(node.kind, N::Task | N::Fork | N::Loop | N::Watcher | N::Decision)
                && let Some(element) = node.element
            {
                nodes.insert(element.id.0 as usize, node.id.as_str());
            }
        }
        let groups = flow.groups.iter().filter(|group| group.kind != GroupKind::Document);
        groups.map(|group| self.group(flow, group, &nodes)).collect()
    }

    fn group(&self, flow: &'a Flow<'a>, group: &'a FlowGroup<'a>, nodes: &rustc_hash::FxHashMap<usize, &'a str>) -> Group<'a> {
        let element = group.element;
        let path = (group.kind == GroupKind::Branch).then(|| branch(element, group)).flatten();
        let (label, clauses) = match path {
            Some(path) => (path.label.as_ref(), Some(&*path.clauses)),
            None => (element.and_then(|element| element.label.as_ref()), element.and_then(Element::clauses)),
        };
        let node = element.filter(|_| path.is_none()).and_then(|element| nodes.get(&(element.id.0 as usize)).copied());
        let audiences = match element.map(|element| &element.kind) {
            Some(ElementKind::ForAudience { audiences, .. }) => audiences.iter().map(|audience| audience.text.as_str()).collect(),
            _ => Vec::new(),
        };
        Group {
            id: &group.id,
            kind: group.kind,
            label: label.map(|label| label.text.as_str()),
            text: group.text.map(|text| self.text(text)),
            parent: group_id(flow, group.parent),
            node,
            by: self.inherited(group.by, clauses.and_then(|clauses| clauses.by.as_ref())),
            clauses: clauses.filter(|_| node.is_none()).and_then(|clauses| self.clauses(clauses)),
            audiences,
            properties: self.properties(group.properties.iter().copied()),
            range: self.range(group.span),
        }
    }

    /// Actors, and whether they are taken over from what is around.
    pub(super) fn inherited(&self, by: Option<&'a ModelActors>, own: Option<&'a ModelActors>) -> Option<Actors<'a>> {
        let by = by?;
        Some(Actors { inherited: own.is_none_or(|own| !std::ptr::eq(own, by)), ..self.actors(by) })
    }
}

/// The branch of parallel work that a group stands for.
fn branch<'a>(element: Option<&'a Element>, group: &FlowGroup<'a>) -> Option<&'a Path> {
    let ElementKind::Parallel { branches, .. } = &element?.kind else { return None };
    let at = branches.partition_point(|branch| branch.span.start < group.span.start);
    branches.get(at).filter(|branch| branch.span == group.span)
}

/// The id of a group; none for the document's own.
pub(super) fn group_id<'a>(flow: &'a Flow<'a>, group: Option<GroupId>) -> Option<&'a str> {
    let group = flow.group(group?)?;
    (group.kind != GroupKind::Document).then_some(group.id.as_str())
}
