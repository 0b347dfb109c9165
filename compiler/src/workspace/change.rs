//! Changes of a workspace. In: a file that was written or removed. Out: the files whose findings may
//! differ now. What did not change is not read again: other documents see only the signature of the
//! changed one, and are resolved anew only if that differs.

use super::resolve;
use super::source::File;
use super::{FileId, Workspace};
use crate::model::{DocumentKind, RelationKind, Signature};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::path::PathBuf;

/// What happened to a file; the path is relative to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Write { path: PathBuf, text: String },
    Remove { path: PathBuf },
}

/// What others could see of a file.
#[derive(Default, PartialEq)]
struct Seen {
    defined: Option<SmolStr>,
    signature: Signature,
    /// What could not be read: a name that is missing elsewhere may stand there.
    broken: Vec<String>,
}

impl Workspace {
    /// Applies a change. Answers the files to be checked again, in order; a removed one is not among them.
    /// Beside them, whoever keeps findings has to check those files again whose findings point into
    /// the changed one: what they say still holds, but the places have moved.
    ///
    /// A `sop.toml` is not for here: it decides how the folders below are read, so they are loaded anew.
    pub fn apply(&mut self, change: Change) -> Vec<FileId> {
        let path = match &change {
            Change::Write { path, .. } | Change::Remove { path } => path.clone(),
        };
        let known = self.file_at(&path);
        let unclear = known.map(|id| self.unclear_names(id)).unwrap_or_default();
        let before = known.map(|id| self.seen(id)).unwrap_or_default();
        let ids_before = before.defined.as_ref().map(|id| self.definers(id).len());
        if let Some(id) = known {
            self.leave(id);
        }
        let id = match change {
            Change::Write { path, text } => self.write(known, path, text),
            Change::Remove { .. } => {
                let Some(id) = known else { return Vec::new() };
                let touched = self.keep_resolution(id, Vec::new());
                if let Some(slot) = self.slot(id) {
                    *slot = None;
                }
                self.unfinished.remove(&id);
                self.nameless.remove(&id);
                let touched = touched.into_iter().chain(self.offering(&unclear)).collect();
                return self.spread(id, before, Seen::default(), touched, ids_before);
            }
        };
        self.enter(id);
        let after = self.seen(id);
        let touched = self.offering(&unclear);
        self.spread(id, before, after, touched, ids_before)
    }

    fn write(&mut self, known: Option<FileId>, path: PathBuf, text: String) -> FileId {
        let (shown, asked, config) = match known.and_then(|id| self.file(id)) {
            Some(file) => (file.shown.clone(), file.asked, file.config.clone()),
            None => (self.shown_path(&path), true, self.config_for(&path)),
        };
        let resolution = known.and_then(|id| self.file_mut(id)?.as_source_mut()).map(|source| std::mem::take(&mut source.resolution));
        let mut file = File::source(path, shown, text, asked, config);
        if let (Some(source), Some(resolution)) = (file.as_source_mut(), resolution) {
            // what it referred to before is counted off when it is resolved
            source.resolution = resolution;
        }
        match known {
            Some(id) => {
                if let Some(slot) = self.slot(id) {
                    *slot = Some(file);
                }
                id
            }
            None => {
                self.files.push(Some(file));
                FileId(self.end() - 1)
            }
        }
    }

    fn slot(&mut self, id: FileId) -> Option<&mut Option<File>> {
        self.files.get_mut(id.0.checked_sub(self.first)? as usize)
    }

    fn seen(&self, id: FileId) -> Seen {
        let Some((file, source)) = self.file(id).and_then(|file| Some((file, file.as_source()?))) else { return Seen::default() };
        let broken = source.document.iter().flat_map(|document| &document.broken).map(|span| span.of(&file.text).to_owned()).collect();
        Seen { defined: source.defined(), signature: source.summary.signature.clone(), broken }
    }

