//! Any bytes as a MOF file: nothing crashes, and classes and instances that compile are written as MOF that compiles to
//! the same.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use mi::cim::{Class, Instance, QualifierType, Text, name};
use mi::mof::{
    Aliases, Change, ChangeKind, Compiled, EmptyCatalog, NoIncludes, Options, Source, compile, load,
    write_class, write_instance_among, write_qualifier_type,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode("fuzzed.mof", bytes) else { return };
    compiled(Arc::clone(&source), false);
    // What is guessed need not be written as it was.
    let Some(compiled) = compiled(source, true) else { return };
    let (types, classes, instances) = declarations(&compiled);
    let mut written = String::new();
    types.iter().for_each(|declared| write_qualifier_type(&mut written, declared).expect("MOF says it"));
    let type_of =
        |wanted: &Text| types.iter().find(|declared| name::eq_names(&declared.name, wanted)).cloned();
    classes.iter().for_each(|class| write_class(&mut written, class, &type_of).expect("MOF says it"));
    let (instances_written, instances) = instance_text(instances);
    written.push_str(&instances_written);
    let again = self::compiled(Source::new("written.mof", written.as_str()), true);
    let again = again.unwrap_or_else(|| panic!("what was written does not compile:\n{written}"));
    let (again_types, again_classes, again_instances) = declarations(&again);
    assert_eq!((types, classes), (again_types, again_classes), "{written}");
    // What refers to an instance by its path may hold other defaults than what does so by an alias: neither is written.
    assert_eq!(instances, again_instances.len(), "{written}");
    assert_eq!(instances_written, instance_text(again_instances).0, "{written}");
});

/// The instances in one text, and how many they are.
fn instance_text(instances: Vec<Arc<Instance>>) -> (String, usize) {
    let (mut text, mut aliases, mut count) = (String::new(), Aliases::default(), 0);
    for instance in instances {
        // Paths can lie in each other deeper than they are written.
        count += usize::from(write_instance_among(&mut text, &instance, &mut aliases).is_ok());
    }
    (text, count)
}

fn compiled(source: Arc<Source>, strict: bool) -> Option<Compiled> {
    let program = load([source], &mut NoIncludes).ok()?;
    compile(&program, &EmptyCatalog, &Options { strict, ..Options::default() }).ok()
}

/// The qualifier types, classes and instances of the namespace that all would go to again; a class that refers to one of
/// another namespace would not be the same there.
fn declarations(compiled: &Compiled) -> (Vec<Arc<QualifierType>>, Vec<Arc<Class>>, Vec<Arc<Instance>>) {
    let of_one = compiled.changes.iter().all(|change| change.namespace == compiled.changes[0].namespace);
    let changes: &[Change] = if of_one { &compiled.changes } else { &[] };
    let (mut types, mut classes, mut instances) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match &change.kind {
            ChangeKind::QualifierType(declared) => types.push(Arc::clone(declared)),
            ChangeKind::Class { class, .. } => classes.push(Arc::clone(class)),
            // Those that are values of others are written with those.
            ChangeKind::Instance { is_value: true, .. } => {}
            ChangeKind::Instance { instance, .. } => instances.push(Arc::clone(instance)),
        }
    }
    (types, classes, instances)
}
