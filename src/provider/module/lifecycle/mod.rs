//! Lifecycle indications: what a provider tells of its instances through `MI_LifecycleIndicationContext`, for those who subscribed to
//! `CIM_InstCreation` and its siblings, or to WMI's events, of its class.

mod table;
mod vocabulary;

use std::ffi::c_void;
use std::sync::{Arc, Weak};

use crate::sync::locks::Mutex;

use super::Module;
use super::class::ServedClass;
use super::context::header::{Header, Kind};
use super::indication::Wanted;
use super::indication::subscription::{End, Subscription};
use super::instance::posted;
use super::server;
use super::thread::Providing;
use crate::abi::*;
use crate::cim::{Error, Instance, Status, Text};
use crate::handles::{HandleWords, ProcessHandles};
use crate::provider::{Lifecycle as Kinds, LifecycleQuery, Posted, Vocabulary};

pub(super) use table::LIFECYCLE_FT;
use vocabulary::Happening;

static LIFECYCLES: ProcessHandles<Lifecycle> = ProcessHandles::new(0x5c1d_93e7_2b60_a4f1);

/// The library's side of a context of lifecycle indications: of one class, while it is loaded.
pub(super) struct Lifecycle {
    words: HandleWords,
    header: &'static Header,
    owner: Arc<str>,
    module: Weak<Module>,
    state: Mutex<State>,
    /// Held while the provider is told what is wanted.
    telling: Mutex<()>,
}

struct State {
    supported: Kinds,
    callback: Option<Callback>,
    /// What the provider was told last that is wanted.
    told: Kinds,
    subscribers: Vec<Subscriber>,
    subscriptions_ever: u64,
    /// Why nobody can subscribe any more.
    closed: Option<Error>,
}

#[derive(Clone)]
struct Subscriber {
    subscription: Arc<Subscription>,
    wanted: Kinds,
    vocabulary: Vocabulary,
    namespace: Text,
}

#[derive(Clone, Copy)]
struct Callback {
    function: unsafe extern "system" fn(types: MI_Uint32, data: *mut c_void),
    data: *mut c_void,
}

// SAFETY: a provider that registers a callback says that it and its data are for any thread.
unsafe impl Send for Callback {}

impl Lifecycle {
    pub(super) fn new(class: &ServedClass, module: &Arc<Module>) -> Arc<Lifecycle> {
        let owner = Arc::clone(class.owner());
        let header = Header::take(Kind::Lifecycle, Arc::clone(&owner));
        let mut made = None;
        LIFECYCLES.own().insert_with(|words| {
            let lifecycle = Arc::new(Lifecycle {
                words,
                header,
                owner,
                module: Arc::downgrade(module),
                state: Mutex::new(State {
                    supported: Kinds::all(),
                    callback: None,
                    told: Kinds::empty(),
                    subscribers: Vec::new(),
                    subscriptions_ever: 0,
                    closed: None,
                }),
                telling: Mutex::new(()),
            });
            Arc::clone(made.insert(lifecycle))
        });
        let lifecycle = made.expect("the table asks for the object once");
        header.lead_to(lifecycle.words);
        lifecycle
    }

    /// The context as the provider holds it.
    pub(super) fn as_ptr(&self) -> *mut MI_LifecycleIndicationContext {
        self.header.as_ptr().cast()
    }

    /// The class is unloaded: the context leads to nothing from here on.
    pub(super) fn end(&self) {
        if LIFECYCLES.own().remove(self.words).is_some() {
            self.header.rest();
        }
    }

    /// What somebody has subscribed to.
    fn wanted(&self) -> Kinds {
        self.state.lock().subscribers.iter().fold(Kinds::empty(), |all, one| all | one.wanted)
    }

    /// Tells the provider what is wanted, where it wants to know and that has changed.
    fn tell_wanted(&self) {
        let _telling = self.telling.lock();
        let wanted = self.wanted();
        let callback = {
            let mut state = self.state.lock();
            let has_changed = std::mem::replace(&mut state.told, wanted) != wanted;
            state.callback.filter(|_| has_changed)
        };
        if let Some(Callback { function, data }) = callback {
            let _providing = Providing::enter();
            // SAFETY: called as it was registered, while the class is loaded.
            unsafe { function(wanted.bits(), data) };
        }
    }

    fn register(&self, callback: MI_LifecycleIndicationCallback, data: *mut c_void) -> Result<(), MI_Result> {
        let function = callback.ok_or(MI_RESULT_INVALID_PARAMETER)?;
        self.state.lock().callback = Some(Callback { function, data });
        Ok(())
    }

