//! Values as C gives them, read into the model.

use std::ffi::c_void;
use std::sync::Arc;

use super::boundary;
use super::instance::instance_from_c_nested;
use crate::abi::*;
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::instance::{MAXIMUM_DEPTH, Plain};
use crate::cim::{Array, Datetime, Instance, Text, Type, Value, ValueRef};

/// Embedded instances may lie so deep in each other; more is taken for a circle.
pub const MAX_DEPTH: usize = MAXIMUM_DEPTH as usize;

/// A value that C gave: NULL, seen where it lies, or copied.
pub enum Given<'a> {
    /// NULL.
    Null,
    /// A scalar, or a text that still lies where C gave it.
    Seen(ValueRef<'a>),
    /// A copy.
    Owned(Value),
}

impl Given<'_> {
    /// A view of the value, `None` for NULL.
    #[inline]
    pub fn as_value_ref(&self) -> Option<ValueRef<'_>> {
        match self {
            Given::Null => None,
            Given::Seen(value) => Some(*value),
            Given::Owned(value) => Some(value.as_value_ref()),
        }
    }

    /// The value as one that owns its data, `None` for NULL.
    pub fn into_value(self) -> Option<Value> {
        match self {
            Given::Null => None,
            Given::Seen(value) => Some(value.to_value()),
            Given::Owned(value) => Some(value),
        }
    }
}

/// The type of this number, or `INVALID_PARAMETER`: no size may be taken from a type that does not exist.
#[inline]
pub fn type_of(number: MI_Type) -> Result<Type, MI_Result> {
    Type::from_number(number).ok_or(MI_RESULT_INVALID_PARAMETER)
}

/// Reads a value argument that is NULL, a number or a text; `None` for the types that take the long way.
///
/// # Safety
/// As for [`read_argument`].
#[inline(always)]
pub unsafe fn read_plain<'a>(value: *const MI_Value, kind: Type, flags: MI_Uint32) -> Option<Plain<'a>> {
    if value.is_null() || flags & MI_FLAG_NULL != 0 {
        return Some(Plain::Null);
    }
    // SAFETY: not NULL and not said to be NULL, so by the contract the member that `kind` says is there.
    unsafe {
        Some(match kind {
            Type::Boolean => Plain::Bits((value.cast::<u8>().read() != 0).into()),
            Type::Uint8 | Type::Sint8 => Plain::Bits(value.cast::<u8>().read().into()),
            Type::Uint16 | Type::Sint16 | Type::Char16 => Plain::Bits(value.cast::<u16>().read().into()),
            Type::Uint32 | Type::Sint32 | Type::Real32 => Plain::Bits(value.cast::<u32>().read().into()),
            Type::Uint64 | Type::Sint64 | Type::Real64 => Plain::Bits(value.cast::<u64>().read()),
            Type::String => match boundary::units((*value).string) {
                Some(units) => Plain::Text(units),
                None => Plain::Null,
            },
            _ => return None,
        })
    }
}

/// Reads a value argument with its flags.
///
/// # Safety
/// `value` is NULL or points to the member of `MI_Value` that `kind` says, valid as C's rules for it are; unless `flags`
/// has `MI_FLAG_NULL`. Texts stay unchanged for as long as the result is used.
#[inline]
pub unsafe fn read_argument<'a>(
    value: *const MI_Value,
    kind: Type,
    flags: MI_Uint32,
) -> Result<Given<'a>, MI_Result> {
    if value.is_null() || flags & MI_FLAG_NULL != 0 {
        return Ok(Given::Null);
    }
    // SAFETY: not NULL and not said to be NULL, so by the contract the member is there.
    unsafe { read(value.cast(), kind, 0) }
}

