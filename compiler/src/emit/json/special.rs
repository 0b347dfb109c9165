//! What is special to one kind of node: how a run starts and ends, what a loop goes over, what is
//! waited for, which procedure is called.

use super::context::Context;
use super::expression::Formula;
use super::node::Node;
use super::reference::{Reference, is_false};
use super::text::Text;
use super::time::{Clauses, Due, Event};
use super::unit::Quantity;
use crate::flow::NodeKind;
use crate::model::element::{AtMost as ModelAtMost, Callee, Element, ElementKind, OutcomeKind, Over as ModelOver, Start as ModelStart};
use crate::model::element::{Strength as ModelStrength, Times as ModelTimes, Watcher as ModelWatcher, WatcherKind};
use serde::Serialize;

/// What starts a run. Empty for a start in words.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Start<'a> {
    /// How often, where it starts by the clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Formula<'a>>,
    /// At what time of day: `22:30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<&'a str>,
    /// The document, or the outcome or other member of it, that starts the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Reference<'a>>,
}

/// How a run ends.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct End {
    /// Whether it reached its purpose (`good`), did not (`failure`), or was called off (`cancelled`).
    pub result: OutcomeResult,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum OutcomeResult {
    Good,
    Failure,
    Cancelled,
}

/// A step.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Task {
    /// Whether it has to be done.
    pub strength: Strength,
}

/// Whether something has to be done.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Strength {
    Must,
    Recommended,
    Optional,
}

/// A decision about a fact.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Decision<'a> {
    /// The fact. With somebody who decides, the decision establishes it.
    pub on: Reference<'a>,
}

/// Where a table is looked up.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Apply<'a> {
    /// The table.
    pub to: Reference<'a>,
}

/// What must hold.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Check<'a> {
    /// The condition, or a text to be confirmed. Only when it holds the run goes on along `next`.
    pub condition: Formula<'a>,
}

/// Another procedure that runs here.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Call<'a> {
    /// The document, or the entry of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Reference<'a>>,
    /// A procedure outside the workspace, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<Text<'a>>,
}

/// Work that runs side by side.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parallel {
    /// Present and true where the first branch that ends is enough.
    #[serde(skip_serializing_if = "is_false")]
    pub first: bool,
}

/// A loop: its edge `back` begins the next turn, its edge `next` leaves it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Loop<'a> {
    /// How many turns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Times<'a>>,
    /// A turn begins in this interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Formula<'a>>,
    /// It ends when this holds behind a turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Formula<'a>>,
    /// Its bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<AtMost<'a>>,
    /// Over what it goes, a turn for each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<Over<'a>>,
    /// Present and true where the turns run side by side.
    #[serde(skip_serializing_if = "is_false")]
    pub parallel: bool,
}

/// A number of turns.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Times<'a> {
    /// The number, or the least.
    pub low: Quantity<'a>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Quantity<'a>>,
}

/// The bound of a loop; the edge `failed` is what happens when it is reached.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AtMost<'a> {
    /// So many turns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Times<'a>>,
    /// So long, or so much of a fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Formula<'a>>,
    /// The fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Reference<'a>>,
}

/// Over what a loop goes.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Over<'a> {
    /// Things that only words tell.
    Each {
        /// Each of what.
        each: Text<'a>,
    },
    /// The rows of a table.
    Rows {
        /// The table.
        table: Reference<'a>,
        /// Only the rows for which this holds.
        #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
        where_: Option<Formula<'a>>,
    },
}

/// What is waited for.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Wait<'a> {
    /// How long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Formula<'a>>,
    /// Present and true where it may be longer.
    #[serde(skip_serializing_if = "is_false")]
    pub at_least: bool,
    /// What happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Box<Event<'a>>>,
}

/// When a watcher fires.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Watcher<'a> {
    /// Whenever this happens or comes true: a happening in quotes is a judgement, an activity or label a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whenever: Option<Formula<'a>>,
    /// Once, at this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Due<'a>>,
    /// Again and again, in this interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Formula<'a>>,
}

