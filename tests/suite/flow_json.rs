//! The flow JSON: it is the same wherever and however it is made, and an edit beside a node does not
//! change the node's id. The second is tried all over the examples: an element is inserted between
//! two others, deleted, or swapped with its neighbor.

use super::sources::{examples, project};
use rayon::prelude::*;
use serde_json::Value;
use sopc::emit;
use sopc::model::{Document, DocumentKind, Element, ElementKind};
use sopc::text::Span;
use sopc::workspace::Workspace;
use sopc::workspace::discover::{Found, FoundFile, discover};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The files of a build of every workspace below a folder, by its name and theirs.
fn built(folder: &Path) -> BTreeMap<(PathBuf, PathBuf), Vec<u8>> {
    let mut all = BTreeMap::new();
    for found in discover(&[folder.to_path_buf()], folder).found {
        let root = found.root.strip_prefix(folder).expect("below the folder").to_path_buf();
        let workspace = Workspace::load(found, 0, &|path| path.display().to_string());
        all.extend(emit::build(&workspace).map(|(path, bytes)| ((root.clone(), path), bytes)).collect::<Vec<_>>());
    }
    assert!(all.len() > 20);
    all
}

#[test]
fn the_output_is_the_same_from_run_to_run_and_machine_to_machine() {
    let examples_folder = project().join("examples");
    let first = built(&examples_folder);
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        assert!(pool.install(|| built(&examples_folder)) == first, "{threads} threads");
    }
    // elsewhere, written anew
    let elsewhere = std::env::temp_dir().join(format!("sopc-flow-json-{}", std::process::id()));
    for (path, _) in examples() {
        copy(&path, &elsewhere, &examples_folder);
    }
    for (root, _) in first.keys() {
        copy(&examples_folder.join(root).join("sop.toml"), &elsewhere, &examples_folder);
    }
    let second = built(&elsewhere.canonicalize().expect("the copy"));
    std::fs::remove_dir_all(&elsewhere).expect("the copy is removed");
    assert!(second == first);
    for ((_, path), bytes) in &first {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(text.ends_with("}\n") && !text.contains('\r'), "{}", path.display());
        assert!(!text.contains(&*project().to_string_lossy()), "{} names a folder of this machine", path.display());
    }
}

fn copy(path: &Path, to: &Path, from: &Path) {
    let target = to.join(path.strip_prefix(from).expect("an example"));
    std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
    std::fs::copy(path, target).expect("a copy");
}

#[test]
fn every_edge_leads_from_a_node_to_a_node() {
    let mut edges = 0;
    for ((_, path), bytes) in built(&project().join("examples")) {
        let file: Value = serde_json::from_slice(&bytes).expect("JSON");
        let ids = |key: &str| -> Vec<&str> { file[key].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect() };
        for key in ["nodes", "edges", "groups"] {
            let all = ids(key);
            let unique: BTreeSet<&str> = all.iter().copied().collect();
            assert_eq!(unique.len(), all.len(), "{key} of {}", path.display());
        }
        let (nodes, groups) = (ids("nodes"), ids("groups"));
        for edge in file["edges"].as_array().into_iter().flatten() {
            edges += 1;
            for end in ["from", "to"] {
                assert!(edge[end].as_str().is_some_and(|end| nodes.contains(&end)), "{}: {edge}", path.display());
            }
        }
        for node in file["nodes"].as_array().into_iter().flatten() {
            assert!(node["group"].as_str().is_none_or(|group| groups.contains(&group)), "{}: {node}", path.display());
        }
        for group in file["groups"].as_array().into_iter().flatten() {
            assert!(group["node"].as_str().is_none_or(|node| nodes.contains(&node)), "{}: {group}", path.display());
        }
    }
    assert!(edges > 500, "{edges}");
}

/// A workspace of one file: what it says of others is not resolved, which no id depends on.
fn alone(path: &Path, text: &str) -> Workspace {
    let file = FoundFile { path: path.file_name().expect("a name").into(), text: text.to_string(), asked: true, config: 0 };
    let found = Found { root: PathBuf::new(), configs: Vec::new(), files: vec![file], problems: Vec::new() };
    Workspace::load(found, 0, &|path| path.display().to_string())
}

