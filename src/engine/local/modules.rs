//! The provider modules of the process: what registration files say of them, and the libraries that were opened.
//!
//! The files are read when the first operation could be for them, once for each list of folders. A library is opened by the first
//! operation on one of its classes, on that operation's thread; others wait for it. It stays open until the last application of
//! the process closes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::errors::describe;
use super::super::pool;
use super::super::sync::{Condvar, Mutex, RwLock, process_static};
use crate::cim::{Class, Error, ErrorCategory, Status, Text};
use crate::process::{self, PerProcess};
#[cfg(unix)]
use crate::provider::module::Module;
use crate::provider::registration::{
    Catalogue, ClassKind, Hosting, KnownClass, Operations, RegisteredClass, Search, find_library,
};
use crate::provider::{Call, Provider, Reply, Request};

/// A provider module that was opened.
pub(crate) trait OpenModule: Send + Sync {
    /// What serves a class in a namespace.
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error>;

    /// A class as the module declares it.
    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error>;
}

/// Opens a provider module.
pub(crate) type Open = fn(&Path) -> Result<Arc<dyn OpenModule>, Error>;

process_static! {
    /// How many runtimes of this process unload their modules, and what tells that one has. A new runtime opens none meanwhile:
    /// a module is told of its end before it is loaded again.
    static UNLOADING: PerProcess<(Mutex<usize>, Condvar)> = PerProcess::new((Mutex::new(0), Condvar::new()));
}

fn unloading() -> &'static (Mutex<usize>, Condvar) {
    UNLOADING.current(Default::default)
}

/// The right to unload the modules of a runtime that has ended.
#[must_use = "no module is opened while it exists"]
pub(crate) struct Unloading(usize);

impl Unloading {
    /// From here on no module is opened.
    pub(crate) fn begin() -> Unloading {
        *unloading().0.lock() += 1;
        Unloading(process::forks())
    }
}

impl Drop for Unloading {
    fn drop(&mut self) {
        // A child that a module forked at its end has a count of its own.
        if self.0 == process::forks() {
            let (count, changed) = unloading();
            *count.lock() -= 1;
            changed.notify_all();
        }
    }
}

/// Opens a shared library with `MI_Main`.
#[cfg(unix)]
pub(crate) fn open_module(path: &Path) -> Result<Arc<dyn OpenModule>, Error> {
    Ok(Arc::new(Loaded(Some(Module::open(path)?))))
}

/// Says that there are no modules on this system.
#[cfg(not(unix))]
pub(crate) fn open_module(path: &Path) -> Result<Arc<dyn OpenModule>, Error> {
    Err(Error::not_supported(format!("The provider module {}", path.display())))
}

/// A module that is there until this is dropped.
#[cfg(unix)]
struct Loaded(Option<Arc<Module>>);

#[cfg(unix)]
impl Loaded {
    fn module(&self) -> &Arc<Module> {
        self.0.as_ref().expect("the module is there until this is dropped")
    }
}

#[cfg(unix)]
impl Drop for Loaded {
    /// A provider that has just posted its last result holds the module for a moment still, and it is not loaded again meanwhile.
    fn drop(&mut self) {
        if let Some(module) = self.0.take() {
            let path = module.path().to_owned();
            if !pool::block(|| module.end()) {
                tracing::warn!(library = %path.display(), "a provider module is not unloaded: a request of it never ends");
            }
        }
    }
}

#[cfg(unix)]
impl OpenModule for Loaded {
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        self.module().provider(namespace, class_name)
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        self.module().class(&class_name.to_str())
    }
}

/// All that the process knows of provider modules.
pub(crate) struct Modules {
    libraries: Arc<Libraries>,
    registries: Mutex<Vec<Arc<Registry>>>,
}

impl Modules {
    pub(crate) fn new(open: Open) -> Modules {
        Modules {
            libraries: Arc::new(Libraries { open, libraries: Mutex::default(), opened: Mutex::default() }),
            registries: Mutex::default(),
        }
    }

    /// What the registration files in these folders say; they are read once.
    pub(crate) fn registry(&self, folders: &[PathBuf]) -> Arc<Registry> {
        let mut registries = self.registries.lock();
        if let Some(known) = registries.iter().find(|known| *known.folders == *folders) {
            return Arc::clone(known);
        }
        let catalogue = Catalogue::new(Search::folders(folders));
        for note in catalogue.notes() {
            tracing::warn!("{note}");
        }
        tracing::debug!(?folders, classes = catalogue.classes().len(), "registration files were read");
        let registry = Arc::new(Registry::new(folders, catalogue, &self.libraries));
        registries.push(Arc::clone(&registry));
        registry
    }

