//! The file `sop.toml`. In: its text. Out: what it configures, and every error with its place. Reads
//! no file; which folders a configuration governs is `discover`'s part.

mod calendar;
mod document;
mod exclude;
mod keys;
mod pattern;
mod reader;
mod schema;
pub(crate) mod suggest;

use std::collections::BTreeMap;

use crate::diagnostic::{Check, Preset, Severity};
use crate::model::value::Calendar;
use crate::text::Span;
pub use calendar::CalendarKeys;
pub use exclude::Exclude;
pub use pattern::Pattern;
pub use schema::schema;

/// The name of the file.
pub const FILE_NAME: &str = "sop.toml";

/// The kinds of document that have an id of their own, by their keyword.
pub const KINDS: [&str; 5] = ["policy", "sop", "wi", "form", "glossary"];

/// The fields of a header that may be required.
pub const FIELDS: [&str; 19] = [
    "version",
    "status",
    "language",
    "owner",
    "author",
    "reviewed",
    "approved",
    "effective",
    "review",
    "uses",
    "implements",
    "supersedes",
    "performer",
    "scope",
    "purpose",
    "audience",
    "tags",
    "retain",
    "history",
];

/// What is wrong at one place of a `sop.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The key or the value that is wrong, in bytes of the file.
    pub span: Span,
    pub message: String,
    /// The remedy.
    pub help: String,
}

/// The edition of the language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    #[default]
    E2026,
}

/// What one `sop.toml` says, or, after [`Config::over`], what holds in its folder. `None` and missing
/// entries were not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The folder is a workspace of its own, where ids and names end.
    pub root: bool,
    pub edition: Option<Edition>,
    pub calendar: CalendarKeys,
    pub preset: Option<Preset>,
    /// The levels set by name, by the name of the check.
    pub levels: BTreeMap<&'static str, Severity>,
    /// What ids look like, by kind.
    pub ids: BTreeMap<&'static str, Pattern>,
    /// The header fields that every document has.
    pub required: Option<Vec<&'static str>>,
    /// The header fields that a document of one kind has besides, by kind.
    pub required_by_kind: BTreeMap<&'static str, Vec<&'static str>>,
    /// The ids that every document uses without saying so.
    pub uses: Option<Vec<String>>,
    /// Paths that are left out, as lines of a `.gitignore`, relative to the file's own folder. Lists
    /// of several folders add up, each where it stands; so [`Config::over`] leaves this one alone.
    pub exclude: Vec<String>,
}

/// Reads a `sop.toml`. Total: what is right is kept, what is wrong is reported, in the order of the
/// text. A text above 4 GiB is beyond what a span can say.
pub fn parse(text: &str) -> (Config, Vec<ConfigError>) {
    let (table, syntax) = document::read(text);
    let (config, mut errors) = reader::read(&table);
    // What recovery from a syntax error made up on its line is no error of the author's.
    let line = |span: Span| text.get(..span.start as usize).map_or(0, |before| before.matches('\n').count());
    let broken: Vec<usize> = syntax.iter().map(|error| line(error.span)).collect();
    if !broken.is_empty() {
        errors.retain(|error| !broken.contains(&line(error.span)));
    }
    errors.extend(syntax);
    errors.sort_by_key(|error| error.span);
    (config, errors)
}

impl Config {
    /// This configuration with the gaps filled from that of the folder around it: key by key, the
    /// nearer one wins. Nothing is taken over by a folder that is a workspace of its own.
    pub fn over(self, outer: &Config) -> Config {
        if self.root {
            return self;
        }
        Config {
            root: false,
            edition: self.edition.or(outer.edition),
            calendar: self.calendar.over(&outer.calendar),
            preset: self.preset.or(outer.preset),
            levels: nearer(self.levels, &outer.levels),
            ids: nearer(self.ids, &outer.ids),
            required: self.required.or_else(|| outer.required.clone()),
            required_by_kind: nearer(self.required_by_kind, &outer.required_by_kind),
            uses: self.uses.or_else(|| outer.uses.clone()),
            exclude: self.exclude,
        }
    }

    /// How much a finding of `check` matters here: the level set by name; else off where the preset
    /// leaves the check out; else the check's own level.
    pub fn level(&self, check: &Check) -> Severity {
        match self.levels.get(check.name) {
            Some(level) => *level,
            None if check.preset > self.preset() => Severity::Off,
            None => check.severity,
        }
    }

    /// The preset that holds: `recommended` where nothing else is said.
    pub fn preset(&self) -> Preset {
        self.preset.unwrap_or(Preset::Recommended)
    }

    /// The pattern that ids of `kind` (its keyword) follow, if one is configured.
    pub fn id_pattern(&self, kind: &str) -> Option<&Pattern> {
        self.ids.get(kind)
    }

    /// The header fields that a document of `kind` (its keyword) has: those of every document, then
    /// its own, each once.
    pub fn required_fields(&self, kind: &str) -> Vec<&'static str> {
        let own = self.required_by_kind.get(kind);
        let mut fields = self.required.clone().unwrap_or_default();
        fields.extend(own.into_iter().flatten());
        let mut seen = Vec::with_capacity(fields.len());
        fields.retain(|field| {
            !seen.contains(field) && {
                seen.push(*field);
                true
            }
        });
        fields
    }

    /// What business days are counted by.
    pub fn calendar(&self) -> Calendar {
        self.calendar.calendar()
    }

    /// The ids that every document uses without saying so.
    pub fn default_uses(&self) -> &[String] {
        self.uses.as_deref().unwrap_or_default()
    }
}

fn nearer<T: Clone>(mut inner: BTreeMap<&'static str, T>, outer: &BTreeMap<&'static str, T>) -> BTreeMap<&'static str, T> {
    for (name, value) in outer {
        inner.entry(name).or_insert_with(|| value.clone());
    }
    inner
}

#[cfg(test)]
mod tests;
