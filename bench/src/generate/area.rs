//! An area: a hundred documents of one department, in one folder.
//!
//! In: the number of the area. Out: its names: code, roles, terms, systems, four processes and
//! their SOPs. All of it follows from the number, so that one area can name the documents of
//! another without having made them. Absent: the texts of the documents.

use super::process::Process;
use super::random::Random;
use super::template::Words;
use super::wordlist::{APPROVERS, CHECKERS, DOERS, INTAKES};

/// Processes of an area, each with a policy and a form.
pub const PROCESSES: usize = 4;
/// SOPs of a process, one of each shape.
pub const SHAPES: usize = 7;
/// SOPs of an area, each with two WIs.
pub const SOPS: usize = PROCESSES * SHAPES;

/// The kinds of document, as they stand in an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Glossary,
    Form,
    Policy,
    Sop,
    Wi,
}

impl Kind {
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Glossary => "GLO",
            Kind::Form => "FRM",
            Kind::Policy => "POL",
            Kind::Sop => "SOP",
            Kind::Wi => "WI",
        }
    }
}

/// One area, by its number from 0.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub number: usize,
}

impl Area {
    /// Three letters: `AAA`, `AAB`, …
    pub fn code(self) -> String {
        let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
        [letter(self.number / 676), letter(self.number / 26), letter(self.number)].iter().collect()
    }

    /// The folder, named so that no system takes it for a device.
    pub fn folder(self) -> String {
        format!("area-{}", self.code().to_lowercase())
    }

    pub fn id(self, kind: Kind, number: usize) -> String {
        format!("{}-{}-{number:03}", kind.prefix(), self.code())
    }

    pub fn random(self, kind: Kind, number: usize) -> Random {
        Random::of(&[self.number as u64, kind as u64, number as u64])
    }

    /// Major and minor version of a document.
    pub fn version(self, kind: Kind, number: usize) -> (usize, usize) {
        let mut random = Random::of(&[self.number as u64, kind as u64, number as u64, 1]);
        (1 + random.below(4), random.below(6))
    }

    pub fn processes(self) -> impl Iterator<Item = Process> {
        (0..PROCESSES).map(move |place| Process { area: self, place })
    }

    /// The entry of a list for the `place`-th process, different for each place of an area.
    pub fn entry<T: Copy + Default>(self, list: &[T], salt: u64, place: usize) -> T {
        let start = Random::of(&[self.number as u64, salt, 2]).below(list.len());
        let step = list.len() / PROCESSES;
        let entry = (start + place * step.max(1)) % list.len().max(1);
        list.get(entry).copied().unwrap_or_default()
    }

    /// The roles of the area with their titles: two each that take in, approve, act and inspect.
    pub fn roles(self) -> Vec<(&'static str, &'static str)> {
        let two = |list: &[(&'static str, &'static str)], salt| [0, 2].map(|place| self.entry(list, salt, place));
        [two(INTAKES, 10), two(APPROVERS, 11), two(DOERS, 12), two(CHECKERS, 13)].concat()
    }

    /// Words that every document of the area may use.
    pub fn words(self, kind: Kind, number: usize) -> Words {
        let mut words = Words::default();
        let (major, minor) = self.version(kind, number);
        let mut random = Random::of(&[self.number as u64, kind as u64, number as u64, 3]);
        let (year, month, day) = (2025 + random.below(2), 1 + random.below(6), 15 + random.below(13));
        words.set("id", self.id(kind, number));
        words.set("version", format!("{major}.{minor}"));
        words.set("approved", format!("{year}-{month:02}-{:02}", 1 + random.below(14)));
        words.set("effective", format!("{year}-{month:02}-{day:02}"));
        words.set("former_date", format!("{}-{:02}-{day:02}", year - 1, 1 + random.below(12)));
        words.set("former", if minor > 0 { format!("{major}.{}", minor - 1) } else { format!("{}.9", major - 1) });
        words.set("glossary", self.id(Kind::Glossary, 1));
        words.set("currency", random_currency(self));
        words
    }
}

fn random_currency(area: Area) -> &'static str {
    Random::of(&[area.number as u64, 4]).pick(&["USD", "EUR", "GBP", "CHF"])
}
