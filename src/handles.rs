//! Handles: two words that name an object in a table, so that a handle which is zeroed, closed, stale, copied or garbage
//! is recognised without looking at any memory but the table's own.
//!
//! A slot is reused after its object is gone, with its generation one higher; generations have 64 bits and never come
//! back. Reading takes the lock of one slot for as long as it takes to copy a pointer. Slots never move.
//!
//! After a fork the child has a [table of its own](ProcessHandles), and knows its parent's handles without taking a lock.

use std::cell::Cell;
use std::sync::Arc;

use crate::process::{self, PerProcess};
use crate::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use crate::sync::{Mutex, OnceLock, RwLock, process_static, thread_local};

/// The two words that a C handle has for the library's use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandleWords {
    /// The generation of the slot, mixed with the kind of object and the slot.
    pub reserved1: u64,
    /// Which slot, counted from one, so that zero is none.
    pub reserved2: isize,
}

/// Slots in the first block; each further block has twice as many as the one before.
const FIRST_BLOCK: usize = 64;
/// So many blocks hold more objects than memory does.
const BLOCKS: usize = 24;
/// Free slots are kept in so many lists, so that threads seldom wait for each other.
const FREE_LISTS: usize = 16;

/// The objects of one kind that C programs hold by handle.
pub struct HandleTable<T> {
    kind: u64,
    /// In the table itself: what is on the heap stays there when the library is unloaded.
    first: [Slot<T>; FIRST_BLOCK],
    /// The blocks after the first.
    blocks: [OnceLock<Box<[Slot<T>]>>; BLOCKS],
    used: AtomicU32,
    free: [Mutex<Vec<u32>>; FREE_LISTS],
    live: AtomicUsize,
}

struct Slot<T> {
    /// Odd while there is an object. It changes under the lock, and can be read without.
    generation: AtomicU64,
    object: RwLock<Option<Arc<T>>>,
}

impl<T> Slot<T> {
    const fn empty() -> Slot<T> {
        Slot { generation: AtomicU64::new(0), object: RwLock::new(None) }
    }
}

impl<T> HandleTable<T> {
    /// An empty table. `kind` should be a number of many random bits, different for each table: it makes handles of
    /// another kind, and words that happen to be small numbers, handles of nothing.
    pub const fn new(kind: u64) -> HandleTable<T> {
        HandleTable {
            kind,
            first: [const { Slot::empty() }; FIRST_BLOCK],
            blocks: [const { OnceLock::new() }; BLOCKS],
            used: AtomicU32::new(0),
            free: [const { Mutex::new(Vec::new()) }; FREE_LISTS],
            live: AtomicUsize::new(0),
        }
    }

    /// Puts an object into the table.
    pub fn insert(&self, object: Arc<T>) -> HandleWords {
        self.insert_with(|_| object)
    }

    /// Puts an object into the table that wants to know its own handle.
    pub fn insert_with(&self, make: impl FnOnce(HandleWords) -> Arc<T>) -> HandleWords {
        let index = self.take_free().unwrap_or_else(|| self.used.fetch_add(1, Ordering::Relaxed));
        let slot = self.slot_or_grow(index);
        let generation = slot.generation.load(Ordering::Relaxed) + 1;
        let words = self.words(index, generation);
        // Nobody knows the new words yet and the slot is in no list, so the maker runs without the lock.
        let object = make(words);
        let mut place = slot.object.write();
        slot.generation.store(generation, Ordering::Relaxed);
        *place = Some(object);
        drop(place);
        self.live.fetch_add(1, Ordering::Relaxed);
        words
    }

    /// The object that a handle names, if it names one.
    pub fn get(&self, words: HandleWords) -> Option<Arc<T>> {
        let (slot, generation, _) = self.slot_of(words)?;
        let object = slot.object.read();
        if slot.generation.load(Ordering::Relaxed) != generation {
            return None;
        }
        object.clone()
    }

    /// Takes the object out of the table. Of several callers with copies of one handle, one gets it.
    pub fn remove(&self, words: HandleWords) -> Option<Arc<T>> {
        let (slot, generation, index) = self.slot_of(words)?;
        let object = {
            let mut object = slot.object.write();
            if slot.generation.load(Ordering::Relaxed) != generation {
                return None;
            }
            let taken = object.take()?;
            slot.generation.store(generation + 1, Ordering::Relaxed);
            taken
        };
        self.live.fetch_sub(1, Ordering::Relaxed);
        self.free[own_list()].lock().push(index);
        Some(object)
    }

    /// Number of objects in the table.
    pub fn len(&self) -> usize {
        self.live.load(Ordering::Relaxed)
    }

    /// Whether the table has no object.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The objects that are in the table now.
    pub fn objects(&self) -> Vec<Arc<T>> {
        (0..self.used.load(Ordering::Acquire))
            .filter_map(|index| self.slot(index)?.object.read().clone())
            .collect()
    }

