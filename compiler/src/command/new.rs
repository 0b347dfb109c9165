//! `sopc new`. In: a kind of document and its id. Out: a file that starts it, in the folder where
//! documents of its kind are. Asks for what is missing if there is somebody to ask. Overwrites nothing.

mod template;

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::exit::{Exit, Failure};
use super::init::create;
use super::progress::Progress;
use super::session::Session;
use super::terminal::Terminal;
use crate::model::{DocumentKind, MemberKind, Signature, Status};
use crate::syntax::{TokenKind, lex};
use crate::workspace::config::suggest::nearest;
use crate::workspace::discover::shown;
use crate::workspace::{File, Workspace};
use template::Template;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Which rules hold, and why
    Policy,
    /// Who does what, and how it can end
    Sop,
    /// How one task is done, exactly
    Wi,
    /// Which record is kept
    Form,
    /// The words that documents share
    Glossary,
    /// Scenarios for the document of that id
    Tests,
}

impl Kind {
    pub fn of(self) -> DocumentKind {
        match self {
            Kind::Policy => DocumentKind::Policy,
            Kind::Sop => DocumentKind::Sop,
            Kind::Wi => DocumentKind::Wi,
            Kind::Form => DocumentKind::Form,
            Kind::Glossary => DocumentKind::Glossary,
            Kind::Tests => DocumentKind::Tests,
        }
    }

    /// Where such documents are kept, below the root.
    fn folder(self) -> &'static str {
        match self {
            Kind::Policy => "policies",
            Kind::Sop | Kind::Tests => "procedures",
            Kind::Wi => "instructions",
            Kind::Form => "forms",
            Kind::Glossary => "",
        }
    }
}

/// Start a document from a template
#[derive(clap::Args)]
pub struct Arguments {
    /// What it is
    #[arg(value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    /// Its id, such as SOP-REF-001; for `tests` that of the document they are about
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Its title
    #[arg(long)]
    title: Option<String>,
}

pub fn run(arguments: Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let kind = match arguments.kind {
        Some(kind) => kind,
        None => ask_kind(terminal)?,
    };
    let id = match arguments.id {
        Some(id) => id,
        None => ask(terminal, "Id", "ID")?,
    };
    if !is_id(&id) {
        return Err(Failure::usage(
            format!("`{id}` is not an id"),
            "an id is in upper case and has a hyphen or underscore: `SOP-REF-001`, `QSP-4.2.3`, `SOP_HR_01`",
        ));
    }
    let progress = Progress::new("Reading files");
    let session = Session::open(&[], &progress)?;
    drop(progress);
    let workspace = session.workspaces.iter().find(|workspace| session.here.starts_with(workspace.root()));
    let root = workspace.map_or_else(|| root_above(&session.here), Workspace::root);
    let path = root.join(place(workspace, kind, &id)?);
    let title = match arguments.title {
        Some(title) => title,
        None => ask(terminal, "Title", "--title")?,
    };
    let template = Template { kind, id: &id, title: &title, workspace };
    let shown_path = shown(&path, &session.here);
    create(&path, &template.text()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::usage(format!("`{shown_path}` is there already"), "choose another id, or edit that file"),
        _ => Failure::usage(format!("`{shown_path}` cannot be written: {error}"), "choose a folder that you may write to"),
    })?;
    let mut out = terminal.out();
    writeln!(out, "{shown_path}")?;
    out.flush()?;
    Ok(Exit::Clean)
}

