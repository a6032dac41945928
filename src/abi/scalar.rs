//! The scalar types, and the character that the C side speaks.

#[cfg(all(not(windows), not(feature = "wide")))]
use core::ffi::c_char;

/// True or false: `MI_TRUE` or `MI_FALSE`.
pub type MI_Boolean = u8;
/// An unsigned 8-bit number.
pub type MI_Uint8 = u8;
/// A signed 8-bit number.
pub type MI_Sint8 = i8;
/// An unsigned 16-bit number.
pub type MI_Uint16 = u16;
/// A signed 16-bit number.
pub type MI_Sint16 = i16;
/// An unsigned 32-bit number.
pub type MI_Uint32 = u32;
/// A signed 32-bit number.
pub type MI_Sint32 = i32;
/// An unsigned 64-bit number.
pub type MI_Uint64 = u64;
/// A signed 64-bit number.
pub type MI_Sint64 = i64;
/// A 32-bit floating-point number.
pub type MI_Real32 = f32;
/// A 64-bit floating-point number.
pub type MI_Real64 = f64;
/// A UTF-16 unit.
pub type MI_Char16 = u16;

/// The character of every string in the interface: 1 byte by default, 2 on Windows, 4 in a wide build elsewhere.
#[cfg(all(not(windows), not(feature = "wide")))]
pub type MI_Char = c_char;
/// The character of every string in the interface.
#[cfg(windows)]
pub type MI_Char = u16;
/// The character of every string in the interface.
#[cfg(all(not(windows), feature = "wide"))]
pub type MI_Char = u32;

/// A string that may be written through.
pub type MI_StringPtr = *mut MI_Char;
/// A string that is only read.
pub type MI_ConstStringPtr = *const MI_Char;

/// True.
pub const MI_TRUE: MI_Boolean = 1;
/// False.
pub const MI_FALSE: MI_Boolean = 0;
