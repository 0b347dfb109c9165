//! What the checks want to know of the whole set. In: a workspace. Out: who supersedes whom, which
//! documents stand in a circle, which ids there are. Each is computed when first asked for, in
//! linear time; about one file only what it has to do with. The only file of `check` that names petgraph.

use crate::diagnostic::FileId;
use crate::model::{Class, DocumentKind, RelationKind, Signature, Status};
use crate::workspace::{Missing, Resolved, Workspace};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

pub(crate) struct Overview<'w> {
    workspace: &'w Workspace,
    /// The only file that is asked about; none: all.
    about: Option<FileId>,
    calls: OnceLock<Circles>,
    supersedes: OnceLock<Circles>,
    presupposes: OnceLock<Circles>,
    successors: OnceLock<FxHashMap<FileId, Vec<Successor>>>,
    ids: OnceLock<Vec<KnownId>>,
    /// What was meant by an id that is missing, where documents of these kinds fit.
    near_ids: Mutex<FxHashMap<(SmolStr, u8), Vec<SmolStr>>>,
    offered: OnceLock<Offered>,
    broken: OnceLock<Vec<FileId>>,
    unclear: OnceLock<FxHashSet<SmolStr>>,
    default_users: OnceLock<FxHashMap<SmolStr, Vec<FileId>>>,
    vocabularies: Mutex<FxHashMap<FileId, Arc<Vocabulary>>>,
}

/// The names that a document lends to texts, as they are written there.
#[derive(Default)]
pub(crate) struct Vocabulary {
    /// Its terms and systems, in lower case and as one word, by index.
    pub joined: FxHashMap<String, u32>,
    /// In capitals: names as short as an abbreviation, and the initials of those of several words.
    pub short: FxHashSet<String>,
}

impl Vocabulary {
    fn of(signature: &Signature) -> Self {
        let mut vocabulary = Vocabulary::default();
        for (at, member) in signature.members.iter().enumerate() {
            let class = member.kind.class();
            let words = || member.name.split('_').filter(|word| !word.is_empty());
            let is_short = member.name.len() <= LONGEST_SHORT;
            if matches!(class, Class::Label | Class::Rule | Class::Table) {
                continue;
            }
            if matches!(class, Class::Term | Class::System) {
                vocabulary.joined.insert(words().collect::<String>().to_lowercase(), at as u32);
            }
            vocabulary.short.extend(is_short.then(|| words().collect::<String>().to_uppercase()));
            if words().nth(1).is_some() {
                vocabulary.short.insert(words().filter_map(|word| word.chars().next()).collect::<String>().to_uppercase());
                vocabulary.short.extend(words().filter(|word| word.len() <= LONGEST_SHORT).map(str::to_uppercase));
            }
        }
        vocabulary
    }
}

/// No abbreviation is longer.
const LONGEST_SHORT: usize = 7;

/// How documents can stand in a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// They perform or follow each other.
    Calls,
    Supersedes,
    Presupposes,
}

impl Tie {
    fn holds(self, kind: RelationKind) -> bool {
        match self {
            Tie::Calls => matches!(kind, RelationKind::Performs | RelationKind::Follows),
            Tie::Supersedes => kind == RelationKind::Supersedes,
            Tie::Presupposes => kind == RelationKind::Presupposes,
        }
    }
}

/// The members that may be used by others, by name.
type Offered = FxHashMap<SmolStr, Vec<(FileId, u32)>>;

/// The circle that each document stands in, if it does.
type Circles = FxHashMap<FileId, u32>;

/// A document that supersedes another, or one member of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Successor {
    pub file: FileId,
    pub member: Option<SmolStr>,
}

struct KnownId {
    id: SmolStr,
    kind: DocumentKind,
    letters: u64,
}

/// How many documents are looked at to show a circle in words.
const SHOWN: usize = 512;

impl<'w> Overview<'w> {
    /// Of all files.
    pub fn whole(workspace: &'w Workspace) -> Self {
        Self::new(workspace, None)
    }

    /// For one file.
    pub fn around(workspace: &'w Workspace, file: FileId) -> Self {
        Self::new(workspace, Some(file))
    }

    fn new(workspace: &'w Workspace, about: Option<FileId>) -> Self {
        Self {
            workspace,
            about,
            calls: OnceLock::new(),
            supersedes: OnceLock::new(),
            presupposes: OnceLock::new(),
            successors: OnceLock::new(),
            ids: OnceLock::new(),
            near_ids: Mutex::default(),
            offered: OnceLock::new(),
            broken: OnceLock::new(),
            unclear: OnceLock::new(),
            default_users: OnceLock::new(),
            vocabularies: Mutex::default(),
        }
    }

    /// What a document lends to the texts of those that have it in sight.
    pub fn vocabulary(&self, of: FileId) -> Arc<Vocabulary> {
        let known = self.vocabularies.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
        known.unwrap_or_else(|| {
            let vocabulary = Arc::new(self.workspace.signature(of).map(Vocabulary::of).unwrap_or_default());
            self.vocabularies.lock().unwrap_or_else(PoisonError::into_inner).insert(of, vocabulary.clone());
            vocabulary
        })
    }

