//! The set of documents. In: the texts of the files of one root, and their configuration. Out: every
//! document with its references resolved; who defines an id, who names it; and, after a change of
//! one file, which files have to be looked at again. Judges nothing.

mod attachments;
mod change;
pub mod config;
pub mod discover;
mod memory;
mod resolve;
mod source;

pub use attachments::Attachment;
pub use change::Change;
pub use resolve::{Missing, Resolved, Scope, fits};
pub use source::{Content, File, Source};

use crate::diagnostic::FileId;
use crate::model::{Declaration, Document, RefId, Signature};
use attachments::Attachments;
use config::Config;
use discover::Found;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One root and all in it.
pub struct Workspace {
    place: Place,
    /// The id of the first file; several workspaces share one numbering.
    first: u32,
    files: Vec<Option<File>>,
    by_path: FxHashMap<PathBuf, FileId>,
    /// Who defines an id.
    definers: FxHashMap<SmolStr, Vec<FileId>>,
    /// Who names an id, as written; ids that nobody defines are among them.
    namers: FxHashMap<SmolStr, Vec<FileId>>,
    /// How often each member of a file is referred to, by file and member.
    uses: FxHashMap<FileId, Vec<u32>>,
    /// Files that name an id which nobody defines.
    unfinished: FxHashSet<FileId>,
    /// Files with a name that nothing in sight has.
    nameless: FxHashSet<FileId>,
}

/// Where a workspace stands.
struct Place {
    root: PathBuf,
    /// The path of the root as the user would write it.
    shown_root: String,
    /// The configuration of each folder that has one; paths from the root.
    configs: Vec<(PathBuf, Arc<Config>)>,
    attachments: Attachments,
}

impl Workspace {
    /// Reads all that was found; `first` is the number for the first file, `shown` says how a path is written for the user.
    pub fn load(found: Found, first: u32, shown: &(dyn Fn(&Path) -> String + Sync)) -> Self {
        let configs: Vec<Arc<Config>> = found.configs.iter().map(|config| Arc::new(config.config.clone())).collect();
        let folders = found.configs.iter().zip(&configs).map(|(folder, config)| (folder.folder.clone(), config.clone())).collect();
        let shown_root = shown(&found.root);
        let fallback = Arc::new(Config::default());
        let mut files = Vec::with_capacity(found.configs.len() + found.files.len());
        for (folder, config) in found.configs.into_iter().zip(&configs) {
            if let Some(text) = folder.text {
                let path = folder.folder.join(config::FILE_NAME);
                let shown = shown(&found.root.join(&path));
                files.push(Some(File::config(path, shown, text, folder.errors, config.clone())));
            }
        }
        let sources: Vec<Option<File>> = found
            .files
            .into_par_iter()
            .with_min_len(16)
            .map(|file| {
                let config = configs.get(file.config).unwrap_or(&fallback).clone();
                let shown = shown(&found.root.join(&file.path));
                Some(File::source(file.path, shown, file.text, file.asked, config))
            })
            .collect();
        files.extend(sources);
        let attachments = Attachments::below(found.root.clone());
        let place = Place { root: found.root, shown_root, configs: folders, attachments };
        Self::of(place, first, files)
    }

    fn of(place: Place, first: u32, files: Vec<Option<File>>) -> Self {
        let mut workspace = Self {
            place,
            first,
            files,
            unfinished: FxHashSet::default(),
            nameless: FxHashSet::default(),
            by_path: FxHashMap::default(),
            definers: FxHashMap::default(),
            namers: FxHashMap::default(),
            uses: FxHashMap::default(),
        };
        for at in 0..workspace.files.len() {
            let id = FileId(first + at as u32);
            workspace.enter(id);
        }
        let ids: Vec<FileId> = workspace.file_ids().collect();
        let resolved: Vec<(FileId, Vec<Resolved>)> = ids.into_par_iter().with_min_len(16).map(|id| (id, resolve::resolve(&workspace, id))).collect();
        for (id, resolution) in resolved {
            workspace.keep_resolution(id, resolution);
        }
        workspace
    }

    pub fn root(&self) -> &Path {
        &self.place.root
    }

