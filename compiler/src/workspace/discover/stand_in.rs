//! A text that stands in for a file: what an editor holds and has not saved. In: the text's bytes and
//! the file's path, if it has one. Out: the workspace around it, with the text in its place; only
//! that file is asked for.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::folders::FolderConfig;
use super::place::absolute;
use super::read::{ReadError, text};
use super::{Found, FoundFile, configured_root, governing, load};
use crate::diagnostic::{ID_FILE_NAME, Severity};
use crate::workspace::config::Config;

/// What a text without a file is called.
const NAMELESS: &str = "<stdin>";

/// The workspace of the file `path`, seen from the folder `from` (absolute), with `bytes` as that
/// file's text; the file need not exist. Without a path the text is a workspace of its own.
pub fn stand_in(path: Option<&Path>, bytes: &[u8], from: &Path) -> Result<Found, ReadError> {
    let shown = absolute(path.unwrap_or(Path::new(NAMELESS)), from);
    let text = text(&shown, bytes)?.to_string();
    let folder = shown.parent().unwrap_or(from);
    if path.is_none() {
        return Ok(alone(folder, &shown, text));
    }
    let root = configured_root(folder, &mut Default::default()).unwrap_or_else(|| folder.to_path_buf());
    if !root.is_dir() {
        return Ok(alone(folder, &shown, text));
    }
    let (mut found, _) = load(root, &HashSet::from([shown.clone()]));
    found.problems.retain(|problem| !problem.asked);
    match found.files.iter_mut().find(|file| file.asked) {
        Some(file) => file.text = text,
        None => {
            let path = below(&shown, &found.root);
            let config = governing(&found.configs, &path);
            let at = found.files.partition_point(|file| file.path < path);
            found.files.insert(at, FoundFile { path, text, asked: true, config });
        }
    }
    Ok(found)
}

fn alone(root: &Path, path: &Path, text: String) -> Found {
    let mut config = Config::default();
    // Its name says nothing.
    config.levels.insert(ID_FILE_NAME.name, Severity::Off);
    let own = FolderConfig { folder: PathBuf::new(), text: None, config, errors: Vec::new() };
    let file = FoundFile { path: below(path, root), text, asked: true, config: 0 };
    Found { root: root.to_path_buf(), configs: vec![own], files: vec![file], problems: Vec::new() }
}

fn below(path: &Path, root: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn texts(found: &Found) -> Vec<(&str, &str, bool)> {
        found.files.iter().map(|file| (file.path.to_str().unwrap_or(""), file.text.as_str(), file.asked)).collect()
    }

    #[test]
    fn a_text_takes_the_place_of_a_file_that_is_there_unreadable_or_missing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        fs::create_dir(root.join("in")).expect("a folder");
        fs::write(root.join("sop.toml"), "root = true\n").expect("a file");
        fs::write(root.join("in/a.sop"), "old").expect("a file");
        fs::write(root.join("in/b.sop"), [0]).expect("a file");
        let stand_in = |path: &str| stand_in(Some(Path::new(path)), b"new", &root.join("in")).expect("found");
        assert_eq!(texts(&stand_in("a.sop")), [("in/a.sop", "new", true)]);
        assert_eq!(texts(&stand_in("b.sop")), [("in/a.sop", "old", false), ("in/b.sop", "new", true)]);
        assert!(stand_in("b.sop").problems.is_empty());
        assert_eq!(stand_in("a.sop").problems.len(), 1);
        assert_eq!(texts(&stand_in("../0.sop")), [("0.sop", "new", true), ("in/a.sop", "old", false)]);
        assert_eq!(texts(&stand_in("/no/such/c.sop")), [("c.sop", "new", true)]);
    }

    #[test]
    fn a_text_without_a_file_is_alone() {
        let found = stand_in(None, b"new", Path::new("/here")).expect("found");
        assert_eq!(texts(&found), [("<stdin>", "new", true)]);
        assert!(stand_in(None, &[0xFF], Path::new("/here")).is_err_and(|error| error.message.contains("UTF-8")));
    }
}