    /// Whether two documents (or one and itself) stand in one circle.
    pub fn in_circle(&self, tie: Tie, one: FileId, other: FileId) -> bool {
        let circles = match tie {
            Tie::Calls => &self.calls,
            Tie::Supersedes => &self.supersedes,
            Tie::Presupposes => &self.presupposes,
        };
        let circles = circles.get_or_init(|| self.find_circles(tie));
        circles.get(&one).is_some_and(|circle| circles.get(&other) == Some(circle))
    }

    /// The way round from `from` by `first` and back, each id once and `from` at both ends; an
    /// ellipsis stands for what is too long to tell.
    pub fn way_round(&self, tie: Tie, from: FileId, first: FileId) -> String {
        let mut came: FxHashMap<FileId, FileId> = FxHashMap::default();
        let mut queue = VecDeque::from([first]);
        while let Some(file) = queue.pop_front().filter(|_| came.len() < SHOWN && first != from) {
            for next in self.ties(tie, file) {
                if next != first && self.in_circle(tie, from, next) && !came.contains_key(&next) {
                    came.insert(next, file);
                    queue.push_back(next);
                }
            }
            if came.contains_key(&from) {
                break;
            }
        }
        let mut way = vec![from];
        while let Some(before) = way.last().and_then(|at| came.get(at)) {
            way.push(*before);
        }
        let name = |file: &FileId| self.workspace.signature(*file).map_or("", |signature| signature.id.as_str());
        let mut names: Vec<&str> = way.iter().map(name).collect();
        if first != from && !came.contains_key(&from) {
            names.extend(["…", name(&first)]);
        }
        names.push(name(&from));
        names.reverse();
        names.join(" -> ")
    }

    /// The documents in the set that a document is tied to.
    fn ties(&self, tie: Tie, file: FileId) -> impl Iterator<Item = FileId> {
        let relations = self.workspace.signature(file).map_or(&[][..], |signature| &signature.relations);
        relations.iter().filter(move |relation| tie.holds(relation.kind)).filter_map(|relation| self.workspace.definer(&relation.to))
    }

    fn find_circles(&self, tie: Tie) -> Circles {
        let (mut graph, mut nodes): (DiGraph<FileId, ()>, FxHashMap<FileId, NodeIndex>) = (DiGraph::new(), FxHashMap::default());
        let mut queue: Vec<FileId> = match self.about {
            Some(file) => vec![file],
            None => self.workspace.file_ids().collect(),
        };
        let mut done: FxHashSet<FileId> = FxHashSet::default();
        while let Some(file) = queue.pop() {
            if !done.insert(file) {
                continue;
            }
            for next in self.ties(tie, file) {
                let from = *nodes.entry(file).or_insert_with(|| graph.add_node(file));
                let to = *nodes.entry(next).or_insert_with(|| graph.add_node(next));
                graph.add_edge(from, to, ());
                queue.push(next);
            }
        }
        let mut circles = Circles::default();
        for (number, circle) in kosaraju_scc(&graph).into_iter().enumerate() {
            let alone = matches!(circle.as_slice(), [node] if !graph.contains_edge(*node, *node));
            if !alone {
                circles.extend(circle.into_iter().filter_map(|node| graph.node_weight(node)).map(|file| (*file, number as u32)));
            }
        }
        circles
    }

    /// Who supersedes a document.
    pub fn successors(&self, of: FileId) -> &[Successor] {
        self.successors.get_or_init(|| self.find_successors()).get(&of).map_or(&[], Vec::as_slice)
    }

    fn find_successors(&self) -> FxHashMap<FileId, Vec<Successor>> {
        let mut successors: FxHashMap<FileId, Vec<Successor>> = FxHashMap::default();
        // a chain of successors may be followed, so even for one file all are wanted; they are few
        for file in self.workspace.file_ids() {
            let Some(signature) = self.workspace.signature(file) else { continue };
            for relation in signature.relations(RelationKind::Supersedes) {
                if let Some(of) = self.workspace.definer(&relation.to).filter(|of| *of != file) {
                    successors.entry(of).or_default().push(Successor { file, member: relation.member.clone() });
                }
            }
        }
        successors
    }

    /// The files whose configuration uses a document without their saying so.
    pub fn default_users(&self, id: &str) -> &[FileId] {
        let users = self.default_users.get_or_init(|| {
            let mut users: FxHashMap<SmolStr, Vec<FileId>> = FxHashMap::default();
            for file in self.workspace.file_ids() {
                for id in self.workspace.file(file).map_or(&[][..], |file| file.config.default_uses()) {
                    users.entry(SmolStr::new(id)).or_default().push(file);
                }
            }
            users
        });
        users.get(id).map_or(&[], Vec::as_slice)
    }

