//! The other side of `MI_Main`: provider modules that are written in Rust.
//!
//! A cdylib that depends on this crate says [`provider_module!`](crate::provider_module) once. Any host that loads provider modules
//! loads it then: this library, OMI, or another that knows `MI_Main`. What the host asks becomes a [`Call`](crate::provider::Call), and what
//! the provider posts goes through the tables that the host gave; nothing of the host but those is used.

mod declarations;
mod instance;
mod sink;
mod slots;

use std::sync::Arc;

use crate::abi::*;
use crate::cim::{Class, Error};
use crate::object::boundary;
use crate::provider::Provider;
use crate::sync::locks::Mutex;
use declarations::{Exported, Held, Served, Unloading};

/// What a module in Rust has: classes, and who answers for them.
#[derive(Clone, Default)]
pub struct ProviderModule {
    classes: Vec<Served>,
}

impl ProviderModule {
    /// A module without classes.
    pub fn new() -> ProviderModule {
        ProviderModule::default()
    }

    /// With a class that this provider serves. Its superclasses come with it.
    #[must_use]
    pub fn serve(mut self, class: Arc<Class>, provider: Arc<dyn Provider>) -> ProviderModule {
        self.classes.push((class, Some(provider)));
        self
    }

    /// With a class that others are made of: embedded in them, or referred to.
    #[must_use]
    pub fn declare(mut self, class: Arc<Class>) -> ProviderModule {
        self.classes.push((class, None));
        self
    }
}

/// Where [`provider_module!`](crate::provider_module) keeps the module.
#[doc(hidden)]
pub struct Slot(Mutex<Option<Module>>);

/// A module that was given to a host.
struct Module {
    /// What the host was given. It is at one place until the library is unmapped.
    header: *mut MI_Module,
    /// Each reply that is open holds it too.
    exported: Arc<Held>,
    /// Why it can't be loaded.
    fault: Option<Error>,
}

// SAFETY: the header is only read once it is made, and what it leads to is immutable.
unsafe impl Send for Module {}

impl Slot {
    #[doc(hidden)]
    #[allow(clippy::new_without_default, reason = "it is a static of the macro, and made in no other way")]
    pub const fn new() -> Slot {
        Slot(Mutex::new(None))
    }

    /// The module for a host: made now, unless it is there from before. NULL where it can't be made.
    #[doc(hidden)]
    pub fn main(
        &'static self,
        make: impl FnOnce() -> Result<ProviderModule, Error>,
        load: MI_Module_Load,
        unload: MI_Module_Unload,
    ) -> *mut MI_Module {
        let mut made = std::ptr::null_mut();
        boundary::guard_void("MI_Main", || {
            stay_mapped(self);
            let mut slot = self.0.lock();
            if slot.is_none() {
                // Nobody reads what a module logs. Why there is none, its Load tells.
                let (module, fault) = match make() {
                    Ok(module) => (module, None),
                    Err(error) => (ProviderModule::new(), Some(error)),
                };
                *slot = Some(Module::new(&module, fault, load, unload));
            }
            made = slot.as_ref().map_or(std::ptr::null_mut(), |module| module.header);
        });
        made
    }

    /// The module's `Load`: every class is given what is kept of the module.
    ///
    /// # Safety
    /// A host calls it as the interface says.
    #[doc(hidden)]
    pub unsafe fn load(&'static self, module_self: *mut *mut MI_Module_Self, context: *mut MI_Context) {
        let (exported, fault) = {
            let mut slot = self.0.lock();
            let exported = slot.as_ref().map(|module| Arc::as_ptr(&module.exported));
            // A host that is refused does not unload, and may try again.
            let refused = slot.take_if(|module| module.fault.is_some());
            (exported, refused.and_then(Module::into_fault))
        };
        if let Some(error) = fault {
            // SAFETY: the context is the host's, and is given its one result here.
            return unsafe { sink::post_error(context, &error) };
        }
        // SAFETY: `self` of a Load is NULL or may be written.
        unsafe { boundary::put(module_self, exported.unwrap_or(std::ptr::null()).cast_mut().cast()) };
        // SAFETY: as above.
        unsafe { sink::post_result(context, MI_RESULT_OK) };
    }

