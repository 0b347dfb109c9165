//! What can be reached, as far as the structure tells: conditions are taken to go either way.
//! In: a flow. Out: which nodes some run comes to, and from which of them a run can end.

use super::{Flow, NodeKind};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// Which nodes some run can come to.
pub struct Reach {
    reached: Vec<bool>,
}

impl Reach {
    /// From every start, and from the watchers of what is reached.
    pub fn of(flow: &Flow<'_>) -> Self {
        let mut reach = Self { reached: vec![false; flow.graph.node_count()] };
        let mut todo: Vec<NodeIndex> = flow.starts.clone();
        // the groups in which something is reached, and the watchers that sleep until theirs is
        let mut awake = vec![false; flow.groups.len()];
        let mut sleeping: Vec<NodeIndex> = flow.watchers.clone();
        loop {
            while let Some(node) = todo.pop() {
                if !reach.mark(node) {
                    continue;
                }
                todo.extend(flow.graph.neighbors(node));
                for (group, _) in flow.groups_around(flow.node(node).and_then(|node| node.group)) {
                    match awake.get_mut(group.0 as usize) {
                        Some(known) if !*known => *known = true,
                        _ => break,
                    }
                }
            }
            let before = sleeping.len();
            sleeping.retain(|watcher| {
                let group = flow.node(*watcher).and_then(|node| node.group);
                let wakes = group.is_none_or(|group| awake.get(group.0 as usize).copied().unwrap_or(false));
                if wakes {
                    todo.push(*watcher);
                }
                !wakes
            });
            if sleeping.len() == before {
                return reach;
            }
        }
    }

    fn mark(&mut self, node: NodeIndex) -> bool {
        match self.reached.get_mut(node.index()) {
            Some(reached) if !*reached => {
                *reached = true;
                true
            }
            _ => false,
        }
    }

    pub fn is_reached(&self, node: NodeIndex) -> bool {
        self.reached.get(node.index()).copied().unwrap_or(false)
    }
}

/// The nodes from which a run can come to an end. A watcher that leads out is a way out for all
/// that it watches over; a watcher's own block may also end by going back to the work.
pub fn can_end(flow: &Flow<'_>) -> Vec<bool> {
    let mut ends = vec![false; flow.graph.node_count()];
    let is = |node: NodeIndex, kind| flow.node(node).is_some_and(|node| node.kind == kind);
    let outcomes = flow.graph.node_indices().filter(|node| is(*node, NodeKind::End));
    spread_back(flow, &mut ends, outcomes.chain(flow.loose.iter().map(|loose| loose.node)).collect());
    for watcher in &flow.watchers {
        if ends.get(watcher.index()).copied().unwrap_or(false) {
            let group = flow.node(*watcher).and_then(|node| node.group);
            let watched = flow.graph.node_indices().filter(|node| group.is_none_or(|group| flow.lies_in(flow.node(*node).and_then(|node| node.group), group)));
            spread_back(flow, &mut ends, watched.collect());
        }
    }
    let resumes = flow.graph.node_indices().filter(|node| is(*node, NodeKind::Resume));
    spread_back(flow, &mut ends, resumes.collect());
    ends
}

/// Marks everything that leads to one of `todo`.
fn spread_back(flow: &Flow<'_>, ends: &mut [bool], mut todo: Vec<NodeIndex>) {
    while let Some(node) = todo.pop() {
        let Some(known) = ends.get_mut(node.index()) else { continue };
        if !std::mem::replace(known, true) {
            todo.extend(flow.graph.edges_directed(node, petgraph::Direction::Incoming).map(|edge| edge.source()));
        }
    }
}
