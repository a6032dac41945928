//! The DMTF CIM Schema, whole: 1,600 files that people wrote over twenty years.
//!
//! It is not part of the project. `tests/fetch-dmtf-schema.sh` fetches it into `.cache/dmtf-schema`; where it is not,
//! these tests say so and pass.

mod dtd;

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mi::cim::Text;
use mi::cimxml::{DeclarationGroup, WriteOptions, write_document};
use mi::mof::{
    ChangeKind, Compiled, EmptyCatalog, NoIncludes, Options, Source, SourceLoader, compile, load,
    write_class, write_qualifier_type,
};

const MAIN: &str = "cim_schema_2.49.0.mof";

fn schema() -> Option<PathBuf> {
    let folder = std::env::var_os("MI_DMTF_SCHEMA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".cache/dmtf-schema"), PathBuf::from);
    if folder.join(MAIN).is_file() {
        return Some(folder);
    }
    // Past the test harness, which would keep the line to itself.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: the DMTF schema is not in {}; run tests/fetch-dmtf-schema.sh",
        folder.display()
    );
    None
}

/// Reads included files from their folder.
struct Files;

impl SourceLoader for Files {
    fn load(&mut self, path: &str, from: &Source) -> Result<Arc<Source>, String> {
        read(&Path::new(from.name()).parent().unwrap_or(Path::new("")).join(path))
    }
}

fn read(path: &Path) -> Result<Arc<Source>, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    Source::decode(path.display().to_string(), &bytes).map_err(|error| error.to_string())
}

fn files(folder: &Path) -> Vec<Arc<Source>> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "mof"));
    files.map(|file| read(file.path()).unwrap()).collect()
}

fn compiled(roots: Vec<Arc<Source>>) -> Compiled {
    let program = load(roots, &mut Files).unwrap_or_else(|errors| panic!("{errors}"));
    let options = Options { strict: true, ..Options::default() };
    compile(&program, &EmptyCatalog, &options).unwrap_or_else(|errors| panic!("{errors}"))
}

fn counts(compiled: &Compiled) -> (usize, usize) {
    let classes = compiled.changes.iter().filter(|change| matches!(change.kind, ChangeKind::Class { .. }));
    let types = compiled.changes.iter().filter(|change| matches!(change.kind, ChangeKind::QualifierType(_)));
    (types.count(), classes.count())
}

#[test]
fn the_whole_schema_compiles_from_its_main_file() {
    let Some(folder) = schema() else { return };
    let compiled = compiled(vec![read(&folder.join(MAIN)).unwrap()]);
    assert_eq!(counts(&compiled), (70, 1631));
}

#[test]
fn the_whole_schema_compiles_file_by_file_in_any_order() {
    let Some(folder) = schema() else { return };
    let mut files = files(&folder);
    files.retain(|file| !file.name().ends_with(MAIN));
    files.reverse();
    let compiled = compiled(files);
    assert_eq!(counts(&compiled), (70, 1631));
}

#[test]
fn the_whole_schema_reads_back_equal_property_by_property_and_qualifier_by_qualifier() {
    let Some(folder) = schema() else { return };
    let first = compiled(vec![read(&folder.join(MAIN)).unwrap()]);
    let mut types = HashMap::new();
    let mut text = String::new();
    for change in &first.changes {
        if let ChangeKind::QualifierType(declared) = &change.kind {
            types.insert(declared.name.to_string().to_ascii_lowercase(), declared.clone());
            write_qualifier_type(&mut text, declared).unwrap();
        }
    }
    for change in &first.changes {
        if let ChangeKind::Class { class, .. } = &change.kind {
            let find = |name: &Text| types.get(&name.to_string().to_ascii_lowercase()).cloned();
            write_class(&mut text, class, &find).unwrap();
        }
    }
    let second = load([Source::new("written.mof", text)], &mut NoIncludes).unwrap_or_else(|e| panic!("{e}"));
    let options = Options { strict: true, ..Options::default() };
    let second = compile(&second, &EmptyCatalog, &options).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(first.changes.len(), second.changes.len());
    let mut properties = 0;
    let mut qualifiers = 0;
    for (first, second) in first.changes.iter().zip(&second.changes) {
        match (&first.kind, &second.kind) {
            (ChangeKind::QualifierType(first), ChangeKind::QualifierType(second)) => {
                assert_eq!(first, second)
            }
            (ChangeKind::Class { class: first, .. }, ChangeKind::Class { class: second, .. }) => {
                assert_eq!(first.name(), second.name());
                assert_eq!(first.qualifiers(), second.qualifiers(), "{}", first.name());
                for (one, other) in first.properties().iter().zip(second.properties()) {
                    assert_eq!(one, other, "{}.{}", first.name(), one.name);
                    properties += 1;
                    qualifiers += one.qualifiers.len();
                }
                assert_eq!(first, second);
            }
            other => panic!("{other:?}"),
        }
    }
    println!("{properties} properties with {qualifiers} qualifiers read back equal");
    assert!(properties > 10_000 && qualifiers > 50_000);
}

#[test]
fn the_whole_schema_is_valid_cim_xml_with_and_without_what_is_inherited() {
    let Some(folder) = schema() else { return };
    let Some(dtd) = dtd::Dtd::find() else { return };
    let compiled = compiled(vec![read(&folder.join(MAIN)).unwrap()]);
    let mut group = DeclarationGroup::default();
    for change in &compiled.changes {
        match &change.kind {
            ChangeKind::QualifierType(declared) => group.qualifier_types.push(declared),
            ChangeKind::Class { class, .. } => group.classes.push(class),
            other => panic!("{other:?}"),
        }
    }
    let own = WriteOptions { inherited_elements: false, ..WriteOptions::default() };
    let bare = WriteOptions { qualifiers: false, class_origin: false, ..WriteOptions::default() };
    let documents = [own, bare].map(|options| {
        let mut document = String::new();
        write_document(&mut document, std::slice::from_ref(&group), options).unwrap();
        document
    });
    dtd.assert_valid(&documents);
}
