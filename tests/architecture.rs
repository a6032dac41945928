//! The rules of the house that a compiler does not know: what a room may import, and how long a file may be.
//! `docs/architecture.md` tells of the floors.

use std::path::{Path, PathBuf};

/// The rooms with their floors. A room imports itself and rooms on lower floors.
const FLOORS: &[(&str, u32)] = &[
    ("process", 0),
    ("sync", 0),
    ("abi", 0),
    ("handles", 1),
    ("cim", 1),
    ("xml", 1),
    ("cimxml", 2),
    ("mof", 2),
    ("object", 2),
    ("project", 2),
    ("query", 2),
    ("configuration", 3),
    ("provider", 3),
    ("provider/registration", 4),
    ("provider/module", 4),
    ("provider/repository", 4),
    ("provider/handler", 4),
    ("provider/worker", 5),
    ("engine", 6),
    ("capi", 7),
];
const LONGEST_FILE: usize = 600;

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|file| {
            let text = std::fs::read_to_string(file.path()).unwrap();
            (file.path().strip_prefix(&root).unwrap().to_owned(), text)
        })
        .collect()
}

/// The room that a path is in, files and paths of modules alike: the longest name that it starts with.
fn room(path: &str) -> Option<(&'static str, u32)> {
    let is_in = |room: &str| {
        path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
    };
    FLOORS.iter().copied().filter(|(room, _)| is_in(room)).max_by_key(|(room, _)| room.len())
}

/// The paths of what a line imports from the crate, `crate::provider::repository::Repository` as
/// `provider/repository/Repository`. Comments import nothing.
fn imports(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let tails = code.split("crate::").skip(1);
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | ':');
    tails.map(|tail| tail.split(|c| !is_part(c)).next().unwrap_or_default().replace("::", "/")).collect()
}

#[test]
fn imports_go_down_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let path = path.to_string_lossy().replace('\\', "/");
        let Some((own, floor)) = room(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            for (imported, other) in imports(line).iter().filter_map(|import| room(import)) {
                if imported != own && other >= floor {
                    wrong.push(format!("src/{path}:{}: {own} imports {imported}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports that go up or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn what_the_engine_shares_and_waits_with_is_where_a_model_checker_can_take_it() {
    let elsewhere = |line: &str| {
        let words =
            ["parking_lot", "crossbeam", "once_cell", "Instant::now", "std::thread::{", "std::thread::spawn"];
        let sync =
            line.split("std::sync::").nth(1).map(|rest| rest.trim_start_matches('{').trim_end_matches("};"));
        words.into_iter().any(|word| line.contains(word))
            || sync.is_some_and(|names| {
                names.split([',', ';']).any(|name| !["Arc", "Weak", ""].contains(&name.trim()))
            })
    };
    assert!(elsewhere("use std::sync::{Arc, Mutex};") && !elsewhere("use std::sync::{Arc, Weak};"));
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let path = path.to_string_lossy().replace('\\', "/");
        let is_engine = path.starts_with("engine/") || path == "handles.rs";
        if !is_engine || path.contains("/tests") || path.contains("/model/") {
            continue;
        }
        let code = text.split("mod tests {").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| elsewhere(line)) {
            wrong.push(format!("src/{path}:{}: {line}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "crate::sync has it:\n{}", wrong.join("\n"));
}

#[test]
fn files_stay_short_enough_to_read() {
    let long: Vec<_> = sources()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .collect();
    assert!(long.is_empty(), "files of more than {LONGEST_FILE} lines: {long:?}");
}

#[test]
fn a_file_is_in_the_room_that_its_path_names() {
    assert_eq!(room("provider/repository/mod.rs"), Some(("provider/repository", 4)));
    assert_eq!(room("provider/reply.rs"), Some(("provider", 3)));
    assert_eq!(room("handles.rs"), Some(("handles", 1)));
    assert_eq!(room("bin/mi/main.rs"), None);
}

#[test]
fn an_import_is_found_and_a_comment_is_not_one() {
    assert_eq!(imports("use crate::cim::{Instance, Text};"), ["cim/"]);
    assert_eq!(imports("    let x: crate::engine::Session = y;"), ["engine/Session"]);
    assert_eq!(imports("//! See [`crate::engine`]."), [""; 0]);
}
