//! Names that nothing defines, and names that two documents define. The near name is offered.

use super::kinds::{fits_kind, wanted};
use super::{elsewhere, fillers};
use crate::check::{Context, near};
use crate::diagnostic::{AMBIGUOUS_NAME, DANGLING_REFERENCE, Diagnostic, FileEdit, FileId, Fix};
use crate::model::{MemberKind, Name, Place, RefId, Reference};
use crate::workspace::{Missing, Resolved, Scope};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

pub(super) fn dangling_reference(context: &mut Context<'_>) {
    let mut names = None;
    for (reference, resolved) in context.references() {
        let Resolved::Missing(missing) = resolved else { continue };
        let finding = match missing {
            Missing::Unclear => continue,
            Missing::Document => missing_document(context, reference),
            Missing::Member(_) | Missing::Name => {
                let names = names.get_or_insert_with(|| NearNames::of(context));
                missing_name(context, names, reference, *missing)
            }
        };
        if let Some(finding) = finding {
            context.report(finding);
        }
    }
}

fn missing_document(context: &Context<'_>, reference: &Reference) -> Option<Diagnostic> {
    let id = reference.document.as_ref()?;
    let finding = context.at(&DANGLING_REFERENCE, id.span, format!("no document is called `{}`", id.text));
    // whatever lends a name may be meant in front of one
    let lends = reference.member.is_some() && takes_qualified(reference.place);
    let fits = |kind| lends || fits_kind(reference.place, kind);
    let Some(near) = context.overview.near_id(&id.text, &context.document.id.text, fits) else {
        return Some(finding.help("write this document, or correct the id"));
    };
    let finding = finding.help(format!("did you mean `{near}`?")).fix(format!("Write `{near}`"), false, id.span, near.as_str());
    let definer = context.workspace.definer(&near).and_then(|file| Some((file, context.workspace.document(file)?)));
    Some(match definer {
        Some((file, document)) => finding.related(file, document.id.span, format!("`{near}` is here")),
        None => finding,
    })
}

fn missing_name(context: &Context<'_>, names: &mut NearNames<'_>, reference: &Reference, missing: Missing) -> Option<Diagnostic> {
    let name = reference.member.as_ref()?;
    // a word in what could not be read is no name
    let errors = &context.source.errors;
    let before = errors.partition_point(|error| error.span.start <= name.span.start);
    if before.checked_sub(1).and_then(|at| errors.get(at)).is_some_and(|error| error.span.covers(name.span)) {
        return None;
    }
    let finding = context.at(&DANGLING_REFERENCE, name.span, message(context, reference, name, missing));
    if let Some(own) = fillers::length_of_time(&name.text).filter(|_| matches!(reference.place, Place::Learned | Place::Value | Place::Event)) {
        return Some(finding.help(format!("a length of time is a number and a unit: `{own}`")).fix(format!("Write `{own}`"), false, name.span, own));
    }
    let is_filler = missing == Missing::Name && matches!(reference.place, Place::Value | Place::Learned | Place::Set | Place::Role | Place::Actor);
    if let Some(help) = fillers::remedy(&name.text).filter(|_| is_filler) {
        return Some(finding.help(help));
    }
    let near = names.nearest(reference, &name.text);
    let elsewhere = if missing == Missing::Name { elsewhere::offers(context, reference, &name.text) } else { Vec::new() };
    let Some((near, place)) = near else {
        return Some(match elsewhere.as_slice() {
            [] => finding.help(remedy(reference, missing, &name.text)),
            offers => elsewhere::offer(context, finding, reference, offers),
        });
    };
    if !elsewhere.is_empty() {
        let finding = elsewhere::offer(context, finding, reference, &elsewhere);
        let help = format!("{}; or did you mean `{near}`?", finding.help.clone().unwrap_or_default());
        return Some(finding.help(help).fix(format!("Write `{near}`"), false, name.span, near.as_str()));
    }
    let finding = finding.help(format!("did you mean `{near}`?")).fix(format!("Write `{near}`"), false, name.span, near.as_str());
    Some(match place.and_then(|(file, at)| Some((file, context.member(file, at)?.1))) {
        Some((file, span)) => finding.related(file, span, format!("`{near}` is here")),
        None => finding,
    })
}

/// A name, and the member that it stands for.
type Meant = (SmolStr, Option<(FileId, u32)>);

/// A name as written: where it stands, in which document, and what it is compared with.
type Asked = (SmolStr, Place, Option<SmolStr>, Option<RefId>);

/// What was probably meant by the missing names of a document.
struct NearNames<'w> {
    scope: Option<Scope<'w>>,
    /// What was found for a name as written, where the same names could stand.
    known: FxHashMap<Asked, Option<Meant>>,
    /// How many names may still be compared: a document full of errors is not searched without end.
    budget: usize,
}

