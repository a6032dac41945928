//! The ends of pipes that a process has of a child's standard handles, which the standard library opens for overlapped use. Nobody
//! waits for a peer longer than the peer lives, or than somebody wants the pipe.

use std::fs::File;
use std::io::{Error, Result};
use std::mem::zeroed;
use std::os::windows::io::{AsRawHandle, OwnedHandle, RawHandle};
use std::ptr::null_mut;
use std::sync::Arc;

use windows_sys::Win32::Foundation::{
    ERROR_BROKEN_PIPE, ERROR_IO_PENDING, ERROR_OPERATION_ABORTED, WAIT_OBJECT_0,
};
use windows_sys::Win32::Storage::FileSystem::{ReadFile, WriteFile};
use windows_sys::Win32::System::IO::{CancelIoEx, GetOverlappedResult, OVERLAPPED};
use windows_sys::Win32::System::Threading::{INFINITE, SetEvent, WaitForMultipleObjects};

use super::{Process, checked, new_event};

/// More is written in several steps.
const MOST: usize = 1 << 30;

/// One end of a pipe.
#[derive(Debug)]
pub(crate) struct Pipe {
    handle: OwnedHandle,
    /// Set when nobody wants the pipe any more.
    closed: OwnedHandle,
}

impl Pipe {
    pub(crate) fn new(handle: impl Into<OwnedHandle>) -> Result<Pipe> {
        Ok(Pipe { handle: handle.into(), closed: new_event()? })
    }

    /// Ends the waits of who reads or writes, now and from here on.
    pub(crate) fn close(&self) {
        // SAFETY: the event is open as long as this exists.
        unsafe { SetEvent(self.closed.as_raw_handle()) };
    }

    /// Reads what has come, waiting for it. Nothing more comes where the peer has closed its end, or the process has ended.
    pub(crate) fn read(&self, process: &Process, buffer: &mut [u8]) -> Result<usize> {
        let event = new_event()?;
        let mut overlapped = overlapped_with(&event);
        let length = buffer.len().min(MOST) as u32;
        // SAFETY: the buffer and the structure stay where they are until the read has ended: this waits for that below.
        let begun =
            unsafe { ReadFile(self.raw(), buffer.as_mut_ptr(), length, null_mut(), &raw mut overlapped) };
        let ended = begun_or_pending(begun).and_then(|()| {
            // What the process had written when it ended has come: a read that goes on then finds no more.
            self.wait(&overlapped, &[event.as_raw_handle(), process.handle(), self.closed.as_raw_handle()])
        });
        match ended {
            Err(error) if is(&error, ERROR_BROKEN_PIPE) || is(&error, ERROR_OPERATION_ABORTED) => Ok(0),
            other => other,
        }
    }

    /// Begins to write.
    pub(crate) fn write(self: Arc<Self>, bytes: Vec<u8>) -> Begun {
        Writing::begin(self, bytes, 0)
    }

    /// Waits for the end of an operation, or gives it up where another of the handles says so. The operation has ended when this
    /// returns.
    fn wait(&self, operation: &OVERLAPPED, handles: &[RawHandle]) -> Result<usize> {
        // SAFETY: the handles are open during the call.
        let first = unsafe { WaitForMultipleObjects(handles.len() as u32, handles.as_ptr(), 0, INFINITE) };
        if first != WAIT_OBJECT_0 {
            // SAFETY: the handle is open. An operation that has ended meanwhile is not found, which is no harm.
            unsafe { CancelIoEx(self.raw(), operation) };
        }
        let mut count = 0;
        // SAFETY: the operation was begun on this handle, and the number is written during the call.
        checked(unsafe { GetOverlappedResult(self.raw(), operation, &raw mut count, 1) })?;
        Ok(count as usize)
    }

    fn raw(&self) -> RawHandle {
        self.handle.as_raw_handle()
    }
}

fn overlapped_with(event: &OwnedHandle) -> OVERLAPPED {
    // SAFETY: all bits zero are valid: no offset, and no event.
    let mut overlapped: OVERLAPPED = unsafe { zeroed() };
    overlapped.hEvent = event.as_raw_handle();
    overlapped
}

fn begun_or_pending(begun: i32) -> Result<()> {
    checked(begun).or_else(|error| if is(&error, ERROR_IO_PENDING) { Ok(()) } else { Err(error) })
}

fn is(error: &Error, code: u32) -> bool {
    error.raw_os_error() == Some(code as i32)
}

/// What becomes of a write.
pub(crate) enum Begun {
    /// All is written; the buffer comes back.
    Done(Vec<u8>),
    /// The peer takes its time.
    Pending(Writing),
    Failed(Error),
}

