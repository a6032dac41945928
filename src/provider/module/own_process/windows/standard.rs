//! The standard handles of a process that has its connection in them: they are taken away before the module comes, whose code may
//! read and print what it likes.

use std::ffi::c_int;
use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::os::windows::io::{BorrowedHandle, IntoRawHandle, OwnedHandle, RawHandle};

use libloading::os::windows::Library;
use windows_sys::Win32::Foundation::{
    CloseHandle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_PROTECT_FROM_CLOSE, SetHandleInformation,
};
use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_PIPE, GetFileType};
use windows_sys::Win32::System::Console::{
    GetStdHandle, STD_HANDLE, STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, SetStdHandle,
};

use super::checked;

/// The C runtimes that may be there already, and have remembered the handles: Rust's own in a program of mingw, and the system's.
/// One that comes with a module asks for the handles when it is loaded.
const RUNTIMES: [&str; 2] = ["msvcrt.dll", "ucrtbase.dll"];

/// A standard handle, the descriptor by which C knows it, and whether it is read from.
const STANDARD: [(STD_HANDLE, c_int, bool); 2] = [(STD_INPUT_HANDLE, 0, true), (STD_OUTPUT_HANDLE, 1, false)];

/// Takes the pipes that this process has as its standard input and output, and puts nothing in their place: no program that it starts
/// has them, and neither what it reads nor what it prints goes there. An error of the kind `InvalidInput` says that they are no
/// pipes. To be called while the process has one thread.
pub(crate) fn take_standard_handles() -> Result<(File, File)> {
    let [input, output] = STANDARD.map(|(which, _, _)| standard_pipe(which));
    let (input, output) = (input?, output?);
    let taken = (duplicate(input)?.into(), duplicate(output)?.into());
    for (handle, (which, descriptor, is_read)) in [input, output].into_iter().zip(STANDARD) {
        put_nothing(handle, which, descriptor, is_read)?;
    }
    Ok(taken)
}

fn standard_pipe(which: STD_HANDLE) -> Result<RawHandle> {
    // SAFETY: this takes a number and gives a handle, or none.
    let handle = unsafe { GetStdHandle(which) };
    // SAFETY: what is no handle is told.
    if handle.is_null() || unsafe { GetFileType(handle) } != FILE_TYPE_PIPE {
        return Err(ErrorKind::InvalidInput.into());
    }
    Ok(handle)
}

/// Another handle of the same, which programs that are started do not get.
fn duplicate(handle: RawHandle) -> Result<OwnedHandle> {
    // SAFETY: nobody closes the handle during the call: the process has one thread.
    unsafe { BorrowedHandle::borrow_raw(handle) }.try_clone_to_owned()
}

fn put_nothing(pipe: RawHandle, which: STD_HANDLE, descriptor: c_int, is_read: bool) -> Result<()> {
    let nothing = File::options().read(is_read).write(!is_read).open("NUL")?;
    let inherited = nothing.try_clone()?.into_raw_handle();
    // SAFETY: the handle was made now; programs that the module starts may have it.
    checked(unsafe { SetHandleInformation(inherited, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT) })?;
    // Several runtimes would close this handle, one after the other, and the later ones whatever got its number meanwhile.
    protect(pipe, true)?;
    for runtime in RUNTIMES {
        point_to(runtime, descriptor, &nothing)?;
    }
    // SAFETY: the handle stays open for good.
    checked(unsafe { SetStdHandle(which, inherited) })?;
    protect(pipe, false)?;
    // SAFETY: nobody has it any more: the runtimes and the process have another.
    checked(unsafe { CloseHandle(pipe) })
}

fn protect(handle: RawHandle, is_protected: bool) -> Result<()> {
    let flag = HANDLE_FLAG_PROTECT_FROM_CLOSE;
    // SAFETY: the handle is open, and flags of it are set.
    checked(unsafe { SetHandleInformation(handle, flag, if is_protected { flag } else { 0 }) })
}

/// Has a descriptor of a C runtime mean this file, where the runtime is there.
fn point_to(runtime: &str, descriptor: c_int, file: &File) -> Result<()> {
    let Ok(library) = Library::open_already_loaded(runtime) else { return Ok(()) };
    type OpenHandle = unsafe extern "C" fn(isize, c_int) -> c_int;
    type Duplicate = unsafe extern "C" fn(c_int, c_int) -> c_int;
    type Close = unsafe extern "C" fn(c_int) -> c_int;
    // SAFETY: the functions of these names have these types in every C runtime of Windows.
    let functions = unsafe {
        (
            library.get::<OpenHandle>(b"_open_osfhandle\0"),
            library.get::<Duplicate>(b"_dup2\0"),
            library.get::<Close>(b"_close\0"),
        )
    };
    let (Ok(open), Ok(duplicate), Ok(close)) = functions else {
        return Err(Error::new(ErrorKind::Unsupported, format!("{runtime} is no C runtime")));
    };
    let own = file.try_clone()?.into_raw_handle();
    // SAFETY: the handle is open, and the runtime's own from here on.
    let opened = unsafe { open(own as isize, 0) };
    if opened < 0 {
        // SAFETY: the runtime did not take it.
        unsafe { CloseHandle(own) };
        return Err(Error::other(format!("{runtime} has no descriptor left")));
    }
    // SAFETY: both are descriptors; the process has one thread, so that nobody uses them meanwhile.
    let result = unsafe { duplicate(opened, descriptor) };
    // SAFETY: the descriptor was opened above, and nobody else knows it.
    unsafe { close(opened) };
    if result < 0 {
        return Err(Error::other(format!("{runtime} does not give descriptor {descriptor} away")));
    }
    Ok(())
}
