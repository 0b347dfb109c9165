//! DOT, the language of Graphviz. In: the flow of a document. Out: a graph whose nodes are named by
//! their ids, shapes by kind, groups as clusters.

use super::picture::{Arrow, Picture, Shape, picture};
use crate::diagnostic::FileId;
use crate::flow::{EdgeKind, Flow, GroupKind, NodeKind};
use crate::model::element::OutcomeKind;
use crate::workspace::Workspace;
use std::fmt::Write;

/// The flow of the document in `file` as a DOT graph.
pub fn dot(workspace: &Workspace, file: FileId, flow: &Flow<'_>) -> String {
    let picture = picture(workspace, file, flow);
    let mut out = String::with_capacity(picture.boxes.len() * 160);
    line(&mut out, 0, format_args!("digraph {} {{", quoted(std::slice::from_ref(&picture.title))));
    for setting in [
        "graph [fontname=\"Helvetica\", fontsize=11, compound=true, nodesep=0.3, ranksep=0.35, labeljust=l];",
        "node [fontname=\"Helvetica\", fontsize=10, shape=box, style=\"rounded,filled\", fillcolor=white, margin=\"0.12,0.06\"];",
        "edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7];",
    ] {
        line(&mut out, 1, format_args!("{setting}"));
    }
    inside(&mut out, &picture, None, 1);
    for arrow in &picture.arrows {
        edge(&mut out, &picture, arrow);
    }
    out.push_str("}\n");
    out
}

/// The nodes and groups directly in a group.
fn inside(out: &mut String, picture: &Picture, group: Option<usize>, depth: usize) {
    for shape in picture.boxes.iter().filter(|shape| shape.group == group) {
        node(out, shape, depth);
    }
    for (at, frame) in picture.groups.iter().enumerate().filter(|(_, frame)| frame.parent == group) {
        line(out, depth, format_args!("subgraph {} {{", cluster(&frame.id)));
        let style = match frame.kind {
            GroupKind::Section | GroupKind::Checklist => "style=\"rounded,filled\", color=gray60, fillcolor=\"#00000008\"",
            GroupKind::Watcher => "style=\"rounded,dashed\", color=orangered3",
            GroupKind::Step | GroupKind::Block => "style=\"rounded,dotted\", color=gray60",
            _ => "style=\"rounded,dashed\", color=gray50",
        };
        line(out, depth + 1, format_args!("graph [label={}, {style}];", quoted(&frame.lines)));
        inside(out, picture, Some(at), depth + 1);
        line(out, depth, format_args!("}}"));
    }
}

fn node(out: &mut String, shape: &Shape, depth: usize) {
    use NodeKind::*;
    let look = match shape.kind {
        Start => "shape=ellipse, style=filled, fillcolor=\"#d9ead3\"",
        End => match shape.result {
            Some(OutcomeKind::Failure) => "shape=ellipse, style=filled, fillcolor=\"#f4cccc\", peripheries=2",
            Some(OutcomeKind::Cancelled) => "shape=ellipse, style=filled, fillcolor=\"#eeeeee\", peripheries=2",
            _ => "shape=ellipse, style=filled, fillcolor=\"#d9ead3\", peripheries=2",
        },
        If => "shape=diamond, style=filled, margin=\"0.01,0.05\"",
        Decision => "shape=diamond, style=filled, fillcolor=\"#fff2cc\", margin=\"0.01,0.05\"",
        Loop => "shape=diamond, style=\"filled,dashed\", margin=\"0.01,0.05\"",
        Table => "shape=folder, style=filled",
        Call => "shape=component, style=filled, fillcolor=\"#e7eefb\"",
        Fork | Join => "shape=box, style=filled, fillcolor=black, height=0.06, width=1.6, fixedsize=true",
        Wait => "shape=hexagon, style=filled, margin=\"0.02,0.04\"",
        Handoff => "style=filled, fillcolor=\"#ead1dc\", penwidth=2",
        Notify | Consult | Approval => "shape=note, style=filled, fillcolor=\"#fdf6e3\"",
        Check => "shape=octagon, style=filled, margin=\"0.04,0.04\"",
        Gap => "shape=box, style=\"dashed\"",
        Watcher => "shape=hexagon, style=\"filled,dashed\", color=orangered3",
        Resume => "shape=plaintext, style=\"\"",
        Action | Note => "style=filled, color=gray92, fillcolor=gray92",
        Task => "",
    };
    let lines: Vec<String> = shape.lines.iter().cloned().chain(shape.small.iter().cloned()).collect();
    let comma = if look.is_empty() { "" } else { ", " };
    line(out, depth, format_args!("{} [label={}{comma}{look}];", quoted(&[shape.id.to_string()]), quoted(&lines)));
}

fn edge(out: &mut String, picture: &Picture, arrow: &Arrow) {
    let (Some(from), Some(to)) = (picture.boxes.get(arrow.from), picture.boxes.get(arrow.to)) else { return };
    let mut look = String::new();
    if !arrow.lines.is_empty() {
        // a space keeps the words off the line
        let lines: Vec<String> = arrow.lines.iter().map(|line| format!(" {line} ")).collect();
        let _ = write!(look, "label={}", quoted(&lines));
    }
    let style = match arrow.kind {
        EdgeKind::Late => "style=dashed, color=orangered3",
        EdgeKind::Interrupt => "color=orangered3",
        EdgeKind::Back => "style=dashed, constraint=false",
        EdgeKind::Failed => "color=orangered3",
        _ => "",
    };
    for part in [style.to_string(), arrow.leaves.and_then(|at| picture.groups.get(at)).map_or(String::new(), |group| format!("ltail={}", cluster(&group.id)))] {
        if !part.is_empty() {
            let _ = write!(look, "{}{part}", if look.is_empty() { "" } else { ", " });
        }
    }
    let ends = format!("{} -> {}", quoted(&[from.id.to_string()]), quoted(&[to.id.to_string()]));
    if look.is_empty() {
        line(out, 1, format_args!("{ends};"));
    } else {
        line(out, 1, format_args!("{ends} [{look}];"));
    }
}

fn cluster(id: &str) -> String {
    quoted(&[format!("cluster {id}")])
}

/// A text in quotes, its lines below each other.
fn quoted(lines: &[String]) -> String {
    let mut text = String::from("\"");
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            text.push_str("\\n");
        }
        for char in line.chars() {
            match char {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                char if char.is_control() => text.push(' '),
                char => text.push(char),
            }
        }
    }
    text.push('"');
    text
}

fn line(out: &mut String, depth: usize, text: std::fmt::Arguments<'_>) {
    for _ in 0..depth {
        out.push_str("  ");
    }
    // writing to a string cannot fail
    let _ = out.write_fmt(text);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted(&[r#"say "a\n""#.to_string(), "<b>".to_string()]), r#""say \"a\\n\"\n<b>""#);
    }
}
