//! What any tool must do before it can begin: find the `.sop` files and read them.
//!
//! In: a folder. Out: how many files and bytes. Files are found like the compiler finds them,
//! ignore files honoured, one thread; each is read whole and checked for UTF-8, then let go.
//! Reading and doing something with the text is `read` with another visitor.

use std::path::Path;
use std::{fs, io};

use ignore::WalkBuilder;

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub documents: usize,
    pub bytes: u64,
}

/// Finds and reads every `.sop` file below `root`, and hands its text to `visit`.
pub fn read(root: &Path, mut visit: impl FnMut(&str)) -> io::Result<Read> {
    let mut read = Read::default();
    for entry in WalkBuilder::new(root).build() {
        let entry = entry.map_err(io::Error::other)?;
        if entry.path().extension().is_none_or(|extension| extension != "sop") {
            continue;
        }
        let text = fs::read_to_string(entry.path())?;
        visit(&text);
        read.documents += 1;
        read.bytes += text.len() as u64;
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::{Read, read};
    use crate::generate;

    #[test]
    fn reads_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let written = generate::write(folder.path(), 150).unwrap();
        let mut seen = 0;
        let found = read(folder.path(), |text| seen += text.len() as u64).unwrap();
        assert_eq!(found, Read { documents: 200, bytes: written.bytes });
        assert_eq!(seen, written.bytes);
    }
}
