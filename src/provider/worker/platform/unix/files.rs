//! Files: where this code is, and who may change one.

use std::path::{Path, PathBuf};

use crate::configuration::runs_with_borrowed_rights;

/// Whether this process may start a program.
pub(in crate::provider::worker) fn may_be_started(path: &Path) -> bool {
    // Who can put the program where it likes must not choose what it starts with its rights.
    !runs_with_borrowed_rights() || belongs_to_the_system(path)
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

/// The file that this code is in: the shared library, or a program that has it built in. The kernel knows it; what a program was
/// called by is up to who called it.
pub(in crate::provider::worker) fn own_file() -> Option<PathBuf> {
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
}
