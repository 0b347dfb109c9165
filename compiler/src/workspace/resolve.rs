//! What names mean. In: a document and the signatures of those it uses. Out: for each of its
//! references what it stands for. A name is looked up by its place; nearer wins: the document's own
//! names, then those of the documents it implements, then those of the ones it uses.

mod own;

use super::{File, Workspace};
use crate::diagnostic::FileId;
use crate::model::summary::callee;
use crate::model::{Class, Document, DocumentKind, Member, MemberKind, Place, RefId, Reference};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::cell::{OnceCell, RefCell};

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    Document(FileId),
    /// A member of a document: the index in its signature.
    Member(FileId, u32),
    /// A value of an enumeration.
    EnumValue,
    /// A column of the table whose rows are at hand.
    Column(u32),
    /// A thing that is handed on: it needs no declaration.
    Thing,
    /// Of these, each as near as the other.
    Ambiguous(Vec<(FileId, u32)>),
    /// The name exists, but not for what is due here.
    WrongKind(FileId, u32),
    Missing(Missing),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No document has this id.
    Document,
    /// The document has no such member.
    Member(FileId),
    /// Nothing in sight has this name.
    Name,
    /// It may stand in something that is missing or broken, of which is told elsewhere.
    Unclear,
}

/// Resolves every reference of a file.
pub(super) fn resolve(workspace: &Workspace, file: FileId) -> Vec<Resolved> {
    let Some((file_, document)) = workspace.file(file).zip(workspace.document(file)) else { return Vec::new() };
    let scope = Scope::new(workspace, file, file_, document);
    let mut resolution: Vec<Resolved> = document.references.iter().map(|reference| scope.resolve(reference)).collect();
    own::columns(document, &mut resolution);
    own::things(document, &mut resolution);
    resolution
}

/// The documents whose names are in sight, nearest first.
pub struct Scope<'w> {
    workspace: &'w Workspace,
    document: &'w Document,
    rings: [Vec<FileId>; 3],
    /// A used document is missing, so a name may be one of its.
    incomplete: bool,
    /// The words in the parts of a file that could not be read, where anybody asked for them.
    broken: RefCell<FxHashMap<FileId, FxHashSet<&'w str>>>,
    /// What this document, or the tested one, calls; once anybody asked.
    callees: OnceCell<Vec<FileId>>,
}

impl<'w> Scope<'w> {
    /// The scope of the document in `file`.
    pub fn of(workspace: &'w Workspace, file: FileId) -> Option<Self> {
        let (source, document) = workspace.file(file).zip(workspace.document(file))?;
        Some(Self::new(workspace, file, source, document))
    }

    fn new(workspace: &'w Workspace, file: FileId, source: &File, document: &'w Document) -> Self {
        let mut scope =
            Self { workspace, document, rings: [vec![file], Vec::new(), Vec::new()], incomplete: false, broken: RefCell::default(), callees: OnceCell::new() };
        scope.widen(document, source);
        if document.kind == DocumentKind::Tests
            && let Some(about) = document.about.and_then(|about| document.reference(about))
        {
            // what is tested lends its own names and all that it sees
            let tested = about.document.as_ref().and_then(|id| workspace.definer(&id.text));
            match tested.and_then(|tested| Some((tested, workspace.file(tested)?, workspace.document(tested)?))) {
                Some((tested, source, document)) => {
                    scope.add(0, tested);
                    scope.widen(document, source);
                }
                None => scope.incomplete = true,
            }
        }
        scope
    }

    fn widen(&mut self, document: &Document, source: &File) {
        for (ring, list) in [(1, &document.header.implements), (2, &document.header.uses)] {
            for reference in list {
                let id = document.reference(*reference).and_then(|reference| reference.document.as_ref());
                match id.and_then(|id| self.workspace.definer(&id.text)) {
                    Some(file) => self.add(ring, file),
                    None => self.incomplete = true,
                }
            }
        }
        for id in source.config.default_uses() {
            if let Some(file) = self.workspace.definer(id) {
                self.add(2, file);
            }
        }
    }

    fn add(&mut self, ring: usize, file: FileId) {
        if !self.rings.iter().flatten().any(|known| *known == file)
            && let Some(ring) = self.rings.get_mut(ring)
        {
            ring.push(file);
        }
    }

    /// Whether every document is there whose names should be in sight.
    pub fn is_complete(&self) -> bool {
        !self.incomplete
    }

