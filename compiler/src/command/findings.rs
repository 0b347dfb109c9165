//! What a run has found. In: diagnostics and notices. Out: their rendering on the standard output, the
//! summary on the standard error, and the exit code.

use std::io::{self, Write};

use super::exit::{Exit, Failure};
use super::session::Session;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::{self, Findings};

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The lines concerned with what is wrong in them, and the remedy
    Human,
    /// One line for each finding
    Concise,
    /// One JSON object, `sop-check/1`
    Json,
}

/// What counts as an error besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Deny {
    Warnings,
}

/// Where findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Out,
    /// Where the standard output is for something else.
    Error,
}

/// Shows `diagnostics` and what could not be read. Without anything to look at it says so.
pub fn report(session: &Session, diagnostics: &[Diagnostic], format: Format, deny: Option<Deny>, stream: Stream, terminal: &Terminal) -> Result<Exit, Failure> {
    let findings = Findings { diagnostics, notices: &session.notices, sources: session, documents: session.document_count() };
    let nothing = session.is_empty.then(Failure::no_input);
    let (mut out, colour): (Box<dyn Write>, bool) = match stream {
        Stream::Out => (Box::new(terminal.out()), terminal.colour),
        Stream::Error => (Box::new(io::stderr().lock()), terminal.colour_error),
    };
    let rendering = match format {
        Format::Human => render::Format::Human,
        Format::Concise => render::Format::Concise,
        Format::Json => render::Format::Json,
    };
    let options = render::Options { colour };
    let written = render::render(&mut *out, &findings, rendering, options).and_then(|()| out.flush());
    drop(out);
    unless_closed(written)?;
    if let Some(nothing) = nothing {
        return Err(nothing);
    }
    let summary = findings.summary();
    if format != Format::Json {
        terminal.say(&render::summary_line(summary));
    }
    Ok(if session.is_misconfigured(diagnostics) {
        Exit::Usage
    } else if summary.errors > 0 || (deny == Some(Deny::Warnings) && summary.warnings > 0) {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Who closes the pipe has read enough; the findings are what they are.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
