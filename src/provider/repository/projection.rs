//! How stored instances become instances of a class, or of a part of it.

use std::sync::Arc;

use crate::sync::locks::RwLock;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::encoding::{DecodeError, Mapping, decode_columns};
use super::error::Failure;
use crate::cim::Class;

/// A class, or the part of its properties that a client asked for, and how stored instances become instances of it.
pub(super) struct Projection {
    pub class: Arc<Class>,
    /// Whether properties that can't be read are NULL.
    hides: bool,
    mappings: RwLock<FxHashMap<u64, Arc<Mapping>>>,
}

impl Projection {
    /// Everything that is stored of a class.
    pub(super) fn whole(class: Arc<Class>) -> Projection {
        Projection { class, hides: false, mappings: RwLock::default() }
    }

    /// What clients get of a class.
    pub(super) fn shown(class: Arc<Class>) -> Projection {
        Projection { class, hides: true, mappings: RwLock::default() }
    }

    /// How instances of a layout become instances of this class.
    #[inline]
    pub(super) fn mapping(&self, connection: &Connection, layout: u64) -> Result<Arc<Mapping>, Failure> {
        if let Some(mapping) = self.mappings.read().get(&layout) {
            return Ok(Arc::clone(mapping));
        }
        let mut statement = connection.prepare_cached("SELECT columns FROM layouts WHERE id = ?1")?;
        let mut rows = statement.query([layout as i64])?;
        let Some(row) = rows.next()? else {
            return Err(DecodeError { at: 1, expected: "a layout that the file has" }.into());
        };
        let columns = decode_columns(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
        let mapping =
            Arc::new(Mapping::new(&columns, &self.class, |property| !self.hides || property.is_readable()));
        self.mappings.write().insert(layout, Arc::clone(&mapping));
        Ok(mapping)
    }
}
