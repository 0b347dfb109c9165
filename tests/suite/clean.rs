//! Faithful procedures are clean: the examples, and three repositories that were written from the
//! reference alone (`tests/procedures/`). A warning in one of them is a defect of it or a false alarm.

use super::command::sopc;
use super::sources::project;
use std::process::Command;

#[test]
fn faithful_procedures_are_clean_and_laid_out() {
    for folder in ["examples", "tests/procedures"] {
        for arguments in [&["check", folder, "--format", "concise", "--deny", "warnings"][..], &["fmt", "--check", folder]] {
            let output = Command::new(sopc()).args(arguments).current_dir(project()).output().expect("a run");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        }
    }
}
