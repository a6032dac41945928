//! What the fuzzer of the wire does with any bytes.

use std::sync::Arc;

use super::{Decoder, Encoder, Frames, Message};
use crate::provider::worker::message::{FromWorker, ToWorker};

/// Reads any bytes as a stream of frames, in the direction that the first byte says: nothing crashes, and a message that is read is
/// written as one that is read the same.
pub fn check(bytes: &[u8]) {
    match bytes.split_first() {
        Some((0, stream)) => check_stream::<ToWorker>(stream, forget_deadline),
        Some((_, stream)) => check_stream::<FromWorker>(stream, |_| {}),
        None => {}
    }
}

/// The time that is left takes fewer bytes while it passes.
fn forget_deadline(message: &mut ToWorker) {
    if let ToWorker::Begin { call, .. } = message {
        Arc::get_mut(call).expect("nobody else has what was just read").deadline = None;
    }
}

fn check_stream<M: Message>(stream: &[u8], forget_time: impl Fn(&mut M)) {
    let (mut frames, mut decoder) = (Frames::default(), Decoder::default());
    let (mut encoder, mut receiver) = (Encoder::default(), Decoder::default());
    frames.push(stream);
    while let Ok(Some(frame)) = frames.take() {
        let Ok(mut message) = M::decode(&mut decoder, frame) else { return };
        let mut written = Vec::new();
        message.encode(&mut encoder, &mut written).expect("what was read can be written");
        let again = M::decode(&mut receiver, &written[super::frames::PREFIX..]);
        let mut again = again.expect("what was written can be read");
        forget_time(&mut message);
        forget_time(&mut again);
        let (first, second) = (written_alone(&message), written_alone(&again));
        assert_eq!(first.len(), second.len());
    }
}

/// The message as the first of a stream.
fn written_alone<M: Message>(message: &M) -> Vec<u8> {
    let mut written = Vec::new();
    message.encode(&mut Encoder::default(), &mut written).expect("what was written once is written again");
    written
}

#[cfg(all(test, not(any(windows, feature = "wide"))))]
mod tests {
    use std::path::Path;

    use super::*;

    /// What the fuzzer begins with was written by hand, for units of a byte.
    #[test]
    fn what_the_fuzzer_begins_with_is_read_to_its_end() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/wire");
        for file in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let bytes = std::fs::read(file.path()).unwrap();
            check(&bytes);
            let (mut frames, mut decoder) = (Frames::default(), Decoder::default());
            frames.push(&bytes[1..]);
            while let Some(frame) = frames.take().unwrap() {
                let read = match bytes[0] {
                    0 => ToWorker::decode(&mut decoder, frame).map(drop),
                    _ => FromWorker::decode(&mut decoder, frame).map(drop),
                };
                assert_eq!(read, Ok(()), "{}", file.path().display());
            }
        }
    }
}
