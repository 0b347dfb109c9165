//! The fixture language. In: a block of text that holds one file or several, with what is expected
//! of them. Out: the files, the expected findings, the day and the cursor. It checks nothing itself.
//!
//! ```text
//! // as-of 2026-11-22              the day, on the first line
//! //- procedures/SOP-REF-001.sop   starts a file; without such a line the block is one file, called after its document
//! //- img/form.png                 a file without content is empty
//! step "Pay" by portr
//! //            ^^^^^ dangling-reference: portr
//! ```
//!
//! A comment of carets marks a range in the nearest line above that is not itself such a comment,
//! and names the check that speaks of it and, if wanted, a part of the message. The carets may
//! follow `//` directly; behind `//<` they count from the start of the line, which no comment could
//! stand under. In a `sop.toml` the comment begins with `#`. A range over several lines is
//! marked to the end of its first line, an empty one by one caret. Columns are counted in
//! characters. `$0` is the cursor; it is taken out, and columns count without it.

use sopc::diagnostic;
use sopc::syntax::{TokenKind, lex};

/// A block, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixture {
    pub files: Vec<FixtureFile>,
    pub expected: Vec<Expected>,
    /// The day on which things are due, `2026-11-22`.
    pub as_of: Option<String>,
    pub cursor: Option<Cursor>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixtureFile {
    /// Relative to the root, with `/`.
    pub path: String,
    pub text: String,
}

/// A place in the files: an index into [`Fixture::files`] and an offset in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub file: usize,
    pub offset: usize,
}

/// What a comment of carets says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// An index into [`Fixture::files`].
    pub file: usize,
    /// The marked line, from 0.
    pub line: usize,
    /// The marked columns in characters, from 0; the end is not in it.
    pub columns: (usize, usize),
    pub check: String,
    /// A part of the message.
    pub message: Option<String>,
}

impl Fixture {
    /// Takes a block apart; panics where the block itself is wrong.
    pub fn parse(block: &str) -> Fixture {
        let mut fixture = Fixture::default();
        let first = block.lines().next().unwrap_or_default();
        fixture.as_of = first.strip_prefix("// as-of ").map(|day| day.trim().to_string());
        for (path, text) in split(block) {
            let file = fixture.files.len();
            let mut text = text;
            if let Some(offset) = text.find("$0") {
                assert!(fixture.cursor.is_none() && text.matches("$0").count() == 1, "a fixture has one cursor at most");
                text.replace_range(offset..offset + 2, "");
                fixture.cursor = Some(Cursor { file, offset });
            }
            let path = path.unwrap_or_else(|| name_after_document(&text));
            fixture.expected.extend(annotations(file, &path, &text));
            fixture.files.push(FixtureFile { path, text });
        }
        fixture
    }

    /// The whole text without its annotations and with those given instead: what the block would
    /// have to be. `given` are in the order of their places.
    pub fn annotated(&self, given: &[Expected]) -> String {
        let mut out = String::new();
        let named = self.files.len() > 1 || self.files.iter().any(|file| file.path != name_after_document(&file.text));
        for (at, file) in self.files.iter().enumerate() {
            if named {
                if let Some(day) = self.as_of.as_ref().filter(|_| at == 0) {
                    out += &format!("// as-of {day}\n");
                }
                out += &format!("//- {}\n", file.path);
            }
            for (line, text) in file.text.lines().enumerate() {
                if annotation(&file.path, text).is_none() {
                    out += &format!("{text}\n");
                }
                for one in given.iter().filter(|one| (one.file, one.line) == (at, line)) {
                    let indent = text.len() - text.trim_start().len();
                    out += &format!("{}\n", one.comment(&file.path, indent));
                }
            }
        }
        out
    }
}

impl Expected {
    /// The comment that says so, under a line that is indented by `indent`.
    pub fn comment(&self, path: &str, indent: usize) -> String {
        let (mark, (start, end)) = (mark(path), self.columns);
        let message = self.message.as_ref().map_or(String::new(), |message| format!(": {message}"));
        let carets = "^".repeat(end.saturating_sub(start).max(1));
        if start < mark.len() {
            return format!("{mark}<{carets} {}{message}", self.check);
        }
        let room = start - mark.len();
        let indent = indent.min(room);
        format!("{}{mark}{}{carets} {}{message}", " ".repeat(indent), " ".repeat(room - indent), self.check)
    }
}

