//! The texts of a document. In: the document. Out: each of them with what it is for, in what element it
//! stands and who acts there. Absent: what it says.

use crate::model::condition::{Deadline, Due, Event, Guard};
use crate::model::element::{Actors, WatcherKind};
use crate::model::element::{Callee, Clauses, Over, Start, Strength, What};
use crate::model::header::Person;
use crate::model::vocabulary::{Control, Table};
use crate::model::{Declaration, DeclarationKind, Document, Element, ElementKind, Expression, ExpressionKind, RefId, Target, Text};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Of the document, a section, a branch, a scenario.
    Heading,
    Step(Strength),
    /// A step in one line behind `else`, `late` or a branch.
    Remedy,
    Question,
    /// A condition in quotes.
    Judgement,
    /// Something that comes, begins or ends: triggers, outcomes, happenings.
    Happening,
    /// A value: an answer, a cell, what is entered.
    Value,
    /// What is said or written to somebody.
    Message,
    Explanation,
    /// `always`, `never`
    Standing,
    /// What a declared name means.
    Meaning,
    /// A rule, and whether controls say exactly what it demands.
    Rule {
        controlled: bool,
    },
    /// The name of a person, a thing, a field, a procedure elsewhere.
    Name,
    Source,
    Path,
    Alternative,
    /// What changed.
    History,
    /// The text of `todo`.
    Gap,
}

/// A text in its place.
#[derive(Clone, Copy)]
pub(super) struct Said<'w> {
    pub text: &'w Text,
    pub purpose: Purpose,
    pub element: Option<&'w Element>,
    /// Who does the step, if it is one role alone.
    pub actor: Option<RefId>,
    /// Somebody else's words: the element names its source.
    pub law: bool,
    /// An item of a checklist.
    pub item: bool,
}

/// Every text, roughly in the order they are written.
pub(super) fn texts(document: &Document) -> Vec<Said<'_>> {
    let mut texts = Texts { said: Vec::with_capacity(document.element_count as usize * 2), element: None, place: Place::default() };
    texts.header(document);
    document.declarations.iter().for_each(|declaration| texts.declaration(declaration));
    texts.place.actor = document.header.performer.as_ref().and_then(single);
    let place = texts.place;
    document.elements.iter().for_each(|element| texts.element(element, place));
    texts.element = None;
    document.scenarios.iter().for_each(|scenario| texts.say(&scenario.title, Purpose::Heading));
    texts.said
}

#[derive(Clone, Copy, Default)]
struct Place {
    actor: Option<RefId>,
    law: bool,
    item: bool,
}

struct Texts<'w> {
    said: Vec<Said<'w>>,
    element: Option<&'w Element>,
    place: Place,
}

fn single(actors: &Actors) -> Option<RefId> {
    match actors.roles.as_slice() {
        [role] => Some(*role),
        _ => None,
    }
}

fn names_source(elements: &[Element]) -> bool {
    elements.iter().any(|element| matches!(element.kind, ElementKind::Cites { .. }))
}

impl<'w> Texts<'w> {
    fn say(&mut self, text: &'w Text, purpose: Purpose) {
        let Place { actor, law, item } = self.place;
        self.said.push(Said { text, purpose, element: self.element, actor, law, item });
    }

    fn maybe(&mut self, text: Option<&'w Text>, purpose: Purpose) {
        text.into_iter().for_each(|text| self.say(text, purpose));
    }

    fn header(&mut self, document: &'w Document) {
        let header = &document.header;
        self.say(&document.title, Purpose::Heading);
        let signers = header.reviewed.iter().chain(&header.approved).flat_map(|signed| &signed.by);
        for person in header.author.iter().chain(signers) {
            if let Person::Name(name) = person {
                self.say(name, Purpose::Name);
            }
        }
        if let Some(scope) = &header.scope {
            self.say(&scope.0, Purpose::Explanation);
            self.guard(&scope.1);
        }
        self.maybe(header.purpose.as_ref(), Purpose::Explanation);
        self.maybe(header.audience_text.as_ref(), Purpose::Explanation);
        header.history.iter().for_each(|change| self.maybe(change.text.as_ref(), Purpose::History));
    }

