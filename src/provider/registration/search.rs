//! The search for registration files.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::file::{Parsed, RegistrationError, parse};

/// A larger file is none that a person or a tool wrote to register classes.
const LARGEST: u64 = 4 << 20;

/// The registration files under a list of folders.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The files, in the order of the folders, and in each by their names.
    pub files: Vec<Found>,
    /// What could not be read.
    pub unreadable: Vec<RegistrationError>,
}

/// A registration file that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The namespace of its classes.
    pub namespace: String,
    /// What it says.
    pub parsed: Parsed,
}

impl Search {
    /// Looks for files that end in `.reg`, in these folders and all below them. Links are followed; what can't be read is noted
    /// and keeps nothing else from being read. A file that is met twice for one namespace counts once.
    pub fn folders(folders: &[PathBuf]) -> Search {
        let mut search = Search::default();
        let mut known = HashSet::new();
        for folder in folders {
            for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
                match entry {
                    Ok(entry) if entry.file_type().is_file() && is_registration(entry.path()) => {
                        search.file(entry.path(), &mut known);
                    }
                    Ok(_) => {}
                    // What a loop leads to was read, or is.
                    Err(error) if error.loop_ancestor().is_some() => {}
                    Err(error) => {
                        let path = error.path().unwrap_or(folder).to_owned();
                        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                        search.unreadable(path, reason);
                    }
                }
            }
        }
        search
    }

    fn file(&mut self, path: &Path, known: &mut HashSet<(PathBuf, String)>) {
        let parsed = match read(path) {
            Ok(bytes) => parse(path, &bytes),
            Err(reason) => return self.unreadable(path.to_owned(), reason),
        };
        let folder = path.parent().and_then(Path::file_name);
        if parsed.file.namespace.is_none() && folder.is_some_and(|name| name.to_str().is_none()) {
            let reason = "the name of its folder, which says the namespace, is not valid Unicode".to_owned();
            return self.unreadable(path.to_owned(), reason);
        }
        let namespace = parsed.file.namespace.clone().unwrap_or_else(|| namespace_of_folder(path));
        let real = dunce::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if known.insert((real, namespace.to_ascii_lowercase())) {
            self.files.push(Found { namespace, parsed });
        }
    }

    fn unreadable(&mut self, path: PathBuf, reason: String) {
        let message = format!("can't be read: {reason}");
        self.unreadable.push(RegistrationError { path, line: None, message });
    }
}

fn is_registration(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("reg"))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it is larger than {} MiB, which no registration file is", LARGEST >> 20));
    }
    Ok(bytes)
}

/// The namespace that the name of a registration file's folder spells: `root-cimv2` is `root/cimv2`, and so is `root#cimv2`, as
/// older versions of OMI wrote it.
pub fn namespace_of_folder(file: &Path) -> String {
    let folder =
        file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy()).unwrap_or_default();
    folder.replace(['-', '#'], "/").trim_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files, each with its text.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        root
    }

    fn found(root: &Path) -> Vec<(String, String)> {
        let search = Search::folders(&[root.to_owned()]);
        search.files.into_iter().map(|found| (found.namespace, found.parsed.file.library)).collect()
    }

    fn pair(namespace: &str, library: &str) -> (String, String) {
        (namespace.to_owned(), library.to_owned())
    }

    #[test]
    fn files_are_found_at_every_depth_in_the_order_of_their_names() {
        let root = folder(&[
            ("b/root-two/x.reg", "LIBRARY=2"),
            ("a/deep/er/root-one/x.REG", "LIBRARY=1"),
            ("root-one/x.txt", "LIBRARY=none"),
            ("root-three/y.reg", "LIBRARY=4"),
            ("root-three/x.reg", "LIBRARY=3"),
        ]);
        let expected =
            [pair("root/one", "1"), pair("root/two", "2"), pair("root/three", "3"), pair("root/three", "4")];
        assert_eq!(found(root.path()), expected);
    }

    #[test]
    fn the_namespace_is_the_files_own_or_its_folders() {
        let root = folder(&[
            ("root-cimv2/a.reg", "LIBRARY=1"),
            ("root#vendor#x/a.reg", "LIBRARY=2\nNAMESPACE=root/with-dash"),
            ("root#vendor#y/a.reg", "LIBRARY=3"),
        ]);
        let expected = [pair("root/with-dash", "2"), pair("root/vendor/y", "3"), pair("root/cimv2", "1")];
        let mut actual = found(root.path());
        actual.sort_by_key(|(_, library)| ["2", "3", "1"].iter().position(|known| known == library));
        assert_eq!(actual, expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends_and_a_linked_folder_is_another_namespace() {
        use std::os::unix::fs::symlink;
        let root = folder(&[("root-one/x.reg", "LIBRARY=1")]);
        symlink(root.path(), root.path().join("root-one/loop")).unwrap();
        symlink(root.path().join("nothing"), root.path().join("dangling.reg")).unwrap();
        symlink(root.path().join("root-one"), root.path().join("root-two")).unwrap();
        let search = Search::folders(&[root.path().to_owned(), root.path().to_owned()]);
        let mut namespaces: Vec<&str> = search.files.iter().map(|found| found.namespace.as_str()).collect();
        namespaces.sort_unstable();
        assert_eq!(namespaces, ["root/one", "root/two"]);
        assert!(search.unreadable.iter().all(|error| error.path.ends_with("dangling.reg")), "{search:?}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_noted_and_the_others_are_read() {
        let root = folder(&[("root-one/x.reg", "LIBRARY=1")]);
        let search = Search::folders(&["/nonexistent/providers".into(), root.path().to_owned()]);
        assert_eq!(search.files.len(), 1);
        assert!(search.unreadable[0].to_string().starts_with("/nonexistent/providers: can't be read: "));
    }

    // Windows has file names of UTF-16, and macOS of UTF-8 alone.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_whose_name_is_not_unicode_is_told_and_makes_no_namespace() {
        use std::os::unix::ffi::OsStrExt as _;

        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(std::ffi::OsStr::from_bytes(b"root-caf\xe9"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("test.reg"), "LIBRARY=x\nCLASS=Test_Thing\n").unwrap();
        let search = Search::folders(&[root.path().to_owned()]);
        assert!(search.files.is_empty());
        assert!(
            search.unreadable[0].message.contains("not valid Unicode"),
            "{}",
            search.unreadable[0].message
        );
    }
}
