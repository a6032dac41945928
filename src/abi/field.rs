//! Fields: how a property lies in an instance whose class was compiled into a provider module.
//!
//! Generated provider code reads and writes these directly: the value, whether it exists (is not NULL), and flags of which bit 1
//! says that it was modified.

use super::*;

/// Declares the field types: the value with its two bytes behind it.
macro_rules! fields {
    ($($(#[$attribute:meta])* $name:ident: $value:ty, $constant:ident: $constant_value:ty;)*) => {
        $(
            $(#[$attribute])*
            #[repr(C)]
            #[derive(Clone, Copy)]
            pub struct $name {
                pub value: $value,
                pub exists: MI_Boolean,
                pub flags: MI_Uint8,
            }

            $(#[$attribute])*
            #[repr(C)]
            #[derive(Clone, Copy)]
            pub struct $constant {
                pub value: $constant_value,
                pub exists: MI_Boolean,
                pub flags: MI_Uint8,
            }
        )*
    };
}

fields! {
    /// A field with a boolean.
    MI_BooleanField: MI_Boolean, MI_ConstBooleanField: MI_Boolean;
    /// A field with an array of booleans.
    MI_BooleanAField: MI_BooleanA, MI_ConstBooleanAField: MI_ConstBooleanA;
    /// A field with an unsigned 8-bit number.
    MI_Uint8Field: MI_Uint8, MI_ConstUint8Field: MI_Uint8;
    /// A field with an array of unsigned 8-bit numbers.
    MI_Uint8AField: MI_Uint8A, MI_ConstUint8AField: MI_ConstUint8A;
    /// A field with a signed 8-bit number.
    MI_Sint8Field: MI_Sint8, MI_ConstSint8Field: MI_Sint8;
    /// A field with an array of signed 8-bit numbers.
    MI_Sint8AField: MI_Sint8A, MI_ConstSint8AField: MI_ConstSint8A;
    /// A field with an unsigned 16-bit number.
    MI_Uint16Field: MI_Uint16, MI_ConstUint16Field: MI_Uint16;
    /// A field with an array of unsigned 16-bit numbers.
    MI_Uint16AField: MI_Uint16A, MI_ConstUint16AField: MI_ConstUint16A;
    /// A field with a signed 16-bit number.
    MI_Sint16Field: MI_Sint16, MI_ConstSint16Field: MI_Sint16;
    /// A field with an array of signed 16-bit numbers.
    MI_Sint16AField: MI_Sint16A, MI_ConstSint16AField: MI_ConstSint16A;
    /// A field with an unsigned 32-bit number.
    MI_Uint32Field: MI_Uint32, MI_ConstUint32Field: MI_Uint32;
    /// A field with an array of unsigned 32-bit numbers.
    MI_Uint32AField: MI_Uint32A, MI_ConstUint32AField: MI_ConstUint32A;
    /// A field with a signed 32-bit number.
    MI_Sint32Field: MI_Sint32, MI_ConstSint32Field: MI_Sint32;
    /// A field with an array of signed 32-bit numbers.
    MI_Sint32AField: MI_Sint32A, MI_ConstSint32AField: MI_ConstSint32A;
    /// A field with an unsigned 64-bit number.
    MI_Uint64Field: MI_Uint64, MI_ConstUint64Field: MI_Uint64;
    /// A field with an array of unsigned 64-bit numbers.
    MI_Uint64AField: MI_Uint64A, MI_ConstUint64AField: MI_ConstUint64A;
    /// A field with a signed 64-bit number.
    MI_Sint64Field: MI_Sint64, MI_ConstSint64Field: MI_Sint64;
    /// A field with an array of signed 64-bit numbers.
    MI_Sint64AField: MI_Sint64A, MI_ConstSint64AField: MI_ConstSint64A;
    /// A field with a real 32-bit number.
    MI_Real32Field: MI_Real32, MI_ConstReal32Field: MI_Real32;
    /// A field with an array of real 32-bit numbers.
    MI_Real32AField: MI_Real32A, MI_ConstReal32AField: MI_ConstReal32A;
    /// A field with a real 64-bit number.
    MI_Real64Field: MI_Real64, MI_ConstReal64Field: MI_Real64;
    /// A field with an array of real 64-bit numbers.
    MI_Real64AField: MI_Real64A, MI_ConstReal64AField: MI_ConstReal64A;
    /// A field with a 16-bit character.
    MI_Char16Field: MI_Char16, MI_ConstChar16Field: MI_Char16;
    /// A field with an array of 16-bit characters.
    MI_Char16AField: MI_Char16A, MI_ConstChar16AField: MI_ConstChar16A;
    /// A field with a date and time.
    MI_DatetimeField: MI_Datetime, MI_ConstDatetimeField: MI_Datetime;
    /// A field with an array of dates and times.
    MI_DatetimeAField: MI_DatetimeA, MI_ConstDatetimeAField: MI_ConstDatetimeA;
    /// A field with a string.
    MI_StringField: *mut MI_Char, MI_ConstStringField: *const MI_Char;
    /// A field with an array of strings.
    MI_StringAField: MI_StringA, MI_ConstStringAField: MI_ConstStringA;
    /// A field with a reference.
    MI_ReferenceField: *mut MI_Instance, MI_ConstReferenceField: *const MI_Instance;
    /// A field with an array of references.
    MI_ReferenceAField: MI_ReferenceA, MI_ConstReferenceAField: MI_ConstReferenceA;
    /// A field with an embedded instance.
    MI_InstanceField: *mut MI_Instance, MI_ConstInstanceField: *const MI_Instance;
    /// A field with an array of embedded instances.
    MI_InstanceAField: MI_InstanceA, MI_ConstInstanceAField: MI_ConstInstanceA;
}

/// A field of an instance with an array of any type.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ArrayField {
    pub value: MI_Array,
    pub exists: MI_Boolean,
    pub flags: MI_Uint8,
}
