//! What each expression is. In: an expression in its place. Out: the sort of its value, and on the way
//! `unknown-unit`, `type-mismatch` and `unit-mismatch`. What cannot be told is unknown, and fits everywhere.

use super::compare::{self, Sides};
use super::uses::{Of, Use};
use crate::check::Context;
use crate::check::units::Units;
use crate::diagnostic::{Diagnostic, TYPE_MISMATCH};
use crate::model::sort::Amount;
use crate::model::value::{Kind, Unit};
use crate::model::{Aggregate, Expression, ExpressionKind, MemberKind, Operator, Quantity, RefId, Relation, Sort};
use crate::text::Span;
use crate::workspace::Resolved;

/// The sort of a value at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Unknown,
    Truth,
    Choice,
    Choices,
    /// A value of an enumeration.
    Word,
    /// A text in quotes; as a condition a judgement.
    Quoted,
    Amount(Unit),
    /// A length of time, in any of its units.
    Length,
    Date,
    Time,
    Moment,
    Text,
    File,
    Role,
    Deadline,
}

pub(super) struct Sorts<'c, 'w> {
    pub context: &'c Context<'w>,
    pub units: Units,
    pub found: Vec<Diagnostic>,
}

impl<'c, 'w> Sorts<'c, 'w> {
    pub fn new(context: &'c Context<'w>) -> Self {
        Self { context, units: Units::of(context), found: Vec::new() }
    }

    pub fn used(&mut self, used: &Use<'_>) {
        match used {
            Use::Condition(condition) => self.condition(condition),
            // any name may stand for an event, and any text for a happening
            Use::Happening(condition) if matches!(condition.kind, ExpressionKind::Ref(_)) => {}
            Use::Happening(condition) => self.condition(condition),
            Use::Time(time) => self.time(time),
            Use::Value(value) => {
                self.of(value);
            }
            Use::Given(fact, value) => {
                let fact_is = self.of_reference(*fact);
                let amount = self.amount_of(*fact);
                let value_is = self.of(value);
                let left = self.reference_span(*fact);
                let sides = Sides { left: (&fact_is, left), right: (&value_is, value.span), relation: None, place: left.to(value.span) };
                compare::compare(self, &sides, amount, value);
            }
            Use::Presumed(ty, value) => {
                let (sort, value_is) = (Sort::of_type(ty), self.of(value));
                let is = self.of_sort(&sort);
                let amount = if let Sort::Amount(amount) = &sort { Some(&**amount) } else { None };
                let sides = Sides { left: (&is, value.span), right: (&value_is, value.span), relation: None, place: value.span };
                compare::compare(self, &sides, amount, value);
            }
            Use::Answer(of, answer) => self.answer(*of, answer),
            Use::Unit(unit) => self.found.extend(self.units.fault(self.context, unit)),
            Use::Amount(quantity) => {
                self.quantity(quantity);
            }
        }
    }

    fn condition(&mut self, condition: &Expression) {
        let is = self.of(condition);
        if !matches!(is, Is::Unknown | Is::Truth | Is::Quoted) {
            let message = format!("{} is {}, and here something is due that holds or does not", self.shown(condition.span), words(&is));
            let help = match is {
                Is::Amount(_) => "compare it: `amount > 500 USD`",
                _ => "write a condition: `plan == pro`, or a judgement in quotes",
            };
            self.found.push(self.context.at(&TYPE_MISMATCH, condition.span, message).help(help));
        }
    }

    fn time(&mut self, time: &Expression) {
        let is = self.of(time);
        let fits = match &is {
            Is::Amount(unit) => matches!(unit.kind(), Kind::Time | Kind::BusinessDays | Kind::Months | Kind::Unknown),
            Is::Unknown | Is::Length | Is::Deadline => true,
            _ => false,
        };
        if !fits {
            let message = format!("{} is {}, and here a length of time is due", self.shown(time.span), words(&is));
            self.found.push(self.context.at(&TYPE_MISMATCH, time.span, message).help("write a number and a unit of time: `5 days`, `30 minutes`"));
        }
    }

    /// What a branch or a cell says of a fact: a value, a comparison without a left side, a range.
    fn answer(&mut self, of: Of<'_>, answer: &Expression) {
        let (is, span, amount) = match of {
            Of::Fact(fact) => (self.of_reference(fact), self.reference_span(fact), self.amount_of(fact)),
            Of::Column(column) => match column.kind {
                ExpressionKind::Ref(fact) => (self.of_reference(fact), column.span, self.amount_of(fact)),
                // the column is looked at on its own
                _ => (self.silently(|sorts| sorts.of(column)), column.span, None),
            },
        };
        let against = |sorts: &mut Self, value: &Expression, relation, amount| {
            let value_is = sorts.of(value);
            compare::compare(sorts, &Sides { left: (&is, span), right: (&value_is, value.span), relation, place: value.span }, amount, value);
        };
        match &answer.kind {
            ExpressionKind::Compare { left: None, relation, right } => against(self, right, Some(*relation), amount),
            // an end may lie beyond what the fact can be
            ExpressionKind::Between { value: None, low, high } => [low, high].into_iter().for_each(|end| against(self, end, Some(Relation::LessEqual), None)),
            ExpressionKind::Anything | ExpressionKind::Share { .. } | ExpressionKind::Silent | ExpressionKind::Broken => {}
            _ => against(self, answer, None, amount),
        }
    }

