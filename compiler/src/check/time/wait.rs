//! `wait-without-limit`: the work waits for a colleague, or for what a colleague does, and nothing says
//! how long. Machines and people outside set their own time, and who brings a quoted happening about is
//! known only where a role is named.

use crate::check::Context;
use crate::diagnostic::{FileId, WAIT_WITHOUT_LIMIT};
use crate::model::element::{Actors, Clauses, Joint, WatcherKind};
use crate::model::{Class, Element, ElementKind, Event, MemberKind, RefId, Text};
use crate::workspace::Resolved;
use rustc_hash::FxHashMap;

type Member = (FileId, u32);

pub(super) fn wait_without_limit(context: &mut Context<'_>) {
    if !context.is_on(&WAIT_WITHOUT_LIMIT) || !context.elements.iter().any(|element| matches!(element.kind, ElementKind::WaitFor { .. })) {
        return;
    }
    let document = context.document;
    let mut walk = Walk { context, happens: FxHashMap::default(), waits: Vec::new() };
    let performer = document.header.performer.as_ref();
    let is_bounded = document.elements.iter().any(bounds);
    document.elements.iter().for_each(|element| walk.element(element, performer, is_bounded));
    let Walk { happens, waits, .. } = walk;
    let found: Vec<_> = waits.into_iter().filter_map(|wait| wait.judge(context, &happens)).collect();
    for (wait, name, place) in found {
        let message = match &name {
            Some(name) => format!("this waits for `{name}`, and nothing says how long"),
            None => "this waits for a colleague, and nothing says how long".to_owned(),
        };
        let help = "say how long, and what happens then: `within 5 days late -> …`";
        let mut finding = context.at(&WAIT_WITHOUT_LIMIT, wait.head, message).help(help);
        if let Some(place) = place {
            finding = finding.related(context.id, place, "what it waits for has no limit either");
        }
        context.report(finding);
    }
}

/// How an event comes about in this document.
#[derive(Default)]
struct Happens {
    /// The elements that bring it about, the first of them, and whether one is bounded or done outside.
    first: Option<crate::text::Span>,
    is_bounded: bool,
}

struct Wait<'w> {
    element: &'w Element,
    event: &'w Event,
    by: Option<&'w Actors>,
    /// Who works where it stands.
    around: Option<&'w Actors>,
}

struct Walk<'a, 'w> {
    context: &'a Context<'w>,
    happens: FxHashMap<Member, Happens>,
    waits: Vec<Wait<'w>>,
}

impl<'w> Walk<'_, 'w> {
    fn element(&mut self, element: &'w Element, around: Option<&'w Actors>, is_bounded: bool) {
        let clauses = element.clauses();
        let own = clauses.and_then(|clauses| clauses.by.as_ref());
        let has_own_time = clauses.is_some_and(has_time) || matches!(element.kind, ElementKind::Wait { .. } | ElementKind::Trigger { .. });
        self.note(element, is_bounded || has_own_time || is_outside(self.context, own.or(around)));
        if let ElementKind::WaitFor { event: Some(event), .. } = &element.kind
            && !is_bounded
            && !has_own_time
        {
            self.waits.push(Wait { element, event, by: own, around });
        }
        if let ElementKind::Parallel { branches, stray, .. } = &element.kind {
            for branch in branches {
                let bounded = is_bounded || has_own_time || has_time(&branch.clauses) || branch.block.elements.iter().any(bounds);
                let around = branch.clauses.by.as_ref().or(own).or(around);
                if let Some(label) = &branch.label {
                    self.label(label, branch.head, bounded || is_outside(self.context, around));
                }
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

    /// Notes what an element brings about: its own label, and activities.
    fn note(&mut self, element: &'w Element, is_bounded: bool) {
        if let Some(label) = &element.label {
            self.label(label, element.head, is_bounded);
        }
        // where something is fulfilled in a step, its limit is that of the step
        element.each_inside(&mut |inner| {
            if let ElementKind::Fulfils { activities } = &inner.kind {
                activities.iter().for_each(|activity| self.fulfilled(*activity, element.head, is_bounded));
            }
        });
    }

    fn label(&mut self, label: &crate::model::Name, head: crate::text::Span, is_bounded: bool) {
        let signature = self.context.signature();
        for (at, _) in signature.named(&label.text).filter(|(_, member)| member.kind.class() == Class::Label) {
            add(&mut self.happens, (self.context.id, at), head, is_bounded);
        }
    }

    fn fulfilled(&mut self, activity: RefId, head: crate::text::Span, is_bounded: bool) {
        if let Resolved::Member(file, at) = self.context.resolved(activity) {
            add(&mut self.happens, (*file, *at), head, is_bounded);
        }
    }
}

fn add(happens: &mut FxHashMap<Member, Happens>, event: Member, head: crate::text::Span, is_bounded: bool) {
    let happens = happens.entry(event).or_default();
    happens.first.get_or_insert(head);
    happens.is_bounded |= is_bounded;
}

type Found<'w> = (&'w Element, Option<String>, Option<crate::text::Span>);

impl<'w> Wait<'w> {
    /// The colleague who is waited for, or the element that brings the event about.
    fn judge(&self, context: &Context<'_>, happens: &FxHashMap<Member, Happens>) -> Option<Found<'w>> {
        let happens = match self.event {
            Event::Ref(event) => match context.resolved(*event) {
                Resolved::Member(file, at) => happens.get(&(*file, *at)),
                _ => return None,
            },
            _ => None,
        };
        if happens.is_some_and(|happens| happens.is_bounded) {
            return None;
        }
        if let Event::Happening(text) = self.event
            && speaks_of_outside(context, text)
        {
            return None;
        }
        if let Some(by) = self.by {
            let colleague = by.roles.iter().map(|role| inside(context, *role)).collect::<Option<Vec<_>>>()?;
            // whoever works there, or works there with others, waits for nobody else
            let is_here = |role: &(Member, String)| {
                self.around.is_some_and(|around| around.joint != Joint::Each && around.roles.iter().any(|other| member(context, *other) == Some(role.0)))
            };
            return (!colleague.iter().any(is_here)).then(|| (self.element, colleague.first().map(|(_, name)| name.clone()), None));
        }
        match self.event {
            Event::Ref(_) => happens.map(|happens| (self.element, None, happens.first)),
            Event::Happening(text) => {
                let (_, name) = text.references.iter().find_map(|role| inside(context, *role))?;
                Some((self.element, Some(name), None))
            }
            Event::Trigger(_) | Event::Outcome(_) => None,
        }
    }
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

/// Whether somebody outside, or nobody who is known by name, does the work.
fn is_outside(context: &Context<'_>, actors: Option<&Actors>) -> bool {
    actors.is_some_and(|actors| actors.roles.iter().any(|role| inside(context, *role).is_none()))
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
