//! Which of two versions is the later one. In: versions as written. Out: their order.

use std::cmp::Ordering;

/// Numbers with points by their parts, so that 1.10 is behind 1.9 and 2 is 2.0; dates by the calendar.
/// None between a number and a date.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    match (one.contains('-'), other.contains('-')) {
        (false, false) => Some(by_parts(one, other)),
        (true, true) => Some(one.cmp(other)),
        _ => None,
    }
}

fn by_parts(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.split('.'), other.split('.'));
    loop {
        let (a, b) = (one.next(), other.next());
        if a.is_none() && b.is_none() {
            return Ordering::Equal;
        }
        // however long, and whatever its leading zeros
        let (a, b) = (a.unwrap_or("").trim_start_matches('0'), b.unwrap_or("").trim_start_matches('0'));
        match a.len().cmp(&b.len()).then_with(|| a.cmp(b)) {
            Ordering::Equal => {}
            order => return order,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_an_order() {
        for (one, other, order) in [
            ("1.9", "1.10", Some(Ordering::Less)),
            ("2", "2.0", Some(Ordering::Equal)),
            ("2.0.0", "2", Some(Ordering::Equal)),
            ("1.2.3", "1.2", Some(Ordering::Greater)),
            ("01", "1", Some(Ordering::Equal)),
            ("99999999999999999999999999", "100000000000000000000000000", Some(Ordering::Less)),
            ("2016-11-14", "2013-10-28", Some(Ordering::Greater)),
            ("2016-11-14", "3.0", None),
        ] {
            assert_eq!(compare(one, other), order, "{one} {other}");
            assert_eq!(compare(other, one), order.map(Ordering::reverse), "{other} {one}");
        }
    }
}
