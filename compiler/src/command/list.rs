//! `sopc list`. In: paths. Out: the documents in them, one a line or as JSON (`sop-list/1`).

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::exit::{Exit, Failure};
use super::new::Kind;
use super::progress::Progress;
use super::session::Session;
use super::terminal::Terminal;
use crate::model::{Document, DocumentKind};

/// List documents: what they are, whose they are, and where they stand
#[derive(clap::Args)]
pub struct Arguments {
    /// Files and folders; the current folder where none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only documents of this kind
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    /// Only documents that this role owns
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// How documents are shown
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One line for each document
    Human,
    /// One JSON object, `sop-list/1`
    Json,
}

#[derive(Serialize)]
struct List<'a> {
    format: &'static str,
    documents: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    /// Of a tests document: that of the document it tests.
    id: &'a str,
    kind: &'static str,
    title: &'a str,
    version: Option<&'a str>,
    status: &'a str,
    owner: Option<&'a str>,
    path: &'a str,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let progress = Progress::new("Reading files");
    let session = Session::open(&arguments.paths, &progress)?;
    drop(progress);
    session.notices.iter().for_each(|notice| terminal.say(&format!("error: {}: {}", notice.path, notice.message)));
    let files = session.files().filter(|(_, _, file)| file.asked);
    let documents = files.filter_map(|(_, _, file)| Some((file.as_source()?.document.as_ref()?, file.shown.as_str())));
    let mut documents: Vec<Row> = documents
        .filter(|(document, _)| arguments.kind.is_none_or(|kind| kind.of() == document.kind))
        .map(|(document, path)| row(document, path))
        .filter(|row| arguments.owner.as_deref().is_none_or(|owner| row.owner == Some(owner)))
        .collect();
    documents.sort_by_key(|row| (row.id, row.path));
    let mut out = terminal.out();
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &List { format: "sop-list/1", documents }).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Human => out.write_all(table(&documents).as_bytes())?,
    }
    out.flush()?;
    match (session.is_empty, session.has_wrong_path) {
        (true, _) => Err(Failure::no_input()),
        (_, true) => Ok(Exit::Usage),
        _ if !session.notices.is_empty() => Ok(Exit::Findings),
        _ => Ok(Exit::Clean),
    }
}

fn row<'d>(document: &'d Document, path: &'d str) -> Row<'d> {
    let header = &document.header;
    let named = |id| document.reference(id).map(|reference| reference.name()).filter(|name| !name.is_empty());
    Row {
        id: document.about.and_then(named).unwrap_or(&document.id.text),
        kind: document.kind.keyword(),
        title: &document.title.text,
        version: header.version.as_ref().map(|version| version.text.as_str()),
        status: match &header.status {
            Some(status) => &status.text,
            None if document.kind == DocumentKind::Tests => "",
            None => "effective",
        },
        owner: header.owner.and_then(named),
        path,
    }
}

/// Columns as wide as what is in them.
fn table(rows: &[Row]) -> String {
    let cells: Vec<[&str; 7]> = rows
        .iter()
        .map(|row| {
            let (version, owner) = (row.version.unwrap_or("-"), row.owner.unwrap_or("-"));
            [row.id, row.kind, version, if row.status.is_empty() { "-" } else { row.status }, owner, row.path, row.title]
        })
        .collect();
    let mut widths = [0; 7];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for row in &cells {
        let padded = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        out.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}
