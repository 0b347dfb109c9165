//! Conditions and values as trees. In: what is written. Out: operations with their operands, down to
//! names that are resolved and amounts; the one place where any of it becomes JSON.

use super::context::Context;
use super::reference::{Kind, Reference};
use super::text::Text;
use super::time::Event;
use super::unit::Quantity;
use crate::model::{self, Aggregate, ExpressionKind, Operator, RefId, Relation};
use crate::text::Span;
use serde::Serialize;
use std::borrow::Cow;

/// A condition or a value.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Formula<'a> {
    /// As written, without comments, white space folded.
    pub text: Cow<'a, str>,
    /// As a tree. What a decision or a table leaves out because it is plain there (the fact that a
    /// branch or a cell is about) is filled in.
    pub tree: Expression<'a>,
}

/// A node of the tree of a condition or a value: an object with `op` is an operation, any other a leaf
/// that says by its key what it is. A condition and a value are one notion: a fact may be either.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Expression<'a> {
    /// An operation on a list.
    Many {
        /// `and`, `or`, `not`; `+` and `*` with `negative` and `reciprocal` for what is taken away or
        /// divided by; `min`, `max`; of what was recorded in a loop: `any`, `all`, `count`, `total`,
        /// `average`, `first`, `last`; of the answers of several people: `any`, `all`.
        op: Many,
        /// What it works on: one for `not`, `negative`, `reciprocal` and those of a loop, else two or more.
        of: Vec<Expression<'a>>,
    },
    /// A comparison.
    Compare {
        /// The relation of the left side to the right.
        op: Compare,
        /// Absent where nothing says what is compared.
        #[serde(skip_serializing_if = "Option::is_none")]
        left: Option<Box<Expression<'a>>>,
        /// What it is compared with.
        right: Box<Expression<'a>>,
    },
    /// Whether a value is one of several.
    In {
        op: In,
        /// The value; absent where nothing says whose.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<Box<Expression<'a>>>,
        /// The values that it may be.
        of: Vec<Expression<'a>>,
    },
    /// Whether a value lies between two others, both included.
    Between {
        op: Between,
        /// The value; absent where nothing says whose.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<Box<Expression<'a>>>,
        /// The least that it may be.
        low: Box<Expression<'a>>,
        /// The most that it may be.
        high: Box<Expression<'a>>,
    },
    /// The time that has passed since something happened.
    TimeSince {
        op: TimeSince,
        /// What happened.
        event: Box<Event<'a>>,
    },
    /// Whether enough of several people answered so.
    Share {
        op: Share,
        /// How many: a number or a fraction; absent for all.
        #[serde(skip_serializing_if = "Option::is_none")]
        share: Option<&'a str>,
        /// The answer; absent where it is plain.
        #[serde(skip_serializing_if = "Option::is_none")]
        answer: Option<Box<Expression<'a>>>,
    },
    /// A fact, a definition or a named judgement.
    Fact {
        /// Which.
        fact: Box<Reference<'a>>,
    },
    /// A limit: its length or amount.
    Limit {
        /// Which.
        limit: Box<Reference<'a>>,
    },
    /// The answer that was given at an element.
    Answer {
        /// The element, by its label.
        answer: Box<Reference<'a>>,
    },
    /// A role, as a value of a fact that names one.
    Role {
        /// Which.
        role: Box<Reference<'a>>,
    },
    /// A value of an enumeration.
    Value {
        /// One of the values that the fact's type lists.
        value: &'a str,
    },
    /// A column of the table whose rows are at hand.
    Column {
        /// Its name.
        column: &'a str,
    },
    /// An amount.
    Quantity(Quantity<'a>),
    /// Everything between two amounts, both included.
    Range {
        /// The least.
        from: Box<Quantity<'a>>,
        /// The most.
        to: Box<Quantity<'a>>,
    },
    /// Yes or no.
    Boolean {
        /// True for `yes`.
        boolean: bool,
    },
    /// A day.
    Date {
        /// Year, month, day: `2026-03-01`.
        date: &'a str,
    },
    /// A time of day.
    Time {
        /// Hours and minutes: `22:30`.
        time: &'a str,
    },
    /// What a human judges where it stands; in a branch of a decision, the answer in quotes.
    Judgement {
        /// The judgement or answer in words.
        judgement: Box<Text<'a>>,
        /// The name by which others speak of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<&'a str>,
    },
    /// Nobody answers.
    Silent {
        /// Always true.
        silent: bool,
    },
    /// Any value will do: `-` in a cell.
    Anything {
        /// Always true.
        anything: bool,
    },
    /// A name that stands for nothing that may stand here.
    Unresolved {
        /// The name, as written.
        unresolved: &'a str,
    },
    /// What could not be read.
    Broken {
        /// As written.
        broken: &'a str,
    },
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name { $(#[serde(rename = $word)] $variant),+ }
    };
}

words! {
    /// An operation on a list.
    Many {
        And = "and", Or = "or", Not = "not", Plus = "+", Times = "*", Negative = "negative", Reciprocal = "reciprocal", Min = "min",
        Max = "max", Any = "any", All = "all", Count = "count", Total = "total", Average = "average", First = "first", Last = "last",
    }
}
words! {
    /// A relation.
    Compare { Equal = "==", Unequal = "!=", Less = "<", LessEqual = "<=", Greater = ">", GreaterEqual = ">=" }
}
words! {
    /// One of several.
    In { In = "in" }
}
words! {
    /// Between two values.
    Between { Between = "between" }
}
words! {
    /// The time since an event.
    TimeSince { TimeSince = "time_since" }
}
words! {
    /// A share of the answers.
    Share { Share = "share" }
}

/// What a branch or a cell is about, and so does not say again.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Name(RefId),
    Value(&'a model::Expression),
}

impl<'a> Context<'a> {
    /// A condition or value with its words.
    pub(super) fn formula(&self, expression: &'a model::Expression) -> Formula<'a> {
        Formula { text: self.folded(expression.span), tree: self.expression(expression) }
    }

    pub(super) fn some_formula(&self, expression: &'a Option<model::Expression>) -> Option<Formula<'a>> {
        expression.as_ref().map(|expression| self.formula(expression))
    }

    pub(super) fn expressions(&self, all: &'a [model::Expression]) -> Vec<Expression<'a>> {
        all.iter().map(|one| self.expression(one)).collect()
    }

    pub(super) fn expression(&self, expression: &'a model::Expression) -> Expression<'a> {
        self.about(None, expression)
    }

    /// A condition in which `subject` stands for what is left out, if anything is.
    fn about(&self, subject: Option<Subject<'a>>, expression: &'a model::Expression) -> Expression<'a> {
        use ExpressionKind as E;
        let one = |inner: &'a model::Expression| Box::new(self.expression(inner));
        let many = |op, of: &'a [model::Expression]| Expression::Many { op, of: of.iter().map(|one| self.about(subject, one)).collect() };
        let side = |written: &'a Option<Box<model::Expression>>| match written {
            Some(written) => Some(one(written)),
            None => subject.map(|subject| Box::new(self.subject(subject))),
        };
        match &expression.kind {
            E::Or(of) => many(Many::Or, of),
            E::And(of) => many(Many::And, of),
            E::Not(of) => many(Many::Not, std::slice::from_ref(of)),
            E::Compare { left, relation, right } => Expression::Compare { op: relation.into(), left: side(left), right: one(right) },
            E::In { value, list } => Expression::In { op: In::In, value: side(value), of: self.expressions(list) },
            E::Between { value, low, high } => Expression::Between { op: Between::Between, value: side(value), low: one(low), high: one(high) },
            E::Sum(terms) => self.terms(Many::Plus, Operator::Minus, Many::Negative, terms),
            E::Product(terms) => self.terms(Many::Times, Operator::By, Many::Reciprocal, terms),
            E::Negative(of) => many(Many::Negative, std::slice::from_ref(of)),
            E::Extreme { least, of } => many(if *least { Many::Min } else { Many::Max }, of),
            E::Aggregate { function, of } => many(function.into(), std::slice::from_ref(of)),
            E::TimeSince(event) => Expression::TimeSince { op: TimeSince::TimeSince, event: Box::new(self.event(event)) },
            E::Share { share, of } => {
                Expression::Share { op: Share::Share, share: share.as_ref().map(|share| share.text.as_str()), answer: of.as_deref().map(one) }
            }
            E::Silent => Expression::Silent { silent: true },
            E::Quantity(quantity) => Expression::Quantity(self.quantity(quantity)),
            E::Range { low, high } => Expression::Range { from: Box::new(self.quantity(low)), to: Box::new(self.quantity(high)) },
            E::Yes => Expression::Boolean { boolean: true },
            E::No => Expression::Boolean { boolean: false },
            E::Date(date) => Expression::Date { date: &date.text },
            E::Clock(time) => Expression::Time { time: &time.text },
            E::Ref(reference) => self.named(*reference),
            E::Judgement { name, text } => Expression::Judgement { judgement: Box::new(self.text(text)), name: name.as_ref().map(|name| name.text.as_str()) },
            E::Anything => Expression::Anything { anything: true },
            E::Broken => Expression::Broken { broken: self.source(expression.span) },
        }
    }

    fn terms(&self, op: Many, odd: Operator, wrap: Many, terms: &'a [(Operator, model::Expression)]) -> Expression<'a> {
        let of = terms.iter().map(|(operator, term)| {
            let term = self.expression(term);
            if *operator == odd { Expression::Many { op: wrap, of: vec![term] } } else { term }
        });
        Expression::Many { op, of: of.collect() }
    }

    fn named(&self, id: RefId) -> Expression<'a> {
        match self.reference(id) {
            Reference::Member(member) => match member.kind {
                Kind::Limit => Expression::Limit { limit: Box::new(Reference::Member(member)) },
                Kind::Role => Expression::Role { role: Box::new(Reference::Member(member)) },
                Kind::Label | Kind::Trigger | Kind::Outcome => Expression::Answer { answer: Box::new(Reference::Member(member)) },
                _ => Expression::Fact { fact: Box::new(Reference::Member(member)) },
            },
            Reference::Value(value) => Expression::Value { value: value.value },
            Reference::Column(column) => Expression::Column { column: column.column },
            Reference::Document(document) => Expression::Unresolved { unresolved: document.document },
            Reference::Thing(thing) => Expression::Unresolved { unresolved: thing.thing },
            Reference::Unresolved(unresolved) => Expression::Unresolved { unresolved: unresolved.unresolved },
        }
    }

    fn subject(&self, subject: Subject<'a>) -> Expression<'a> {
        match subject {
            Subject::Name(reference) => self.named(reference),
            Subject::Value(value) => self.expression(value),
        }
    }

    /// What one answer of a branch `on` a fact, or of a cell in its column, demands of the fact.
    fn answer(&self, subject: Subject<'a>, answer: &'a model::Expression) -> Expression<'a> {
        use ExpressionKind as E;
        match &answer.kind {
            E::Quantity(_) | E::Yes | E::No | E::Date(_) | E::Clock(_) | E::Ref(_) | E::Sum(_) | E::Product(_) | E::Negative(_) | E::Extreme { .. } => {
                Expression::Compare { op: Compare::Equal, left: Some(Box::new(self.subject(subject))), right: Box::new(self.expression(answer)) }
            }
            E::Range { low, high } => Expression::Between {
                op: Between::Between,
                value: Some(Box::new(self.subject(subject))),
                low: Box::new(Expression::Quantity(self.quantity(low))),
                high: Box::new(Expression::Quantity(self.quantity(high))),
            },
            _ => self.about(Some(subject), answer),
        }
    }

    /// What the answers of a branch or cell demand together: one of them.
    pub(super) fn any_answer(&self, subject: Option<Subject<'a>>, answers: impl Iterator<Item = &'a model::Expression>) -> Option<Expression<'a>> {
        let all: Vec<Expression<'a>> = answers
            .map(|answer| match subject {
                Some(subject) => self.answer(subject, answer),
                None => self.expression(answer),
            })
            .collect();
        joined(Many::Or, all)
    }

    /// From the first to the last of several expressions, as written.
    pub(super) fn words(&self, spans: impl Iterator<Item = Span>) -> Cow<'a, str> {
        spans.reduce(Span::to).map_or(Cow::Borrowed(""), |span| self.folded(span))
    }
}

/// Several conditions as one; none where there are none.
pub(super) fn joined<'a>(op: Many, mut all: Vec<Expression<'a>>) -> Option<Expression<'a>> {
    if all.len() > 1 { Some(Expression::Many { op, of: all }) } else { all.pop() }
}

impl From<&Relation> for Compare {
    fn from(relation: &Relation) -> Self {
        match relation {
            Relation::Equal => Compare::Equal,
            Relation::Unequal => Compare::Unequal,
            Relation::Less => Compare::Less,
            Relation::LessEqual => Compare::LessEqual,
            Relation::Greater => Compare::Greater,
            Relation::GreaterEqual => Compare::GreaterEqual,
        }
    }
}

impl From<&Aggregate> for Many {
    fn from(function: &Aggregate) -> Self {
        match function {
            Aggregate::Any => Many::Any,
            Aggregate::All => Many::All,
            Aggregate::Count => Many::Count,
            Aggregate::Total => Many::Total,
            Aggregate::Average => Many::Average,
            Aggregate::First => Many::First,
            Aggregate::Last => Many::Last,
        }
    }
}
