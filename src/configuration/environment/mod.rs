//! What the process that the library lives in has around it.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod system;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::{Configuration, ConfigurationError, RepositoryLocation, checked_workers, logging};

#[cfg(unix)]
pub(crate) use system::runs_with_borrowed_rights;
pub(super) use system::{is_the_systems, may_pass_over, text_of_the_systems};

/// The places that a system has for the files of programs.
struct Places {
    configuration_home: Option<PathBuf>,
    data_home: Option<PathBuf>,
    system_file: PathBuf,
    system_repository: PathBuf,
}

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
    /// `XDG_CONFIG_HOME`, or what it stands for where it is not set; on Windows `LOCALAPPDATA`.
    pub configuration_home: Option<PathBuf>,
    /// `XDG_DATA_HOME`, or what it stands for where it is not set; on Windows `LOCALAPPDATA`.
    pub data_home: Option<PathBuf>,
    /// The system's configuration file.
    pub system_file: PathBuf,
    /// The system's own repository.
    pub system_repository: PathBuf,
    /// Whether the process acts as root; on Windows with the rights of administrators.
    pub is_root: bool,
}

impl Environment {
    /// What surrounds this process. A program that runs with rights that its caller lacks must not be steered by the caller's
    /// variables, so that there is none then.
    pub fn of_process() -> Environment {
        let secure = system::runs_with_borrowed_rights();
        Environment::from_variables(|name| if secure { None } else { std::env::var_os(name) })
    }

    /// What these variables say. A variable that is empty counts as one that is not set.
    fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Environment {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let path = |name: &str| variable(name).map(PathBuf::from);
        // What a relative path meant would depend on the folder that the process happens to be in.
        let whole_path = |name: &str| path(name).filter(|path| path.is_absolute());
        let Places { configuration_home, data_home, system_file, system_repository } =
            system::places(whole_path);
        Environment {
            file: path("MI_CONFIG"),
            repository: path("MI_REPOSITORY"),
            provider_path: variable("MI_PROVIDER_PATH"),
            workers: variable("MI_WORKERS"),
            log: variable("MI_LOG"),
            configuration_home,
            data_home,
            system_file,
            system_repository,
            is_root: system::is_root(),
        }
    }

    /// Where the repository is unless somebody says otherwise.
    pub(super) fn default_repository(&self) -> Option<PathBuf> {
        if self.is_root {
            return Some(self.system_repository.clone());
        }
        self.data_home.as_ref().map(|home| home.join("mi").join("repository.db"))
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

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::from_variables(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn an_empty_variable_counts_as_none() {
        let environment = environment(&[("MI_CONFIG", ""), ("MI_LOG", ""), ("MI_REPOSITORY", "")]);
        assert_eq!((environment.file, environment.log, environment.repository), (None, None, None));
    }
}
