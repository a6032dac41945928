//! Where the executable is that modules run in.

use std::path::{Path, PathBuf};

use crate::cim::{Error, ErrorCategory, Status};
use crate::provider::worker::platform::{may_be_started, own_file};

/// The name of the executable where it is installed. Both flavours of the library may be, each with its own.
const NAME: &str =
    if cfg!(all(feature = "wide", not(windows))) { "mi-provider-host-wide" } else { BUILT_NAME };
/// Its name in a folder that cargo builds in.
const BUILT_NAME: &str = if cfg!(windows) { "mi-provider-host.exe" } else { "mi-provider-host" };
/// Where it may be, from the folder of the file that this code is in. Windows has no folder for what only programs start.
const FOLDERS: &[&str] = if cfg!(windows) { &[""] } else { &["", "../libexec/mi", "../../libexec/mi"] };

/// The executable: the one that the configuration names, or one beside the library.
pub(super) fn find(configured: Option<&Path>) -> Result<PathBuf, Error> {
    let tried = match configured {
        Some(host) => vec![host.to_owned()],
        None => beside(own_file().as_deref()),
    };
    if let Some(found) = tried.iter().find(|path| path.is_file() && may_be_started(path)) {
        return Ok(found.clone());
    }
    let list: Vec<String> = tried.iter().map(|path| path.display().to_string()).collect();
    let where_looked =
        if list.is_empty() { "this library's own file is not known".to_owned() } else { list.join(", ") };
    let message = format!(
        "Provider modules run in processes of the executable {NAME}, and it is not there (looked for: {where_looked}). Install it, \
         or name it with the key 'host' in the table [provider_modules] of the configuration file, or register the module with \
         HOSTING=@inproc@."
    );
    Err(Error::new(Status::Failed, message).in_category(ErrorCategory::NotInstalled))
}

/// The places beside the file with this code.
fn beside(own_file: Option<&Path>) -> Vec<PathBuf> {
    let Some(folder) = own_file.and_then(Path::parent) else { return Vec::new() };
    // A folder that is not there has no parent either, for the system: the steps up are taken here.
    let up = |steps: usize| folder.ancestors().nth(steps).map(Path::to_owned);
    let mut places: Vec<PathBuf> = FOLDERS
        .iter()
        .filter_map(|relative| {
            let steps = relative.matches("../").count();
            Some(up(steps)?.join(relative.trim_start_matches("../")).join(NAME))
        })
        .collect();
    if NAME != BUILT_NAME {
        places.push(folder.join(BUILT_NAME));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_executable_is_looked_for_beside_the_library_and_where_it_is_installed() {
        if cfg!(windows) {
            let places = beside(Some(Path::new(r"C:\Program Files\mi\mi.dll")));
            assert_eq!(places, [PathBuf::from(r"C:\Program Files\mi\mi-provider-host.exe")]);
            return;
        }
        let places = beside(Some(Path::new("/usr/lib/x86_64-linux-gnu/libmi.so")));
        let folders =
            ["/usr/lib/x86_64-linux-gnu", "/usr/lib/libexec/mi", "/usr/libexec/mi"].map(PathBuf::from);
        let mut expected = folders.each_ref().map(|folder| folder.join(NAME)).to_vec();
        if cfg!(all(feature = "wide", not(windows))) {
            expected.push(folders[0].join("mi-provider-host"));
        }
        assert_eq!(places, expected);
    }

    #[test]
    fn who_finds_none_is_told_where_it_was_looked_for_and_what_to_do() {
        let error = find(Some(Path::new("/nowhere/host"))).unwrap_err();
        assert!(error.message.contains("/nowhere/host"), "{}", error.message);
        assert!(error.message.contains("[provider_modules]"), "{}", error.message);
    }
}
