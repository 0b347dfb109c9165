//! The graph of small documents, edge by edge.

use super::*;
use crate::diagnostic::FileId;
use crate::workspace::Workspace;
use crate::workspace::discover::{Found, FoundFile};

const WORDS: &str = r#"glossary GLO-A-001 "Words" {
  role nurse "Nurse"
  system pump "Pump"
}"#;

const CALLEE: &str = r#"sop SOP-B-001 "Other" {
  trigger "x"
  step "Do it"
  -> well
  outcome well  "Well"
  outcome badly failure "Badly"
}"#;

/// The body of a SOP as a workspace.
fn workspace(body: &str) -> Workspace {
    let sop = format!("sop SOP-A-001 \"Test\" {{\n  uses GLO-A-001\n  trigger t \"Start\"\n{body}\n  outcome done \"Done\"\n  outcome bad failure \"Bad\"\n}}");
    let file = |(path, text): (&str, &str)| FoundFile { path: path.into(), text: text.to_string(), asked: true, config: 0 };
    let files = [("a.sop", sop.as_str()), ("b.sop", CALLEE), ("c.sop", WORDS)].map(file).into();
    let workspace = Workspace::load(Found { root: "/".into(), configs: Vec::new(), files, problems: Vec::new() }, 0, &|path| path.display().to_string());
    let source = workspace.source(FileId(0)).expect("a document");
    assert!(source.errors.is_empty(), "{:#?}", source.errors);
    workspace
}

/// Its edges: `from kind [condition] -> to`, in the order of their places.
fn edges(body: &str) -> Vec<String> {
    let workspace = workspace(body);
    let file = FileId(0);
    let document = workspace.document(file).expect("a document");
    let text = &workspace.file(file).expect("a file").text;
    let flow = flow(&workspace, file, document);
    let mut all: Vec<(u32, usize, String)> = Vec::new();
    for edge in flow.graph.edge_indices() {
        let (from, to) = flow.graph.edge_endpoints(edge).expect("an edge has ends");
        let (from, to, edge) = (flow.node(from).expect("a node"), flow.node(to).expect("a node"), &flow.graph[edge]);
        let mut line = format!("{} {}", from.id, edge.kind.word());
        for condition in &edge.conditions {
            line += &format!(" [{}]", condition.span.of(text));
        }
        if let Some(unless) = edge.unless {
            line += &format!(" unless [{}]", unless.span.of(text));
        }
        if let Some(outcome) = edge.outcome {
            line += &format!(" on {}", document.reference(outcome).expect("a reference").name());
        }
        if let Some(remedy) = edge.remedy {
            line += &format!(" \"{}\"", remedy.text);
        }
        if let (EdgeKind::Late, Some(group)) = (edge.kind, edge.group) {
            line += &format!(" of {}", flow.group(group).expect("a group").id);
        }
        all.push((from.span.start, all.len(), format!("{line} -> {}", to.id)));
    }
    all.sort();
    all.into_iter().map(|(_, _, line)| line).collect()
}

/// The properties of a node, as written.
fn properties(body: &str, id: &str) -> Vec<String> {
    let workspace = workspace(body);
    let document = workspace.document(FileId(0)).expect("a document");
    let text = &workspace.file(FileId(0)).expect("a file").text;
    let flow = flow(&workspace, FileId(0), document);
    let node = flow.graph.node_weights().find(|node| node.id == id).expect("the node");
    node.properties.iter().map(|property| property.span.of(text).to_string()).collect()
}

#[test]
fn when_and_unless_are_told_apart() {
    let all = edges("step a \"A\" when \"x\" unless \"y\"\nunless \"z\" { step b \"B\" }\n-> done");
    assert_eq!(
        all,
        [
            "t next -> when-x",
            "when-x when [\"x\"] unless [\"y\"] -> a",
            "a next -> unless-z",
            "when-x otherwise -> unless-z",
            "unless-z when unless [\"z\"] -> b",
            "unless-z otherwise -> done",
            "b next -> done",
        ]
    );
}

#[test]
fn the_remedy_of_a_check_leads_back_to_it() {
    let all = edges("check \"It is on.\" else \"Switch it on.\"\n-> done");
    assert_eq!(all, ["t next -> check-it-is-on", "check-it-is-on failed \"Switch it on.\" -> check-it-is-on", "check-it-is-on next -> done"]);
}

#[test]
fn several_outcomes_share_one_handler() {
    let all = edges("perform SOP-B-001 { on well, badly { step c \"Clean up\" } }\n-> done");
    assert_eq!(
        all,
        ["t next -> call-sop-b-001", "call-sop-b-001 outcome on well -> c", "call-sop-b-001 outcome on badly -> c", "c next -> done"],
        "and where every outcome is handled there is no other way on"
    );
}

#[test]
fn a_call_goes_on_where_an_outcome_is_not_handled() {
    let all = edges("perform SOP-B-001 { on badly -> bad }\n-> done");
    assert_eq!(all, ["t next -> call-sop-b-001", "call-sop-b-001 outcome on badly -> bad", "call-sop-b-001 next -> done"]);
}

