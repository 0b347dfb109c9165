//! Where the tests find the project's own files.

use sopc::workspace::Workspace;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The project's folder.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project's folder")
}

/// Every `.sop` file below `examples/`, path and text, in order.
pub fn examples() -> Vec<(PathBuf, String)> {
    let mut found = texts(&project().join("examples"));
    found.retain(|(path, _)| path.extension().is_some_and(|extension| extension == "sop"));
    assert!(!found.is_empty(), "no examples");
    found
}

/// The example repositories, by the names of their folders.
pub fn example_sets() -> Vec<String> {
    let folders = std::fs::read_dir(project().join("examples")).expect("the examples").map(|entry| entry.expect("an entry"));
    let mut sets: Vec<String> =
        folders.filter(|entry| entry.path().join("sop.toml").is_file()).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    sets.sort();
    assert!(!sets.is_empty(), "no example repositories");
    sets
}

/// The texts of one example repository by their paths in it, and they as a workspace.
pub fn in_memory(set: &str) -> (BTreeMap<String, String>, Workspace) {
    let root = project().join("examples").join(set);
    let below = |path: &PathBuf| path.strip_prefix(&root).ok().map(|path| path.to_string_lossy().replace('\\', "/"));
    let texts: BTreeMap<String, String> = examples().into_iter().filter_map(|(path, text)| Some((below(&path)?, text))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let workspace = Workspace::in_memory(&files);
    (texts, workspace)
}

/// Every text file of the project in order, by its path in the project, with `/`. What is built,
/// fetched or kept by a tool is left out.
pub fn files() -> Vec<(String, String)> {
    let root = project();
    let shown =
        |path: &Path| path.strip_prefix(&root).unwrap_or(path).components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    texts(&root).into_iter().map(|(path, text)| (shown(&path), text)).collect()
}

/// Every Markdown file below a folder, in order.
pub fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let pages = texts(folder).into_iter().map(|(path, _)| path);
    pages.filter(|path| path.extension().is_some_and(|end| end == "md")).collect()
}

const LEFT_OUT: [&str; 4] = [".git", "target", "out", "node_modules"];

fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(folder, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the project") {
        let entry = entry.expect("an entry");
        let path = entry.path();
        if LEFT_OUT.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        if path.is_dir() {
            collect(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
}
