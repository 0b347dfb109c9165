//! Links that lead somewhere. In: the pages of the book, and the pages at the top of the project.
//! Every relative link leads to a file that is there, and to a heading in it. A link in the book stays
//! in the book, and every page of it is in its summary. Absent: links to other sites, which nobody
//! can hold.

use super::markdown::{Part, parts};
use super::sources::{markdown_below, project};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

const AT_THE_TOP: [&str; 4] = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "examples/README.md"];

#[test]
fn every_link_leads_somewhere() {
    let book = project().join("docs");
    let mut pages = markdown_below(&book);
    pages.extend(AT_THE_TOP.map(|name| project().join(name)));
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in pages {
        let page = std::fs::read_to_string(&path).expect("a page");
        let shown = path.strip_prefix(project()).unwrap_or(&path).display().to_string();
        let border = path.starts_with(&book).then_some(book.as_path());
        for (line, target) in links(&page) {
            count += 1;
            wrong.extend(fault(&path, &target, border).map(|fault| format!("{shown}:{line}: `{target}`: {fault}")));
        }
    }
    assert!(count > 100, "{count} links");
    assert!(wrong.is_empty(), "{} of {count} links\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_page_is_in_the_summary() {
    let book = project().join("docs");
    let summary = std::fs::read_to_string(book.join("SUMMARY.md")).expect("the summary");
    let mut listed = BTreeMap::<PathBuf, usize>::new();
    for (_, target) in links(&summary) {
        *listed.entry(book.join(target)).or_default() += 1;
    }
    let pages = markdown_below(&book).into_iter().filter(|page| !page.ends_with("SUMMARY.md"));
    let wrong: Vec<String> = pages.filter(|page| listed.get(page) != Some(&1)).map(|page| page.display().to_string()).collect();
    assert!(wrong.is_empty(), "pages that docs/SUMMARY.md does not list once:\n{}", wrong.join("\n"));
}

/// What is wrong with a relative link on the page at `path`; behind `border` it must not lead.
fn fault(path: &Path, target: &str, border: Option<&Path>) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, heading) = target.split_once('#').map_or((target, None), |(file, heading)| (file, Some(heading)));
    let goal = if file.is_empty() { path.to_path_buf() } else { flat(&path.parent().unwrap_or(path).join(file)) };
    if !goal.exists() {
        return Some("there is no such file".to_string());
    }
    if border.is_some_and(|border| !goal.starts_with(border)) {
        return Some("this is not in the book, and leads nowhere once it is published".to_string());
    }
    if border.is_some() && goal.ends_with("README.md") && !path.ends_with("SUMMARY.md") {
        return Some("mdBook makes `index.html` of a README.md, and this link leads nowhere then".to_string());
    }
    let heading = heading?;
    let known = anchors(&std::fs::read_to_string(&goal).ok()?);
    (!known.contains(heading)).then(|| format!("the page has no such heading, but {known:?}"))
}

/// A path without `..`.
fn flat(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            out.pop();
        } else {
            out.push(part)
        }
    }
    out
}

/// The targets of the links outside of code, each with its line.
fn links(page: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in page.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // every second piece stands between backticks
        let text: String = line.split('`').enumerate().map(|(at, piece)| if at % 2 == 0 { piece } else { "_" }).collect();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        found.extend(targets.map(|target| (at + 1, target.to_string())));
    }
    found
}

/// The anchors of a page's headings, as mdBook and GitHub make them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = parts(page).into_iter().filter_map(|part| match part {
        Part::Heading { text, .. } => Some(anchor(text.trim_start_matches('#'))),
        Part::Block { .. } => None,
    });
    headings.collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|char| char.is_alphanumeric() || matches!(char, '_' | '-' | ' '));
    kept.map(|char| if char == ' ' { '-' } else { char.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_code_are_none() {
        let page = "see [a](b.md#c) and `[x](y)` [`d`](e.md)\n```\n[f](g)\n```\n";
        assert_eq!(links(page), [(1, "b.md#c".to_string()), (1, "e.md".to_string())]);
    }

    #[test]
    fn headings_become_anchors() {
        assert_eq!(anchor(" What happens next: `else`"), "what-happens-next-else");
    }

    #[test]
    fn broken_links_are_seen() {
        let readme = project().join("README.md");
        assert!(fault(&readme, "nothing.md", None).is_some_and(|fault| fault.contains("no such file")));
        assert!(fault(&readme, "README.md#nothing", None).is_some_and(|fault| fault.contains("no such heading")));
        assert!(fault(&readme, "docs/../README.md", Some(&project().join("docs"))).is_some_and(|fault| fault.contains("not in the book")));
        let page = project().join("docs/language.md");
        assert!(fault(&page, "README.md", Some(&project().join("docs"))).is_some_and(|fault| fault.contains("index.html")));
        assert_eq!(fault(&readme, "README.md#install", None), None);
    }
}
