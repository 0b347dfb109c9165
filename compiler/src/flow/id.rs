//! Stable names for nodes. In: labels, kinds and texts. Out: ids that do not depend on what stands
//! beside an element: its label, or the id of what is around it and a slug of its own text.
//! Only unlabelled twins (same kind, same text, same place) are counted.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

#[derive(Default)]
pub(super) struct Ids {
    taken: FxHashMap<SmolStr, u32>,
    /// Nobody asks for them: all are empty.
    none: bool,
}

impl Ids {
    /// For whoever needs the shape of a flow and no names in it.
    pub fn none() -> Self {
        Self { none: true, ..Self::default() }
    }

    /// The id of a labelled element: the label, which is unique in its document.
    pub fn labelled(&mut self, label: &str) -> SmolStr {
        if self.none {
            return SmolStr::default();
        }
        self.free(SmolStr::new(label))
    }

    /// The id of an element without a label.
    pub fn unlabelled(&mut self, around: &str, kind: &str, text: &str) -> SmolStr {
        if self.none {
            return SmolStr::default();
        }
        let slug = slug(text);
        let mut id = String::with_capacity(around.len() + kind.len() + slug.len() + 2);
        if !around.is_empty() {
            id.push_str(around);
            id.push('/');
        }
        id.push_str(kind);
        if !slug.is_empty() {
            id.push('-');
            id.push_str(&slug);
        }
        self.free(SmolStr::new(id))
    }

    fn free(&mut self, id: SmolStr) -> SmolStr {
        let count = self.taken.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { id } else { SmolStr::new(format!("{id}~{count}")) }
    }
}

/// The first words in lower case, joined by hyphens; what is cut off or is no word is told by a short hash.
pub fn slug(text: &str) -> String {
    const LONGEST: usize = 32;
    let mut slug = String::with_capacity(LONGEST + 8);
    let mut whole = true;
    for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() > LONGEST {
            whole = false;
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase));
    }
    // what tells `a < b` from `a > b` is no word
    whole &= !text.contains(['<', '>', '=', '!']);
    if !whole || (slug.is_empty() && !text.trim().is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&format!("{:04x}", fnv(text) & 0xffff));
    }
    slug
}

/// A hash that is the same on every machine and in every version.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_only_at_the_end_differ() {
        let a = slug("Tell the consumer the amount and the date of the credit");
        let b = slug("Tell the consumer the amount and the date of the debit");
        assert_ne!(a, b);
        assert!(a.starts_with("tell-the-consumer-the-amount-and"));
        assert_ne!(slug("amount < 5"), slug("amount > 5"));
    }

    #[test]
    fn twins_are_counted_and_others_are_not() {
        let mut ids = Ids::default();
        assert_eq!(ids.unlabelled("", "task", "Wait here"), "task-wait-here");
        assert_eq!(ids.unlabelled("", "task", "Wait here"), "task-wait-here~2");
        assert_eq!(ids.unlabelled("alarm", "task", "Wait here"), "alarm/task-wait-here");
    }
}
