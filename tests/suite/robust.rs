//! Hard to break: whatever the bytes are, there is an answer, in work that grows as the text does
//! and on a small stack; and what is damaged in one place leaves the findings elsewhere as they were.

use super::sources::{examples, project};
use allocation_counter::measure;
use proptest::prelude::*;
use sopc::check::{Options, check};
use sopc::diagnostic::Diagnostic;
use sopc::model::{documents, summary, suppressions};
use sopc::syntax::{NodeKind, Parsed, lex, parse};
use sopc::text::Span;
use sopc::workspace::Workspace;
use sopc::workspace::discover::{Found, FoundFile};
use std::path::PathBuf;

/// Reads, lowers and summarises a text: all that happens to a file by itself.
fn read(text: &str) -> Parsed {
    let parsed = parse(text);
    for document in documents(&parsed, text) {
        summary(&document);
    }
    suppressions(text, &parsed.comments);
    parsed
}

/// A workspace of these files.
fn workspace(files: impl IntoIterator<Item = (PathBuf, String)>) -> Workspace {
    let mut files: Vec<FoundFile> = files.into_iter().map(|(path, text)| FoundFile { path, text, asked: true, config: 0 }).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let found = Found { root: project(), configs: Vec::new(), files, problems: Vec::new() };
    Workspace::load(found, 0, &|path| path.display().to_string())
}

fn findings(workspace: &Workspace) -> Vec<Diagnostic> {
    check(workspace, &Options::default())
}

/// Tokens, comments and the white space between them are the text.
fn joins(text: &str) -> Result<(), TestCaseError> {
    let lexed = lex(text);
    let mut spans: Vec<Span> = lexed.tokens.iter().map(|token| token.span()).chain(lexed.comments).collect();
    spans.sort();
    let mut end = 0;
    for span in spans.into_iter().chain([Span::at(text.len() as u32)]) {
        let gap = text.get(end..span.start as usize);
        prop_assert!(gap.is_some(), "{span:?} overlaps what is before it");
        let blank = |char: char| char.is_whitespace() || char == '\u{feff}';
        prop_assert!(gap.unwrap_or_default().chars().all(blank), "{gap:?} is in no token");
        end = span.end as usize;
    }
    prop_assert_eq!(end, text.len());
    Ok(())
}

/// Every span that a reading speaks of lies in the text.
fn fits(text: &str, parsed: &Parsed) -> Result<(), TestCaseError> {
    for error in &parsed.errors {
        prop_assert!(text.get(error.span.range()).is_some(), "{:?} of {error:?}", error.span);
        for edit in error.fix.iter().flat_map(|(_, edits)| edits) {
            prop_assert!(text.get(edit.span.range()).is_some(), "{edit:?}");
        }
    }
    Ok(())
}

/// Tokens of the examples in any order: texts that go deep into the grammar.
fn soup() -> impl Strategy<Value = String> {
    let mut words: Vec<String> =
        examples().iter().flat_map(|(_, text)| lex(text).tokens.iter().map(|token| token.span().of(text).to_string()).collect::<Vec<_>>()).collect();
    words.sort();
    words.dedup();
    words.extend(sopc::syntax::token::KEYWORDS.iter().map(|(word, _)| (*word).to_string()));
    words.extend(
        ["{", "}", "(", ")", "\"", "\"\"\"", "->", "|", "||", ",", "\n", "\n  ", "\n    ", "// sop-ignore[x]", "“", "„", "{x}", "\\"].map(str::to_string),
    );
    let word = proptest::sample::select(words);
    proptest::collection::vec(word, 0..120).prop_map(|words| words.join(" "))
}

/// An example with a span taken out, doubled, or put elsewhere.
fn mangled() -> impl Strategy<Value = String> {
    let texts: Vec<String> = examples().into_iter().map(|(_, text)| text).collect();
    (proptest::sample::select(texts), any::<[proptest::sample::Index; 3]>(), 0..3).prop_map(|(text, places, how)| {
        let mut at: Vec<usize> = places.iter().map(|place| boundary(&text, place.index(text.len() + 1))).collect();
        at.sort_unstable();
        let (before, first, second, after) = (&text[..at[0]], &text[at[0]..at[1]], &text[at[1]..at[2]], &text[at[2]..]);
        match how {
            0 => format!("{before}{second}{after}"),
            1 => format!("{before}{first}{first}{second}{after}"),
            _ => format!("{before}{second}{first}{after}"),
        }
    })
}

