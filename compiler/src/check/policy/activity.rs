//! `unfulfilled-activity`: what a rule demands, or allows in some cases, and nobody does.

use super::fulfilled::Fulfilled;
use crate::check::Context;
use crate::diagnostic::{Diagnostic, FileId, Severity, UNFULFILLED_ACTIVITY};
use crate::model::vocabulary::{Control, ControlKind};
use crate::model::{Declaration, DeclarationKind, DocumentKind, Event, MemberKind, RefId, RelationKind, Signature, Status};
use crate::text::Span;
use crate::workspace::Resolved;
use rustc_hash::{FxHashMap, FxHashSet};

/// An activity that a control names.
#[derive(Clone, Copy)]
struct Named<'w> {
    file: FileId,
    at: u32,
    policy: &'w str,
    name: &'w str,
    /// Where the control names it.
    span: Span,
}

/// What was found out about a policy.
struct Search<'w> {
    /// Whatever these SOPs fulfil.
    by: FxHashMap<Vec<FileId>, Fulfilled<'w>>,
    /// Whatever anybody fulfils who has the policy in sight.
    by_anybody: Option<Fulfilled<'w>>,
    told: FxHashSet<(FileId, u32)>,
}

pub(super) fn unfulfilled_activity(context: &mut Context<'_>) {
    if !context.is_on(&UNFULFILLED_ACTIVITY) {
        return;
    }
    let document = context.document;
    let mut search = Search { by: FxHashMap::default(), by_anybody: None, told: FxHashSet::default() };
    for rule in &document.declarations {
        let DeclarationKind::Rule { controls, .. } = &rule.kind else { continue };
        for control in controls {
            let finding = match control.kind {
                ControlKind::Require => required(context, &mut search, rule, control),
                ControlKind::Forbid if is_conditional(control) => allowed(context, &mut search, rule, control),
                _ => None,
            };
            if let Some(finding) = finding {
                context.report(finding);
            }
        }
    }
}

/// What is forbidden `when` something holds is done as a rule; `unless` and `before` speak of what is not.
fn is_conditional(control: &Control) -> bool {
    control.guard.when.is_some() && control.guard.unless.is_none() && control.before.is_none() && control.after.is_none()
}

/// The activities that a control names; none if one of its events is no activity, or is another's business.
fn named<'w>(context: &Context<'w>, control: &Control) -> Vec<Named<'w>> {
    let mut all = Vec::new();
    for event in &control.of {
        let Event::Ref(reference) = event else { return Vec::new() };
        match activity(context, *reference) {
            Some(activity) => all.push(activity),
            None => return Vec::new(),
        }
    }
    let outside = |by: &crate::model::element::Actors| by.roles.iter().any(|role| is_external(context, *role));
    if control.by.as_ref().is_some_and(outside) {
        return Vec::new();
    }
    all
}

fn activity<'w>(context: &Context<'w>, reference: RefId) -> Option<Named<'w>> {
    let Resolved::Member(file, at) = context.resolved(reference) else { return None };
    let (member, _) = context.member(*file, *at)?;
    let MemberKind::Activity { external } = member.kind else { return None };
    // whoever does it in another policy is not known here
    let by = (*file == context.id).then(|| context.workspace.declaration(*file, *at)).flatten().map(|declaration| &declaration.kind);
    let is_outside = match by {
        Some(DeclarationKind::Activity { by: Some(role) }) => is_external(context, *role),
        Some(_) => false,
        None => external,
    };
    let span = context.document.reference(reference)?.span;
    (!is_outside).then(|| Named { file: *file, at: *at, policy: context.id_of(*file), name: member.name.as_str(), span })
}

/// Whether a role stands outside, or is not known.
fn is_external(context: &Context<'_>, role: RefId) -> bool {
    match context.resolved(role) {
        Resolved::Member(file, at) => !matches!(context.member(*file, *at), Some((member, _)) if member.kind == MemberKind::Role { external: false }),
        _ => true,
    }
}

/// No SOP that implements the rule fulfils what it requires.
fn required<'w>(context: &Context<'w>, search: &mut Search<'w>, rule: &Declaration, control: &Control) -> Option<Diagnostic> {
    let named = named(context, control);
    let first = *named.first()?;
    let sops = implementers(context, &rule.name.text);
    // then the whole rule is reported
    let sop = *sops.first()?;
    let fulfilled = search.by.entry(sops).or_insert_with_key(|sops| Fulfilled::by(context, sops));
    if named.iter().any(|activity| fulfilled.has(activity.policy, activity.name)) || !search.told.insert((first.file, first.at)) {
        return None;
    }
    let names: Vec<String> = named.iter().map(|activity| format!("`{}`", activity.name)).collect();
    let message = format!("no SOP that implements the rule `{}` fulfils {}", rule.name.text, names.join(" or "));
    let document = context.workspace.document(sop)?;
    let finding = report(context, first, message).related(sop, document.id.span, format!("`{}` implements the rule", document.id.text));
    Some(
        finding
            .help(format!("write `fulfils {}` in the step that does it, or name the outsider who does: `activity {} \"…\" by ROLE`", first.name, first.name)),
    )
}

/// Nobody does what a rule allows.
fn allowed<'w>(context: &Context<'w>, search: &mut Search<'w>, rule: &Declaration, control: &Control) -> Option<Diagnostic> {
    let named = named(context, control);
    let anybody = search.by_anybody.get_or_insert_with(|| {
        let id = &context.document.id.text;
        let users = context.workspace.namers(id).iter().chain(context.overview.default_users(id)).copied();
        Fulfilled::by_any(context, users)
    });
    let is_own = |activity: &&Named<'_>| activity.file == context.id;
    let open = *named.iter().filter(is_own).find(|activity| !anybody.has(activity.policy, activity.name))?;
    if !search.told.insert((open.file, open.at)) {
        return None;
    }
    let message = format!("no procedure fulfils `{}`, which the rule `{}` allows in some cases", open.name, rule.name.text);
    let mut finding = report(context, open, message);
    // a rule may also speak of what nobody should ever do as part of the work
    finding.severity = Severity::Hint;
    Some(finding.help(format!("write `fulfils {}` in the step that does it, or the rule is held against nothing", open.name)))
}

/// At the activity if it is declared here, else where it is named.
fn report(context: &Context<'_>, activity: Named<'_>, message: String) -> Diagnostic {
    let declared = context.member(activity.file, activity.at).filter(|_| activity.file == context.id);
    match declared {
        Some((_, place)) => context.at(&UNFULFILLED_ACTIVITY, place, message).related(context.id, activity.span, "the rule names it here"),
        None => context.at(&UNFULFILLED_ACTIVITY, activity.span, message),
    }
}

/// The SOPs that implement a rule of the policy at hand, in order.
fn implementers(context: &Context<'_>, rule: &str) -> Vec<FileId> {
    let id = &context.document.id.text;
    let carries_out = |signature: &Signature| {
        let mut implemented = signature.relations(RelationKind::Implements).filter(|relation| relation.to == *id);
        let left_out = || signature.relations(RelationKind::Except).any(|except| except.to == rule);
        implemented.any(|relation| relation.member.as_ref().map_or_else(|| !left_out(), |member| member == rule))
    };
    let is_one = |file: &FileId| {
        let sop = context.workspace.signature(*file).filter(|signature| signature.kind == DocumentKind::Sop && signature.status != Some(Status::Retired));
        sop.is_some_and(carries_out)
    };
    context.workspace.namers(id).iter().copied().filter(is_one).collect()
}
