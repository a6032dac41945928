//! Instances that were read lately, and how each process learns that one of them is out of date.
//!
//! Whenever another process commits, SQLite forgets every page that a connection has read, whatever was changed. So
//! instances are kept here too, each with a version from the file: there are [`VERSIONS`] counters, and each instance
//! belongs to one by the hash of its class and key. Who changes or removes an instance counts its counter up in the same
//! transaction. An instance whose counter stands where it stood is the same, and is found so by reading one row.

use std::sync::Arc;

use crate::sync::locks::Mutex;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::encoding::DecodeError;
use super::error::Failure;
use super::schema_cache::Schema;
use crate::cim::Instance;

/// Counters in the file. Changing this changes the file.
const VERSIONS: u64 = 512;
const SHARDS: usize = 16;
/// Instances that one shard keeps.
const KEPT: usize = 512;
/// Larger ones are read again each time.
const LARGEST: usize = 4096;

/// Where an instance is looked for: the hash of its class and key, which is the same in every process and version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u64);

impl Place {
    /// FNV-1a, of 64 bits. Changing this changes the file.
    pub(super) fn of(class: i64, key: &[u8]) -> Place {
        let bytes = class.to_le_bytes();
        let hash = bytes.iter().chain(key).fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Place(hash)
    }

    fn shard(self) -> usize {
        (self.0 >> 48) as usize % SHARDS
    }

    /// Where its counter begins among the bytes of all.
    fn counter(self) -> usize {
        ((self.0 >> 16) % VERSIONS) as usize * 4
    }

    /// Its counter among all of them.
    pub(super) fn version_in(self, versions: &[u8]) -> Result<u32, Failure> {
        let at = self.counter();
        let bytes = versions.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        let bytes = bytes.ok_or(DecodeError { at, expected: "the version of an instance" })?;
        Ok(u32::from_le_bytes(bytes))
    }
}

struct Kept {
    class: i64,
    key: Box<[u8]>,
    generation: i64,
    version: u32,
    instance: Arc<Instance>,
}

/// The instances that are kept.
#[derive(Default)]
pub(super) struct InstanceCache {
    shards: [Mutex<FxHashMap<u64, Kept>>; SHARDS],
}

impl InstanceCache {
    /// An instance that is kept, if the file says that it is as it was.
    pub(super) fn get(
        &self,
        connection: &Connection,
        schema: &Schema,
        place: Place,
        class: i64,
        key: &[u8],
    ) -> Result<Option<Arc<Instance>>, Failure> {
        let kept = {
            let shard = self.shards[place.shard()].lock();
            let kept = shard.get(&place.0).filter(|kept| {
                kept.class == class && *kept.key == *key && kept.generation == schema.generation
            });
            kept.map(|kept| (kept.version, Arc::clone(&kept.instance)))
        };
        let Some((version, instance)) = kept else { return Ok(None) };
        let mut statement =
            connection.prepare_cached("SELECT schema_generation, versions FROM state WHERE id = 1")?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        schema.expect_generation(row.get(0)?)?;
        let versions = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        Ok((place.version_in(versions)? == version).then_some(instance))
    }

    /// Keeps an instance whose counter stood so when, or before, it was read.
    pub(super) fn keep(
        &self,
        place: Place,
        (class, key, size): (i64, Vec<u8>, usize),
        (generation, version): (i64, u32),
        instance: &Arc<Instance>,
    ) {
        if size > LARGEST {
            return;
        }
        let kept =
            Kept { class, key: key.into_boxed_slice(), generation, version, instance: Arc::clone(instance) };
        let mut shard = self.shards[place.shard()].lock();
        if shard.len() >= KEPT && !shard.contains_key(&place.0) {
            // Which one goes does not matter much, and to find the best would cost more than to read it again.
            if let Some(&any) = shard.keys().next() {
                shard.remove(&any);
            }
        }
        shard.insert(place.0, kept);
    }
}

/// The instances that a transaction changes or removes.
#[derive(Default)]
pub(super) struct Touched(Vec<Place>);

impl Touched {
    pub(super) fn add(&mut self, class: i64, key: &[u8]) {
        self.0.push(Place::of(class, key));
    }

    /// Counts their counters up.
    pub(super) fn count(self, transaction: &Connection) -> Result<(), Failure> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut versions: Vec<u8> = transaction
            .prepare_cached("SELECT versions FROM state WHERE id = 1")?
            .query_row([], |row| row.get(0))?;
        for place in self.0 {
            let next = place.version_in(&versions)?.wrapping_add(1);
            versions[place.counter()..][..4].copy_from_slice(&next.to_le_bytes());
        }
        transaction.prepare_cached("UPDATE state SET versions = ?1 WHERE id = 1")?.execute([&versions])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_instance_is_the_same_in_every_version_of_the_library() {
        assert_eq!(Place::of(1, b"key"), Place(0xca03ee4b5b53903));
        assert_ne!(Place::of(2, b"key"), Place::of(1, b"key"));
    }

    #[test]
    fn versions_that_are_cut_off_are_damage() {
        assert!(Place::of(1, b"key").version_in(&[]).is_err());
        assert_eq!(Place::of(1, b"key").version_in(&[0; 2048]).unwrap(), 0);
    }
}
