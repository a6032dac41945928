//! The life of one class of a module: loaded before its first request, unloaded when it asks for that and nobody uses it, or
//! with its module.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, current};
use std::time::Duration;

use crate::sync::locks::Mutex;

use super::context::{Context, Ending, Parts, Results, is_inside};
use super::indication::Indications;
use super::instance::Given;
use super::library::Origin;
use super::lifecycle::Lifecycle;
use super::thread::Providing;
use super::{Module, PATIENCE, thread};
use crate::abi::*;
use crate::cim::{Error, Status, Text};
use crate::object::boundary;
use crate::provider::Poster;

/// How long a module that is let go of is waited for. One that takes longer stays in memory.
const UNLOAD_PATIENCE: Duration = Duration::from_secs(10);

/// A class that the module declares, with what the library knows of its provider.
pub(super) struct ServedClass {
    declaration: NonNull<MI_ClassDecl>,
    name: Text,
    /// Whom errors name: the class and the file.
    owner: Arc<str>,
    life: Mutex<Life>,
    pub(super) indications: Indications,
    /// Through which the provider tells what happens to instances, once it asked for that.
    lifecycle: Mutex<Option<Arc<Lifecycle>>>,
}

// SAFETY: a declaration is read-only data of its module.
unsafe impl Send for ServedClass {}
// SAFETY: as above.
unsafe impl Sync for ServedClass {}

struct Life {
    phase: Phase,
    /// What the provider's Load left: its own data.
    provider_self: ProviderSelf,
    /// Contexts of the class that are not finished, or whose function runs.
    in_flight: usize,
    wants_unload: bool,
    refuses_unload: bool,
    /// How often Load was called.
    loads: u64,
    /// Why nobody waits for the Load that goes on: it takes too long.
    overdue: Option<Error>,
    /// The thread that looks whether the latest Load takes too long. It ends with that Load.
    watch: Option<JoinHandle<()>>,
    /// Requests that wait for a Load or an Unload to end, by the order in which they came.
    waiting: BTreeMap<u64, Waiting>,
    /// Number of requests that waited, ever.
    waited: u64,
}

struct Waiting {
    operation: Poster,
    job: Job,
}

impl Life {
    fn wait(&mut self, operation: Poster, job: Job) -> u64 {
        self.waited += 1;
        self.waiting.insert(self.waited, Waiting { operation, job });
        self.waited
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Unloaded,
    /// Load or Unload was called, and has not both returned and posted its result.
    Changing,
    Loaded,
}

/// The pointer that a provider keeps its data behind. What it leads to is the provider's.
#[derive(Clone, Copy)]
pub(super) struct ProviderSelf(pub(super) *mut c_void);

// SAFETY: the pointer is only handed back to the provider, whose functions are for any thread.
unsafe impl Send for ProviderSelf {}

/// What is to be done with a class once it is loaded, or can't be.
pub(super) type Job = Box<dyn FnOnce(Result<(ProviderSelf, InFlight), Error>) + Send>;

/// A use of a loaded class. One that is dropped ends too, and unloads nothing.
pub(super) struct InFlight(Option<Arc<ServedClass>>);

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(class) = self.0.take() {
            class.life.lock().in_flight -= 1;
        }
    }
}

impl InFlight {
    /// A use that was counted.
    fn of(class: &Arc<ServedClass>) -> InFlight {
        InFlight(Some(Arc::clone(class)))
    }

    /// Ends the use. Where the provider asked for it, and this was the last use, the class is unloaded.
    pub(super) fn end(mut self, module: &Arc<Module>) {
        let Some(class) = self.0.take() else { return };
        let unload = {
            let mut life = class.life.lock();
            life.in_flight -= 1;
            let due = life.in_flight == 0 && life.wants_unload && !life.refuses_unload;
            let due = due && life.phase == Phase::Loaded;
            if due {
                life.phase = Phase::Changing;
            }
            due
        };
        if !unload {
            return;
        }
        let module = Arc::clone(module);
        if is_inside() {
            // The provider may be below on the stack, and it may wait in its Unload for this very thread.
            let again = Arc::clone(&class);
            if !thread::run_apart(move || class.unload(&module)) {
                again.life.lock().phase = Phase::Loaded;
            }
        } else {
            class.unload(&module);
        }
    }
}

impl ServedClass {
    /// # Safety
    /// `declaration` is one of the module of this origin, and is used no more once that is unmapped.
    pub(super) unsafe fn new(
        declaration: NonNull<MI_ClassDecl>,
        origin: &Origin,
    ) -> Option<Arc<ServedClass>> {
        // SAFETY: a name of a declaration is NULL or ends in a NUL.
        let name = unsafe { boundary::text(declaration.as_ref().name) }?;
        let owner = Arc::from(format!("The provider of {name} in {origin}"));
        Some(Arc::new(ServedClass {
            declaration,
            name,
            owner,
            life: Mutex::new(Life {
                phase: Phase::Unloaded,
                provider_self: ProviderSelf(std::ptr::null_mut()),
                in_flight: 0,
                wants_unload: false,
                refuses_unload: false,
                loads: 0,
                overdue: None,
                watch: None,
                waiting: BTreeMap::new(),
                waited: 0,
            }),
            indications: Indications::default(),
            lifecycle: Mutex::default(),
        }))
    }