/// Reads the member of an `MI_Value` that `kind` says, and not a byte beyond it.
///
/// # Safety
/// `at` points to such a member. Texts stay unchanged for as long as the result is used.
#[inline]
pub unsafe fn read<'a>(at: *const c_void, kind: Type, depth: usize) -> Result<Given<'a>, MI_Result> {
    macro_rules! scalar {
        ($variant:ident, $c:ty) => {
            // SAFETY: `at` points to a value of this type by the contract; declarations of clients may be unaligned.
            Ok(Given::Seen(ValueRef::$variant(unsafe { at.cast::<$c>().read_unaligned() })))
        };
    }
    match kind {
        // SAFETY: as above; any byte is read as a boolean.
        Type::Boolean => Ok(Given::Seen(ValueRef::Boolean(unsafe { at.cast::<u8>().read() } != 0))),
        Type::Uint8 => scalar!(Uint8, u8),
        Type::Sint8 => scalar!(Sint8, i8),
        Type::Uint16 => scalar!(Uint16, u16),
        Type::Sint16 => scalar!(Sint16, i16),
        Type::Uint32 => scalar!(Uint32, u32),
        Type::Sint32 => scalar!(Sint32, i32),
        Type::Uint64 => scalar!(Uint64, u64),
        Type::Sint64 => scalar!(Sint64, i64),
        Type::Real32 => scalar!(Real32, f32),
        Type::Real64 => scalar!(Real64, f64),
        Type::Char16 => scalar!(Char16, u16),
        Type::String => {
            // SAFETY: `at` points to a string pointer.
            let text = unsafe { at.cast::<*const MI_Char>().read_unaligned() };
            // SAFETY: the string is NULL or ends in a NUL, and stays as the contract says.
            let text = unsafe { boundary::text_ref(text) };
            Ok(text.map_or(Given::Null, |text| Given::Seen(ValueRef::String(text))))
        }
        // SAFETY: the contract is handed on.
        _ => unsafe { read_compound(at, kind, depth) },
    }
}

unsafe fn read_compound<'a>(at: *const c_void, kind: Type, depth: usize) -> Result<Given<'a>, MI_Result> {
    match kind {
        Type::Datetime => {
            // SAFETY: `at` points to a datetime.
            let datetime = unsafe { datetime_from_c(at.cast()) }?;
            Ok(Given::Seen(ValueRef::Datetime(datetime)))
        }
        Type::Reference | Type::Instance => {
            // SAFETY: `at` points to a pointer to an instance.
            let instance = unsafe { at.cast::<*const MI_Instance>().read_unaligned() };
            if instance.is_null() {
                return Ok(Given::Null);
            }
            // SAFETY: an instance that C gives as a value is a valid one.
            let instance = unsafe { nested(instance, depth) }?;
            Ok(Given::Owned(match kind {
                Type::Reference => Value::Reference(instance),
                _ => Value::Instance(instance),
            }))
        }
        _ => {
            // SAFETY: what is left are the array types, whose members all are laid out as `MI_Array`.
            let array = unsafe { at.cast::<MI_Array>().read_unaligned() };
            // SAFETY: the array's elements are valid ones of its type.
            let array = unsafe { read_array(array, kind, depth) }?;
            Ok(Given::Owned(Value::Array(Arc::new(array))))
        }
    }
}

