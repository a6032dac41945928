//! Subscriptions to the indications of a class: they are enabled with the first subscription and disabled with the last, and what
//! the provider posts in between goes to every subscriber.

pub(super) mod subscription;

use std::ffi::c_void;
use std::sync::Arc;

use crate::sync::locks::Mutex;

use super::class::{InFlight, ProviderSelf, ServedClass};
use super::context::{Context, Ending, Parts, Results};
use super::filter::filter_of;
use super::instance::Given;
use super::thread::Providing;
use super::{Module, server};
use crate::cim::{Error, Instance, Status, Text, name};
use crate::object::boundary::pointer_or_null;
use crate::provider::{Call, Posted, Reply, Request};
use subscription::{End, Subscription};

/// The subscriptions to one class, in each namespace of its own: indications are enabled for a class of a namespace.
#[derive(Default)]
pub(super) struct Indications {
    namespaces: Mutex<Namespaces>,
}

#[derive(Default)]
struct Namespaces {
    known: Vec<(Text, Arc<InNamespace>)>,
    /// Why nobody can subscribe any more.
    closed: Option<Error>,
    subscriptions_ever: u64,
}

/// The subscriptions to one class of a namespace.
#[derive(Default)]
struct InNamespace {
    /// Held while the provider is told of a subscription, so that it is told of one after the other.
    telling: Mutex<Enabled>,
}

#[derive(Default)]
struct Enabled {
    /// The context of EnableIndications and whom it posts to, from the first subscription to the last.
    context: Option<(Arc<Context>, Arc<Subscribers>)>,
    /// Why nobody can subscribe any more.
    closed: Option<Error>,
}

/// Who gets what a provider posts into one context.
#[derive(Default)]
pub(super) struct Subscribers {
    list: Mutex<List>,
}

#[derive(Default)]
struct List {
    subscriptions: Vec<Arc<Subscription>>,
    /// How the provider ended them all, once it has.
    ended: Option<Result<(), Error>>,
}

impl Subscribers {
    /// Sends an indication to everybody; `false` says that nobody is there any more.
    pub(super) fn post(&self, instance: &Arc<Instance>, bookmark: Option<&Text>) -> bool {
        let list = self.list.lock().subscriptions.clone();
        let machine = server::system_name();
        // Whoever was stopped has been told so by the engine; the others still want it.
        list.into_iter().fold(false, |any, subscription| {
            let sent = subscription.send(Posted::Indication {
                instance: Arc::clone(instance),
                bookmark: bookmark.cloned(),
                machine_id: Some(machine.clone()),
            });
            sent || any
        })
    }

    /// The provider ended them all.
    fn end(&self, outcome: &Result<(), Error>) {
        let subscriptions = {
            let mut list = self.list.lock();
            list.ended = Some(outcome.clone());
            std::mem::take(&mut list.subscriptions)
        };
        subscriptions.into_iter().for_each(|subscription| {
            subscription.end_apart(End { outcome: outcome.clone(), is_known: false });
        });
    }

    /// Somebody else ends them all; the provider is told so of each.
    fn close(&self, error: &Error) {
        let subscriptions = self.list.lock().subscriptions.clone();
        for subscription in subscriptions {
            subscription.end_apart(End { outcome: Err(error.clone()), is_known: false });
        }
    }

    /// Takes a subscription in. One that comes while the provider ends them all ends with them.
    fn add(&self, subscription: &Arc<Subscription>) {
        let ended = {
            let mut list = self.list.lock();
            if list.ended.is_none() {
                list.subscriptions.push(Arc::clone(subscription));
            }
            list.ended.clone()
        };
        if let Some(outcome) = ended {
            subscription.end_apart(End { outcome, is_known: false });
        }
    }

    /// Takes a subscription out; whether it was the last one.
    fn remove(&self, number: u64) -> bool {
        let subscriptions = &mut self.list.lock().subscriptions;
        subscriptions.retain(|subscription| subscription.number != number);
        subscriptions.is_empty()
    }
}

impl Indications {
    /// The subscriptions in a namespace, and the number of a new one.
    fn of(&self, namespace: &Text) -> (Arc<InNamespace>, u64) {
        let mut namespaces = self.namespaces.lock();
        namespaces.subscriptions_ever += 1;
        let number = namespaces.subscriptions_ever;
        let known = namespaces.known.iter().find(|(known, _)| name::eq_names(known, namespace));
        if let Some((_, known)) = known {
            return (Arc::clone(known), number);
        }
        let enabled = Enabled { context: None, closed: namespaces.closed.clone() };
        let new = Arc::new(InNamespace { telling: Mutex::new(enabled) });
        namespaces.known.push((namespace.clone(), Arc::clone(&new)));
        (new, number)
    }