/// A node, group or edge, by where it is written; and its id.
type Ids = BTreeMap<(u64, String), Vec<String>>;

/// The ids of what stands in a text.
fn ids(path: &Path, text: &str) -> Ids {
    let workspace = alone(path, text);
    let mut all = Ids::new();
    let Some(bytes) = workspace.file_ids().next().and_then(|file| emit::json::flow_json(&workspace, file)) else { return all };
    let flow: Value = serde_json::from_slice(&bytes).expect("JSON");
    let written = |one: &Value| one["range"]["start"]["offset"].as_u64().unwrap_or(0);
    let word = |one: &Value, key: &str| one[key].as_str().unwrap_or("").to_string();
    let mut places = BTreeMap::new();
    // what nobody wrote has no keyword: the start and end of a work instruction
    for node in flow["nodes"].as_array().into_iter().flatten().filter(|node| node["keyword"].is_string()) {
        places.insert(word(node, "id"), written(node));
        all.entry((written(node), format!("node {} {}", word(node, "kind"), word(node, "keyword")))).or_default().push(word(node, "id"));
    }
    for group in flow["groups"].as_array().into_iter().flatten() {
        all.entry((written(group), format!("group {}", word(group, "kind")))).or_default().push(word(group, "id"));
    }
    for edge in flow["edges"].as_array().into_iter().flatten() {
        let Some(from) = places.get(edge["from"].as_str().unwrap_or("")) else { continue };
        let what = format!("edge {} {} {}", word(edge, "kind"), edge["condition"]["text"], edge["outcome"]["unresolved"]);
        all.entry((*from, what)).or_default().push(word(edge, "id"));
    }
    all
}

/// An edit: the spans that it touches, and where a place of the old text is in the new one.
struct Edit {
    name: &'static str,
    text: String,
    touched: Vec<Span>,
    moved: Box<dyn Fn(u64) -> u64 + Sync + Send>,
    /// The step whose block it is made in, if it is: what stands behind an edit there may become a
    /// property of the step, or cease to be one.
    step: Option<Span>,
}

const INSERTED: &str = "step \"Pause and look around\"\n";

/// The lists of elements that take any element, each with the step that it is the block of.
fn lists(document: &Document) -> Vec<(&[Element], Option<Span>)> {
    fn inside<'d>(element: &'d Element, all: &mut Vec<(&'d [Element], Option<Span>)>) {
        let is_open = !matches!(element.kind, ElementKind::Decide { .. } | ElementKind::Trigger { .. } | ElementKind::Parallel { .. });
        let step = matches!(element.kind, ElementKind::Step { .. } | ElementKind::WaitFor { .. } | ElementKind::Notify { .. });
        let mut blocks = Vec::new();
        element.each_block(&mut |block| blocks.push(block));
        for (at, block) in blocks.into_iter().enumerate() {
            // before the branches of a decision only properties stand; its other lists are blocks
            let fits = is_open
                || (at > 0 && !matches!(element.kind, ElementKind::Trigger { .. }))
                || (at == 0 && matches!(element.kind, ElementKind::Parallel { .. }));
            if fits && !block.is_empty() {
                all.push((block, (step && at == 0).then_some(element.span)));
            }
            block.iter().for_each(|element| inside(element, all));
        }
    }
    let mut all = vec![(document.elements.as_slice(), None)];
    document.elements.iter().for_each(|element| inside(element, &mut all));
    all
}