    /// Resolves again whatever sees the changed file, and answers what has to be checked again.
    fn spread(&mut self, id: FileId, before: Seen, after: Seen, mut affected: FxHashSet<FileId>, ids_before: Option<usize>) -> Vec<FileId> {
        let mut again: FxHashSet<FileId> = FxHashSet::default();
        let exists = self.file(id).is_some();
        if exists {
            again.insert(id);
        }
        // what it uses looks at who uses it, and how
        for seen in [&before, &after] {
            for relation in &seen.signature.relations {
                affected.extend(self.definers(&relation.to));
            }
        }
        for used in self.file(id).map(|file| file.config.clone()).iter().flat_map(|config| config.default_uses()) {
            affected.extend(self.definers(used));
        }
        if before != after {
            for defined in [&before.defined, &after.defined].into_iter().flatten() {
                again.extend(self.namers(defined));
                affected.extend(self.definers(defined));
                again.extend(self.by_default(defined));
                // what it fulfils counts for whoever calls it
                affected.extend(self.policies_above(defined));
            }
            if [&before, &after].iter().any(|seen| matches!(seen.signature.kind, DocumentKind::Glossary | DocumentKind::Form | DocumentKind::Policy)) {
                // a name that is missing elsewhere may be offered here, or no longer
                affected.extend(&self.nameless);
            }
            if before.signature.relations != after.signature.relations {
                affected.extend(self.circle(&before.signature));
                affected.extend(self.circle(&after.signature));
            }
            let ids_after = after.defined.as_ref().map(|id| self.definers(id).len());
            if before.defined != after.defined || ids_before != ids_after {
                // an id that nobody defines may be near another one now
                affected.extend(&self.unfinished);
            }
        }
        // a tests document sees what the tested one sees
        let tests: Vec<FileId> = again.iter().flat_map(|file| self.tests_of(*file)).collect();
        again.extend(tests);
        let mut order: Vec<FileId> = again.into_iter().collect();
        order.sort_unstable();
        for file in order {
            let resolution = resolve::resolve(self, file);
            affected.extend(self.keep_resolution(file, resolution));
            affected.insert(file);
        }
        let mut affected: Vec<FileId> = affected.into_iter().filter(|file| self.file(*file).is_some()).collect();
        affected.sort_unstable();
        affected
    }

    /// The files that offer one of these names.
    pub(super) fn offering(&self, names: &FxHashSet<SmolStr>) -> FxHashSet<FileId> {
        if names.is_empty() {
            return FxHashSet::default();
        }
        let offers = |file: &FileId| self.signature(*file).is_some_and(|signature| names.iter().any(|name| signature.named(name).next().is_some()));
        self.file_ids().filter(offers).collect()
    }

    /// The files that use a document without naming it.
    fn by_default(&self, id: &str) -> Vec<FileId> {
        let uses = |file: &FileId| self.file(*file).is_some_and(|file| file.config.default_uses().iter().any(|used| used == id));
        self.file_ids().filter(uses).collect()
    }

    fn tests_of(&self, file: FileId) -> Vec<FileId> {
        let Some(signature) = self.signature(file) else { return Vec::new() };
        let is_test = |file: &FileId| self.signature(*file).is_some_and(|signature| signature.kind == DocumentKind::Tests);
        self.namers(&signature.id).iter().copied().filter(is_test).collect()
    }

    /// The policies that those implement who call a document, directly or through others.
    fn policies_above(&self, id: &SmolStr) -> FxHashSet<FileId> {
        let (mut policies, mut known, mut todo) = (FxHashSet::default(), FxHashSet::default(), vec![id.clone()]);
        while let Some(id) = todo.pop() {
            if !known.insert(id.clone()) {
                continue;
            }
            for signature in self.namers(&id).iter().filter_map(|file| self.signature(*file)) {
                let calls = |kind| matches!(kind, RelationKind::Performs | RelationKind::Follows);
                if signature.relations.iter().any(|relation| calls(relation.kind) && relation.to == id) {
                    policies.extend(signature.relations(RelationKind::Implements).flat_map(|relation| self.definers(&relation.to)).copied());
                    todo.push(signature.id.clone());
                }
            }
        }
        policies
    }

    /// Everything that a document leads to by calls, succession or presupposition: circles run through these.
    fn circle(&self, signature: &Signature) -> FxHashSet<FileId> {
        use RelationKind::{Follows, Performs, Presupposes, Supersedes};
        let next = |signature: &Signature| -> Vec<FileId> {
            let relations = signature.relations.iter().filter(|relation| matches!(relation.kind, Performs | Follows | Supersedes | Presupposes));
            relations.flat_map(|relation| self.definers(&relation.to)).copied().collect()
        };
        let (mut found, mut todo) = (FxHashSet::default(), next(signature));
        while let Some(file) = todo.pop() {
            if found.insert(file)
                && let Some(signature) = self.signature(file)
            {
                todo.extend(next(signature));
            }
        }
        found
    }
}
