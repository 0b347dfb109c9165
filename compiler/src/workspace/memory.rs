//! Workspaces that stand in no folder. In: texts by their paths. Out: a workspace as it would be read
//! from a folder with these files. Reads no file.

use super::attachments::Attachments;
use super::config::{self, Config};
use super::{File, Place, Workspace};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Workspace {
    /// One workspace of `files`, each a path from the root (with `/`) and its text. A `sop.toml` among
    /// them configures its folder and those below, whatever it says of being a root; what is neither a
    /// `sop.toml` nor a `.sop` file is there to be shown by documents.
    pub fn in_memory(files: &[(&str, &str)]) -> Workspace {
        let mut sorted: Vec<(&Path, &str)> = files.iter().map(|(path, text)| (Path::new(*path), *text)).collect();
        sorted.sort_unstable();
        let mut configs: Vec<(&Path, Arc<Config>)> = Vec::new();
        let mut all: Vec<Option<File>> = Vec::new();
        let is_config = |path: &Path| path.file_name().is_some_and(|name| name == config::FILE_NAME);
        // a folder comes before those in it
        let mut folders: Vec<_> = sorted.iter().filter(|(path, _)| is_config(path)).collect();
        folders.sort_by_key(|(path, _)| path.parent());
        for (path, text) in folders {
            let (own, errors) = config::parse(text);
            let folder = path.parent().unwrap_or(Path::new(""));
            let config = Arc::new(own.over(&governing(&configs, folder)));
            configs.push((folder, config.clone()));
            all.push(Some(File::config(path.to_path_buf(), path.display().to_string(), (*text).to_owned(), errors, config)));
        }
        for (path, text) in sorted.iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "sop")) {
            let config = governing(&configs, path.parent().unwrap_or(Path::new("")));
            all.push(Some(File::source(path.to_path_buf(), path.display().to_string(), (*text).to_owned(), true, config)));
        }
        let attachments = Attachments::only(sorted.iter().map(|(path, _)| path.to_path_buf()));
        let configs = configs.into_iter().map(|(folder, config)| (folder.to_path_buf(), config)).collect();
        Self::of(Place { root: PathBuf::new(), shown_root: ".".to_owned(), configs, attachments }, 0, all)
    }
}

/// The configuration of the nearest folder from `folder` upwards.
fn governing(configs: &[(&Path, Arc<Config>)], folder: &Path) -> Arc<Config> {
    let at = |outer: &Path| configs.iter().find(|(folder, _)| *folder == outer).map(|(_, config)| config.clone());
    folder.ancestors().find_map(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Preset, Severity, UNUSED_ROLE};

    #[test]
    fn the_nearest_configuration_holds() {
        let workspace = Workspace::in_memory(&[
            ("a/sop.toml", "[checks]\nunused-role = \"off\"\n"),
            ("a/b/SOP-A-1.sop", "sop SOP-A-1 \"A\" {}\n"),
            ("sop.toml", "[checks]\npreset = \"regulated\"\n"),
            ("img/a.png", ""),
        ]);
        assert_eq!(workspace.file_ids().count(), 3);
        let file = workspace.definer("SOP-A-1").and_then(|id| workspace.file(id));
        let config = file.map(|file| (file.config.preset(), file.config.level(&UNUSED_ROLE)));
        assert_eq!(config, Some((Preset::Regulated, Severity::Off)));
    }
}
