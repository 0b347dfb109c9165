//! One id for two documents, one name for two things.

use crate::check::Context;
use crate::diagnostic::{DUPLICATE_ID, DUPLICATE_NAME};
use crate::model::vocabulary::FactSource;
use crate::model::{Class, Declaration, DeclarationKind, DocumentKind};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// So many of the others are named.
const OTHERS: usize = 4;

pub(super) fn duplicate_id(context: &mut Context<'_>) {
    let id = &context.document.id;
    let definers = context.workspace.definers(&id.text);
    if definers.len() < 2 || context.document.kind == DocumentKind::Tests {
        return;
    }
    let message = match definers.len() {
        2 => format!("another document is called `{}` too", id.text),
        count => format!("{} other documents are called `{}` too", count - 1, id.text),
    };
    let mut finding = context.at(&DUPLICATE_ID, id.span, message).help("give each document an id of its own, or delete the copy");
    for file in definers.iter().filter(|file| **file != context.id).take(OTHERS) {
        if let Some(document) = context.workspace.document(*file) {
            finding = finding.related(*file, document.id.span, format!("`{}` is here too", id.text));
        }
    }
    context.report(finding);
}

pub(super) fn duplicate_name(context: &mut Context<'_>) {
    let summary = &context.source.summary;
    let mut first: FxHashMap<(Class, &str), Span> = FxHashMap::default();
    let mut declared: Option<Declared<'_>> = None;
    let mut places: Vec<_> = summary.signature.members.iter().zip(&summary.places).collect();
    places.sort_by_key(|(_, (name, _))| *name);
    for (member, (name, _)) in places {
        let key = (member.kind.class(), member.name.as_str());
        let Some(before) = first.get(&key).copied() else {
            first.insert(key, *name);
            continue;
        };
        let all = || context.document.declarations.iter().map(|declaration| (declaration.name.span, declaration)).collect();
        let declared = declared.get_or_insert_with(all);
        if same_judgement(declared, before, *name) {
            continue;
        }
        let message = match member.kind.class() {
            Class::Label => format!("the label `{}` is given a second time", member.name),
            _ => format!("`{}` is declared a second time", member.name),
        };
        let mut finding = context.at(&DUPLICATE_NAME, *name, message).related(context.id, before, format!("the first `{}`", member.name));
        finding = match declared.get(name) {
            Some(again) if is_inline(again) => {
                let finding = finding.help("it is declared already: here the bare name is enough");
                let text = member.name.to_string();
                finding.fix(format!("Write only `{text}`"), false, again.span, text)
            }
            _ => finding.help("give one of the two another name"),
        };
        context.report(finding);
    }
}

/// The declarations by the places of their names.
type Declared<'d> = FxHashMap<Span, &'d Declaration>;

fn is_inline(declaration: &Declaration) -> bool {
    matches!(declaration.kind, DeclarationKind::Fact { source: FactSource::Inline, .. })
}

/// A named judgement may be written out again: it is the same one if the words are.
fn same_judgement(declared: &Declared<'_>, one: Span, other: Span) -> bool {
    let words = |name| declared.get(&name).filter(|found| found.kind == DeclarationKind::Judgement).and_then(|found| found.text.as_ref());
    match (words(one), words(other)) {
        (Some(one), Some(other)) => one.text == other.text,
        _ => false,
    }
}
