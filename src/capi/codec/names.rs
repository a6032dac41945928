//! The names of classes in buffers, without the rest.

use super::Format;
use super::deserializer::{format_of, telling};
use super::input::{Input, invalid};
use super::read::xml_error;
use crate::abi::*;
use crate::cim::{Error, Status, Unit, text::str_to_units};
use crate::cimxml::{self, ReadError};
use crate::object::boundary::put;

/// Where a name goes, and the room there, in characters.
struct Output {
    name: *mut MI_Char,
    length: *mut MI_Uint32,
}

impl Output {
    /// Writes the name with a NUL, or nothing of it, and says how much room it needs.
    ///
    /// # Safety
    /// `length` may be read and written; `name` is NULL, or has room for so many characters.
    unsafe fn put(&self, name: &str) -> Result<(), Error> {
        let units = str_to_units(name);
        let needed = units.len() + 1;
        // SAFETY: by the contract.
        let room = unsafe { self.length.read() } as usize;
        // A name is a part of a buffer whose length has 32 bits.
        // SAFETY: as above.
        unsafe { self.length.write(needed as MI_Uint32) };
        if self.name.is_null() {
            return Ok(());
        }
        if room < needed {
            let message =
                format!("The name needs room for {needed} characters, and there is room for {room}.");
            return Err(Error::new(Status::Failed, message));
        }
        let place = self.name.cast::<Unit>();
        // SAFETY: there is room for the units and the NUL.
        unsafe {
            std::ptr::copy_nonoverlapping(units.as_ptr(), place, units.len());
            place.add(units.len()).write(0);
        }
        Ok(())
    }
}

/// Finds a name in a buffer of a deserializer that can.
///
/// # Safety
/// The pointers are NULL, or what their C types say.
unsafe fn put_name(
    deserializer: *const MI_Deserializer,
    (buffer, length): (*const MI_Uint8, MI_Uint32),
    output: &Output,
    find: fn(&str) -> Result<Option<String>, ReadError>,
) -> Result<(), Error> {
    // SAFETY: by the contract.
    unsafe {
        let format = format_of(deserializer)?;
        if format == Format::Mof {
            let message = "The name of a class can't be read from MOF alone; deserialize the object.";
            return Err(Error::new(Status::NotSupported, message));
        }
        if output.length.is_null() {
            return Err(invalid("The length of the name is NULL; give the room for it.".into()));
        }
        let input = Input::new(format, buffer, length)?;
        match find(&input.text).map_err(|error| xml_error(&error))? {
            Some(name) => output.put(&name),
            None => {
                put(output.length, 0);
                Err(Error::new(Status::InvalidSuperclass, "The class has no superclass."))
            }
        }
    }
}

/// A function of the interface that tells a name in a buffer.
macro_rules! name_in_buffer {
    ($name:ident, $function:literal, $find:expr) => {
        pub(super) unsafe extern "system" fn $name(
            deserializer: *mut MI_Deserializer,
            buffer: *mut MI_Uint8,
            length: MI_Uint32,
            name: *mut MI_Char,
            name_length: *mut MI_Uint32,
            details: *mut *mut MI_Instance,
        ) -> MI_Result {
            let output = Output { name, length: name_length };
            // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
            unsafe {
                telling($function, details, || put_name(deserializer, (buffer, length), &output, $find))
            }
        }
    };
}

name_in_buffer!(of_class, "MI_Deserializer_Class_GetClassName", |text| cimxml::class_name(text).map(Some));
name_in_buffer!(of_superclass, "MI_Deserializer_Class_GetParentClassName", cimxml::superclass_name);
name_in_buffer!(of_instance, "MI_Deserializer_Instance_GetClassName", |text| {
    cimxml::instance_class_name(text).map(Some)
});
