//! Serializers: the model into C's buffers.

use std::cell::Cell;
use std::sync::Arc;

use super::{Format, INVALID, SERIALIZERS};
use crate::abi::*;
use crate::capi::handle::log;
use crate::cim::text::str_to_units;
use crate::cim::{Class, ElementFlags, Error, Instance, QualifierType, Text, Unit};
use crate::cimxml::{self, WriteOptions};
use crate::handles::HandleWords;
use crate::mof::{self, Aliases};
use crate::object::boundary::{guard, put};
use crate::object::class::class_from_c;
use crate::object::instance::{ReadInstance, class_of_instance, read_instance};
use crate::sync::atomic::{AtomicU32, Ordering};
use crate::sync::thread_local;

/// What serializers can do.
pub static SERIALIZER_FT: MI_SerializerFT = TABLE;

/// [`SERIALIZER_FT`], for those who make copies of it.
pub(super) const TABLE: MI_SerializerFT = MI_SerializerFT {
    Close: Some(close),
    SerializeClass: Some(serialize_class),
    SerializeInstance: Some(serialize_instance),
};

/// With the class of an instance, or with all above a class.
const WHOLE: MI_Uint32 = 1;
/// What only CIM-XML can be told, as OMI has it.
const CLASS_ORIGIN: MI_Uint32 = 0x100;
const HIERARCHY: MI_Uint32 = 0x200;
const INHERITED_ELEMENTS: MI_Uint32 = 0x400;
/// Allowed, and without effect: qualifiers are always written.
const QUALIFIERS: MI_Uint32 = 0x800;

/// How to write CIM-XML. `inherited` are the flags with which a class has the elements that it inherits.
///
/// Windows writes the qualifiers of a class without being told to, as the `MiXml` in what PowerShell sends shows, and its clients
/// can't say more than the documented flags. Without them a class would come back without keys.
fn options(flags: MI_Uint32, inherited: MI_Uint32) -> Result<WriteOptions, MI_Result> {
    if flags & !(WHOLE | CLASS_ORIGIN | HIERARCHY | INHERITED_ELEMENTS | QUALIFIERS) != 0 {
        return Err(INVALID);
    }
    Ok(WriteOptions {
        class_origin: flags & CLASS_ORIGIN != 0,
        hierarchy: flags & HIERARCHY != 0,
        inherited_elements: flags & inherited != 0,
        qualifiers: true,
        modified: true,
    })
}

