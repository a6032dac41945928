//! The surroundings of a process on Windows.
//!
//! Everybody may make files and folders in `%ProgramData%`. So what lies there in the system's name counts only where an administrator
//! or the system put it.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::{Path, PathBuf};

use super::Places;
use crate::object::rights;

/// The folder of the library in those of all programs.
const FOLDER: &str = "mi";

/// The machine's files are under `%ProgramData%`, a user's under `%LOCALAPPDATA%`, which does not roam to other machines: a repository
/// tells of this one.
pub(super) fn places(variable: impl Fn(&str) -> Option<PathBuf>) -> Places {
    let of_user = variable("LOCALAPPDATA").or_else(|| {
        let profile = variable("USERPROFILE")?;
        Some(profile.join("AppData").join("Local"))
    });
    let of_machine = variable("ProgramData").unwrap_or_else(|| PathBuf::from("C:\\ProgramData"));
    let folder = of_machine.join(FOLDER);
    Places {
        configuration_home: of_user.clone(),
        data_home: of_user,
        system_file: folder.join("mi.toml"),
        system_repository: folder.join("repository.db"),
    }
}

/// Whether the process acts with the rights of administrators, as services of the account SYSTEM do, too.
pub(super) fn is_root() -> bool {
    rights::is_administrator()
}

/// The text of a file in the system's folder, where it is there by the will of an administrator. It is the file that is read which is
/// looked at, not what has its name then: whoever may put a file there could take it away meanwhile. Nor can the folder be moved while
/// a file in it is open.
pub(in super::super) fn text_of_the_systems(path: &Path) -> Result<Option<String>> {
    let mut file = File::open(path)?;
    let is_trusted = |folder| rights::is_trusted(folder).unwrap_or(false);
    if !path.parent().is_none_or(is_trusted) || !rights::is_trusted_file(&file)? {
        return Ok(None);
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(Some(text))
}

/// Whether a file in the system's folder is there by the will of an administrator: whose the folder is could have put anything there.
/// What is not there is nobody's.
pub(in super::super) fn is_the_systems(file: &Path) -> bool {
    let is_trusted = |path: &Path| match rights::is_trusted(path) {
        Ok(is_trusted) => is_trusted,
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    is_trusted(file) && file.parent().is_none_or(is_trusted)
}

/// Whether somebody may do without the system's file who is not let read it: it lies beside the system's repository, which is for
/// administrators alone.
pub(in super::super) fn may_pass_over(error: &Error) -> bool {
    error.kind() == ErrorKind::PermissionDenied && !rights::is_administrator()
}

/// Windows has no programs like set-user-id ones. An elevated program has the variables of its user, who could have elevated another.
pub(super) fn runs_with_borrowed_rights() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::super::tests::environment;
    use super::*;

    #[test]
    fn a_users_files_are_local_to_the_machine() {
        let local = PathBuf::from("C:\\Users\\u\\AppData\\Local");
        for variables in
            [[("LOCALAPPDATA", "C:\\Users\\u\\AppData\\Local")], [("USERPROFILE", "C:\\Users\\u")]]
        {
            let environment = environment(&variables);
            assert_eq!(environment.configuration_home.as_ref(), Some(&local));
            assert_eq!(environment.data_home.as_ref(), Some(&local));
        }
    }

    #[test]
    fn the_machines_files_are_where_windows_says() {
        let environment = environment(&[("ProgramData", "D:\\All")]);
        assert_eq!(environment.system_file, PathBuf::from("D:\\All\\mi\\mi.toml"));
        assert_eq!(environment.system_repository, PathBuf::from("D:\\All\\mi\\repository.db"));
    }

    #[test]
    fn a_relative_folder_is_ignored() {
        let environment = environment(&[("ProgramData", "All"), ("LOCALAPPDATA", "C:")]);
        assert_eq!(environment.system_file, PathBuf::from("C:\\ProgramData\\mi\\mi.toml"));
        assert_eq!(environment.data_home, None);
    }
}
