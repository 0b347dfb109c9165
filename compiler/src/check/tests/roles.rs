//! Who does the work, and how it passes on.

use super::*;

/// A SOP with the roles `a`, `b`, `c`, an external one and one that is a fact; and one that it can call.
fn found_in(name: &str, body: &str) -> Vec<String> {
    let called = "sop SOP-B-1 \"Called\" {\n  version 1.0\n  owner o\n  performer o\n  role o \"O\"\n  trigger \"It begins\"\n  step \"x\"\n  -> fine\n  outcome fine \"Fine\"\n  outcome bad failure \"Bad\"\n}\n";
    let text = format!(
        "sop SOP-A-1 \"Title\" {{\n  version 1.0\n  owner a\n  role a \"A\"\n  role b \"B\"\n  role c \"C\"\n  external role out \"Outside\"\n  fact who: role \"Who\"\n  fact n: number \"N\"\n  trigger \"It begins\"\n  {body}\n  -> ended\n  outcome ended \"It is done\"\n}}\n"
    );
    let files = [("SOP-A-1.sop", text.as_str()), ("SOP-B-1.sop", called)];
    let workspace = Workspace::in_memory(&files);
    let wrong = findings(&workspace, "syntax-error");
    assert!(wrong.is_empty(), "{body}: {wrong:#?}");
    findings(&workspace, name).iter().filter(|finding| finding.file == workspace.file_ids().next().unwrap()).map(|finding| place(&workspace, finding)).collect()
}

fn silent(body: &str) -> Vec<String> {
    found_in("silent-handoff", body)
}

#[test]
fn a_silent_change_is_found_on_every_path() {
    for body in [
        "step \"x\" by a step \"y\" by b",
        // what stands between says nothing to the right one
        "step \"x\" by a notify c \"Hello\" step \"y\" by b",
        "step \"x\" by a wait 2 days step \"y\" by b",
        "step \"x\" by a { records n } step \"y\" by b",
        // one of the branches is silent
        "step \"x\" by a if n > 1 { handoff to b with \"it\" } step \"y\" by b",
        "step \"x\" by a decide \"Which?\" { when \"One\" { notify b \"Come\" } when \"Two\" continue } step \"y\" by b",
        "step \"x\" by a check n > 1 else { step \"y\" by b }",
        // from a block, from a decision, into a block, to two others, behind what went wrong
        "section \"s\" by a { step \"x\" } section \"t\" { step \"y\" by b }",
        "decide \"Which?\" by a { when \"One\" continue when \"Two\" { note \"x\" } } step \"y\" by b",
        "step \"x\" by a else { step \"y\" by b }",
        // a handoff to somebody else
        "step \"x\" by a handoff to c with \"it\" step \"y\" by b",
        // the work comes back by a jump
        "step first \"x\" by b handoff to a with \"it\" step \"z\" by a if n > 1 -> first",
        "repeat { step \"x\" by b handoff to a with \"it\" step \"z\" by a { records n } } until n > 1",
        // a branch of parallel work
        "step \"x\" by a parallel { branch \"One\" { step \"y\" by b } branch \"Two\" { step \"z\" by a } }",
    ] {
        assert_eq!(silent(body), ["SOP-A-1.sop: b"], "{body}");
    }
    // of a block around, the step is shown
    assert_eq!(silent("step \"x\" by a section \"s\" by b { step go \"y\" step \"z\" }"), ["SOP-A-1.sop: step go"]);
    assert_eq!(silent("step \"x\" by a step \"y\" by b and c"), ["SOP-A-1.sop: b and c"]);
}

