//! Values: scalars, arrays, dates and times, and the union of them all.

use core::ffi::c_void;

use super::*;

/// A point in time, with its offset from UTC in minutes.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Timestamp {
    pub year: MI_Uint32,
    pub month: MI_Uint32,
    pub day: MI_Uint32,
    pub hour: MI_Uint32,
    pub minute: MI_Uint32,
    pub second: MI_Uint32,
    pub microseconds: MI_Uint32,
    pub utc: MI_Sint32,
}

/// A span of time.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Interval {
    pub days: MI_Uint32,
    pub hours: MI_Uint32,
    pub minutes: MI_Uint32,
    pub seconds: MI_Uint32,
    pub microseconds: MI_Uint32,
    pub __padding1: MI_Uint32,
    pub __padding2: MI_Uint32,
    pub __padding3: MI_Uint32,
}

/// The two forms of a date and time.
#[repr(C)]
#[derive(Clone, Copy)]
pub union MI_DatetimeUnion {
    pub timestamp: MI_Timestamp,
    pub interval: MI_Interval,
}

/// A point in time or a span of time: `isTimestamp` says which.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct MI_Datetime {
    pub isTimestamp: MI_Uint32,
    pub u: MI_DatetimeUnion,
}

/// Declares the array types: each in a form that may be written through, and one that is only read.
macro_rules! arrays {
    ($($(#[$attribute:meta])* $name:ident: $element:ty, $constant:ident: $constant_element:ty;)*) => {
        $(
            $(#[$attribute])*
            #[repr(C)]
            #[derive(Clone, Copy, Debug, Default)]
            pub struct $name {
                pub data: *mut $element,
                pub size: MI_Uint32,
            }

            $(#[$attribute])*
            #[repr(C)]
            #[derive(Clone, Copy, Debug, Default)]
            pub struct $constant {
                pub data: *const $constant_element,
                pub size: MI_Uint32,
            }
        )*
    };
}

arrays! {
    /// An array of booleans.
    MI_BooleanA: MI_Boolean, MI_ConstBooleanA: MI_Boolean;
    /// An array of unsigned 8-bit numbers.
    MI_Uint8A: MI_Uint8, MI_ConstUint8A: MI_Uint8;
    /// An array of signed 8-bit numbers.
    MI_Sint8A: MI_Sint8, MI_ConstSint8A: MI_Sint8;
    /// An array of unsigned 16-bit numbers.
    MI_Uint16A: MI_Uint16, MI_ConstUint16A: MI_Uint16;
    /// An array of signed 16-bit numbers.
    MI_Sint16A: MI_Sint16, MI_ConstSint16A: MI_Sint16;
    /// An array of unsigned 32-bit numbers.
    MI_Uint32A: MI_Uint32, MI_ConstUint32A: MI_Uint32;
    /// An array of signed 32-bit numbers.
    MI_Sint32A: MI_Sint32, MI_ConstSint32A: MI_Sint32;
    /// An array of unsigned 64-bit numbers.
    MI_Uint64A: MI_Uint64, MI_ConstUint64A: MI_Uint64;
    /// An array of signed 64-bit numbers.
    MI_Sint64A: MI_Sint64, MI_ConstSint64A: MI_Sint64;
    /// An array of real 32-bit numbers.
    MI_Real32A: MI_Real32, MI_ConstReal32A: MI_Real32;
    /// An array of real 64-bit numbers.
    MI_Real64A: MI_Real64, MI_ConstReal64A: MI_Real64;
    /// An array of 16-bit characters.
    MI_Char16A: MI_Char16, MI_ConstChar16A: MI_Char16;
    /// An array of dates and times.
    MI_DatetimeA: MI_Datetime, MI_ConstDatetimeA: MI_Datetime;
    /// An array of strings.
    MI_StringA: *mut MI_Char, MI_ConstStringA: *const MI_Char;
    /// An array of references.
    MI_ReferenceA: *mut MI_Instance, MI_ConstReferenceA: *const MI_Instance;
    /// An array of embedded instances.
    MI_InstanceA: *mut MI_Instance, MI_ConstInstanceA: *const MI_Instance;
}

/// An array of any type: where it starts, and how many elements it has.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Array {
    pub data: *mut c_void,
    pub size: MI_Uint32,
}

/// A value of any CIM type; an `MI_Type` beside it says which member counts.
#[repr(C)]
#[derive(Clone, Copy)]
pub union MI_Value {
    pub boolean: MI_Boolean,
    pub uint8: MI_Uint8,
    pub sint8: MI_Sint8,
    pub uint16: MI_Uint16,
    pub sint16: MI_Sint16,
    pub uint32: MI_Uint32,
    pub sint32: MI_Sint32,
    pub uint64: MI_Uint64,
    pub sint64: MI_Sint64,
    pub real32: MI_Real32,
    pub real64: MI_Real64,
    pub char16: MI_Char16,
    pub datetime: MI_Datetime,
    pub string: *mut MI_Char,
    pub instance: *mut MI_Instance,
    pub reference: *mut MI_Instance,
    pub booleana: MI_BooleanA,
    pub uint8a: MI_Uint8A,
    pub sint8a: MI_Sint8A,
    pub uint16a: MI_Uint16A,
    pub sint16a: MI_Sint16A,
    pub uint32a: MI_Uint32A,
    pub sint32a: MI_Sint32A,
    pub uint64a: MI_Uint64A,
    pub sint64a: MI_Sint64A,
    pub real32a: MI_Real32A,
    pub real64a: MI_Real64A,
    pub char16a: MI_Char16A,
    pub datetimea: MI_DatetimeA,
    pub stringa: MI_StringA,
    pub referencea: MI_ReferenceA,
    pub instancea: MI_InstanceA,
    pub array: MI_Array,
}
