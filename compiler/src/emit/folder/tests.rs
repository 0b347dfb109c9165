//! The swap, killed between every two steps and failing at each rename.

use super::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

type Content = BTreeMap<String, String>;

fn content(pairs: &[(&str, &str)]) -> Content {
    pairs.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn files(content: &Content) -> rayon::vec::IntoIter<(PathBuf, Vec<u8>)> {
    let files: Vec<_> = content.iter().map(|(path, text)| (PathBuf::from(path), text.clone().into_bytes())).collect();
    files.into_par_iter()
}

/// What a folder holds, its marker left out; none where there is no folder.
fn held(folder: &Path) -> Option<Content> {
    fn collect(folder: &Path, below: &str, held: &mut Content) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), held);
            } else if name != MARKER {
                held.insert(name, fs::read_to_string(entry.path()).expect("a text"));
            }
        }
    }
    let mut found = Content::new();
    folder.is_dir().then(|| collect(folder, "", &mut found)).map(|()| found)
}

fn beside(folder: &Path) -> Vec<OsString> {
    let around = fs::read_dir(folder.parent().expect("a parent")).expect("a folder");
    around.map(|entry| entry.expect("an entry").file_name()).collect()
}

/// Replaces the folder and dies before step number `last`; true if it came to its end before that.
/// The process's locks go with it, as they do when it is killed.
fn killed(folder: &Path, new: &Content, last: usize) -> bool {
    let step = AtomicUsize::new(0);
    let before = |_: Step| {
        if step.fetch_add(1, Ordering::SeqCst) >= last {
            resume_unwind(Box::new("killed"));
        }
    };
    catch_unwind(AssertUnwindSafe(|| replace_in_steps(folder, files(new), &before).expect("no error"))).is_ok()
}

/// Dies at each step in turn, starting from `prepare`d ground, and looks at what is left.
fn at_every_step(prepare: impl Fn(&Path), old: Option<&Content>) {
    let new = content(&[("a.json", "new a"), ("in/c.json", "new c"), ("in/d.json", "new d")]);
    for last in 0.. {
        let ground = tempfile::tempdir().expect("a folder");
        let out = ground.path().join("out");
        prepare(&out);
        let finished = killed(&out, &new, last);
        let left = held(&out);
        assert!(left.is_none() || left.as_ref() == old || left.as_ref() == Some(&new), "step {last}: {left:?}");

        recover(&out).expect("recovered");
        let left = held(&out);
        assert!(left.as_ref() == old || left.as_ref() == Some(&new), "step {last}, recovered: {left:?}");
        assert!(!finished || left.as_ref() == Some(&new), "step {last}");
        let clean = if left.is_some() { vec![OsString::from("out")] } else { Vec::new() };
        assert_eq!(beside(&out), clean, "step {last}");

        replace(&out, files(&new)).expect("the next run");
        assert_eq!((held(&out).as_ref(), beside(&out)), (Some(&new), vec![OsString::from("out")]), "step {last}");
        if finished {
            return assert!(last >= 9, "only {last} steps");
        }
    }
}

#[test]
fn killed_at_any_step_over_an_old_folder_it_is_all_old_or_all_new() {
    let old = content(&[("a.json", "old a"), ("b.json", "old b")]);
    at_every_step(|out| replace(out, files(&old)).expect("the first run"), Some(&old));
}

#[test]
fn killed_at_any_step_with_no_folder_it_is_missing_or_all_new() {
    at_every_step(|_| {}, None);
}

#[test]
fn killed_at_any_step_of_clearing_up_after_a_killed_run_it_is_all_old_or_all_new() {
    let old = content(&[("a.json", "old a"), ("b.json", "old b")]);
    let newer = content(&[("a.json", "never seen")]);
    // Moved aside, the new one not yet moved in.
    for killed_before in [Step::MoveAside, Step::MoveIn, Step::Write] {
        let prepare = |out: &Path| {
            replace(out, files(&old)).expect("the first run");
            let before = |step| {
                if step == killed_before {
                    resume_unwind(Box::new("killed"));
                }
            };
            assert!(catch_unwind(AssertUnwindSafe(|| replace_in_steps(out, files(&newer), &before))).is_err());
        };
        at_every_step(prepare, Some(&old));
    }
}

#[test]
fn half_of_an_old_folder_is_never_restored() {
    let ground = tempfile::tempdir().expect("a folder");
    let out = ground.path().join("out");
    let (old, new) = (content(&[("a.json", "old"), ("b.json", "old")]), content(&[("a.json", "new")]));
    replace(&out, files(&old)).expect("the first run");
    let before = |step| {
        if step == Step::Remove {
            fs::remove_file(ground.path().join(".out.sopc-discarded/b.json")).expect("a file");
            resume_unwind(Box::new("killed"));
        }
    };
    assert!(catch_unwind(AssertUnwindSafe(|| replace_in_steps(&out, files(&new), &before))).is_err());
    fs::remove_dir_all(&out).expect("removed by the user");
    recover(&out).expect("recovered");
    assert_eq!((held(&out), beside(&out)), (None, Vec::new()));
}