    /// Unloads all modules, the one that was opened last first. Nothing may be asked of them any more.
    pub(crate) fn close(&self, _: Unloading) {
        for registry in self.registries.lock().drain(..) {
            registry.providers.iter().for_each(|provider| *provider.opened.write() = None);
        }
        self.libraries.close();
    }
}

/// The libraries of modules, by their real paths.
struct Libraries {
    open: Open,
    libraries: Mutex<Vec<(PathBuf, Arc<Library>)>>,
    /// Those that are open, in the order in which they were opened.
    opened: Mutex<Vec<Arc<dyn OpenModule>>>,
}

/// A library: its module, once it was opened. The lock is held while it is opened.
type Library = Mutex<Option<Arc<dyn OpenModule>>>;

impl Libraries {
    fn module(&self, path: &Path) -> Result<Arc<dyn OpenModule>, Error> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let library = {
            let mut libraries = self.libraries.lock();
            match libraries.iter().find(|(known, _)| *known == path) {
                Some((_, library)) => Arc::clone(library),
                None => {
                    let library = Arc::default();
                    libraries.push((path.clone(), Arc::clone(&library)));
                    library
                }
            }
        };
        let mut module = pool::block(|| {
            let (count, changed) = unloading();
            changed.wait_while(&mut count.lock(), |count| *count > 0);
            library.lock()
        });
        if let Some(module) = &*module {
            return Ok(Arc::clone(module));
        }
        // What fails is tried again by the next operation.
        let opened = (self.open)(&path)?;
        self.opened.lock().push(Arc::clone(&opened));
        *module = Some(Arc::clone(&opened));
        Ok(opened)
    }

    fn close(&self) {
        self.libraries.lock().clear();
        let mut opened = std::mem::take(&mut *self.opened.lock());
        while let Some(module) = opened.pop() {
            drop(module);
        }
    }
}

/// What the registration files of a list of folders say, with a provider for each class.
pub(crate) struct Registry {
    folders: Arc<[PathBuf]>,
    catalogue: Catalogue,
    /// In the order of the catalogue's classes.
    providers: Vec<Arc<ModuleClass>>,
    libraries: Arc<Libraries>,
}

impl Registry {
    fn new(folders: &[PathBuf], catalogue: Catalogue, libraries: &Arc<Libraries>) -> Registry {
        let folders: Arc<[PathBuf]> = folders.into();
        let class = |registered: &RegisteredClass| {
            Arc::new(ModuleClass::new(registered, registered.name(), &folders, libraries))
        };
        let providers = catalogue.classes().iter().map(class).collect();
        Registry { providers, catalogue, libraries: Arc::clone(libraries), folders }
    }

    /// What the files say.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What serves the registered class of this number.
    pub(crate) fn provider(&self, class: usize) -> Arc<ModuleClass> {
        Arc::clone(&self.providers[class])
    }

    /// Whose module declares a class, also one that others only inherit from.
    pub(crate) fn declares(&self, class: KnownClass<'_>) -> Arc<ModuleClass> {
        match class.registered() {
            Some(index) => self.provider(index),
            None => {
                let registered = &self.catalogue.classes()[class.declared_by()];
                Arc::new(ModuleClass::new(registered, class.name(), &self.folders, &self.libraries))
            }
        }
    }
}

/// A class of a module, in a namespace. The module is opened when something is asked of the class.
pub(crate) struct ModuleClass {
    name: String,
    namespace: Text,
    class_name: Text,
    kind: ClassKind,
    /// What its provider carries out in bounded time, as the registration file vouches.
    bounded: Operations,
    /// Why it can't be served, whatever its library is.
    refusal: Option<Error>,
    library: String,
    file: PathBuf,
    folders: Arc<[PathBuf]>,
    libraries: Arc<Libraries>,
    opened: RwLock<Option<Arc<dyn Provider>>>,
}

