//! The writing end of the connection between a library and its worker: whoever has something to say encodes it, and one of them
//! writes what all of them said.

use std::sync::Arc;
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::wire::{Encoder, Message, WireError};
use crate::process::with_signals_blocked;
use crate::sync::locks::{Condvar, Mutex, MutexGuard};

/// So many bytes are worth a call of the system.
const ENOUGH: usize = 32 << 10;
/// What comes so long after the last write is written by who says it: it is no part of a stream.
const QUIET: Duration = Duration::from_micros(200);
/// How long a part of a stream waits for more of it.
const SOON: Duration = Duration::from_micros(50);
/// More than this is not kept for a peer that reads nothing.
const TOO_MUCH: usize = 512 << 20;
/// A larger buffer is given back.
const KEPT: usize = 1 << 20;

/// When something has to be under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Urgency {
    /// Before this returns, or soon after where another thread is writing.
    Now,
    /// Soon; more of it may come.
    Soon,
    /// With what comes next.
    WithNext,
}

/// What the writer does where the peer is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// It waits.
    Waits,
    /// Another thread goes on: the writer may be a client's own thread.
    HandsOver,
}

/// An end of a connection, as far as it is written to. One thread writes at a time.
pub(super) trait Outgoing: Send + Sync {
    /// Writes all of it, however long the peer takes, and gives the buffer back.
    fn write(&self, bytes: Vec<u8>) -> std::io::Result<Vec<u8>>;

    /// Writes what the peer takes at once.
    fn write_at_once(self: Arc<Self>, bytes: Vec<u8>) -> AtOnce;

    /// Ends the connection in both directions, and the waits of who reads or writes.
    fn close(&self);
}

/// What became of bytes that nobody waits for.
pub(super) enum AtOnce {
    /// They are under way; the buffer comes back.
    Written(Vec<u8>),
    /// The peer is behind: this waits until it has taken the rest.
    Behind(Box<dyn FnOnce() -> std::io::Result<Vec<u8>> + Send>),
    /// There is no connection any more.
    Failed,
}

impl AtOnce {
    pub(super) fn of(written: std::io::Result<Vec<u8>>) -> AtOnce {
        written.map_or(AtOnce::Failed, AtOnce::Written)
    }
}

/// The writing end.
pub(super) struct Output {
    link: Arc<dyn Outgoing>,
    patience: Patience,
    state: Mutex<State>,
    /// Something is to be written soon, or everything has been written.
    changed: Condvar,
}

struct State {
    encoder: Encoder,
    waiting: Vec<u8>,
    spare: Vec<u8>,
    is_writing: bool,
    has_failed: bool,
    /// When something was written last.
    written: Option<Instant>,
}

impl Output {
    pub(super) fn new(link: Arc<dyn Outgoing>, patience: Patience) -> Output {
        Output {
            link,
            patience,
            state: Mutex::new(State {
                encoder: Encoder::default(),
                waiting: Vec::new(),
                spare: Vec::new(),
                is_writing: false,
                has_failed: false,
                written: None,
            }),
            changed: Condvar::new(),
        }
    }

    /// Says something. Where the peer is gone nothing happens: who reads from it finds out. An error says that it can't be said.
    pub(super) fn send(self: &Arc<Self>, message: &impl Message, urgency: Urgency) -> Result<(), WireError> {
        self.send_all(std::iter::once(message), urgency)
    }

    /// Says several things, one after the other.
    pub(super) fn send_all<'m, M: Message + 'm>(
        self: &Arc<Self>,
        messages: impl IntoIterator<Item = &'m M>,
        urgency: Urgency,
    ) -> Result<(), WireError> {
        let mut state = self.state.lock();
        if state.has_failed {
            return Ok(());
        }
        let encoded = {
            let state = &mut *state;
            messages
                .into_iter()
                .try_for_each(|message| message.encode(&mut state.encoder, &mut state.waiting))
        };
        if state.waiting.len() > TOO_MUCH {
            self.fail(&mut state);
            return encoded;
        }
        if state.is_writing || state.waiting.is_empty() {
            return encoded;
        }
        let is_due = match urgency {
            Urgency::Now => true,
            Urgency::Soon => {
                state.waiting.len() >= ENOUGH || state.written.is_none_or(|written| written.elapsed() > QUIET)
            }
            Urgency::WithNext => state.waiting.len() >= ENOUGH,
        };
        if is_due {
            self.write(state);
        } else if urgency == Urgency::Soon {
            drop(state);
            self.changed.notify_all();
        }
        encoded
    }

    /// Writes, soon after it was said, what nobody else writes. Runs until the peer is gone.
    pub(super) fn flush_soon(self: &Arc<Self>) {
        let mut state = self.state.lock();
        while !state.has_failed {
            self.changed.wait_while(&mut state, |state| {
                !state.has_failed && (state.is_writing || state.waiting.is_empty())
            });
            MutexGuard::unlocked(&mut state, || std::thread::sleep(SOON));
            if !state.is_writing && !state.waiting.is_empty() && !state.has_failed {
                self.write(state);
                state = self.state.lock();
            }
        }
    }

    /// Writes what there is.
    pub(super) fn flush(self: &Arc<Self>) {
        let state = self.state.lock();
        if !state.is_writing && !state.waiting.is_empty() && !state.has_failed {
            self.write(state);
        }
    }

    /// Waits until everything has been written, so long at most.
    pub(super) fn finish(self: &Arc<Self>, limit: Duration) {
        self.flush();
        let mut state = self.state.lock();
        let is_busy =
            |state: &mut State| !state.has_failed && (state.is_writing || !state.waiting.is_empty());
        self.changed.wait_while_for(&mut state, is_busy, limit);
    }