fn ask_kind(terminal: &Terminal) -> Result<Kind, Failure> {
    let kinds: Vec<&str> = Kind::value_variants().iter().map(|kind| kind.of().keyword()).collect();
    let kind = ask(terminal, &format!("Kind ({})", kinds.join(", ")), "KIND")?;
    Kind::from_str(&kind, true).map_err(|_| {
        let near = nearest(&kind, kinds.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
        Failure::usage(format!("`{kind}` is no kind of document"), format!("it is one of {}{}", kinds.join(", "), near.unwrap_or_default()))
    })
}

/// The answer of whoever sits at the terminal; without one it is an error that `argument` is missing.
fn ask(terminal: &Terminal, question: &str, argument: &str) -> Result<String, Failure> {
    let answer = if terminal.is_interactive() { terminal.ask(question)? } else { None };
    answer
        .filter(|answer| !answer.is_empty())
        .ok_or_else(|| Failure::usage(format!("`{argument}` is missing"), "say all of it: `sopc new sop SOP-REF-001 --title \"Customer refund\"`"))
}

fn is_id(text: &str) -> bool {
    let lexed = lex(text);
    matches!(lexed.tokens.as_slice(), [token] if token.kind == TokenKind::Id && token.span().range() == (0..text.len()))
}

/// With no document yet: the nearest folder upwards with a `sop.toml`, or this one.
fn root_above(here: &Path) -> &Path {
    here.ancestors().find(|folder| folder.join(crate::workspace::config::FILE_NAME).is_file()).unwrap_or(here)
}

/// The path of the new file, below the root.
fn place(workspace: Option<&Workspace>, kind: Kind, id: &str) -> Result<PathBuf, Failure> {
    let known = |id: &str| workspace.and_then(|workspace| workspace.file(workspace.definer(id)?));
    if kind == Kind::Tests {
        return match known(id) {
            Some(file) => Ok(file.path.with_file_name(format!("{id}.test.sop"))),
            None => {
                let ids = workspace.into_iter().flat_map(Workspace::ids);
                let near = nearest(id, ids).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| "write the document before its tests".to_string());
                Err(Failure::usage(format!("there is no document `{id}` to test"), help))
            }
        };
    }
    if let Some(file) = known(id) {
        return Err(Failure::usage(format!("`{id}` is defined in `{}`", file.shown), "choose an id that is free"));
    }
    let config = workspace.and_then(|workspace| workspace.file(workspace.file_ids().next()?)).map(|file| &file.config);
    if let Some(pattern) = config.and_then(|config| config.id_pattern(kind.of().keyword()))
        && !pattern.matches(id)
    {
        let help = format!("the `sop.toml` wants ids like `{}`", pattern.source());
        return Err(Failure::usage(format!("`{id}` does not follow the configured pattern"), help));
    }
    let folder = workspace.and_then(|workspace| usual_folder(workspace, kind)).unwrap_or_else(|| kind.folder().into());
    Ok(folder.join(format!("{id}.sop")))
}

/// The folder in which most documents of the kind are.
fn usual_folder(workspace: &Workspace, kind: Kind) -> Option<PathBuf> {
    let mut counts: BTreeMap<&Path, usize> = BTreeMap::new();
    for (file, _) in of_kind(workspace, kind.of()) {
        *counts.entry(file.path.parent().unwrap_or(Path::new(""))).or_default() += 1;
    }
    // The last of the largest; the first by its path where they are equal.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(folder, _)| folder.to_path_buf())
}

fn of_kind(workspace: &Workspace, kind: DocumentKind) -> impl Iterator<Item = (&File, &Signature)> {
    let both = move |id| workspace.file(id).zip(workspace.signature(id));
    let documents = workspace.file_ids().filter(|id| workspace.document(*id).is_some()).filter_map(both);
    documents.filter(move |(_, signature)| signature.kind == kind)
}

/// A glossary with a role of ours in it: its id and the role's name.
fn shared_role(workspace: &Workspace) -> Option<(&str, &str)> {
    of_kind(workspace, DocumentKind::Glossary).find_map(|(_, signature)| {
        let is_ours = |kind: &MemberKind| matches!(kind, MemberKind::Role { external: false });
        let role = signature.members.iter().find(|member| is_ours(&member.kind))?;
        (signature.status != Some(Status::Retired)).then_some((signature.id.as_str(), role.name.as_str()))
    })
}
