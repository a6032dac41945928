//! Where an instance keeps its texts: chunks that are appended to and never move, so that a pointer into them stays
//! valid until the text itself is replaced.

use super::super::text::{TextRef, Unit};

/// The first chunk of an instance that grows element by element: ten short names and values fit.
const FIRST_CHUNK: usize = 280;
/// The least that a further chunk has.
const FURTHER_CHUNK: u32 = 128;

/// Where a text lies, and how much room it has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    start: u32,
    len: u32,
    capacity: u32,
}

impl Slot {
    /// The place of a text that was just appended, with no more room than it needs.
    #[inline]
    pub(super) fn exact(start: u32, len: usize) -> Slot {
        Slot { start, len: len as u32, capacity: len as u32 }
    }
}

/// The texts of one instance. Nearly all instances need one chunk alone, and have no room for the thought of more.
#[derive(Debug, Default)]
pub(super) struct Texts {
    first: Vec<Unit>,
    #[allow(clippy::box_collection, reason = "a word where there are none, which is nearly always")]
    rest: Option<Box<Vec<Chunk>>>,
    /// Units that fit into the first chunk before the vector would move.
    first_limit: u32,
    /// The address behind all chunks.
    end: u32,
}

/// A chunk behind the first.
#[derive(Debug)]
struct Chunk {
    /// The address of the chunk's first unit, counted over all chunks.
    base: u32,
    /// Units that fit before the vector would move.
    limit: u32,
    units: Vec<Unit>,
}

impl Texts {
    pub(super) fn with_capacity(units: usize) -> Texts {
        let limit = u32::try_from(units).unwrap_or(0);
        Texts { first: Vec::with_capacity(limit as usize), rest: None, first_limit: limit, end: limit }
    }

    /// Appends a text and gives its place, or `None` when the instance would hold more than 4 Gi units.
    #[inline]
    pub(super) fn append(&mut self, text: &[Unit]) -> Option<u32> {
        let needed = u32::try_from(text.len()).ok()?.checked_add(1)?;
        let (base, units) = self.room_for(needed)?;
        let start = base + units.len() as u32;
        units.extend_from_slice(text);
        units.push(0);
        Some(start)
    }

    /// Replaces a text: where it is, if it fits, else in a larger place. Replacing again and again takes bounded room,
    /// because each new place is at least twice the last one.
    pub(super) fn replace(&mut self, slot: Slot, text: &[Unit]) -> Option<Slot> {
        if text.len() > slot.capacity as usize {
            return self.append_with_room(text, text.len().max(slot.capacity as usize * 2));
        }
        let (base, units) = self.chunk_of_mut(slot.start);
        let start = (slot.start - base) as usize;
        let place = units.get_mut(start..=start + text.len())?;
        place[..text.len()].copy_from_slice(text);
        place[text.len()] = 0;
        Some(Slot { len: text.len() as u32, ..slot })
    }

    fn append_with_room(&mut self, text: &[Unit], capacity: usize) -> Option<Slot> {
        let capacity = u32::try_from(capacity).ok()?;
        let needed = capacity.checked_add(1)?;
        let (base, units) = self.room_for(needed)?;
        let start = base + units.len() as u32;
        units.extend_from_slice(text);
        units.resize((start - base + needed) as usize, 0);
        Some(Slot { start, len: text.len() as u32, capacity })
    }

