//! The summary of a document: all that other documents see of it. In: the document. Out: its
//! signature (what it is called, offers and relies on), which has no places and tells by `==`
//! whether anything changed for others; and beside it the places of what it offers.

use super::element::{CallKind, Callee, ElementKind, OutcomeKind, Start};
use super::header::{DocumentKind, Status};
use super::parts::{Place, RefId};
use super::sort::Sort;
use super::vocabulary::{DeclarationKind, Type};
use super::{Document, Event};
use crate::text::Span;
use smol_str::SmolStr;

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Summary {
    pub signature: Signature,
    /// The place of each member's name, and of the whole that carries it.
    pub places: Vec<(Span, Span)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub kind: DocumentKind,
    pub id: SmolStr,
    pub title: SmolStr,
    pub version: Option<SmolStr>,
    /// None where the word is no status.
    pub status: Option<Status>,
    /// What it offers, in the order it is written.
    pub members: Vec<Member>,
    /// The indices of `members`, sorted by name.
    by_name: Vec<u32>,
    pub relations: Vec<Relation>,
}

impl Default for Signature {
    fn default() -> Self {
        Self {
            kind: DocumentKind::Sop,
            id: SmolStr::default(),
            title: SmolStr::default(),
            version: None,
            status: Some(Status::Effective),
            members: Vec::new(),
            by_name: Vec::new(),
            relations: Vec::new(),
        }
    }
}

/// What one document has to do with another, by the id as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub kind: RelationKind,
    pub to: SmolStr,
    pub member: Option<SmolStr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RelationKind {
    Uses,
    Implements,
    /// A rule that is left out.
    Except,
    Supersedes,
    Tests,
    Performs,
    Follows,
    TriggeredBy,
    /// Named in a `before`: it must have been done.
    Presupposes,
    /// `records FRM-…`
    Records,
    Mentions,
}

/// A name that a document offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub name: SmolStr,
    pub kind: MemberKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberKind {
    Role {
        external: bool,
    },
    Term,
    System,
    /// Whether it is so much of another one.
    Unit {
        derived: bool,
    },
    /// With the values of an enumeration; `role` facts may stand where a role may.
    Fact {
        values: Vec<SmolStr>,
        role: bool,
        sort: Sort,
    },
    Definition(Sort),
    Judgement,
    Limit(Sort),
    Activity {
        external: bool,
    },
    /// The activities that its controls name.
    Rule {
        controls: usize,
        duties: Vec<SmolStr>,
    },
    Table {
        columns: Vec<SmolStr>,
    },
    Label,
    Trigger,
    Outcome(OutcomeKind),
}

/// Names of one class must differ within a document; names of different classes are told apart by their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    Role,
    Term,
    System,
    Unit,
    Fact,
    Activity,
    Rule,
    Table,
    Label,
}

impl MemberKind {
    pub fn class(&self) -> Class {
        match self {
            MemberKind::Role { .. } => Class::Role,
            MemberKind::Term => Class::Term,
            MemberKind::System => Class::System,
            MemberKind::Unit { .. } => Class::Unit,
            MemberKind::Fact { .. } | MemberKind::Definition(_) | MemberKind::Judgement | MemberKind::Limit(_) => Class::Fact,
            MemberKind::Activity { .. } => Class::Activity,
            MemberKind::Rule { .. } => Class::Rule,
            MemberKind::Table { .. } => Class::Table,
            MemberKind::Label | MemberKind::Trigger | MemberKind::Outcome(_) => Class::Label,
        }
    }

    /// What it is called in a message.
    pub fn word(&self) -> &'static str {
        match self {
            MemberKind::Role { .. } => "role",
            MemberKind::Term => "term",
            MemberKind::System => "system",
            MemberKind::Unit { .. } => "unit",
            MemberKind::Fact { .. } | MemberKind::Definition(_) => "fact",
            MemberKind::Judgement => "judgement",
            MemberKind::Limit(_) => "limit",
            MemberKind::Activity { .. } => "activity",
            MemberKind::Rule { .. } => "rule",
            MemberKind::Table { .. } => "table",
            MemberKind::Label => "label",
            MemberKind::Trigger => "trigger",
            MemberKind::Outcome(_) => "outcome",
        }
    }
}

impl Signature {
    /// The members of that name, by index.
    pub fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = (u32, &'s Member)> + 's {
        let first = self.by_name.partition_point(|at| self.members.get(*at as usize).is_some_and(|member| member.name.as_str() < name));
        let rest = self.by_name.get(first..).unwrap_or(&[]);
        rest.iter().filter_map(|at| self.members.get(*at as usize).map(|member| (*at, member))).take_while(move |(_, member)| member.name == name)
    }

    pub fn relations(&self, kind: RelationKind) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(move |relation| relation.kind == kind)
    }

    /// In force: it may be relied on. A law of others is.
    pub fn in_force(&self) -> bool {
        matches!(self.status, None | Some(Status::Effective | Status::External))
    }
}

/// Summarises a document.
pub fn summary(document: &Document) -> Summary {
    let mut members = Collector { members: Vec::new(), places: Vec::new() };
    for declaration in &document.declarations {
        members.declaration(document, declaration);
    }
    document.each_element(&mut |element| members.element(element));
    let Collector { members, places } = members;
    let mut by_name: Vec<u32> = (0..members.len() as u32).collect();
    by_name.sort_by(|a, b| name_of(&members, *a).cmp(name_of(&members, *b)));
    let header = &document.header;
    Summary {
        signature: Signature {
            kind: document.kind,
            id: document.id.text.clone(),
            title: document.title.text.clone(),
            version: header.version.as_ref().map(|version| version.text.clone()),
            status: header.status(),
            members,
            by_name,
            relations: relations(document),
        },
        places,
    }
}

