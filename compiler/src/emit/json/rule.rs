//! The controls of a rule: what it demands of every run.

use super::context::Context;
use super::expression::Formula;
use super::place::Range;
use super::time::{Actors, Deadline, Event, Lasting};
use crate::model::vocabulary::{Control as ModelControl, ControlKind as ModelKind};
use serde::Serialize;

/// One demand of a rule.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Control<'a> {
    /// What is demanded.
    pub kind: ControlKind,
    /// The activities or events: any of them must happen, none of them may, or no one person may do two of them.
    pub of: Vec<Event<'a>>,
    /// Who must or must not do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Actors<'a>>,
    /// The time limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Deadline<'a>>,
    /// How long it is owed.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub lasting: Option<Lasting<'a>>,
    /// What it must precede; forbidden: what it must not precede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Event<'a>>>,
    /// What it must follow; forbidden: what it must not follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Box<Event<'a>>>,
    /// How long before or after that at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Formula<'a>>,
    /// Whether nothing may come between.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_once: bool,
    /// It is demanded again and again, never longer apart than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Formula<'a>>,
    /// The cases in which it is demanded; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula<'a>>,
    /// The cases in which it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Formula<'a>>,
    pub range: Range,
}

/// `require`: it must happen; `forbid`: it must not; `separate`: different people must do these.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ControlKind {
    Require,
    Forbid,
    Separate,
}

impl<'a> Context<'a> {
    pub(super) fn control(&self, control: &'a ModelControl) -> Control<'a> {
        Control {
            kind: match control.kind {
                ModelKind::Require => ControlKind::Require,
                ModelKind::Forbid => ControlKind::Forbid,
                ModelKind::Separate => ControlKind::Separate,
            },
            of: control.of.iter().map(|event| self.event(event)).collect(),
            by: self.some_actors(&control.by),
            within: control.within.as_ref().map(|within| self.deadline(within)),
            lasting: control.lasting.as_ref().map(|lasting| self.lasting(lasting)),
            before: self.some_event(&control.before),
            after: self.some_event(&control.after),
            at_least: self.some_formula(&control.lead),
            at_once: control.at_once,
            every: self.some_formula(&control.every),
            when: self.some_formula(&control.guard.when),
            unless: self.some_formula(&control.guard.unless),
            range: self.range(control.span),
        }
    }
}
