//! The group Hierarchy: whether policies, procedures and work instructions hold together, each on its
//! own level. In: one document and the signatures of those it has to do with. Out: findings. One
//! function a check.

mod calls;
mod detail;
mod instruction;
mod policy;

use super::Context;
use super::level::Misplaced;

pub(super) fn run(context: &mut Context<'_>, misplaced: &[Misplaced<'_>]) {
    policy::policy_without_sop(context);
    policy::rule_not_implemented(context);
    policy::sop_without_policy(context);
    policy::steps_in_policy(context, misplaced);
    instruction::wi_without_sop(context);
    instruction::decision_in_wi(context, misplaced);
    instruction::handoff_in_wi(context, misplaced);
    instruction::several_roles_in_wi(context);
    calls::recursive_procedure(context);
    calls::unhandled_outcome(context);
    detail::wi_shaped_sop(context);
    let detailed = detail::detailed(context);
    detail::too_detailed_step(context, &detailed);
    detail::mixed_levels(context, &detailed);
}
