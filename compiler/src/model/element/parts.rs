//! The parts that elements are made of: how strongly, how often, over what, to whom, with what.

use super::{Block, MaybeClauses, Target};
use crate::model::condition::{Deadline, Due, Expression, Quantity};
use crate::model::parts::{Name, RefId, Text};
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strength {
    Must,
    Recommended,
    Optional,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    pub condition: Expression,
    pub target: Target,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub span: Span,
    /// From `when` or `otherwise` to the end of its condition.
    pub head: Span,
    /// None for `otherwise`.
    pub answers: Option<Vec<Expression>>,
    pub target: Target,
}

/// A branch of `parallel`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub span: Span,
    pub head: Span,
    pub label: Option<Name>,
    pub text: Text,
    pub clauses: MaybeClauses,
    pub block: Block,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    pub low: Quantity,
    pub high: Option<Quantity>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtMost {
    pub times: Option<Box<Times>>,
    /// A length of time, or an amount of a fact.
    pub amount: Option<Expression>,
    pub of: Option<RefId>,
    pub otherwise: Option<Target>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    Each(Text),
    Rows { table: RefId, where_: Option<Expression> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallKind {
    /// A SOP.
    Perform,
    /// A work instruction.
    Follow,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callee {
    Ref(RefId),
    /// A procedure outside the set.
    Outside(Text),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handler {
    pub span: Span,
    pub outcomes: Vec<RefId>,
    pub target: Target,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watcher {
    pub kind: WatcherKind,
    pub within: Option<Deadline>,
    pub target: Target,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatcherKind {
    Whenever(Expression),
    After(Option<Due>),
    Every(Option<Expression>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    pub count: Option<Name>,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Ref(RefId),
    Text(Text),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThingKind {
    Needs,
    Produces,
    Tools,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    Text(Text),
    Every { interval: Option<Expression>, at: Option<Name>, text: Option<Text> },
    Document { reference: RefId, text: Option<Text> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutcomeKind {
    Good,
    Failure,
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalloutKind {
    Note,
    Example,
    Caution,
    Warning,
    Danger,
}

impl CalloutKind {
    pub const fn keyword(self) -> &'static str {
        match self {
            CalloutKind::Note => "note",
            CalloutKind::Example => "example",
            CalloutKind::Caution => "caution",
            CalloutKind::Warning => "warning",
            CalloutKind::Danger => "danger",
        }
    }
}
