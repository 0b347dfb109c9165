//! Walking one tree. In: a folder. Out: what lies below it that matters to a workspace; links are
//! named, not followed. Honours `.gitignore`, `.ignore` and the excludes of `sop.toml`, skips hidden
//! entries and leaves other workspaces out. The only file that names the walker.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, Error, WalkBuilder};

use super::folders::Folders;
use super::place::is_document;
use super::read::ReadError;

/// What one walk, or several, came by; in no order.
#[derive(Default)]
pub(super) struct Walked {
    /// Regular files called `*.sop`.
    pub files: Vec<PathBuf>,
    pub folders: Vec<PathBuf>,
    /// Symbolic links of any name.
    pub links: Vec<PathBuf>,
    pub problems: Vec<ReadError>,
}

/// A walk that starts at a link: what its folders are called really, and those not to enter again.
pub(super) struct Via {
    pub link: PathBuf,
    pub target: PathBuf,
    pub visited: Arc<HashSet<PathBuf>>,
}

/// Walks `start`, which `folders` has entered. One thread: of the time for walking and reading ten
/// thousand files the walk takes a tenth, and the library's threads cost a millisecond to start.
pub(super) fn walk(start: &Path, folders: &Arc<Folders>, via: Option<Via>) -> Walked {
    let gate = Arc::clone(folders);
    let walker = WalkBuilder::new(start)
        .hidden(true)
        .parents(true)
        .ignore(true)
        .git_ignore(true)
        .require_git(false)
        // What belongs to a workspace does not depend on the machine or the clone.
        .git_global(false)
        .git_exclude(false)
        .follow_links(false)
        .filter_entry(move |entry| {
            let (path, is_folder) = (entry.path(), is_folder(entry));
            if entry.file_type().is_some_and(|kind| kind.is_file()) && !is_document(path) {
                return false;
            }
            if gate.excluded(path, is_folder) {
                return false;
            }
            !is_folder || (!seen(via.as_ref(), path) && gate.enter(path))
        })
        .build();
    let mut walked = Walked::default();
    for entry in walker {
        match entry {
            Ok(entry) => walked.take(entry),
            Err(error) => walked.problems.push(problem(&error)),
        }
    }
    walked
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn seen(via: Option<&Via>, path: &Path) -> bool {
    via.is_some_and(|via| {
        let below = path.strip_prefix(&via.link).unwrap_or(path);
        via.visited.contains(&via.target.join(below))
    })
}

impl Walked {
    pub fn add(&mut self, other: Walked) {
        self.files.extend(other.files);
        self.folders.extend(other.folders);
        self.links.extend(other.links);
        self.problems.extend(other.problems);
    }

    fn take(&mut self, entry: DirEntry) {
        let Some(kind) = entry.file_type() else { return };
        let (below, path) = (entry.depth() > 0, entry.into_path());
        if below && kind.is_symlink() {
            self.links.push(path);
        } else if kind.is_file() {
            if is_document(&path) {
                self.files.push(path);
            }
        } else {
            // What the walk started at may be a link to a folder.
            let is_folder = kind.is_dir() || !below;
            if below && is_document(&path) {
                self.problems.push(not_a_file(&path, is_folder));
            }
            if is_folder {
                self.folders.push(path);
            }
        }
    }
}

/// Something with the name of a document that is none.
pub(super) fn not_a_file(path: &Path, is_folder: bool) -> ReadError {
    if is_folder {
        ReadError::new(path, "this is a folder, though it is called like a document", "rename the folder; `.sop` files inside are read all the same")
    } else {
        ReadError::new(path, "this is a device or a pipe, not a file", "put the document into a file")
    }
}

/// The walker's error at its place, without the layers it comes in.
fn problem(error: &Error) -> ReadError {
    let mut path = Path::new("");
    let mut inner = error;
    loop {
        inner = match inner {
            Error::WithPath { path: at, err } => {
                path = at;
                err
            }
            Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => err,
            Error::Io(io) => return ReadError::io(path, io),
            other => return ReadError::new(path, format!("this can't be walked: {other}"), "exclude it in `sop.toml`"),
        };
    }
}
