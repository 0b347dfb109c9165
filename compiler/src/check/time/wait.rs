//! `wait-without-limit`: the work waits for a colleague, and nothing says how long. Machines and people
//! outside set their own time; what another branch of the same procedure brings about has its limit
//! there; and who brings a quoted happening about is known only where a role is named.

use crate::check::Context;
use crate::diagnostic::{FileId, WAIT_WITHOUT_LIMIT};
use crate::model::element::{Actors, Clauses, Joint, WatcherKind};
use crate::model::{Element, ElementKind, Event, MemberKind, RefId, Text};
use crate::workspace::Resolved;

type Member = (FileId, u32);

pub(super) fn wait_without_limit(context: &mut Context<'_>) {
    if !context.is_on(&WAIT_WITHOUT_LIMIT) || !context.elements.iter().any(|element| matches!(element.kind, ElementKind::WaitFor { .. })) {
        return;
    }
    let document = context.document;
    let mut walk = Walk { context, found: Vec::new() };
    let is_bounded = document.elements.iter().any(bounds);
    document.elements.iter().for_each(|element| walk.element(element, document.header.performer.as_ref(), is_bounded));
    for (wait, name) in walk.found {
        let help = "say how long, and what happens then: `within 5 days late -> …`";
        let message = format!("this waits for `{name}`, and nothing says how long");
        context.report(context.at(&WAIT_WITHOUT_LIMIT, wait.head, message).help(help));
    }
}

struct Walk<'a, 'w> {
    context: &'a Context<'w>,
    /// The waits without a limit, each with who is waited for.
    found: Vec<(&'w Element, String)>,
}

impl<'w> Walk<'_, 'w> {
    /// `around`: who works there; `is_bounded`: whether something around sets an end.
    fn element(&mut self, element: &'w Element, around: Option<&'w Actors>, is_bounded: bool) {
        let clauses = element.clauses();
        let own = clauses.and_then(|clauses| clauses.by.as_ref());
        let has_own_time = clauses.is_some_and(has_time);
        if let ElementKind::WaitFor { event: Some(Event::Happening(text)), .. } = &element.kind
            && !is_bounded
            && !has_own_time
        {
            self.found.extend(colleague(self.context, text, own, around).map(|name| (element, name)));
        }
        if let ElementKind::Parallel { branches, stray, .. } = &element.kind {
            for branch in branches {
                let bounded = is_bounded || has_own_time || has_time(&branch.clauses) || branch.block.elements.iter().any(bounds);
                let around = branch.clauses.by.as_ref().or(own).or(around);
                branch.block.elements.iter().for_each(|inner| self.element(inner, around, bounded));
            }
            stray.iter().for_each(|inner| self.element(inner, around, is_bounded));
            return;
        }
        // the limit of a decision or a message is not that of what follows from it
        let encloses = matches!(
            element.kind,
            ElementKind::Step { .. } | ElementKind::Section { .. } | ElementKind::Repeat { .. } | ElementKind::ForEach { .. } | ElementKind::Call { .. }
        );
        let around = if encloses { own.or(around) } else { around };
        let has_bound = matches!(&element.kind, ElementKind::Repeat { at_most: Some(at_most), .. } if at_most.times.is_none());
        let is_bounded = is_bounded || (encloses && has_own_time) || has_bound;
        element.each_block(&mut |block| {
            let is_bounded = is_bounded || block.iter().any(bounds);
            block.iter().for_each(|inner| self.element(inner, around, is_bounded));
        });
    }
}

/// The colleague who is waited for, by name.
fn colleague(context: &Context<'_>, text: &Text, by: Option<&Actors>, around: Option<&Actors>) -> Option<String> {
    if speaks_of_outside(context, text) {
        return None;
    }
    let Some(by) = by else {
        return text.references.iter().find_map(|role| inside(context, *role)).map(|(_, name)| name);
    };
    let colleagues = by.roles.iter().map(|role| inside(context, *role)).collect::<Option<Vec<_>>>()?;
    // whoever works there, or works there with others, waits for nobody else
    let is_here = |role: &(Member, String)| {
        around.is_some_and(|around| around.joint != Joint::Each && around.roles.iter().any(|other| member(context, *other) == Some(role.0)))
    };
    if colleagues.iter().any(is_here) {
        return None;
    }
    colleagues.into_iter().next().map(|(_, name)| name)
}

/// Whether clauses set an end to an element.
fn has_time(clauses: &Clauses) -> bool {
    clauses.within.is_some() || clauses.window.is_some() || clauses.at_once || clauses.takes.is_some() || clauses.late.is_some()
}

/// A watcher that ends the block in which it stands after some time, or reminds.
fn bounds(element: &Element) -> bool {
    matches!(&element.kind, ElementKind::Watcher(watcher) if matches!(watcher.kind, WatcherKind::After(_)))
}

/// Whether a happening is that of a machine or of somebody outside, as far as its text names them.
fn speaks_of_outside(context: &Context<'_>, text: &Text) -> bool {
    text.references.iter().filter_map(|reference| member(context, *reference)).any(|(file, at)| {
        let kind = context.member(file, at).map(|(member, _)| &member.kind);
        matches!(kind, Some(MemberKind::System | MemberKind::Role { external: true }))
    })
}

/// A role of the house, and its name.
fn inside(context: &Context<'_>, reference: RefId) -> Option<(Member, String)> {
    let known = member(context, reference)?;
    let (member, _) = context.member(known.0, known.1)?;
    matches!(member.kind, MemberKind::Role { external: false }).then(|| (known, member.name.to_string()))
}

fn member(context: &Context<'_>, reference: RefId) -> Option<Member> {
    match context.resolved(reference) {
        Resolved::Member(file, at) => Some((*file, *at)),
        _ => None,
    }
}
