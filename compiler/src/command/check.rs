//! `sopc check`. In: paths, or a text on the standard input. Out: what is wrong in the documents.

use std::path::PathBuf;

use smol_str::SmolStr;

use super::exit::{Exit, Failure};
use super::findings::{Deny, Format, Stream, report};
use super::progress::Progress;
use super::session::Session;
use super::terminal::Terminal;
use crate::check::{Options, check};
use crate::model::value::date::parse_date;

/// Check documents, and say what is wrong in them
#[derive(clap::Args)]
pub struct Arguments {
    /// Files and folders; the current folder where none is given; `-` for the standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are shown
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    format: Format,
    /// Let warnings count as findings that exit with 1
    #[arg(long, value_enum, value_name = "LEVEL")]
    deny: Option<Deny>,
    /// The day on which things are due, such as 2026-03-01; without it nothing depends on the day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<SmolStr>,
    /// The file that the text on the standard input stands in for
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
}

pub fn run(arguments: Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let progress = Progress::new("Reading files");
    let session = open(&arguments, &progress)?;
    progress.now(&format!("Checking {} documents", session.document_count()));
    let options = Options { as_of: arguments.as_of };
    let mut found = Vec::new();
    for workspace in &session.workspaces {
        found.append(&mut check(workspace, &options));
    }
    drop(progress);
    report(session, &found, arguments.format, arguments.deny, Stream::Out, terminal)
}

fn open(arguments: &Arguments, progress: &Progress) -> Result<&'static Session, Failure> {
    let from_input = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    match (from_input, &arguments.stdin_filename) {
        (true, name) if arguments.paths.len() == 1 => Session::open_input(name.as_deref(), progress),
        (true, _) => Err(Failure::usage("`-` stands with other paths", "check the standard input by itself: `sopc check -`")),
        (false, Some(_)) => {
            Err(Failure::usage("`--stdin-filename` is given, but not `-`", "read the standard input with `sopc check - --stdin-filename PATH`"))
        }
        (false, None) => Session::open(&arguments.paths, progress),
    }
}

/// A date that the calendar has.
pub(super) fn day(text: &str) -> Result<SmolStr, String> {
    parse_date(text).map(|_| SmolStr::new(text)).map_err(|error| error.to_string())
}
