//! `sopc-bench`: times `sopc` on generated repositories of procedures.
//!
//! ```text
//! cargo build --release -p sopc
//! cargo run --release -p sopc-bench -- 100 1000 10000
//! cargo run --release -p sopc-bench -- --hostile hostile-inputs
//! ```
//!
//! In: sizes, or a folder for hostile inputs. Out: a table or JSON on standard output, progress on
//! standard error. Every measurement is a child process: `sopc` itself, and this program again for
//! the baseline, so that CPU time and memory mean the same in every row. Exit codes: 0 measured,
//! 1 `sopc` did not do what the row says, 2 wrong usage. `README.md` says how to read the table.

mod baseline;
mod generate;
mod hostile;
mod measure;
mod report;
mod size;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

/// Times `sopc check` and `sopc build` on generated repositories
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
    #[command(flatten)]
    options: Options,
}

/// What to measure, and how often.
#[derive(Args)]
struct Options {
    /// Documents of each repository, rounded up to whole hundreds
    #[arg(default_values_t = [100, 1_000, 10_000], value_parser = size)]
    sizes: Vec<usize>,
    /// Runs of each measurement; the table shows their median, least and most
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// The binary to measure [default: `sopc` beside this program]
    #[arg(long, value_name = "PATH")]
    sopc: Option<PathBuf>,
    /// Measure only this, beside the baseline; may be given twice
    #[arg(long, value_enum)]
    only: Vec<size::Measure>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Keep the repositories in this folder instead of a temporary one
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Write hostile inputs into this folder and time `sopc check` on each
    #[arg(long, value_name = "DIR", conflicts_with_all = ["sizes", "only", "dir"])]
    hostile: Option<PathBuf>,
    /// Seconds after which a run is ended
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    limit: u64,
}

#[derive(Subcommand)]
enum Task {
    /// Write a repository of so many documents, and measure nothing
    Generate {
        #[arg(value_parser = size)]
        documents: usize,
        dir: PathBuf,
    },
    /// Find and read every document below a folder: the baseline
    #[command(hide = true)]
    Read { dir: PathBuf },
    /// And cut it into tokens: what any compiler must do
    #[command(hide = true)]
    Lex { dir: PathBuf },
    /// Write one hostile input
    #[command(hide = true)]
    HostileInput { name: String, count: usize, dir: PathBuf },
}

fn size(text: &str) -> Result<usize, String> {
    let number: usize = text.replace(['_', ','], "").parse().map_err(|_| "not a number of documents".to_owned())?;
    match number {
        0 => Err("a repository has at least one document".to_owned()),
        number if number > generate::MOST => Err(format!("at most {} documents can be named", generate::MOST)),
        number => Ok(number),
    }
}

/// The outcome of a command of this program.
enum End {
    Measured,
    /// `sopc` did not do what the row says; said on standard error.
    NotAsExpected,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let end = match &arguments.task {
        Some(Task::Generate { documents, dir }) => generate_only(*documents, dir),
        Some(Task::Read { dir }) => read_only(dir, |_| ()),
        Some(Task::Lex { dir }) => {
            let mut tokens = 0;
            let end = read_only(dir, |text| tokens += sopc::syntax::lex(text).tokens.len());
            std::hint::black_box(tokens);
            end
        }
        Some(Task::HostileInput { name, count, dir }) => hostile_input(name, *count, dir),
        None => bench(&arguments.options),
    };
    match end {
        Ok(End::Measured) => ExitCode::SUCCESS,
        Ok(End::NotAsExpected) => ExitCode::from(1),
        Err(error) => {
            progress(&format!("sopc-bench: {error}"));
            ExitCode::from(2)
        }
    }
}

fn generate_only(documents: usize, dir: &Path) -> io::Result<End> {
    let written = generate::write(dir, documents)?;
    writeln!(io::stdout(), "{} documents, {} bytes", written.documents, written.bytes)?;
    Ok(End::Measured)
}

fn read_only(dir: &Path, visit: impl FnMut(&str)) -> io::Result<End> {
    let read = baseline::read(dir, visit)?;
    writeln!(io::stdout(), "{} {}", read.documents, read.bytes)?;
    Ok(End::Measured)
}

fn hostile_input(name: &str, count: usize, dir: &Path) -> io::Result<End> {
    writeln!(io::stdout(), "{}", hostile::write(name, count, dir)?)?;
    Ok(End::Measured)
}

fn bench(options: &Options) -> io::Result<End> {
    let myself = std::env::current_exe()?;
    let beside = || myself.with_file_name(format!("sopc{}", std::env::consts::EXE_SUFFIX));
    let sopc = options.sopc.clone().unwrap_or_else(beside);
    let limit = Duration::from_secs(options.limit);
    let baseline_only = !options.only.is_empty() && options.only.iter().all(|measure| measure.is_baseline());
    if !baseline_only && !sopc.is_file() {
        let help = "build it with `cargo build --release -p sopc`, or name it with `--sopc PATH`";
        return Err(io::Error::other(format!("there is no `sopc` at {}; {help}", sopc.display())));
    }
    let subject = size::Subject { myself, sopc: std::path::absolute(sopc)?, runs: options.runs, limit };
    if let Some(dir) = &options.hostile {
        let timings = hostile::bench(dir, &subject)?;
        print(&if options.json { report::json(&timings)? } else { hostile::table(&timings) })?;
        return Ok(if timings.iter().all(hostile::Timing::answered) { End::Measured } else { End::NotAsExpected });
    }
    let measures: Vec<size::Measure> =
        size::Measure::ALL.into_iter().filter(|measure| measure.is_baseline() || options.only.is_empty() || options.only.contains(measure)).collect();
    let mut sizes = Vec::new();
    for count in &options.sizes {
        sizes.push(size::bench(*count, &measures, &subject, options.dir.as_deref())?);
    }
    let report = report::Report::of(sizes, options.runs);
    print(&if options.json { report::json(&report)? } else { report::table(&report) })?;
    Ok(if report.is_as_expected() { End::Measured } else { End::NotAsExpected })
}

fn print(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

/// Says on standard error how far the work is; that it cannot be said stops nothing.
fn progress(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
