//! Which instances were posted already.

use rustc_hash::FxHashMap;

/// A set of numbers of instances. Those of a class lie side by side, so that a word holds 64 of them.
#[derive(Default)]
pub(super) struct Seen {
    words: FxHashMap<i64, u64>,
    /// What was put in since the last [`Seen::keep`].
    latest: Vec<i64>,
}

impl Seen {
    /// Puts a number in; `false` where it is there already.
    pub(super) fn insert(&mut self, id: i64) -> bool {
        let word = self.words.entry(id >> 6).or_default();
        let bit = 1 << (id & 63);
        let is_new = *word & bit == 0;
        *word |= bit;
        if is_new {
            self.latest.push(id);
        }
        is_new
    }

    /// What was put in stays.
    pub(super) fn keep(&mut self) {
        self.latest.clear();
    }

    /// Takes out what was put in since the last [`Seen::keep`]: the step that found it is done again.
    pub(super) fn undo(&mut self) {
        for id in self.latest.drain(..) {
            if let Some(word) = self.words.get_mut(&(id >> 6)) {
                *word &= !(1 << (id & 63));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_new_once_and_again_when_its_step_is_done_again() {
        let mut seen = Seen::default();
        assert!(seen.insert(64));
        assert!(seen.insert(127));
        assert!(!seen.insert(64));
        seen.keep();
        assert!(seen.insert(65));
        seen.undo();
        assert!(seen.insert(65));
        assert!(!seen.insert(127));
    }

    #[test]
    fn the_instances_of_a_class_share_their_words() {
        let mut seen = Seen::default();
        let first = 7 << 40;
        (first..first + 64_000).for_each(|id| assert!(seen.insert(id)));
        assert_eq!(seen.words.len(), 1000);
    }
}