impl ModuleClass {
    fn new(
        registered: &RegisteredClass,
        class_name: &Text,
        folders: &Arc<[PathBuf]>,
        libraries: &Arc<Libraries>,
    ) -> ModuleClass {
        let file = &registered.file;
        ModuleClass {
            name: format!("{class_name} of the module {}", file.library),
            namespace: registered.namespace.clone(),
            class_name: class_name.clone(),
            kind: registered.entry.kind,
            bounded: registered.entry.bounded,
            refusal: refusal(registered),
            library: file.library.clone(),
            file: file.path.clone(),
            folders: Arc::clone(folders),
            libraries: Arc::clone(libraries),
            opened: RwLock::new(None),
        }
    }

    /// The registration file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The class as its module declares it. Opens the module.
    pub(crate) fn class(&self) -> Result<Arc<Class>, Error> {
        self.module()?.class(&self.class_name)
    }

    /// The module's own provider of the class. Opens the module.
    pub(crate) fn provider(&self) -> Result<Arc<dyn Provider>, Error> {
        if let Some(opened) = &*self.opened.read() {
            return Ok(Arc::clone(opened));
        }
        let provider = self.module()?.provider(&self.namespace, &self.class_name)?;
        Ok(Arc::clone(self.opened.write().get_or_insert(provider)))
    }

    fn module(&self) -> Result<Arc<dyn OpenModule>, Error> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone());
        }
        let path = find_library(&self.library, &self.file, &self.folders).map_err(|error| {
            Error::new(Status::Failed, error.to_string()).in_category(ErrorCategory::OpenError)
        })?;
        self.libraries.module(&path)
    }

    fn execute_in_module(&self, call: &Call, reply: Reply) -> Result<(), (Reply, Error)> {
        if self.kind == ClassKind::Schema && !matches!(call.request, Request::GetClass { .. }) {
            let message = format!(
                "{} registers it as EXTRACLASS, a class that others refer to and that has no instances of its own. Where its \
                 module serves it, register it with CLASS={}.",
                self.file.display(),
                self.class_name
            );
            return Err((reply, Error::new(Status::NotSupported, message)));
        }
        match self.provider() {
            Ok(provider) => {
                provider.execute(call, reply);
                Ok(())
            }
            Err(error) => Err((reply, error)),
        }
    }
}

/// Why a registered class can't be served by this version of the library, or at all.
fn refusal(registered: &RegisteredClass) -> Option<Error> {
    let (file, class) = (registered.file.path.display(), registered.name());
    if let Some(fault) = &registered.fault {
        let message = format!("the file that registers it can't be used. {fault}.");
        return Some(Error::new(Status::Failed, message).in_category(ErrorCategory::ParserError));
    }
    if let Some(script) = &registered.file.script {
        let message = format!(
            "{file} registers it for a script that {} runs. Providers that are scripts are not supported by this version of \
             the library.",
            script.interpreter
        );
        return Some(Error::new(Status::NotSupported, message));
    }
    let hosting = &registered.entry.hosting;
    if *hosting == Hosting::InProcess {
        return None;
    }
    let said = match hosting {
        Hosting::Requestor => {
            format!("with HOSTING={hosting}, which is also what a file means that says nothing")
        }
        hosting => format!("with HOSTING={hosting}"),
    };
    let message = format!(
        "{file} registers it {said}: for a process of its own, which this version of the library does not start. To have the \
         module run in the process of the client, write the line HOSTING=@inproc@ before CLASS={class}."
    );
    Some(Error::new(Status::NotSupported, message))
}

impl Provider for ModuleClass {
    fn name(&self) -> &str {
        &self.name
    }

    fn execute(&self, call: &Call, reply: Reply) {
        if let Err((reply, error)) = self.execute_in_module(call, reply) {
            let message = format!("{} can't be carried out: {}", describe(call), error.message);
            reply.finish(Err(Error { message, ..error }));
        }
    }

    fn is_bounded(&self, call: &Call) -> bool {
        // What opens a library is none of what ends in bounded time. A client with a deadline wants to be told when it passes.
        let is_vouched_for = call.deadline.is_none() && self.bounded.contain(&call.request);
        self.opened.read().as_ref().is_some_and(|opened| is_vouched_for || opened.is_bounded(call))
    }

    /// Where the module is not open yet, it may heed what has not the form of the library's own options.
    fn understands_option(&self, call: &Call, name: &str) -> bool {
        match &*self.opened.read() {
            Some(opened) => opened.understands_option(call, name),
            None => !name.starts_with("__mi_"),
        }
    }
}
