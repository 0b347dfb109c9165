//! Policies, and the procedures that carry them out.

use crate::check::Context;
use crate::check::level::Misplaced;
use crate::diagnostic::{FileId, POLICY_WITHOUT_SOP, RULE_NOT_IMPLEMENTED, SOP_WITHOUT_POLICY, STEPS_IN_POLICY};
use crate::model::{DocumentKind, MemberKind, RelationKind, Signature, Status};
use crate::text::Span;
use rustc_hash::FxHashSet;

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
    if !is_live(context, DocumentKind::Policy) || !context.signature().in_force() || controls || implementers(context).next().is_some() {
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
    // a policy is written before its procedures
    if !is_live(context, DocumentKind::Policy) || !context.signature().in_force() {
        return;
    }
    let id = &context.document.id.text;
    let implementers: Vec<&Signature> = implementers(context).collect();
    let carried_out = CarriedOut::of(id, &implementers);
    let summary = &context.source.summary;
    let rules = summary.signature.members.iter().zip(&summary.places);
    let is_open = |name: &str, kind: &MemberKind| matches!(kind, MemberKind::Rule { controls, .. } if *controls > 0) && !carried_out.has(name);
    let open: Vec<_> = rules.filter(|(member, _)| is_open(&member.name, &member.kind)).collect();
    if open.is_empty() || context.overview.in_broken(id) {
        return;
    }
    for (member, (name, _)) in open {
        let mut finding = context.at(&RULE_NOT_IMPLEMENTED, *name, format!("no SOP implements the rule `{}`, which has controls", member.name));
        finding = finding.help(format!("write `implements {id}.{}` in the SOP that carries it out", member.name));
        if let Some((file, except)) = left_out(context, &implementers, &member.name) {
            finding = finding.related(file, except, "it is left out here");
        }
        context.report(finding);
    }
}

/// The rules of a policy that some SOP carries out.
struct CarriedOut<'s> {
    named: FxHashSet<&'s str>,
    /// What every SOP leaves out that implements the policy as a whole; none where no SOP does.
    left_out: Option<FxHashSet<&'s str>>,
}

impl<'s> CarriedOut<'s> {
    fn of(policy: &str, sops: &[&'s Signature]) -> Self {
        let mut carried_out = Self { named: FxHashSet::default(), left_out: None };
        for sop in sops {
            let relations = || sop.relations(RelationKind::Implements).filter(|relation| relation.to == policy);
            carried_out.named.extend(relations().filter_map(|relation| relation.member.as_deref()));
            if relations().any(|relation| relation.member.is_none()) {
                let except = || sop.relations(RelationKind::Except).map(|except| except.to.as_str());
                match &mut carried_out.left_out {
                    None => carried_out.left_out = Some(except().collect()),
                    Some(left_out) if left_out.is_empty() => {}
                    Some(left_out) => {
                        let except: FxHashSet<&str> = except().collect();
                        left_out.retain(|rule| except.contains(rule));
                    }
                }
            }
        }
        carried_out
    }

    fn has(&self, rule: &str) -> bool {
        self.named.contains(rule) || self.left_out.as_ref().is_some_and(|left_out| !left_out.contains(rule))
    }
}

/// Where a SOP leaves a rule out by name.
fn left_out(context: &Context<'_>, sops: &[&Signature], rule: &str) -> Option<(FileId, Span)> {
    let sop = sops.iter().find(|sop| sop.relations(RelationKind::Except).any(|except| except.to == rule))?;
    let file = context.workspace.definer(&sop.id)?;
    let document = context.workspace.document(file)?;
    let mut except = document.header.except.iter().filter_map(|reference| document.reference(*reference));
    except.find(|reference| reference.name() == rule).map(|reference| (file, reference.span))
}

pub(super) fn sop_without_policy(context: &mut Context<'_>) {
    if !is_live(context, DocumentKind::Sop) || !context.document.header.implements.is_empty() || context.in_broken("implements") {
        return;
    }
    let id = &context.document.id;
    let message = format!("the SOP `{}` implements no policy", id.text);
    context.report(context.at(&SOP_WITHOUT_POLICY, id.span, message).help("write `implements POL-…` with the policy or the rule that it carries out"));
}

pub(super) fn steps_in_policy(context: &mut Context<'_>, misplaced: &[Misplaced<'_>]) {
    for one in misplaced.iter().filter(|one| one.check == &STEPS_IN_POLICY) {
        let word = one.at.of(&context.file.text).split_whitespace().next().unwrap_or("");
        let message = format!("this `{word}` says how, and a policy says what and why");
        let help = "move it to the SOP that implements this policy; what must happen is named by an `activity`";
        context.report(context.at(&STEPS_IN_POLICY, one.at, message).help(help));
    }
}
