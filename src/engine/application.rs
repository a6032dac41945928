//! Applications: where clients start.

use std::sync::{Arc, Weak};

use super::hosted_provider::HostedProvider;
use super::identity::Identity;
use super::local::Local;
use super::local::modules::Registry;
use super::router::{self, Registrations, Route, Unavailable};
use super::runtime::Runtime;
use super::session::{ServedBy, Session, SessionInner};
use super::sync::atomic::{AtomicBool, Ordering};
use super::sync::{Condvar, Mutex, OnceLock, PATIENCE, wait_until};
use super::{errors, thread};
use crate::cim::{Error, Status, Text};
use crate::configuration::{Configuration, RepositoryLocation};
use crate::object::options::Credentials;
use crate::provider::handler::Handler;
use crate::provider::repository::{self, Repository};
use crate::provider::{Call, DeclaredModule, OptionSet, Provider};

/// An application. It has sessions; closing it waits for them.
pub struct Application {
    inner: Arc<ApplicationInner>,
}

pub(crate) struct ApplicationInner {
    runtime: Arc<Runtime>,
    configuration: Configuration,
    default_namespace: Text,
    registrations: Registrations,
    /// What the registration files say, once they were read.
    registry: OnceLock<Arc<Registry>>,
    repository: OnceLock<Arc<dyn Provider>>,
    opening: Mutex<()>,
    /// The protocol handlers that are open, by the names of their protocols in lower case.
    handlers: Mutex<Vec<(String, Arc<Handler>)>>,
    sessions: Mutex<Sessions>,
    all_closed: Condvar,
    left: AtomicBool,
}

#[derive(Default)]
struct Sessions {
    places: Vec<Option<Weak<SessionInner>>>,
    free: Vec<usize>,
    open: usize,
    closing: bool,
}

impl Application {
    /// An application that is configured as this process is.
    pub fn new() -> Result<Application, Error> {
        let configuration = Configuration::load()?;
        configuration.init_logging();
        Ok(Application::with_configuration(configuration))
    }

    /// An application that is configured in its own way.
    pub fn with_configuration(configuration: Configuration) -> Application {
        let runtime = Runtime::join(configuration.workers);
        Application {
            inner: Arc::new(ApplicationInner {
                runtime,
                configuration,
                default_namespace: Text::from(router::DEFAULT_NAMESPACE),
                registrations: Registrations::default(),
                registry: OnceLock::new(),
                repository: OnceLock::new(),
                opening: Mutex::new(()),
                handlers: Mutex::default(),
                sessions: Mutex::default(),
                all_closed: Condvar::new(),
                left: AtomicBool::new(false),
            }),
        }
    }

    /// The configuration.
    pub fn configuration(&self) -> &Configuration {
        &self.inner.configuration
    }

    /// Has a provider answer for a class of a namespace, in all sessions of this application with this machine. It is asked
    /// and not the repository, also where the repository knows the class.
    pub fn register_provider(
        &self,
        namespace: &str,
        class_name: &str,
        provider: Arc<dyn Provider>,
    ) -> Result<(), Error> {
        let class_name = Text::from(class_name);
        router::check_class_name("Registering a provider", &class_name)?;
        let namespace = router::namespace(Text::from(namespace).units())?;
        self.inner.registrations.register(namespace, class_name, provider);
        Ok(())
    }

    /// Hosts a module of the program itself: its classes are served in the namespace, for all sessions of this process with this
    /// machine, until it or this application is closed. Providers of [`Application::register_provider`] come before it, registration
    /// files after it. The module loads before this returns. ALREADY_EXISTS where another hosted module serves one of its classes there.
    pub fn host_provider(
        &self,
        namespace: &str,
        name: &str,
        module: Box<dyn DeclaredModule>,
    ) -> Result<HostedProvider, Error> {
        let namespace = router::namespace(Text::from(namespace).units())?;
        HostedProvider::open(&self.inner, namespace, name, module)
    }

    /// Takes a registration back. Operations that have started go on.
    pub fn unregister_provider(&self, namespace: &str, class_name: &str) -> Result<(), Error> {
        let namespace = router::namespace(Text::from(namespace).units())?;
        self.inner.registrations.unregister(&namespace, &Text::from(class_name));
        Ok(())
    }

    /// Has this provider answer for everything that no other provider registered for, and not the repository that the
    /// configuration names. An error says that the repository is open already.
    pub fn set_repository(&self, repository: Arc<dyn Provider>) -> Result<(), Error> {
        self.inner.repository.set(repository).map_err(|_| {
            Error::new(Status::AlreadyExists, "The application has opened its repository already.")
        })
    }

    /// The repository, opened now where it was not yet.
    pub fn repository(&self) -> Result<Arc<dyn Provider>, Error> {
        self.inner.repository()
    }

