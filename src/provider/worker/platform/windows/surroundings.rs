//! What the process of a module has around it: its variables and its folder. Its user is that of this process.

use std::ffi::OsString;
use std::path::PathBuf;

use super::super::paths::seen_from_elsewhere;
use crate::cim::Error;

/// Variables that the process gets as they are, beside `LC_*` and those of this library: what the system and its libraries look for,
/// and where a user's things are.
const KEPT: [&str; 34] = [
    "ALLUSERSPROFILE",
    "APPDATA",
    "COMMONPROGRAMFILES",
    "COMMONPROGRAMFILES(X86)",
    "COMMONPROGRAMW6432",
    "COMPUTERNAME",
    "COMSPEC",
    "HOME",
    "HOMEDRIVE",
    "HOMEPATH",
    "LANG",
    "LOCALAPPDATA",
    "NUMBER_OF_PROCESSORS",
    "OS",
    "PATH",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "PROCESSOR_IDENTIFIER",
    "PROCESSOR_LEVEL",
    "PROCESSOR_REVISION",
    "PROGRAMDATA",
    "PROGRAMFILES",
    "PROGRAMFILES(X86)",
    "PROGRAMW6432",
    "PUBLIC",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TZ",
    "USERDOMAIN",
    "USERNAME",
    "USERPROFILE",
    "WINDIR",
];

/// What is around a module's process.
#[derive(Debug)]
pub(in crate::provider::worker) struct Surroundings {
    pub(in crate::provider::worker) variables: Vec<(OsString, OsString)>,
    /// The system's folder: not the client's, which could not be removed as long as the process is there, and nobody else may
    /// put libraries there.
    pub(super) folder: Option<PathBuf>,
}

impl Surroundings {
    /// Those of a process that runs as the user of this one. A shell's are no others here.
    pub(in crate::provider::worker) fn of(user: Option<&str>, _: bool) -> Result<Surroundings, Error> {
        if let Some(user) = user
            && !is_own(
                user,
                std::env::var("USERNAME").ok().as_deref(),
                std::env::var("USERDOMAIN").ok().as_deref(),
            )
        {
            return Err(other(user));
        }
        let variables = variables(std::env::vars_os());
        let folder = std::env::var_os("SystemRoot").map(PathBuf::from).filter(|folder| folder.is_dir());
        Ok(Surroundings { variables, folder })
    }
}

/// Whether a name, which may have its domain before it, is the one of who this is.
fn is_own(user: &str, own: Option<&str>, own_domain: Option<&str>) -> bool {
    let is = |said: &str, known: Option<&str>| {
        known.is_some_and(|known| said.to_lowercase() == known.to_lowercase())
    };
    match user.split_once('\\') {
        Some((domain, name)) => is(name, own) && (domain == "." || is(domain, own_domain)),
        None => is(user, own),
    }
}

fn other(user: &str) -> Error {
    let what = format!(
        "That a provider module runs as another user ('{user}', as the HOSTING of its registration file says), which would take that \
         user's password on Windows,"
    );
    Error::not_supported(what)
}

/// The variables of the process, chosen from those of this one. Windows knows them by their names without case.
fn variables(own: impl Iterator<Item = (OsString, OsString)>) -> Vec<(OsString, OsString)> {
    own.filter_map(|(name, value)| {
        let text = name.to_str()?.to_uppercase();
        let is_kept = KEPT.contains(&text.as_str()) || text.starts_with("LC_") || text.starts_with("MI_");
        let value = is_kept.then(|| seen_from_elsewhere(&text, value))?;
        Some((name, value))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cim::Status;

    #[test]
    fn a_process_gets_the_variables_that_it_needs_and_no_others() {
        let own = ["Path", "SystemRoot", "MI_LOG", "LC_TIME", "SECRET", "PSModulePath"];
        let own = own.into_iter().map(|name| (OsString::from(name), OsString::from("1")));
        let names: Vec<_> = variables(own).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Path", "SystemRoot", "MI_LOG", "LC_TIME"]);
    }

    #[test]
    fn the_own_user_is_known_by_its_name_with_and_without_its_domain() {
        let is = |user| is_own(user, Some("Ann"), Some("HOME"));
        for user in ["Ann", "ann", r"home\ANN", r".\ann"] {
            assert!(is(user), "{user}");
        }
        for user in ["Ben", r"work\ann", r"home\ben", ""] {
            assert!(!is(user), "{user}");
        }
        assert!(!is_own("Ann", None, None));
    }

    #[test]
    fn another_user_is_refused_with_the_name_and_a_reason() {
        let error = Surroundings::of(Some("no-such-user-here"), false).unwrap_err();
        assert_eq!(error.status, Status::NotSupported);
        for part in ["'no-such-user-here'", "HOSTING", "password"] {
            assert!(error.message.contains(part), "{}", error.message);
        }
    }
}
