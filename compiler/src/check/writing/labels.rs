//! Twins: unlabelled elements side by side with one text. In: the elements. Out: a finding at each but the first.

use crate::check::Context;
use crate::diagnostic::MISSING_LABEL;
use crate::model::{Element, ElementKind, Text};
use rustc_hash::FxHashMap;

pub(super) fn missing_label(context: &mut Context<'_>) {
    if !context.is_on(&MISSING_LABEL) {
        return;
    }
    let document = context.document;
    let mut seen = FxHashMap::default();
    block(context, &document.elements, &mut seen);
    for element in context.elements.clone() {
        element.each_block(&mut |elements| block(context, elements, &mut seen));
    }
}

/// What others might want to speak of: its keyword and text.
fn named(element: &Element) -> Option<(&'static str, &Text)> {
    match &element.kind {
        ElementKind::Step { text, .. } => Some(("step", text)),
        ElementKind::Section { any_order, text, .. } => Some((if *any_order { "checklist" } else { "section" }, text)),
        ElementKind::Decide { text, .. } => Some(("decide", text)),
        _ => None,
    }
}

type Seen<'w> = FxHashMap<(&'static str, &'w str), &'w Element>;

fn block<'w>(context: &mut Context<'w>, elements: &'w [Element], seen: &mut Seen<'w>) {
    if elements.len() < 2 {
        return;
    }
    seen.clear();
    for element in elements {
        let Some((kind, text)) = named(element).filter(|(_, text)| element.label.is_none() && !text.text.trim().is_empty()) else { continue };
        let first = *seen.entry((kind, text.text.trim())).or_insert(element);
        if std::ptr::eq(first, element) {
            continue;
        }
        let message = format!("another {kind} beside this one has the same text, and neither has a label");
        let finding = context.at(&MISSING_LABEL, text.span, message).related(context.id, first.head, "the other one");
        context.report(finding.help(format!("give it a label, `{kind} again \"…\"`, or say in the text what is different")));
    }
}
