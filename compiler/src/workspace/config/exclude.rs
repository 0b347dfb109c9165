//! Globs of paths to leave out. In: lines with the meaning of a `.gitignore`'s. Out: whether a path
//! is excluded, or why a line is no glob. The only file of the configuration that names the library.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{Error, Match};

/// The excludes of one folder.
#[derive(Clone, Debug)]
pub struct Exclude(Gitignore);

impl Exclude {
    /// The excludes of the `sop.toml` in `folder`; `None` where there are none. Lines that are no
    /// globs are left out: `config::parse` has reported them.
    pub fn new(folder: &Path, globs: &[String]) -> Option<Exclude> {
        let mut builder = builder(folder);
        for glob in globs {
            let _reported = builder.add_line(None, glob);
        }
        builder.build().ok().filter(|matcher| !matcher.is_empty()).map(Exclude)
    }

    /// Whether `path`, which lies in the folder, is left out; `None` where no line speaks of it.
    pub fn excludes(&self, path: &Path, is_folder: bool) -> Option<bool> {
        match self.0.matched(path, is_folder) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        }
    }
}

/// Why `glob` is none, without a full stop; `None` if it is one.
pub(super) fn fault(glob: &str) -> Option<String> {
    match builder(Path::new("")).add_line(None, glob) {
        Ok(_) => None,
        Err(Error::Glob { err, .. }) => Some(err),
        Err(error) => Some(error.to_string()),
    }
}

fn builder(folder: &Path) -> GitignoreBuilder {
    let mut builder = GitignoreBuilder::new(folder);
    builder.allow_unclosed_class(false);
    builder
}
