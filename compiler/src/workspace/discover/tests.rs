//! Real folders: what is found, what is read, and what is said of the rest.

use std::fs::{create_dir_all, write};

use super::*;
use crate::diagnostic::{Severity, check};

/// A folder that is removed afterwards, with these files (path and text).
struct Tree(tempfile::TempDir);

impl Tree {
    fn new(files: &[(&str, &str)]) -> Tree {
        let tree = Tree(tempfile::tempdir().expect("a folder"));
        files.iter().for_each(|(path, text)| tree.add(path, text));
        tree
    }

    fn add(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        create_dir_all(path.parent().expect("a parent")).expect("a folder");
        write(path, text).expect("a file");
    }

    #[cfg(unix)]
    fn link(&self, link: &str, target: &str) {
        let link = self.path(link);
        create_dir_all(link.parent().expect("a parent")).expect("a folder");
        std::os::unix::fs::symlink(target, link).expect("a link");
    }

    fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.0.path().to_path_buf() } else { self.0.path().join(path) }
    }

    fn discover(&self, paths: &[&str]) -> Discovery {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        discover(&paths, self.0.path())
    }

    /// `root: file, file*; path! message`, files that were asked for with a star.
    fn see(&self, paths: &[&str]) -> String {
        let discovery = self.discover(paths);
        let problem = |problem: &ReadError| {
            let star = if problem.asked { "*" } else { "" };
            format!("{}{star}! {}", shown(&problem.path, self.0.path()), problem.message)
        };
        let mut lines: Vec<String> = Vec::new();
        for found in &discovery.found {
            let files: Vec<String> = found.files.iter().map(|file| format!("{}{}", file.path.display(), if file.asked { "*" } else { "" })).collect();
            lines.push(format!("{}: {}", shown(&found.root, self.0.path()), files.join(", ")).trim_end().to_string());
            lines.extend(found.problems.iter().map(problem));
        }
        lines.extend(discovery.problems.iter().map(problem));
        lines.join("\n")
    }
}

const ROOT: &str = "root = true\n";

#[test]
fn a_folder_without_configuration_is_a_workspace() {
    let tree = Tree::new(&[("b/y.sop", "y"), ("a.test.sop", "t"), ("a.sop", "a"), ("x.txt", ""), ("sopx", ""), ("B.sop", "")]);
    assert_eq!(tree.see(&[]), ".: B.sop*, a.sop*, a.test.sop*, b/y.sop*");
    assert_eq!(tree.see(&["b"]), "b: y.sop*");
    assert_eq!(tree.see(&["b/y.sop"]), "b: y.sop*");
    assert_eq!(tree.see(&["b/y.sop", "."]), tree.see(&["."]), "one folder holds the other");
    let discovery = tree.discover(&[]);
    let found = &discovery.found[0];
    assert_eq!(found.files[3], FoundFile { path: "b/y.sop".into(), text: "y".into(), asked: true, config: 0 });
    assert_eq!((found.configs.len(), &found.configs[0].text, &found.configs[0].folder), (1, &None, &PathBuf::new()));
}

#[test]
fn the_nearest_root_upwards_is_loaded_whole_and_what_was_asked_is_marked() {
    let tree = Tree::new(&[("sop.toml", ROOT), ("a/sop.toml", ""), ("a/b/x.sop", ""), ("a/b/y.sop", ""), ("c/z.sop", "")]);
    assert_eq!(tree.see(&["a/b/x.sop"]), ".: a/b/x.sop*, a/b/y.sop, c/z.sop");
    assert_eq!(tree.see(&["a"]), ".: a/b/x.sop*, a/b/y.sop*, c/z.sop");
    assert_eq!(tree.see(&["a/../c", "./a/b/y.sop"]), ".: a/b/x.sop, a/b/y.sop*, c/z.sop*");
    let inside = discover(&[PathBuf::from("../b/x.sop")], &tree.path("a/b"));
    assert_eq!((inside.found[0].root.as_path(), inside.found[0].files.len()), (tree.0.path(), 3));
}

#[test]
fn without_a_root_the_nearest_configuration_is_the_workspace() {
    let tree = Tree::new(&[("sop.toml", ""), ("a/sop.toml", ""), ("a/b/x.sop", ""), ("z.sop", "")]);
    assert_eq!(tree.see(&["a/b"]), "a: b/x.sop*");
    assert_eq!(tree.see(&["."]), ".: a/b/x.sop*, z.sop*");
}