#[test]
fn the_else_of_a_call_or_of_a_step_around_it_takes_the_failures() {
    let all = edges("perform SOP-B-001 { on well -> done } else -> bad");
    assert_eq!(all, ["t next -> call-sop-b-001", "call-sop-b-001 outcome on well -> done", "call-sop-b-001 failed -> bad"]);
    let all = edges("perform SOP-B-001 else -> bad\n-> done");
    assert_eq!(all, ["t next -> call-sop-b-001", "call-sop-b-001 failed -> bad", "call-sop-b-001 next -> done"]);
    let all = edges("step s \"S\" { perform SOP-B-001 { on well -> done } } else -> bad\n-> done");
    assert!(!all.iter().any(|edge| edge.starts_with("s/call-sop-b-001 next")), "{all:?}");
}

#[test]
fn a_section_can_be_late_as_a_whole() {
    let all = edges("section s \"S\" within 1 day { step a \"A\"\n step b \"B\" } late -> bad\n-> done");
    assert_eq!(all, ["t next -> a", "a next -> b", "a late of s -> bad", "b next -> done"]);
}

#[test]
fn what_has_no_place_in_the_order_belongs_to_the_step() {
    let body = "step a \"A\" {\n asks x: yes/no\n step b \"B\"\n fulfils f\n needs ticket\n asks y: yes/no\n}\n-> done";
    assert_eq!(properties(body, "a"), ["asks x: yes/no", "fulfils f", "needs ticket"]);
    assert_eq!(edges(body), ["t next -> a", "a next -> b", "b next -> a/action-y-yes-no", "a/action-y-yes-no next -> done"]);
    let body = "wait w for \"It comes\" { fulfils f }\n-> done";
    assert_eq!(properties(body, "w"), ["fulfils f"]);
}

#[test]
fn a_note_in_a_branch_is_due_only_there() {
    let all = edges("if \"x\" { note \"N\" } else { caution \"C\" -> bad }\n-> done");
    assert_eq!(all, ["t next -> if-x", "if-x when [\"x\"] -> note-n", "if-x otherwise -> note-c", "note-n next -> done", "note-c next -> bad"]);
}

#[test]
fn watchers_hold_for_their_own_block() {
    let workspace = workspace(
        "if \"x\" { whenever \"w\" -> bad\n step a \"A\" }\ndecide d \"D?\" { whenever \"v\" -> bad\n when \"Yes\" continue\n when \"No\" -> bad }\n-> done",
    );
    let flow = flow(&workspace, FileId(0), workspace.document(FileId(0)).expect("a document"));
    let group = |id: &str| flow.graph.node_weights().find(|node| node.id == id).and_then(|node| node.group);
    assert_eq!(group("a"), group("watch-w"));
    assert_eq!(group("d"), group("watch-v"));
    assert!(group("a") != group("d") && group("a") != group("if-x"));
}

#[test]
fn a_label_before_nothing_but_a_jump_stands_for_its_target() {
    let all = edges("if \"x\" -> s\nstep a \"A\"\n-> done\nsection s \"S\" { -> bad }");
    assert!(all.contains(&"if-x when [\"x\"] -> bad".to_string()), "{all:#?}");
    // a circle of them leads nowhere, and ends
    edges("-> s\nsection s \"S\" { -> r }\nsection r \"R\" { -> s }");
}

#[test]
fn a_branch_may_have_a_condition() {
    let all = edges("parallel p { branch one \"One\" when \"x\" { step a \"A\" }\n branch \"Two\" { step b \"B\" } }\n-> done");
    assert_eq!(
        all,
        [
            "t next -> p",
            "p fork -> one/when-x",
            "p fork -> b",
            "one/when-x when [\"x\"] -> a",
            "one/when-x otherwise -> p/join",
            "a next -> p/join",
            "b next -> p/join",
            "p/join next -> done",
        ]
    );
}

#[test]
fn no_id_is_taken_from_a_label() {
    let all = edges("step start \"A\"\nstep end \"B\"\n-> done");
    assert_eq!(all, ["t next -> start", "start next -> end", "end next -> done"]);
}

#[test]
fn who_decides_also_notes_what_follows_from_it() {
    let workspace = workspace("performer x\ndecide d \"D?\" by y { when \"Yes\" { fulfils f\n step a \"A\" }\n when \"No\" -> bad }\n-> done");
    let flow = flow(&workspace, FileId(0), workspace.document(FileId(0)).expect("a document"));
    let text = &workspace.file(FileId(0)).expect("a file").text;
    let by = |kind: NodeKind| flow.graph.node_weights().find(|node| node.kind == kind).and_then(|node| node.by).map(|by| by.span.of(text));
    assert_eq!((by(NodeKind::Action), by(NodeKind::Task)), (Some("y"), Some("x")));
}