    /// The class's declaration in the module.
    pub(super) fn declaration(&self) -> &MI_ClassDecl {
        // SAFETY: the declaration lives as long as the module, which whoever has this holds.
        unsafe { self.declaration.as_ref() }
    }

    /// The name as the module spells it.
    pub(super) fn name(&self) -> &Text {
        &self.name
    }

    /// Whom errors name.
    pub(super) fn owner(&self) -> &Arc<str> {
        &self.owner
    }

    /// What the provider implements.
    pub(super) fn functions(&self) -> MI_ProviderFT {
        // SAFETY: NULL, or a table of the module.
        unsafe { self.declaration().providerFT.as_ref() }.copied().unwrap_or_default()
    }

    /// Through which the provider tells what happens to instances, the same while the class is loaded.
    pub(super) fn lifecycle(self: &Arc<Self>, module: &Arc<Module>) -> Arc<Lifecycle> {
        let mut lifecycle = self.lifecycle.lock();
        Arc::clone(lifecycle.get_or_insert_with(|| Lifecycle::new(self, module)))
    }

    /// The same, if the provider has asked for it.
    pub(super) fn known_lifecycle(&self) -> Option<Arc<Lifecycle>> {
        self.lifecycle.lock().clone()
    }

    /// Ends all subscriptions to lifecycle indications with this error, and refuses new ones. It doesn't wait for their end.
    pub(super) fn close_lifecycle(&self, error: &Error) {
        if let Some(lifecycle) = self.known_lifecycle() {
            lifecycle.close(error);
        }
    }

    /// From here on the provider's contexts of lifecycle indications lead to nothing.
    fn end_lifecycle(&self) {
        let lifecycle = self.lifecycle.lock().take();
        if let Some(lifecycle) = lifecycle {
            lifecycle.end();
        }
    }

    /// The provider asks to be unloaded once nobody uses it, or takes back that it refused.
    pub(super) fn request_unload(&self) {
        let mut life = self.life.lock();
        life.wants_unload = true;
        life.refuses_unload = false;
    }

    /// The provider wants to stay loaded for as long as the module is.
    pub(super) fn refuse_unload(&self) {
        let mut life = self.life.lock();
        life.wants_unload = false;
        life.refuses_unload = true;
    }

    /// Whether nobody uses the class or waits for it, and it does not refuse to be unloaded.
    pub(super) fn may_unload(&self) -> bool {
        let life = self.life.lock();
        life.in_flight == 0
            && life.waiting.is_empty()
            && life.phase != Phase::Changing
            && !life.refuses_unload
    }

    /// Does something for an operation once the class is loaded: now, or when its Load is done, on a worker. It is told of an error
    /// where the operation is stopped before.
    pub(super) fn when_loaded(self: &Arc<Self>, module: &Arc<Module>, operation: Poster, job: Job) {
        let mut life = self.life.lock();
        if life.phase == Phase::Loaded {
            life.in_flight += 1;
            let provider_self = life.provider_self;
            drop(life);
            return job(Ok((provider_self, InFlight::of(self))));
        }
        if let Some(error) = life.overdue.clone() {
            drop(life);
            return job(Err(error));
        }
        let is_first = life.phase == Phase::Unloaded;
        if is_first {
            life.phase = Phase::Changing;
            life.loads += 1;
            // What it said of unloading it said before it was unloaded.
            life.wants_unload = false;
            life.refuses_unload = false;
        }
        let number = life.wait(operation.clone(), job);
        drop(life);
        // A provider that never ends its Load must not keep those who wait for it from being closed.
        let class = Arc::downgrade(self);
        operation.on_stop(move |_| {
            if let Some(class) = class.upgrade() {
                class.give_up(number);
            }
        });
        if is_first {
            self.load(module, number);
        }
    }

    /// Ends the wait of a request whose operation was stopped.
    fn give_up(&self, number: u64) {
        let waiting = self.life.lock().waiting.remove(&number);
        if let Some(waiting) = waiting {
            let message = format!("{} was not loaded when the operation was stopped.", self.owner);
            (waiting.job)(Err(Error::new(Status::Failed, message)));
        }
    }

