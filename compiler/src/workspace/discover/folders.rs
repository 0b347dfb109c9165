//! The `sop.toml` files of one workspace. In: folders, as the walk enters them. Out: what each
//! configures, which paths are excluded, and the roots of other workspaces that were met.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use super::read::{ReadError, read};
use crate::workspace::config::{self, Config, ConfigError, Exclude};

/// One folder with a `sop.toml`, or the root of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct FolderConfig {
    /// Relative to the root of the workspace; empty for the root itself.
    pub folder: PathBuf,
    /// The text of the `sop.toml`; `None` where the root has none, or it could not be read.
    pub text: Option<String>,
    /// What holds in the folder: its own file over those of the folders around it.
    pub config: Config,
    /// What is wrong in the text.
    pub errors: Vec<ConfigError>,
}

/// A `sop.toml` by itself.
pub(super) struct Own {
    text: Option<String>,
    pub config: Config,
    errors: Vec<ConfigError>,
    problem: Option<ReadError>,
}

/// The `sop.toml` in `folder`, if it has one.
pub(super) fn own(folder: &Path) -> Option<Own> {
    let path = folder.join(config::FILE_NAME);
    match read(&path) {
        Ok(text) => {
            let (config, errors) = config::parse(&text);
            Some(Own { text: Some(text), config, errors, problem: None })
        }
        Err(_) if !path.exists() => None,
        Err(problem) => Some(Own { text: None, config: Config::default(), errors: Vec::new(), problem: Some(problem) }),
    }
}

/// The folders of one workspace, filled while the walk goes on (the walker wants to share it between threads).
pub(super) struct Folders {
    root: PathBuf,
    owns: Mutex<BTreeMap<PathBuf, Own>>,
    excludes: RwLock<Vec<(PathBuf, Exclude)>>,
    roots: Mutex<Vec<PathBuf>>,
}

impl Folders {
    pub fn new(root: &Path) -> Folders {
        let folders = Folders { root: root.to_path_buf(), owns: Mutex::default(), excludes: RwLock::default(), roots: Mutex::default() };
        folders.keep(root, own(root).unwrap_or(Own { text: None, config: Config::default(), errors: Vec::new(), problem: None }));
        folders
    }

    /// Reads the folder's `sop.toml`; false if the folder is the root of another workspace.
    pub fn enter(&self, folder: &Path) -> bool {
        match own(folder) {
            None => true,
            Some(own) if own.config.root => {
                locked(&self.roots).push(folder.to_path_buf());
                false
            }
            Some(own) => {
                self.keep(folder, own);
                true
            }
        }
    }

    /// Enters every folder from the root down to `folder`, which lies in the workspace.
    pub fn enter_down_to(&self, folder: &Path) {
        let below: Vec<&Path> = folder.ancestors().take_while(|ancestor| *ancestor != self.root).collect();
        for folder in below.into_iter().rev() {
            if !locked(&self.owns).contains_key(folder) {
                self.enter(folder);
            }
        }
    }

    fn keep(&self, folder: &Path, own: Own) {
        if let Some(exclude) = Exclude::new(folder, &own.config.exclude) {
            let mut excludes = self.excludes.write().unwrap_or_else(PoisonError::into_inner);
            excludes.push((folder.to_path_buf(), exclude));
            excludes.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.as_os_str().len()));
        }
        locked(&self.owns).insert(folder.to_path_buf(), own);
    }

    /// Whether a `sop.toml` above leaves `path` out; the nearest that speaks of it decides.
    pub fn excluded(&self, path: &Path, is_folder: bool) -> bool {
        let excludes = self.excludes.read().unwrap_or_else(PoisonError::into_inner);
        excludes.iter().filter(|(folder, _)| path.starts_with(folder)).find_map(|(_, exclude)| exclude.excludes(path, is_folder)).unwrap_or(false)
    }

    /// The roots of other workspaces met so far, sorted.
    pub fn roots(&self) -> Vec<PathBuf> {
        let mut roots = locked(&self.roots).clone();
        roots.sort();
        roots
    }

    /// The configurations, those of outer folders first, and the `sop.toml` files that could not be read.
    pub fn finish(&self) -> (Vec<FolderConfig>, Vec<ReadError>) {
        let owns = std::mem::take(&mut *locked(&self.owns));
        let (mut done, mut problems): (BTreeMap<PathBuf, Config>, Vec<_>) = (BTreeMap::new(), Vec::new());
        let mut configs = Vec::with_capacity(owns.len());
        for (folder, own) in owns {
            let outer = folder.ancestors().skip(1).find_map(|outer| done.get(outer));
            let config = match outer {
                Some(outer) => own.config.over(outer),
                None => own.config,
            };
            done.insert(folder.clone(), config.clone());
            problems.extend(own.problem);
            let folder = folder.strip_prefix(&self.root).unwrap_or(&folder).to_path_buf();
            configs.push(FolderConfig { folder, text: own.text, config, errors: own.errors });
        }
        (configs, problems)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