/// The text with a slip planted in front of a top-level element, the place of the slip, and a span
/// inside another such element.
fn planted(text: &str, places: &[proptest::sample::Index; 4]) -> Option<(String, Span, Span)> {
    let parsed = parse(text);
    let document = parsed.tree.root()?.children().find(|node| node.kind() == NodeKind::Document)?;
    let elements: Vec<Span> = document.child(NodeKind::Block)?.children().map(|child| child.span()).collect();
    if elements.len() < 2 {
        return None;
    }
    let [slip_at, damaged_at, from, to] = *places;
    let before = slip_at.get(&elements).start as usize;
    let line = text[..before].rfind('\n')? + 1;
    if !text[line..before].trim().is_empty() {
        return None;
    }
    let slip = format!("  {SLIP}\n");
    let text = format!("{}{slip}{}", &text[..line], &text[line..]);
    let slip = Span::new(line as u32, (line + slip.len()) as u32);
    let damaged = *damaged_at.get(&elements);
    let shift = if damaged.start >= slip.start { slip.len() } else { 0 };
    let (start, end) = ((damaged.start + shift) as usize, (damaged.end + shift) as usize);
    let mut ends = [from, to].map(|place| boundary(&text, start + place.index(end - start + 1)));
    ends.sort_unstable();
    Some((text, slip, Span::new(ends[0] as u32, ends[1] as u32)))
}

fn without(text: &str, span: Span) -> String {
    format!("{}{}", &text[..span.start as usize], &text[span.end as usize..])
}

/// An error of syntax on a line of its own, whatever stands around it.
const SLIP: &str = "step \"Planted\" nonsense";

/// The text with an error of syntax and a reference to nothing in it.
fn with_slips(text: &str) -> String {
    text.replacen("{\n", &format!("{{\n  {SLIP}\n  supersedes NO-SUCH-1\n"), 1)
}

/// The documents of one example.
fn folder(name: &str) -> Vec<(PathBuf, String)> {
    let root = project().join("examples").join(name);
    let below = examples().into_iter().filter_map(|(path, text)| Some((path.strip_prefix(&root).ok()?.to_path_buf(), text)));
    below.collect()
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let text = String::from_utf8_lossy(&bytes);
        joins(&text)?;
        fits(&text, &read(&text))?;
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,400}") {
        joins(&text)?;
        fits(&text, &read(&text))?;
    }

    #[test]
    fn any_words_are_read_and_checked(text in soup()) {
        joins(&text)?;
        fits(&text, &read(&text))?;
        findings(&workspace([(PathBuf::from("a.sop"), text)]));
    }

    /// An error in one top-level element of a document is still found when any span inside another
    /// one is deleted. An element here is a child of the document's block: a header field, a
    /// declaration, an element of the flow or a scenario, from its first token to its last.
    #[test]
    fn damage_stays_in_its_element((_, text) in proptest::sample::select(examples()), places in any::<[proptest::sample::Index; 4]>()) {
        let Some((text, slip, damaged)) = planted(&text, &places) else { return Ok(()) };
        let before = parse(&text).errors;
        prop_assert!(before.iter().any(|error| slip.covers(error.span)), "the slip is not found: {:?}", before);
        let after = without(&text, damaged);
        let moved = if damaged.end <= slip.start { damaged.len() } else { 0 };
        let slip = Span::new(slip.start - moved, slip.end - moved);
        let found = parse(&after).errors;
        prop_assert!(found.iter().any(|error| slip.covers(error.span)), "{:?} was deleted, found is {:#?} in\n{}", damaged.of(&text), found, after);
    }

    /// What is found in other files, and does not hang on the damaged element, is still found.
    #[test]
    fn damage_stays_in_its_file(which in any::<proptest::sample::Index>(), places in any::<[proptest::sample::Index; 4]>()) {
        let mut texts = folder("refund");
        let (path, text) = which.get(&texts).clone();
        let Some((text, _, damaged)) = planted(&text, &places) else { return Ok(()) };
        let elsewhere = |texts: &[(PathBuf, String)]| {
            let files = texts.iter().map(|(other, text)| (other.clone(), if *other == path { text.clone() } else { with_slips(text) }));
            let workspace = workspace(files);
            let own = workspace.file_at(&path);
            let others = findings(&workspace).into_iter().filter(|finding| Some(finding.file) != own && ["nonsense", "NO-SUCH-1"].iter().any(|part| finding.message.contains(part)));
            others.map(|finding| (finding.file, finding.check.name, finding.span, finding.message)).collect::<Vec<_>>()
        };
        let mut with = |text: String| {
            texts.iter_mut().filter(|(other, _)| *other == path).for_each(|(_, old)| old.clone_from(&text));
            elsewhere(&texts)
        };
        let (before, after) = (with(text.clone()), with(without(&text, damaged)));
        prop_assert!(!before.is_empty(), "the slips are not found");
        for finding in &before {
            prop_assert!(after.contains(finding), "{:?} is lost", finding);
        }
    }

    #[test]
    fn any_mangled_example_is_read_and_checked(text in mangled()) {
        joins(&text)?;
        fits(&text, &read(&text))?;
        findings(&workspace([(PathBuf::from("a.sop"), text)]));
    }
}

