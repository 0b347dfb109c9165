//! Whether what is named is in force.

use super::*;

fn caller(header: &str, callee: &str) -> String {
    sop("SOP-A-1", header, &format!("step \"x\" by clerk {{ follows {callee} }}"))
}

#[test]
fn a_retired_document_is_replaced_by_its_successor() {
    let (old, new) = (wi("WI-A-1", "status retired", "step \"x\""), wi("WI-A-2", "supersedes WI-A-1", "step \"x\""));
    let text = caller("history { 1.0 2026-01-01 \"Instead of {WI-A-1}\" }", "WI-A-1");
    let files = [("WI-A-1.sop", old.as_str()), ("WI-A-2.sop", new.as_str()), ("SOP-A-1.sop", text.as_str())];
    let (workspace, finding) = only("reference-to-retired", &files);
    assert!(repaired(&workspace, &finding).contains("follows WI-A-2"));
    assert!(found("superseded-reference", &files).is_empty());
    let withdrawn = caller("status retired", "WI-A-1");
    assert!(found("reference-to-retired", &[files[0], files[1], ("SOP-A-1.sop", &withdrawn)]).is_empty());
}

#[test]
fn a_draft_may_rely_on_drafts_only() {
    let draft = wi("WI-A-1", "status in_review", "step \"x\"");
    let (in_force, also) = (caller("", "WI-A-1"), caller("status draft", "WI-A-1"));
    assert_eq!(found("reference-to-draft", &[("WI-A-1.sop", &draft), ("SOP-A-1.sop", &in_force)]), ["SOP-A-1.sop: WI-A-1"]);
    assert!(found("reference-to-draft", &[("WI-A-1.sop", &draft), ("SOP-A-1.sop", &also)]).is_empty());
}

#[test]
fn the_last_successor_in_force_is_offered() {
    let (one, two) = (wi("WI-A-1", "", "step \"x\""), wi("WI-A-2", "supersedes WI-A-1", "step \"x\""));
    let (three, draft) = (wi("WI-A-3", "supersedes WI-A-2", "step \"x\""), wi("WI-A-3", "supersedes WI-A-2\n  status draft", "step \"x\""));
    let text = caller("", "WI-A-1");
    let files = [("WI-A-1.sop", one.as_str()), ("WI-A-2.sop", two.as_str()), ("WI-A-3.sop", three.as_str()), ("SOP-A-1.sop", text.as_str())];
    assert_eq!(only("superseded-reference", &files).1.fixes[0].edits[0].text, "WI-A-3");
    let files = [files[0], files[1], ("WI-A-3.sop", draft.as_str()), files[3]];
    assert_eq!(only("superseded-reference", &files).1.fixes[0].edits[0].text, "WI-A-2");
    assert!(found("superseded-reference", &[files[0], files[3]]).is_empty());
}

#[test]
fn pins_are_held_against_the_version() {
    let target = wi("WI-A-1", "", "step \"x\"").replace("version 1.0", "version 2.0");
    let stale = |pin: &str| found("stale-pin", &[("WI-A-1.sop", &target), ("SOP-A-1.sop", &caller("", &format!("WI-A-1 {pin}")))]).len();
    assert_eq!((stale("v1.4"), stale("v2.0"), stale("v2"), stale("")), (1, 0, 0, 0));
    let text = caller("", "WI-A-1 v1.4");
    let (workspace, finding) = only("stale-pin", &[("WI-A-1.sop", &target), ("SOP-A-1.sop", &text)]);
    assert!(repaired(&workspace, &finding).contains("WI-A-1 v2.0 }"));
}
