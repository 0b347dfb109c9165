//! Paths. In: paths as the user gives them. Out: absolute paths without `.` and `..`, and back to
//! what the user would write.

use std::path::{Component, Path, PathBuf};

/// `path` seen from the folder `from` (absolute), without `.` and `..`. Symbolic links are kept as
/// written, unless a `..` behind a name asks where they lead.
pub(super) fn absolute(path: &Path, from: &Path) -> PathBuf {
    let joined = from.join(path);
    let mut named = false;
    let climbs = path.components().any(|part| {
        named |= matches!(part, Component::Normal(_));
        named && part == Component::ParentDir
    });
    if climbs && let Ok(real) = joined.canonicalize() {
        return real;
    }
    let mut clean = PathBuf::new();
    for part in joined.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

/// The absolute `path` as one writes it in the folder `from` (absolute): relative where at most
/// three `..` lead there, with `/` between the names.
pub fn shown(path: &Path, from: &Path) -> String {
    let ancestor = from.ancestors().take(4).enumerate().find(|(_, ancestor)| path.starts_with(ancestor));
    let shown = match ancestor {
        Some((up, ancestor)) if ancestor.parent().is_some() || up == 0 => {
            let below = path.strip_prefix(ancestor).unwrap_or(path);
            let climb = std::iter::repeat_n(Component::ParentDir, up);
            let parts: Vec<String> = climb.chain(below.components()).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            parts.join("/")
        }
        _ => path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"),
    };
    if shown.is_empty() { ".".to_string() } else { shown }
}

/// Whether the last name of `path` ends in `.sop`.
pub(super) fn is_document(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(b".sop"))
}

/// The path with all symbolic links resolved; as it stands where that fails.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
