//! Every check also speaks of a defect that is planted in the examples, at three places, and is quiet
//! there before. In: the example repositories, and for each check a rule that plants its defect in a
//! document by an edit of a text or of the configuration. Places follow a fixed order: the repositories
//! by name, beginning further on from rule to rule, and in each the first document that a rule applies
//! to. `SHOW=1` prints a table of all.

mod control_flow;
mod document_control;
mod ground;
mod hierarchy;
mod references;
mod roles_and_time;
mod writing;

use super::sources::{example_sets, project};
use ground::{Ground, Planted};
use sopc::check::{Options, check_file};
use sopc::diagnostic::{Diagnostic, FileId, checks};
use sopc::text::{Encoding, LineIndex};
use sopc::workspace::{Change as Write, Workspace};
use std::collections::BTreeMap;
use std::path::Path;

/// How the defect of a check is planted.
struct Rule {
    check: &'static str,
    /// In words, for the table.
    how: &'static str,
    /// What is added to `sop.toml` before and behind the edit.
    config: &'static str,
    as_of: Option<&'static str>,
    /// The edit, where it applies to a document.
    plant: fn(&Ground<'_>) -> Option<Planted>,
}

const fn rule(check: &'static str, how: &'static str, plant: fn(&Ground<'_>) -> Option<Planted>) -> Rule {
    Rule { check, how, config: "", as_of: None, plant }
}

impl Rule {
    const fn under(self, config: &'static str) -> Rule {
        Rule { config, ..self }
    }

    const fn on(self, day: &'static str) -> Rule {
        Rule { as_of: Some(day), ..self }
    }
}

/// Checks whose defect is in no text, each with the reason.
const NOT_IN_A_TEXT: [(&str, &str); 1] = [("unreadable-file", "the file itself cannot be read")];

const PLACES: usize = 3;

fn rules() -> Vec<Rule> {
    let groups = [references::rules, hierarchy::rules, control_flow::rules, roles_and_time::rules, document_control::rules, writing::rules];
    let mut all: Vec<Rule> = groups.into_iter().flat_map(|rules| rules()).collect();
    let place = |check: &str| checks().iter().position(|known| known.name == check).unwrap_or_else(|| panic!("no check is called `{check}`"));
    all.sort_by_key(|rule| place(rule.check));
    all
}

/// An example repository: its files by path, and they as a workspace.
struct Repository {
    name: String,
    texts: BTreeMap<String, String>,
    workspace: Workspace,
}

fn collect(folder: &Path, below: &str, texts: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{below}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), texts);
        } else {
            // a picture is only there
            texts.insert(name, std::fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

impl Repository {
    fn of(name: &str) -> Repository {
        let mut texts = BTreeMap::new();
        collect(&project().join("examples").join(name), "", &mut texts);
        Repository::from(name.to_owned(), texts)
    }

    fn from(name: String, texts: BTreeMap<String, String>) -> Repository {
        let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let workspace = Workspace::in_memory(&files);
        Repository { name, texts, workspace }
    }

    /// The same with more in its `sop.toml`.
    fn under(&self, config: &str) -> Repository {
        let mut texts = self.texts.clone();
        texts.entry("sop.toml".to_owned()).or_default().push_str(config);
        Repository::from(self.name.clone(), texts)
    }

    fn file(&self, path: &str) -> Option<FileId> {
        self.workspace.file_at(Path::new(path))
    }

    fn findings(&self, path: &str, check: &str, options: &Options) -> Vec<Diagnostic> {
        let found = self.file(path).map(|file| check_file(&self.workspace, file, options)).unwrap_or_default();
        found.into_iter().filter(|finding| finding.check.name == check).collect()
    }

    /// The first document that a rule applies to, behind those with a path in `but`.
    fn place(&self, rule: &Rule, but: &[String]) -> Option<(String, Planted)> {
        self.workspace.file_ids().find_map(|file| {
            let path = self.workspace.file(file)?.path.to_string_lossy().replace('\\', "/");
            let document = self.workspace.document(file).filter(|_| !but.contains(&path))?;
            let text = &self.texts[&path];
            let planted = (rule.plant)(&Ground { workspace: &self.workspace, file, path: &path, text, document, texts: &self.texts })?;
            Some((path, planted))
        })
    }

    /// Plants, looks, and puts everything back. Answers the place, or what is wrong.
    fn try_at(&mut self, rule: &Rule, planted: &Planted) -> Result<String, String> {
        let options = Options { as_of: rule.as_of.map(Into::into) };
        let after = planted.texts(&self.texts);
        let (path, marked) = after.marked.clone();
        let before = self.findings(&path, rule.check, &options);
        if let Some(finding) = before.first() {
            return Err(format!("`{}` speaks before anything is planted: {}", rule.check, finding.message));
        }
        let found = if after.changes.iter().any(|(path, _)| path.ends_with(".toml")) {
            let mut texts = self.texts.clone();
            for (path, text) in &after.changes {
                texts.insert(path.clone(), text.clone().expect("a configuration that is written"));
            }
            Repository::from(self.name.clone(), texts).findings(&path, rule.check, &options)
        } else {
            for (path, text) in &after.changes {
                self.write(path, text.clone());
            }
            let found = self.findings(&path, rule.check, &options);
            for (path, _) in &after.changes {
                self.write(path, self.texts.get(path).cloned());
            }
            found
        };
        let text = after.text(&path);
        let position = |offset| LineIndex::new(text).position(text, offset, Encoding::Utf32);
        let (line, column) = (position(marked.start).line + 1, position(marked.start).column + 1);
        let place = format!("{}/{path}:{line}", self.name);
        if found.iter().any(|finding| finding.span == marked) {
            return Ok(place);
        }
        let elsewhere: Vec<String> = found
            .iter()
            .map(|finding| {
                format!(
                    "{}:{} {:?}: {}",
                    position(finding.span.start).line + 1,
                    position(finding.span.start).column + 1,
                    finding.span.of(text),
                    finding.message
                )
            })
            .collect();
        Err(format!("`{}` is not found at {place}:{column} {:?}; found: {elsewhere:?}\n{}", rule.check, marked.of(text), planted.shown()))
    }

    fn write(&mut self, path: &str, text: Option<String>) {
        let change = match text {
            Some(text) => Write::Write { path: path.into(), text },
            None => Write::Remove { path: path.into() },
        };
        self.workspace.apply(change);
    }
}

/// Where the defect of a rule was planted, and what was wrong there.
fn plant(repositories: &mut [Repository], from: usize, rule: &Rule, places: usize) -> (Vec<String>, Vec<String>) {
    let mut under: Vec<Repository> = Vec::new();
    let repositories = if rule.config.is_empty() {
        repositories
    } else {
        under.extend(repositories.iter().map(|repository| repository.under(rule.config)));
        &mut under
    };
    let (mut shown, mut wrong) = (Vec::new(), Vec::new());
    let mut used: Vec<Vec<String>> = vec![Vec::new(); repositories.len()];
    let mut exhausted = vec![false; repositories.len()];
    while shown.len() + wrong.len() < places && exhausted.contains(&false) {
        for step in 0..repositories.len() {
            let at = (from + step) % repositories.len();
            if exhausted[at] || shown.len() + wrong.len() == places {
                continue;
            }
            let Some((path, planted)) = repositories[at].place(rule, &used[at]) else {
                exhausted[at] = true;
                continue;
            };
            used[at].push(path);
            match repositories[at].try_at(rule, &planted) {
                Ok(place) => shown.push(place),
                Err(fault) => wrong.push(fault),
            }
        }
    }
    (shown, wrong)
}

#[test]
fn each_check_finds_its_defect_at_three_places() {
    let mut repositories: Vec<Repository> = example_sets().iter().map(|set| Repository::of(set)).collect();
    let rules = rules();
    let mut wrong = Vec::new();
    let only = std::env::var("ONLY").ok();
    // `EVERYWHERE=1` plants in every document that a rule applies to
    let places = if std::env::var_os("EVERYWHERE").is_some() { usize::MAX } else { PLACES };
    let mut table = String::from("| check | planted how | where |\n|---|---|---|\n");
    for (from, rule) in rules.iter().enumerate().filter(|(_, rule)| only.as_deref().is_none_or(|only| rule.check.contains(only))) {
        let (shown, faults) = plant(&mut repositories, from, rule, places);
        if shown.len() + faults.len() < PLACES {
            wrong.push(format!("`{}` has {} places only", rule.check, shown.len() + faults.len()));
        }
        wrong.extend(faults);
        let shown = if places == PLACES { shown.join(", ") } else { format!("{} documents", shown.len()) };
        table += &format!("| `{}` | {} | {shown} |\n", rule.check, rule.how);
    }
    for (check, why) in NOT_IN_A_TEXT {
        table += &format!("| `{check}` | not planted: {why} | |\n");
    }
    if std::env::var_os("SHOW").is_some() {
        println!("{table}");
    }
    assert!(wrong.is_empty(), "{} places\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_check_has_a_rule() {
    let rules = rules();
    let has_rule = |name: &str| rules.iter().any(|rule| rule.check == name) || NOT_IN_A_TEXT.iter().any(|(check, _)| *check == name);
    let missing: Vec<&str> = checks().iter().map(|check| check.name).filter(|name| !has_rule(name)).collect();
    assert!(missing.is_empty(), "no defect is planted for {missing:?}");
}

#[test]
fn a_rule_that_plants_nothing_is_seen() {
    let harmless = rule("unused-role", "a comment", |ground| Some(ground.insert(0, "// ⟦nothing⟧\n")));
    let mut repositories = vec![Repository::of("refund")];
    let (shown, wrong) = plant(&mut repositories, 0, &harmless, 1);
    assert!(shown.is_empty() && wrong.len() == 1 && wrong[0].contains("is not found"), "{shown:?} {wrong:?}");
    // and all is as it was
    assert_eq!(plant(&mut repositories, 0, &harmless, 1).1, wrong);
}
