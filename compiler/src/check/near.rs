//! Did you mean: of several names the one that was probably meant. In: a name as written and the
//! names that could stand in its place. Out: the nearest, if it is near enough. An edit is a letter
//! more, a letter less, another letter, or two neighbours the other way round.

/// The nearest of `names` within two edits, which must be less than half of what was written; of
/// equally near ones the first.
pub(super) fn nearest<'n, T>(written: &str, names: impl Iterator<Item = (&'n str, T)>) -> Option<(&'n str, T)> {
    let length = written.chars().count();
    let mut best: Option<(usize, (&'n str, T))> = None;
    for (name, what) in names {
        // only what is nearer than the best so far
        let most = best.as_ref().map_or(2, |(distance, _)| distance - 1).min(length.saturating_sub(1) / 2);
        if name != written
            && let Some(distance) = distance(written, name, most)
        {
            best = Some((distance, (name, what)));
        }
        if best.as_ref().is_some_and(|(distance, _)| *distance <= 1) {
            break;
        }
    }
    best.map(|(_, found)| found)
}

/// How many edits lead from one name to another, if at most `most` do.
fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    // an edit changes at most four bytes
    if one.len().abs_diff(other.len()) > 4 * most {
        return None;
    }
    if one.is_ascii() && other.is_ascii() {
        return (0..=most).find(|edits| within(one.as_bytes(), other.as_bytes(), *edits));
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    (0..=most).find(|edits| within(&one, &other, *edits))
}

fn within<T: PartialEq>(one: &[T], other: &[T], edits: usize) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or(&[]), other.get(same..).unwrap_or(&[]));
    match (one, other) {
        ([], rest) | (rest, []) => rest.len() <= edits,
        _ if edits == 0 || one.len().abs_diff(other.len()) > edits => false,
        ([a, one_rest @ ..], [b, other_rest @ ..]) => {
            let swapped = || match (one_rest, other_rest) {
                ([c, one_rest @ ..], [d, other_rest @ ..]) => a == d && b == c && within(one_rest, other_rest, edits - 1),
                _ => false,
            };
            within(one_rest, other_rest, edits - 1) || within(one, other_rest, edits - 1) || within(one_rest, other, edits - 1) || swapped()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_edits_but_less_than_half() {
        let near = |written, names: &[&'static str]| nearest(written, names.iter().map(|name| (*name, ()))).map(|(name, ())| name);
        assert_eq!(near("agnt", &["manager", "agent", "agents"]), Some("agent"));
        assert_eq!(near("paly", &["plays", "play", "pay"]), Some("play"));
        assert_eq!(near("pa", &["pay"]), None, "half of it");
        assert_eq!(near("window", &["winner"]), None, "three edits");
        assert_eq!(near("window", &["widnwo", "wndow"]), Some("wndow"));
        assert_eq!(near("grüße", &["grusse", "grüsse"]), Some("grüsse"));
    }

    #[test]
    fn distances_are_those_of_a_library() {
        let names = ["", "a", "ab", "ba", "abc", "acb", "SOP-A-1", "SOP-A-12", "SPO-A-1", "WI-A-1", "window", "widow", "wind", "winodw"];
        for one in names {
            for other in names {
                let right = strsim::osa_distance(one, other);
                assert_eq!(distance(one, other, 2), Some(right).filter(|right| *right <= 2), "{one} {other}");
            }
        }
    }
}
