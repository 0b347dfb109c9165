//! The index of a workspace: every document with its header and its links both ways.

use super::context::Context;
use super::header::{Header, Status};
use super::layout;
use super::link::{Links, links};
use super::reference::DocumentKind;
use super::{defining, edition, flow_name};
use crate::workspace::Workspace;
use rayon::prelude::*;
use serde::Serialize;

/// The index of a workspace: what each document is, where it stands and what it has to do with others.
/// A key that has nothing to say is absent; later versions of `sop-index/1` may add keys to any object.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Index<'a> {
    /// The name and version of this format.
    pub format: IndexFormat,
    /// The edition of the language that the workspace is written in.
    pub edition: &'static str,
    /// Every document, sorted by id. Files of scenarios alone are under `tested_by` of what they test.
    pub documents: Vec<Entry<'a>>,
}

/// The name and version of this format.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum IndexFormat {
    #[serde(rename = "sop-index/1")]
    One,
}

/// A document.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: &'a str,
    /// Its version, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    /// Where it stands in its life; `effective` where the header does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The language that it is written in, as an ISO 639 code; absent where the header does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    /// Its file, relative to the root of the workspace, with `/`.
    pub path: String,
    /// The file beside this one that holds its flow and all else that it says.
    pub flow: String,
    /// What its header says, its owner among it.
    pub header: Header<'a>,
    /// What it has to do with others.
    pub links: Links<'a>,
}

/// The index as bytes.
pub(in crate::emit) fn index(workspace: &Workspace) -> Vec<u8> {
    let files = defining(workspace);
    let documents = files.par_iter().with_min_len(16).filter_map(|file| {
        let context = Context::of(workspace, *file)?;
        let document = context.document();
        let flow = flow_name(document.id);
        let super::header::Document { id, kind, title, version, status, language, path, header } = document;
        Some(Entry { id, kind, title, version, status, language, path, flow, header, links: links(workspace, *file) })
    });
    let edition = files.first().and_then(|file| workspace.file(*file)).map_or("2026", edition);
    layout::to_bytes(&Index { format: IndexFormat::One, edition, documents: documents.collect() })
}
