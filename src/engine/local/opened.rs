//! One module that is open: who uses it at the moment, and whether it may go.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::super::pool;
use super::super::sync::Mutex;
use super::super::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use crate::cim::{Class, Error, Text, name};
use crate::provider::{OpenModule, Provider};

/// The bit of a gate through which nobody comes any more.
const CLOSED: usize = 1 << (usize::BITS - 1);

/// Counts those who are about to ask the module for something. What they asked for the module counts itself.
#[derive(Default)]
struct Gate {
    /// How many there are, and whether it is closed.
    inside: AtomicUsize,
    /// Whether anybody was there since the last look.
    was_used: AtomicBool,
}

impl Gate {
    fn enter(self: &Arc<Self>) -> Option<Inside> {
        let inside = Inside(Arc::clone(self));
        if self.inside.fetch_add(1, Ordering::AcqRel) & CLOSED != 0 {
            return None;
        }
        self.was_used.store(true, Ordering::Release);
        Some(inside)
    }

    /// Lets nobody in from here on, unless somebody is inside.
    fn close(&self) -> bool {
        self.inside.compare_exchange(0, CLOSED, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    fn open_again(&self) {
        self.inside.fetch_and(!CLOSED, Ordering::AcqRel);
    }
}

/// Somebody who has come through a gate.
struct Inside(Arc<Gate>);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.inside.fetch_sub(1, Ordering::AcqRel);
    }
}

/// What serves a class of a module, by namespace and name.
type Served = (Text, Text, Arc<dyn Provider>);

/// A module that is open.
pub(super) struct Opened {
    gate: Arc<Gate>,
    /// They hold the module too.
    served: Mutex<Vec<Served>>,
    /// There until this is dropped.
    module: Option<Arc<dyn OpenModule>>,
    /// How long it may have nothing to do.
    idle_timeout: Option<Duration>,
    /// When it was first seen to have nothing to do.
    idle_since: Mutex<Option<Instant>>,
}

impl Opened {
    pub(super) fn new(module: Arc<dyn OpenModule>, idle_timeout: Option<Duration>) -> Arc<Opened> {
        let (gate, served, idle_since) = Default::default();
        Arc::new(Opened { gate, served, module: Some(module), idle_timeout, idle_since })
    }

    fn module(&self) -> &Arc<dyn OpenModule> {
        self.module.as_ref().expect("the module is there until this is dropped")
    }

    /// The right to ask the module for something; `None` where it is gone, or about to.
    pub(super) fn enter(self: &Arc<Self>) -> Option<Using> {
        let inside = self.gate.enter()?;
        if self.module().has_ended() {
            return None;
        }
        Some(Using { opened: Arc::clone(self), _inside: inside })
    }

    /// How long it may have nothing to do.
    pub(super) fn idle_timeout(&self) -> Option<Duration> {
        self.idle_timeout
    }

    /// Whether it is to be unloaded at this time: it is gone already, or has had nothing to do for too long.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        if self.module().has_ended() {
            return true;
        }
        let Some(timeout) = self.idle_timeout else { return false };
        let was_used = self.gate.was_used.swap(false, Ordering::AcqRel);
        let mut since = self.idle_since.lock();
        if was_used {
            *since = None;
        }
        if !self.module().is_idle() {
            *since = None;
            return false;
        }
        now.saturating_duration_since(*since.get_or_insert(now)) >= timeout
    }

    /// Lets nobody in from here on, if it has nothing to do.
    pub(super) fn close(&self) -> bool {
        if !self.gate.close() {
            return false;
        }
        let may_go = self.module().has_ended() || self.module().is_idle();
        if !may_go {
            self.gate.open_again();
        }
        may_go
    }
}

impl Drop for Opened {
    /// Who lets go of a module waits until it has unloaded, and may be a worker.
    fn drop(&mut self) {
        pool::block(|| {
            self.served.lock().clear();
            self.module = None;
        });
    }
}

/// The right to ask a module for something. It is not unloaded meanwhile.
pub(crate) struct Using {
    // The module is let go of before the gate is left.
    opened: Arc<Opened>,
    _inside: Inside,
}

impl Using {
    /// A class as the module declares it.
    pub(super) fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        self.opened.module().class(class_name)
    }

    /// What serves a class in a namespace: the same each time.
    pub(super) fn serving(self, namespace: &Text, class_name: &Text) -> Result<Serving, Error> {
        let is_it = |(of, class, _): &&Served| of == namespace && name::eq_names(class, class_name);
        let known = self.opened.served.lock().iter().find(is_it).map(|(.., known)| Arc::clone(known));
        let provider = match known {
            Some(known) => known,
            None => {
                let made = self.opened.module().provider(namespace, class_name)?;
                let mut served = self.opened.served.lock();
                match served.iter().find(is_it) {
                    Some((.., known)) => Arc::clone(known),
                    None => {
                        served.push((namespace.clone(), class_name.clone(), Arc::clone(&made)));
                        made
                    }
                }
            }
        };
        Ok(Serving { provider, using: Some(self) })
    }
}

/// A class of a module that is not unloaded meanwhile.
pub(crate) struct Serving {
    // In this order: the provider holds the module.
    provider: Arc<dyn Provider>,
    using: Option<Using>,
}

impl Serving {
    /// A class of a hosted module, which is closed by its program alone.
    pub(super) fn of_hosted(provider: Arc<dyn Provider>) -> Serving {
        Serving { provider, using: None }
    }

    /// What serves the class.
    pub(super) fn provider(&self) -> &dyn Provider {
        &*self.provider
    }

    /// What finds this again while the module is open, and does not keep it from being unloaded.
    pub(super) fn remembered(&self) -> Option<Remembered> {
        let opened = &self.using.as_ref()?.opened;
        Some(Remembered {
            gate: Arc::clone(&opened.gate),
            opened: Arc::downgrade(opened),
            provider: Arc::downgrade(&self.provider),
        })
    }
}

/// A class of a module that was open, and may be still.
pub(super) struct Remembered {
    gate: Arc<Gate>,
    opened: Weak<Opened>,
    provider: Weak<dyn Provider>,
}

impl Remembered {
    /// The class, if its module is open still.
    pub(super) fn serving(&self) -> Option<Serving> {
        // From here on the module is not let go of.
        let inside = self.gate.enter()?;
        let opened = self.opened.upgrade()?;
        let provider = self.provider.upgrade()?;
        if opened.module().has_ended() {
            return None;
        }
        Some(Serving { provider, using: Some(Using { opened, _inside: inside }) })
    }
}
