//! The pictures: one small flow word for word, and every example for its form.

use super::{dot, mermaid};
use crate::diagnostic::FileId;
use crate::flow::flow;
use crate::workspace::Workspace;
use crate::workspace::discover::{Found, FoundFile, discover};
use std::path::Path;

const SMALL: &str = r#"sop SOP-A-001 "Small \"one\"" {
  trigger t "Somebody asks"
  section s "First & last" within 1 day {
    whenever "It burns" -> bad
    step a "Look at the thing that somebody has asked about so politely" at once
    if amount > 5 { note "Not <much>" }
  } late -> bad
  decide d "Is it good?" {
    when "Yes, \"very\"" continue
    when "No" -> bad
  }
  -> done
  outcome done "Done"
  outcome bad failure "Bad"
}"#;

fn small() -> Workspace {
    let file = FoundFile { path: "a.sop".into(), text: SMALL.to_string(), asked: true, config: 0 };
    Workspace::load(Found { root: "/".into(), configs: Vec::new(), files: vec![file], problems: Vec::new() }, 0, &|path| path.display().to_string())
}

#[test]
fn a_small_flow_as_mermaid() {
    let workspace = small();
    let flow = flow(&workspace, FileId(0), workspace.document(FileId(0)).expect("a document"));
    let expected = r##"---
title: "SOP-A-001 Small \"one\""
---
flowchart TD
  n0(["Somebody asks"])
  n5{"Is it good?"}
  n6(["Done"])
  n7(["Bad"])
  subgraph g0["First #amp; last<br/>(within 1 day)"]
    n1{{"whenever It burns"}}
    n2["Look at the thing that<br/>somebody has asked about so<br/>politely<br/>(at once)"]
    n3{"amount #gt; 5?"}
    n4>"note: Not #lt;much#gt;"]
  end
  n0 --> n2
  n1 -.-> n7
  n2 --> n3
  g0 -.->|"late"| n7
  n3 -->|"yes"| n4
  n3 -->|"no"| n5
  n4 --> n5
  n5 -->|"Yes, #quot;very#quot;"| n6
  n5 -->|"No"| n7
  classDef watcher stroke-dasharray:4
  class n1 watcher
"##;
    assert_eq!(mermaid(&workspace, FileId(0), &flow), expected);
}

#[test]
fn a_small_flow_as_dot() {
    let workspace = small();
    let flow = flow(&workspace, FileId(0), workspace.document(FileId(0)).expect("a document"));
    let text = dot(&workspace, FileId(0), &flow);
    for line in [
        r#"digraph "SOP-A-001 Small \"one\"" {"#,
        r#"subgraph "cluster s" {"#,
        r#""a" [label="Look at the thing that\nsomebody has asked about so\npolitely\n(at once)"];"#,
        r#""s/note-not-much-b593" [label="note: Not <much>", style=filled, color=gray92, fillcolor=gray92];"#,
        r#""a" -> "bad" [label=" late ", style=dashed, color=orangered3, ltail="cluster s"];"#,
        r#""d" -> "done" [label=" Yes, \"very\" "];"#,
    ] {
        assert!(text.lines().any(|known| known.trim() == line), "{line}\n{text}");
    }
}

#[test]
fn texts_say_what_stands_in_their_braces() {
    let glossary =
        "glossary GLO-A-001 \"Words\" {\n  role nurse \"Ward nurse\"\n  term slow_rate \"Slow\"\n  system pump \"Infusion pump\"\n  limit rest = 10 minutes\n}";
    let body = "  limit hang_time = 4 hours, 2 hours when hot\n  section \"Watch {nurse}\" within rest {\n    every look 30 minutes { note \"x\" }\n    whenever hotter \"It is hot\" -> done\n    \
                never \"Leave the bed.\"\n    step \"Use {pump} at {slow_rate} for {hang_time} and \\{so}\" within rest { danger \"Blood\" }\n    wait rest\n  }\n  outcome done \"See {WI-A-001}, {gone}\"";
    let sop = format!("sop SOP-A-001 \"A\" {{\n  uses GLO-A-001\n{body}\n}}");
    let workspace = Workspace::in_memory(&[("a.sop", &sop), ("g.sop", glossary), ("w.sop", "wi WI-A-001 \"Hang it\" {\n}")]);
    let text = mermaid(&workspace, FileId(0), &flow(&workspace, FileId(0), workspace.document(FileId(0)).expect("a document")));
    let text = text.replace("<br/>", " ");
    for words in [
        "[\"Watch Ward nurse (within 10 minutes) never: Leave the bed.\"]",
        "\"every 30 minutes\"",
        "\"whenever It is hot\"",
        "[\"Use Infusion pump at slow rate for 4 hours, 2 hours when hot and {so} (within 10 minutes) danger: Blood\"]",
        "\"wait 10 minutes\"",
        "\"See WI-A-001 (Hang it), gone\"",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn every_example_has_a_picture_in_good_form() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut pictures = 0;
    for found in discover(&[project.join("examples")], &project).found {
        let workspace = Workspace::load(found, 0, &|path| path.display().to_string());
        for file in workspace.file_ids() {
            let Some(document) = workspace.document(file) else { continue };
            let flow = flow(&workspace, file, document);
            let (dot, mermaid) = (dot(&workspace, file, &flow), mermaid(&workspace, file, &flow));
            pictures += 1;
            for line in dot.lines().chain(mermaid.lines()) {
                let plain = line.replace("\\\\", "").replace("\\\"", "");
                assert_eq!(plain.matches('"').count() % 2, 0, "{line}");
            }
            assert_eq!(dot.matches('{').count() - braces_in_texts(&dot, '{'), dot.matches('}').count() - braces_in_texts(&dot, '}'));
            let opened = mermaid.lines().filter(|line| line.trim_start().starts_with("subgraph ")).count();
            assert_eq!(opened, mermaid.lines().filter(|line| line.trim() == "end").count());
            let arrows = |text: &str, arrow: &str| text.lines().filter(|line| line.contains(arrow)).count();
            assert!(arrows(&dot, "\" -> \"") >= flow.graph.edge_count());
            assert!(arrows(&mermaid, " --> ") + arrows(&mermaid, " -->|") + arrows(&mermaid, " -.->") >= flow.graph.edge_count());
        }
    }
    assert!(pictures > 50);
}

/// How often a brace stands between quotes.
fn braces_in_texts(text: &str, brace: char) -> usize {
    let plain = text.replace("\\\\", "").replace("\\\"", "");
    plain.split('"').skip(1).step_by(2).map(|quoted| quoted.matches(brace).count()).sum()
}
