//! The human rendering.

use super::*;

const SOP: &str =
    "sop SOP-REF-001 \"Refund\" {\r\n\tstep look_up \"Look 漢字 👍 up\" by agent {\r\n\t\t-> aprove\r\n\t}\r\n  step approve \"Approve\" by agent\r\n}\r\n";
const GLOSSARY: &str = "glossary GLO-ORG-001 \"Wörter\" {\n  role agent \"Bearbeiter für Rückgaben\" // ä\n}\n";

fn human(diagnostics: &[Diagnostic]) -> String {
    shown(&files(&[("sop/SOP-REF-001.sop", SOP), ("GLO-ORG-001.sop", GLOSSARY)]), diagnostics, Format::Human)
}

#[test]
fn labels_help_fixes_and_page() {
    let shown = human(&[Diagnostic::new(&DANGLING_REFERENCE, FILE, of(SOP, "aprove"), "no label is called `aprove`")
        .related(FILE, of(SOP, "approve \""), "a label of nearly this name")
        .help("name a label or an outcome of this document")
        .fix("Write `approve`", true, of(SOP, "aprove"), "approve")
        .fix("Remove the jump", false, of(SOP, "\t\t-> aprove\r\n"), "")]);
    insta::assert_snapshot!(shown, @r#"
    error[dangling-reference]: no label is called `aprove`
       ╭─[ sop/SOP-REF-001.sop:3:6 ]
       │
     3 │         -> aprove
       │            ───┬──
       │               ╰──── here
       │
     5 │   step approve "Approve" by agent
       │        ────┬────
       │            ╰────── a label of nearly this name
       │
       │ help: name a label or an outcome of this document
       │ help: write `approve`
       │ help: remove the jump (needs a look)
       │ note: see `sopc explain dangling-reference`
    ───╯
    "#);
}

#[test]
fn several_files_and_wide_characters() {
    let shown = human(&[Diagnostic::new(&WRONG_KIND, FILE, of(SOP, "👍"), "`👍` is no role")
        .related(OTHER, of(GLOSSARY, "für"), "a role is defined here")
        .related(FILE, of(SOP, "SOP-REF-001"), "in this document")
        .related(OTHER, of(GLOSSARY, "GLO-ORG-001"), "of this glossary")]);
    insta::assert_snapshot!(shown, @r#"
    error[wrong-kind]: `👍` is no role
       ╭─[ sop/SOP-REF-001.sop:2:24 ]
       │
     1 │ sop SOP-REF-001 "Refund" {
       │     ─────┬─────
       │          ╰─────── in this document
     2 │     step look_up "Look 漢字 👍 up" by agent {
       │                             ┬─
       │                             ╰─── here
       │
       ├─[ GLO-ORG-001.sop:2:26 ]
       │
     1 │ glossary GLO-ORG-001 "Wörter" {
       │          ─────┬─────
       │               ╰─────── of this glossary
     2 │   role agent "Bearbeiter für Rückgaben" // ä
       │                          ─┬─
       │                           ╰─── a role is defined here
       │
       │ note: see `sopc explain wrong-kind`
    ───╯
    "#);
}

#[test]
fn several_lines() {
    let shown =
        human(&[Diagnostic::new(&ENDLESS_LOOP, FILE, of(SOP, "step look_up \"Look 漢字 👍 up\" by agent {\r\n\t\t-> aprove\r\n\t}\r\n"), "no way out")
            .related(FILE, of(SOP, "aprove"), "goes back")]);
    insta::assert_snapshot!(shown, @r#"
    error[endless-loop]: no way out
       ╭─[ sop/SOP-REF-001.sop:2:2 ]
       │
     2 │ ╭─▶     step look_up "Look 漢字 👍 up" by agent {
     3 │ │           -> aprove
       │ │              ───┬──
       │ │                 ╰──── goes back
     4 │ ├─▶     }
       │ │
       │ ╰──────────── here
       │
       │ note: see `sopc explain endless-loop`
    ───╯
    "#);
}

#[test]
fn empty_places_and_the_end_of_the_file() {
    let brace = Span::at(SOP.len() as u32);
    let shown = human(&[
        Diagnostic::new(&SYNTAX_ERROR, FILE, brace, "a `}` is missing").fix("Add the brace", true, brace, "}\n"),
        Diagnostic::new(&SYNTAX_ERROR, FILE, Span::at(of(SOP, "{\r\n\tstep").start), "between"),
        Diagnostic::new(&SYNTAX_ERROR, FILE, of(SOP, "\r\n\tstep"), "from the line break on"),
        Diagnostic::new(&SYNTAX_ERROR, OTHER, Span::new(9000, 4), "outside"),
    ]);
    insta::assert_snapshot!(shown, @r#"
    error[syntax-error]: outside
       ╭─[ GLO-ORG-001.sop:4:1 ]
       │
     4 │
       │ ┬
       │ ╰── here
       │
       │ note: see `sopc explain syntax-error`
    ───╯

    error[syntax-error]: between
       ╭─[ sop/SOP-REF-001.sop:1:26 ]
       │
     1 │ sop SOP-REF-001 "Refund" {
       │                          ┬
       │                          ╰── here
       │
       │ note: see `sopc explain syntax-error`
    ───╯

    error[syntax-error]: from the line break on
       ╭─[ sop/SOP-REF-001.sop:1:27 ]
       │
     1 │ ╭─▶ sop SOP-REF-001 "Refund" {
     2 │ ├─▶     step look_up "Look 漢字 👍 up" by agent {
       │ │
       │ ╰──────────────────────────────────────────────────── here
       │
       │ note: see `sopc explain syntax-error`
    ───╯

    error[syntax-error]: a `}` is missing
       ╭─[ sop/SOP-REF-001.sop:7:1 ]
       │
     7 │
       │ ┬
       │ ╰── here
       │
       │ help: add the brace: `}`
       │ note: see `sopc explain syntax-error`
    ───╯
    "#);
}

#[test]
fn an_empty_file_and_a_byte_order_mark() {
    let set = files(&[("empty.sop", ""), ("mark.sop", "\u{feff}abc\n")]);
    let diagnostics =
        [Diagnostic::new(&SYNTAX_ERROR, FILE, Span::at(0), "no document"), Diagnostic::new(&SYNTAX_ERROR, OTHER, of("\u{feff}abc", "abc"), "no keyword")];
    insta::assert_snapshot!(shown(&set, &diagnostics, Format::Human), @r#"
    error[syntax-error]: no document
       ╭─[ empty.sop:1:1 ]
       │
     1 │
       │ ┬
       │ ╰── here
       │
       │ note: see `sopc explain syntax-error`
    ───╯

    error[syntax-error]: no keyword
       ╭─[ mark.sop:1:2 ]
       │
     1 │ abc
       │ ─┬─
       │  ╰─── here
       │
       │ note: see `sopc explain syntax-error`
    ───╯
    "#);
}

#[test]
fn a_long_line_is_cut() {
    let numbers: Vec<String> = (0..14_000).map(|number| format!("{number:>5}, ")).collect();
    let text = format!("ok\n{}\n", numbers.concat());
    let set = files(&[("long.sop", &text)]);
    let diagnostics = [
        Diagnostic::new(&SYNTAX_ERROR, FILE, of(&text, "  500,"), "one").related(FILE, of(&text, " 9000"), "two"),
        Diagnostic::new(&SYNTAX_ERROR, FILE, of(&text, &numbers.concat()), "all"),
    ];
    insta::assert_snapshot!(shown(&set, &diagnostics, Format::Human), @r#"
    error[syntax-error]: all
       ╭─[ long.sop:2:1 ]
       │
     2 │     0,     1,     2,     3,     4,     5,    …, 13996, 13997, 13998, 13999,
       │ ──────────────────────────────────────┬─────────────────────────────────────
       │                                       ╰─────────────────────────────────────── here
       │
       │ note: see `sopc explain syntax-error`
    ───╯

    error[syntax-error]: one
       ╭─[ long.sop:2:3501 ]
       │
     2 │ …,   496,   497,   498,   499,   500,   501,   502,   503,   504,   505,   506,   …,  8996,  8997,  8998,  8999,  9000,  9001,  9002,  9003,  9004,  9005,  9006,  …
       │                                ───┬──                                                                            ──┬──
       │                                   ╰───────────────────────────────────────────────────────────────────────────────────── here
       │                                                                                                                    │
       │                                                                                                                    ╰──── two
       │
       │ note: see `sopc explain syntax-error`
    ───╯
    "#);
}

#[test]
fn far_lines_keep_their_numbers() {
    let text: String = (1..=20_000).map(|line| format!("line {line};\n")).collect();
    let set = files(&[("far.sop", &text)]);
    let diagnostic = Diagnostic::new(&DUPLICATE_NAME, FILE, of(&text, "line 15000;"), "twice")
        .related(FILE, of(&text, "line 7;"), "first defined here")
        .related(FILE, of(&text, "line 8;"), "next");
    insta::assert_snapshot!(shown(&set, &[diagnostic], Format::Human), @r#"
    error[duplicate-name]: twice
           ╭─[ far.sop:15000:1 ]
           │
         7 │ line 7;
           │ ───┬───
           │    ╰───── first defined here
         8 │ line 8;
           │ ───┬───
           │    ╰───── next
           │
     15000 │ line 15000;
           │ ─────┬─────
           │      ╰─────── here
           │
           │ note: see `sopc explain duplicate-name`
    ───────╯
    "#);
}

#[test]
fn a_file_that_cannot_be_read() {
    let set = files(&[]);
    let notices = [unreadable()];
    let findings = Findings { diagnostics: &[], notices: &notices, sources: &set, documents: 0 };
    insta::assert_snapshot!(render_to_string(&findings, Format::Human, Options::default()), @r#"
    error[unreadable-file]: the file cannot be read: permission denied
       ╭─[ secret.sop ]
       │
       │ help: allow reading it, or exclude it in `sop.toml`
       │ note: see `sopc explain unreadable-file`
    ───╯
    "#);
}

#[test]
fn many_related_places_are_counted() {
    let text: String = (0..100).map(|line| format!("n{line:02}\n")).collect();
    let set = files(&[("a.sop", &text)]);
    let mut diagnostic = Diagnostic::new(&DUPLICATE_ID, FILE, of(&text, "n00"), "`n` is there often");
    for line in 1..100 {
        diagnostic = diagnostic.related(FILE, of(&text, &format!("n{line:02}")), "and here");
    }
    let shown = shown(&set, &[diagnostic], Format::Human);
    assert_eq!(shown.matches("and here").count(), 8);
    assert!(shown.contains("note: 91 more related places not shown"), "{shown}");
}