#[test]
fn each_root_below_is_a_workspace_of_its_own() {
    let tree = Tree::new(&[
        ("sop.toml", ROOT),
        ("o.sop", ""),
        ("ex/a/sop.toml", ROOT),
        ("ex/a/x.sop", ""),
        ("ex/a/in/sop.toml", ROOT),
        ("ex/a/in/y.sop", ""),
        ("ex/b/sop.toml", ROOT),
        ("ex/b/z.sop", ""),
        ("ex/empty/sop.toml", ROOT),
    ]);
    assert_eq!(tree.see(&["."]), ".: o.sop*\nex/a: x.sop*\nex/a/in: y.sop*\nex/b: z.sop*");
    assert_eq!(tree.see(&["ex/a"]), "ex/a: x.sop*\nex/a/in: y.sop*", "others are not looked at");
    assert_eq!(tree.see(&["ex/a/x.sop", "ex/b"]), "ex/a: x.sop*\nex/b: z.sop*");
    assert_eq!(tree.see(&["ex/a/in/y.sop", "."]), tree.see(&["."]));
    assert_eq!(tree.see(&["ex"]), ".: o.sop\nex/a: x.sop*\nex/a/in: y.sop*\nex/b: z.sop*");
}

#[test]
fn configurations_refine_each_other_and_govern_their_files() {
    let tree = Tree::new(&[
        ("sop.toml", "root = true\n[checks]\nunused-role = \"error\"\nloose-end = \"off\"\n"),
        ("a/sop.toml", "[checks]\nloose-end = \"hint\"\n"),
        ("a/b/sop.toml", "[checks]\nunused-role = \"nonsense\"\n"),
        ("x.sop", ""),
        ("a/y.sop", ""),
        ("a/b/c/z.sop", ""),
        ("ab/v.sop", ""),
    ]);
    let discovery = tree.discover(&[]);
    let found = &discovery.found[0];
    let levels: Vec<_> = ["x.sop", "a/y.sop", "a/b/c/z.sop", "ab/v.sop"]
        .map(|path| {
            let file = found.files.iter().find(|file| file.path == Path::new(path)).expect(path);
            let config = &found.configs[file.config].config;
            ["unused-role", "loose-end"].map(|name| config.level(check(name).expect(name)))
        })
        .into();
    use Severity::{Error, Hint, Off};
    assert_eq!(levels, [[Error, Off], [Error, Hint], [Error, Hint], [Error, Off]]);
    let folders: Vec<_> = found.configs.iter().map(|config| (config.folder.to_str(), config.errors.len())).collect();
    assert_eq!(folders, [(Some(""), 0), (Some("a"), 0), (Some("a/b"), 1)]);
    let wrong = &found.configs[2];
    assert_eq!(wrong.errors[0].span.of(wrong.text.as_deref().expect("a text")), "\"nonsense\"");
}

#[test]
fn hidden_ignored_and_excluded_files_are_left_out_unless_named() {
    let tree = Tree::new(&[
        ("sop.toml", "root = true\n[files]\nexclude = [\"drafts/**\", \"*.old.sop\", \"/only/top.sop\"]\n"),
        ("a/sop.toml", "[files]\nexclude = [\"!keep.old.sop\", \"x.sop\"]\n"),
        (".gitignore", "out/\n"),
        ("a/.ignore", "tmp.sop\n"),
        ("drafts/deep/d.sop", ""),
        ("b.old.sop", ""),
        ("a/keep.old.sop", ""),
        ("a/not.old.sop", ""),
        ("a/x.sop", ""),
        ("x.sop", ""),
        ("only/top.sop", ""),
        ("a/only/top.sop", ""),
        ("out/o.sop", ""),
        ("a/tmp.sop", ""),
        (".git/g.sop", ""),
        (".h.sop", ""),
    ]);
    assert_eq!(tree.see(&[]), ".: a/keep.old.sop*, a/only/top.sop*, x.sop*");
    assert_eq!(tree.see(&["drafts/deep/d.sop", "out", ".h.sop"]), ".: .h.sop*, a/keep.old.sop, a/only/top.sop, drafts/deep/d.sop*, out/o.sop*, x.sop");
}

#[test]
fn nothing_there_is_told_from_nothing_found() {
    let tree = Tree::new(&[("sop.toml", ROOT), ("a/readme.md", ""), ("b/x.sop", "")]);
    assert!(tree.discover(&["a"]).is_empty(), "the workspace has files, but not here");
    assert!(!tree.discover(&["b"]).is_empty());
    let missing = tree.discover(&["b/y.sop", "a/readme.md"]);
    assert!(!missing.is_empty() && missing.found.is_empty());
    assert_eq!(
        tree.see(&["b/y.sop", "a/readme.md", "b"]),
        ".: b/x.sop*\nb/y.sop*! there is no file or folder with this name\n\
         a/readme.md*! this is neither a folder nor a `.sop` file"
    );
    assert!(Tree::new(&[]).discover(&[]).is_empty());
}

