//! Quoted texts that stand for something written elsewhere: what a scenario gives, and the answers of
//! decisions. The words must be the same.

use crate::check::{Context, near};
use crate::diagnostic::{DANGLING_REFERENCE, Diagnostic, FileId};
use crate::model::scenario::{AssumptionKind, Subject};
use crate::model::{DocumentKind, Text};
use crate::workspace::{Resolved, Scope};
use smol_str::SmolStr;

pub(super) fn unknown_text(context: &mut Context<'_>) {
    unknown_answer(context);
    unknown_happening(context);
}

/// An answer that a labelled decision does not have.
fn unknown_answer(context: &mut Context<'_>) {
    let document = context.document;
    for (decision, text) in &document.answers {
        let Resolved::Member(file, at) = context.resolved(*decision) else { continue };
        let Some(signature) = context.workspace.signature(*file).filter(|_| !is_broken(context, *file)) else { continue };
        let answers = signature.answers_of(*at);
        if answers.is_empty() || answers.contains(&text.text) {
            continue;
        }
        let Some((member, place)) = context.member(*file, *at) else { continue };
        let finding = context.at(&DANGLING_REFERENCE, text.span, format!("`{}` has no answer `{}`", member.name, text.text));
        let all: Vec<String> = answers.iter().map(|answer| format!("`{answer}`")).collect();
        let finding = offer(finding, text, answers.iter(), || format!("its answers are {}", all.join(", ")));
        context.report(finding.related(*file, place, format!("the decision `{}`", member.name)));
    }
}

/// A judgement or happening that is given, and that no element of the tested document speaks of.
fn unknown_happening(context: &mut Context<'_>) {
    let document = context.document;
    let given = document.scenarios.iter().flat_map(|scenario| &scenario.given).filter_map(|assumption| match &assumption.kind {
        AssumptionKind::Happens { what: text, .. }
        | AssumptionKind::Value { of: Subject::Judgement(text), .. }
        | AssumptionKind::Late(Subject::Judgement(text))
        | AssumptionKind::Silent(Subject::Judgement(text)) => Some(text),
        _ => None,
    });
    let given: Vec<&Text> = given.collect();
    let Some(scope) = Scope::of(context.workspace, context.id).filter(|scope| !given.is_empty() && scope.is_complete()) else { return };
    let files: Vec<FileId> = scope.files().collect();
    if files.iter().any(|file| is_broken(context, *file)) {
        return;
    }
    let signatures = || files.iter().filter_map(|file| context.workspace.signature(*file));
    let tested = match document.kind {
        DocumentKind::Tests => document.about.and_then(|about| document.reference(about)).map_or("", |about| about.name()),
        _ => document.id.text.as_str(),
    };
    let mut findings = Vec::new();
    for text in given {
        if signatures().any(|signature| signature.quoted.binary_search(&text.text).is_ok()) {
            continue;
        }
        let finding = context.at(&DANGLING_REFERENCE, text.span, format!("nothing in `{tested}` speaks of `{}`", text.text));
        let all = signatures().flat_map(|signature| &signature.quoted);
        let help = || "use the words of a judgement or a happening of the procedure under test".to_owned();
        findings.push(offer(finding, text, all, help));
    }
    findings.into_iter().for_each(|finding| context.report(finding));
}

fn is_broken(context: &Context<'_>, file: FileId) -> bool {
    context.workspace.document(file).is_some_and(|document| !document.broken.is_empty())
}

/// The near text, or else the help.
fn offer<'t>(finding: Diagnostic, written: &Text, texts: impl Iterator<Item = &'t SmolStr>, help: impl Fn() -> String) -> Diagnostic {
    let Some((near, ())) = near::nearest(&written.text, texts.map(|text| (text.as_str(), ()))) else { return finding.help(help()) };
    let finding = finding.help(format!("did you mean `{near}`?"));
    if near.contains(['"', '\\']) {
        return finding;
    }
    finding.fix(format!("Write `{near}`"), false, written.span, format!("\"{near}\""))
}
