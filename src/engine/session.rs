//! Sessions: where operations are started.

use std::sync::Arc;
use std::time::Duration;

use super::application::ApplicationInner;
use super::identity::Identity;
use super::operation::state::{Form, Stop};
use super::operation::{Core, Operation, Plan, Receiver, ResultItem, Results};
use super::options::{self, TimeLimit};
use super::router::Unavailable;
use super::runtime::Runtime;
use super::sync::atomic::{AtomicUsize, Ordering};
use super::sync::{Condvar, Mutex, PATIENCE, now, wait_until};
use super::thread::{self, CallbackOf};
use super::{errors, router};
use crate::cim::{Class, Error, Instance, Status, Text, Unit, units};
use crate::provider::{Call, OperationFlags, OptionSet, Provider, Request, handler};

/// A session. Dropping it closes it, without waiting for its operations.
pub struct Session {
    inner: Arc<SessionInner>,
}

pub(crate) struct SessionInner {
    application: Arc<ApplicationInner>,
    /// Who may use it.
    opener: Identity,
    served_by: ServedBy,
    options: Option<Arc<OptionSet>>,
    /// The time limit of operations that have none of their own.
    limit: Option<TimeLimit>,
    operations: Mutex<Operations>,
    all_freed: Condvar,
    /// Where the application keeps this session.
    place: AtomicUsize,
}

/// Who serves the operations of a session.
pub(super) enum ServedBy {
    /// The providers of this process, each what is its own.
    Local,
    /// A session of a protocol handler's, everything.
    Handler(Arc<handler::Session>),
    /// Nobody: the destination can't be reached.
    Nobody(Arc<Unavailable>),
}

type Completion = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Operations {
    places: Vec<Option<Arc<Core>>>,
    free: Vec<usize>,
    open: usize,
    closing: bool,
    application_closes: bool,
    completion: Option<Completion>,
    over: bool,
}

/// An operation that is about to start.
#[must_use = "nothing happens before it is started"]
pub struct Start<'a> {
    session: &'a Session,
    request: Request,
    namespace: Result<Text, Error>,
    flags: OperationFlags,
    options: Option<Arc<OptionSet>>,
    timeout: Option<Duration>,
}

impl Session {
    pub(super) fn new(inner: Arc<SessionInner>) -> Session {
        Session { inner }
    }

    /// An operation that asks this; it starts when it is told to.
    pub fn request(&self, request: Request) -> Start<'_> {
        Start {
            session: self,
            request,
            namespace: Ok(self.inner.application.default_namespace()),
            flags: OperationFlags::empty(),
            options: None,
            timeout: None,
        }
    }

    /// The options that the session was made with.
    pub fn options(&self) -> Option<&Arc<OptionSet>> {
        self.inner.options.as_ref()
    }

    /// What is to be known of a session in which nothing can be done.
    pub(crate) fn warning(&self) -> Option<String> {
        match &self.inner.served_by {
            ServedBy::Nobody(unavailable) => Some(unavailable.warning()),
            ServedBy::Local | ServedBy::Handler(_) => None,
        }
    }

    /// Whom the session leads to, and for whom.
    pub(crate) fn description(&self) -> String {
        let opener = self.inner.opener;
        match &self.inner.served_by {
            ServedBy::Handler(handler) => {
                format!("{} serves the session, for {opener}.", handler.description())
            }
            _ => format!("The session leads to the providers of this process, for {opener}."),
        }
    }

    /// Refuses a thread that acts for another user or group than the one that opened the session.
    pub(crate) fn check_user(&self) -> Result<(), Error> {
        self.inner.check_identity()
    }

    /// Closes the session: nothing new can be started in it, its operations are cancelled, and the call returns when all of
    /// them are closed.
    pub fn close(&self) -> Result<(), Error> {
        let address = self.inner.address();
        if thread::is_in_callback(|callback| callback.session == address) {
            return Err(errors::would_deadlock("session"));
        }
        self.check_user()?;
        self.inner.begin_closing(None)?;
        super::pool::block(|| {
            let mut operations = self.inner.operations.lock();
            let is_over = |operations: &Operations| operations.over;
            wait_until(&self.inner.all_freed, &mut operations, PATIENCE, is_over, |operations| {
                let one = operations.places.iter().flatten().next();
                let one = one.map(|core| errors::describe(core.call()));
                tracing::warn!(
                    operations = operations.open,
                    one,
                    "closing a session waits for operations to be closed"
                );
            });
        });
        Ok(())
    }

    /// Closes the session without waiting. `completion` is called once when all operations are closed: at once where there
    /// are none, else on a worker.
    pub fn close_with(&self, completion: impl FnOnce() + Send + 'static) -> Result<(), Error> {
        self.check_user()?;
        self.inner.begin_closing(Some(Box::new(completion)))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may be closed already.
        let _ = self.inner.begin_closing(None);
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Session").finish_non_exhaustive()
    }
}

