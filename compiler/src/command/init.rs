//! `sopc init`. In: a folder. Out: a small repository in it, that explains itself. Overwrites nothing.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::session::here;
use super::terminal::Terminal;
use crate::workspace::discover::shown;

/// Start a repository of procedures: a small example that explains itself
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder; the current one where none is given
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,
}

macro_rules! files {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("../../templates/init/", $path)))),*] };
}

const FILES: &[(&str, &str)] = files! {
    "sop.toml"
    "README.md"
    "GLO-ORG-001.sop"
    "policies/POL-LOAN-001.sop"
    "procedures/SOP-LOAN-001.sop"
    "instructions/WI-LOAN-001.sop"
    "forms/FRM-LOAN-001.sop"
};

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let here = here()?;
    let folder = here.join(&arguments.folder);
    let mut taken = FILES.iter().map(|(path, _)| folder.join(path)).filter(|path| path.symlink_metadata().is_ok());
    if let Some(path) = taken.next() {
        let more = match taken.count() {
            0 => String::new(),
            more => format!(", and {more} more of the files"),
        };
        let message = format!("`{}` is there already{more}", shown(&path, &here));
        return Err(Failure::usage(message, "give another folder: `sopc init DIR`"));
    }
    let mut out = terminal.out();
    for (name, text) in FILES {
        let path = folder.join(name);
        create(&path, text).map_err(|error| {
            let message = format!("`{}` cannot be written: {error}", shown(&path, &here));
            Failure::usage(message, "choose a folder that you may write to")
        })?;
        writeln!(out, "{}", shown(&path, &here))?;
    }
    out.flush()?;
    terminal.say("Read README.md, then run `sopc check` in that folder");
    Ok(Exit::Clean)
}

/// Writes a file that is not there yet, and the folders around it.
pub(super) fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
