//! `sopc fmt`. In: paths, or a text on the standard input. Out: the files in canonical layout, each
//! written whole; or what would change. Files with syntax errors are left alone and reported.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use similar::TextDiff;

use super::exit::{Exit, Failure};
use super::findings::{Format, Stream, report};
use super::progress::Progress;
use super::session::{Session, here, input, prepare};
use super::terminal::Terminal;
use crate::check::{Options, check};
use crate::diagnostic::SYNTAX_ERROR;
use crate::emit::file;
use crate::syntax::format::format;
use crate::workspace::discover::{Discovery, Found, FoundFile, discover, shown};

/// Lay documents out in the one canonical way
#[derive(clap::Args)]
pub struct Arguments {
    /// Files and folders; the current folder where none is given; `-` for the standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    check: bool,
    /// The file that the text on the standard input stands in for
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
}

/// A file whose layout is another.
struct Change {
    path: PathBuf,
    shown: String,
    before: String,
    after: String,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    prepare();
    let here = here()?;
    let progress = Progress::new("Reading files");
    let from_input = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    let mut discovery = match (from_input, &arguments.stdin_filename) {
        (true, name) if arguments.paths.len() == 1 => input(name.as_deref(), &here, &progress)?,
        (true, _) => return Err(Failure::usage("`-` stands with other paths", "format the standard input by itself: `sopc fmt -`")),
        (false, Some(_)) => {
            let help = "read the standard input with `sopc fmt - --stdin-filename PATH`";
            return Err(Failure::usage("`--stdin-filename` is given, but not `-`", help));
        }
        (false, None) => discover(&arguments.paths, &here),
    };
    progress.now("Formatting");
    let (changes, same) = lay_out(&mut discovery, &here);
    drop(progress);
    let broken: usize = discovery.found.iter().map(|found| found.files.len() + found.problems.len()).sum();
    let count = changes.len() + same.len() + broken;
    let exit = match (arguments.check, from_input) {
        (true, _) => differences(&changes, terminal)?,
        (false, false) => write(&changes, terminal)?,
        (false, true) => {
            let mut out = terminal.out();
            changes.iter().map(|change| &change.after).chain(&same).try_for_each(|text| out.write_all(text.as_bytes()))?;
            out.flush()?;
            Exit::Clean
        }
    };
    if count > 0 && !from_input {
        let what = if arguments.check { "would change" } else { "changed" };
        terminal.say(&format!("{} of {count} files {what}", changes.len()));
    }
    if discovery.is_empty() && count > 0 {
        return Ok(exit);
    }
    let reported = report_broken(discovery, here, from_input, terminal)?;
    Ok(if reported == Exit::Clean { exit } else { reported })
}

/// Says why files could not be laid out. What is written to the standard output may be a document, so
/// the findings of the standard input go to the standard error.
fn report_broken(discovery: Discovery, here: PathBuf, from_input: bool, terminal: &Terminal) -> Result<Exit, Failure> {
    let progress = Progress::new("Reading documents");
    let session = Session::of(here, discovery, &progress);
    drop(progress);
    let mut found: Vec<_> = session.workspaces.iter().flat_map(|workspace| check(workspace, &Options::default())).collect();
    found.retain(|diagnostic| *diagnostic.check == SYNTAX_ERROR);
    let stream = if from_input { Stream::Error } else { Stream::Out };
    report(session, &found, Format::Human, None, stream, terminal)
}

/// Takes the files that can be laid out from what was found: those that change, and the texts of those that don't.
fn lay_out(discovery: &mut Discovery, here: &Path) -> (Vec<Change>, Vec<String>) {
    let (mut changes, mut same) = (Vec::new(), Vec::new());
    for found in &mut discovery.found {
        let Found { root, files, configs, .. } = found;
        // Of the configuration nothing is reported.
        configs.iter_mut().for_each(|config| config.errors.clear());
        let asked: Vec<FoundFile> = std::mem::take(files).into_par_iter().filter(|file| file.asked).collect();
        let done: Vec<(FoundFile, Option<String>)> =
            asked.into_par_iter().map(|file| (format(&file.text).ok(), file)).map(|(after, file)| (file, after)).collect();
        for (file, after) in done {
            match after {
                None => files.push(file),
                Some(after) if after == file.text => same.push(after),
                Some(after) => {
                    let path = root.join(&file.path);
                    changes.push(Change { shown: shown(&path, here), path, before: file.text, after });
                }
            }
        }
    }
    (changes, same)
}

/// Writes each file, and says which.
fn write(changes: &[Change], terminal: &Terminal) -> Result<Exit, Failure> {
    let written = changes.par_iter().map(|change| (&change.shown, file::replace(&change.path, change.after.as_bytes())));
    let written: BTreeMap<&String, std::io::Result<()>> = written.collect();
    let mut out = terminal.out();
    let mut exit = Exit::Clean;
    for (shown, written) in written {
        match written {
            Ok(()) => writeln!(out, "{shown}")?,
            Err(error) => {
                exit = Exit::Findings;
                terminal.say(&format!("error: {shown}: this cannot be written: {error}"));
            }
        }
    }
    out.flush()?;
    Ok(exit)
}

/// Shows what would change.
fn differences(changes: &[Change], terminal: &Terminal) -> Result<Exit, Failure> {
    let mut out = terminal.out();
    for change in changes {
        let difference = TextDiff::from_lines(&change.before, &change.after);
        let mut lines = difference.unified_diff();
        let lines = lines.context_radius(1).header(&change.shown, "formatted").to_string();
        for line in lines.lines() {
            let code = match line.as_bytes().first() {
                Some(b'-') => "31",
                Some(b'+') => "32",
                Some(b'@') => "36",
                _ => "",
            };
            if terminal.colour && !code.is_empty() {
                writeln!(out, "\u{1b}[{code}m{line}\u{1b}[0m")?;
            } else {
                writeln!(out, "{line}")?;
            }
        }
    }
    out.flush()?;
    Ok(if changes.is_empty() { Exit::Clean } else { Exit::Findings })
}