    fn declaration(&mut self, declaration: &'w Declaration) {
        use DeclarationKind::*;
        let purpose = match &declaration.kind {
            // their text is that of the condition in which they stand
            Judgement => return,
            Role { .. } | System | Unit { .. } => Purpose::Name,
            Rule { controls, .. } => Purpose::Rule { controlled: !controls.is_empty() },
            _ => Purpose::Meaning,
        };
        if let Rule { properties, .. } = &declaration.kind {
            self.place.law = names_source(properties);
        }
        self.maybe(declaration.text.as_ref(), purpose);
        match &declaration.kind {
            Role { contact, .. } => self.maybe(contact.as_ref(), Purpose::Name),
            Definition { cases } => cases.iter().for_each(|(value, when)| {
                self.judged(value);
                self.maybe_judged(when.as_ref());
            }),
            Limit { deadline } => self.deadline(deadline),
            Rule { controls, properties } => {
                controls.iter().for_each(|control| self.control(control));
                let place = self.place;
                properties.iter().for_each(|property| self.element(property, place));
                self.element = None;
            }
            Table(table) => self.table(table),
            _ => {}
        }
        self.place = Place::default();
    }

    fn control(&mut self, control: &'w Control) {
        control.of.iter().chain(&control.before).chain(&control.after).for_each(|event| self.event(event));
        control.within.iter().for_each(|deadline| self.deadline(deadline));
        self.guard(&control.guard);
    }

    fn table(&mut self, table: &'w Table) {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        cells.flat_map(|cell| &cell.answers).for_each(|answer| self.expression(answer, Purpose::Value));
    }

    /// The texts of an element and of all inside it.
    fn element(&mut self, element: &'w Element, around: Place) {
        use ElementKind::*;
        let own = match &element.kind {
            Step { block, .. } | Section { block, .. } | Repeat { block, .. } | ForEach { block, .. } | WaitFor { block, .. } => block.elements.as_slice(),
            Notify { block, .. } | Trigger { block, .. } => block.elements.as_slice(),
            Decide { before, .. } => before.as_slice(),
            _ => &[],
        };
        let clauses = element.clauses();
        let actor = clauses.and_then(|clauses| clauses.by.as_ref()).map_or(around.actor, single);
        let explains = matches!(element.kind, Callout { .. } | Prose { .. } | Standing { .. });
        let law = names_source(own);
        self.place = Place { actor, law: law || (around.law && explains), item: around.item };
        self.element = Some(element);
        self.own(element);
        clauses.into_iter().for_each(|clauses| self.clauses(clauses));
        element.each_target(&mut |target| match target {
            Target::Remedy(text) => self.say(text, Purpose::Remedy),
            Target::Todo { text, .. } => self.say(text, Purpose::Gap),
            _ => {}
        });
        let place = Place { actor, law, item: matches!(element.kind, Section { any_order: true, .. }) };
        element.each_inside(&mut |inside| self.element(inside, place));
    }

