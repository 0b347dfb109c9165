//! TOML with places. In: a text. Out: a tree of keys and values with their spans, in the order of
//! the text, and the syntax errors. Knows no key. The only file that names the toml crate.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigError;
use crate::text::Span;

/// The entries of a table, in the order of the text.
pub(super) type Table = Vec<Entry>;

pub(super) struct Entry {
    pub key: String,
    pub key_span: Span,
    pub item: Item,
}

pub(super) struct Item {
    pub span: Span,
    pub value: Value,
}

pub(super) enum Value {
    Text(String),
    Truth(bool),
    Number,
    Date {
        year: u16,
        month: u8,
        day: u8,
    },
    /// A time, with or without a date.
    Time,
    List(Vec<Item>),
    Table(Table),
}

impl Value {
    /// What it is, with an article.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "a text",
            Value::Truth(_) => "`true` or `false`",
            Value::Number => "a number",
            Value::Date { .. } => "a date",
            Value::Time => "a time",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Reads all that can be read; at most one error a line.
pub(super) fn read(text: &str) -> (Table, Vec<ConfigError>) {
    let (root, faults) = DeTable::parse_recoverable(text);
    let mut errors: Vec<ConfigError> = Vec::new();
    for fault in &faults {
        let span = place(text, fault.span());
        let between = |a: u32, b: u32| Span::new(a.min(b), a.max(b)).of(text).contains('\n');
        if errors.iter().all(|error| between(error.span.start, span.start)) {
            let (message, help) = explain(fault.message(), span.of(text));
            errors.push(ConfigError { span, message, help });
        }
    }
    (table(root.get_ref()), errors)
}

fn table(entries: &DeTable<'_>) -> Table {
    let mut table: Table = entries.iter().map(|(key, value)| Entry { key: key.get_ref().to_string(), key_span: span(key.span()), item: item(value) }).collect();
    table.sort_by_key(|entry| entry.key_span);
    table
}

fn item(spanned: &Spanned<DeValue<'_>>) -> Item {
    let value = match spanned.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Number,
        DeValue::Datetime(moment) => match (moment.date, moment.time) {
            (Some(date), None) => Value::Date { year: date.year, month: date.month, day: date.day },
            _ => Value::Time,
        },
        DeValue::Array(items) => Value::List(items.iter().map(item).collect()),
        DeValue::Table(entries) => Value::Table(table(entries)),
    };
    Item { span: span(spanned.span()), value }
}

fn span(range: Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(range.start), offset(range.end))
}

/// The place of a fault, within one line. Where nothing stands there, what stands before it on the line.
fn place(text: &str, range: Option<Range<usize>>) -> Span {
    let range = range.unwrap_or(0..0);
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let rest = text.get(start..).unwrap_or("");
    let line = rest.find(['\r', '\n']).unwrap_or(rest.len());
    let next = rest.chars().next().map_or(0, char::len_utf8);
    let mut end = range.end.clamp(start + next.min(line), start + line);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if start == end {
        let before = text.get(..start).unwrap_or("");
        let line = before.rfind(['\r', '\n']).map_or(0, |at| at + 1);
        let written = text.get(line..start).unwrap_or("").trim();
        let indent = text.get(line..start).and_then(|line| line.find(written)).unwrap_or(0);
        (start, end) = (line + indent, line + indent + written.len());
    }
    span(start..end)
}

/// The library's words as a message and a remedy of ours.
fn explain(fault: &str, found: &str) -> (String, String) {
    let (what, _) = fault.split_once(", expected").unwrap_or((fault, ""));
    let ours = match what {
        "duplicate key" => Some((format!("`{found}` is set twice"), "keep one of the two; under one `[table]` its keys are written together".to_string())),
        "string values must be quoted" if !found.ends_with('=') => Some((format!("`{found}` has no quotes"), format!("write `\"{found}\"`"))),
        "key with no value" => Some((format!("`{found}` has no value"), format!("write `{found} = …`, or put `#` before a comment"))),
        "missing value" | "missing value for key" | "string values must be quoted" => {
            Some(("a value is missing".to_string(), "write the value after `=`".to_string()))
        }
        "invalid basic string" | "invalid literal string" => {
            Some(("a text on this line is not closed".to_string(), "end the text with the quote that it begins with".to_string()))
        }
        "unquoted keys cannot be empty" => Some(("a key is missing".to_string(), "write the key before `=`".to_string())),
        "unclosed array" => Some(("this list is not closed".to_string(), "end the list with `]`".to_string())),
        "unclosed table" => Some(("this table's name is not closed".to_string(), "end the name with `]`".to_string())),
        "unclosed inline table" => Some(("this table is not closed".to_string(), "end the table with `}`".to_string())),
        _ => None,
    };
    ours.unwrap_or_else(|| (format!("this is not TOML: {fault}"), "write `key = value` or `[table]` on a line of its own, texts in double quotes".to_string()))
}
