//! The JSON Schema of `sop.toml`. In: the lists of keys and checks. Out: the schema (draft 2020-12),
//! for editors. What a schema cannot say (whether a regular expression, a glob, a time zone or a
//! date is one) is `parse`'s alone.

use serde_json::{Map, Value, json};

use super::FIELDS;
use super::calendar::DAYS;
use super::keys::{self, Key};
use super::reader::{EDITIONS, LEVELS, PRESETS};
use crate::diagnostic::{Severity, checks};

/// The schema as committed in `compiler/schemas/sop.schema.json`.
pub fn schema() -> Value {
    let mut schema = table(keys::TOP, |key| match key.name {
        "root" => json!({ "type": "boolean", "default": false }),
        "edition" => json!({ "enum": EDITIONS.map(|(name, _)| name) }),
        "calendar" => table(keys::CALENDAR, calendar),
        "checks" => levels(),
        "ids" => table(keys::IDS, |_| json!({ "type": "string" })),
        "metadata" => table(keys::METADATA, |key| match key.name {
            "required" => list(json!({ "enum": FIELDS })),
            _ => table(keys::REQUIRED, |_| list(json!({ "enum": FIELDS }))),
        }),
        "defaults" => table(keys::DEFAULTS, |_| {
            let id = r"^[A-Z][A-Z0-9]*([-_][A-Z0-9]+)+(\.[0-9]+)*$";
            list(json!({ "type": "string", "pattern": id }))
        }),
        _ => table(keys::FILES, |_| list(json!({ "type": "string", "pattern": r"\S" }))),
    });
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        fields.insert("title".into(), json!("sop.toml"));
        fields.insert("description".into(), json!("The configuration of a workspace of procedures."));
    }
    schema
}

fn calendar(key: &Key) -> Value {
    match key.name {
        "working-days" => {
            let mut days = list(json!({ "enum": DAYS }));
            if let Some(fields) = days.as_object_mut() {
                fields.insert("minItems".into(), json!(1));
            }
            days
        }
        "holidays" => list(json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" })),
        _ => json!({ "type": "string", "examples": ["Europe/Zurich", "America/New_York", "UTC"] }),
    }
}

fn levels() -> Value {
    let mut schema = table(keys::CHECKS, |_| json!({ "enum": PRESETS.map(|(name, _)| name), "default": "recommended" }));
    let rows = checks().iter().map(|check| {
        let level = json!({
            "description": format!("{}.", check.summary),
            "enum": LEVELS.map(Severity::name),
            "default": check.severity.name(),
        });
        (check.name.to_string(), level)
    });
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(rows);
    }
    schema
}

/// A table with these keys and no others.
fn table(keys: &[Key], shape: impl Fn(&Key) -> Value) -> Value {
    let described = keys.iter().map(|key| {
        let mut shape = shape(key);
        if let Some(fields) = shape.as_object_mut() {
            fields.insert("description".into(), json!(key.about));
        }
        (key.name.to_string(), shape)
    });
    let properties: Map<String, Value> = described.collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items, "uniqueItems": true })
}
