//! From keys and values to the configuration. In: the tree of a `sop.toml`. Out: what it configures
//! and the errors of meaning: unknown keys and names, wrong types, bad values.

use super::document::{Entry, Item, Table, Value};
use super::keys::{self, Key};
use super::suggest::{listed, nearest};
use super::{Config, ConfigError, Edition, FIELDS, KINDS, Pattern, calendar, exclude};
use crate::diagnostic::{self, Preset, Severity};
use crate::text::Span;

pub(super) const LEVELS: [Severity; 5] = [Severity::Off, Severity::Hint, Severity::Info, Severity::Warning, Severity::Error];
pub(super) const PRESETS: [(&str, Preset); 3] = [("correctness", Preset::Correctness), ("recommended", Preset::Recommended), ("regulated", Preset::Regulated)];
pub(super) const EDITIONS: [(&str, Edition); 1] = [("2026", Edition::E2026)];

pub(super) fn read(table: &Table) -> (Config, Vec<ConfigError>) {
    let mut reader = Reader { config: Config::default(), errors: Vec::new() };
    reader.top(table);
    (reader.config, reader.errors)
}

struct Reader {
    config: Config,
    errors: Vec<ConfigError>,
}

impl Reader {
    fn top(&mut self, table: &Table) {
        for entry in table {
            match entry.key.as_str() {
                "root" => match &entry.item.value {
                    Value::Truth(root) => self.config.root = *root,
                    other => self.wrong_type(entry, keys::TOP, "`true` or `false`", other, entry.item.span),
                },
                "edition" => {
                    if let Some(name) = self.text(entry, keys::TOP) {
                        self.config.edition = self.one_of("edition", name, entry.item.span, &EDITIONS);
                    }
                }
                "calendar" => self.each(entry, Self::calendar),
                "checks" => self.each(entry, Self::checks),
                "ids" => self.each(entry, Self::ids),
                "metadata" => self.each(entry, Self::metadata),
                "defaults" => self.each(entry, Self::defaults),
                "files" => self.each(entry, Self::files),
                _ => self.unknown_at_top(entry),
            }
        }
    }

    fn calendar(&mut self, entry: &Entry) {
        match entry.key.as_str() {
            "working-days" => {
                let days = self.list(entry, keys::CALENDAR, |reader, item, name| match calendar::day(name) {
                    Some(day) => Some(day),
                    None => reader.unknown("day of the week", name, item, &calendar::DAYS),
                });
                self.config.calendar.working_days = days.filter(|days| !days.is_empty()).map(|days| days.into_iter().collect());
                if matches!(&entry.item.value, Value::List(items) if items.is_empty()) {
                    let message = "`working-days` names no day, so no deadline in business days would ever end";
                    self.error(entry.item.span, message, "name at least one day, or leave the key out");
                }
            }
            "holidays" => self.holidays(entry),
            "time-zone" => {
                if let Some(name) = self.text(entry, keys::CALENDAR) {
                    self.config.calendar.time_zone = calendar::zone(name);
                    if self.config.calendar.time_zone.is_none() {
                        let zones = calendar::zones();
                        let help = match nearest(name, zones.iter().map(String::as_str)) {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => "write a name of the IANA database, such as `Europe/Zurich` or `UTC`".into(),
                        };
                        self.error(entry.item.span, format!("there is no time zone `{name}`"), help);
                    }
                }
            }
            _ => self.unknown_key(entry, "calendar", keys::CALENDAR),
        }
    }

    fn holidays(&mut self, entry: &Entry) {
        let Value::List(items) = &entry.item.value else {
            return self.wrong_type(entry, keys::CALENDAR, "a list of dates", &entry.item.value, entry.item.span);
        };
        let mut holidays = std::collections::BTreeSet::new();
        for item in items {
            let date = match &item.value {
                Value::Date { year, month, day } => calendar::date(*year, *month, *day),
                other => {
                    self.wrong_type(entry, keys::CALENDAR, "dates without quotes or a time", other, item.span);
                    continue;
                }
            };
            match date {
                None => self.error(item.span, "the calendar has no such date", "correct the month or the day"),
                Some(date) if !holidays.insert(date) => self.twice(item.span, &date.to_string()),
                Some(_) => {}
            }
        }
        self.config.calendar.holidays = Some(holidays);
    }

