//! Names of one kind where another kind is due; and what is due where.

use crate::check::Context;
use crate::diagnostic::{Diagnostic, FileId, WRONG_KIND};
use crate::model::{DocumentKind, MemberKind, Place, Reference};
use crate::workspace::Resolved;

/// What may stand at a place, with its article, and the bare word for "no … is called"; empty words
/// where anything may.
pub(super) fn wanted(place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Uses => ("a glossary, a form or a policy", "rule"),
        Place::Implements => ("a policy or one of its rules", "rule"),
        Place::Except => ("a rule", "rule"),
        Place::Supersedes => ("a document", "rule"),
        Place::Tests => ("a SOP or a work instruction", "procedure"),
        Place::Performs => ("a SOP", "entry"),
        Place::Follows => ("a work instruction", "entry"),
        Place::TriggeredBy => ("a form, a SOP or a work instruction", "element"),
        Place::Target => ("a step or an outcome of this document", "step or outcome"),
        Place::CalleeOutcome(_) => ("an outcome", "outcome"),
        Place::Role | Place::Actor => ("a role", "role"),
        Place::Value => ("a fact or a limit", "fact or limit"),
        Place::Fulfils => ("an activity", "activity"),
        Place::Duty => ("an activity or another event", "activity or event"),
        Place::Learned => ("a fact, a field or a form", "fact or field"),
        Place::Set => ("a fact", "fact"),
        Place::Table => ("a table", "table"),
        Place::Label => ("an element with a label", "element"),
        Place::Given => ("a fact or a decision", "fact or decision"),
        Place::TriggerLabel => ("a trigger", "trigger"),
        Place::Event | Place::Prose | Place::Thing => ("", ""),
    }
}

/// Whether a document itself, not a member, may stand at a place.
pub(super) fn fits_kind(place: Place, kind: DocumentKind) -> bool {
    use DocumentKind::*;
    match place {
        Place::Uses => matches!(kind, Glossary | Form | Policy),
        Place::Implements => kind == Policy,
        Place::Tests => matches!(kind, Sop | Wi),
        Place::Performs => kind == Sop,
        Place::Follows => kind == Wi,
        Place::TriggeredBy => matches!(kind, Sop | Wi | Form),
        Place::Learned => kind == Form,
        Place::Supersedes | Place::Prose | Place::Event | Place::Duty | Place::Thing => true,
        _ => false,
    }
}

pub(super) fn wrong_kind(context: &mut Context<'_>) {
    for (reference, resolved) in context.references() {
        let finding = match resolved {
            Resolved::Document(file) => document(context, reference, *file),
            Resolved::Member(file, at) => member_of_wrong_document(context, reference, *file, *at),
            Resolved::WrongKind(file, at) => member(context, reference, *file, *at),
            _ => None,
        };
        if let Some(finding) = finding {
            context.report(finding);
        }
    }
}

fn document(context: &Context<'_>, reference: &Reference, file: FileId) -> Option<Diagnostic> {
    let (id, other) = (reference.document.as_ref()?, context.workspace.document(file)?);
    let names_itself = id.text == context.document.id.text && matches!(reference.place, Place::Uses | Place::Implements);
    if fits_kind(reference.place, other.kind) || names_itself {
        return None;
    }
    let message = format!("`{}` is {}, where {} is due", id.text, other.kind.with_article(), wanted(reference.place).0);
    let finding = context.at(&WRONG_KIND, id.span, message).related(file, other.keyword.to(other.id.span), "it is declared here");
    Some(finding.help(match (reference.place, other.kind) {
        (Place::Follows, DocumentKind::Sop) => format!("a SOP is performed: `perform {}` on a line of its own", id.text),
        (Place::Performs, DocumentKind::Wi) => format!("a work instruction is followed: `follows {}`", id.text),
        (Place::Performs | Place::Follows, DocumentKind::Form) => format!("a form is filled in: `records {}`", id.text),
        (Place::Performs | Place::Follows, DocumentKind::Policy) => format!("a policy is implemented, in the header: `implements {}`", id.text),
        (Place::Implements, DocumentKind::Form | DocumentKind::Glossary) => format!("a document that lends its names is used: `uses {}`", id.text),
        (Place::Implements | Place::Uses, DocumentKind::Sop) => format!("a SOP is performed: `perform {}`", id.text),
        (Place::Implements | Place::Uses, DocumentKind::Wi) => format!("a work instruction is followed: `follows {}`", id.text),
        (Place::Target, DocumentKind::Sop) => format!("to go on in another procedure, write `perform {}` and then where its end leads", id.text),
        _ => format!("name {}", wanted(reference.place).0),
    }))
}

/// A rule of what is no policy, a jump into another document: the member exists and fits, its document does not.
fn member_of_wrong_document(context: &Context<'_>, reference: &Reference, file: FileId, at: u32) -> Option<Diagnostic> {
    let kind = context.workspace.signature(file)?.kind;
    let fits = match reference.place {
        Place::Performs | Place::Follows => fits_kind(reference.place, kind),
        Place::Target => file == context.id || context.document.kind == DocumentKind::Tests,
        _ => true,
    };
    if fits {
        return None;
    }
    let (id, name) = (context.id_of(file), reference.name());
    let (_, place) = context.member(file, at)?;
    let message = format!("`{name}` belongs to `{id}`, {}, where {} is due", kind.with_article(), wanted(reference.place).0);
    let finding = context.at(&WRONG_KIND, reference.span, message).related(file, place, format!("`{name}` is here"));
    Some(finding.help(match kind {
        DocumentKind::Sop => format!("a SOP is performed: `perform {id}.{name}`"),
        DocumentKind::Wi => format!("a work instruction is followed: `follows {id}`"),
        _ => format!("name {}", wanted(reference.place).0),
    }))
}

fn member(context: &Context<'_>, reference: &Reference, file: FileId, at: u32) -> Option<Diagnostic> {
    let name = reference.member.as_ref()?;
    let (member, place) = context.member(file, at)?;
    let is = member.kind.word();
    let article = if is.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    let message = format!("`{}` is {article} {is}, where {} is due", name.text, wanted(reference.place).0);
    let finding = context.at(&WRONG_KIND, name.span, message).related(file, place, format!("the {is} `{}`", name.text));
    Some(finding.help(match (reference.place, &member.kind) {
        (Place::Role | Place::Actor, MemberKind::System) => "name the role that works with the system; the system itself stands behind `tools`".to_owned(),
        (Place::Set | Place::Learned, MemberKind::Definition(_)) => "a fact by definition follows from others: ask those, or give this one a type".to_owned(),
        (Place::Set | Place::Learned, MemberKind::Limit(_)) => "a limit is fixed: declare a fact with a type".to_owned(),
        (Place::Set | Place::Learned, MemberKind::Judgement) => "a named judgement is made where it stands: declare a fact with a type".to_owned(),
        (Place::Target, MemberKind::Trigger) => "jump to the element that the trigger leads to".to_owned(),
        (Place::Performs | Place::Follows | Place::TriggeredBy, MemberKind::Rule { .. }) => "a rule is implemented, in the header".to_owned(),
        (place, _) => format!("name {}, or declare one with this name", wanted(place).0),
    }))
}
