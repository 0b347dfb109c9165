//! The command as a user meets it: the real binary, in a folder of its own. Exit codes, what is
//! said on which stream, and which files are there afterwards.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// Builds `sopc` as this test was built, and says where it is.
pub fn sopc() -> &'static Path {
    static SOPC: OnceLock<PathBuf> = OnceLock::new();
    SOPC.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--package", "sopc", "--bin", "sopc", "--message-format", "json", "--quiet"]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let built = cargo.current_dir(super::sources::project()).stderr(Stdio::inherit()).output().expect("cargo");
        let messages = String::from_utf8(built.stdout).expect("messages");
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back().expect("the binary")
    })
}

/// A folder with documents in it.
struct Ground(TempDir);

/// What a run did.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    error: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), error: text(output.stderr) }
    }
}

impl Run {
    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.error.contains(text), "{text:?} is not in the standard error of {self:#?}");
        self
    }

    #[track_caller]
    fn prints(self, text: &str) -> Self {
        assert!(self.out.contains(text), "{text:?} is not in the standard output of {self:#?}");
        self
    }
}

impl Ground {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// With a workspace: a glossary and a SOP that uses it.
    fn with_workspace() -> Self {
        let ground = Self::new();
        ground.write("sop.toml", ROOT).write("GLO-A-001.sop", GLOSSARY).write("SOP-A-001.sop", SOP);
        ground
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(sopc());
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.command(arguments).output().expect("a run").into()
    }

    /// With a text on the standard input.
    fn feed(&self, arguments: &[&str], text: &[u8]) -> Run {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a run");
        child.stdin.take().expect("an input").write_all(text).expect("fed");
        child.wait_with_output().expect("a run").into()
    }
}

/// There is no policy here, and that is all right.
const ROOT: &str = "root = true\n[checks]\nsop-without-policy = \"off\"\n";

const GLOSSARY: &str = r#"glossary GLO-A-001 "Words" {
  version 1.0
  owner keeper

  role keeper "Keeper of the words"
  term parcel "What we send"
}
"#;

const SOP: &str = r#"sop SOP-A-001 "Send a parcel" {
  version 1.0
  owner keeper
  uses GLO-A-001
  performer keeper

  trigger "Somebody orders something"

  step pack "Pack the {parcel}" within 1 day
  -> sent

  outcome sent "The {parcel} is on its way"
}
"#;

/// A slip that the parser alone finds.
fn broken() -> String {
    SOP.replace("step pack \"", "step pack ")
}

mod check;
mod fmt;
mod start;

mod streams {
    use super::*;

    #[test]
    fn colours_are_for_terminals_unless_asked_for() {
        let ground = Ground::with_workspace();
        ground.write("SOP-A-001.sop", broken());
        let coloured = |arguments: &[&str], variable: Option<(&str, &str)>| {
            let mut command = ground.command(arguments);
            command.envs(variable);
            Run::from(command.output().expect("a run")).out.contains('\u{1b}')
        };
        assert!(!coloured(&["check"], None));
        assert!(coloured(&["check", "--color", "always"], None));
        assert!(coloured(&["--color", "always", "check"], Some(("NO_COLOR", "1"))));
        assert!(coloured(&["check"], Some(("CLICOLOR_FORCE", "1"))));
        assert!(!coloured(&["check", "--color", "never"], Some(("CLICOLOR_FORCE", "1"))));
        assert!(!coloured(&["check", "--format", "json", "--color", "always"], None));
    }

    #[test]
    fn a_closed_pipe_ends_quietly() {
        let ground = Ground::with_workspace();
        let steps = "  step Pack it\n".repeat(5000);
        ground.write("SOP-A-001.sop", SOP.replace("  -> sent", &format!("{steps}  -> sent")));
        for arguments in [&["check", "--format", "concise"][..], &["check", "--format", "json"], &["explain", "--all"], &["list"]] {
            let mut command = ground.command(arguments);
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a run");
            drop(child.stdout.take());
            let run = Run::from(child.wait_with_output().expect("a run"));
            assert!(!run.error.contains("panicked") && !run.error.contains("error:"), "{run:?}");
            assert!(run.code == Some(i32::from(arguments[0] == "check")), "{arguments:?} {run:?}");
        }
    }

    #[test]
    fn help_and_version_are_no_errors_and_nothing_asked_is() {
        let ground = Ground::new();
        ground.run(&["--help"]).exits(0).prints("Exit codes:").prints("check");
        ground.run(&["--version"]).exits(0).prints(&format!("sopc {}", env!("CARGO_PKG_VERSION")));
        ground.run(&[]).exits(2).says("Usage: sopc");
    }

