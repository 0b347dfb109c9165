//! Names and ids: dangling, ambiguous, of the wrong kind, given twice, in a circle, ill written.

use super::*;

#[test]
fn a_missing_name_is_told_where_it_stands_and_the_near_one_offered() {
    let text = sop("SOP-A-1", "", "step \"x\" by clrk");
    let (workspace, finding) = only("dangling-reference", &[("SOP-A-1.sop", &text)]);
    assert_eq!((finding.message.as_str(), finding.help.as_deref()), ("no role is called `clrk`", Some("did you mean `clerk`?")));
    assert_eq!(finding.related[0].span.of(&text), "clerk");
    assert!(repaired(&workspace, &finding).contains("by clerk"));
    assert!(!finding.fixes[0].safe);
}

#[test]
fn a_near_name_of_another_kind_is_not_offered() {
    let text = sop("SOP-A-1", "", "step cler \"x\" by clerk\n  step \"y\" by clr");
    assert_eq!(only("dangling-reference", &[("SOP-A-1.sop", &text)]).1.help.as_deref(), Some("declare it, `role clr \"…\"`, or use a document that does"));
}

#[test]
fn what_kind_of_name_is_missing_is_said() {
    let policy = policy("POL-A-1", "", "limit window = 3 days\n  rule r \"{window}\"");
    let body = "fact plan: one of basic, pro \"Plan\"\n  step a \"{POL-A-1.widow}\" by clerk { asks plan fulfils pay }\n  if plan == basik -> nowhere";
    let text = sop("SOP-A-1", "implements POL-A-1, POL-A-1.x", body);
    let workspace = Workspace::in_memory(&[("POL-A-1.sop", &policy), ("SOP-A-1.sop", &text)]);
    let said: Vec<String> = findings(&workspace, "dangling-reference").into_iter().map(|finding| finding.message).collect();
    assert_eq!(
        said,
        [
            "`POL-A-1` has no rule called `x`",
            "`POL-A-1` has nothing called `widow`",
            "no activity is called `pay`",
            "`plan` has no value called `basik`",
            "no step or outcome is called `nowhere`",
        ]
    );
}

#[test]
fn a_missing_document_is_told_once_and_its_names_are_not() {
    let glossary = "glossary GLO-A-1 \"Words\" {\n  role agent \"Agent\"\n  role other \"Other\"\n}\n";
    let text = sop("SOP-A-1", "uses GLO-A-2", "step \"x {strange}\" by agent\n  perform SOP-B-1");
    let files = [("GLO-A-1.sop", glossary), ("SOP-A-1.sop", text.as_str())];
    let workspace = Workspace::in_memory(&files);
    let all = findings(&workspace, "dangling-reference");
    assert_eq!(all.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(), ["no document is called `GLO-A-2`", "no document is called `SOP-B-1`"]);
    assert_eq!(all[0].fixes[0].edits[0].text, "GLO-A-1");
    assert!(all[1].fixes.is_empty(), "a document is not offered to itself");
    // `agent` may be one of the missing document's
    assert_eq!(found("unused-role", &files), ["GLO-A-1.sop: other"]);
}

#[test]
fn a_column_of_texts_declares_itself_and_one_of_words_is_a_fact() {
    let table = |cell: &str| {
        sop(
            "SOP-A-1",
            "",
            &format!(
                "table files \"Files\" {{\n    | sensor | size |\n    | {cell} | \"big\" |\n  }}\n  for each row of files {{ step \"Copy {{sensor}}\" by clerk }}"
            ),
        )
    };
    assert!(found("dangling-reference", &[("SOP-A-1.sop", &table("\"a\""))]).is_empty());
    assert_eq!(found("dangling-reference", &[("SOP-A-1.sop", &table("lidar"))]), ["SOP-A-1.sop: sensor"]);
}

#[test]
fn a_thing_that_is_handed_on_may_be_spoken_of() {
    let text = sop("SOP-A-1", "", "step \"x\" by clerk { produces ticket }\n  step \"File the {ticket}\" by clerk\n  step \"File the {receipt}\" by clerk");
    assert_eq!(found("dangling-reference", &[("SOP-A-1.sop", &text)]), ["SOP-A-1.sop: receipt"]);
}

