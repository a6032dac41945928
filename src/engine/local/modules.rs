//! The provider modules of the process: what registration files say of them, and the libraries that were opened.
//!
//! The files are read when the first operation could be for them, once for each list of folders. A library is opened by the first
//! operation on one of its classes, on that operation's thread; others wait for it. It stays open until it has had nothing to do for
//! a while, or the last application of the process closes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::errors::describe;
use super::super::sync::{Mutex, RwLock};
use super::hosted::{Hosted, HostedModules};
use super::libraries::{Later, Libraries, Open, Unloading};
use super::opened::{Remembered, Serving, Using};
#[cfg(unix)]
use super::preexec;
use crate::cim::{Class, Error, ErrorCategory, Status, Text};
use crate::configuration::ModuleSettings;
use crate::provider::registration::{
    Catalogue, ClassKind, Hosting, KnownClass, Operations, RegisteredClass, Search, find_library,
};
#[cfg(unix)]
use crate::provider::worker;
use crate::provider::{Call, Placement, Provider, Reply, Request};

/// All that the process knows of provider modules.
pub(crate) struct Modules {
    libraries: Arc<Libraries>,
    registries: Mutex<Vec<Arc<Registry>>>,
    hosted: HostedModules,
}

impl Modules {
    pub(crate) fn new(open: Open) -> Modules {
        Modules {
            libraries: Arc::new(Libraries::new(open)),
            registries: Mutex::default(),
            hosted: HostedModules::default(),
        }
    }

    /// Says who looks later for modules that have nothing to do. Without it they stay open.
    pub(crate) fn look_later(&self, later: Later) {
        self.libraries.look_later(later);
    }

    /// What the registration files in these folders say; they are read once.
    pub(crate) fn registry(&self, folders: &[PathBuf], settings: &ModuleSettings) -> Arc<Registry> {
        let mut registries = self.registries.lock();
        let is_it = |known: &&Arc<Registry>| *known.folders == *folders && *known.settings == *settings;
        if let Some(known) = registries.iter().find(is_it) {
            return Arc::clone(known);
        }
        let catalogue = Catalogue::new(Search::folders(folders));
        for note in catalogue.notes() {
            tracing::warn!("{note}");
        }
        if !settings.run_preexec {
            tell_of_programs(&catalogue);
        }
        tracing::debug!(?folders, classes = catalogue.classes().len(), "registration files were read");
        let registry = Arc::new(Registry::new(folders, settings, catalogue, &self.libraries, &[]));
        registries.push(Arc::clone(&registry));
        registry
    }

    /// The modules that programs of this process host.
    pub(crate) fn hosted(&self) -> &HostedModules {
        &self.hosted
    }

    /// What hosted modules serve, over what registration files say; `None` where no module is hosted.
    pub(crate) fn with_hosted(&self, files: Option<&Arc<Registry>>) -> Option<Arc<Registry>> {
        self.hosted.registry(files, &self.libraries)
    }

    /// Unloads all modules, the one that was opened last first. Nothing may be asked of them any more.
    pub(crate) fn close(&self, _: Unloading) {
        self.registries.lock().clear();
        self.libraries.close();
    }
}

/// Says which programs the files want run that the configuration does not let run.
fn tell_of_programs(catalogue: &Catalogue) {
    let mut told: Vec<&Path> = Vec::new();
    for class in catalogue.classes() {
        if let Some(program) = &class.file.pre_execution
            && !told.contains(&&*class.file.path)
        {
            told.push(&class.file.path);
            tracing::warn!(
                "{}: {program} (PREEXEC) is not run before the module is used: the configuration says so, with the key preexec in \
                 [provider_modules]",
                class.file.path.display()
            );
        }
    }
}

/// What the registration files of a list of folders say, with a provider for each class.
pub(crate) struct Registry {
    folders: Arc<[PathBuf]>,
    settings: Arc<ModuleSettings>,
    catalogue: Catalogue,
    /// In the order of the catalogue's classes.
    providers: Vec<Arc<ModuleClass>>,
    libraries: Arc<Libraries>,
    hosted: Arc<[Arc<Hosted>]>,
}

impl Registry {
    pub(super) fn new(
        folders: &[PathBuf],
        settings: &ModuleSettings,
        catalogue: Catalogue,
        libraries: &Arc<Libraries>,
        hosted: &[Arc<Hosted>],
    ) -> Registry {
        let mut registry = Registry {
            providers: Vec::new(),
            catalogue,
            libraries: Arc::clone(libraries),
            folders: folders.into(),
            settings: Arc::new(settings.clone()),
            hosted: hosted.into(),
        };
        let classes = registry.catalogue.classes().iter();
        registry.providers =
            classes.map(|class| Arc::new(ModuleClass::new(class, class.name(), &registry))).collect();
        registry
    }

