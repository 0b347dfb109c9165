//! Which activities a set of procedures fulfils, with all that they call. In: the procedures. Out: the
//! names of the activities, as they are written.

use crate::check::Context;
use crate::check::overview::broken_words;
use crate::diagnostic::FileId;
use crate::model::{RelationKind, Signature};
use rustc_hash::FxHashSet;

/// More documents than this are not gone through: then nothing is certain.
const MOST: usize = 20_000;

pub(super) struct Fulfilled<'w> {
    names: FxHashSet<&'w str>,
    /// A called document is missing, or there are too many.
    unclear: bool,
}

impl<'w> Fulfilled<'w> {
    /// By these, and by whoever they call, directly or through others.
    pub fn by(context: &Context<'w>, files: &[FileId]) -> Self {
        let mut fulfilled = Self { names: FxHashSet::default(), unclear: false };
        let (mut todo, mut known) = (files.to_vec(), FxHashSet::default());
        while let Some(file) = todo.pop() {
            let Some(signature) = context.workspace.signature(file).filter(|_| known.insert(file)) else { continue };
            fulfilled.take(context, file, signature);
            for call in signature.relations.iter().filter(|relation| matches!(relation.kind, RelationKind::Performs | RelationKind::Follows)) {
                match context.workspace.definer(&call.to) {
                    Some(callee) => todo.push(callee),
                    None => fulfilled.unclear = true,
                }
            }
            if known.len() > MOST {
                fulfilled.unclear = true;
                break;
            }
        }
        fulfilled
    }

    /// By these alone.
    pub fn by_any(context: &Context<'w>, files: impl Iterator<Item = FileId>) -> Self {
        let mut fulfilled = Self { names: FxHashSet::default(), unclear: false };
        for file in files {
            if let Some(signature) = context.workspace.signature(file) {
                fulfilled.take(context, file, signature);
            }
        }
        fulfilled
    }

    fn take(&mut self, context: &Context<'w>, file: FileId, signature: &'w Signature) {
        self.names.extend(signature.fulfils.iter().map(|name| name.as_str()));
        // it may be fulfilled where nobody can read it
        self.names.extend(broken_words(context.workspace, file));
    }

    /// Whether an activity of a policy is among them, or may be.
    pub fn has(&self, policy: &str, activity: &str) -> bool {
        self.unclear || self.names.contains(activity) || self.names.contains(format!("{policy}.{activity}").as_str())
    }
}