/// The files of a block: the path, if it is named, and the text.
fn split(block: &str) -> Vec<(Option<String>, String)> {
    let mut files: Vec<(Option<String>, String)> = Vec::new();
    let mut before = String::new();
    for line in block.split_inclusive('\n') {
        match (line.strip_prefix("//- "), files.last_mut()) {
            (Some(path), _) => files.push((Some(path.trim().to_string()), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => before.push_str(line),
        }
    }
    if files.is_empty() {
        return vec![(None, before)];
    }
    let stray = before.lines().find(|line| !line.trim().is_empty() && !line.starts_with("// as-of "));
    assert_eq!(stray, None, "text stands in front of the first file");
    files
}

/// `SOP-REF-001.sop`, or `SOP-REF-001.test.sop` for its tests.
fn name_after_document(text: &str) -> String {
    let tokens = lex(text).tokens;
    let id = tokens.iter().find(|token| matches!(token.kind, TokenKind::Id | TokenKind::BadId));
    let tests = tokens.first().is_some_and(|token| token.kind == TokenKind::Tests);
    let id = id.map_or("SOP-DOC-001", |token| token.span().of(text));
    format!("{id}{}.sop", if tests { ".test" } else { "" })
}

fn mark(path: &str) -> &'static str {
    if path.ends_with(".toml") { "#" } else { "//" }
}

fn annotations(file: usize, path: &str, text: &str) -> Vec<Expected> {
    let mut found = Vec::new();
    let mut above = None;
    for (line, text) in text.lines().enumerate() {
        match (annotation(path, text), above) {
            (Some((columns, check, message)), Some(line)) => found.push(Expected { file, line, columns, check, message }),
            (Some(_), None) => panic!("{path}:{}: nothing stands above the carets", line + 1),
            (None, _) => above = Some(line),
        }
    }
    found
}

/// Columns, check and part of the message, if the line is a comment of carets.
fn annotation(path: &str, line: &str) -> Option<((usize, usize), String, Option<String>)> {
    let comment = line.trim_start().strip_prefix(mark(path))?;
    let from_start = comment.starts_with("<^");
    let body = comment.trim_start_matches(if from_start { '<' } else { ' ' });
    let rest = body.trim_start_matches('^');
    let carets = body.len() - rest.len();
    if carets == 0 {
        return None;
    }
    let start = if from_start { 0 } else { line.chars().count() - body.chars().count() };
    let (check, message) = rest.split_once(':').map_or((rest, None), |(check, message)| (check, Some(message.trim().to_string())));
    let check = check.trim();
    assert!(diagnostic::check(check).is_some(), "{path}: `{check}` behind the carets is no check: {line}");
    Some(((start, start + carets), check.to_string(), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_called_after_its_document() {
        let one = |text: &str| Fixture::parse(text).files.remove(0).path;
        assert_eq!(one("// as-of 2026-11-22\nsop SOP-A-1 \"x\" {}"), "SOP-A-1.sop");
        assert_eq!(one("tests SOP-A-1 {}"), "SOP-A-1.test.sop");
    }

    #[test]
    fn files_day_and_cursor_are_read() {
        let block = "// as-of 2026-11-22\n//- sop.toml\nroot = true\n//- a/b.sop\nsop SOP-A-1 \"x\" { $0}\n//- img/x.png\n";
        let fixture = Fixture::parse(block);
        let files: Vec<_> = fixture.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
        assert_eq!(files, [("sop.toml", "root = true\n"), ("a/b.sop", "sop SOP-A-1 \"x\" { }\n"), ("img/x.png", "")]);
        assert_eq!(fixture.as_of.as_deref(), Some("2026-11-22"));
        assert_eq!(fixture.cursor, Some(Cursor { file: 1, offset: 18 }));
    }

    #[test]
    fn carets_mark_the_line_above_in_characters() {
        let block = "sop SOP-A-1 \"ä\" x {\n//               ^ syntax-error: `x`\n//  ^^^^^^^ duplicate-id\n}\n";
        let fixture = Fixture::parse(block);
        let expected =
            |columns, check: &str, message: Option<&str>| Expected { file: 0, line: 0, columns, check: check.into(), message: message.map(str::to_string) };
        assert_eq!(fixture.expected, [expected((17, 18), "syntax-error", Some("`x`")), expected((4, 11), "duplicate-id", None)]);
        assert!(fixture.files[0].text.contains("// "), "annotations stay");
    }

    #[test]
    fn what_is_annotated_is_read_back() {
        for block in [
            "step\n//<^^^^ syntax-error\nx\n",
            "  step a b\n//^^^^ syntax-error: x\n  //     ^ syntax-error\nx\n",
            "//- sop.toml\n  a = 1\n# ^ wrong-configuration\n",
        ] {
            let fixture = Fixture::parse(block);
            let again = Fixture::parse(&fixture.annotated(&fixture.expected));
            assert_eq!(again.expected, fixture.expected, "{}", fixture.annotated(&fixture.expected));
        }
    }

    #[test]
    #[should_panic(expected = "is no check")]
    fn a_check_that_does_not_exist_is_a_mistake() {
        Fixture::parse("step\n//^^ no-such-check\n");
    }
}
