//! How the instances are found that may fulfil a condition: by looking up numbers of instances, or by reading all.
//!
//! Each lookup is tried with a limit to the entries that it may pass, so that choosing costs no more than what the best one
//! finds, times a small number. The numbers that the best one gives are sorted, so that instances come in the same order
//! whatever is chosen, and each at most once, also where its entry moves while the client works on the first results.

use rusqlite::Connection;

use super::super::error::Failure;
use super::super::index::{Bounds, property_id};
use super::super::instances::BITS_OF_SEQUENCE;
use super::super::walk::{Family, Found};
use super::constraint::Lookup;

/// Entries that are passed at first, at most.
const FIRST_LIMIT: usize = 256;
/// How much the limit grows when nothing was found within it.
const GROWTH: usize = 8;
/// Reading an instance by its number takes about as long as walking past so many.
const COST_OF_NUMBER: usize = 4;
/// So many instances are read rather than looked for.
const FEW: usize = 16;
/// More numbers than these are not collected: eight million bytes.
const MOST_NUMBERS: usize = 1 << 20;

/// How instances are found.
#[derive(Clone, Debug)]
pub(super) enum Access {
    /// All of the classes are read.
    All,
    /// Those with these numbers are read, which a lookup has found.
    Some {
        /// The numbers, sorted.
        ids: Vec<i64>,
        /// Entries that were passed.
        entries: usize,
        /// What was looked up: several where each is one branch of an OR.
        lookups: Vec<Lookup>,
    },
}

/// What a lookup found.
struct Numbers {
    ids: Vec<i64>,
    entries: usize,
    lookups: Vec<Lookup>,
}

/// The instances of a class, as far as their numbers tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Populated {
    /// The place of the class in the tree.
    pub class: u32,
    /// So many instances it has at most: numbers of removed ones count too.
    pub at_most: u64,
}

/// The classes of a family that have instances.
pub(super) fn populated(connection: &Connection, family: &Family) -> Result<Vec<Populated>, Failure> {
    let mut populated = Vec::new();
    let Some((mut from, end)) = family.range() else { return Ok(populated) };
    let mut next = connection
        .prepare_cached("SELECT id FROM instances WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 1")?;
    let mut last = connection.prepare_cached("SELECT max(id) FROM instances WHERE id >= ?1 AND id < ?2")?;
    loop {
        let mut rows = next.query((from, end))?;
        let Some(row) = rows.next()? else { return Ok(populated) };
        let first: i64 = row.get(0)?;
        match family.find(first) {
            None => return Ok(populated),
            Some(Found::NextFrom(class)) => from = class,
            Some(Found::Member(class)) => {
                from = ((first >> BITS_OF_SEQUENCE) + 1) << BITS_OF_SEQUENCE;
                let last: i64 = last.query_row((first, from), |row| row.get(0))?;
                populated.push(Populated { class, at_most: (last - first).unsigned_abs() + 1 });
            }
        }
    }
}

/// Looks up whole keys, which need no choice.
pub(super) fn by_whole_keys(
    connection: &Connection,
    family: &Family,
    lookups: &[Lookup],
) -> Result<Option<Access>, Failure> {
    for lookup in lookups.iter().filter(|lookup| lookup.is_of_whole_keys()) {
        if let Some(found) = numbers(connection, family, lookup, FIRST_LIMIT)? {
            return Ok(Some(found.into()));
        }
    }
    Ok(None)
}

/// Chooses among lookups the one that finds least, unless reading all of so many instances costs less.
pub(super) fn choose(
    connection: &Connection,
    family: &Family,
    lookups: &[Lookup],
    at_most: u64,
) -> Result<Access, Failure> {
    let at_most = usize::try_from(at_most).unwrap_or(usize::MAX);
    let worthwhile = (at_most / COST_OF_NUMBER).min(MOST_NUMBERS);
    let mut limit = FIRST_LIMIT.min(worthwhile);
    while at_most > FEW && !lookups.is_empty() {
        if let Some(found) = best(connection, family, lookups, limit)? {
            return Ok(found.into());
        }
        if limit >= worthwhile {
            break;
        }
        limit = (limit * GROWTH).min(worthwhile);
    }
    Ok(Access::All)
}

