//! The library of a protocol handler: opened, entered, and kept.

use std::path::Path;

use super::error::{Blame, error_of};
use crate::abi::*;
use crate::cim::{Error, Status};
use crate::configuration::ProtocolHandler;
use crate::object::instance::delete_instance;

/// What opens an application: `MI_Application_InitializeV1`, or a function like it. It is called as plain functions of C are.
type Entry = unsafe extern "C" fn(
    flags: MI_Uint32,
    application_id: *const MI_Char,
    extended_error: *mut *mut MI_Instance,
    application: *mut MI_Application,
) -> MI_Result;

/// Opens the library and has its entry make an application. The library stays mapped for as long as the process lives: it may have
/// started threads that nobody tells of.
pub(super) fn open(blame: &Blame, handler: &ProtocolHandler) -> Result<MI_Application, Error> {
    let entry = entry(blame, handler)?;
    let (mut application, mut details) = (MI_Application::default(), std::ptr::null_mut());
    // SAFETY: called as the interface says; whoever configures a handler trusts its code with this process.
    let result = unsafe { entry(0, std::ptr::null(), &mut details, &mut application) };
    // SAFETY: what an entry gives as an error is NULL or an instance that the caller owns.
    let outcome = unsafe { error_of(blame, "opening its application", result, std::ptr::null(), details) };
    // SAFETY: it was copied, and nobody else has it.
    unsafe { delete_instance(details) };
    outcome?;
    if application.ft.is_null() {
        return Err(blame.error(
            Status::NotSupported,
            "said that it opened an application, and gave one without a table of functions.",
        ));
    }
    Ok(application)
}

fn entry(blame: &Blame, handler: &ProtocolHandler) -> Result<Entry, Error> {
    let library = map(&handler.library)
        .map_err(|error| blame.error(Status::Failed, &format!("can't be loaded: {}.", cause(&error))))?;
    if let Some(what) = other_flavour(&library) {
        return Err(blame.error(Status::NotSupported, what));
    }
    let name = format!("{}\0", handler.entry);
    // SAFETY: a function of the name that the configuration says is an entry, by the configuration's word.
    let entry = unsafe { library.get::<Option<Entry>>(name.as_bytes()) }.ok().and_then(|symbol| *symbol);
    let entry = entry.ok_or_else(|| {
        let what =
            format!("exports no {}; the key 'entry' of its configuration names its entry.", handler.entry);
        blame.error(Status::Failed, &what)
    })?;
    std::mem::forget(library);
    Ok(entry)
}

/// What is wrong with an implementation of the interface that is known to have the other character: texts that are handed to it
/// would be read wrongly, beyond their ends too.
fn other_flavour(library: &libloading::Library) -> Option<&'static str> {
    // SAFETY: nothing is read or called, it is only looked whether the symbols are there.
    let has = |name: &[u8]| unsafe { library.get::<*const ()>(name) }.is_ok();
    match (cfg!(feature = "wide"), has(b"mi_wide_characters\0")) {
        _ if cfg!(windows) => None,
        (false, true) => Some("is a library for wide characters, and this one is for narrow ones."),
        // The wide flavour has both.
        (true, false) if has(b"mi_clientFT_V1\0") => {
            Some("is a library for narrow characters, and this one is for wide ones.")
        }
        _ => None,
    }
}

#[cfg(unix)]
fn map(path: &Path) -> Result<libloading::Library, libloading::Error> {
    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
    // SAFETY: the library's initialisers run, as the configuration wants.
    unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }.map(Into::into)
}

/// What a library that is named with its whole path needs is looked for beside it first; a bare name is looked for as Windows does.
#[cfg(windows)]
fn map(path: &Path) -> Result<libloading::Library, libloading::Error> {
    use libloading::os::windows::{LOAD_WITH_ALTERED_SEARCH_PATH, Library};
    let flags = if path.is_absolute() { LOAD_WITH_ALTERED_SEARCH_PATH } else { 0 };
    // SAFETY: the library's initialisers run, as the configuration wants.
    unsafe { Library::load_with_flags(path, flags) }.map(Into::into)
}

/// What the system says of a library that can't be opened.
fn cause(error: &libloading::Error) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string);
    source.unwrap_or_else(|| error.to_string()).trim_end_matches('.').to_owned()
}