#[test]
fn what_cannot_be_read_costs_one_line_each_and_the_rest_is_read() {
    let tree = Tree::new(&[("good.sop", "\u{feff}sop"), ("dir.sop/in.sop", "in"), ("sop.toml/x", "")]);
    tree.add("latin.sop", b"a\nb\xFCro");
    tree.add("binary.sop", b"ab\0c");
    tree.add("utf16.sop", b"\xFF\xFEs\0o\0p\0");
    tree.add("long.sop", "x".repeat(300_000));
    let mut late = "y".repeat(200_000).into_bytes();
    late.push(0xFF);
    tree.add("late.sop", late);
    std::fs::File::create(tree.path("huge.sop")).and_then(|file| file.set_len(5 << 30)).expect("a sparse file");
    assert_eq!(
        tree.see(&["."]),
        ".: dir.sop/in.sop*, good.sop*, long.sop*\n\
         binary.sop*! this is a binary file, not a text: byte 2 is zero\n\
         dir.sop*! this is a folder, though it is called like a document\n\
         huge.sop*! this file has 5368709120 bytes, more than the 4 GiB that can be read\n\
         late.sop*! this is not UTF-8: line 1 has the byte 0xFF\n\
         latin.sop*! this is not UTF-8: line 2 has the byte 0xFC\n\
         sop.toml*! this is a folder, not a file\n\
         utf16.sop*! this is UTF-16, not UTF-8"
    );
    let discovery = tree.discover(&["."]);
    let texts: Vec<_> = discovery.found[0].files.iter().map(|file| file.text.len()).collect();
    assert_eq!(texts, [2, 6, 300_000], "a byte order mark stays");
    assert!(discovery.found[0].problems.iter().all(|problem| !problem.help.is_empty()));
}

#[cfg(unix)]
#[test]
fn permission_denied_is_said_of_files_and_folders() {
    use std::os::unix::fs::PermissionsExt;
    let denied = ReadError::io(Path::new("x"), &std::io::ErrorKind::PermissionDenied.into());
    assert_eq!(denied.message, "this may not be read: permission denied");
    let tree = Tree::new(&[("a.sop", ""), ("shut.sop", ""), ("folder/b.sop", "")]);
    for path in ["shut.sop", "folder"] {
        std::fs::set_permissions(tree.path(path), PermissionsExt::from_mode(0o0)).expect("a mode");
    }
    let seen = tree.see(&[]);
    std::fs::set_permissions(tree.path("folder"), PermissionsExt::from_mode(0o700)).expect("a mode");
    // The superuser may read everything.
    let expected = if std::fs::read(tree.path("shut.sop")).is_ok() {
        ".: a.sop*, folder/b.sop*, shut.sop*".to_string()
    } else {
        format!(".: a.sop*\nfolder*! {0}\nshut.sop*! {0}", denied.message)
    };
    assert_eq!(seen, expected);
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_never_round_in_circles() {
    let tree = Tree::new(&[
        ("w/sop.toml", ROOT),
        ("w/a/x.sop", "x"),
        ("w/.store/h.sop", "h"),
        ("shared/s.sop", "s"),
        ("shared/deep/t.sop", "t"),
        ("one.sop", "1"),
        ("w/inner/sop.toml", ROOT),
        ("w/inner/i.sop", ""),
    ]);
    tree.link("w/again", "a");
    tree.link("w/stored", ".store");
    tree.link("w/b-shared", "../shared");
    tree.link("w/c-shared", "../shared/deep");
    tree.link("shared/back", "../w");
    tree.link("w/up", "..");
    tree.link("w/self.sop", "self.sop");
    tree.link("w/gone.sop", "nowhere.sop");
    tree.link("w/gone", "nowhere");
    tree.link("w/.#x.sop", "user@host.1234");
    tree.link("w/l1.sop", "../one.sop");
    tree.link("w/l2.sop", "../one.sop");
    tree.link("w/twin.sop", "a/x.sop");
    tree.link("w/to-inner", "inner");
    let round = "this link leads back to a folder that holds it, so it has no end";
    assert_eq!(
        tree.see(&["w"]),
        format!(
            "w: a/x.sop*, b-shared/deep/t.sop*, b-shared/s.sop*, l1.sop*, stored/h.sop*\n\
             w/b-shared/back*! {round}\n\
             w/gone.sop*! this link leads to a file that is not there\n\
             w/self.sop*! this link leads back to itself\n\
             w/up*! {round}\n\
             w/inner: i.sop*"
        )
    );
    assert_eq!(tree.see(&["w/again"]).lines().next(), Some("w: a/x.sop*, b-shared/deep/t.sop, b-shared/s.sop, l1.sop, stored/h.sop"));
    assert!(tree.see(&["w/twin.sop"]).starts_with("w: a/x.sop*, b-shared/deep/t.sop,"));
    assert_eq!(tree.see(&["w/self.sop"]), "w/self.sop*! this link leads back to itself");
    assert_eq!(tree.see(&["w/gone.sop"]), "w/gone.sop*! this link leads to a file that is not there");
}

#[test]
fn paths_are_shown_as_one_would_write_them() {
    let show = |path, from| shown(Path::new(path), Path::new(from));
    assert_eq!(show("/a/b/c.sop", "/a"), "b/c.sop");
    assert_eq!(show("/a/b/c.sop", "/a/b/d/e"), "../../c.sop");
    assert_eq!(show("/a", "/a"), ".");
    assert_eq!(show("/x/y.sop", "/a/b"), "/x/y.sop");
    assert_eq!(show("/a/b", "/"), "a/b");
}
