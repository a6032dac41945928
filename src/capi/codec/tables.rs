//! The function tables that handles of the MOF codecs point to.
//!
//! Programs of `micodec.h` and Microsoft's C# client call such a handle's functions through its second word, so that word is an address
//! and can't have a generation. Instead each handle has a copy of the table at an address of its own, and an address is a handle only
//! while its copy is lent. Copies stay where they are for ever, so that a closed handle still leads to functions that refuse it, and each
//! is lent again only after thousands of others.
//!
//! Nothing here takes a lock: a child of a fork can use what its parent opened.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;

use once_cell::race::OnceBox;

use crate::sync::atomic::{AtomicU8, AtomicU32, AtomicUsize, Ordering};

/// Copies in the first block; each further block has twice as many as the one before. The memory of a copy is touched when it is first lent.
const FIRST_BLOCK: usize = if cfg!(test) { 64 } else { 16 * 1024 };
/// So many blocks hold more handles than memory does.
const LATER_BLOCKS: usize = 16;

/// Nobody has had the copy yet; it is not filled in.
const EMPTY: u8 = 0;
/// A thread is preparing it.
const BEING_FILLED: u8 = 1;
/// A handle points to it.
const LENT: u8 = 2;
/// The handle that pointed to it is closed.
const RETURNED: u8 = 3;

/// A copy of the table. It comes first, so that the address of a slot is the address of its copy.
#[repr(C)]
struct Slot<T> {
    copy: UnsafeCell<MaybeUninit<T>>,
    /// What the codec of the handle counts.
    count: AtomicU32,
    state: AtomicU8,
}

// SAFETY: a copy is written once, by the thread that took its slot from EMPTY to BEING_FILLED, before anyone knows its address.
unsafe impl<T: Send + Sync> Sync for Slot<T> {}

impl<T> Slot<T> {
    const fn empty() -> Slot<T> {
        Slot {
            copy: UnsafeCell::new(MaybeUninit::uninit()),
            count: AtomicU32::new(0),
            state: AtomicU8::new(EMPTY),
        }
    }

