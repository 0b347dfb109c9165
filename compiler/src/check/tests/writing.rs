//! The repairs of writing, and where they are offered. In `tests/literate/writing.md` stands what is found.

use super::*;

const ALL: &str = "[checks]\nnot-imperative = \"warning\"\ninconsistent-term = \"warning\"\n";

/// The finding in the only line of a body, and the line with its first fix applied, safe or not; none if there is none.
fn fixed(name: &str, line: &str) -> Option<(bool, String)> {
    let text = sop("SOP-A-1", "", line);
    let (workspace, finding) = only(name, &[("SOP-A-1.sop", text.as_str()), ("sop.toml", ALL)]);
    let safe = finding.fixes.first()?.safe;
    let repaired = repaired(&workspace, &finding);
    Some((safe, repaired.lines().nth(6)?.trim().to_owned()))
}

#[test]
fn an_order_is_made_only_where_it_is_sure() {
    let cases = [
        ("step \"The clerk checks the order\" by clerk", Some((true, "step \"Check the order\" by clerk"))),
        ("step \"Later the clerk applies {clerk}\" by clerk", Some((true, "step \"Later apply {clerk}\" by clerk"))),
        ("step \"You must \\\"sign\\\" it\" by clerk", None),
        ("step \"You need to sign the \\\\ form\" by clerk", Some((true, "step \"Sign the \\\\ form\" by clerk"))),
        ("step \"When it rings, you must sign it\" by clerk", Some((true, "step \"When it rings, sign it\" by clerk"))),
        ("step \"Checking the order\" by clerk", Some((false, "step \"Check the order\" by clerk"))),
        // who does it would be lost, or another verb would stay as it is
        ("step \"The manager checks the order\" by clerk", None),
        ("step \"The clerk checks the order\"", None),
        ("step \"The clerk checks the order and sends it\" by clerk", None),
        ("step \"Checking the order is easy\" by clerk", None),
        ("step \"The order is checked\" by clerk", None),
    ];
    for (line, right) in cases {
        let right = right.map(|(safe, line)| (safe, line.to_owned()));
        assert_eq!(fixed("not-imperative", line), right, "{line}");
    }
}

#[test]
fn should_goes_only_before_a_verb() {
    let cases = [
        ("step \"You should check it\" by clerk", "step \"Check it\" by clerk"),
        ("step \"The clerk should check it\" by clerk", "step \"Check it\" by clerk"),
        ("step \"The manager should check it\" by clerk", "recommended step \"The manager should check it\" by clerk"),
        ("step \"It should be checked\" by clerk", "recommended step \"It should be checked\" by clerk"),
        ("step \"You may check it\" by clerk", "optional step \"You may check it\" by clerk"),
    ];
    for (line, right) in cases {
        assert_eq!(fixed("modal-in-mandatory-step", line), Some((false, right.to_owned())), "{line}");
    }
}

#[test]
fn a_term_is_spelt_as_it_is_defined() {
    let text = sop("SOP-A-1", "uses GLO-A-1", "step \"Rushbags first\"");
    let words = "glossary GLO-A-1 \"Words\" {\n  term rush_bag \"A bag\"\n}\n";
    let files = [("SOP-A-1.sop", text.as_str()), ("GLO-A-1.sop", words), ("sop.toml", ALL)];
    let (workspace, finding) = only("inconsistent-term", &files);
    assert!(repaired(&workspace, &finding).contains("\"Rush bags first\""));
    let (file, span) = (finding.related[0].file, finding.related[0].span);
    assert_eq!(span.of(&workspace.file(file).unwrap().text), "rush_bag");
}

#[test]
fn a_caution_is_moved_whole() {
    let text = sop("SOP-A-1", "", "step \"Open it\"\n  warning \"Hot\"");
    let (workspace, finding) = only("caution-after-action", &[("SOP-A-1.sop", text.as_str())]);
    let file = workspace.file(finding.file).unwrap();
    let edits = finding.fixes[0].edits.iter().map(|edit| crate::text::TextEdit { span: edit.span, text: edit.text.clone() }).collect::<Vec<_>>();
    let mut moved = file.text.to_string();
    for edit in edits.iter().rev() {
        moved.replace_range(edit.span.range(), &edit.text);
    }
    assert!(moved.contains("  warning \"Hot\"\n  step \"Open it\"\n  -> ended"), "{moved}");
}

#[test]
fn what_lacks_has_its_level() {
    let text = sop("SOP-A-1", "", "step \"x\" by clerk { todo \"y\" }\n  step \"TODO\"");
    let workspace = Workspace::in_memory(&[("SOP-A-1.sop", text.as_str())]);
    let levels: Vec<Severity> = findings(&workspace, "placeholder").iter().map(|finding| finding.severity).collect();
    assert_eq!(levels, [Severity::Info, Severity::Warning]);
}
