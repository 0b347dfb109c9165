//! A pattern for ids. In: a regular expression as written. Out: whether a whole id matches it, or
//! why it is none. The only file of the configuration that names regex.

use regex::Regex;

/// A regular expression that is matched against the whole of an id.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    whole: Regex,
}

impl Pattern {
    /// The pattern, or the reason why `source` is no regular expression, without a full stop.
    pub fn new(source: &str) -> Result<Pattern, String> {
        Regex::new(source).map_err(|error| reason(&error))?;
        let whole = Regex::new(&format!(r"\A(?:{source})\z")).map_err(|error| reason(&error))?;
        Ok(Pattern { source: source.to_string(), whole })
    }

    /// Whether all of `id` follows the pattern.
    pub fn matches(&self, id: &str) -> bool {
        self.whole.is_match(id)
    }

    /// The pattern as written.
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

/// The last line of the library's report, which draws the expression above it.
fn reason(error: &regex::Error) -> String {
    let report = error.to_string();
    let last = report.lines().last().unwrap_or_default().trim();
    last.trim_start_matches("error: ").trim_end_matches('.').to_string()
}