#[test]
fn what_speaks_is_heard() {
    for body in [
        "step \"x\" by a handoff to b with \"it\" step \"y\" by b",
        "step \"x\" by a notify b \"Come\" step \"y\" by b",
        "step \"x\" by a notify b and c \"Come\" step \"y\" by c",
        "step \"x\" by a { say \"Come\" to b } step \"y\" by b",
        "step \"x\" by a say \"Come\" to b step \"y\" by b",
        "step \"x\" by a consult b \"May we?\" step \"y\" by b",
        "step \"x\" by a approved by b step \"y\" by b",
        "step \"x\" by a wait for \"It is there\" by b step \"y\" by b",
        "step \"x\" by a wait for \"It is there\" step \"y\" by b",
        "step \"x\" by a perform SOP-B-1 { on bad -> ended } step \"y\" by b",
        "step \"x\" by a within 1 day late { step \"y\" by b }",
        "step \"x\" by a todo \"Who comes next?\" step \"y\" by b",
        // told before, while the other still works
        "step \"x\" by a notify b \"Be ready\" step \"x2\" by a step \"y\" by b",
        // in the text, in braces or in plain words
        "step \"Call {b}\" by a step \"y\" by b",
        "step \"Give it to the b\" by a step \"y\" by b",
        // in no order: two branches, two triggers
        "decide \"Which?\" { when \"One\" { step \"x\" by a } when \"Two\" { step \"y\" by b } }",
        "trigger other \"It begins too\" -> second  step \"x\" by a -> ended step second \"y\" by b",
        "whenever \"It rings\" { step \"y\" by b } step \"x\" by a",
        // the next item, the next turn on the clock
        "for each \"item\" { step \"x\" by b handoff to a with \"it\" step \"y\" by a }",
        "repeat every 2 days { step \"x\" by b handoff to a with \"it\" step \"y\" by a { records n } } until n > 1",
        // whoever is there knows
        "section \"s\" by a and b { step \"x\" by a step \"y\" by b }",
        "step \"x\" by a and b step \"y\" by b step \"z\" by a and b",
        "step \"x\" by a { step \"y\" by b step \"z\" by b }",
        "parallel { branch \"One\" { step \"x\" by a } branch \"Two\" { step \"y\" by b } } step \"z\" by b",
        // outside, or not known by name
        "step \"x\" by a step \"y\" by out step \"z\" by b",
        "step \"x\" by a step \"y\" by who step \"z\" by b",
        "step \"x\" by a step \"y\" by nobody",
        "step \"x\" by nobody step \"y\" by b",
    ] {
        assert!(silent(body).is_empty(), "{body}: {:?}", silent(body));
    }
}

#[test]
fn a_crew_in_the_header_is_one() {
    let text = sop("SOP-A-1", "performer clerk and porter", "role porter \"Porter\"\n  step \"x\" by clerk\n  step \"y\" by porter\n  step \"z\"");
    assert!(found("silent-handoff", &[("SOP-A-1.sop", &text)]).is_empty());
    let text = text.replace("performer clerk and porter", "performer clerk or porter");
    assert_eq!(found("silent-handoff", &[("SOP-A-1.sop", &text)]), ["SOP-A-1.sop: porter"]);
}

#[test]
fn behind_an_error_nothing_is_certain() {
    let text = sop("SOP-A-1", "", "role porter \"Porter\"\n  step \"x\" by clerk\n  hndoff to porter\n  step \"y\" by porter\n  step \"z\"");
    for check in ["silent-handoff", "step-without-role", "role-without-step"] {
        assert!(found(check, &[("SOP-A-1.sop", &text)]).is_empty(), "{check}");
    }
}

#[test]
fn the_handoff_is_put_in() {
    let text = sop("SOP-A-1", "", "role porter \"Porter\"\n  step \"x\" by clerk\n  if \"It is heavy\" {\n    step \"y\" by porter\n  }");
    let (workspace, finding) = only("silent-handoff", &[("SOP-A-1.sop", &text)]);
    assert_eq!(finding.related.len(), 1);
    let text = repaired(&workspace, &finding);
    assert!(text.contains("    handoff to porter\n    step \"y\" by porter\n"), "{text}");
    assert!(found("silent-handoff", &[("SOP-A-1.sop", &text)]).is_empty());
}

