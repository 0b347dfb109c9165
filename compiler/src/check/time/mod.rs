//! The group Time: whether limits and deadlines fit each other, as far as constants tell. In: a document.
//! Out: findings. Absent: how long paths take when their steps are added up.

mod length;
mod nesting;
mod order;
mod units;
mod wait;

use super::Context;
use length::Times;

pub(super) fn run(context: &mut Context<'_>) {
    if context.is_retired() {
        return;
    }
    let times = Times::of(context);
    order::deadline_order(context, &times);
    nesting::limit_longer_than_enclosing(context, &times);
    units::unit_of_days_mixed(context);
    wait::wait_without_limit(context);
}
