//! Applying fixes.

use super::*;

const TEXT: &str = "one two three";

fn at(what: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX_ERROR, FILE, of(TEXT, what), what)
}

fn applied(diagnostics: &[Diagnostic], fixes: Fixes) -> (Vec<String>, usize, usize) {
    let result = apply(diagnostics, &files(&[("a.sop", TEXT), ("b.sop", TEXT)]), fixes);
    (result.texts.into_values().collect(), result.applied, result.left)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

#[test]
fn safe_fixes_only_unless_asked() {
    let diagnostics = [
        at("three").fix("Count", true, of(TEXT, "three"), "3"),
        at("one").fix("Count", false, of(TEXT, "one"), "1"),
        at("two").fix("Guess", false, of(TEXT, "two"), "?").fix("Count", true, of(TEXT, "two"), "2"),
    ];
    assert_eq!(applied(&diagnostics, Fixes::Safe), (texts(&["one 2 3"]), 2, 0));
    assert_eq!(applied(&diagnostics, Fixes::All), (texts(&["1 ? 3"]), 3, 0));
    assert_eq!(applied(&[at("one")], Fixes::All), (texts(&[]), 0, 0));
}

#[test]
fn of_overlapping_fixes_the_first_place_wins() {
    let diagnostics = [
        at("two three").fix("Later", true, of(TEXT, "two three"), "x"),
        at("one two").fix("First", true, of(TEXT, "one two"), "y"),
        at("three").fix("Apart", true, of(TEXT, "three"), "z"),
    ];
    assert_eq!(applied(&diagnostics, Fixes::Safe), (texts(&["y z"]), 2, 1));
}

#[test]
fn insertions_at_one_place_take_turns_and_replacements_may_meet() {
    let insert = |text: &str| at("one").fix("Insert", true, Span::at(3), text);
    assert_eq!(applied(&[insert("A"), insert("A")], Fixes::Safe), (texts(&["oneA two three"]), 1, 1));
    let beside = [at("one").fix("Upper", true, of(TEXT, "one"), "ONE"), at("two").fix("Insert", true, Span::at(3), "A")];
    assert_eq!(applied(&beside, Fixes::Safe), (texts(&["ONE two three"]), 1, 1));
    let meeting = [at("one").fix("Upper", true, of(TEXT, "one"), "ONE"), at("two").fix("Drop", true, of(TEXT, " two"), "")];
    assert_eq!(applied(&meeting, Fixes::Safe), (texts(&["ONE three"]), 2, 0));
}

#[test]
fn a_fix_is_applied_in_all_its_files_or_not_at_all() {
    let rename = |from: &str, to: &str| Fix {
        title: "Rename".to_owned(),
        safe: true,
        edits: [FILE, OTHER].map(|file| FileEdit { file, span: of(TEXT, from), text: to.to_owned() }).into(),
    };
    let mut first = at("one");
    first.fixes.push(rename("one", "1"));
    let mut second = at("two");
    second.fixes.push(rename("two", "2"));
    let blocking = Diagnostic::new(&AMBIGUOUS_NAME, FILE, Span::at(0), "").fix("Join", true, of(TEXT, "e t"), "e_t");
    assert_eq!(applied(&[first.clone(), second.clone()], Fixes::Safe), (texts(&["1 2 three", "1 2 three"]), 2, 0));
    assert_eq!(applied(&[second, first, blocking], Fixes::Safe).1, 1);
}

#[test]
fn a_fix_that_does_not_fit_is_left_out() {
    let outside = at("one").fix("Outside", true, Span::new(5, 99), "");
    let mut twice = at("two");
    let edit = FileEdit { file: FILE, span: of(TEXT, "two"), text: "2".to_owned() };
    twice.fixes.push(Fix { title: "Twice".to_owned(), safe: true, edits: vec![edit.clone(), edit] });
    assert_eq!(applied(&[outside, twice], Fixes::All), (texts(&[]), 0, 0));
}
