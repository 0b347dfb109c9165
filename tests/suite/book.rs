//! The pages of the book that are made from the compiler: a page for each check, the list of them, and
//! the help of each command. In: the table of checks and the real command. Each page is committed, and
//! a test fails when one is stale; `UPDATE=1 cargo test -p sopc-tests book` writes them.

use super::command::sopc;
use super::sources::project;
use sopc::diagnostic::{Check, checks};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

/// Holds the files of the book against what they should be, or writes them.
fn hold(due: &BTreeMap<PathBuf, String>) {
    let update = std::env::var_os("UPDATE").is_some();
    let mut stale = Vec::new();
    for (path, text) in due {
        if std::fs::read_to_string(path).is_ok_and(|found| found == *text) {
            continue;
        }
        if update {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
            std::fs::write(path, text).expect("the page");
        } else {
            stale.push(path.display().to_string());
        }
    }
    assert!(stale.is_empty(), "stale, run `UPDATE=1 cargo test -p sopc-tests book`:\n{}", stale.join("\n"));
}

/// The checks by their groups, in the order of the table.
fn groups() -> Vec<(&'static str, Vec<&'static Check>)> {
    let mut groups: Vec<(&str, Vec<&Check>)> = Vec::new();
    for check in checks() {
        match groups.iter_mut().find(|(title, _)| *title == check.group.title()) {
            Some((_, members)) => members.push(check),
            None => groups.push((check.group.title(), vec![check])),
        }
    }
    groups
}

#[test]
fn every_check_is_in_the_book() {
    let docs = project().join("docs");
    let mut due = BTreeMap::new();
    let mut list = String::new();
    let mut summary = String::new();
    for (title, members) in groups() {
        let _ = write!(list, "\n## {title}\n\n| check | level | what it finds |\n|---|---|---|\n");
        let group = title.to_lowercase().replace(' ', "-");
        let _ = writeln!(summary, "  - [{title}](checks/group-{group}.md)");
        let mut page = format!("# {title}\n\n| check | what it finds |\n|---|---|\n");
        for check in members {
            let (name, level, about) = (check.name, check.severity.name(), check.summary);
            let _ = writeln!(list, "| [`{name}`](checks/{name}.md) | {level} | {about} |");
            let _ = writeln!(page, "| [`{name}`]({name}.md) | {about} |");
            let _ = writeln!(summary, "    - [{name}](checks/{name}.md)");
            due.insert(docs.join(format!("checks/{name}.md")), format!("{{{{#include ../../compiler/docs/checks/{name}.md}}}}\n"));
        }
        due.insert(docs.join(format!("checks/group-{group}.md")), page);
    }
    due.insert(docs.join("checks.md"), between(&docs.join("checks.md"), &list));
    let path = docs.join("SUMMARY.md");
    let page = std::fs::read_to_string(&path).expect("the summary");
    // the checks are its last entry, and those below it
    let (before, _) = page.split_once(LAST).expect("the entry of all checks");
    due.insert(path, format!("{before}{LAST}{summary}"));
    let strays = std::fs::read_dir(docs.join("checks")).into_iter().flatten().map(|entry| entry.expect("an entry").path());
    let strays: Vec<PathBuf> = strays.filter(|path| !due.contains_key(path)).collect();
    assert!(strays.is_empty(), "no check has these pages, remove them: {strays:?}");
    hold(&due);
}

const LAST: &str = "- [All checks](checks.md)\n";
const BEGIN: &str = "<!-- made from the table of checks -->\n";
const END: &str = "<!-- until here -->";

/// The file with other lines between its two marks.
fn between(path: &std::path::Path, lines: &str) -> String {
    let page = std::fs::read_to_string(path).expect("a page");
    let (before, rest) = page.split_once(BEGIN).expect("the first mark");
    let (_, behind) = rest.split_once(END).expect("the second mark");
    format!("{before}{BEGIN}{lines}{END}{behind}")
}

#[test]
fn the_help_of_every_command_is_in_the_book() {
    let path = project().join("docs/commands.md");
    let page = std::fs::read_to_string(&path).expect("the page of the commands");
    let mut out = String::new();
    let mut rest = page.as_str();
    const FENCE: &str = "```text\n$ sopc ";
    let mut shown = Vec::new();
    while let Some((before, block)) = rest.split_once(FENCE) {
        let (command, body) = block.split_once('\n').expect("a line");
        let (_, behind) = body.split_once("```").expect("the end of the block");
        let _ = write!(out, "{before}{FENCE}{command}\n{}", help(command));
        shown.push(command.to_string());
        rest = behind;
        out += "```";
    }
    out += rest;
    let whole = help("--help");
    let commands = whole.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands = commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let missing: Vec<&str> = commands.filter(|name| !shown.contains(&format!("{name} --help"))).collect();
    assert!(missing.is_empty(), "docs/commands.md does not show the help of {missing:?}");
    hold(&BTreeMap::from([(path, out)]));
}

/// What the command prints, without blanks at the ends of lines.
fn help(arguments: &str) -> String {
    let run = Command::new(sopc()).args(arguments.split_whitespace()).env("COLUMNS", "100").output().expect("sopc");
    let text = String::from_utf8(run.stdout).expect("UTF-8");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
