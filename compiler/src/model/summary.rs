//! The summary of a document: all that other documents see of it. In: the document. Out: its
//! signature (what it is called, offers and relies on), which has no places and tells by `==`
//! whether anything changed for others; and beside it the places of what it offers.

mod gather;

use super::element::{CallKind, Callee, ElementKind, OutcomeKind, Start};
use super::header::{DocumentKind, Status};
use super::parts::RefId;
use super::sort::Sort;
use super::vocabulary::{DeclarationKind, Type};
use super::{Document, Event};
use crate::text::Span;
use gather::{fulfilled, line_end, quoted, quoted_in, relations};
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
    /// The activities that it fulfils, as written: `payout`, `POL-REF-001.payout`; sorted, each once.
    pub fulfils: Vec<SmolStr>,
    /// The judgements and happenings of which a scenario may speak; sorted, each once.
    pub quoted: Vec<SmolStr>,
    /// The answers in quotes of each labelled decision that has some, by its member.
    pub answers: Vec<(u32, Vec<SmolStr>)>,
    /// Of a work instruction: what the end of its line is called, by its member.
    line_end: Option<u32>,
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
            fulfils: Vec::new(),
            quoted: Vec::new(),
            answers: Vec::new(),
            line_end: None,
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
    /// With the values of an enumeration; `role` facts may stand where a role may; of a broken one the
    /// type could not be read.
    Fact {
        values: Vec<SmolStr>,
        role: bool,
        broken: bool,
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

    /// Of a work instruction: what the end of its line is called, if it has a name.
    pub fn line_end(&self) -> Option<&Member> {
        self.members.get(self.line_end? as usize)
    }

    /// The answers in quotes of a labelled decision; none of one without.
    pub fn answers_of(&self, member: u32) -> &[SmolStr] {
        let at = self.answers.binary_search_by_key(&member, |(member, _)| *member);
        at.ok().and_then(|at| self.answers.get(at)).map_or(&[], |(_, answers)| answers)
    }

    /// In force: it may be relied on. A law of others is.
    pub fn in_force(&self) -> bool {
        matches!(self.status, None | Some(Status::Effective | Status::External))
    }
}

/// Summarises a document.
pub fn summary(document: &Document) -> Summary {
    let mut members = Collector { members: Vec::new(), places: Vec::new(), answers: Vec::new() };
    for declaration in &document.declarations {
        members.declaration(document, declaration);
    }
    document.each_element(&mut |element| members.element(element));
    let Collector { members, places, answers } = members;
    let mut by_name: Vec<u32> = (0..members.len() as u32).collect();
    by_name.sort_by(|a, b| name_of(&members, *a).cmp(name_of(&members, *b)));
    let line_end = line_end(document, &members);
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
            fulfils: fulfilled(document),
            quoted: quoted(document),
            answers,
            line_end,
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
    answers: Vec<(u32, Vec<SmolStr>)>,
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
                MemberKind::Fact { values, role: *ty == Type::Role, broken: *ty == Type::Broken, sort: Sort::of_type(ty) }
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
            if let ElementKind::Decide { branches, .. } = &element.kind {
                let mut answers = Vec::new();
                branches.iter().flat_map(|branch| branch.answers.iter().flatten()).for_each(|answer| quoted_in(answer, &mut answers));
                if !answers.is_empty() && !label.text.is_empty() {
                    self.answers.push((self.members.len() as u32, answers));
                }
            }
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
