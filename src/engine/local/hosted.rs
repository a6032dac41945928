//! The provider modules that programs host themselves: each serves its classes in one namespace, for all sessions of this process
//! with this machine, from the time it is loaded until it is closed.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::super::pool;
use super::super::sync::atomic::{AtomicUsize, Ordering};
use super::super::sync::{Mutex, RwLock};
use super::libraries::Libraries;
use super::modules::Registry;
use crate::cim::class::ClassFlags;
use crate::cim::{Class, Error, Status, Text, Type, Unit, name};
use crate::configuration::ModuleSettings;
use crate::provider::registration::{
    Catalogue, ClassEntry, ClassKind, ClassPath, Hosting, Operations, RegisteredClass, RegistrationFile,
};
use crate::provider::{DeclaredModule, HostedModule, Provider};

/// The hosted modules of this process.
#[derive(Default)]
pub(crate) struct HostedModules {
    /// How many are served, for those who have to hurry past.
    served: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last_number: u64,
    /// Those whose classes are taken, in the order in which they came. Those that load are not served yet.
    modules: Vec<Arc<Hosted>>,
    /// What they serve together with what registration files say; made anew when one comes or goes.
    registries: Vec<(Option<Arc<Registry>>, Arc<Registry>)>,
}

/// A module that a program hosts.
pub(crate) struct Hosted {
    number: u64,
    name: String,
    namespace: Text,
    /// The address of the application.
    application: usize,
    classes: Vec<RegisteredClass>,
    running: RwLock<Option<Running>>,
}

struct Running {
    module: Box<dyn HostedModule>,
    providers: Mutex<Providers>,
}

/// Providers by the folded names of their classes.
type Providers = FxHashMap<Box<[Unit]>, Arc<dyn Provider>>;

impl HostedModules {
    /// Has a module load, and serves its classes from then on.
    pub(crate) fn host(
        &self,
        namespace: Text,
        name: &str,
        application: usize,
        declared: Box<dyn DeclaredModule>,
    ) -> Result<Arc<Hosted>, Error> {
        let hosted = self.reserve(namespace, name, application, &*declared)?;
        // Its classes are kept free of others meanwhile.
        let loaded = pool::block(|| declared.load());
        let module = loaded.inspect_err(|_| self.forget(&hosted))?;
        *hosted.running.write() = Some(Running { module, providers: Mutex::default() });
        self.state.lock().registries.clear();
        self.served.fetch_add(1, Ordering::Release);
        tracing::info!(name, namespace = %hosted.namespace, classes = hosted.classes.len(), "a provider is hosted");
        Ok(hosted)
    }

    /// Takes the classes of a module, unless another has one of them.
    fn reserve(
        &self,
        namespace: Text,
        name: &str,
        application: usize,
        declared: &dyn DeclaredModule,
    ) -> Result<Arc<Hosted>, Error> {
        let mut state = self.state.lock();
        state.last_number += 1;
        let number = state.last_number;
        let file = Arc::new(RegistrationFile {
            path: PathBuf::from(format!("the hosted provider '{name}'")),
            library: name.to_owned(),
            hosted: Some(number),
            ..RegistrationFile::default()
        });
        let served = declared.served()?;
        let mut classes = Vec::with_capacity(served.len());
        for class in served {
            let taken = state.modules.iter().find(|other| {
                name::eq_names(&other.namespace, &namespace)
                    && other.classes.iter().any(|known| name::eq_names(known.name(), class.name()))
            });
            if let Some(other) = taken {
                let message = format!(
                    "The hosted provider '{name}' can't serve {} in {namespace}: the hosted provider '{}' of this process serves \
                     it already. Close that one first, or host this one in another namespace.",
                    class.name(),
                    other.name
                );
                return Err(Error::new(Status::AlreadyExists, message));
            }
            classes.push(RegisteredClass {
                namespace: namespace.clone(),
                entry: entry(declared, &class)?,
                file: Arc::clone(&file),
                fault: None,
            });
        }
        let name = name.to_owned();
        let running = RwLock::new(None);
        let hosted = Arc::new(Hosted { number, name, namespace, application, classes, running });
        state.modules.push(Arc::clone(&hosted));
        Ok(hosted)
    }

    fn forget(&self, hosted: &Arc<Hosted>) {
        let mut state = self.state.lock();
        state.modules.retain(|known| known.number != hosted.number);
        let registries = std::mem::take(&mut state.registries);
        drop(state);
        drop(registries);
    }