/// What the lookup that passes the fewest entries finds, if that is within the limit.
fn best(
    connection: &Connection,
    family: &Family,
    lookups: &[Lookup],
    mut limit: usize,
) -> Result<Option<Numbers>, Failure> {
    let mut best = None;
    for lookup in lookups {
        if let Some(found) = numbers(connection, family, lookup, limit)? {
            // Another one is better only if it passes fewer.
            let Some(less) = found.entries.checked_sub(1) else { return Ok(Some(found)) };
            limit = less;
            best = Some(found);
        }
    }
    Ok(best)
}

/// What a lookup finds, if it passes no more entries than the limit.
fn numbers(
    connection: &Connection,
    family: &Family,
    lookup: &Lookup,
    limit: usize,
) -> Result<Option<Numbers>, Failure> {
    let mut ids = Vec::new();
    let mut entries = 0;
    match lookup {
        Lookup::Keys { bounds, .. } => {
            let mut statement = connection
                .prepare_cached("SELECT id FROM instance_keys WHERE key >= ?1 AND key < ?2 LIMIT ?3")?;
            let mut rows = statement.query((&bounds.from, &bounds.to, limit as i64 + 1))?;
            while let Some(row) = rows.next()? {
                entries += 1;
                keep(family, row.get(0)?, &mut ids);
            }
        }
        Lookup::Values { property, bounds, .. } => {
            if let (Some(property), Some(range)) = (property_id(connection, property)?, family.range()) {
                entries = match bounds.only_value() {
                    Some(value) => of_value(connection, family, (property, value), range, limit, &mut ids)?,
                    None => in_bounds(connection, family, (property, bounds), limit, &mut ids)?,
                };
            }
        }
        Lookup::Any(branches) => {
            let mut lookups = Vec::new();
            for branch in branches {
                let Some(left) = limit.checked_sub(entries) else { return Ok(None) };
                let Some(found) = best(connection, family, branch, left)? else { return Ok(None) };
                ids.extend(found.ids);
                entries += found.entries;
                lookups.extend(found.lookups);
            }
            ids.sort_unstable();
            ids.dedup();
            return Ok(Some(Numbers { ids, entries, lookups }));
        }
    }
    if entries > limit {
        return Ok(None);
    }
    ids.sort_unstable();
    Ok(Some(Numbers { ids, entries, lookups: vec![lookup.clone()] }))
}

/// The instances with one value: they lie in the order of their numbers, and classes that are not wanted are skipped.
fn of_value(
    connection: &Connection,
    family: &Family,
    (property, value): (i64, &[u8]),
    (mut from, end): (i64, i64),
    limit: usize,
    ids: &mut Vec<i64>,
) -> Result<usize, Failure> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM indexed_values WHERE property_id = ?1 AND value = ?2 AND id >= ?3 AND id < ?4 ORDER BY id",
    )?;
    let mut entries = 0;
    'seek: loop {
        let mut rows = statement.query((property, value, from, end))?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            entries += 1;
            match family.find(id) {
                _ if entries > limit => return Ok(entries),
                None => return Ok(entries),
                Some(Found::Member(_)) => ids.push(id),
                Some(Found::NextFrom(next)) => {
                    from = next;
                    continue 'seek;
                }
            }
        }
        return Ok(entries);
    }
}

fn in_bounds(
    connection: &Connection,
    family: &Family,
    (property, bounds): (i64, &Bounds),
    limit: usize,
    ids: &mut Vec<i64>,
) -> Result<usize, Failure> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM indexed_values WHERE property_id = ?1 AND value >= ?2 AND value < ?3 LIMIT ?4",
    )?;
    let mut rows = statement.query((property, &bounds.from, &bounds.to, limit as i64 + 1))?;
    let mut entries = 0;
    while let Some(row) = rows.next()? {
        entries += 1;
        keep(family, row.get(0)?, ids);
    }
    Ok(entries)
}

fn keep(family: &Family, id: i64, ids: &mut Vec<i64>) {
    if matches!(family.find(id), Some(Found::Member(_))) {
        ids.push(id);
    }
}

impl From<Numbers> for Access {
    fn from(found: Numbers) -> Access {
        Access::Some { ids: found.ids, entries: found.entries, lookups: found.lookups }
    }
}
