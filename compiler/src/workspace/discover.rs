//! From the paths a user gives to workspaces. In: files and folders. Out: each workspace with its
//! configuration, the texts of its `.sop` files and what could not be read. Parses no document.
//!
//! A workspace is the nearest folder upwards whose `sop.toml` says `root = true`; failing that, the
//! nearest with any `sop.toml`; failing that, the folder given. A root inside another is a
//! workspace of its own and no part of the outer.

mod folders;
mod links;
mod place;
mod read;
mod stand_in;
mod walk;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use folders::FolderConfig;
use folders::Folders;
pub use place::shown;
use place::{absolute, is_document, real};
pub use read::{ReadError, read};
pub use stand_in::stand_in;

/// All that the paths lead to.
#[derive(Debug, Default)]
pub struct Discovery {
    /// Sorted by root.
    pub found: Vec<Found>,
    /// Paths given that lead to no workspace: missing, or no `.sop` file.
    pub problems: Vec<ReadError>,
}

impl Discovery {
    /// Whether there is nothing to report on: no `.sop` file where the user asked, not even one that
    /// could not be read.
    pub fn is_empty(&self) -> bool {
        let asked = |found: &Found| found.files.iter().any(|file| file.asked) || found.problems.iter().any(|problem| problem.asked);
        self.problems.is_empty() && !self.found.iter().any(asked)
    }
}

/// One workspace, read.
#[derive(Debug)]
pub struct Found {
    /// Absolute.
    pub root: PathBuf,
    /// The root's own first, then every folder with a `sop.toml`, outer ones before inner ones.
    pub configs: Vec<FolderConfig>,
    /// Sorted by path.
    pub files: Vec<FoundFile>,
    /// What could not be read, sorted by path.
    pub problems: Vec<ReadError>,
}

/// One `.sop` file, read.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Relative to the root.
    pub path: PathBuf,
    /// As it stands in the file, a byte order mark included.
    pub text: String,
    /// Whether the user asked for it; the others are there to be referred to.
    pub asked: bool,
    /// Whose configuration holds: an index into [`Found::configs`].
    pub config: usize,
}

/// Finds and reads the workspaces of `paths`, which are seen from the folder `from` (absolute); of
/// `from` itself if there are none.
pub fn discover(paths: &[PathBuf], from: &Path) -> Discovery {
    let mut discovery = Discovery::default();
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { here.as_slice() } else { paths };
    let mut todo = group(paths, from, &mut discovery.problems);
    let mut done = HashSet::new();
    while let Some((real_root, Group { root, asked })) = todo.pop_first() {
        done.insert(real_root);
        let (found, inner) = load(root, &asked);
        for root in inner {
            let real_root = real(&root);
            if holds(&asked, &root) && !done.contains(&real_root) {
                let group = todo.entry(real_root).or_insert_with(|| Group::new(&root));
                let root = group.root.clone();
                group.asked.insert(root);
            }
        }
        let wrong = found.configs.iter().any(|config| !config.errors.is_empty());
        if wrong || !found.files.is_empty() || !found.problems.is_empty() {
            discovery.found.push(found);
        }
    }
    discovery.found.sort_by(|a, b| a.root.cmp(&b.root));
    discovery
}

/// A workspace and the paths in it that were asked for.
struct Group {
    root: PathBuf,
    asked: HashSet<PathBuf>,
}

impl Group {
    fn new(root: &Path) -> Group {
        Group { root: root.to_path_buf(), asked: HashSet::new() }
    }
}

/// Whether `path` is, or lies in, what was asked for.
fn holds(asked: &HashSet<PathBuf>, path: &Path) -> bool {
    path.ancestors().any(|ancestor| asked.contains(ancestor))
}

/// The given paths by their workspace (the key is the root's real path).
fn group(paths: &[PathBuf], from: &Path, problems: &mut Vec<ReadError>) -> BTreeMap<PathBuf, Group> {
    let (mut targets, mut given) = (Vec::new(), HashSet::new());
    for path in paths {
        let path = absolute(path, from);
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => {
                given.insert(path.clone());
                targets.push((path.clone(), path));
            }
            Ok(found) if found.is_file() && is_document(&path) => {
                let folder = path.parent().unwrap_or(&path).to_path_buf();
                targets.push((folder, path));
            }
            Ok(_) => problems.push(ReadError::new(&path, "this is neither a folder nor a `.sop` file", "give a folder, or a file whose name ends in `.sop`")),
            Err(error) if path.is_symlink() => problems.push(links::fault(&path, &error)),
            Err(error) => problems.push(ReadError::io(&path, &error)),
        }
    }
    let mut groups = BTreeMap::new();
    let mut known = HashMap::new();
    for (folder, path) in targets {
        let root = match configured_root(&folder, &mut known) {
            Some(root) => root,
            // With no `sop.toml` anywhere, a folder given is one workspace with all in it.
            None => folder.ancestors().filter(|outer| given.contains(*outer)).last().unwrap_or(&folder).to_path_buf(),
        };
        groups.entry(real(&root)).or_insert_with(|| Group::new(&root)).asked.insert(path);
    }
    groups
}

