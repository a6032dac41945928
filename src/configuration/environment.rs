//! What the process that the library lives in has around it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::sync::OnceLock;

use super::{Configuration, ConfigurationError, RepositoryLocation, checked_workers, logging};

/// The folder of the system's own repository.
const SYSTEM_REPOSITORY: &str = "/var/lib/mi/repository.db";
/// The system's configuration file.
const SYSTEM_FILE: &str = "/etc/mi/mi.toml";

/// The parts of a process's surroundings that the configuration depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// `MI_CONFIG`.
    pub file: Option<PathBuf>,
    /// `MI_REPOSITORY`.
    pub repository: Option<PathBuf>,
    /// `MI_PROVIDER_PATH`.
    pub provider_path: Option<OsString>,
    /// `MI_WORKERS`.
    pub workers: Option<OsString>,
    /// `MI_LOG`.
    pub log: Option<OsString>,
    /// `XDG_CONFIG_HOME`, or what it stands for where it is not set.
    pub configuration_home: Option<PathBuf>,
    /// `XDG_DATA_HOME`, or what it stands for where it is not set.
    pub data_home: Option<PathBuf>,
    /// The system's configuration file.
    pub system_file: PathBuf,
    /// Whether the process acts as root.
    pub is_root: bool,
}

impl Environment {
    /// What surrounds this process. A program that runs with rights that its caller lacks must not be steered by the caller's
    /// variables, so that there is none then.
    pub fn of_process() -> Environment {
        let secure = runs_with_borrowed_rights();
        Environment::from_variables(|name| if secure { None } else { std::env::var_os(name) })
    }

    /// What these variables say. A variable that is empty counts as one that is not set.
    fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Environment {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let path = |name: &str| variable(name).map(PathBuf::from);
        // A relative path in the variables of the base directory specification is to be ignored.
        let base = |name: &str, under_home: &str| {
            path(name)
                .filter(|path| path.is_absolute())
                .or_else(|| path("HOME").filter(|path| path.is_absolute()).map(|home| home.join(under_home)))
        };
        Environment {
            file: path("MI_CONFIG"),
            repository: path("MI_REPOSITORY"),
            provider_path: variable("MI_PROVIDER_PATH"),
            workers: variable("MI_WORKERS"),
            log: variable("MI_LOG"),
            configuration_home: base("XDG_CONFIG_HOME", ".config"),
            data_home: base("XDG_DATA_HOME", ".local/share"),
            system_file: PathBuf::from(SYSTEM_FILE),
            is_root: is_root(),
        }
    }

    /// Where the repository is unless somebody says otherwise.
    pub(super) fn default_repository(&self) -> Option<PathBuf> {
        if self.is_root {
            return Some(PathBuf::from(SYSTEM_REPOSITORY));
        }
        self.data_home.as_ref().map(|home| home.join("mi/repository.db"))
    }

    /// Writes what the variables say over what is there.
    pub(super) fn apply(&self, configuration: &mut Configuration) -> Result<(), ConfigurationError> {
        if let Some(repository) = &self.repository {
            configuration.repository = Some(RepositoryLocation::parse(repository, None));
        }
        if let Some(paths) = &self.provider_path {
            configuration.provider_path =
                std::env::split_paths(paths).filter(|path| path != Path::new("")).collect();
        }
        if let Some(workers) = &self.workers {
            let number = text_of("MI_WORKERS", workers)?;
            configuration.workers = number
                .trim()
                .parse::<u64>()
                .map_err(|_| format!("'{number}' is no whole number"))
                .and_then(checked_workers)
                .map_err(|reason| invalid("MI_WORKERS", reason))?;
        }
        if let Some(log) = &self.log {
            let filter = text_of("MI_LOG", log)?;
            logging::check(filter).map_err(|reason| invalid("MI_LOG", reason))?;
            configuration.log = Some(filter.to_owned());
        }
        Ok(())
    }
}

fn text_of<'a>(variable: &str, value: &'a OsStr) -> Result<&'a str, ConfigurationError> {
    value.to_str().ok_or_else(|| invalid(variable, "it is not Unicode".to_owned()))
}

fn invalid(variable: &str, reason: String) -> ConfigurationError {
    ConfigurationError::InvalidValue { place: format!("The environment variable {variable}"), reason }
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// Whether the program is set-user-id, set-group-id or has capabilities of its file.
#[cfg(unix)]
pub(crate) fn runs_with_borrowed_rights() -> bool {
    // A program is started with them or isn't; what it does with its ids later does not change who chose its variables.
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| match std::fs::read("/proc/self/auxv") {
        Ok(vector) => auxiliary_vector_is_secure(&vector),
        // The kernel hides the notes of such a program from its user; one that hides itself is treated alike.
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => true,
        // Without /proc the ids must do, which don't show capabilities.
        Err(_) => {
            use rustix::process::{getegid, geteuid, getgid, getuid};
            getuid() != geteuid() || getgid() != getegid()
        }
    })
}

#[cfg(not(unix))]
pub(crate) fn runs_with_borrowed_rights() -> bool {
    false
}

/// Whether the kernel's notes for a new program (pairs of machine words) say `AT_SECURE`.
#[cfg(unix)]
fn auxiliary_vector_is_secure(vector: &[u8]) -> bool {
    const AT_SECURE: usize = 23;
    const WORD: usize = size_of::<usize>();
    let word = |bytes: &[u8]| bytes.try_into().map_or(0, usize::from_ne_bytes);
    vector.chunks_exact(2 * WORD).any(|pair| word(&pair[..WORD]) == AT_SECURE && word(&pair[WORD..]) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::from_variables(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn an_empty_variable_counts_as_none() {
        let environment = environment(&[("MI_CONFIG", ""), ("MI_LOG", ""), ("MI_REPOSITORY", "")]);
        assert_eq!((environment.file, environment.log, environment.repository), (None, None, None));
    }

    #[test]
    fn base_folders_default_to_those_under_the_home_folder() {
        let environment = environment(&[("HOME", "/home/u")]);
        assert_eq!(environment.configuration_home, Some(PathBuf::from("/home/u/.config")));
        assert_eq!(environment.data_home, Some(PathBuf::from("/home/u/.local/share")));
    }

    #[test]
    fn a_relative_base_folder_is_ignored() {
        let environment = environment(&[("HOME", "/home/u"), ("XDG_DATA_HOME", "data")]);
        assert_eq!(environment.data_home, Some(PathBuf::from("/home/u/.local/share")));
    }

    #[cfg(unix)]
    #[test]
    fn the_kernel_tells_of_borrowed_rights() {
        let vector = |pairs: &[[usize; 2]]| {
            pairs.iter().flatten().flat_map(|word| word.to_ne_bytes()).collect::<Vec<u8>>()
        };
        assert!(auxiliary_vector_is_secure(&vector(&[[6, 4096], [23, 1], [0, 0]])));
        assert!(!auxiliary_vector_is_secure(&vector(&[[6, 4096], [23, 0], [0, 0]])));
        assert!(!auxiliary_vector_is_secure(&vector(&[[1, 23], [0, 0]])));
        assert!(!auxiliary_vector_is_secure(&[23, 0, 0]));
    }
}
