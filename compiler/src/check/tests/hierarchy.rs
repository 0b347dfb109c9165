//! Levels: what stands where, and who carries out what.

use super::*;

#[test]
fn rules_fields_and_controls_outside_their_documents() {
    let body = "rule r \"R\"\n  field f: text \"F\"\n  activity a \"A\"\n  require ended\n  step \"x {f}\" by clerk";
    let files = [("SOP-A-1.sop", sop("SOP-A-1", "", body))];
    let workspace = Workspace::in_memory(&[("SOP-A-1.sop", &files[0].1)]);
    let places: Vec<String> = findings(&workspace, "wrong-level").iter().map(|finding| place(&workspace, finding)).collect();
    assert_eq!(places, ["SOP-A-1.sop: rule r", "SOP-A-1.sop: field f", "SOP-A-1.sop: activity a", "SOP-A-1.sop: require"]);
    let field = findings(&workspace, "wrong-level").remove(1);
    assert!(repaired(&workspace, &field).contains("fact f: text"));
}

#[test]
fn each_kind_takes_what_belongs_on_its_level() {
    let form = "form FRM-A-1 \"F\" {\n  performer a\n  role a \"A\"\n  owner a\n  uses GLO-A-1\n  note \"Fill in\"\n  limit far = 3 days\n  step \"x\" { step \"y\" }\n}\n";
    assert_eq!(found("wrong-level", &[("FRM-A-1.sop", form)]), ["FRM-A-1.sop: performer", "FRM-A-1.sop: limit far", "FRM-A-1.sop: step"]);
    let tests = "tests SOP-A-1 {\n  owner clerk\n  step \"x\"\n  scenario \"x\" { expect -> ended }\n}\n";
    let text = sop("SOP-A-1", "", "step \"x\" by clerk");
    assert_eq!(found("wrong-level", &[("SOP-A-1.sop", &text), ("SOP-A-1.test.sop", tests)]), ["SOP-A-1.test.sop: owner", "SOP-A-1.test.sop: step"]);
    let rules = policy(
        "POL-A-1",
        "",
        "trigger \"x\"\n  require r\n  always \"y\"\n  rule r \"R\" { cites \"1\" }\n  table t \"T\" {\n    | \"a\" |\n    | \"b\" |\n  }",
    );
    assert_eq!(found("wrong-level", &[("POL-A-1.sop", &rules)]), ["POL-A-1.sop: trigger", "POL-A-1.sop: require", "POL-A-1.sop: always"]);
}

#[test]
fn a_work_instruction_is_a_straight_line() {
    let text = wi(
        "WI-A-1",
        "",
        "trigger \"x\"\n  step again \"x\"\n  if \"late\" -> again\n  check \"y\" else -> gone\n  parallel {\n    branch \"a\" { step \"b\" }\n    branch \"c\" { step \"d\" }\n  }\n  perform SOP-A-1\n  outcome gone failure \"Gone\"",
    );
    let procedure = sop("SOP-A-1", "", "step \"x\" by clerk");
    let files = [("WI-A-1.sop", text.as_str()), ("SOP-A-1.sop", procedure.as_str())];
    assert_eq!(found("wrong-level", &files), ["WI-A-1.sop: again", "WI-A-1.sop: parallel", "WI-A-1.sop: perform"]);
}

#[test]
fn narrower_names_speak_for_decisions_handovers_and_steps() {
    let text = wi(
        "WI-A-1",
        "",
        "trigger \"x\"\n  role other \"Other\"\n  decide d \"?\" {\n    when \"a\" continue\n    when \"b\" { handoff to other with \"it\" }\n  }\n  handoff to other with \"it\"\n  if \"c\" { step \"d\" }",
    );
    let files = [("WI-A-1.sop", text.as_str())];
    assert_eq!(found("decision-in-wi", &files), ["WI-A-1.sop: decide d"]);
    assert_eq!(found("handoff-in-wi", &files), ["WI-A-1.sop: handoff"]);
    assert!(found("wrong-level", &files).is_empty());
    let rules = policy("POL-A-1", "", "rule r \"R\" { step \"x\" }\n  section s \"S\" { step \"y\" }\n  activity a \"A\"");
    let files = [("POL-A-1.sop", rules.as_str())];
    assert_eq!(found("steps-in-policy", &files), ["POL-A-1.sop: step", "POL-A-1.sop: section s"]);
    assert!(found("wrong-level", &files).is_empty());
}