impl Start<'_> {
    /// In this namespace, with slashes of either kind; without it, in `root/cimv2`.
    pub fn namespace(self, namespace: &str) -> Self {
        let namespace = Text::from(namespace);
        self.namespace_units(namespace.units())
    }

    pub(crate) fn namespace_units(mut self, namespace: &[Unit]) -> Self {
        if !namespace.is_empty() {
            self.namespace = router::namespace(namespace);
        }
        self
    }

    /// With these flags.
    pub fn flags(mut self, flags: OperationFlags) -> Self {
        self.flags = flags;
        self
    }

    /// With these options.
    pub fn options(mut self, options: Option<Arc<OptionSet>>) -> Self {
        self.options = options;
        self
    }

    /// Ending after this time without a sign of life from the provider. It counts more than the options.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Starts the operation; its results are fetched from it.
    pub fn start(self) -> Operation {
        let operation = self.prepare(None, true);
        operation.begin();
        operation
    }

    /// Starts the operation; its results are delivered to the receiver. What can't even be started is delivered before
    /// this returns.
    pub fn start_with(self, receiver: Arc<dyn Receiver>) -> Operation {
        let operation = self.prepare(Some(receiver), false);
        operation.begin();
        operation
    }

    /// Starts an operation of many instances, and gives them one after the other.
    pub fn instances(self) -> Results<Arc<Instance>> {
        self.start().instances()
    }

    /// Starts an operation of many classes, and gives them one after the other.
    pub fn classes(self) -> Results<Arc<Class>> {
        self.start().classes()
    }

    /// Starts an operation that brings at most one instance, and waits for it.
    pub fn instance(self) -> Result<Option<Arc<Instance>>, Error> {
        Ok(self.start().into_result()?.and_then(ResultItem::into_instance))
    }

    /// Starts an operation that brings a class, and waits for it.
    pub fn class(self) -> Result<Option<Arc<Class>>, Error> {
        Ok(self.start().into_result()?.and_then(ResultItem::into_class))
    }

    /// Starts an operation of which only the outcome counts, and waits for it.
    pub fn outcome(self) -> Result<(), Error> {
        self.start().into_result().map(|_| ())
    }

    /// The operation, for [`Operation::begin`]. A receiver of a synchronous operation gets what is told beside the results.
    pub(crate) fn prepare(self, receiver: Option<Arc<dyn Receiver>>, is_synchronous: bool) -> Operation {
        let session = &self.session.inner;
        let form = if is_synchronous { Form::Synchronous } else { Form::Asynchronous };
        let limit =
            TimeLimit::of_operation(&self.request, self.timeout, self.options.as_deref(), session.limit);
        let (namespace, wrong_namespace) = match self.namespace {
            Ok(namespace) => (namespace, None),
            Err(error) => (Text::default(), Some(error)),
        };
        let options = match session.served_by {
            ServedBy::Local => options::with_languages(self.options, session.options.as_deref()),
            // A protocol handler's session has them itself.
            _ => self.options,
        };
        let call = Call {
            namespace,
            request: self.request,
            flags: self.flags,
            options,
            deadline: limit.and_then(|limit| now().checked_add(limit.time)),
            filter: None,
        };
        if let Err(error) = session.check_identity() {
            let session = Some(Arc::clone(session));
            return Operation::new(Arc::new(Core::failed(call, form, error, receiver, session)));
        }
        let is_local = !matches!(session.served_by, ServedBy::Handler(_));
        let checked = wrong_namespace.map_or_else(|| check(&call.request, is_local), Err);
        let provider = match checked {
            Ok(()) => session
                .provider_of(&call)
                .and_then(|provider| options::check(&call, &*provider).map(|()| provider))
                .unwrap_or_else(refusing),
            Err(error) => refusing(error),
        };
        let plan = Plan { call, provider, limit, receiver, form };
        match session.admit(plan) {
            Ok(core) => Operation::new(core),
            Err(refused) => {
                let (plan, error) = *refused;
                let session = Some(Arc::clone(session));
                Operation::new(Arc::new(Core::failed(plan.call, form, error, plan.receiver, session)))
            }
        }
    }
}

