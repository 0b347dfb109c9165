//! `sopc refs`. In: the name of a document or of something in one. Out: every place that refers to it.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::progress::Progress;
use super::session::Session;
use super::terminal::Terminal;
use crate::diagnostic::FileId;
use crate::model::Reference;
use crate::text::{Encoding, LineIndex, Span};
use crate::workspace::config::suggest::nearest;
use crate::workspace::{Content, File, Resolved, Workspace};

/// Show every place that refers to a document, or to something that a document defines
#[derive(clap::Args)]
pub struct Arguments {
    /// An id, a name, or both: `POL-REF-001`, `window`, `POL-REF-001.window`
    #[arg(value_name = "NAME")]
    name: String,
    /// Files and folders of the workspaces to look through; the current folder where none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// What is looked for.
struct Wanted<'a> {
    document: Option<&'a str>,
    member: Option<&'a str>,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let progress = Progress::new("Reading files");
    let session = Session::open(&arguments.paths, &progress)?;
    if session.is_empty {
        return Err(Failure::no_input());
    }
    progress.now("Looking through documents");
    let wanted = Wanted::read(&arguments.name);
    let places: Vec<(&File, BTreeSet<Span>)> = session.files().map(|(workspace, id, file)| (file, wanted.places(workspace, id, file))).collect();
    drop(progress);
    session.notices.iter().for_each(|notice| terminal.say(&format!("error: {}: {}", notice.path, notice.message)));
    let count = show(&places, terminal)?;
    if count == 0 && !session.workspaces.iter().any(|workspace| wanted.is_defined(workspace)) {
        let near = nearest(&arguments.name, names(session).iter().map(String::as_str)).map(str::to_string);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sopc list` lists the documents".to_string(),
        };
        return Err(Failure::usage(format!("nothing is called `{}`", arguments.name), help));
    }
    terminal.say(&format!("{count} reference{} to `{}`", if count == 1 { "" } else { "s" }, arguments.name));
    Ok(match (session.has_wrong_path, session.notices.is_empty()) {
        (true, _) => Exit::Usage,
        (false, false) => Exit::Findings,
        (false, true) => Exit::Clean,
    })
}

/// Each place with its line; answers how many there are.
fn show(places: &[(&File, BTreeSet<Span>)], terminal: &Terminal) -> Result<usize, Failure> {
    let mut out = terminal.out();
    let mut count = 0;
    for (file, spans) in places.iter().filter(|(_, spans)| !spans.is_empty()) {
        let index = LineIndex::new(&file.text);
        for span in spans {
            let place = index.position(&file.text, span.start, Encoding::Utf32);
            let line = Span::new(index.line_start(place.line, &file.text), index.line_end(place.line, &file.text));
            writeln!(out, "{}:{}:{}: {}", file.shown, place.line + 1, place.column + 1, line.of(&file.text).trim())?;
            count += 1;
        }
    }
    out.flush()?;
    Ok(count)
}

impl<'a> Wanted<'a> {
    fn read(name: &'a str) -> Self {
        let is_id = |name: &str| name.contains(['-', '_']) && name.starts_with(|char: char| char.is_uppercase());
        let known = |id: &str| is_id(id) && !id.ends_with('.');
        // An id may hold points itself, `QSP-4.2.3`; a member starts with a letter.
        match name.rsplit_once('.') {
            Some((id, member)) if known(id) && member.starts_with(char::is_alphabetic) => Self { document: Some(id), member: Some(member) },
            _ if is_id(name) => Self { document: Some(name), member: None },
            _ => Self { document: None, member: Some(name) },
        }
    }

    fn places(&self, workspace: &Workspace, id: FileId, file: &File) -> BTreeSet<Span> {
        match &file.content {
            Content::Config(_) => self.configured(&file.text),
            Content::Source(source) => {
                let references = source.document.iter().flat_map(|document| &document.references);
                let resolved = references.zip(&source.resolution);
                let meant = resolved.filter(|(reference, resolved)| self.is_meant(workspace, id, reference, resolved));
                meant.map(|(reference, _)| reference.span).collect()
            }
        }
    }

    /// The places of an id in a `sop.toml`.
    fn configured(&self, text: &str) -> BTreeSet<Span> {
        let Some(id) = self.document.filter(|_| self.member.is_none()) else { return BTreeSet::new() };
        let quoted = format!("\"{id}\"");
        text.match_indices(&quoted).map(|(at, _)| Span::new(at as u32 + 1, (at + quoted.len()) as u32 - 1)).collect()
    }

    fn is_meant(&self, workspace: &Workspace, file: FileId, reference: &Reference, resolved: &Resolved) -> bool {
        let written = reference.document.as_ref().map(|name| name.text.as_str());
        let Some(member) = self.member else { return written == self.document };
        if reference.member.as_ref().is_none_or(|name| name.text != member) {
            return false;
        }
        let Some(document) = self.document else { return true };
        let defines = |file: &FileId| workspace.signature(*file).is_some_and(|signature| signature.id == document);
        match resolved {
            Resolved::Member(file, _) | Resolved::WrongKind(file, _) => defines(file),
            Resolved::Ambiguous(among) => among.iter().any(|(file, _)| defines(file)),
            _ => written == Some(document) || (written.is_none() && defines(&file) && *resolved == Resolved::Thing),
        }
    }

    fn is_defined(&self, workspace: &Workspace) -> bool {
        let Some(member) = self.member else { return self.document.is_some_and(|id| workspace.definer(id).is_some()) };
        let mut files = workspace.file_ids().filter_map(|file| workspace.signature(file));
        files.any(|signature| self.document.is_none_or(|id| signature.id == id) && signature.named(member).next().is_some())
    }
}

/// Every name there is: ids, members, and both together.
fn names(session: &Session) -> Vec<String> {
    let mut names = BTreeSet::new();
    for workspace in &session.workspaces {
        for signature in workspace.file_ids().filter_map(|file| workspace.signature(file)) {
            names.insert(signature.id.to_string());
            for member in &signature.members {
                names.insert(member.name.to_string());
                names.insert(format!("{}.{}", signature.id, member.name));
            }
        }
    }
    names.into_iter().collect()
}