    fn own(&mut self, element: &'w Element) {
        use ElementKind::*;
        match &element.kind {
            Step { text, strength, .. } => self.say(text, Purpose::Step(*strength)),
            Section { text, .. } => self.say(text, Purpose::Heading),
            If { arms, .. } => arms.iter().for_each(|arm| self.judged(&arm.condition)),
            Decide { text, branches, .. } => {
                self.say(text, Purpose::Question);
                let answers = branches.iter().flat_map(|branch| &branch.answers).flatten();
                answers.for_each(|answer| self.expression(answer, Purpose::Value));
            }
            Parallel { branches, .. } => branches.iter().for_each(|path| {
                self.say(&path.text, Purpose::Heading);
                self.clauses(&path.clauses);
            }),
            Repeat { until, .. } => self.maybe_judged(until.as_ref()),
            ForEach { over: Over::Each(text), .. } | Call { callee: Callee::Outside(text), .. } => self.say(text, Purpose::Name),
            ForEach { over: Over::Rows { where_, .. }, .. } => self.maybe_judged(where_.as_ref()),
            WaitFor { event, .. } => event.iter().for_each(|event| self.event(event)),
            Watcher(watcher) => {
                match &watcher.kind {
                    WatcherKind::Whenever(condition) => self.expression(condition, Purpose::Happening),
                    WatcherKind::After(due) => due.iter().for_each(|due| self.due(due)),
                    WatcherKind::Every(_) => {}
                }
                watcher.within.iter().for_each(|deadline| self.deadline(deadline));
            }
            Handoff { things, .. } | Things { things, .. } => {
                for thing in things {
                    if let What::Text(text) = &thing.what {
                        self.say(text, Purpose::Name);
                    }
                }
            }
            Trigger { start, .. } => match start {
                Start::Text(text) => self.say(text, Purpose::Happening),
                Start::Every { text, .. } | Start::Document { text, .. } => self.maybe(text.as_ref(), Purpose::Happening),
            },
            Outcome { text, .. } => self.say(text, Purpose::Happening),
            Control(control) => self.control(control),
            Sets { value, .. } => self.expression(value, Purpose::Value),
            Check { condition, .. } | Before { condition, .. } | Done { condition } => self.judged(condition),
            Enter { field, value } => {
                self.say(field, Purpose::Name);
                self.expression(value, Purpose::Value);
            }
            Say { text, .. } | Notify { text, .. } => self.say(text, Purpose::Message),
            Consult { text, .. } => self.maybe(text.as_ref(), Purpose::Message),
            Callout { text, .. } | Prose { text } => self.say(text, Purpose::Explanation),
            Standing { text, while_, until, .. } => {
                self.say(text, Purpose::Standing);
                self.maybe_judged(while_.as_deref());
                until.iter().for_each(|event| self.event(event));
            }
            Image { path, alt } => {
                self.say(path, Purpose::Path);
                self.maybe(alt.as_ref(), Purpose::Alternative);
            }
            Cites { texts } => texts.iter().for_each(|text| self.say(text, Purpose::Source)),
            Todo { text } => self.say(text, Purpose::Gap),
            _ => {}
        }
    }

    fn clauses(&mut self, clauses: &'w Clauses) {
        clauses.within.iter().for_each(|deadline| self.deadline(deadline));
        clauses.not_before.iter().for_each(|due| self.due(due));
        clauses.window.iter().filter_map(|window| window.of.as_ref()).for_each(|event| self.event(event));
        clauses.lasting.iter().filter_map(|lasting| lasting.of.as_ref()).for_each(|event| self.event(event));
        self.guard(&clauses.guard);
    }

    fn guard(&mut self, guard: &'w Guard) {
        self.maybe_judged(guard.when.as_ref());
        self.maybe_judged(guard.unless.as_ref());
    }

    fn deadline(&mut self, deadline: &'w Deadline) {
        for case in &deadline.cases {
            self.due(&case.due);
            self.maybe_judged(case.when.as_ref());
        }
    }

    fn due(&mut self, due: &'w Due) {
        match due {
            Due::After { of, .. } => of.iter().for_each(|event| self.event(event)),
            Due::Earlier { of, .. } => of.iter().for_each(|due| self.due(due)),
        }
    }

    fn event(&mut self, event: &'w Event) {
        if let Event::Happening(text) = event {
            self.say(text, Purpose::Happening);
        }
    }

    fn judged(&mut self, condition: &'w Expression) {
        self.expression(condition, Purpose::Judgement);
    }

    fn maybe_judged(&mut self, condition: Option<&'w Expression>) {
        condition.into_iter().for_each(|condition| self.judged(condition));
    }

    /// The texts of a condition or value; beside a value to compare with they are values.
    fn expression(&mut self, expression: &'w Expression, purpose: Purpose) {
        use ExpressionKind::*;
        match &expression.kind {
            Or(parts) | And(parts) => parts.iter().for_each(|part| self.expression(part, purpose)),
            Not(inner) => self.expression(inner, purpose),
            Compare { left, right, .. } => {
                left.iter().for_each(|left| self.expression(left, Purpose::Value));
                self.expression(right, Purpose::Value);
            }
            In { value, list } => value.as_deref().into_iter().chain(list).for_each(|part| self.expression(part, Purpose::Value)),
            Aggregate { of, .. } => self.expression(of, Purpose::Value),
            Share { of: Some(of), .. } => self.expression(of, Purpose::Value),
            TimeSince(event) => self.event(event),
            Judgement { text, .. } => self.say(text, purpose),
            _ => {}
        }
    }
}