#[test]
fn a_rename_that_fails_leaves_the_old_folder() {
    let old = content(&[("a.json", "old")]);
    for failing in [Step::MoveAside, Step::MoveIn] {
        let ground = tempfile::tempdir().expect("a folder");
        let out = ground.path().join("out");
        replace(&out, files(&old)).expect("the first run");
        let before = |step| {
            if step == failing && failing == Step::MoveIn {
                fs::remove_dir_all(ground.path().join(".out.sopc-new")).expect("the new folder");
            } else if step == failing {
                // The name is taken by a folder that is not empty.
                fs::create_dir_all(ground.path().join(".out.sopc-old/taken")).expect("a folder");
            }
        };
        assert!(replace_in_steps(&out, files(&content(&[("a.json", "new")])), &before).is_err());
        assert_eq!(held(&out), Some(old.clone()), "{failing:?}");
        assert!(!ground.path().join(".out.sopc-new").exists());
    }
}

#[test]
fn files_that_are_gone_are_removed_and_two_runs_write_the_same() {
    let ground = tempfile::tempdir().expect("a folder");
    let out = ground.path().join("not/yet/there");
    replace(&out, files(&content(&[("a.json", "a"), ("in/b.json", "b")]))).expect("the first run");
    let second = content(&[("in/c.json", "c")]);
    replace(&out, files(&second)).expect("the second run");
    assert_eq!(held(&out), Some(second));
    assert!(!out.join("a.json").exists() && out.join(MARKER).is_file());
}

#[test]
fn only_a_folder_of_ours_is_replaced() {
    let ground = tempfile::tempdir().expect("a folder");
    let out = ground.path().join("out");
    let new = content(&[("a.json", "a")]);
    fs::create_dir(&out).expect("an empty folder");
    replace(&out, files(&new)).expect("an empty folder is fine");

    let theirs = ground.path().join("theirs");
    fs::create_dir(&theirs).expect("a folder");
    fs::write(theirs.join("thesis.txt"), "years").expect("a file");
    let refused = replace(&theirs, files(&new)).map_err(|error| error.kind());
    assert_eq!(refused, Err(ErrorKind::DirectoryNotEmpty));
    assert_eq!(held(&theirs), Some(content(&[("thesis.txt", "years")])));
    let file = ground.path().join("file");
    fs::write(&file, "text").expect("a file");
    assert_eq!(replace(&file, files(&new)).map_err(|error| error.kind()), Err(ErrorKind::NotADirectory));
    assert_eq!(beside(&out).len(), 3);
}

#[test]
fn a_file_stays_in_the_folder_and_is_written_once() {
    let ground = tempfile::tempdir().expect("a folder");
    let out = ground.path().join("out");
    for wrong in ["../a.json", "/a.json", "in/../../a.json"] {
        let refused = replace(&out, files(&content(&[(wrong, "a")]))).map_err(|error| error.kind());
        assert_eq!(refused, Err(ErrorKind::InvalidInput), "{wrong}");
    }
    let twice = vec![(PathBuf::from("a.json"), Vec::new()), (PathBuf::from("a.json"), Vec::new())];
    let refused = replace(&out, twice.into_par_iter()).map_err(|error| error.kind());
    assert_eq!((refused, beside(&out)), (Err(ErrorKind::InvalidInput), Vec::new()));
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let ground = tempfile::tempdir().expect("a folder");
    let out = ground.path().join("out");
    let new = content(&[("a.json", "a")]);
    let second = std::sync::Mutex::new(None);
    let before = |step| {
        if step == Step::MoveAside {
            let refused = replace(&out, files(&content(&[("b.json", "b")]))).map_err(|error| error.kind());
            *second.lock().expect("a lock") = Some(refused);
        }
    };
    // The marker's lock is held until the files are written.
    let during = |step| {
        if step == Step::Write {
            before(Step::MoveAside)
        }
    };
    replace_in_steps(&out, files(&new), &during).expect("the first run");
    assert_eq!(second.into_inner().expect("a lock"), Some(Err(ErrorKind::ResourceBusy)));
    assert_eq!(held(&out), Some(new));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link() {
    let ground = tempfile::tempdir().expect("a folder");
    let (real, link) = (ground.path().join("real"), ground.path().join("link"));
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    let new = content(&[("a.json", "a")]);
    replace(&link, files(&new)).expect("the first run");
    assert!(link.is_symlink());
    assert_eq!(held(&real), Some(new));
}
