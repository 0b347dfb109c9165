//! What a flow is made of: elements and properties, in the order they are written.

mod parts;

pub use parts::*;

use super::condition::{Deadline, Due, Event, Expression, Guard};
use super::parts::{Name, RefId, Text};
use super::vocabulary::{Control, Lasting};
use crate::text::Span;

/// An element or property. `id` counts them through the document in the order they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub id: ElementId,
    pub span: Span,
    /// Its keyword, and its label if it has one.
    pub head: Span,
    pub label: Option<Name>,
    pub kind: ElementKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Block {
    pub span: Span,
    pub elements: Vec<Element>,
}

/// What happens next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Jump {
        to: RefId,
        span: Span,
    },
    Continue(Span),
    Block(Block),
    /// Done, and then the same again.
    Remedy(Text),
    /// An honest gap.
    Todo {
        text: Text,
        span: Span,
    },
    /// What could not be read.
    Broken(Span),
}

impl Target {
    pub fn span(&self) -> Span {
        match self {
            Target::Jump { span, .. } | Target::Continue(span) | Target::Todo { span, .. } | Target::Broken(span) => *span,
            Target::Block(block) => block.span,
            Target::Remedy(text) => text.span,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actors {
    pub span: Span,
    pub roles: Vec<RefId>,
    pub joint: Joint,
}

/// How several roles share the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joint {
    /// One role, or several together.
    Together,
    Either,
    /// Each holder of the role for itself.
    Each,
}

/// Who, how long, when: what may stand in the head of an element.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Clauses {
    pub by: Option<Actors>,
    pub within: Option<Deadline>,
    pub at_once: bool,
    /// How long it takes, and whether at least so long.
    pub takes: Option<(Expression, bool)>,
    pub not_before: Option<Due>,
    /// `between A and B of EVENT`
    pub window: Option<Window>,
    pub lasting: Option<Lasting>,
    pub guard: Guard,
    pub late: Option<Box<Target>>,
    /// `else`: it did not succeed.
    pub failed: Option<Box<Target>>,
}

/// The clauses of an element; most have none, and then they take no room.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MaybeClauses(Option<Box<Clauses>>);

impl From<Clauses> for MaybeClauses {
    fn from(clauses: Clauses) -> Self {
        Self((clauses != Clauses::NONE).then(|| Box::new(clauses)))
    }
}

impl std::ops::Deref for MaybeClauses {
    type Target = Clauses;

    fn deref(&self) -> &Clauses {
        self.0.as_deref().unwrap_or(&Clauses::NONE)
    }
}

impl Clauses {
    const NONE: Clauses = Clauses {
        by: None,
        within: None,
        at_once: false,
        takes: None,
        not_before: None,
        window: None,
        lasting: None,
        guard: Guard { when: None, unless: None },
        late: None,
        failed: None,
    };
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Expression,
    pub to: Expression,
    pub of: Option<Event>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementKind {
    Step {
        strength: Strength,
        text: Text,
        clauses: MaybeClauses,
        block: Block,
    },
    /// In order, or in any order.
    Section {
        any_order: bool,
        text: Text,
        clauses: MaybeClauses,
        block: Block,
    },
    If {
        arms: Vec<Arm>,
        otherwise: Option<Target>,
        negated: bool,
    },
    Decide {
        text: Text,
        clauses: MaybeClauses,
        on: Option<RefId>,
        before: Vec<Element>,
        branches: Vec<Branch>,
    },
    Parallel {
        first: bool,
        clauses: MaybeClauses,
        branches: Vec<Path>,
        stray: Vec<Element>,
    },
    Repeat {
        times: Option<Box<Times>>,
        every: Option<Expression>,
        clauses: MaybeClauses,
        block: Block,
        until: Option<Expression>,
        at_most: Option<Box<AtMost>>,
    },
    ForEach {
        parallel: bool,
        over: Over,
        clauses: MaybeClauses,
        block: Block,
    },
    Call {
        kind: CallKind,
        callee: Callee,
        clauses: MaybeClauses,
        handlers: Vec<Handler>,
    },
    Apply {
        table: RefId,
    },
    Wait {
        at_least: bool,
        length: Option<Expression>,
    },
    WaitFor {
        event: Option<Event>,
        clauses: MaybeClauses,
        block: Block,
    },
    Watcher(Box<Watcher>),
    Handoff {
        to: Option<Actors>,
        things: Vec<Thing>,
        clauses: MaybeClauses,
    },
    Jump {
        to: Option<RefId>,
    },
    Trigger {
        start: Start,
        to: Option<RefId>,
        block: Block,
    },
    Outcome {
        result: OutcomeKind,
        text: Text,
    },
    /// A control outside a rule: on a wrong level.
    Control(Box<Control>),
    /// `given` or a header field in the flow, a `when` outside a decision: read, and reported.
    Misplaced,
    // properties
    Learn {
        record: bool,
        entries: Vec<RefId>,
    },
    Sets {
        fact: Option<RefId>,
        value: Expression,
    },
    Things {
        kind: ThingKind,
        things: Vec<Thing>,
    },
    Fulfils {
        activities: Vec<RefId>,
    },
    Check {
        condition: Expression,
        clauses: MaybeClauses,
    },
    Before {
        condition: Expression,
        clauses: MaybeClauses,
    },
    Done {
        condition: Expression,
    },
    Enter {
        field: Text,
        value: Expression,
    },
    Say {
        text: Text,
        by: Option<Actors>,
        to: Option<Actors>,
    },
    Notify {
        to: Option<Actors>,
        text: Text,
        clauses: MaybeClauses,
        block: Block,
    },
    Consult {
        whom: Option<Actors>,
        text: Option<Text>,
        clauses: MaybeClauses,
    },
    ApprovedBy {
        clauses: MaybeClauses,
    },
    Callout {
        kind: CalloutKind,
        text: Text,
    },
    Standing {
        never: bool,
        text: Text,
        by: Option<Actors>,
        while_: Option<Box<Expression>>,
        until: Option<Event>,
    },
    Image {
        path: Text,
        alt: Option<Text>,
    },
    Cites {
        texts: Vec<Text>,
    },
    ForAudience {
        audiences: Vec<Name>,
        block: Block,
    },
    Todo {
        text: Text,
    },
    Prose {
        text: Text,
    },
}

impl Element {
    /// The element and all inside it, in the order they are written.
    pub fn each<'e>(&'e self, see: &mut dyn FnMut(&'e Element)) {
        see(self);
        self.each_block(&mut |block| block.iter().for_each(|element| element.each(&mut *see)));
    }

