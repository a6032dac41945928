//! The context: what a provider answers one request with, from any thread, until it posts the result.

mod cancel;
pub(super) mod header;
pub(super) mod making;
mod options;
mod posting;
mod table;
mod telling;

use std::cell::Cell;
use std::sync::Arc;

use crate::sync::locks::Mutex;

use super::Module;
use super::class::{InFlight, ServedClass};
use super::indication::Subscribers;
use super::instance::{Given, path_of};
use super::local_session::{self, LocalSession};
use crate::abi::*;
use crate::cim::{Class, Error, Instance, Status, Text};
use crate::handles::{HandleWords, ProcessHandles};
use crate::object::boundary::guard;
use crate::provider::{Call, Poster, Reply};
use cancel::Cancel;
use header::{Header, Kind};

pub(super) use table::CONTEXT_FT;
#[cfg(windows)]
pub(crate) use table::lifecycle_of;

static CONTEXTS: ProcessHandles<Context> = ProcessHandles::new(0x93b5_4c0e_7a12_d86f);

/// The library's side of a context. The table of contexts holds it until the provider posts the result.
pub(super) struct Context {
    words: HandleWords,
    header: &'static Header,
    /// Whom errors name.
    owner: Arc<str>,
    /// Whether instances may be posted, and what they are.
    results: Results,
    call: Option<Arc<Call>>,
    /// Where results go, but for the last; `None` where there is no operation.
    poster: Option<Poster>,
    end: Mutex<End>,
    cancel: Cancel,
    /// The session that the provider asked for, until it posts the result.
    session: Mutex<Option<Box<dyn LocalSession>>>,
    /// What the provider was given to look at, until it has posted the result and its function has returned.
    given: Given,
    /// The class is in use as long as the context.
    in_flight: Option<InFlight>,
    /// Options that the provider has read.
    shown: options::Shown,
    /// The class that may ask to be unloaded.
    class: Option<Arc<ServedClass>>,
    /// `None` where the module itself waits for the result.
    module: Option<Arc<Module>>,
}

/// What may be posted.
pub(super) enum Results {
    /// Nothing but a result.
    None,
    /// Instances of this class and its subclasses.
    OfClass(Text),
    /// Instances of any class.
    Any,
    /// Instances of this class, of which the one with these keys is wanted.
    Picked { class_name: Text, keys: Arc<Instance> },
    /// One instance: the return value and the parameters that come out of the method with this number in its class.
    Parameters(Arc<Class>, usize),
    /// Indications for everybody who subscribed.
    Indications(Arc<Subscribers>),
}

/// Where the result goes.
pub(super) enum Ending {
    /// To the client.
    Reply(Reply),
    /// To the module's own life cycle.
    Notice(Box<dyn FnOnce(Result<(), Error>) + Send>),
}

struct End {
    /// Taken by whoever posts the result.
    ending: Option<Ending>,
    /// What the provider did wrong before it ended; it counts more than a success.
    fault: Option<Error>,
    /// Whether the instance that was looked for was found.
    picked: bool,
}

/// What a context is made of.
pub(super) struct Parts {
    pub(super) owner: Arc<str>,
    pub(super) results: Results,
    pub(super) call: Option<Arc<Call>>,
    pub(super) ending: Ending,
    pub(super) given: Given,
    pub(super) class: Option<Arc<ServedClass>>,
    pub(super) in_flight: Option<InFlight>,
    pub(super) module: Option<Arc<Module>>,
}

thread_local! {
    /// How many functions of contexts this thread is in.
    static INSIDE: Cell<u32> = const { Cell::new(0) };
}

/// Whether a function of a context runs on this thread, so that code of a module may be below it on the stack.
pub(super) fn is_inside() -> bool {
    INSIDE.get() > 0
}

pub(super) struct Inside;

impl Inside {
    pub(super) fn enter() -> Inside {
        INSIDE.set(INSIDE.get() + 1);
        Inside
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(INSIDE.get() - 1);
    }
}

impl Context {
    /// A context that lives until its result is posted. Who calls the provider holds it as long as the provider's function runs.
    pub(super) fn new(parts: Parts) -> Arc<Context> {
        let header = Header::take(Kind::Context, Arc::clone(&parts.owner));
        let poster = match &parts.ending {
            Ending::Reply(reply) => Some(reply.poster()),
            Ending::Notice(_) => None,
        };
        let mut made = None;
        CONTEXTS.own().insert_with(|words| {
            let context = Arc::new(Context {
                words,
                header,
                owner: parts.owner,
                results: parts.results,
                call: parts.call,
                poster,
                end: Mutex::new(End { ending: Some(parts.ending), fault: None, picked: false }),
                cancel: Cancel::default(),
                session: Mutex::new(None),
                given: parts.given,
                shown: options::Shown::default(),
                class: parts.class,
                in_flight: parts.in_flight,
                module: parts.module,
            });
            Arc::clone(made.insert(context))
        });
        let context = made.expect("the table asks for the context once");
        context.header.lead_to(context.words);
        context
    }

