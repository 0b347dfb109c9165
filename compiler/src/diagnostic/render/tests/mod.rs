//! What is shown of findings in small texts.

mod apply;
mod human;
mod json;

use super::*;
use crate::diagnostic::*;
use crate::text::Span;

struct Files(Vec<(String, String)>);

impl Sources for Files {
    fn path(&self, file: FileId) -> &str {
        &self.0[file.0 as usize].0
    }
    fn text(&self, file: FileId) -> &str {
        &self.0[file.0 as usize].1
    }
}

fn files(files: &[(&str, &str)]) -> Files {
    Files(files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect())
}

/// The span of the only `what` in `text`.
fn of(text: &str, what: &str) -> Span {
    let start = text.find(what).unwrap();
    assert_eq!(text.rfind(what), Some(start), "{what} is there twice");
    Span::new(start as u32, (start + what.len()) as u32)
}

fn shown(files: &Files, diagnostics: &[Diagnostic], format: Format) -> String {
    let findings = Findings { diagnostics, notices: &[], sources: files, documents: files.0.len() };
    render_to_string(&findings, format, Options::default())
}

const FILE: FileId = FileId(0);
const OTHER: FileId = FileId(1);

fn unreadable() -> Notice {
    Notice {
        path: "secret.sop".to_owned(),
        message: "the file cannot be read: permission denied".to_owned(),
        help: Some("allow reading it, or exclude it in `sop.toml`".to_owned()),
    }
}

#[test]
fn concise_is_one_line_each_in_order() {
    let text = "step müde\n  -> x\n";
    let set = files(&[("b.sop", text), ("a.sop", text)]);
    let diagnostics = [
        Diagnostic::new(&DANGLING_REFERENCE, FILE, of(text, "x"), "nothing is called `x`").help("not shown"),
        Diagnostic::new(&UNUSED_ROLE, FILE, of(text, "de"), "second\nline"),
        Diagnostic::new(&UNREACHABLE_STEP, FILE, of(text, "x"), "same place, later name"),
        Diagnostic::new(&UNUSED_TERM, OTHER, of(text, "step"), "other file"),
        Diagnostic { severity: Severity::Off, ..Diagnostic::new(&UNUSED_TERM, OTHER, Span::at(0), "off") },
    ];
    let notices = [unreadable()];
    let findings = Findings { diagnostics: &diagnostics, notices: &notices, sources: &set, documents: 2 };
    let shown = render_to_string(&findings, Format::Concise, Options::default());
    insta::assert_snapshot!(shown, @r#"
    a.sop:1:1: hint[unused-term]: other file
    b.sop:1:8: warning[unused-role]: second line
    b.sop:2:6: error[dangling-reference]: nothing is called `x`
    b.sop:2:6: error[unreachable-step]: same place, later name
    secret.sop: error[unreadable-file]: the file cannot be read: permission denied
    "#);
    assert_eq!(summary_line(findings.summary()), "2 documents, 3 errors, 1 warning");
}

#[test]
fn the_summary_counts_in_words() {
    let line = |documents, errors, warnings| summary_line(Summary { documents, errors, warnings });
    assert_eq!(line(42, 2, 1), "42 documents, 2 errors, 1 warning");
    assert_eq!(line(1, 1, 0), "1 document, 1 error, 0 warnings");
}

/// ESC, BEL, CSI, bidirectional controls, a hidden space: in the text, the message, the path, the help and the fix.
#[test]
fn nothing_acts_on_the_terminal() {
    let evil = "\u{1b}[31m\u{7}\u{9b}2J\u{202e}\u{2066}\u{200b}\u{2028}";
    let text = format!("step {evil} b\n");
    let path = format!("a{evil}.sop");
    let set = files(&[(&path, &text)]);
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, FILE, of(&text, evil), format!("`{evil}`\r\nis wrong"))
        .help(format!("no {evil}"))
        .related(FILE, of(&text, "b"), format!("see {evil}"))
        .fix(format!("Drop {evil}"), true, of(&text, "step"), evil);
    let diagnostics = [diagnostic];
    let notices = [Notice { path, message: evil.to_owned(), help: Some(evil.to_owned()) }];
    let findings = Findings { diagnostics: &diagnostics, notices: &notices, sources: &set, documents: 1 };
    for format in [Format::Human, Format::Concise] {
        let shown = render_to_string(&findings, format, Options::default());
        assert!(shown.chars().all(|char| char == '\n' || !inert::is_active(char)), "{shown:?}");
        assert!(shown.contains("`\u{FFFD}[31m\u{FFFD}\u{FFFD}2J\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}` is wrong"), "{shown}");
        // With colours, the only sequences are those that set them.
        let coloured = render_to_string(&findings, format, Options { colour: true });
        for sequence in coloured.split('\u{1b}').skip(1) {
            let (code, _) = sequence.split_once('m').unwrap();
            assert!(code.strip_prefix('[').unwrap().chars().all(|char| char.is_ascii_digit() || char == ';'), "{code:?}");
        }
        let plain: String =
            coloured.split('\u{1b}').enumerate().map(|(number, piece)| if number == 0 { piece } else { piece.split_once('m').unwrap().1 }).collect();
        let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert_eq!(trimmed(&plain), trimmed(&shown));
    }
}

