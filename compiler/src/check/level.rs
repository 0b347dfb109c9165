//! What belongs on which level. In: a document. Out: what in it stands on a level where it does not
//! belong, each outermost place once, and the narrowest check that speaks of it. Reports nothing.

use super::Context;
use crate::diagnostic::{Check, DECISION_IN_WI, HANDOFF_IN_WI, STEPS_IN_POLICY, WRONG_LEVEL};
use crate::model::element::CallKind;
use crate::model::vocabulary::FactSource;
use crate::model::{DeclarationKind, DocumentKind, Element, ElementKind};
use crate::text::Span;
use crate::workspace::config::FIELDS;

/// Something on a wrong level.
pub(super) struct Misplaced<'d> {
    pub check: &'static Check,
    /// Where it is reported.
    pub at: Span,
    /// All of it.
    pub whole: Span,
    pub what: What<'d>,
}

pub(super) enum What<'d> {
    Element(&'d Element),
    Declaration(&'d DeclarationKind),
    Scenario,
    /// A field of the header, by its keyword.
    Field(&'d str),
    /// A field of the header that stands in a block, by its keyword.
    StrayField(&'d str),
}

/// Everything on a wrong level, in the order of its kinds: fields, declarations, elements, scenarios.
pub(super) fn misplaced<'w>(context: &Context<'w>) -> Vec<Misplaced<'w>> {
    let (document, kind) = (context.document, context.document.kind);
    let mut found: Vec<Misplaced<'w>> = Vec::new();
    for (field, whole) in &document.header.fields {
        if !takes_field(kind, &field.text) {
            found.push(Misplaced { check: &WRONG_LEVEL, at: field.span, whole: *whole, what: What::Field(&field.text) });
        }
    }
    let mut elements: Vec<Misplaced<'w>> = Vec::new();
    for declaration in &document.declarations {
        if !takes_declaration(kind, &declaration.kind) {
            let head = Span::new(declaration.span.start, declaration.name.span.end);
            found.push(Misplaced { check: &WRONG_LEVEL, at: head, whole: declaration.span, what: What::Declaration(&declaration.kind) });
        } else if let DeclarationKind::Rule { properties, .. } = &declaration.kind {
            properties.iter().for_each(|property| property.each(&mut |element| outermost(context, element, &mut elements)));
        }
    }
    context.elements.iter().for_each(|element| outermost(context, element, &mut elements));
    // what is declared inside a misplaced element goes with it
    let wholes = Wholes::of(&elements);
    found.retain(|inner| !wholes.cover(inner.whole));
    found.extend(elements);
    if matches!(kind, DocumentKind::Policy | DocumentKind::Form | DocumentKind::Glossary) {
        for scenario in &document.scenarios {
            let keyword = Span::new(scenario.span.start, scenario.span.start + "scenario".len() as u32);
            found.push(Misplaced { check: &WRONG_LEVEL, at: keyword, whole: scenario.span, what: What::Scenario });
        }
    }
    found
}

/// The places of what is misplaced; none lies in another.
pub(super) struct Wholes(Vec<Span>);

impl Wholes {
    pub fn of(misplaced: &[Misplaced<'_>]) -> Self {
        let mut wholes: Vec<Span> = misplaced.iter().map(|one| one.whole).collect();
        wholes.sort_unstable();
        Self(wholes)
    }

    pub fn cover(&self, span: Span) -> bool {
        let before = self.0.partition_point(|whole| whole.start <= span.start);
        before.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|whole| whole.covers(span))
    }
}

/// Keeps an element if it is misplaced and stands in no other; one inside another comes behind it.
fn outermost<'w>(context: &Context<'w>, element: &'w Element, found: &mut Vec<Misplaced<'w>>) {
    let stray = stray_field(context, element);
    let Some(check) = stray.map(|_| &WRONG_LEVEL).or_else(|| wrong(context.document.kind, &element.kind)) else { return };
    // a branch outside its decision is read as a section; the grammar has told of it
    let is_told = matches!(element.kind, ElementKind::Section { .. }) && !is_section(element.head.of(&context.file.text));
    if !is_told && !found.last().is_some_and(|outer| outer.whole.covers(element.span)) {
        let what = stray.map_or(What::Element(element), What::StrayField);
        found.push(Misplaced { check, at: element.head, whole: element.span, what });
    }
}

/// The keyword of a header field that stands in a block; where something could not be read, nobody knows
/// what it stands in.
fn stray_field<'w>(context: &Context<'w>, element: &Element) -> Option<&'w str> {
    let keyword = Some(element.head.of(&context.file.text)).filter(|word| element.kind == ElementKind::Misplaced && FIELDS.contains(word))?;
    let broken = &context.document.broken;
    let before = broken.partition_point(|part| part.start <= element.span.start);
    let is_told = before.checked_sub(1).and_then(|at| broken.get(at)).is_some_and(|part| part.covers(element.span));
    (!is_told).then_some(keyword)
}

fn is_section(head: &str) -> bool {
    head.starts_with("section") || head.starts_with("checklist")
}

/// The check that speaks of an element in a kind of document; none if it belongs there.
fn wrong(document: DocumentKind, element: &ElementKind) -> Option<&'static Check> {
    use ElementKind::*;
    if matches!(element, Callout { .. } | Cites { .. } | Image { .. } | Prose { .. } | Todo { .. } | ForAudience { .. } | Misplaced) {
        return None;
    }
    match document {
        DocumentKind::Sop => matches!(element, Control(_)).then_some(&WRONG_LEVEL),
        DocumentKind::Wi => match element {
            Decide { .. } => Some(&DECISION_IN_WI),
            Handoff { .. } => Some(&HANDOFF_IN_WI),
            Parallel { .. } | ForEach { parallel: true, .. } | Call { kind: CallKind::Perform, .. } | Control(_) => Some(&WRONG_LEVEL),
            _ => None,
        },
        DocumentKind::Policy => match element {
            Step { .. }
            | Section { .. }
            | If { .. }
            | Decide { .. }
            | Parallel { .. }
            | Repeat { .. }
            | ForEach { .. }
            | Call { .. }
            | Apply { .. }
            | Wait { .. }
            | WaitFor { .. }
            | Watcher(_)
            | Handoff { .. }
            | Jump { .. }
            | Notify { .. }
            | Consult { .. }
            | ApprovedBy { .. }
            | Say { .. }
            | Enter { .. } => Some(&STEPS_IN_POLICY),
            _ => Some(&WRONG_LEVEL),
        },
        DocumentKind::Form | DocumentKind::Glossary | DocumentKind::Tests => Some(&WRONG_LEVEL),
    }
}

fn takes_declaration(document: DocumentKind, declaration: &DeclarationKind) -> bool {
    use DocumentKind::*;
    match declaration {
        _ if document == Tests => matches!(declaration, DeclarationKind::Judgement),
        DeclarationKind::Fact { source: FactSource::Field, .. } => document == Form,
        DeclarationKind::Rule { .. } | DeclarationKind::Activity { .. } => document == Policy,
        DeclarationKind::Limit { .. } => document != Form,
        // a work instruction may have a list of rows, not a table that decides
        DeclarationKind::Table(table) => matches!(document, Policy | Sop) || (document == Wi && table.outputs.is_empty()),
        _ => true,
    }
}

/// Whether a header of this kind has the field.
pub(super) fn takes_field(document: DocumentKind, field: &str) -> bool {
    use DocumentKind::*;
    match field {
        _ if document == Tests => false,
        "implements" => matches!(document, Sop | Policy),
        "performer" => matches!(document, Sop | Wi),
        _ => true,
    }
}
