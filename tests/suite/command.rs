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

mod fmt;

mod check {
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
}

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

mod start {
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
