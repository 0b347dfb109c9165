//! What can be reached, as far as the structure tells: conditions are taken to go either way.
//! In: a flow. Out: which nodes some run comes to, and from which of them a run can end.

use super::{Flow, GroupId, NodeKind};
use petgraph::Direction;
use petgraph::graph::NodeIndex;

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
        let mut sleeping: Vec<Vec<NodeIndex>> = vec![Vec::new(); flow.groups.len()];
        for watcher in &flow.watchers {
            match group_of(flow, *watcher).and_then(|group| sleeping.get_mut(group.0 as usize)) {
                Some(list) => list.push(*watcher),
                None => todo.push(*watcher),
            }
        }
        while let Some(node) = todo.pop() {
            if !reach.mark(node) {
                continue;
            }
            todo.extend(flow.graph.neighbors(node));
            for (group, _) in flow.groups_around(group_of(flow, node)) {
                match awake.get_mut(group.0 as usize) {
                    Some(known) if !*known => *known = true,
                    _ => break,
                }
                todo.extend(sleeping.get_mut(group.0 as usize).into_iter().flat_map(std::mem::take));
            }
        }
        reach
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
    let is = |node: NodeIndex, kind| flow.node(node).is_some_and(|node| node.kind == kind);
    let mut ways = WaysOut::new(flow);
    let outcomes = flow.graph.node_indices().filter(|node| is(*node, NodeKind::End));
    ways.spread_back(outcomes.chain(flow.loose.iter().map(|loose| loose.node)).collect());
    // no way out for what is watched over: it only goes back there
    ways.watchers_count = false;
    ways.spread_back(flow.graph.node_indices().filter(|node| is(*node, NodeKind::Resume)).collect());
    ways.ends
}

struct WaysOut<'f, 'd> {
    flow: &'f Flow<'d>,
    ends: Vec<bool>,
    /// What lies directly in each group; taken once all of it is known to have a way out.
    inside: Vec<(Vec<NodeIndex>, Vec<GroupId>)>,
    watchers_count: bool,
}

impl<'f, 'd> WaysOut<'f, 'd> {
    fn new(flow: &'f Flow<'d>) -> Self {
        let mut inside = vec![(Vec::new(), Vec::new()); flow.groups.len()];
        for node in flow.graph.node_indices() {
            if let Some((nodes, _)) = group_of(flow, node).and_then(|group| inside.get_mut(group.0 as usize)) {
                nodes.push(node);
            }
        }
        for (at, group) in flow.groups.iter().enumerate() {
            if let Some((_, groups)) = group.parent.and_then(|parent| inside.get_mut(parent.0 as usize)) {
                groups.push(GroupId(at as u32));
            }
        }
        Self { flow, ends: vec![false; flow.graph.node_count()], inside, watchers_count: true }
    }

    /// Marks everything that leads to one of `todo`.
    fn spread_back(&mut self, mut todo: Vec<NodeIndex>) {
        while let Some(node) = todo.pop() {
            let Some(known) = self.ends.get_mut(node.index()) else { continue };
            if std::mem::replace(known, true) {
                continue;
            }
            todo.extend(self.flow.graph.neighbors_directed(node, Direction::Incoming));
            if self.watchers_count && self.flow.node(node).is_some_and(|node| node.kind == NodeKind::Watcher) {
                let mut groups: Vec<GroupId> = group_of(self.flow, node).into_iter().collect();
                while let Some((nodes, inner)) = groups.pop().and_then(|group| self.inside.get_mut(group.0 as usize)) {
                    todo.append(nodes);
                    groups.append(inner);
                }
            }
        }
    }
}

fn group_of(flow: &Flow<'_>, node: NodeIndex) -> Option<GroupId> {
    flow.node(node).and_then(|node| node.group)
}
