//! The header of a document: what it is, whose it is, since when it holds, and what it rests on.

use super::condition::{Guard, Quantity};
use super::element::Actors;
use super::parts::{Name, RefId, Text};
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    Policy,
    Sop,
    Wi,
    Form,
    Glossary,
    Tests,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 6] =
        [DocumentKind::Policy, DocumentKind::Sop, DocumentKind::Wi, DocumentKind::Form, DocumentKind::Glossary, DocumentKind::Tests];

    pub const fn keyword(self) -> &'static str {
        match self {
            DocumentKind::Policy => "policy",
            DocumentKind::Sop => "sop",
            DocumentKind::Wi => "wi",
            DocumentKind::Form => "form",
            DocumentKind::Glossary => "glossary",
            DocumentKind::Tests => "tests",
        }
    }

    /// "a SOP", "a policy": with its article.
    pub const fn with_article(self) -> &'static str {
        match self {
            DocumentKind::Policy => "a policy",
            DocumentKind::Sop => "a SOP",
            DocumentKind::Wi => "a work instruction",
            DocumentKind::Form => "a form",
            DocumentKind::Glossary => "a glossary",
            DocumentKind::Tests => "a tests document",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    Draft,
    InReview,
    Effective,
    Retired,
    /// A law or standard that others keep.
    External,
}

impl Status {
    pub const ALL: [Status; 5] = [Status::Draft, Status::InReview, Status::Effective, Status::Retired, Status::External];

    pub const fn spelling(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::InReview => "in_review",
            Status::Effective => "effective",
            Status::Retired => "retired",
            Status::External => "external",
        }
    }

    pub fn parse(word: &str) -> Option<Status> {
        Self::ALL.into_iter().find(|status| status.spelling() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Header {
    /// Each field's keyword with its whole place, in the order they are written.
    pub fields: Vec<(Name, Span)>,
    pub version: Option<Name>,
    /// As written; none means in force.
    pub status: Option<Name>,
    pub owner: Option<RefId>,
    pub author: Vec<Person>,
    pub reviewed: Option<SignOff>,
    pub approved: Option<SignOff>,
    pub effective: Option<Name>,
    pub review_every: Option<Quantity>,
    pub uses: Vec<RefId>,
    pub implements: Vec<RefId>,
    pub except: Vec<RefId>,
    pub supersedes: Vec<RefId>,
    pub performer: Option<Actors>,
    pub scope: Option<Box<(Text, Guard)>>,
    pub purpose: Option<Text>,
    pub audience: Vec<Name>,
    pub audience_text: Option<Text>,
    pub tags: Vec<Name>,
    pub retain: Option<Quantity>,
    pub history: Vec<Change>,
    pub language: Option<Name>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    Role(RefId),
    Name(Text),
}

/// `approved DATE by …`, `reviewed [DATE] by …`; of several lines everybody, and the last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    pub date: Option<Name>,
    pub by: Vec<Person>,
    pub span: Span,
}

/// A line of `history`: the date is the day the version takes effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub version: Option<Name>,
    pub date: Option<Name>,
    pub text: Option<Text>,
    pub span: Span,
}

impl Header {
    /// The field that something stands in.
    pub fn field_at(&self, span: Span) -> Option<&(Name, Span)> {
        // in the order they are written, and none in another
        let before = self.fields.partition_point(|(_, field)| field.start <= span.start);
        self.fields.get(before.checked_sub(1)?).filter(|(_, field)| field.covers(span))
    }

    /// None where the word is no status.
    pub fn status(&self) -> Option<Status> {
        match &self.status {
            None => Some(Status::Effective),
            Some(word) => Status::parse(&word.text),
        }
    }
}