/// Copies the elements of an array. Where the data is NULL there are none.
unsafe fn read_array(array: MI_Array, kind: Type, depth: usize) -> Result<Array, MI_Result> {
    if array.data.is_null() || array.size == 0 {
        return Ok(Array::empty(kind));
    }
    let size = array.size as usize;
    macro_rules! numbers {
        ($variant:ident, $c:ty) => {{
            // SAFETY: the caller says that so many elements of this type are there.
            Array::$variant(unsafe { elements::<$c>(array.data, size) }?)
        }};
    }
    Ok(match kind {
        Type::BooleanArray => {
            // SAFETY: so many bytes are there.
            let bytes = unsafe { elements::<u8>(array.data, size) }?;
            Array::Boolean(bytes.into_iter().map(|byte| byte != 0).collect())
        }
        Type::Uint8Array => numbers!(Uint8, u8),
        Type::Sint8Array => numbers!(Sint8, i8),
        Type::Uint16Array => numbers!(Uint16, u16),
        Type::Sint16Array => numbers!(Sint16, i16),
        Type::Uint32Array => numbers!(Uint32, u32),
        Type::Sint32Array => numbers!(Sint32, i32),
        Type::Uint64Array => numbers!(Uint64, u64),
        Type::Sint64Array => numbers!(Sint64, i64),
        Type::Real32Array => numbers!(Real32, f32),
        Type::Real64Array => numbers!(Real64, f64),
        Type::Char16Array => numbers!(Char16, u16),
        Type::DatetimeArray => {
            check_length::<MI_Datetime>(size)?;
            let start = array.data.cast::<MI_Datetime>();
            // SAFETY: so many datetimes are there.
            let datetimes = (0..size).map(|index| unsafe { datetime_from_c(start.add(index)) });
            Array::Datetime(datetimes.collect::<Result<_, _>>()?)
        }
        Type::StringArray => {
            // SAFETY: so many string pointers are there.
            let pointers = unsafe { elements::<*const MI_Char>(array.data, size) }?;
            // SAFETY: each is NULL or ends in a NUL.
            let texts = pointers.into_iter().map(|pointer| unsafe { boundary::text(pointer) });
            Array::String(texts.collect::<Option<Vec<Text>>>().ok_or(MI_RESULT_FAILED)?)
        }
        Type::ReferenceArray => {
            // SAFETY: the contract is handed on.
            Array::Reference(unsafe { read_instances(array.data, size, depth) }?)
        }
        // SAFETY: the contract is handed on.
        _ => Array::Instance(unsafe { read_instances(array.data, size, depth) }?),
    })
}

unsafe fn read_instances(
    data: *const c_void,
    size: usize,
    depth: usize,
) -> Result<Vec<Arc<Instance>>, MI_Result> {
    // SAFETY: so many pointers to instances are there.
    let pointers = unsafe { elements::<*const MI_Instance>(data, size) }?;
    if pointers.iter().any(|pointer| pointer.is_null()) {
        return Err(MI_RESULT_FAILED);
    }
    // SAFETY: none is NULL, so each is a valid instance.
    pointers.into_iter().map(|pointer| unsafe { nested(pointer, depth) }).collect()
}

unsafe fn nested(instance: *const MI_Instance, depth: usize) -> Result<Arc<Instance>, MI_Result> {
    if depth >= MAX_DEPTH {
        return Err(MI_RESULT_INVALID_PARAMETER);
    }
    // SAFETY: the caller says that it is a valid instance.
    unsafe { instance_from_c_nested(instance, depth + 1) }
}

/// Copies elements that may lie unaligned.
///
/// # Safety
/// `data` points to `size` elements of type `T`.
unsafe fn elements<T: Copy>(data: *const c_void, size: usize) -> Result<Vec<T>, MI_Result> {
    check_length::<T>(size)?;
    let mut elements = Vec::<T>::with_capacity(size);
    // SAFETY: the source has so many elements by the contract, the vector has room for them, and bytes have no alignment.
    unsafe {
        std::ptr::copy_nonoverlapping(
            data.cast::<u8>(),
            elements.as_mut_ptr().cast::<u8>(),
            size * size_of::<T>(),
        );
        elements.set_len(size);
    }
    Ok(elements)
}

/// The most memory that the elements of an array take, in bytes: what claims more is taken for a number that nobody has set.
const LONGEST_ARRAY: usize = 1 << 30;

/// Refuses what can be no length, before anything of the array is read.
fn check_length<T>(size: usize) -> Result<(), MI_Result> {
    match size.checked_mul(size_of::<T>()) {
        Some(bytes) if bytes <= LONGEST_ARRAY => Ok(()),
        _ => Err(MI_RESULT_SERVER_LIMITS_EXCEEDED),
    }
}

