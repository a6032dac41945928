//! Any text as a query in WQL: nothing crashes, and a query that is read is written as one that means the same.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mi_fuzz::check("WQL", text));
