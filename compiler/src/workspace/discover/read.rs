//! Reading one file. In: a path. Out: its text as it stands, a byte order mark included, or the one
//! clear reason why there is none. Knows nothing of what the text says.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A path that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Absolute.
    pub path: PathBuf,
    /// One sentence without a full stop that does not repeat the path.
    pub message: String,
    /// The remedy.
    pub help: String,
    /// Whether the path is, or lies in, what the user asked for.
    pub asked: bool,
}

impl ReadError {
    pub(super) fn new(path: &Path, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_path_buf(), message: message.into(), help: help.into(), asked: true }
    }

    /// The error of the operating system at `path`, in our words.
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let (message, help) = match error.kind() {
            ErrorKind::NotFound => ("there is no file or folder with this name".to_string(), "check the spelling; a path is relative to the current folder"),
            ErrorKind::PermissionDenied => {
                ("this may not be read: permission denied".to_string(), "give yourself the right to read it, or exclude it in `sop.toml`")
            }
            ErrorKind::IsADirectory => ("this is a folder, not a file".to_string(), "give a file"),
            ErrorKind::Interrupted => ("reading was interrupted".to_string(), "try again"),
            _ => (format!("this can't be read: {error}"), "check the disk or the network drive"),
        };
        Self::new(path, message, help)
    }
}

/// What a file starts with is read at once; nearly all procedures are shorter.
const CHUNK: usize = 64 * 1024;
/// Places in a file are counted in 32 bits.
const LIMIT: u64 = u32::MAX as u64;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The text of the regular file at `path`.
pub fn read(path: &Path) -> Result<String, ReadError> {
    BUFFER.with_borrow_mut(|buffer| {
        buffer.clear();
        fill(path, buffer).map_err(|error| match error {
            Fault::Io(error) => ReadError::io(path, &error),
            Fault::TooLarge(size) => {
                ReadError::new(path, format!("this file has {size} bytes, more than the 4 GiB that can be read"), "split the file: a document is one file")
            }
            Fault::Binary => binary(path, buffer),
        })?;
        let text = text(path, buffer).map(str::to_string);
        if buffer.capacity() > 16 * CHUNK {
            *buffer = Vec::new();
        }
        text
    })
}

enum Fault {
    Io(io::Error),
    TooLarge(u64),
    Binary,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Fault::Io(error)
    }
}

/// Reads to the end; a file that starts as no text, or is too large, is not read further.
fn fill(path: &Path, buffer: &mut Vec<u8>) -> Result<(), Fault> {
    buffer.reserve(CHUNK);
    let mut file = File::open(path)?;
    (&mut file).take(CHUNK as u64).read_to_end(buffer)?;
    if buffer.len() < CHUNK {
        return Ok(());
    }
    let size = file.metadata()?.len();
    if size > LIMIT {
        return Err(Fault::TooLarge(size));
    }
    if buffer.contains(&0) {
        return Err(Fault::Binary);
    }
    file.take(LIMIT + 1 - CHUNK as u64).read_to_end(buffer)?;
    if buffer.len() as u64 > LIMIT { Err(Fault::TooLarge(buffer.len() as u64)) } else { Ok(()) }
}

/// The bytes of the file at `path` as text.
pub(super) fn text<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b str, ReadError> {
    if bytes.contains(&0) {
        return Err(binary(path, bytes));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        let byte = bytes.get(at).copied().unwrap_or_default();
        ReadError::new(path, format!("this is not UTF-8: line {line} has the byte 0x{byte:02X}"), "save the file as UTF-8")
    })
}

fn binary(path: &Path, bytes: &[u8]) -> ReadError {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return ReadError::new(path, "this is UTF-16, not UTF-8", "save the file as UTF-8");
    }
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or_default();
    ReadError::new(path, format!("this is a binary file, not a text: byte {at} is zero"), "write the document as text, or exclude the file in `sop.toml`")
}