    fn silently(&mut self, read: impl FnOnce(&mut Self) -> Is) -> Is {
        let before = self.found.len();
        let is = read(self);
        self.found.truncate(before);
        is
    }

    pub fn of(&mut self, expression: &Expression) -> Is {
        use ExpressionKind as E;
        match &expression.kind {
            E::Or(of) | E::And(of) => {
                of.iter().for_each(|condition| self.condition(condition));
                Is::Truth
            }
            E::Not(condition) => {
                self.condition(condition);
                Is::Truth
            }
            E::Compare { left: Some(left), relation, right } => {
                self.compared(left, right, Some(*relation));
                Is::Truth
            }
            E::In { value: Some(value), list } => {
                list.iter().for_each(|item| self.compared(value, item, None));
                Is::Truth
            }
            E::Between { value: Some(value), low, high } => {
                let value_is = self.of(value);
                for end in [low, high] {
                    let end_is = self.of(end);
                    let sides = Sides {
                        left: (&value_is, value.span),
                        right: (&end_is, end.span),
                        relation: Some(Relation::LessEqual),
                        place: value.span.to(end.span),
                    };
                    compare::compare(self, &sides, None, end);
                }
                Is::Truth
            }
            E::Compare { left: None, right, .. } => {
                self.of(right);
                Is::Truth
            }
            E::In { value: None, list } => {
                list.iter().for_each(|item| {
                    self.of(item);
                });
                Is::Truth
            }
            E::Between { value: None, low, high } => {
                self.of(low);
                self.of(high);
                Is::Truth
            }
            E::Sum(terms) => self.sum(terms),
            E::Product(terms) => self.product(terms),
            E::Negative(value) => self.of(value),
            E::Extreme { of, .. } => {
                let all: Vec<(Is, Span)> = of.iter().map(|value| (self.of(value), value.span)).collect();
                self.one_of(&all)
            }
            E::Aggregate { function, of } => {
                let is = self.of(of);
                match function {
                    Aggregate::Count => Is::Amount(Unit::None),
                    _ => is,
                }
            }
            E::TimeSince(_) => Is::Length,
            E::Share { .. } | E::Silent | E::Anything | E::Broken => Is::Unknown,
            E::Quantity(quantity) => self.quantity(quantity),
            E::Range { low, high } => match (self.quantity(low), self.quantity(high)) {
                // the low end may leave its unit to the high one
                (Is::Amount(Unit::None), high) => high,
                (low, _) => low,
            },
            E::Yes | E::No => Is::Truth,
            E::Date(_) => Is::Date,
            E::Clock(_) => Is::Time,
            E::Ref(reference) => self.of_reference(*reference),
            E::Judgement { name: Some(_), .. } => Is::Truth,
            E::Judgement { name: None, .. } => Is::Quoted,
        }
    }

    fn compared(&mut self, left: &Expression, right: &Expression, relation: Option<Relation>) {
        let (left_is, right_is) = (self.of(left), self.of(right));
        let amount = if let ExpressionKind::Ref(fact) = left.kind { self.amount_of(fact) } else { None };
        compare::compare(
            self,
            &Sides { left: (&left_is, left.span), right: (&right_is, right.span), relation, place: left.span.to(right.span) },
            amount,
            right,
        );
    }

    fn sum(&mut self, terms: &[(Operator, Expression)]) -> Is {
        let all: Vec<(Is, Span)> = terms.iter().map(|(_, term)| (self.of(term), term.span)).collect();
        let is_day = |is: &Is| matches!(is, Is::Date | Is::Moment | Is::Time);
        match all.iter().filter(|(is, _)| is_day(is)).count() {
            0 => self.one_of(&all),
            // a day and a length of time is a day; the difference of two days is a length of time
            1 => all.into_iter().map(|(is, _)| is).find(is_day).unwrap_or(Is::Unknown),
            _ => Is::Length,
        }
    }

    /// The sort that several amounts share.
    fn one_of(&mut self, all: &[(Is, Span)]) -> Is {
        let mut known = all.iter().filter(|(is, _)| *is != Is::Unknown);
        let Some((first, span)) = known.next() else { return Is::Unknown };
        for (other, at) in known {
            compare::fit(self, (first, *span), (other, *at), span.to(*at));
        }
        if all.iter().any(|(is, _)| *is == Is::Unknown) { Is::Unknown } else { first.clone() }
    }