fn name_of(members: &[Member], at: u32) -> &str {
    members.get(at as usize).map_or("", |member| member.name.as_str())
}

struct Collector {
    members: Vec<Member>,
    places: Vec<(Span, Span)>,
}

impl Collector {
    fn push(&mut self, name: &super::Name, whole: Span, kind: MemberKind) {
        if !name.text.is_empty() {
            self.members.push(Member { name: name.text.clone(), kind });
            self.places.push((name.span, whole));
        }
    }

    fn declaration(&mut self, document: &Document, declaration: &super::Declaration) {
        let kind = match &declaration.kind {
            DeclarationKind::Role { external, .. } => MemberKind::Role { external: *external },
            DeclarationKind::Term => MemberKind::Term,
            DeclarationKind::System => MemberKind::System,
            DeclarationKind::Unit { value } => MemberKind::Unit { derived: value.is_some() },
            DeclarationKind::Fact { ty, .. } => {
                let values = match ty {
                    Type::OneOf(values) | Type::SomeOf(values) => values.iter().map(|value| value.text.clone()).collect(),
                    _ => Vec::new(),
                };
                MemberKind::Fact { values, role: *ty == Type::Role, sort: Sort::of_type(ty) }
            }
            DeclarationKind::Definition { cases } => MemberKind::Definition(Sort::of_definition(cases)),
            DeclarationKind::Judgement => MemberKind::Judgement,
            DeclarationKind::Limit { deadline } => MemberKind::Limit(Sort::of_limit(deadline)),
            DeclarationKind::Activity { by } => {
                // whether the role is external is known where it is resolved; here only that somebody is named
                MemberKind::Activity { external: by.is_some() }
            }
            DeclarationKind::Rule { controls, .. } => {
                let mut duties: Vec<SmolStr> = Vec::new();
                for event in controls.iter().flat_map(|control| &control.of) {
                    if let Event::Ref(reference) = event
                        && let Some(reference) = document.reference(*reference)
                    {
                        duties.push(SmolStr::new(reference.name()));
                    }
                }
                MemberKind::Rule { controls: controls.len(), duties }
            }
            DeclarationKind::Table(table) => {
                let columns = table.inputs.iter().chain(&table.outputs).filter_map(|column| match &column.kind {
                    super::ExpressionKind::Ref(reference) => document.reference(*reference).map(|reference| SmolStr::new(reference.name())),
                    _ => None,
                });
                MemberKind::Table { columns: columns.collect() }
            }
        };
        self.push(&declaration.name, declaration.span, kind);
    }

    fn element(&mut self, element: &super::Element) {
        if let Some(label) = &element.label {
            let kind = match &element.kind {
                ElementKind::Outcome { result, .. } => MemberKind::Outcome(*result),
                ElementKind::Trigger { .. } => MemberKind::Trigger,
                _ => MemberKind::Label,
            };
            self.push(label, element.span, kind);
        }
        if let ElementKind::Parallel { branches, .. } = &element.kind {
            for branch in branches {
                if let Some(label) = &branch.label {
                    self.push(label, branch.span, MemberKind::Label);
                }
            }
        }
    }
}

fn relations(document: &Document) -> Vec<Relation> {
    let mut relations = Vec::new();
    let mut add = |kind, id: RefId| {
        if let Some(reference) = document.reference(id)
            && let Some(to) = &reference.document
        {
            let member = reference.member.as_ref().map(|member| member.text.clone());
            relations.push(Relation { kind, to: to.text.clone(), member });
        }
    };
    for (at, reference) in document.references.iter().enumerate() {
        let kind = match reference.place {
            Place::Uses => RelationKind::Uses,
            Place::Implements => RelationKind::Implements,
            Place::Supersedes => RelationKind::Supersedes,
            Place::Tests => RelationKind::Tests,
            Place::Performs => RelationKind::Performs,
            Place::Follows => RelationKind::Follows,
            Place::TriggeredBy => RelationKind::TriggeredBy,
            Place::Learned => RelationKind::Records,
            _ => RelationKind::Mentions,
        };
        add(kind, RefId(at as u32));
    }
    document.each_element(&mut |element| {
        if let ElementKind::Before { condition, .. } = &element.kind
            && let super::ExpressionKind::Judgement { text, .. } = &condition.kind
        {
            text.references.iter().for_each(|reference| add(RelationKind::Presupposes, *reference));
        }
    });
    for except in &document.header.except {
        if let Some(reference) = document.reference(*except) {
            relations.push(Relation { kind: RelationKind::Except, to: SmolStr::new(reference.name()), member: None });
        }
    }
    relations
}

/// The callee of a call that has one in the set.
pub fn callee(kind: &ElementKind) -> Option<(CallKind, RefId)> {
    match kind {
        ElementKind::Call { kind, callee: Callee::Ref(reference), .. } => Some((*kind, *reference)),
        _ => None,
    }
}

/// The document that a trigger names.
pub fn trigger_document(kind: &ElementKind) -> Option<RefId> {
    match kind {
        ElementKind::Trigger { start: Start::Document { reference, .. }, .. } => Some(*reference),
        _ => None,
    }
}
