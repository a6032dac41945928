//! The configuration file.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::environment::{may_pass_over, text_of_the_systems};
use super::{
    Configuration, ConfigurationError, DEFAULT_ENTRY, Environment, ProtocolHandler, RepositoryLocation,
    checked_workers, logging,
};

/// The file as it is written. Every key may be left out, but a handler must say its library.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    repository: Option<PathBuf>,
    provider_path: Option<Vec<PathBuf>>,
    workers: Option<u64>,
    event_log: Option<u64>,
    operation_timeout: Option<u64>,
    log: Option<String>,
    default_local_protocol: Option<String>,
    default_remote_protocol: Option<String>,
    #[serde(default)]
    provider_modules: Modules,
    #[serde(default)]
    protocol_handlers: BTreeMap<String, Handler>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Modules {
    host: Option<PathBuf>,
    /// Seconds; 0 for ever.
    idle_timeout: Option<u64>,
    /// MiB; 0 for no limit.
    memory_limit: Option<u64>,
    /// Seconds.
    stop_patience: Option<u64>,
    preexec: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Handler {
    library: PathBuf,
    entry: Option<String>,
    protocol: Option<String>,
}

/// The first file that exists, with its text. The one that a variable names must exist.
pub(super) fn find(environment: &Environment) -> Result<Option<(PathBuf, String)>, ConfigurationError> {
    if let Some(named) = &environment.file {
        return read(named).map(|text| Some((named.clone(), text)));
    }
    let is_absent =
        |error: &std::io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    let of_system = &environment.system_file;
    match text_of_the_systems(of_system) {
        Ok(Some(text)) => return Ok(Some((of_system.clone(), text))),
        Ok(None) => tracing::warn!(
            "the configuration file {} does not count: it or its folder belongs to a user who is no administrator, or to nobody knows whom",
            of_system.display()
        ),
        Err(error) if is_absent(&error) || may_pass_over(&error) => {}
        Err(error) => return Err(unreadable(of_system, &error)),
    }
    if let Some(home) = &environment.configuration_home {
        let path = home.join("mi").join("mi.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => return Ok(Some((path, text))),
            Err(error) if is_absent(&error) => {}
            Err(error) => return Err(unreadable(&path, &error)),
        }
    }
    Ok(None)
}

/// Writes what the file says over what is there. Relative paths are relative to the file's folder.
pub(super) fn apply(
    configuration: &mut Configuration,
    path: &Path,
    text: &str,
) -> Result<(), ConfigurationError> {
    let contents: Contents = toml::from_str(text).map_err(|error| ConfigurationError::Invalid {
        path: path.to_owned(),
        // The message of the parser shows the line, which a person needs to find the key.
        message: error.to_string().trim_end().to_owned(),
    })?;
    let invalid = |key: &str, reason: String| ConfigurationError::InvalidValue {
        place: format!("The key '{key}' in {}", path.display()),
        reason,
    };
    let folder = path.parent();
    if let Some(repository) = contents.repository {
        if repository == Path::new("") {
            return Err(invalid("repository", "it is empty; it is a path or ':memory:'".to_owned()));
        }
        configuration.repository = Some(RepositoryLocation::parse(&repository, folder));
    }
    if let Some(paths) = contents.provider_path {
        let in_folder = |path: PathBuf| folder.map_or_else(|| path.clone(), |folder| folder.join(&path));
        configuration.provider_path = paths.into_iter().map(in_folder).collect();
    }
    if let Some(workers) = contents.workers {
        configuration.workers = checked_workers(workers).map_err(|reason| invalid("workers", reason))?;
    }
    if let Some(events) = contents.event_log {
        if events == 0 {
            return Err(invalid(
                "event_log",
                "0 is no number of events to keep; it is at least 1".to_owned(),
            ));
        }
        configuration.event_log = events;
    }
    if let Some(seconds) = contents.operation_timeout {
        configuration.operation_timeout = (seconds > 0).then(|| Duration::from_secs(seconds));
    }
    let settings = &mut configuration.modules;
    if let Some(host) = contents.provider_modules.host {
        settings.host = Some(folder.map_or_else(|| host.clone(), |folder| folder.join(&host)));
    }
    if let Some(seconds) = contents.provider_modules.idle_timeout {
        settings.idle_timeout = (seconds > 0).then(|| Duration::from_secs(seconds));
    }
    if let Some(mebibytes) = contents.provider_modules.memory_limit {
        let bytes = mebibytes.checked_mul(1 << 20).ok_or_else(|| {
            invalid("provider_modules.memory_limit", format!("{mebibytes} MiB are more than there can be"))
        })?;
        settings.memory_limit = (bytes > 0).then_some(bytes);
    }
    if let Some(seconds) = contents.provider_modules.stop_patience {
        settings.stop_patience = Duration::from_secs(seconds);
    }
    if let Some(preexec) = contents.provider_modules.preexec {
        settings.run_preexec = preexec;
    }
    if let Some(filter) = contents.log.filter(|filter| !filter.is_empty()) {
        logging::check(&filter).map_err(|reason| invalid("log", reason))?;
        configuration.log = Some(filter);
    }
    if let Some(protocol) = contents.default_local_protocol {
        configuration.default_local_protocol = protocol;
    }
    if let Some(protocol) = contents.default_remote_protocol {
        configuration.default_remote_protocol = protocol;
    }
    for (protocol, handler) in contents.protocol_handlers {
        let entry = handler.entry.unwrap_or_else(|| DEFAULT_ENTRY.to_owned());
        let library = match folder {
            // A bare name is left to the system's loader.
            Some(folder) if handler.library.components().count() > 1 => folder.join(handler.library),
            _ => handler.library,
        };
        let of_sessions = handler.protocol.filter(|protocol| !protocol.is_empty());
        let handler = ProtocolHandler { library, entry, protocol: of_sessions };
        configuration.protocol_handlers.insert(protocol, handler);
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, ConfigurationError> {
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> ConfigurationError {
    ConfigurationError::Unreadable { path: path.to_owned(), reason: error.to_string() }
}
