//! The command `sopc`, one file per subcommand. In: the arguments, the folder one stands in, the
//! standard input. Out: text on the terminal, files, an exit code. The only code that prints.

pub mod build;
mod check;
mod completions;
mod exit;
mod explain;
mod findings;
mod fmt;
mod graph;
mod init;
mod list;
mod new;
mod progress;
mod refs;
mod session;
mod terminal;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use exit::{Exit, Failure};
pub use session::Session;
pub use terminal::{Colour, Terminal};

/// Compiles procedures: policies, SOPs and work instructions, written as text
#[derive(Parser)]
#[command(name = "sopc", version, after_help = CODES, arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Colour,
}

const CODES: &str = "\
Exit codes:
  0  nothing at error level
  1  findings: errors, or warnings with `--deny warnings`
  2  wrong usage or configuration
  3  no `.sop` file";

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Build(build::Arguments),
    Explain(explain::Arguments),
    Fmt(fmt::Arguments),
    Init(init::Arguments),
    New(new::Arguments),
    List(list::Arguments),
    Refs(refs::Arguments),
    Graph(graph::Arguments),
    Completions(completions::Arguments),
}

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.color);
    let done = match arguments.command {
        Command::Check(arguments) => check::run(arguments, &terminal),
        Command::Build(arguments) => build::run(&arguments, &terminal, crate::emit::build),
        Command::Fmt(arguments) => fmt::run(&arguments, &terminal),
        Command::Explain(arguments) => explain::run(&arguments, &terminal),
        Command::Init(arguments) => init::run(&arguments, &terminal),
        Command::New(arguments) => new::run(arguments, &terminal),
        Command::List(arguments) => list::run(&arguments, &terminal),
        Command::Refs(arguments) => refs::run(&arguments, &terminal),
        Command::Graph(arguments) => graph::run(&arguments, &terminal),
        Command::Completions(arguments) => completions::run(&arguments, &mut Arguments::command(), &terminal),
    };
    let exit = done.unwrap_or_else(|failure| terminal.fail(&failure));
    ExitCode::from(exit as u8)
}