#[test]
fn whoever_acts_performs() {
    let body = "trigger \"x\"\n  role nurse \"Nurse\"\n  role doctor \"Doctor\"\n  step \"x\" by nurse\n  wait for \"y\" by doctor\n  notify doctor \"z\"";
    assert_eq!(found("several-roles-in-wi", &[("WI-A-1.sop", &wi("WI-A-1", "", body))]), ["WI-A-1.sop: nurse"]);
    let crew = wi("WI-A-1", "", body).replace("performer clerk", "performer clerk and nurse");
    assert!(found("several-roles-in-wi", &[("WI-A-1.sop", &crew)]).is_empty());
}

#[test]
fn policies_rules_and_instructions_are_carried_out() {
    let soft = policy("POL-A-1", "", "rule r \"R\"");
    let hard = policy("POL-B-1", "", "activity a \"A\"\n  rule one \"One\" { require a }\n  rule two \"Two\" { forbid a }\n  rule three \"Three\"");
    let nobody = [("POL-A-1.sop", soft.as_str()), ("POL-B-1.sop", hard.as_str())];
    assert_eq!(found("policy-without-sop", &nobody), ["POL-A-1.sop: POL-A-1"]);
    assert_eq!(found("rule-not-implemented", &nobody), ["POL-B-1.sop: one", "POL-B-1.sop: two"]);
    let somebody = |header: &str, body: &str| sop("SOP-A-1", header, &format!("step \"x\" by clerk {{ {body} }}"));
    let all = somebody("implements POL-A-1.r, POL-B-1 except two", "fulfils a");
    let files = [nobody[0], nobody[1], ("SOP-A-1.sop", all.as_str())];
    assert!(found("policy-without-sop", &files).is_empty());
    let (_, finding) = only("rule-not-implemented", &files);
    assert_eq!(finding.related[0].message, "it is left out here");
    assert!(found("sop-without-policy", &files).is_empty());
    let retired = somebody("implements POL-B-1\n  status retired", "fulfils a");
    assert_eq!(found("rule-not-implemented", &[nobody[1], ("SOP-A-1.sop", &retired)]).len(), 2);
    assert!(found("sop-without-policy", &[nobody[1], ("SOP-A-1.sop", &retired)]).is_empty());
    let alone = somebody("", "follows WI-A-1");
    let (task, idle, own) = (wi("WI-A-1", "", "step \"x\""), wi("WI-A-2", "", "step \"See {WI-A-2}\""), wi("WI-A-3", "", "trigger \"x\"\n  step \"x\""));
    let files = [("SOP-A-1.sop", alone.as_str()), ("WI-A-1.sop", &task), ("WI-A-2.sop", &idle), ("WI-A-3.sop", &own)];
    assert_eq!(found("wi-without-sop", &files), ["WI-A-2.sop: WI-A-2"]);
    assert_eq!(found("sop-without-policy", &files), ["SOP-A-1.sop: SOP-A-1"]);
}

#[test]
fn calls_in_a_circle() {
    let calls = |id: &str, other: &str| sop(id, "", &format!("step \"x\" by clerk\n  perform {other}"));
    let (a, b) = (calls("SOP-A-1", "SOP-B-1"), calls("SOP-B-1", "SOP-A-1"));
    let workspace = Workspace::in_memory(&[
        ("SOP-A-1.sop", &a),
        ("SOP-B-1.sop", &b),
        ("SOP-C-1.sop", &calls("SOP-C-1", "SOP-A-1")),
        ("SOP-D-1.sop", &calls("SOP-D-1", "SOP-D-1")),
    ]);
    let said: Vec<String> = findings(&workspace, "recursive-procedure").into_iter().map(|finding| finding.message).collect();
    assert_eq!(
        said,
        [
            "`SOP-A-1` calls itself: `SOP-A-1 -> SOP-B-1 -> SOP-A-1`",
            "`SOP-B-1` calls itself: `SOP-B-1 -> SOP-A-1 -> SOP-B-1`",
            "`SOP-D-1` calls itself: `SOP-D-1 -> SOP-D-1`"
        ]
    );
}

