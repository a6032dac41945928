//! What was acknowledged survives the death of the process.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mi::provider::repository::{Location, Repository};

use super::ledger::{Dice, Ledger, opened_soundly, work};
use super::support::*;

/// Kills of writers of one repository, so that what has to be compared after each stays small.
const KILLS_OF_ONE: u64 = 50;
/// Kills where `MI_TEST_KILLS` does not say how many.
const KILLS: u64 = 40;

/// Writes and says so, until it is killed.
fn write_and_tell(path: &Path, round: u64) {
    work(path, round, u64::MAX, &|line| {
        let mut output = std::io::stdout().lock();
        output.write_all(line.as_bytes()).unwrap();
        output.flush().unwrap();
    });
}

#[test]
fn every_acknowledged_change_survives_a_kill_and_nothing_is_half_done() {
    if let (Some(path), Ok(round)) = (std::env::var_os("MI_TEST_WRITE_TO"), std::env::var("MI_TEST_ROUND")) {
        return write_and_tell(Path::new(&path), round.parse().unwrap());
    }
    let kills: Option<u64> = std::env::var("MI_TEST_KILLS").ok().and_then(|kills| kills.parse().ok());
    let seed = std::env::var("MI_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut folder, mut ledger) = (tempfile::tempdir().unwrap(), Ledger::default());
    let mut acknowledged = 0;
    let mut dice = Dice::new(seed);
    let mut told = Instant::now();
    for round in 0..kills.unwrap_or(KILLS) {
        if round % KILLS_OF_ONE == 0 {
            acknowledged += ledger.acknowledged;
            (folder, ledger) = (tempfile::tempdir().unwrap(), Ledger::default());
            let repository = Repository::open(Location::File(folder.path().join("repository.db"))).unwrap();
            compile(&repository, vec![thing()]).unwrap();
        }
        let path = folder.path().join("repository.db");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "durability::every_acknowledged_change_survives_a_kill_and_nothing_is_half_done",
            ])
            .arg("--nocapture")
            .env("MI_TEST_WRITE_TO", &path)
            .env("MI_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut left = dice.below(60);
        while left > 0 {
            let line = lines.next().expect("the child writes until it is killed").unwrap();
            left -= u64::from(line.contains("done"));
            ledger.note(&from_begin(&line));
        }
        // Somewhere within the next operations, or before the first.
        std::thread::sleep(Duration::from_micros(dice.below(4_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had said before it died. A line that it could not finish is none.
        for line in lines.map_while(Result::ok) {
            ledger.note(&from_begin(&line));
        }
        let checked = opened_soundly(&path).and_then(|repository| ledger.settle(&repository));
        checked.unwrap_or_else(|wrong| panic!("seed {seed}, kill {round}: {wrong}"));
        if kills.is_some() && told.elapsed() > Duration::from_secs(5) {
            told = Instant::now();
            eprintln!(
                "{} kills, {} acknowledged changes, all there",
                round + 1,
                acknowledged + ledger.acknowledged
            );
        }
    }
    acknowledged += ledger.acknowledged;
    println!("{} kills, {acknowledged} acknowledged changes, all there", kills.unwrap_or(KILLS));
}

/// What the child said in a line that the test's own output may begin.
fn from_begin(line: &str) -> String {
    let at = line.find("begin ").or_else(|| line.find("done ")).unwrap_or(line.len());
    line[at..].to_owned()
}
