//! Numbers that look random and are the same on every machine: splitmix64.
//!
//! In: the parts of a key (seed, area, kind, number). Out: picks from lists. Each document has a
//! key of its own, so that a larger set begins with the smaller one. No clock, no system entropy.

/// The seed of everything that is generated.
pub const SEED: u64 = 2026;

/// A sequence of numbers; the same key gives the same sequence.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn of(key: &[u64]) -> Random {
        let mut random = Random(SEED);
        for part in key {
            random.0 ^= part.wrapping_mul(0xd6e8_feb8_6659_fd93);
            random.0 = random.draw();
        }
        random
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `end`, without `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let number = self.draw() >> 11;
        usize::try_from(number).map_or(0, |number| number.checked_rem(end).unwrap_or(0))
    }

    /// One of `items`; the default where there is none.
    pub fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let place = self.below(items.len());
        items.get(place).copied().unwrap_or_default()
    }

    /// `count` of `items`, in their order.
    pub fn some_of<'a>(&mut self, items: &[&'a str], count: usize) -> Vec<&'a str> {
        let mut kept = items.to_vec();
        while kept.len() > count {
            let place = self.below(kept.len());
            kept.remove(place);
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    /// The published test values of splitmix64 for the state 1234567.
    #[test]
    fn is_splitmix64() {
        let mut random = Random(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.draw()).collect();
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn keys_differ_by_place() {
        assert_ne!(Random::of(&[1, 2]).draw(), Random::of(&[2, 1]).draw());
        assert_eq!(Random::of(&[1, 2]).draw(), Random::of(&[1, 2]).draw());
    }

    #[test]
    fn some_of_keeps_the_order() {
        let mut random = Random::of(&[7]);
        let kept = random.some_of(&["a", "b", "c", "d", "e"], 3);
        assert_eq!(kept.len(), 3);
        assert!(kept.is_sorted());
    }
}
