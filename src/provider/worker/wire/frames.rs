//! The stream of bytes, cut into frames.

use super::WireError;

/// The most bytes that the body of a frame has.
pub(super) const MAXIMUM_FRAME: usize = 256 << 20;
/// The bytes before a body, which say its length.
pub(super) const PREFIX: usize = 4;
/// What was taken is forgotten when it is so much, or nothing else is left.
const FORGOTTEN_FROM: usize = 64 << 10;
/// A larger buffer is given back.
const KEPT: usize = 1 << 20;

/// Says before a body that ends here how long it is.
pub(super) fn set_length(out: &mut [u8], start: usize) -> Result<(), WireError> {
    let length = out.len() - start - PREFIX;
    match u32::try_from(length) {
        Ok(prefix) if length <= MAXIMUM_FRAME => {
            out[start..start + PREFIX].copy_from_slice(&prefix.to_le_bytes());
            Ok(())
        }
        _ => Err(WireError::TooLong(length as u64)),
    }
}

/// Collects bytes as they come, and gives whole frames. Memory is taken for bytes that are there, never for a length that was said.
#[derive(Default)]
pub(in super::super) struct Frames {
    bytes: Vec<u8>,
    taken: usize,
}

impl Frames {
    /// Takes bytes that came.
    pub(in super::super) fn push(&mut self, bytes: &[u8]) {
        if self.taken == self.bytes.len() {
            // What one long frame took is not kept for those that follow.
            if self.bytes.capacity() > KEPT {
                self.bytes = Vec::new();
            }
            self.bytes.clear();
            self.taken = 0;
        } else if self.taken >= FORGOTTEN_FROM {
            self.bytes.drain(..self.taken);
            self.taken = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// The body of the next frame, or `None` where not all of it has come. A length beyond what is allowed is an error, and then always.
    pub(in super::super) fn take(&mut self) -> Result<Option<&[u8]>, WireError> {
        let rest = &self.bytes[self.taken..];
        let Some((prefix, rest)) = rest.split_first_chunk::<PREFIX>() else { return Ok(None) };
        let length = u32::from_le_bytes(*prefix) as usize;
        if length > MAXIMUM_FRAME {
            return Err(WireError::TooLong(length as u64));
        }
        let Some(body) = rest.get(..length) else { return Ok(None) };
        self.taken += PREFIX + length;
        Ok(Some(body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(body: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; PREFIX];
        bytes.extend_from_slice(body);
        set_length(&mut bytes, 0).unwrap();
        bytes
    }

    #[test]
    fn frames_come_whole_however_their_bytes_come() {
        let stream = [frame(b"one"), frame(b""), frame(b"three")].concat();
        for step in 1..=stream.len() {
            let mut frames = Frames::default();
            let mut bodies = Vec::new();
            for piece in stream.chunks(step) {
                frames.push(piece);
                while let Some(body) = frames.take().unwrap() {
                    bodies.push(body.to_vec());
                }
            }
            assert_eq!(bodies, [&b"one"[..], b"", b"three"]);
            assert_eq!(frames.taken, frames.bytes.len());
        }
    }

    #[test]
    fn a_length_beyond_the_limit_is_refused_before_the_bytes_come() {
        let mut frames = Frames::default();
        frames.push(&(MAXIMUM_FRAME as u32).to_le_bytes());
        assert_eq!(frames.take(), Ok(None));
        let mut frames = Frames::default();
        frames.push(&(MAXIMUM_FRAME as u32 + 1).to_le_bytes());
        assert_eq!(frames.take(), Err(WireError::TooLong(MAXIMUM_FRAME as u64 + 1)));
        assert!(frames.bytes.capacity() < 1024);
    }

    #[test]
    fn what_was_taken_takes_no_memory_for_ever() {
        let mut frames = Frames::default();
        // A part of the next frame is always there.
        let stream = frame(&[7; 1000]);
        frames.push(&stream[..10]);
        for _ in 0..2000 {
            frames.push(&stream[10..]);
            frames.push(&stream[..10]);
            assert_eq!(frames.take().unwrap().map(<[u8]>::len), Some(1000));
        }
        assert!(frames.bytes.capacity() < 4 * FORGOTTEN_FROM);
    }

    #[test]
    fn a_long_frame_takes_no_memory_when_it_was_taken() {
        let mut frames = Frames::default();
        frames.push(&frame(&vec![7; 2 * KEPT]));
        assert!(frames.take().unwrap().is_some());
        frames.push(&frame(b"short"));
        assert_eq!(frames.take(), Ok(Some(&b"short"[..])));
        assert!(frames.bytes.capacity() < KEPT);
    }
}
