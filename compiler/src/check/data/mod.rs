//! Data and conditions, as far as each place tells by itself: whether units exist, whether what is
//! compared compares, whether a condition is one. Which cases there are is not looked at here.

mod compare;
mod sorts;
mod unit;
mod uses;

use super::Context;
use sorts::Sorts;

pub(super) fn run(context: &mut Context<'_>) {
    // behind an error of syntax the values are not those that were meant
    let broken: Vec<_> = context.source.errors.iter().map(|error| error.span).chain(context.document.broken.iter().copied()).collect();
    let mut sorts = Sorts::new(context);
    for used in uses::uses(context.document) {
        if !broken.iter().any(|broken| used.span().touches(*broken)) {
            sorts.used(&used);
        }
    }
    let found = sorts.found;
    found.into_iter().for_each(|finding| context.report(finding));
}
