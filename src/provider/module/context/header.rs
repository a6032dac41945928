//! What C holds of a context: a header that leads to the context by a handle, never by a pointer.
//!
//! A provider that keeps a context too long must not read freed memory, nor reach the request of somebody else. So headers are
//! never freed: one that is not used any more holds a handle of nothing, and is handed out again only after [`KEPT`] others were.

use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};

use crate::sync::locks::Mutex;

use super::super::lifecycle::LIFECYCLE_FT;
use super::CONTEXT_FT;
use crate::abi::*;
use crate::handles::HandleWords;
use crate::process::PerProcess;

/// So many headers rest before one is used again.
const KEPT: usize = 1024;

/// A context as C holds it. `context` comes first: a pointer to it is a pointer to the header.
#[repr(C)]
pub(in super::super) struct Header {
    context: UnsafeCell<MI_Context>,
    kind: Kind,
    /// Whose context it is, or was.
    owner: Mutex<Arc<str>>,
}

/// What a header is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// The context of a request.
    Context,
    /// A context of lifecycle indications, which looks the same in C.
    Lifecycle,
}

const _: () = assert!(size_of::<MI_Context>() == size_of::<MI_LifecycleIndicationContext>());

// SAFETY: the words are read and written as atomics, the table pointer never changes, and the rest has a lock.
unsafe impl Send for Header {}
// SAFETY: as above.
unsafe impl Sync for Header {}

type Resting = PerProcess<Mutex<VecDeque<&'static Header>>>;

/// Those of each process: a fork may happen while another thread looks for one.
static RESTING: Resting = PerProcess::new(Mutex::new(VecDeque::new()));
static RESTING_OF_LIFECYCLES: Resting = PerProcess::new(Mutex::new(VecDeque::new()));

impl Kind {
    fn resting(self) -> &'static Resting {
        match self {
            Kind::Context => &RESTING,
            Kind::Lifecycle => &RESTING_OF_LIFECYCLES,
        }
    }

    fn table(self) -> *const MI_ContextFT {
        match self {
            Kind::Context => &raw const CONTEXT_FT,
            Kind::Lifecycle => (&raw const LIFECYCLE_FT).cast(),
        }
    }
}

impl Header {
    /// A header for the context of this owner, with a handle of nothing.
    pub(in super::super) fn take(kind: Kind, owner: Arc<str>) -> &'static Header {
        let rested = {
            let mut resting = kind.resting().current(Mutex::default).lock();
            if resting.len() > KEPT { resting.pop_front() } else { None }
        };
        if let Some(header) = rested {
            *header.owner.lock() = owner;
            return header;
        }
        let context = MI_Context { ft: kind.table(), reserved: [0; 3] };
        Box::leak(Box::new(Header { context: UnsafeCell::new(context), kind, owner: Mutex::new(owner) }))
    }

    /// Makes the header lead to the context with this handle.
    pub(in super::super) fn lead_to(&self, words: HandleWords) {
        self.word(0).store(words.reserved1 as isize, Ordering::Relaxed);
        self.word(1).store(words.reserved2, Ordering::Release);
    }

    /// Puts a header to rest whose context is gone.
    pub(in super::super) fn rest(&'static self) {
        self.kind.resting().current(Mutex::default).lock().push_back(self);
    }

    /// The context as C holds it.
    pub(in super::super) fn as_ptr(&'static self) -> *mut MI_Context {
        self.context.get()
    }

    /// The handle in the header.
    pub(in super::super) fn words(&self) -> HandleWords {
        let reserved2 = self.word(1).load(Ordering::Acquire);
        HandleWords { reserved1: self.word(0).load(Ordering::Relaxed) as u64, reserved2 }
    }

    /// Whose context it is, or was.
    pub(in super::super) fn owner(&self) -> Arc<str> {
        self.owner.lock().clone()
    }

    /// The header at this address, if it is one.
    ///
    /// # Safety
    /// `context` is NULL, or was handed out by this library.
    pub(in super::super) unsafe fn at(context: *const MI_Context) -> Option<&'static Header> {
        // SAFETY: what was handed out is the beginning of a header, and headers are never freed.
        unsafe { context.cast::<Header>().as_ref() }
    }

    fn word(&self, index: usize) -> &AtomicIsize {
        // SAFETY: the word lies in the header, is aligned, and is never used but as an atomic.
        unsafe { AtomicIsize::from_ptr(&raw mut (*self.context.get()).reserved[index]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_rests_leads_nowhere_and_is_not_handed_out_again_soon() {
        let owner = || Arc::from("a test");
        let old = Header::take(Kind::Context, owner());
        let words = HandleWords { reserved1: 7, reserved2: 9 };
        old.lead_to(words);
        assert_eq!(old.words(), words);
        old.rest();
        for _ in 0..KEPT {
            let next = Header::take(Kind::Context, owner());
            assert!(!std::ptr::eq(next, old), "a late call would reach another's request");
            next.rest();
        }
        // SAFETY: what was handed out is the beginning of a header.
        assert!(std::ptr::eq(unsafe { Header::at(old.as_ptr()) }.unwrap(), old));
    }
}
