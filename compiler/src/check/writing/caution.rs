//! Cautions that come too late: behind the last action of their block. In: the elements. Out: findings at the
//! caution, with the action. What stands in the block of a step counts as before it.

use crate::check::{Context, edits};
use crate::diagnostic::{CAUTION_AFTER_ACTION, FileEdit, Fix};
use crate::model::element::CalloutKind;
use crate::model::{Element, ElementKind};
use crate::text::Span;

pub(super) fn caution_after_action(context: &mut Context<'_>) {
    if !context.is_on(&CAUTION_AFTER_ACTION) || !context.elements.iter().any(|element| is_caution(element)) {
        return;
    }
    let document = context.document;
    block(context, &document.elements);
    for element in context.elements.clone() {
        let is_step = matches!(element.kind, ElementKind::Step { .. });
        // each list with its targets; the own block of a step is before its action
        let mut own = is_step;
        element.each_block(&mut |elements| {
            if !std::mem::take(&mut own) {
                block(context, elements);
            }
        });
    }
}

fn is_caution(element: &Element) -> bool {
    matches!(element.kind, ElementKind::Callout { kind: CalloutKind::Caution | CalloutKind::Warning | CalloutKind::Danger, .. })
}

/// Whether an element does nothing, so that what stands behind it stands as if it were not there.
fn is_silent(element: &Element) -> bool {
    use ElementKind::*;
    matches!(
        element.kind,
        Callout { .. } | Cites { .. } | Image { .. } | Prose { .. } | Todo { .. } | Done { .. } | Outcome { .. } | Jump { .. } | Things { .. } | Misplaced
    )
}

fn block(context: &mut Context<'_>, elements: &[Element]) {
    let Some(last) = elements.iter().rposition(|element| !is_silent(element)) else { return };
    let Some(step) = elements.get(last).filter(|element| matches!(element.kind, ElementKind::Step { .. })) else { return };
    let text = context.file.text.as_ref();
    for caution in elements.iter().skip(last + 1).filter(|element| is_caution(element)) {
        let ElementKind::Callout { kind, .. } = &caution.kind else { continue };
        let word = kind.keyword();
        let finding = context.at(&CAUTION_AFTER_ACTION, caution.head, format!("this {word} is read when the action is done"));
        let mut finding = finding.related(context.id, step.head, "the last action before it");
        finding = finding.help("put it in front of the action that it is about, or into the block of that step");
        let moved = format!("{}\n{}", caution.span.of(text), indentation(text, step.span.start));
        let edit = |span: Span, text: String| FileEdit { file: context.id, span, text };
        let edits = vec![edit(Span::at(step.span.start), moved), edit(edits::removal(text, caution.span), String::new())];
        finding.fixes.push(Fix { title: format!("Move the {word} in front of the step"), safe: false, edits });
        context.report(finding);
    }
}

/// The blanks at the head of the line.
fn indentation(text: &str, at: u32) -> &str {
    let before = text.get(..at as usize).unwrap_or("");
    let line = before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or("");
    line.get(..line.len() - line.trim_start().len()).unwrap_or("")
}
