//! The configuration: one TOML file, and environment variables that count more.
//!
//! `docs/configuration.md` describes every key. Nothing is read but here, and what a person may change is remembered no longer
//! than one call of [`Configuration::load`]: a program may change its environment and open a new application.

mod environment;
mod file;
mod logging;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use crate::cim::{Error, ErrorCategory, Status, name};

pub use environment::Environment;
#[cfg(unix)]
pub(crate) use environment::runs_with_borrowed_rights;

/// The protocols that need no handler: local ones first, then the names of WS-Man.
pub const BUILT_IN_PROTOCOLS: [&str; 5] = ["WMIDCOM", "OMI_SOCKETS", "WINRM", "MI_REMOTE_WSMAN", "WSMAN"];
/// The most worker threads that a configuration may ask for.
pub const MAXIMUM_WORKERS: usize = 1024;
/// The number of events that a repository keeps for subscriptions, unless the configuration says otherwise.
pub const DEFAULT_EVENT_LOG: u64 = 100_000;
/// How long a provider module without anything to do stays loaded, unless the configuration says otherwise: as long as OMI's.
pub const DEFAULT_IDLE_TIMEOUT: Duration = Duration::from_secs(90);
/// How long a module in a process of its own has to end an operation that was stopped, unless the configuration says otherwise.
pub const DEFAULT_STOP_PATIENCE: Duration = Duration::from_secs(5);
/// What a repository is called that lives in memory alone.
const IN_MEMORY: &str = ":memory:";
/// What a protocol handler's library is entered by, unless its configuration says otherwise.
const DEFAULT_ENTRY: &str = "MI_Application_InitializeV1";

/// What the library was told about its surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// Where the repository is; `None` where nothing says so, not even the home folder of the user.
    pub repository: Option<RepositoryLocation>,
    /// The folders in which provider modules are looked for, in their order.
    pub provider_path: Vec<PathBuf>,
    /// Number of worker threads that run providers.
    pub workers: usize,
    /// The number of events that the repository keeps for subscriptions which go on later.
    pub event_log: u64,
    /// How long a provider may give no sign of life where neither an operation nor its session says anything; `None` for as long
    /// as it likes.
    pub operation_timeout: Option<Duration>,
    /// How provider modules run.
    pub modules: ModuleSettings,
    /// The filter of what is logged to stderr, or `None` for nothing.
    pub log: Option<String>,
    /// What NULL stands for where a session has no destination.
    pub default_local_protocol: String,
    /// What NULL stands for where a session has a destination.
    pub default_remote_protocol: String,
    /// Other implementations of the interface, loaded as transports, by the name of their protocol.
    pub protocol_handlers: BTreeMap<String, ProtocolHandler>,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

/// How provider modules run: the table `provider_modules` of the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ModuleSettings {
    /// The executable in which modules run that are not to run in the process of the client. `None` where it is to be found beside
    /// the library.
    pub host: Option<PathBuf>,
    /// How long a module stays loaded that has nothing to do; `None` for ever.
    pub idle_timeout: Option<Duration>,
    /// The memory that a module's own process may use, in bytes; `None` for as much as there is.
    pub memory_limit: Option<u64>,
    /// How long a module in a process of its own has, from the moment at which one of its operations was stopped, to end it. Then
    /// the process is ended.
    pub stop_patience: Duration,
    /// Whether the programs that registration files name with `PREEXEC` are run.
    pub run_preexec: bool,
}

impl Default for ModuleSettings {
    fn default() -> ModuleSettings {
        ModuleSettings {
            host: None,
            idle_timeout: Some(DEFAULT_IDLE_TIMEOUT),
            memory_limit: None,
            stop_patience: DEFAULT_STOP_PATIENCE,
            run_preexec: false,
        }
    }
}

/// Where a repository is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepositoryLocation {
    /// In this file, which is made at first use, with its folders.
    File(PathBuf),
    /// In memory, and gone with its application.
    Memory,
}

/// A library that serves sessions of one protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolHandler {
    /// The shared library: a path, or a name that the system's loader finds.
    pub library: PathBuf,
    /// The function that makes its application.
    pub entry: String,
    /// The protocol that its sessions are asked for; `None` for NULL, which is its own default.
    pub protocol: Option<String>,
}

/// Why there is no configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ConfigurationError {
    #[error("The configuration file {} can't be read: {reason}.", path.display())]
    Unreadable { path: PathBuf, reason: String },
    #[error("The configuration file {} is not valid: {message}", path.display())]
    Invalid { path: PathBuf, message: String },
    #[error("{place} is not valid: {reason}.")]
    InvalidValue { place: String, reason: String },
    #[error(
        "Nothing says where the repository is: set MI_REPOSITORY to a path or to ':memory:', name it with the key \
         'repository' in the configuration file, or set {}.", if cfg!(windows) { "LOCALAPPDATA" } else { "HOME" }
    )]
    NoRepository,
    #[error(
        "The folder of the system's repository, {}, or the repository in it belongs to a user who is no administrator and could have \
         put anything there. Make the Administrators its owner, or remove it to have it made anew.",
        folder.display()
    )]
    ForeignFolder { folder: PathBuf },
}

impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Error {
        Error::new(Status::Failed, error.to_string()).in_category(ErrorCategory::InvalidData)
    }
}

impl Configuration {
    /// Reads the configuration of this process.
    pub fn load() -> Result<Configuration, ConfigurationError> {
        Configuration::load_in(&Environment::of_process())
    }

