//! What is said about a document. In: findings of the checks, as data. Out: diagnostics with their
//! places, fixes and level, and their renderings. Knows spans and files, nothing of what a
//! document says.

pub mod render;
mod table;

use crate::text::Span;
pub use table::*;

/// A file of the set at hand: an index into its [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// How much a finding matters. The order is the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Off,
    Hint,
    Info,
    Warning,
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub check: &'static Check,
    pub severity: Severity,
    /// One sentence without a full stop: what is wrong, with the names in backticks.
    pub message: String,
    pub file: FileId,
    pub span: Span,
    /// Other places that belong to it, each with what it has to do with it.
    pub related: Vec<Related>,
    /// The remedy, as one sentence.
    pub help: Option<String>,
    pub fixes: Vec<Fix>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub file: FileId,
    pub span: Span,
    pub message: String,
}

/// A mechanical remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    /// A safe fix keeps the meaning or states what the author plainly meant; others need a look.
    pub safe: bool,
    pub edits: Vec<FileEdit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    pub file: FileId,
    pub span: Span,
    pub text: String,
}

impl Diagnostic {
    /// A finding of `check` at its default level.
    pub fn new(check: &'static Check, file: FileId, span: Span, message: impl Into<String>) -> Self {
        let (message, severity) = (message.into(), check.severity);
        Self { check, severity, message, file, span, related: Vec::new(), help: None, fixes: Vec::new() }
    }

    pub fn related(mut self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { file, span, message: message.into() });
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a fix by one edit in the finding's own file.
    pub fn fix(mut self, title: impl Into<String>, safe: bool, span: Span, text: impl Into<String>) -> Self {
        let edit = FileEdit { file: self.file, span, text: text.into() };
        self.fixes.push(Fix { title: title.into(), safe, edits: vec![edit] });
        self
    }
}

/// The files that diagnostics speak of.
pub trait Sources {
    /// The path as the user gave it or would: relative to the current folder, with `/`.
    fn path(&self, file: FileId) -> &str;
    fn text(&self, file: FileId) -> &str;
}