impl<'w> NearNames<'w> {
    fn of(context: &Context<'w>) -> Self {
        Self { scope: Scope::of(context.workspace, context.id), known: FxHashMap::default(), budget: 1_000_000 }
    }

    fn nearest(&mut self, reference: &Reference, written: &SmolStr) -> Option<Meant> {
        let id = reference.document.as_ref().map(|id| id.text.clone());
        let key = (written.clone(), reference.place, id, reference.against);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let mut names = Vec::new();
        if let Some(scope) = self.scope.as_ref().filter(|_| self.budget > 0) {
            scope.each_name(reference, &mut |name, place| names.push((name.as_str(), place)));
        }
        self.budget = self.budget.saturating_sub(names.len());
        let near = near::nearest(written, names.into_iter()).map(|(name, place)| (SmolStr::new(name), place));
        self.known.insert(key, near.clone());
        near
    }
}

fn message(context: &Context<'_>, reference: &Reference, name: &Name, missing: Missing) -> String {
    let name = &name.text;
    if let Missing::Member(file) = missing {
        let id = context.id_of(file);
        return match wanted(reference.place).1 {
            "" => format!("`{id}` has nothing called `{name}`"),
            word => format!("`{id}` has no {word} called `{name}`"),
        };
    }
    if let Some(fact) = enumeration(context, reference) {
        return format!("`{fact}` has no value called `{name}`");
    }
    match wanted(reference.place).1 {
        "" => format!("nothing is called `{name}`"),
        word => format!("no {word} is called `{name}`"),
    }
}

/// The fact that the name is compared with, if it has a list of values.
fn enumeration<'w>(context: &Context<'w>, reference: &Reference) -> Option<&'w str> {
    let fact = reference.against.filter(|_| reference.place == Place::Value)?;
    let Resolved::Member(file, at) = context.resolved(fact) else { return None };
    let (member, _) = context.member(*file, *at)?;
    match &member.kind {
        MemberKind::Fact { values, .. } if !values.is_empty() => Some(member.name.as_str()),
        _ => None,
    }
}

fn remedy(reference: &Reference, missing: Missing, name: &str) -> String {
    if matches!(missing, Missing::Member(_)) {
        return "correct the name, or declare it in that document".to_owned();
    }
    match reference.place {
        Place::Role | Place::Actor => format!("declare it, `role {name} \"…\"`, or use a document that does"),
        Place::Target => format!("give the place this label, or add `outcome {name} \"…\"`"),
        Place::Fulfils => "name an activity of a policy that this document implements".to_owned(),
        Place::Learned | Place::Set | Place::Value => format!("declare it, `fact {name}: yes/no \"…\"`, or use a document that does"),
        Place::Label | Place::TriggerLabel | Place::Given => "use the label of an element of the procedure under test".to_owned(),
        Place::CalleeOutcome(_) => "name an outcome of what is called".to_owned(),
        Place::Except => "name a rule of a policy that this document implements".to_owned(),
        Place::Table => format!("add `table {name} {{ … }}`, or use a document that has it"),
        _ => "correct the name, or declare it here or in a document that this one uses".to_owned(),
    }
}

pub(super) fn ambiguous_name(context: &mut Context<'_>) {
    for (reference, resolved) in context.references() {
        let (Resolved::Ambiguous(candidates), Some(name)) = (resolved, &reference.member) else { continue };
        let ids: Vec<String> = candidates.iter().map(|(file, _)| format!("`{}`", context.id_of(*file))).collect();
        let message = format!("`{}` is defined in {}, and each is as near as the other", name.text, ids.join(" and in "));
        let mut finding = context.at(&AMBIGUOUS_NAME, name.span, message);
        for (file, at) in candidates {
            if let Some((member, span)) = context.member(*file, *at) {
                finding = finding.related(*file, span, format!("the {} of `{}`", member.kind.word(), context.id_of(*file)));
            }
        }
        let first = candidates.first().map_or("", |(file, _)| context.id_of(*file));
        if takes_qualified(reference.place) {
            finding = finding.help(format!("say which one is meant: `{first}.{}`", name.text));
            for (file, _) in candidates {
                finding.fixes.push(qualified(context, *file, name));
            }
        } else {
            finding = finding.help("declare the name in this document, or use only one of the two");
        }
        context.report(finding);
    }
}

fn qualified(context: &Context<'_>, file: FileId, name: &Name) -> Fix {
    let text = format!("{}.{}", context.id_of(file), name.text);
    Fix { title: format!("Write `{text}`"), safe: false, edits: vec![FileEdit { file: context.id, span: name.span, text }] }
}

/// Whether the language takes `ID.name` at a place.
fn takes_qualified(place: Place) -> bool {
    matches!(place, Place::Value | Place::Event | Place::Fulfils | Place::Duty | Place::Learned | Place::Table | Place::Prose)
}
