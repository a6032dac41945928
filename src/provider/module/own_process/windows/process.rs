//! A process by its handle, which never means another; and the file that this code is in.

use std::ffi::OsString;
use std::io::{Error, Result};
use std::os::windows::ffi::OsStringExt;
use std::os::windows::io::{AsRawHandle, OwnedHandle, RawHandle};
use std::path::PathBuf;
use std::ptr::null_mut;
use std::time::Duration;

use windows_sys::Win32::Foundation::{WAIT_FAILED, WAIT_OBJECT_0};
use windows_sys::Win32::System::LibraryLoader::{
    GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, GetModuleFileNameW,
    GetModuleHandleExW,
};
use windows_sys::Win32::System::Threading::{GetExitCodeProcess, TerminateProcess, WaitForSingleObject};

use super::checked;
use super::memory::memory_of;

/// The longest path that the system knows, in characters.
const LONGEST_PATH: usize = 32 << 10;

/// A process that this one started.
#[derive(Debug)]
pub(crate) struct Process(OwnedHandle);

impl Process {
    pub(crate) fn of(started: std::process::Child) -> Process {
        Process(started.into())
    }

    /// Waits for its end, so long at most. Gives whether it has ended.
    pub(crate) fn wait(&self, limit: Duration) -> Result<bool> {
        // All but the largest number, which means for ever.
        let milliseconds = limit.as_nanos().div_ceil(1_000_000).min(u128::from(u32::MAX - 1));
        // SAFETY: the handle is open as long as this exists.
        match unsafe { WaitForSingleObject(self.0.as_raw_handle(), milliseconds as u32) } {
            WAIT_OBJECT_0 => Ok(true),
            WAIT_FAILED => Err(Error::last_os_error()),
            _ => Ok(false),
        }
    }

    /// What it ended with, once it has.
    pub(crate) fn exit_code(&self) -> Result<u32> {
        let mut code = 0;
        // SAFETY: the handle is open, and the number is written during the call.
        checked(unsafe { GetExitCodeProcess(self.0.as_raw_handle(), &raw mut code) })?;
        Ok(code)
    }

    /// Ends it with this number.
    pub(crate) fn kill(&self, code: u32) -> Result<()> {
        // SAFETY: the handle is open, and means this process alone.
        checked(unsafe { TerminateProcess(self.0.as_raw_handle(), code) })
    }

    /// The most memory that it has had so far, in bytes.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        memory_of(self.0.as_raw_handle()).map(|memory| memory.PeakWorkingSetSize as u64)
    }

    pub(super) fn handle(&self) -> RawHandle {
        self.0.as_raw_handle()
    }
}

/// The file that this code is in: the library, or a program that has it built in.
pub(crate) fn own_file() -> Option<PathBuf> {
    let address = own_file as *const () as *const u16;
    let how = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    let mut module = null_mut();
    // SAFETY: with these flags the name is an address within the module, and the module is not counted as used.
    checked(unsafe { GetModuleHandleExW(how, address, &raw mut module) }).ok()?;
    let mut path = vec![0; LONGEST_PATH];
    // SAFETY: the module is the one of this code, and the buffer has the length that is said.
    let length = unsafe { GetModuleFileNameW(module, path.as_mut_ptr(), LONGEST_PATH as u32) } as usize;
    (0 < length && length < path.len()).then(|| OsString::from_wide(&path[..length]).into())
}
