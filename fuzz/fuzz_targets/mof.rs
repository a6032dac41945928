//! Any bytes as a MOF file: nothing crashes, and classes that compile are written as MOF that compiles to the same classes.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use mi::cim::{Class, QualifierType, Text, name};
use mi::mof::{
    Change, ChangeKind, Compiled, EmptyCatalog, NoIncludes, Options, Source, compile, load, write_class,
    write_instance, write_qualifier_type,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode("fuzzed.mof", bytes) else { return };
    compiled(Arc::clone(&source), false);
    // What is guessed need not be written as it was.
    let Some(compiled) = compiled(source, true) else { return };
    let (types, classes) = declarations(&compiled);
    for change in &compiled.changes {
        if let ChangeKind::Instance { instance, .. } = &change.kind {
            let _ = write_instance(&mut String::new(), instance);
        }
    }
    let mut written = String::new();
    types.iter().for_each(|declared| write_qualifier_type(&mut written, declared).expect("MOF says it"));
    let type_of =
        |wanted: &Text| types.iter().find(|declared| name::eq_names(&declared.name, wanted)).cloned();
    classes.iter().for_each(|class| write_class(&mut written, class, &type_of).expect("MOF says it"));
    let again = self::compiled(Source::new("written.mof", written.as_str()), true);
    let again = again.unwrap_or_else(|| panic!("what was written does not compile:\n{written}"));
    assert_eq!((types, classes), declarations(&again), "{written}");
});

fn compiled(source: Arc<Source>, strict: bool) -> Option<Compiled> {
    let program = load([source], &mut NoIncludes).ok()?;
    compile(&program, &EmptyCatalog, &Options { strict, ..Options::default() }).ok()
}

/// The qualifier types and classes of the namespace that all would go to again; a class that refers to one of another
/// namespace would not be the same there.
fn declarations(compiled: &Compiled) -> (Vec<Arc<QualifierType>>, Vec<Arc<Class>>) {
    let of_one = compiled.changes.iter().all(|change| change.namespace == compiled.changes[0].namespace);
    let changes: &[Change] = if of_one { &compiled.changes } else { &[] };
    let types = changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::QualifierType(declared) => Some(Arc::clone(declared)),
        _ => None,
    });
    let classes = changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::Class { class, .. } => Some(Arc::clone(class)),
        _ => None,
    });
    (types.collect(), classes.collect())
}
