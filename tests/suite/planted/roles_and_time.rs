//! Defects of roles, handoffs and time.

use super::ground::{Ground, is_action, is_step, marked};
use super::{Rule, rule};
use sopc::model::element::{Actors, CallKind, Thing, ThingKind};
use sopc::model::{DocumentKind, Element, ElementKind, Status};
use sopc::text::Span;
use sopc::workspace::Resolved;

pub fn rules() -> Vec<Rule> {
    vec![
        rule("handoff-to-self", "a handoff repeated", |ground| {
            let (element, to, _) = handoff(ground)?;
            Some(ground.insert(element.span.end, format!("\n  handoff to {} with \"the list\"", marked(to.span.of(ground.text)))))
        }),
        rule("handoff-without-content", "what is handed over left out", |ground| {
            let (element, to, _) = handoff(ground).filter(|(_, _, things)| !things.is_empty())?;
            let needs = |element: &Element| matches!(&element.kind, ElementKind::Things { kind: ThingKind::Needs, .. });
            let whole = Span::new(element.span.start, to.span.end);
            (!ground.elements().into_iter().any(needs)).then(|| ground.replace(element.span, marked(whole.of(ground.text))))
        }),
        rule("role-without-step", "a role that only a note speaks of", |ground| {
            let role = ground.at_end("role ⟦bystander⟧ \"Somebody who stands by\"");
            (ground.is(DocumentKind::Sop)).then_some(role.and(ground.at_start("note \"The {bystander} counts the boxes.\"")?))
        }),
        rule("silent-handoff", "the handoff between two steps removed", |ground| {
            let (handoff, other) = handoff_between_steps(ground).filter(|_| ground.is(DocumentKind::Sop))?;
            Some(ground.remove(handoff.span).and(ground.mark(other.span)))
        }),
        rule("step-without-role", "who does the first step left out", |ground| {
            let is_entered = |element: &Element| matches!(element.kind, ElementKind::Trigger { to: Some(_), .. });
            let plain = ground.is(DocumentKind::Sop) && ground.document.header.performer.is_none() && !ground.document.elements.iter().any(is_entered);
            let first = first_step(&ground.document.elements).filter(|_| plain)?;
            let by = first.clauses()?.by.as_ref().filter(|_| !has(first, |inner| is_step(inner) || matches!(inner.kind, ElementKind::Call { .. })))?;
            let start = by.span.start - "by ".len() as u32;
            Some(ground.mark(first.head).and(ground.remove(Span::new(start, by.span.end))))
        }),
        rule("deadline-order", "a step due before the one in front of it", |ground| {
            let actor = ground.actor().filter(|_| ground.is(DocumentKind::Sop))?;
            ground.at_start(&format!(
                "step \"Weigh the box\" by {actor} within 5 days of trigger\n  step \"Close the box\" by {actor} within ⟦2 days of trigger⟧"
            ))
        }),
        rule("limit-longer-than-enclosing", "a step that may take longer than its section", |ground| {
            let actor = ground.actor().filter(|_| ground.is(DocumentKind::Sop))?;
            ground.at_start(&format!("section \"The box\" within 2 days {{\n    step \"Weigh the box\" by {actor} within ⟦3 weeks⟧\n  }}"))
        }),
        rule("unit-of-days-mixed", "a limit in business days, and in days in one case", |ground| {
            let outside = |file| ground.signature(file).status == Some(Status::External);
            let carries_out = ground.document.header.implements.iter().any(|policy| match ground.workspace.resolved(ground.file, *policy) {
                Resolved::Document(file) | Resolved::Member(file, _) => outside(*file),
                _ => true,
            });
            let cites = ground.document.elements.iter().any(|element| matches!(element.kind, ElementKind::Cites { .. }));
            let takes = matches!(ground.document.kind, DocumentKind::Sop | DocumentKind::Policy | DocumentKind::Wi);
            (takes && !carries_out && !cites && !outside(ground.file))
                .then(|| ground.at_end("limit reply_time = 5 business days, ⟦9 days⟧ when \"The letter comes from abroad\""))
        }),
        rule("wait-without-limit", "a wait for a colleague", |ground| {
            let other = ground.bystander()?;
            if ground.is(DocumentKind::Sop) { ground.at_start(&format!("⟦wait⟧ for \"The sheet is signed\" by {other}")) } else { None }
        }),
    ]
}

/// Whether something like that stands in an element.
fn has(element: &Element, is: impl Fn(&Element) -> bool) -> bool {
    let mut found = false;
    element.each_inside(&mut |inner| inner.each(&mut |inner| found |= is(inner)));
    found
}

/// The step with which the work begins, where nobody is named around it.
fn first_step(elements: &[Element]) -> Option<&Element> {
    let first = elements.iter().find(|element| is_action(element))?;
    match &first.kind {
        ElementKind::Step { .. } => Some(first),
        ElementKind::Section { clauses, block, .. } if clauses.by.is_none() => first_step(&block.elements),
        _ => None,
    }
}

/// A handoff between two steps of different roles that tell each other nothing, and who goes on.
fn handoff_between_steps<'a>(ground: &Ground<'a>) -> Option<(&'a Element, &'a Actors)> {
    let written = |role: &Actors| role.span.of(ground.text).replace('_', " ");
    let says = |element: &Element, role: &Actors| {
        let ElementKind::Step { text, .. } = &element.kind else { return true };
        text.text.to_lowercase().contains(&written(role)) || !text.references.is_empty()
    };
    let speaks = |element: &Element| {
        use ElementKind::*;
        has(element, |inner| match &inner.kind {
            Notify { .. } | Say { .. } | Consult { .. } | ApprovedBy { .. } | WaitFor { .. } | Callout { .. } => true,
            Call { kind, .. } => *kind == CallKind::Perform,
            _ => is_step(inner),
        })
    };
    let three = |elements: &'a [Element]| {
        elements.windows(3).find_map(|three| {
            let [before, handoff, after] = three else { return None };
            let (one, other) = (before.clauses()?.by.as_ref()?, after.clauses()?.by.as_ref()?);
            let apart = one.roles.len() == 1 && other.roles.len() == 1 && written(one) != written(other);
            let plain = is_step(before) && is_step(after) && matches!(handoff.kind, ElementKind::Handoff { .. });
            (plain && apart && !says(before, other) && !says(after, one) && !speaks(before) && !speaks(after)).then_some((handoff, other))
        })
    };
    let mut found = three(&ground.document.elements);
    for element in ground.elements() {
        element.each_block(&mut |block| found = found.or_else(|| three(block)));
    }
    found
}

/// The first handoff to a role that has a name.
fn handoff<'a>(ground: &Ground<'a>) -> Option<(&'a Element, &'a Actors, &'a [Thing])> {
    ground.first(|element| match &element.kind {
        ElementKind::Handoff { to: Some(to), things, .. } if is_role(ground, to) => Some((element, to, things.as_slice())),
        _ => None,
    })
}

fn is_role(ground: &Ground<'_>, to: &Actors) -> bool {
    to.roles.iter().all(|role| match ground.workspace.resolved(ground.file, *role) {
        Resolved::Member(file, at) => matches!(ground.signature(*file).members[*at as usize].kind, sopc::model::MemberKind::Role { .. }),
        _ => false,
    })
}
