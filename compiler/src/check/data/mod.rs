//! Data and conditions, as far as each place tells by itself: whether units exist, whether what is
//! compared compares, whether a condition is one. Which cases there are is not looked at here.

mod compare;
mod sorts;
mod uses;

use super::Context;
use crate::text::Span;
use sorts::Sorts;

pub(super) fn run(context: &mut Context<'_>) {
    // behind an error of syntax the values are not those that were meant
    let broken = Broken::of(context);
    let mut sorts = Sorts::new(context);
    for used in uses::uses(context.document) {
        if !broken.touches(used.span()) {
            sorts.used(&used);
        }
    }
    let found = sorts.found;
    found.into_iter().for_each(|finding| context.report(finding));
}

/// What could not be read: spans apart from each other, in order.
struct Broken(Vec<Span>);

impl Broken {
    fn of(context: &Context<'_>) -> Self {
        let mut spans: Vec<Span> = context.source.errors.iter().map(|error| error.span).chain(context.document.broken.iter().copied()).collect();
        spans.sort_unstable();
        let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match apart.last_mut() {
                Some(last) if last.touches(span) => *last = last.to(span),
                _ => apart.push(span),
            }
        }
        Self(apart)
    }

    fn touches(&self, span: Span) -> bool {
        let first = self.0.partition_point(|broken| broken.end < span.start);
        self.0.get(first).is_some_and(|broken| broken.touches(span))
    }
}
