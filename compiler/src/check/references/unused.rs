//! What is declared and never named: roles, facts, limits.

use crate::check::overview::broken_words;
use crate::check::{Context, edits};
use crate::diagnostic::{Check, Diagnostic, FileId, UNUSED_FACT, UNUSED_LIMIT, UNUSED_ROLE};
use crate::model::vocabulary::FactSource;
use crate::model::{Declaration, DeclarationKind, DocumentKind, RelationKind};
use crate::text::Span;
use crate::workspace::Resolved;
use rustc_hash::FxHashSet;

pub(super) fn unused_role(context: &mut Context<'_>) {
    let roles = unused(context, &UNUSED_ROLE, |kind| matches!(kind, DeclarationKind::Role { .. }));
    // somebody outside is given nothing to do, and need only be spoken of
    let is_external = |declaration: &&Declaration| matches!(declaration.kind, DeclarationKind::Role { external: true, .. });
    let (external, mut roles): (Vec<&Declaration>, Vec<&Declaration>) = roles.into_iter().partition(is_external);
    roles.extend(super::terms::in_no_text(context, external));
    for declaration in roles {
        let message = format!("nobody gives the role `{}` anything to do", declaration.name.text);
        let help = "give it the step that is missing, or remove it";
        let finding = finding(context, &UNUSED_ROLE, declaration, message).help(help);
        context.report(finding);
    }
}

pub(super) fn unused_fact(context: &mut Context<'_>) {
    let is_fact = |kind: &DeclarationKind| match kind {
        DeclarationKind::Fact { source, .. } => *source != FactSource::Inline,
        DeclarationKind::Definition { .. } => true,
        _ => false,
    };
    let facts = unused(context, &UNUSED_FACT, is_fact);
    let is_field = |declaration: &&Declaration| matches!(declaration.kind, DeclarationKind::Fact { source: FactSource::Field, .. });
    let (fields, facts): (Vec<&Declaration>, Vec<&Declaration>) = facts.into_iter().partition(is_field);
    for declaration in facts {
        let name = &declaration.name.text;
        let (message, help) = match declaration.kind {
            DeclarationKind::Definition { .. } => (format!("nothing reads the fact `{name}`"), "read it in a condition or a text, or remove it"),
            _ => (format!("nothing asks, records or reads the fact `{name}`"), "ask it where it matters, or remove it"),
        };
        let finding = finding(context, &UNUSED_FACT, declaration, message).help(help);
        context.report(finding);
    }
    // records are kept to be read later: the fields of a form that somebody uses are in use
    if fields.is_empty() || (context.document.kind == DocumentKind::Form && form_is_used(context)) {
        return;
    }
    if context.document.kind != DocumentKind::Form {
        for declaration in fields {
            let message = format!("nothing asks, records or reads the field `{}`", declaration.name.text);
            let finding = finding(context, &UNUSED_FACT, declaration, message).help("ask it where it matters, or remove it");
            context.report(finding);
        }
    } else if let [first, rest @ ..] = fields.as_slice() {
        // one finding for the whole form
        let (id, name) = (&context.document.id.text, &first.name.text);
        let others = match rest.len() {
            0 => String::new(),
            1 => " and one other field".to_owned(),
            count => format!(" and {count} other fields"),
        };
        let message = format!("no document uses the form `{id}`, so nothing asks or records `{name}`{others}");
        let help = format!("write `uses {id}` and `records {id}` where the form is filled in, or retire it");
        context.report(context.at(&UNUSED_FACT, first.name.span, message).help(help));
    }
}

fn form_is_used(context: &Context<'_>) -> bool {
    let id = &context.document.id.text;
    let uses = |file: &FileId| {
        let signature = context.workspace.signature(*file);
        signature.is_some_and(|signature| signature.relations.iter().any(|relation| relation.to == *id && relation.kind != RelationKind::Supersedes))
    };
    !context.overview.default_users(id).is_empty() || context.workspace.namers(id).iter().filter(|file| **file != context.id).any(uses)
}