/// The nearest folder from `folder` upwards that is a root, or else has any `sop.toml`. `known` keeps
/// what each folder has: nothing, a `sop.toml`, a root's.
fn configured_root(folder: &Path, known: &mut HashMap<PathBuf, Option<bool>>) -> Option<PathBuf> {
    let mut nearest = None;
    for folder in folder.ancestors() {
        let found = match known.get(folder) {
            Some(found) => *found,
            None => {
                let found = folders::own(folder).map(|own| own.config.root);
                known.insert(folder.to_path_buf(), found);
                found
            }
        };
        match found {
            Some(true) => return Some(folder.to_path_buf()),
            Some(false) => nearest = nearest.or(Some(folder)),
            None => {}
        }
    }
    nearest.map(Path::to_path_buf)
}

/// Reads the workspace at `root`; also the roots of other workspaces below it.
fn load(root: PathBuf, asked: &HashSet<PathBuf>) -> (Found, Vec<PathBuf>) {
    let folders = Arc::new(Folders::new(&root));
    let mut walked = walk::walk(&root, &folders, None);
    links::follow(&root, &folders, &mut walked);
    let asked = reach(&root, asked, &folders, &mut walked);
    walked.files.sort();
    walked.files.dedup();

    let inner = folders.roots();
    let (configs, unread) = folders.finish();
    let all = asked.contains(&root);
    let mut problems: Vec<ReadError> = walked.problems.into_iter().chain(unread).collect();
    let results: Vec<Result<FoundFile, ReadError>> = walked
        .files
        .into_par_iter()
        .with_min_len(16)
        .map(|path| {
            let text = read(&path)?;
            let asked = all || holds(&asked, &path);
            let path = path.strip_prefix(&root).map(Path::to_path_buf).unwrap_or(path);
            let config = governing(&configs, &path);
            Ok(FoundFile { path, text, asked, config })
        })
        .collect();
    let mut files = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &mut problems {
        problem.asked = all || holds(&asked, &problem.path);
    }
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    (Found { root, configs, files, problems }, inner)
}

/// Adds what was asked for by name though the walk left it out (hidden, ignored, excluded, behind a
/// link), and returns what was asked for by the paths that the files have here.
fn reach(root: &Path, asked: &HashSet<PathBuf>, folders: &Arc<Folders>, walked: &mut walk::Walked) -> HashSet<PathBuf> {
    let (mut out, mut beside) = (HashSet::with_capacity(asked.len()), Vec::new());
    if asked.contains(root) {
        out.insert(root.to_path_buf());
        if asked.len() == 1 {
            return out;
        }
    }
    let known: HashSet<&PathBuf> = walked.folders.iter().chain(&walked.files).collect();
    let real_root = real(root);
    for path in asked.iter().filter(|path| *path != root) {
        let unlinked = || real(path).strip_prefix(&real_root).ok().map(|below| root.join(below));
        if known.contains(path) {
            out.insert(path.clone());
        } else if let Some(path) = unlinked().filter(|path| known.contains(path)) {
            out.insert(path);
        } else {
            out.insert(path.clone());
            beside.push(path);
        }
    }
    beside.sort();
    for path in beside {
        if path.is_dir() {
            folders.enter_down_to(path);
            let mut more = walk::walk(path, folders, None);
            links::follow(path, folders, &mut more);
            walked.add(more);
        } else {
            folders.enter_down_to(path.parent().unwrap_or(path));
            walked.files.push(path.clone());
        }
    }
    out
}

/// The configuration of the nearest folder above `path`.
fn governing(configs: &[FolderConfig], path: &Path) -> usize {
    if configs.len() <= 1 {
        return 0;
    }
    let at = |folder: &Path| configs.binary_search_by(|config| config.folder.as_path().cmp(folder)).ok();
    path.ancestors().skip(1).find_map(at).unwrap_or(0)
}

#[cfg(test)]
mod tests;
