//! A SOP of a process, by its shape.
//!
//! In: a process and a shape. Out: ids, outcomes, the SOP that it performs, the words of its
//! templates. Absent: its text.

use super::area::{Kind, SHAPES};
use super::process::Process;
use super::random::Random;
use super::template::Words;

/// One SOP of a process; its shape says which elements its middle has.
#[derive(Clone, Copy, Debug)]
pub struct Sop {
    pub process: Process,
    pub shape: usize,
}

impl Sop {
    /// The place among the SOPs of the area, from 0.
    pub fn place(self) -> usize {
        self.process.place * SHAPES + self.shape
    }

    pub fn id(self) -> String {
        self.process.area.id(Kind::Sop, self.place() + 1)
    }

    pub fn random(self) -> Random {
        self.process.area.random(Kind::Sop, self.place() + 1)
    }

    /// The numbers of its two WIs: the one at the goods, the one at the desk.
    pub fn wis(self) -> [usize; 2] {
        [self.place() * 2 + 1, self.place() * 2 + 2]
    }

    /// Whether the inspection of the goods is part of it.
    pub fn inspects(self) -> bool {
        self.shape != 5
    }

    /// The SOP that it performs; those that are performed perform none.
    pub fn callee(self) -> Option<Sop> {
        match self.shape {
            4 => Some(self.process.elsewhere().sop(self.process.place % 4)),
            5 => Some(self.process.beside().sop(1)),
            6 => Some(self.process.elsewhere().sop(3)),
            _ => None,
        }
    }

    /// The names of its good, refusing and failing outcome.
    pub fn outcomes(self) -> [&'static str; 3] {
        let mut random = Random::of(&[self.process.area.number as u64, self.place() as u64, 6]);
        [
            random.pick(&["settled", "completed", "finished"]),
            random.pick(&["declined", "refused", "turned_down"]),
            random.pick(&["escalated", "referred", "handed_up"]),
        ]
    }

    /// The outcome of the shape that gives up on the customer, a failure too.
    pub fn gives_up(self) -> bool {
        self.shape == 0
    }

    /// Words of the SOP and of its WIs, on top of those of the process.
    pub fn words(self, kind: Kind, number: usize) -> Words {
        let mut words = self.process.words(kind, number);
        let mut random = Random::of(&[self.process.area.number as u64, self.place() as u64, 7]);
        let area = self.process.area;
        words.set("sop", self.id());
        for (name, outcome) in ["good", "refusal", "failure"].into_iter().zip(self.outcomes()) {
            words.set(name, outcome);
        }
        words.set("thing", random.pick(&["ticket", "dossier", "case_file"]));
        words.set("slip", random.pick(&["voucher", "work_slip", "draft_note"]));
        let [goods, desk] = self.wis();
        for (name, pin, wi) in [("goods_wi", "goods_pin", goods), ("desk_wi", "desk_pin", desk)] {
            let (major, minor) = area.version(Kind::Wi, wi);
            words.set(name, area.id(Kind::Wi, wi));
            words.set(pin, if random.below(3) == 0 { format!(" v{major}.{minor}") } else { String::new() });
        }
        words
    }
}
