//! Markdown, as far as the tests need it. In: a page. Out: its headings and fenced blocks in order,
//! each with its line.

/// A heading or a fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As written, with its `#`.
    Heading { line: usize, text: String },
    /// The info string and the text; `line` (from 1) is that of the fence.
    Block { line: usize, info: String, text: String },
}

/// The parts of a page. A fence that is never closed holds the rest of it.
pub fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks >= 3 {
            let fence = "`".repeat(ticks);
            let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim_end() != fence).collect();
            let text = body.iter().map(|line| format!("{line}\n")).collect();
            parts.push(Part::Block { line: at + 1, info: line[ticks..].trim().to_string(), text });
        } else if line.starts_with('#') {
            parts.push(Part::Heading { line: at + 1, text: line.trim_end().to_string() });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_inside_blocks_are_none() {
        let found = parts("# a\ntext\n```sop quiet\n# b\n//- x\n```\n## c\n");
        let block = Part::Block { line: 3, info: "sop quiet".into(), text: "# b\n//- x\n".into() };
        assert_eq!(found, [Part::Heading { line: 1, text: "# a".into() }, block, Part::Heading { line: 7, text: "## c".into() }]);
    }
}