    /// Reads the configuration that a process in this environment has.
    pub fn load_in(environment: &Environment) -> Result<Configuration, ConfigurationError> {
        let mut configuration = Configuration::default_in(environment);
        if let Some((path, text)) = file::find(environment)? {
            file::apply(&mut configuration, &path, &text)?;
            configuration.file = Some(path);
        }
        environment.apply(&mut configuration)?;
        configuration.check()?;
        configuration.check_place_in(environment)?;
        Ok(configuration)
    }

    /// What holds where no file and no variable says anything.
    fn default_in(environment: &Environment) -> Configuration {
        Configuration {
            repository: environment.default_repository().map(RepositoryLocation::File),
            provider_path: Vec::new(),
            workers: default_workers(),
            event_log: DEFAULT_EVENT_LOG,
            operation_timeout: None,
            modules: ModuleSettings::default(),
            log: None,
            default_local_protocol: "WMIDCOM".to_owned(),
            default_remote_protocol: "WINRM".to_owned(),
            protocol_handlers: BTreeMap::new(),
            file: None,
        }
    }

    /// Where the repository is, or an error that says how to tell.
    pub fn repository(&self) -> Result<&RepositoryLocation, ConfigurationError> {
        self.repository.as_ref().ok_or(ConfigurationError::NoRepository)
    }

    /// The protocol handler of this name, compared without case.
    pub fn protocol_handler(&self, protocol: &str) -> Option<&ProtocolHandler> {
        self.protocol_handlers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(protocol))
            .map(|(_, handler)| handler)
    }

    /// Starts logging as the configuration says, once in the life of the process. Does nothing where nothing is to be
    /// logged, or where the program that uses this crate has a subscriber of its own.
    pub fn init_logging(&self) {
        if let Some(filter) = &self.log {
            logging::start(filter);
        }
    }

    /// That nobody but the system made the folder of the system's repository. To be asked once more when it is open: where there was no
    /// folder when the configuration was read, anybody may have made it since. While the repository is open it stays whose it is.
    pub fn check_place(&self) -> Result<(), ConfigurationError> {
        // Only there anybody can make it.
        if cfg!(windows) { self.check_place_in(&Environment::of_process()) } else { Ok(()) }
    }

    fn check_place_in(&self, environment: &Environment) -> Result<(), ConfigurationError> {
        let Some(RepositoryLocation::File(path)) = &self.repository else { return Ok(()) };
        if *path != environment.system_repository || environment::is_the_systems(path) {
            return Ok(());
        }
        Err(ConfigurationError::ForeignFolder { folder: path.parent().unwrap_or(path).to_owned() })
    }

    fn check(&self) -> Result<(), ConfigurationError> {
        let invalid = |key: &str, reason: String| ConfigurationError::InvalidValue {
            place: match &self.file {
                Some(path) => format!("The key '{key}' in {}", path.display()),
                None => format!("The setting '{key}'"),
            },
            reason,
        };
        for handler in self.protocol_handlers.keys() {
            let key = format!("protocol_handlers.{handler}");
            if !name::is_legal_name(handler) {
                return Err(invalid(
                    &key,
                    "the name of a protocol is a letter, then letters, digits and underscores".into(),
                ));
            }
            if is_built_in(handler) {
                return Err(invalid(&key, format!("the library has the protocol {handler} built in")));
            }
            if self.protocol_handlers.keys().filter(|other| other.eq_ignore_ascii_case(handler)).count() > 1 {
                return Err(invalid(
                    &key,
                    "names of protocols compare without case, and this one is there twice".into(),
                ));
            }
        }
        for (key, protocol) in [
            ("default_local_protocol", &self.default_local_protocol),
            ("default_remote_protocol", &self.default_remote_protocol),
        ] {
            if !is_built_in(protocol) && self.protocol_handler(protocol).is_none() {
                let known = BUILT_IN_PROTOCOLS.join(", ");
                let reason = format!(
                    "there is no protocol '{protocol}'; it is one of {known}, or a name from protocol_handlers"
                );
                return Err(invalid(key, reason));
            }
        }
        Ok(())
    }
}

impl RepositoryLocation {
    /// The location that a person wrote: `:memory:`, or a path that is relative to this folder.
    fn parse(text: &Path, folder: Option<&Path>) -> RepositoryLocation {
        if text == Path::new(IN_MEMORY) {
            return RepositoryLocation::Memory;
        }
        RepositoryLocation::File(match folder {
            Some(folder) => folder.join(text),
            None => text.to_owned(),
        })
    }
}

fn is_built_in(protocol: &str) -> bool {
    BUILT_IN_PROTOCOLS.iter().any(|known| known.eq_ignore_ascii_case(protocol))
}

/// As many workers as processors: a provider that waits is made up for by another worker anyway. Never fewer than two,
/// so that an operation on one processor does not wait for the end of a long one.
fn default_workers() -> usize {
    // Counting processors means reading a dozen files, and an application is opened in microseconds otherwise.
    static WORKERS: OnceLock<usize> = OnceLock::new();
    *WORKERS
        .get_or_init(|| std::thread::available_parallelism().map_or(2, usize::from).clamp(2, MAXIMUM_WORKERS))
}

/// The number of workers, checked.
fn checked_workers(number: u64) -> Result<usize, String> {
    usize::try_from(number)
        .ok()
        .filter(|number| (1..=MAXIMUM_WORKERS).contains(number))
        .ok_or_else(|| format!("{number} is no number of workers; it is between 1 and {MAXIMUM_WORKERS}"))
}

#[cfg(test)]
mod tests;
