//! The guided walk of the book is true: `docs/guide/first-procedure.md` is gone through in a folder of
//! its own, from top to bottom, with the real command. Of its blocks
//!
//! - `sop` with `//- path` on its first line writes that file,
//! - `diff` takes the lines behind `-` out of that file and puts those behind `+` in,
//! - `console` runs each `$ sopc …` and expects what stands below it; `…` on a line of its own stands
//!   for any lines; other commands are not run.

use super::command::sopc;
use super::markdown::{Part, parts};
use super::sources::project;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_first_procedure_goes_as_it_is_told() {
    let page = fs::read_to_string(project().join("docs/guide/first-procedure.md")).expect("the page");
    let ground = tempfile::tempdir().expect("a folder");
    let mut folder = ground.path().to_path_buf();
    let mut last: Option<PathBuf> = None;
    let mut ran = 0;
    for part in parts(&page) {
        let Part::Block { line, info, text } = part else { continue };
        match info.split_whitespace().next() {
            Some("sop") => {
                let Some((name, text)) = text.strip_prefix("//- ").and_then(|text| text.split_once('\n')) else { continue };
                let path = folder.join(name.trim());
                fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
                fs::write(&path, text).expect("the file");
                last = Some(path);
            }
            Some("diff") => change(last.as_deref().expect("a file to change"), &text, line),
            Some("console") => ran += console(&mut folder, &text, line),
            _ => {}
        }
    }
    assert!(ran >= 5, "only {ran} commands were run");
}

/// Changes a file as a `diff` block says.
fn change(path: &Path, diff: &str, line: usize) {
    let lines = |mark: char| -> String { diff.lines().filter_map(|line| line.strip_prefix(mark)).map(|line| format!("{line}\n")).collect() };
    let (old, new) = (lines('-'), lines('+'));
    let text = fs::read_to_string(path).expect("the file");
    assert_eq!(text.matches(&old).count(), 1, "line {line}: these lines stand once in the file:\n{old}");
    fs::write(path, text.replace(&old, &new)).expect("the file");
}

/// Runs the commands of a block, and says how many.
fn console(folder: &mut PathBuf, text: &str, line: usize) -> usize {
    let mut ran = 0;
    for said in text.split("$ ").skip(1) {
        let (command, expected) = said.split_once('\n').expect("a line");
        let words: Vec<&str> = command.split('#').next().unwrap_or(command).split_whitespace().collect();
        match words.as_slice() {
            ["cd", name] => folder.push(name),
            ["sopc", arguments @ ..] => {
                ran += 1;
                let run = Command::new(sopc()).args(arguments).current_dir(&*folder).env("NO_COLOR", "1").env("COLUMNS", "100").output().expect("sopc");
                let printed = [run.stdout, run.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
                let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
                assert!(
                    fits(&expected.trim_end().lines().map(str::trim_end).collect::<Vec<_>>(), &printed),
                    "line {line}: `{command}` prints\n{}",
                    printed.join("\n")
                );
            }
            _ => {}
        }
    }
    ran
}

/// Whether lines are as expected, where `…` stands for any; blank lines at the end count for nothing.
fn fits(expected: &[&str], lines: &[&str]) -> bool {
    match expected {
        [] => lines.iter().all(|line| line.is_empty()),
        ["…", rest @ ..] => (0..=lines.len()).any(|at| fits(rest, &lines[at..])),
        [first, rest @ ..] => lines.first() == Some(first) && fits(rest, &lines[1..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_stand_for_any_lines() {
        assert!(fits(&["a", "…", "d"], &["a", "b", "c", "d", ""]));
        assert!(fits(&[], &[""]));
        assert!(!fits(&["a", "d"], &["a", "b", "d"]));
        assert!(!fits(&["a"], &["a", "b"]));
    }
}
