//! The ends of the two pipes between the library and the process of a module.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Write};
use std::os::windows::io::OwnedHandle;
use std::sync::Arc;

use super::super::Bond;
use super::child::Child;
use crate::provider::module::{Begun, Pipe, cancel_reads, take_standard_handles};
use crate::provider::worker::host::ServeError;
use crate::provider::worker::output::{AtOnce, Outgoing};
use crate::sync::locks::Mutex;

/// The library's ends.
#[derive(Debug)]
pub(in crate::provider::worker) struct Link {
    incoming: Pipe,
    /// Until nothing more is said.
    outgoing: Mutex<Option<Arc<Pipe>>>,
}

impl Link {
    /// The ends of the standard output and input of a process.
    pub(super) fn new(
        incoming: impl Into<OwnedHandle>,
        outgoing: impl Into<OwnedHandle>,
    ) -> std::io::Result<Link> {
        Ok(Link {
            incoming: Pipe::new(incoming)?,
            outgoing: Mutex::new(Some(Arc::new(Pipe::new(outgoing)?))),
        })
    }

    /// Reads what the process says. Nothing comes any more where it has ended, or where the link was closed.
    pub(in crate::provider::worker) fn read(
        &self,
        child: &Child,
        buffer: &mut [u8],
    ) -> std::io::Result<usize> {
        self.incoming.read(child.process(), buffer)
    }

    /// Says nothing more.
    pub(in crate::provider::worker) fn close_writing(&self) {
        let outgoing = self.outgoing.lock().take();
        // With the last who has the pipe its end closes: none waits longer than this.
        if let Some(outgoing) = outgoing {
            outgoing.close();
        }
    }

    fn begin(&self, bytes: Vec<u8>) -> Begun {
        let outgoing = self.outgoing.lock().clone();
        match outgoing {
            Some(outgoing) => outgoing.write(bytes),
            None => Begun::Failed(Error::from(ErrorKind::BrokenPipe)),
        }
    }
}

impl Outgoing for Link {
    fn write(&self, bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
        match self.begin(bytes) {
            Begun::Done(bytes) => Ok(bytes),
            Begun::Pending(writing) => writing.finish(),
            Begun::Failed(error) => Err(error),
        }
    }

    fn write_at_once(self: Arc<Self>, bytes: Vec<u8>) -> AtOnce {
        match self.begin(bytes) {
            Begun::Done(bytes) => AtOnce::Written(bytes),
            Begun::Pending(writing) => AtOnce::Behind(Box::new(|| writing.finish())),
            Begun::Failed(_) => AtOnce::Failed,
        }
    }

    fn close(&self) {
        self.incoming.close();
        self.close_writing();
    }
}

/// The ends of the process that was started for a module.
#[derive(Debug)]
pub(in crate::provider::worker) struct HostLink {
    incoming: File,
    outgoing: File,
}

impl HostLink {
    /// Takes the connection from the standard handles, to keep it where neither the module nor a program that it starts comes upon
    /// it by chance.
    pub(in crate::provider::worker) fn take() -> Result<HostLink, ServeError> {
        let (incoming, outgoing) = take_standard_handles().map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => ServeError::NoConnection,
            _ => ServeError::Input(error),
        })?;
        Ok(HostLink { incoming, outgoing })
    }

    /// Reads what the library says.
    pub(in crate::provider::worker) fn read(&self, buffer: &mut [u8]) -> std::io::Result<usize> {
        (&self.incoming).read(buffer)
    }

    /// The library's ends are its own alone: they close with it.
    pub(in crate::provider::worker) fn bond(&self) -> Bond {
        Bond::Holds
    }
}

impl Outgoing for HostLink {
    fn write(&self, bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
        (&self.outgoing).write_all(&bytes)?;
        Ok(bytes)
    }

    fn write_at_once(self: Arc<Self>, bytes: Vec<u8>) -> AtOnce {
        AtOnce::of(self.write(bytes))
    }

    fn close(&self) {
        cancel_reads(&self.incoming);
    }
}

/// Both sides in this process.
#[cfg(test)]
pub(in crate::provider::worker) fn pair() -> (Link, HostLink) {
    use crate::provider::module::pipe_pair;

    let (incoming, answers) = pipe_pair(true);
    let (outgoing, requests) = pipe_pair(false);
    let link = Link { incoming, outgoing: Mutex::new(Some(Arc::new(outgoing))) };
    (link, HostLink { incoming: requests, outgoing: answers })
}
