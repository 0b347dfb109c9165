//! The map beside each example says where every passage of its source is said: every row has an
//! element, and that element exists, or a reason why there is none.

use super::sources::{example_sets, in_memory, project};
use sopc::workspace::Workspace;

/// The one set that is after no source.
const INVENTED: &str = "refund";

#[test]
fn every_passage_is_said_or_there_is_a_reason() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for set in example_sets().iter().filter(|set| *set != INVENTED) {
        let shown = format!("examples/{set}/SOURCES.md");
        let Ok(map) = std::fs::read_to_string(project().join(&shown)) else {
            wrong.push(format!("{shown} is missing"));
            continue;
        };
        let (_, workspace) = in_memory(set);
        for (at, line) in map.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
            let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").map(str::trim).collect();
            if cells.iter().all(|cell| cell.chars().all(|char| matches!(char, '-' | '|' | ':'))) || cells.first() == Some(&"source") {
                continue;
            }
            rows += 1;
            wrong.extend(fault(&workspace, &cells).map(|fault| format!("{shown}:{}: {fault}", at + 1)));
        }
    }
    assert!(rows > 0, "no rows");
    assert!(wrong.is_empty(), "{} faults in {rows} rows\n{}", wrong.len(), wrong.join("\n"));
}

fn fault(workspace: &Workspace, cells: &[&str]) -> Option<String> {
    let [passage, said_by] = cells else { return Some(format!("a row has two cells, `source` and `said by`, not {}", cells.len())) };
    if passage.is_empty() {
        return Some("the passage has no name".to_string());
    }
    if let Some(reason) = said_by.strip_prefix("not said") {
        return reason.trim_start_matches(':').trim().is_empty().then(|| "`not said` needs a reason".to_string());
    }
    let named: Vec<&str> = said_by.split('`').skip(1).step_by(2).collect();
    if named.is_empty() {
        return Some("names no element, and is not `not said: …`".to_string());
    }
    let missing: Vec<&str> = named.into_iter().filter(|name| !exists(workspace, name)).collect();
    (!missing.is_empty()).then(|| format!("{missing:?} not found"))
}

/// Whether a name such as `SOP-X` or `SOP-X.label` stands for something.
fn exists(workspace: &Workspace, name: &str) -> bool {
    let is_document = |id: &str| workspace.definer(id).is_some();
    // an id may hold dots itself
    is_document(name)
        || name.rsplit_once('.').is_some_and(|(id, member)| {
            let signature = workspace.definer(id).and_then(|file| workspace.signature(file));
            signature.is_some_and(|signature| signature.named(member).next().is_some())
        })
}