#[test]
fn an_ambiguous_name_is_qualified() {
    let (one, two) = (policy("POL-A-1", "", "limit top = 5 EUR\n  rule r \"{top}\""), policy("POL-A-2", "", "limit top = 6 EUR\n  rule q \"{top}\""));
    let text = |header: &str| sop("SOP-A-1", header, "fact amount: money EUR \"x\"\n  step \"x\" by clerk { asks amount }\n  if amount > top -> ended");
    let both = text("implements POL-A-1, POL-A-2");
    let (workspace, finding) = only("ambiguous-name", &[("POL-A-1.sop", &one), ("POL-A-2.sop", &two), ("SOP-A-1.sop", &both)]);
    assert_eq!((finding.related.len(), finding.fixes.len()), (2, 2));
    assert!(repaired(&workspace, &finding).contains("amount > POL-A-1.top"));
    let nearer = text("implements POL-A-1\n  uses POL-A-2");
    assert!(found("ambiguous-name", &[("POL-A-1.sop", &one), ("POL-A-2.sop", &two), ("SOP-A-1.sop", &nearer)]).is_empty());
}

#[test]
fn documents_and_names_of_a_wrong_kind() {
    let other = sop("SOP-B-1", "", "step \"x\" by clerk");
    let form = "form FRM-A-1 \"Form\" {\n  role x \"X\"\n  owner x\n  field f: text \"F\"\n}\n";
    let body = "system desk \"Desk\"\n  step a \"x\" by desk { follows SOP-B-1 records FRM-A-1 }\n  perform FRM-A-1\n  step \"See {SOP-B-1}\" by clerk";
    let text = sop("SOP-A-1", "implements FRM-A-1", body);
    let files = [("SOP-B-1.sop", other.as_str()), ("FRM-A-1.sop", form), ("SOP-A-1.sop", text.as_str())];
    assert_eq!(found("wrong-kind", &files), ["SOP-A-1.sop: FRM-A-1", "SOP-A-1.sop: desk", "SOP-A-1.sop: SOP-B-1", "SOP-A-1.sop: FRM-A-1"]);
}

#[test]
fn one_id_twice() {
    let (one, two) = (sop("SOP-A-1", "", "step \"x\" by clerk"), sop("SOP-A-1", "", "step \"y\" by clerk"));
    let tests = "tests SOP-A-1 {\n  scenario \"x\" { expect -> ended }\n}\n";
    let files = [("a/SOP-A-1.sop", one.as_str()), ("b/SOP-A-1.sop", two.as_str()), ("SOP-A-1.test.sop", tests)];
    assert_eq!(found("duplicate-id", &files), ["a/SOP-A-1.sop: SOP-A-1", "b/SOP-A-1.sop: SOP-A-1"]);
    assert!(found("duplicate-id", &[files[0], files[2]]).is_empty());
}

#[test]
fn one_name_twice_in_its_class() {
    let calm = "if calm: \"No gusts\" -> ended\n  ";
    let text = sop(
        "SOP-A-1",
        "",
        &format!(
            "{calm}{calm}term pay \"Pay\"\n  step pay \"x\" by clerk {{ asks seen: yes/no \"Seen\" }}\n  step pay \"y\" by clerk {{ asks seen: yes/no \"Seen\" }}"
        ),
    );
    let workspace = Workspace::in_memory(&[("SOP-A-1.sop", &text)]);
    let all = findings(&workspace, "duplicate-name");
    assert_eq!(
        all.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
        ["the label `pay` is given a second time", "`seen` is declared a second time"]
    );
    assert!(repaired(&workspace, &all[1]).contains("{ asks seen }"));
    let other = text.replacen("\"No gusts\"", "\"No wind\"", 1);
    assert_eq!(found("duplicate-name", &[("SOP-A-1.sop", &other)])[0], "SOP-A-1.sop: calm");
}

#[test]
fn a_document_that_names_itself() {
    let text = sop("SOP-A-1", "uses SOP-A-1, GLO-A-1\n  supersedes SOP-A-1", "step \"See {SOP-A-1}\" by clerk");
    let files = [("SOP-A-1.sop", text.as_str()), ("GLO-A-1.sop", "glossary GLO-A-1 \"G\" {}\n")];
    let workspace = Workspace::in_memory(&files);
    let all = findings(&workspace, "self-reference");
    assert_eq!(all.len(), 2);
    assert!(repaired(&workspace, &all[0]).contains("uses GLO-A-1\n"));
    assert!(!repaired(&workspace, &all[1]).contains("supersedes"));
    assert!(found("wrong-kind", &files).is_empty(), "one finding, one check");
}

