//! Rust files as the tidy tests see them. In: the files of a folder. Out: for each its text, the same
//! text with comments and literals blanked, and where its tests begin.

use super::sources::files;

pub struct Source {
    /// Relative to the project, with `/`.
    pub path: String,
    pub text: String,
    /// The text with comments and the inside of literals blanked, line by line in place.
    pub code: String,
}

/// The Rust files below a folder of the project; all of them below ``.
pub fn sources(below: &str) -> Vec<Source> {
    let rust = files().into_iter().filter(|(path, _)| path.ends_with(".rs") && path.starts_with(below));
    rust.map(|(path, text)| Source { path, code: blanked(&text), text }).collect()
}

impl Source {
    /// A file that holds nothing but tests.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The layer of the compiler that the file belongs to.
    pub fn layer(&self) -> Option<String> {
        let inner = self.path.strip_prefix("compiler/src/")?;
        let first = inner.split('/').next()?;
        Some(first.trim_end_matches(".rs").to_string())
    }

    /// The text up to its tests.
    pub fn without_tests(&self) -> &str {
        self.text.get(..self.tests_begin()).unwrap_or(&self.text)
    }

    pub fn code_without_tests(&self) -> &str {
        self.code.get(..self.tests_begin()).unwrap_or(&self.code)
    }

    /// Where `#[cfg(test)]` stands in front of a module that ends the file.
    fn tests_begin(&self) -> usize {
        self.code.find("\n#[cfg(test)]\nmod ").unwrap_or(self.code.len())
    }

    /// The first name behind each `crate::`, with its line.
    pub fn crate_paths(&self) -> Vec<(usize, String)> {
        let code = self.code_without_tests();
        let mut found = Vec::new();
        for (at, mark) in code.match_indices("crate::") {
            let line = code[..at].matches('\n').count() + 1;
            let rest = &code[at + mark.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(first_names(group).into_iter().map(|name| (line, name))),
                None => found.push((line, name_at(rest))),
            }
        }
        found
    }
}

fn name_at(code: &str) -> String {
    code.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
}

/// The first name of each path in `a::b, c::{d, e}}`.
fn first_names(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut start) = (Vec::new(), 0, true);
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            char if start && !char.is_whitespace() => {
                names.push(name_at(&group[at..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

/// The text with comments and the inside of literals turned into blanks; as long in bytes, line by line.
fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(&text[at..], at.checked_sub(1).map(|before| bytes[before])).map(|length| at + length);
        let Some(end) = end else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        out[at..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        at = end;
    }
    String::from_utf8(out).unwrap_or_default()
}

/// The length of the comment or literal that begins here.
fn literal_end(rest: &str, before: Option<u8>) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(rest.len(), |at| at + 2));
    }
    let in_name = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if rest.starts_with("r\"") || rest.starts_with("r#") && !in_name {
        let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
        let close = format!("\"{}", "#".repeat(hashes));
        let open = rest[1 + hashes..].strip_prefix('"')?;
        return Some(open.find(&close).map_or(rest.len(), |at| 2 + hashes + at + close.len()));
    }
    if rest.starts_with('"') {
        return Some(closing(rest, '"'));
    }
    // a character, not a lifetime
    let quoted = rest.strip_prefix('\'')?;
    let char = quoted.chars().next()?;
    let is_char = char == '\\' || quoted[char.len_utf8()..].starts_with('\'');
    is_char.then(|| closing(rest, '\''))
}

/// The length of a literal between two `quote`s.
fn closing(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in rest.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            char if char == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked() {
        let text = "a(\"x \\\" y\", 'c', '\\'', r#\"q\"q\"#); // b\nfn f<'a>(x: &'a str) {} /* c */ d";
        let code = blanked(text);
        assert_eq!(code.len(), text.len());
        let words: Vec<&str> = code.split_whitespace().collect();
        assert_eq!(words, ["a(", ",", ",", ",", ");", "fn", "f<'a>(x:", "&'a", "str)", "{}", "d"]);
    }

    #[test]
    fn paths_and_tests_are_found() {
        let text = "use crate::{text::Span, check::{a, b}};\nx(crate::model::y)\n\n#[cfg(test)]\nmod tests {\n    use crate::emit;\n}\n";
        let source = Source { path: "compiler/src/flow/a.rs".into(), code: blanked(text), text: text.into() };
        let paths: Vec<(usize, String)> = source.crate_paths();
        assert_eq!(paths, [(1, "text".into()), (1, "check".into()), (2, "model".into())]);
        assert_eq!((source.layer().as_deref(), source.without_tests().lines().count()), (Some("flow"), 2));
    }
}
