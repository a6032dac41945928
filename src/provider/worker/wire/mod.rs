//! The messages between the library and a worker process as bytes.
//!
//! A frame is the length of its body, 32 bits, and the body: one message. Numbers have their least byte first, lengths and counts are
//! in groups of seven bits, texts are their units with a NUL behind them, whatever these units are. Nothing depends on how a
//! compiler lays out memory.
//!
//! A class goes over once: its definition stands where it is first used, and gives it one of [`classes::SLOTS`] numbers, by which it
//! goes from then on. A number is given again when all are in use. So frames are made, sent and read in one order, and one
//! that was made is sent.
//!
//! Each side takes the other for hostile. What is read is checked: every number, length, type and depth; and how much memory a frame
//! takes is bounded, see [`bytes::MAXIMUM_MEMORY`].

mod bytes;
mod call;
mod classes;
mod declaration;
mod error;
mod frames;
mod fuzzing;
mod instance;
mod messages;
#[cfg(test)]
mod tests;
mod value;

use bytes::{Reader, Writer};
use classes::{ReceivedClasses, SentClasses};
pub(super) use error::WireError;
pub(super) use frames::Frames;
pub use fuzzing::check;

/// What the receiver knows of what was sent to it so far: one for each direction of each connection.
#[derive(Default)]
pub(super) struct Encoder {
    classes: SentClasses,
}

/// The other end of an [`Encoder`].
#[derive(Default)]
pub(super) struct Decoder {
    classes: ReceivedClasses,
}

/// What is sent in one direction.
pub(super) trait Message: Sized {
    /// Writes the body.
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), WireError>;

    /// Reads what [`Message::write`] wrote.
    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError>;

    /// Appends the message as a whole frame: its length and its body. Each frame must be sent, in the order in which they were made. An
    /// error (the message is too large, or contradicts itself) leaves `out` as it was, and nothing needs to be sent.
    fn encode(&self, encoder: &mut Encoder, out: &mut Vec<u8>) -> Result<(), WireError> {
        let start = out.len();
        out.extend_from_slice(&[0; frames::PREFIX]);
        let mut writer = Writer::new(out, &mut encoder.classes);
        let written = self.write(&mut writer).and_then(|()| frames::set_length(out, start));
        encoder.classes.end_frame(written.is_ok());
        if written.is_err() {
            out.truncate(start);
        }
        written
    }

    /// The message in the body of a frame. After an error the connection is of no use any more.
    fn decode(decoder: &mut Decoder, frame: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(frame, &mut decoder.classes);
        let message = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(message)
    }
}
