//! How the JSON is laid out. In: what serde tells of a value. Out: text with one item a line: two
//! spaces a level, and whatever lies deeper than an item's own fields on the line of its field, so
//! that a changed line of a document is a changed line of its JSON. Ends with a line break.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// `value` as bytes; a value that is no JSON (there is none here) gives an empty text.
pub(super) fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(16 * 1024);
    let mut serializer = Serializer::with_formatter(&mut bytes, Layout::default());
    if value.serialize(&mut serializer).is_err() {
        return Vec::new();
    }
    bytes.push(b'\n');
    bytes
}

/// Lists and objects at this depth begin a line for each of their entries, and those around them.
const BROKEN: usize = 3;
/// The vocabulary is a list of lists of items: one level more.
const DEEPER: &[u8] = b"vocabulary";

#[derive(Default)]
struct Layout {
    depth: usize,
    /// Whether the container at hand has entries.
    filled: bool,
    /// Whether the key at hand is one of the file itself.
    in_key: bool,
    deeper: bool,
}

impl Layout {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8], list: bool) -> io::Result<()> {
        let broken = self.is_broken(list);
        self.depth -= 1;
        if self.filled && broken {
            self.line(out)?;
        } else if self.filled && !list {
            out.write_all(b" ")?;
        }
        self.filled = true;
        out.write_all(bracket)
    }

    fn entry<W: ?Sized + Write>(&mut self, out: &mut W, first: bool, list: bool) -> io::Result<()> {
        let broken = self.is_broken(list);
        out.write_all(match (first, broken, list) {
            (true, true, _) | (true, false, true) => b"",
            (true, false, false) => b" ",
            (false, true, _) => b",",
            (false, false, _) => b", ",
        })?;
        if broken { self.line(out) } else { Ok(()) }
    }

    /// A list among an item's fields has a line for each of its entries.
    fn is_broken(&self, list: bool) -> bool {
        self.depth <= BROKEN + usize::from(list || self.deeper)
    }

    fn line<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        const SPACES: &[u8] = b"\n                ";
        out.write_all(SPACES.get(..=self.depth * 2).unwrap_or(SPACES))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]", true)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.entry(out, first, true)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}", false)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.in_key = self.depth == 1;
        self.entry(out, first, false)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if self.in_key {
            self.deeper = fragment.as_bytes() == DEEPER;
        }
        out.write_all(fragment.as_bytes())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.in_key = false;
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn items_have_lines_and_their_values_share_one() {
        let value = json!({
            "a": [{ "id": "x", "list": [{ "y": [1, 2] }, {}], "range": { "start": { "line": 1 } } }, {}],
            "b": [], "c": {},
            "vocabulary": { "facts": [{ "name": "n", "type": { "kind": "k" } }] },
            "z": { "header": { "owner": { "k": 1 } } },
        });
        let text = String::from_utf8(to_bytes(&value)).unwrap();
        let expected = r#"{
  "a": [
    {
      "id": "x",
      "list": [
        { "y": [1, 2] },
        {}
      ],
      "range": { "start": { "line": 1 } }
    },
    {}
  ],
  "b": [],
  "c": {},
  "vocabulary": {
    "facts": [
      {
        "name": "n",
        "type": { "kind": "k" }
      }
    ]
  },
  "z": {
    "header": {
      "owner": { "k": 1 }
    }
  }
}
"#;
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
