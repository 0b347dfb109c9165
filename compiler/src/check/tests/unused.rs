//! What is declared and never named.

use super::*;

#[test]
fn roles_facts_and_limits_of_a_document() {
    let body = "role idle \"Idle\"\n  fact seen: yes/no \"Seen\"\n  fact old = not seen\n  fact read: yes/no \"Read\"\n  limit far = 3 days\n  limit near = 2 days\n  step \"x {read}\" by clerk within near { asks seen, inline: yes/no \"In line\" }";
    let text = sop("SOP-A-1", "", body);
    let files = [("SOP-A-1.sop", text.as_str())];
    assert_eq!(found("unused-role", &files), ["SOP-A-1.sop: idle"]);
    assert_eq!(found("unused-fact", &files), ["SOP-A-1.sop: old"]);
    let (workspace, finding) = only("unused-limit", &files);
    let repaired = repaired(&workspace, &finding);
    assert!(repaired.contains("  fact read: yes/no \"Read\"\n  limit near = 2 days\n"), "{repaired}");
    assert!(found("unused-role", &[("SOP-A-1.sop", &sop("SOP-A-1", "status retired", body))]).is_empty());
}

#[test]
fn a_name_in_what_cannot_be_read_is_mentioned() {
    let text = sop("SOP-A-1", "", "role idle \"Idle\"\n  step by idle \"x\"");
    let workspace = Workspace::in_memory(&[("SOP-A-1.sop", &text)]);
    assert!(!findings(&workspace, "syntax-error").is_empty());
    assert!(findings(&workspace, "unused-role").is_empty());
}

#[test]
fn what_a_glossary_lends_is_used_by_anybody() {
    let glossary = "glossary GLO-A-1 \"Words\" {\n  role a \"A\"\n  role b \"B\"\n  owner a\n}\n";
    let text = sop("SOP-A-1", "uses GLO-A-1", "notify b \"x\"");
    assert!(found("unused-role", &[("GLO-A-1.sop", glossary), ("SOP-A-1.sop", &text)]).is_empty());
    assert_eq!(found("unused-role", &[("GLO-A-1.sop", glossary)]), ["GLO-A-1.sop: b"]);
}

#[test]
fn the_fields_of_a_form_are_used_with_it() {
    let form = "form FRM-A-1 \"Form\" {\n  role a \"A\"\n  owner a\n  field f: text \"F\"\n  field g: text \"G\"\n}\n";
    assert_eq!(found("unused-fact", &[("FRM-A-1.sop", form)]), ["FRM-A-1.sop: f"], "one finding for the form");
    let text = sop("SOP-A-1", "", "step \"x\" by clerk { records FRM-A-1 }");
    assert!(found("unused-fact", &[("FRM-A-1.sop", form), ("SOP-A-1.sop", &text)]).is_empty());
}

#[test]
fn a_plain_word_uses_a_term() {
    let glossary =
        "glossary GLO-A-1 \"Words\" {\n  term rush_bag \"A rush bag is late\"\n  term ECG \"x\"\n  term belt \"x\"\n  term error \"What a belt shows\"\n}\n";
    // a label is no text, and a comment neither
    let text = sop("SOP-A-1", "uses GLO-A-1", "// an error\n  step error \"Read the ecg\" by clerk\n  note \"Two Rush bags\"");
    assert_eq!(found("unused-term", &[("GLO-A-1.sop", glossary), ("SOP-A-1.sop", &text)]), ["GLO-A-1.sop: error"]);
    assert_eq!(found("unused-term", &[("GLO-A-1.sop", glossary)]).len(), 3, "`belt` stands in another term");
    let toml = "[defaults]\nuses = [\"GLO-A-1\"]\n";
    let without = text.replace("uses GLO-A-1", "");
    assert_eq!(found("unused-term", &[("sop.toml", toml), ("GLO-A-1.sop", glossary), ("SOP-A-1.sop", &without)]), ["GLO-A-1.sop: error"]);
}

#[test]
fn what_stands_on_a_broken_line_is_not_judged() {
    let text = sop("SOP-A-1", "", "fact open: boolean \"Open\"\n  limit top: 5 EUR\n  fact shut: yes/no");
    let files = [("SOP-A-1.sop", text.as_str())];
    assert_eq!(found("unused-fact", &files), ["SOP-A-1.sop: shut"]);
    assert_eq!(found("unused-limit", &files), [""; 0]);
}
