//! The checks. In: a workspace. Out: what is wrong in it, as diagnostics: one file a group, one
//! function a check. A check looks at one document and, through signatures, at those it has to do
//! with; levels, presets and suppressions are applied here, and nowhere else.

mod control_flow;
mod suppress;
mod syntax;

use crate::diagnostic::{Check, Diagnostic, FileId, Severity};
use crate::model::{Document, RefId, Reference, Signature};
use crate::text::Span;
use crate::workspace::{Content, File, Resolved, Source, Workspace};
use rayon::prelude::*;
use smol_str::SmolStr;

/// What the checks depend on beside the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day on which things are due, `2026-11-22`. Without it nothing depends on the day.
    pub as_of: Option<SmolStr>,
}

/// Checks every file that was asked for. Sorted by file, place and check.
pub fn check(workspace: &Workspace, options: &Options) -> Vec<Diagnostic> {
    let asked: Vec<FileId> = workspace.file_ids().filter(|id| workspace.file(*id).is_some_and(|file| file.asked)).collect();
    asked.into_par_iter().with_min_len(16).flat_map_iter(|id| check_file(workspace, id, options)).collect()
}

/// Checks one file. Sorted by place and check.
pub fn check_file(workspace: &Workspace, id: FileId, options: &Options) -> Vec<Diagnostic> {
    let Some(file) = workspace.file(id) else { return Vec::new() };
    let mut found = match &file.content {
        Content::Config(errors) => syntax::configuration(id, errors),
        Content::Source(source) => {
            let mut found = syntax::errors(id, source);
            if let Some(document) = &source.document {
                let mut context = Context { workspace, id, file, source, document, options, found };
                run(&mut context);
                found = context.found;
            }
            suppress::apply(id, file, source, options, found)
        }
    };
    found.retain_mut(|diagnostic| {
        diagnostic.severity = file.config.level(diagnostic.check);
        diagnostic.severity != Severity::Off
    });
    found.sort_by(|a, b| (a.span, a.check.name, &a.message).cmp(&(b.span, b.check.name, &b.message)));
    found.dedup();
    found
}

fn run(context: &mut Context<'_>) {
    control_flow::run(context);
}

/// One document under check.
pub(crate) struct Context<'w> {
    pub workspace: &'w Workspace,
    pub id: FileId,
    pub file: &'w File,
    pub source: &'w Source,
    pub document: &'w Document,
    pub options: &'w Options,
    found: Vec<Diagnostic>,
}

impl<'w> Context<'w> {
    /// Whether a check is on for this file; one that costs something asks first.
    pub fn is_on(&self, check: &Check) -> bool {
        self.file.config.level(check) != Severity::Off
    }

    /// A finding in this file, to be completed and reported.
    pub fn at(&self, check: &'static Check, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(check, self.id, span, message)
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub fn resolved(&self, reference: RefId) -> &'w Resolved {
        self.workspace.resolved(self.id, reference)
    }

    /// The references of the document, each with what it stands for.
    pub fn references(&self) -> impl Iterator<Item = (&'w Reference, &'w Resolved)> + use<'w> {
        self.document.references.iter().zip(&self.source.resolution)
    }

    pub fn signature(&self) -> &'w Signature {
        &self.source.summary.signature
    }
}