#[test]
fn a_handoff_to_whoever_has_the_work() {
    let to_self = |body: &str| found_in("handoff-to-self", body);
    for body in [
        "step \"x\" by a handoff to a with \"it\" step \"y\" by a",
        "handoff to b with \"it\" step \"y\" by b handoff to c with \"it\" handoff to c with \"it\" step \"z\" by c",
        "step \"x\" by a if n > 1 { step \"y\" by a } handoff to a with \"it\" step \"z\" by a",
        "section \"s\" by a { step \"x\" handoff to a with \"it\" step \"y\" }",
        "step \"x\" by a notify b \"Look\" handoff to a with \"it\"",
    ] {
        assert_eq!(to_self(body).len(), 1, "{body}: {:?}", to_self(body));
    }
    for body in [
        // only on some of the paths
        "step \"x\" by a if n > 1 { handoff to b with \"it\" step \"y\" by b } handoff to a with \"it\" step \"z\" by a",
        "step \"x\" by a and b handoff to a with \"it\" step \"y\" by a",
        "step \"x\" by a handoff to a and b with \"it\" step \"y\" by b",
        "step \"x\" by a wait for \"It is there\" handoff to a with \"it\" step \"y\" by a",
        "step \"x\" by who handoff to who with \"it\" step \"y\" by who",
        "handoff to a with \"it\" step \"y\" by a",
        "step \"x\" by nobody handoff to nobody with \"it\"",
    ] {
        assert!(to_self(body).is_empty(), "{body}");
    }
    let text = sop("SOP-A-1", "", "step \"x\" by clerk\n  handoff to clerk with \"it\"\n  step \"y\" by clerk");
    let (workspace, finding) = only("handoff-to-self", &[("SOP-A-1.sop", &text)]);
    assert!(repaired(&workspace, &finding).contains("  step \"x\" by clerk\n  step \"y\" by clerk\n"));
}

#[test]
fn what_a_handoff_hands_over() {
    let empty = |body: &str| found_in("handoff-without-content", body);
    assert_eq!(empty("step \"x\" by a handoff to b step \"y\" by b"), ["SOP-A-1.sop: handoff to b"]);
    assert!(empty("step \"x\" by a handoff to b step \"y\" by b { needs ticket }").is_empty());
    assert!(empty("step \"x\" by a handoff to nobody step \"y\" by b").is_empty());
    let text = sop(
        "SOP-A-1",
        "",
        "role porter \"Porter\"\n  step \"x\" by clerk { produces list, \"two keys\" }\n  handoff to porter within 1 day\n  step \"y\" by porter",
    );
    let (workspace, finding) = only("handoff-without-content", &[("SOP-A-1.sop", &text)]);
    assert_eq!(finding.severity, Severity::Hint);
    let text = repaired(&workspace, &finding);
    assert!(text.contains("  handoff to porter with list, \"two keys\" within 1 day\n"), "{text}");
    assert!(found("handoff-without-content", &[("SOP-A-1.sop", &text)]).is_empty());
}

