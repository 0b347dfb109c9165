//! What the compiler finds in a fixture. In: a fixture. Out: its files, written to a folder and
//! read as the command reads them, with all findings; and how these differ from the expected ones.

use super::fixture::{Expected, Fixture};
use sopc::check::{Options, check};
use sopc::diagnostic::render::{Fixes, apply};
use sopc::diagnostic::{Diagnostic, FileId, Severity, Sources};
use sopc::text::{Encoding, LineIndex};
use sopc::workspace::Workspace;
use sopc::workspace::discover::{discover, shown};
use std::fs;
use std::path::Path;

/// The files of a fixture, read and checked.
pub struct Checked {
    pub workspaces: Vec<Workspace>,
    pub findings: Vec<Diagnostic>,
    /// What could not be read, a line each.
    pub unreadable: Vec<String>,
}

impl Checked {
    /// Writes the files to a folder of their own, discovers and checks them.
    pub fn of(fixture: &Fixture) -> Checked {
        let folder = tempfile::Builder::new().prefix("sop-").tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("the folder");
        for file in &fixture.files {
            let path = root.join(&file.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, &file.text).expect("a file");
        }
        Self::at(&root, fixture.as_of.as_deref())
    }

    /// Discovers and checks all below a folder.
    pub fn at(root: &Path, as_of: Option<&str>) -> Checked {
        let options = Options { as_of: as_of.map(Into::into) };
        let discovery = discover(&[], root);
        let mut checked = Checked { workspaces: Vec::new(), findings: Vec::new(), unreadable: Vec::new() };
        let mut problems = discovery.problems;
        for mut found in discovery.found {
            problems.append(&mut found.problems);
            let first = checked.workspaces.last().map_or(0, Workspace::end);
            let workspace = Workspace::load(found, first, &|path| shown(path, root));
            checked.findings.extend(check(&workspace, &options));
            checked.workspaces.push(workspace);
        }
        checked.unreadable = problems.iter().map(|problem| format!("{}: {}", shown(&problem.path, root), problem.message)).collect();
        checked
    }

    pub fn of_check(&self, name: &str) -> Vec<&Diagnostic> {
        self.findings.iter().filter(|finding| finding.check.name == name).collect()
    }

    /// A finding as a comment of the fixture would say it; without a file of the fixture there is none.
    pub fn annotation(&self, fixture: &Fixture, finding: &Diagnostic) -> Option<Expected> {
        let (path, text) = (self.path(finding.file), self.text(finding.file));
        let file = fixture.files.iter().position(|file| file.path == path)?;
        let index = LineIndex::new(text);
        let start = index.position(text, finding.span.start, Encoding::Utf32);
        let line_end = index.line_end(start.line, text).max(finding.span.start);
        let end = index.position(text, finding.span.end.min(line_end), Encoding::Utf32);
        let (first, last) = (start.column as usize, end.column as usize);
        let columns = (first, last.max(first + 1));
        Some(Expected { file, line: start.line as usize, columns, check: finding.check.name.to_string(), message: Some(finding.message.clone()) })
    }

    /// How the findings differ from what the fixture expects; nothing if they agree. Every
    /// annotation must be met. A finding without one is too much if it is a warning or an error, or
    /// of the check `own`.
    pub fn difference(&self, fixture: &Fixture, own: Option<&str>) -> Option<String> {
        let mut open: Vec<&Expected> = fixture.expected.iter().collect();
        let (mut shown, mut wrong) = (Vec::new(), self.unreadable.clone());
        for finding in &self.findings {
            let counts = finding.severity >= Severity::Warning || own == Some(finding.check.name);
            let Some(mut actual) = self.annotation(fixture, finding) else {
                wrong.push(format!("{}: {}: {}", self.path(finding.file), finding.check.name, finding.message));
                continue;
            };
            match open.iter().position(|expected| meets(expected, &actual)) {
                Some(at) => {
                    actual.message = open.remove(at).message.clone();
                    shown.push(actual);
                }
                None if counts => {
                    wrong.push(format!("not expected: line {}: {}: {}", actual.line + 1, actual.check, finding.message));
                    shown.push(actual);
                }
                None => {}
            }
        }
        let path = |file: usize| fixture.files.get(file).map_or("", |file| file.path.as_str());
        wrong.extend(open.iter().map(|one| format!("not found: {}:{}: {}", path(one.file), one.line + 1, one.comment(path(one.file), 0))));
        (!wrong.is_empty()).then(|| format!("{}\nas it is found:\n{}", wrong.join("\n"), fixture.annotated(&shown)))
    }

    /// The fixture with the safe fixes of a check applied, if it has any.
    pub fn fixed(&self, fixture: &Fixture, check: &str) -> Option<Fixture> {
        let own: Vec<Diagnostic> = self.of_check(check).into_iter().cloned().collect();
        let applied = apply(&own, self, Fixes::Safe);
        let mut fixed = fixture.clone();
        for (file, text) in &applied.texts {
            let path = self.path(*file);
            for file in fixed.files.iter_mut().filter(|file| file.path == path) {
                file.text.clone_from(text);
            }
        }
        (applied.applied > 0).then_some(fixed)
    }
}

fn meets(expected: &Expected, actual: &Expected) -> bool {
    let message = actual.message.as_deref().unwrap_or_default();
    (expected.file, expected.line, expected.columns, &expected.check) == (actual.file, actual.line, actual.columns, &actual.check)
        && expected.message.as_ref().is_none_or(|part| message.contains(part.as_str()))
}

impl Sources for Checked {
    fn path(&self, file: FileId) -> &str {
        self.workspaces.iter().find_map(|workspace| workspace.file(file)).map_or("", |file| &file.shown)
    }

    fn text(&self, file: FileId) -> &str {
        self.workspaces.iter().find_map(|workspace| workspace.file(file)).map_or("", |file| &file.text)
    }
}
