//! What this library writes is read back as it was.

use super::*;
use crate::cim::schema::EmptyCatalog;
use crate::cimxml::{
    WriteOptions, write_class, write_instance, write_instance_with_classes, write_qualifier_type,
};

const SAMPLES: [&str; 3] = [
    include_str!("documents/pywbem-classes.xml"),
    include_str!("documents/windows.xml"),
    include_str!("documents/pywbem-qualifier.xml"),
];

fn document(text: &str) -> Document {
    read_document(text, &EmptyCatalog, &ReadOptions::default()).unwrap()
}

#[test]
fn classes_and_qualifiers_are_equal_when_they_are_read_again() {
    for sample in [SAMPLES[0], SAMPLES[2]] {
        let read = document(sample);
        let mut written = String::new();
        read.qualifier_types
            .iter()
            .for_each(|(_, declared)| write_qualifier_type(&mut written, declared).unwrap());
        read.classes
            .iter()
            .for_each(|(_, _, class)| write_class(&mut written, class, WriteOptions::default()).unwrap());
        let again = document(&written);
        assert_eq!(
            (&again.classes, &again.qualifier_types),
            (&read.classes, &read.qualifier_types),
            "{written}"
        );
    }
}

#[test]
fn a_class_is_equal_without_its_superclass() {
    for (_, _, class) in document(SAMPLES[0]).classes {
        let mut written = String::new();
        write_class(&mut written, &class, WriteOptions::default()).unwrap();
        let again = read_class(&written, &EmptyCatalog, &ReadOptions::default()).unwrap();
        assert_eq!((&again.object, again.end), (&class, written.len()), "{written}");
    }
}

#[test]
fn instances_are_equal_with_their_classes_and_without() {
    let catalog = Classes::of(SAMPLES[0]);
    let read =
        read_document(include_str!("documents/pywbem-instances.xml"), &catalog, &ReadOptions::default())
            .unwrap();
    let read = read.instances.into_iter().chain(document(SAMPLES[1]).instances);
    for instance in read.map(|instance| (*instance).clone()) {
        let mut alone = String::new();
        write_instance(&mut alone, &instance, WriteOptions::default()).unwrap();
        // What is referred to has the keys alone where its class is not known.
        if *instance.class_name() != "PY_Link" {
            assert_eq!(super::instance(&alone), instance, "{alone}");
        }
        let mut whole = String::new();
        write_instance_with_classes(&mut whole, &instance, WriteOptions::default()).unwrap();
        let again = super::instance(&whole);
        assert_eq!(again, instance, "{whole}");
        assert_eq!((again.namespace(), again.class().is_some()), (instance.namespace(), true));
    }
}
