//! What can be reached, as far as the structure tells: conditions are taken to go either way.

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
        let mut waiting: Vec<NodeIndex> = flow.watchers.clone();
        loop {
            while let Some(node) = todo.pop() {
                if reach.mark(node) {
                    todo.extend(flow.graph.neighbors(node));
                }
            }
            // a watcher is awake once something in its group is reached
            let before = waiting.len();
            waiting.retain(|watcher| {
                let group = flow.node(*watcher).and_then(|node| node.group);
                let awake = flow.graph.node_indices().any(|other| {
                    reach.is_reached(other)
                        && flow.node(other).is_some_and(|node| node.kind != NodeKind::Watcher && group.is_none_or(|group| flow.lies_in(node.group, group)))
                });
                if awake {
                    todo.push(*watcher);
                }
                !awake
            });
            if waiting.len() == before {
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

/// The nodes from which an end, or the resumption of the work, can be reached.
pub fn can_end(flow: &Flow<'_>) -> Vec<bool> {
    let mut ends = vec![false; flow.graph.node_count()];
    let mut todo: Vec<NodeIndex> = flow
        .graph
        .node_indices()
        .filter(|node| flow.node(*node).is_some_and(|node| matches!(node.kind, NodeKind::End | NodeKind::Resume)))
        .chain(flow.loose.iter().map(|loose| loose.node))
        .collect();
    // what a watcher takes away ends there too
    while let Some(node) = todo.pop() {
        let Some(known) = ends.get_mut(node.index()) else { continue };
        if std::mem::replace(known, true) {
            continue;
        }
        todo.extend(flow.graph.edges_directed(node, petgraph::Direction::Incoming).map(|edge| edge.source()));
    }
    ends
}