    /// Nothing is said any more.
    pub(super) fn close(&self) {
        self.fail(&mut self.state.lock());
    }

    /// [`Output::close`], and waits until nobody writes any more, so long at most.
    pub(super) fn end(&self, limit: Duration) {
        let mut state = self.state.lock();
        self.fail(&mut state);
        self.changed.wait_while_for(&mut state, |state| state.is_writing, limit);
    }

    fn fail(&self, state: &mut MutexGuard<'_, State>) {
        state.has_failed = true;
        state.waiting = Vec::new();
        self.changed.notify_all();
        self.link.close();
    }

    /// Writes what is waiting, and what others add meanwhile.
    fn write<'a>(self: &'a Arc<Self>, mut state: MutexGuard<'a, State>) {
        state.is_writing = true;
        while !state.waiting.is_empty() && !state.has_failed {
            let next = std::mem::take(&mut state.spare);
            let bytes = std::mem::replace(&mut state.waiting, next);
            drop(state);
            let outcome = match self.patience {
                Patience::Waits => AtOnce::of(self.link.write(bytes)),
                Patience::HandsOver => Arc::clone(&self.link).write_at_once(bytes),
            };
            state = self.state.lock();
            match outcome {
                AtOnce::Written(mut bytes) => {
                    bytes.clear();
                    if bytes.capacity() <= KEPT {
                        state.spare = bytes;
                    }
                }
                AtOnce::Behind(rest) => {
                    drop(state);
                    return self.hand_over(rest);
                }
                AtOnce::Failed => self.fail(&mut state),
            }
        }
        self.rest(state);
    }

    fn rest(&self, mut state: MutexGuard<'_, State>) {
        state.is_writing = false;
        if self.patience == Patience::Waits {
            state.written = Some(Instant::now());
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Has another thread write the rest, while the peer takes its time.
    fn hand_over(self: &Arc<Self>, rest: Box<dyn FnOnce() -> std::io::Result<Vec<u8>> + Send>) {
        let output = Arc::clone(self);
        let go_on = move || {
            let mut outcome = rest();
            loop {
                let mut state = output.state.lock();
                if outcome.is_err() {
                    output.fail(&mut state);
                }
                if state.waiting.is_empty() || state.has_failed {
                    return output.rest(state);
                }
                let bytes = std::mem::take(&mut state.waiting);
                drop(state);
                outcome = output.link.write(bytes);
            }
        };
        let builder = Builder::new().name("mi-worker-out".to_owned());
        if let Err(error) = with_signals_blocked(|| builder.spawn(go_on)) {
            tracing::error!(%error, "a process of a provider module does not read, and no thread can wait for it");
            let mut state = self.state.lock();
            self.fail(&mut state);
            self.rest(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::message::ToWorker;
    use super::super::platform::{pair, waiting_process};
    use super::super::wire::{Decoder, Frames};
    use super::*;

    fn message(number: usize, length: usize) -> ToWorker {
        let version = format!("{number} {}", "x".repeat(length));
        ToWorker::Open { version, library: PathBuf::from("/m.so"), memory_limit: None }
    }

    /// The numbers of so many messages, as they come.
    fn numbers(mut read: impl FnMut(&mut [u8]) -> std::io::Result<usize>, count: usize) -> Vec<usize> {
        let (mut frames, mut decoder) = (Frames::default(), Decoder::default());
        let (mut numbers, mut buffer) = (Vec::new(), vec![0; 4096]);
        while numbers.len() < count {
            let length = read(&mut buffer).unwrap();
            assert_ne!(length, 0, "the stream ends after {} messages", numbers.len());
            frames.push(&buffer[..length]);
            while let Some(frame) = frames.take().unwrap() {
                let ToWorker::Open { version, .. } = ToWorker::decode(&mut decoder, frame).unwrap() else {
                    panic!("another message")
                };
                numbers.push(version.split(' ').next().unwrap().parse().unwrap());
            }
        }
        numbers
    }

    #[test]
    fn who_must_not_wait_says_more_than_the_peer_takes_at_once() {
        let (own, other) = pair();
        let output = Arc::new(Output::new(Arc::new(own), Patience::HandsOver));
        // Nobody reads, and all of this returns.
        for number in 0..20 {
            output.send(&message(number, 1 << 20), Urgency::Now).unwrap();
        }
        assert_eq!(numbers(|buffer| other.read(buffer), 20), (0..20).collect::<Vec<usize>>());
    }

    #[test]
    fn what_several_threads_say_comes_whole() {
        let (other, own) = pair();
        let child = waiting_process();
        let output = Arc::new(Output::new(Arc::new(own), Patience::Waits));
        let flushing = Arc::clone(&output);
        let flusher = std::thread::spawn(move || flushing.flush_soon());
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let output = &output;
                scope.spawn(move || {
                    for number in 0..100 {
                        let urgency = [Urgency::Now, Urgency::Soon][number % 2];
                        output.send(&message(thread * 100 + number, number * 10), urgency).unwrap();
                    }
                });
            }
            let mut come = numbers(|buffer| other.read(&child, buffer), 400);
            come.sort_unstable();
            assert_eq!(come, (0..400).collect::<Vec<usize>>());
        });
        output.close();
        flusher.join().unwrap();
        child.kill();
        child.wait(Duration::from_secs(60));
    }

    #[test]
    fn a_peer_that_is_gone_ends_nobody() {
        let (own, other) = pair();
        drop(other);
        let output = Arc::new(Output::new(Arc::new(own), Patience::HandsOver));
        for number in 0..3 {
            output.send(&message(number, 10), Urgency::Now).unwrap();
        }
        output.end(Duration::from_secs(60));
    }
}