/// Any spans, however wrong, in any texts.
#[test]
fn every_span_can_be_shown() {
    let pieces = ["a", "\n", "\r\n", "\r", "\t", "ä", "漢", "👩‍⚕️", "\u{1b}", "\u{2028}", "\u{b}", "\u{85}", " ", "e\u{301}", "\u{feff}"];
    let mut state = 7u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    for round in 0..2000 {
        let mut text = |most: usize| -> String { (0..next(most)).map(|_| pieces[next(pieces.len())]).collect() };
        let long = if round % 10 == 0 { 600 } else { 20 };
        let set = files(&[("a.sop", &text(long)), ("b.sop", &text(20))]);
        let mut span = || Span::new(next(long + 20) as u32, next(long + 20) as u32);
        let mut diagnostic = Diagnostic::new(&SYNTAX_ERROR, FILE, span(), "m");
        for file in [FILE, OTHER, FILE, OTHER] {
            diagnostic = diagnostic.related(file, span(), "related");
        }
        let place = LineOf::new(set.text(FILE), diagnostic.span.start);
        let human = shown(&set, std::slice::from_ref(&diagnostic), Format::Human);
        assert!(human.contains(&format!("a.sop:{}:", place.0)), "{human}");
        assert!(human.contains(&format!("{} │", place.0)), "{human}");
        assert_eq!(human.matches("here").count(), 1, "{human}");
        assert_eq!(human.matches("related").count(), 4, "{human}\n{diagnostic:?}");
        shown(&set, &[diagnostic], Format::Json);
    }
}

/// The line of an offset, counted in the plain way.
struct LineOf(usize);

impl LineOf {
    fn new(text: &str, offset: u32) -> Self {
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let inside_break = text[..end].ends_with('\r') && text[end..].starts_with('\n');
        let before = text[..end].replace("\r\n", "\n").replace('\r', "\n");
        LineOf(before.matches('\n').count() + 1 - usize::from(inside_break))
    }
}

/// What is shown of a large file is what is around each finding, and no more.
#[test]
fn of_a_large_file_little_is_shown() {
    let lines = "  step s \"Do the thing with ä\" by agent\n".repeat(100_000);
    let line = lines.replace('\n', " ");
    let set = files(&[("lines.sop", &lines), ("line.sop", &line)]);
    let diagnostics: Vec<Diagnostic> = (0..2000)
        .map(|number| {
            let span = Span::new(number * 2000 + 2, number * 2000 + 6);
            let last = lines.len() as u32 - 10;
            Diagnostic::new(&DUPLICATE_NAME, FileId(number % 2), span, "twice").related(FILE, Span::new(last, last + 3), "here too")
        })
        .collect();
    for format in [Format::Human, Format::Concise, Format::Json] {
        assert!(shown(&set, &diagnostics, format).len() < 4_000_000);
    }
}
