//! Work that changes hands: `silent-handoff`, `handoff-to-self`, `handoff-without-content`.

use super::acting::{Does, Role, Team};
use super::passage::{Holder, Passage, State};
use crate::check::{Context, edits};
use crate::diagnostic::{HANDOFF_TO_SELF, HANDOFF_WITHOUT_CONTENT, SILENT_HANDOFF, Severity};
use crate::flow::{Flow, NodeKind};
use crate::model::element::{Actors, Clauses, Thing, ThingKind, What};
use crate::model::{Element, ElementKind};
use crate::text::Span;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

/// How much of a text is looked through for the name of a role.
const LOOKED_AT: usize = 1000;
/// How many roles of a team are looked for in it.
const NAMED: usize = 16;

/// Somebody works where, on some path, somebody else has worked last and nothing in between says so.
pub(super) fn silent_handoff(context: &mut Context<'_>, flow: &Flow<'_>, passage: &Passage) {
    if !context.is_on(&SILENT_HANDOFF) {
        return;
    }
    // where nothing is ever handed over, the roles beside the steps are the author's way to say who is next
    let hands_over = context.elements.iter().any(|element| matches!(element.kind, ElementKind::Handoff { .. }));
    let jumped_to: FxHashSet<NodeIndex> = flow.jumps.iter().filter_map(|jump| jump.to).collect();
    for index in flow.graph.node_indices() {
        let (Some(Does::Works { team, around }), Some(known)) = (passage.part(index).map(|part| &part.does), passage.known(index)) else { continue };
        let silent = known.states.iter().find_map(|state| {
            let Holder::Team(before) = state.holder else { return None };
            let before = passage.team(before)?;
            let is_known = before.meets(team) || passage.is_told(state, team) || passage.stays_in_charge(flow, state, *around);
            (!is_known && !is_said_in_words(context, flow, index, state, before, team)).then_some((state.since, before))
        });
        let (Some((since, before)), Some(node)) = (silent, flow.node(index)) else { continue };
        let (from, to) = (names(context, &before.acting), names(context, &team.acting));
        let own = node.element.and_then(|element| element.clauses()).and_then(|clauses| clauses.by.as_ref());
        let message = format!("the work passes from {from} to {to}, and nothing says so");
        let to = written(context, node.by).unwrap_or_else(|| plain_names(context, &team.acting));
        let help = format!("write `handoff to {to} with …` in front of it, or tell them with `notify` if the work does not move");
        let mut finding = context.at(&SILENT_HANDOFF, own.map_or(node.head, |own| own.span), message).help(help);
        if !hands_over {
            finding.severity = Severity::Hint;
        }
        if let Some(last) = flow.node(since) {
            let what = if last.kind == NodeKind::Handoff { format!("{from} was given the work here") } else { format!("{from} had the work here") };
            finding = finding.related(context.id, last.head, what);
        }
        // a handoff in front of it would not lie on the way of a jump
        if let Some(element) = node.element.filter(|_| !jumped_to.contains(&index)) {
            let text = format!("handoff to {to}\n{}", indent(&context.file.text, element.span));
            finding = finding.fix(format!("Hand the work to `{to}`"), false, Span::at(element.span.start), text);
        }
        context.report(finding);
    }
}

/// Whether the step before or this one speaks of the other role in plain words.
fn is_said_in_words(context: &Context<'_>, flow: &Flow<'_>, index: NodeIndex, state: &State, before: &Team, team: &Team) -> bool {
    let text = |index: NodeIndex| {
        let element = flow.node(index).and_then(|node| node.element);
        let text = element.and_then(|element| match &element.kind {
            ElementKind::Step { text, .. } | ElementKind::Decide { text, .. } => Some(text.text.as_str()),
            _ => None,
        });
        text.unwrap_or("").chars().take(LOOKED_AT).collect::<String>().to_lowercase()
    };
    let speaks_of = |text: &str, roles: &[Role]| {
        !text.is_empty()
            && roles.iter().take(NAMED).any(|role| context.member(role.0, role.1).is_some_and(|(member, _)| has_words(text, &member.name.replace('_', " "))))
    };
    speaks_of(&text(state.since), &team.acting) || speaks_of(&text(index), &before.acting)
}

/// Whether whole words stand in a text; both in lower case.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).unwrap_or("");
        let after = after.strip_prefix('s').unwrap_or(after).chars().next();
        !words.is_empty() && !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// A handoff to exactly those who have the work, on every path.
