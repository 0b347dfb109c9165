//! The group Policy: whether procedures keep what the rules of their policies demand, as far as names
//! tell. In: a policy, and the signatures of those that carry it out. Out: findings. Absent: cases and
//! times, which are proved elsewhere.

mod activity;
mod fulfilled;

use super::Context;
use crate::model::DocumentKind;

pub(super) fn run(context: &mut Context<'_>) {
    if context.document.kind == DocumentKind::Policy && context.signature().in_force() && !context.document.id.text.is_empty() {
        activity::unfulfilled_activity(context);
    }
}
