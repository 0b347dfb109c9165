//! `sop-check/1` and its schema.

use super::*;
use serde_json::{Value, json};

const TEXT: &str = "step ä𝕊 x\r\n-> aprove\n";

fn output(diagnostics: &[Diagnostic], notices: &[Notice]) -> Value {
    let set = files(&[("b/b.sop", TEXT), ("a.sop", TEXT)]);
    let findings = Findings { diagnostics, notices, sources: &set, documents: 2 };
    serde_json::from_str(&render_to_string(&findings, Format::Json, Options { colour: true })).unwrap()
}

fn full() -> [Diagnostic; 3] {
    let name = of(TEXT, "aprove");
    [
        Diagnostic::new(&DANGLING_REFERENCE, FILE, name, "no label is called `aprove`").related(OTHER, of(TEXT, "x"), "defined here").help("write \u{1b}").fix(
            "Write `approve`",
            true,
            name,
            "approve",
        ),
        Diagnostic::new(&UNUSED_ROLE, OTHER, of(TEXT, "x\r\n"), "unused"),
        Diagnostic::new(&UNUSED_TERM, OTHER, Span::new(900, 3), "outside"),
    ]
}

#[test]
fn the_format_is_exact() {
    let at = |line: u32, column: u32, offset: u32| json!({"line": line, "column": column, "offset": offset});
    let output = output(&full()[..1], &[unreadable()]);
    let name = json!({"start": at(2, 4, 18), "end": at(2, 10, 24)});
    assert_eq!(
        output,
        json!({
            "format": "sop-check/1",
            "diagnostics": [
                {
                    "check": "dangling-reference", "severity": "error", "message": "no label is called `aprove`",
                    "path": "b/b.sop", "range": name,
                    "related": [{"path": "a.sop", "range": {"start": at(1, 9, 12), "end": at(1, 10, 13)}, "message": "defined here"}],
                    "help": "write \u{1b}",
                    "fixes": [{"title": "Write `approve`", "safe": true, "edits": [{"path": "b/b.sop", "range": name, "text": "approve"}]}]
                },
                {
                    "check": "unreadable-file", "severity": "error", "message": "the file cannot be read: permission denied",
                    "path": "secret.sop", "range": {"start": at(1, 1, 0), "end": at(1, 1, 0)},
                    "related": [], "help": "allow reading it, or exclude it in `sop.toml`", "fixes": []
                }
            ],
            "summary": {"documents": 2, "errors": 2, "warnings": 0}
        })
    );
}

#[test]
fn the_order_and_null_do_not_depend_on_the_input() {
    let mut reversed = full();
    reversed.reverse();
    let first = output(&full(), &[unreadable()]);
    assert_eq!(first, output(&reversed, &[unreadable()]));
    let checks: Vec<&str> = first["diagnostics"].as_array().unwrap().iter().map(|one| one["check"].as_str().unwrap()).collect();
    assert_eq!(checks, ["unused-role", "unused-term", "dangling-reference", "unreadable-file"]);
    assert_eq!(first["diagnostics"][0]["help"], Value::Null);
    assert_eq!(first["diagnostics"][1]["range"]["start"], json!({"line": 3, "column": 1, "offset": TEXT.len()}));
}

#[test]
fn the_schema_accepts_what_is_written_and_nothing_else() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for output in [output(&full(), &[unreadable()]), output(&[], &[])] {
        let errors: Vec<String> = validator.iter_errors(&output).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let valid = output(&full(), &[unreadable()]);
    let broken = |pointer: &str, value: Value| {
        let mut output = valid.clone();
        *output.pointer_mut(pointer).unwrap() = value;
        output
    };
    for (pointer, value) in [
        ("/format", json!("sop-check/2")),
        ("/diagnostics/0/range/start/line", json!(0)),
        ("/diagnostics/0/severity", json!("off")),
        ("/diagnostics/0/help", json!(1)),
        ("/diagnostics/2/fixes/0/edits/0", json!({"path": "a.sop"})),
        ("/summary", json!({"documents": 1, "errors": 0})),
    ] {
        assert!(!validator.is_valid(&broken(pointer, value)), "{pointer}");
    }
}

/// Every property and every definition of the schema says what it is.
#[test]
fn the_schema_describes_each_key() {
    fn undescribed(schema: &Value, root: &Value, at: &str, out: &mut Vec<String>) {
        for (key, inner) in schema["properties"].as_object().into_iter().flatten().chain(schema["$defs"].as_object().into_iter().flatten()) {
            let target = inner["$ref"].as_str().and_then(|path| root.pointer(&path[1..]));
            if inner["description"].as_str().or(target.and_then(|target| target["description"].as_str())).is_none() {
                out.push(format!("{at}/{key}"));
            }
            undescribed(inner, root, &format!("{at}/{key}"), out);
        }
    }
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let mut missing = Vec::new();
    undescribed(&schema, &schema, "", &mut missing);
    assert!(missing.is_empty(), "{missing:?}");
}
