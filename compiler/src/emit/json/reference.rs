//! What names stand for. In: a reference of a document. Out: the document, version and member that it
//! means, with what a reader shows of it; or the name as written, where it means nothing.

use super::context::Context;
use crate::diagnostic::FileId;
use crate::model::{self, DeclarationKind, MemberKind, RefId};
use crate::workspace::Resolved;
use serde::Serialize;

/// What a name in the document stands for: a member of a document, a document, or one of the lesser things.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Reference<'a> {
    Member(MemberReference<'a>),
    Document(DocumentReference<'a>),
    Value(ValueReference<'a>),
    Column(ColumnReference<'a>),
    Thing(ThingReference<'a>),
    Unresolved(UnresolvedReference<'a>),
}

/// Something that a document gives a name to.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MemberReference<'a> {
    /// The id of the document that declares it; this one's own id for its own names.
    pub document: &'a str,
    /// The version of that document when this was written; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    /// Its name there. A label is the id of a node or group of that document's flow.
    pub member: &'a str,
    /// What it is.
    pub kind: Kind,
    /// What a role is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// Present and true for a role outside the organization.
    #[serde(skip_serializing_if = "is_false")]
    pub external: bool,
    /// The version that the document asks for: `v1.4` behind an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<&'a str>,
}

/// A whole document.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentReference<'a> {
    /// Its id.
    pub document: &'a str,
    /// Its version when this was written; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: &'a str,
    /// The version that this document asks for: `v1.4` behind an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<&'a str>,
}

/// A value of an enumeration.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ValueReference<'a> {
    /// The value: one of those that the fact's type lists.
    pub value: &'a str,
}

/// A column of the table whose rows the loop goes through.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ColumnReference<'a> {
    /// The column's name.
    pub column: &'a str,
}

/// Something that is handed on and needs no declaration.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ThingReference<'a> {
    /// What it is called.
    pub thing: &'a str,
}

/// A name that stands for nothing that may stand here.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnresolvedReference<'a> {
    /// The name, as written.
    pub unresolved: &'a str,
}

/// What a member of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Kind {
    Role,
    Term,
    System,
    Unit,
    Fact,
    Judgement,
    Limit,
    Activity,
    Rule,
    Table,
    Label,
    Trigger,
    Outcome,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum DocumentKind {
    Policy,
    Sop,
    Wi,
    Form,
    Glossary,
    Tests,
}

impl From<model::DocumentKind> for DocumentKind {
    fn from(kind: model::DocumentKind) -> Self {
        match kind {
            model::DocumentKind::Policy => DocumentKind::Policy,
            model::DocumentKind::Sop => DocumentKind::Sop,
            model::DocumentKind::Wi => DocumentKind::Wi,
            model::DocumentKind::Form => DocumentKind::Form,
            model::DocumentKind::Glossary => DocumentKind::Glossary,
            model::DocumentKind::Tests => DocumentKind::Tests,
        }
    }
}

impl From<&MemberKind> for Kind {
    fn from(kind: &MemberKind) -> Self {
        match kind {
            MemberKind::Role { .. } => Kind::Role,
            MemberKind::Term => Kind::Term,
            MemberKind::System => Kind::System,
            MemberKind::Unit { .. } => Kind::Unit,
            MemberKind::Fact { .. } | MemberKind::Definition(_) => Kind::Fact,
            MemberKind::Judgement => Kind::Judgement,
            MemberKind::Limit(_) => Kind::Limit,
            MemberKind::Activity { .. } => Kind::Activity,
            MemberKind::Rule { .. } => Kind::Rule,
            MemberKind::Table { .. } => Kind::Table,
            MemberKind::Label => Kind::Label,
            MemberKind::Trigger => Kind::Trigger,
            MemberKind::Outcome(_) => Kind::Outcome,
        }
    }
}

pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

impl<'a> Context<'a> {
    pub(super) fn reference(&self, id: RefId) -> Reference<'a> {
        let Some(reference) = self.document.reference(id) else {
            return Reference::Unresolved(UnresolvedReference { unresolved: "" });
        };
        let pinned = reference.pin.as_ref().map(|pin| pin.text.as_str());
        let found = match self.workspace.resolved(self.id, id) {
            Resolved::Document(file) => self.document_reference(*file, pinned),
            Resolved::Member(file, member) => self.member_reference(*file, *member, pinned),
            Resolved::EnumValue => Some(Reference::Value(ValueReference { value: reference.name() })),
            Resolved::Column(_) => Some(Reference::Column(ColumnReference { column: reference.name() })),
            Resolved::Thing => Some(Reference::Thing(ThingReference { thing: reference.name() })),
            Resolved::Ambiguous(_) | Resolved::WrongKind(..) | Resolved::Missing(_) => None,
        };
        found.unwrap_or(Reference::Unresolved(UnresolvedReference { unresolved: self.source(reference.span) }))
    }

    pub(super) fn references(&self, ids: &[RefId]) -> Vec<Reference<'a>> {
        ids.iter().map(|id| self.reference(*id)).collect()
    }

    fn document_reference(&self, file: FileId, pinned: Option<&'a str>) -> Option<Reference<'a>> {
        let signature = self.workspace.signature(file)?;
        Some(Reference::Document(DocumentReference {
            document: &signature.id,
            version: signature.version.as_deref(),
            kind: signature.kind.into(),
            title: &signature.title,
            pinned,
        }))
    }

    pub(super) fn member_reference(&self, file: FileId, member: u32, pinned: Option<&'a str>) -> Option<Reference<'a>> {
        let signature = self.workspace.signature(file)?;
        let found = signature.members.get(member as usize)?;
        let (title, external) = match &found.kind {
            MemberKind::Role { external } => (self.role_title(file, member), *external),
            _ => (None, false),
        };
        Some(Reference::Member(MemberReference {
            document: &signature.id,
            version: signature.version.as_deref(),
            member: &found.name,
            kind: (&found.kind).into(),
            title,
            external,
            pinned,
        }))
    }

    /// What a role is called; looked for once a document, since a glossary may have many.
    fn role_title(&self, file: FileId, member: u32) -> Option<&'a str> {
        let look = || {
            let declaration = self.workspace.declaration(file, member)?;
            let is_role = matches!(declaration.kind, DeclarationKind::Role { .. });
            declaration.text.as_ref().filter(|_| is_role).map(|text| text.text.as_str())
        };
        *self.titles.borrow_mut().entry((file, member)).or_insert_with(look)
    }
}
