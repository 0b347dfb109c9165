//! What the header offers to repair, and on which day something is due.

use super::*;

fn glossary(fields: &str) -> String {
    format!("glossary GLO-A-1 \"Words\" {{\n{fields}\n  role clerk \"Clerk\"\n}}\n")
}

fn fixed(name: &str, text: &str) -> String {
    let (workspace, finding) = only(name, &[("GLO-A-1.sop", text)]);
    repaired(&workspace, &finding)
}

#[test]
fn values_that_were_meant_are_offered() {
    let status = |word: &str| fixed("wrong-metadata-type", &glossary(&format!("  version 1.0\n  status {word}\n  owner clerk")));
    for (word, meant) in [("efective", "effective"), ("in_revew", "in_review"), ("withdrawn", "retired"), ("released", "effective")] {
        assert!(status(word).contains(&format!("status {meant}\n")), "{word}");
    }
    let review = glossary("  version 1.0\n  owner clerk\n  review every 6 monhts");
    assert!(fixed("wrong-metadata-type", &review).contains("review every 6 months\n"));
    let (_, finding) = only("wrong-metadata-type", &[("GLO-A-1.sop", &glossary("  version 1.0\n  status nonsense\n  owner clerk"))]);
    assert!(finding.fixes.is_empty());
}

#[test]
fn a_version_is_taken_from_the_history() {
    let text = glossary("  owner clerk\n  history { 1.9 \"Nine\" 1.10 \"Ten\" }");
    let (workspace, finding) = only("missing-version", &[("GLO-A-1.sop", &text)]);
    assert!(finding.fixes[0].safe);
    assert!(repaired(&workspace, &finding).starts_with("glossary GLO-A-1 \"Words\" {\n  version 1.10\n  owner clerk\n"));
    let on_one_line = "glossary GLO-A-1 \"Words\" { owner clerk role clerk \"Clerk\" }\n";
    let (workspace, finding) = only("missing-version", &[("GLO-A-1.sop", on_one_line)]);
    assert!(!finding.fixes[0].safe);
    assert!(repaired(&workspace, &finding).starts_with("glossary GLO-A-1 \"Words\" {\n  version 1.0\n  owner clerk"));
}

#[test]
fn a_status_that_is_required_is_that_of_a_document_without_one() {
    let text = glossary("  version 1.0\n  owner clerk");
    let (workspace, finding) = only("missing-metadata", &[("GLO-A-1.sop", &text), ("sop.toml", "[metadata]\nrequired = [\"status\"]\n")]);
    assert!(finding.fixes[0].safe && repaired(&workspace, &finding).contains("{\n  status effective\n  version 1.0"));
}

#[test]
fn a_field_is_moved_to_the_header() {
    let text = sop("SOP-A-1", "", "step \"x\" by clerk {\n    effective 2026-01-01\n    note \"y\"\n  }");
    let (workspace, finding) = only("wrong-level", &[("SOP-A-1.sop", &text)]);
    let edits = &finding.fixes[0].edits;
    let mut moved = workspace.file(finding.file).unwrap().text.to_string();
    // the later place first
    moved.replace_range(edits[1].span.range(), &edits[1].text);
    moved.replace_range(edits[0].span.range(), &edits[0].text);
    assert!(moved.contains("owner clerk\n  effective 2026-01-01\n") && moved.contains("{\n    note \"y\"\n"), "{moved}");
    assert!(found("wrong-level", &[("SOP-A-1.sop", &moved)]).is_empty());
    // where the header has it already, one of the two is to be chosen
    let both = text.replace("owner clerk\n", "owner clerk\n  effective 2026-02-01\n");
    assert!(only("wrong-level", &[("SOP-A-1.sop", &both)]).1.fixes.is_empty());
}

#[test]
fn a_field_given_twice_in_the_same_words_goes_safely() {
    let twice = |second: &str| only("duplicate-name", &[("GLO-A-1.sop", &glossary(&format!("  version 1.0\n  owner clerk\n  {second}")))]).1.fixes[0].safe;
    assert!(twice("version  1.0"));
    assert!(!twice("version 1.1"));
}

#[test]
fn reviews_depend_on_the_day_that_is_given() {
    let text = glossary("  version 1.0\n  owner clerk\n  effective 2024-02-29\n  review every 1 year");
    let toml = "[checks]\npreset = \"regulated\"\n";
    let workspace = Workspace::in_memory(&[("GLO-A-1.sop", &text), ("sop.toml", toml)]);
    let on = |day: Option<&str>| {
        let found = check(&workspace, &Options { as_of: day.map(Into::into) });
        let reviews = found.iter().filter(|finding| finding.check.name.starts_with("review-"));
        reviews.map(|finding| finding.check.name).collect::<Vec<_>>()
    };
    // a year after the leap day is the 28th
    assert_eq!(on(Some("2025-01-28")), [""; 0]);
    assert_eq!(on(Some("2025-01-29")), ["review-due-soon"]);
    assert_eq!(on(Some("2025-02-28")), ["review-due-soon"]);
    assert_eq!(on(Some("2025-03-01")), ["review-overdue"]);
    assert_eq!(on(Some("9999-12-31")), ["review-overdue"]);
    assert_eq!((on(None), on(Some("no day"))), (vec![], vec![]));
}

#[test]
fn the_presets_hold_what_they_say() {
    let bare = "sop SOP-A-1 \"Title\" {\n  role clerk \"Clerk\"\n  trigger \"It begins\"\n  step \"x\" by clerk\n  -> ended\n  outcome ended \"Done\"\n}\n";
    let names = |preset: &str| {
        let toml = format!("[checks]\npreset = \"{preset}\"\n[metadata]\nrequired = [\"version\", \"approved\"]\n");
        let workspace = Workspace::in_memory(&[("SOP-A-1.sop", bare), ("sop.toml", &toml)]);
        let found = check(&workspace, &Options::default());
        found.iter().filter(|finding| finding.check.group == Group::DocumentControl).map(|finding| finding.check.name).collect::<Vec<_>>()
    };
    assert_eq!(names("correctness"), [""; 0]);
    // `approved` is required by the configuration until its own check is on
    assert_eq!(names("recommended"), ["missing-metadata", "missing-owner", "missing-version"]);
    assert_eq!(names("regulated"), ["missing-approver", "missing-owner", "missing-version"]);
}