#[test]
fn a_long_circle_is_told_in_linear_time() {
    let name = |at: usize| format!("SOP-A-{}", at % 3000);
    let texts: Vec<(String, String)> = (0..3000).map(|at| (format!("{}.sop", name(at)), sop(&name(at), "", &format!("perform {}", name(at + 1))))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let workspace = Workspace::in_memory(&files);
    let all = check(&workspace, &Options::default());
    let circles: Vec<_> = all.iter().filter(|finding| finding.check.name == "recursive-procedure").collect();
    assert_eq!(circles.len(), 3000);
    assert_eq!(circles[0].message, "`SOP-A-0` calls itself: `SOP-A-0 -> SOP-A-1 -> … -> SOP-A-0`");
}

#[test]
fn every_failure_of_what_is_called_is_caught() {
    let task = wi(
        "WI-A-1",
        "",
        "step \"x\"\n  check \"y\" else -> gone\n  check \"z\" else -> broken\n  outcome gone failure \"Gone\"\n  outcome broken failure \"Broken\"\n  outcome late cancelled \"Late\"",
    );
    let caller = |body: &str| sop("SOP-A-1", "", body);
    let open = |body: &str| found("unhandled-outcome", &[("WI-A-1.sop", &task), ("SOP-A-1.sop", &caller(body))]).len();
    assert_eq!(open("step \"x\" by clerk { follows WI-A-1 }"), 1);
    assert_eq!(open("step \"x\" by clerk { follows WI-A-1 { on gone -> ended } }"), 1);
    assert_eq!(open("step \"x\" by clerk { follows WI-A-1 { on gone, broken -> ended } }"), 0);
    assert_eq!(open("step \"x\" by clerk { follows WI-A-1 else -> ended }"), 0);
    assert_eq!(open("step \"x\" by clerk { follows WI-A-1 } else -> ended"), 0);
    assert_eq!(open("step \"x\" by clerk else { follows WI-A-1 }"), 1);
    for body in ["step \"x\" by clerk { follows WI-A-1 }", "step \"x\" by clerk { follows WI-A-1 { on gone -> ended } }"] {
        let (workspace, finding) = only("unhandled-outcome", &[("WI-A-1.sop", &task), ("SOP-A-1.sop", &caller(body))]);
        let repaired = repaired(&workspace, &finding);
        assert!(found("unhandled-outcome", &[("WI-A-1.sop", &task), ("SOP-A-1.sop", &repaired)]).is_empty(), "{repaired}");
        assert!(found("syntax-error", &[("WI-A-1.sop", &task), ("SOP-A-1.sop", &repaired)]).is_empty(), "{repaired}");
    }
}

#[test]
fn a_procedure_with_nothing_to_decide() {
    let steps = "step \"a\" by clerk\n  step \"b\" by clerk\n  step \"c\" by clerk\n  step \"d\" by clerk";
    let shaped = |header: &str, more: &str| found("wi-shaped-sop", &[("SOP-A-1.sop", &sop("SOP-A-1", header, &format!("{steps}\n  {more}")))]).len();
    assert_eq!(shaped("", ""), 1);
    assert_eq!(shaped("", "wait for \"An answer\" within 1 day late -> ended"), 0);
    assert_eq!(shaped("", "role boss \"Boss\"\n  notify boss \"x\""), 0);
    assert_eq!(shaped("", "if \"x\" { step \"y\" by clerk }"), 0);
}

#[test]
fn a_task_spelt_out() {
    let task = |more: &str, actions: usize| {
        let actions: String = (0..actions).map(|at| format!("    step \"Press {at}\"\n")).collect();
        sop("SOP-A-1", "", &format!("step big \"x\" by clerk {{\n{actions}    check \"y\"\n    note \"z\"\n  }}\n  {more}"))
    };
    let decision = "decide \"?\" {\n    when \"a\" continue\n    when \"b\" -> ended\n  }";
    let of = |name: &str, text: &str| found(name, &[("SOP-A-1.sop", text)]);
    assert_eq!(of("too-detailed-step", &task("", 6)), ["SOP-A-1.sop: step big"]);
    assert!(of("too-detailed-step", &task("", 5)).is_empty());
    assert!(of("too-detailed-step", &task(decision, 6)).is_empty());
    assert_eq!(of("mixed-levels", &task(decision, 6)), ["SOP-A-1.sop: SOP-A-1"]);
    let timed = task("", 6).replace("\"Press 0\"", "\"Press 0\" within 5 minutes");
    assert!(of("too-detailed-step", &timed).is_empty());
}

#[test]
fn a_policy_that_is_not_in_force_yet_needs_no_sop() {
    for (status, count) in [("", 1), ("status draft", 0), ("status in_review", 0), ("status external", 1)] {
        let text = policy("POL-A-1", status, "rule r \"R.\"");
        assert_eq!(found("policy-without-sop", &[("POL-A-1.sop", &text)]).len(), count, "{status}");
        let text = policy("POL-A-1", status, "rule r \"R.\" { require outcome within 1 day of trigger }");
        assert_eq!(found("rule-not-implemented", &[("POL-A-1.sop", &text)]).len(), count, "{status}");
    }
}