    /// The files in sight, nearest first.
    pub fn files(&self) -> impl Iterator<Item = FileId> + '_ {
        self.rings.iter().flatten().copied()
    }

    /// Every name that could stand in the place of `reference`, nearest first, and what it stands for:
    /// a member, or nothing where it is a value of an enumeration or a column.
    pub fn each_name(&self, reference: &Reference, see: &mut dyn FnMut(&'w SmolStr, Option<(FileId, u32)>)) {
        let mut members = |file: FileId| {
            for (at, member) in self.workspace.signature(file).into_iter().flat_map(|signature| &signature.members).enumerate() {
                if fits(reference.place, member) {
                    see(&member.name, Some((file, at as u32)));
                }
            }
        };
        if let Some(id) = &reference.document {
            return self.workspace.definer(&id.text).into_iter().for_each(members);
        }
        if let Place::CalleeOutcome(call) = reference.place {
            let id = self.document.reference(call).and_then(|call| call.document.as_ref());
            return match id.and_then(|id| self.workspace.definer(&id.text)) {
                Some(file) => members(file),
                None => self.callees().iter().copied().for_each(members),
            };
        }
        self.files().for_each(&mut members);
        let kind = |member: (FileId, u32)| Some(&self.workspace.signature(member.0)?.members.get(member.1 as usize)?.kind);
        if let Some(MemberKind::Fact { values, .. }) = reference.against.and_then(|fact| self.member(fact)).and_then(kind) {
            values.iter().for_each(|value| see(value, None));
        }
        if let Some(MemberKind::Table { columns }) = reference.row_of.and_then(|table| self.member(table)).and_then(kind) {
            columns.iter().for_each(|column| see(column, None));
        }
    }

    fn resolve(&self, reference: &Reference) -> Resolved {
        match (&reference.document, &reference.member) {
            (Some(id), member) => {
                let Some(file) = self.workspace.definer(&id.text) else { return Resolved::Missing(Missing::Document) };
                match member {
                    None => Resolved::Document(file),
                    Some(member) => self.member_of(file, &member.text, reference.place),
                }
            }
            (None, Some(name)) => self.bare(&name.text, reference),
            (None, None) => Resolved::Missing(Missing::Unclear),
        }
    }

    fn member_of(&self, file: FileId, name: &str, place: Place) -> Resolved {
        let Some(signature) = self.workspace.signature(file) else { return Resolved::Missing(Missing::Unclear) };
        let mut wrong = None;
        for (at, member) in signature.named(name) {
            if fits(place, member) {
                return Resolved::Member(file, at);
            }
            wrong = Some(at);
        }
        match wrong {
            Some(at) => Resolved::WrongKind(file, at),
            None if self.may_be_broken(file, name) => Resolved::Missing(Missing::Unclear),
            None => Resolved::Missing(Missing::Member(file)),
        }
    }

    fn bare(&self, name: &SmolStr, reference: &Reference) -> Resolved {
        let place = reference.place;
        if let Place::CalleeOutcome(call) = place {
            return self.outcome_of(call, name);
        }
        if let Some(column) = self.column(name, reference) {
            return Resolved::Column(column);
        }
        if matches!(place, Place::Value) && self.is_value_of(name, reference.against) {
            return Resolved::EnumValue;
        }
        let mut wrong = None;
        for ring in &self.rings {
            let mut found: Vec<(FileId, u32)> = Vec::new();
            for file in ring {
                let Some(signature) = self.workspace.signature(*file) else { continue };
                let mut best = None;
                for (at, member) in signature.named(name) {
                    if fits(place, member) {
                        let rank = rank(place, member);
                        if best.is_none_or(|(best, _)| rank < best) {
                            best = Some((rank, at));
                        }
                    } else {
                        wrong = wrong.or(Some((*file, at)));
                    }
                }
                found.extend(best.map(|(_, at)| (*file, at)));
            }
            match found.as_slice() {
                [] => {}
                [(file, at)] => return Resolved::Member(*file, *at),
                _ => return Resolved::Ambiguous(found),
            }
        }
        if matches!(place, Place::Value) && self.is_some_value(name) {
            return Resolved::EnumValue;
        }
        match wrong {
            _ if place == Place::Thing => Resolved::Thing,
            Some((file, at)) => Resolved::WrongKind(file, at),
            None if place == Place::Value && self.is_value_of_nothing(reference.against) => Resolved::Missing(Missing::Unclear),
            None if self.incomplete || self.files().any(|file| self.may_be_broken(file, name)) => Resolved::Missing(Missing::Unclear),
            None => Resolved::Missing(Missing::Name),
        }
    }

    /// Whether `name` stands in a part of the file that could not be read.
    fn may_be_broken(&self, file: FileId, name: &str) -> bool {
        let Some((text, document)) = self.workspace.file(file).zip(self.workspace.document(file)) else { return false };
        if document.broken.is_empty() {
            return false;
        }
        let mut broken = self.broken.borrow_mut();
        let words = broken.entry(file).or_insert_with(|| {
            let parts = document.broken.iter().map(|span| span.of(&text.text));
            parts.flat_map(|part| part.split(|char: char| !char.is_alphanumeric() && char != '_')).collect()
        });
        words.contains(name)
    }

    fn column(&self, name: &str, reference: &Reference) -> Option<u32> {
        let (file, member) = self.member(reference.row_of?)?;
        let MemberKind::Table { columns } = &self.workspace.signature(file)?.members.get(member as usize)?.kind else { return None };
        columns.iter().position(|column| column == name).map(|at| at as u32)
    }

    /// The member that another reference of the document stands for.
    fn member(&self, reference: RefId) -> Option<(FileId, u32)> {
        match self.resolve(self.document.reference(reference)?) {
            Resolved::Member(file, member) => Some((file, member)),
            _ => None,
        }
    }

    fn is_value_of(&self, name: &str, fact: Option<RefId>) -> bool {
        let member = fact.and_then(|fact| self.member(fact));
        let kind = member.and_then(|(file, at)| self.workspace.signature(file)?.members.get(at as usize)).map(|member| &member.kind);
        matches!(kind, Some(MemberKind::Fact { values, .. }) if values.iter().any(|value| value == name))
    }

    /// Whether the fact that a value is compared with is missing itself, or its type could not be read.
    fn is_value_of_nothing(&self, fact: Option<RefId>) -> bool {
        let fact = fact.and_then(|fact| self.document.reference(fact));
        fact.is_some_and(|fact| match self.resolve(fact) {
            Resolved::Missing(_) => true,
            Resolved::Member(file, at) => {
                let member = self.workspace.signature(file).and_then(|signature| signature.members.get(at as usize));
                member.is_some_and(|member| matches!(member.kind, MemberKind::Fact { broken: true, .. }))
            }
            _ => false,
        })
    }

    /// Whether any fact in sight has this value.
    fn is_some_value(&self, name: &str) -> bool {
        self.files()
            .filter_map(|file| self.workspace.signature(file))
            .flat_map(|signature| &signature.members)
            .any(|member| matches!(&member.kind, MemberKind::Fact { values, .. } if values.iter().any(|value| value == name)))
    }

    /// An outcome of what is called: by the reference to the document, or by the label of an element with a call in it.
    fn outcome_of(&self, call: RefId, name: &str) -> Resolved {
        let Some(reference) = self.document.reference(call) else { return Resolved::Missing(Missing::Unclear) };
        let outcome = |file: FileId| {
            let signature = self.workspace.signature(file)?;
            signature.named(name).find(|(_, member)| matches!(member.kind, MemberKind::Outcome(_))).map(|(at, _)| Resolved::Member(file, at))
        };
        if let Some(id) = &reference.document {
            let Some(file) = self.workspace.definer(&id.text) else { return Resolved::Missing(Missing::Unclear) };
            let missing = if self.may_be_broken(file, name) { Missing::Unclear } else { Missing::Member(file) };
            return outcome(file).unwrap_or(Resolved::Missing(missing));
        }
        // a scenario: any outcome of what the element calls
        self.callees().iter().copied().find_map(outcome).unwrap_or(Resolved::Missing(Missing::Name))
    }

    fn callees(&self) -> &[FileId] {
        self.callees.get_or_init(|| {
            let mut all: Vec<FileId> = self.files().take(2).flat_map(|file| callees(self.workspace, file)).collect();
            let mut seen = FxHashSet::default();
            all.retain(|file| seen.insert(*file));
            all
        })
    }
}

