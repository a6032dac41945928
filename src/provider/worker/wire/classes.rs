//! Classes: each goes over once, then by its number.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::WireError;
use super::bytes::{Reader, Writer};
use super::declaration::{read_declaration, write_declaration};
use crate::cim::{Class, Text};

/// How many classes each side remembers in each direction: as many as a byte can number.
pub(super) const SLOTS: usize = 1 << u8::BITS;
/// What a class takes beside what its declaration says.
const CLASS_MEMORY: usize = 256;
/// The most memory of all classes that have a number, where each counts what it shares with others.
const TABLE_MEMORY: usize = if cfg!(test) { 256 << 20 } else { 1 << 30 };

/// The number of a class follows.
const KNOWN: u8 = 0;
/// The class follows, with the superclasses that are not known.
const DEFINED: u8 = 1;

/// The classes that the receiver knows. They are told apart by where they lie; each is held here, so that no other can lie there.
#[derive(Default)]
pub(super) struct SentClasses {
    slots: Vec<Option<Arc<Class>>>,
    numbers: FxHashMap<usize, u8>,
    next: u8,
    /// The numbers that the frame which is being made gives.
    given: Vec<u8>,
}

fn place(class: &Arc<Class>) -> usize {
    Arc::as_ptr(class).addr()
}

impl SentClasses {
    #[inline]
    fn number(&self, class: &Arc<Class>) -> Option<u8> {
        self.numbers.get(&place(class)).copied()
    }

    /// Gives a class the next number, which its last owner loses.
    fn give(&mut self, class: &Arc<Class>) -> u8 {
        let number = self.next;
        self.next = self.next.wrapping_add(1);
        self.take_from(number);
        let at = usize::from(number);
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        self.slots[at] = Some(Arc::clone(class));
        self.numbers.insert(place(class), number);
        self.given.push(number);
        number
    }

    fn take_from(&mut self, number: u8) {
        let old = self.slots.get_mut(usize::from(number)).and_then(Option::take);
        // One that was defined twice has its later number.
        if let Some(old) = old.filter(|old| self.number(old) == Some(number)) {
            self.numbers.remove(&place(&old));
        }
    }

    /// A frame is made, and will be sent, or not: then what it defined was never told.
    pub(super) fn end_frame(&mut self, is_sent: bool) {
        let given = std::mem::take(&mut self.given);
        if !is_sent {
            given.into_iter().for_each(|number| self.take_from(number));
        }
    }
}

/// The classes that were received, and texts that come with nearly every instance.
#[derive(Default)]
pub(super) struct ReceivedClasses {
    slots: Vec<Option<Known>>,
    /// What all of them take.
    memory: usize,
    pub(super) namespace: Option<Text>,
    pub(super) server_name: Option<Text>,
}

/// A class that was received, with all that it keeps. It may refer to classes of earlier frames, and those to others: what is bounded
/// in one frame must be so in all of them together.
#[derive(Clone)]
struct Known {
    class: Arc<Class>,
    /// How many levels lie in it.
    height: u32,
    /// What it takes, its superclasses and the classes of its default values included, whoever else has them too.
    memory: usize,
}

impl ReceivedClasses {
    fn keep(&mut self, at: usize, known: Known) -> Result<(), WireError> {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        self.memory = self.memory.saturating_add(known.memory);
        if let Some(old) = self.slots[at].replace(known) {
            self.memory = self.memory.saturating_sub(old.memory);
        }
        if self.memory > TABLE_MEMORY { Err(WireError::TooLarge) } else { Ok(()) }
    }
}

pub(super) fn write_class(writer: &mut Writer<'_>, class: &Arc<Class>) -> Result<(), WireError> {
    match writer.classes.number(class) {
        Some(number) => {
            writer.raw(&[KNOWN, number]);
            Ok(())
        }
        None => define(writer, class),
    }
}

/// Writes a class behind those of its superclasses that are not known: the farthest first, each one's superclass right before it.
fn define(writer: &mut Writer<'_>, class: &Arc<Class>) -> Result<(), WireError> {
    writer.budget.enter()?;
    writer.u8(DEFINED);
    let mut line = vec![class];
    let mut known = None;
    while let Some(superclass) = line.last().and_then(|class| class.superclass()) {
        known = writer.classes.number(superclass);
        if known.is_some() {
            break;
        }
        line.push(superclass);
    }
    writer.optional(known, |writer, number| {
        writer.u8(number);
        Ok(())
    })?;
    writer.count(line.len());
    for class in line.into_iter().rev() {
        writer.budget.charge(CLASS_MEMORY)?;
        write_declaration(writer, class.declaration())?;
        writer.optional_text(class.namespace())?;
        writer.optional_text(class.server_name())?;
        // Default values may have defined classes meanwhile.
        let number = writer.classes.give(class);
        writer.u8(number);
    }
    writer.budget.leave();
    Ok(())
}

pub(super) fn read_class(reader: &mut Reader<'_>) -> Result<Arc<Class>, WireError> {
    match reader.u8()? {
        KNOWN => read_known(reader),
        DEFINED => read_defined(reader),
        _ => Err(reader.wrong("a class or the number of one before this")),
    }
}

#[inline]
fn read_known(reader: &mut Reader<'_>) -> Result<Arc<Class>, WireError> {
    let known = read_number(reader)?;
    reader.budget.reach(known.height)?;
    Ok(known.class)
}

/// A class that came before this.
#[inline]
fn read_number(reader: &mut Reader<'_>) -> Result<Known, WireError> {
    let number = reader.u8()?;
    let known = reader.classes.slots.get(usize::from(number)).and_then(Option::as_ref).cloned();
    let known = known.ok_or_else(|| reader.wrong("the number of a class that came before this"))?;
    reader.budget.known = reader.budget.known.saturating_add(known.memory);
    Ok(known)
}

fn read_defined(reader: &mut Reader<'_>) -> Result<Arc<Class>, WireError> {
    let taken = reader.budget.memory.saturating_add(reader.budget.known);
    let base = reader.budget.nesting;
    reader.budget.enter()?;
    let outside = std::mem::replace(&mut reader.budget.deepest, base + 1);
    let superclass = reader.optional(read_number)?;
    // A superclass lies beside what inherits from it, not in it.
    let height = superclass.as_ref().map_or(0, |known| known.height);
    reader.budget.deepest = reader.budget.deepest.max(base + height);
    let mut class = superclass.map(|known| known.class);
    let count = reader.count(1)?;
    for _ in 0..count {
        reader.budget.charge(CLASS_MEMORY)?;
        let declaration = read_declaration(reader)?;
        let (namespace, server_name) = (reader.optional_text()?, reader.optional_text()?);
        let complete = Arc::new(Class::new(declaration, class).in_namespace(namespace, server_name));
        let at = usize::from(reader.u8()?);
        let known = Known {
            class: Arc::clone(&complete),
            height: reader.budget.deepest - base,
            memory: reader.budget.memory.saturating_add(reader.budget.known) - taken,
        };
        reader.classes.keep(at, known)?;
        class = Some(complete);
    }
    reader.budget.deepest = reader.budget.deepest.max(outside);
    reader.budget.reach(0)?;
    reader.budget.leave();
    match class {
        Some(class) if count > 0 => Ok(class),
        _ => Err(reader.wrong("at least one class before this")),
    }
}
