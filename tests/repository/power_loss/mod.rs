//! What was acknowledged survives a loss of power.
//!
//! A process writes under a recorder (`recorder.c`), which writes down everything that it does to its files, and when it
//! synced them. From that comes what a disk may hold after the power was lost at any moment in between: what was synced, and any
//! part of what was not. Each of these must open, be sound, and hold every change that had been acknowledged by then.

mod disk;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use mi::provider::repository::{Location, Repository};
use rusqlite::Connection;

use super::ledger::{Dice, Ledger, opened_soundly, work};
use super::migrations::old_file;
use super::support::*;
use disk::{Deed, Disk, read_record};

/// Losses of power where `MI_TEST_POWER_LOSSES` does not say how many.
const LOSSES: u64 = 60;
/// Operations of the recorded process: enough for the log to be put into the file and begun again.
const OPERATIONS: u64 = 400;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|number| number.parse().ok())
}

/// Builds the recorder, where there is a compiler.
fn recorder(folder: &Path) -> Option<PathBuf> {
    let library = folder.join("recorder.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/repository/power_loss/recorder.c");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let built = Command::new(&compiler)
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"])
        .arg(&library)
        .args([source, "-ldl", "-lpthread"])
        .status();
    match built {
        Ok(status) => {
            assert!(status.success(), "the recorder does not compile");
            Some(library)
        }
        Err(error) => {
            println!("skipped: the recorder of writes can't be built: {compiler}: {error}");
            None
        }
    }
}

/// Runs a test of this file again, in a process whose writes into a folder are recorded.
fn recorded(test: &str, folder: &Path) -> Option<Vec<(PathBuf, Deed)>> {
    let apart = tempfile::tempdir().unwrap();
    let library = recorder(apart.path())?;
    let record = apart.path().join("record");
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("LD_PRELOAD", &library)
        .env("MI_RECORDED_FOLDER", folder)
        .env("MI_RECORD", &record)
        .env("MI_TEST_RECORDED", folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let deeds = read_record(&std::fs::read(&record).unwrap());
    assert!(deeds.iter().any(|(_, deed)| *deed == Deed::Sync), "nothing was recorded");
    Some(deeds)
}

/// The files of a folder, as they are.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// Puts what is left after a loss of power into a folder of its own, and gives the repository's path there.
fn image(disk: &Disk, dice: &mut Dice) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in disk.after_power_loss(dice) {
        std::fs::write(folder.path().join(path.file_name().unwrap()), content).unwrap();
    }
    let path = folder.path().join("repository.db");
    (folder, path)
}

#[test]
fn every_acknowledged_change_survives_a_loss_of_power_and_nothing_is_half_done() {
    if let Some(folder) = std::env::var_os("MI_TEST_RECORDED") {
        let folder = Path::new(&folder);
        // Into a file of the folder, so that the record has it between the writes of the repository.
        let told = Mutex::new(std::fs::File::create(folder.join("told")).unwrap());
        let tell = |line: &str| told.lock().unwrap().write_all(line.as_bytes()).unwrap();
        return work(&folder.join("repository.db"), 1, OPERATIONS, &tell);
    }
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::open(Location::File(folder.path().join("repository.db"))).unwrap();
    compile(&repository, vec![thing()]).unwrap();
    drop(repository);
    let mut disk = Disk::new(files(folder.path()));
    let test = "power_loss::every_acknowledged_change_survives_a_loss_of_power_and_nothing_is_half_done";
    let Some(deeds) = recorded(test, folder.path()) else { return };
    let seed = number("MI_TEST_SEED").unwrap_or(1);
    let mut dice = Dice::new(seed);
    let asked = number("MI_TEST_POWER_LOSSES");
    let losses = asked.unwrap_or(LOSSES);
    let mut told = Instant::now();
    let mut moments: Vec<usize> = (0..losses).map(|_| dice.below(deeds.len() as u64) as usize).collect();
    moments.sort_unstable();
    let mut moments = moments.into_iter().peekable();
    let mut ledger = Ledger::default();
    for (moment, (path, deed)) in deeds.iter().enumerate() {
        while moments.next_if_eq(&moment).is_some() {
            let (_folder, path) = image(&disk, &mut dice);
            let checked = opened_soundly(&path).and_then(|repository| ledger.compare(&repository));
            let wrong = |wrong| panic!("seed {seed}, moment {moment} of {}: {wrong}", deeds.len());
            checked.map(drop).unwrap_or_else(wrong);
            if asked.is_some() && told.elapsed() > Duration::from_secs(5) {
                told = Instant::now();
                eprintln!(
                    "{moment} of {} writes and syncs, {} of {losses} losses to come",
                    deeds.len(),
                    moments.len()
                );
            }
        }
        match deed {
            Deed::Write { data, .. } if path.ends_with("told") => {
                ledger.note(std::str::from_utf8(data).unwrap());
            }
            _ if path.ends_with("told") => {}
            deed => disk.apply(path, deed),
        }
    }
    assert_eq!(ledger.acknowledged, OPERATIONS);
    println!(
        "{losses} losses of power among {} writes and syncs, every acknowledged change there",
        deeds.len()
    );
}

#[test]
fn a_loss_of_power_in_a_migration_leaves_the_file_of_version_1_or_all_of_this_one() {
    if let Some(folder) = std::env::var_os("MI_TEST_RECORDED") {
        drop(Repository::open(Location::File(Path::new(&folder).join("repository.db"))).unwrap());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    old_file(folder.path());
    let mut disk = Disk::new(files(folder.path()));
    let test = "power_loss::a_loss_of_power_in_a_migration_leaves_the_file_of_version_1_or_all_of_this_one";
    let Some(deeds) = recorded(test, folder.path()) else { return };
    let mut dice = Dice::new(number("MI_TEST_SEED").unwrap_or(1));
    let mut versions = std::collections::BTreeMap::new();
    for (moment, (path, deed)) in deeds.iter().enumerate() {
        let (_folder, image) = image(&disk, &mut dice);
        let version = Connection::open(&image).and_then(|connection| {
            let events = "SELECT count(*) FROM sqlite_master WHERE name = 'events'";
            let has_events: bool = connection.query_row(events, [], |row| row.get(0))?;
            let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
            assert_eq!(has_events, version == 2, "moment {moment}");
            Ok(version)
        });
        *versions.entry(version.unwrap()).or_insert(0) += 1;
        let repository = Repository::open(Location::File(image)).unwrap();
        let check = repository.check(&mut |_| ()).unwrap();
        assert_eq!((check.instances, check.findings), (13, vec![]), "moment {moment}");
        disk.apply(path, deed);
    }
    assert_eq!(versions.keys().copied().collect::<Vec<_>>(), [1, 2]);
}
