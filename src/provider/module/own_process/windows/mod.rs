//! Windows: handles of processes, pipes whose reads and writes can be given up, standard handles, job objects.

mod memory;
mod pipe;
mod process;
mod standard;

pub(crate) use memory::{end_now, limit_memory, used_memory};
#[cfg(test)]
pub(crate) use pipe::pair as pipe_pair;
pub(crate) use pipe::{Begun, Pipe, cancel_reads};
pub(crate) use process::{Process, own_file};
pub(crate) use standard::take_standard_handles;

use std::io::{Error, Result};
use std::os::windows::io::{FromRawHandle, OwnedHandle};
use std::ptr::null;

use windows_sys::Win32::System::Diagnostics::Debug::{
    EXCEPTION_POINTERS, SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX, SetErrorMode,
    SetUnhandledExceptionFilter,
};
use windows_sys::Win32::System::Threading::CreateEventW;
use windows_sys::core::BOOL;

/// Makes the process one that asks nobody anything: where it crashes, or a disk is missing, no window waits for a person whom nobody
/// may be there as. To be called once, first in `main`.
pub fn prepare_process() {
    // SAFETY: this sets flags of the process, and takes no pointer.
    unsafe { SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX) };
    // SAFETY: the function touches nothing, whatever has become of the process.
    unsafe { SetUnhandledExceptionFilter(Some(end_by_it)) };
}

/// An exception that nobody handles ends the process, with its number as the exit code, which says to who started it what it was. No
/// debugger is asked first.
unsafe extern "system" fn end_by_it(_: *const EXCEPTION_POINTERS) -> i32 {
    // What is done with it is to end.
    const EXCEPTION_EXECUTE_HANDLER: i32 = 1;
    EXCEPTION_EXECUTE_HANDLER
}

/// What a function of the system says that gives `FALSE` where it fails.
fn checked(result: BOOL) -> Result<()> {
    if result == 0 { Err(Error::last_os_error()) } else { Ok(()) }
}

/// An event that stays set once it was.
fn new_event() -> Result<OwnedHandle> {
    // SAFETY: no attributes and no name are allowed.
    let event = unsafe { CreateEventW(null(), 1, 0, null()) };
    if event.is_null() {
        return Err(Error::last_os_error());
    }
    // SAFETY: the event was made now, and is nobody else's.
    Ok(unsafe { OwnedHandle::from_raw_handle(event) })
}