    /// Serves a module no more: its subscriptions end, other requests of it are waited for, and it unloads. Each time that it takes
    /// longer than `patience`, `go_on` says whether to wait further. `false` says that it was closed before.
    pub(crate) fn close(
        &self,
        hosted: &Arc<Hosted>,
        patience: Duration,
        go_on: &mut dyn FnMut() -> bool,
    ) -> bool {
        let Some(running) = hosted.running.write().take() else { return false };
        self.served.fetch_sub(1, Ordering::Release);
        self.forget(hosted);
        let Running { module, providers } = running;
        drop(providers);
        let has_ended = pool::block(|| module.end(patience, go_on));
        if !has_ended {
            tracing::warn!(
                "the hosted provider '{}' is closed, and a request of it has not ended",
                hosted.name
            );
        }
        true
    }

    /// Those that an application hosts, the one that came last first.
    pub(crate) fn of_application(&self, application: usize) -> Vec<Arc<Hosted>> {
        let state = self.state.lock();
        state.modules.iter().rev().filter(|hosted| hosted.application == application).cloned().collect()
    }

    /// What hosted modules serve, and, where they don't, what registration files say; `None` where nothing is hosted.
    pub(super) fn registry(
        &self,
        files: Option<&Arc<Registry>>,
        libraries: &Arc<Libraries>,
    ) -> Option<Arc<Registry>> {
        if self.served.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut state = self.state.lock();
        let is_it = |known: &Option<Arc<Registry>>| known.as_ref().map(Arc::as_ptr) == files.map(Arc::as_ptr);
        if let Some((_, registry)) = state.registries.iter().find(|(known, _)| is_it(known)) {
            return Some(Arc::clone(registry));
        }
        let served: Vec<Arc<Hosted>> =
            state.modules.iter().filter(|hosted| hosted.running.read().is_some()).cloned().collect();
        let classes = served.iter().flat_map(|hosted| &hosted.classes);
        let of_files = files.into_iter().flat_map(|files| files.catalogue().classes());
        let catalogue = Catalogue::of(classes.chain(of_files).cloned());
        let registry = match files {
            Some(files) => files.with(catalogue, &served),
            None => Registry::new(&[], &ModuleSettings::default(), catalogue, libraries, &served),
        };
        let registry = Arc::new(registry);
        state.registries.push((files.cloned(), Arc::clone(&registry)));
        Some(registry)
    }
}

impl Hosted {
    /// The number that its registrations have.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The name that its program gave it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is served no more.
    pub(crate) fn is_closed(&self) -> bool {
        self.running.read().is_none()
    }

    /// The class as the module declares it.
    pub(super) fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        self.running.read().as_ref().ok_or_else(|| self.closed())?.module.class(class_name)
    }

    /// The module's own provider of the class. Nobody keeps it for longer than a request: the module ends when all have let go.
    pub(super) fn provider(&self, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        let running = self.running.read();
        let running = running.as_ref().ok_or_else(|| self.closed())?;
        let mut providers = running.providers.lock();
        if let Some(known) = providers.get(&*name::folded(class_name)) {
            return Ok(Arc::clone(known));
        }
        let provider = running.module.provider(&self.namespace, class_name)?;
        providers.insert(name::folded(class_name), Arc::clone(&provider));
        Ok(provider)
    }

    fn closed(&self) -> Error {
        let message = format!("The hosted provider '{}' was closed by the program that hosts it.", self.name);
        Error::new(Status::ServerIsShuttingDown, message)
    }
}

/// What a registration file would say of a class.
fn entry(declared: &dyn DeclaredModule, class: &Arc<Class>) -> Result<ClassEntry, Error> {
    let is = |flag: ClassFlags, qualifier: &str| {
        class.flags().contains(flag) || class.qualifier(&Text::from(qualifier)).is_some()
    };
    let mut ends = Vec::new();
    if is(ClassFlags::ASSOCIATION, "Association") {
        for property in class.properties().iter().filter(|property| property.kind == Type::Reference) {
            // A reference that says no class leads to objects of any, which nothing is chosen by.
            let Some(end) = &property.reference_class else { continue };
            ends.push(match declared.class(end) {
                Some(class) => path(&class?),
                None => ClassPath { name: end.clone(), superclasses: Vec::new() },
            });
        }
    }
    let is_indication = is(ClassFlags::INDICATION, "Indication");
    Ok(ClassEntry {
        line: 0,
        kind: if is_indication { ClassKind::Indication } else { ClassKind::Ordinary },
        class: path(class),
        ends,
        hosting: Hosting::InProcess,
        bounded: Operations::default(),
    })
}

fn path(class: &Arc<Class>) -> ClassPath {
    let above = std::iter::successors(class.superclass(), |class| class.superclass());
    let mut superclasses: Vec<Text> = above.map(|class| class.name().clone()).collect();
    // The declaration may name a superclass that it does not lead to.
    let highest = std::iter::successors(Some(class), |class| class.superclass()).last();
    superclasses.extend(highest.and_then(|class| class.superclass_name()).cloned());
    ClassPath { name: class.name().clone(), superclasses }
}
