//! Which files this process has open as repositories.
//!
//! SQLite tells other processes by POSIX locks that a file is in use, and the kernel takes all locks of a process on a file
//! away when the process closes the file once, whichever descriptor that was. So a file that is open already must not be
//! opened and closed beside SQLite.

use std::path::Path;

use parking_lot::Mutex;

/// Says which file it is, however its path is spelt.
type Identity = (u64, u64);

static OPEN: Mutex<Vec<Identity>> = Mutex::new(Vec::new());

/// A note that a file is open. A store drops it after its connections.
#[derive(Debug)]
pub(super) struct OpenFile(Option<Identity>);

impl OpenFile {
    /// Notes that a file is about to be opened, and looks into it first where it is not open yet.
    pub(super) fn note<E>(path: &Path, look: impl FnOnce(&Path) -> Result<(), E>) -> Result<OpenFile, E> {
        let mut open = OPEN.lock();
        let identity = identity_of(path);
        if identity.is_none_or(|identity| !open.contains(&identity)) {
            look(path)?;
        }
        open.extend(identity);
        Ok(OpenFile(identity))
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        let mut open = OPEN.lock();
        if let Some(place) = open.iter().position(|open| Some(*open) == self.0) {
            open.swap_remove(place);
        }
    }
}

#[cfg(unix)]
fn identity_of(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Elsewhere closing one descriptor takes no lock of another away.
#[cfg(not(unix))]
fn identity_of(_: &Path) -> Option<Identity> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::super::{Location, Repository};
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    /// The locks on a file, as the kernel lists them.
    fn locks(path: &Path) -> Vec<String> {
        let inode = format!(":{} ", std::fs::metadata(path).unwrap().ino());
        let all = std::fs::read_to_string("/proc/locks").unwrap();
        all.lines()
            .filter(|line| line.contains(&inode))
            .filter_map(|line| line.split_once(": "))
            .map(|(_, lock)| lock.to_owned())
            .collect()
    }

    #[test]
    fn opening_a_file_again_under_another_name_keeps_its_locks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("repository.db");
        let first = Repository::open(Location::File(path.clone())).unwrap();
        let before = locks(&path);
        assert!(!before.is_empty(), "SQLite locks a file that it has open");
        let second = Repository::open(Location::File(folder.path().join("./repository.db"))).unwrap();
        assert_eq!(locks(&path), before);
        drop(second);
        assert_eq!(locks(&path), before);
        drop(first);
        assert!(locks(&path).is_empty());
    }
}
