//! `sopc build`. In: paths, and who says what a workspace compiles to. Out: the folder of output, all
//! new; or, if anything is wrong, as it was, and what is wrong.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::check::day;
use super::exit::{Exit, Failure};
use super::findings::{Deny, Format, Stream, report};
use super::progress::Progress;
use super::session::Session;
use super::terminal::Terminal;
use crate::check::{Options, check};
use crate::emit::folder;
use crate::workspace::Workspace;
use smol_str::SmolStr;

/// Compile documents to their flow, as JSON
#[derive(clap::Args)]
pub struct Arguments {
    /// Files and folders; the current folder where none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder to write to; it is replaced whole
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// How findings are shown
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    format: Format,
    /// Let warnings stop the build
    #[arg(long, value_enum, value_name = "LEVEL")]
    deny: Option<Deny>,
    /// The day on which things are due, such as 2026-03-01; without it nothing depends on the day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<SmolStr>,
}

/// Checks, then writes what `outputs` makes of each workspace: paths relative to its part of the
/// folder, and bytes.
pub fn run<Files>(arguments: &Arguments, terminal: &Terminal, outputs: impl Fn(&'static Workspace) -> Files + Sync + Send) -> Result<Exit, Failure>
where
    Files: IntoParallelIterator<Item = (PathBuf, Vec<u8>)>,
{
    let out = &arguments.out;
    let refused = |error: io::Error| Failure::usage(format!("`{}` cannot be written: {error}", out.display()), remedy(&error));
    folder::recover(out).and_then(|()| folder::is_replaceable(out)).map_err(refused)?;
    let progress = Progress::new("Reading files");
    let session = Session::open(&arguments.paths, &progress)?;
    if let Some(root) = held(out, session) {
        let message = format!("`{}` holds the documents of `{}`", out.display(), root.display());
        return Err(Failure::usage(message, "write to a folder that holds no documents: `-o out`"));
    }
    progress.now(&format!("Checking {} documents", session.document_count()));
    let options = Options { as_of: arguments.as_of.clone() };
    let found: Vec<_> = session.workspaces.iter().flat_map(|workspace| check(workspace, &options)).collect();
    drop(progress);
    let exit = report(session, &found, arguments.format, arguments.deny, Stream::Out, terminal)?;
    if exit != Exit::Clean {
        terminal.say(&format!("nothing was written: `{}` is as it was", out.display()));
        return Ok(exit);
    }
    let progress = Progress::new("Writing files");
    let base = base(&arguments.paths, &session.here);
    let parts = session.workspaces.par_iter().map(|workspace| (mirror(&base, workspace.root()), workspace));
    let files = parts.flat_map(|(part, workspace)| outputs(workspace).into_par_iter().map(move |(path, bytes)| (part.join(path), bytes)));
    folder::replace(out, files).map_err(refused)?;
    drop(progress);
    terminal.say(&format!("written to `{}`", out.display()));
    Ok(Exit::Clean)
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::DirectoryNotEmpty => "the folder is replaced whole: give one that is empty, missing, or written by `sopc build`",
        io::ErrorKind::NotADirectory => "give a folder",
        io::ErrorKind::ResourceBusy => "wait until it is done",
        _ => "choose a folder that you may write to, and look for room on the disk; the folder is as it was",
    }
}

/// The root of a workspace with files below the folder that is to be replaced.
fn held<'s>(out: &Path, session: &'s Session) -> Option<&'s Path> {
    let out = real(out);
    let holds = |workspace: &&Workspace| {
        let root = real(workspace.root());
        let inside = |path: &Path| real(&root.join(path)).starts_with(&out);
        root.starts_with(&out) || (out.starts_with(&root) && workspace.file_ids().filter_map(|id| workspace.file(id)).any(|file| inside(&file.path)))
    };
    session.workspaces.iter().find(holds).map(Workspace::root)
}

