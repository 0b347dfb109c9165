//! Who and when: actors, events, deadlines with their cases, and the other clauses of an element.

use super::context::Context;
use super::expression::{Expression, Formula};
use super::reference::{Reference, is_false};
use super::text::Text;
use crate::model;
use crate::model::element::Joint as ModelJoint;
use serde::Serialize;
use std::borrow::Cow;

/// Who does something.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Actors<'a> {
    /// The roles, or a fact of type `role` that names one.
    pub roles: Vec<Reference<'a>>,
    /// How they share the work.
    pub joint: Joint,
    /// Present and true where it is said by the header or an element around this one.
    #[serde(skip_serializing_if = "is_false")]
    pub inherited: bool,
}

/// How several roles share the work: all `together` (also said of one role alone), `either` of them,
/// or `each` holder of the role for itself.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Joint {
    Together,
    Either,
    Each,
}

/// Something that happens.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Event<'a> {
    /// The start of the run.
    Trigger,
    /// The end of the run.
    Outcome,
    /// The end of an element or activity, or the day or moment that a fact names.
    Reference {
        /// Which.
        to: Reference<'a>,
    },
    /// Something that only words tell.
    Happening {
        /// The words.
        text: Text<'a>,
    },
}

/// A moment by which, or from which on.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Due<'a> {
    /// A length of time behind an event; of a limit, also a plain amount.
    After {
        /// How long.
        length: Expression<'a>,
        /// Behind what; absent: behind the moment when the work gets here.
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<Box<Event<'a>>>,
    },
    /// The earlier of several moments.
    Earlier {
        /// The moments.
        earlier: Vec<Due<'a>>,
    },
    /// The later of several moments.
    Later {
        /// The moments.
        later: Vec<Due<'a>>,
    },
}

/// A time limit with its cases.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Deadline<'a> {
    /// As written, without comments, white space folded.
    pub text: Cow<'a, str>,
    /// The first is the normal one; of the others at most one applies.
    pub cases: Vec<Case<'a>>,
    /// The elements and activities during which the clock stands; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_counting: Vec<Reference<'a>>,
}

/// One case of a time limit.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Case<'a> {
    /// The moment.
    pub due: Due<'a>,
    /// When it applies; absent for the normal case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula<'a>>,
}

/// How long something takes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Takes<'a> {
    /// The length of time.
    pub length: Formula<'a>,
    /// Present and true where it may take longer.
    #[serde(skip_serializing_if = "is_false")]
    pub at_least: bool,
}

/// The time between two moments behind an event, both included.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Window<'a> {
    /// The least time behind the event.
    pub from: Expression<'a>,
    /// The most time behind the event.
    pub to: Expression<'a>,
    /// Behind what; absent: behind the moment when the work gets here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Box<Event<'a>>>,
}

/// How long something is owed, while the flow goes on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Lasting<'a> {
    /// The length of time.
    pub length: Formula<'a>,
    /// Present and true where it may be longer.
    #[serde(skip_serializing_if = "is_false")]
    pub at_least: bool,
    /// From when on; absent: from here on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Box<Event<'a>>>,
}

/// The time of an element, as its head says it. What happens when it is late is an edge; a condition
/// in the head is a node of kind `if` in front of it.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Clauses<'a> {
    /// The time limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Deadline<'a>>,
    /// Present and true for `at once`.
    #[serde(skip_serializing_if = "is_false")]
    pub at_once: bool,
    /// How long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes: Option<Takes<'a>>,
    /// The moment before which it must not happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Due<'a>>,
    /// The time between two moments in which it must happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window<'a>>,
    /// How long it is owed.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub lasting: Option<Lasting<'a>>,
}

impl<'a> Context<'a> {
    /// Actors that are written where they are asked for.
    pub(super) fn actors(&self, actors: &'a model::element::Actors) -> Actors<'a> {
        let joint = match actors.joint {
            ModelJoint::Together => Joint::Together,
            ModelJoint::Either => Joint::Either,
            ModelJoint::Each => Joint::Each,
        };
        Actors { roles: self.references(&actors.roles), joint, inherited: false }
    }

    pub(super) fn some_actors(&self, actors: &'a Option<model::element::Actors>) -> Option<Actors<'a>> {
        actors.as_ref().map(|actors| self.actors(actors))
    }

    pub(super) fn event(&self, event: &'a model::Event) -> Event<'a> {
        match event {
            model::Event::Trigger(_) => Event::Trigger,
            model::Event::Outcome(_) => Event::Outcome,
            model::Event::Ref(reference) => Event::Reference { to: self.reference(*reference) },
            model::Event::Happening(text) => Event::Happening { text: self.text(text) },
        }
    }

    pub(super) fn some_event(&self, event: &'a Option<model::Event>) -> Option<Box<Event<'a>>> {
        event.as_ref().map(|event| Box::new(self.event(event)))
    }

    pub(super) fn due(&self, due: &'a model::Due) -> Due<'a> {
        match due {
            model::Due::After { length, of } => Due::After { length: self.expression(length), of: self.some_event(of) },
            model::Due::Earlier { later, of } => {
                let of = of.iter().map(|due| self.due(due)).collect();
                if *later { Due::Later { later: of } } else { Due::Earlier { earlier: of } }
            }
        }
    }

    pub(super) fn deadline(&self, deadline: &'a model::Deadline) -> Deadline<'a> {
        let case = |case: &'a model::Case| Case { due: self.due(&case.due), when: self.some_formula(&case.when) };
        Deadline { text: self.folded(deadline.span), cases: deadline.cases.iter().map(case).collect(), not_counting: self.references(&deadline.not_counting) }
    }

    pub(super) fn lasting(&self, lasting: &'a model::vocabulary::Lasting) -> Lasting<'a> {
        Lasting { length: self.formula(&lasting.length), at_least: lasting.at_least, of: self.some_event(&lasting.of) }
    }

    /// None where there is nothing to say.
    pub(super) fn clauses(&self, clauses: &'a model::element::Clauses) -> Option<Box<Clauses<'a>>> {
        let model::element::Clauses { within, at_once, takes, not_before, window, lasting, .. } = clauses;
        let silent = within.is_none() && !at_once && takes.is_none() && not_before.is_none() && window.is_none() && lasting.is_none();
        if silent {
            return None;
        }
        Some(Box::new(Clauses {
            within: within.as_ref().map(|within| self.deadline(within)),
            at_once: *at_once,
            takes: takes.as_ref().map(|(length, at_least)| Takes { length: self.formula(length), at_least: *at_least }),
            not_before: not_before.as_ref().map(|due| self.due(due)),
            window: window.as_ref().map(|window| Window {
                from: self.expression(&window.from),
                to: self.expression(&window.to),
                of: self.some_event(&window.of),
            }),
            lasting: lasting.as_ref().map(|lasting| self.lasting(lasting)),
        }))
    }
}
