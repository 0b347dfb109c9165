//! How a run ends. In: what went wrong. Out: the exit code and what is said of it.

use std::io;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at error level.
    Clean = 0,
    Findings = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// There is no `.sop` file.
    NoInput = 3,
}

/// Why a subcommand could not do its work.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    /// One sentence without a full stop; empty where nobody is there to read it.
    pub message: String,
    /// The remedy.
    pub help: Option<String>,
}

impl Failure {
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), help: Some(help.into()) }
    }

    pub fn no_input() -> Self {
        Self {
            exit: Exit::NoInput,
            message: "there is no `.sop` file here".to_string(),
            help: Some("start with `sopc init`, add a document with `sopc new`, or give the path of a folder that has some".to_string()),
        }
    }
}

/// Writing failed: a closed pipe (`sopc check | head`) is no error, and ends quietly.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { exit: Exit::Clean, message: String::new(), help: None };
        }
        Self { exit: Exit::Usage, message: format!("the output cannot be written: {error}"), help: None }
    }
}
