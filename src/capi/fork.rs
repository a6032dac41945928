//! What a fork of the client's process needs: a child that knows that it is one, and an SQLite that works in it.
//!
//! The child never takes a lock that threads of the parent share (see [`crate::process`]), so that there is none to be taken
//! before a fork. SQLite is different, twice:
//!
//! - It has a few locks for the whole process. They are taken before the fork and released after it, on both sides, so that no
//!   thread that is not in the child holds one of them there.
//! - It remembers which files the process has open and locked. A fork copies that, but the kernel does not pass
//!   the locks on: a child that opens the same file would believe that it holds what only the parent holds, and lose
//!   what it writes when the parent puts its log away. So a child calls the device that a file is on by another number when SQLite
//!   asks, and what its parent has open is none of its files.

use std::ffi::{CStr, c_char, c_int};
use std::sync::OnceLock;

use rusqlite::ffi;

use crate::process;

/// The locks for the whole process, in the order in which SQLite takes one inside another.
const LOCKS: [c_int; 7] = [
    ffi::SQLITE_MUTEX_STATIC_OPEN,
    ffi::SQLITE_MUTEX_STATIC_PRNG,
    ffi::SQLITE_MUTEX_STATIC_LRU,
    ffi::SQLITE_MUTEX_STATIC_MASTER,
    ffi::SQLITE_MUTEX_STATIC_VFS1,
    ffi::SQLITE_MUTEX_STATIC_PMEM,
    ffi::SQLITE_MUTEX_STATIC_MEM,
];

/// What is needed of SQLite at a fork, found before: nothing can be asked then.
struct Sqlite {
    locks: [*mut ffi::sqlite3_mutex; LOCKS.len()],
    files: *mut ffi::sqlite3_vfs,
}

// SAFETY: the locks and the table of files are SQLite's statics.
unsafe impl Send for Sqlite {}
// SAFETY: as above; they are used through SQLite's functions alone.
unsafe impl Sync for Sqlite {}

static SQLITE: OnceLock<Sqlite> = OnceLock::new();

/// Has the C library tell of forks, from the first call on. It forgets that when the library is unloaded.
pub(super) fn watch() {
    static WATCHED: OnceLock<()> = OnceLock::new();
    WATCHED.get_or_init(|| {
        SQLITE.get_or_init(find_sqlite);
        // SAFETY: the functions may run at any fork for as long as the library is loaded.
        let result = unsafe { libc::pthread_atfork(Some(before), Some(in_parent), Some(in_child)) };
        if result != 0 {
            tracing::error!(errno = result, "forks of this process will not be noticed");
        }
    });
}

fn find_sqlite() -> Sqlite {
    // SAFETY: SQLite is initialised where it was not, and asked for its default table of files and for static locks.
    unsafe {
        ffi::sqlite3_initialize();
        Sqlite {
            locks: LOCKS.map(|number| ffi::sqlite3_mutex_alloc(number)),
            files: ffi::sqlite3_vfs_find(std::ptr::null()),
        }
    }
}

unsafe extern "C" fn before() {
    for lock in SQLITE.get().iter().flat_map(|sqlite| sqlite.locks) {
        // SAFETY: a static lock, or NULL, which SQLite passes over.
        unsafe { ffi::sqlite3_mutex_enter(lock) };
    }
}

unsafe extern "C" fn in_parent() {
    for lock in SQLITE.get().iter().flat_map(|sqlite| sqlite.locks).rev() {
        // SAFETY: entered before the fork, by this thread.
        unsafe { ffi::sqlite3_mutex_leave(lock) };
    }
}

unsafe extern "C" fn in_child() {
    process::was_forked();
    // SAFETY: this is the thread that forked.
    unsafe { in_parent() };
    if let Some(sqlite) = SQLITE.get() {
        // SAFETY: the functions have the signatures of what they stand in for.
        unsafe {
            stand_in(sqlite.files, c"fstat", status_of_open as *const ());
            stand_in(sqlite.files, c"stat", status_of_path as *const ());
        }
    }
}

/// Has SQLite call another function instead of a system call.
///
/// # Safety
/// The function has the signature of the system call. `files` is NULL, or a table of SQLite's.
unsafe fn stand_in(files: *mut ffi::sqlite3_vfs, name: &CStr, function: *const ()) {
    // SAFETY: by the contract.
    if let Some(set) = unsafe { files.as_ref() }.and_then(|files| files.xSetSystemCall) {
        // SAFETY: SQLite passes such functions around as functions without arguments, and calls them as what they are.
        unsafe {
            let function = std::mem::transmute::<*const (), ffi::sqlite3_syscall_ptr>(function);
            set(files, name.as_ptr(), function);
        }
    }
}

/// `fstat`, for a child.
unsafe extern "C" fn status_of_open(file: c_int, status: *mut libc::stat) -> c_int {
    // SAFETY: the arguments are SQLite's, passed on.
    let result = unsafe { libc::fstat(file, status) };
    if result == 0 {
        // SAFETY: the call succeeded, so the status is there.
        unsafe { (*status).st_dev = device_in_child((*status).st_dev) };
    }
    result
}

/// `stat`, for a child.
unsafe extern "C" fn status_of_path(path: *const c_char, status: *mut libc::stat) -> c_int {
    // SAFETY: the arguments are SQLite's, passed on.
    let result = unsafe { libc::stat(path, status) };
    if result == 0 {
        // SAFETY: the call succeeded, so the status is there.
        unsafe { (*status).st_dev = device_in_child((*status).st_dev) };
    }
    result
}

/// What a child calls a device: something else than its parent, and than the parent's parent. Devices have 32 bits.
fn device_in_child(device: libc::dev_t) -> libc::dev_t {
    device ^ (process::forks() as libc::dev_t) << 40
}
