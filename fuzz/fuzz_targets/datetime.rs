//! Any text as a datetime: nothing crashes, and what is read is written as a text that is read the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mi::cim::Datetime;

fuzz_target!(|text: &str| {
    let Ok(datetime) = text.parse::<Datetime>() else { return };
    let written = datetime.to_string();
    assert_eq!(written.len(), 25, "{text:?} was written as {written:?}");
    assert_eq!(written.parse(), Ok(datetime), "{text:?} was written as {written:?}");
});