    /// Runs a callback of the client that belongs to this application, inside of which it can't be closed.
    pub(crate) fn in_callback<T>(&self, run: impl FnOnce() -> T) -> T {
        thread::in_callback(thread::CallbackOf { application: self.inner.address(), session: 0 }, run)
    }

    /// A session with this machine or another. Nothing is connected yet: what can't be reached shows in the first operation.
    pub fn new_session(
        &self,
        protocol: Option<&str>,
        destination: Option<&str>,
        options: Option<Arc<OptionSet>>,
    ) -> Result<Session, Error> {
        self.new_session_with(protocol, destination, options, &[])
    }

    /// [`Application::new_session`] with credentials. A session of a protocol handler's is made by the handler, whose library is opened
    /// now where it was not yet, so that what is wrong with either shows here.
    pub fn new_session_with(
        &self,
        protocol: Option<&str>,
        destination: Option<&str>,
        options: Option<Arc<OptionSet>>,
        credentials: &[Credentials],
    ) -> Result<Session, Error> {
        let served_by = match router::route(&self.inner.configuration, protocol, destination)? {
            Route::Local => ServedBy::Local,
            Route::Handler(protocol) => {
                let handler = self.inner.handler(&protocol)?;
                ServedBy::Handler(handler.session(destination, options.as_deref(), credentials)?)
            }
            Route::Unavailable(what) => ServedBy::Nobody(Arc::new(Unavailable::new(what))),
        };
        let session = SessionInner::new(Arc::clone(&self.inner), served_by, options)?;
        let session = Arc::new(session);
        self.inner.admit(&session)?;
        Ok(Session::new(session))
    }

    /// Closes the application: nothing new can be started in it, all its operations are cancelled, and the call returns when
    /// all sessions are closed. It does not close them itself, but ends the providers that it hosts. Where one of them was opened by another user, who alone may close
    /// it, nothing happens, and the error says so.
    pub fn close(&self) -> Result<(), Error> {
        let address = self.inner.address();
        if thread::is_in_callback(|callback| callback.application == address) {
            return Err(errors::would_deadlock("application"));
        }
        self.inner.check_hosted()?;
        self.inner.begin_closing(Sessions::check_users)?;
        super::pool::block(|| {
            let mut sessions = self.inner.sessions.lock();
            let is_over = |sessions: &Sessions| sessions.open == 0;
            wait_until(&self.inner.all_closed, &mut sessions, PATIENCE, is_over, |sessions| {
                tracing::warn!(
                    sessions = sessions.open,
                    "closing an application waits for sessions to be closed"
                );
            });
        });
        self.inner.close_hosted();
        self.inner.close_handlers();
        self.inner.leave();
        Ok(())
    }
}

#[cfg(test)]
impl Application {
    /// Has modules of Rust stand for libraries.
    pub(super) fn use_modules(&self, open: super::local::libraries::Open) {
        self.inner.use_modules(open);
    }
}

impl Drop for Application {
    fn drop(&mut self) {
        // Sessions may be dropped later than their application, so that this can't wait for them. It may be closed already.
        let _ = self.inner.begin_closing(|_| Ok(()));
    }
}

impl std::fmt::Debug for Application {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Application").finish_non_exhaustive()
    }
}

impl Sessions {
    /// Refuses to wait for sessions that only another user may close.
    fn check_users(&self) -> Result<(), Error> {
        if self.open == 0 {
            return Ok(());
        }
        let current = Identity::current();
        let open = self.places.iter().flatten().filter_map(Weak::upgrade);
        match open.map(|session| session.opener()).find(|&opener| opener != current) {
            Some(opener) => Err(errors::has_sessions_of_another_user(opener)),
            None => Ok(()),
        }
    }
}

impl ApplicationInner {
    /// Has modules of Rust stand for libraries.
    #[cfg(test)]
    fn use_modules(&self, open: super::local::libraries::Open) {
        let modules = super::local::modules::Modules::new(open);
        let registry = modules.registry(&self.configuration.provider_path, &self.configuration.modules);
        assert!(self.registry.set(registry).is_ok(), "the registration files were not read before");
    }

    pub(super) fn runtime(&self) -> &Arc<Runtime> {
        &self.runtime
    }

    pub(super) fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// The time limit of operations that nobody else set one for.
    pub(super) fn operation_timeout(&self) -> Option<std::time::Duration> {
        self.configuration.operation_timeout
    }

    pub(super) fn default_namespace(&self) -> Text {
        self.default_namespace.clone()
    }

    /// Refuses what begins while the application is being closed.
    pub(super) fn check_open(&self) -> Result<(), Error> {
        if self.sessions.lock().closing { Err(errors::shutting_down("application")) } else { Ok(()) }
    }

    /// The provider of this process that answers a call.
    pub(super) fn provider_of(&self, call: &Call) -> Result<Arc<dyn Provider>, Error> {
        let files = self.registry();
        let with_hosted = self.runtime.modules().with_hosted(files);
        let local = Local {
            registrations: &self.registrations,
            registry: with_hosted.as_ref().or(files),
            runtime: &self.runtime,
            repository: &|| self.repository(),
        };
        local.provider_of(call)
    }