    /// The files at hand, in the order of their paths; configuration first.
    pub fn file_ids(&self) -> impl Iterator<Item = FileId> + '_ {
        let alive = self.files.iter().enumerate().filter(|(_, file)| file.is_some());
        alive.map(|(at, _)| FileId(self.first + at as u32))
    }

    /// The number behind that of the last file.
    pub fn end(&self) -> u32 {
        self.first + self.files.len() as u32
    }

    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0.checked_sub(self.first)? as usize)?.as_ref()
    }

    fn file_mut(&mut self, id: FileId) -> Option<&mut File> {
        self.files.get_mut(id.0.checked_sub(self.first)? as usize)?.as_mut()
    }

    pub fn source(&self, id: FileId) -> Option<&Source> {
        self.file(id)?.as_source()
    }

    pub fn document(&self, id: FileId) -> Option<&Document> {
        self.source(id)?.document.as_ref()
    }

    pub fn signature(&self, id: FileId) -> Option<&Signature> {
        self.source(id).map(|source| &source.summary.signature)
    }

    pub fn file_at(&self, path: &Path) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// What stands at `path`, which the document in `file` names as it was written there.
    pub fn attachment(&self, file: FileId, path: &str) -> Attachment {
        let folder = self.file(file).and_then(|file| file.path.parent()).unwrap_or(Path::new(""));
        self.place.attachments.find(folder, path)
    }

    /// Everybody who defines `id`; more than one is a defect.
    pub fn definers(&self, id: &str) -> &[FileId] {
        self.definers.get(id).map_or(&[], Vec::as_slice)
    }

    /// The document called `id`.
    pub fn definer(&self, id: &str) -> Option<FileId> {
        self.definers(id).first().copied()
    }

    /// Everybody who names `id`, in order.
    pub fn namers(&self, id: &str) -> &[FileId] {
        self.namers.get(id).map_or(&[], Vec::as_slice)
    }

    /// Every id that somebody defines.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.definers.keys().map(SmolStr::as_str)
    }

    /// What a reference of a file means.
    pub fn resolved(&self, file: FileId, reference: RefId) -> &Resolved {
        let resolution = self.source(file).map_or(&[][..], |source| &source.resolution);
        resolution.get(reference.0 as usize).unwrap_or(&Resolved::Missing(Missing::Unclear))
    }

    /// The declaration of a member; none for labels, triggers and outcomes.
    pub fn declaration(&self, file: FileId, member: u32) -> Option<&Declaration> {
        let source = self.source(file)?;
        let (name, _) = source.summary.places.get(member as usize)?;
        source.document.as_ref()?.declarations.iter().find(|declaration| declaration.name.span == *name)
    }

    /// How often a member is referred to.
    pub fn use_count(&self, file: FileId, member: u32) -> u32 {
        self.uses.get(&file).and_then(|counts| counts.get(member as usize)).copied().unwrap_or(0)
    }

    /// The configuration that holds for a path.
    fn config_for(&self, path: &Path) -> Arc<Config> {
        let nearest = self.place.configs.iter().filter(|(folder, _)| path.starts_with(folder)).max_by_key(|(folder, _)| folder.components().count());
        nearest.map(|(_, config)| config.clone()).unwrap_or_default()
    }

    /// A path in the workspace as the user would write it.
    fn shown_path(&self, path: &Path) -> String {
        let below = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        if self.place.shown_root == "." { below } else { format!("{}/{below}", self.place.shown_root) }
    }

    /// Enters a file into the maps.
    fn enter(&mut self, id: FileId) {
        let Some(file) = self.file(id) else { return };
        let path = file.path.clone();
        let (defined, named) = file.as_source().map(|source| (source.defined(), source.named())).unwrap_or_default();
        self.by_path.insert(path, id);
        if let Some(defined) = defined {
            let definers = self.definers.entry(defined).or_default();
            insert_sorted(definers, id);
        }
        for name in named {
            insert_sorted(self.namers.entry(name).or_default(), id);
        }
    }

    /// Takes a file out of the maps.
    fn leave(&mut self, id: FileId) {
        let Some(file) = self.file(id) else { return };
        let path = file.path.clone();
        let (defined, named) = file.as_source().map(|source| (source.defined(), source.named())).unwrap_or_default();
        self.by_path.remove(&path);
        if let Some(defined) = defined {
            remove_from(&mut self.definers, &defined, id);
        }
        for name in named {
            remove_from(&mut self.namers, &name, id);
        }
    }

    /// Keeps what the references of a file mean. Answers whose members are referred to more or less than before.
    fn keep_resolution(&mut self, id: FileId, resolution: Vec<Resolved>) -> FxHashSet<FileId> {
        let mut touched = FxHashSet::default();
        let unclear = self.unclear_names(id);
        for (missing, files) in [(Missing::Document, &mut self.unfinished), (Missing::Name, &mut self.nameless)] {
            if resolution.contains(&Resolved::Missing(missing)) {
                files.insert(id);
            } else {
                files.remove(&id);
            }
        }
        let before = match self.file_mut(id).and_then(File::as_source_mut) {
            Some(source) => std::mem::replace(&mut source.resolution, resolution),
            None => return touched,
        };
        let mut count = |uses: &mut FxHashMap<FileId, Vec<u32>>, resolved: &Resolved, by: i64| {
            let Resolved::Member(file, member) = resolved else { return };
            let counts = uses.entry(*file).or_default();
            if counts.len() <= *member as usize {
                counts.resize(*member as usize + 1, 0);
            }
            if let Some(count) = counts.get_mut(*member as usize) {
                *count = (i64::from(*count) + by).max(0) as u32;
                touched.insert(*file);
            }
        };
        let mut uses = std::mem::take(&mut self.uses);
        before.iter().for_each(|resolved| count(&mut uses, resolved, -1));
        if let Some(source) = self.source(id) {
            source.resolution.iter().for_each(|resolved| count(&mut uses, resolved, 1));
        }
        self.uses = uses;
        // what may be meant by a name that is not clear counts as used
        let now_unclear = self.unclear_names(id);
        touched.extend(self.offering(&unclear.symmetric_difference(&now_unclear).cloned().collect()));
        touched
    }

    /// The bare names of a file that may be somebody's, or nobody's.
    fn unclear_names(&self, id: FileId) -> FxHashSet<SmolStr> {
        let Some((source, document)) = self.source(id).and_then(|source| Some((source, source.document.as_ref()?))) else {
            return FxHashSet::default();
        };
        let references = document.references.iter().zip(&source.resolution);
        let unclear = references.filter(|(_, resolved)| **resolved == Resolved::Missing(Missing::Unclear));
        unclear.filter_map(|(reference, _)| reference.member.as_ref()).map(|name| name.text.clone()).collect()
    }
}

fn insert_sorted(ids: &mut Vec<FileId>, id: FileId) {
    if let Err(at) = ids.binary_search(&id) {
        ids.insert(at, id);
    }
}

fn remove_from(map: &mut FxHashMap<SmolStr, Vec<FileId>>, key: &SmolStr, id: FileId) {
    if let Some(ids) = map.get_mut(key) {
        ids.retain(|other| *other != id);
        if ids.is_empty() {
            map.remove(key);
        }
    }
}
