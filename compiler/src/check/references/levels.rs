//! What stands on a level where it does not belong, and has no narrower name.

use crate::check::level::{Misplaced, What, Wholes};
use crate::check::{Context, edits};
use crate::diagnostic::{Diagnostic, FileEdit, Fix, Severity, WRONG_LEVEL};
use crate::model::vocabulary::FactSource;
use crate::model::{DeclarationKind, DocumentKind, ElementKind, MemberKind, Place, Reference};
use crate::text::Span;
use crate::workspace::Resolved;

pub(super) fn wrong_level(context: &mut Context<'_>, all: &[Misplaced<'_>]) {
    for one in all.iter().filter(|one| one.check == &WRONG_LEVEL) {
        let finding = finding(context, one);
        context.report(finding);
    }
    let wholes = Wholes::of(all);
    for (reference, resolved) in context.references() {
        if wholes.cover(reference.span) {
            continue;
        }
        if let Some(finding) = jump(context, reference, resolved).or_else(|| upwards(context, reference, resolved)) {
            context.report(finding);
        }
    }
}

fn finding(context: &Context<'_>, one: &Misplaced<'_>) -> Diagnostic {
    let kind = context.document.kind;
    let (level, word) = (kind.with_article(), first_word(context, one.at));
    let message = match &one.what {
        What::Field(field) => format!("`{field}` says nothing in the header of {level}"),
        What::StrayField(field) => format!("`{field}` belongs in the header, and stands in a block here"),
        _ => format!("`{word}` does not belong in {level}"),
    };
    let finding = context.at(&WRONG_LEVEL, one.at, message);
    match (&one.what, kind) {
        (_, DocumentKind::Tests) => finding.help("a tests document holds scenarios only"),
        (What::StrayField(field), _) => to_header(context, finding.help("move it to the top level of the document"), field, one.whole),
        (What::Declaration(DeclarationKind::Rule { .. }), _) => {
            finding.help("move the rule to a policy, and implement that; standing orders of one procedure are written `always \"…\"` or `never \"…\"`")
        }
        (What::Declaration(DeclarationKind::Activity { .. }), _) => {
            finding.help("move the activity to the policy whose rules speak of it, and write `fulfils` here")
        }
        (What::Declaration(DeclarationKind::Fact { source: FactSource::Field, .. }), _) => {
            let keyword = Span::new(one.at.start, one.at.start + word.len() as u32);
            let finding = finding.help("move the field to a form, or make it a fact of this document");
            if word == "field" { finding.fix("Write `fact`", false, keyword, "fact") } else { finding }
        }
        (What::Declaration(DeclarationKind::Limit { .. }), _) => finding.help("move the limit to the policy or the procedure that it limits"),
        (What::Declaration(DeclarationKind::Table(_)), DocumentKind::Wi) => {
            finding.help("move the table that decides to the SOP or to a policy; a list of rows may stay")
        }
        (What::Declaration(_), _) => finding.help("move it to a policy or a SOP"),
        (What::Scenario, _) => finding.help("move the scenario to the SOP that it is about"),
        (What::Field("implements"), _) => finding.help("a SOP implements policies; to use the names of one, write `uses`"),
        (What::Field(_), _) => finding.help("remove it; who does the work stands in SOPs and work instructions"),
        (What::Element(element), _) => finding.help(remedy(&element.kind, kind)),
    }
}

/// Offers to move a field to the end of the header, which does not have it.
fn to_header(context: &Context<'_>, mut finding: Diagnostic, field: &str, whole: Span) -> Diagnostic {
    let (fields, text) = (&context.document.header.fields, &context.file.text);
    let Some((_, last)) = fields.last().filter(|_| fields.iter().all(|(keyword, _)| keyword.text != field)) else { return finding };
    let edit = |span, text| FileEdit { file: context.id, span, text };
    let edits = vec![edit(Span::at(last.end), format!("\n  {}", whole.of(text))), edit(edits::removal(text, whole), String::new())];
    finding.fixes.push(Fix { title: format!("Move `{field}` to the header"), safe: false, edits });
    finding
}

