//! What cannot be read: errors of syntax in documents, and of `sop.toml`.

use crate::diagnostic::{Diagnostic, FileEdit, FileId, Fix, SYNTAX_ERROR, WRONG_CONFIGURATION};
use crate::workspace::Source;
use crate::workspace::config::ConfigError;

pub(super) fn errors(file: FileId, source: &Source) -> Vec<Diagnostic> {
    let diagnostic = |error: &crate::syntax::SyntaxError| {
        let mut diagnostic = Diagnostic::new(&SYNTAX_ERROR, file, error.span, error.message.clone());
        diagnostic.help = error.help.clone();
        if let Some((span, message)) = &error.related {
            diagnostic = diagnostic.related(file, *span, message.clone());
        }
        if let Some((title, edits)) = &error.fix {
            let edits = edits.iter().map(|edit| FileEdit { file, span: edit.span, text: edit.text.clone() }).collect();
            diagnostic.fixes.push(Fix { title: title.clone(), safe: error.safe, edits });
        }
        diagnostic
    };
    source.errors.iter().map(diagnostic).collect()
}

pub(super) fn configuration(file: FileId, errors: &[ConfigError]) -> Vec<Diagnostic> {
    let diagnostic = |error: &ConfigError| Diagnostic::new(&WRONG_CONFIGURATION, file, error.span, error.message.clone()).help(error.help.clone());
    errors.iter().map(diagnostic).collect()
}
