//! Braces in texts. In: a text as it is written, with or without its quotes. Out: each `{` that opens a
//! reference, and where it closes. One pass.

/// A `{` without a backslash, by its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brace {
    /// `{…}` on one line; `end` is behind the closing one.
    Closed { at: usize, end: usize },
    /// Nothing closes it on its line, or another one opens first.
    Open { at: usize },
}

pub fn braces(text: &str) -> impl Iterator<Item = Brace> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + memchr::memchr2(b'{', b'\\', text.as_bytes().get(from..)?)?;
            let rest = text.get(at + 1..)?;
            if text.as_bytes().get(at) == Some(&b'\\') {
                from = at + 1 + rest.chars().next()?.len_utf8();
                continue;
            }
            let close = memchr::memchr3(b'}', b'{', b'\n', rest.as_bytes()).filter(|close| rest.as_bytes().get(*close) == Some(&b'}'));
            from = at + 1;
            return Some(match close {
                Some(close) => {
                    from += close + 1;
                    Brace::Closed { at, end: from }
                }
                None => Brace::Open { at },
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_passed_over_and_lines_end_a_brace() {
        let all = |text: &str| braces(text).collect::<Vec<_>>();
        assert_eq!(all(r"a {b} \{c} \\{d}"), [Brace::Closed { at: 2, end: 5 }, Brace::Closed { at: 13, end: 16 }]);
        assert_eq!(all("{a {b}"), [Brace::Open { at: 0 }, Brace::Closed { at: 3, end: 6 }]);
        assert_eq!(all("{a\n}{"), [Brace::Open { at: 0 }, Brace::Open { at: 4 }]);
        assert_eq!(all("é{ü}\\"), [Brace::Closed { at: 2, end: 6 }]);
    }
}
