//! The dynamic symbols of the built library against the committed list: programs link to these and nothing else.

// tests/exports_windows.rs holds mi.dll against the same list.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use object::elf;
use object::read::elf::{Dyn, ElfFile64, FileHeader};
use object::{Endianness, Object, ObjectSymbol, ObjectSymbolTable, RelocationTarget, SymbolKind};

/// The library that was built with this test: beside its executable, or one folder up.
fn library() -> Vec<u8> {
    let executable = std::env::current_exe().expect("a test knows its executable");
    let folder = executable.parent().expect("an executable lies in a folder").to_path_buf();
    let places: Vec<PathBuf> = vec![folder.join("libmi.so"), folder.join("../libmi.so")];
    places
        .iter()
        .find_map(|place| std::fs::read(place).ok())
        .unwrap_or_else(|| panic!("no libmi.so in {places:?}"))
}

fn exported(file: &ElfFile64<'_>) -> BTreeSet<String> {
    file.dynamic_symbols()
        .filter(|symbol| symbol.is_definition() && symbol.is_global())
        .map(|symbol| symbol.name().expect("a symbol's name is text").to_owned())
        .collect()
}

/// What tells the wide flavour from the narrow one, for the header's `MI_Application_Initialize`.
const WIDE_MARKER: &str = "mi_wide_characters";
const IS_WIDE: bool = cfg!(feature = "wide");

#[test]
fn exports_are_the_listed_ones_and_the_wide_flavours_marker() {
    let mut listed: BTreeSet<String> = include_str!("exports.txt").lines().map(str::to_owned).collect();
    assert_eq!(listed.len(), 268, "267 functions and one variable");
    if IS_WIDE {
        listed.insert(WIDE_MARKER.to_owned());
    }

    let data = library();
    let file = ElfFile64::<Endianness>::parse(&*data).expect("libmi.so is an ELF file");
    let exported = exported(&file);

    let missing: Vec<_> = listed.difference(&exported).collect();
    let extra: Vec<_> = exported.difference(&listed).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing: {missing:?}, extra: {extra:?}");
}

#[test]
fn table_pointer_is_a_variable_that_the_linker_initialises() {
    let data = library();
    let file = ElfFile64::<Endianness>::parse(&*data).expect("libmi.so is an ELF file");
    let symbol = file
        .dynamic_symbols()
        .find(|symbol| symbol.name() == Ok("mi_clientFT_V1"))
        .expect("mi_clientFT_V1 is exported");

    assert_eq!((symbol.kind(), symbol.size()), (SymbolKind::Data, 8));
    // A relative relocation at its address is how the loader fills it in, before any code runs.
    let relocated = file
        .dynamic_relocations()
        .expect("the library has relocations")
        .any(|(address, _)| address == symbol.address());
    assert!(relocated, "nothing initialises mi_clientFT_V1 when the library is loaded");
}

#[test]
fn nothing_in_the_library_binds_to_its_exports_by_name() {
    let data = library();
    let file = ElfFile64::<Endianness>::parse(&*data).expect("libmi.so is an ELF file");
    let exported = exported(&file);
    let symbols = file.dynamic_symbol_table().expect("the library has dynamic symbols");

    // What did would bind to the other flavour's, or to OMI's, where a program has loaded that first.
    let bound: Vec<_> = file
        .dynamic_relocations()
        .expect("the library has relocations")
        .filter_map(|(_, relocation)| match relocation.target() {
            RelocationTarget::Symbol(index) => symbols.symbol_by_index(index).ok()?.name().ok(),
            _ => None,
        })
        .filter(|name| exported.contains(*name))
        .collect();
    assert!(bound.is_empty(), "{bound:?}");
}

#[test]
fn soname_is_the_one_that_programs_ask_for() {
    let data = library();
    let file = ElfFile64::<Endianness>::parse(&*data).expect("libmi.so is an ELF file");
    let endian = file.endian();
    let sections = file.elf_header().sections(endian, &*data).expect("the library has sections");
    let (entries, strings) =
        sections.dynamic(endian, &*data).expect("the dynamic section can be read").expect("there is one");
    let strings = sections.strings(endian, &*data, strings).expect("it has strings");

    let name = entries
        .iter()
        .find(|entry| entry.tag(endian) == elf::DT_SONAME)
        .map(|entry| entry.string(endian, strings).expect("the SONAME is text"));
    let expected: &[u8] = if IS_WIDE { b"libmi-wide.so" } else { b"libmi.so" };
    assert_eq!(name, Some(expected));
}
