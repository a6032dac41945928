//! The surroundings of a process on Unix.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::Places;

/// The folder of the system's own repository.
const REPOSITORY: &str = "/var/lib/mi/repository.db";
/// The system's configuration file.
const FILE: &str = "/etc/mi/mi.toml";

/// As the base directory specification says, which wants relative paths ignored.
pub(super) fn places(variable: impl Fn(&str) -> Option<PathBuf>) -> Places {
    let base = |name: &str, under_home: &str| {
        variable(name).or_else(|| variable("HOME").map(|home| home.join(under_home)))
    };
    Places {
        configuration_home: base("XDG_CONFIG_HOME", ".config"),
        data_home: base("XDG_DATA_HOME", ".local/share"),
        system_file: PathBuf::from(FILE),
        system_repository: PathBuf::from(REPOSITORY),
    }
}

pub(super) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The text of a file in one of the system's places.
pub(in super::super) fn text_of_the_systems(path: &Path) -> std::io::Result<Option<String>> {
    std::fs::read_to_string(path).map(Some)
}

/// Whether a file in one of the system's places is there by the system's will. Here only root can put one there.
pub(in super::super) fn is_the_systems(_: &Path) -> bool {
    true
}

/// Whether somebody may do without the system's file who is not let read it. Here it is everybody's to read, or a mistake.
pub(in super::super) fn may_pass_over(_: &std::io::Error) -> bool {
    false
}

/// Whether the program is set-user-id, set-group-id or has capabilities of its file.
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

/// Whether the kernel's notes for a new program (pairs of machine words) say `AT_SECURE`.
fn auxiliary_vector_is_secure(vector: &[u8]) -> bool {
    const AT_SECURE: usize = 23;
    const WORD: usize = size_of::<usize>();
    let word = |bytes: &[u8]| bytes.try_into().map_or(0, usize::from_ne_bytes);
    vector.chunks_exact(2 * WORD).any(|pair| word(&pair[..WORD]) == AT_SECURE && word(&pair[WORD..]) != 0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::environment;
    use super::*;

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

    #[test]
    fn the_systems_places_are_fixed() {
        let environment = environment(&[]);
        assert_eq!(environment.system_file, PathBuf::from("/etc/mi/mi.toml"));
        assert_eq!(environment.system_repository, PathBuf::from("/var/lib/mi/repository.db"));
    }

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
