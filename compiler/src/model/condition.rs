//! Conditions and values, as written. A condition and a value are one notion: a fact may be either.

use super::parts::{Name, RefId, Text};
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    pub span: Span,
    pub kind: ExpressionKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionKind {
    Or(Vec<Expression>),
    And(Vec<Expression>),
    Not(Box<Expression>),
    /// Without a left side behind `on FACT` and in a cell.
    Compare {
        left: Option<Box<Expression>>,
        relation: Relation,
        right: Box<Expression>,
    },
    In {
        value: Option<Box<Expression>>,
        list: Vec<Expression>,
    },
    Between {
        value: Option<Box<Expression>>,
        low: Box<Expression>,
        high: Box<Expression>,
    },
    /// `a + b - c`: each with its operator, the first with `+` or `*`.
    Sum(Vec<(Operator, Expression)>),
    Product(Vec<(Operator, Expression)>),
    Negative(Box<Expression>),
    Extreme {
        least: bool,
        of: Vec<Expression>,
    },
    Aggregate {
        function: Aggregate,
        of: Box<Expression>,
    },
    TimeSince(Box<Event>),
    /// `2/3 of "Yes"`, `2 of "Yes"`, `all`
    Share {
        share: Option<Box<Name>>,
        of: Option<Box<Expression>>,
    },
    Silent,
    Quantity(Box<Quantity>),
    /// Both ends are in it.
    Range {
        low: Box<Quantity>,
        high: Box<Quantity>,
    },
    Yes,
    No,
    Date(Name),
    Clock(Name),
    Ref(RefId),
    /// A human judgement in quotes; a name makes it a fact that can be spoken of elsewhere.
    Judgement {
        name: Option<Box<Name>>,
        text: Box<Text>,
    },
    /// `-` in a cell.
    Anything,
    /// What could not be read.
    Broken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    Equal,
    Unequal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Relation {
    pub const fn spelling(self) -> &'static str {
        match self {
            Relation::Equal => "==",
            Relation::Unequal => "!=",
            Relation::Less => "<",
            Relation::LessEqual => "<=",
            Relation::Greater => ">",
            Relation::GreaterEqual => ">=",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    Plus,
    Minus,
    Times,
    By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    Any,
    All,
    Count,
    Total,
    Average,
    First,
    Last,
}

impl Aggregate {
    pub const fn spelling(self) -> &'static str {
        match self {
            Aggregate::Any => "any",
            Aggregate::All => "all",
            Aggregate::Count => "count",
            Aggregate::Total => "total",
            Aggregate::Average => "average",
            Aggregate::First => "first",
            Aggregate::Last => "last",
        }
    }
}

/// A number with its unit, as written; what they mean is looked up where it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub number: Name,
    pub unit: Option<Name>,
    pub span: Span,
}

/// Something that happens: the end of an element, an activity, a date, `trigger`, `outcome`, or a quoted happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Trigger(Span),
    Outcome(Span),
    Ref(RefId),
    Happening(Box<Text>),
}

/// `when C [unless D]`
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Guard {
    pub when: Option<Expression>,
    pub unless: Option<Expression>,
}

/// A deadline: the first case is the normal one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Deadline {
    pub cases: Vec<Case>,
    /// Elements during which the clock stands.
    pub not_counting: Vec<RefId>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub due: Due,
    pub when: Option<Expression>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// A length of time, from an event or from where the work reaches the place.
    After {
        length: Expression,
        of: Option<Event>,
    },
    Earlier {
        later: bool,
        of: Vec<Due>,
    },
}
