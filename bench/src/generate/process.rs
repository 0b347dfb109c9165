//! A process of an area: a policy, a form and seven SOPs, one of each shape, with two WIs each.
//!
//! In: an area and a place. Out: the names and numbers that these documents share, and which other
//! documents they name. Absent: their texts.

use super::area::{Area, Kind, PROCESSES};
use super::procedure::Sop;
use super::random::Random;
use super::template::Words;
use super::wordlist::{EFFECTS, FIELDS, SUBJECTS, SYSTEMS, TERMS};

/// One process of an area, by its place from 0.
#[derive(Clone, Copy, Debug)]
pub struct Process {
    pub area: Area,
    pub place: usize,
}

impl Process {
    /// The number in the ids of policy and form.
    pub fn number(self) -> usize {
        self.place + 1
    }

    pub fn policy(self) -> String {
        self.area.id(Kind::Policy, self.number())
    }

    pub fn sop(self, shape: usize) -> Sop {
        Sop { process: self, shape }
    }

    /// The process that this one refers to: in the area before, or beside it in the first area.
    pub fn elsewhere(self) -> Process {
        match self.area.number.checked_sub(1) {
            Some(number) => Process { area: Area { number }, place: self.place },
            None => self.beside(),
        }
    }

    /// The process before this one in the same area, the last for the first.
    pub fn beside(self) -> Process {
        Process { area: self.area, place: (self.place + PROCESSES - 1) % PROCESSES }
    }

    fn role(self, group: usize) -> &'static str {
        let nth = if group.is_multiple_of(2) { self.place % 2 } else { self.place / 2 % 2 };
        self.area.roles().get(group * 2 + nth).map_or("", |(name, _)| name)
    }

    /// Words that the documents of the process share, on top of those of the area.
    pub fn words(self, kind: Kind, number: usize) -> Words {
        let mut words = self.area.words(kind, number);
        let mut random = Random::of(&[self.area.number as u64, self.place as u64, 5]);
        let (subject, subjects) = self.area.entry(SUBJECTS, 14, self.place);
        let effect = self.area.entry(EFFECTS, 15, self.place);
        words.set("form", self.area.id(Kind::Form, self.number()));
        words.set("policy", self.policy());
        words.set("other_policy", self.elsewhere().policy());
        words.set("subject", subject);
        words.set("Subject", capital(subject));
        words.set("subjects", subjects);
        words.set("effect", effect);
        words.set("term", self.area.entry(TERMS, 16, self.place).0);
        words.set("system", self.area.entry(SYSTEMS, 17, self.place).0);
        words.set("outsider", if self.place.is_multiple_of(2) { "courier" } else { "supplier" });
        for (group, name) in ["intake", "approver", "doer", "checker"].into_iter().enumerate() {
            words.set(name, self.role(group));
        }
        for (name, choices) in FIELDS {
            let choice = random.pick(choices);
            for (key, word) in name.iter().zip(choice) {
                words.set(key, *word);
            }
        }
        let window = random.pick(&[14_usize, 21, 30, 45]);
        words.set("window", window.to_string());
        words.set("long_window", (window * 2).to_string());
        words.set("inside", (window - 4).to_string());
        words.set("outside", (window * 2 + 5).to_string());
        let second_look = random.pick(&[250_usize, 400, 500, 800]);
        words.set("second_look", second_look.to_string());
        words.set("small", (second_look / 2).to_string());
        words.set("band", (second_look * 3).to_string());
        words.set("large", (second_look * 4).to_string());
        words.set("answer", random.pick(&["60", "75", "90"]));
        words
    }
}

/// `word` with a capital first letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