    /// Calls the provider's Load for the request of this number. That goes on here where the result is there when Load returns,
    /// else on a worker.
    fn load(self: &Arc<Self>, module: &Arc<Module>, first: u64) {
        let Some(load) = self.functions().Load else {
            return self.load_ended(ProviderSelf(std::ptr::null_mut()), Ok(()), Some(first));
        };
        let meeting = Arc::new(Mutex::new(Meeting { outcome: None, returned: None }));
        let watched = self.watch_load();
        let notice = {
            let (class, meeting) = (Arc::clone(self), Arc::clone(&meeting));
            move |outcome| {
                drop(watched);
                let mut met = meeting.lock();
                match met.returned {
                    // Load runs still; it goes on when it returns.
                    None => met.outcome = Some(outcome),
                    Some(provider_self) => {
                        drop(met);
                        class.load_ended(provider_self, outcome, None);
                    }
                }
            }
        };
        let context = Context::new(Parts {
            owner: Arc::clone(&self.owner),
            results: Results::None,
            call: None,
            ending: Ending::Notice(Box::new(notice)),
            given: Given::default(),
            class: Some(Arc::clone(self)),
            in_flight: None,
            module: Some(Arc::clone(module)),
        });
        let mut provider_self = std::ptr::null_mut();
        let providing = Providing::enter();
        // SAFETY: the slot is called as its signature says, before any other function of the class.
        unsafe { load(&mut provider_self, module.module_self(), context.as_ptr()) };
        drop(providing);
        let mut met = meeting.lock();
        let provider_self = ProviderSelf(provider_self);
        match met.outcome.take() {
            Some(outcome) => {
                drop(met);
                self.load_ended(provider_self, outcome, Some(first));
            }
            None => {
                met.returned = Some(provider_self);
                tracing::debug!("{} goes on loading after its Load returned", self.owner);
            }
        }
    }

    /// Has those who wait for the Load that begins told when it takes too long, unless the result is dropped before.
    fn watch_load(self: &Arc<Self>) -> Sender<()> {
        let (watched, ended) = channel();
        let class = Arc::downgrade(self);
        let number = self.life.lock().loads;
        // Where there is no thread for it, they wait as long as they want to.
        let watch = thread::start(move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout)
                && let Some(class) = class.upgrade()
            {
                class.load_is_overdue(number);
            }
        });
        let before = std::mem::replace(&mut self.life.lock().watch, watch);
        join(before);
        watched
    }

    /// Lets go of those who wait for a Load that takes too long. It may end later, and then counts.
    fn load_is_overdue(&self, number: u64) {
        let message = format!(
            "{} does not post the result of its Load within {} seconds.",
            self.owner,
            PATIENCE.as_secs()
        );
        tracing::warn!("{message}");
        let error = Error::new(Status::Failed, message);
        let waiting = {
            let mut life = self.life.lock();
            if life.loads != number || life.phase != Phase::Changing {
                return;
            }
            life.overdue = Some(error.clone());
            std::mem::take(&mut life.waiting)
        };
        waiting.into_values().for_each(|waiting| (waiting.job)(Err(error.clone())));
    }

    /// Lets the requests go on that waited: one of them `here`, the others on workers.
    fn load_ended(
        self: &Arc<Self>,
        provider_self: ProviderSelf,
        outcome: Result<(), Error>,
        here: Option<u64>,
    ) {
        let outcome = outcome.map_err(|error| {
            self.end_lifecycle();
            let message = format!("{} can't be loaded: {}", self.owner, error.message);
            Error { message, ..error }
        });
        let mut waiting = {
            let mut life = self.life.lock();
            life.phase = if outcome.is_ok() { Phase::Loaded } else { Phase::Unloaded };
            life.provider_self = provider_self;
            life.overdue = None;
            let waiting = std::mem::take(&mut life.waiting);
            if outcome.is_ok() {
                life.in_flight += waiting.len();
            }
            waiting
        };
        let given = move |class: &Arc<Self>| match &outcome {
            Ok(()) => Ok((provider_self, InFlight::of(class))),
            Err(error) => Err(error.clone()),
        };
        let here = here.and_then(|number| waiting.remove(&number));
        // Those who came meanwhile don't wait for each other, and may be thousands.
        for Waiting { operation, job } in waiting.into_values() {
            let given = given(self);
            operation.go_on(move || job(given));
        }
        if let Some(here) = here {
            (here.job)(given(self));
        }
    }

    /// Calls the provider's Unload, because it asked for that.
    fn unload(self: &Arc<Self>, module: &Arc<Module>) {
        let notice = {
            let (class, module) = (Arc::clone(self), Arc::clone(module));
            move |outcome: Result<(), Error>| class.unload_ended(&module, outcome)
        };
        self.call_unload(Some(Arc::clone(module)), Box::new(notice));
    }

    fn unload_ended(self: &Arc<Self>, module: &Arc<Module>, outcome: Result<(), Error>) {
        if let Err(error) = outcome {
            tracing::warn!("{} says of its Unload: {}", self.owner, error.message);
        }
        self.end_lifecycle();
        let waiting = {
            let mut life = self.life.lock();
            life.phase = Phase::Unloaded;
            life.provider_self = ProviderSelf(std::ptr::null_mut());
            std::mem::take(&mut life.waiting)
        };
        for Waiting { operation, job } in waiting.into_values() {
            let (class, module) = (Arc::clone(self), Arc::clone(module));
            let again = operation.clone();
            operation.go_on(move || class.when_loaded(&module, again, job));
        }
    }

    fn call_unload(
        self: &Arc<Self>,
        module: Option<Arc<Module>>,
        notice: Box<dyn FnOnce(Result<(), Error>) + Send>,
    ) {
        let Some(unload) = self.functions().Unload else { return notice(Ok(())) };
        let context = Context::new(Parts {
            owner: Arc::clone(&self.owner),
            results: Results::None,
            call: None,
            ending: Ending::Notice(notice),
            given: Given::default(),
            class: Some(Arc::clone(self)),
            in_flight: None,
            module,
        });
        let provider_self = self.life.lock().provider_self;
        let _providing = Providing::enter();
        // SAFETY: the slot is called as its signature says, once, when nothing else of the class runs.
        unsafe { unload(provider_self.0, context.as_ptr()) };
    }

    /// Unloads the class with its module, if it is loaded. Gives whether the result came on this thread; nothing where the
    /// provider did not finish, so that its code may still run.
    pub(super) fn end(self: &Arc<Self>) -> Option<bool> {
        let (phase, watch) = {
            let mut life = self.life.lock();
            let phase = life.phase;
            if phase == Phase::Loaded {
                life.phase = Phase::Changing;
            }
            (phase, if phase == Phase::Changing { None } else { life.watch.take() })
        };
        join(watch);
        match phase {
            Phase::Loaded => {}
            Phase::Unloaded => return Some(true),
            Phase::Changing => return None,
        }
        let (sender, posted) = channel();
        let tell = move |outcome| drop(sender.send((outcome, current().id())));
        self.call_unload(None, Box::new(tell));
        match posted.recv_timeout(UNLOAD_PATIENCE) {
            Ok((outcome, thread)) => {
                if let Err(error) = outcome {
                    tracing::warn!("{} says of its Unload: {}", self.owner, error.message);
                }
                self.end_lifecycle();
                self.life.lock().phase = Phase::Unloaded;
                Some(thread == current().id())
            }
            Err(_) => {
                tracing::error!(
                    "{} was told to unload and posts no result; its module stays loaded",
                    self.owner
                );
                None
            }
        }
    }
}

