//! The group Hierarchy: whether policies, procedures and work instructions hold together, each on its
//! own level. In: one document and the signatures of those it has to do with. Out: findings. One
//! function a check.

mod calls;
mod detail;
mod instruction;
mod policy;

use super::Context;

pub(super) fn run(context: &mut Context<'_>) {
    policy::policy_without_sop(context);
    policy::rule_not_implemented(context);
    policy::sop_without_policy(context);
    policy::steps_in_policy(context);
    instruction::wi_without_sop(context);
    instruction::decision_in_wi(context);
    instruction::handoff_in_wi(context);
    instruction::several_roles_in_wi(context);
    calls::recursive_procedure(context);
    calls::unhandled_outcome(context);
    detail::wi_shaped_sop(context);
    detail::too_detailed_step(context);
    detail::mixed_levels(context);
}
