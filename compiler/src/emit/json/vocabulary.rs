//! The vocabulary of a document: everything that it gives a name to, elements not among them.

use super::context::Context;
use super::expression::{Expression, Formula};
use super::place::Range;
use super::property::Property;
use super::reference::{Reference, is_false};
use super::rule::Control;
use super::table::Table;
use super::text::Text;
use super::time::Deadline;
use super::unit::Quantity;
use crate::model::vocabulary::FactSource;
use crate::model::{self, DeclarationKind, Type as ModelType};
use serde::Serialize;
use std::borrow::Cow;

/// What the document gives a name to, by kind, each in the order it is written; a kind that it has
/// none of is absent.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Vocabulary<'a> {
    /// Those who do the work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role<'a>>,
    /// Terms and abbreviations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Word<'a>>,
    /// Systems and tools.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<Word<'a>>,
    /// Units of the organization's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit<'a>>,
    /// Fields of a form, facts, facts by definition, and facts declared where they are asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact<'a>>,
    /// Judgements with a name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<Word<'a>>,
    /// Time limits, lengths and amounts with a name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit<'a>>,
    /// What rules speak of and procedures do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity<'a>>,
    /// Rules of a policy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule<'a>>,
    /// Decision tables and lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table<'a>>,
}

/// A name with its meaning in words.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Word<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    pub range: Range,
}

/// A role.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Role<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// Present and true for a role outside the organization.
    #[serde(skip_serializing_if = "is_false")]
    pub external: bool,
    /// Where to reach whoever has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Text<'a>>,
    pub range: Range,
}

/// A unit of the organization's own.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Unit<'a> {
    /// The word behind an amount.
    pub name: &'a str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// How much one of it is; absent for a unit that is no multiple of another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Formula<'a>>,
    pub range: Range,
}

/// A fact: learned in a run, or by definition.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fact<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// Where it comes from.
    pub source: Source,
    /// What values it may have; absent for a definition.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<Type<'a>>,
    /// Its value as long as nobody has learned it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presumed: Option<Expression<'a>>,
    /// Of a definition: the values that it stands for. The first is the normal one, of the others at
    /// most one applies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Value<'a>>,
    pub range: Range,
}

/// Where a fact comes from: a `field` of a form, a declared `fact`, one declared where it is `asked`,
/// or a `definition`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Source {
    Field,
    Fact,
    Asked,
    Definition,
}

/// A value, and when it holds.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Value<'a> {
    /// The value or condition.
    pub value: Formula<'a>,
    /// When it holds; absent for the normal case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula<'a>>,
}

/// What values a fact may have.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Type<'a> {
    YesNo,
    /// Exactly one of the values.
    OneOf {
        /// The values.
        values: Vec<&'a str>,
    },
    /// Any number of the values.
    SomeOf {
        /// The values.
        values: Vec<&'a str>,
    },
    Number {
        /// The unit in its usual spelling; absent for a plain number.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<Cow<'a, str>>,
        /// The least value.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<Quantity<'a>>,
        /// The greatest value.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Quantity<'a>>,
        /// What values are rounded to.
        #[serde(skip_serializing_if = "Option::is_none")]
        nearest: Option<Quantity<'a>>,
        /// Present and true for whole numbers.
        #[serde(skip_serializing_if = "is_false")]
        whole: bool,
    },
    Money {
        /// The ISO 4217 code; absent where it is not said.
        #[serde(skip_serializing_if = "Option::is_none")]
        currency: Option<&'a str>,
    },
    Duration,
    Date,
    /// A time of day.
    Time,
    /// A day and a time on it.
    Moment,
    Text,
    File,
    Role,
    /// What could not be read.
    Broken,
}

/// A limit: a time limit with an event, or a length or amount to compare with.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Limit<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// What it stands for.
    pub deadline: Deadline<'a>,
    pub range: Range,
}

/// Something that a policy speaks of and a procedure does.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Activity<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// The role that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Reference<'a>>,
    pub range: Range,
}

