//! Defects of the control flow.

use super::ground::{Ground, Planted, is_action, is_step, marked};
use super::{Rule, rule};
use sopc::model::element::Branch;
use sopc::model::{DocumentKind, Element, ElementKind, RelationKind};

pub fn rules() -> Vec<Rule> {
    vec![
        rule("duplicate-branch", "the first branch of a decision repeated", |ground| {
            let branch = branches(ground, |_, branches| branches.iter().find(|branch| branch.answers.is_some()))?;
            Some(ground.insert(branch.span.end, format!("\n    {} continue", marked(branch.head.of(ground.text)))))
        }),
        rule("endless-loop", "a loop that never ends", |ground| {
            let leads_out = |element: &Element| match &element.kind {
                ElementKind::Trigger { to, .. } => to.is_some(),
                ElementKind::Watcher(_) => true,
                _ => false,
            };
            let loop_ = in_sop(ground, &format!("⟦repeat⟧ {{\n    step \"Knock at the door\" by {}\n  }}", ground.actor()?));
            loop_.filter(|_| !ground.document.elements.iter().any(leads_out))
        }),
        rule("interrupt-never-possible", "a watcher over a note", |ground| {
            let outcome = ground.outcome()?;
            in_sop(ground, &format!("section \"Mind\" {{\n    ⟦whenever⟧ \"The bell rings\" -> {outcome}\n    note \"It rings twice.\"\n  }}"))
        }),
        rule("jump-into-block", "a jump to the second step of a loop or of parallel work", |ground| {
            let (first, inner) = closed(ground)?;
            Some(ground.insert(first.span.start, format!("if \"It has begun already\" ⟦-> {inner}⟧\n  ")))
        }),
        rule("jump-out-of-parallel", "a jump from a branch to the step behind", |ground| {
            let parallel = ground.first(|element| if let ElementKind::Parallel { branches, .. } = &element.kind { Some((element, branches)) } else { None });
            let (parallel, branches) = parallel?;
            let inside = branches.iter().find_map(|branch| branch.block.elements.iter().find(|element| is_action(element)))?;
            let outside =
                ground.document.elements.iter().find(|element| {
                    is_step(element) && element.label.is_some() && !element.span.covers(parallel.span) && !parallel.span.covers(element.span)
                })?;
            Some(ground.insert(inside.span.start, format!("if \"It is not needed\" ⟦-> {}⟧\n      ", outside.label.as_ref()?.text)))
        }),
        rule("loose-end", "the jump to the outcome removed", |ground| {
            ground.pair(|before, jump| {
                let block = if let ElementKind::Step { block, .. } = &before.kind { block } else { return None };
                let falls =
                    matches!(jump.kind, ElementKind::Jump { .. }) && before.clauses().is_none_or(|clauses| clauses.late.is_none() && clauses.failed.is_none());
                let last = ground.document.elements.iter().rfind(|element| is_action(element) || matches!(element.kind, ElementKind::Jump { .. }));
                let plain = block.elements.iter().all(|inner| !is_action(inner));
                (ground.is(DocumentKind::Sop) && falls && plain && last == Some(jump)).then(|| ground.mark(before.head).and(ground.remove(jump.span)))
            })
        }),
        rule("missing-join", "a branch of parallel work that always leaves", |ground| {
            let outcome = ground.outcome()?;
            ground.first(|element| match &element.kind {
                ElementKind::Parallel { branches, first: false, .. } => {
                    let end = branches.last()?.block.elements.last()?.span.end;
                    Some(ground.mark(element.head).and(ground.insert(end, format!("\n      -> {outcome}"))))
                }
                _ => None,
            })
        }),
        rule("missing-outcome", "its outcomes removed", |ground| {
            let outcomes: Vec<&Element> = ground.elements().into_iter().filter(|element| matches!(element.kind, ElementKind::Outcome { .. })).collect();
            let planted = outcomes.iter().fold(ground.mark_id(), |planted, outcome| planted.and(ground.remove(outcome.span)));
            (ground.is(DocumentKind::Sop) && !outcomes.is_empty()).then_some(planted)
        }),
        rule("missing-trigger", "its triggers removed", |ground| {
            let performed = ground
                .workspace
                .namers(ground.id())
                .iter()
                .any(|file| ground.signature(*file).relations(RelationKind::Performs).any(|relation| relation.to == ground.id()));
            let triggers: Vec<&Element> = ground.document.elements.iter().filter(|element| matches!(element.kind, ElementKind::Trigger { .. })).collect();
            let planted = triggers.iter().fold(ground.mark_id(), |planted, trigger| planted.and(ground.remove(trigger.span)));
            (ground.is(DocumentKind::Sop) && !performed && !triggers.is_empty()).then_some(planted)
        }),
        rule("redundant-jump", "a jump to the next element", |ground| {
            ground.pair(|before, next| {
                let label = next.label.as_ref().filter(|_| is_step(before) && is_action(next) && ground.is(DocumentKind::Sop))?;
                Some(ground.insert(next.span.start, format!("⟦-> {}⟧\n  ", label.text)))
            })
        }),
        rule("single-branch-decision", "a decision of two branches robbed of one", |ground| {
            let (element, branch) = branches(ground, |element, branches| (branches.len() == 2).then(|| (element, &branches[1])))?;
            Some(ground.mark(element.head).and(ground.remove(branch.span)))
        }),
        rule("single-branch-parallel", "all branches of parallel work but one removed", |ground| {
            ground.first(|element| match &element.kind {
                ElementKind::Parallel { branches, .. } if branches.len() > 1 => {
                    let others = branches.iter().skip(1);
                    Some(others.fold(ground.mark(element.head), |planted, branch| planted.and(ground.remove(branch.span))))
                }
                _ => None,
            })
        }),
        rule("step-after-outcome", "a step behind the end", |ground| {
            let to_outcome = |element: &&Element| match &element.kind {
                ElementKind::Jump { to: Some(to) } => {
                    let name = ground.document.reference(*to).map(|reference| reference.name());
                    let is_outcome =
                        |other: &&Element| matches!(other.kind, ElementKind::Outcome { .. }) && other.label.as_ref().map(|label| label.text.as_str()) == name;
                    ground.elements().iter().any(is_outcome)
                }
                _ => false,
            };
            let jump = ground.document.elements.iter().find(to_outcome)?;
            ground.is(DocumentKind::Sop).then(|| ground.insert(jump.span.end, "\n  ⟦step⟧ \"Put the tools away\""))
        }),
        rule("unbounded-loop", "a loop until a fact that nothing in it changes", |ground| {
            let fact = ground.at_end("fact bell_rung: yes/no \"The bell has rung\"");
            Some(in_sop(ground, &format!("⟦repeat⟧ {{\n    step \"Knock at the door\" by {}\n  }} until bell_rung", ground.actor()?))?.and(fact))
        }),
        rule("unreachable-branch", "a branch behind `otherwise`", |ground| {
            let branch = branches(ground, |_, branches| branches.iter().find(|branch| branch.answers.is_none()))?;
            Some(ground.insert(branch.span.end, "\n    ⟦when \"Neither\"⟧ continue"))
        }),
        rule("unreachable-outcome", "an outcome that nothing leads to", |ground| {
            ground.is(DocumentKind::Sop).then(|| ground.at_end("outcome ⟦nowhere⟧ \"Nobody comes here\""))
        }),
        rule("unreachable-step", "a step that a jump passes by", |ground| {
            ground.pair(|before, next| {
                let label = next.label.as_ref().filter(|_| is_step(before) && is_action(next) && ground.is(DocumentKind::Sop))?;
                Some(ground.insert(next.span.start, format!("-> {}\n  ⟦step⟧ \"Count the boxes\"\n  ", label.text)))
            })
        }),
    ]
}