/// The words of a handle.
///
/// # Safety
/// `serializer` is NULL or readable.
unsafe fn words_of(serializer: *const MI_Serializer) -> Result<HandleWords, MI_Result> {
    // SAFETY: by the contract.
    let handle = unsafe { serializer.as_ref() }.ok_or(INVALID)?;
    Ok(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
}

unsafe extern "system" fn close(serializer: *mut MI_Serializer) -> MI_Result {
    guard("MI_Serializer_Close", || {
        // SAFETY: a handle argument is NULL or may be read and written.
        unsafe {
            if !SERIALIZERS.close(words_of(serializer)?) {
                return Err(INVALID);
            }
            serializer.write(MI_Serializer::default());
        }
        Ok(())
    })
}

/// Where the bytes go.
struct Output {
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    needed: *mut MI_Uint32,
}

impl Output {
    fn is_valid(&self) -> bool {
        !self.needed.is_null() && (!self.buffer.is_null() || self.length == 0)
    }

    /// Writes all of a text, or nothing of it, and says how many bytes it has.
    ///
    /// # Safety
    /// The output is valid: its buffer has as many bytes as it says.
    unsafe fn put(&self, text: &str) -> Result<(), MI_Result> {
        let units = str_to_units(text);
        let size =
            u32::try_from(size_of::<Unit>() * units.len()).map_err(|_| MI_RESULT_SERVER_LIMITS_EXCEEDED)?;
        // SAFETY: a valid output has a place for the number.
        unsafe { self.needed.write(size) };
        if size > self.length {
            return Err(MI_RESULT_FAILED);
        }
        if !self.buffer.is_null() {
            // SAFETY: the buffer has room for so many bytes, and is none of this library's memory.
            unsafe { std::ptr::copy_nonoverlapping(units.as_ptr().cast(), self.buffer, size as usize) };
        }
        Ok(())
    }
}

thread_local! {
    /// Room for a text, so that not every one has to be grown from nothing.
    static ROOM: Cell<String> = const { Cell::new(String::new()) };
}

/// More room than this is not kept.
const LARGEST_ROOM: usize = 1 << 20;

/// Lets a text be written, and takes it to its output.
///
/// # Safety
/// The output is valid.
unsafe fn serialize(
    function: &'static str,
    output: &Output,
    write: impl FnOnce(&mut String) -> Result<(), Error>,
) -> Result<(), MI_Result> {
    // An instance of another implementation may serialize something itself: then the room is in use, and it gets another.
    let mut text = ROOM.try_with(Cell::take).unwrap_or_default();
    text.clear();
    let written = write(&mut text).map_err(|error| log(function, &error));
    // SAFETY: by the contract.
    let result = written.and_then(|()| unsafe { output.put(&text) });
    if text.capacity() <= LARGEST_ROOM {
        // Where the thread is ending, the room goes now.
        let _ = ROOM.try_with(|room| room.set(text));
    }
    result
}

unsafe extern "system" fn serialize_class(
    serializer: *mut MI_Serializer,
    flags: MI_Uint32,
    class: *const MI_Class,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    needed: *mut MI_Uint32,
) -> MI_Result {
    const FUNCTION: &str = "MI_Serializer_SerializeClass";
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard(FUNCTION, || unsafe {
        put(needed, 0);
        let format = SERIALIZERS.format(words_of(serializer)?).ok_or(INVALID)?;
        let output = Output { buffer, length, needed };
        if class.is_null() || !output.is_valid() {
            return Err(INVALID);
        }
        let class = class_from_c(class).map_err(|error| log(FUNCTION, &error))?;
        match format {
            Format::Xml => {
                let options = options(flags, WHOLE | INHERITED_ELEMENTS)?;
                serialize(FUNCTION, &output, |text| cimxml::write_class(text, &class, options))
            }
            Format::Mof => serialize(FUNCTION, &output, |text| write_mof_class(text, &class, flags)),
        }
    })
}

fn write_mof_class(text: &mut String, class: &Arc<Class>, flags: MI_Uint32) -> Result<(), Error> {
    match flags & WHOLE {
        0 => mof::write_class(text, class, &standard_alone),
        _ => mof::write_class_deep(text, class, &standard_alone),
    }
}

/// A serializer knows no declarations of qualifiers but the standard's.
fn standard_alone(_: &Text) -> Option<Arc<QualifierType>> {
    None
}

unsafe extern "system" fn serialize_instance(
    serializer: *mut MI_Serializer,
    flags: MI_Uint32,
    instance: *const MI_Instance,
    buffer: *mut MI_Uint8,
    length: MI_Uint32,
    needed: *mut MI_Uint32,
) -> MI_Result {
    const FUNCTION: &str = "MI_Serializer_SerializeInstance";
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard(FUNCTION, || unsafe {
        put(needed, 0);
        let words = words_of(serializer)?;
        let format = SERIALIZERS.format(words).ok_or(INVALID)?;
        let output = Output { buffer, length, needed };
        if instance.is_null() || !output.is_valid() {
            return Err(INVALID);
        }
        let options = match format {
            Format::Xml => options(flags, INHERITED_ELEMENTS)?,
            Format::Mof => WriteOptions::default(),
        };
        let read = read_instance(instance).map_err(|error| log(FUNCTION, &error))?;
        // What an instance of another implementation can tell of its class: MOF leaves out NULL where the class has no default.
        let is_foreign = matches!(read, ReadInstance::Copied(_)) && read.class().is_none();
        let class = if is_foreign && (flags & WHOLE != 0 || format == Format::Mof) {
            class_of_instance(instance)
        } else {
            None
        };
        let typed = match class.map(|class| of_class(&read, &class)) {
            Some(Ok(typed)) => Some(typed),
            Some(Err(error)) if flags & WHOLE != 0 => return Err(log(FUNCTION, &error)),
            _ => None,
        };
        let shown = typed.as_ref().unwrap_or(&read);
        match (format, flags & WHOLE) {
            (Format::Xml, 0) => {
                serialize(FUNCTION, &output, |text| cimxml::write_instance(text, shown, options))
            }
            (Format::Xml, _) => {
                serialize(FUNCTION, &output, |text| cimxml::write_instance_with_classes(text, shown, options))
            }
            (Format::Mof, whole) => {
                let last = SERIALIZERS.count(words).ok_or(INVALID)?;
                serialize_mof(&output, last, |text, aliases| match whole {
                    0 => mof::write_instance_among(text, shown, aliases),
                    _ => mof::write_instance_with_class(text, shown, &standard_alone, aliases),
                })
            }
        }
    })
}

/// Writes an instance as MOF. The texts of one serializer may be put together, so that it gives no alias to two instances.
///
/// # Safety
/// The output is valid.
unsafe fn serialize_mof(
    output: &Output,
    last: &AtomicU32,
    write: impl Fn(&mut String, &mut Aliases) -> Result<(), Error>,
) -> Result<(), MI_Result> {
    loop {
        let before = last.load(Ordering::Relaxed);
        let mut aliases = Aliases::after(before);
        // SAFETY: by the contract.
        unsafe { serialize("MI_Serializer_SerializeInstance", output, |text| write(text, &mut aliases)) }?;
        let taken = last.compare_exchange(before, aliases.last(), Ordering::Relaxed, Ordering::Relaxed);
        if aliases.last() == before || taken.is_ok() {
            return Ok(());
        }
        // Another thread has taken these numbers meanwhile; the text has the same length with others.
    }
}

/// An instance without a class as one of its class.
fn of_class(instance: &Instance, class: &Arc<Class>) -> Result<Instance, Error> {
    let mut typed = instance.given_class(class).map_err(|error| {
        Error::new(error.status(), format!("The instance is not one of its class: {error}."))
    })?;
    for index in 0..typed.len() {
        let Some(element) = typed.element(index) else { continue };
        let original = instance.get(element.name.units());
        let is_modified =
            original.is_some_and(|original| !original.flags.contains(ElementFlags::NOT_MODIFIED));
        let mut flags = element.flags;
        flags.set(ElementFlags::NOT_MODIFIED, !is_modified);
        typed.set_flags(index, flags);
    }
    Ok(typed)
}