    #[test]
    fn deep_nesting_is_no_crash() {
        let ground = Ground::new();
        let deep = format!("sop SOP-A-001 \"Deep\" {{\n{}", "section \"s\" {\n".repeat(50_000));
        ground.write("SOP-A-001.sop", deep).run(&["check", "--format", "concise"]).exits(1);
    }
}

mod explain {
    use super::*;

    #[test]
    fn a_check_has_a_page_and_all_have_a_line() {
        let ground = Ground::new();
        ground.run(&["explain", "dangling-reference"]).exits(0).prints("dangling-reference\n====").prints("Level: error");
        let all = ground.run(&["explain", "--all"]).exits(0).out;
        for check in sopc::diagnostic::checks() {
            assert!(all.contains(&format!("  {}  ", check.name)) && all.contains(check.summary), "{}", check.name);
        }
    }

    #[test]
    fn a_misspelt_one_is_told_the_name_that_is_meant() {
        let ground = Ground::new();
        ground.run(&["explain", "dangling-referense"]).exits(2).says("did you mean `dangling-reference`?");
        ground.run(&["explain", "quux"]).exits(2).says("`sopc explain --all`");
        ground.run(&["explain"]).exits(2);
        ground.run(&["explain", "--all", "loose-end"]).exits(2);
    }
}

mod look_up {
    use super::*;

    #[test]
    fn list_shows_each_document_and_can_choose() {
        let ground = Ground::with_workspace();
        let all = ground.run(&["list"]).exits(0).out;
        assert_eq!(
            all,
            "GLO-A-001  glossary  1.0  effective  keeper  GLO-A-001.sop  Words\n\
             SOP-A-001  sop       1.0  effective  keeper  SOP-A-001.sop  Send a parcel\n"
        );
        let sops = ground.run(&["list", "--kind", "sop", "--format", "json"]).exits(0).out;
        let sops: Value = serde_json::from_str(&sops).expect("JSON");
        let expected = serde_json::json!({"format": "sop-list/1", "documents": [{
            "id": "SOP-A-001", "kind": "sop", "title": "Send a parcel", "version": "1.0", "status": "effective",
            "owner": "keeper", "path": "SOP-A-001.sop",
        }]});
        assert_eq!(sops, expected);
        assert_eq!(ground.run(&["list", "--owner", "nobody"]).exits(0).out, "");
        assert_eq!(ground.run(&["list", "--owner", "keeper"]).exits(0).out, all);
        ground.run(&["list", "none"]).exits(2).says("none: there is no file");
        Ground::new().run(&["list"]).exits(3).says("`sopc init`");
    }

    #[test]
    fn refs_shows_every_place_with_its_line() {
        let ground = Ground::with_workspace();
        let refs = |name| ground.run(&["refs", name]).exits(0).out;
        let expected = "SOP-A-001.sop:9:24: step pack \"Pack the {parcel}\" within 1 day\n\
                        SOP-A-001.sop:12:22: outcome sent \"The {parcel} is on its way\"\n";
        assert_eq!(refs("parcel"), expected);
        assert_eq!(refs("GLO-A-001.parcel"), expected);
        assert_eq!(refs("GLO-A-001"), "SOP-A-001.sop:4:8: uses GLO-A-001\n");
        assert_eq!(refs("sent"), "SOP-A-001.sop:10:6: -> sent\n");
        assert_eq!(refs("pack"), "");
        ground.run(&["refs", "pracel"]).exits(2).says("did you mean `parcel`?");
        ground.write("sop.toml", "root = true\n[defaults]\nuses = [\"GLO-A-001\"]\n");
        assert!(refs("GLO-A-001").starts_with("sop.toml:3:10: uses = "));
        Ground::new().run(&["refs", "parcel"]).exits(3);
    }

    #[test]
    fn refs_keeps_names_of_different_documents_apart() {
        let ground = Ground::with_workspace();
        ground.write("GLO-B-001.sop", GLOSSARY.replace("A-001", "B-001"));
        ground.write("SOP-B-001.sop", SOP.replace("A-001", "B-001"));
        assert_eq!(ground.run(&["refs", "parcel"]).out.lines().count(), 4);
        let refs = ground.run(&["refs", "GLO-B-001.parcel"]).out;
        assert!(refs.lines().count() == 2 && refs.lines().all(|line| line.starts_with("SOP-B-001.sop:")), "{refs}");
    }

    #[test]
    fn completions_are_there_for_the_usual_shells() {
        let ground = Ground::new();
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            ground.run(&["completions", shell]).exits(0).prints("explain");
        }
        ground.run(&["completions", "bash"]).prints("dangling-reference");
        ground.run(&["completions", "sh"]).exits(2).says("bash");
    }
}
