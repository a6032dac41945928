//! What gives a module: a shared library with `MI_Main`, opened, or such a function of the program itself. It is asked for its
//! module, which is found to be one that this library can serve.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod system;

use std::path::{Path, PathBuf};

use libloading::Library as Handle;

use super::server;
use super::thread::Providing;
use crate::abi::*;
use crate::cim::{Error, Status};

/// The version of the interface that this library offers to modules: major, minor and revision, a byte each from the third down.
pub(super) const VERSION: u32 = if cfg!(windows) { 1 << 16 } else { 1 << 16 | 1 << 8 };

/// The module that an `MI_Main` gave, and the shared library that is mapped for it, where it is of one.
pub(super) struct Library {
    module: *const MI_Module,
    origin: Origin,
    /// Unmapped when this is dropped: nothing of the module may be used after. `None` where the program has the module itself.
    handle: Option<Handle>,
}

/// Where a module comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A shared library.
    File(PathBuf),
    /// The program, which hosts it by this name.
    Program(String),
}

impl Origin {
    /// The beginning of a sentence about the module.
    pub(super) fn title(&self) -> String {
        match self {
            Origin::File(path) => format!("The provider module {}", path.display()),
            Origin::Program(name) => format!("The hosted provider '{name}'"),
        }
    }
}

/// As one says where a class is served.
impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::File(path) => write!(formatter, "{}", path.display()),
            Origin::Program(name) => write!(formatter, "the hosted provider '{name}'"),
        }
    }
}

// SAFETY: a module is read-only data of its library, and its functions may be called from any thread.
unsafe impl Send for Library {}
// SAFETY: as above.
unsafe impl Sync for Library {}

impl Library {
    /// Opens the file. Each error says what is wrong with which file.
    pub(super) fn open(path: &Path) -> Result<Library, Error> {
        let origin = Origin::File(path.to_owned());
        let wrong = |status, what: String| Err(Error::new(status, format!("{} {what}", origin.title())));
        // SAFETY: the library's initialisers run: whoever names a module trusts its code with this process.
        let handle = match unsafe { system::open(path) } {
            Ok(handle) => handle,
            Err(error) => return wrong(Status::Failed, format!("can't be loaded: {}.", cause(&error))),
        };
        // SAFETY: a symbol of this name is the entry of a provider module by the interface's definition.
        let main = match unsafe { handle.get::<MI_MainFunction>(b"MI_Main\0") } {
            Ok(main) => *main,
            Err(_) => {
                return wrong(Status::Failed, "is no provider module: it exports no MI_Main.".to_owned());
            }
        };
        let Some(main) = main else {
            return wrong(Status::Failed, "is no provider module: its MI_Main is at NULL.".to_owned());
        };
        // SAFETY: the library's own `MI_Main`; what it gives lives as long as the library is mapped.
        unsafe { Library::of_main(main, origin, Some(handle)) }
    }

    /// The module that a function of the program gives.
    ///
    /// # Safety
    /// `main` is an `MI_Main` by the definition of the interface, and what it gives lives until the process ends, or until who hosts
    /// it has closed it.
    pub(super) unsafe fn of_program(
        main: unsafe extern "C" fn(*mut MI_Server) -> *mut MI_Module,
        name: &str,
    ) -> Result<Library, Error> {
        // SAFETY: by the contract.
        unsafe { Library::of_main(main, Origin::Program(name.to_owned()), None) }
    }

    /// # Safety
    /// `main` is an `MI_Main`, and what it gives lives as long as `handle`, or as is said of [`Library::of_program`].
    unsafe fn of_main(
        main: unsafe extern "C" fn(*mut MI_Server) -> *mut MI_Module,
        origin: Origin,
        handle: Option<Handle>,
    ) -> Result<Library, Error> {
        let wrong = |status, what: String| Err(Error::new(status, format!("{} {what}", origin.title())));
        let _providing = Providing::enter();
        // SAFETY: called as the interface says; the tables live as long as this library.
        let module = unsafe { main(server::server()) }.cast_const();
        // SAFETY: what `MI_Main` gives is NULL or a module that lives as long as its library.
        let Some(header) = (unsafe { module.as_ref() }) else {
            return wrong(Status::Failed, "gave no module: its MI_Main returned NULL.".to_owned());
        };
        if header.version > VERSION {
            let text = format!(
                "was made for version {} of the interface, and this library offers {}. Build it against this library's mi.h.",
                version_text(header.version),
                version_text(VERSION)
            );
            return wrong(Status::NotSupported, text);
        }
        let character = size_of::<MI_Char>() as u32;
        if header.charSize != 0 && header.charSize != character {
            let text = format!(
                "was made for characters of {} bytes, and this library's have {character}. Build it with MI_CHAR_TYPE={}.",
                header.charSize,
                if character == 1 { 1 } else { 2 }
            );
            return wrong(Status::NotSupported, text);
        }
        Ok(Library { module, origin, handle })
    }

    /// What the module says about itself.
    pub(super) fn module(&self) -> &MI_Module {
        // SAFETY: not NULL, as was checked, and good while the library is mapped.
        unsafe { &*self.module }
    }

    /// Where the module comes from.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Keeps the library mapped until the process ends: code of it may still run.
    pub(super) fn keep(self) {
        std::mem::forget(self.handle);
    }
}

/// What the system says of a library that can't be opened.
fn cause(error: &libloading::Error) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string);
    let text = source.unwrap_or_else(|| error.to_string());
    text.trim_end_matches('.').to_owned()
}

fn version_text(version: u32) -> String {
    format!("{}.{}.{}", version >> 16, version >> 8 & 0xff, version & 0xff)
}
