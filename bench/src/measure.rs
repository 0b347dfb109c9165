//! Runs a command to its end and says what it took. The only file that names `wait4` and `rustix`.
//!
//! In: a command, a time limit. Out: wall time, CPU time and peak memory of that child alone, its
//! exit code and what it printed. Its output goes to files, so that no pipe holds it up. Absent:
//! children of the child that it does not wait for.
//!
//! A system counts the pages that a parent had when it forked as the child's: this program stays
//! small, and generates and reads in children of its own.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::Serialize;
use wait4::Wait4;

/// One run.
#[derive(Clone, Debug)]
pub struct Run {
    pub wall: Duration,
    /// User and system time.
    pub cpu: Duration,
    /// Bytes.
    pub peak_memory: u64,
    /// None where a signal ended it.
    pub code: Option<i32>,
    /// It was ended at the time limit.
    pub timed_out: bool,
    /// The beginning of what it printed, standard output first.
    pub output: String,
}

/// How much of a child's output is kept, in bytes of each stream.
const KEPT: u64 = 4_000;

/// Runs `command` once; it is ended after `limit`.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Run> {
    let (mut out, mut err) = (tempfile::tempfile()?, tempfile::tempfile()?);
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(err.try_clone()?);
    let start = Instant::now();
    let mut child = command.spawn()?;
    let (ended, end) = mpsc::channel::<()>();
    let process = child.id();
    let guard = std::thread::spawn(move || match end.recv_timeout(limit) {
        Err(mpsc::RecvTimeoutError::Timeout) => stop(process),
        _ => false,
    });
    let used = child.wait4()?;
    let wall = start.elapsed();
    drop(ended);
    let timed_out = guard.join().unwrap_or(false);
    Ok(Run {
        wall,
        cpu: used.rusage.utime + used.rusage.stime,
        peak_memory: used.rusage.maxrss,
        code: used.status.code(),
        timed_out,
        output: beginning(&mut out)? + &beginning(&mut err)?,
    })
}

#[cfg(unix)]
fn stop(process: u32) -> bool {
    let id = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    id.is_some_and(|id| rustix::process::kill_process(id, rustix::process::Signal::KILL).is_ok())
}

#[cfg(not(unix))]
fn stop(_process: u32) -> bool {
    false
}

fn beginning(file: &mut File) -> io::Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(KEPT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Median, smallest and largest of several numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    pub median: f64,
    pub min: f64,
    pub max: f64,
}

impl Spread {
    /// None where there are no numbers.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Spread> {
        let mut numbers: Vec<f64> = numbers.into_iter().collect();
        numbers.sort_by(f64::total_cmp);
        let upper = *numbers.get(numbers.len() / 2)?;
        let lower = *numbers.get((numbers.len() - 1) / 2)?;
        Some(Spread { median: f64::midpoint(lower, upper), min: *numbers.first()?, max: *numbers.last()? })
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Duration, Spread, run};

    #[test]
    fn the_median_of_an_even_count_is_between() {
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0]), Some(Spread { median: 2.5, min: 1.0, max: 4.0 }));
        assert_eq!(Spread::of([]), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_child_is_measured_and_stopped() {
        let done = run(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]), Duration::from_secs(60)).unwrap();
        assert_eq!((done.code, done.timed_out, done.output.as_str()), (Some(3), false, "out\nerr\n"));
        assert!(done.peak_memory > 100_000 && done.cpu < Duration::from_secs(1));
        let stopped = run(Command::new("sleep").arg("60"), Duration::from_millis(50)).unwrap();
        assert!(stopped.timed_out && stopped.code.is_none() && stopped.wall < Duration::from_secs(30));
    }
}
