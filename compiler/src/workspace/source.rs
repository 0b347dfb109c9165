//! One file of a workspace. In: its path and text. Out: its document, read and summarised.

use super::config::{Config, ConfigError};
use super::resolve::Resolved;
use crate::model::{self, Document, Summary, Suppression};
use crate::syntax::{self, SyntaxError};
use smol_str::SmolStr;
use std::path::PathBuf;
use std::sync::Arc;

pub struct File {
    /// Relative to the root.
    pub path: PathBuf,
    /// As the user would write it.
    pub shown: String,
    pub text: Arc<str>,
    /// Whether the user asked for findings in it.
    pub asked: bool,
    pub config: Arc<Config>,
    pub content: Content,
}

pub enum Content {
    Source(Box<Source>),
    /// A `sop.toml`, and what is wrong in it.
    Config(Vec<ConfigError>),
}

#[derive(Default)]
pub struct Source {
    pub errors: Vec<SyntaxError>,
    /// The first document of the file: there should be no other.
    pub document: Option<Document>,
    pub summary: Summary,
    pub suppressions: Vec<Suppression>,
    /// What each reference of the document means, by its number.
    pub resolution: Vec<Resolved>,
}

impl File {
    pub(super) fn config(path: PathBuf, shown: String, text: String, errors: Vec<ConfigError>, config: Arc<Config>) -> Self {
        Self { path, shown, text: text.into(), asked: true, config, content: Content::Config(errors) }
    }

    pub(super) fn source(path: PathBuf, shown: String, text: String, asked: bool, config: Arc<Config>) -> Self {
        let parsed = syntax::parse(&text);
        let document = model::documents(&parsed, &text).into_iter().next();
        let summary = document.as_ref().map(model::summary).unwrap_or_default();
        let suppressions = model::suppressions(&text, &parsed.comments);
        let source = Source { errors: parsed.errors, document, summary, suppressions, resolution: Vec::new() };
        Self { path, shown, text: text.into(), asked, config, content: Content::Source(Box::new(source)) }
    }

    pub fn as_source(&self) -> Option<&Source> {
        match &self.content {
            Content::Source(source) => Some(source),
            Content::Config(_) => None,
        }
    }

    pub(super) fn as_source_mut(&mut self) -> Option<&mut Source> {
        match &mut self.content {
            Content::Source(source) => Some(source),
            Content::Config(_) => None,
        }
    }
}

impl Source {
    /// The id that this file defines; a tests document defines none.
    pub(super) fn defined(&self) -> Option<SmolStr> {
        let document = self.document.as_ref()?;
        let defines = document.kind != model::DocumentKind::Tests && !document.id.text.is_empty();
        defines.then(|| document.id.text.clone())
    }

    /// The ids that it names, each once.
    pub(super) fn named(&self) -> Vec<SmolStr> {
        let references = self.document.iter().flat_map(|document| &document.references);
        let mut named: Vec<SmolStr> = references.filter_map(|reference| reference.document.as_ref()).map(|name| name.text.clone()).collect();
        named.sort_unstable();
        named.dedup();
        named
    }
}