    /// What the registration files in the folders of the provider path say; nothing where there are no such folders.
    fn registry(&self) -> Option<&Arc<Registry>> {
        let folders = &self.configuration.provider_path;
        if folders.is_empty() {
            return self.registry.get();
        }
        Some(
            self.registry
                .get_or_init(|| self.runtime.modules().registry(folders, &self.configuration.modules)),
        )
    }

    fn repository(&self) -> Result<Arc<dyn Provider>, Error> {
        if let Some(repository) = self.repository.get() {
            return Ok(Arc::clone(repository));
        }
        // One thread opens it, and the others get what it opened. What failed is tried again at the next use.
        let _opening = self.opening.lock();
        if let Some(repository) = self.repository.get() {
            return Ok(Arc::clone(repository));
        }
        let location = self.configuration.repository()?;
        let opened = match location {
            RepositoryLocation::Memory => self.open_repository(location)?,
            RepositoryLocation::File(path) => {
                self.runtime.repository(path, || self.open_repository(location))?
            }
        };
        Ok(Arc::clone(self.repository.get_or_init(|| opened)))
    }

    fn open_repository(&self, location: &RepositoryLocation) -> Result<Arc<dyn Provider>, Error> {
        let options = repository::Options { event_log: self.configuration.event_log };
        let repository = Repository::open_with(location.into(), options)?;
        self.configuration.check_place()?;
        Ok(repository)
    }

    /// The protocol handler of this name, opened now where it was not yet. What failed is tried again at the next use.
    fn handler(&self, protocol: &str) -> Result<Arc<Handler>, Error> {
        let key = protocol.to_ascii_lowercase();
        if let Some(handler) = self.open_handler(&key) {
            return Ok(handler);
        }
        if self.sessions.lock().closing {
            return Err(errors::shutting_down("application"));
        }
        let configured = self.configuration.protocol_handler(protocol).ok_or_else(|| {
            Error::new(Status::NotFound, format!("There is no protocol handler {protocol}."))
        })?;
        // Without a lock: the library's own code runs, and may come back here.
        let opened = super::pool::block(|| Handler::open(protocol, configured))?;
        let mut handlers = self.handlers.lock();
        if let Some((_, other)) = handlers.iter().find(|(name, _)| *name == key) {
            let other = Arc::clone(other);
            drop(handlers);
            opened.close();
            return Ok(other);
        }
        handlers.push((key, Arc::clone(&opened)));
        Ok(opened)
    }

    fn open_handler(&self, key: &str) -> Option<Arc<Handler>> {
        let handlers = self.handlers.lock();
        handlers.iter().find(|(name, _)| name == key).map(|(_, handler)| Arc::clone(handler))
    }

    /// No session is open any more.
    fn close_handlers(&self) {
        let handlers = std::mem::take(&mut *self.handlers.lock());
        for (_, handler) in handlers {
            super::pool::block(|| handler.close());
        }
    }

    fn admit(&self, session: &Arc<SessionInner>) -> Result<(), Error> {
        let mut sessions = self.sessions.lock();
        if sessions.closing {
            return Err(errors::shutting_down("application"));
        }
        let weak = Some(Arc::downgrade(session));
        let place = match sessions.free.pop() {
            Some(place) => {
                sessions.places[place] = weak;
                place
            }
            None => {
                sessions.places.push(weak);
                sessions.places.len() - 1
            }
        };
        sessions.open += 1;
        session.set_place(place);
        Ok(())
    }

    /// A session is closed.
    pub(super) fn forget(&self, place: usize) {
        let mut sessions = self.sessions.lock();
        if sessions.places.get_mut(place).and_then(Option::take).is_some() {
            sessions.free.push(place);
            sessions.open -= 1;
            if sessions.open == 0 {
                self.all_closed.notify_all();
            }
        }
    }

    /// Refuses everything new, and cancels everything, unless that is refused.
    fn begin_closing(&self, check: impl FnOnce(&Sessions) -> Result<(), Error>) -> Result<(), Error> {
        let open = {
            let mut sessions = self.sessions.lock();
            if sessions.closing {
                return Err(errors::closed("application"));
            }
            check(&sessions)?;
            sessions.closing = true;
            let open = sessions.places.iter().flatten().filter_map(Weak::upgrade);
            open.collect::<Vec<Arc<SessionInner>>>()
        };
        for session in open {
            session.stop_for_application();
        }
        Ok(())
    }

    fn leave(&self) {
        if !self.left.swap(true, Ordering::AcqRel) {
            self.runtime.leave();
        }
    }
}

impl Drop for ApplicationInner {
    fn drop(&mut self) {
        self.leave();
        if !self.runtime.is_own() {
            // After a fork the connections are the parent's; closing them here could do harm to its file.
            std::mem::forget(self.repository.take());
        }
    }
}