/// The documents that the elements of a document call.
fn callees(workspace: &Workspace, file: FileId) -> Vec<FileId> {
    let mut found = Vec::new();
    if let Some(document) = workspace.document(file) {
        document.each_element(&mut |element| {
            let id = callee(&element.kind).and_then(|(_, reference)| document.reference(reference)?.document.as_ref());
            found.extend(id.and_then(|id| workspace.definer(&id.text)));
        });
    }
    found
}

/// Whether a member may be meant at a place.
pub fn fits(place: Place, member: &Member) -> bool {
    let class = member.kind.class();
    match place {
        Place::Uses | Place::Implements | Place::Supersedes | Place::Tests => class == Class::Rule,
        Place::Except => class == Class::Rule,
        Place::Performs | Place::Follows | Place::TriggeredBy => class == Class::Label,
        Place::Target => matches!(member.kind, MemberKind::Label | MemberKind::Outcome(_)),
        Place::CalleeOutcome(_) => matches!(member.kind, MemberKind::Outcome(_)),
        Place::Role | Place::Actor => {
            class == Class::Role || matches!(member.kind, MemberKind::Fact { role: true, .. } | MemberKind::Fact { broken: true, .. })
        }
        Place::Value => matches!(class, Class::Fact | Class::Role | Class::Label),
        Place::Event => true,
        Place::Fulfils => class == Class::Activity,
        Place::Duty => matches!(class, Class::Activity | Class::Label | Class::Fact),
        Place::Learned | Place::Set => matches!(member.kind, MemberKind::Fact { .. }),
        Place::Table => class == Class::Table,
        Place::Label => class == Class::Label,
        Place::Given => matches!(class, Class::Fact | Class::Label),
        Place::TriggerLabel => matches!(member.kind, MemberKind::Trigger),
        Place::Prose => true,
        Place::Thing => matches!(class, Class::Term | Class::System | Class::Fact),
    }
}

/// Of several that fit in one document, the lowest is meant.
fn rank(place: Place, member: &Member) -> u8 {
    let class = member.kind.class();
    match place {
        Place::Event | Place::Duty => match class {
            Class::Activity => 0,
            Class::Label => 1,
            Class::Fact => 2,
            _ => 3,
        },
        Place::Value | Place::Prose | Place::Given => match class {
            Class::Fact => 0,
            Class::Label => 2,
            _ => 1,
        },
        _ => 0,
    }
}
