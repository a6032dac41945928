//! The program that is to run before a module is used, as its registration file says (`PREEXEC`).
//!
//! It runs as the user of this process, and is told for which user and group it prepares things. So root's programs can make folders
//! for modules that run as others.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::unistd::{Gid, Uid};

use crate::cim::Error;
use crate::provider::worker::platform::{Child, Ended, Surroundings};

/// How long a killed program may take to end. It is not waited for longer than that.
const END: Duration = Duration::from_secs(5);

/// A program that prepares things for a module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Preparation {
    /// The program, with its whole path.
    pub program: PathBuf,
    /// The number of the user that the module runs as: the first argument.
    pub user: u32,
    /// The number of that user's group: the second argument.
    pub group: u32,
}

/// Why a program has not prepared what it should.
#[derive(Debug, thiserror::Error)]
pub enum PreparationError {
    /// Which program a relative path means would depend on the folder that the client happens to be in.
    #[error("its path is not absolute; write it from the root folder on")]
    Relative,
    /// It can't be run.
    #[error("it can't be started: {0}")]
    Start(#[from] std::io::Error),
    /// It says that it failed, or crashed.
    #[error("it {0}; a program that succeeds exits with status 0")]
    Failed(String),
    /// It took too long, and was killed.
    #[error("it had not ended after {} seconds, and was killed", .0.as_secs_f64())]
    Late(Duration),
}

impl Preparation {
    /// For a module that runs as this user, or as that of this process. An error says that there can be no such module.
    pub fn new(program: &Path, user: Option<&str>) -> Result<Preparation, Error> {
        let own = || (Uid::effective().as_raw(), Gid::effective().as_raw());
        let (user, group) = match user {
            None => own(),
            Some(_) => Surroundings::of(user, false)?.becomes.unwrap_or_else(own),
        };
        Ok(Preparation { program: program.to_owned(), user, group })
    }

    /// Runs it, and waits for its end, so long at most.
    pub fn run(&self, limit: Duration) -> Result<(), PreparationError> {
        if !self.program.is_absolute() {
            return Err(PreparationError::Relative);
        }
        let surroundings =
            Surroundings::of(None, false).map_err(|error| std::io::Error::other(error.message))?;
        let started = Command::new(&self.program)
            .args([self.user.to_string(), self.group.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .current_dir("/")
            .process_group(0)
            .env_clear()
            .envs(surroundings.variables)
            .spawn()?;
        let child = Child::of(started)?;
        match child.wait(limit) {
            Some(Ended::Exited(0)) => Ok(()),
            // Programs that wait for all their children learn how they ended, and nobody else.
            Some(Ended::Unknown) => Err(PreparationError::Failed(
                "ended, and how it did only the client's program knows, which waits for all its children"
                    .to_owned(),
            )),
            Some(ended) => Err(PreparationError::Failed(ended.to_string())),
            None => {
                child.kill_group();
                child.wait(END);
                Err(PreparationError::Late(limit))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn script(folder: &tempfile::TempDir, text: &str) -> Preparation {
        let program = folder.path().join("prepare");
        std::fs::write(&program, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        Preparation::new(&program, None).unwrap()
    }

    #[test]
    fn it_gets_the_numbers_of_the_user_and_group_and_none_of_what_the_client_has_open() {
        let folder = tempfile::tempdir().unwrap();
        let mut prepares =
            script(&folder, r#"echo "$# $1 $2 $(pwd) $(readlink /proc/$$/fd/0)" >"${0%/*}/told""#);
        (prepares.user, prepares.group) = (7, 8);
        prepares.run(LONG).unwrap();
        let told = std::fs::read_to_string(folder.path().join("told")).unwrap();
        assert_eq!(told.trim(), "2 7 8 / /dev/null");
    }

    #[test]
    fn one_that_fails_or_crashes_is_told_with_its_status() {
        let folder = tempfile::tempdir().unwrap();
        let error = script(&folder, "exit 3").run(LONG).unwrap_err();
        assert!(error.to_string().starts_with("it exited with status 3;"), "{error}");
        let error = script(&folder, "kill -KILL $$").run(LONG).unwrap_err();
        assert!(error.to_string().starts_with("it was killed by SIGKILL;"), "{error}");
    }

    #[test]
    fn one_that_does_not_end_is_killed_with_what_it_has_started() {
        let folder = tempfile::tempdir().unwrap();
        let prepares = script(&folder, "sleep 1000 &\necho $! >\"${0%/*}/other\"\nwait");
        // Long enough for the script to have written on a machine that is busy, where it is tried again.
        let other = loop {
            let error = prepares.run(Duration::from_millis(300)).unwrap_err();
            assert!(matches!(error, PreparationError::Late(_)), "{error}");
            let written = std::fs::read_to_string(folder.path().join("other")).unwrap_or_default();
            if let Ok(other) = written.trim().parse::<u32>() {
                break other;
            }
        };
        // It has another parent now, which lets the system forget it some time.
        let status = || std::fs::read_to_string(format!("/proc/{other}/status")).unwrap_or_default();
        while status().lines().any(|line| line.starts_with("State:") && !line.contains('Z')) {
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_relative_path_and_one_to_nothing_are_refused() {
        let relative = Preparation::new(Path::new("bin/prepare"), None).unwrap();
        assert!(matches!(relative.run(LONG), Err(PreparationError::Relative)));
        let nothing = Preparation::new(Path::new("/nowhere/prepare"), None).unwrap();
        assert!(matches!(nothing.run(LONG), Err(PreparationError::Start(_))));
    }

    #[test]
    fn a_module_for_a_user_that_nobody_knows_is_refused() {
        let error = Preparation::new(Path::new("/bin/true"), Some("no-such-user-here")).unwrap_err();
        assert!(error.message.contains("'no-such-user-here'"), "{}", error.message);
    }
}
