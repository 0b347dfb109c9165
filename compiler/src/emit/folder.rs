//! Replacing a folder of output. In: the folder and the files that it is to hold. Out: the folder with
//! these files and no others; or, where anything fails, as it was. Knows nothing of what is in them.
//!
//! The files are written to a folder beside it; then the old one is moved aside, the new one into
//! its place, and the old one removed. Whoever is killed between two of these steps leaves a state
//! that [`recover`] knows, and every [`replace`] starts with that.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

/// The file that tells a folder of ours from others.
pub const MARKER: &str = ".sopc-output";

const NOTE: &str = "This folder is written by `sopc build`, which replaces it whole. Keep nothing of your own in it.\n";

/// A step that is about to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Recover,
    Create,
    Mark,
    Write,
    MoveAside,
    MoveIn,
    /// The folder is all new; what follows is clearing up.
    Discard,
    Remove,
    Done,
}

/// Makes `folder` hold `files` (paths relative to it, and their bytes) and nothing else. What is
/// missing of the path to it is created. Fails, and leaves all as it was, where the folder holds
/// something and is not ours (`DirectoryNotEmpty`), is no folder (`NotADirectory`), is being written
/// by somebody else (`ResourceBusy`), or a file has a path that leads outside or comes twice
/// (`InvalidInput`).
pub fn replace(folder: &Path, files: impl ParallelIterator<Item = (PathBuf, Vec<u8>)>) -> io::Result<()> {
    replace_in_steps(folder, files, &|_| {})
}

/// Whether `folder` may be replaced: it is missing, empty or ours. The reason why not, as the error.
pub fn is_replaceable(folder: &Path) -> io::Result<()> {
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if folder.join(MARKER).is_file() || entries.next().is_none() {
        return Ok(());
    }
    Err(io::Error::new(ErrorKind::DirectoryNotEmpty, "the folder holds files that `sopc build` did not write"))
}

/// Restores what a killed run moved aside, and removes what it left. To be called before the folder is read.
pub fn recover(folder: &Path) -> io::Result<()> {
    Site::of(folder)?.recover(&|_| {})
}

fn replace_in_steps(folder: &Path, files: impl ParallelIterator<Item = (PathBuf, Vec<u8>)>, before: &(dyn Fn(Step) + Sync)) -> io::Result<()> {
    let site = Site::of(folder)?;
    before(Step::Recover);
    site.recover(before)?;
    is_replaceable(&site.folder)?;
    before(Step::Create);
    fs::create_dir(&site.new)?;
    let swapped = site.fill(files, before).and_then(|()| site.swap(before));
    if swapped.is_err() {
        let _ = fs::remove_dir_all(&site.new);
    }
    before(Step::Done);
    swapped
}

/// The folder and its siblings.
struct Site {
    folder: PathBuf,
    /// The new one, while it is written.
    new: PathBuf,
    /// The old one, while the new one is moved in.
    old: PathBuf,
    /// The old one, when it is not needed any more.
    discarded: PathBuf,
}

impl Site {
    /// Behind links, so that a link stays one. Creates the folder around it.
    fn of(folder: &Path) -> io::Result<Site> {
        let folder = match folder.canonicalize() {
            Ok(real) => real,
            Err(_) => {
                let folder = std::path::absolute(folder)?;
                let around = folder.parent().unwrap_or(&folder);
                fs::create_dir_all(around)?;
                around.canonicalize()?.join(folder.file_name().unwrap_or_default())
            }
        };
        let Some(name) = folder.file_name().filter(|_| folder.parent().is_some()) else {
            return Err(io::Error::new(ErrorKind::InvalidInput, "this folder cannot be replaced: it has no name"));
        };
        let beside = |what: &str| folder.with_file_name(sibling(name, what));
        Ok(Site { new: beside("new"), old: beside("old"), discarded: beside("discarded"), folder: folder.clone() })
    }

    fn recover(&self, before: &(dyn Fn(Step) + Sync)) -> io::Result<()> {
        if is_being_written(&self.new) {
            return Err(io::Error::new(ErrorKind::ResourceBusy, "another `sopc build` is writing to this folder"));
        }
        if self.old.is_dir() {
            // A second folder in this place is the whole new one, or came into being since.
            if self.folder.exists() {
                self.discard_old(before)?;
            } else {
                before(Step::Recover);
                fs::rename(&self.old, &self.folder)?;
            }
        }
        for leftover in [&self.new, &self.discarded] {
            before(Step::Recover);
            remove(leftover)?;
        }
        Ok(())
    }

    /// Writes the new folder. Its marker is there first, and locked while this lasts.
    fn fill(&self, files: impl ParallelIterator<Item = (PathBuf, Vec<u8>)>, before: &(dyn Fn(Step) + Sync)) -> io::Result<()> {
        before(Step::Mark);
        let marker = File::create_new(self.new.join(MARKER))?;
        // Not every file system can lock; then two runs at once are the user's affair.
        let _ = marker.try_lock();
        io::Write::write_all(&mut &marker, NOTE.as_bytes())?;
        files.try_for_each(|(path, bytes)| {
            before(Step::Write);
            write(&self.new, &path, &bytes)
        })
    }

    fn swap(&self, before: &(dyn Fn(Step) + Sync)) -> io::Result<()> {
        before(Step::MoveAside);
        let had_one = match fs::rename(&self.folder, &self.old) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        before(Step::MoveIn);
        if let Err(error) = fs::rename(&self.new, &self.folder) {
            if had_one {
                fs::rename(&self.old, &self.folder)?;
            }
            return Err(error);
        }
        // The new one stands; a leftover of the old one is the next run's affair.
        if had_one {
            let _ = self.discard_old(before);
        }
        Ok(())
    }

    /// Removes the old folder, under a name by which half of it is never taken for the whole.
    fn discard_old(&self, before: &(dyn Fn(Step) + Sync)) -> io::Result<()> {
        before(Step::Discard);
        remove(&self.discarded)?;
        fs::rename(&self.old, &self.discarded)?;
        before(Step::Remove);
        remove(&self.discarded)
    }
}

fn sibling(name: &OsStr, what: &str) -> OsString {
    let mut sibling = OsString::from(".");
    sibling.push(name);
    sibling.push(format!(".sopc-{what}"));
    sibling
}

/// Whether somebody holds the lock of an unfinished folder.
fn is_being_written(new: &Path) -> bool {
    let marker = File::open(new.join(MARKER));
    marker.is_ok_and(|marker| matches!(marker.try_lock(), Err(fs::TryLockError::WouldBlock)))
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let wrong = |what: &str| io::Error::new(ErrorKind::InvalidInput, format!("`{}` {what}", path.display()));
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(wrong("leads out of the folder"));
    }
    let path_here = folder.join(path);
    let create = || File::create_new(&path_here);
    let mut file = match create() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(path_here.parent().unwrap_or(folder))?;
            create()
        }
        created => created,
    }
    .map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => wrong("is written twice"),
        _ => error,
    })?;
    io::Write::write_all(&mut file, bytes)
}

#[cfg(test)]
mod tests;
