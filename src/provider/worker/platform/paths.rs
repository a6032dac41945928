//! Variables that name paths, for a process that looks at them from another folder.

use std::ffi::OsString;
use std::path::{Path, absolute};

/// Those of this library.
const PATHS: [&str; 3] = ["MI_CONFIG", "MI_REPOSITORY", "MI_PROVIDER_PATH"];

/// The value that means in another folder what this one means in that of this process: relative paths would mean others there.
pub(super) fn seen_from_elsewhere(name: &str, value: OsString) -> OsString {
    if !PATHS.contains(&name) || value.is_empty() || value == ":memory:" {
        return value;
    }
    let full = |path: &Path| absolute(path).unwrap_or_else(|_| path.to_owned());
    if name != "MI_PROVIDER_PATH" {
        return full(Path::new(&value)).into();
    }
    let folders = std::env::split_paths(&value).filter(|path| path != Path::new(""));
    let folders = std::env::join_paths(folders.map(|path| full(&path)));
    folders.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_stay_what_they_are_for_this_process() {
        let seen = |name: &str, value: &OsString| seen_from_elsewhere(name, value.clone());
        let whole = std::env::temp_dir();
        let here = std::env::current_dir().unwrap();
        let folders = std::env::join_paths([Path::new("a"), &whole]).unwrap();
        let expected = std::env::join_paths([here.join("a"), whole]).unwrap();
        assert_eq!(seen("MI_PROVIDER_PATH", &folders), expected);
        assert_eq!(seen("MI_REPOSITORY", &OsString::from(":memory:")), ":memory:");
        assert_eq!(seen("MI_CONFIG", &OsString::from("c")), here.join("c"));
        assert_eq!(seen("MI_LOG", &OsString::from("info")), "info");
    }
}
