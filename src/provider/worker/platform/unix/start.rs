//! How the process of a module is started.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use tracing::level_filters::LevelFilter;

use super::super::Started;
use super::child::Child;
use super::link::Link;
use super::surroundings::Surroundings;
use crate::cim::{Error, ErrorCategory, Status};

/// Starts the executable. It knows nothing of this process but what it is told through the connection, which is its standard input.
pub(in crate::provider::worker) fn start(host: &Path, surroundings: &Surroundings) -> Result<Started, Error> {
    let failed = |what: &str, error: &dyn std::fmt::Display| {
        let message = format!(
            "A process for a provider module can't be started from {}: {what}{error}.",
            host.display()
        );
        Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceUnavailable)
    };
    let (link, other) = Link::new().map_err(|error| failed("there is no connection: ", &error))?;
    let mut command = Command::new(host);
    let is_logged = LevelFilter::current() != LevelFilter::OFF;
    command
        .stdin(Stdio::from(other))
        .stdout(Stdio::null())
        .stderr(if is_logged { Stdio::inherit() } else { Stdio::null() })
        .current_dir("/")
        // What a person types at the terminal of the client is for the client.
        .process_group(0)
        .env_clear()
        .envs(surroundings.variables.iter().map(|(name, value)| (name, value)));
    if let Some((user, group)) = surroundings.becomes {
        // Root's further groups are dropped with it.
        command.uid(user).gid(group);
    }
    let started = command.spawn().map_err(|error| failed("", &error))?;
    // The command keeps its end of the connection until then.
    drop(command);
    let child = Child::of(started).map_err(|error| failed("it has no handle: ", &error))?;
    Ok(Started { child, link })
}