pub(super) fn unused_limit(context: &mut Context<'_>) {
    for declaration in unused(context, &UNUSED_LIMIT, |kind| matches!(kind, DeclarationKind::Limit { .. })) {
        let message = format!("nothing refers to the limit `{}`", declaration.name.text);
        let help = "write its name where its number stands, or remove it";
        let finding = finding(context, &UNUSED_LIMIT, declaration, message).help(help);
        context.report(finding);
    }
}

fn finding(context: &Context<'_>, check: &'static Check, declaration: &Declaration, message: String) -> Diagnostic {
    let removal = edits::removal(&context.file.text, declaration.span);
    context.at(check, declaration.name.span, message).fix(format!("Remove `{}`", declaration.name.text), false, removal, "")
}

/// The declarations of a kind that nobody names.
pub(super) fn unused<'w>(context: &Context<'w>, check: &'static Check, is_one: impl Fn(&DeclarationKind) -> bool) -> Vec<&'w Declaration> {
    // of two documents with one id only one is meant, and which is told elsewhere
    let is_double = context.workspace.definers(&context.document.id.text).len() > 1;
    if context.is_retired() || is_double || !context.is_on(check) {
        return Vec::new();
    }
    // the first members are the declarations that have a name, in order
    let named = context.document.declarations.iter().filter(|declaration| !declaration.name.text.is_empty());
    let alone = |(at, declaration): (usize, &'w Declaration)| {
        (is_one(&declaration.kind) && context.workspace.use_count(context.id, at as u32) == 0).then_some((at as u32, declaration))
    };
    let mut found: Vec<(u32, &'w Declaration)> = named.enumerate().filter_map(alone).collect();
    if !found.is_empty() {
        let torn = Torn::of(context);
        found.retain(|(_, declaration)| !torn.touches(declaration.span));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let mut users = users(context);
    users.push(context.id);
    let touched = touched(context, &users);
    let broken: FxHashSet<&str> = users.iter().flat_map(|user| broken_words(context.workspace, *user)).collect();
    let is_mentioned = |at: u32, name: &str| touched.contains(&at) || broken.contains(name) || context.overview.is_unclear(name);
    found.into_iter().filter(|(at, declaration)| !is_mentioned(*at, &declaration.name.text)).map(|(_, declaration)| declaration).collect()
}

/// The lines with an error of syntax: what stands on one may be only half read.
struct Torn<'t> {
    text: &'t str,
    /// Where the errors begin, in order.
    errors: Vec<u32>,
}

impl<'t> Torn<'t> {
    fn of(context: &Context<'t>) -> Self {
        let mut errors: Vec<u32> = context.source.errors.iter().map(|error| error.span.start).collect();
        errors.sort_unstable();
        Self { text: &context.file.text, errors }
    }

    fn touches(&self, span: Span) -> bool {
        let start = self.text.get(..span.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at as u32 + 1);
        let rest = self.text.get(span.end as usize..).and_then(|behind| behind.find('\n'));
        let end = rest.map_or(self.text.len() as u32, |at| span.end + at as u32);
        let first = self.errors.partition_point(|error| *error < start);
        self.errors.get(first).is_some_and(|error| *error <= end)
    }
}

/// Everybody who has the names of this document in sight.
pub(super) fn users(context: &Context<'_>) -> Vec<FileId> {
    let id = &context.document.id.text;
    let mut users: Vec<FileId> = context.workspace.namers(id).iter().chain(context.overview.default_users(id)).copied().collect();
    users.sort_unstable();
    users.dedup();
    users.retain(|user| *user != context.id);
    users
}

/// The members that are named where something else is due, or where it is not clear who is meant.
fn touched(context: &Context<'_>, users: &[FileId]) -> FxHashSet<u32> {
    let mut touched = FxHashSet::default();
    for resolved in users.iter().filter_map(|user| context.workspace.source(*user)).flat_map(|source| &source.resolution) {
        match resolved {
            Resolved::WrongKind(file, at) if *file == context.id => {
                touched.insert(*at);
            }
            Resolved::Ambiguous(candidates) => touched.extend(candidates.iter().filter(|(file, _)| *file == context.id).map(|(_, at)| *at)),
            _ => {}
        }
    }
    touched
}
