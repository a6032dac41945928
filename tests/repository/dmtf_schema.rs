//! The DMTF CIM Schema in the repository. `tests/fetch-dmtf-schema.sh` fetches it; where it is not, this says so.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mi::mof::{ChangeKind, Compiled, EmptyCatalog, Options, Source, SourceLoader, compile, load};
use mi::provider::repository::{Item, Location, Repository};

use super::support::*;

const MAIN: &str = "cim_schema_2.49.0.mof";

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

fn schema() -> Option<Compiled> {
    let folder = std::env::var_os("MI_DMTF_SCHEMA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".cache/dmtf-schema"), PathBuf::from);
    if !folder.join(MAIN).is_file() {
        println!("skipped: the DMTF schema is not in {}; run tests/fetch-dmtf-schema.sh", folder.display());
        return None;
    }
    let program = load([read(&folder.join(MAIN)).unwrap()], &mut Files).unwrap();
    Some(compile(&program, &EmptyCatalog, &Options::default()).unwrap())
}

#[test]
fn the_dmtf_schema_reads_back_equal_and_compiles_again_without_a_change() {
    let Some(compiled) = schema() else { return };
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let repository = Repository::open(Location::File(path.clone())).unwrap();
    let summary = repository.compile(&items, &mut |_, _| {}).unwrap();
    assert_eq!((summary.created, summary.changed), (items.len(), 0));
    drop(repository);
    let repository = Repository::open(Location::File(path)).unwrap();
    for change in &compiled.changes {
        match &change.kind {
            ChangeKind::Class { class, declaration } => {
                let stored = repository.get_class(NAMESPACE, &class.name().to_str()).unwrap();
                assert!(stored.declaration() == class.declaration(), "{}", class.name());
                let declared = repository.get_class_declaration(NAMESPACE, &class.name().to_str()).unwrap();
                assert!(declared == **declaration, "{}", class.name());
            }
            ChangeKind::QualifierType(declared) => {
                let stored = repository.get_qualifier_type(NAMESPACE, &declared.name.to_str()).unwrap();
                assert_eq!(stored.as_ref(), Some(declared));
            }
            ChangeKind::Instance { .. } => panic!("the schema has no instances"),
        }
    }
    let summary = repository.compile(&items, &mut |_, _| {}).unwrap();
    assert_eq!(summary.unchanged, items.len());
}
