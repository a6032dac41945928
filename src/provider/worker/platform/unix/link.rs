//! The two ends of the pair of sockets between the library and the process of a module.

use std::io::Read;
use std::net::Shutdown;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use rustix::io::Errno;
use rustix::net::{SendFlags, send};
use rustix::process::{Pid, getppid};

use super::super::Bond;
use super::child::Child;
use crate::provider::worker::host::ServeError;
use crate::provider::worker::output::{AtOnce, Outgoing};

/// The library's end.
#[derive(Debug)]
pub(in crate::provider::worker) struct Link(UnixStream);

impl Link {
    /// The library's end, and what is to be the standard input of the process.
    pub(super) fn new() -> std::io::Result<(Link, OwnedFd)> {
        let (own, other) = UnixStream::pair()?;
        Ok((Link(own), other.into()))
    }

    /// Reads what the process says. Nothing comes any more where it has ended, or where the link was closed.
    pub(in crate::provider::worker) fn read(
        &self,
        child: &Child,
        buffer: &mut [u8],
    ) -> std::io::Result<usize> {
        if child.wait_for_end_or(&self.0) {
            // A child of the process may hold the other end still: what was said is read, and then there is no more.
            let _ = self.0.shutdown(Shutdown::Read);
        }
        (&self.0).read(buffer)
    }

    /// Says nothing more.
    pub(in crate::provider::worker) fn close_writing(&self) {
        // The process may be gone already.
        let _ = self.0.shutdown(Shutdown::Write);
    }
}

impl Outgoing for Link {
    fn write(&self, bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
        write_from(&self.0, bytes, 0)
    }

    fn write_at_once(self: Arc<Self>, bytes: Vec<u8>) -> AtOnce {
        let (written, outcome) = write_some(&self.0, &bytes, SendFlags::DONTWAIT);
        match outcome {
            Ok(()) => AtOnce::Written(bytes),
            Err(Errno::AGAIN) => AtOnce::Behind(Box::new(move || write_from(&self.0, bytes, written))),
            Err(_) => AtOnce::Failed,
        }
    }

    fn close(&self) {
        close(&self.0);
    }
}

/// The end of the process that was started for a module.
#[derive(Debug)]
pub(in crate::provider::worker) struct HostLink {
    stream: UnixStream,
    /// Tells the socket from whatever else may get its descriptor.
    socket: Option<(u64, u64)>,
    /// Who started this process.
    parent: Option<Pid>,
}

impl HostLink {
    fn new(stream: UnixStream) -> HostLink {
        HostLink { socket: socket_of(&stream), stream, parent: getppid() }
    }

    /// Takes the connection from the standard handles, to keep it where neither the module nor a program that it starts comes upon
    /// it by chance.
    pub(in crate::provider::worker) fn take() -> Result<HostLink, ServeError> {
        let input = std::io::stdin();
        rustix::net::sockopt::socket_type(input.as_fd()).map_err(|_| ServeError::NoConnection)?;
        let own: OwnedFd = rustix::io::fcntl_dupfd_cloexec(input.as_fd(), 3).map_err(std::io::Error::from)?;
        let nothing = std::fs::File::open("/dev/null")?;
        rustix::stdio::dup2_stdin(&nothing).map_err(std::io::Error::from)?;
        Ok(HostLink::new(UnixStream::from(own)))
    }

    /// Reads what the library says.
    pub(in crate::provider::worker) fn read(&self, buffer: &mut [u8]) -> std::io::Result<usize> {
        (&self.stream).read(buffer)
    }

    pub(in crate::provider::worker) fn bond(&self) -> Bond {
        if socket_of(&self.stream) != self.socket {
            Bond::Lost
        } else if getppid() != self.parent {
            Bond::Orphaned
        } else {
            Bond::Holds
        }
    }
}

impl Outgoing for HostLink {
    fn write(&self, bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
        write_from(&self.stream, bytes, 0)
    }

    fn write_at_once(self: Arc<Self>, bytes: Vec<u8>) -> AtOnce {
        AtOnce::of(self.write(bytes))
    }

    fn close(&self) {
        close(&self.stream);
    }
}

fn socket_of(stream: &UnixStream) -> Option<(u64, u64)> {
    rustix::fs::fstat(stream).ok().map(|status| (status.st_dev, status.st_ino))
}

fn close(stream: &UnixStream) {
    // A peer that is gone is all that can be said of it.
    let _ = stream.shutdown(Shutdown::Both);
}

fn write_from(stream: &UnixStream, bytes: Vec<u8>, written: usize) -> std::io::Result<Vec<u8>> {
    write_some(stream, &bytes[written..], SendFlags::empty()).1?;
    Ok(bytes)
}

/// Writes as much as goes. Gives how much it was.
fn write_some(stream: &UnixStream, bytes: &[u8], how: SendFlags) -> (usize, Result<(), Errno>) {
    // A peer that is gone must not end this process by a signal.
    let flags = SendFlags::NOSIGNAL | how;
    let mut written = 0;
    while written < bytes.len() {
        match send(stream, &bytes[written..], flags) {
            Ok(count) => written += count,
            Err(Errno::INTR) => {}
            Err(error) => return (written, Err(error)),
        }
    }
    (written, Ok(()))
}

/// Both ends in this process.
#[cfg(test)]
pub(in crate::provider::worker) fn pair() -> (Link, HostLink) {
    let (own, other) = Link::new().unwrap();
    (own, HostLink::new(UnixStream::from(other)))
}
