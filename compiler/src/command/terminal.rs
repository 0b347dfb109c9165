//! The terminal. In: what is to be said. Out: the standard output and the standard error, with
//! colours or without. A closed standard error is nobody's error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::exit::{Exit, Failure};

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set; everywhere if `CLICOLOR_FORCE` is
    Auto,
    Always,
    Never,
}

impl Colour {
    /// What holds for a stream that is, or is no terminal.
    fn holds(self, is_terminal: bool, variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        match self {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if is_set("NO_COLOR") => false,
            Colour::Auto if variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") => true,
            Colour::Auto => is_terminal && variable("TERM").is_none_or(|value| value != "dumb"),
        }
    }
}

pub struct Terminal {
    /// Whether the standard output may have colours.
    pub colour: bool,
    /// Whether the standard error may have them.
    pub colour_error: bool,
}

impl Terminal {
    pub fn new(colour: Colour) -> Self {
        let holds = |is_terminal| colour.holds(is_terminal, |name| std::env::var_os(name));
        Self { colour: holds(io::stdout().is_terminal()), colour_error: holds(io::stderr().is_terminal()) }
    }

    /// The standard output; to be flushed by who writes.
    pub fn out(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(64 * 1024, io::stdout().lock())
    }

    /// A line on the standard error.
    pub fn say(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    pub fn fail(&self, failure: &Failure) -> Exit {
        if !failure.message.is_empty() {
            self.say(&format!("{}: {}", self.painted("error", "31"), failure.message));
        }
        if let Some(help) = &failure.help {
            self.say(&format!("{}: {help}", self.painted("help", "38;5;115")));
        }
        failure.exit
    }

    /// Whether there is somebody to ask.
    pub fn is_interactive(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// The answer to a question; none at the end of the input.
    pub fn ask(&self, question: &str) -> io::Result<Option<String>> {
        let mut error = io::stderr().lock();
        write!(error, "{question}: ")?;
        error.flush()?;
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer)?;
        Ok((read > 0).then(|| answer.trim().to_string()))
    }

    fn painted(&self, text: &str, code: &str) -> String {
        if self.colour_error { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_environment_and_that_over_the_terminal() {
        let holds = |colour: Colour, is_terminal, set: &[(&str, &str)]| {
            let find = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
            colour.holds(is_terminal, find)
        };
        assert!(holds(Colour::Auto, true, &[]) && !holds(Colour::Auto, false, &[]));
        assert!(!holds(Colour::Auto, true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
        assert!(holds(Colour::Auto, true, &[("NO_COLOR", "")]));
        assert!(holds(Colour::Auto, false, &[("CLICOLOR_FORCE", "1")]) && !holds(Colour::Auto, false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!holds(Colour::Auto, true, &[("TERM", "dumb")]));
        assert!(holds(Colour::Always, false, &[("NO_COLOR", "1")]) && !holds(Colour::Never, true, &[("CLICOLOR_FORCE", "1")]));
    }
}