/// What a request must have to be asked at all. A query that is read here must be Unicode; what a protocol handler makes of it is
/// the handler's to say.
fn check(request: &Request, is_local: bool) -> Result<(), Error> {
    let operation = request.name();
    let unicode = |what: &str, text: &Text| match units::own::check(text.units()) {
        Err(fault) if is_local => {
            let message = format!("{operation} needs {what} in Unicode, and was given one that {fault}.");
            Err(Error::new(Status::InvalidParameter, message))
        }
        _ => Ok(()),
    };
    let required = |what: &str, text: &Text| {
        if text.is_empty() {
            let message = format!("{operation} needs {what}, and none was given.");
            return Err(Error::new(Status::InvalidParameter, message));
        }
        Ok(())
    };
    match request {
        Request::EnumerateInstances { class_name, .. } | Request::GetClass { class_name } => {
            router::check_class_name(operation, class_name)
        }
        Request::EnumerateClasses { class_name: Some(class_name), .. } => {
            router::check_class_name(operation, class_name)
        }
        Request::Invoke { class_name, method_name, .. } => {
            router::check_class_name(operation, class_name)?;
            required("the name of a method", method_name)
        }
        Request::QueryInstances { dialect, query } | Request::Subscribe { dialect, query, .. } => {
            required("a query dialect such as WQL or CQL", dialect)?;
            required("a query", query)?;
            unicode("a query dialect", dialect)?;
            unicode("a query", query)
        }
        _ => Ok(()),
    }
}

/// Answers with an error that was found before any provider was asked.
fn refusing(error: Error) -> Arc<dyn Provider> {
    struct Refusing(Error);
    impl Provider for Refusing {
        fn name(&self) -> &str {
            "engine"
        }

        fn execute(&self, _: &Call, reply: crate::provider::Reply) {
            reply.finish(Err(self.0.clone()));
        }

        fn is_bounded(&self, _: &Call) -> bool {
            true
        }
    }
    Arc::new(Refusing(error))
}

impl SessionInner {
    pub(super) fn new(
        application: Arc<ApplicationInner>,
        served_by: ServedBy,
        options: Option<Arc<OptionSet>>,
    ) -> Result<SessionInner, Error> {
        let limit = TimeLimit::of_session(options.as_deref(), application.operation_timeout());
        Ok(SessionInner {
            application,
            opener: Identity::current(),
            served_by,
            options,
            limit,
            operations: Mutex::default(),
            all_freed: Condvar::new(),
            place: AtomicUsize::new(usize::MAX),
        })
    }

    pub(super) fn runtime(&self) -> &Arc<Runtime> {
        self.application.runtime()
    }

    /// Who opened it.
    pub(super) fn opener(&self) -> Identity {
        self.opener
    }

    /// Refuses a thread that acts for another user or group.
    fn check_identity(&self) -> Result<(), Error> {
        if self.opener.is_current() { Ok(()) } else { Err(errors::of_another_user(self.opener)) }
    }

    /// Refuses a thread that acts for another user. It costs less than to look at the group, too.
    pub(super) fn check_user(&self) -> Result<(), Error> {
        if self.opener.is_current_user() { Ok(()) } else { Err(errors::of_another_user(self.opener)) }
    }

    pub(super) fn set_place(&self, place: usize) {
        self.place.store(place, Ordering::Relaxed);
    }

