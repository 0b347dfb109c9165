//! Defects of the levels: policies, procedures, work instructions.

use super::ground::{Ground, Planted, is_step};
use super::{Rule, rule};
use sopc::diagnostic::FileId;
use sopc::model::element::{Callee, Clauses};
use sopc::model::{DeclarationKind, DocumentKind, Element, ElementKind, Place};
use sopc::text::Span;
use sopc::workspace::Resolved;

pub fn rules() -> Vec<Rule> {
    vec![
        rule("decision-in-wi", "a `decide` in a work instruction", |ground| {
            let decide = "⟦decide⟧ \"Is the lamp green?\" {\n    when \"Yes\" continue\n    otherwise continue\n  }";
            if ground.is(DocumentKind::Wi) { ground.at_start(decide) } else { None }
        }),
        rule("handoff-in-wi", "a `handoff` in a work instruction", |ground| {
            let other = ground.bystander()?;
            if ground.is(DocumentKind::Wi) { ground.at_start(&format!("⟦handoff⟧ to {other} with \"the keys\"")) } else { None }
        }),
        rule("mixed-levels", "a step of six small steps in a SOP that decides", |ground| {
            let spelt = ground.at_start(&spelt_out("step", ground.actor()?))?;
            (ground.is(DocumentKind::Sop) && decides(ground)).then(|| ground.mark_id().and(spelt))
        }),
        rule("policy-without-sop", "no SOP implements it any more, and its controls are gone", |ground| {
            let mut planted = ground.mark_id().and(not_implemented(ground)?);
            for declaration in &ground.document.declarations {
                if let DeclarationKind::Rule { controls, .. } = &declaration.kind {
                    planted = controls.iter().fold(planted, |planted, control| planted.and(ground.remove(control.span)));
                }
            }
            Some(planted)
        }),
        rule("recursive-procedure", "what is performed performs its caller", |ground| {
            let (reference, file) = ground.documents(&[Place::Performs]).find(|(_, file)| *file != ground.file)?;
            let first = ground.workspace.document(file)?.elements.iter().find(|element| super::ground::is_action(element))?;
            let back = ground.replace_in(&ground.path_of(file), Span::at(first.span.start), format!("perform {}\n  ", ground.id()));
            ground.is(DocumentKind::Sop).then(|| ground.mark(reference.span).and(back))
        }),
        rule("rule-not-implemented", "no SOP implements the policy any more", |ground| {
            let controlled = ground
                .document
                .declarations
                .iter()
                .find(|declaration| matches!(&declaration.kind, DeclarationKind::Rule { controls, .. } if !controls.is_empty()))?;
            Some(ground.mark(controlled.name.span).and(not_implemented(ground)?))
        }),
        rule("several-roles-in-wi", "a step of a work instruction by another role", |ground| {
            let other = ground.bystander()?;
            let performer = ground.document.header.performer.as_ref();
            let planted = ground.at_start(&format!("step \"Watch the clock\" by ⟦{other}⟧"))?;
            (ground.is(DocumentKind::Wi) && performer.is_some()).then_some(planted)
        }),
        rule("sop-without-policy", "each `implements` removed", |ground| {
            let fields = ground.document.header.fields.iter().filter(|(keyword, _)| keyword.text == "implements");
            let planted = fields.fold(ground.mark_id(), |planted, (_, field)| planted.and(ground.remove(*field)));
            (ground.is(DocumentKind::Sop) && ground.field("implements").is_some()).then_some(planted)
        }),
        rule("steps-in-policy", "a step in a policy", |ground| ground.is(DocumentKind::Policy).then(|| ground.at_end("⟦step⟧ \"Lock the door\""))),
        rule("too-detailed-step", "a step of six small steps in a SOP that decides nothing", |ground| {
            if ground.is(DocumentKind::Sop) && !decides(ground) { ground.at_start(&spelt_out("⟦step⟧", ground.actor()?)) } else { None }
        }),
        rule("unhandled-outcome", "one more failure of what is called", |ground| {
            let rescued = ground.elements().into_iter().any(|element| is_step(element) && element.clauses().is_some_and(|clauses| clauses.failed.is_some()));
            let (reference, file) = ground.first(|element| match &element.kind {
                ElementKind::Call { callee: Callee::Ref(callee), clauses, .. } if clauses.failed.is_none() && !rescued => {
                    match ground.workspace.resolved(ground.file, *callee) {
                        Resolved::Document(file) => Some((ground.document.reference(*callee)?, *file)),
                        _ => None,
                    }
                }
                _ => None,
            })?;
            let failure = ground.at_end_of(file, "outcome broken_off failure \"The work cannot go on\"");
            Some(ground.mark(reference.document.as_ref()?.span).and(failure))
        }),
        rule("wi-shaped-sop", "a work instruction called a SOP", |ground| {
            let count = |is: fn(&ElementKind) -> bool| ground.elements().into_iter().filter(|element| is(&element.kind)).count();
            let steps = count(|kind| matches!(kind, ElementKind::Step { .. }));
            let outcomes = count(|kind| matches!(kind, ElementKind::Outcome { .. }));
            let is_plain = |element: &&Element| is_of_one_task(&element.kind) && element.clauses().is_none_or(|clauses| *clauses == Clauses::default());
            let one = ground.document.header.performer.as_ref().is_some_and(|performer| performer.roles.len() == 1);
            let shaped = ground.is(DocumentKind::Wi) && steps >= 4 && outcomes < 2 && one && ground.elements().iter().all(is_plain);
            shaped.then(|| ground.mark_id().and(ground.replace(ground.document.keyword, "sop")))
        }),
        rule("wi-without-sop", "every `follows` of it removed", |ground| {
            let triggered = ground.document.elements.iter().any(|element| matches!(element.kind, ElementKind::Trigger { .. }));
            if !ground.is(DocumentKind::Wi) || triggered {
                return None;
            }
            let mut planted = ground.mark_id();
            for file in namers(ground) {
                let document = ground.workspace.document(file)?;
                let mut calls = Vec::new();
                document.each_element(&mut |element| {
                    if let ElementKind::Call { callee: Callee::Ref(callee), .. } = &element.kind
                        && document.reference(*callee).and_then(|reference| reference.document.as_ref()).is_some_and(|id| id.text == ground.id())
                    {
                        calls.push(element.span);
                    }
                });
                planted = calls.into_iter().fold(planted, |planted, call| planted.and(ground.replace_in(&ground.path_of(file), call, "")));
            }
            Some(planted)
        }),
    ]
}

