//! `sopc fmt`: which files change, what is said, and what is left alone.

use super::*;

/// The same document with its lines pushed about.
fn untidy() -> String {
    SOP.replace("  trigger", "      trigger").replace("  -> sent", "\t-> sent   ")
}

#[test]
fn files_are_laid_out_and_named_once() {
    let ground = Ground::with_workspace();
    ground.run(&["fmt"]).exits(0).says("0 of 2 files changed");
    ground.write("SOP-A-001.sop", untidy());
    let run = ground.run(&["fmt"]).exits(0).says("1 of 2 files changed");
    assert_eq!((run.out.as_str(), ground.read("SOP-A-001.sop").as_str()), ("SOP-A-001.sop\n", SOP));
    assert_eq!(ground.run(&["fmt", "SOP-A-001.sop"]).exits(0).says("0 of 1 files changed").out, "");
    let left = fs::read_dir(ground.path(".")).expect("a folder").count();
    assert_eq!(left, 3);
}

#[test]
fn check_shows_what_would_change_and_changes_nothing() {
    let ground = Ground::with_workspace();
    ground.run(&["fmt", "--check"]).exits(0);
    ground.write("SOP-A-001.sop", untidy());
    let run = ground.run(&["fmt", "--check"]).exits(1).says("1 of 2 files would change");
    run.prints("--- SOP-A-001.sop\n").prints("\n-      trigger").prints("\n+  trigger");
    assert_eq!(ground.read("SOP-A-001.sop"), untidy());
}

#[test]
fn files_with_syntax_errors_are_left_alone_and_the_others_are_laid_out() {
    let ground = Ground::with_workspace();
    ground.write("SOP-A-001.sop", untidy()).write("SOP-A-002.sop", untidy().replace("step pack \"", "step pack "));
    let before = ground.read("SOP-A-002.sop");
    let run = ground.run(&["fmt"]).exits(1).prints("SOP-A-001.sop\n").prints("error[syntax-error]");
    run.says("1 of 3 files changed");
    assert_eq!((ground.read("SOP-A-001.sop").as_str(), ground.read("SOP-A-002.sop")), (SOP, before));
    ground.write("B-1.sop", [0]).run(&["fmt", "B-1.sop"]).exits(1).prints("this is a binary file");
}

#[test]
fn the_standard_input_goes_to_the_standard_output() {
    let ground = Ground::with_workspace();
    let run = ground.feed(&["fmt", "-"], untidy().as_bytes()).exits(0);
    assert_eq!((run.out.as_str(), run.error.as_str()), (SOP, ""));
    assert_eq!(ground.feed(&["fmt", "-"], SOP.as_bytes()).exits(0).out, SOP);
    ground.feed(&["fmt", "-", "--check"], untidy().as_bytes()).exits(1).prints("--- <stdin>");
    let run = ground.feed(&["fmt", "-", "--stdin-filename", "SOP-A-001.sop"], broken().as_bytes()).exits(1);
    assert!(run.out.is_empty() && run.error.contains("SOP-A-001.sop:9:13"), "{run:?}");
    ground.feed(&["fmt", "-", "."], b"").exits(2);
    ground.run(&["fmt", "none"]).exits(2).prints("no file or folder with this name");
    Ground::new().run(&["fmt"]).exits(3).says("`sopc init`");
}

#[test]
fn what_the_command_writes_itself_is_laid_out() {
    let ground = Ground::new();
    ground.run(&["init"]).exits(0);
    for kind in ["policy", "sop", "wi", "form", "glossary"] {
        ground.run(&["new", kind, &format!("{}-X-001", kind.to_uppercase()), "--title", "T"]).exits(0);
    }
    ground.run(&["new", "tests", "SOP-LOAN-001", "--title", "T"]).exits(0);
    assert_eq!(ground.run(&["fmt", "--check"]).out, "");
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_read_only_file_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::with_workspace();
    let path = ground.path("SOP-A-001.sop");
    let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
    ground.write("SOP-A-001.sop", untidy());
    mode(0o640);
    ground.run(&["fmt"]).exits(0);
    assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o640);
    ground.write("SOP-A-001.sop", untidy());
    mode(0o440);
    ground.run(&["fmt"]).exits(1).says("SOP-A-001.sop: this cannot be written");
    assert_eq!(ground.read("SOP-A-001.sop"), untidy());
}
