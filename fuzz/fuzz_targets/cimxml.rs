//! Any text as CIM-XML: nothing crashes, and what is read is written as CIM-XML that reads as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mi::cim::encoding::decode;
use mi::cim::schema::EmptyCatalog;
use mi::cim::{Array, Instance, ValueRef};
use mi::cimxml::{
    Document, ReadOptions, WriteOptions, class_name, instance_class_name, read_class, read_document,
    read_instance, superclass_name, write_class, write_instance_with_classes, write_qualifier_type,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes) else { return };
    let options = ReadOptions::default();
    let _ = (class_name(&text), superclass_name(&text), instance_class_name(&text));
    let _ = read_class(&text, &EmptyCatalog, &options);
    if let Ok(found) = read_instance(&text, &EmptyCatalog, &options) {
        assert!(text.is_char_boundary(found.end), "the place behind an object is one in the text");
    }
    let Ok(document) = read_document(&text, &EmptyCatalog, &options) else { return };
    for instance in &document.instances {
        instance_again(instance);
    }
    declarations_again(&document);
});

fn instance_again(instance: &Instance) {
    let mut written = String::new();
    if write_instance_with_classes(&mut written, instance, WriteOptions::default()).is_err() {
        return;
    }
    let again = read_instance(&written, &EmptyCatalog, &ReadOptions::default());
    let again =
        again.unwrap_or_else(|error| panic!("what was written is not read: {error}\n{written}")).object;
    if !holds_what_changes(instance) {
        assert_eq!(&again, instance, "{written}");
    }
    let mut rewritten = String::new();
    write_instance_with_classes(&mut rewritten, &again, WriteOptions::default())
        .expect("it was written before");
    assert_eq!(rewritten, written);
}

/// Whether an instance has a NaN in it, which equals nothing, or a reference, of which the keys alone are written.
fn holds_what_changes(instance: &Instance) -> bool {
    let changes = |value: ValueRef<'_>| match value {
        ValueRef::Real32(value) => value.is_nan(),
        ValueRef::Real64(value) => value.is_nan(),
        ValueRef::Reference(_) => true,
        ValueRef::Instance(inner) => holds_what_changes(inner),
        _ => false,
    };
    instance.elements().filter_map(|element| element.value).any(|value| match value {
        ValueRef::Array(array) => matches!(&**array, Array::Reference(_)) || array.iter().any(changes),
        value => changes(value),
    })
}

fn declarations_again(document: &Document) {
    // All would go to one namespace.
    let Some((namespace, ..)) = document.classes.first() else { return };
    if document.classes.iter().any(|(other, ..)| other != namespace)
        || document.qualifier_types.iter().any(|(other, _)| other != namespace)
    {
        return;
    }
    let Some(written) = written(document) else { return };
    let again = read_document(&written, &EmptyCatalog, &ReadOptions::default());
    let again = again.unwrap_or_else(|error| panic!("what was written is not read: {error}\n{written}"));
    // Writing adds the qualifiers that flags and types stand for; from then on all stays the same.
    assert_eq!(self::written(&again).as_ref(), Some(&written));
}

/// The declarations of a document; `None` where they have no form.
fn written(document: &Document) -> Option<String> {
    let mut written = String::new();
    for (_, declared) in &document.qualifier_types {
        write_qualifier_type(&mut written, declared).ok()?;
    }
    for (_, _, class) in &document.classes {
        write_class(&mut written, class, WriteOptions::default()).ok()?;
    }
    Some(written)
}