    fn words(&self, index: u32, generation: u64) -> HandleWords {
        HandleWords { reserved1: generation ^ self.seal(index), reserved2: index as isize + 1 }
    }

    /// What hides the generation of a slot: different for each slot, so that the generation of one handle with the slot of
    /// another is a handle of nothing.
    fn seal(&self, index: u32) -> u64 {
        self.kind ^ u64::from(index).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn take_free(&self) -> Option<u32> {
        let own = own_list();
        (0..FREE_LISTS).find_map(|step| self.free[(own + step) % FREE_LISTS].lock().pop())
    }

    /// The slot that a handle names, the generation that it names there, and the slot's number.
    fn slot_of(&self, words: HandleWords) -> Option<(&Slot<T>, u64, u32)> {
        let index = u32::try_from(words.reserved2.checked_sub(1)?).ok()?;
        Some((self.slot(index)?, words.reserved1 ^ self.seal(index), index))
    }

    fn slot(&self, index: u32) -> Option<&Slot<T>> {
        match place(index) {
            (0, position) => self.first.get(position),
            (block, position) => self.blocks.get(block - 1)?.get()?.get(position),
        }
    }

    fn slot_or_grow(&self, index: u32) -> &Slot<T> {
        let (block, position) = place(index);
        if block == 0 {
            return &self.first[position];
        }
        let grown =
            self.blocks[block - 1].get_or_init(|| (0..FIRST_BLOCK << block).map(|_| Slot::empty()).collect());
        &grown[position]
    }
}

/// What takes no lock, as a child needs it for the table of its parent. Only the thread that forked is in the child: a lock may be held for ever.
impl<T> HandleTable<T> {
    /// Whether the handle names an object.
    fn is_live(&self, words: HandleWords) -> bool {
        self.slot_of(words).is_some_and(|(slot, generation, _)| {
            generation % 2 == 1 && slot.generation.load(Ordering::Relaxed) == generation
        })
    }

    /// Ends the handle, and leaves its object where it is. Takes no lock.
    fn give_up(&self, words: HandleWords) -> bool {
        self.is_live(words)
            && self.slot_of(words).is_some_and(|(slot, generation, _)| {
                slot.generation
                    .compare_exchange(generation, generation + 1, Ordering::Relaxed, Ordering::Relaxed)
                    .is_ok()
            })
    }

    /// The object that a handle names, where no thread of the parent was at it when the process forked.
    fn get_inherited(&self, words: HandleWords) -> Option<Arc<T>> {
        let (slot, ..) = self.slot_of(words).filter(|_| self.is_live(words))?;
        process::try_in_child(|| slot.object.try_read())?.clone()
    }

    /// Takes the object out, where no thread of the parent was at it when the process forked.
    fn remove_inherited(&self, words: HandleWords) -> Option<Arc<T>> {
        let (slot, ..) = self.slot_of(words)?;
        if !self.give_up(words) {
            return None;
        }
        process::try_in_child(|| slot.object.try_write())?.take()
    }
}

/// The objects of one kind that C programs hold by handle, in this process. Handles from before a fork are told apart.
pub struct ProcessHandles<T> {
    kind: u64,
    tables: PerProcess<HandleTable<T>>,
}

impl<T> ProcessHandles<T> {
    /// An empty table; see [`HandleTable::new`].
    pub const fn new(kind: u64) -> ProcessHandles<T> {
        ProcessHandles { kind, tables: PerProcess::new(HandleTable::new(kind)) }
    }

    /// The table of this process.
    #[inline]
    pub fn own(&self) -> &HandleTable<T> {
        // A handle of the child must not look like one of the parent.
        self.tables.current(|| HandleTable::new(self.kind.wrapping_mul(2 * process::forks() as u64 + 1)))
    }

    /// Whether the handle is one from before a fork, and nobody has given it up since.
    pub fn is_inherited(&self, words: HandleWords) -> bool {
        self.tables.inherited().any(|table| table.is_live(words))
    }

    /// Ends a handle from before a fork. Its object stays where it is: to drop it could be to wait for threads that are not
    /// there.
    pub fn give_up_inherited(&self, words: HandleWords) -> bool {
        self.tables.inherited().any(|table| table.give_up(words))
    }

    /// Whether the handle names an object, whether it is from before a fork or after. Takes no lock.
    pub fn is_any(&self, words: HandleWords) -> bool {
        self.own().is_live(words) || self.is_inherited(words)
    }

    /// The object that a handle names, whether it is from before a fork or after. For objects that need no threads.
    pub fn get_any(&self, words: HandleWords) -> Option<Arc<T>> {
        let inherited = || self.tables.inherited().find_map(|table| table.get_inherited(words));
        self.own().get(words).or_else(inherited)
    }

