//! Changes applied one by one give the same findings as reading everything anew, and only what can
//! have changed is looked at again. Edits are random, with a fixed seed.

use super::sources::{examples, project};
use sopc::check::{Options, check_file};
use sopc::diagnostic::{Diagnostic, FileId};
use sopc::workspace::{Change, Workspace};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A small generator of numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// Texts by path, and the findings of each as last told.
struct Editing {
    texts: BTreeMap<String, String>,
    workspace: Workspace,
    findings: BTreeMap<String, Vec<String>>,
    looked_at: usize,
}

fn written(workspace: &Workspace, diagnostic: &Diagnostic) -> String {
    let path = |file: FileId| workspace.file(file).map_or(String::new(), |file| file.path.display().to_string());
    let related: Vec<_> = diagnostic.related.iter().map(|related| (path(related.file), related.span, &related.message)).collect();
    let fixes: Vec<_> =
        diagnostic.fixes.iter().map(|fix| (&fix.title, fix.edits.iter().map(|edit| (path(edit.file), edit.span, &edit.text)).collect::<Vec<_>>())).collect();
    format!("{:?} {} {} {:?} {related:?} {fixes:?}", diagnostic.span, diagnostic.check.name, diagnostic.message, diagnostic.help)
}

fn findings(workspace: &Workspace, file: FileId) -> Vec<String> {
    check_file(workspace, file, &Options::default()).iter().map(|diagnostic| written(workspace, diagnostic)).collect()
}

fn all(workspace: &Workspace) -> BTreeMap<String, Vec<String>> {
    let of = |file: FileId| (workspace.file(file).expect("a file").path.display().to_string(), findings(workspace, file));
    workspace.file_ids().map(of).collect()
}

fn read(texts: &BTreeMap<String, String>) -> Workspace {
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Workspace::in_memory(&files)
}

impl Editing {
    fn of(set: &str) -> Self {
        let root = project().join("examples").join(set);
        let below = |path: &PathBuf| path.strip_prefix(&root).ok().map(|path| path.to_string_lossy().replace('\\', "/"));
        let texts: BTreeMap<String, String> = examples().into_iter().filter_map(|(path, text)| Some((below(&path)?, text))).collect();
        let workspace = read(&texts);
        let findings = all(&workspace);
        Self { texts, workspace, findings, looked_at: 0 }
    }

    fn apply(&mut self, path: &str, text: Option<String>) {
        let change = match &text {
            Some(text) => Change::Write { path: path.into(), text: text.clone() },
            None => Change::Remove { path: path.into() },
        };
        match text {
            Some(text) => self.texts.insert(path.to_owned(), text),
            None => {
                self.findings.remove(path);
                self.texts.remove(path)
            }
        };
        let mut again = self.workspace.apply(change);
        // the places that findings elsewhere point to have moved
        let pointing = self.findings.iter().filter(|(_, findings)| findings.iter().any(|finding| finding.contains(&format!("\"{path}\""))));
        again.extend(pointing.filter_map(|(other, _)| self.workspace.file_at(Path::new(other))));
        again.sort_unstable();
        again.dedup();
        for file in again {
            self.looked_at += 1;
            let path = self.workspace.file(file).expect("an affected file").path.display().to_string();
            self.findings.insert(path, findings(&self.workspace, file));
        }
    }

