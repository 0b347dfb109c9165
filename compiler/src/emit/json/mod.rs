//! The format `sop-flow/1`. In: a workspace. Out: for each document everything that it says, with
//! names resolved: vocabulary, flow, scenarios, links; and an index of all. Whoever has only these
//! files can draw, run and translate the procedures. Nothing in them depends on the machine or the day.
//!
//! The shapes are the types of this folder; the committed schemas are made from them and their
//! descriptions (`compiler/schemas/flow.schema.json`, `index.schema.json`). What may be absent is
//! absent where there is nothing to say: there is no `null`, and a flag is there only when it is true.

mod context;
mod edge;
mod expression;
mod group;
mod header;
mod index;
mod layout;
mod link;
mod node;
mod place;
mod property;
mod reference;
mod rule;
mod scenario;
mod special;
mod table;
mod text;
mod time;
mod unit;
mod vocabulary;

#[cfg(test)]
mod tests;

pub(in crate::emit) use index::index;

use crate::diagnostic::FileId;
use crate::flow::{Flow, flow};
use crate::model::DocumentKind;
use crate::workspace::config::Edition;
use crate::workspace::{File, Workspace};
use context::Context;
use edge::Edge;
use group::Group;
use header::{Change, Document};
use link::{Links, links};
use node::Node;
use property::Property;
use scenario::Scenario;
use serde::Serialize;
use vocabulary::Vocabulary;

/// Everything that one document says, with names resolved. A key that has nothing to say is absent;
/// later versions of `sop-flow/1` may add keys to any object but those of places and amounts.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlowFile<'a> {
    /// The name and version of this format.
    pub format: FlowFormat,
    /// The edition of the language that the document is written in.
    pub edition: &'static str,
    pub document: Document<'a>,
    pub vocabulary: Vocabulary<'a>,
    /// What holds for the document as a whole: notes, standing rules, citations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'a>>,
    /// The groups of its flow, outer ones before inner ones; empty for a policy, a form or a glossary.
    pub groups: Vec<Group<'a>>,
    /// The places of its flow, in the order they are written; empty for a policy, a form or a glossary.
    pub nodes: Vec<Node<'a>>,
    /// The ways between them, ordered by the node that they leave.
    pub edges: Vec<Edge<'a>>,
    /// Its scenarios, then those of its tests by path.
    pub scenarios: Vec<Scenario<'a>>,
    /// Its history, newest first as a rule: as it is written.
    pub history: Vec<Change<'a>>,
    pub links: Links<'a>,
}

/// The name and version of this format.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum FlowFormat {
    #[serde(rename = "sop-flow/1")]
    One,
}

/// The flow JSON of the document in `file`; none where there is no document with an id of its own.
pub fn flow_json(workspace: &Workspace, file: FileId) -> Option<Vec<u8>> {
    let context = Context::of(workspace, file)?;
    let document = context.document;
    if document.kind == DocumentKind::Tests || document.id.text.is_empty() {
        return None;
    }
    let flow = flow(workspace, file, document);
    Some(layout::to_bytes(&flow_file(&context, &flow)))
}

fn flow_file<'a>(context: &Context<'a>, flow: &'a Flow<'a>) -> FlowFile<'a> {
    let document = context.document;
    let flows = matches!(document.kind, DocumentKind::Sop | DocumentKind::Wi);
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    if flows {
        let mut order: Vec<_> = flow.graph.node_indices().filter_map(|index| Some((index, flow.node(index)?))).collect();
        order.sort_by_key(|(index, node)| (node.span.start, *index));
        for (index, node) in order {
            nodes.push(context.node(flow, node));
            context.edges(flow, index, node, &mut edges);
        }
    }
    let mut scenarios = context.scenarios();
    for tests in context.workspace.namers(&document.id.text) {
        let tests = Context::of(context.workspace, *tests).filter(|tests| tests.document.kind == DocumentKind::Tests);
        let about = tests.as_ref().and_then(|tests| tests.document.reference(tests.document.about?)?.document.as_ref());
        if about.is_some_and(|about| about.text == document.id.text) {
            scenarios.extend(tests.iter().flat_map(Context::scenarios));
        }
    }
    FlowFile {
        format: FlowFormat::One,
        edition: edition(context.file),
        document: context.document(),
        vocabulary: context.vocabulary(),
        properties: if flows { context.whole(flow) } else { context.properties(document.elements.iter()) },
        groups: if flows { context.groups(flow) } else { Vec::new() },
        nodes,
        edges,
        scenarios,
        history: context.history(),
        links: links(context.workspace, context.id),
    }
}

impl<'a> Context<'a> {
    /// What holds for the document as a whole.
    fn whole(&self, flow: &'a Flow<'a>) -> Vec<Property<'a>> {
        let whole = flow.groups.first();
        self.properties(whole.into_iter().flat_map(|group| group.properties.iter().copied()))
    }
}

/// The documents with an id of their own, sorted by id; of several with one id, the first.
pub(in crate::emit) fn defining(workspace: &Workspace) -> Vec<FileId> {
    let mut ids: Vec<&str> = workspace.ids().collect();
    ids.sort_unstable();
    ids.into_iter().filter_map(|id| workspace.definer(id)).collect()
}

/// The name of the file with the flow JSON of a document.
pub(in crate::emit) fn flow_name(id: &str) -> String {
    format!("{id}.flow.json")
}

fn edition(file: &File) -> &'static str {
    match file.config.edition.unwrap_or_default() {
        Edition::E2026 => "2026",
    }
}
