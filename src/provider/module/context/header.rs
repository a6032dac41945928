//! What C holds of a context: a header that leads to the context by a handle, never by a pointer.
//!
//! A provider that keeps a context too long must not read freed memory, nor reach the request of somebody else. So headers are
//! never freed: one that is not used any more holds a handle of nothing, and is handed out again only after [`KEPT`] others were.

use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};

use crate::sync::locks::Mutex;

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
    /// Whose context it is, or was.
    owner: Mutex<Arc<str>>,
}

// SAFETY: the words are read and written as atomics, the table pointer never changes, and the rest has a lock.
unsafe impl Send for Header {}
// SAFETY: as above.
unsafe impl Sync for Header {}

/// Those of each process: a fork may happen while another thread looks for one.
static RESTING: PerProcess<Mutex<VecDeque<&'static Header>>> = PerProcess::new(Mutex::new(VecDeque::new()));

impl Header {
    /// A header for the context of this owner, with a handle of nothing.
    pub(super) fn take(owner: Arc<str>) -> &'static Header {
        let rested = {
            let mut resting = RESTING.current(Mutex::default).lock();
            if resting.len() > KEPT { resting.pop_front() } else { None }
        };
        if let Some(header) = rested {
            *header.owner.lock() = owner;
            return header;
        }
        let context = MI_Context { ft: &raw const CONTEXT_FT, reserved: [0; 3] };
        Box::leak(Box::new(Header { context: UnsafeCell::new(context), owner: Mutex::new(owner) }))
    }

    /// Makes the header lead to the context with this handle.
    pub(super) fn lead_to(&self, words: HandleWords) {
        self.word(0).store(words.reserved1 as isize, Ordering::Relaxed);
        self.word(1).store(words.reserved2, Ordering::Release);
    }

    /// Puts a header to rest whose context is gone.
    pub(super) fn rest(&'static self) {
        RESTING.current(Mutex::default).lock().push_back(self);
    }

    /// The context as C holds it.
    pub(super) fn as_ptr(&'static self) -> *mut MI_Context {
        self.context.get()
    }

    /// The handle in the header.
    pub(super) fn words(&self) -> HandleWords {
        let reserved2 = self.word(1).load(Ordering::Acquire);
        HandleWords { reserved1: self.word(0).load(Ordering::Relaxed) as u64, reserved2 }
    }

    /// Whose context it is, or was.
    pub(super) fn owner(&self) -> Arc<str> {
        self.owner.lock().clone()
    }

    /// The header at this address, if it is one.
    ///
    /// # Safety
    /// `context` is NULL, or was handed out by this library.
    pub(super) unsafe fn at(context: *const MI_Context) -> Option<&'static Header> {
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
        let old = Header::take(owner());
        let words = HandleWords { reserved1: 7, reserved2: 9 };
        old.lead_to(words);
        assert_eq!(old.words(), words);
        old.rest();
        for _ in 0..KEPT {
            let next = Header::take(owner());
            assert!(!std::ptr::eq(next, old), "a late call would reach another's request");
            next.rest();
        }
        // SAFETY: what was handed out is the beginning of a header.
        assert!(std::ptr::eq(unsafe { Header::at(old.as_ptr()) }.unwrap(), old));
    }
}
