//! Where the library of a registration file is.

use std::path::{Path, PathBuf};

/// A library that is nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "The library '{library}' that {} names was not found. It was looked for as {}.",
    file.display(),
    candidates.iter().map(|candidate| candidate.display().to_string()).collect::<Vec<_>>().join(", ")
)]
pub struct LibraryNotFound {
    /// What `LIBRARY` says.
    pub library: String,
    /// The registration file.
    pub file: PathBuf,
    /// The files that there are none of.
    pub candidates: Vec<PathBuf>,
}

/// The file that `LIBRARY` means in this registration file, which was found under one of these folders.
///
/// A path is meant as it is, a relative one from the registration file's folder. A bare name is looked for beside the file and
/// in `lib/` there, then in the folders above up to the one that was searched, then in the other folders that are searched, each
/// with its `lib/`. `lib` and `.so` (on Windows `.dll`) are added to the name where it is not there without them.
pub fn find_library(library: &str, file: &Path, searched: &[PathBuf]) -> Result<PathBuf, LibraryNotFound> {
    let beside = file.parent().unwrap_or(Path::new(""));
    let written = Path::new(library);
    let mut candidates = Vec::new();
    if written.components().count() == 1 && !library.contains(std::path::is_separator) {
        for folder in folders(beside, searched) {
            for folder in [folder.to_owned(), folder.join("lib")] {
                candidates.extend(spellings(library).map(|name| folder.join(name)));
            }
        }
    } else {
        let whole = beside.join(written);
        let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        candidates.extend(spellings(&name).map(|name| whole.with_file_name(name)));
    }
    match candidates.iter().find(|candidate| candidate.is_file()) {
        Some(found) => Ok(found.clone()),
        None => Err(LibraryNotFound { library: library.to_owned(), file: file.to_owned(), candidates }),
    }
}

/// The ways to spell a library's name, as it is written first. Those that say what is said already are left out.
fn spellings(name: &str) -> impl Iterator<Item = String> {
    let ending = std::env::consts::DLL_SUFFIX;
    let has_front = name.starts_with("lib");
    // Windows does not tell X.DLL from x.dll.
    let known = if cfg!(windows) { name.to_ascii_lowercase() } else { name.to_owned() };
    let has_ending = known.ends_with(ending) || known.contains(&format!("{ending}."));
    let spelt = move |front: bool, end: bool| {
        (!(front && has_front || end && has_ending))
            .then(|| format!("{}{name}{}", if front { "lib" } else { "" }, if end { ending } else { "" }))
    };
    [spelt(false, false), spelt(false, true), spelt(true, false), spelt(true, true)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .into_iter()
}

/// The folders in which a bare name is looked for, each once.
fn folders<'a>(beside: &'a Path, searched: &'a [PathBuf]) -> Vec<&'a Path> {
    let root = searched.iter().map(PathBuf::as_path).find(|root| beside.starts_with(root)).unwrap_or(beside);
    let mut folders: Vec<&Path> = beside.ancestors().take_while(|folder| folder.starts_with(root)).collect();
    for folder in searched {
        if !folders.contains(&folder.as_path()) {
            folders.push(folder);
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDING: &str = std::env::consts::DLL_SUFFIX;

    /// A text of the system's as these tests write paths: with `/`, and `.so` for the ending that libraries have.
    fn neutral(text: &str) -> String {
        text.replace(std::path::MAIN_SEPARATOR, "/").replace(ENDING, ".so")
    }

    /// A folder with these files, and what `library` means in `reg/root-test/x.reg` of it, relative to the folder. `.so` stands for the
    /// ending that libraries of this system have.
    fn found(files: &[&str], library: &str) -> Option<String> {
        let library = &library.replace(".so", ENDING);
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file.replace(".so", ENDING));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let searched = [root.path().join("reg"), root.path().join("other")];
        let file = searched[0].join("root-test/x.reg");
        let found = find_library(library, &file, &searched).ok()?;
        Some(neutral(&found.strip_prefix(root.path()).unwrap().to_string_lossy()))
    }

    #[test]
    fn a_bare_name_is_found_beside_the_file_or_in_its_folder_of_libraries() {
        for place in ["reg/root-test/libx.so", "reg/root-test/lib/libx.so"] {
            assert_eq!(found(&[place], "x").as_deref(), Some(place));
        }
    }

    #[test]
    fn a_bare_name_is_found_above_the_file_and_in_the_other_folders_of_the_search() {
        for place in ["reg/libx.so", "reg/lib/libx.so", "other/libx.so", "other/lib/libx.so"] {
            assert_eq!(found(&[place], "x").as_deref(), Some(place));
        }
        assert_eq!(found(&["libx.so", "lib/libx.so"], "x"), None, "above what is searched");
    }

    #[test]
    fn the_nearest_library_counts() {
        let files = ["reg/root-test/lib/x.so", "reg/lib/libx.so", "other/x"];
        assert_eq!(found(&files, "x").as_deref(), Some("reg/root-test/lib/x.so"));
    }

    #[test]
    fn what_a_name_lacks_is_added() {
        for name in ["x", "x.so", "libx", "libx.so"] {
            assert_eq!(found(&["reg/libx.so"], name).as_deref(), Some("reg/libx.so"), "{name}");
        }
        assert_eq!(found(&["reg/libx.so.1"], "libx.so.1").as_deref(), Some("reg/libx.so.1"));
        assert_eq!(found(&["reg/plain"], "plain").as_deref(), Some("reg/plain"));
    }

    #[test]
    fn a_path_is_relative_to_the_file() {
        assert_eq!(
            found(&["reg/root-test/x.reg", "reg/modules/libx.so"], "../modules/x").as_deref(),
            Some("reg/root-test/../modules/libx.so")
        );
        assert_eq!(found(&["reg/root-test/libx.so"], "/nowhere/x"), None);
    }

    #[test]
    fn a_library_that_is_nowhere_is_told_with_the_places() {
        let error =
            find_library("x", Path::new("/nowhere/root-test/x.reg"), &["/nowhere".into()]).unwrap_err();
        let error = neutral(&error.to_string());
        assert!(
            error.starts_with("The library 'x' that /nowhere/root-test/x.reg names was not found."),
            "{error}"
        );
        assert!(
            error.contains("/nowhere/root-test/libx.so") && error.contains("/nowhere/lib/libx.so"),
            "{error}"
        );
    }

    #[cfg(windows)]
    #[test]
    fn drives_backslashes_and_capitals_are_as_windows_has_them() {
        let place = Some("reg/root-test/../modules/x.so");
        assert_eq!(found(&["reg/root-test/x.reg", "reg/modules/x.so"], "..\\modules\\x").as_deref(), place);
        assert_eq!(found(&["reg/X.DLL"], "X.DLL").as_deref(), Some("reg/X.DLL"));
        assert_eq!(found(&["reg/libx.so"], "C:\\nowhere\\x"), None);
    }
}
