//! How the process of a module is started.

use std::os::windows::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use tracing::level_filters::LevelFilter;
use windows_sys::Win32::System::Threading::{CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW};

use super::super::Started;
use super::child::Child;
use super::link::Link;
use super::surroundings::Surroundings;
use crate::cim::{Error, ErrorCategory, Status};

/// Starts the executable. It knows nothing of this process but what it is told through its standard input.
pub(in crate::provider::worker) fn start(host: &Path, surroundings: &Surroundings) -> Result<Started, Error> {
    let failed = |what: &str, error: &dyn std::fmt::Display| {
        let message = format!(
            "A process for a provider module can't be started from {}: {what}{error}.",
            host.display()
        );
        Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceUnavailable)
    };
    let is_logged = LevelFilter::current() != LevelFilter::OFF;
    let mut command = Command::new(host);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(if is_logged { Stdio::inherit() } else { Stdio::null() })
        // What a person types at the console of the client is for the client.
        .creation_flags(CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP)
        .env_clear()
        .envs(surroundings.variables.iter().map(|(name, value)| (name, value)));
    if let Some(folder) = &surroundings.folder {
        command.current_dir(folder);
    }
    let mut started = command.spawn().map_err(|error| failed("", &error))?;
    let pipes = started.stdout.take().zip(started.stdin.take());
    let child = Child::of(started);
    let link = pipes.map_or_else(
        || Err(std::io::ErrorKind::BrokenPipe.into()),
        |(incoming, outgoing)| Link::new(incoming, outgoing),
    );
    let link = link.map_err(|error| {
        child.kill();
        failed("there is no connection: ", &error)
    })?;
    Ok(Started { child, link })
}
