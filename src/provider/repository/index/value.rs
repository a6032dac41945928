//! Values as they stand in the index: in the form of keys, except for what keys compare in another way than queries do, and
//! for texts too long to stand there whole.

use super::super::keys::{tag, write_text, write_value};
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::text::units_to_unchecked_bytes;
use crate::cim::{Datetime, Text, ValueRef};

/// So many bytes of a text are indexed. Those that agree in them are told apart by the instances.
pub(super) const INDEXED_BYTES: usize = 256;
/// Stands behind the indexed part of a longer text: it comes after the end of the text that is just this part.
const MORE: u8 = 0xff;

/// The bytes of a value, which sort as queries compare. `None` for what is not indexed.
pub(super) fn indexed_value(value: ValueRef<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(32);
    match value {
        ValueRef::String(text) => write_bounded(&mut bytes, &units_to_unchecked_bytes(text.units()).ok()?),
        ValueRef::Datetime(Datetime::Timestamp(timestamp)) => write_moment(&mut bytes, timestamp),
        ValueRef::Datetime(Datetime::Interval(interval)) => write_length(&mut bytes, interval),
        ValueRef::Reference(_) | ValueRef::Instance(_) | ValueRef::Array(_) => return None,
        // No namespace plays a part in what is left.
        value => write_value(&mut bytes, value, &Text::default(), 0)?,
    }
    Some(bytes)
}

/// Whether a text stands in the index whole.
pub(super) fn is_whole(text: &[u8]) -> bool {
    text.len() <= INDEXED_BYTES
}

fn write_bounded(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(tag::STRING);
    if is_whole(text) {
        return write_text(bytes, text);
    }
    write_beginning(bytes, text);
    bytes.push(MORE);
}

/// The indexed part of a text, with which the bytes of every text begin that begins with this one.
pub(super) fn write_beginning(bytes: &mut Vec<u8>, text: &[u8]) {
    write_text(bytes, &text[..text.len().min(INDEXED_BYTES)]);
    bytes.truncate(bytes.len() - 2);
}

/// A query asks for the moment alone.
fn write_moment(bytes: &mut Vec<u8>, timestamp: Timestamp) {
    bytes.push(tag::TIMESTAMP);
    bytes.extend((timestamp.moment() as u64 ^ 1 << 63).to_be_bytes());
}

fn write_length(bytes: &mut Vec<u8>, interval: Interval) {
    let length = interval.to_duration();
    bytes.push(tag::INTERVAL);
    bytes.extend(length.as_secs().to_be_bytes());
    bytes.extend(length.subsec_micros().to_be_bytes());
}
