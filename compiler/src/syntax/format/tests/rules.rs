//! The rules of the layout, one by one.

use super::checked;
use crate::syntax::format::{WIDTH, edits, format};

/// `items` in a document, laid out, without the document around them.
fn items(items: &str) -> String {
    let out = checked(&format!("sop SOP-A-001 \"A\" {{\n{items}\n}}\n"));
    let inner = out.strip_prefix("sop SOP-A-001 \"A\" {\n").and_then(|out| out.strip_suffix("}\n")).unwrap();
    inner.lines().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect()
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    assert_eq!(items(before), after);
}

#[track_caller]
fn stays(text: &str) {
    becomes(text, text);
}

#[test]
fn single_blanks_stand_between_tokens() {
    becomes("step   \"A\"by a   within 5days{asks x,y}", "step \"A\" by a within 5 days { asks x, y }\n");
    becomes("check x>=5mg/dL and y == 15 %", "check x >= 5 mg/dL and y == 15%\n");
    becomes("check a*( b-c )/2 > - 3 and x in( 1,2 )", "check a * (b - c) / 2 > -3 and x in (1, 2)\n");
    becomes("check amount/total > min ( a , - 2 )", "check amount / total > min(a, -2)\n");
    becomes("asks ok : yes / no", "asks ok: yes/no\n");
    becomes("decide \"A?\" by each a {\nwhen 2 / 3 of yes_votes -> x\n}", "decide \"A?\" by each a {\n  when 2/3 of yes_votes -> x\n}\n");
    becomes("perform SOP-B-001 . start", "perform SOP-B-001.start\n");
}

#[test]
fn an_item_has_a_line() {
    becomes("step \"A\" step \"B\" { note \"x\" note \"y\" }", "step \"A\"\nstep \"B\" {\n  note \"x\"\n  note \"y\"\n}\n");
    becomes("step \"A\"\nby a\n  within 1 day", "step \"A\" by a within 1 day\n");
}

#[test]
fn a_block_with_one_item_stays_as_it_was_written() {
    stays("step \"A\" { fulfils x }\n");
    stays("step \"A\" {\n  fulfils x\n}\n");
    stays("step \"A\" { perform SOP-B-001 { on bad -> out } }\n");
    stays("if a { note \"a\" } else { note \"b\" }\n");
    becomes("step \"A\" { step \"B\" {\nfulfils x } }", "step \"A\" {\n  step \"B\" {\n    fulfils x\n  }\n}\n");
    becomes("step \"A\" { }", "step \"A\" {}\n");
    becomes("step \"A\" { // why\n }", "step \"A\" { // why\n}\n");
    becomes("history { 1.0 \"First\" }", "history { 1.0 \"First\" }\n");
    becomes("table t { | a | }", "table t {\n  | a |\n}\n");
}

#[test]
fn a_block_too_long_for_its_line_is_expanded() {
    let name = "n".repeat(95);
    becomes(&format!("step {name} \"A\" {{ fulfils a }}"), &format!("step {name} \"A\" {{ fulfils a }}\n"));
    becomes(&format!("step {name} \"A\" {{ fulfils abc }}"), &format!("step {name} \"A\" {{\n  fulfils abc\n}}\n"));
    let half = "h".repeat(50);
    becomes(&format!("if a {{ note \"{half}\" }} else {{ note \"{half}\" }}"), &format!("if a {{\n  note \"{half}\"\n}} else {{\n  note \"{half}\"\n}}\n"));
    // the inner one fits once it has its own line
    becomes(
        &format!("step {half} \"{half}\" {{ perform SOP-B-001 {{ on bad -> out }} }}"),
        &format!("step {half} \"{half}\" {{\n  perform SOP-B-001 {{ on bad -> out }}\n}}\n"),
    );
}

#[test]
fn what_follows_a_block_stands_on_its_last_line() {
    becomes(
        "repeat {\nstep \"A\"\n}\nuntil sure\nat most 3 times\nelse -> out\ndecide \"A?\" {\nwhen a -> b\n}\nlate -> out",
        "repeat {\n  step \"A\"\n} until sure at most 3 times else -> out\ndecide \"A?\" {\n  when a -> b\n} late -> out\n",
    );
}

#[test]
fn blank_lines_part_items() {
    becomes("\n\nnote \"a\"\n\n\n\nnote \"b\"\nsection \"A\" {\n\nnote \"c\"\n\n}\n\n", "note \"a\"\n\nnote \"b\"\nsection \"A\" {\n  note \"c\"\n}\n");
    becomes("version 1.0\nowner a\nstep \"A\"", "version 1.0\nowner a\n\nstep \"A\"\n");
    becomes("version 1.0\ncites \"B\"\nowner a\ntools x\n// why\nstep \"A\"", "version 1.0\ncites \"B\"\nowner a\ntools x\n\n// why\nstep \"A\"\n");
    stays("version 1.0\n\nbefore \"B.\"\nstep \"A\"\nhistory { 1.0 \"First\" }\n");
    becomes("version    1.0\nowner\tteam", "version 1.0\nowner team\n");
}

#[test]
fn comments_stay_where_they_belong() {
    becomes(
        "// a\nnote \"a\"    // b  \n\n// c\n   // d\n\nstep \"A\" {// e\nnote \"x\"\n// f\n}",
        "// a\nnote \"a\" // b\n\n// c\n// d\n\nstep \"A\" { // e\n  note \"x\"\n  // f\n}\n",
    );
    becomes("records a, // first\nb,\n// own\nc, d", "records a, // first\n    b,\n    // own\n    c, d\n");
    becomes("if a {\nnote \"x\"\n}\n// else\nelse { note \"y\" }", "if a {\n  note \"x\"\n}\n// else\nelse { note \"y\" }\n");
    assert_eq!(format("// a\n\n\n// b\nsop SOP-A-001 \"A\" {} // c\n\n// d"), Ok("// a\n\n// b\nsop SOP-A-001 \"A\" {} // c\n\n// d\n".to_owned()));
}

