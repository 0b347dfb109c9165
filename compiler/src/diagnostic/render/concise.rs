//! One line for each finding: `path:line:column: error[check]: message`. In: a finding. Out: its
//! line. Related places, help and fixes are absent.

use std::fmt::Write;

use super::Notice;
use super::human::{colour_of, painted};
use super::inert::inert;
use super::place::Places;
use crate::diagnostic::{Diagnostic, Severity, UNREADABLE_FILE};

pub fn diagnostic(out: &mut String, one: &Diagnostic, places: &mut Places, colour: bool) {
    let place = places.place(one.file, one.span.start);
    let path = inert(places.sources.path(one.file));
    let kind = painted(&format!("{}[{}]", one.severity.name(), one.check.name), colour_of(one.severity), colour);
    let _ = writeln!(out, "{path}:{}:{}: {kind}: {}", place.line, place.column, inert(&one.message));
}

pub fn notice(out: &mut String, notice: &Notice, colour: bool) {
    let kind = painted(&format!("error[{}]", UNREADABLE_FILE.name), colour_of(Severity::Error), colour);
    let _ = writeln!(out, "{}: {kind}: {}", inert(&notice.path), inert(&notice.message));
}
