//! Amounts with their units. In: a number and the words behind it. Out: the number as it is written
//! and the unit in its usual spelling, with what it measures where the unit is known.

use super::context::Context;
use crate::diagnostic::FileId;
use crate::model::value::{self, Declaration, Kind, Unit};
use crate::model::{self, DeclarationKind, ExpressionKind, MemberKind};
use crate::workspace::{Scope, Workspace};
use rustc_hash::FxHashMap;
use serde::Serialize;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

/// An amount, exactly as the document writes it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Quantity<'a> {
    /// A decimal number: digits with at most one point, and a minus sign in front of a negative bound.
    pub amount: Cow<'a, str>,
    /// The unit: an ISO 4217 code, `%`, a unit of time in the plural (`days`, `business days`), a
    /// physical unit, or one that a glossary declares; absent for a plain number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Cow<'a, str>>,
    /// What the unit measures: `number`, `percent`, `money`, `time` (seconds to weeks), `business_days`,
    /// `months` (and years), a physical quantity such as `length`, or `other`; absent for an unknown unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
}

/// The units that the document sees, and those it has looked up.
pub(super) struct Units<'a> {
    workspace: &'a Workspace,
    file: FileId,
    declared: OnceCell<FxHashMap<&'a str, &'a model::Declaration>>,
    known: RefCell<FxHashMap<&'a str, (SmolStr, Option<&'static str>)>>,
}

/// A unit may be said in terms of another so many times.
const DEEPEST: u32 = 8;

impl<'a> Units<'a> {
    pub fn new(workspace: &'a Workspace, file: FileId) -> Self {
        Self { workspace, file, declared: OnceCell::new(), known: RefCell::default() }
    }

    /// The usual spelling of a unit, and what it measures.
    pub fn look_up(&self, written: &'a str) -> (SmolStr, Option<&'static str>) {
        if let Some(known) = self.known.borrow().get(written) {
            return known.clone();
        }
        let unit = Unit::parse(written, &|word: &str| self.declaration(word, 0)).unwrap_or_default();
        let found = (unit.symbol(), measure(&unit));
        self.known.borrow_mut().insert(written, found.clone());
        found
    }

    fn declaration(&self, word: &str, depth: u32) -> Option<Declaration> {
        let declaration = self.declared.get_or_init(|| self.in_sight()).get(word)?;
        let DeclarationKind::Unit { value } = &declaration.kind else { return None };
        let derived = || {
            let ExpressionKind::Quantity(quantity) = &value.as_ref()?.kind else { return None };
            let unit = quantity.unit.as_ref().filter(|_| depth < DEEPEST)?;
            let unit = Unit::parse(&unit.text, &|word: &str| self.declaration(word, depth + 1))?;
            Some(Declaration::Derived(value::Quantity { amount: value::number::parse(&quantity.number.text).ok()?, unit }))
        };
        Some(derived().unwrap_or(Declaration::Base))
    }

    /// The nearest declaration of each word.
    fn in_sight(&self) -> FxHashMap<&'a str, &'a model::Declaration> {
        let mut declared = FxHashMap::default();
        let files = Scope::of(self.workspace, self.file).map(|scope| scope.files().collect::<Vec<_>>()).unwrap_or_default();
        for file in files {
            let declares =
                self.workspace.signature(file).is_some_and(|signature| signature.members.iter().any(|member| matches!(member.kind, MemberKind::Unit { .. })));
            let Some(document) = self.workspace.document(file).filter(|_| declares) else { continue };
            for declaration in &document.declarations {
                if matches!(declaration.kind, DeclarationKind::Unit { .. }) {
                    declared.entry(declaration.name.text.as_str()).or_insert(declaration);
                }
            }
        }
        declared
    }
}

fn measure(unit: &Unit) -> Option<&'static str> {
    Some(match unit.kind() {
        Kind::Number => "number",
        Kind::Percent => "percent",
        Kind::Money => "money",
        Kind::Time => "time",
        Kind::BusinessDays => "business_days",
        Kind::Months => "months",
        Kind::Physical(name) => name,
        Kind::Other(_) => "other",
        Kind::Unknown => return None,
    })
}

impl<'a> Context<'a> {
    pub(super) fn quantity(&self, quantity: &'a model::Quantity) -> Quantity<'a> {
        let amount = Cow::Borrowed(quantity.number.text.as_str());
        match &quantity.unit {
            None => Quantity { amount, unit: None, kind: Some("number") },
            Some(unit) => {
                let (symbol, kind) = self.units.look_up(&unit.text);
                Quantity { amount, unit: Some(Cow::Owned(symbol.into())), kind }
            }
        }
    }
}
