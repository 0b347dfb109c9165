//! Scenarios as data: what is given, and what is expected to happen.

use super::context::Context;
use super::expression::{Expression, Formula};
use super::place::Range;
use super::reference::Reference;
use super::text::Text;
use crate::model::scenario::{Assumption as ModelAssumption, AssumptionKind, Expectation as ModelExpectation, ExpectationKind};
use crate::model::scenario::{Scenario as ModelScenario, Subject as ModelSubject};
use serde::Serialize;
use std::borrow::Cow;

/// A case and what must come of it. What is not given is free: every run that fits must do as expected.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scenario<'a> {
    /// What it shows.
    pub text: Text<'a>,
    /// The file that it stands in, relative to the root: the document's own, or one of its tests.
    pub path: String,
    /// What is given, in the order it is written.
    pub given: Vec<Assumption<'a>>,
    /// What is expected, in the order it is written.
    pub expect: Vec<Expectation<'a>>,
    /// The place in that file.
    pub range: Range,
}

/// What is given.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Assumption<'a> {
    /// The run starts so.
    Trigger {
        /// The trigger, by its label.
        trigger: Reference<'a>,
        range: Range,
    },
    /// A fact has this value, or a decision this answer; several are its answers in turn, of which the last repeats.
    Value {
        /// Of what.
        of: Subject<'a>,
        /// The value or answer, or several.
        values: Vec<Expression<'a>>,
        range: Range,
    },
    /// A watcher fires, or a happening comes.
    Happens {
        /// Its words.
        what: Text<'a>,
        /// Behind which element; absent: at some time.
        #[serde(skip_serializing_if = "Option::is_none")]
        after: Option<Reference<'a>>,
        range: Range,
    },
    /// The procedure that an element calls ends so.
    Ends {
        /// The element, by its label.
        call: Reference<'a>,
        /// The outcome.
        outcome: Reference<'a>,
        range: Range,
    },
    /// The time limit of an element runs out.
    Late {
        /// The element.
        of: Subject<'a>,
        range: Range,
    },
    /// Nobody answers.
    Silent {
        /// The element.
        of: Subject<'a>,
        range: Range,
    },
    /// What could not be read.
    Broken {
        /// As written, white space folded.
        written: Cow<'a, str>,
        range: Range,
    },
}

/// A fact, an element by its label, or a judgement by its words.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Subject<'a> {
    /// By name.
    Name {
        /// The fact or element.
        to: Reference<'a>,
    },
    /// By words.
    Judgement {
        /// The judgement.
        judgement: Text<'a>,
    },
}

/// What is expected of every run.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Expectation<'a> {
    /// These elements, in this order, others between them.
    Elements {
        /// The elements, by their labels.
        elements: Vec<Reference<'a>>,
        range: Range,
    },
    /// None of these elements.
    Not {
        /// The elements, by their labels.
        elements: Vec<Reference<'a>>,
        range: Range,
    },
    /// This end.
    Ends {
        /// The outcome.
        #[serde(skip_serializing_if = "Option::is_none")]
        outcome: Option<Reference<'a>>,
        /// At most so long behind the start.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<Box<Formula<'a>>>,
        range: Range,
    },
}

impl<'a> Context<'a> {
    /// The scenarios of this file.
    pub(super) fn scenarios(&self) -> Vec<Scenario<'a>> {
        self.document.scenarios.iter().map(|scenario| self.scenario(scenario)).collect()
    }

    fn scenario(&self, scenario: &'a ModelScenario) -> Scenario<'a> {
        Scenario {
            text: self.text(&scenario.title),
            path: self.path(),
            given: scenario.given.iter().map(|given| self.assumption(given)).collect(),
            expect: scenario.expect.iter().map(|expect| self.expectation(expect)).collect(),
            range: self.range(scenario.span),
        }
    }

    fn assumption(&self, given: &'a ModelAssumption) -> Assumption<'a> {
        let range = self.range(given.span);
        match &given.kind {
            AssumptionKind::Trigger(trigger) => Assumption::Trigger { trigger: self.reference(*trigger), range },
            AssumptionKind::Value { of, values } => Assumption::Value { of: self.scenario_subject(of), values: self.expressions(values), range },
            AssumptionKind::Happens { what, after } => Assumption::Happens { what: self.text(what), after: after.map(|after| self.reference(after)), range },
            AssumptionKind::Ends { call, outcome } => Assumption::Ends { call: self.reference(*call), outcome: self.reference(*outcome), range },
            AssumptionKind::Late(of) => Assumption::Late { of: self.scenario_subject(of), range },
            AssumptionKind::Silent(of) => Assumption::Silent { of: self.scenario_subject(of), range },
            AssumptionKind::Broken => Assumption::Broken { written: self.folded(given.span), range },
        }
    }

    fn scenario_subject(&self, subject: &'a ModelSubject) -> Subject<'a> {
        match subject {
            ModelSubject::Ref(reference) => Subject::Name { to: self.reference(*reference) },
            ModelSubject::Judgement(text) => Subject::Judgement { judgement: self.text(text) },
        }
    }

    fn expectation(&self, expect: &'a ModelExpectation) -> Expectation<'a> {
        let range = self.range(expect.span);
        match &expect.kind {
            ExpectationKind::Elements(elements) => Expectation::Elements { elements: self.references(elements), range },
            ExpectationKind::Not(elements) => Expectation::Not { elements: self.references(elements), range },
            ExpectationKind::Ends { outcome, within } => {
                Expectation::Ends { outcome: outcome.map(|outcome| self.reference(outcome)), within: self.some_formula(within).map(Box::new), range }
            }
        }
    }
}