    /// The context as the provider holds it.
    pub(super) fn as_ptr(&self) -> *mut MI_Context {
        self.header.as_ptr()
    }

    fn class(&self) -> Option<&Arc<ServedClass>> {
        self.class.as_ref()
    }

    /// Through which the provider of the class tells what happens to instances, for as long as the class is loaded.
    fn lifecycle(&self) -> Result<*mut MI_LifecycleIndicationContext, MI_Result> {
        let (Some(class), Some(module)) = (&self.class, &self.module) else {
            return Err(MI_RESULT_NOT_SUPPORTED);
        };
        Ok(class.lifecycle(module).as_ptr())
    }

    /// What the provider is lent.
    pub(super) fn given(&self) -> &Given {
        &self.given
    }

    /// Whether the result was posted.
    pub(super) fn is_finished(&self) -> bool {
        self.end.lock().ending.is_none()
    }

    /// Posts the result: the first one counts. What runs on behalf of a cancellation is waited for, unless this is called by it.
    pub(super) fn finish(&self, outcome: Result<(), Error>) -> Result<(), MI_Result> {
        let (ending, outcome) = {
            let mut end = self.end.lock();
            let ending = end.ending.take().ok_or(MI_RESULT_INVALID_PARAMETER)?;
            let fault = end.fault.take();
            (ending, outcome.and_then(|()| self.found(end.picked)).and_then(|()| fault.map_or(Ok(()), Err)))
        };
        self.cancel.end();
        // Before the client sees the end: its application has to be the last one.
        drop(self.session.lock().take());
        // From here on the header leads to nothing.
        let own = CONTEXTS.own().remove(self.words);
        match ending {
            Ending::Reply(reply) => reply.finish(outcome),
            Ending::Notice(notice) => notice(outcome),
        }
        drop(own);
        Ok(())
    }

    /// A session with this machine, the same each time. It is closed when the result is posted.
    fn local_session(&self) -> Result<MI_Session, MI_Result> {
        // Without a client nothing keeps what a session needs.
        if self.poster.is_none() {
            return Err(MI_RESULT_NOT_SUPPORTED);
        }
        let mut session = self.session.lock();
        if let Some(session) = &*session {
            return Ok(session.handle());
        }
        let opened = local_session::open().map_err(|error| {
            tracing::warn!("{} gets no local session: {}", self.owner, error.message);
            error.status.number()
        })?;
        Ok(session.insert(opened).handle())
    }

    /// Whether the instance that was looked for, if one was, came.
    fn found(&self, picked: bool) -> Result<(), Error> {
        match (&self.results, &self.module) {
            (Results::Picked { class_name, keys }, Some(module)) if !picked => {
                let class = module.class(&class_name.to_str())?;
                let message = format!(
                    "There is no instance {}: {} enumerates none with these keys.",
                    path_of(&class, keys),
                    self.owner
                );
                Err(Error::new(Status::NotFound, message))
            }
            _ => Ok(()),
        }
    }

    /// Remembers what the provider did wrong. The operation then fails with it, also where the provider says that all is well.
    fn blame(&self, status: Status, what: std::fmt::Arguments<'_>) {
        let message = format!("{} {what}", self.owner);
        tracing::warn!("{message}");
        self.end.lock().fault.get_or_insert_with(|| Error::new(status, message));
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        self.header.rest();
        // With the last use of a class it may have to be unloaded.
        if let (Some(in_flight), Some(module)) = (self.in_flight.take(), self.module.as_ref()) {
            in_flight.end(module);
        }
    }
}

/// Runs a function of the table on the context that a provider gave.
///
/// # Safety
/// `context` is NULL, or was handed out by this library.
unsafe fn with(
    function: &'static str,
    context: *const MI_Context,
    run: impl FnOnce(&Arc<Context>) -> Result<(), MI_Result>,
) -> MI_Result {
    guard(function, || {
        let _inside = Inside::enter();
        // SAFETY: by the contract.
        let header = unsafe { Header::at(context) }.ok_or(MI_RESULT_INVALID_PARAMETER)?;
        let Some(context) = CONTEXTS.own().get(header.words()) else {
            let owner = header.owner();
            tracing::warn!("{owner} called {function} with a context whose result it has posted already");
            return Err(MI_RESULT_INVALID_PARAMETER);
        };
        run(&context)
    })
}

/// [`with`] for what only an operation with a client has.
///
/// # Safety
/// As for [`with`].
unsafe fn with_client(
    function: &'static str,
    context: *const MI_Context,
    run: impl FnOnce(&Arc<Context>, &Poster) -> Result<(), MI_Result>,
) -> MI_Result {
    // SAFETY: by the contract.
    unsafe {
        with(function, context, |context| {
            let poster = context.poster.as_ref().ok_or(MI_RESULT_NOT_SUPPORTED)?;
            run(context, poster)
        })
    }
}