    pub(super) fn callback_of(&self) -> CallbackOf {
        CallbackOf { application: self.application.address(), session: self.address() }
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn provider_of(&self, call: &Call) -> Result<Arc<dyn Provider>, Error> {
        match &self.served_by {
            ServedBy::Local => self.application.provider_of(call),
            ServedBy::Handler(handler) => Ok(Arc::clone(handler) as Arc<dyn Provider>),
            ServedBy::Nobody(unavailable) => Ok(Arc::clone(unavailable) as Arc<dyn Provider>),
        }
    }

    /// A class of a namespace, from whoever serves it; `None` where nobody does, or where the session is being closed. Waits.
    pub(super) fn class(self: &Arc<SessionInner>, namespace: &Text, class_name: &Text) -> Option<Arc<Class>> {
        let call = Call {
            namespace: namespace.clone(),
            request: Request::GetClass { class_name: class_name.clone() },
            flags: OperationFlags::empty(),
            options: None,
            deadline: None,
            filter: None,
        };
        let provider = self.provider_of(&call).ok()?;
        let plan = Plan { call, provider, limit: None, receiver: None, form: Form::Synchronous };
        let operation = Operation::new(self.admit(plan).ok()?);
        operation.begin();
        operation.into_result().ok()?.and_then(ResultItem::into_class)
    }

    /// Makes an operation, and keeps it until it is freed.
    fn admit(self: &Arc<SessionInner>, plan: Plan) -> Result<Arc<Core>, Box<(Plan, Error)>> {
        let mut operations = self.operations.lock();
        if let Some(error) = operations.refusal() {
            return Err(Box::new((plan, error)));
        }
        let place = operations.free.pop().unwrap_or(operations.places.len());
        let core = Arc::new(Core::new(plan, Arc::clone(self), place));
        match operations.places.get_mut(place) {
            Some(free) => *free = Some(Arc::clone(&core)),
            None => operations.places.push(Some(Arc::clone(&core))),
        }
        operations.open += 1;
        Ok(core)
    }

    /// An operation is freed.
    pub(super) fn forget(self: &Arc<SessionInner>, place: usize) {
        let mut operations = self.operations.lock();
        let core = operations.places.get_mut(place).and_then(Option::take);
        if core.is_some() {
            operations.free.push(place);
            operations.open -= 1;
        }
        let over = operations.closing && operations.open == 0 && !operations.over;
        let completion = operations.completion.take_if(|_| over);
        drop(operations);
        drop(core);
        if over {
            match completion {
                None => self.end(None),
                Some(completion) => {
                    let session = Arc::clone(self);
                    self.runtime().pool().submit(Box::new(move |_| session.end(Some(completion))));
                }
            }
        }
    }

    fn begin_closing(self: &Arc<SessionInner>, completion: Option<Completion>) -> Result<(), Error> {
        let (cores, now) = {
            let mut operations = self.operations.lock();
            if std::mem::replace(&mut operations.closing, true) {
                return Err(errors::closed("session"));
            }
            if operations.open == 0 {
                (Vec::new(), Some(completion))
            } else {
                operations.completion = completion;
                (operations.places.iter().flatten().cloned().collect::<Vec<_>>(), None)
            }
        };
        for core in cores {
            core.stop(Stop::SessionClosed);
        }
        if let Some(completion) = now {
            self.end(completion);
        }
        Ok(())
    }

    /// All operations are closed.
    fn end(&self, completion: Option<Completion>) {
        if let ServedBy::Handler(handler) = &self.served_by {
            handler.close();
        }
        if let Some(completion) = completion {
            thread::in_callback(self.callback_of(), || super::pool::block(completion));
        }
        self.operations.lock().over = true;
        self.all_freed.notify_all();
        self.application.forget(self.place.load(Ordering::Relaxed));
    }

    /// The application is being closed.
    pub(super) fn stop_for_application(&self) {
        let cores: Vec<Arc<Core>> = {
            let mut operations = self.operations.lock();
            operations.application_closes = true;
            operations.places.iter().flatten().cloned().collect()
        };
        for core in cores {
            core.stop(Stop::ApplicationClosed);
        }
    }
}

impl Operations {
    fn refusal(&self) -> Option<Error> {
        if self.closing {
            Some(errors::shutting_down("session"))
        } else if self.application_closes {
            Some(errors::shutting_down("application"))
        } else {
            None
        }
    }
}