pub(super) fn handoff_to_self(context: &mut Context<'_>, flow: &Flow<'_>, passage: &Passage) {
    for index in flow.graph.node_indices() {
        let (Some(node), Some(known)) = (flow.node(index).filter(|node| node.kind == NodeKind::Handoff), passage.known(index)) else { continue };
        let (Some(Does::Takes(team)), Some(element)) = (passage.part(index).map(|part| &part.does), node.element) else { continue };
        let has_it = |state: &State| matches!(state.holder, Holder::Team(holder) if passage.team(holder).is_some_and(|holder| holder.acting == team.acting));
        let Some(first) = known.states.first().filter(|_| !known.open && known.states.iter().all(has_it)) else { continue };
        let ElementKind::Handoff { to: Some(to), clauses, .. } = &element.kind else { continue };
        let name = names(context, &team.acting);
        let mut finding = context.at(&HANDOFF_TO_SELF, to.span, format!("{name} has the work already"));
        if let Some(last) = flow.node(first.since) {
            finding = finding.related(context.id, last.head, format!("{name} took it up here"));
        }
        if element.label.is_none() && **clauses == Clauses::default() {
            finding = finding.fix("Remove the handoff", false, edits::removal(&context.file.text, element.span), "");
        }
        context.report(finding.help("remove the handoff, or name whoever goes on"));
    }
}

/// A handoff that does not say what is handed over, where the step behind it does not say what it needs.
pub(super) fn handoff_without_content(context: &mut Context<'_>, flow: &Flow<'_>) {
    if !context.is_on(&HANDOFF_WITHOUT_CONTENT) {
        return;
    }
    for index in flow.graph.node_indices() {
        let Some(node) = flow.node(index) else { continue };
        let Some(Element { kind: ElementKind::Handoff { to: Some(to), things, .. }, .. }) = node.element else { continue };
        if !things.is_empty() || super::acting::roles(context, to).is_none() {
            continue;
        }
        let things = |direction, kind: ThingKind| -> Vec<&Thing> {
            let nodes = flow.graph.neighbors_directed(index, direction).take(8).filter_map(|near| flow.node(near));
            let things = nodes.flat_map(|near| &near.properties).filter_map(|property| match &property.kind {
                ElementKind::Things { kind: own, things } if *own == kind => Some(things),
                _ => None,
            });
            things.flatten().collect()
        };
        if !things(Direction::Outgoing, ThingKind::Needs).is_empty() {
            continue;
        }
        let name = written(context, Some(to)).unwrap_or_default();
        let mut finding = context.at(&HANDOFF_WITHOUT_CONTENT, node.head.to(to.span), format!("this does not say what `{name}` is given"));
        let mut made: Vec<&str> = things(Direction::Incoming, ThingKind::Produces).into_iter().filter_map(|thing| word(context, thing)).collect();
        made.dedup();
        if !made.is_empty() {
            let with = format!(" with {}", made.join(", "));
            finding = finding.fix(format!("Hand over {}", made.join(", ")), false, Span::at(to.span.end), with);
        }
        context.report(finding.help("add `with` and the things: the file, the key, the sample, what is still open"));
    }
}

/// A thing as it is written.
fn word<'w>(context: &Context<'w>, thing: &Thing) -> Option<&'w str> {
    let text = context.file.text.as_ref();
    match &thing.what {
        What::Ref(reference) => context.document.reference(*reference).map(|reference| reference.span.of(text)),
        What::Text(written) => Some(written.span.of(text)),
    }
}

/// Roles as they are written behind `by`.
pub(super) fn written(context: &Context<'_>, actors: Option<&Actors>) -> Option<String> {
    let text = context.file.text.as_ref();
    let words: Vec<&str> = actors?.roles.iter().filter_map(|role| context.document.reference(*role)).map(|role| role.span.of(text)).collect();
    let joint = if actors?.joint == crate::model::element::Joint::Either { " or " } else { " and " };
    (!words.is_empty()).then(|| words.join(joint))
}

/// Roles in a message.
pub(super) fn names(context: &Context<'_>, roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().take(4).filter_map(|role| context.member(role.0, role.1)).map(|(member, _)| format!("`{}`", member.name)).collect();
    names.join(" and ")
}

fn plain_names(context: &Context<'_>, roles: &[Role]) -> String {
    names(context, roles).replace('`', "")
}

/// The white space in front of the line on which a place begins.
fn indent(text: &str, span: Span) -> &str {
    let before = text.get(..span.start as usize).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(line..).unwrap_or("");
    line.get(..line.len() - line.trim_start().len()).unwrap_or("")
}
