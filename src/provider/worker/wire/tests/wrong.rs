//! Frames that no library of ours would send.

use proptest::prelude::*;

use super::generated::{call, posted};
use super::*;

/// Reads frames as a hostile peer would send them, one after the other.
fn read<M: Message>(stream: &[u8], decoder: &mut Decoder) -> Result<(), WireError> {
    let mut frames = Frames::default();
    frames.push(stream);
    while let Some(frame) = frames.take()? {
        M::decode(decoder, frame)?;
    }
    Ok(())
}

/// A change to valid bytes.
#[derive(Clone, Debug)]
enum Change {
    Put(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Copy(prop::sample::Index, prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    use prop::sample::Index;
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Put(at, byte)),
        (any::<Index>(), prop_oneof![Just(0), Just(1), Just(0x7f), Just(0x80), Just(0xff)])
            .prop_map(|(at, byte)| Change::Put(at, byte)),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 1..6))
            .prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Copy(from, to)),
    ]
}

/// The body with some changes, under a length that is right.
fn changed(frame: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut body = frame[4..].to_vec();
    for change in changes {
        if body.is_empty() {
            break;
        }
        match change {
            Change::Put(at, byte) => {
                let at = at.index(body.len());
                body[at] = *byte;
            }
            Change::Cut(at) => body.truncate(at.index(body.len())),
            Change::Insert(at, bytes) => {
                let at = at.index(body.len());
                body.splice(at..at, bytes.iter().copied());
            }
            Change::Copy(from, to) => {
                let (from, to) = (from.index(body.len()), to.index(body.len()));
                let piece = body[from..].to_vec();
                body.splice(to..to, piece);
            }
        }
    }
    [&(body.len() as u32).to_le_bytes()[..], &body].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_changed_on_its_way_makes_nothing_panic(
        posted in posted(), call in call(), changes in prop::collection::vec(change(), 1..5)
    ) {
        let mut decoder = Decoder::default();
        let message = FromWorker::Posted { operation: 1, posted };
        let _ = read::<FromWorker>(&changed(&frame_of(&message), &changes), &mut decoder);
        // The tables may be what nobody meant now, and still nothing panics.
        let _ = read::<FromWorker>(&frame_of(&message), &mut decoder);
        let begin = ToWorker::Begin { operation: 1, class_name: Text::from("A"), call: Arc::new(call), credit: 1 };
        let _ = read::<ToWorker>(&changed(&frame_of(&begin), &changes), &mut Decoder::default());
    }

    #[test]
    fn what_is_cut_off_is_an_error_wherever(posted in posted(), at in any::<prop::sample::Index>()) {
        let frame = frame_of(&FromWorker::Posted { operation: 1, posted });
        let body = &frame[4..];
        let cut = &body[..at.index(body.len())];
        prop_assert!(FromWorker::decode(&mut Decoder::default(), cut).is_err());
    }

    #[test]
    fn bytes_that_mean_nothing_make_nothing_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = FromWorker::decode(&mut Decoder::default(), &bytes);
        let _ = ToWorker::decode(&mut Decoder::default(), &bytes);
        let _ = read::<FromWorker>(&bytes, &mut Decoder::default());
    }
}
