//! Where the tests find the project's own documents.

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project's folder")
}

/// Every `.sop` file below `examples/`, path and text, in order.
pub fn examples() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(&project().join("examples"), &mut found);
    found.sort();
    assert!(!found.is_empty(), "no examples");
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder of examples") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "sop") {
            let text = std::fs::read_to_string(&path).expect("an example");
            found.push((path, text));
        }
    }
}