/// A write that goes on.
pub(crate) struct Writing {
    pipe: Arc<Pipe>,
    bytes: Vec<u8>,
    written: usize,
    event: OwnedHandle,
    /// On the heap, where it stays as long as the system may write into it.
    overlapped: Box<OVERLAPPED>,
    is_pending: bool,
}

// SAFETY: the pointers in it are a handle and numbers of the system, which any thread may use.
unsafe impl Send for Writing {}

impl Writing {
    fn begin(pipe: Arc<Pipe>, bytes: Vec<u8>, written: usize) -> Begun {
        let event = match new_event() {
            Ok(event) => event,
            Err(error) => return Begun::Failed(error),
        };
        let overlapped = Box::new(overlapped_with(&event));
        let mut writing = Writing { pipe, bytes, written, event, overlapped, is_pending: false };
        loop {
            match writing.step() {
                Ok(()) if writing.is_pending => return Begun::Pending(writing),
                Ok(()) if writing.written == writing.bytes.len() => {
                    return Begun::Done(std::mem::take(&mut writing.bytes));
                }
                Ok(()) => {}
                Err(error) => return Begun::Failed(error),
            }
        }
    }

    /// Writes once more. It may go on afterwards.
    fn step(&mut self) -> Result<()> {
        let rest = &self.bytes[self.written..];
        let length = rest.len().min(MOST) as u32;
        *self.overlapped = overlapped_with(&self.event);
        // SAFETY: the bytes and the structure stay where they are, on the heap, until the write has ended: nobody touches them, and who
        // drops this waits for it.
        let begun = unsafe {
            WriteFile(self.pipe.raw(), rest.as_ptr(), length, null_mut(), &raw mut *self.overlapped)
        };
        match checked(begun) {
            Err(error) if is(&error, ERROR_IO_PENDING) => self.is_pending = true,
            Err(error) => return Err(error),
            Ok(()) => {
                // It has ended, so that this does not wait.
                let mut count = 0;
                // SAFETY: as in `Pipe::wait`.
                let result = unsafe {
                    GetOverlappedResult(self.pipe.raw(), &raw const *self.overlapped, &raw mut count, 1)
                };
                checked(result)?;
                self.written += count as usize;
            }
        }
        Ok(())
    }

    /// Waits until the peer has taken all of it, or the pipe is closed. Gives the buffer back.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>> {
        loop {
            if self.is_pending {
                let handles = [self.event.as_raw_handle(), self.pipe.closed.as_raw_handle()];
                let count = self.pipe.wait(&self.overlapped, &handles);
                self.is_pending = false;
                self.written += count?;
            }
            if self.written == self.bytes.len() {
                return Ok(std::mem::take(&mut self.bytes));
            }
            self.step()?;
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if self.is_pending {
            self.pipe.close();
            let handles = [self.event.as_raw_handle(), self.pipe.closed.as_raw_handle()];
            let _ = self.pipe.wait(&self.overlapped, &handles);
        }
    }
}

/// Ends the waits of who reads from a file that is a pipe.
pub(crate) fn cancel_reads(file: &File) {
    // SAFETY: the handle is open; no operation is named, which means all of this process.
    unsafe { CancelIoEx(file.as_raw_handle(), null_mut()) };
}

/// A pipe with both ends in this process: the one to read from or to write to, and the other.
#[cfg(test)]
pub(crate) fn pair(is_read: bool) -> (Pipe, File) {
    use std::os::windows::io::FromRawHandle;
    use std::sync::atomic::{AtomicU32, Ordering};

    use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
    use windows_sys::Win32::Storage::FileSystem::{
        FILE_FLAG_OVERLAPPED, PIPE_ACCESS_INBOUND, PIPE_ACCESS_OUTBOUND,
    };
    use windows_sys::Win32::System::Pipes::{CreateNamedPipeW, PIPE_TYPE_BYTE};

    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!(r"\\.\pipe\mi-test-{}-{number}", std::process::id());
    let wide: Vec<u16> = name.encode_utf16().chain([0]).collect();
    let access = if is_read { PIPE_ACCESS_INBOUND } else { PIPE_ACCESS_OUTBOUND };
    let (mode, size, null) = (access | FILE_FLAG_OVERLAPPED, 64 << 10, std::ptr::null());
    // SAFETY: the name ends with a zero, and no attributes are allowed.
    let handle = unsafe { CreateNamedPipeW(wide.as_ptr(), mode, PIPE_TYPE_BYTE, 1, size, size, 0, null) };
    assert_ne!(handle, INVALID_HANDLE_VALUE, "{}", Error::last_os_error());
    // SAFETY: the pipe was made now, and is nobody else's.
    let own = unsafe { OwnedHandle::from_raw_handle(handle) };
    let other = File::options().read(!is_read).write(is_read).open(&name).unwrap();
    (Pipe::new(own).unwrap(), other)
}
