//! Mermaid. In: the flow of a document. Out: a flowchart that Markdown viewers draw: shapes by kind,
//! groups as subgraphs. Nodes are numbered, since not every id may be a name there.

use super::picture::{Arrow, Picture, Shape, picture};
use crate::diagnostic::FileId;
use crate::flow::{EdgeKind, Flow, NodeKind};
use crate::workspace::Workspace;
use std::fmt::Write;

/// The flow of the document in `file` as a Mermaid flowchart.
pub fn mermaid(workspace: &Workspace, file: FileId, flow: &Flow<'_>) -> String {
    let picture = picture(workspace, file, flow);
    let mut out = String::with_capacity(picture.boxes.len() * 80);
    let _ = writeln!(out, "---\ntitle: {}\n---\nflowchart TD", title(&picture.title));
    inside(&mut out, &picture, None, 1);
    for arrow in &picture.arrows {
        edge(&mut out, arrow);
    }
    let bars: Vec<String> = numbers(&picture, |kind| matches!(kind, NodeKind::Fork | NodeKind::Join)).collect();
    if !bars.is_empty() {
        let _ = writeln!(out, "  classDef bar fill:#000,stroke:#000\n  class {} bar", bars.join(","));
    }
    let watchers: Vec<String> = numbers(&picture, |kind| kind == NodeKind::Watcher).collect();
    if !watchers.is_empty() {
        let _ = writeln!(out, "  classDef watcher stroke-dasharray:4\n  class {} watcher", watchers.join(","));
    }
    out
}

fn numbers(picture: &Picture, is: impl Fn(NodeKind) -> bool) -> impl Iterator<Item = String> {
    picture.boxes.iter().enumerate().filter(move |(_, shape)| is(shape.kind)).map(|(at, _)| format!("n{at}"))
}

/// The nodes and groups directly in a group. A group without a node would be drawn as one, so it is left out.
fn inside(out: &mut String, picture: &Picture, group: Option<usize>, depth: usize) {
    let indent = "  ".repeat(depth);
    for (at, shape) in picture.boxes.iter().enumerate().filter(|(_, shape)| shape.group == group) {
        let _ = writeln!(out, "{indent}n{at}{}", node(shape));
    }
    for (at, frame) in picture.groups.iter().enumerate().filter(|(_, frame)| frame.parent == group) {
        if !holds_any(picture, at) {
            continue;
        }
        let _ = writeln!(out, "{indent}subgraph g{at}[{}]", quoted(&frame.lines));
        inside(out, picture, Some(at), depth + 1);
        let _ = writeln!(out, "{indent}end");
    }
}

fn holds_any(picture: &Picture, group: usize) -> bool {
    let groups = picture.groups.iter().enumerate();
    picture.boxes.iter().any(|shape| shape.group == Some(group))
        || groups.filter(|(_, frame)| frame.parent == Some(group)).any(|(at, _)| holds_any(picture, at))
}

fn node(shape: &Shape) -> String {
    use NodeKind::*;
    let lines: Vec<String> = shape.lines.iter().cloned().chain(shape.small.iter().cloned()).collect();
    let text = quoted(&lines);
    match shape.kind {
        Start | End => format!("([{text}])"),
        If | Decision | Loop => format!("{{{text}}}"),
        Call => format!("[[{text}]]"),
        Handoff => format!("[/{text}/]"),
        Notify | Consult | Approval | Note => format!(">{text}]"),
        Wait | Watcher | Check => format!("{{{{{text}}}}}"),
        Table => format!("[({text})]"),
        Resume => format!("({text})"),
        Fork | Join | Task | Action | Gap => format!("[{text}]"),
    }
}

fn edge(out: &mut String, arrow: &Arrow) {
    let line = match arrow.kind {
        EdgeKind::Late | EdgeKind::Back | EdgeKind::Interrupt => "-.->",
        _ => "-->",
    };
    let from = match arrow.leaves {
        Some(group) => format!("g{group}"),
        None => format!("n{}", arrow.from),
    };
    let label = if arrow.lines.is_empty() { String::new() } else { format!("|{}|", quoted(&arrow.lines)) };
    let _ = writeln!(out, "  {from} {line}{label} n{}", arrow.to);
}

/// A text in quotes, its lines below each other; whatever Mermaid, Markdown or HTML would read is escaped.
fn quoted(lines: &[String]) -> String {
    if lines.is_empty() {
        return "\" \"".to_string();
    }
    let mut text = String::from("\"");
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            text.push_str("<br/>");
        }
        // a line that begins like a Markdown list would be taken for one
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        let marker = line.chars().nth(digits).is_some_and(|char| (digits > 0 && matches!(char, '.' | ')')) || (digits == 0 && matches!(char, '-' | '*' | '+')));
        for (column, char) in line.chars().enumerate() {
            match char {
                '"' => text.push_str("#quot;"),
                '#' => text.push_str("#35;"),
                '&' => text.push_str("#amp;"),
                '<' => text.push_str("#lt;"),
                '>' => text.push_str("#gt;"),
                '`' | '\\' | '*' => {
                    let _ = write!(text, "#{};", char as u32);
                }
                char if marker && column == digits => {
                    let _ = write!(text, "#{};", char as u32);
                }
                char if char.is_control() => text.push(' '),
                char => text.push(char),
            }
        }
    }
    text.push('"');
    text
}

/// A YAML scalar on one line.
fn title(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            char if char.is_control() => quoted.push(' '),
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{quoted, title};

    #[test]
    fn what_mermaid_would_read_is_escaped() {
        let text = quoted(&["a \"b\" <i> & #1 `c`".to_string(), "1. x_y {z}".to_string(), "- no".to_string()]);
        assert_eq!(text, "\"a #quot;b#quot; #lt;i#gt; #amp; #35;1 #96;c#96;<br/>1#46; x_y {z}<br/>#45; no\"");
        assert_eq!(title("a: \"b\""), "\"a: \\\"b\\\"\"");
    }
}
