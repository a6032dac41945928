//! What a process that writes has begun and what it was told is done, so that what is found after its death can be held against it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use mi::cim::{Array, Text, Value, ValueRef};
use mi::provider::repository::{Location, Repository};

use super::support::*;

/// Threads that write at once.
const WRITERS: u32 = 4;

/// Numbers that look as if they were random, the same for the same seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// Creates, modifies and deletes with several threads, and tells of each operation before and after. Ends after so many
/// operations.
pub fn work(path: &Path, seed: u64, operations: u64, tell: &(impl Fn(&str) + Sync)) {
    let repository = Repository::open(Location::File(path.to_owned())).unwrap();
    let left = AtomicU64::new(operations);
    let take = || left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (repository, take) = (&repository, &take);
            scope.spawn(move || {
                let mut dice = Dice::new(seed ^ (u64::from(writer) << 32));
                let mut mine: Vec<String> = Vec::new();
                let mut number = 0;
                while take() {
                    number += 1;
                    let size = dice.below(1 << 30) as u32;
                    // Some bodies take several pages.
                    let tag = "t".repeat(if dice.below(10) == 0 { 9_000 } else { 10 });
                    let sized = |name: &str| {
                        let tags = Value::Array(Arc::new(Array::String(vec![Text::from(tag.as_str())])));
                        instance(
                            "Test_Thing",
                            &[("Name", Value::string(name)), ("Size", Value::Uint32(size)), ("Tags", tags)],
                        )
                    };
                    match dice.below(4) {
                        0 if !mine.is_empty() => {
                            let name = mine.swap_remove(dice.below(mine.len() as u64) as usize);
                            tell(&format!("begin {name} gone\n"));
                            delete(repository, named("Test_Thing", &name)).unwrap();
                            tell(&format!("done {name}\n"));
                        }
                        1 if !mine.is_empty() => {
                            let name = &mine[dice.below(mine.len() as u64) as usize];
                            tell(&format!("begin {name} {size}\n"));
                            modify(repository, sized(name)).unwrap();
                            tell(&format!("done {name}\n"));
                        }
                        _ => {
                            let name = format!("{seed}-{writer}-{number}");
                            tell(&format!("begin {name} {size}\n"));
                            create(repository, sized(&name)).unwrap();
                            tell(&format!("done {name}\n"));
                            mine.push(name);
                        }
                    }
                }
            });
        }
    });
}

/// What an instance is: its size, or not there.
type State = Option<u32>;

/// What is known of each instance: what it is for certain, and what it may have become.
#[derive(Clone, Default)]
pub struct Ledger {
    known: BTreeMap<String, State>,
    begun: BTreeMap<String, State>,
    /// Operations that were acknowledged.
    pub acknowledged: u64,
}

impl Ledger {
    /// Takes note of a line that [`work`] told; anything else is not for it.
    pub fn note(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match *words {
            ["begin", name, state] => {
                self.begun.insert(name.to_owned(), state.parse().ok());
            }
            ["done", name] => {
                let (name, state) = self.begun.remove_entry(name).expect("what is done was begun");
                self.known.insert(name, state);
                self.acknowledged += 1;
            }
            _ => {}
        }
    }

    /// Finds what is there, and what of it is as neither what was acknowledged nor what was begun.
    pub fn compare(&self, repository: &Repository) -> Result<BTreeMap<String, State>, String> {
        let mut found: BTreeMap<String, State> = BTreeMap::new();
        for instance in enumerate(repository, "Test_Thing") {
            let Some(ValueRef::String(name)) = instance.value("Name") else { panic!("{instance:?}") };
            let Some(ValueRef::Uint32(size)) = instance.value("Size") else { panic!("{instance:?}") };
            found.insert(name.to_string(), Some(size));
        }
        for (name, state) in &self.known {
            let is = found.get(name).copied().flatten();
            if is != *state && self.begun.get(name) != Some(&is) {
                return Err(format!(
                    "'{name}' is {is:?}, was acknowledged as {state:?}, begun: {:?}",
                    self.begun.get(name)
                ));
            }
        }
        for (name, is) in &found {
            if !self.known.contains_key(name) && self.begun.get(name) != Some(is) {
                return Err(format!("'{name}' is {is:?}, and nobody made it so"));
            }
        }
        Ok(found)
    }

    /// [`Ledger::compare`], and takes what was begun for done or not, as it was found.
    pub fn settle(&mut self, repository: &Repository) -> Result<(), String> {
        let found = self.compare(repository)?;
        for (name, _) in std::mem::take(&mut self.begun) {
            let is = found.get(&name).copied().flatten();
            self.known.insert(name, is);
        }
        Ok(())
    }
}

/// Opens a repository after its writer was cut off, and sees that it is sound.
pub fn opened_soundly(path: &Path) -> Result<Arc<Repository>, String> {
    let repository = Repository::open(Location::File(path.to_owned())).map_err(|error| error.to_string())?;
    let check = repository.check(&mut |_| ()).map_err(|error| error.to_string())?;
    if !check.is_sound() {
        return Err(format!("{:?}", check.findings));
    }
    // And work goes on.
    let goes_on = || {
        create(&repository, named("Test_Thing", "probe"))?;
        delete(&repository, named("Test_Thing", "probe"))
    };
    goes_on().map_err(|error| error.to_string())?;
    Ok(repository)
}
