//! The checks. In: a workspace. Out: what is wrong in it, as diagnostics: one file a group, one
//! function a check. A check looks at one document and, through signatures, at those it has to do
//! with; levels, presets and suppressions are applied here, and nowhere else.

mod control_flow;
mod data;
mod document_control;
mod edits;
mod hierarchy;
mod level;
mod near;
mod overview;
mod policy;
mod references;
mod roles;
mod suppress;
mod syntax;
#[cfg(test)]
mod tests;
mod time;
mod units;
mod writing;

use crate::diagnostic::{Check, Diagnostic, FileId, Severity};
use crate::flow::{Flow, shape};
use crate::model::{Document, Element, Member, Place, RefId, Reference, Signature, Status};
use crate::text::Span;
use crate::workspace::config::Config;
use crate::workspace::{Content, File, Resolved, Source, Workspace};
use overview::Overview;
use rayon::prelude::*;
use smol_str::SmolStr;
use std::cell::OnceCell;
use std::rc::Rc;

/// What the checks depend on beside the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day on which things are due, `2026-11-22`. Without it nothing depends on the day.
    pub as_of: Option<SmolStr>,
}

/// Checks every file that was asked for. Sorted by file, place and check.
pub fn check(workspace: &Workspace, options: &Options) -> Vec<Diagnostic> {
    let asked: Vec<FileId> = workspace.file_ids().filter(|id| workspace.file(*id).is_some_and(|file| file.asked)).collect();
    let overview = Overview::whole(workspace);
    asked.into_par_iter().with_min_len(16).flat_map_iter(|id| check_in(&overview, workspace, id, options)).collect()
}

/// Checks one file. Sorted by place and check.
pub fn check_file(workspace: &Workspace, id: FileId, options: &Options) -> Vec<Diagnostic> {
    check_in(&Overview::around(workspace, id), workspace, id, options)
}

fn check_in(overview: &Overview<'_>, workspace: &Workspace, id: FileId, options: &Options) -> Vec<Diagnostic> {
    let Some(file) = workspace.file(id) else { return Vec::new() };
    let mut found = match &file.content {
        Content::Config(errors) => syntax::configuration(id, errors),
        Content::Source(source) => {
            let mut found = syntax::errors(id, source);
            if let Some(document) = &source.document {
                let mut elements = Vec::with_capacity(document.element_count as usize);
                document.each_element(&mut |element| elements.push(element));
                let mut context = Context { workspace, overview, options, id, file, source, document, elements, flow: OnceCell::new(), found };
                run(&mut context);
                found = context.found;
            }
            suppress::apply(id, file, source, options, found)
        }
    };
    found.retain_mut(|diagnostic| {
        diagnostic.severity = level(&file.config, diagnostic);
        diagnostic.severity != Severity::Off
    });
    found.sort_by(|a, b| (a.span, a.check.name, &a.message).cmp(&(b.span, b.check.name, &b.message)));
    found.dedup();
    found
}

fn run(context: &mut Context<'_>) {
    let misplaced = level::misplaced(context);
    references::run(context, &misplaced);
    hierarchy::run(context, &misplaced);
    control_flow::run(context);
    data::run(context);
    policy::run(context);
    roles::run(context);
    time::run(context);
    document_control::run(context);
    writing::run(context);
}

/// How much a finding matters. One that its check made lighter than usual stays so, unless the level
/// of the check was set by name.
fn level(config: &Config, diagnostic: &Diagnostic) -> Severity {
    let level = config.level(diagnostic.check);
    let is_set = config.levels.contains_key(diagnostic.check.name);
    if diagnostic.severity < diagnostic.check.severity && !is_set { level.min(diagnostic.severity) } else { level }
}

/// One document under check.
pub(crate) struct Context<'w> {
    pub workspace: &'w Workspace,
    pub overview: &'w Overview<'w>,
    pub options: &'w Options,
    pub id: FileId,
    pub file: &'w File,
    pub source: &'w Source,
    pub document: &'w Document,
    /// Every element of it, one inside another behind that one.
    pub elements: Vec<&'w Element>,
    flow: OnceCell<Option<Rc<Flow<'w>>>>,
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

    /// Its flow; none behind an error of syntax or a jump to nowhere, where the graph has holes that are no defects.
    pub fn flow(&self) -> Option<Rc<Flow<'w>>> {
        let build = || {
            let dangling = |(reference, resolved): (&Reference, &Resolved)| reference.place == Place::Target && !matches!(resolved, Resolved::Member(..));
            let has_holes = !self.source.errors.is_empty() || self.references().any(dangling);
            (!has_holes).then(|| Rc::new(shape(self.workspace, self.id, self.document)))
        };
        self.flow.get_or_init(build).clone()
    }

    pub fn signature(&self) -> &'w Signature {
        &self.source.summary.signature
    }

    /// Whether the document was withdrawn.
    pub fn is_retired(&self) -> bool {
        self.signature().status == Some(Status::Retired)
    }

    /// The id of the document in another file.
    pub fn id_of(&self, file: FileId) -> &'w str {
        self.workspace.signature(file).map_or("", |signature| signature.id.as_str())
    }

    /// A member of a document, and the place of its name.
    pub fn member(&self, file: FileId, at: u32) -> Option<(&'w Member, Span)> {
        let summary = &self.workspace.source(file)?.summary;
        let (name, _) = summary.places.get(at as usize)?;
        Some((summary.signature.members.get(at as usize)?, *name))
    }

    /// Whether a word stands in a part of the document that could not be read.
    pub fn in_broken(&self, word: &str) -> bool {
        overview::stands_in_broken(self.workspace, self.id, word)
    }
}
