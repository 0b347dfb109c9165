//! The rules of the house, as far as a machine can see them. Each failure names file, line and
//! remedy. In: the files of the project. Absent: what `clippy` and `rustfmt` see.

use super::rust_source::{Source, sources};
use super::sources::{files, project};
use sopc::diagnostic::checks;

/// What breaks a rule: place and remedy, a line each.
fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} places\n{}", wrong.len(), wrong.join("\n"));
}

/// The layers of the compiler from left to right, as `lib.rs` says.
fn layers() -> Vec<String> {
    let lib = std::fs::read_to_string(project().join("compiler/src/lib.rs")).expect("lib.rs");
    let order = lib.split('`').find(|part| part.contains("->")).expect("the order of the layers in lib.rs");
    order.split("->").map(|layer| layer.trim().to_string()).collect()
}

#[test]
fn a_layer_uses_only_layers_to_its_left() {
    let layers = layers();
    let place = |name: &str| layers.iter().position(|layer| layer == name);
    let mut wrong = Vec::new();
    for source in sources("compiler/src") {
        let Some(own) = source.layer().and_then(|name| place(&name)) else { continue };
        for (line, used) in source.crate_paths() {
            if let Some(at) = place(&used).filter(|at| *at > own) {
                let (own, used) = (&layers[own], &layers[at]);
                wrong.push(format!("{}:{line}: `{own}` uses `{used}`, which is to its right: move what is shared to the left", source.path));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_layer_has_its_place() {
    let layers = layers();
    let lib = sources("compiler/src").into_iter().find(|source| source.path == "compiler/src/lib.rs").expect("lib.rs");
    let modules = lib.code.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    let strangers = modules.filter(|module| !layers.iter().any(|layer| layer == module));
    assert_none(strangers.map(|module| format!("{}: `{module}` is in no order: name it in the line of layers", lib.path)).collect());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = all().into_iter().filter(|source| !source.text.starts_with("//!"));
    assert_none(silent.map(|source| format!("{}:1: begin with `//!`: purpose, what flows in and out, what is absent", source.path)).collect());
}

#[test]
fn files_stay_short() {
    const MOST: usize = 400;
    let lines = |source: &Source| source.without_tests().lines().count();
    let long = all().into_iter().filter(|source| !source.is_test()).map(|source| (lines(&source), source)).filter(|(lines, _)| *lines > MOST);
    assert_none(long.map(|(lines, source)| format!("{}:{MOST}: {lines} lines without tests: split it by what its parts do", source.path)).collect());
}

#[test]
fn crates_of_others_stay_in_their_rooms() {
    let rooms = [
        ("chumsky", "compiler/src/syntax/grammar/"),
        ("ariadne", "compiler/src/diagnostic/render/human.rs"),
        ("logos", "compiler/src/syntax/token.rs"),
        ("clap", "compiler/src/command/"),
        ("toml", "compiler/src/workspace/config/"),
    ];
    let mut wrong = Vec::new();
    for source in sources("compiler/src") {
        for (name, room) in rooms {
            let named = |line: &str| line.contains(&format!("{name}::")) || line.contains(&format!("use {name}"));
            let strays = source.code.lines().enumerate().filter(|(_, line)| named(line) && !source.path.starts_with(room));
            wrong.extend(strays.map(|(at, _)| format!("{}:{}: `{name}` is named only in {room}", source.path, at + 1)));
        }
    }
    assert_none(wrong);
}

#[test]
fn nothing_gives_up_or_prints() {
    const NEVER: [&str; 7] = ["unwrap(", "expect(", "panic!", "todo!", "unimplemented!", "unreachable!", "dbg!"];
    const PRINTS: [&str; 4] = ["println!", "eprintln!", "print!", "eprint!"];
    let mut wrong = Vec::new();
    for source in sources("compiler/src").into_iter().filter(|source| !source.is_test()) {
        let may_print = source.path.starts_with("compiler/src/command") || source.path == "compiler/src/main.rs";
        for (at, line) in source.code_without_tests().lines().enumerate() {
            let gives_up = NEVER.iter().filter(|word| has_word(line, word)).map(|word| (word, "answer with a value; `Result` is for input and output"));
            let prints = PRINTS.iter().filter(|word| !may_print && has_word(line, word)).map(|word| (word, "only `command/` prints"));
            wrong.extend(gives_up.chain(prints).map(|(word, remedy)| format!("{}:{}: `{word}`: {remedy}", source.path, at + 1)));
        }
    }
    assert_none(wrong);
}

/// Whether `word` stands in `line` as a whole, not as the end of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let starts = |at: usize| !line[..at].ends_with(|char: char| char.is_alphanumeric() || char == '_');
    line.match_indices(word).any(|(at, _)| starts(at))
}

#[test]
fn no_work_is_left_in_comments() {
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    let mut wrong = Vec::new();
    for source in all() {
        for (at, line) in source.text.lines().enumerate() {
            let comment = line.split_once("//").map_or("", |(_, comment)| comment);
            let left = marks.iter().filter(|mark| comment.split(|char: char| !char.is_alphanumeric()).any(|word| word == *mark));
            wrong.extend(left.map(|mark| format!("{}:{}: `{mark}`: do it, or write an issue", source.path, at + 1)));
        }
    }
    assert_none(wrong);
}

#[test]
fn every_check_is_made_somewhere() {
    let table = "compiler/src/diagnostic/table.rs";
    let makers: Vec<Source> = sources("compiler/src").into_iter().filter(|source| source.path != table && !source.is_test()).collect();
    let mut wrong = Vec::new();
    for check in checks() {
        let constant = check.name.to_uppercase().replace('-', "_");
        // what cannot be read is told by whoever reads
        let made_in = |source: &&Source| check.name == "unreadable-file" || source.path.starts_with("compiler/src/check/");
        let named = makers
            .iter()
            .filter(made_in)
            .any(|source| source.code_without_tests().split(|char: char| !char.is_alphanumeric() && char != '_').any(|word| word == constant));
        if !named {
            wrong.push(format!("{table}: `{constant}` is named by no file of `check/`: write the check or remove its row"));
        }
        if !project().join(format!("compiler/docs/checks/{}.md", check.name)).is_file() {
            wrong.push(format!("{table}: `{}` has no page: write compiler/docs/checks/{}.md", check.name, check.name));
        }
    }
    assert_none(wrong);
}

#[test]
fn nothing_names_one_machine_or_a_registry() {
    // in parts, so that this file does not name them
    let paths = ["tmp", "root", "home", "work"].map(|folder| format!("/{folder}/"));
    let hosts = [["crates", ".io"], ["npmjs", ".com"], ["npmjs", ".org"], ["pypi", ".org"], ["docker", ".io"]].map(|parts| parts.concat());
    let mut wrong = Vec::new();
    for (path, text) in files() {
        // written by cargo
        if path.ends_with("Cargo.lock") {
            continue;
        }
        for (at, line) in text.lines().enumerate() {
            let absolute = |part: &String| {
                line.match_indices(part.as_str()).any(|(at, _)| !line[..at].ends_with(|char: char| char.is_alphanumeric() || ".-_}/".contains(char)))
            };
            let named = paths.iter().filter(|part| absolute(part)).chain(hosts.iter().filter(|host| line.contains(host.as_str())));
            wrong.extend(named.map(|part| format!("{path}:{}: `{part}`: name nothing that only one machine has, and no registry", at + 1)));
        }
    }
    assert_none(wrong);
}

/// Every Rust file of the project.
fn all() -> Vec<Source> {
    sources("")
}
