//! Tests of the checks: small workspaces, and what is found in them. Every check has one that fires
//! and one trap in which it stays quiet; its page has more.

mod header;
mod hierarchy;
mod names;
mod policy;
mod roles;
mod status;
mod time;
mod unused;
mod writing;

use super::{Options, check, check_file};
use crate::diagnostic::{Diagnostic, Group, Severity};
use crate::workspace::Workspace;

/// Files by their paths.
type Files<'t> = [(&'t str, &'t str)];

/// What a check finds, each as `path: the text at its place`.
fn found(name: &str, files: &Files<'_>) -> Vec<String> {
    let workspace = Workspace::in_memory(files);
    findings(&workspace, name).iter().map(|finding| place(&workspace, finding)).collect()
}

fn findings(workspace: &Workspace, name: &str) -> Vec<Diagnostic> {
    assert!(crate::diagnostic::check(name).is_some(), "{name}");
    let all = check(workspace, &Options::default());
    let groups = [Group::References, Group::Hierarchy, Group::Data, Group::Policy, Group::Roles, Group::Time, Group::DocumentControl, Group::Writing];
    for finding in all.iter().filter(|finding| groups.contains(&finding.check.group)) {
        assert!(finding.help.is_some(), "{}: {}", finding.check.name, finding.message);
    }
    // file by file the same is found
    let alone: Vec<Diagnostic> = workspace.file_ids().flat_map(|file| check_file(workspace, file, &Options::default())).collect();
    assert_eq!(all, alone);
    all.into_iter().filter(|finding| finding.check.name == name).collect()
}

/// The only finding of a check, and its workspace.
fn only(name: &str, files: &Files<'_>) -> (Workspace, Diagnostic) {
    let workspace = Workspace::in_memory(files);
    let mut all = findings(&workspace, name);
    assert_eq!(all.len(), 1, "{all:#?}");
    (workspace, all.remove(0))
}

fn place(workspace: &Workspace, finding: &Diagnostic) -> String {
    let file = workspace.file(finding.file).unwrap();
    format!("{}: {}", file.path.display(), finding.span.of(&file.text))
}

/// The text of the finding's file with its first fix applied.
fn repaired(workspace: &Workspace, finding: &Diagnostic) -> String {
    let mut text = workspace.file(finding.file).unwrap().text.to_string();
    let edits = &finding.fixes[0].edits;
    assert_eq!(edits.len(), 1);
    text.replace_range(edits[0].span.range(), &edits[0].text);
    text
}

/// A SOP with a role `clerk`, a header line and a body.
fn sop(id: &str, header: &str, body: &str) -> String {
    format!(
        "sop {id} \"Title\" {{\n  version 1.0\n  owner clerk\n  {header}\n  role clerk \"Clerk\"\n  trigger \"It begins\"\n  {body}\n  -> ended\n  outcome ended \"It is done\"\n}}\n"
    )
}

/// A work instruction with a performer, a header line and a body.
fn wi(id: &str, header: &str, body: &str) -> String {
    format!("wi {id} \"Title\" {{\n  version 1.0\n  owner clerk\n  performer clerk\n  {header}\n  role clerk \"Clerk\"\n  {body}\n}}\n")
}

fn policy(id: &str, header: &str, body: &str) -> String {
    format!("policy {id} \"Title\" {{\n  version 1.0\n  owner clerk\n  {header}\n  role clerk \"Clerk\"\n  {body}\n}}\n")
}

#[test]
fn a_lighter_finding_keeps_its_level_unless_one_is_set_by_name() {
    let up = wi("WI-A-1", "", "trigger \"It begins\"\n  note \"See {SOP-A-1}.\"");
    let procedure = sop("SOP-A-1", "", "step \"x\" by clerk");
    let files = [("WI-A-1.sop", up.as_str()), ("SOP-A-1.sop", procedure.as_str())];
    assert_eq!(only("wrong-level", &files).1.severity, Severity::Warning);
    for (level, is) in [("\"error\"", Severity::Error), ("\"hint\"", Severity::Hint)] {
        let toml = format!("[checks]\nwrong-level = {level}\n");
        assert_eq!(only("wrong-level", &[files[0], files[1], ("sop.toml", toml.as_str())]).1.severity, is);
    }
}