    /// Takes an object out, whether its handle is from before a fork or after. For objects that need no threads.
    pub fn remove_any(&self, words: HandleWords) -> Option<Arc<T>> {
        let inherited = || self.tables.inherited().find_map(|table| table.remove_inherited(words));
        self.own().remove(words).or_else(inherited)
    }
}

/// The block of a slot, and the slot's position in it.
fn place(index: u32) -> (usize, usize) {
    let position = index as usize + FIRST_BLOCK;
    let block = (position / FIRST_BLOCK).ilog2() as usize;
    (block, position - (FIRST_BLOCK << block))
}

/// The list of free slots that this thread uses first.
fn own_list() -> usize {
    process_static! {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
    }
    thread_local!(static OWN: Cell<usize> = const { Cell::new(usize::MAX) });
    OWN.try_with(|own| {
        if own.get() == usize::MAX {
            own.set(NEXT.fetch_add(1, Ordering::Relaxed) % FREE_LISTS);
        }
        own.get()
    })
    .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: u64 = 0x5eed_1234_abcd_ef01;

    #[test]
    fn a_handle_names_its_object_until_it_is_removed() {
        let table = HandleTable::new(KIND);
        let words = table.insert(Arc::new(7));
        assert_eq!(table.get(words).as_deref(), Some(&7));
        assert_eq!(table.remove(words).as_deref(), Some(&7));
        assert_eq!(table.get(words), None);
        assert_eq!(table.remove(words), None);
        assert!(table.is_empty());
    }

    #[test]
    fn whether_a_handle_names_an_object_can_be_asked_without_it() {
        let handles = ProcessHandles::new(KIND);
        let words = handles.own().insert(Arc::new(7));
        assert!(handles.is_any(words));
        handles.remove_any(words);
        assert!(!handles.is_any(words));
    }

    #[test]
    fn a_reused_slot_does_not_answer_to_its_old_handle() {
        let table = HandleTable::new(KIND);
        let old = table.insert(Arc::new(1));
        table.remove(old);
        let new = table.insert(Arc::new(2));
        assert_eq!(new.reserved2, old.reserved2, "the slot is reused");
        assert_eq!(table.get(old), None);
        assert_eq!(table.get(new).as_deref(), Some(&2));
    }

    #[test]
    fn garbage_names_nothing() {
        let table = HandleTable::new(KIND);
        table.insert(Arc::new(1));
        for reserved1 in [0, 1, 2, u64::MAX, KIND, 0x5555_5555_5555_5555] {
            for reserved2 in [0, 1, 2, -1, isize::MIN, isize::MAX, 64, 0x7fff_1234_5678] {
                assert_eq!(table.get(HandleWords { reserved1, reserved2 }), None, "{reserved1} {reserved2}");
            }
        }
    }

    #[test]
    fn a_handle_of_another_kind_names_nothing() {
        let table = HandleTable::new(KIND);
        let other = HandleTable::new(KIND ^ 0xffff_0000);
        let words = table.insert(Arc::new(1));
        other.insert(Arc::new(2));
        assert_eq!(other.get(words), None);
    }

    #[test]
    fn the_words_of_two_handles_make_no_third() {
        let table = HandleTable::new(KIND);
        let (one, other) = (table.insert(Arc::new(1)), table.insert(Arc::new(2)));
        assert_eq!(table.get(HandleWords { reserved1: one.reserved1, reserved2: other.reserved2 }), None);
        assert_eq!(table.remove(HandleWords { reserved1: other.reserved1, reserved2: one.reserved2 }), None);
    }

    #[test]
    fn many_objects_keep_their_handles_apart() {
        let table = HandleTable::new(KIND);
        let words: Vec<HandleWords> = (0..5000).map(|number| table.insert(Arc::new(number))).collect();
        for (number, words) in words.iter().enumerate() {
            assert_eq!(table.get(*words).as_deref(), Some(&number));
        }
        assert_eq!(table.objects().len(), 5000);
    }

    #[test]
    fn an_object_can_be_told_its_own_handle() {
        let table = HandleTable::new(KIND);
        let words = table.insert_with(Arc::new);
        assert_eq!(table.get(words).as_deref(), Some(&words));
    }

    #[test]
    fn of_many_threads_that_remove_one_handle_one_gets_the_object() {
        let table = Arc::new(HandleTable::new(KIND));
        for round in 0..200 {
            let words = table.insert(Arc::new(round));
            let winners: usize = std::thread::scope(|scope| {
                let threads: Vec<_> =
                    (0..4).map(|_| scope.spawn(|| usize::from(table.remove(words).is_some()))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).sum()
            });
            assert_eq!(winners, 1);
        }
        assert!(table.used.load(Ordering::Relaxed) <= 2, "slots are reused");
    }
}
