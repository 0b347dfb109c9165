//! Parallel work, watchers, and jumps across their borders: `jump-into-block`,
//! `jump-out-of-parallel`, `missing-join`, `interrupt-never-possible`.

use super::super::Context;
use super::Seen;
use crate::diagnostic::{INTERRUPT_NEVER_POSSIBLE, JUMP_INTO_BLOCK, JUMP_OUT_OF_PARALLEL, MISSING_JOIN};
use crate::flow::{EdgeKind, Flow, GroupId, GroupKind, NodeKind};
use crate::model::{ElementId, ElementKind};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};

/// A jump must not enter a loop, a watcher or a branch of parallel work from outside, nor leave a
/// branch of parallel work for anything but an outcome.
pub(super) fn jumps(context: &mut Context<'_>, seen: &Seen<'_, '_>) {
    for jump in &seen.flow.jumps {
        let Some(to) = jump.to.and_then(|to| seen.flow.node(to)) else { continue };
        if to.kind == NodeKind::End {
            continue;
        }
        let left =
            seen.flow.groups_around(jump.group).take_while(|(id, _)| !seen.flow.lies_in(to.group, *id)).find(|(_, group)| group.kind == GroupKind::Branch);
        if let Some((_, branch)) = left {
            let message = "this jump leaves its branch while the other branches still run";
            let help = "go on inside the branch, end the run with an outcome, or decide behind the `parallel`";
            let mut diagnostic = context.at(&JUMP_OUT_OF_PARALLEL, jump.span, message).help(help);
            if let Some(text) = branch.text {
                diagnostic = diagnostic.related(context.id, text.span, "the branch that it leaves");
            }
            context.report(diagnostic);
            continue;
        }
        let entered =
            seen.flow.groups_around(to.group).take_while(|(id, _)| !seen.flow.lies_in(jump.group, *id)).filter(|(_, group)| group.kind.is_closed()).last();
        // the beginning of a loop or of parallel work, seen from outside, is its door
        let through_the_door = entered.is_some_and(|(id, group)| is_door(seen.flow, jump.to, id, group.kind));
        if let Some((_, group)) = entered.filter(|_| !through_the_door) {
            let what = match group.kind {
                GroupKind::Watcher => "a watcher",
                GroupKind::Parallel | GroupKind::Branch => "parallel work",
                _ => "a loop",
            };
            let message = format!("this jump leads into the middle of {what}");
            let span = group.element.map_or(group.span, |element| element.head);
            let help = "jump to a label in front of it, or move the target out of it";
            context.report(context.at(&JUMP_INTO_BLOCK, jump.span, message).help(help).related(context.id, span, "what it leads into"));
        }
    }
}

/// Whether a node is the labelled beginning of the group itself.
fn is_door(flow: &Flow<'_>, to: Option<NodeIndex>, group: GroupId, kind: GroupKind) -> bool {
    let (Some(to), Some(group)) = (to, flow.group(group)) else { return false };
    let Some(label) = group.element.and_then(|element| element.label.as_ref()) else { return false };
    !matches!(kind, GroupKind::Watcher)
        && flow.labels.iter().any(|(name, node)| *name == label.text && *node == to)
        && flow.node(to).is_none_or(|node| node.element.and_then(|element| element.label.as_ref()).is_none_or(|own| own.text == label.text))
}

/// A branch of `parallel` (all) that always leaves, so that the branches never come together.
pub(super) fn missing_join(context: &mut Context<'_>, seen: &Seen<'_, '_>) {
    for index in seen.flow.graph.node_indices() {
        let Some(node) = seen.flow.node(index).filter(|node| node.kind == NodeKind::Join) else { continue };
        let Some(element) = node.element else { continue };
        if seen.reach.is_reached(index) && never_joined(seen.flow, index) {
            let message = "a branch of this always leaves, so the branches never come together";
            let help = "let every branch come to its end, and put the `->` behind the `parallel`; or write `parallel first`";
            context.report(context.at(&MISSING_JOIN, element.head, message).help(help));
        }
    }
}

/// Whether a join waits for a branch that never comes.
pub(super) fn never_joined(flow: &Flow<'_>, join: NodeIndex) -> bool {
    let Some((group, element)) = flow.node(join).and_then(|node| Some((node.group?, node.element?))) else { return false };
    if matches!(element.kind, ElementKind::Parallel { first: true, .. }) {
        return false;
    }
    // the branches that come to the join, and the heads of empty ones, which lead there straight from the fork
    let (mut arrived, mut empty) = (FxHashSet::default(), FxHashSet::default());
    for edge in flow.graph.edges_directed(join, Direction::Incoming) {
        let source = flow.node(edge.source()).and_then(|node| node.group);
        arrived.extend(flow.groups_around(source).take_while(|(id, _)| *id != group).map(|(id, _)| id));
        if edge.weight().kind == EdgeKind::Fork {
            empty.extend(edge.weight().span.map(|head| head.start));
        }
    }
    let branches = flow.groups.iter().enumerate().filter(|(_, branch)| branch.kind == GroupKind::Branch && branch.parent == Some(group));
    let mut missing = branches.filter(|(at, branch)| !arrived.contains(&GroupId(*at as u32)) && !empty.contains(&branch.span.start));
    missing.next().is_some()
}

/// A watcher over a block in which nothing takes time.
pub(super) fn interrupt_never_possible(context: &mut Context<'_>, seen: &Seen<'_, '_>) {
    if seen.flow.watchers.is_empty() {
        return;
    }
    let (inside, own) = what_takes_time(seen.flow);
    for watcher in &seen.flow.watchers {
        let Some((node, element)) = seen.flow.node(*watcher).and_then(|node| Some((node, node.element?))) else { continue };
        let watched = node.group.and_then(|group| inside.get(group.0 as usize));
        if watched.is_some_and(|all| *all == own.get(&element.id).copied().unwrap_or(0)) {
            let help = "put it into the block whose work it is to interrupt, or remove it";
            context.report(context.at(&INTERRUPT_NEVER_POSSIBLE, element.head, "nothing in this block takes time, so this can never happen").help(help));
        }
    }
}

/// How many nodes that take time lie in each group, and in the block of each watcher.
fn what_takes_time(flow: &Flow<'_>) -> (Vec<u32>, FxHashMap<ElementId, u32>) {
    let mut inside = vec![0; flow.groups.len()];
    for node in flow.graph.node_weights() {
        let by_somebody = node.kind != NodeKind::Decision || node.by.is_some();
        if let Some(count) = node.group.and_then(|group| inside.get_mut(group.0 as usize)) {
            *count += u32::from(node.kind.takes_time() && by_somebody);
        }
    }
    let mut own = FxHashMap::default();
    // a group stands behind those around it
    for (at, group) in flow.groups.iter().enumerate().rev() {
        let count = inside.get(at).copied().unwrap_or(0);
        if let Some(parent) = group.parent.and_then(|parent| inside.get_mut(parent.0 as usize)) {
            *parent += count;
        }
        if let Some(element) = group.element.filter(|_| group.kind == GroupKind::Watcher) {
            own.insert(element.id, count);
        }
    }
    (inside, own)
}
