//! The handles of codecs.

use std::sync::Arc;

use super::Format;
use super::tables::LentTables;
use crate::handles::{HandleWords, ProcessHandles};
use crate::sync::atomic::AtomicU32;

/// What the first word of a MOF handle is, for programs of `micodec.h`: the second is the address of a table.
pub(super) const MAGIC: u64 = 0xffee_ddcc_ffee_ddcc;

/// The open codecs of one kind. What is wrong with a handle is found out before anything that it says is followed.
pub(super) struct Codecs<T: 'static> {
    xml: ProcessHandles<()>,
    mof: &'static LentTables<T>,
    table: T,
}

impl<T: Copy> Codecs<T> {
    /// None open yet. `kind` is as for [`ProcessHandles::new`]; the handles of MOF lead to copies of `table`
    /// in `mof`.
    pub(super) const fn new(kind: u64, mof: &'static LentTables<T>, table: T) -> Codecs<T> {
        Codecs { xml: ProcessHandles::new(kind), mof, table }
    }

    /// Opens one.
    pub(super) fn open(&self, format: Format) -> HandleWords {
        match format {
            Format::Xml => self.xml.own().insert(Arc::new(())),
            Format::Mof => {
                HandleWords { reserved1: MAGIC, reserved2: self.mof.lend(self.table).cast_signed() }
            }
        }
    }

    /// What the codec of a handle writes or reads, where the handle names one.
    pub(super) fn format(&self, words: HandleWords) -> Option<Format> {
        if words.reserved1 == MAGIC {
            return self.mof.is_lent(words.reserved2.cast_unsigned()).then_some(Format::Mof);
        }
        self.xml.is_any(words).then_some(Format::Xml)
    }

    /// What the MOF codec of a handle counts.
    pub(super) fn count(&self, words: HandleWords) -> Option<&AtomicU32> {
        if words.reserved1 == MAGIC { self.mof.count(words.reserved2.cast_unsigned()) } else { None }
    }

    /// Closes the codec of a handle. Of several callers with copies of one handle, one gets `true`.
    pub(super) fn close(&self, words: HandleWords) -> bool {
        if words.reserved1 == MAGIC {
            return self.mof.take_back(words.reserved2.cast_unsigned());
        }
        self.xml.remove_any(words).is_some()
    }
}
