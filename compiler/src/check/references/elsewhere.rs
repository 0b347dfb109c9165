//! Names that nothing in sight has, and a document has that is not in sight. In: a missing name. Out:
//! which document to name in the header, with the fix that does it.

use crate::check::Context;
use crate::diagnostic::{Diagnostic, FileId};
use crate::model::{DocumentKind, Place, Reference};
use crate::text::Span;
use crate::workspace::fits;

/// So many documents are offered.
const OFFERS: usize = 2;

/// The members of that name that would fit, the likeliest document first, one of each document.
pub(super) fn offers(context: &Context<'_>, reference: &Reference, name: &str) -> Vec<(FileId, u32)> {
    use Place::*;
    let looks_around = matches!(reference.place, Role | Actor | Value | Event | Fulfils | Duty | Learned | Set | Table | Prose);
    if !looks_around || context.document.kind == DocumentKind::Tests {
        return Vec::new();
    }
    let may_use = |kind: DocumentKind| match reference.place {
        Fulfils => kind == DocumentKind::Policy && context.document.kind == DocumentKind::Sop,
        _ => kind != DocumentKind::Policy || matches!(context.document.kind, DocumentKind::Sop | DocumentKind::Policy),
    };
    let mut found: Vec<(u8, &str, FileId, u32)> = Vec::new();
    for (file, at) in context.overview.offered(name).iter().copied().filter(|(file, _)| *file != context.id) {
        let Some(signature) = context.workspace.signature(file).filter(|signature| may_use(signature.kind)) else { continue };
        if signature.members.get(at as usize).is_some_and(|member| fits(reference.place, member)) {
            let distance = match signature.kind {
                DocumentKind::Glossary => 0,
                DocumentKind::Form => 1,
                _ => 2,
            };
            found.push((distance, signature.id.as_str(), file, at));
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(_, id, ..)| *id);
    found.into_iter().map(|(_, _, file, at)| (file, at)).collect()
}

/// Says where the name is, and offers to name that document in the header.
pub(super) fn offer(context: &Context<'_>, mut finding: Diagnostic, reference: &Reference, offers: &[(FileId, u32)]) -> Diagnostic {
    let field = if reference.place == Place::Fulfils { "implements" } else { "uses" };
    let (name, mut is, mut write) = (reference.name(), Vec::new(), Vec::new());
    for (file, at) in offers.iter().take(OFFERS) {
        let Some((member, span)) = context.member(*file, *at) else { continue };
        let (id, word) = (context.id_of(*file), member.kind.word());
        let article = if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        is.push(format!("{article} {word} of `{id}`"));
        write.push(format!("`{field} {id}`"));
        finding = finding.related(*file, span, format!("`{name}` is here"));
        let (place, text) = entry(context, field, id);
        finding = finding.fix(format!("Write `{field} {id}` in the header"), false, place, text);
    }
    finding.help(format!("`{name}` is {}: write {}", is.join(" and "), write.join(" or ")))
}

/// Where an id is added to a field of the header, and what is written there.
fn entry(context: &Context<'_>, field: &str, id: &str) -> (Span, String) {
    let (header, text) = (&context.document.header, &context.file.text);
    // behind `except` stand rules
    let goes_on = |span: &Span| !span.of(text).contains("except");
    if let Some((_, list)) = header.fields.iter().rev().find(|(name, span)| name.text == field && goes_on(span)) {
        return (Span::at(list.end), format!(", {id}"));
    }
    let last = header.fields.last().map(|(_, span)| span.end);
    let brace = || {
        let from = context.document.title.span.end.max(context.document.id.span.end);
        let rest = text.get(from as usize..).unwrap_or("");
        from + rest.find('{').map_or(0, |at| at as u32 + 1)
    };
    (Span::at(last.unwrap_or_else(brace)), format!("\n  {field} {id}"))
}
