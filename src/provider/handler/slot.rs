//! What a handler holds of an operation: where it puts its handle, and what it gives back to each callback.
//!
//! A handler that calls too late, or writes the handle too late, must not reach freed memory, nor the operation of somebody else.
//! So slots are never freed: one without an operation leads nowhere, and is used again only after [`KEPT`] others were.

use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::ffi::c_void;
use std::sync::Arc;

use super::operation::Operation;
use crate::abi::MI_Operation;
use crate::process::PerProcess;
use crate::sync::locks::Mutex;

/// So many slots rest before one is used again.
const KEPT: usize = 1024;

/// A place for the handle of an operation. Its address is the context of the operation's callbacks.
pub(super) struct Slot {
    handle: UnsafeCell<MI_Operation>,
    operation: Mutex<Option<Arc<Operation>>>,
}

// SAFETY: the handler writes the handle, and it is read as the interface allows; the rest has a lock.
unsafe impl Send for Slot {}
// SAFETY: as above.
unsafe impl Sync for Slot {}

/// Those of each process: a fork may happen while another thread looks for one.
static RESTING: PerProcess<Mutex<VecDeque<&'static Slot>>> = PerProcess::new(Mutex::new(VecDeque::new()));

impl Slot {
    /// A slot with a handle of nothing.
    pub(super) fn take() -> &'static Slot {
        let rested = {
            let mut resting = RESTING.current(Mutex::default).lock();
            if resting.len() > KEPT { resting.pop_front() } else { None }
        };
        let slot = rested.unwrap_or_else(|| {
            let handle = UnsafeCell::new(MI_Operation::default());
            Box::leak(Box::new(Slot { handle, operation: Mutex::new(None) }))
        });
        // SAFETY: nobody else has the slot now but a handler that is long too late.
        unsafe { slot.handle.get().write_volatile(MI_Operation::default()) };
        slot
    }

    /// Has the slot lead to this operation.
    pub(super) fn lead_to(&self, operation: Arc<Operation>) {
        *self.operation.lock() = Some(operation);
    }

    /// The operation that a callback is for.
    pub(super) fn operation(&self) -> Option<Arc<Operation>> {
        self.operation.lock().clone()
    }

    /// Puts a slot to rest whose operation is over.
    pub(super) fn rest(&'static self) {
        let operation = self.operation.lock().take();
        drop(operation);
        RESTING.current(Mutex::default).lock().push_back(self);
    }

    /// Where the handler puts the handle.
    pub(super) fn handle_ptr(&'static self) -> *mut MI_Operation {
        self.handle.get()
    }

    /// The handle, once the call that starts the operation has returned; `None` where there is none yet.
    pub(super) fn handle(&self) -> Option<MI_Operation> {
        // SAFETY: the call that fills it has returned. One that fills it later than that writes words, of which any are read as
        // a handle or as none.
        let handle = unsafe { self.handle.get().read_volatile() };
        (!handle.ft.is_null()).then_some(handle)
    }

    /// What callbacks are given back.
    pub(super) fn as_context(&'static self) -> *mut c_void {
        std::ptr::from_ref(self).cast_mut().cast()
    }

    /// The slot that a callback was given.
    ///
    /// # Safety
    /// `context` is NULL, or came from [`Slot::as_context`].
    pub(super) unsafe fn of_context(context: *mut c_void) -> Option<&'static Slot> {
        // SAFETY: slots are never freed.
        unsafe { context.cast::<Slot>().as_ref() }
    }
}
