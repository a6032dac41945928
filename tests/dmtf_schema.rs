//! The DMTF CIM Schema, whole: 1,600 files that people wrote over twenty years.
//!
//! It is not part of the project. `tests/fetch-dmtf-schema.sh` fetches it into `.cache/dmtf-schema`; where it is not,
//! these tests say so and pass.

mod dtd;

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mi::cim::name::eq_names;
use mi::cim::{Class, ClassDeclaration, Error, Method, Property, QualifierType, Text};
use mi::cimxml::{DeclarationGroup, ReadOptions, WriteOptions, read_document, write_document};
use mi::mof::{
    Catalog, ChangeKind, Compiled, EmptyCatalog, NoIncludes, Options, Source, SourceLoader, compile, load,
    read_objects, write_class, write_class_deep, write_qualifier_type,
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
    dtd.check(&documents).unwrap_or_else(|told| panic!("{told}"));
}

/// The classes and the declarations of qualifiers of a compilation.
fn parts(compiled: &Compiled) -> (Vec<&QualifierType>, Vec<&Class>) {
    let mut types = Vec::new();
    let mut classes = Vec::new();
    for change in &compiled.changes {
        match &change.kind {
            ChangeKind::QualifierType(declared) => types.push(&**declared),
            ChangeKind::Class { class, .. } => classes.push(&**class),
            ChangeKind::Instance { .. } => {}
        }
    }
    (types, classes)
}

fn assert_same_classes<'a>(written: &[&Class], read: impl ExactSizeIterator<Item = &'a Class>) {
    assert_eq!(written.len(), read.len());
    for (written, read) in written.iter().zip(read) {
        assert_eq!(written.namespace(), read.namespace(), "{}", written.name());
        assert_eq!(*written, read, "{}", written.name());
    }
}

#[test]
fn the_whole_schema_survives_cim_xml_and_then_mof() {
    let Some(folder) = schema() else { return };
    let first = compiled(vec![read(&folder.join(MAIN)).unwrap()]);
    let (types, classes) = parts(&first);
    let group = DeclarationGroup {
        qualifier_types: types.clone(),
        classes: classes.clone(),
        ..DeclarationGroup::default()
    };
    let mut document = String::new();
    let own = WriteOptions { inherited_elements: false, ..WriteOptions::default() };
    write_document(&mut document, &[group], own).unwrap();

    let options = ReadOptions { namespace: Some(Options::default().namespace), ..ReadOptions::default() };
    let second = read_document(&document, &EmptyCatalog, &options).unwrap_or_else(|e| panic!("{e}"));
    assert!(types.iter().copied().eq(second.qualifier_types.iter().map(|(_, declared)| &**declared)));
    assert_same_classes(&classes, second.classes.iter().map(|(_, _, class)| &**class));

    let declared = |wanted: &Text| {
        second
            .qualifier_types
            .iter()
            .map(|(_, declared)| declared)
            .find(|it| eq_names(&it.name, wanted))
            .cloned()
    };
    let mut text = String::new();
    for (_, declared) in &second.qualifier_types {
        write_qualifier_type(&mut text, declared).unwrap();
    }
    for (_, _, class) in &second.classes {
        write_class(&mut text, class, &declared).unwrap();
    }
    let third = compiled(vec![Source::new("written.mof", text)]);
    let (third_types, third_classes) = parts(&third);
    assert_eq!(types, third_types);
    assert_same_classes(&classes, third_classes.into_iter());
}

/// The qualifiers of a schema, and none of its classes.
struct QualifiersOf<'a>(&'a [&'a QualifierType]);

impl Catalog for QualifiersOf<'_> {
    fn qualifier_type(&self, _: &Text, wanted: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(self
            .0
            .iter()
            .find(|declared| eq_names(&declared.name, wanted))
            .map(|&declared| Arc::new(declared.clone())))
    }

    fn class(&self, _: &Text, _: &Text) -> Result<Option<Arc<Class>>, Error> {
        Ok(None)
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}

#[test]
fn each_class_of_the_schema_survives_mof_behind_its_superclasses_and_nothing_else() {
    let Some(folder) = schema() else { return };
    let schema = compiled(vec![read(&folder.join(MAIN)).unwrap()]);
    let (types, classes) = parts(&schema);
    let catalog = QualifiersOf(&types);
    let declared = |wanted: &Text| catalog.qualifier_type(wanted, wanted).unwrap();
    for class in classes {
        let mut text = String::new();
        write_class_deep(&mut text, class, &declared).unwrap();
        let source = Source::new("deep.mof", text);
        let read = read_objects(source, &mut NoIncludes, &catalog, &Options::default());
        let read = read.unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(&**read.classes.last().unwrap(), class);
    }
}

#[test]
fn each_class_of_the_schema_with_all_its_elements_is_read_without_its_superclass() {
    let Some(folder) = schema() else { return };
    let schema = compiled(vec![read(&folder.join(MAIN)).unwrap()]);
    let (types, classes) = parts(&schema);
    let catalog = QualifiersOf(&types);
    for class in classes {
        let is_whole = class.superclass().is_none()
            || class.properties().iter().any(|it| it.propagator != *class.name());
        // What inherits nothing looks like what leaves out what it inherits.
        if !is_whole {
            continue;
        }
        let mut text = String::new();
        mi::cimxml::write_class(&mut text, class, WriteOptions::default()).unwrap();
        let read = mi::cimxml::read_class(&text, &catalog, &ReadOptions::default());
        let read = read.unwrap_or_else(|error| panic!("{}: {error}", class.name())).object;
        assert_eq!(class.qualifiers(), read.qualifiers());
        assert_eq!(class.flags(), read.flags());
        assert_eq!(class.superclass_name(), read.superclass_name());
        // Which superclass redeclared an element that another introduced, a class can't say of itself.
        for (one, other) in class.properties().iter().zip(read.properties()) {
            let other = Property { propagator: one.propagator.clone(), ..other.clone() };
            assert_eq!(*one, other, "{}", class.name());
        }
        for (one, other) in class.methods().iter().zip(read.methods()) {
            let other = Method { propagator: one.propagator.clone(), ..other.clone() };
            assert_eq!(*one, other, "{}", class.name());
        }
    }
}