    fn checks(&mut self, entry: &Entry) {
        if entry.key == "preset" {
            if let Some(name) = self.text(entry, keys::CHECKS) {
                self.config.preset = self.one_of("preset", name, entry.item.span, &PRESETS);
            }
            return;
        }
        let Some(check) = diagnostic::check(&entry.key) else {
            let names = diagnostic::checks().iter().map(|check| check.name);
            let help = match nearest(&entry.key, names.chain(["preset"])) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`sopc explain --all` lists the checks".to_string(),
            };
            return self.error(entry.key_span, format!("there is no check `{}`", entry.key), help);
        };
        match &entry.item.value {
            Value::Text(name) => {
                let known = LEVELS.map(|level| (level.name(), level));
                if let Some(level) = self.one_of("level", name, entry.item.span, &known) {
                    self.config.levels.insert(check.name, level);
                }
            }
            other => {
                let message = format!("`{}` wants a level, not {}", check.name, other.kind());
                let help = format!("write {} in quotes", listed(LEVELS.map(Severity::name)));
                self.error(entry.item.span, message, help);
            }
        }
    }

    fn ids(&mut self, entry: &Entry) {
        let Some(kind) = kind(&entry.key) else {
            return self.unknown_key(entry, "ids", keys::IDS);
        };
        let Some(source) = self.text(entry, keys::IDS) else { return };
        match Pattern::new(source) {
            Ok(pattern) => {
                self.config.ids.insert(kind, pattern);
            }
            Err(reason) => {
                let message = format!("`{source}` is no regular expression: {reason}");
                self.error(entry.item.span, message, format!("write it like `{}`", example(keys::IDS, kind)));
            }
        }
    }

    fn metadata(&mut self, entry: &Entry) {
        if entry.key == "required" {
            self.config.required = self.fields(entry);
        } else if let Some(kind) = kind(&entry.key) {
            let Value::Table(table) = &entry.item.value else {
                return self.wrong_type(entry, keys::METADATA, "a table", &entry.item.value, entry.item.span);
            };
            for inner in table {
                if inner.key != "required" {
                    self.unknown_key(inner, &format!("metadata.{kind}"), keys::REQUIRED);
                } else if let Some(fields) = self.fields(inner) {
                    self.config.required_by_kind.insert(kind, fields);
                }
            }
        } else {
            self.unknown_key(entry, "metadata", keys::METADATA);
        }
    }

    fn fields(&mut self, entry: &Entry) -> Option<Vec<&'static str>> {
        self.list(entry, keys::REQUIRED, |reader, item, name| match FIELDS.into_iter().find(|field| *field == name) {
            Some(field) => Some(field),
            None => reader.unknown("header field", name, item, &FIELDS),
        })
    }

    fn defaults(&mut self, entry: &Entry) {
        if entry.key != "uses" {
            return self.unknown_key(entry, "defaults", keys::DEFAULTS);
        }
        self.config.uses = self.list(entry, keys::DEFAULTS, |reader, item, id| {
            if is_document_id(id) {
                return Some(id.to_string());
            }
            let upper = id.to_uppercase();
            let help = if is_document_id(&upper) {
                format!("did you mean `{upper}`?")
            } else {
                "write an id in upper case with a hyphen or underscore, such as `GLO-ORG-001`".to_string()
            };
            reader.error(item, format!("`{id}` is no id of a document"), help);
            None
        });
    }

    fn files(&mut self, entry: &Entry) {
        if entry.key != "exclude" {
            return self.unknown_key(entry, "files", keys::FILES);
        }
        let globs = self.list(entry, keys::FILES, |reader, item, glob| {
            let fault = if glob.trim().is_empty() { Some("it is empty".into()) } else { exclude::fault(glob) };
            match fault {
                None => Some(glob.to_string()),
                Some(reason) => {
                    let help = "write it like a line of a `.gitignore`, such as `drafts/**`";
                    reader.error(item, format!("`{glob}` is no glob: {reason}"), help);
                    None
                }
            }
        });
        self.config.exclude = globs.unwrap_or_default();
    }

    /// Reads every entry of the table that `entry` holds.
    fn each(&mut self, entry: &Entry, read: fn(&mut Self, &Entry)) {
        match &entry.item.value {
            Value::Table(table) => table.iter().for_each(|inner| read(self, inner)),
            other => self.wrong_type(entry, keys::TOP, "a table", other, entry.item.span),
        }
    }

    fn text<'e>(&mut self, entry: &'e Entry, keys: &[Key]) -> Option<&'e str> {
        match &entry.item.value {
            Value::Text(text) => Some(text),
            other => {
                self.wrong_type(entry, keys, "a text in quotes", other, entry.item.span);
                None
            }
        }
    }

    /// A list of texts, each read by `read`; what is wrong or there twice is reported and left out.
    /// `None` for no list, and where nothing of a list was right.
    fn list<T>(&mut self, entry: &Entry, keys: &[Key], mut read: impl FnMut(&mut Self, Span, &str) -> Option<T>) -> Option<Vec<T>> {
        let Value::List(items) = &entry.item.value else {
            self.wrong_type(entry, keys, "a list of texts", &entry.item.value, entry.item.span);
            return None;
        };
        let (mut seen, mut out) = (Vec::new(), Vec::new());
        for Item { span, value } in items {
            match value {
                Value::Text(text) if seen.contains(&text) => self.twice(*span, text),
                Value::Text(text) => {
                    seen.push(text);
                    out.extend(read(self, *span, text));
                }
                other => self.wrong_type(entry, keys, "a list of texts in quotes", other, *span),
            }
        }
        (items.is_empty() || !out.is_empty()).then_some(out)
    }

    fn one_of<T: Copy>(&mut self, what: &str, name: &str, span: Span, known: &[(&str, T)]) -> Option<T> {
        match known.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => Some(*value),
            None => {
                let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                self.unknown(what, name, span, &names)
            }
        }
    }

    /// Reports a name that is none of the known ones.
    fn unknown<T>(&mut self, what: &str, name: &str, span: Span, known: &[&str]) -> Option<T> {
        let all = listed(known.iter().copied());
        let help = match nearest(name, known.iter().copied()) {
            Some(near) if known.len() > 1 => format!("did you mean `{near}`? Known are {all}"),
            _ => format!("write {all}"),
        };
        self.error(span, format!("there is no {what} `{name}`"), help);
        None
    }

    fn unknown_key(&mut self, entry: &Entry, table: &str, known: &[Key]) {
        let help = match nearest(&entry.key, known.iter().map(|key| key.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => match home(&entry.key) {
                Some(home) if home != format!("[{table}]") => format!("it belongs under `{home}`"),
                _ => format!("known here are {}", listed(known.iter().map(|key| key.name))),
            },
        };
        self.error(entry.key_span, format!("`[{table}]` has no key `{}`", entry.key), help);
    }

    fn unknown_at_top(&mut self, entry: &Entry) {
        let help = match (home(&entry.key), nearest(&entry.key, keys::TOP.iter().map(|key| key.name))) {
            (Some(home), _) => format!("it belongs under `{home}`"),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => format!("known here are {}", listed(keys::TOP.iter().map(|key| key.name))),
        };
        self.error(entry.key_span, format!("there is no key `{}`", entry.key), help);
    }

    fn wrong_type(&mut self, entry: &Entry, keys: &[Key], wanted: &str, found: &Value, span: Span) {
        let message = format!("`{}` wants {wanted}, not {}", entry.key, found.kind());
        // The span of a table written as `[name]` is its whole body: the name says it better.
        let span = if matches!(found, Value::Table(_)) { entry.key_span } else { span };
        self.error(span, message, format!("write it like `{}`", example(keys, &entry.key)));
    }

    fn twice(&mut self, span: Span, name: &str) {
        self.error(span, format!("`{name}` is listed twice"), "remove one of the two");
    }

    fn error(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(ConfigError { span, message: message.into(), help: help.into() });
    }
}

fn kind(name: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| *kind == name)
}

fn example(keys: &[Key], name: &str) -> &'static str {
    keys.iter().find(|key| key.name == name).map_or("", |key| key.example)
}

/// The table in which a key is known, as its header; kinds stand in two and so say nothing.
fn home(name: &str) -> Option<&'static str> {
    let holds = |keys: &[Key]| keys.iter().any(|key| key.name == name);
    [("[calendar]", keys::CALENDAR), ("[checks]", keys::CHECKS), ("[metadata]", keys::REQUIRED)]
        .into_iter()
        .chain([("[defaults]", keys::DEFAULTS), ("[files]", keys::FILES)])
        .find(|(_, keys)| holds(keys))
        .map(|(home, _)| home)
        .or_else(|| diagnostic::check(name).map(|_| "[checks]"))
}

/// Upper case with a hyphen or underscore and optional dotted numbers, as the language has it.
fn is_document_id(text: &str) -> bool {
    let mut dotted = text.split('.');
    let stem = dotted.next().unwrap_or_default();
    let mut parts = stem.split(['-', '_']);
    let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    stem.starts_with(|first: char| first.is_ascii_uppercase())
        && stem.contains(['-', '_'])
        && parts.all(part)
        && dotted.all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
