//! What a document gives names to.

use super::condition::{Deadline, Event, Expression, Guard, Quantity};
use super::element::{Actors, Element};
use super::parts::{Name, RefId, Text};
use crate::text::Span;

/// One declared name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    pub name: Name,
    /// What it is, in words.
    pub text: Option<Text>,
    pub span: Span,
    pub kind: DeclarationKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclarationKind {
    Role {
        external: bool,
        contact: Option<Text>,
    },
    Term,
    System,
    /// A unit of one's own, and how much it is.
    Unit {
        value: Option<Expression>,
    },
    /// `field` in a form, `fact` elsewhere, or declared where it is asked.
    Fact {
        source: FactSource,
        ty: Type,
        presumed: Option<Expression>,
    },
    /// A fact by definition: values, each but the first with its condition.
    Definition {
        cases: Vec<(Expression, Option<Expression>)>,
    },
    Limit {
        deadline: Deadline,
    },
    Activity {
        by: Option<RefId>,
    },
    Rule {
        controls: Vec<Control>,
        properties: Vec<Element>,
    },
    Table(Table),
    /// A named judgement: `calm: "No gusts for five minutes"`.
    Judgement,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactSource {
    Field,
    Fact,
    /// In `asks` or `records`.
    Inline,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    YesNo,
    OneOf(Vec<Name>),
    SomeOf(Vec<Name>),
    Number {
        unit: Option<Name>,
        low: Option<Box<Quantity>>,
        high: Option<Box<Quantity>>,
        nearest: Option<Box<Quantity>>,
        whole: bool,
    },
    Money {
        currency: Option<Name>,
    },
    Duration,
    Date,
    Time,
    Moment,
    Text,
    File,
    Role,
    /// What could not be read.
    Broken,
}

/// What a rule demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    pub span: Span,
    pub kind: ControlKind,
    /// Activities or events; of `require`, any of them will do.
    pub of: Vec<Event>,
    pub by: Option<Actors>,
    pub within: Option<Deadline>,
    pub lasting: Option<Lasting>,
    pub before: Option<Event>,
    pub after: Option<Event>,
    /// How long before or after that at least.
    pub lead: Option<Expression>,
    /// With nothing between.
    pub at_once: bool,
    /// Again and again, never longer apart than this.
    pub every: Option<Expression>,
    pub guard: Guard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ControlKind {
    Require,
    Forbid,
    Separate,
}

/// `for [at least] D [of EVENT]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasting {
    pub at_least: bool,
    pub length: Expression,
    pub of: Option<Event>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub policy: HitPolicy,
    /// A list of rows where there are no outputs.
    pub inputs: Vec<Expression>,
    pub outputs: Vec<Expression>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HitPolicy {
    Unique,
    First,
    Any,
    Either,
}

impl HitPolicy {
    pub const fn spelling(self) -> &'static str {
        match self {
            HitPolicy::Unique => "unique",
            HitPolicy::First => "first",
            HitPolicy::Any => "any",
            HitPolicy::Either => "either",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub span: Span,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub span: Span,
    pub answers: Vec<Expression>,
    /// Where the row leads.
    pub jump: Option<RefId>,
}