    /// Ends all subscriptions with this error, and refuses new ones. It doesn't wait for their end.
    pub(super) fn close(&self, error: &Error) {
        let known = {
            let mut namespaces = self.namespaces.lock();
            namespaces.closed = Some(error.clone());
            namespaces.known.clone()
        };
        for (_, namespace) in known {
            let mut enabled = namespace.telling.lock();
            enabled.closed = Some(error.clone());
            if let Some((_, subscribers)) = &enabled.context {
                subscribers.close(error);
            }
        }
    }
}

/// A subscription as it is asked for, with all that calling the provider needs.
pub(super) struct Wanted {
    pub(super) module: Arc<Module>,
    pub(super) class: Arc<ServedClass>,
    pub(super) call: Arc<Call>,
    pub(super) reply: Reply,
    pub(super) provider_self: ProviderSelf,
    pub(super) in_flight: InFlight,
}

/// What is kept of a subscription to tell the provider of its end.
struct Told {
    namespace: Arc<InNamespace>,
    module: Arc<Module>,
    class: Arc<ServedClass>,
    call: Arc<Call>,
    provider_self: ProviderSelf,
    in_flight: InFlight,
    /// The context of Subscribe, with which the provider may post to this subscription alone.
    own: Option<Arc<Context>>,
    subscription_self: SubscriptionSelf,
}

#[derive(Clone, Copy)]
struct SubscriptionSelf(*mut c_void);

// SAFETY: the pointer is only handed back to the provider, whose functions are for any thread.
unsafe impl Send for SubscriptionSelf {}

/// Begins a subscription. It ends when its operation is stopped, or the provider ends it.
pub(super) fn subscribe(wanted: Wanted) {
    let Wanted { module, class, call, reply, provider_self, in_flight } = wanted;
    let Request::Subscribe { dialect, query, delivery } = &call.request else {
        unreachable!("only subscriptions are subscribed")
    };
    let functions = class.functions();
    if functions.EnableIndications.is_none() {
        let message = format!("{} raises no indications.", class.owner());
        reply.finish(Err(Error::new(Status::NotSupported, message)));
        return in_flight.end(&module);
    }
    let (namespace, number) = class.indications.of(&call.namespace);
    let mut enabled = namespace.telling.lock();
    if let Some(error) = enabled.closed.clone() {
        drop(enabled);
        reply.finish(Err(error));
        return in_flight.end(&module);
    }
    let poster = reply.poster();
    let subscription = Subscription::new(number, reply);
    let subscribers = enable(&mut enabled, &module, &class, &call, provider_self, &subscription);
    let mut told = Told {
        own: None,
        namespace: Arc::clone(&namespace),
        subscription_self: SubscriptionSelf(std::ptr::null_mut()),
        module,
        class: Arc::clone(&class),
        call: Arc::clone(&call),
        provider_self,
        in_flight,
    };
    if subscribers.is_some()
        && let Some(subscribe) = functions.Subscribe
    {
        let only = Arc::new(Subscribers::default());
        only.add(&subscription);
        let ended = Arc::clone(&subscription);
        let context = Context::new(Parts {
            owner: Arc::clone(class.owner()),
            results: Results::Indications(only),
            call: Some(Arc::clone(&call)),
            // Success is what a subscription begins with; anything else ends it.
            ending: Ending::Notice(Box::new(move |outcome| {
                if outcome.is_err() {
                    ended.end_apart(End { outcome, is_known: true });
                }
            })),
            given: Given::of_filter(filter_of(&told.module, &call.namespace, dialect, query)),
            class: Some(Arc::clone(&class)),
            in_flight: None,
            module: Some(Arc::clone(&told.module)),
        });
        let _providing = Providing::enter();
        // SAFETY: the slot is called as its signature says; what it is given lives until the subscription ends.
        unsafe {
            subscribe(
                provider_self.0,
                context.as_ptr(),
                pointer_or_null(Some(&call.namespace)),
                pointer_or_null(Some(class.name())),
                context.given().filter(),
                pointer_or_null(delivery.bookmark()),
                subscription.number,
                &mut told.subscription_self.0,
            );
        }
        told.own = Some(context);
    }
    drop(enabled);
    match subscription.runs(Box::new(move |subscription, is_known| told.unsubscribe(subscription, is_known)))
    {
        // The provider refused or ended it meanwhile.
        Some((told, reply, end)) => subscription.close(told, reply, end),
        // A notice may come on any thread, at once on this one.
        None => poster.on_stop(move |_| subscription.end(End { outcome: Ok(()), is_known: false })),
    }
}

