//! Hostile inputs: `sopc check` on each, at a quarter of its size and whole.
//!
//! In: a folder, the binary. Out: for each input CPU time, time for a megabyte, memory, exit code,
//! and how the time grows with the size: about 1 is linear. An answer is an exit code from 0 to 3
//! before the time limit; which one is not judged here.

mod case;

use std::io;
use std::path::Path;
use std::process::Command;

use serde::Serialize;

use crate::measure::{self, Spread};
use crate::report::{align, columns, exponent};
use crate::size::Subject;
use case::CASES;

/// One input, measured.
#[derive(Debug, Serialize)]
pub struct Timing {
    pub name: &'static str,
    pub bytes: usize,
    pub wall_seconds: Spread,
    pub cpu_seconds: Spread,
    pub peak_memory_bytes: f64,
    /// From a quarter of the input to all of it; none where the times are too short to tell.
    pub growth_exponent: Option<f64>,
    pub exit_code: Option<i32>,
    pub timed_out: bool,
}

impl Timing {
    /// The command came to an end by itself, with one of its own exit codes.
    pub fn answered(&self) -> bool {
        !self.timed_out && self.exit_code.is_some_and(|code| (0..=3).contains(&code))
    }
}

/// Below this many seconds of CPU the start of the process hides the growth.
const TELLING: f64 = 0.02;

/// Writes each case into a workspace of its own below `dir`, and measures it.
pub fn bench(dir: &Path, subject: &Subject) -> io::Result<Vec<Timing>> {
    let mut timings = Vec::new();
    for case in CASES {
        crate::progress(&format!("hostile input {}", case.name));
        let quarter = measured(&dir.join("quarter"), case, case.count / 4, subject)?;
        let mut whole = measured(&dir.join("whole"), case, case.count, subject)?;
        if whole.cpu_seconds.median > TELLING {
            let point = |timing: &Timing| (timing.bytes as f64, timing.cpu_seconds.median);
            whole.growth_exponent = exponent(point(&quarter), point(&whole));
        }
        timings.push(whole);
    }
    Ok(timings)
}

fn measured(dir: &Path, case: &case::Case, count: usize, subject: &Subject) -> io::Result<Timing> {
    let folder = dir.join(case.name);
    let bytes = written(&folder, case, count, subject)?;
    let mut runs = Vec::new();
    for _ in 0..subject.runs {
        let run = measure::run(Command::new(&subject.sopc).arg("check").arg(&folder), subject.limit)?;
        let stop = run.timed_out;
        runs.push(run);
        if stop {
            break;
        }
    }
    let spread = |of: fn(&measure::Run) -> f64| Spread::of(runs.iter().map(of)).ok_or_else(|| io::Error::other("no runs"));
    Ok(Timing {
        name: case.name,
        bytes,
        wall_seconds: spread(|run| run.wall.as_secs_f64())?,
        cpu_seconds: spread(|run| run.cpu.as_secs_f64())?,
        peak_memory_bytes: spread(|run| run.peak_memory as f64)?.median,
        growth_exponent: None,
        exit_code: runs.last().and_then(|run| run.code),
        timed_out: runs.iter().any(|run| run.timed_out),
    })
}

/// Writes the input in a child, see `measure`; the size of its document in bytes.
fn written(folder: &Path, case: &case::Case, count: usize, subject: &Subject) -> io::Result<usize> {
    let mut command = Command::new(&subject.myself);
    command.arg("hostile-input").arg(case.name).arg(count.to_string()).arg(folder);
    let output = measure::run(&mut command, subject.limit)?.output;
    output.trim().parse().map_err(|_| io::Error::other(output))
}

/// Writes the input called `name` into `folder`; the size of its document in bytes.
pub fn write(name: &str, count: usize, folder: &Path) -> io::Result<usize> {
    match CASES.iter().find(|case| case.name == name) {
        Some(case) => case::write(folder, case, count),
        None => Err(io::Error::other(format!("there is no hostile input `{name}`"))),
    }
}

/// The timings as a table.
pub fn table(timings: &[Timing]) -> String {
    let mut lines = vec![columns(&["input", "MB", "wall ms", "CPU ms", "CPU ms/MB", "memory MB", "growth", "exit"])];
    for timing in timings {
        let megabytes = timing.bytes as f64 / 1e6;
        let cpu = timing.cpu_seconds.median * 1e3;
        let exit = match timing.exit_code {
            _ if timing.timed_out => "-- time limit".to_owned(),
            None => "-- signal".to_owned(),
            Some(code) => code.to_string(),
        };
        lines.push(vec![
            timing.name.to_owned(),
            format!("{megabytes:.2}"),
            format!("{:.1}", timing.wall_seconds.median * 1e3),
            format!("{cpu:.1}"),
            format!("{:.0}", cpu / megabytes),
            format!("{:.1}", timing.peak_memory_bytes / 1e6),
            timing.growth_exponent.map_or("-".to_owned(), |exponent| format!("{exponent:.2}")),
            exit,
        ]);
    }
    align(&lines) + "\ngrowth: exponent of CPU time from a quarter of the input to all of it; `-` where it took too little to tell\n"
}
