//! Every check also speaks of a defect that is planted in the examples, at three places, and is quiet
//! there before. In: the example repositories, and for each check a rule that plants its defect in a
//! document by an edit of a text or of the configuration. Places follow a fixed order: the repositories
//! by name, beginning further on from rule to rule, and in each the first document that a rule applies
//! to. `SHOW=1` prints a table of all.

mod control_flow;
mod data;
mod document_control;
mod ground;
mod hierarchy;
mod references;
mod roles_and_time;
mod writing;

use super::sources::{example_sets, project};
use ground::{Ground, Planted};
use sopc::check::{Options, check, check_file};
use sopc::diagnostic::{Diagnostic, FileId, Severity, checks};
use sopc::text::{Encoding, LineIndex};
use sopc::workspace::{Change as Write, Workspace};
use std::collections::{BTreeMap, BTreeSet};
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
    let groups = [references::rules, hierarchy::rules, control_flow::rules, data::rules, roles_and_time::rules, document_control::rules, writing::rules];
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
        self.texts.iter().filter(|(path, _)| !but.contains(path)).find_map(|(path, text)| {
            let file = self.file(path)?;
            let document = self.workspace.document(file)?;
            let planted = (rule.plant)(&Ground { workspace: &self.workspace, file, path, text, document, texts: &self.texts })?;
            Some((path.clone(), planted))
        })
    }

    /// The checks that speak, and how often each does.
    fn spoken(&self, options: &Options) -> BTreeMap<&'static str, usize> {
        let mut spoken = BTreeMap::new();
        for finding in check(&self.workspace, options).iter().filter(|finding| finding.severity >= Severity::Warning) {
            *spoken.entry(finding.check.name).or_default() += 1;
        }
        spoken
    }

    /// Plants in the document at `at`, looks, and puts everything back. Answers what was found, or what is wrong.
    fn try_at(&mut self, rule: &Rule, at: &str, planted: &Planted) -> Result<Found, String> {
        let options = Options { as_of: rule.as_of.map(Into::into) };
        let after = planted.texts(&self.texts);
        let (path, marked) = after.marked.clone();
        // a file that is renamed has another path behind it
        let before = [at, path.as_str()].map(|path| self.findings(path, rule.check, &options)).concat();
        if let Some(finding) = before.first() {
            return Err(format!("`{}` speaks in {}/{at} before anything is planted: {}", rule.check, self.name, finding.message));
        }
        let spoken = self.spoken(&options);
        let (found, spoken_now) = if after.changes.iter().any(|(path, _)| path.ends_with(".toml")) {
            let mut texts = self.texts.clone();
            for (path, text) in &after.changes {
                texts.insert(path.clone(), text.clone().expect("a configuration that is written"));
            }
            let anew = Repository::from(self.name.clone(), texts);
            (anew.findings(&path, rule.check, &options), anew.spoken(&options))
        } else {
            for (path, text) in &after.changes {
                self.write(path, text.clone());
            }
            let found = (self.findings(&path, rule.check, &options), self.spoken(&options));
            for (path, _) in &after.changes {
                self.write(path, self.texts.get(path).cloned());
            }
            found
        };
        let is_more = |(check, count): &(&&'static str, &usize)| **check != rule.check && spoken.get(**check).copied().unwrap_or(0) < **count;
        let also = spoken_now.iter().filter(is_more).map(|(check, _)| *check).collect();
        let text = after.text(&path);
        let position = |offset| LineIndex::new(text).position(text, offset, Encoding::Utf32);
        let (line, column) = (position(marked.start).line + 1, position(marked.start).column + 1);
        let place = format!("{}/{path}:{line}", self.name);
        if found.iter().any(|finding| finding.span == marked) {
            return Ok(Found { place, also });
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

/// A defect that was found.
struct Found {
    /// Repository, path and line.
    place: String,
    /// The other checks that speak of it as well, as a warning or an error.
    also: BTreeSet<&'static str>,
}

/// Where the defect of a rule was planted, and what was wrong there.
fn plant(repositories: &mut [Repository], from: usize, rule: &Rule, places: usize) -> (Vec<Found>, Vec<String>) {
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
            let tried = repositories[at].try_at(rule, &path, &planted);
            used[at].push(path);
            match tried {
                Ok(found) => shown.push(found),
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
    let mut table = String::from("| check | planted how | where | speaking as well |\n|---|---|---|---|\n");
    for (from, rule) in rules.iter().enumerate().filter(|(_, rule)| only.as_deref().is_none_or(|only| rule.check.contains(only))) {
        let (shown, faults) = plant(&mut repositories, from, rule, places);
        if shown.len() + faults.len() < PLACES {
            wrong.push(format!("`{}` has {} places only", rule.check, shown.len() + faults.len()));
        }
        wrong.extend(faults);
        let also: BTreeSet<&str> = shown.iter().flat_map(|found| &found.also).copied().collect();
        let also: Vec<String> = also.into_iter().map(|check| format!("`{check}`")).collect();
        let shown: Vec<&str> = shown.iter().map(|found| found.place.as_str()).collect();
        let shown = if places == PLACES { shown.join(", ") } else { format!("{} documents", shown.len()) };
        table += &format!("| `{}` | {} | {shown} | {} |\n", rule.check, rule.how, also.join(", "));
    }
    for (check, why) in NOT_IN_A_TEXT {
        table += &format!("| `{check}` | not planted: {why} | | |\n");
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
    assert!(shown.is_empty() && wrong.len() == 1 && wrong[0].contains("is not found"), "{wrong:?}");
    // and all is as it was
    assert_eq!(plant(&mut repositories, 0, &harmless, 1).1, wrong);
}
