//! `sopc graph`. In: the id of a document. Out: its flow as a graph for another tool to draw.

use std::io::Write;
use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::progress::Progress;
use super::session::Session;
use super::terminal::Terminal;
use crate::emit::{dot, mermaid};
use crate::flow::flow;
use crate::model::DocumentKind;

/// Print the flow of a document as a graph
#[derive(clap::Args)]
pub struct Arguments {
    /// The id of the document, such as SOP-REF-001
    #[arg(value_name = "ID")]
    id: String,
    /// Files and folders of the workspaces to look in; the current folder where none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The language of the graph
    #[arg(long, value_enum, default_value = "mermaid", value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For Markdown pages and wikis that draw Mermaid
    Mermaid,
    /// For Graphviz
    Dot,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let progress = Progress::new("Reading files");
    let session = Session::open(&arguments.paths, &progress)?;
    let id = arguments.id.as_str();
    let found = session.workspaces.iter().find_map(|workspace| {
        let file = workspace.definer(id)?;
        Some((workspace, file, workspace.document(file)?))
    });
    let Some((workspace, file, document)) = found else {
        let ids = session.workspaces.iter().flat_map(|workspace| workspace.ids());
        let near = ids.map(|known| (strsim::damerau_levenshtein(known, id), known)).filter(|(distance, _)| *distance <= 2).min();
        let help = near.map_or("`sopc list` shows every document".to_owned(), |(_, near)| format!("did you mean `{near}`?"));
        return Err(Failure::usage(format!("no document is called `{id}`"), help));
    };
    if !matches!(document.kind, DocumentKind::Sop | DocumentKind::Wi) {
        let message = format!("`{id}` is {}, and has no flow", document.kind.with_article());
        return Err(Failure::usage(message, "name a SOP or a work instruction"));
    }
    let flow = flow(workspace, file, document);
    let graph = match arguments.format {
        Format::Mermaid => mermaid(workspace, file, &flow),
        Format::Dot => dot(workspace, file, &flow),
    };
    let mut out = terminal.out();
    out.write_all(graph.as_bytes())?;
    out.flush()?;
    Ok(Exit::Clean)
}