/// A text of a size.
type Monster = fn(usize) -> String;

/// Large or deep texts.
fn monsters() -> Vec<(&'static str, Monster)> {
    fn inside(body: String) -> String {
        format!("sop SOP-BIG-001 \"Big\" {{\n{body}\n}}\n")
    }
    fn lines(line: &str, count: usize) -> String {
        inside(format!("{line}\n").repeat(count))
    }
    fn open(token: &str, count: usize, middle: &str, close: &str) -> String {
        inside(format!("if {}{middle}{} -> done", token.repeat(count), close.repeat(count)))
    }
    vec![
        ("braces", |n| inside(format!("{}{}", "section \"a\" {\n".repeat(n), "}\n".repeat(n)))),
        ("braces on a line", |n| inside(format!("{}{}", "section \"a\" { ".repeat(n), "} ".repeat(n)))),
        ("braces alone", |n| "{ ".repeat(n)),
        ("closing braces alone", |n| "} ".repeat(n)),
        ("closing braces on lines", |n| inside(format!("{}{}", "step \"a\"\n    step \"b\"\n".repeat(n), "  }\n".repeat(n)))),
        ("unclosed braces", |n| inside("section \"a\" {\n".repeat(n))),
        ("parentheses", |n| open("(", n, "a", ")")),
        ("unclosed parentheses", |n| open("(", n, "a", "")),
        ("minima", |n| open("min(", n, "a", ")")),
        ("not", |n| open("not ", n, "a", "")),
        ("minus", |n| open("- ", n, "a", " > 1")),
        ("and", |n| open("a and ", n, "a", "")),
        ("sums", |n| open("a + ", n, "a", " > 1")),
        ("earlier", |n| inside(format!("limit a = {}1 day{}", "the earlier of ".repeat(n), " and 1 day".repeat(n)))),
        ("else if", |n| inside(format!("if a {{ }}{}", " else if a { }\n".repeat(n)))),
        ("else if behind a step", |n| inside(format!("step \"a\"{}", " else if a { }\n".repeat(n)))),
        ("if without a block", |n| inside("if a ".repeat(n))),
        ("sections without a block", |n| inside("section \"a\" ".repeat(n))),
        ("late", |n| inside(format!("step \"a\" {}", "late ".repeat(n)))),
        ("else", |n| inside(format!("step \"a\" {}", "else ".repeat(n)))),
        ("else blocks", |n| inside(format!("step \"a\" {}", "else { step \"a\" ".repeat(n)))),
        ("arrows", |n| inside("-> ".repeat(n))),
        ("by", |n| inside(format!("step \"a\" {}", "by ".repeat(n)))),
        ("handlers", |n| inside("follows WI-A-1 { on a ".repeat(n))),
        ("stray words", |n| inside(format!("step \"a\" {}", "please ".repeat(n)))),
        ("stray marks", |n| inside("; ".repeat(n))),
        ("misspelt words", |n| lines("setp \"a\"", n)),
        ("steps between branches", |n| inside(format!("decide \"a\" {{ {} }}", "step \"a\" ".repeat(n)))),
        ("branches", |n| inside(format!("decide \"a\" {{\n{}\n}}", (0..n).map(|at| format!("when \"{at}\" -> done\n")).collect::<String>()))),
        ("paths", |n| inside(format!("parallel {{\n{}\n}}", "branch \"a\" { step \"b\" }\n".repeat(n)))),
        ("rows", |n| inside(format!("table a {{\n{}\n}}", "| a | b || c |\n".repeat(n)))),
        ("cells", |n| inside(format!("table a {{\n{}\n}}", "| a ".repeat(n)))),
        ("a long line", |n| inside("step \"a\" ".repeat(n))),
        ("a long text", |n| inside(format!("note \"{}\"", "a {b} ".repeat(n)))),
        ("a text of many lines", |n| inside(format!("note \"\"\"{}\"\"\"", "a {b}\n".repeat(n)))),
        ("unclosed braces in a text", |n| inside(format!("note \"{}\"", "{".repeat(n)))),
        ("unclosed texts", |n| lines("step \"a", n)),
        ("long quotes", |n| inside("note \"\"\"a ".repeat(n))),
        ("typographic quotes", |n| inside("„a ".repeat(n))),
        ("foreign letters", |n| inside("aé".repeat(n))),
        ("foreign words", |n| inside("é a ".repeat(n))),
        ("foreign marks", |n| inside("é„a„“ ".repeat(n))),
        ("foreign text", |n| inside(format!("note \"{}\"", "é\\\"".repeat(n)))),
        ("comments", |n| lines("// a", n)),
        ("suppressions", |n| lines("// sop-ignore[unused-role]: a", n)),
        ("labels", |n| inside((0..n).map(|at| format!("step a_{at} \"a\"\n-> a_{at}\n")).collect())),
        ("jumps to nowhere", |n| lines("-> nowhere", n)),
        ("documents", |n| "glossary GLO-A-1 \"a\" {\n}\n".repeat(n)),
        ("broken lines and unknown names", |n| lines("; ;\n-> nowhere", n)),
        ("white space", |n| " ".repeat(n)),
        ("one name", |n| inside("a".repeat(n))),
        ("one number", |n| inside("1.".repeat(n))),
        ("one id", |n| inside("A-".repeat(n))),
    ]
}

