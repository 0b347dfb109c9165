//! `sopc init` and `sopc new`: what they write, and what they ask.

use super::*;

#[test]
fn init_makes_a_clean_repository_and_overwrites_nothing() {
    let ground = Ground::new();
    ground.run(&["init", "mine"]).exits(0).prints("mine/sop.toml").prints("mine/procedures/SOP-LOAN-001.sop");
    ground.run(&["check", "mine", "--deny", "warnings"]).exits(0).says("5 documents, 0 errors, 0 warnings");
    let before = ground.read("mine/README.md");
    fs::remove_file(ground.path("mine/sop.toml")).expect("removed");
    ground.run(&["init", "mine"]).exits(2).says("`mine/README.md` is there already, and 5 more");
    assert!(!ground.path("mine/sop.toml").exists());
    assert_eq!(ground.read("mine/README.md"), before);
}

#[test]
fn each_kind_of_new_document_is_clean_in_its_folder() {
    let ground = Ground::new();
    ground.run(&["init"]).exits(0);
    let kinds = [
        ("policy", "POL-X-001", "policies/POL-X-001.sop"),
        ("sop", "SOP-X-001", "procedures/SOP-X-001.sop"),
        ("wi", "WI-X-001", "instructions/WI-X-001.sop"),
        ("form", "FRM-X-001", "forms/FRM-X-001.sop"),
        ("glossary", "GLO-X-001", "GLO-X-001.sop"),
        ("tests", "SOP-LOAN-001", "procedures/SOP-LOAN-001.test.sop"),
    ];
    for (kind, id, path) in kinds {
        let run = ground.run(&["new", kind, id, "--title", "Say \"when\" {now}"]).exits(0);
        assert_eq!(run.out, format!("{path}\n"));
        assert!(ground.read(path).contains(id), "{path}");
    }
    assert!(ground.read("procedures/SOP-X-001.sop").starts_with("sop SOP-X-001 \"Say \\\"when\\\" \\{now}\" {\n"));
    ground.run(&["check"]).exits(0).says("11 documents, 0 errors");
}

#[test]
fn each_kind_of_new_document_is_clean_where_there_is_nothing_else() {
    for (kind, id) in [("policy", "POL-X-1"), ("sop", "SOP-X-1"), ("wi", "WI-X-1"), ("form", "FRM-X-1"), ("glossary", "GLO-X-1")] {
        let ground = Ground::new();
        ground.run(&["new", kind, id, "--title", "First"]).exits(0);
        ground.run(&["check"]).exits(0).says("1 document, 0 errors");
    }
}

#[test]
fn a_new_document_goes_where_most_of_its_kind_are() {
    let ground = Ground::with_workspace();
    ground.write("flows/in/SOP-A-002.sop", SOP.replace("A-001", "A-002")).write("flows/in/SOP-A-003.sop", SOP.replace("A-001", "A-003"));
    let mut command = ground.command(&["new", "sop", "SOP-A-004", "--title", "Next"]);
    let run = Run::from(command.current_dir(ground.path("flows")).output().expect("a run")).exits(0);
    assert_eq!(run.out, "in/SOP-A-004.sop\n");
    assert!(ground.read("flows/in/SOP-A-004.sop").contains("uses GLO-A-001"));
}

#[test]
fn what_is_missing_wrong_or_taken_is_said() {
    let ground = Ground::with_workspace();
    ground.run(&["new"]).exits(2).says("`KIND` is missing");
    ground.run(&["new", "sop"]).exits(2).says("`ID` is missing");
    ground.run(&["new", "sop", "SOP-B-001"]).exits(2).says("`--title` is missing");
    ground.run(&["new", "memo", "SOP-B-001"]).exits(2).says("memo");
    ground.run(&["new", "sop", "sop-b-001", "--title", "T"]).exits(2).says("`sop-b-001` is not an id");
    ground.run(&["new", "sop", "SOP-A-001", "--title", "T"]).exits(2).says("`SOP-A-001` is defined in `SOP-A-001.sop`");
    ground.run(&["new", "tests", "SOP-A-002", "--title", "T"]).exits(2).says("did you mean `SOP-A-001`?");
    ground.write("SOP-B-001.sop", "").run(&["new", "sop", "SOP-B-001", "--title", "T"]).exits(2).says("is there already");
    ground.write("sop.toml", "root = true\n[ids]\nsop = 'SOP-[A-Z]-\\d{3}'\n");
    ground.run(&["new", "sop", "SOP-B-1", "--title", "T"]).exits(2).says("does not follow the configured pattern");
}
