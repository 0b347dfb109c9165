//! What a document has to do with others, both ways. In: the signatures of the workspace. Out: for
//! each kind of link the documents at its other end, by id.

use super::context::slashed;
use crate::diagnostic::FileId;
use crate::model::{DocumentKind, MemberKind, Place, RelationKind, Signature};
use crate::workspace::{Resolved, Workspace};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a document has to do with others; a kind of link that it has none of is absent. Each list is
/// sorted by id and names each document once.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Links<'a> {
    /// Whose names it uses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<Link<'a>>,
    /// Who uses its names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<Link<'a>>,
    /// The policies that it carries out, with the rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub implements: Vec<Link<'a>>,
    /// Who carries it out, with the rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub implemented_by: Vec<Link<'a>>,
    /// The procedures that it performs, with their entries where one is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub performs: Vec<Link<'a>>,
    /// Who performs it, with the entries where one is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub performed_by: Vec<Link<'a>>,
    /// The work instructions that it follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<Link<'a>>,
    /// Who follows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub followed_by: Vec<Link<'a>>,
    /// The forms that it fills in, with the fields where they are named by their document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Link<'a>>,
    /// Who fills it in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recorded_by: Vec<Link<'a>>,
    /// What starts it, with the outcomes or labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triggered_by: Vec<Link<'a>>,
    /// What it starts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Link<'a>>,
    /// What must have been done before it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presupposes: Vec<Link<'a>>,
    /// Before what it must have been done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presupposed_by: Vec<Link<'a>>,
    /// What it replaces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<Link<'a>>,
    /// What replaces it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub superseded_by: Vec<Link<'a>>,
    /// What else it names by its id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Link<'a>>,
    /// Who else names it by its id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentioned_by: Vec<Link<'a>>,
    /// The files of scenarios for it, relative to the root, with `/`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tested_by: Vec<String>,
}

/// A document at the other end of a link.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Link<'a> {
    /// Its id.
    pub document: &'a str,
    /// What it is; absent where no document has this id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<super::reference::DocumentKind>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    /// The members that the link is about, by name; absent where it is about the whole. Of `implements`
    /// and `implemented_by` always the rules, also those of a policy that is carried out whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<&'a str>,
}

/// Links by the document at their other end.
type Found<'a> = BTreeMap<&'a str, Vec<&'a str>>;

pub(super) fn links<'a>(workspace: &'a Workspace, file: FileId) -> Links<'a> {
    let Some(signature) = workspace.signature(file) else { return Links::default() };
    let mut out: BTreeMap<RelationKind, Found<'a>> = BTreeMap::new();
    for relation in signature.relations.iter().filter(|relation| relation.to != signature.id) {
        let members = out.entry(relation.kind).or_default().entry(&relation.to).or_default();
        members.extend(relation.member.as_deref());
    }
    let mut into: BTreeMap<RelationKind, Found<'a>> = BTreeMap::new();
    let mut tested_by = Vec::new();
    let mut implemented_by = Found::new();
    for namer in workspace.namers(&signature.id).iter().filter(|namer| **namer != file) {
        let Some(other) = workspace.signature(*namer) else { continue };
        for relation in other.relations.iter().filter(|relation| relation.to == signature.id) {
            if relation.kind == RelationKind::Tests {
                tested_by.extend(workspace.file(*namer).map(|file| slashed(&file.path)));
            } else if other.kind != DocumentKind::Tests {
                let members = into.entry(relation.kind).or_default().entry(&other.id).or_default();
                members.extend(relation.member.as_deref());
            }
            if relation.kind == RelationKind::Implements {
                implemented_by.entry(other.id.as_str()).or_insert_with(|| rules(workspace, *namer, signature));
            }
        }
    }
    let implements = out.remove(&RelationKind::Implements).unwrap_or_default().into_keys().map(|id| {
        let policy = workspace.definer(id).and_then(|policy| workspace.signature(policy));
        (id, policy.map(|policy| rules(workspace, file, policy)).unwrap_or_default())
    });
    let implements = implements.collect();
    let made = |found: Option<Found<'a>>| made(workspace, found.unwrap_or_default());
    Links {
        uses: made(out.remove(&RelationKind::Uses)),
        used_by: made(into.remove(&RelationKind::Uses)),
        implements: made(Some(implements)),
        implemented_by: made(Some(implemented_by)),
        performs: made(out.remove(&RelationKind::Performs)),
        performed_by: made(into.remove(&RelationKind::Performs)),
        follows: made(out.remove(&RelationKind::Follows)),
        followed_by: made(into.remove(&RelationKind::Follows)),
        records: made(out.remove(&RelationKind::Records)),
        recorded_by: made(into.remove(&RelationKind::Records)),
        triggered_by: made(out.remove(&RelationKind::TriggeredBy)),
        triggers: made(into.remove(&RelationKind::TriggeredBy)),
        presupposes: made(out.remove(&RelationKind::Presupposes)),
        presupposed_by: made(into.remove(&RelationKind::Presupposes)),
        supersedes: made(out.remove(&RelationKind::Supersedes)),
        superseded_by: made(into.remove(&RelationKind::Supersedes)),
        mentions: made(out.remove(&RelationKind::Mentions)),
        mentioned_by: made(into.remove(&RelationKind::Mentions)),
        tested_by,
    }
}

fn made<'a>(workspace: &'a Workspace, found: Found<'a>) -> Vec<Link<'a>> {
    let link = |(document, mut members): (&'a str, Vec<&'a str>)| {
        members.sort_unstable();
        members.dedup();
        let other = workspace.definer(document).and_then(|other| workspace.signature(other));
        Link { document, kind: other.map(|other| other.kind.into()), version: other.and_then(|other| other.version.as_deref()), members }
    };
    found.into_iter().map(link).collect()
}

/// The rules of a policy that the document in `file` carries out.
fn rules<'a>(workspace: &'a Workspace, file: FileId, policy: &'a Signature) -> Vec<&'a str> {
    let Some(document) = workspace.document(file) else { return Vec::new() };
    let all = policy.members.iter().filter(|member| matches!(member.kind, MemberKind::Rule { .. })).map(|member| member.name.as_str());
    let (mut whole, mut named) = (false, Vec::new());
    for reference in document.header.implements.iter().filter_map(|id| document.reference(*id)) {
        if reference.place == Place::Implements && reference.document.as_ref().is_some_and(|id| id.text == policy.id) {
            match &reference.member {
                None => whole = true,
                Some(rule) => named.push(rule.text.as_str()),
            }
        }
    }
    let except: Vec<&str> = document
        .header
        .except
        .iter()
        .filter(|id| match workspace.resolved(file, **id) {
            Resolved::Member(other, _) => workspace.signature(*other).is_some_and(|other| other.id == policy.id),
            _ => false,
        })
        .filter_map(|id| document.reference(*id).map(|rule| rule.name()))
        .collect();
    all.filter(|rule| named.contains(rule) || (whole && !except.contains(rule))).collect()
}
