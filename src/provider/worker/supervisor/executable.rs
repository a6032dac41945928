//! Where the executable is that modules run in.

use std::path::{Path, PathBuf};

use crate::cim::{Error, ErrorCategory, Status};
use crate::configuration::runs_with_borrowed_rights;

/// The name of the executable where it is installed. Both flavours of the library may be, each with its own.
const NAME: &str =
    if cfg!(all(feature = "wide", not(windows))) { "mi-provider-host-wide" } else { BUILT_NAME };
/// Its name in a folder that cargo builds in.
const BUILT_NAME: &str = "mi-provider-host";
/// Where it may be, from the folder of the file that this code is in.
const FOLDERS: [&str; 3] = ["", "../libexec/mi", "../../libexec/mi"];

/// The executable: the one that the configuration names, or one beside the library.
pub(super) fn find(configured: Option<&Path>) -> Result<PathBuf, Error> {
    let tried = match configured {
        Some(host) => vec![host.to_owned()],
        None => beside(own_file().as_deref()),
    };
    // Who can put the program where it likes must not choose what it starts with its rights.
    let is_trusted = |path: &Path| !runs_with_borrowed_rights() || belongs_to_the_system(path);
    if let Some(found) = tried.iter().find(|path| path.is_file() && is_trusted(path)) {
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

/// Whether a file and its folder are root's or this program's owner's, and nobody else may change them.
fn belongs_to_the_system(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let own = rustix::process::geteuid().as_raw();
    let is_safe = |path: &Path| {
        path.metadata().is_ok_and(|found| [0, own].contains(&found.uid()) && found.mode() & 0o022 == 0)
    };
    path.parent().is_some_and(is_safe) && is_safe(path)
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

/// The file that this code is in: the shared library, or a program that has it built in. The kernel knows it; what a program was
/// called by is up to who called it.
fn own_file() -> Option<PathBuf> {
    let address = own_file as *const () as usize;
    let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
    file_of(&maps, address).or_else(|| std::env::current_exe().ok())
}

/// The file that is mapped at an address.
fn file_of(maps: &str, address: usize) -> Option<PathBuf> {
    let line = maps.lines().find(|line| {
        let range = line.split(' ').next().and_then(|range| range.split_once('-'));
        let number = |text| usize::from_str_radix(text, 16).ok();
        range.and_then(|(from, to)| Some(number(from)? <= address && address < number(to)?)) == Some(true)
    })?;
    let path = &line[line.find('/')?..];
    // The file may have been replaced since by a newer version.
    Some(PathBuf::from(path.strip_suffix(" (deleted)").unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_an_address_is_the_one_that_is_mapped_there() {
        let maps = "00400000-00500000 r-xp 00000000 08:01 1 /usr/lib/my lib.so\n\
                    00500000-00600000 rw-p 00000000 00:00 0 \n\
                    7f0000000000-7f0000001000 r-xp 00000000 08:01 2 /opt/libmi.so (deleted)\n";
        assert_eq!(file_of(maps, 0x40_0010), Some(PathBuf::from("/usr/lib/my lib.so")));
        assert_eq!(file_of(maps, 0x50_0000), None);
        assert_eq!(file_of(maps, 0x7f00_0000_0fff), Some(PathBuf::from("/opt/libmi.so")));
        assert_eq!(file_of(maps, 0x7f00_0000_1000), None);
    }

    #[test]
    fn what_others_may_change_is_not_the_systems() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("host");
        std::fs::write(&path, "").unwrap();
        let allow = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
            belongs_to_the_system(&folder.path().join("host"))
        };
        assert!(allow(&path, 0o755));
        assert!(!allow(&path, 0o775));
        assert!(allow(&path, 0o755));
        assert!(!allow(folder.path(), 0o777));
    }

    #[test]
    fn this_code_is_in_a_file() {
        assert_eq!(own_file(), std::env::current_exe().ok());
    }

    #[test]
    fn the_executable_is_looked_for_beside_the_library_and_where_it_is_installed() {
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