/// The stack of a thread where nobody asks for more.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(run).expect("a thread");
    thread.join().expect("it ends in order");
}

#[test]
fn deep_and_large_texts_are_read_on_a_small_stack() {
    on_a_small_stack(|| {
        for (name, monster) in monsters() {
            let text = monster(10_000);
            assert!(joins(&text).is_ok(), "{name}");
            assert!(fits(&text, &read(&text)).is_ok(), "{name}");
        }
    });
}

/// A file of ten megabytes, a line of a hundred thousand characters, a text of as many lines, ten
/// thousand branches: read and checked.
#[test]
fn large_documents_are_checked() {
    on_a_small_stack(|| {
        let inside = |body: &str| format!("sop SOP-BIG-001 \"Big\" {{\n  trigger \"a\"\n{body}  -> done\n  outcome done \"a\"\n}}\n");
        let step = "  step \"Look the order up\" within 1 day {\n    note \"By number, or by name.\"\n  }\n";
        let branches: String = (0..10_000).map(|at| format!("    when \"{at}\" continue\n")).collect();
        let texts = [
            inside(&step.repeat(10 * 1024 * 1024 / step.len())),
            inside(&format!("  step \"{}\"\n", "a ".repeat(50_000))),
            inside(&"step \"a\" ".repeat(10_000)),
            inside(&format!("  note \"\"\"{}\"\"\"\n", "a line\n".repeat(100_000))),
            inside(&format!("  decide \"a\" {{\n{branches}  }}\n")),
        ];
        for text in texts {
            assert_eq!(read(&text).errors, [], "{}", &text[..100]);
            let found = findings(&workspace([(PathBuf::from("SOP-BIG-001.sop"), text)]));
            assert!(found.iter().all(|finding| finding.check.name != "syntax-error"));
        }
    });
}

/// Twice the text asks for at most two and a half times the memory, in pieces and in bytes.
#[test]
fn work_grows_as_the_text_does() {
    for (name, monster) in monsters() {
        let work = |size: usize| {
            let text = monster(size);
            let info = measure(|| drop(read(&text)));
            (info.count_total as f64, info.bytes_total as f64)
        };
        let (small, large) = (work(4_000), work(8_000));
        // what is the same for every text, such as the table of a map
        let grows = |small: f64, large: f64, fixed: f64| large <= 2.5 * small + fixed;
        assert!(grows(small.0, large.0, 50.0) && grows(small.1, large.1, 4096.0), "{name}: {small:?}, twice as large: {large:?}");
    }
}
