//! The page of a check for a terminal. In: its Markdown. Out: plain text, wrapped, code indented.
//! Colours, pictures and raw HTML are absent. The only file that names `pulldown-cmark`.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Check, Preset};

const WIDTH: usize = 88;

/// The page of `check`, or its summary while it has none, and its level, preset and group.
pub fn explain(check: &Check) -> String {
    let mut out = if check.page.trim().is_empty() { plain(&format!("# {}\n\n{}.\n", check.name, check.summary)) } else { plain(check.page) };
    let preset = match check.preset {
        Preset::Correctness => "correctness",
        Preset::Recommended => "recommended",
        Preset::Regulated => "regulated",
    };
    out.push_str(&format!("\nLevel: {} unless configured. Preset: {preset}. Group: {}.\n", check.severity.name(), check.group.title()));
    out
}

/// Markdown as plain text.
fn plain(markdown: &str) -> String {
    let mut page = Page::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        page.event(event);
    }
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
    /// The text of the block being read.
    text: String,
    /// For each list around: the number of its next item, none for a bulleted one.
    lists: Vec<Option<u64>>,
    /// What stands before the lines of each item and quotation around: of the first line, of the others.
    indents: Vec<(String, String)>,
    /// Where the links around lead.
    links: Vec<String>,
    rows: Vec<Vec<String>>,
    in_code: bool,
    /// Whether the next block follows the last without an empty line.
    tight: bool,
}

impl Page {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(code) => self.text.push_str(&format!("`{code}`")),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => {
                self.gap();
                self.line("---");
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::CodeBlock(_) => {
                self.paragraph();
                self.in_code = true;
            }
            Tag::List(first) => {
                self.paragraph();
                self.tight = !self.lists.is_empty();
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                let rest = " ".repeat(marker.len());
                self.indents.push((marker, rest));
            }
            Tag::BlockQuote(_) => {
                self.paragraph();
                self.indents.push(("> ".to_owned(), "> ".to_owned()));
            }
            Tag::Link { dest_url, .. } => self.links.push(dest_url.to_string()),
            Tag::Table(_) => self.rows.clear(),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::CodeBlock => {
                self.in_code = false;
                let code = std::mem::take(&mut self.text);
                self.gap();
                for line in code.trim_end().lines() {
                    self.line(&format!("    {line}"));
                }
            }
            TagEnd::Item => {
                self.paragraph();
                self.indents.pop();
                self.tight = true;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.tight = !self.lists.is_empty();
            }
            TagEnd::BlockQuote(_) => {
                self.indents.pop();
            }
            TagEnd::Link => {
                let target = self.links.pop().filter(|target| target.contains("://") && !self.text.ends_with(target));
                if let Some(target) = target {
                    self.text.push_str(&format!(" ({target})"));
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let text = std::mem::take(&mut self.text);
        self.gap();
        self.line(&text);
        let under = match level {
            HeadingLevel::H1 => "=",
            HeadingLevel::H2 => "-",
            _ => return,
        };
        self.line(&under.repeat(text.chars().count()));
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() || self.in_code {
            return;
        }
        self.gap();
        for part in text.lines() {
            let mut line = String::new();
            for word in part.split_whitespace() {
                let indent: usize = self.indents.iter().map(|(_, rest)| rest.len()).sum();
                if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > WIDTH {
                    self.line(&std::mem::take(&mut line));
                }
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            self.line(&line);
        }
    }

    fn table(&mut self) {
        self.gap();
        let rows = std::mem::take(&mut self.rows);
        let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len))
            .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0))
            .collect();
        for (number, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            self.line(cells.collect::<Vec<_>>().join("  ").trim_end());
            if number == 0 {
                let rules = widths.iter().map(|width| "-".repeat(*width));
                self.line(&rules.collect::<Vec<_>>().join("  "));
            }
        }
    }

    /// An empty line before a block, but not at the start and not before an item of a list.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.tight {
            self.out.push('\n');
        }
        self.tight = false;
    }

    fn line(&mut self, line: &str) {
        let start = self.out.len();
        for (first, rest) in &mut self.indents {
            self.out.push_str(first);
            first.clone_from(rest);
        }
        self.out.push_str(line);
        let kept = self.out.trim_end_matches(' ').len().max(start);
        self.out.truncate(kept);
        self.out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_wrapped_and_its_code_is_not() {
        let code = "step ".repeat(30);
        let page = format!(
            "# a-check\n\nAn *important* `name` and [a page](https://example.org/x). {}\n\n\
             ## Why\n\n- one\n  - inner\n- two {}\n\n1. first\n2. second\n\n   ```sop\n   {code}\n     -> x\n   ```\n\n\
             > said\n> so\n\n| a | long |\n|---|---|\n| bbb | c |\n\n<!-- hidden -->\n\nEnd",
            "word ".repeat(30),
            "more ".repeat(20)
        );
        let shown = plain(&page);
        insta::assert_snapshot!(shown, @r#"
        a-check
        =======

        An important `name` and a page (https://example.org/x). word word word word word word
        word word word word word word word word word word word word word word word word word
        word word word word word word word

        Why
        ---

        - one
          - inner
        - two more more more more more more more more more more more more more more more more
          more more more more

        1. first
        2. second

               step step step step step step step step step step step step step step step step step step step step step step step step step step step step step step
                 -> x

        > said so

        a    long
        ---  ----
        bbb  c

        End
        "#);
        assert!(shown.lines().filter(|line| !line.contains("step")).all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn every_check_has_something_to_say() {
        for check in crate::diagnostic::checks() {
            let page = explain(check);
            assert!(page.contains(check.name), "{page}");
            assert!(page.lines().filter(|line| !line.starts_with("    ")).all(|line| line.chars().count() <= 100), "{page}");
        }
    }
}
