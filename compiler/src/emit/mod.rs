//! What comes out. In: a workspace. Out: the flow of each document as JSON, Mermaid or DOT, and the
//! files of a build, as paths and bytes; and files and folders that are replaced whole or not at all.
//! Prints nothing.

mod dot;
pub mod file;
pub mod folder;
pub mod json;
mod mermaid;
mod picture;
#[cfg(test)]
mod tests;

pub use dot::dot;
pub use mermaid::mermaid;

use crate::workspace::Workspace;
use rayon::prelude::*;
use std::path::PathBuf;

/// The files of a build: `index.json`, and `<ID>.flow.json` for every document; paths relative to the
/// output folder. The bytes of a file do not depend on the order in which they are made.
pub fn build(workspace: &Workspace) -> impl ParallelIterator<Item = (PathBuf, Vec<u8>)> + '_ {
    let index = rayon::iter::once(()).map(|()| (PathBuf::from("index.json"), json::index(workspace)));
    let flows = json::defining(workspace).into_par_iter().with_min_len(8).filter_map(|file| {
        let id = &workspace.signature(file)?.id;
        Some((PathBuf::from(json::flow_name(id)), json::flow_json(workspace, file)?))
    });
    index.chain(flows)
}
