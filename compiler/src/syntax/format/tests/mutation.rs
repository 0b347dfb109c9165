//! Texts at random for the tests of the layout: real ones whose white space, line breaks and
//! comments are changed between tokens, as long as they still read without an error.

use std::ops::Range;
use std::path::PathBuf;

/// What may come between two tokens.
const GAPS: &[&str] = &[
    " ",
    "",
    "   \t ",
    "\u{a0}",
    "\n",
    "\n\n\n\n",
    "\r\n",
    " \r\n\r\n ",
    " // a note\n",
    "\n// a note\n",
    "\n\n  // one\n\n\t// two   \n\n",
    " // sop-ignore[unused-role]: on this line\n",
    "\n  // sop-ignore[unused-role]: on the next line\n",
    "\n// sop-ignore[a]\n\n// why\n",
];

/// One change: which gap, by what.
pub type Change = (u16, u8);

/// The files under `examples/`, and texts that use every construct.
pub fn texts() -> Vec<(PathBuf, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    let mut folders = vec![root.join("../examples"), root.join("src/syntax/format/tests")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sop") {
                let text = std::fs::read_to_string(&path).unwrap();
                all.push((path, text));
            }
        }
    }
    all.sort();
    all
}

/// `text` with those of the `changes` after which it still `reads`; `gaps` are the places between its tokens.
pub fn mutated(text: &str, changes: &[Change], gaps: &dyn Fn(&str) -> Vec<Range<usize>>, reads: &dyn Fn(&str) -> bool) -> String {
    let mut text = text.to_owned();
    for (place, by) in changes {
        let places = gaps(&text);
        let place = places[*place as usize % places.len()].clone();
        let mut changed = text.clone();
        changed.replace_range(place, GAPS[*by as usize % GAPS.len()]);
        if reads(&changed) {
            text = changed;
        }
    }
    text
}
