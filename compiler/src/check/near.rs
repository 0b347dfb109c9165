//! Did you mean: of several names the one that was probably meant. In: a name as written and the
//! names that could stand in its place. Out: the nearest, if it is near enough.

/// The nearest of `names` within two edits, which must be less than half of what was written; of
/// equally near ones the first.
pub(super) fn nearest<'n, T>(written: &str, names: impl Iterator<Item = (&'n str, T)>) -> Option<(&'n str, T)> {
    let length = written.chars().count();
    let mut best: Option<(usize, (&'n str, T))> = None;
    for (name, what) in names {
        if name.len().abs_diff(written.len()) > 8 || name == written {
            continue;
        }
        let distance = strsim::damerau_levenshtein(written, name);
        if distance <= 2 && distance * 2 < length && best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, (name, what)));
        }
    }
    best.map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_edits_but_less_than_half() {
        let near = |written, names: &[&'static str]| nearest(written, names.iter().map(|name| (*name, ()))).map(|(name, ())| name);
        assert_eq!(near("agnt", &["manager", "agent", "agents"]), Some("agent"));
        assert_eq!(near("paly", &["play", "pay"]), Some("play"));
        assert_eq!(near("pa", &["pay"]), None, "half of it");
        assert_eq!(near("window", &["winner"]), None, "three edits");
    }
}
