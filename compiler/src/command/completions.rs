//! `sopc completions`. In: the name of a shell. Out: its script. The only file that names `clap_complete`.

use std::io::Write;

use clap_complete::Shell;

use super::exit::{Exit, Failure};
use super::terminal::Terminal;

/// Print the completions for a shell
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub fn run(arguments: &Arguments, command: &mut clap::Command, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, "sopc", &mut script);
    let mut out = terminal.out();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Clean)
}