    /// The members of that name that a document offers to whoever uses it, in the order of the files.
    pub fn offered(&self, name: &str) -> &[(FileId, u32)] {
        let offered = self.offered.get_or_init(|| {
            let mut offered = Offered::default();
            for file in self.workspace.file_ids() {
                let lends = |signature: &&Signature| {
                    let lends = matches!(signature.kind, DocumentKind::Glossary | DocumentKind::Form | DocumentKind::Policy);
                    lends && signature.status != Some(Status::Retired) && !signature.id.is_empty()
                };
                let Some(signature) = self.workspace.signature(file).filter(lends) else { continue };
                for (at, member) in signature.members.iter().enumerate().filter(|(_, member)| member.kind.class() != Class::Label) {
                    offered.entry(member.name.clone()).or_default().push((file, at as u32));
                }
            }
            offered
        });
        offered.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a word stands in a part of any document that could not be read.
    pub fn in_broken(&self, word: &str) -> bool {
        let is_broken = |file: &FileId| self.workspace.document(*file).is_some_and(|document| !document.broken.is_empty());
        let files = self.broken.get_or_init(|| self.workspace.file_ids().filter(is_broken).collect());
        files.iter().any(|file| stands_in_broken(self.workspace, *file, word))
    }

    /// Whether any document uses a bare name that may stand for anything, since a document that it uses
    /// is missing or broken.
    pub fn is_unclear(&self, name: &str) -> bool {
        let names = self.unclear.get_or_init(|| {
            let mut names = FxHashSet::default();
            for source in self.workspace.file_ids().filter_map(|file| self.workspace.source(file)) {
                let references = source.document.iter().flat_map(|document| &document.references).zip(&source.resolution);
                let unclear = references.filter(|(_, resolved)| **resolved == Resolved::Missing(Missing::Unclear));
                names.extend(unclear.filter_map(|(reference, _)| reference.member.as_ref()).map(|name| name.text.clone()));
            }
            names
        });
        names.contains(name)
    }

    /// The id nearest to `written` among the documents of the right kinds, `own` left out.
    pub fn near_id(&self, written: &SmolStr, own: &str, fits: impl Fn(DocumentKind) -> bool) -> Option<SmolStr> {
        let kinds = DocumentKind::ALL.into_iter().filter(|kind| fits(*kind)).fold(0, |kinds, kind| kinds | 1 << kind as u8);
        let key = (written.clone(), kinds);
        let known = self.near_ids.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        // many documents may name the same missing one
        let near = known.unwrap_or_else(|| {
            let near = self.two_near_ids(written, |kind| kinds & 1 << kind as u8 != 0);
            self.near_ids.lock().unwrap_or_else(PoisonError::into_inner).insert(key, near.clone());
            near
        });
        near.into_iter().find(|id| id != own)
    }

    /// The nearest id, and the one that is if that is not meant.
    fn two_near_ids(&self, written: &str, fits: impl Fn(DocumentKind) -> bool) -> Vec<SmolStr> {
        let ids = self.ids.get_or_init(|| {
            let known = |id: &str| {
                let kind = self.workspace.signature(self.workspace.definer(id)?)?.kind;
                Some(KnownId { id: SmolStr::new(id), kind, letters: letters(id) })
            };
            let mut ids: Vec<KnownId> = self.workspace.ids().filter_map(known).collect();
            ids.sort_unstable_by(|one, other| one.id.cmp(&other.id));
            ids
        });
        let letters = letters(written);
        // each edit changes at most two letters of the set
        let fit = ids.iter().filter(|known| fits(known.kind) && (known.letters ^ letters).count_ones() <= 4);
        let fit: Vec<&KnownId> = fit.collect();
        let nearest = |but: Option<&str>| {
            let others = fit.iter().filter(|known| Some(known.id.as_str()) != but);
            super::near::nearest(written, others.map(|known| (known.id.as_str(), ()))).map(|(id, ())| id)
        };
        let first = nearest(None);
        let second = first.and_then(|first| nearest(Some(first)));
        first.into_iter().chain(second).map(SmolStr::new).collect()
    }
}

/// Whether a word stands in a part of a document that could not be read.
pub(super) fn stands_in_broken(workspace: &Workspace, file: FileId, word: &str) -> bool {
    let Some((file, document)) = workspace.file(file).zip(workspace.document(file)) else { return false };
    document.broken.iter().any(|span| span.of(&file.text).contains(word))
}

/// The words in the parts of a document that could not be read.
pub(super) fn broken_words(workspace: &Workspace, file: FileId) -> impl Iterator<Item = &str> {
    let parts = workspace.file(file).zip(workspace.document(file)).into_iter();
    let texts = parts.flat_map(|(file, document)| document.broken.iter().map(|span| span.of(&file.text)));
    texts.flat_map(|text| text.split(|char: char| !char.is_alphanumeric() && char != '_'))
}

/// Which letters and digits stand in an id, as a set of bits.
fn letters(id: &str) -> u64 {
    id.chars().fold(0, |set, char| set | 1 << (char as u32 % 64))
}
