//! Where an instance keeps its texts: chunks that are appended to and never move, so that a pointer into them stays
//! valid until the text itself is replaced.

use super::super::text::{TextRef, Unit};

/// The first chunk of an instance that grows element by element: ten short names and values fit.
const FIRST_CHUNK: usize = 224;

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

#[derive(Debug)]
struct Chunk {
    /// The address of the chunk's first unit, counted over all chunks.
    base: u32,
    /// Units that fit before the vector would move.
    limit: u32,
    units: Vec<Unit>,
}

/// The texts of one instance.
#[derive(Debug, Default)]
pub(super) struct Texts {
    first: Option<Chunk>,
    rest: Vec<Chunk>,
    /// The address behind all chunks.
    end: u32,
}

impl Texts {
    pub(super) fn with_capacity(units: usize) -> Texts {
        let mut texts = Texts::default();
        if units > 0 {
            texts.first = u32::try_from(units).ok().map(|limit| Chunk::new(0, limit));
            texts.end = texts.first.as_ref().map_or(0, |chunk| chunk.limit);
        }
        texts
    }

    /// Appends a text and gives its place, or `None` when the instance would hold more than 4 Gi units.
    #[inline]
    pub(super) fn append(&mut self, text: &[Unit]) -> Option<u32> {
        let needed = u32::try_from(text.len()).ok()?.checked_add(1)?;
        if self.last().is_none_or(|chunk| chunk.limit - chunk.len() < needed) {
            self.grow(needed)?;
        }
        let chunk = self.last_mut()?;
        let start = chunk.base + chunk.len();
        chunk.units.extend_from_slice(text);
        chunk.units.push(0);
        Some(start)
    }

    /// Replaces a text: where it is, if it fits, else in a larger place. Replacing again and again takes bounded room,
    /// because each new place is at least twice the last one.
    pub(super) fn replace(&mut self, slot: Slot, text: &[Unit]) -> Option<Slot> {
        if text.len() > slot.capacity as usize {
            return self.append_with_room(text, text.len().max(slot.capacity as usize * 2));
        }
        let chunk = self.chunk_of_mut(slot.start)?;
        let start = (slot.start - chunk.base) as usize;
        let place = chunk.units.get_mut(start..=start + text.len())?;
        place[..text.len()].copy_from_slice(text);
        place[text.len()] = 0;
        Some(Slot { len: text.len() as u32, ..slot })
    }

    fn append_with_room(&mut self, text: &[Unit], capacity: usize) -> Option<Slot> {
        let capacity = u32::try_from(capacity).ok()?;
        let needed = capacity.checked_add(1)?;
        if self.last().is_none_or(|chunk| chunk.limit - chunk.len() < needed) {
            self.grow(needed)?;
        }
        let start = self.append(text)?;
        let chunk = self.last_mut()?;
        let end = start - chunk.base + needed;
        chunk.units.resize(end as usize, 0);
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
        let chunk = match &self.first {
            Some(first) if self.rest.is_empty() => first,
            _ => self.chunk_of(start).expect("the place of a text lies in a chunk"),
        };
        let start = (start - chunk.base) as usize;
        TextRef::from_units_with_nul(&chunk.units[start..start + len as usize + 1])
            .expect("a text ends in a NUL")
    }

    /// Whether an address lies in one of the chunks.
    pub(super) fn contains(&self, address: usize) -> bool {
        self.first.iter().chain(&self.rest).any(|chunk| {
            let start = chunk.units.as_ptr() as usize;
            (start..start + std::mem::size_of_val(chunk.units.as_slice())).contains(&address)
        })
    }

    pub(super) fn heap_size(&self) -> usize {
        let chunks = self.first.iter().chain(&self.rest);
        chunks.map(|chunk| chunk.units.capacity() * size_of::<Unit>()).sum::<usize>()
            + self.rest.capacity() * size_of::<Chunk>()
    }

    fn grow(&mut self, needed: u32) -> Option<()> {
        let doubled =
            self.last().map_or(FIRST_CHUNK as u32, |chunk| chunk.limit.saturating_mul(2).min(1 << 20));
        let limit = needed.max(doubled);
        let chunk = Chunk::new(self.end, limit);
        self.end = self.end.checked_add(limit)?;
        match self.first {
            None => self.first = Some(chunk),
            Some(_) => self.rest.push(chunk),
        }
        Some(())
    }

    fn last(&self) -> Option<&Chunk> {
        self.rest.last().or(self.first.as_ref())
    }

    fn last_mut(&mut self) -> Option<&mut Chunk> {
        self.rest.last_mut().or(self.first.as_mut())
    }

    fn chunk_of(&self, address: u32) -> Option<&Chunk> {
        match self.rest.partition_point(|chunk| chunk.base <= address) {
            0 => self.first.as_ref(),
            behind => self.rest.get(behind - 1),
        }
    }

    fn chunk_of_mut(&mut self, address: u32) -> Option<&mut Chunk> {
        match self.rest.partition_point(|chunk| chunk.base <= address) {
            0 => self.first.as_mut(),
            behind => self.rest.get_mut(behind - 1),
        }
    }
}

impl Chunk {
    fn new(base: u32, limit: u32) -> Chunk {
        Chunk { base, limit, units: Vec::with_capacity(limit as usize) }
    }

    fn len(&self) -> u32 {
        self.units.len() as u32
    }
}

impl Clone for Chunk {
    /// A copy that takes no more room than what is used. Its addresses stay.
    fn clone(&self) -> Chunk {
        Chunk { base: self.base, limit: self.len(), units: self.units.clone() }
    }
}

impl Clone for Texts {
    fn clone(&self) -> Texts {
        Texts { first: self.first.clone(), rest: self.rest.clone(), end: self.end }
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
