//! The document itself: its id and kind, and its header, every field of it.

use super::context::Context;
use super::expression::Formula;
use super::reference::{DocumentKind, Reference};
use super::text::Text;
use super::time::Actors;
use super::unit::Quantity;
use crate::model;
use crate::model::header::{Person as ModelPerson, SignOff as ModelSignOff};
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document<'a> {
    /// Its id, unique in the workspace.
    pub id: &'a str,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: &'a str,
    /// Its version, as written; of a transcribed law, a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    /// Where it stands in its life; `effective` where the header does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The language that it is written in, as an ISO 639 code; absent where the header does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    /// Its file, relative to the root of the workspace, with `/`.
    pub path: String,
    /// What its header says.
    pub header: Header<'a>,
}

/// Where a document stands in its life. `external`: a law or standard of others.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Status {
    Draft,
    InReview,
    Effective,
    Retired,
    External,
}

/// The header of a document; a field that it does not have is absent. Version, status, language and
/// history stand beside it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Header<'a> {
    /// The role that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Reference<'a>>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Person<'a>>,
    /// Who read it, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<SignOff<'a>>,
    /// Who approved it, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved: Option<SignOff<'a>>,
    /// The day from which it holds: `2026-03-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<&'a str>,
    /// How often it is looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_every: Option<Quantity<'a>>,
    /// The documents whose names it uses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<Reference<'a>>,
    /// The policies, or rules of them, that it carries out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub implements: Vec<Reference<'a>>,
    /// The rules of these policies that it leaves out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Reference<'a>>,
    /// The documents that it replaces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<Reference<'a>>,
    /// Who does all that names nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performer: Option<Actors<'a>>,
    /// To what it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope<'a>>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Text<'a>>,
    /// Whom it is written for, in single words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<&'a str>,
    /// Whom it is written for, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience_text: Option<Text<'a>>,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// How long its records are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retain: Option<Quantity<'a>>,
}

/// To what a document applies.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scope<'a> {
    /// In words.
    pub text: Text<'a>,
    /// The cases that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula<'a>>,
    /// The cases that it is not for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Formula<'a>>,
}

/// A role or a person.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Person<'a> {
    /// A role.
    Role {
        /// Which.
        role: Reference<'a>,
    },
    /// A person.
    Name {
        /// By name.
        name: &'a str,
    },
}

/// A signature.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignOff<'a> {
    /// The day: `2026-03-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'a str>,
    /// Who signed.
    pub by: Vec<Person<'a>>,
}

/// A line of the history.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Change<'a> {
    /// The version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    /// The day from which it holds: `2026-03-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'a str>,
    /// What changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
}

impl<'a> Context<'a> {
    pub(super) fn document(&self) -> Document<'a> {
        let header = &self.document.header;
        Document {
            id: &self.document.id.text,
            kind: self.document.kind.into(),
            title: &self.document.title.text,
            version: word(&header.version),
            status: header.status().map(Status::from),
            language: word(&header.language),
            path: self.path(),
            header: self.header(),
        }
    }

    pub(super) fn header(&self) -> Header<'a> {
        let header = &self.document.header;
        Header {
            owner: header.owner.map(|owner| self.reference(owner)),
            author: self.people(&header.author),
            reviewed: header.reviewed.as_ref().map(|signed| self.sign_off(signed)),
            approved: header.approved.as_ref().map(|signed| self.sign_off(signed)),
            effective: word(&header.effective),
            review_every: header.review_every.as_ref().map(|every| self.quantity(every)),
            uses: self.references(&header.uses),
            implements: self.references(&header.implements),
            except: self.references(&header.except),
            supersedes: self.references(&header.supersedes),
            performer: self.some_actors(&header.performer),
            scope: header.scope.as_deref().map(|(text, guard)| Scope {
                text: self.text(text),
                when: self.some_formula(&guard.when),
                unless: self.some_formula(&guard.unless),
            }),
            purpose: self.some_text(&header.purpose),
            audience: header.audience.iter().map(|word| word.text.as_str()).collect(),
            audience_text: self.some_text(&header.audience_text),
            tags: header.tags.iter().map(|word| word.text.as_str()).collect(),
            retain: header.retain.as_ref().map(|time| self.quantity(time)),
        }
    }

    pub(super) fn history(&self) -> Vec<Change<'a>> {
        let change =
            |change: &'a model::header::Change| Change { version: word(&change.version), date: word(&change.date), text: self.some_text(&change.text) };
        self.document.header.history.iter().map(change).collect()
    }

    fn people(&self, people: &'a [ModelPerson]) -> Vec<Person<'a>> {
        let person = |person: &'a ModelPerson| match person {
            ModelPerson::Role(role) => Person::Role { role: self.reference(*role) },
            ModelPerson::Name(name) => Person::Name { name: &name.text },
        };
        people.iter().map(person).collect()
    }

    fn sign_off(&self, signed: &'a ModelSignOff) -> SignOff<'a> {
        SignOff { date: word(&signed.date), by: self.people(&signed.by) }
    }
}

pub(super) fn word(name: &Option<model::Name>) -> Option<&str> {
    name.as_ref().map(|name| name.text.as_str())
}

impl From<model::Status> for Status {
    fn from(status: model::Status) -> Self {
        match status {
            model::Status::Draft => Status::Draft,
            model::Status::InReview => Status::InReview,
            model::Status::Effective => Status::Effective,
            model::Status::Retired => Status::Retired,
            model::Status::External => Status::External,
        }
    }
}
