//! What the tests of this room share: calling tables as C does.

use std::sync::Arc;

use super::boundary::{pointer_or_null, text_ref};
use super::instance::{INSTANCE_FT, new_dynamic_instance};
use super::value::zero_value;
use crate::abi::*;
use crate::cim::{Instance, Text, Type, Value};

/// A text that C can read for as long as it lives.
pub fn c(text: &str) -> Text {
    Text::from(text)
}

/// Where C finds a text.
pub fn ptr(text: &Text) -> *const MI_Char {
    pointer_or_null(Some(text))
}

/// A C string as a Rust one.
pub fn read(text: *const MI_Char) -> Option<String> {
    // SAFETY: tests give strings that live.
    unsafe { text_ref(text) }.map(|text| text.to_string())
}

/// A string value.
pub fn string_value(text: &Text) -> MI_Value {
    MI_Value { string: ptr(text).cast_mut() }
}

/// A dynamic instance with a string, a number and a key.
pub fn thing() -> *mut MI_Instance {
    let instance = new_dynamic_instance(c("Test_Thing").units()).unwrap();
    assert_eq!(add(instance, "Name", &string_value(&c("a name")), MI_STRING, MI_FLAG_KEY), MI_RESULT_OK);
    assert_eq!(add(instance, "Number", &MI_Value { uint32: 7 }, MI_UINT32, 0), MI_RESULT_OK);
    assert_eq!(add(instance, "Empty", std::ptr::null(), MI_STRING, 0), MI_RESULT_OK);
    instance
}

/// `AddElement`.
pub fn add(
    instance: *mut MI_Instance,
    name: &str,
    value: *const MI_Value,
    kind: MI_Type,
    flags: u32,
) -> MI_Result {
    // SAFETY: tests give valid arguments.
    unsafe { ((*(*instance).ft).AddElement.unwrap())(instance, ptr(&c(name)), value, kind, flags) }
}

/// `SetElement`.
pub fn set(
    instance: *mut MI_Instance,
    name: &str,
    value: *const MI_Value,
    kind: MI_Type,
    flags: u32,
) -> MI_Result {
    // SAFETY: tests give valid arguments.
    unsafe { ((*(*instance).ft).SetElement.unwrap())(instance, ptr(&c(name)), value, kind, flags) }
}

/// `GetElement`: value, type, flags and index.
pub fn get(instance: *const MI_Instance, name: &str) -> Result<(MI_Value, MI_Type, u32, u32), MI_Result> {
    let (mut value, mut kind, mut flags, mut index) = (zero_value(), 99, 99, 99);
    // SAFETY: tests give valid arguments.
    let result = unsafe {
        let get = (*(*instance).ft).GetElement.unwrap();
        get(instance, ptr(&c(name)), &mut value, &mut kind, &mut flags, &mut index)
    };
    if result == MI_RESULT_OK { Ok((value, kind, flags, index)) } else { Err(result) }
}

/// The text of a string element.
pub fn get_string(instance: *const MI_Instance, name: &str) -> Option<String> {
    // SAFETY: tests ask for elements that are strings.
    read(unsafe { get(instance, name).unwrap().0.string })
}

/// `Delete`.
pub fn delete(instance: *mut MI_Instance) -> MI_Result {
    // SAFETY: tests give valid arguments.
    unsafe { ((*(*instance).ft).Delete.unwrap())(instance) }
}

/// `Clone`.
pub fn clone(instance: *const MI_Instance) -> *mut MI_Instance {
    let mut copy = std::ptr::null_mut();
    // SAFETY: tests give valid arguments.
    assert_eq!(unsafe { ((*(*instance).ft).Clone.unwrap())(instance, &mut copy) }, MI_RESULT_OK);
    copy
}

/// The table, for calls with bad arguments.
pub fn instance_table() -> &'static MI_InstanceFT {
    &INSTANCE_FT
}

/// An instance of the model with one string.
pub fn model(text: &str) -> Arc<Instance> {
    let mut instance = Instance::new("Test_Inner").unwrap();
    instance.add_value("Text", Value::string(text)).unwrap();
    Arc::new(instance)
}

/// A value of every type, none of them NULL, arrays with two elements.
pub fn value_of_each_type() -> Vec<Value> {
    use crate::cim::Array;
    use crate::cim::datetime::{Datetime, Interval, Timestamp};
    let timestamp = Datetime::Timestamp(Timestamp {
        year: 2026,
        month: 11,
        day: 21,
        hour: 9,
        minute: 8,
        second: 7,
        microseconds: 654_321,
        utc: -300,
    });
    let interval = Datetime::Interval(Interval {
        days: 99_999_999,
        hours: 23,
        minutes: 59,
        seconds: 58,
        microseconds: 999_999,
    });
    let values = vec![
        Value::Boolean(true),
        Value::Uint8(u8::MAX),
        Value::Sint8(i8::MIN),
        Value::Uint16(u16::MAX),
        Value::Sint16(i16::MIN),
        Value::Uint32(u32::MAX),
        Value::Sint32(i32::MIN),
        Value::Uint64(u64::MAX),
        Value::Sint64(i64::MIN),
        Value::Real32(1.5),
        Value::Real64(-2.5e300),
        Value::Char16(0x20ac),
        Value::Datetime(timestamp),
        Value::string("text"),
        Value::Reference(model("reference")),
        Value::Instance(model("embedded")),
        Value::Array(Arc::new(Array::Boolean(vec![true, false]))),
        Value::Array(Arc::new(Array::Uint8(vec![1, u8::MAX]))),
        Value::Array(Arc::new(Array::Sint8(vec![1, i8::MIN]))),
        Value::Array(Arc::new(Array::Uint16(vec![1, u16::MAX]))),
        Value::Array(Arc::new(Array::Sint16(vec![1, i16::MIN]))),
        Value::Array(Arc::new(Array::Uint32(vec![1, u32::MAX]))),
        Value::Array(Arc::new(Array::Sint32(vec![1, i32::MIN]))),
        Value::Array(Arc::new(Array::Uint64(vec![1, u64::MAX]))),
        Value::Array(Arc::new(Array::Sint64(vec![1, i64::MIN]))),
        Value::Array(Arc::new(Array::Real32(vec![1.5, -0.25]))),
        Value::Array(Arc::new(Array::Real64(vec![1.5, 1e300]))),
        Value::Array(Arc::new(Array::Char16(vec![65, 0x20ac]))),
        Value::Array(Arc::new(Array::Datetime(vec![timestamp, interval]))),
        Value::Array(Arc::new(Array::String(vec![Text::from("a"), Text::from("")]))),
        Value::Array(Arc::new(Array::Reference(vec![model("one"), model("two")]))),
        Value::Array(Arc::new(Array::Instance(vec![model("three"), model("four")]))),
    ];
    for (number, value) in values.iter().enumerate() {
        assert_eq!(Type::from_number(number as u32), Some(value.value_type()));
    }
    values
}
