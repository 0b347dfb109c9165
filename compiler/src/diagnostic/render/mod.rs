//! How findings are shown. In: diagnostics, files that could not be read, and the texts they speak
//! of. Out: text for a person, one line each, or JSON; new texts with the fixes applied; the page of
//! a check for a terminal. Nothing here prints, and nothing here knows whether there is a terminal.

mod apply;
mod concise;
mod excerpt;
mod explain;
mod human;
mod inert;
mod json;
mod place;

use std::io;

use super::{Diagnostic, Severity, Sources, UNREADABLE_FILE};
use place::Places;

pub use apply::{Applied, Fixes, apply};
pub use explain::explain;

/// The schema of [`Format::Json`].
pub const JSON_SCHEMA: &str = include_str!("../../../schemas/check.schema.json");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The lines concerned with their labels, help and fixes.
    Human,
    /// One line for each finding.
    Concise,
    /// One JSON object, `sop-check/1`.
    Json,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether [`Format::Human`] and [`Format::Concise`] may use colours.
    pub colour: bool,
}

/// An error that has no place in a text: the file could not be read. Its level is `error`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// As [`Sources::path`].
    pub path: String,
    /// One sentence without a full stop.
    pub message: String,
    pub help: Option<String>,
}

/// All that one run has to say.
#[derive(Clone, Copy)]
pub struct Findings<'a> {
    pub diagnostics: &'a [Diagnostic],
    pub notices: &'a [Notice],
    pub sources: &'a dyn Sources,
    /// How many documents were looked at.
    pub documents: usize,
}

/// The counts of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    pub documents: usize,
    pub errors: usize,
    pub warnings: usize,
}

impl Findings<'_> {
    pub fn summary(&self) -> Summary {
        let count = |severity| self.diagnostics.iter().filter(|one| one.severity == severity).count();
        Summary { documents: self.documents, errors: count(Severity::Error) + self.notices.len(), warnings: count(Severity::Warning) }
    }
}

/// Writes `findings` to `out`, ordered by path, offset and check. What is `off` is left out; human
/// and concise output end without a summary (see [`summary_line`]). Fails only as `out` fails.
pub fn render(out: &mut dyn io::Write, findings: &Findings, format: Format, options: Options) -> io::Result<()> {
    let mut places = Places::new(findings.sources);
    match format {
        Format::Json => json::write(out, findings, &mut places)?,
        Format::Human | Format::Concise => {
            let mut text = String::new();
            for item in in_order(findings) {
                text.clear();
                match (format, item) {
                    (Format::Human, Item::Notice(notice)) => human::notice(&mut text, notice, options.colour),
                    (Format::Human, Item::Diagnostic(one)) => {
                        human::diagnostic(&mut text, one, &mut places, options.colour);
                    }
                    (_, Item::Notice(notice)) => concise::notice(&mut text, notice, options.colour),
                    (_, Item::Diagnostic(one)) => {
                        concise::diagnostic(&mut text, one, &mut places, options.colour);
                    }
                }
                out.write_all(text.as_bytes())?;
            }
        }
    }
    Ok(())
}

/// [`render`] into a string.
pub fn render_to_string(findings: &Findings, format: Format, options: Options) -> String {
    let mut out = Vec::new();
    match render(&mut out, findings, format, options) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// "42 documents, 2 errors, 1 warning".
pub fn summary_line(summary: Summary) -> String {
    let counted = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    format!("{}, {}, {}", counted(summary.documents, "document"), counted(summary.errors, "error"), counted(summary.warnings, "warning"))
}

#[derive(Clone, Copy)]
enum Item<'a> {
    Notice(&'a Notice),
    Diagnostic(&'a Diagnostic),
}

/// Everything that is shown, ordered by path, offset, check, and where all these are the same by
/// what is said.
fn in_order<'a>(findings: &Findings<'a>) -> Vec<Item<'a>> {
    let shown = findings.diagnostics.iter().filter(|one| one.severity != Severity::Off);
    let mut items: Vec<Item> = findings.notices.iter().map(Item::Notice).chain(shown.map(Item::Diagnostic)).collect();
    items.sort_by_key(|item| match item {
        Item::Notice(notice) => (notice.path.as_str(), 0, UNREADABLE_FILE.name, 0, notice.message.as_str()),
        Item::Diagnostic(one) => order(one, findings.sources),
    });
    items
}

fn order<'a>(one: &'a Diagnostic, sources: &'a dyn Sources) -> (&'a str, u32, &'static str, u32, &'a str) {
    (sources.path(one.file), one.span.start, one.check.name, one.span.end, one.message.as_str())
}

#[cfg(test)]
mod tests;