    fn compare(&self, step: &str) {
        let anew = all(&read(&self.texts));
        for (path, expected) in &anew {
            assert_eq!(self.findings.get(path), Some(expected), "{step}: {path}");
        }
        assert_eq!(self.findings.len(), anew.len(), "{step}");
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One random edit of a text: a piece cut out, doubled, moved, or brought from another text.
fn edited(dice: &mut Dice, text: &str, other: &str) -> String {
    let piece = |dice: &mut Dice, text: &str| {
        let start = boundary(text, dice.below(text.len() + 1));
        let length = if dice.below(3) == 0 { 200 } else { 12 };
        let end = boundary(text, (start + dice.below(length)).min(text.len()));
        (start, end.max(start))
    };
    let (start, end) = piece(dice, text);
    let (from, to) = piece(dice, other);
    let (before, cut, behind) = (&text[..start], &text[start..end], &text[end..]);
    match dice.below(5) {
        0 => format!("{before}{behind}"),
        1 => format!("{before}{cut}{cut}{behind}"),
        2 => format!("{before}{}{behind}", &other[from..to]),
        3 => format!("{before}{cut}{}{behind}", &other[from..to]),
        // a whole line is cut out
        _ => {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let gone = dice.below(lines.len());
            lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect()
        }
    }
}

fn random_edits(set: &str, seed: u64, steps: usize) {
    let mut editing = Editing::of(set);
    let original = editing.texts.clone();
    let paths: Vec<String> = original.keys().cloned().collect();
    let mut dice = Dice(seed);
    for step in 0..steps {
        let path = paths[dice.below(paths.len())].clone();
        let other = original[&paths[dice.below(paths.len())]].clone();
        let text = match (editing.texts.get(&path), dice.below(12)) {
            (Some(_), 0) => None,
            // back as it was, so that the set does not fall apart
            (_, 1..=4) | (None, _) => Some(original[&path].clone()),
            (Some(text), 5) => Some(text.replacen("-001", "-002", 1)),
            (Some(text), _) => Some(edited(&mut dice, text, &other)),
        };
        editing.apply(&path, text);
        editing.compare(&format!("{set}, seed {seed}, step {step}, {path}"));
    }
}

#[test]
fn random_edits_equal_reading_anew() {
    for seed in 0..6 {
        random_edits("refund", seed, 60);
    }
    random_edits("bank-error-resolution", 7, 60);
    random_edits("mri-lab", 8, 25);
}

#[test]
fn a_change_of_the_body_is_nobody_elses_business() {
    let mut editing = Editing::of("mri-lab");
    let (path, text) =
        editing.texts.iter().find(|(path, _)| path.contains("WI-MRI-011")).map(|(path, text)| (path.clone(), text.clone())).expect("a work instruction");
    let changed = text.replacen("step \"", "step \"Slowly: ", 1);
    assert_ne!(text, changed);
    editing.apply(&path, Some(changed));
    editing.compare("a changed step");
    // itself, and the glossary and form that it uses
    assert!(editing.looked_at <= 4, "{} files were looked at", editing.looked_at);
}

#[test]
fn a_new_document_mends_the_references_to_it() {
    let mut editing = Editing::of("refund");
    let path = editing.texts.keys().find(|path| path.ends_with("WI-PAY-003.sop")).expect("the work instruction").clone();
    let text = editing.texts[&path].clone();
    editing.apply(&path, None);
    let broken = editing.findings.values().flatten().filter(|finding| finding.contains("dangling-reference")).count();
    assert!(broken >= 1);
    editing.apply(&path, Some(text));
    editing.compare("the document is back");
    assert!(!editing.findings.values().flatten().any(|finding| finding.contains("dangling-reference")));
}

/// Changes of one document that others are judged by: each is applied, and taken back.
#[test]
fn what_others_are_judged_by_is_followed() {
    let glossary = |role: &str| format!("glossary GLO-A-1 \"W\" {{\n  role {role} \"B\"\n}}\n");
    let callee = |fulfils: &str| format!("sop SOP-B-1 \"B\" {{\n  uses POL-A-1\n  step \"x\" {{ {fulfils} }}\n  -> done\n  outcome done \"D\"\n}}\n");
    let tested = |rain: &str, yes: &str| {
        format!(
            "sop SOP-A-1 \"A\" {{\n  implements POL-A-1\n  trigger \"x\"\n  whenever \"{rain}\" -> done\n  decide ok \"?\" by boss {{ when \"{yes}\" continue when \"No\" -> done }}\n  follows WI-A-1\n  -> done\n  outcome done \"D\"\n}}\n"
        )
    };
    let wi = |call: &str| format!("wi WI-A-1 \"I\" {{\n  step \"x\" {{ {call} }}\n}}\n");
    let files = [
        ("GLO-A-1.sop", glossary("chief")),
        ("POL-A-1.sop", "policy POL-A-1 \"P\" {\n  activity pay \"x\"\n  rule r \"R\" { require pay }\n}\n".to_owned()),
        ("SOP-A-1.sop", tested("It rains", "Yes")),
        ("SOP-A-1.test.sop", "tests SOP-A-1 {\n  scenario \"s\" { given \"It rains\", ok = \"Yes\" expect -> done }\n}\n".to_owned()),
        ("SOP-B-1.sop", callee("asks a: yes/no")),
        ("WI-A-1.sop", wi("perform SOP-B-1")),
    ];
    let texts: BTreeMap<String, String> = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
    let workspace = read(&texts);
    let findings = all(&workspace);
    let mut editing = Editing { texts, workspace, findings, looked_at: 0 };
    let has = |editing: &Editing, path: &str, check: &str| editing.findings[path].iter().any(|finding| finding.contains(check));
    let steps: [(&str, Option<String>, &str, &str, bool); 11] = [
        ("GLO-A-1.sop", Some(glossary("boss")), "SOP-A-1.sop", "write `uses GLO-A-1`", true),
        ("GLO-A-1.sop", Some(glossary("chief")), "SOP-A-1.sop", "write `uses GLO-A-1`", false),
        ("GLO-A-1.sop", None, "SOP-A-1.sop", "write `uses GLO-A-1`", false),
        ("SOP-A-1.sop", Some(tested("It snows", "Yes")), "SOP-A-1.test.sop", "speaks of `It rains`", true),
        ("SOP-A-1.sop", Some(tested("It rains", "Yess")), "SOP-A-1.test.sop", "no answer `Yes`", true),
        ("SOP-A-1.sop", Some(tested("It rains", "Yes")), "SOP-A-1.test.sop", "dangling", false),
        ("SOP-B-1.sop", Some(callee("fulfils pay")), "POL-A-1.sop", "unfulfilled-activity", false),
        ("WI-A-1.sop", Some(wi("asks b: yes/no")), "POL-A-1.sop", "unfulfilled-activity", true),
        ("WI-A-1.sop", Some(wi("perform SOP-B-1")), "POL-A-1.sop", "unfulfilled-activity", false),
        ("SOP-B-1.sop", Some(callee("asks a: yes/no")), "POL-A-1.sop", "unfulfilled-activity", true),
        ("SOP-B-1.sop", None, "POL-A-1.sop", "unfulfilled-activity", false),
    ];
    for (step, (path, text, where_, what, there)) in steps.into_iter().enumerate() {
        editing.apply(path, text);
        editing.compare(&format!("step {step}, {path}"));
        assert_eq!(has(&editing, where_, what), there, "step {step}: {:#?}", editing.findings[where_]);
    }
}
