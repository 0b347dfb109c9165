//! How ids are written: their pattern, their file, their letters. The only file that names
//! unicode-security.

use crate::check::Context;
use crate::diagnostic::{ID_FILE_NAME, ID_PATTERN, MIXED_SCRIPT_ID};
use crate::model::DocumentKind;
use unicode_security::{MixedScript, skeleton};

pub(super) fn id_pattern(context: &mut Context<'_>) {
    let (id, kind) = (&context.document.id, context.document.kind);
    let Some(pattern) = context.file.config.id_pattern(kind.keyword()) else { return };
    if id.text.is_empty() || pattern.matches(&id.text) {
        return;
    }
    let message = format!("`{}` does not follow the pattern for ids of this kind, `{}`", id.text, pattern.source());
    let help = format!("change the id (and whoever names it), or the pattern for `{}` in `sop.toml`", kind.keyword());
    context.report(context.at(&ID_PATTERN, id.span, message).help(help));
}

const TESTS: &str = ".test.sop";

pub(super) fn id_file_name(context: &mut Context<'_>) {
    let id = &context.document.id;
    let Some(name) = context.file.path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".sop")) else { return };
    let is_tests = context.document.kind == DocumentKind::Tests;
    // letters that only look right are told by `mixed-script-id`
    let is_called = |stem: &str| stem == id.text || (in_latin(&id.text).as_deref() == Some(stem) && is_mixed(context));
    let is_right = if is_tests { name.ends_with(TESTS) } else { name.strip_suffix(".sop").is_some_and(is_called) };
    if id.text.is_empty() || is_right {
        return;
    }
    let finding = if is_tests {
        let message = format!("the file with these tests is called `{name}`, which does not end in `{TESTS}`");
        context.at(&ID_FILE_NAME, id.span, message).help(format!("rename the file to `{}{TESTS}`", id.text))
    } else {
        let message = format!("the file of `{}` is called `{name}`", id.text);
        context.at(&ID_FILE_NAME, id.span, message).help(format!("rename the file to `{}.sop`", id.text))
    };
    context.report(finding);
}

pub(super) fn mixed_script_id(context: &mut Context<'_>) {
    let id = &context.document.id;
    if !is_mixed(context) {
        return;
    }
    let latin = in_latin(&id.text);
    let strange: Vec<String> = id.text.chars().filter(|char| !char.is_ascii()).map(|char| format!("`{char}` (U+{:04X})", char as u32)).collect();
    let message = format!("`{}` contains letters of another alphabet that look like Latin ones: {}", id.text, strange.join(", "));
    let finding = context.at(&MIXED_SCRIPT_ID, id.span, message);
    context.report(match latin {
        Some(latin) => finding.help(format!("write `{latin}` in Latin letters")).fix(format!("Write `{latin}` in Latin letters"), false, id.span, latin),
        None => finding.help("write the id in the letters of one alphabet"),
    });
}

/// Whether the id has letters of several alphabets. One in another alphabet is fine, unless somebody writes the Latin twin.
fn is_mixed(context: &Context<'_>) -> bool {
    let id = &context.document.id;
    if id.text.is_ascii() || context.document.kind == DocumentKind::Tests {
        return false;
    }
    let is_known = |latin: String| !context.workspace.definers(&latin).is_empty() || !context.workspace.namers(&latin).is_empty();
    !id.text.as_str().is_single_script() || in_latin(&id.text).is_some_and(is_known)
}

/// The id with each letter that looks like a Latin capital replaced by it; none if one is left over.
fn in_latin(id: &str) -> Option<String> {
    let latin = |char: char| {
        if char.is_ascii() {
            return Some(char);
        }
        let mut buffer = [0; 4];
        let mut likeness = skeleton(char.encode_utf8(&mut buffer));
        likeness.next().filter(char::is_ascii_uppercase).filter(|_| likeness.next().is_none())
    };
    id.chars().map(latin).collect()
}
