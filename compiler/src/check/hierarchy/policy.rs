//! Policies, and the procedures that carry them out.

use crate::check::Context;
use crate::check::level::misplaced;
use crate::diagnostic::{POLICY_WITHOUT_SOP, RULE_NOT_IMPLEMENTED, SOP_WITHOUT_POLICY, STEPS_IN_POLICY};
use crate::model::{DocumentKind, MemberKind, RelationKind, Signature, Status};

/// The SOPs that implement the policy at hand, or a rule of it.
fn implementers<'w>(context: &Context<'w>) -> impl Iterator<Item = &'w Signature> + use<'w> {
    let (workspace, id) = (context.workspace, &context.document.id.text);
    let signatures = workspace.namers(id).iter().filter_map(|file| workspace.signature(*file));
    let carries_out = |signature: &&Signature| {
        let mut implemented = signature.relations(RelationKind::Implements);
        signature.kind == DocumentKind::Sop && signature.status != Some(Status::Retired) && implemented.any(|relation| relation.to == *id)
    };
    signatures.filter(carries_out)
}

fn is_live(context: &Context<'_>, kind: DocumentKind) -> bool {
    context.document.kind == kind && !context.is_retired() && !context.document.id.text.is_empty()
}

pub(super) fn policy_without_sop(context: &mut Context<'_>) {
    // a rule with controls speaks for itself
    let has_control = |kind: &MemberKind| matches!(kind, MemberKind::Rule { controls, .. } if *controls > 0);
    let controls = context.signature().members.iter().any(|member| has_control(&member.kind));
    if !is_live(context, DocumentKind::Policy) || controls || implementers(context).next().is_some() {
        return;
    }
    let id = &context.document.id;
    if context.overview.in_broken(&id.text) {
        return;
    }
    let help = format!("write `implements {}` in the SOP that carries it out, or write that SOP", id.text);
    context.report(context.at(&POLICY_WITHOUT_SOP, id.span, format!("no SOP implements the policy `{}`", id.text)).help(help));
}

pub(super) fn rule_not_implemented(context: &mut Context<'_>) {
    if !is_live(context, DocumentKind::Policy) {
        return;
    }
    let id = &context.document.id.text;
    let implementers: Vec<&Signature> = implementers(context).collect();
    let summary = &context.source.summary;
    for (member, (name, _)) in summary.signature.members.iter().zip(&summary.places) {
        if !matches!(member.kind, MemberKind::Rule { controls, .. } if controls > 0) {
            continue;
        }
        let leaves_out = |sop: &&&Signature| sop.relations(RelationKind::Except).any(|except| except.to == member.name);
        let names = |sop: &&Signature| sop.relations(RelationKind::Implements).any(|relation| relation.to == *id && relation.member.as_ref() == Some(&member.name));
        let takes_all = |sop: &&Signature| sop.relations(RelationKind::Implements).any(|relation| relation.to == *id && relation.member.is_none());
        if implementers.iter().any(|sop| names(sop) || (takes_all(sop) && !leaves_out(&sop))) || context.overview.in_broken(id) {
            continue;
        }
        let mut finding = context.at(&RULE_NOT_IMPLEMENTED, *name, format!("no SOP implements the rule `{}`, which has controls", member.name));
        finding = finding.help(format!("write `implements {id}.{}` in the SOP that carries it out", member.name));
        let sop = implementers.iter().find(|sop| leaves_out(sop)).and_then(|sop| context.workspace.definer(&sop.id));
        if let Some((file, document)) = sop.and_then(|file| Some((file, context.workspace.document(file)?))) {
            let mut except = document.header.except.iter().filter_map(|reference| document.reference(*reference));
            if let Some(except) = except.find(|reference| reference.name() == member.name) {
                finding = finding.related(file, except.span, "it is left out here");
            }
        }
        context.report(finding);
    }
}

pub(super) fn sop_without_policy(context: &mut Context<'_>) {
    if !is_live(context, DocumentKind::Sop) || !context.document.header.implements.is_empty() || context.in_broken("implements") {
        return;
    }
    let id = &context.document.id;
    let message = format!("the SOP `{}` implements no policy", id.text);
    context.report(context.at(&SOP_WITHOUT_POLICY, id.span, message).help("write `implements POL-…` with the policy or the rule that it carries out"));
}

pub(super) fn steps_in_policy(context: &mut Context<'_>) {
    if context.document.kind != DocumentKind::Policy {
        return;
    }
    for one in misplaced(context).into_iter().filter(|one| one.check == &STEPS_IN_POLICY) {
        let word = one.at.of(&context.file.text).split_whitespace().next().unwrap_or("");
        let message = format!("this `{word}` says how, and a policy says what and why");
        let help = "move it to the SOP that implements this policy; what must happen is named by an `activity`";
        context.report(context.at(&STEPS_IN_POLICY, one.at, message).help(help));
    }
}