fn remedy(element: &ElementKind, document: DocumentKind) -> &'static str {
    match (element, document) {
        (ElementKind::Control(_), DocumentKind::Policy) => "move the control into the rule that it belongs to: `rule name \"…\" { … }`",
        (ElementKind::Control(_), _) => "move the control to a rule of a policy",
        (ElementKind::Parallel { .. } | ElementKind::ForEach { .. }, DocumentKind::Wi) => {
            "write one line after the other; what really runs side by side belongs in the SOP"
        }
        (ElementKind::Call { .. }, DocumentKind::Wi) => "a work instruction follows other work instructions; let the SOP perform this one",
        (ElementKind::Standing { .. }, DocumentKind::Policy) => "write it as a rule: `rule name \"…\"`",
        (ElementKind::Trigger { .. } | ElementKind::Outcome { .. }, _) => "move it to the SOP that starts and ends there",
        (_, DocumentKind::Policy) => "move it to the SOP that implements this policy",
        _ => "move it to the SOP or the work instruction where it is done",
    }
}

fn first_word<'w>(context: &Context<'w>, span: Span) -> &'w str {
    span.of(&context.file.text).split_whitespace().next().unwrap_or("")
}

/// A jump of a work instruction to anything but an outcome.
fn jump(context: &Context<'_>, reference: &Reference, resolved: &Resolved) -> Option<Diagnostic> {
    let Resolved::Member(file, at) = resolved else { return None };
    let in_scenario = || context.document.scenarios.iter().any(|scenario| scenario.span.covers(reference.span));
    if context.document.kind != DocumentKind::Wi || reference.place != Place::Target || *file != context.id {
        return None;
    }
    let (member, place) = context.member(*file, *at)?;
    if member.kind != MemberKind::Label || in_scenario() {
        return None;
    }
    let message = format!("this work instruction jumps to `{}`, where a straight line is due", member.name);
    let finding = context.at(&WRONG_LEVEL, reference.span, message).related(*file, place, format!("`{}` is here", member.name));
    Some(finding.help("jump only to an outcome; write `repeat`, `if` or `check … else` for what comes back to the line, or make this a SOP"))
}

/// A reference to a document of a level that this one does not speak of; it works, so it weighs less.
fn upwards(context: &Context<'_>, reference: &Reference, resolved: &Resolved) -> Option<Diagnostic> {
    use DocumentKind::*;
    let (Resolved::Document(file) | Resolved::Member(file, _)) = resolved else { return None };
    let id = reference.document.as_ref()?;
    let (from, to) = (context.document.kind, context.workspace.signature(*file)?.kind);
    let may = match from {
        Sop | Tests => true,
        Policy => matches!(to, Policy | Form | Glossary),
        Wi => matches!(to, Wi | Form | Glossary),
        Form | Glossary => matches!(to, Form | Glossary),
    };
    // where the kind is wrong anyway, `wrong-kind` says so
    let is_told = matches!(resolved, Resolved::Document(_)) && !super::kinds::fits_kind(reference.place, to);
    if may || is_told || reference.place == Place::Supersedes || id.text == context.document.id.text {
        return None;
    }
    let message = format!("{} refers to `{}`, {}", from.with_article(), id.text, to.with_article());
    let mut finding = context.at(&WRONG_LEVEL, id.span, message);
    finding.severity = Severity::Warning;
    Some(finding.help(match (from, to) {
        (Wi, Sop) => "let the SOP refer to this work instruction; how the task ends is said by an `outcome`",
        (Wi, _) => "let the SOP that follows this work instruction implement the policy, and hand on what matters here",
        (Policy, _) => "let the procedure implement this policy; the policy says what and why",
        _ => "let the procedures refer to this document; it only lends its words and fields",
    }))
}