    /// Tells those who want to know. FAILED says that nobody does.
    fn post(&self, happening: &Happening) -> Result<(), MI_Result> {
        let wanting: Vec<Subscriber> = {
            let state = self.state.lock();
            state.subscribers.iter().filter(|one| one.wanted.intersects(happening.kind)).cloned().collect()
        };
        let machine = server::system_name();
        let mut any = false;
        for Subscriber { subscription, vocabulary, namespace, .. } in wanting {
            let instance = happening.indication(vocabulary, &namespace).map_err(|error| {
                tracing::warn!(
                    "{} tells of an instance in a way that can't be passed on: {}",
                    self.owner,
                    error.message
                );
                error.status.number()
            })?;
            // Whoever was stopped has been told so by the engine; the others still want it.
            any |= subscription.send(Posted::Indication {
                instance,
                bookmark: None,
                machine_id: Some(machine.clone()),
            });
        }
        if any { Ok(()) } else { Err(MI_RESULT_FAILED) }
    }

    /// The provider ends what it tells: every subscription ends with this result.
    fn post_result(&self, result: MI_Result) {
        let subscribers = std::mem::take(&mut self.state.lock().subscribers);
        for one in subscribers {
            let outcome = match Status::from_number(result) {
                Status::Ok => Ok(()),
                status => {
                    let message = format!(
                        "{} has ended its lifecycle indications with {}: {}",
                        self.owner,
                        status.symbol(),
                        status.text()
                    );
                    Err(Error::new(status, message))
                }
            };
            one.subscription.end_apart(End { outcome, is_known: true });
        }
    }

    /// Ends all subscriptions with this error, and refuses new ones. It doesn't wait for their end.
    pub(super) fn close(&self, error: &Error) {
        let subscribers = {
            let mut state = self.state.lock();
            state.closed = Some(error.clone());
            state.subscribers.clone()
        };
        for one in subscribers {
            one.subscription.end_apart(End { outcome: Err(error.clone()), is_known: false });
        }
    }

    /// An instance that the provider tells of.
    ///
    /// # Safety
    /// `instance` is NULL or a live instance that nobody writes to meanwhile.
    unsafe fn read(&self, instance: *const MI_Instance) -> Result<Arc<Instance>, MI_Result> {
        if instance.is_null() {
            return Err(MI_RESULT_INVALID_PARAMETER);
        }
        let module = self.module.upgrade().ok_or(MI_RESULT_NOT_SUPPORTED)?;
        // SAFETY: by the contract.
        unsafe { posted(module.schema(), None, instance) }.map_err(|error| {
            tracing::warn!("{} tells of an instance that can't be read: {}", self.owner, error.message);
            error.status.number()
        })
    }
}

/// Begins a subscription to what happens to instances of a class. It ends when its operation is stopped, or the provider ends it.
pub(super) fn subscribe(wanted: Wanted, query: &LifecycleQuery) {
    let Wanted { module, class, call, reply, in_flight, .. } = wanted;
    let refusal = |what: &str| Error::new(Status::NotSupported, format!("{} {what}", class.owner()));
    let Some(lifecycle) = class.known_lifecycle() else {
        let what =
            "tells nothing of what happens to its instances: it has no context of lifecycle indications.";
        reply.finish(Err(refusal(what)));
        return in_flight.end(&module);
    };
    let poster = reply.poster();
    let subscription = {
        let mut state = lifecycle.state.lock();
        if let Some(error) = state.closed.clone() {
            drop(state);
            reply.finish(Err(error));
            return in_flight.end(&module);
        }
        let kinds = query.wanted & state.supported;
        if kinds.is_empty() {
            drop(state);
            reply.finish(Err(refusal("does not tell of this kind of lifecycle indications.")));
            return in_flight.end(&module);
        }
        state.subscriptions_ever += 1;
        let subscription = Subscription::new(state.subscriptions_ever, reply);
        state.subscribers.push(Subscriber {
            subscription: Arc::clone(&subscription),
            wanted: kinds,
            vocabulary: query.vocabulary,
            namespace: call.namespace.clone(),
        });
        subscription
    };
    lifecycle.tell_wanted();
    let told = move |subscription: &Subscription, _| {
        let number = subscription.number;
        lifecycle.state.lock().subscribers.retain(|one| one.subscription.number != number);
        lifecycle.tell_wanted();
        in_flight.end(&module);
    };
    match subscription.runs(Box::new(told)) {
        // The provider ended it meanwhile.
        Some((told, reply, end)) => subscription.close(told, reply, end),
        None => poster.on_stop(move |_| subscription.end(End { outcome: Ok(()), is_known: false })),
    }
}
