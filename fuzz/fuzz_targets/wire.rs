//! Any bytes as what comes from the process of a provider module, or goes to it: nothing crashes, and a message that is read is
//! written as one that is read the same.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mi::provider::worker::check_wire(bytes));
