//! Defects of the writing.

use super::ground::{Ground, is_step};
use super::{Rule, rule};
use sopc::model::element::{Clauses, Strength};
use sopc::model::{DocumentKind, Element, ElementKind, MemberKind, Place, Text};
use sopc::text::Span;

pub fn rules() -> Vec<Rule> {
    vec![
        rule("caution-after-action", "a caution behind the last step", |ground| {
            let last = ground.document.elements.iter().rfind(|element| !is_silent(element)).filter(|last| is_step(last))?;
            Some(ground.insert(last.span.end, "\n  ⟦caution⟧ \"The plate is hot.\""))
        }),
        rule("empty-text", "the text of a step deleted", |ground| {
            let (_, text) = plain_step(ground)?;
            Some(ground.replace(text.span, "⟦\"\"⟧"))
        }),
        rule("image-without-alt", "the words for a picture deleted", |ground| {
            ground.first(|element| match &element.kind {
                ElementKind::Image { path, alt: Some(alt) } => Some(ground.mark(path.span).and(ground.remove(Span::new(path.span.end, alt.span.end)))),
                _ => None,
            })
        }),
        rule("inconsistent-term", "a term of two words written as one", |ground| {
            let used = ground.documents(&[Place::Uses]).map(|(_, file)| ground.signature(file));
            let two_words = |name: &str| name.contains('_') && name.chars().all(|char| char.is_ascii_lowercase() || char == '_');
            let term = used.flat_map(|signature| &signature.members).find(|member| member.kind == MemberKind::Term && two_words(&member.name))?;
            procedure(ground)?.at_start(&format!("note \"Mind the ⟦{}⟧.\"", term.name.replace('_', "")))
        }),
        rule("missing-label", "a step written twice", |ground| {
            let (step, text) = plain_step(ground).filter(|(step, _)| step.label.is_none())?;
            Some(ground.insert(step.span.end, format!("\n  step ⟦{}⟧", text.span.of(ground.text))))
        }),
        rule("modal-in-mandatory-step", "\"You should\" in front of an order", |ground| {
            // "you should find" and "you should get" tell what is to come
            let (_, text) = plain_step(ground).filter(|(_, text)| !["Find", "Get", "See"].iter().any(|verb| text.text.starts_with(verb)))?;
            let start = text.span.start + 1;
            let first = Span::new(start, start + 1).of(ground.text).to_lowercase();
            Some(ground.replace(Span::new(start, start + 1), format!("You ⟦should⟧ {first}")))
        }),
        rule("not-imperative", "a step that says what happens", |ground| procedure(ground)?.at_start("step \"⟦The gate is⟧ opened\"")),
        rule("placeholder", "TBD in a step", |ground| {
            // an honest gap is listed too
            let (_, text) = plain_step(ground).filter(|_| !ground.text.contains("todo \""))?;
            Some(ground.insert(text.span.end - 1, " ⟦TBD⟧"))
        }),
        rule("several-actions-in-step", "a step of three actions", |ground| {
            procedure(ground)?.at_start("step \"Count the cash, lock the safe and ⟦switch⟧ the alarm on\"")
        }),
        rule("undefined-abbreviation", "letters that nothing explains", |ground| procedure(ground)?.at_start("note \"Ask the ⟦QZX⟧ about it.\"")),
        rule("vague-quantity", "\"promptly\" at the end of a step", |ground| {
            let (_, text) = plain_step(ground)?;
            let end = text.span.end - 1 - u32::from(text.text.ends_with('.'));
            Some(ground.insert(end, " ⟦promptly⟧"))
        }),
    ]
}

fn procedure<'g, 'a>(ground: &'g Ground<'a>) -> Option<&'g Ground<'a>> {
    matches!(ground.document.kind, DocumentKind::Sop | DocumentKind::Wi).then_some(ground)
}

/// A step that must be done, with a text and nothing beside it that says when.
fn plain_step<'a>(ground: &Ground<'a>) -> Option<(&'a Element, &'a Text)> {
    procedure(ground)?.first(|element| match &element.kind {
        ElementKind::Step { strength: Strength::Must, text, clauses, .. } if text.references.is_empty() && !text.long && is_untimed(clauses) => {
            Some((element, text))
        }
        _ => None,
    })
}

fn is_untimed(clauses: &Clauses) -> bool {
    Clauses { by: None, ..clauses.clone() } == Clauses::default()
}

/// What does nothing, behind the last step.
fn is_silent(element: &Element) -> bool {
    use ElementKind::*;
    matches!(
        element.kind,
        Callout { .. } | Cites { .. } | Image { .. } | Prose { .. } | Todo { .. } | Done { .. } | Outcome { .. } | Jump { .. } | Things { .. }
    )
}