#[test]
fn circles_of_superseding_and_presupposing() {
    let before = |id: &str, next: &str| sop(id, "", &format!("before \"{{{next}}} is done\"\n  step \"x\" by clerk"));
    let (a, b, c) = (before("SOP-A-1", "SOP-B-1"), before("SOP-B-1", "SOP-C-1"), before("SOP-C-1", "SOP-A-1"));
    let files = [("SOP-A-1.sop", a.as_str()), ("SOP-B-1.sop", b.as_str()), ("SOP-C-1.sop", c.as_str())];
    let workspace = Workspace::in_memory(&files);
    let all = findings(&workspace, "reference-cycle");
    assert_eq!(all.len(), 3);
    assert_eq!(all[1].message, "`SOP-B-1` presupposes itself in a circle: `SOP-B-1 -> SOP-C-1 -> SOP-A-1 -> SOP-B-1`");
    assert!(found("reference-cycle", &files[..2]).is_empty());
    let (d, e) = (sop("SOP-D-1", "supersedes SOP-E-1", "step \"x\" by clerk"), sop("SOP-E-1", "supersedes SOP-D-1", "step \"x\" by clerk"));
    let files = [("SOP-D-1.sop", d.as_str()), ("SOP-E-1.sop", e.as_str())];
    assert_eq!(found("reference-cycle", &files), ["SOP-D-1.sop: SOP-E-1", "SOP-E-1.sop: SOP-D-1"]);
}

#[test]
fn ids_are_written_by_the_rules_of_the_house() {
    let toml = "[ids]\nsop = \"SOP-[A-Z]-[0-9]\"\n";
    let (good, bad) = (sop("SOP-A-1", "", "step \"x\" by clerk"), sop("SOP-AB-1", "", "step \"x\" by clerk"));
    let files = [("sop.toml", toml), ("a/SOP-A-1.sop", good.as_str()), ("ab.sop", bad.as_str())];
    assert_eq!(found("id-pattern", &files), ["ab.sop: SOP-AB-1"]);
    assert_eq!(found("id-file-name", &files), ["ab.sop: SOP-AB-1"]);
    let tests = "tests SOP-A-1 {\n  scenario \"x\" { expect -> ended }\n}\n";
    assert!(found("id-file-name", &[files[1], ("edges.test.sop", tests)]).is_empty());
    assert_eq!(found("id-file-name", &[files[1], ("edges.sop", tests)]), ["edges.sop: SOP-A-1"]);
}

#[test]
fn letters_that_look_like_others() {
    let mixed = sop("SOP-\u{41c}AIL-1", "", "step \"x\" by clerk");
    let (workspace, finding) = only("mixed-script-id", &[("SOP-1.sop", &mixed)]);
    assert!(repaired(&workspace, &finding).starts_with("sop SOP-MAIL-1 "));
    // one alphabet for all of it, or Latin letters with a mark
    let cyrillic = sop("\u{421}\u{41e}\u{420}-1", "", "step \"x\" by clerk");
    let marked = sop("SOP-\u{c4}RZ-1", "", "step \"x\" by clerk");
    assert!(found("mixed-script-id", &[("a.sop", &cyrillic), ("b.sop", &marked)]).is_empty());
    let twin = sop("COP-1", "", "step \"x\" by clerk");
    assert_eq!(found("mixed-script-id", &[("a.sop", &cyrillic), ("COP-1.sop", &twin)]).len(), 1);
}

#[test]
fn files_that_are_shown() {
    let image = |path: &str| wi("WI-A-1", "", &format!("trigger \"x\"\n  step \"x\" {{ image \"{path}\" \"A picture\" }}"));
    let missing = |path: &str| found("missing-file", &[("wi/WI-A-1.sop", &image(path)), ("img/a.png", "")]).len();
    assert_eq!((missing("../img/a.png"), missing("https://example.org/a.png"), missing("img/a.png"), missing("../../img/a.png")), (0, 0, 1, 1));
}

