//! What sort of value a name stands for: as much of its type as other documents see. In: a type, or a
//! definition. Out: its sort, without places. What a unit means is looked up where it matters.

use super::condition::{Deadline, Due, Expression, ExpressionKind, Quantity};
use super::vocabulary::Type;
use smol_str::SmolStr;

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    /// It cannot be told from the declaration alone.
    #[default]
    Unknown,
    /// Yes or no: a condition.
    Truth,
    /// One of several words.
    Choice,
    /// Several of several words.
    Choices,
    Amount(Box<Amount>),
    /// A length of time.
    Duration,
    Date,
    Time,
    Moment,
    Text,
    File,
    Role,
    /// A limit that runs from an event.
    Deadline,
}

/// A number, money, or an amount of something.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Amount {
    /// As written; none for a plain number.
    pub unit: Option<SmolStr>,
    /// Both ends are in it.
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub whole: bool,
}

/// A number and its unit, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    pub number: SmolStr,
    pub unit: Option<SmolStr>,
}

impl From<&Quantity> for Bound {
    fn from(quantity: &Quantity) -> Self {
        Self { number: quantity.number.text.clone(), unit: quantity.unit.as_ref().map(|unit| unit.text.clone()) }
    }
}

impl Sort {
    pub fn of_type(ty: &Type) -> Self {
        match ty {
            Type::YesNo => Sort::Truth,
            Type::OneOf(_) => Sort::Choice,
            Type::SomeOf(_) => Sort::Choices,
            Type::Number { unit, low, high, whole, .. } => {
                let zero = || Bound { number: SmolStr::new_static("0"), unit: None };
                let low = low.as_deref().map(Bound::from).or_else(|| whole.then(zero));
                let unit = unit.as_ref().map(|unit| unit.text.clone());
                Sort::Amount(Box::new(Amount { unit, low, high: high.as_deref().map(Bound::from), whole: *whole }))
            }
            Type::Money { currency } => match currency {
                Some(currency) => Sort::Amount(Box::new(Amount { unit: Some(currency.text.clone()), ..Amount::default() })),
                None => Sort::Unknown,
            },
            Type::Duration => Sort::Duration,
            Type::Date => Sort::Date,
            Type::Time => Sort::Time,
            Type::Moment => Sort::Moment,
            Type::Text => Sort::Text,
            Type::File => Sort::File,
            Type::Role => Sort::Role,
            Type::Broken => Sort::Unknown,
        }
    }

    /// Of a fact by definition, as far as its first value tells.
    pub fn of_definition(cases: &[(Expression, Option<Expression>)]) -> Self {
        cases.first().map_or(Sort::Unknown, |(value, _)| Sort::of_expression(value))
    }

    pub fn of_limit(deadline: &Deadline) -> Self {
        match deadline.cases.first().map(|case| &case.due) {
            Some(Due::After { length, of: None }) => Sort::of_expression(length),
            Some(Due::After { of: Some(_), .. } | Due::Earlier { .. }) => Sort::Deadline,
            None => Sort::Unknown,
        }
    }

    fn of_expression(expression: &Expression) -> Self {
        use ExpressionKind as E;
        match &expression.kind {
            E::Or(_) | E::And(_) | E::Not(_) | E::Compare { .. } | E::In { .. } | E::Between { .. } | E::Yes | E::No | E::Judgement { .. } => Sort::Truth,
            E::Quantity(quantity) => {
                let unit = quantity.unit.as_ref().map(|unit| unit.text.clone());
                Sort::Amount(Box::new(Amount { unit, ..Amount::default() }))
            }
            E::TimeSince(_) => Sort::Duration,
            E::Date(_) => Sort::Date,
            E::Clock(_) => Sort::Time,
            _ => Sort::Unknown,
        }
    }
}