/// Enables indications with the first subscription. Gives nothing where the provider ends them at once; the subscription is then
/// ended too.
fn enable(
    enabled: &mut Enabled,
    module: &Arc<Module>,
    class: &Arc<ServedClass>,
    call: &Arc<Call>,
    provider_self: ProviderSelf,
    subscription: &Arc<Subscription>,
) -> Option<Arc<Subscribers>> {
    if let Some((context, subscribers)) = &enabled.context
        && !context.is_finished()
    {
        subscribers.add(subscription);
        return Some(Arc::clone(subscribers));
    }
    let subscribers = Arc::new(Subscribers::default());
    subscribers.add(subscription);
    let everybody = Arc::clone(&subscribers);
    let context = Context::new(Parts {
        owner: Arc::clone(class.owner()),
        results: Results::Indications(Arc::clone(&subscribers)),
        call: Some(Arc::clone(call)),
        ending: Ending::Notice(Box::new(move |outcome| everybody.end(&outcome))),
        given: Given::default(),
        class: Some(Arc::clone(class)),
        in_flight: None,
        module: Some(Arc::clone(module)),
    });
    enabled.context = Some((Arc::clone(&context), Arc::clone(&subscribers)));
    if let Some(enable) = class.functions().EnableIndications {
        let _providing = Providing::enter();
        // SAFETY: the slot is called as its signature says; the names live as long as the context.
        unsafe {
            enable(
                provider_self.0,
                context.as_ptr(),
                pointer_or_null(Some(&call.namespace)),
                pointer_or_null(Some(class.name())),
            );
        }
    }
    if context.is_finished() {
        enabled.context = None;
        return None;
    }
    Some(subscribers)
}

impl Told {
    /// Tells the provider that a subscription is over, unless it knows, and with the last one that indications are.
    fn unsubscribe(self, subscription: &Subscription, is_known: bool) {
        let Told { namespace, module, class, call, provider_self, in_flight, own, subscription_self } = self;
        let functions = class.functions();
        let mut enabled = namespace.telling.lock();
        if own.is_some()
            && !is_known
            && let Some(unsubscribe) = functions.Unsubscribe
        {
            let context = notice_context(&module, &class, &call);
            let _providing = Providing::enter();
            // SAFETY: the slot is called as its signature says, once for each Subscribe that the provider did not end itself.
            unsafe {
                unsubscribe(
                    provider_self.0,
                    context.as_ptr(),
                    pointer_or_null(Some(&call.namespace)),
                    pointer_or_null(Some(class.name())),
                    subscription.number,
                    subscription_self.0,
                );
            }
        }
        if let Some(own) = own {
            // Nothing can be posted to the subscription any more.
            let _ = own.finish(Ok(()));
        }
        let is_last = enabled.context.as_ref().is_some_and(|(_, all)| all.remove(subscription.number));
        if is_last && let Some((context, _)) = enabled.context.take() {
            let _providing = Providing::enter();
            match functions.DisableIndications {
                // SAFETY: the slot is called as its signature says, with the context that they were enabled with.
                Some(disable) if !context.is_finished() => unsafe {
                    disable(
                        provider_self.0,
                        context.as_ptr(),
                        pointer_or_null(Some(&call.namespace)),
                        pointer_or_null(Some(class.name())),
                    );
                },
                _ => {
                    let _ = context.finish(Ok(()));
                }
            }
        }
        drop(enabled);
        in_flight.end(&module);
    }
}

/// A context whose result nobody waits for.
fn notice_context(module: &Arc<Module>, class: &Arc<ServedClass>, call: &Arc<Call>) -> Arc<Context> {
    let owner = Arc::clone(class.owner());
    let warning = Arc::clone(&owner);
    Context::new(Parts {
        owner,
        results: Results::None,
        call: Some(Arc::clone(call)),
        ending: Ending::Notice(Box::new(move |outcome| {
            if let Err(error) = outcome {
                tracing::warn!("{warning} says of the end of a subscription: {}", error.message);
            }
        })),
        given: Given::default(),
        class: Some(Arc::clone(class)),
        in_flight: None,
        module: Some(Arc::clone(module)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::Nobody;
    use super::*;

    #[test]
    fn a_subscription_that_comes_while_the_provider_ends_them_all_ends_with_them() {
        let subscribers = Subscribers::default();
        let [early, late] = [1, 2].map(|number| Subscription::new(number, Reply::new(Arc::new(Nobody))));
        subscribers.add(&early);
        assert!(!early.has_ended_early());
        subscribers.end(&Err(Error::new(Status::ServerIsShuttingDown, "No more.")));
        subscribers.add(&late);
        assert!(early.has_ended_early() && late.has_ended_early());
    }
}
