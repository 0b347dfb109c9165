//! `sopc check`: exit codes, formats, paths, what cannot be read, the standard input.

use super::*;

#[test]
fn a_clean_workspace_exits_with_0_and_says_how_much_it_is() {
    Ground::with_workspace().run(&["check"]).exits(0).says("2 documents, 0 errors, 0 warnings\n");
}

#[test]
fn an_error_exits_with_1_in_every_format() {
    let ground = Ground::with_workspace();
    ground.write("SOP-A-001.sop", broken());
    ground.run(&["check"]).exits(1).prints("error[syntax-error]").prints("sopc explain syntax-error").says("2 documents, ");
    let concise = ground.run(&["check", "--format", "concise"]).exits(1).says("2 documents, ");
    assert!(concise.out.starts_with("SOP-A-001.sop:9:13: error[syntax-error]: "), "{concise:?}");
    let json = ground.run(&["check", "--format", "json", "."]).exits(1);
    assert_eq!(json.error, "");
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((&json["format"], &json["summary"]["documents"]), (&"sop-check/1".into(), &2.into()));
    assert_eq!(json["diagnostics"][0]["check"], "syntax-error");
}

#[test]
fn only_what_was_asked_for_is_reported() {
    let ground = Ground::with_workspace();
    ground.write("SOP-A-001.sop", broken());
    ground.run(&["check", "GLO-A-001.sop"]).exits(0).says("1 document, 0 errors");
    ground.run(&["check", "GLO-A-001.sop", "SOP-A-001.sop"]).exits(1).says("2 documents, ");
}

#[test]
fn warnings_exit_with_1_only_where_they_are_denied() {
    let ground = Ground::with_workspace();
    ground.write("GLO-A-001.sop", format!("// sop-ignore[id-pattern]\n{GLOSSARY}"));
    ground.run(&["check"]).exits(0).prints("warning[");
    ground.run(&["check", "--deny", "warnings"]).exits(1).prints("warning[");
    ground.run(&["check", "--deny", "hints"]).exits(2);
}

#[test]
fn as_of_is_a_real_date() {
    let ground = Ground::with_workspace();
    ground.run(&["check", "--as-of", "2026-02-30"]).exits(2).says("February 2026 has 28 days");
    ground.run(&["check", "--as-of", "tomorrow"]).exits(2).says("a date is written as `2026-03-01`");
    let text = format!("// sop-ignore[unused-term]: soon (until 2026-06-30)\n{GLOSSARY}");
    ground.write("GLO-A-001.sop", text);
    let checked = |day: &str| ground.run(&["check", "--as-of", day]).out.contains("expired-suppression");
    assert!(!checked("2026-06-30") && checked("2026-07-01"));
    assert!(!ground.run(&["check"]).out.contains("expired-suppression"));
}

#[test]
fn several_workspaces_are_each_treated_alone() {
    let ground = Ground::new();
    for folder in ["one", "two"] {
        ground.write(&format!("{folder}/sop.toml"), ROOT);
        ground.write(&format!("{folder}/GLO-A-001.sop"), GLOSSARY);
    }
    ground.write("one/SOP-A-001.sop", SOP);
    ground.run(&["check"]).exits(0).says("3 documents, 0 errors");
    ground.write("two/SOP-A-001.sop", broken());
    let run = ground.run(&["check", "one", "two", "--format", "concise"]).exits(1).says("4 documents, ");
    assert!(run.out.starts_with("two/SOP-A-001.sop:9:13: "), "{run:?}");
}

#[test]
fn nothing_to_check_exits_with_3_and_says_what_to_do() {
    let ground = Ground::new();
    ground.run(&["check"]).exits(3).says("`sopc init`").says("`sopc new`");
    ground.write("sop.toml", "root = true\n").run(&["check"]).exits(3);
    let json = ground.run(&["check", "--format", "json"]).exits(3).out;
    assert!(serde_json::from_str::<Value>(&json).is_ok_and(|json| json["diagnostics"] == Value::Array(Vec::new())));
}