#[test]
fn long_lists_are_filled() {
    let names: Vec<String> = (10..40).map(|at| format!("name_{at}")).collect();
    let out = items(&format!("records {}", names.join(",\n")));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line.len() <= WIDTH as usize - 2));
    assert!(lines[1].starts_with("    name_") && lines[0].ends_with(','));
    // a keyword that begins a line would be no name
    let (a, b) = ("a".repeat(104), "b".repeat(30));
    becomes(&format!("fulfils {a}, step, {b}"), &format!("fulfils {a}, step,\n    {b}\n"));
}

#[test]
fn clauses_conditions_and_remedies_go_on_below() {
    let long = "l".repeat(60);
    becomes(
        &format!("step \"{long}\" by somebody within 10 business days of notice, 20 business days of notice when {long} {{\nnote \"x\"\n}}"),
        &format!("step \"{long}\" by somebody\n    within 10 business days of notice,\n    20 business days of notice when {long} {{\n  note \"x\"\n}}\n"),
    );
    becomes(&format!("fact x = {long} and {long} or {long}"), &format!("fact x = {long}\n    and {long}\n    or {long}\n"));
    becomes(&format!("check {long} == 1 and b else \"{long}\""), &format!("check {long} == 1 and b\n    else \"{long}\"\n"));
    // a text is never broken
    let text = format!("note \"{}\"\n", "word ".repeat(40));
    stays(&text);
}

#[test]
fn fields_stand_in_columns() {
    becomes(
        "field amount: money USD \"What\"\nfield ok:yes/no presumed no \"Ok\"\nfield x: text\n\nfield other: date \"When\"",
        "field amount: money USD          \"What\"\nfield ok:     yes/no presumed no \"Ok\"\nfield x:      text\n\nfield other: date \"When\"\n",
    );
    let text = "t".repeat(80);
    becomes(
        &format!("field a: yes/no \"{text}\"\nfield bb: one of first_value, second_value, third_value \"{text}\""),
        &format!("field a:  yes/no \"{text}\"\nfield bb: one of first_value, second_value, third_value\n    \"{text}\"\n"),
    );
    stays("field a: yes/no \"A\"\n// why\nfield bb: yes/no \"B\"\n");
}

#[test]
fn tables_stand_in_columns() {
    becomes(
        "table t first {\n|a|bb||c|\n\n| - | >=5 mg|| -> xyz |\n| \"東京\", b | 1 to 2 || -> x | // why\n}",
        "table t first {\n  | a         | bb      || c      |\n\n  | -         | >= 5 mg || -> xyz |\n  | \"東京\", b | 1 to 2  || -> x   | // why\n}\n",
    );
}

#[test]
fn long_texts_are_kept_byte_for_byte() {
    becomes(
        "step \"A\" {\n  say    \"\"\"One\n\ttwo  \n three\"\"\"   to participant\n}",
        "step \"A\" {\n  say \"\"\"One\n\ttwo  \n three\"\"\" to participant\n}\n".trim_start_matches('\n'),
    );
}

#[test]
fn line_ends_and_the_byte_order_mark_are_kept() {
    assert_eq!(
        format("\u{feff}sop SOP-A-001 \"A\" {\r\nnote \"a\"\nnote \"b\"\r\n}"),
        Ok("\u{feff}sop SOP-A-001 \"A\" {\r\n  note \"a\"\r\n  note \"b\"\r\n}\r\n".to_owned())
    );
    assert_eq!(format("sop SOP-A-001 \"A\" {\r\nnote \"a\"\nnote \"b\"\n}"), Ok("sop SOP-A-001 \"A\" {\n  note \"a\"\n  note \"b\"\n}\n".to_owned()));
    // those inside a text do not count
    let text = "sop SOP-A-001 \"A\" {\r\n  \"\"\"a\nb\nc\nd\ne\"\"\"\r\n}\r\n";
    assert_eq!(format(text), Ok(text.to_owned()));
}

#[test]
fn a_text_with_errors_is_refused() {
    assert!(!format("sop SOP-A-001 \"A\" {\n  step\n}\n").unwrap_err().is_empty());
    assert!(!format("").unwrap_err().is_empty());
}

#[test]
fn a_covered_line_keeps_its_ends() {
    stays("// sop-ignore[x]: why\nrecords a,\n    b, c\n");
    stays("records a,\n    b, // sop-ignore[x]: why\n    c, d\n");
    becomes("step \"A\"   step \"B\" // sop-ignore[x]", "step \"A\" step \"B\" // sop-ignore[x]\n");
}

#[test]
fn a_line_break_that_bears_meaning_stays() {
    stays("whenever\n    all x > 3 { note \"x\" }\n");
    becomes("whenever rings\n\"It rings\" -> out", "whenever rings \"It rings\" -> out\n");
}

#[test]
fn edits_touch_only_what_changes() {
    let text = "sop SOP-A-001 \"A\" {\n    note   \"a b\"\n  note \"c\"\n}\n";
    let formatted = format(text).unwrap();
    let all: Vec<(u32, u32, String)> = edits(text, &formatted).into_iter().map(|edit| (edit.span.start, edit.span.end, edit.text)).collect();
    let deleted = |start: u32| (start, start + 2, String::new());
    assert_eq!(all, [deleted(22), deleted(29)]);
    assert_eq!(edits("a\r\nb", "a\nb").len(), 1);
    assert_eq!(edits("one two", "one three"), [crate::text::TextEdit { span: crate::text::Span::new(5, 7), text: "hree".to_owned() }]);
}
