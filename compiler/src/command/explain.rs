//! `sopc explain`. In: the name of a check. Out: its page; or the list of all checks.

use std::fmt::Write as _;
use std::io::Write;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{Preset, check, checks, render};
use crate::workspace::config::suggest::nearest;

/// Explain a check: what it finds, why it matters, and what to do
#[derive(clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Arguments {
    /// The name of the check, as in `error[dangling-reference]`
    #[arg(value_name = "CHECK", value_parser = Name, hide_possible_values = true, required_unless_present = "all")]
    check: Option<String>,
    /// List every check
    #[arg(long, conflicts_with = "check")]
    all: bool,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let page = match &arguments.check {
        None => list(),
        Some(name) => match check(name) {
            Some(check) => render::explain(check),
            None => {
                let near = nearest(name, checks().iter().map(|check| check.name));
                let near = near.map(|near| format!("did you mean `{near}`? "));
                let help = format!("{}`sopc explain --all` lists every check", near.unwrap_or_default());
                return Err(Failure::usage(format!("there is no check `{name}`"), help));
            }
        },
    };
    let mut out = terminal.out();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(Exit::Clean)
}

/// Each check on a line, by group: its level, its name, what it finds.
fn list() -> String {
    let mut out = String::new();
    let mut group = None;
    let width = checks().iter().map(|check| check.name.len()).max().unwrap_or(0);
    for check in checks() {
        if group != Some(check.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            let _ = writeln!(out, "{gap}{}", check.group.title());
            group = Some(check.group);
        }
        let preset = match check.preset {
            Preset::Regulated => " (preset `regulated`)",
            Preset::Correctness | Preset::Recommended => "",
        };
        let _ = writeln!(out, "  {:<7}  {:<width$}  {}{preset}", check.severity.name(), check.name, check.summary);
    }
    out
}

/// Takes any name, and tells the shells which ones there are.
#[derive(Clone)]
struct Name;

impl TypedValueParser for Name {
    type Value = String;

    fn parse_ref(&self, command: &clap::Command, argument: Option<&clap::Arg>, value: &std::ffi::OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(checks().iter().map(|check| PossibleValue::new(check.name))))
    }
}
