//! Units in their place. In: the words behind a number. Out: the unit that they mean in a document, by
//! the library, ISO 4217 and the glossaries in sight; `unknown-unit` where nothing has it.

use super::Context;
use crate::diagnostic::{Diagnostic, UNKNOWN_UNIT};
use crate::model::value::{Declaration, DeclaredUnits, Unit};
use crate::model::{MemberKind, Name};
use crate::workspace::Scope;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::cell::RefCell;

/// The units of a document, each word looked up once.
pub(super) struct Units {
    /// Those that are declared in sight, and whether each is so much of another.
    declared: Declared,
    known: RefCell<FxHashMap<SmolStr, Option<Unit>>>,
    /// A document in sight is missing or broken, and may declare what is not found.
    incomplete: bool,
}

#[derive(Default)]
struct Declared(FxHashMap<SmolStr, bool>);

impl DeclaredUnits for Declared {
    fn declaration(&self, word: &str) -> Option<Declaration> {
        self.0.contains_key(word).then_some(Declaration::Base)
    }

    fn words(&self) -> Vec<SmolStr> {
        self.0.keys().cloned().collect()
    }
}

impl Units {
    pub fn of(context: &Context<'_>) -> Self {
        let mut declared = Declared::default();
        let scope = Scope::of(context.workspace, context.id);
        let files: Vec<_> = scope.iter().flat_map(|scope| scope.files().collect::<Vec<_>>()).collect();
        let mut incomplete = !scope.as_ref().is_some_and(Scope::is_complete);
        for file in files {
            incomplete |= context.workspace.document(file).is_some_and(|document| !document.broken.is_empty());
            for member in context.workspace.signature(file).iter().flat_map(|signature| &signature.members) {
                if let MemberKind::Unit { derived } = member.kind {
                    declared.0.insert(member.name.clone(), derived);
                }
            }
        }
        Self { declared, known: RefCell::default(), incomplete }
    }

    /// The unit, if it is known and says by itself what it measures.
    pub fn find(&self, words: &str) -> Option<Unit> {
        if let Some(known) = self.known.borrow().get(words) {
            return known.clone();
        }
        let unit = Unit::parse(words, &self.declared).filter(Unit::is_known);
        self.known.borrow_mut().insert(words.into(), unit.clone());
        unit
    }

    /// Whether a document in sight declares it, in the singular or the plural.
    pub fn is_declared(&self, word: &str) -> bool {
        self.entry(word).is_some()
    }

    fn entry(&self, word: &str) -> Option<bool> {
        let singulars = [Some(word), word.strip_suffix('s'), word.strip_suffix("es")];
        singulars.into_iter().flatten().find_map(|word| self.declared.0.get(word).copied())
    }

    /// Whether a unit rests on one that is so much of another, of which only its own document knows.
    pub fn is_derived(&self, words: &str) -> bool {
        !self.declared.0.is_empty() && words.split(['/', '^', ' ']).any(|word| self.entry(word) == Some(true))
    }

    /// What is wrong with the unit of a number.
    pub fn fault(&self, context: &Context<'_>, unit: &Name) -> Option<Diagnostic> {
        if self.incomplete || self.find(&unit.text).is_some() {
            return None;
        }
        let finding = context.at(&UNKNOWN_UNIT, unit.span, format!("`{}` is no unit that is known", unit.text));
        Some(match Unit::suggest(&unit.text, &self.declared) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).fix(format!("Write `{near}`"), false, unit.span, near.to_string()),
            None => finding.help(format!("declare it in a glossary: `unit {}`; money is in its three letters, `EUR`", unit.text)),
        })
    }
}
