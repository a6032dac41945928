//! What the library needs of the system that it runs on and of the compiler that builds it, against what docs/building.md says.
// Other systems' files say nothing of the kind.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use object::read::elf::{ElfFile64, FileHeader};
use object::{Endianness, Object, ObjectSymbol};

/// A version of glibc: 2.34 is (2, 34).
type Version = (u32, u32);

/// The oldest glibc that runs what is built on a system whose own is no newer than [`STATED_FOR`]. The linker asks for each function
/// as the glibc has it that it finds, so newer systems build what needs newer ones.
const MINIMUM: Version = (2, 34);
const STATED_FOR: Version = (2, 36);

/// The glibc that Rust's standard library itself needs.
const FLOOR: Version = (2, 17);

/// What is asked for in a version that is newer than [`FLOOR`], although that has it too: those that moved into libc itself with 2.34
/// and a little before, those that were inline functions of the headers until 2.33, those with new versions, and `fcntl` by the name
/// that it has for large files.
const MOVED: [&str; 30] = [
    "__libc_start_main",
    "dlclose",
    "dlerror",
    "dlopen",
    "dlsym",
    "fcntl64",
    "fstat",
    "fstat64",
    "fstatat64",
    "log",
    "lstat64",
    "pow",
    "pthread_attr_getguardsize",
    "pthread_attr_getstack",
    "pthread_attr_setstacksize",
    "pthread_create",
    "pthread_detach",
    "pthread_getattr_np",
    "pthread_join",
    "pthread_key_create",
    "pthread_key_delete",
    "pthread_mutex_trylock",
    "pthread_mutexattr_destroy",
    "pthread_mutexattr_init",
    "pthread_mutexattr_settype",
    "pthread_setname_np",
    "pthread_setspecific",
    "pthread_sigmask",
    "stat",
    "stat64",
];

/// What was built with this test, of these names: beside its executable, or one folder up.
fn built() -> Vec<(&'static str, Vec<u8>)> {
    let executable = std::env::current_exe().expect("a test knows its executable");
    let folder = executable.parent().expect("an executable lies in a folder");
    ["libmi.so", "mi", "mi-provider-host"]
        .map(|name| {
            let places = [folder.join(name), folder.join("..").join(name)];
            let data = places.iter().find_map(|place| std::fs::read(place).ok());
            (name, data.unwrap_or_else(|| panic!("no {name} in {places:?}")))
        })
        .into()
}

fn parse(version: &str) -> Option<Version> {
    let (major, minor) = version.trim().split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}

/// What is asked of glibc by name and version, and whether the file can do without it.
fn asked_of_glibc(data: &[u8]) -> Vec<(String, Version, bool)> {
    let file = ElfFile64::<Endianness>::parse(data).expect("it is an ELF file");
    let endian = file.endian();
    let sections = file.elf_header().sections(endian, data).expect("it has sections");
    let versions =
        sections.versions(endian, data).expect("its versions can be read").expect("it asks for some");
    file.dynamic_symbols()
        .filter(ObjectSymbol::is_undefined)
        .filter_map(|symbol| {
            let version = versions.version(versions.version_index(endian, symbol.index())).ok()??;
            let version = std::str::from_utf8(version.name()).ok()?.strip_prefix("GLIBC_")?;
            Some((symbol.name().ok()?.to_owned(), parse(version)?, symbol.is_weak()))
        })
        .collect()
}

fn page(path: &str) -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

#[test]
fn what_is_built_needs_no_newer_glibc_than_the_page_on_building_says() {
    let said = format!("glibc {}.{} or newer", MINIMUM.0, MINIMUM.1);
    assert!(page("docs/building.md").contains(&said), "docs/building.md does not say \"{said}\"");

    let output =
        Command::new("getconf").arg("GNU_LIBC_VERSION").output().expect("getconf is a part of glibc");
    let here = String::from_utf8_lossy(&output.stdout).trim().trim_start_matches("glibc ").to_owned();
    if parse(&here).is_none_or(|here| here > STATED_FOR) {
        println!(
            "What is built with glibc {here} may need that, and is not held against what is said of older ones."
        );
        return;
    }
    for (name, data) in built() {
        let newest: BTreeMap<Version, String> =
            asked_of_glibc(&data).into_iter().map(|(function, version, _)| (version, function)).collect();
        let (version, function) = newest.last_key_value().expect("everything asks for something");
        assert!(*version <= MINIMUM, "{name} needs glibc {version:?}, for {function}");
    }
}

#[test]
fn nothing_is_asked_for_that_the_oldest_glibc_of_rust_lacks() {
    let moved = BTreeSet::from(MOVED);
    for (name, data) in built() {
        // What is asked for weakly is done otherwise where it is not there.
        let newer: Vec<_> = asked_of_glibc(&data)
            .into_iter()
            .filter(|(function, version, weak)| !weak && *version > FLOOR && !moved.contains(&**function))
            .collect();
        assert!(
            newer.is_empty(),
            "{name} asks for {newer:?}: add what glibc 2.17 has too, and call nothing else"
        );
    }
}

#[test]
fn the_oldest_rust_is_the_same_everywhere_and_enough_for_all_dependencies() {
    let minimum = env!("CARGO_PKG_RUST_VERSION");
    let says = [
        ("README.md", format!("Rust {minimum} or newer")),
        ("docs/building.md", format!("Rust {minimum} or newer")),
        ("tools/setup.sh", format!("wanted={minimum} ")),
    ];
    for (path, text) in says {
        assert!(page(path).contains(&text), "{path} does not say \"{text}\"");
    }

    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("-vV").output().expect("rustc runs").stdout;
    let version = String::from_utf8(version).expect("rustc writes UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc says its host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let needed: BTreeSet<_> = metadata["resolve"]["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|node| &node["id"])
        .map(text)
        .collect();
    let newer: Vec<_> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|package| needed.contains(text(&package["id"])))
        .filter(|package| package["rust_version"].as_str().and_then(parse) > parse(minimum))
        .map(|package| format!("{} ({})", text(&package["id"]), text(&package["rust_version"])))
        .collect();
    assert!(!needed.is_empty() && newer.is_empty(), "these need a newer Rust than {minimum}: {newer:#?}");
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap_or_default()
}