/// Waits for a thread whose Load has ended: none of the library is left when it is unloaded itself.
fn join(watch: Option<JoinHandle<()>>) {
    // Who was told by it that a Load takes too long may be the last to use the module.
    if let Some(watch) = watch.filter(|watch| watch.thread().id() != current().id()) {
        // What it panicked with was told where it was.
        let _ = watch.join();
    }
}

/// Where a Load that returns and its result meet.
struct Meeting {
    outcome: Option<Result<(), Error>>,
    returned: Option<ProviderSelf>,
}

#[cfg(test)]
mod tests {
    use super::super::library::Origin;
    use super::super::testing::Nobody;
    use super::*;
    use crate::provider::Reply;

    #[test]
    fn who_waits_for_a_load_that_takes_too_long_is_told_which_and_one_that_ends_late_counts() {
        let name = Text::from("X_Slow");
        let declaration =
            MI_ClassDecl { name: boundary::pointer_or_null(Some(&name)), ..MI_ClassDecl::default() };
        // SAFETY: the declaration and its name outlive the class.
        let class =
            unsafe { ServedClass::new(NonNull::from(&declaration), &Origin::Program("a test".to_owned())) };
        let class = class.unwrap();
        let (sender, told) = channel();
        {
            let mut life = class.life.lock();
            life.phase = Phase::Changing;
            life.loads = 1;
            let job: Job = Box::new(move |loaded| drop(sender.send(loaded.map(|_| ()))));
            life.wait(Reply::new(Arc::new(Nobody)).poster(), job);
        }
        class.load_is_overdue(2);
        assert!(told.try_recv().is_err(), "another Load is none of this one's");
        class.load_is_overdue(1);
        let error = told.try_recv().unwrap().unwrap_err();
        assert!(error.message.contains("X_Slow") && error.message.contains("Load"), "{}", error.message);
        assert!(class.life.lock().overdue.is_some());
        class.load_ended(ProviderSelf(std::ptr::null_mut()), Ok(()), Some(1));
        let life = class.life.lock();
        assert!(life.overdue.is_none() && life.phase == Phase::Loaded && life.in_flight == 0);
    }
}
