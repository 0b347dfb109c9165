//! Tables in plain text, and JSON. In: what was measured. Out: text to paste.

use std::io;

use serde::Serialize;

use crate::measure::Spread;
use crate::size::{Measure, Row, Size};

/// All sizes, and how the CPU time grows from one to the next.
#[derive(Debug, Serialize)]
pub struct Report {
    pub format: &'static str,
    pub runs: u32,
    pub cores: usize,
    pub sizes: Vec<Size>,
    pub growth: Vec<Growth>,
}

/// `CPU time ~ documents ^ exponent` between two sizes.
#[derive(Debug, Serialize)]
pub struct Growth {
    pub measure: Measure,
    pub from_documents: usize,
    pub to_documents: usize,
    pub exponent: f64,
}

impl Report {
    pub fn of(sizes: Vec<Size>, runs: u32) -> Report {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let pairs = sizes.iter().zip(sizes.iter().skip(1));
        let growth = pairs.flat_map(|(from, to)| Measure::ALL.into_iter().filter_map(|measure| growth(measure, from, to))).collect();
        Report { format: "sopc-bench/1", runs, cores, sizes, growth }
    }

    /// Every command exited with 0.
    pub fn is_as_expected(&self) -> bool {
        self.sizes.iter().flat_map(|size| &size.rows).all(|row| row.exit_code == Some(0))
    }
}

fn growth(measure: Measure, from: &Size, to: &Size) -> Option<Growth> {
    let cpu = |size: &Size| size.rows.iter().find(|row| row.measure == measure).map(|row| row.cpu_seconds.median);
    let exponent = exponent((from.documents as f64, cpu(from)?), (to.documents as f64, cpu(to)?))?;
    Some(Growth { measure, from_documents: from.documents, to_documents: to.documents, exponent })
}

/// The exponent between two points of (size, time); none where they don't tell.
pub fn exponent(from: (f64, f64), to: (f64, f64)) -> Option<f64> {
    let exponent = (to.1 / from.1).ln() / (to.0 / from.0).ln();
    exponent.is_finite().then_some(exponent)
}

/// `value` as one line of JSON.
pub fn json(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)? + "\n")
}

/// The report as a table.
pub fn table(report: &Report) -> String {
    let mut lines = vec![columns(&["documents", "MB", "measure", "wall ms (min..max)", "CPU ms (min..max)", "memory MB", "docs/s", "MB/s", "x lex"])];
    for size in &report.sizes {
        for row in &size.rows {
            lines.push(columns(&cells(size, row)));
        }
    }
    let mut text = align(&lines);
    text.push_str(&format!(
        "\nMedian of {} runs on {} cores. CPU is user and system time, memory the peak of the process; rates by wall time,\n\
         `x lex` by CPU time to walk + read + lex of the same files.\n",
        report.runs, report.cores
    ));
    for growth in &report.growth {
        text.push_str(&format!(
            "CPU growth of {}, {} to {} documents: exponent {:.2}\n",
            growth.measure.title(),
            grouped(growth.from_documents),
            grouped(growth.to_documents),
            growth.exponent
        ));
    }
    for size in &report.sizes {
        for row in size.rows.iter().filter(|row| !row.measure.is_baseline()) {
            text.push_str(&said(size, row));
        }
    }
    text
}

/// What the command printed, so that a finding in the generated text does not pass unseen.
fn said(size: &Size, row: &Row) -> String {
    let (title, documents) = (row.measure.title(), grouped(size.documents));
    let end = match row.exit_code {
        Some(0) if row.output.is_empty() => return String::new(),
        Some(0) => return format!("{title} of {documents} documents: {}\n", row.output),
        Some(code) => format!("exit code {code}"),
        None => "ended by a signal".to_owned(),
    };
    format!("\n{title} of {documents} documents: {end}; it printed\n{}\n", row.output.trim_end())
}

fn cells(size: &Size, row: &Row) -> [String; 9] {
    [
        grouped(size.documents),
        format!("{:.1}", size.bytes as f64 / 1e6),
        row.measure.title().to_owned(),
        milliseconds(row.wall_seconds),
        milliseconds(row.cpu_seconds),
        format!("{:.1}", row.peak_memory_bytes.median / 1e6),
        format!("{:.0}", row.documents_per_second),
        format!("{:.1}", row.megabytes_per_second),
        format!("{:.1}", row.ratio_to_lex),
    ]
}

fn milliseconds(seconds: Spread) -> String {
    let places = if seconds.max < 0.1 { 2 } else { 0 };
    let [median, min, max] = [seconds.median, seconds.min, seconds.max].map(|seconds| seconds * 1e3);
    format!("{median:.places$} ({min:.places$}..{max:.places$})")
}

/// `12345` as `12,345`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub fn columns<T: ToString>(cells: &[T]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

/// Lines of cells with every column as wide as its widest cell; numbers to the right.
pub fn align(lines: &[Vec<String>]) -> String {
    let count = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let is_text = |column: usize| {
        let mut cells = lines.iter().skip(1).filter_map(|line| line.get(column));
        cells.any(|cell| cell.starts_with(|letter: char| letter.is_alphabetic()))
    };
    let left: Vec<bool> = (0..count).map(is_text).collect();
    let mut text = String::new();
    for line in lines {
        let cells: Vec<String> = line
            .iter()
            .zip(widths.iter().zip(&left))
            .map(|(cell, (width, left))| if *left { format!("{cell:<width$}") } else { format!("{cell:>width$}") })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{align, columns, exponent, grouped};

    #[test]
    fn ten_times_the_time_for_ten_times_the_size_is_linear() {
        assert_eq!(exponent((100.0, 0.5), (1_000.0, 5.0)).map(|exponent| (exponent * 100.0).round()), Some(100.0));
        assert_eq!(exponent((100.0, 1.0), (1_000.0, 100.0)).map(|exponent| (exponent * 100.0).round()), Some(200.0));
        assert_eq!(exponent((100.0, 0.0), (100.0, 1.0)), None);
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn numbers_stand_to_the_right() {
        let lines = [columns(&["n", "name"]), columns(&["10", "a"]), columns(&["5", "long one"])];
        assert_eq!(align(&lines), " n  name\n10  a\n 5  long one\n");
    }
}