#[test]
fn standards_have_an_edition() {
    let cites = |cites: &str| found("external-without-edition", &[("SOP-A-1.sop", &sop("SOP-A-1", cites, "step \"x\" by clerk { cites \"5.2\" }"))]).len();
    let of = [
        cites("cites \"ISO 15189\""),
        cites("cites \"ISO 15189:2022\""),
        cites("cites \"Manual\" \"edition of March\""),
        cites("cites \"45 CFR 164\" \"78 FR 5695\""),
    ];
    assert_eq!(of, [1, 0, 0, 0]);
}

#[test]
fn a_name_that_another_document_has_is_brought_by_uses() {
    let glossary = |id: &str| format!("glossary {id} \"Words\" {{\n  role agent \"Agent\"\n  fact amount: yes/no\n  term ECG \"x\"\n}}\n");
    let policy = policy("POL-A-1", "", "activity pay \"x\"\n  limit most = 3 days");
    let one = |id: &str, header: &str, body: &str, others: &[(&str, &str)]| {
        let text = if id.starts_with("WI") { wi(id, header, body) } else { sop(id, header, body) };
        let path = format!("{id}.sop");
        let mut files = vec![(path.as_str(), text.as_str()), ("POL-A-1.sop", policy.as_str())];
        files.extend(others);
        let workspace = Workspace::in_memory(&files);
        let all = findings(&workspace, "dangling-reference");
        let finding = all.first().expect("a finding");
        let repaired = if finding.fixes.is_empty() { String::new() } else { repaired(&workspace, finding) };
        (finding.help.clone().unwrap_or_default(), repaired, finding.fixes.len())
    };
    let (a, b) = (glossary("GLO-A-1"), glossary("GLO-B-1"));
    let (help, repaired, _) = one("SOP-A-1", "", "step \"x\" by agent", &[("GLO-A-1.sop", &a)]);
    assert_eq!(help, "`agent` is a role of `GLO-A-1`: write `uses GLO-A-1`");
    assert!(repaired.contains("  owner clerk\n  uses GLO-A-1\n"), "{repaired}");
    let (_, repaired, fixes) = one("SOP-A-1", "uses POL-A-1", "step \"x\" by agent", &[("GLO-A-1.sop", &a), ("GLO-B-1.sop", &b)]);
    assert!(repaired.contains("  uses POL-A-1, GLO-A-1\n"), "{repaired}");
    assert_eq!(fixes, 2);
    let (help, repaired, _) = one("SOP-A-1", "", "step \"x\" by clerk { fulfils pay }", &[]);
    assert_eq!(help, "`pay` is an activity of `POL-A-1`: write `implements POL-A-1`");
    assert!(repaired.contains("\n  implements POL-A-1\n"));
    assert_eq!(one("SOP-A-1", "", "wait most", &[]).0, "`most` is no name: leave it out, or put the sentence in quotes");
    assert!(one("WI-A-1", "", "wait mist", &[]).0.starts_with("declare it"));
    let (help, _, fixes) = one("SOP-A-1", "", "fact amounts: yes/no\n  step \"{amounts}\" by clerk\n  if amount -> ended", &[("GLO-A-1.sop", &a)]);
    assert_eq!((help.as_str(), fixes), ("`amount` is a fact of `GLO-A-1`: write `uses GLO-A-1`; or did you mean `amounts`?", 2));
}

#[test]
fn a_filler_is_not_offered_as_a_fact() {
    for (word, part) in [("the", "leave it out"), ("week", "`1 week`"), ("five", "digits"), ("than", "leave it out"), ("maximum", "leave it out")] {
        let text = sop("SOP-A-1", "", &format!("if {word} -> ended"));
        let help = only("dangling-reference", &[("SOP-A-1.sop", &text)]).1.help.unwrap_or_default();
        assert!(help.contains(part), "{word}: {help}");
    }
}

#[test]
fn an_id_that_cannot_be_read_is_one_error() {
    let workspace = Workspace::in_memory(&[("a.sop", "sop sop-lib-004 \"Lend a book\" {\n  version 1.0\n}\n")]);
    let all = check(&workspace, &Options::default());
    assert!(all.iter().all(|finding| !finding.message.contains("``")), "{all:#?}");
}
