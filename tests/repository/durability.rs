//! What was acknowledged survives the death of the process.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use mi::provider::repository::{Location, Repository};

use super::support::*;

fn open(path: &Path) -> Arc<Repository> {
    Repository::open(Location::File(path.to_owned())).unwrap()
}

/// Creates instances and says so, until it is killed.
fn create_and_tell(path: &Path, round: &str) -> ! {
    let repository = open(path);
    let mut output = std::io::stdout();
    for number in 0u64.. {
        let name = format!("{round}-{number}");
        create(&repository, named("Test_Thing", &name)).unwrap();
        writeln!(output, "created {name}").unwrap();
        output.flush().unwrap();
    }
    unreachable!()
}

#[test]
fn every_acknowledged_create_survives_a_kill() {
    if let (Some(path), Ok(round)) = (std::env::var_os("MI_TEST_WRITE_TO"), std::env::var("MI_TEST_ROUND")) {
        create_and_tell(Path::new(&path), &round);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    compile(&open(&path), vec![thing()]).unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "durability::every_acknowledged_create_survives_a_kill", "--nocapture"])
            .env("MI_TEST_WRITE_TO", &path)
            .env("MI_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let enough = acknowledged.len() + 3 + round * 7;
        while acknowledged.len() < enough {
            let line = lines.next().expect("the child writes until it is killed").unwrap();
            acknowledged.extend(line.split_once("created ").map(|(_, name)| name.to_owned()));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had said before it died.
        let rest = lines.map_while(Result::ok).filter(|line| line.contains('-'));
        acknowledged.extend(rest.filter_map(|line| Some(line.strip_prefix("created ")?.to_owned())));
        let repository = open(&path);
        for name in &acknowledged {
            assert!(get(&repository, named("Test_Thing", name)).is_ok(), "{name}");
        }
    }
}
