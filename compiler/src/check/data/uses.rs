//! The values of a document. In: the document. Out: each expression with what it is used for. Absent:
//! what it means.

use crate::model::condition::{Deadline, Due, Guard};
use crate::model::element::{AtMost, Branch, Over, Start, WatcherKind};
use crate::model::scenario::{AssumptionKind, ExpectationKind, Subject};
use crate::model::vocabulary::{Control, Table};
use crate::model::{Declaration, DeclarationKind, Document, Element, ElementKind, Expression, ExpressionKind, Name, Quantity, RefId, Type};
use crate::text::Span;

/// An expression in its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use<'d> {
    /// Yes or no.
    Condition(&'d Expression),
    /// An event, or a condition that comes true.
    Happening(&'d Expression),
    /// A length of time, or a limit in its place.
    Time(&'d Expression),
    /// Anything.
    Value(&'d Expression),
    /// A value that a fact is given.
    Given(RefId, &'d Expression),
    /// A value that a declared type is given.
    Presumed(&'d Type, &'d Expression),
    /// What a branch or a cell says of a fact.
    Answer(Of<'d>, &'d Expression),
    Unit(&'d Name),
    Amount(&'d Quantity),
}

/// What an answer speaks of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'d> {
    Fact(RefId),
    Column(&'d Expression),
}

impl Use<'_> {
    pub fn span(&self) -> Span {
        match self {
            Use::Condition(value)
            | Use::Happening(value)
            | Use::Time(value)
            | Use::Value(value)
            | Use::Given(_, value)
            | Use::Presumed(_, value)
            | Use::Answer(_, value) => value.span,
            Use::Unit(unit) => unit.span,
            Use::Amount(quantity) => quantity.span,
        }
    }
}

/// Every expression, roughly in the order they are written.
pub(super) fn uses(document: &Document) -> Vec<Use<'_>> {
    let mut uses = Uses(Vec::with_capacity(document.element_count as usize));
    if let Some(scope) = &document.header.scope {
        uses.guard(&scope.1);
    }
    document.declarations.iter().for_each(|declaration| uses.declaration(declaration));
    document.each_element(&mut |element| uses.element(element));
    for scenario in &document.scenarios {
        for assumption in &scenario.given {
            if let AssumptionKind::Value { of: Subject::Ref(fact), values } = &assumption.kind {
                uses.0.extend(values.iter().map(|value| Use::Given(*fact, value)));
            }
        }
        for expectation in &scenario.expect {
            if let ExpectationKind::Ends { within: Some(within), .. } = &expectation.kind {
                uses.time(within);
            }
        }
    }
    uses.0
}

struct Uses<'d>(Vec<Use<'d>>);

impl<'d> Uses<'d> {
    fn condition(&mut self, condition: &'d Expression) {
        self.0.push(Use::Condition(condition));
    }

    fn time(&mut self, time: &'d Expression) {
        self.0.push(Use::Time(time));
    }

    fn guard(&mut self, guard: &'d Guard) {
        guard.when.iter().chain(&guard.unless).for_each(|condition| self.condition(condition));
    }

    fn due(&mut self, due: &'d Due) {
        match due {
            Due::After { length, .. } => self.time(length),
            Due::Earlier { of, .. } => of.iter().for_each(|due| self.due(due)),
        }
    }

    fn deadline(&mut self, deadline: &'d Deadline) {
        for case in &deadline.cases {
            self.due(&case.due);
            case.when.iter().for_each(|when| self.condition(when));
        }
    }

    fn ty(&mut self, ty: &'d Type) {
        match ty {
            Type::Number { unit, low, high, nearest, .. } => {
                self.0.extend(unit.iter().map(Use::Unit));
                self.0.extend([low, high, nearest].into_iter().flatten().map(|bound| Use::Amount(bound)));
            }
            Type::Money { currency } => self.0.extend(currency.iter().map(Use::Unit)),
            _ => {}
        }
    }

    fn declaration(&mut self, declaration: &'d Declaration) {
        match &declaration.kind {
            DeclarationKind::Unit { value: Some(value) } => self.0.push(Use::Value(value)),
            DeclarationKind::Fact { ty, presumed, .. } => {
                self.ty(ty);
                self.0.extend(presumed.iter().map(|presumed| Use::Presumed(ty, presumed)));
            }
            DeclarationKind::Definition { cases } => {
                for (value, when) in cases {
                    self.0.push(Use::Value(value));
                    when.iter().for_each(|when| self.condition(when));
                }
            }
            // a limit may be an amount of anything
            DeclarationKind::Limit { deadline } => {
                for case in &deadline.cases {
                    match &case.due {
                        Due::After { length, of: None } => self.0.push(Use::Value(length)),
                        due => self.due(due),
                    }
                    case.when.iter().for_each(|when| self.condition(when));
                }
            }
            DeclarationKind::Rule { controls, .. } => controls.iter().for_each(|control| self.control(control)),
            DeclarationKind::Table(table) => self.table(table),
            _ => {}
        }
    }

    fn control(&mut self, control: &'d Control) {
        control.within.iter().for_each(|within| self.deadline(within));
        control.lasting.iter().for_each(|lasting| self.time(&lasting.length));
        control.lead.iter().chain(&control.every).for_each(|time| self.time(time));
        self.guard(&control.guard);
    }

    fn table(&mut self, table: &'d Table) {
        let columns: Vec<&Expression> = table.inputs.iter().chain(&table.outputs).collect();
        self.0.extend(columns.iter().map(|column| Use::Value(column)));
        for row in &table.rows {
            for (cell, column) in row.cells.iter().zip(&columns) {
                self.0.extend(cell.answers.iter().map(|answer| Use::Answer(Of::Column(column), answer)));
            }
        }
    }

    fn branch(&mut self, branch: &'d Branch, on: Option<RefId>) {
        for answer in branch.answers.iter().flatten() {
            match on {
                Some(fact) => self.0.push(Use::Answer(Of::Fact(fact), answer)),
                None if matches!(answer.kind, ExpressionKind::Share { .. } | ExpressionKind::Silent) => {}
                None => self.condition(answer),
            }
        }
    }

    fn element(&mut self, element: &'d Element) {
        use ElementKind as E;
        if let Some(clauses) = element.clauses() {
            clauses.within.iter().for_each(|within| self.deadline(within));
            clauses.takes.iter().for_each(|(time, _)| self.time(time));
            clauses.not_before.iter().for_each(|due| self.due(due));
            clauses.window.iter().for_each(|window| [&window.from, &window.to].into_iter().for_each(|time| self.time(time)));
            clauses.lasting.iter().for_each(|lasting| self.time(&lasting.length));
            self.guard(&clauses.guard);
        }
        match &element.kind {
            E::If { arms, .. } => arms.iter().for_each(|arm| self.condition(&arm.condition)),
            E::Decide { on, branches, .. } => branches.iter().for_each(|branch| self.branch(branch, *on)),
            E::Parallel { branches, .. } => {
                for clauses in branches.iter().map(|branch| &branch.clauses) {
                    clauses.within.iter().for_each(|within| self.deadline(within));
                    self.guard(&clauses.guard);
                }
            }
            E::Repeat { every, until, at_most, .. } => {
                every.iter().for_each(|time| self.time(time));
                until.iter().for_each(|until| self.condition(until));
                if let Some(AtMost { amount: Some(amount), of, .. }) = at_most.as_deref() {
                    match of {
                        Some(fact) => self.0.push(Use::Given(*fact, amount)),
                        None => self.time(amount),
                    }
                }
            }
            E::ForEach { over: Over::Rows { where_: Some(condition), .. }, .. } => self.condition(condition),
            E::Wait { length: Some(length), .. } => self.time(length),
            E::Watcher(watcher) => {
                watcher.within.iter().for_each(|within| self.deadline(within));
                match &watcher.kind {
                    WatcherKind::Whenever(condition) => self.0.push(Use::Happening(condition)),
                    WatcherKind::After(due) => due.iter().for_each(|due| self.due(due)),
                    WatcherKind::Every(time) => time.iter().for_each(|time| self.time(time)),
                }
            }
            E::Trigger { start: Start::Every { interval: Some(interval), .. }, .. } => self.time(interval),
            E::Control(control) => self.control(control),
            E::Sets { fact: Some(fact), value } => self.0.push(Use::Given(*fact, value)),
            E::Check { condition, .. } | E::Before { condition, .. } | E::Done { condition } => self.condition(condition),
            E::Enter { value, .. } => self.0.push(Use::Value(value)),
            E::Standing { while_: Some(condition), .. } => self.condition(condition),
            _ => {}
        }
    }
}
