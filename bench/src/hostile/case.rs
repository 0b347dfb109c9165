//! The hostile inputs themselves, each one document in a workspace of its own.
//!
//! In: a case and a count. Out: text whose size is in proportion to the count. What must parse is
//! correct; what is broken is broken in one way, so that a slow answer names its cause.

use std::path::Path;
use std::{fs, io};

use crate::generate::CONFIGURATION;
use crate::generate::random::Random;

/// A hostile input.
pub struct Case {
    pub name: &'static str,
    /// How many of the thing that it is full of.
    pub count: usize,
    write: fn(usize) -> String,
}

pub const CASES: &[Case] = &[
    Case { name: "nested-blocks", count: 10_000, write: |count| sop(&nested(count, "if \"It rains\" { ", "step \"Wait\"", " }")) },
    Case { name: "nested-sections", count: 10_000, write: |count| sop(&nested(count, "section \"Part\" { ", "step \"Wait\"", " }")) },
    Case { name: "nested-parentheses", count: 10_000, write: |count| sop(&format!("fact x = {}", nested(count, "(", "1", ")"))) },
    Case { name: "nested-not", count: 10_000, write: |count| sop(&format!("fact x = {} \"It rains\"", "not ".repeat(count))) },
    Case { name: "nested-minus", count: 10_000, write: |count| sop(&format!("fact x = {} 1", "- ".repeat(count))) },
    Case { name: "long-condition", count: 100_000, write: |count| sop(&format!("fact x = 1 {}", "+ 1 ".repeat(count))) },
    Case { name: "unclosed-blocks", count: 10_000, write: |count| head() + &"if \"It rains\" { ".repeat(count) },
    Case { name: "unclosed-parentheses", count: 10_000, write: |count| sop(&format!("fact x = {}\nstep \"Wait\"", "(".repeat(count))) },
    Case { name: "unopened-braces", count: 100_000, write: |count| sop(&"step \"Wait\" } ".repeat(count)) },
    Case { name: "ten-megabytes", count: 200_000, write: |count| sop(&numbered(count, "step s# \"Do the work number #\" by clerk within 1 day\n")) },
    Case { name: "siblings", count: 100_000, write: |count| sop(&numbered(count, "step \"Do #\" by clerk\n")) },
    Case { name: "one-long-line", count: 100_000, write: |count| sop(&format!("step \"{}\"", "x".repeat(count))) },
    Case { name: "one-line-of-steps", count: 10_000, write: |count| sop(&numbered(count, "step \"Do #\" by clerk ")) },
    Case { name: "text-of-many-lines", count: 100_000, write: |count| sop(&format!("\"\"\"\n{}\"\"\"", "a line of text\n".repeat(count))) },
    Case { name: "text-of-references", count: 20_000, write: |count| sop(&format!("note \"{}\"", "{clerk} ".repeat(count))) },
    Case { name: "branches-by-answer", count: 10_000, write: |count| decide("", &numbered(count, "when \"Answer #\" continue\n")) },
    Case { name: "branches-by-number", count: 10_000, write: by_number },
    Case {
        name: "else-if",
        count: 10_000,
        write: |count| sop(&format!("if \"Case 0\" {{ step \"Do 0\" }}{}", numbered(count, " else if \"Case #\" { step \"Do #\" }\n"))),
    },
    Case { name: "jumps", count: 20_000, write: |count| sop(&numbered(count, "step s# \"Do #\" by clerk within 1 day late -> ended\n")) },
    Case { name: "comments", count: 100_000, write: |count| sop(&numbered(count, "// remark number #\n")) },
    Case { name: "unclosed-quote-at-the-start", count: 50_000, write: |count| head() + "step \"Wait\n" + &numbered(count, "step \"Do #\" by clerk\n") + "}\n" },
    Case { name: "unclosed-quotes", count: 20_000, write: |count| sop(&numbered(count, "step \"Do # by clerk\nstep \"Wait #\"\n")) },
    Case { name: "unclosed-text", count: 50_000, write: |count| head() + "\"\"\"\n" + &numbered(count, "step \"Do #\" by clerk\n") + "}\n" },
    Case { name: "unclosed-braces", count: 20_000, write: |count| sop(&numbered(count, "step \"Do #\" by clerk { note \"Look\"\n")) },
    Case { name: "unclosed-references", count: 50_000, write: |count| sop(&format!("note \"{}\"", "{clerk ".repeat(count))) },
    Case { name: "same-name", count: 20_000, write: |count| sop(&"step same \"Wait\"\n".repeat(count)) },
    Case { name: "unknown-names", count: 20_000, write: |count| sop(&numbered(count, "step \"Do #\" by nobody_#\n")) },
    Case { name: "shuffled-words", count: 100_000, write: shuffled },
];

