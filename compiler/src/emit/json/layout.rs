//! How the JSON is laid out. In: what serde tells of a shape. Out: text with one item a line: two
//! spaces a level, and whatever lies deeper than an item's own fields on the line of its field, so
//! that a changed line of a document is a changed line of its JSON. Ends with a line break.
//!
//! Written for the shapes of this folder alone (structs, lists, texts, whole numbers, flags), since
//! a general serializer takes twice the time and writing is most of the work.

use serde::ser::{self, Impossible, Serialize, Serializer};
use std::cell::RefCell;
use std::fmt;

/// `value` as bytes. A shape with anything but what is named above has none; the tests would show it.
pub(super) fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    // one buffer grows to the size of the largest file, the others are as large as they have to be
    thread_local!(static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    BUFFER.with_borrow_mut(|out| {
        out.clear();
        let mut writer = Writer { out, depth: 0, deeper: false };
        if value.serialize(&mut writer).is_err() {
            return Vec::new();
        }
        out.push(b'\n');
        out.as_slice().to_vec()
    })
}

/// Lists and objects at this depth begin a line for each of their entries, and those around them.
const BROKEN: usize = 3;
/// The vocabulary is a list of lists of items: one level more.
const DEEPER: &str = "vocabulary";

struct Writer<'b> {
    out: &'b mut Vec<u8>,
    depth: usize,
    deeper: bool,
}

impl Writer<'_> {
    /// A list among an item's fields has a line for each of its entries.
    fn is_broken(&self, list: bool) -> bool {
        self.depth <= BROKEN + usize::from(list) + usize::from(self.deeper)
    }

    fn line(&mut self) {
        const SPACES: &[u8] = b"\n                ";
        self.out.extend_from_slice(SPACES.get(..=self.depth * 2).unwrap_or(SPACES));
    }

    /// What stands before an entry.
    fn entry(&mut self, first: bool, list: bool) {
        match (self.is_broken(list), first) {
            (true, first) => {
                if !first {
                    self.out.push(b',');
                }
                self.line();
            }
            (false, true) if list => {}
            (false, true) => self.out.push(b' '),
            (false, false) => self.out.extend_from_slice(b", "),
        }
    }

    fn close(&mut self, filled: bool, list: bool) {
        let broken = self.is_broken(list);
        self.depth -= 1;
        if filled && broken {
            self.line();
        } else if filled && !list {
            self.out.push(b' ');
        }
        self.out.push(if list { b']' } else { b'}' });
    }

    fn text(&mut self, text: &str) {
        self.out.push(b'"');
        if !text.bytes().fold(false, |any, byte| any | is_escaped(byte)) {
            self.out.extend_from_slice(text.as_bytes());
            return self.out.push(b'"');
        }
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| is_escaped(*byte)) {
            self.out.extend_from_slice(text.as_bytes().get(plain..at).unwrap_or(&[]));
            plain = at + 1;
            match byte {
                b'"' => self.out.extend_from_slice(b"\\\""),
                b'\\' => self.out.extend_from_slice(b"\\\\"),
                b'\n' => self.out.extend_from_slice(b"\\n"),
                b'\t' => self.out.extend_from_slice(b"\\t"),
                control => self.out.extend_from_slice(format!("\\u{control:04x}").as_bytes()),
            }
        }
        self.out.extend_from_slice(text.as_bytes().get(plain..).unwrap_or(&[]));
        self.out.push(b'"');
    }

    fn number(&mut self, mut number: u64) {
        let mut digits = [0; 20];
        let mut length = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
            length += 1;
            if number == 0 {
                break;
            }
        }
        self.out.extend_from_slice(digits.get(20 - length..).unwrap_or(&[]));
    }
}

/// What cannot stand in quotes as it is.
fn is_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// The shape has something in it that no shape has.
#[derive(Debug)]
struct Unexpected;

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a shape of another kind")
    }
}

impl std::error::Error for Unexpected {}

impl ser::Error for Unexpected {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Done = Result<(), Unexpected>;
type Never = Impossible<(), Unexpected>;

/// A list or an object that is open.
struct Open<'w, 'b> {
    writer: &'w mut Writer<'b>,
    filled: bool,
}

impl ser::SerializeSeq for Open<'_, '_> {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        self.writer.entry(!self.filled, true);
        self.filled = true;
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        self.writer.close(self.filled, true);
        Ok(())
    }
}

impl ser::SerializeStruct for Open<'_, '_> {
    type Ok = ();
    type Error = Unexpected;