fn in_sop(ground: &Ground<'_>, lines: &str) -> Option<Planted> {
    if ground.is(DocumentKind::Sop) { ground.at_start(lines) } else { None }
}

/// The first decision that a rule can use.
fn branches<'a, T>(ground: &Ground<'a>, of: impl Fn(&'a Element, &'a [Branch]) -> Option<T>) -> Option<T> {
    ground.first(|element| match &element.kind {
        ElementKind::Decide { branches, .. } if ground.is(DocumentKind::Sop) => of(element, branches),
        _ => None,
    })
}

/// A step with a label inside a loop or parallel work, behind another, and the element at the top that is in front of all.
fn closed<'a>(ground: &Ground<'a>) -> Option<(&'a Element, &'a str)> {
    let second = |elements: &'a [Element]| -> Option<&'a str> {
        let actions: Vec<&Element> = elements.iter().filter(|element| is_action(element)).collect();
        actions.into_iter().skip(1).find(|element| is_step(element)).and_then(|step| step.label.as_ref()).map(|label| label.text.as_str())
    };
    let (closed, label) = ground.document.elements.iter().find_map(|element| match &element.kind {
        ElementKind::Repeat { block, .. } | ElementKind::ForEach { block, .. } => Some((element, second(&block.elements)?)),
        ElementKind::Parallel { branches, .. } => Some((element, branches.iter().find_map(|branch| second(&branch.block.elements))?)),
        _ => None,
    })?;
    let first = ground.start()?;
    (first.span.start <= closed.span.start && ground.is(DocumentKind::Sop)).then_some((first, label))
}
