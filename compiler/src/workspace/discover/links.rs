//! Symbolic links. In: the links that walks came by. Out: the folders and files they lead to, each
//! read once, however many ways lead there; loops and links to nowhere as problems.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folders::Folders;
use super::place::{is_document, real};
use super::read::ReadError;
use super::walk::{Via, Walked, not_a_file, walk};

/// Follows all links of `walked`, which holds everything below `root`, and adds what they lead to.
pub(super) fn follow(root: &Path, folders: &Arc<Folders>, walked: &mut Walked) {
    if walked.links.is_empty() {
        return;
    }
    let real_root = real(root);
    let really = |path: &PathBuf| path.strip_prefix(root).map_or_else(|_| real(path), |below| real_root.join(below));
    let mut visited: HashSet<PathBuf> = walked.folders.iter().map(really).collect();
    let mut files: HashSet<PathBuf> = walked.files.iter().map(really).collect();

    // In the order of paths, so that of two links to one folder it is always the same that counts.
    let mut queue: BTreeSet<PathBuf> = std::mem::take(&mut walked.links).into_iter().collect();
    let mut to_files = Vec::new();
    while let Some(link) = queue.pop_first() {
        match fs::metadata(&link) {
            // A link to nowhere matters where a document was meant, a loop always.
            Err(error) => {
                let common = matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied);
                if is_document(&link) || !common {
                    walked.problems.push(fault(&link, &error));
                }
            }
            Ok(found) if found.is_dir() => {
                let target = real(&link);
                if leads_back(&link, &target, root) {
                    walked.problems.push(ReadError::new(
                        &link,
                        "this link leads back to a folder that holds it, so it has no end",
                        "remove the link, or exclude it in `sop.toml`",
                    ));
                } else if !visited.contains(&target) && !folders.excluded(&link, true) && folders.enter(&link) {
                    let via = Via { link: link.clone(), target: target.clone(), visited: Arc::new(visited.clone()) };
                    let mut more = walk(&link, folders, Some(via));
                    let below = |path: &PathBuf| path.strip_prefix(&link).map(|below| join(&target, below));
                    visited.extend(more.folders.iter().filter_map(|path| below(path).ok()));
                    files.extend(more.files.iter().filter_map(|path| below(path).ok()));
                    queue.append(&mut more.links.drain(..).collect());
                    walked.add(more);
                }
            }
            Ok(found) if is_document(&link) => {
                if found.is_file() {
                    to_files.push(link);
                } else {
                    walked.problems.push(not_a_file(&link, false));
                }
            }
            Ok(_) => {}
        }
    }
    to_files.retain(|link| files.insert(real(link)));
    walked.files.extend(to_files);
}

/// `folder` with `below`, without the closing slash that an empty `below` would leave.
fn join(folder: &Path, below: &Path) -> PathBuf {
    if below.as_os_str().is_empty() { folder.to_path_buf() } else { folder.join(below) }
}

/// Whether the link's target holds the link, by any of the ways that led to it.
fn leads_back(link: &Path, target: &Path, root: &Path) -> bool {
    let holders = link.ancestors().skip(1).take_while(|holder| holder.starts_with(root));
    holders.map(real).any(|holder| holder.starts_with(target))
}

/// What is wrong with a link that leads nowhere.
pub(super) fn fault(link: &Path, error: &std::io::Error) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound => ReadError::new(link, "this link leads to a file that is not there", "remove the link, or restore the file"),
        ErrorKind::PermissionDenied => ReadError::io(link, error),
        _ => ReadError::new(link, "this link leads back to itself", "remove the link, or let it lead to a file"),
    }
}
