//! Scenarios: what is given, and what is expected to happen.

use super::condition::Expression;
use super::parts::{RefId, Text};
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub title: Text,
    pub span: Span,
    pub given: Vec<Assumption>,
    pub expect: Vec<Expectation>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    pub span: Span,
    pub kind: AssumptionKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssumptionKind {
    Trigger(RefId),
    /// A fact or a labelled answer; several values are the answers in turn.
    Value {
        of: Subject,
        values: Vec<Expression>,
    },
    /// A watcher fires, or a happening comes, behind an element or at some time.
    Happens {
        what: Text,
        after: Option<RefId>,
    },
    /// How a called procedure ends.
    Ends {
        call: RefId,
        outcome: RefId,
    },
    Late(Subject),
    Silent(Subject),
    Broken,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Ref(RefId),
    Judgement(Text),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    pub span: Span,
    pub kind: ExpectationKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectationKind {
    /// In this order, others between.
    Elements(Vec<RefId>),
    Not(Vec<RefId>),
    Ends {
        outcome: Option<RefId>,
        within: Option<Expression>,
    },
}
