//! Defects of roles, handoffs and time.

use super::ground::{Ground, is_step, marked};
use super::{Rule, rule};
use sopc::model::element::{Actors, Thing, ThingKind};
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
            let all = &ground.document.elements;
            let three = all.windows(3).find_map(|three| {
                let [before, handoff, after] = three else { return None };
                let one = before.clauses()?.by.as_ref()?;
                let other = after.clauses()?.by.as_ref()?;
                let spoken = |element: &Element, role: &Actors| {
                    element.span.of(ground.text).split('"').nth(1).is_some_and(|text| {
                        let name = role.span.of(ground.text).replace('_', " ");
                        text.to_lowercase().contains(&name) || text.contains('{')
                    })
                };
                let apart = one.roles.len() == 1 && other.roles.len() == 1 && one.span.of(ground.text) != other.span.of(ground.text);
                let plain = is_step(before) && is_step(after) && matches!(handoff.kind, ElementKind::Handoff { .. });
                let speaks = |element: &Element| {
                    let mut speaks = false;
                    element.each(&mut |inner| {
                        speaks |= matches!(
                            inner.kind,
                            ElementKind::Notify { .. }
                                | ElementKind::Say { .. }
                                | ElementKind::Consult { .. }
                                | ElementKind::ApprovedBy { .. }
                                | ElementKind::Call { .. }
                                | ElementKind::WaitFor { .. }
                        )
                    });
                    speaks
                };
                (plain && apart && !spoken(before, other) && !spoken(after, one) && !speaks(before) && !speaks(after)).then_some((handoff, other))
            });
            let (handoff, other) = three?;
            (ground.is(DocumentKind::Sop)).then(|| ground.remove(handoff.span).and(ground.mark(other.span)))
        }),
        rule("step-without-role", "who does the first step left out", |ground| {
            let first = ground.document.elements.iter().find(|element| super::ground::is_action(element) && ground.is(DocumentKind::Sop))?;
            let by = first.clauses()?.by.as_ref().filter(|_| is_step(first) && ground.document.header.performer.is_none())?;
            let followed = {
                let mut inside = false;
                first.each_inside(&mut |inner| inside |= is_step(inner) || matches!(inner.kind, ElementKind::Call { .. }));
                inside
            };
            let start = by.span.start - "by ".len() as u32;
            (!followed).then(|| ground.mark(first.head).and(ground.remove(Span::new(start, by.span.end))))
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