    /// The module's `Unload`: the providers are dropped, who end what they began, and then the result is posted. Where a provider
    /// has not let go of its last reply, whoever does so posts it.
    ///
    /// # Safety
    /// As for `load`; nothing of the module is used any more.
    #[doc(hidden)]
    pub unsafe fn unload(&'static self, context: *mut MI_Context) {
        let Some(ended) = self.0.lock().take() else {
            // SAFETY: as above.
            return unsafe { sink::post_result(context, MI_RESULT_OK) };
        };
        *ended.exported.unloading.lock() = Some(Unloading(context));
        boundary::guard_void("Unload", || {
            let subscriptions = std::mem::take(&mut *ended.exported.subscriptions.lock());
            drop(subscriptions);
            drop(ended);
        });
    }
}

/// Has the library that this is a part of stay in memory until the process ends, though a host unmaps it. A thread that ran code in
/// Rust runs the library's code once more when it ends, which no join waits for where the thread was detached.
#[cfg(unix)]
fn stay_mapped(slot: &'static Slot) {
    let mut about = std::mem::MaybeUninit::<libc::Dl_info>::uninit();
    // SAFETY: any address may be asked for, and the structure may be written.
    let is_known = unsafe { libc::dladdr(std::ptr::from_ref(slot).cast(), about.as_mut_ptr()) } != 0;
    if is_known {
        // SAFETY: it is filled in, and its name is that of a library that is mapped.
        unsafe {
            libc::dlopen(
                about.assume_init().dli_fname,
                libc::RTLD_NOW | libc::RTLD_NOLOAD | libc::RTLD_NODELETE,
            )
        };
    }
}

#[cfg(windows)]
fn stay_mapped(_: &'static Slot) {
    // This very function is compiled into the module.
    crate::object::rights::stay_mapped(|| {});
}

impl Module {
    fn new(
        module: &ProviderModule,
        fault: Option<Error>,
        load: MI_Module_Load,
        unload: MI_Module_Unload,
    ) -> Module {
        let mut exported = Exported::new(&module.classes);
        let header = Box::into_raw(Box::new(MI_Module {
            version: super::library::VERSION,
            generatorVersion: super::library::VERSION,
            flags: 0b1_1111,
            charSize: size_of::<MI_Char>() as u32,
            schemaDecl: exported.schema(),
            Load: load,
            Unload: unload,
            dynamicProviderFT: std::ptr::null(),
        }));
        Module { header, exported: Arc::new(Held(exported)), fault }
    }
}

impl Module {
    /// Why it can't be loaded. What the host was given stays: it may look at it still.
    fn into_fault(self) -> Option<Error> {
        let module = std::mem::ManuallyDrop::new(self);
        module.fault.clone()
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw`; the host has unloaded the module, and looks at it no more.
        drop(unsafe { Box::from_raw(self.header) });
    }
}

/// Makes a cdylib a provider module: exports its `MI_Main`. The argument is a function that says what the module has,
/// `fn() -> Result<ProviderModule, Error>`; it is called when a host loads the module, and again when it does so after it unloaded it.
///
/// ```
/// use mi::cim::Error;
/// use mi::provider::module::export::ProviderModule;
///
/// fn module() -> Result<ProviderModule, Error> {
///     // .serve(class, provider) for each class
///     Ok(ProviderModule::new())
/// }
///
/// mi::provider_module!(module);
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! provider_module {
    ($make:expr) => {
        #[allow(unsafe_code)]
        const _: () = {
            use $crate::abi::{MI_Context, MI_Module, MI_Module_Self, MI_Server};
            use $crate::provider::module::export::Slot;

            static MODULE: Slot = Slot::new();

            unsafe extern "system" fn load(module_self: *mut *mut MI_Module_Self, context: *mut MI_Context) {
                // SAFETY: a host calls it as the interface says.
                unsafe { MODULE.load(module_self, context) }
            }

            unsafe extern "system" fn unload(_: *mut MI_Module_Self, context: *mut MI_Context) {
                // SAFETY: as above.
                unsafe { MODULE.unload(context) }
            }

            #[unsafe(no_mangle)]
            extern "C" fn MI_Main(_: *mut MI_Server) -> *mut MI_Module {
                MODULE.main($make, Some(load), Some(unload))
            }
        };
    };
}
