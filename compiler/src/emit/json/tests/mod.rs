//! The committed schemas are made from the shapes; every output of the examples is held against them,
//! and they against the outputs.

use super::FlowFile;
use super::index::Index;
use crate::emit::build;
use crate::workspace::Workspace;
use crate::workspace::discover::{Found, FoundFile, discover};
use rayon::prelude::*;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of a build of every example.
fn outputs() -> Vec<(PathBuf, Value)> {
    let found = discover(&[project().join("examples")], &project()).found;
    let mut all = Vec::new();
    for found in found {
        let workspace = Workspace::load(found, 0, &|path| path.display().to_string());
        let files: Vec<(PathBuf, Vec<u8>)> = build(&workspace).collect();
        all.extend(files.into_iter().map(|(path, bytes)| (path, serde_json::from_slice(&bytes).expect("JSON"))));
    }
    assert!(all.len() > 20);
    all
}

fn is_index(path: &Path) -> bool {
    path == Path::new("index.json")
}

fn schema<T: schemars::JsonSchema>(id: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = serde_json::to_value(settings.into_generator().into_root_schema_for::<T>()).expect("a schema");
    without_null(&mut schema);
    let Value::Object(fields) = schema else { panic!("a schema is an object") };
    let mut named = Map::new();
    named.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    named.insert("$id".into(), json!(format!("urn:sopc:{}", id.replace('/', ":"))));
    named.insert("title".into(), json!(id));
    named.extend(fields.into_iter().filter(|(key, _)| key != "$schema" && key != "title"));
    Value::Object(named)
}

/// The schemas directly inside a schema, each with what it is called there.
fn inside(schema: &mut Value) -> Vec<(String, &mut Value)> {
    let mut all = Vec::new();
    let Some(fields) = schema.as_object_mut() else { return all };
    for (key, value) in fields.iter_mut() {
        match (key.as_str(), value) {
            ("properties" | "$defs", Value::Object(named)) => all.extend(named.iter_mut().map(|(name, one)| (name.clone(), one))),
            ("anyOf" | "oneOf" | "allOf", Value::Array(many)) => {
                all.extend(many.iter_mut().map(|one| (tag(one), one)));
            }
            ("items", one) => all.push(("items".into(), one)),
            _ => {}
        }
    }
    all
}

/// What an alternative is called: its kind, or what it requires.
fn tag(schema: &Value) -> String {
    let required = || schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join("+");
    format!("[{}]", schema["properties"]["kind"]["const"].as_str().map_or_else(required, str::to_string))
}

/// What may be absent is never `null`.
fn without_null(schema: &mut Value) {
    inside(schema).into_iter().for_each(|(_, one)| without_null(one));
    let Some(fields) = schema.as_object_mut() else { return };
    if fields.get("format").is_some_and(Value::is_string) {
        fields.remove("format");
    }
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|ty| ty != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            fields.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(any)) = fields.get_mut("anyOf") {
        let before = any.len();
        any.retain(|one| *one != json!({ "type": "null" }));
        if let ([Value::Object(only)], true) = (any.as_slice(), any.len() < before) {
            let only = only.clone();
            fields.remove("anyOf");
            only.into_iter().for_each(|(key, value)| {
                fields.entry(key).or_insert(value);
            });
        }
    }
}