    /// Goes from one state to another, for one of the threads that try.
    fn change(&self, from: u8, to: u8) -> bool {
        self.state.compare_exchange(from, to, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    fn address(&self) -> usize {
        (&raw const *self).expose_provenance()
    }
}

/// Copies of one table, each lent to one handle at a time.
///
/// Empty, it is all zeroes, and takes no room in the library's file as a static.
pub(super) struct LentTables<T> {
    /// In place: what is on the heap stays there when the library is unloaded.
    first: [Slot<T>; FIRST_BLOCK],
    later: [OnceBox<Box<[Slot<T>]>>; LATER_BLOCKS],
    /// Where to look for a copy to lend. It goes round, so that what was returned last is lent last.
    next: AtomicUsize,
    lent: AtomicUsize,
}

impl<T: Copy> LentTables<T> {
    pub(super) const fn new() -> LentTables<T> {
        LentTables {
            first: [const { Slot::empty() }; FIRST_BLOCK],
            later: [const { OnceBox::new() }; LATER_BLOCKS],
            next: AtomicUsize::new(0),
            lent: AtomicUsize::new(0),
        }
    }

    /// The address of a copy of the table that no other handle has. The table is the same each time.
    pub(super) fn lend(&self, table: T) -> usize {
        let lent = self.lent.fetch_add(1, Ordering::Relaxed) + 1;
        let mut capacity = self.blocks().map(<[_]>::len).sum::<usize>();
        // At least half of the copies rest, so that none is lent again soon.
        while lent > capacity / 2 {
            match self.later.iter().position(|block| block.get().is_none()) {
                Some(block) => self.grow(block),
                None => break,
            }
            capacity = self.blocks().map(<[_]>::len).sum();
        }
        loop {
            let slot = self.slot(self.next.fetch_add(1, Ordering::Relaxed) % capacity);
            if slot.change(RETURNED, BEING_FILLED) {
                slot.count.store(0, Ordering::Relaxed);
                slot.state.store(LENT, Ordering::Release);
                return slot.address();
            }
            if slot.change(EMPTY, BEING_FILLED) {
                // SAFETY: this thread alone fills the slot in, and nobody has its address.
                unsafe { slot.copy.get().write(MaybeUninit::new(table)) };
                slot.state.store(LENT, Ordering::Release);
                return slot.address();
            }
        }
    }

    /// Whether a handle that is open points to this address.
    pub(super) fn is_lent(&self, address: usize) -> bool {
        self.find(address).is_some_and(|slot| slot.state.load(Ordering::Acquire) == LENT)
    }

    /// What the codec of an open handle counts, from 0 on.
    pub(super) fn count(&self, address: usize) -> Option<&AtomicU32> {
        self.find(address).filter(|slot| slot.state.load(Ordering::Acquire) == LENT).map(|slot| &slot.count)
    }

    /// Takes a copy back. Of several callers with copies of one handle, one gets `true`.
    pub(super) fn take_back(&self, address: usize) -> bool {
        let returned = self.find(address).is_some_and(|slot| slot.change(LENT, RETURNED));
        if returned {
            self.lent.fetch_sub(1, Ordering::Relaxed);
        }
        returned
    }

    fn blocks(&self) -> impl Iterator<Item = &[Slot<T>]> {
        let later = self.later.iter().map_while(OnceBox::get).map(|block| &**block);
        std::iter::once(&self.first[..]).chain(later)
    }

    fn grow(&self, block: usize) {
        let make = || Box::new((0..FIRST_BLOCK << (block + 1)).map(|_| Slot::empty()).collect());
        self.later[block].get_or_init(make);
    }

    fn slot(&self, mut index: usize) -> &Slot<T> {
        for block in self.blocks() {
            match block.get(index) {
                Some(slot) => return slot,
                None => index -= block.len(),
            }
        }
        &self.first[0]
    }

    /// The slot at an address, which is compared and not followed.
    fn find(&self, address: usize) -> Option<&Slot<T>> {
        self.blocks().find_map(|block| {
            let offset = address.checked_sub(block.as_ptr().addr())?;
            let size = size_of::<Slot<T>>();
            if offset % size == 0 { block.get(offset / size) } else { None }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    type Table = [usize; 3];
    const TABLE: Table = [1, 2, 3];

    #[test]
    fn an_address_is_a_handle_until_it_is_taken_back() {
        let tables = LentTables::new();
        let address = tables.lend(TABLE);
        assert!(tables.is_lent(address));
        assert!(tables.take_back(address));
        assert!(!tables.is_lent(address));
        assert!(!tables.take_back(address), "once is enough");
    }

    #[test]
    fn the_table_is_at_the_address_also_after_it_was_taken_back() {
        let tables = LentTables::new();
        let address = tables.lend(TABLE);
        tables.take_back(address);
        let slot = tables.find(address).unwrap();
        // SAFETY: a slot that was lent is filled in.
        assert_eq!(unsafe { (*slot.copy.get()).assume_init() }, TABLE);
    }

    #[test]
    fn other_addresses_are_no_handles() {
        let tables = LentTables::new();
        let address = tables.lend(TABLE);
        let others = [0, 1, 8, address + 1, address + 8, address + size_of::<Slot<Table>>(), usize::MAX];
        for other in others.into_iter().chain([address.wrapping_sub(size_of::<Slot<Table>>())]) {
            assert!(!tables.is_lent(other), "{other:x}");
            assert!(!tables.take_back(other), "{other:x}");
        }
    }

    #[test]
    fn what_was_returned_rests_for_as_long_as_half_of_all_are_lent() {
        let tables = LentTables::new();
        let first = tables.lend(TABLE);
        tables.take_back(first);
        for _ in 1..FIRST_BLOCK {
            let address = tables.lend(TABLE);
            assert_ne!(address, first);
            tables.take_back(address);
        }
        assert_eq!(tables.lend(TABLE), first, "memory does not grow");
    }

    #[test]
    fn each_handle_counts_from_nothing() {
        let tables = LentTables::new();
        for _ in 0..2 * FIRST_BLOCK {
            let address = tables.lend(TABLE);
            assert_eq!(tables.count(address).unwrap().fetch_add(1, Ordering::Relaxed), 0);
            tables.take_back(address);
            assert!(tables.count(address).is_none());
        }
    }

    #[test]
    fn many_handles_have_an_address_each() {
        let tables = LentTables::new();
        let addresses: HashSet<usize> = (0..10 * FIRST_BLOCK).map(|_| tables.lend(TABLE)).collect();
        assert_eq!(addresses.len(), 10 * FIRST_BLOCK);
        assert!(addresses.iter().all(|&address| tables.is_lent(address)));
    }

    #[test]
    fn of_many_threads_none_gets_what_another_has() {
        let tables = LentTables::new();
        let all: Vec<usize> = std::thread::scope(|scope| {
            let lend = || (0..500).map(|_| tables.lend(TABLE)).collect::<Vec<_>>();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(lend)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 2000);
    }

    #[test]
    fn of_many_threads_that_take_one_back_one_does() {
        let tables = LentTables::new();
        for _ in 0..200 {
            let address = tables.lend(TABLE);
            let winners: usize = std::thread::scope(|scope| {
                let threads: Vec<_> =
                    (0..4).map(|_| scope.spawn(|| usize::from(tables.take_back(address)))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).sum()
            });
            assert_eq!(winners, 1);
        }
    }
}
