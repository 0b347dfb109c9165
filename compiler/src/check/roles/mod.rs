//! The group Roles: who does the work, and how it passes from one to the next. In: a SOP or work
//! instruction and its flow. Out: findings. Absent: who may do what, which is for a policy.

mod acting;
mod handoff;
mod passage;
mod step;

use super::Context;
use crate::diagnostic::{HANDOFF_TO_SELF, HANDOFF_WITHOUT_CONTENT, SILENT_HANDOFF, STEP_WITHOUT_ROLE};
use crate::model::DocumentKind;

pub(super) fn run(context: &mut Context<'_>) {
    if !matches!(context.document.kind, DocumentKind::Sop | DocumentKind::Wi) || context.is_retired() {
        return;
    }
    step::role_without_step(context);
    let follows_work = [&STEP_WITHOUT_ROLE, &SILENT_HANDOFF, &HANDOFF_TO_SELF, &HANDOFF_WITHOUT_CONTENT].iter().any(|check| context.is_on(check));
    // a work instruction is one task of whoever follows it; its own checks speak of other roles in it
    if context.document.kind != DocumentKind::Sop || !follows_work {
        return;
    }
    let Some(flow) = context.flow() else { return };
    let passage = passage::of(context, &flow);
    step::step_without_role(context, &flow, &passage);
    handoff::silent_handoff(context, &flow, &passage);
    handoff::handoff_to_self(context, &flow, &passage);
    handoff::handoff_without_content(context, &flow);
}