fn edits(text: &str, document: &Document) -> Vec<Edit> {
    let mut all = Vec::new();
    for (list, step) in lists(document) {
        for (at, element) in list.iter().enumerate() {
            let (start, end) = (element.span.start as usize, element.span.end as usize);
            let length = INSERTED.len() as u64;
            all.push(Edit {
                name: "inserted",
                text: format!("{}{INSERTED}{}", &text[..start], &text[start..]),
                touched: Vec::new(),
                moved: Box::new(move |place| if place >= start as u64 { place + length } else { place }),
                step,
            });
            all.push(Edit {
                name: "deleted",
                text: format!("{}{}", &text[..start], &text[end..]),
                touched: vec![element.span],
                moved: Box::new(move |place| if place >= end as u64 { place - (end - start) as u64 } else { place }),
                step,
            });
            let Some(next) = list.get(at + 1) else { continue };
            let (from, to) = (next.span.start as usize, next.span.end as usize);
            all.push(Edit {
                name: "swapped",
                text: format!("{}{}{}{}{}", &text[..start], &text[from..to], &text[end..from], &text[start..end], &text[to..]),
                touched: vec![element.span, next.span],
                moved: Box::new(|place| place),
                step,
            });
        }
    }
    all
}

/// The id without the count that tells twins apart.
fn stem(id: &str) -> String {
    let mut parts = id.split('~');
    let first = parts.next().unwrap_or("").to_string();
    parts.fold(first, |stem, part| stem + part.trim_start_matches(|char: char| char.is_ascii_digit()))
}

#[derive(Default, Debug)]
struct Tally {
    edits: usize,
    kept: usize,
    twins: usize,
    properties: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn plus(mut self, other: Self) -> Self {
        self.edits += other.edits;
        self.kept += other.kept;
        self.twins += other.twins;
        self.properties += other.properties;
        self.wrong.extend(other.wrong);
        self
    }
}

#[test]
fn an_edit_beside_a_node_does_not_change_its_id() {
    // `EVERY=1` tries them all
    let every: usize = std::env::var("EVERY").ok().and_then(|every| every.parse().ok()).unwrap_or(2);
    let tally = examples()
        .into_par_iter()
        .map(|(path, text)| {
            let workspace = alone(&path, &text);
            let document = workspace.file_ids().next().and_then(|file| workspace.document(file)).expect("a document");
            if !matches!(document.kind, DocumentKind::Sop | DocumentKind::Wi) {
                return Tally::default();
            }
            let before = ids(&path, &text);
            let edits = edits(&text, document);
            edits
                .into_par_iter()
                .enumerate()
                .filter(|(at, _)| at % every == 0)
                .map(|(_, edit)| compare(&path, &text, &before, &edit))
                .reduce(Tally::default, Tally::plus)
        })
        .reduce(Tally::default, Tally::plus);
    println!(
        "{} edits: {} ids kept, {} of twins changed their count, {} properties became nodes or ceased to be",
        tally.edits, tally.kept, tally.twins, tally.properties
    );
    assert!(tally.wrong.is_empty(), "{} ids changed, among them:\n{}", tally.wrong.len(), tally.wrong[..tally.wrong.len().min(20)].join("\n"));
    assert!(tally.edits > 500 && tally.kept > 50_000);
    assert!((tally.twins + tally.properties) * 200 < tally.kept, "{tally:?}");
}

fn compare(path: &Path, text: &str, before: &Ids, edit: &Edit) -> Tally {
    let after = ids(path, &edit.text);
    let mut tally = Tally { edits: 1, ..Tally::default() };
    for ((place, what), old) in before {
        if edit.touched.iter().any(|span| u64::from(span.start) <= *place && *place < u64::from(span.end)) {
            continue;
        }
        match after.get(&((edit.moved)(*place), what.clone())) {
            Some(new) if new == old => tally.kept += old.len(),
            Some(new) if new.iter().map(|id| stem(id)).eq(old.iter().map(|id| stem(id))) => tally.twins += 1,
            // an edge may lead nowhere now
            None if what.starts_with("edge") => {}
            None if edit.step.is_some_and(|step| u64::from(step.start) < *place && *place < u64::from(step.end)) => tally.properties += 1,
            new => {
                let line = text[..*place as usize].matches('\n').count() + 1;
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let spans: Vec<usize> = edit.touched.iter().map(|span| text[..span.start as usize].matches('\n').count() + 1).collect();
                tally.wrong.push(format!("{name}:{line} {what}, {} at {spans:?}: {old:?} -> {new:?}", edit.name));
            }
        }
    }
    tally
}
