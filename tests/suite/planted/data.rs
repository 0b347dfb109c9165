//! Defects of values and conditions, and activities that nobody fulfils.

use super::ground::{Ground, Planted};
use super::{Rule, rule};
use sopc::model::{DocumentKind, RelationKind};

pub fn rules() -> Vec<Rule> {
    vec![
        rule("impossible-comparison", "a number beyond what its fact can be", |ground| {
            let fact = ground.at_end("fact planted_count: whole number up to 10");
            Some(in_sop(ground, "if planted_count > ⟦11⟧ {")?.and(fact))
        }),
        rule("type-mismatch", "a weight where a length of time is due", |ground| {
            let actor = ground.actor()?;
            ground.is(DocumentKind::Sop).then(|| ground.at_start(&format!("step \"Hold the door\" by {actor} within ⟦5 kg⟧")))?
        }),
        rule("unit-mismatch", "a weight held against a length", |ground| in_sop(ground, "if ⟦5 kg > 3 m⟧ {")),
        rule("unknown-unit", "a slip in the unit of a time limit", |ground| {
            let actor = ground.actor()?;
            ground.is(DocumentKind::Sop).then(|| ground.at_start(&format!("step \"Hold the door\" by {actor} within 5 ⟦minuets⟧")))?
        }),
        rule("unfulfilled-activity", "a duty that no procedure was told of", |ground| {
            let rule = "activity ⟦planted_duty⟧ \"Somebody looks twice\"\n  rule planted \"Somebody looks twice.\" { require planted_duty }";
            (ground.is(DocumentKind::Policy) && is_implemented(ground)).then(|| ground.at_end(rule))
        }),
    ]
}

/// A step of whoever works there, in a condition.
fn in_sop(ground: &Ground<'_>, condition: &str) -> Option<Planted> {
    let actor = ground.actor()?;
    let lines = format!("{condition}\n    step \"Hold the door\" by {actor}\n  }}");
    if ground.is(DocumentKind::Sop) { ground.at_start(&lines) } else { None }
}

/// Whether a procedure in force carries the whole policy out.
fn is_implemented(ground: &Ground<'_>) -> bool {
    ground.in_force()
        && ground.workspace.namers(ground.id()).iter().any(|file| {
            let signature = ground.signature(*file);
            signature.relations(RelationKind::Implements).any(|relation| relation.to == ground.id())
        })
}