/// Reads a datetime; one whose fields do not fit the text form of DSP0004 is an `INVALID_PARAMETER`.
///
/// # Safety
/// `datetime` points to an `MI_Datetime` whose `isTimestamp` and the member that it says are initialised.
pub unsafe fn datetime_from_c(datetime: *const MI_Datetime) -> Result<Datetime, MI_Result> {
    // SAFETY: a field of what the caller gave; fields are read in place because the other member may be uninitialised.
    let is_timestamp = unsafe { (&raw const (*datetime).isTimestamp).read_unaligned() };
    if is_timestamp != 0 {
        // SAFETY: the timestamp is the member that counts.
        let timestamp = unsafe { (&raw const (*datetime).u.timestamp).read_unaligned() };
        return timestamp_from_c(&timestamp).map(Datetime::Timestamp);
    }
    // SAFETY: the interval is the member that counts; its padding is copied and not looked at.
    let fields = unsafe { (&raw const (*datetime).u.interval).cast::<[u32; 5]>().read_unaligned() };
    interval_from_fields(fields).map(Datetime::Interval)
}

fn timestamp_from_c(c: &MI_Timestamp) -> Result<Timestamp, MI_Result> {
    let timestamp = Timestamp {
        year: narrow(c.year)?,
        month: narrow(c.month)?,
        day: narrow(c.day)?,
        hour: narrow(c.hour)?,
        minute: narrow(c.minute)?,
        second: narrow(c.second)?,
        microseconds: c.microseconds,
        utc: i16::try_from(c.utc).map_err(|_| MI_RESULT_INVALID_PARAMETER)?,
    };
    timestamp.is_representable().then_some(timestamp).ok_or(MI_RESULT_INVALID_PARAMETER)
}

fn narrow<T: TryFrom<u32>>(number: u32) -> Result<T, MI_Result> {
    T::try_from(number).map_err(|_| MI_RESULT_INVALID_PARAMETER)
}

/// Reads an interval, as [`datetime_from_c`] does.
///
/// # Safety
/// `interval` points to an `MI_Interval` whose five numbers are initialised.
pub unsafe fn interval_from_c(interval: *const MI_Interval) -> Result<Interval, MI_Result> {
    // SAFETY: the five numbers come first, and the padding is not looked at.
    interval_from_fields(unsafe { interval.cast::<[u32; 5]>().read_unaligned() })
}

fn interval_from_fields(
    [days, hours, minutes, seconds, microseconds]: [u32; 5],
) -> Result<Interval, MI_Result> {
    let interval = Interval {
        days,
        hours: narrow(hours)?,
        minutes: narrow(minutes)?,
        seconds: narrow(seconds)?,
        microseconds,
    };
    interval.is_representable().then_some(interval).ok_or(MI_RESULT_INVALID_PARAMETER)
}

/// A datetime as C has it.
pub fn datetime_to_c(datetime: Datetime) -> MI_Datetime {
    match datetime {
        Datetime::Timestamp(t) => MI_Datetime {
            isTimestamp: 1,
            u: MI_DatetimeUnion {
                timestamp: MI_Timestamp {
                    year: t.year.into(),
                    month: t.month.into(),
                    day: t.day.into(),
                    hour: t.hour.into(),
                    minute: t.minute.into(),
                    second: t.second.into(),
                    microseconds: t.microseconds,
                    utc: t.utc.into(),
                },
            },
        },
        Datetime::Interval(i) => {
            MI_Datetime { isTimestamp: 0, u: MI_DatetimeUnion { interval: interval_to_c(i) } }
        }
    }
}

/// An interval as C has it.
pub fn interval_to_c(interval: Interval) -> MI_Interval {
    MI_Interval {
        days: interval.days,
        hours: interval.hours.into(),
        minutes: interval.minutes.into(),
        seconds: interval.seconds.into(),
        microseconds: interval.microseconds,
        ..MI_Interval::default()
    }
}

/// A value of which every byte is zero: what is shown where there is none.
pub fn zero_value() -> MI_Value {
    // SAFETY: numbers and pointers may be zero.
    unsafe { std::mem::zeroed() }
}