    /// The text in a slot.
    #[inline]
    pub(super) fn get(&self, slot: Slot) -> TextRef<'_> {
        self.at(slot.start, slot.len)
    }

    /// The text of this length at this place. Places come from [`Texts::append`] of this or of the instance that this
    /// one was copied from; any other would panic.
    #[inline]
    pub(super) fn at(&self, start: u32, len: u32) -> TextRef<'_> {
        let (base, units) = match &self.rest {
            None => (0, &self.first),
            Some(rest) => self.chunk_of(start, rest),
        };
        let start = (start - base) as usize;
        TextRef::from_units_with_nul(&units[start..start + len as usize + 1]).expect("a text ends in a NUL")
    }

    /// Whether an address lies in one of the chunks.
    #[inline]
    pub(super) fn contains(&self, address: usize) -> bool {
        let holds = |units: &Vec<Unit>| {
            units.as_slice().as_ptr_range().contains(&std::ptr::without_provenance(address))
        };
        holds(&self.first) || self.chunks().iter().any(|chunk| holds(&chunk.units))
    }

    pub(super) fn heap_size(&self) -> usize {
        let chunks = self.chunks().iter().map(|chunk| chunk.units.capacity() * size_of::<Unit>());
        let rest = self.rest.as_ref();
        self.first.capacity() * size_of::<Unit>()
            + chunks.sum::<usize>()
            + rest.map_or(0, |rest| size_of::<Vec<Chunk>>() + rest.capacity() * size_of::<Chunk>())
    }

    /// The last chunk and its address, or a new one where it has no room for so many units.
    #[inline]
    fn room_for(&mut self, needed: u32) -> Option<(u32, &mut Vec<Unit>)> {
        let fits = match self.chunks().last() {
            None => self.first_limit - self.first.len() as u32 >= needed,
            Some(chunk) => chunk.limit - chunk.units.len() as u32 >= needed,
        };
        if !fits {
            self.grow(needed)?;
        }
        match self.rest.as_mut().and_then(|rest| rest.last_mut()) {
            None => Some((0, &mut self.first)),
            Some(chunk) => Some((chunk.base, &mut chunk.units)),
        }
    }

    #[cold]
    fn grow(&mut self, needed: u32) -> Option<()> {
        if self.end == 0 {
            self.first_limit = needed.max(FIRST_CHUNK as u32);
            self.first = Vec::with_capacity(self.first_limit as usize);
            self.end = self.first_limit;
            return Some(());
        }
        // As much again as there is, so that the number of chunks stays small.
        let limit = needed.max(self.end.clamp(FURTHER_CHUNK, 1 << 20));
        let base = self.end;
        self.end = base.checked_add(limit)?;
        let rest = self.rest.get_or_insert_with(|| Box::new(Vec::with_capacity(1)));
        rest.push(Chunk { base, limit, units: Vec::with_capacity(limit as usize) });
        Some(())
    }

    #[inline]
    fn chunks(&self) -> &[Chunk] {
        self.rest.as_ref().map_or(&[], |rest| rest.as_slice())
    }

    fn chunk_of<'a>(&'a self, address: u32, rest: &'a [Chunk]) -> (u32, &'a Vec<Unit>) {
        match rest.partition_point(|chunk| chunk.base <= address) {
            0 => (0, &self.first),
            behind => (rest[behind - 1].base, &rest[behind - 1].units),
        }
    }

    #[inline]
    fn chunk_of_mut(&mut self, address: u32) -> (u32, &mut Vec<Unit>) {
        let behind = self.chunks().partition_point(|chunk| chunk.base <= address);
        match self.rest.as_mut().and_then(|rest| rest.get_mut(behind.checked_sub(1)?)) {
            None => (0, &mut self.first),
            Some(chunk) => (chunk.base, &mut chunk.units),
        }
    }
}

impl Clone for Chunk {
    /// A copy that takes no more room than what is used. Its addresses stay.
    fn clone(&self) -> Chunk {
        Chunk { base: self.base, limit: self.units.len() as u32, units: self.units.clone() }
    }
}

impl Clone for Texts {
    fn clone(&self) -> Texts {
        Texts {
            first: self.first.clone(),
            rest: self.rest.clone(),
            first_limit: self.first.len() as u32,
            end: self.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::text::Text;
    use super::*;

    fn append(texts: &mut Texts, text: &str) -> Slot {
        let text = Text::from(text);
        Slot::exact(texts.append(text.units()).unwrap(), text.len())
    }

    #[test]
    fn texts_never_move_while_others_are_added() {
        let mut texts = Texts::default();
        let slots: Vec<(Slot, *const Unit)> = (0..1000)
            .map(|number| {
                let slot = append(&mut texts, &format!("text number {number}"));
                (slot, texts.get(slot).as_ptr())
            })
            .collect();
        for (number, (slot, pointer)) in slots.into_iter().enumerate() {
            assert_eq!(texts.get(slot).as_ptr(), pointer);
            assert_eq!(texts.get(slot), *format!("text number {number}"));
        }
    }

    #[test]
    fn a_copy_of_an_empty_first_chunk_keeps_the_others_apart() {
        let mut texts = Texts::with_capacity(2);
        let long = append(&mut texts, "longer than the first chunk");
        let mut copy = texts.clone();
        let added = append(&mut copy, "added");
        assert_eq!((copy.get(long), copy.get(added)), (texts.get(long), Text::from("added").as_text_ref()));
    }

    #[test]
    fn a_replaced_text_takes_bounded_room() {
        let mut texts = Texts::default();
        let mut slot = append(&mut texts, "");
        let long = Text::from("x".repeat(1000));
        for round in 0..1_000_000 {
            slot = texts.replace(slot, &long.units()[..round % 1000]).unwrap();
        }
        assert!(texts.heap_size() < 8192 * size_of::<Unit>(), "{}", texts.heap_size());
    }

    #[test]
    fn a_copy_keeps_every_text_and_can_grow() {
        let mut texts = Texts::default();
        let slots: Vec<Slot> = (0..100).map(|n| append(&mut texts, &format!("value {n}"))).collect();
        let mut copy = texts.clone();
        let added = append(&mut copy, "added");
        for (n, slot) in slots.iter().enumerate() {
            assert_eq!(copy.get(*slot), *format!("value {n}"));
        }
        assert_eq!(copy.get(added), *"added");
    }
}