fn head() -> String {
    "sop SOP-HOSTILE-001 \"Hostile\" {\n  version 1.0\n  owner   clerk\n  uses    GLO-HOSTILE-001\n  trigger \"It begins\"\n".to_owned()
}

fn sop(body: &str) -> String {
    head() + body + "\n  -> ended\n  outcome ended \"It has ended\"\n}\n"
}

fn decide(on: &str, branches: &str) -> String {
    sop(&format!("decide \"Which one?\" by clerk {on} {{\n{branches}}}"))
}

fn by_number(count: usize) -> String {
    let branches = numbered(count, "when # continue\n");
    let ask = "step \"Count\" by clerk { asks parts: whole number \"Parts\" }\n";
    sop(&format!("{ask}decide \"How many?\" on parts {{\n{branches}otherwise continue\n}}"))
}

fn nested(depth: usize, open: &str, inside: &str, close: &str) -> String {
    open.repeat(depth) + inside + &close.repeat(depth)
}

/// `line` so many times, with its number in place of each `#`.
fn numbered(count: usize, line: &str) -> String {
    (1..=count).map(|number| line.replace('#', &number.to_string())).collect()
}

/// Words and marks of the language in no order.
fn shuffled(count: usize) -> String {
    const WORDS: &[&str] = &[
        "step",
        "\"text\"",
        "{",
        "}",
        "if",
        "else",
        "->",
        "ended",
        "decide",
        "when",
        "otherwise",
        "(",
        ")",
        "by",
        "clerk",
        "within",
        "1 day",
        "and",
        "or",
        "not",
        "==",
        "\"\"\"",
        "\"open",
        "|",
        "||",
        ",",
        "SOP-X-1",
        ":",
        "limit",
        "=",
        "late",
        "\n",
    ];
    let mut random = Random::of(&[9]);
    let words: Vec<&str> = (0..count).map(|_| random.pick(WORDS)).collect();
    head() + &words.join(" ")
}

const GLOSSARY: &str = "glossary GLO-HOSTILE-001 \"Words\" {\n  version 1.0\n  owner   clerk\n  role clerk \"Clerk\"\n}\n";

/// Writes `case` as a workspace in `folder`; the size of its document in bytes.
pub fn write(folder: &Path, case: &Case, count: usize) -> io::Result<usize> {
    let text = (case.write)(count);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("sop.toml"), CONFIGURATION)?;
    fs::write(folder.join("GLO-HOSTILE-001.sop"), GLOSSARY)?;
    fs::write(folder.join("SOP-HOSTILE-001.sop"), &text)?;
    Ok(text.len())
}

#[cfg(test)]
mod tests {
    use super::CASES;

    #[test]
    fn names_differ_and_sizes_follow_the_count() {
        let mut names: Vec<&str> = CASES.iter().map(|case| case.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CASES.len());
        for case in CASES {
            let (quarter, whole) = ((case.write)(case.count / 4).len(), (case.write)(case.count).len());
            let times = whole as f64 / quarter as f64;
            assert!((3.5..4.6).contains(&times), "{}: {times:.2} times the size", case.name);
        }
    }

    #[test]
    fn one_input_has_ten_megabytes() {
        let case = CASES.iter().find(|case| case.name == "ten-megabytes");
        assert!(case.is_some_and(|case| (case.write)(case.count).len() > 10_000_000));
    }
}