#[test]
fn wrong_paths_and_wrong_configuration_exit_with_2_and_the_rest_is_checked() {
    let ground = Ground::with_workspace();
    ground.write("SOP-A-001.sop", broken()).write("notes.txt", "text");
    let run = ground.run(&["check", "--format", "concise", "none.sop", "."]).exits(2);
    run.prints("none.sop: error[").prints("no file or folder with this name").prints("SOP-A-001.sop:9:13");
    ground.run(&["check", "notes.txt"]).exits(2).prints("neither a folder nor a `.sop` file");
    ground.write("sop.toml", "root = true\nrots = 1\n");
    ground.run(&["check"]).exits(2).prints("wrong-configuration").prints("SOP-A-001.sop:9:13");
    ground.run(&["check", "--no-such-option"]).exits(2);
    ground.run(&["chekc"]).exits(2).says("check");
}

#[test]
fn what_cannot_be_read_is_one_line_each_and_the_rest_is_checked() {
    let ground = Ground::with_workspace();
    ground.write("B-1.sop", [b'a', 0, b'b']).write("B-2.sop", [b'a', b'\n', 0xFF]).write("SOP-A-001.sop", broken());
    fs::create_dir(ground.path("B-3.sop")).expect("a folder");
    let run = ground.run(&["check", "--format", "concise"]).exits(1);
    let run = run.prints("B-1.sop: error[unreadable-file]: this is a binary file");
    let run = run.prints("B-2.sop: error[unreadable-file]: this is not UTF-8");
    let run = run.prints("B-3.sop: error[unreadable-file]: this is a folder");
    assert_eq!(run.out.lines().filter(|line| line.contains("unreadable-file")).count(), 3, "{run:?}");
    run.prints("SOP-A-001.sop:9:13");
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_forbidden_files_are_one_line_each() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let ground = Ground::with_workspace();
    symlink(ground.path("."), ground.path("again")).expect("a link");
    symlink(ground.path("L-2.sop"), ground.path("L-1.sop")).expect("a link");
    symlink(ground.path("L-1.sop"), ground.path("L-2.sop")).expect("a link");
    ground.write("F-1.sop", "text");
    fs::set_permissions(ground.path("F-1.sop"), fs::Permissions::from_mode(0o0)).expect("a mode");
    let may_read = fs::read(ground.path("F-1.sop")).is_ok();
    let run = ground.run(&["check", "--format", "concise"]).exits(1).prints("L-1.sop: error[unreadable-file]");
    let run = run.prints("L-2.sop: error[unreadable-file]");
    assert_eq!(run.out.matches("again").count(), 1, "{run:?}");
    // Who may read everything has nothing forbidden.
    assert!(may_read || run.out.contains("F-1.sop: error[unreadable-file]: this may not be read"), "{run:?}");
}

#[test]
fn the_standard_input_stands_in_for_a_file() {
    let ground = Ground::with_workspace();
    let check = ["check", "-", "--format", "concise", "--stdin-filename"];
    let with = |path| [&check[..], &[path]].concat();
    let run = ground.feed(&with("SOP-A-001.sop"), broken().as_bytes()).exits(1).says("1 document, ");
    assert!(run.out.starts_with("SOP-A-001.sop:9:13: "), "{run:?}");
    assert_eq!(ground.read("SOP-A-001.sop"), SOP);
    // A file that is not there yet, in a workspace: its references are resolved.
    let other = SOP.replace("SOP-A-001", "SOP-A-002");
    ground.feed(&with("SOP-A-002.sop"), other.as_bytes()).exits(0).says("1 document, 0 errors");
    ground.feed(&with("notes.txt"), SOP.as_bytes()).exits(2).says("not the name of a `.sop` file");
    ground.feed(&with("SOP-A-001.sop"), &[0xFF]).exits(1).prints("SOP-A-001.sop: error[unreadable-file]: this is not UTF-8");
}

#[test]
fn the_standard_input_alone_is_a_workspace_of_its_own() {
    let ground = Ground::new();
    ground.feed(&["check", "-"], GLOSSARY.as_bytes()).exits(0).says("1 document, 0 errors, 0 warnings");
    ground.feed(&["check", "-", "--format", "concise"], b"glossary").exits(1).prints("<stdin>:1:");
    ground.run(&["check", "-", "."]).exits(2).says("`-` stands with other paths");
    ground.run(&["check", "--stdin-filename", "a.sop"]).exits(2).says("sopc check - --stdin-filename");
}