#[test]
fn a_step_that_nobody_is_named_for() {
    let nobody = |body: &str| found_in("step-without-role", body);
    assert_eq!(nobody("step \"x\" by a step go \"y\""), ["SOP-A-1.sop: step go"]);
    assert_eq!(nobody("step \"x\" by a if n > 1 { handoff to b with \"it\" } step go \"y\""), ["SOP-A-1.sop: step go"], "not on the other path");
    assert_eq!(nobody("step one \"x\" step two \"y\" step \"z\""), ["SOP-A-1.sop: step one"], "one word is missing");
    assert_eq!(nobody("step one \"x\" section \"s\" by a { step \"y\" }"), ["SOP-A-1.sop: step one"]);
    for body in [
        "handoff to b with \"it\" step \"x\" step \"y\"",
        "step \"x\" by a if n > 1 { handoff to b with \"it\" } else { handoff to c with \"it\" } step \"y\"",
        "section \"s\" by a { step \"x\" { step \"y\" } }",
        "parallel { branch \"One\" by a { step \"x\" } branch \"Two\" by b { step \"y\" } }",
        "step \"Whole\" { step \"x\" by a step \"y\" by a }",
        "step \"x\" by a perform SOP-B-1 { on bad -> ended } step \"y\"",
        "step \"x\" by nobody",
    ] {
        assert!(nobody(body).is_empty(), "{body}: {:?}", nobody(body));
    }
    let text = sop("SOP-A-1", "", "step \"x\" by clerk\n  step \"y\" within 1 day");
    let (workspace, finding) = only("step-without-role", &[("SOP-A-1.sop", &text)]);
    assert!(repaired(&workspace, &finding).contains("step \"y\" by clerk within 1 day"));
    let text = wi("WI-A-1", "", "step \"x\"").replace("performer clerk\n", "");
    assert!(found("step-without-role", &[("WI-A-1.sop", &text)]).is_empty(), "whoever follows it");
}

#[test]
fn a_role_that_has_no_part() {
    let performer = |body: &str| {
        let text = sop("SOP-A-1", "performer idle", &format!("role idle \"Idle\"\n  {body}"));
        found("role-without-step", &[("SOP-A-1.sop", &text)])
    };
    assert_eq!(performer("step \"x\" by clerk"), ["SOP-A-1.sop: idle"]);
    assert_eq!(performer("section \"s\" by clerk { step \"x\" notify clerk \"y\" }"), ["SOP-A-1.sop: idle"]);
    for body in [
        "step \"x\" by clerk step \"y\"",
        "step \"x\" by clerk notify clerk \"y\"",
        "step \"x\" by clerk check \"It fits\"",
        "step \"x\" by clerk handoff to idle with \"it\"",
        "step \"x\" by clerk parallel { branch \"One\" by clerk { step \"y\" } branch \"Two\" { step \"z\" } }",
        "always \"Be quiet\" step \"x\" by clerk",
        "note \"Nothing to do\"",
    ] {
        assert!(performer(body).is_empty(), "{body}: {:?}", performer(body));
    }
    let spoken = |body: &str| {
        let text = sop("SOP-A-1", "", &format!("role idle \"Idle\"\n  {body}"));
        found("role-without-step", &[("SOP-A-1.sop", &text)])
    };
    assert_eq!(spoken("step \"Ask {idle}\" by clerk"), ["SOP-A-1.sop: idle"]);
    for body in ["step \"x\" by clerk", "step \"Ask {idle}\" by clerk notify idle \"y\"", "step \"Ask {idle}\" by clerk { consult idle }"] {
        assert!(spoken(body).is_empty(), "{body}");
    }
    let text = sop("SOP-A-1", "", "external role idle \"Idle\"\n  step \"Ask {idle}\" by clerk");
    assert!(found("role-without-step", &[("SOP-A-1.sop", &text)]).is_empty(), "outside");
    let glossary = "glossary GLO-A-1 \"Words\" {\n  role idle \"Idle\"\n  owner idle\n}\n";
    let text = sop("SOP-A-1", "uses GLO-A-1", "step \"Ask {idle}\" by clerk");
    assert!(found("role-without-step", &[("SOP-A-1.sop", &text), ("GLO-A-1.sop", glossary)]).is_empty());
}

/// A long chain of decisions, all of whose paths come together: the answers at a node stay few.
#[test]
fn many_paths_are_followed_at_once() {
    let mut body = String::new();
    for at in 0..400 {
        body += &format!("if n == {at} {{ handoff to {} with \"it\" step \"x\" by {} }}\n", ["a", "b", "c"][at % 3], ["a", "b", "c"][at % 3]);
    }
    assert!(silent(&body).is_empty());
}