    /// The same folders with another catalogue, in which some classes are of hosted modules.
    pub(super) fn with(&self, catalogue: Catalogue, hosted: &[Arc<Hosted>]) -> Registry {
        Registry::new(&self.folders, &self.settings, catalogue, &self.libraries, hosted)
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
                Arc::new(ModuleClass::new(registered, class.name(), self))
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
    placement: Placement,
    /// The program that is to run before the module is used, where the configuration lets it.
    program: Option<String>,
    library: String,
    file: PathBuf,
    folders: Arc<[PathBuf]>,
    settings: Arc<ModuleSettings>,
    libraries: Arc<Libraries>,
    remembered: RwLock<Option<Remembered>>,
    /// The module, where a program of this process hosts it.
    hosted: Option<Arc<Hosted>>,
}

impl ModuleClass {
    fn new(registered: &RegisteredClass, class_name: &Text, registry: &Registry) -> ModuleClass {
        let file = &registered.file;
        let is_it = |hosted: &&Arc<Hosted>| file.hosted == Some(hosted.number());
        ModuleClass {
            name: format!("{class_name} of the module {}", file.library),
            namespace: registered.namespace.clone(),
            class_name: class_name.clone(),
            kind: registered.entry.kind,
            bounded: registered.entry.bounded,
            refusal: refusal(registered),
            placement: placement(&registered.entry.hosting),
            program: file.pre_execution.clone().filter(|_| registry.settings.run_preexec),
            library: file.library.clone(),
            file: file.path.clone(),
            folders: Arc::clone(&registry.folders),
            settings: Arc::clone(&registry.settings),
            libraries: Arc::clone(&registry.libraries),
            remembered: RwLock::new(None),
            hosted: registry.hosted.iter().find(is_it).cloned(),
        }
    }

    /// The registration file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The class as its module declares it. Opens the module.
    pub(crate) fn class(&self) -> Result<Arc<Class>, Error> {
        match &self.hosted {
            Some(hosted) => hosted.class(&self.class_name),
            None => self.module()?.class(&self.class_name),
        }
    }

    /// What serves the class in the module, which is not unloaded meanwhile. Opens the module.
    pub(crate) fn serving(&self) -> Result<Serving, Error> {
        if let Some(hosted) = &self.hosted {
            return hosted.provider(&self.class_name).map(Serving::of_hosted);
        }
        if let Some(serving) = self.served() {
            return Ok(serving);
        }
        let serving = self.module()?.serving(&self.namespace, &self.class_name)?;
        *self.remembered.write() = serving.remembered();
        Ok(serving)
    }

    /// What serves the class, if its module is open.
    fn served(&self) -> Option<Serving> {
        match &self.hosted {
            Some(hosted) => hosted.provider(&self.class_name).map(Serving::of_hosted).ok(),
            None => self.remembered.read().as_ref()?.serving(),
        }
    }

    fn module(&self) -> Result<Using, Error> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone());
        }
        let path = find_library(&self.library, &self.file, &self.folders).map_err(|error| {
            Error::new(Status::Failed, error.to_string()).in_category(ErrorCategory::OpenError)
        })?;
        self.prepare(&path)?;
        self.libraries.module(&path, &self.placement, &self.settings)
    }

    /// Has the program run that the registration file names, unless this is the module's own process: its client had it run.
    #[cfg(unix)]
    fn prepare(&self, library: &Path) -> Result<(), Error> {
        match &self.program {
            Some(program) if !worker::host::is_own(library) => {
                preexec::prepare(program, &self.file, &self.placement)
            }
            _ => Ok(()),
        }
    }

    /// Programs that run first are told the numbers of a user and a group, which this system has not; a module that relies on one is
    /// not opened without it.
    #[cfg(not(unix))]
    fn prepare(&self, _: &Path) -> Result<(), Error> {
        match &self.program {
            None => Ok(()),
            Some(program) => {
                let message = format!(
                    "The program {program}, which {} wants run before the module is used (PREEXEC), is not run on Windows: it would \
                     be told the numbers of a user and a group, and there are none. Where the module does without it, set the key \
                     preexec in [provider_modules] of the configuration file to false.",
                    self.file.display()
                );
                Err(Error::new(Status::NotSupported, message))
            }
        }
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
        match self.serving() {
            Ok(serving) => {
                serving.provider().execute(call, reply);
                Ok(())
            }
            Err(error) => Err((reply, error)),
        }
    }
}

/// Why a registered class can't be served by this version of the library, or at all.
fn refusal(registered: &RegisteredClass) -> Option<Error> {
    let file = registered.file.path.display();
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
    None
}

/// Where the module of a class runs.
fn placement(hosting: &Hosting) -> Placement {
    match hosting {
        Hosting::InProcess => Placement::InProcess,
        Hosting::Requestor => Placement::Process { user: None, shell: false },
        Hosting::RequestorShell => Placement::Process { user: None, shell: true },
        Hosting::User(user) => Placement::Process { user: Some(user.clone()), shell: false },
    }
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
        self.served().is_some_and(|serving| is_vouched_for || serving.provider().is_bounded(call))
    }

    /// Where the module is not open yet, it may heed what has not the form of the library's own options.
    fn understands_option(&self, call: &Call, name: &str) -> bool {
        match self.served() {
            Some(serving) => serving.provider().understands_option(call, name),
            None => !name.starts_with("__mi_"),
        }
    }
}
