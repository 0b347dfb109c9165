//! Measures one size: generates the repository, then runs each measure several times.
//!
//! In: a number of documents, what to measure, the binaries. Out: medians with least and most, and
//! the rates and ratios that follow from them. Measures take turns, run by run, so that a slow
//! moment of the machine falls on all of them. Absent: comparison between sizes, see `report`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

use clap::ValueEnum;
use serde::Serialize;

use crate::generate::CONFIGURATION;
use crate::measure::{self, Run, Spread};

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Find and read the files
    Read,
    /// And cut them into tokens
    Lex,
    /// `sopc check`
    Check,
    /// `sopc build`
    Build,
}

impl Measure {
    pub const ALL: [Measure; 4] = [Measure::Read, Measure::Lex, Measure::Check, Measure::Build];

    /// What is measured beside whatever is asked for: any tool has to do as much.
    pub fn is_baseline(self) -> bool {
        matches!(self, Measure::Read | Measure::Lex)
    }

    pub fn title(self) -> &'static str {
        match self {
            Measure::Read => "walk + read",
            Measure::Lex => "walk + read + lex",
            Measure::Check => "sopc check",
            Measure::Build => "sopc build",
        }
    }
}

/// What is run, and how.
pub struct Subject {
    pub myself: PathBuf,
    pub sopc: PathBuf,
    pub runs: u32,
    pub limit: Duration,
}

/// One size, measured.
#[derive(Debug, Serialize)]
pub struct Size {
    pub documents: usize,
    pub bytes: u64,
    pub rows: Vec<Row>,
}

/// One measure of one size.
#[derive(Debug, Serialize)]
pub struct Row {
    pub measure: Measure,
    pub wall_seconds: Spread,
    pub cpu_seconds: Spread,
    pub peak_memory_bytes: Spread,
    /// By wall time.
    pub documents_per_second: f64,
    /// By wall time; a megabyte is a million bytes.
    pub megabytes_per_second: f64,
    /// Of CPU time, to finding, reading and lexing the same files.
    pub ratio_to_lex: f64,
    /// 0 where every run exited with 0, else the code of the first that did not; none where a signal
    /// ended it.
    pub exit_code: Option<i32>,
    /// The first line that the command printed; more of it where it did not exit with 0.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub output: String,
}

/// Generates `count` documents, in `dir` or in a temporary folder, and measures.
pub fn bench(count: usize, measures: &[Measure], subject: &Subject, dir: Option<&Path>) -> io::Result<Size> {
    let temporary = tempfile::Builder::new().prefix("sopc-bench-").tempdir()?;
    let base = dir.unwrap_or(temporary.path());
    let documents = base.join(format!("documents-{count}"));
    let out = base.join(format!("out-{count}"));
    make_way(&documents)?;
    crate::progress(&format!("generating {count} documents in {}", documents.display()));
    let mut generate = Command::new(&subject.myself);
    generate.arg("generate").arg(count.to_string()).arg(&documents);
    succeeded(&measure::run(&mut generate, subject.limit)?)?;

    let mut runs: Vec<(Measure, Vec<Run>)> = measures.iter().map(|measure| (*measure, Vec::new())).collect();
    for turn in 1..=subject.runs {
        crate::progress(&format!("{count} documents: run {turn} of {}", subject.runs));
        for (measure, runs) in &mut runs {
            let mut command = command(*measure, subject, &documents, &out);
            runs.push(measure::run(&mut command, subject.limit)?);
            // Each build starts without the output of the one before it.
            if out.exists() {
                fs::remove_dir_all(&out)?;
            }
        }
    }
    let read = runs.iter().find(|(measure, _)| *measure == Measure::Read).and_then(|(_, runs)| runs.last());
    let (documents, bytes) = read.map(counted).transpose()?.unwrap_or_default();
    let mut size = Size { documents, bytes, rows: Vec::new() };
    for (measure, runs) in &runs {
        size.rows.extend(row(*measure, runs, &size));
    }
    Ok(size)
}

fn command(measure: Measure, subject: &Subject, documents: &Path, out: &Path) -> Command {
    match measure {
        Measure::Read => {
            let mut command = Command::new(&subject.myself);
            command.arg("read").arg(documents);
            command
        }
        Measure::Lex => {
            let mut command = Command::new(&subject.myself);
            command.arg("lex").arg(documents);
            command
        }
        Measure::Check => {
            let mut command = Command::new(&subject.sopc);
            command.arg("check").arg(documents);
            command
        }
        Measure::Build => {
            let mut command = Command::new(&subject.sopc);
            command.arg("build").arg(documents).arg("-o").arg(out);
            command
        }
    }
}

fn row(measure: Measure, runs: &[Run], size: &Size) -> Option<Row> {
    let wall = Spread::of(runs.iter().map(|run| run.wall.as_secs_f64()))?;
    let cpu = Spread::of(runs.iter().map(|run| run.cpu.as_secs_f64()))?;
    let told = runs.iter().find(|run| run.code != Some(0)).or(runs.last())?;
    let first_line = || told.output.lines().next().unwrap_or_default().to_owned();
    // the rows of the baselines come first; that of reading alone is shown against itself
    let lex = size.rows.iter().find(|row| row.measure == Measure::Lex).map_or(cpu, |row| row.cpu_seconds);
    Some(Row {
        measure,
        wall_seconds: wall,
        cpu_seconds: cpu,
        peak_memory_bytes: Spread::of(runs.iter().map(|run| run.peak_memory as f64))?,
        documents_per_second: size.documents as f64 / wall.median,
        megabytes_per_second: size.bytes as f64 / 1e6 / wall.median,
        ratio_to_lex: cpu.median / lex.median,
        exit_code: told.code,
        output: if told.code == Some(0) { first_line() } else { told.output.clone() },
    })
}

/// Takes away what an earlier run of this program left at `documents`, and nothing else.
fn make_way(documents: &Path) -> io::Result<()> {
    if !documents.exists() {
        return Ok(());
    }
    if fs::read_to_string(documents.join("sop.toml")).is_ok_and(|text| text == CONFIGURATION) {
        return fs::remove_dir_all(documents);
    }
    Err(io::Error::other(format!("{} exists and was not generated here", documents.display())))
}

fn succeeded(run: &Run) -> io::Result<()> {
    if run.code == Some(0) { Ok(()) } else { Err(io::Error::other(run.output.clone())) }
}

/// The documents and bytes that the baseline says it has read.
fn counted(run: &Run) -> io::Result<(usize, u64)> {
    succeeded(run)?;
    let mut numbers = run.output.split_whitespace().map(str::parse::<u64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(documents)), Some(Ok(bytes))) => Ok((usize::try_from(documents).map_err(io::Error::other)?, bytes)),
        _ => Err(io::Error::other(format!("the baseline said `{}`", run.output.trim()))),
    }
}