/// A rule of a policy.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rule<'a> {
    /// The name.
    pub name: &'a str,
    /// The rule in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    /// What it demands of every run; absent for a rule of words alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Control<'a>>,
    /// Citations, notes and the like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'a>>,
    pub range: Range,
}

impl<'a> Context<'a> {
    pub(super) fn vocabulary(&self) -> Vocabulary<'a> {
        let mut vocabulary = Vocabulary::default();
        for declaration in self.document.declarations.iter().filter(|declaration| !declaration.name.text.is_empty()) {
            self.declare(&mut vocabulary, declaration);
        }
        vocabulary
    }

    fn declare(&self, vocabulary: &mut Vocabulary<'a>, declaration: &'a model::Declaration) {
        let name = declaration.name.text.as_str();
        let text = self.some_text(&declaration.text);
        let range = self.range(declaration.span);
        match &declaration.kind {
            DeclarationKind::Role { external, contact } => {
                vocabulary.roles.push(Role { name, text, external: *external, contact: self.some_text(contact), range });
            }
            DeclarationKind::Term => vocabulary.terms.push(Word { name, text, range }),
            DeclarationKind::System => vocabulary.systems.push(Word { name, text, range }),
            DeclarationKind::Judgement => vocabulary.judgements.push(Word { name, text, range }),
            DeclarationKind::Unit { value } => vocabulary.units.push(Unit { name, text, value: self.some_formula(value), range }),
            DeclarationKind::Fact { source, ty, presumed } => {
                let source = match source {
                    FactSource::Field => Source::Field,
                    FactSource::Fact => Source::Fact,
                    FactSource::Inline => Source::Asked,
                };
                let presumed = presumed.as_ref().map(|presumed| self.expression(presumed));
                vocabulary.facts.push(Fact { name, text, source, ty: Some(self.ty(ty)), presumed, cases: Vec::new(), range });
            }
            DeclarationKind::Definition { cases } => {
                let case =
                    |(value, when): &'a (model::Expression, Option<model::Expression>)| Value { value: self.formula(value), when: self.some_formula(when) };
                let cases = cases.iter().map(case).collect();
                vocabulary.facts.push(Fact { name, text, source: Source::Definition, ty: None, presumed: None, cases, range });
            }
            DeclarationKind::Limit { deadline } => {
                vocabulary.limits.push(Limit { name, text, deadline: self.deadline(deadline), range });
            }
            DeclarationKind::Activity { by } => {
                vocabulary.activities.push(Activity { name, text, by: by.map(|by| self.reference(by)), range });
            }
            DeclarationKind::Rule { controls, properties } => {
                let controls = controls.iter().map(|control| self.control(control)).collect();
                vocabulary.rules.push(Rule { name, text, controls, properties: self.properties(properties.iter()), range });
            }
            DeclarationKind::Table(table) => vocabulary.tables.push(self.table(name, text, table, range)),
        }
    }

    fn ty(&self, ty: &'a ModelType) -> Type<'a> {
        let names = |values: &'a [model::Name]| values.iter().map(|value| value.text.as_str()).collect();
        match ty {
            ModelType::YesNo => Type::YesNo,
            ModelType::OneOf(values) => Type::OneOf { values: names(values) },
            ModelType::SomeOf(values) => Type::SomeOf { values: names(values) },
            ModelType::Number { unit, low, high, nearest, whole } => {
                let bound = |bound: &'a Option<Box<model::Quantity>>| bound.as_deref().map(|bound| self.quantity(bound));
                let unit = unit.as_ref().map(|unit| Cow::Owned(self.units.look_up(&unit.text).0.into()));
                Type::Number { unit, from: bound(low), to: bound(high), nearest: bound(nearest), whole: *whole }
            }
            ModelType::Money { currency } => Type::Money { currency: super::header::word(currency) },
            ModelType::Duration => Type::Duration,
            ModelType::Date => Type::Date,
            ModelType::Time => Type::Time,
            ModelType::Moment => Type::Moment,
            ModelType::Text => Type::Text,
            ModelType::File => Type::File,
            ModelType::Role => Type::Role,
            ModelType::Broken => Type::Broken,
        }
    }
}