impl<'a> Context<'a> {
    /// A start or an end, which somebody may have written.
    pub(super) fn border(&self, node: &mut Node<'a>, element: Option<&'a Element>) {
        match element.map(|element| &element.kind) {
            Some(ElementKind::Trigger { start, .. }) => {
                node.start = match start {
                    ModelStart::Text(_) => None,
                    ModelStart::Every { interval, at, .. } => {
                        Some(Box::new(Start { every: self.some_formula(interval), at: at.as_ref().map(|at| at.text.as_str()), document: None }))
                    }
                    ModelStart::Document { reference, .. } => Some(Box::new(Start { every: None, at: None, document: Some(self.reference(*reference)) })),
                };
            }
            Some(ElementKind::Outcome { result, .. }) => {
                let result = match result {
                    OutcomeKind::Good => OutcomeResult::Good,
                    OutcomeKind::Failure => OutcomeResult::Failure,
                    OutcomeKind::Cancelled => OutcomeResult::Cancelled,
                };
                node.end = Some(End { result });
            }
            // the end of the line of a work instruction
            _ if node.kind == NodeKind::End => node.end = Some(End { result: OutcomeResult::Good }),
            _ => {}
        }
    }

    pub(super) fn special(&self, node: &mut Node<'a>, element: &'a Element) {
        use ElementKind as E;
        match &element.kind {
            E::Step { strength, .. } => {
                let strength = match strength {
                    ModelStrength::Must => Strength::Must,
                    ModelStrength::Recommended => Strength::Recommended,
                    ModelStrength::Optional => Strength::Optional,
                };
                node.task = Some(Task { strength });
            }
            E::Decide { on: Some(on), .. } => node.decision = Some(Box::new(Decision { on: self.reference(*on) })),
            E::Apply { table } => node.table = Some(Box::new(Apply { to: self.reference(*table) })),
            E::Check { condition, .. } | E::Before { condition, .. } => node.check = Some(Box::new(Check { condition: self.formula(condition) })),
            E::Call { callee, .. } => {
                node.call = Some(Box::new(match callee {
                    Callee::Ref(reference) => Call { to: Some(self.reference(*reference)), outside: None },
                    Callee::Outside(text) => Call { to: None, outside: Some(self.text(text)) },
                }));
            }
            E::Parallel { first, .. } => node.parallel = Some(Parallel { first: *first }),
            E::Repeat { times, every, until, at_most, .. } => {
                node.looped = Some(Box::new(Loop {
                    times: times.as_ref().map(|times| self.times(times)),
                    every: self.some_formula(every),
                    until: self.some_formula(until),
                    at_most: at_most.as_ref().map(|at_most| self.at_most(at_most)),
                    over: None,
                    parallel: false,
                }));
            }
            E::ForEach { parallel, over, .. } => {
                let over = match over {
                    ModelOver::Each(text) => Over::Each { each: self.text(text) },
                    ModelOver::Rows { table, where_ } => Over::Rows { table: self.reference(*table), where_: self.some_formula(where_) },
                };
                node.looped = Some(Box::new(Loop { over: Some(over), parallel: *parallel, ..Loop::default() }));
            }
            E::Wait { at_least, length } => {
                node.wait = Some(Box::new(Wait { length: self.some_formula(length), at_least: *at_least, event: None }));
            }
            E::WaitFor { event, .. } => node.wait = Some(Box::new(Wait { length: None, at_least: false, event: self.some_event(event) })),
            E::Handoff { to, things, .. } => {
                node.to = self.some_actors(to);
                node.things = self.things(things);
            }
            E::Notify { to, .. } => node.to = self.some_actors(to),
            E::Consult { whom, .. } => node.to = self.some_actors(whom),
            E::Watcher(watcher) if node.kind == NodeKind::Watcher => self.watcher(node, watcher),
            _ => {}
        }
    }

    fn watcher(&self, node: &mut Node<'a>, watcher: &'a ModelWatcher) {
        node.watcher = Some(Box::new(match &watcher.kind {
            WatcherKind::Whenever(condition) => Watcher { whenever: Some(self.formula(condition)), ..Watcher::default() },
            WatcherKind::After(due) => Watcher { after: due.as_ref().map(|due| self.due(due)), ..Watcher::default() },
            WatcherKind::Every(every) => Watcher { every: self.some_formula(every), ..Watcher::default() },
        }));
        if let Some(within) = &watcher.within {
            node.clauses = Some(Box::new(Clauses { within: Some(self.deadline(within)), ..Clauses::default() }));
        }
    }

    fn times(&self, times: &'a ModelTimes) -> Times<'a> {
        Times { low: self.quantity(&times.low), high: times.high.as_ref().map(|high| self.quantity(high)) }
    }

    fn at_most(&self, at_most: &'a ModelAtMost) -> AtMost<'a> {
        AtMost {
            times: at_most.times.as_ref().map(|times| self.times(times)),
            amount: self.some_formula(&at_most.amount),
            of: at_most.of.map(|of| self.reference(of)),
        }
    }
}