    /// A product keeps its unit where all but one factor are plain numbers.
    fn product(&mut self, terms: &[(Operator, Expression)]) -> Is {
        let mut units = Vec::new();
        for (at, (operator, term)) in terms.iter().enumerate() {
            match self.of(term) {
                Is::Amount(unit) => units.push((unit, at > 0 && *operator == Operator::By)),
                _ => return Is::Unknown,
            }
        }
        let mut with_unit = units.into_iter().filter(|(unit, _)| !matches!(unit, Unit::None | Unit::Percent));
        match (with_unit.next(), with_unit.next()) {
            (None, _) => Is::Amount(Unit::None),
            (Some((unit, false)), None) => Is::Amount(unit),
            _ => Is::Unknown,
        }
    }

    fn quantity(&mut self, quantity: &Quantity) -> Is {
        let Some(unit) = &quantity.unit else { return Is::Amount(Unit::None) };
        let fault = self.units.fault(self.context, unit);
        self.found.extend(fault);
        self.of_unit(&unit.text)
    }

    fn of_unit(&self, words: &str) -> Is {
        match self.units.find(words) {
            Some(unit) if !self.units.is_derived(words) => Is::Amount(unit),
            _ => Is::Unknown,
        }
    }

    fn of_reference(&self, reference: RefId) -> Is {
        match self.context.resolved(reference) {
            Resolved::Member(file, at) => match self.context.member(*file, *at).map(|(member, _)| &member.kind) {
                Some(MemberKind::Fact { sort, .. } | MemberKind::Definition(sort) | MemberKind::Limit(sort)) => self.of_sort(sort),
                Some(MemberKind::Judgement) => Is::Truth,
                Some(MemberKind::Role { .. }) => Is::Role,
                _ => Is::Unknown,
            },
            Resolved::EnumValue => Is::Word,
            _ => Is::Unknown,
        }
    }

    fn of_sort(&self, sort: &Sort) -> Is {
        match sort {
            Sort::Unknown => Is::Unknown,
            Sort::Truth => Is::Truth,
            Sort::Choice => Is::Choice,
            Sort::Choices => Is::Choices,
            Sort::Amount(amount) => amount.unit.as_ref().map_or(Is::Amount(Unit::None), |unit| self.of_unit(unit)),
            Sort::Duration => Is::Length,
            Sort::Date => Is::Date,
            Sort::Time => Is::Time,
            Sort::Moment => Is::Moment,
            Sort::Text => Is::Text,
            Sort::File => Is::File,
            Sort::Role => Is::Role,
            Sort::Deadline => Is::Deadline,
        }
    }

    /// The amount that a fact is declared as.
    fn amount_of(&self, fact: RefId) -> Option<&'w Amount> {
        let Resolved::Member(file, at) = self.context.resolved(fact) else { return None };
        match &self.context.member(*file, *at)?.0.kind {
            MemberKind::Fact { sort: Sort::Amount(amount), .. } => Some(amount),
            _ => None,
        }
    }

    fn reference_span(&self, reference: RefId) -> Span {
        self.context.document.reference(reference).map_or(Span::default(), |reference| reference.span)
    }

    /// The words of the document, for a message.
    pub fn shown(&self, span: Span) -> String {
        const LONGEST: usize = 40;
        let words = span.of(&self.context.file.text).split_whitespace().collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("`{}…`", words.get(..cut).unwrap_or("")),
            None => format!("`{words}`"),
        }
    }
}

/// What a sort is called in a message.
pub(super) fn words(is: &Is) -> String {
    match is {
        Is::Unknown => "something".into(),
        Is::Truth => "yes or no".into(),
        Is::Choice | Is::Word => "one of several words".into(),
        Is::Choices => "several of several words".into(),
        Is::Quoted | Is::Text => "a text".into(),
        Is::Amount(unit) => match unit.kind() {
            Kind::Number => "a plain number".into(),
            Kind::Percent => "a percentage".into(),
            Kind::Money => "an amount of money".into(),
            Kind::Time | Kind::BusinessDays | Kind::Months => "a length of time".into(),
            Kind::Physical(what) => format!("an amount of {what}"),
            Kind::Other(unit) => format!("an amount in `{unit}`"),
            Kind::Unknown => "an amount".into(),
        },
        Is::Length => "a length of time".into(),
        Is::Date => "a date".into(),
        Is::Time => "a time of day".into(),
        Is::Moment => "a moment".into(),
        Is::File => "an attachment".into(),
        Is::Role => "a role".into(),
        Is::Deadline => "a deadline that runs from an event".into(),
    }
}