    /// Keys are names in the code: nothing in them is to be escaped.
    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Done {
        if self.writer.depth == 1 {
            self.writer.deeper = key == DEEPER;
        }
        self.writer.entry(!self.filled, false);
        self.filled = true;
        self.writer.out.push(b'"');
        self.writer.out.extend_from_slice(key.as_bytes());
        self.writer.out.extend_from_slice(b"\": ");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        self.writer.close(self.filled, false);
        Ok(())
    }
}

macro_rules! unexpected {
    ($($name:ident($($ty:ty),*);)+) => {
        $(fn $name(self, $(_: $ty),*) -> Done { Err(Unexpected) })+
    };
}

impl<'w, 'b> Serializer for &'w mut Writer<'b> {
    type Ok = ();
    type Error = Unexpected;
    type SerializeSeq = Open<'w, 'b>;
    type SerializeStruct = Open<'w, 'b>;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStructVariant = Never;

    fn serialize_bool(self, flag: bool) -> Done {
        self.out.extend_from_slice(if flag { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_u32(self, number: u32) -> Done {
        self.number(u64::from(number));
        Ok(())
    }

    fn serialize_u64(self, number: u64) -> Done {
        self.number(number);
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Done {
        self.text(text);
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Done {
        self.text(word);
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'b>, Unexpected> {
        self.depth += 1;
        self.out.push(b'[');
        Ok(Open { writer: self, filled: false })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'b>, Unexpected> {
        self.depth += 1;
        self.out.push(b'{');
        Ok(Open { writer: self, filled: false })
    }

    unexpected! {
        serialize_i8(i8); serialize_i16(i16); serialize_i32(i32); serialize_i64(i64); serialize_u8(u8); serialize_u16(u16);
        serialize_f32(f32); serialize_f64(f64); serialize_char(char); serialize_bytes(&[u8]); serialize_none();
        serialize_unit(); serialize_unit_struct(&'static str);
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Done {
        Err(Unexpected)
    }

    fn serialize_tuple(self, _: usize) -> Result<Never, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Never, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Never, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Never, Unexpected> {
        Err(Unexpected)
    }
}

#[cfg(test)]
mod tests {
    use super::to_bytes;
    use serde::Serialize;

    #[derive(Default, Serialize)]
    struct File {
        nodes: Vec<Item>,
        empty: Vec<Item>,
        vocabulary: Words,
        document: Item,
    }

    #[derive(Default, Serialize)]
    struct Words {
        facts: Vec<Item>,
    }

    #[derive(Default, Serialize)]
    struct Item {
        id: &'static str,
        list: Vec<Inner>,
        range: Inner,
    }

    #[derive(Default, Serialize)]
    struct Inner {
        at: Vec<u32>,
        yes: bool,
    }

    #[test]
    fn items_have_lines_and_their_values_share_one() {
        let item = || Item { id: "x", list: vec![Inner { at: vec![1, 20], yes: true }, Inner::default()], range: Inner::default() };
        let file = File { nodes: vec![item()], empty: Vec::new(), vocabulary: Words { facts: vec![item()] }, document: Item::default() };
        let expected = r#"{
  "nodes": [
    {
      "id": "x",
      "list": [
        { "at": [1, 20], "yes": true },
        { "at": [], "yes": false }
      ],
      "range": { "at": [], "yes": false }
    }
  ],
  "empty": [],
  "vocabulary": {
    "facts": [
      {
        "id": "x",
        "list": [
          { "at": [1, 20], "yes": true },
          { "at": [], "yes": false }
        ],
        "range": { "at": [], "yes": false }
      }
    ]
  },
  "document": {
    "id": "",
    "list": [],
    "range": {
      "at": [],
      "yes": false
    }
  }
}
"#;
        assert_eq!(String::from_utf8(to_bytes(&file)).unwrap(), expected);
        let again: serde_json::Value = serde_json::from_slice(&to_bytes(&file)).unwrap();
        assert_eq!(again, serde_json::to_value(&file).unwrap());
    }

    #[test]
    fn texts_and_numbers_are_read_back() {
        let all: String = (0..0x2_0000).filter_map(char::from_u32).collect();
        let read: String = serde_json::from_slice(&to_bytes(&all)).unwrap();
        assert!(read == all);
        for number in [0, 9, 10, 4_294_967_295, u64::MAX] {
            assert_eq!(serde_json::from_slice::<u64>(&to_bytes(&number)).unwrap(), number);
        }
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        assert!(to_bytes(&1.5).is_empty() && to_bytes(&Some(())).is_empty());
    }
}