    /// The elements directly inside, in the order they are written.
    pub fn each_inside<'e>(&'e self, see: &mut dyn FnMut(&'e Element)) {
        self.each_block(&mut |block| block.iter().for_each(&mut *see));
    }

    pub fn clauses(&self) -> Option<&Clauses> {
        use ElementKind::*;
        match &self.kind {
            Step { clauses, .. }
            | Section { clauses, .. }
            | Decide { clauses, .. }
            | Parallel { clauses, .. }
            | Repeat { clauses, .. }
            | ForEach { clauses, .. }
            | Call { clauses, .. }
            | WaitFor { clauses, .. }
            | Handoff { clauses, .. }
            | Check { clauses, .. }
            | Before { clauses, .. }
            | Notify { clauses, .. }
            | Consult { clauses, .. }
            | ApprovedBy { clauses } => Some(clauses),
            _ => None,
        }
    }

    /// Everything that says what happens next: of arms, branches, handlers, `late` and `else`.
    pub fn each_target<'e>(&'e self, see: &mut dyn FnMut(&'e Target)) {
        use ElementKind::*;
        match &self.kind {
            If { arms, otherwise, .. } => arms.iter().map(|arm| &arm.target).chain(otherwise).for_each(&mut *see),
            Decide { branches, .. } => branches.iter().map(|branch| &branch.target).for_each(&mut *see),
            Call { handlers, .. } => handlers.iter().map(|handler| &handler.target).for_each(&mut *see),
            Watcher(watcher) => see(&watcher.target),
            Repeat { at_most: Some(at_most), .. } => at_most.otherwise.iter().for_each(&mut *see),
            _ => {}
        }
        if let Some(clauses) = self.clauses() {
            clauses.late.iter().chain(&clauses.failed).for_each(|target| see(target));
        }
    }

    /// The lists of elements inside, in the order they are written.
    pub fn each_block<'e>(&'e self, see: &mut dyn FnMut(&'e [Element])) {
        use ElementKind::*;
        match &self.kind {
            Step { block, .. }
            | Section { block, .. }
            | Repeat { block, .. }
            | ForEach { block, .. }
            | WaitFor { block, .. }
            | Notify { block, .. }
            | Trigger { block, .. }
            | ForAudience { block, .. } => see(&block.elements),
            Decide { before, .. } => see(before),
            Parallel { branches, stray, .. } => {
                branches.iter().for_each(|path| see(&path.block.elements));
                see(stray);
            }
            _ => {}
        }
        self.each_target(&mut |target| {
            if let Target::Block(block) = target {
                see(&block.elements);
            }
        });
    }
}
