//! How the work passes through a flow. In: a flow, and what each of its nodes does with the work. Out:
//! for each node who may have the work when it comes there. Every path is taken, conditions being free;
//! a node keeps a few answers at most, so that the whole stays linear, and is open where there are more.

use super::acting::{Does, Part, Role, Team, parts};
use crate::check::Context;
use crate::flow::{Edge, EdgeKind, Flow, GroupId};
use crate::model::ElementKind;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// The answers that are kept for a node.
const ANSWERS: usize = 6;
/// The roles that are known to have been told.
const TOLD: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// Nobody yet.
    Nobody,
    Unclear,
    /// A team of [`Passage::teams`].
    Team(u32),
}

/// Who has the work, as far as one path tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub holder: Holder,
    /// The node where they took it up last.
    pub since: NodeIndex,
    /// The group in which the last handoff stands, if there was one.
    pub handed: Option<Option<GroupId>>,
    /// Who has heard of it since: a list of [`Passage::lists`].
    told: u32,
}

impl State {
    fn is(&self, other: &State) -> bool {
        (self.holder, self.handed, self.told) == (other.holder, other.handed, other.told)
    }
}

/// What is known of a node when the work comes there.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub states: Vec<State>,
    /// There are more.
    pub open: bool,
}

pub(super) struct Passage {
    pub parts: Vec<Part>,
    known: Vec<Known>,
    teams: Interned<Team>,
    lists: Interned<Vec<Role>>,
}

/// Values by number.
struct Interned<T> {
    values: Vec<T>,
    numbers: FxHashMap<T, u32>,
}

impl<T: Clone + Eq + std::hash::Hash> Interned<T> {
    fn new() -> Self {
        Self { values: Vec::new(), numbers: FxHashMap::default() }
    }

    fn number(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }

    fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize)
    }
}

/// Follows the work through the flow.
pub(super) fn of(context: &Context<'_>, flow: &Flow<'_>) -> Passage {
    let parts = parts(context, flow);
    let mut passage = Passage { known: vec![Known::default(); parts.len()], parts, teams: Interned::new(), lists: Interned::new() };
    let none = passage.lists.number(Vec::new());
    // of each node the team that has the work behind it
    let teams: Vec<Option<u32>> = passage
        .parts
        .iter()
        .map(|part| match &part.does {
            Does::Works { team, .. } | Does::Answers(team) | Does::Takes(team) => Some(passage.teams.number(team.clone())),
            _ => None,
        })
        .collect();
    let mut todo: VecDeque<(NodeIndex, State)> = VecDeque::new();
    for start in flow.starts.iter().chain(&flow.watchers) {
        todo.push_back((*start, State { holder: Holder::Nobody, since: *start, handed: None, told: none }));
    }
    while let Some((node, state)) = todo.pop_front() {
        let Some(known) = passage.known.get_mut(node.index()) else { continue };
        if known.states.iter().any(|other| other.is(&state)) {
            continue;
        }
        if known.states.len() == ANSWERS {
            known.open = true;
            continue;
        }
        known.states.push(state);
        let behind = passage.behind(flow, node, state, teams.get(node.index()).copied().flatten(), none);
        for edge in flow.graph.edges(node) {
            let mut next = behind;
            if tells_by_itself(flow, node, edge.weight()) {
                next.holder = Holder::Unclear;
                next.told = none;
            }
            todo.push_back((edge.target(), next));
        }
    }
    passage
}

/// Whether the way itself brings the work: time is up, the next item or the next turn is due, a
/// procedure that was called has ended so.
fn tells_by_itself(flow: &Flow<'_>, from: NodeIndex, edge: &Edge<'_>) -> bool {
    match edge.kind {
        EdgeKind::Late | EdgeKind::Outcome(_) | EdgeKind::Interrupt => true,
        EdgeKind::Back => {
            let element = flow.node(from).and_then(|node| node.element).map(|element| &element.kind);
            !matches!(element, Some(ElementKind::Repeat { every: None, times: None, .. }))
        }
        _ => false,
    }
}

impl Passage {
    pub fn part(&self, node: NodeIndex) -> Option<&Part> {
        self.parts.get(node.index())
    }

    pub fn known(&self, node: NodeIndex) -> Option<&Known> {
        self.known.get(node.index())
    }

    pub fn team(&self, number: u32) -> Option<&Team> {
        self.teams.get(number)
    }

    /// Whether one of the team has heard that the work comes.
    pub fn is_told(&self, state: &State, team: &Team) -> bool {
        self.lists.get(state.told).is_some_and(|told| team.acting.iter().any(|role| told.binary_search(role).is_ok()))
    }

    /// Whether a step whose `by` stands around it is done by those to whom the work was handed: the
    /// handoff stands in that block too.
    pub fn stays_in_charge(&self, flow: &Flow<'_>, state: &State, around: Option<GroupId>) -> bool {
        match (state.handed, around) {
            (Some(handed), Some(around)) => flow.lies_in(handed, around),
            _ => false,
        }
    }

    /// Who has the work behind a node.
    fn behind(&mut self, flow: &Flow<'_>, node: NodeIndex, state: State, team: Option<u32>, none: u32) -> State {
        let Some(part) = self.parts.get(node.index()) else { return state };
        let mut next = State { ..state };
        let mut keeps = true;
        match (&part.does, team) {
            (Does::Unclear, _) => {
                next.holder = Holder::Unclear;
                keeps = false;
            }
            (Does::Works { around, .. }, Some(_)) if self.stays_in_charge(flow, &state, *around) => {}
            (Does::Works { team: own, .. }, Some(number)) => {
                keeps = matches!(state.holder, Holder::Team(before) if self.teams.get(before).is_some_and(|before| before.meets(own)));
                (next.holder, next.since) = (Holder::Team(number), node);
            }
            (Does::Answers(_), Some(number)) if state.holder == Holder::Nobody => {
                (next.holder, next.since) = (Holder::Team(number), node);
            }
            (Does::Takes(_), Some(number)) => {
                keeps = false;
                (next.holder, next.since) = (Holder::Team(number), node);
                let node = flow.node(node);
                if node.is_some_and(|node| node.kind == crate::flow::NodeKind::Handoff) {
                    next.handed = Some(node.and_then(|node| node.group));
                }
            }
            _ => {}
        }
        let before = if keeps { state.told } else { none };
        if part.tells.is_empty() {
            next.told = before;
            return next;
        }
        let mut told = self.lists.get(before).cloned().unwrap_or_default();
        told.extend(&part.tells);
        told.sort_unstable();
        told.dedup();
        if told.len() > TOLD {
            next.holder = Holder::Unclear;
            next.told = none;
        } else {
            next.told = self.lists.number(told);
        }
        next
    }
}
