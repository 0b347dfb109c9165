//! Replacing one file. In: its path and its new text. Out: the file, old or new, never half of it:
//! the text is written beside it and moved into its place. Permissions stay. Creates no file.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Gives the file at `path` the content `bytes`. A link stays one: what it leads to is replaced.
/// Fails where there is no such file, or it may not be written to.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = path.canonicalize()?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let beside = beside(&path);
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.set_permissions(permissions)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&beside, &path));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved
}

/// Hidden, of another ending, and of this process alone.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        entries.map(|name| name.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn the_text_changes_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.sop");
        fs::write(&path, "old").expect("a file");
        replace(&path, b"new").expect("replaced");
        assert_eq!(fs::read_to_string(&path).expect("a text"), "new");
        assert_eq!(names(folder.path()), ["a.sop"]);
        assert_eq!(replace(&folder.path().join("b.sop"), b"").map_err(|error| error.kind()), Err(ErrorKind::NotFound));
        assert_eq!(names(folder.path()), ["a.sop"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay_and_a_read_only_file_is_left_alone() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("a.sop"), folder.path().join("b.sop"));
        fs::write(&path, "old").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        symlink(&path, &link).expect("a link");
        replace(&link, b"new").expect("replaced");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("a text"), "new");
        assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("a mode");
        assert_eq!(replace(&path, b"newer").map_err(|error| error.kind()), Err(ErrorKind::PermissionDenied));
        assert_eq!(fs::read_to_string(&path).expect("a text"), "new");
    }
}
