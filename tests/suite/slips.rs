//! One typing slip gives one error, on its line or the next: each token of the examples is
//! deleted, doubled and misspelt in turn.

use super::sources::examples;
use sopc::syntax::{TokenKind, lex, parse};
use sopc::text::LineIndex;

/// A text with one slip in it, and the line where it was made.
struct Mutant {
    slip: &'static str,
    text: String,
    line: u32,
}

fn mutants(text: &str) -> Vec<Mutant> {
    let index = LineIndex::new(text);
    let mut all = Vec::new();
    for token in lex(text).tokens {
        let (range, written) = (token.span().range(), token.span().of(text));
        let line = index.line(token.start);
        let replaced = |by: &str| format!("{}{by}{}", &text[..range.start], &text[range.end..]);
        all.push(Mutant { slip: "deleted", text: replaced(""), line });
        all.push(Mutant { slip: "doubled", text: replaced(&format!("{written} {written}")), line });
        if token.kind.is_keyword() && written.len() >= 4 {
            // the third letter is left out
            all.push(Mutant { slip: "misspelt", text: replaced(&format!("{}{}", &written[..2], &written[3..])), line });
        }
        if token.kind == TokenKind::Quoted && !written.contains('\\') {
            all.push(Mutant { slip: "unclosed", text: replaced(&written[..written.len() - 1]), line });
        }
    }
    all
}

#[test]
fn one_slip_is_one_error_in_its_place() {
    let (mut good, mut bad, mut valid) = (0, 0, 0);
    let mut worst: Vec<String> = Vec::new();
    for (path, text) in examples() {
        for mutant in mutants(&text) {
            let errors = parse(&mutant.text).errors;
            let index = LineIndex::new(&mutant.text);
            let lines: Vec<u32> = errors.iter().map(|error| index.line(error.span.start)).collect();
            match lines.as_slice() {
                [] => valid += 1,
                [line] if *line == mutant.line || *line == mutant.line + 1 => good += 1,
                _ => {
                    bad += 1;
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    let at: Vec<u32> = lines.iter().map(|line| line + 1).collect();
                    worst.push(format!(
                        "{name}:{} {}: errors on {at:?}: {:?}",
                        mutant.line + 1,
                        mutant.slip,
                        errors.iter().map(|e| e.message.as_str()).collect::<Vec<_>>()
                    ));
                }
            }
        }
    }
    let share = good as f64 / (good + bad) as f64;
    println!("{good} of {} slips give one error in its place ({:.2} %); {valid} more leave a text that is still right", good + bad, share * 100.0);
    if std::env::var_os("SHOW").is_some() {
        worst.iter().for_each(|line| println!("{line}"));
    }
    assert!(share >= 0.95, "{share}");
}