fn schemas() -> [(&'static str, Value); 2] {
    [("flow", schema::<FlowFile<'static>>("sop-flow/1")), ("index", schema::<Index<'static>>("sop-index/1"))]
}

fn schema_for(path: &Path) -> Value {
    let [(_, flow), (_, index)] = schemas();
    if is_index(path) { index } else { flow }
}

#[test]
fn the_committed_schemas_are_fresh() {
    for (name, schema) in schemas() {
        let path = project().join("compiler/schemas").join(format!("{name}.schema.json"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, format!("{schema:#}\n")).expect("the schema is written");
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        let committed = serde_json::from_str(&committed).unwrap_or(Value::Null);
        assert!(committed == schema, "`compiler/schemas/{name}.schema.json` is stale: run `UPDATE=1 cargo test -p sopc schemas`");
    }
}

#[test]
fn every_output_is_what_its_schema_says_and_no_more() {
    let [(_, flow), (_, index)] = schemas();
    let validator = |schema: &Value| {
        assert!(jsonschema::draft202012::meta::is_valid(schema));
        let mut strict = schema.clone();
        close(&mut strict);
        [jsonschema::draft202012::new(schema).expect("a schema"), jsonschema::draft202012::new(&strict).expect("a schema")]
    };
    let (flow, index) = (validator(&flow), validator(&index));
    outputs().par_iter().for_each(|(path, output)| {
        for validator in if is_index(path) { &index } else { &flow } {
            let errors: Vec<String> = validator.iter_errors(output).map(|error| format!("{}: {error:.300}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        }
    });
}

#[test]
fn a_wrong_output_is_refused() {
    let flow = jsonschema::draft202012::new(&schema_for(Path::new("x"))).expect("a schema");
    let (_, good) = outputs().into_iter().find(|(path, _)| path == Path::new("SOP-REF-001.flow.json")).expect("the refund SOP");
    assert!(flow.is_valid(&good));
    let changes: [fn(&mut Value); 6] = [
        |value| value["format"] = json!("sop-flow/2"),
        |value| value["document"]["status"] = json!("done"),
        |value| value["nodes"][0]["kind"] = json!("gateway"),
        |value| value["edges"][0]["to"] = Value::Null,
        |value| value["nodes"][0]["range"]["start"]["character"] = json!(1),
        |value| {
            value.as_object_mut().expect("an object").remove("links");
        },
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut bad = good.clone();
        change(&mut bad);
        assert!(!flow.is_valid(&bad), "change {at}");
    }
    let mut grown = good.clone();
    grown["nodes"][0]["color"] = json!("red");
    assert!(flow.is_valid(&grown), "a new key is no error");
}

/// Only what is described may stand in an object.
fn close(schema: &mut Value) {
    inside(schema).into_iter().for_each(|(_, one)| close(one));
    if schema.get("properties").is_some() {
        schema["additionalProperties"] = json!(false);
    }
}

#[test]
fn every_key_is_described() {
    for (name, schema) in schemas() {
        let mut missing = Vec::new();
        each_object(&schema, name, &mut |place, object| {
            for (key, value) in object["properties"].as_object().expect("properties") {
                let described = value.get("description").is_some() || value.get("const").is_some();
                let of = value["$ref"].as_str().map(|to| &schema["$defs"][to.trim_start_matches("#/$defs/")]);
                if !described && of.is_none_or(|of| of.get("description").is_none()) {
                    missing.push(format!("{place}.{key}"));
                }
            }
        });
        assert!(missing.is_empty(), "{name}: {missing:#?}");
    }
}

/// Sees every schema of an object, with a name for it.
fn each_object(schema: &Value, place: &str, see: &mut dyn FnMut(&str, &Value)) {
    if schema.get("properties").is_some() {
        see(place, schema);
    }
    for (name, one) in inside(&mut schema.clone()) {
        let place = if name.starts_with('[') { format!("{place}{name}") } else { name };
        each_object(one, &place, see);
    }
}

/// What the language can say and no example does: the rest occurs, or nobody has looked at it.
const HEAD: &str = "# Keys of the schemas that no output of `examples/` has; those of `everything/` have them.\n";
const NOT_IN_EXAMPLES: &str = include_str!("not_in_examples.txt");

#[test]
fn every_key_occurs_in_some_output() {
    let outputs = outputs();
    let mut seen = BTreeSet::new();
    let mut all = BTreeSet::new();
    for (name, schema) in schemas() {
        each_object(&schema, name, &mut |place, object| {
            all.extend(object["properties"].as_object().expect("properties").keys().map(|key| format!("{place}.{key}")));
        });
        for (_, output) in outputs.iter().filter(|(path, _)| is_index(path) == (name == "index")) {
            visit(&schema, &schema, name, output, &mut seen);
        }
    }
    let absent: Vec<&str> = all.difference(&seen).map(String::as_str).collect();
    let listed: Vec<&str> = NOT_IN_EXAMPLES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(all.len() > 250, "{}", all.len());
    if std::env::var_os("UPDATE").is_some() {
        let path = project().join("compiler/src/emit/json/tests/not_in_examples.txt");
        return std::fs::write(path, format!("{HEAD}{}\n", absent.join("\n"))).expect("the list is written");
    }
    assert!(absent == listed, "`not_in_examples.txt` is stale: run `UPDATE=1 cargo test -p sopc every_key`\n{}", absent.join("\n"));
}

/// What `not_in_examples.txt` lists, said once; but for what only stands where something could not be read.
#[test]
fn what_no_example_says_is_what_its_schema_says_too() {
    let outputs = everything();
    let mut seen = BTreeSet::new();
    for (name, schema) in schemas() {
        let mut strict = schema.clone();
        close(&mut strict);
        let strict = jsonschema::draft202012::new(&strict).expect("a schema");
        for (path, output) in outputs.iter().filter(|(path, _)| is_index(path) == (name == "index")) {
            let errors: Vec<String> = strict.iter_errors(output).map(|error| format!("{}: {error:.300}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
            visit(&schema, &schema, name, output, &mut seen);
        }
    }
    let listed = NOT_IN_EXAMPLES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let missing: Vec<&str> = listed.filter(|key| !seen.contains(*key) && !UNREADABLE.iter().any(|part| key.starts_with(part))).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Keys that stand only in the flow of a broken text.
const UNREADABLE: &[&str] = &["Assumption[broken]", "Expression[broken]", "Type[broken]"];

fn everything() -> Vec<(PathBuf, Value)> {
    let texts = [
        ("FRM-ALL-001.sop", include_str!("everything/FRM-ALL-001.sop")),
        ("GLO-ALL-001.sop", include_str!("everything/GLO-ALL-001.sop")),
        ("POL-ALL-000.sop", include_str!("everything/POL-ALL-000.sop")),
        ("POL-ALL-001.sop", include_str!("everything/POL-ALL-001.sop")),
        ("SOP-ALL-001.sop", include_str!("everything/SOP-ALL-001.sop")),
        ("WI-ALL-001.sop", include_str!("everything/WI-ALL-001.sop")),
    ];
    let file = |(path, text): (&str, &str)| FoundFile { path: path.into(), text: text.to_string(), asked: true, config: 0 };
    let files: Vec<FoundFile> = texts.into_iter().map(file).collect();
    let workspace = Workspace::load(Found { root: "/".into(), configs: Vec::new(), files, problems: Vec::new() }, 0, &|path| path.display().to_string());
    for id in workspace.file_ids() {
        let source = workspace.source(id).expect("a document");
        assert!(source.errors.is_empty(), "{:?}: {:#?}", workspace.file(id).map(|file| &file.path), source.errors);
    }
    build(&workspace).map(|(path, bytes)| (path, serde_json::from_slice(&bytes).expect("JSON"))).collect()
}

/// Notes the keys of `value`, each under the name of the object's schema.
fn visit(root: &Value, schema: &Value, place: &str, value: &Value, seen: &mut BTreeSet<String>) {
    if let Some(to) = schema["$ref"].as_str() {
        let name = to.trim_start_matches("#/$defs/");
        visit(root, &root["$defs"][name], name, value, seen);
    }
    for key in ["anyOf", "oneOf"] {
        for one in schema[key].as_array().into_iter().flatten().filter(|one| fits(root, one, value)) {
            visit(root, one, &format!("{place}{}", tag(one)), value, seen);
        }
    }
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(key) {
            seen.insert(format!("{place}.{key}"));
            visit(root, inner, key, value, seen);
        }
    }
    if let Value::Array(items) = value {
        items.iter().for_each(|item| visit(root, &schema["items"], "items", item, seen));
    }
}

/// Whether an alternative is meant: all that it requires is there, and its constants are.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(to) = schema["$ref"].as_str() {
        return fits(root, &root["$defs"][to.trim_start_matches("#/$defs/")], value);
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let constants = schema["properties"].as_object().into_iter().flatten();
    required.into_iter().all(|key| value.get(key).is_some())
        && constants.into_iter().all(|(key, inner)| {
            let inner = inner["$ref"].as_str().map_or(inner, |to| &root["$defs"][to.trim_start_matches("#/$defs/")]);
            let Some(value) = value.get(key) else { return true };
            inner.get("const").is_none_or(|constant| constant == value) && inner["enum"].as_array().is_none_or(|values| values.contains(value))
        })
}
