//! How much memory a process has, and may have; and its end when nothing else helps.

use std::io::{Error, Result};
use std::mem::{size_of, zeroed};
use std::os::windows::io::{FromRawHandle, OwnedHandle, RawHandle};
use std::ptr::null;

use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
    JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
    JobObjectExtendedLimitInformation, SetInformationJobObject,
};
use windows_sys::Win32::System::ProcessStatus::{K32GetProcessMemoryInfo, PROCESS_MEMORY_COUNTERS};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, TerminateProcess};

use super::checked;

/// What a process is ended with that ends itself.
const ENDED: u32 = 1;

pub(super) fn memory_of(process: RawHandle) -> Option<PROCESS_MEMORY_COUNTERS> {
    let size = size_of::<PROCESS_MEMORY_COUNTERS>() as u32;
    // SAFETY: all bits zero are valid numbers.
    let mut memory: PROCESS_MEMORY_COUNTERS = unsafe { zeroed() };
    memory.cb = size;
    // SAFETY: a wrong handle is told; the counters have the size that is said.
    checked(unsafe { K32GetProcessMemoryInfo(process, &raw mut memory, size) }).ok()?;
    Some(memory)
}

/// The memory that this process has, in bytes.
pub(crate) fn used_memory() -> Option<u64> {
    // SAFETY: this gives a number that means the process itself.
    memory_of(unsafe { GetCurrentProcess() }).map(|memory| memory.WorkingSetSize as u64)
}

/// Has the system refuse this process more memory. What it starts is not meant.
pub(crate) fn limit_memory(bytes: u64) -> Result<()> {
    // SAFETY: no attributes and no name are allowed.
    let job = unsafe { CreateJobObjectW(null(), null()) };
    if job.is_null() {
        return Err(Error::last_os_error());
    }
    // The job lives on without a handle, as long as there is a process in it.
    // SAFETY: the job was made now, and is nobody else's.
    let _job = unsafe { OwnedHandle::from_raw_handle(job) };
    // SAFETY: all bits zero are valid: no limits.
    let mut limits: JOBOBJECT_EXTENDED_LIMIT_INFORMATION = unsafe { zeroed() };
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    limits.ProcessMemoryLimit = usize::try_from(bytes).unwrap_or(usize::MAX);
    let size = size_of::<JOBOBJECT_EXTENDED_LIMIT_INFORMATION>() as u32;
    let information = (&raw const limits).cast();
    // SAFETY: the job is open, and the limits are of the kind and the size that is said.
    checked(unsafe { SetInformationJobObject(job, JobObjectExtendedLimitInformation, information, size) })?;
    // SAFETY: the job is open, and the number means the process itself.
    checked(unsafe { AssignProcessToJobObject(job, GetCurrentProcess()) })
}

/// Ends this process, whatever its threads do. Nothing of the module runs any more.
pub(crate) fn end_now() -> ! {
    // SAFETY: the number means the process itself.
    unsafe { TerminateProcess(GetCurrentProcess(), ENDED) };
    std::process::abort()
}
