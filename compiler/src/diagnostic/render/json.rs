//! The format `sop-check/1`. In: findings. Out: one JSON object on one line; its schema is
//! `compiler/schemas/check.schema.json`. Texts are given as they are, control characters included.

use std::io;

use serde::Serialize;

use super::place::{Place, Places};
use super::{Findings, Item, Notice, Summary, in_order};
use crate::diagnostic::{Diagnostic, FileId, Fix, Severity, UNREADABLE_FILE};
use crate::text::Span;

#[derive(Serialize)]
struct Output<'a> {
    format: &'static str,
    diagnostics: Vec<Finding<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'a> {
    check: &'static str,
    severity: Severity,
    message: &'a str,
    path: &'a str,
    range: Range,
    related: Vec<RelatedPlace<'a>>,
    help: Option<&'a str>,
    fixes: Vec<Remedy<'a>>,
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    path: &'a str,
    range: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct Remedy<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    path: &'a str,
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

pub fn write<'a>(out: &mut dyn io::Write, findings: &Findings<'a>, places: &mut Places<'a>) -> io::Result<()> {
    let diagnostics = in_order(findings)
        .into_iter()
        .map(|item| match item {
            Item::Notice(notice) => unreadable(notice),
            Item::Diagnostic(one) => finding(one, places),
        })
        .collect();
    let output = Output { format: "sop-check/1", diagnostics, summary: findings.summary() };
    serde_json::to_writer(&mut *out, &output)?;
    out.write_all(b"\n")
}

fn finding<'a>(one: &'a Diagnostic, places: &mut Places<'a>) -> Finding<'a> {
    Finding {
        check: one.check.name,
        severity: one.severity,
        message: &one.message,
        path: places.sources.path(one.file),
        range: range(places, one.file, one.span),
        related: one
            .related
            .iter()
            .map(|related| RelatedPlace {
                path: places.sources.path(related.file),
                range: range(places, related.file, related.span),
                message: &related.message,
            })
            .collect(),
        help: one.help.as_deref(),
        fixes: one.fixes.iter().map(|fix| remedy(fix, places)).collect(),
    }
}

fn remedy<'a>(fix: &'a Fix, places: &mut Places<'a>) -> Remedy<'a> {
    let edits = fix.edits.iter().map(|edit| Replacement { path: places.sources.path(edit.file), range: range(places, edit.file, edit.span), text: &edit.text });
    Remedy { title: &fix.title, safe: fix.safe, edits: edits.collect() }
}

/// A file without a text has its finding at the start.
fn unreadable(notice: &Notice) -> Finding<'_> {
    let start = Place { line: 1, column: 1, offset: 0 };
    Finding {
        check: UNREADABLE_FILE.name,
        severity: Severity::Error,
        message: &notice.message,
        path: &notice.path,
        range: Range { start, end: start },
        related: Vec::new(),
        help: notice.help.as_deref(),
        fixes: Vec::new(),
    }
}

fn range(places: &mut Places, file: FileId, span: Span) -> Range {
    let start = places.place(file, span.start);
    Range { start, end: places.place(file, span.end.max(span.start)) }
}
