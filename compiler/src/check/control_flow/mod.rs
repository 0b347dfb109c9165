//! Control flow, as far as the structure tells: where a SOP begins and ends, what is never reached,
//! loops, jumps, branches and parallel work.

mod branches;
mod ends;
mod loops;
mod parallel;
mod reached;

use super::Context;
use crate::flow::{Flow, Reach};
use crate::model::DocumentKind;

/// A document with its flow.
struct Seen<'c, 'w> {
    flow: &'c Flow<'w>,
    reach: &'c Reach,
}

pub(super) fn run(context: &mut Context<'_>) {
    if !matches!(context.document.kind, DocumentKind::Sop | DocumentKind::Wi) {
        return;
    }
    ends::missing_trigger(context);
    ends::missing_outcome(context);
    branches::run(context);
    let Some(flow) = context.flow() else { return };
    let reach = Reach::of(&flow);
    let seen = Seen { flow: &flow, reach: &reach };
    let endless = loops::endless_loop(context, &seen);
    loops::unbounded_loop(context);
    parallel::jumps(context, &seen);
    parallel::missing_join(context, &seen);
    parallel::interrupt_never_possible(context, &seen);
    branches::redundant_jump(context, &seen);
    ends::loose_end(context, &seen);
    reached::unreachable_outcome(context, &seen);
    reached::unreachable_step(context, &seen, &endless);
}
