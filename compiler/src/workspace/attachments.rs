//! Files that documents show. In: a path as a document writes it. Out: whether a file is there. What
//! was looked up once is kept as long as the workspace. Opens no file.

use rustc_hash::FxHashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment {
    There,
    Missing,
    /// The path leads out of the workspace.
    Outside,
}

pub(super) struct Attachments {
    /// Where to look; without it, only what is known is there.
    root: Option<PathBuf>,
    /// By the path from the root.
    known: Mutex<FxHashMap<PathBuf, bool>>,
}

impl Attachments {
    /// Those below a folder of the file system.
    pub fn below(root: PathBuf) -> Self {
        Self { root: Some(root), known: Mutex::default() }
    }

    /// These and no others, by their paths from the root.
    pub fn only(paths: impl Iterator<Item = PathBuf>) -> Self {
        Self { root: None, known: Mutex::new(paths.map(|path| (path, true)).collect()) }
    }

    /// What stands at `path`, seen from `folder`, which is relative to the root.
    pub fn find(&self, folder: &Path, path: &str) -> Attachment {
        let Some(path) = inside(folder, path) else { return Attachment::Outside };
        let known = self.known().get(&path).copied();
        let there = match (known, &self.root) {
            (Some(there), _) => there,
            (None, None) => false,
            (None, Some(root)) => {
                // nobody waits for the disk
                let there = root.join(&path).is_file();
                self.known().insert(path, there);
                there
            }
        };
        if there { Attachment::There } else { Attachment::Missing }
    }

    fn known(&self) -> MutexGuard<'_, FxHashMap<PathBuf, bool>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The path from the root, without `.` and `..`; none if it leads out of the root.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut clean = PathBuf::new();
    for part in folder.components().chain(Path::new(path).components()) {
        match part {
            Component::CurDir => {}
            Component::ParentDir if !clean.pop() => return None,
            Component::ParentDir => {}
            Component::Normal(name) => clean.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder_and_stay_inside() {
        let files = Attachments::only([PathBuf::from("img/a.png")].into_iter());
        assert_eq!(files.find(Path::new("wi"), "../img/a.png"), Attachment::There);
        assert_eq!(files.find(Path::new(""), "./img/a.png"), Attachment::There);
        assert_eq!(files.find(Path::new("wi"), "img/a.png"), Attachment::Missing);
        assert_eq!(files.find(Path::new("wi"), "../../img/a.png"), Attachment::Outside);
        assert_eq!(files.find(Path::new("wi"), "/img/a.png"), Attachment::Outside);
    }
}
