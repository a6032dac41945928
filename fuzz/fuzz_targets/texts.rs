//! Any units as texts: in each of the three widths they are either the same text again or refused at their first wrong unit; and in
//! this library's width an instance keeps them, and the codecs write them so that they are read as they were, or refuse them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mi::cim::schema::EmptyCatalog;
use mi::cim::text::check_stored;
use mi::cim::units::{NotUnicode, utf8, utf16, utf32};
use mi::cim::{Instance, Text, Unit, Value, ValueRef};
use mi::cimxml::{ReadOptions, WriteOptions, read_instance};

fuzz_target!(|bytes: &[u8]| {
    in_utf8(bytes);
    in_utf16(&bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect::<Vec<_>>());
    in_utf32(
        &bytes
            .chunks_exact(4)
            .map(|unit| u32::from_le_bytes([unit[0], unit[1], unit[2], unit[3]]))
            .collect::<Vec<_>>(),
    );
    let width = size_of::<Unit>();
    let number = |unit: &[u8]| unit.iter().rev().fold(0, |number: u64, &byte| number << 8 | u64::from(byte));
    in_an_instance(&bytes.chunks_exact(width).map(|unit| number(unit) as Unit).collect::<Vec<_>>());
});

/// The check of one width.
macro_rules! in_width {
    ($check:ident, $width:ident) => {
        fn $check(units: &[$width::Unit]) {
            let fault: Result<(), NotUnicode> = $width::check(units);
            let shown = $width::to_str_lossy(units);
            match $width::to_str(units) {
                Ok(text) => {
                    assert_eq!(fault, Ok(()));
                    assert_eq!(&*$width::from_str(&text), units);
                    assert_eq!(text, shown);
                }
                Err(told) => {
                    assert_eq!(fault, Err(told));
                    assert_eq!(u32::from(units[told.at]), told.unit);
                    assert_eq!($width::check(&units[..told.at]), Ok(()));
                    assert!(shown.contains(char::REPLACEMENT_CHARACTER));
                }
            }
            let (left, right) = units.split_at(units.len() / 2);
            assert_eq!($width::order(left, right), $width::order(right, left).reverse());
            if let (Ok(one), Ok(other)) = ($width::to_str(left), $width::to_str(right)) {
                assert_eq!($width::order(left, right), one.cmp(&other));
            }
        }
    };
}

in_width!(in_utf8, utf8);
in_width!(in_utf16, utf16);
in_width!(in_utf32, utf32);

fn in_an_instance(units: &[Unit]) {
    let text = Text::from_units(units);
    let mut instance = Instance::new("X").expect("the name is legal");
    instance.add_value("P", Value::String(text.clone())).expect("the name is legal");
    let kept = |instance: &Instance| {
        assert_eq!(instance.value("P"), Some(ValueRef::String(text.as_text_ref())));
    };
    kept(&instance.clone());
    let is_writable = check_stored(units).is_ok();
    let mut written = String::new();
    assert_eq!(mi::mof::write_instance(&mut written, &instance).is_ok(), is_writable, "{units:x?}");
    written.clear();
    let outcome = mi::cimxml::write_instance(&mut written, &instance, WriteOptions::default());
    assert_eq!(outcome.is_ok(), is_writable, "{units:x?}");
    if is_writable {
        let again = read_instance(&written, &EmptyCatalog, &ReadOptions::default());
        kept(&again.unwrap_or_else(|error| panic!("what was written is not read: {error}\n{written}")).object);
    }
}
