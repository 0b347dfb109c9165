//! The book and the literate suite are true. Every Markdown file below `docs/` and `tests/literate/`
//! is read; of its blocks
//!
//! - `sop` has the findings that are marked in it (fixture language), and no other warning or error,
//! - `sop quiet` has none,
//! - `sop piece` is a piece of a SOP and has none either; what every SOP has around it is supplied: header,
//!   trigger, end, and the roles and outcomes that the piece names and does not declare,
//! - `sop fragment` stands inside a document and is only read: it has the syntax errors that are
//!   marked in it, and so none where nothing is marked; `sop file` is the same for a whole file,
//! - `sop fixed` is the block above it once its safe fixes are applied.

use super::findings::Checked;
use super::fixture::Fixture;
use super::markdown::{Part, parts};
use super::sources::{markdown_below, project};
use sopc::syntax::token::KEYWORDS;
use sopc::syntax::{Node, lex, parse};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn every_block_is_true() {
    let (mut wrong, mut blocks) = (Vec::new(), 0);
    for path in pages() {
        let shown = path.strip_prefix(project()).unwrap_or(&path).display().to_string();
        let mut above = (String::new(), String::new());
        for (line, info, text) in sop_blocks(&path) {
            blocks += 1;
            let fault = if info == "sop fixed" { fixed(&above.0, &above.1, &text) } else { block(&info, &text) };
            wrong.extend(fault.map(|fault| format!("{shown}:{line}: {fault}")));
            above = (info, text);
        }
    }
    assert!(blocks > 0, "no blocks");
    assert!(wrong.is_empty(), "{} of {blocks} blocks are not true\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// `syntax.md` shows the whole language: every keyword and every kind of node.
#[test]
fn every_construct_is_shown() {
    let (mut nodes, mut words) = (BTreeSet::new(), BTreeSet::new());
    for (_, info, text) in sop_blocks(&project().join("tests/literate/syntax.md")) {
        let text = if info == "sop fragment" { document(&text) } else { text };
        words.extend(lex(&text).tokens.iter().map(|token| token.kind));
        let parsed = parse(&text);
        parsed.tree.root().into_iter().for_each(|root| kinds(root, &mut nodes));
    }
    let missing: Vec<&str> = KEYWORDS.iter().filter(|(_, kind)| !words.contains(kind)).map(|(word, _)| *word).collect();
    assert!(missing.is_empty(), "syntax.md does not show the words {missing:?}");
    let missing: Vec<String> = node_kinds().into_iter().filter(|kind| !nodes.contains(kind) && kind != "Error").collect();
    assert!(missing.is_empty(), "syntax.md does not show the constructs {missing:?}");
}

/// The reference speaks of the whole language too.
#[test]
fn every_word_is_in_the_reference() {
    let pages = markdown_below(&project().join("docs/language"));
    let text: String = pages.iter().map(|path| std::fs::read_to_string(path).expect("a page")).collect();
    let words: BTreeSet<&str> = text.split(|char: char| !char.is_ascii_lowercase() && char != '_').collect();
    let missing: Vec<&str> = KEYWORDS.iter().map(|(word, _)| *word).filter(|word| !words.contains(word)).collect();
    assert!(missing.is_empty(), "docs/language/ does not speak of {missing:?}");
}

fn kinds(node: Node<'_>, into: &mut BTreeSet<String>) {
    into.insert(format!("{:?}", node.kind()));
    node.children().for_each(|child| kinds(child, into));
}

/// The kinds of node, as the tree names them.
fn node_kinds() -> Vec<String> {
    let source = std::fs::read_to_string(project().join("compiler/src/syntax/tree.rs")).expect("the tree");
    let body = source.split("pub enum NodeKind {").nth(1).and_then(|rest| rest.split('}').next()).expect("the kinds of node");
    let kinds = body.lines().map(|line| line.trim().trim_end_matches(',')).filter(|line| line.starts_with(char::is_uppercase));
    kinds.map(str::to_string).collect()
}

/// The Markdown files, in order.
fn pages() -> Vec<PathBuf> {
    let mut found = markdown_below(&project().join("docs"));
    found.extend(markdown_below(&project().join("tests/literate")));
    found
}

/// The blocks of the language in a page: line, info string and text.
fn sop_blocks(path: &Path) -> Vec<(usize, String, String)> {
    let page = std::fs::read_to_string(path).expect("a page");
    let blocks = parts(&page).into_iter().filter_map(|part| match part {
        Part::Block { line, info, text } if info.split_whitespace().next() == Some("sop") => Some((line, info, text)),
        _ => None,
    });
    blocks.collect()
}

/// What is wrong with a block.
fn block(info: &str, text: &str) -> Option<String> {
    match info {
        "sop" => {
            let fixture = Fixture::parse(text);
            Checked::of(&fixture).difference(&fixture, None)
        }
        "sop quiet" => {
            let fixture = Fixture::parse(text);
            let marked = !fixture.expected.is_empty();
            let fault = Checked::of(&fixture).difference(&fixture, None);
            fault.or_else(|| marked.then(|| "a quiet block has no marks".to_string()))
        }
        "sop piece" => piece(text),
        "sop fragment" => only_read(&document(text)),
        "sop file" => only_read(text),
        _ => Some(format!("`{info}` is no kind of block: write `sop`, `sop quiet`, `sop piece`, `sop fragment`, `sop file` or `sop fixed`")),
    }
}

/// How a block differs from the one above it with the safe fixes of its syntax errors.
fn fixed(info: &str, above: &str, text: &str) -> Option<String> {
    let (before, whole) = match info {
        "sop fragment" => (Fixture::parse(&document(above)), document(text)),
        "sop file" => (Fixture::parse(above), text.to_string()),
        _ => return Some("a fixed block stands behind a `sop fragment` or a `sop file`".to_string()),
    };
    let Some(after) = Checked::of(&before).fixed(&before, "syntax-error") else { return Some("nothing above has a safe fix".to_string()) };
    let after = after.annotated(&[]);
    let mut due = Fixture::parse(&whole);
    due.files[0].path.clone_from(&before.files[0].path);
    (after != due.annotated(&[])).then(|| format!("the safe fixes give\n{}", after.replace(OPEN, "")))
}

/// What is wrong with a piece of a SOP. What it does not declare itself is supplied: the roles and
/// outcomes that a check misses; an end, unless it has one; a performer, unless it names who acts.
fn piece(text: &str) -> Option<String> {
    const HEAD: &str = "sop SOP-DOC-001 \"A document\" {\n  version 1.0\n  owner somebody\n  role somebody \"S\"\n";
    const PERFORMER: &str = "  performer somebody\n";
    const END: &str = "  -> finished\n  outcome finished \"It is done\"\n";
    let begin = if text.lines().any(|line| line.starts_with("trigger")) { "" } else { "  trigger \"It begins\"\n" };
    let mut supplied = String::new();
    loop {
        let whole = |performer: &str, end: &str| Fixture::parse(&format!("{HEAD}{performer}{supplied}{begin}{text}{end}}}\n"));
        let fixture = whole(PERFORMER, END);
        let missing = missed(&Checked::of(&fixture));
        if missing.is_empty() || supplied.contains(&missing) {
            let fault = Checked::of(&fixture).difference(&fixture, None)?;
            let others = [(PERFORMER, ""), ("", END), ("", "")].map(|(performer, end)| whole(performer, end));
            let one_is_quiet = others.iter().any(|fixture| Checked::of(fixture).difference(fixture, None).is_none());
            return (!one_is_quiet).then_some(fault);
        }
        supplied += &missing;
    }
}

/// Declarations of the roles and outcomes that a document names and does not have.
fn missed(checked: &Checked) -> String {
    let mut lines = BTreeSet::new();
    for finding in checked.findings.iter().filter(|finding| finding.check.name == "dangling-reference") {
        let name = |said: &str| finding.message.strip_prefix(said)?.strip_suffix('`').map(str::to_string);
        lines.extend(name("no role is called `").map(|name| format!("  role {name} \"{name}\"\n")));
        lines.extend(name("no step or outcome is called `").map(|name| format!("  outcome {name} \"{name}\"\n")));
    }
    lines.into_iter().collect()
}

const OPEN: &str = "sop SOP-DOC-001 \"A document\" {\n";

/// The fragment inside a document, unless it is one itself.
fn document(text: &str) -> String {
    use sopc::syntax::TokenKind as T;
    let tokens = lex(text).tokens;
    let kind = tokens.first().map(|token| token.kind);
    let is_document = matches!(kind, Some(T::Policy | T::Sop | T::Wi | T::Form | T::Glossary | T::Tests));
    if is_document { text.to_string() } else { format!("{OPEN}{text}}}\n") }
}

/// How the syntax errors of a file differ from the marked ones.
fn only_read(text: &str) -> Option<String> {
    let fixture = Fixture::parse(text);
    let mut checked = Checked::of(&fixture);
    checked.findings.retain(|finding| finding.check.name == "syntax-error");
    let difference = checked.difference(&fixture, None)?;
    Some(difference.replace(OPEN, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untrue_blocks_are_seen() {
        assert_eq!(block("sop fragment", "step \"x\"\n"), None);
        assert_eq!(block("sop fragment", "step\n// ^ syntax-error: a text\n"), None);
        assert!(block("sop fragment", "step\n").is_some_and(|fault| fault.contains("not expected: line 2: syntax-error")));
        assert!(block("sop fragment", "step \"x\"\n// ^ syntax-error\n").is_some_and(|fault| fault.contains("not found")));
        assert!(block("sop quiet", "glossary GLO-A-1 \"x\" { role }\n").is_some());
        assert_eq!(block("sop piece", "handoff to clerk with \"a bag\"\nif \"It is late\" -> declined\n"), None);
        assert_eq!(block("sop piece", "step \"x\"\n-> sold\n"), None);
        assert!(block("sop piece", "if wet -> declined\n").is_some_and(|fault| fault.contains("dangling-reference")));
        let bare = "step Wash the roof\n//   ^^^^^^^^^^^^^ syntax-error\n";
        assert_eq!(fixed("sop fragment", bare, "step \"Wash the roof\"\n"), None);
        assert!(fixed("sop fragment", bare, "step \"Wash\"\n").is_some_and(|fault| fault.contains("the safe fixes give")));
        assert!(fixed("sop fragment", "step \"x\"\n", "step \"x\"\n").is_some_and(|fault| fault.contains("no safe fix") || fault.contains("has a safe fix")));
        assert!(block("sop quite", "").is_some_and(|fault| fault.contains("no kind of block")));
    }
}