/// What a work instruction does by itself.
fn is_of_one_task(kind: &ElementKind) -> bool {
    use ElementKind::*;
    matches!(
        kind,
        Step { .. }
            | Section { .. }
            | Learn { .. }
            | Things { .. }
            | Check { .. }
            | Done { .. }
            | Enter { .. }
            | Callout { .. }
            | Image { .. }
            | Outcome { .. }
    )
}

fn decides(ground: &Ground<'_>) -> bool {
    ground.elements().into_iter().any(|element| matches!(element.kind, ElementKind::Decide { .. } | ElementKind::Apply { .. }))
}

fn spelt_out(step: &str, actor: &str) -> String {
    let small = ["Open the box", "Lift the lid", "Take the sheet out", "Turn it round", "Put it back", "Close the box"];
    let steps: String = small.iter().map(|text| format!("    step \"{text}\"\n")).collect();
    format!("{step} \"Turn the sheet\" by {actor} {{\n{steps}  }}")
}

fn namers(ground: &Ground<'_>) -> Vec<FileId> {
    ground.workspace.namers(ground.id()).iter().copied().filter(|file| *file != ground.file).collect()
}

/// The policy taken out of every `implements`.
fn not_implemented(ground: &Ground<'_>) -> Option<Planted> {
    if !ground.is(DocumentKind::Policy) {
        return None;
    }
    let mut planted = Planted::default();
    for file in namers(ground) {
        let document = ground.workspace.document(file)?;
        let others: Vec<&str> = document
            .header
            .implements
            .iter()
            .filter_map(|reference| document.reference(*reference))
            .filter(|reference| reference.document.as_ref().is_some_and(|id| id.text != ground.id()))
            .map(|reference| reference.span.of(&ground.texts[&ground.path_of(file)]))
            .collect();
        for (keyword, field) in document.header.fields.iter().filter(|(keyword, _)| keyword.text == "implements") {
            let text = if others.is_empty() { String::new() } else { format!("{} {}", keyword.text, others.join(", ")) };
            planted = planted.and(ground.replace_in(&ground.path_of(file), *field, text));
        }
    }
    (!planted.0.is_empty()).then_some(planted)
}
