//! What a run works on. In: the paths that the user gave. Out: their workspaces, numbered through, and
//! what could not be read.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::progress::Progress;
use crate::diagnostic::render::Notice;
use crate::diagnostic::{Diagnostic, FileId, Sources, WRONG_CONFIGURATION};
use crate::workspace::config::FILE_NAME;
use crate::workspace::discover::{Discovery, Found, ReadError, discover, shown, stand_in};
use crate::workspace::{File, Workspace};

/// Deep nesting is read by recursion.
const STACK: usize = 16 << 20;

pub struct Session {
    /// The folder that paths are relative to.
    pub here: PathBuf,
    pub workspaces: Vec<Workspace>,
    pub notices: Vec<Notice>,
    /// A path leads nowhere, or a `sop.toml` cannot be read.
    pub has_wrong_path: bool,
    /// There is nothing to look at.
    pub is_empty: bool,
}

impl Session {
    /// Reads the workspaces of `paths`; of the current folder if there are none. It is never freed:
    /// the process ends with it.
    pub fn open(paths: &[PathBuf], progress: &Progress) -> Result<&'static Session, Failure> {
        prepare();
        let here = here()?;
        progress.now("Reading files");
        let discovery = discover(paths, &here);
        Ok(Self::of(here, discovery, progress))
    }

    /// Reads the text on the standard input, in the place of the file `name` in its workspace.
    pub fn open_input(name: Option<&Path>, progress: &Progress) -> Result<&'static Session, Failure> {
        prepare();
        let here = here()?;
        let discovery = input(name, &here, progress)?;
        Ok(Self::of(here, discovery, progress))
    }

    /// What was found, as a session.
    pub fn of(here: PathBuf, discovery: Discovery, progress: &Progress) -> &'static Session {
        let has_errors = |found: &Found| found.configs.iter().any(|config| !config.errors.is_empty());
        let is_empty = discovery.is_empty() && !discovery.found.iter().any(has_errors);
        let mut session = Session { here, workspaces: Vec::new(), notices: Vec::new(), has_wrong_path: !discovery.problems.is_empty(), is_empty };
        for problem in &discovery.problems {
            session.note(problem);
        }
        progress.now("Reading documents");
        let mut first = 0;
        for mut found in discovery.found {
            for problem in std::mem::take(&mut found.problems) {
                let configures = problem.path.file_name().is_some_and(|name| name == FILE_NAME);
                session.has_wrong_path |= configures;
                if problem.asked || configures {
                    session.note(&problem);
                }
            }
            let here = session.here.clone();
            let workspace = Workspace::load(found, first, &|path| shown(path, &here));
            first = workspace.end();
            session.workspaces.push(workspace);
        }
        Box::leak(Box::new(session))
    }

    fn note(&mut self, problem: &ReadError) {
        let path = shown(&problem.path, &self.here);
        self.notices.push(Notice { path, message: problem.message.clone(), help: Some(problem.help.clone()) });
    }

    /// Every file, with its number and its workspace.
    pub fn files(&self) -> impl Iterator<Item = (&Workspace, FileId, &File)> {
        let of = |workspace| move |id| Workspace::file(workspace, id).map(|file| (workspace, id, file));
        self.workspaces.iter().flat_map(move |workspace| workspace.file_ids().filter_map(of(workspace)))
    }

    /// How many documents the user asked for.
    pub fn document_count(&self) -> usize {
        self.files().filter(|(_, _, file)| file.asked && file.as_source().is_some()).count()
    }

    /// Whether what is wrong lies in the usage or the configuration.
    pub fn is_misconfigured(&self, diagnostics: &[Diagnostic]) -> bool {
        self.has_wrong_path || diagnostics.iter().any(|diagnostic| *diagnostic.check == WRONG_CONFIGURATION)
    }

    fn file(&self, id: FileId) -> Option<&File> {
        let at = self.workspaces.partition_point(|workspace| workspace.end() <= id.0);
        self.workspaces.get(at)?.file(id)
    }
}

impl Sources for Session {
    fn path(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.shown)
    }

    fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }
}

/// The current folder.
pub fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::usage(format!("the current folder cannot be read: {error}"), "change to a folder that exists"))
}

/// The text on the standard input, in the place of the file `name` in its workspace.
pub fn input(name: Option<&Path>, here: &Path, progress: &Progress) -> Result<Discovery, Failure> {
    if let Some(name) = name.filter(|name| !name.as_os_str().as_encoded_bytes().ends_with(b".sop")) {
        let message = format!("`{}` is not the name of a `.sop` file", name.display());
        return Err(Failure::usage(message, "give `--stdin-filename` the path of the file that the text will be saved to"));
    }
    progress.now("Reading the standard input");
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::usage(format!("the standard input cannot be read: {error}"), "pipe the text of a document into it"))?;
    let found = stand_in(name, &bytes, here).unwrap_or_else(|problem| {
        let root = here.to_path_buf();
        Found { root, configs: Vec::new(), files: Vec::new(), problems: vec![problem] }
    });
    Ok(Discovery { found: vec![found], problems: Vec::new() })
}

/// Threads with room for deep nesting.
pub fn prepare() {
    // Fails only where the threads are there already.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
}