/// The folder that holds all the paths given.
fn base(paths: &[PathBuf], here: &Path) -> PathBuf {
    let folder = |path: &PathBuf| {
        let path = real(&here.join(path));
        if path.is_file() { path.parent().map(Path::to_path_buf).unwrap_or(path) } else { path }
    };
    let common = |one: PathBuf, other: PathBuf| {
        let holding = one.ancestors().find(|ancestor| other.starts_with(ancestor));
        holding.map(Path::to_path_buf).unwrap_or_default()
    };
    paths.iter().map(folder).reduce(common).unwrap_or_else(|| real(here))
}

/// The part of the output that is a workspace's: it lies as the workspace lies below `base`.
fn mirror(base: &Path, root: &Path) -> PathBuf {
    let root = real(root);
    match root.strip_prefix(base) {
        Ok(below) => below.to_path_buf(),
        Err(_) if base.starts_with(&root) => PathBuf::new(),
        // Behind a link.
        Err(_) => root.file_name().map(PathBuf::from).unwrap_or_default(),
    }
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn arguments(paths: &[&Path], out: &Path) -> Arguments {
        let paths = paths.iter().map(|path| path.to_path_buf()).collect();
        Arguments { paths, out: out.to_path_buf(), format: Format::Concise, deny: None, as_of: None }
    }

    fn build(paths: &[&Path], out: &Path) -> Result<Exit, Exit> {
        let outputs = |workspace: &Workspace| {
            let ids: Vec<_> = workspace.ids().map(|id| (PathBuf::from(format!("{id}.json")), b"{}".to_vec())).collect();
            ids
        };
        let terminal = Terminal::new(super::super::Colour::Never);
        run(&arguments(paths, out), &terminal, outputs).map_err(|failure| failure.exit)
    }

    fn glossary(folder: &Path, id: &str, broken: bool) {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join("sop.toml"), "root = true\n").expect("a file");
        let text = if broken { "glossary \"" } else { "role keeper \"Keeper\"" };
        let text = format!("glossary {id} \"Words\" {{\n  version 1.0\n  owner keeper\n  {text}\n}}\n");
        fs::write(folder.join(format!("{id}.sop")), text).expect("a file");
    }

    #[test]
    fn several_workspaces_are_mirrored_and_a_failing_build_changes_nothing() {
        let ground = tempfile::tempdir().expect("a folder");
        let (all, out) = (ground.path().join("all"), ground.path().join("out"));
        glossary(&all.join("one"), "GLO-ONE-001", false);
        glossary(&all.join("two"), "GLO-TWO-001", false);
        assert_eq!(build(&[&all], &out), Ok(Exit::Clean));
        assert!(out.join("one/GLO-ONE-001.json").is_file() && out.join("two/GLO-TWO-001.json").is_file());

        glossary(&all.join("two"), "GLO-TWO-001", true);
        assert_eq!(build(&[&all.join("two")], &out), Ok(Exit::Findings));
        assert!(out.join("one/GLO-ONE-001.json").is_file() && out.join("two/GLO-TWO-001.json").is_file());

        assert_eq!(build(&[&all.join("one")], &out), Ok(Exit::Clean));
        assert!(out.join("GLO-ONE-001.json").is_file() && !out.join("two").exists());
        assert_eq!(build(&[&all.join("one"), &all.join("one/GLO-ONE-001.sop")], &out), Ok(Exit::Clean));
        assert!(out.join("GLO-ONE-001.json").is_file());
    }

    #[test]
    fn a_folder_of_others_and_one_with_documents_are_refused() {
        let ground = tempfile::tempdir().expect("a folder");
        let one = ground.path().join("one");
        glossary(&one, "GLO-ONE-001", false);
        assert_eq!(build(&[&one], &one), Err(Exit::Usage));
        // Even where it was ours once.
        fs::write(one.join(folder::MARKER), "").expect("a marker");
        assert_eq!(build(&[&one], &one), Err(Exit::Usage));
        assert_eq!(build(&[&one], ground.path()), Err(Exit::Usage));
        assert!(one.join("GLO-ONE-001.sop").is_file());
        assert_eq!(build(&[&one], &one.join("out")), Ok(Exit::Clean));
        assert_eq!(build(&[&one], &one.join("out")), Ok(Exit::Clean));
        assert_eq!(build(&[&ground.path().join("none")], &ground.path().join("out")), Ok(Exit::Usage));
        assert!(!ground.path().join("out").exists());
    }
}
