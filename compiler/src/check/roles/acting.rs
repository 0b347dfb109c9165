//! What each node of a flow does with the work. In: a flow. Out: for each node who works there, who is
//! told, and whether the work stays, moves, or is where nobody can say.

use crate::check::Context;
use crate::diagnostic::FileId;
use crate::flow::{Flow, Group, GroupId, GroupKind, Node, NodeKind};
use crate::model::element::{Actors, CallKind, Joint};
use crate::model::{Element, ElementKind, MemberKind, Text};
use crate::workspace::Resolved;
use petgraph::graph::NodeIndex;

/// A role, by the document that declares it and its index there.
pub(super) type Role = (FileId, u32);

/// Those who work together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Team {
    /// Sorted.
    pub acting: Vec<Role>,
    /// With those who are there without acting: the rest of the crew, whoever does the step around. Sorted.
    pub present: Vec<Role>,
}

impl Team {
    /// Whether somebody of one is there at the other, so that nothing changes hands unseen.
    pub fn meets(&self, other: &Team) -> bool {
        let (few, many) = if self.present.len() <= other.present.len() { (self, other) } else { (other, self) };
        few.present.iter().any(|role| many.present.binary_search(role).is_ok())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Whoever has the work keeps it.
    Passes,
    Works {
        team: Team,
        /// Where `by` stands that holds here, if that is around the node and not in it.
        around: Option<GroupId>,
    },
    /// Decides, and so has heard of the work; it stays where it is, or begins there.
    Answers(Team),
    /// A step that names nobody.
    Unnamed,
    /// The work moves there.
    Takes(Team),
    /// Nobody can say who has the work behind this.
    Unclear,
}

pub(super) struct Part {
    pub does: Does,
    /// Who hears of the work here. Sorted.
    pub tells: Vec<Role>,
}

/// For each node, by its index.
pub(super) fn parts(context: &Context<'_>, flow: &Flow<'_>) -> Vec<Part> {
    let by_group: Vec<Option<Vec<Role>>> = flow.groups.iter().map(|group| group.by.and_then(|by| roles(context, by))).collect();
    let mut parts: Vec<Part> = flow.graph.node_weights().map(|node| part(context, flow, &by_group, node)).collect();
    joins(flow, &mut parts);
    parts
}

fn part(context: &Context<'_>, flow: &Flow<'_>, by_group: &[Option<Vec<Role>>], node: &Node<'_>) -> Part {
    let kind = node.element.map(|element| &element.kind);
    let own = node.element.and_then(|element| element.clauses()).and_then(|clauses| clauses.by.as_ref());
    let mut tells = Vec::new();
    let does = match (node.kind, kind) {
        (NodeKind::Task, _) => match node.by {
            None => Does::Unnamed,
            Some(by) => works(context, flow, by_group, node, by, own.is_none()),
        },
        (NodeKind::Decision, _) => match own.map(|by| works(context, flow, by_group, node, by, false)) {
            Some(Does::Works { team, .. }) => {
                tells.extend(&team.acting);
                Does::Answers(team)
            }
            Some(other) => other,
            None => Does::Passes,
        },
        (NodeKind::Handoff, Some(ElementKind::Handoff { to, .. })) => match to.as_ref().and_then(|to| roles(context, to)) {
            Some(acting) => {
                tells.extend(&acting);
                Does::Takes(Team { present: acting.clone(), acting })
            }
            None => Does::Unclear,
        },
        (NodeKind::Call, Some(ElementKind::Call { kind: CallKind::Follow, .. })) => Does::Passes,
        // who ends what is called, what ends a wait, and what a gap will hold, does not stand here
        (NodeKind::Call | NodeKind::Gap, _) => Does::Unclear,
        (NodeKind::Wait, Some(ElementKind::WaitFor { .. })) => Does::Unclear,
        _ => Does::Passes,
    };
    for element in node.element.into_iter().chain(node.properties.iter().copied()) {
        tell(context, element, &mut tells);
    }
    tells.sort_unstable();
    tells.dedup();
    Part { does, tells }
}

/// Who hears of the work in an element, by name or in its text.
fn tell(context: &Context<'_>, element: &Element, tells: &mut Vec<Role>) {
    let mut hear = |actors: &Option<Actors>| tells.extend(actors.iter().flat_map(|actors| actors.roles.iter().filter_map(|role| role_of(context, *role))));
    let text: Option<&Text> = match &element.kind {
        ElementKind::Notify { to, text, .. } => {
            hear(to);
            Some(text)
        }
        ElementKind::Say { to, text, by } => {
            hear(to);
            hear(by);
            Some(text)
        }
        ElementKind::Consult { whom, .. } => {
            hear(whom);
            None
        }
        ElementKind::ApprovedBy { clauses } => {
            hear(&clauses.by);
            None
        }
        ElementKind::Step { text, .. } | ElementKind::Callout { text, .. } | ElementKind::Decide { text, .. } => Some(text),
        _ => None,
    };
    tells.extend(text.iter().flat_map(|text| text.references.iter().filter_map(|role| role_of(context, *role))));
}

fn works(context: &Context<'_>, flow: &Flow<'_>, by_group: &[Option<Vec<Role>>], node: &Node<'_>, by: &Actors, is_around: bool) -> Does {
    let Some(acting) = roles(context, by) else { return Does::Unclear };
    // what somebody outside does comes back in a way that does not stand here
    if acting.iter().all(|role| is_external(context, *role)) {
        return Does::Unclear;
    }
    let mut present = acting.clone();
    let mut around = None;
    for (id, group) in flow.groups_around(node.group) {
        let Some(roles) = by_group.get(id.0 as usize).and_then(Option::as_ref) else { continue };
        if is_there(group, roles, &acting) {
            present.extend(roles);
        }
        if is_around && group.by.is_some_and(|other| std::ptr::eq(other, by)) {
            around = Some(id);
        }
    }
    present.sort_unstable();
    present.dedup();
    Does::Works { team: Team { acting, present }, around }
}

/// Whether the roles of a group are there while `acting` work in it: a crew that they belong to, or
/// whoever does the step around.
fn is_there(group: &Group<'_>, roles: &[Role], acting: &[Role]) -> bool {
    let is_crew = roles.len() > 1 && group.by.is_some_and(|by| by.joint == Joint::Together);
    group.kind == GroupKind::Step || (is_crew && acting.iter().any(|role| roles.contains(role)))
}

/// Behind parallel work all who worked in it have been there, and all who were told in it know.
fn joins(flow: &Flow<'_>, parts: &mut [Part]) {
    let joins: Vec<NodeIndex> = flow.graph.node_indices().filter(|index| flow.node(*index).is_some_and(|node| node.kind == NodeKind::Join)).collect();
    if joins.is_empty() {
        return;
    }
    #[derive(Default)]
    struct Inside {
        team: Team,
        tells: Vec<Role>,
        unclear: bool,
    }
    let mut inside: Vec<Inside> = flow.groups.iter().map(|_| Inside::default()).collect();
    for (node, part) in flow.graph.node_weights().zip(parts.iter()) {
        let parallel = flow.groups_around(node.group).filter(|(_, group)| group.kind == GroupKind::Parallel);
        for (id, _) in parallel {
            let Some(inside) = inside.get_mut(id.0 as usize) else { continue };
            inside.tells.extend(&part.tells);
            match &part.does {
                Does::Works { team, .. } | Does::Takes(team) => {
                    inside.team.acting.extend(&team.acting);
                    inside.team.present.extend(&team.present);
                }
                Does::Unclear => inside.unclear = true,
                Does::Passes | Does::Answers(_) | Does::Unnamed => {}
            }
        }
    }
    for join in joins {
        let Some(inside) = flow.node(join).and_then(|node| inside.get_mut(node.group?.0 as usize)) else { continue };
        let (mut team, mut tells) = (std::mem::take(&mut inside.team), std::mem::take(&mut inside.tells));
        for roles in [&mut team.acting, &mut team.present, &mut tells] {
            roles.sort_unstable();
            roles.dedup();
        }
        let does = match (inside.unclear, team.acting.is_empty()) {
            (true, _) => Does::Unclear,
            (false, true) => Does::Passes,
            (false, false) => Does::Takes(team),
        };
        if let Some(part) = parts.get_mut(join.index()) {
            part.does = does;
            part.tells = tells;
        }
    }
}

/// The roles of an actor, sorted; none where one of them is no role that is known by its name.
pub(super) fn roles(context: &Context<'_>, actors: &Actors) -> Option<Vec<Role>> {
    let mut roles: Vec<Role> = actors.roles.iter().map(|role| role_of(context, *role)).collect::<Option<_>>()?;
    roles.sort_unstable();
    roles.dedup();
    (!roles.is_empty()).then_some(roles)
}

pub(super) fn role_of(context: &Context<'_>, reference: crate::model::RefId) -> Option<Role> {
    match context.resolved(reference) {
        Resolved::Member(file, at) => {
            let (member, _) = context.member(*file, *at)?;
            matches!(member.kind, MemberKind::Role { .. }).then_some((*file, *at))
        }
        _ => None,
    }
}

pub(crate) fn is_external(context: &Context<'_>, role: Role) -> bool {
    context.member(role.0, role.1).is_some_and(|(member, _)| matches!(member.kind, MemberKind::Role { external: true }))
}
