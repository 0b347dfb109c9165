//! The pages of the checks are true: each has its headings, its example shows the findings that are
//! marked in it and no others, its repaired text is clean, and safe fixes repair.

use super::findings::Checked;
use super::fixture::Fixture;
use super::markdown::{Part, parts};
use super::sources::project;
use sopc::diagnostic::{Severity, checks};
use std::collections::BTreeSet;

/// The headings of a page behind its title, in order.
const HEADINGS: [&str; 5] = ["## Why it matters", "## Example", "## Repaired", "## When it stays quiet", "## Where it comes from"];
const OPTIONAL: &str = "## When it stays quiet";
/// What cannot be read cannot be shown either.
const WITHOUT_EXAMPLE: &str = "unreadable-file";

#[test]
fn every_check_has_a_page_and_every_page_a_check() {
    let folder = project().join("compiler/docs/checks");
    let names = std::fs::read_dir(folder).expect("the pages").map(|entry| entry.expect("a page").file_name().to_string_lossy().into_owned());
    let pages: BTreeSet<String> = names.collect();
    let rows: BTreeSet<String> = checks().iter().map(|check| format!("{}.md", check.name)).collect();
    assert_eq!(rows.len(), checks().len(), "a check stands twice in the table");
    assert_eq!(pages, rows);
}

#[test]
fn every_page_is_true() {
    let mut wrong = Vec::new();
    for check in checks() {
        let path = format!("compiler/docs/checks/{}.md", check.name);
        wrong.extend(page(check.name, check.page).into_iter().map(|(line, fault)| format!("{path}:{line}: {fault}")));
    }
    assert!(wrong.is_empty(), "{} faults\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// What is wrong with a page, each fault with its line.
fn page(check: &str, page: &str) -> Vec<(usize, String)> {
    let mut wrong = Vec::new();
    let (mut section, mut headings) = (String::new(), Vec::new());
    let (mut examples, mut repaired) = (0, 0);
    for part in parts(page) {
        match part {
            Part::Heading { line, text } => {
                if !text.starts_with("### ") {
                    headings.push(text.clone());
                    section.clone_from(&text);
                }
                if headings.len() == 1 && text != format!("# {check}") {
                    wrong.push((line, format!("the title is `{text}`, not `# {check}`")));
                }
            }
            Part::Block { line, info, text } if info.split_whitespace().next() == Some("sop") => match section.as_str() {
                "## Example" => {
                    examples += 1;
                    wrong.extend(example(check, &text).map(|fault| (line, fault)));
                }
                "## Repaired" => {
                    repaired += 1;
                    wrong.extend(quiet(check, &Fixture::parse(&text)).map(|fault| (line, fault)));
                }
                _ => wrong.push((line, "blocks of the language stand under `## Example` and `## Repaired`".to_string())),
            },
            Part::Block { .. } => {}
        }
    }
    let shown = check != WITHOUT_EXAMPLE;
    let is_due = |heading: &&str| match *heading {
        OPTIONAL => headings.iter().any(|given| given == OPTIONAL),
        "## Example" | "## Repaired" => shown,
        _ => true,
    };
    let due: Vec<&str> = HEADINGS.into_iter().filter(is_due).collect();
    if headings.iter().skip(1).ne(&due) {
        wrong.push((1, format!("the headings are {:?}, not {due:?}", headings.get(1..).unwrap_or(&[]))));
    }
    if shown && (examples == 0 || repaired == 0) {
        wrong.push((1, "a page has a block under `## Example` and one under `## Repaired`".to_string()));
    }
    wrong
}

/// What is wrong with an example: the marks are the findings, and the check is among them.
fn example(check: &str, block: &str) -> Option<String> {
    let fixture = Fixture::parse(block);
    let checked = Checked::of(&fixture);
    if let Some(difference) = checked.difference(&fixture, Some(check)) {
        return Some(difference);
    }
    if checked.of_check(check).is_empty() {
        return Some(format!("`{check}` finds nothing in its own example"));
    }
    let fixed = checked.fixed(&fixture, check)?;
    let without_fix = checked.of_check(check).iter().filter(|finding| !finding.fixes.iter().any(|fix| fix.safe)).count();
    let again = Checked::of(&fixed);
    let left = again.of_check(check).len();
    (left > without_fix).then(|| format!("the safe fixes leave {left} findings of `{check}`:\n{}", fixed.annotated(&[])))
}

/// What is found where nothing should be: warnings, errors, and whatever the check itself finds.
fn quiet(check: &str, fixture: &Fixture) -> Option<String> {
    let checked = Checked::of(fixture);
    let loud = checked.findings.iter().filter(|finding| finding.severity >= Severity::Warning || finding.check.name == check);
    let said = loud.map(|finding| format!("{}: {}", finding.check.name, finding.message)).chain(checked.unreadable.clone());
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("the repaired text is not clean: {}\n{}", said.join("; "), fixture.annotated(&annotations(&checked, fixture))))
}

fn annotations(checked: &Checked, fixture: &Fixture) -> Vec<super::fixture::Expected> {
    checked.findings.iter().filter_map(|finding| checked.annotation(fixture, finding)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &str = "# syntax-error\n## Why it matters\n## Example\n```sop\nglossary GLO-A-1 \"x\" {\n  version 1\n  owner a\n  role a \"A\"\n  role\n  // ^ syntax-error\n}\n```\n## Repaired\n```sop\nglossary GLO-A-1 \"x\" { version 1\n  owner a\n  role a \"A\" }\n```\n## Where it comes from\n";

    fn faults(page_text: &str) -> String {
        page("syntax-error", page_text).into_iter().map(|(line, fault)| format!("{line}: {fault}\n")).collect()
    }

    #[test]
    fn a_true_page_passes() {
        assert_eq!(faults(RIGHT), "");
    }

    #[test]
    fn each_kind_of_untruth_is_seen() {
        let cases = [
            (RIGHT.replace("  // ^ syntax-error\n", ""), "4: not expected: line 5: syntax-error"),
            (RIGHT.replace("^ syn", "^^ syn"), "not found: GLO-A-1.sop:5: //   ^^ syntax-error"),
            (RIGHT.replace("  role\n  // ^ syntax-error\n", ""), "finds nothing in its own example"),
            (RIGHT.replace("\"A\" }", "\"A\" role }"), "the repaired text is not clean: syntax-error"),
            (RIGHT.replace("## Repaired", "## Repair"), "1: the headings are"),
            (RIGHT.replace("# syntax-error", "# syntax-errors"), "1: the title is `# syntax-errors`"),
            (RIGHT.replace("## Why it matters\n", ""), "1: the headings are"),
        ];
        for (page_text, fault) in cases {
            let found = faults(&page_text);
            assert!(found.contains(fault), "{fault:?} is not in:\n{found}");
        }
    }

    #[test]
    fn safe_fixes_are_tried() {
        let block = "glossary GLO-A-1 \"x\" {\n  version 1\n  owner a\n  // sop-ignore[unused-term]: why\n//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-suppression\n  role a \"A\"\n}\n";
        assert_eq!(example("unused-suppression", block), None);
        let fixture = Fixture::parse(block);
        let fixed = Checked::of(&fixture).fixed(&fixture, "unused-suppression").expect("a fix");
        assert!(!fixed.files[0].text.contains("sop-ignore"));
    }
}
