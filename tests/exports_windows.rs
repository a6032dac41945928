//! What `mi.dll` exports, against the same committed list as `libmi.so`, and what it needs: nothing that Windows lacks.

#![cfg(windows)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use object::pe::IMAGE_SCN_MEM_WRITE;
use object::read::pe::{ExportTarget, PeFile64};
use object::{LittleEndian, Object};

/// The library that was built with this test: beside its executable, or one folder up.
fn library() -> Vec<u8> {
    let executable = std::env::current_exe().expect("a test knows its executable");
    let folder = executable.parent().expect("an executable lies in a folder").to_path_buf();
    let places: Vec<PathBuf> = vec![folder.join("mi.dll"), folder.join("../mi.dll")];
    places
        .iter()
        .find_map(|place| std::fs::read(place).ok())
        .unwrap_or_else(|| panic!("no mi.dll in {places:?}"))
}

/// The names that are exported, and where in the image each is.
fn exported(file: &PeFile64<'_>) -> Vec<(String, u32)> {
    let table = file.export_table().expect("the exports can be read").expect("there are exports");
    let exports = table.exports().expect("the exports can be read");
    exports
        .into_iter()
        .map(|export| {
            let name = export.name.expect("each export has a name");
            let ExportTarget::Address(address) = export.target else { panic!("a forwarded export") };
            (String::from_utf8(name.to_vec()).expect("a symbol's name is text"), address)
        })
        .collect()
}

#[test]
fn exports_are_the_listed_ones() {
    let listed: BTreeSet<String> = include_str!("exports.txt").lines().map(str::to_owned).collect();

    let data = library();
    let file = PeFile64::parse(&*data).expect("mi.dll is a PE file");
    let exported: BTreeSet<String> = exported(&file).into_iter().map(|(name, _)| name).collect();

    let missing: Vec<_> = listed.difference(&exported).collect();
    let extra: Vec<_> = exported.difference(&listed).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing: {missing:?}, extra: {extra:?}");
}

#[test]
fn table_pointer_is_a_variable_that_the_loader_initialises() {
    let data = library();
    let file = PeFile64::parse(&*data).expect("mi.dll is a PE file");
    let address = exported(&file)
        .into_iter()
        .find_map(|(name, address)| (name == "mi_clientFT_V1").then_some(address))
        .expect("mi_clientFT_V1 is exported");

    let section = file
        .section_table()
        .iter()
        .find(|section| section.contains_rva(address))
        .expect("what is exported lies in a section");
    let name = String::from_utf8_lossy(section.raw_name()).into_owned();
    assert!(name.starts_with(".data") || name.starts_with(".rdata"), "{name}: no section of data");
    assert_eq!(
        section.characteristics.get(LittleEndian) & IMAGE_SCN_MEM_WRITE,
        0,
        "{name}: it never changes"
    );
    // A relocation at its address is how the loader fills it in, before any code runs.
    let mut blocks = file
        .data_directories()
        .relocation_blocks(&*data, &file.section_table())
        .expect("the relocations can be read")
        .expect("the library has relocations");
    let mut relocated = false;
    while let Some(block) = blocks.next().expect("the relocations can be read") {
        relocated |= block.into_iter().any(|relocation| relocation.virtual_address == address);
    }
    assert!(relocated, "nothing initialises mi_clientFT_V1 when the library is loaded");
}

#[test]
fn it_needs_nothing_that_windows_lacks() {
    let data = library();
    let file = PeFile64::parse(&*data).expect("mi.dll is a PE file");
    let imports = file.imports().expect("the imports can be read");
    let libraries: BTreeSet<String> =
        imports.iter().map(|import| String::from_utf8_lossy(import.library()).to_lowercase()).collect();

    let of_windows = [
        "advapi32.dll",
        "bcrypt.dll",
        "bcryptprimitives.dll",
        "kernel32.dll",
        "msvcrt.dll",
        "ntdll.dll",
        "ole32.dll",
        "shell32.dll",
        "userenv.dll",
        "ws2_32.dll",
    ];
    let others: Vec<_> = libraries
        .iter()
        .filter(|name| !of_windows.contains(&name.as_str()) && !name.starts_with("api-ms-win-core-"))
        .collect();
    assert!(others.is_empty(), "it needs {others:?}");
}
