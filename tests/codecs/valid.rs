//! What is written as CIM-XML is what DSP0203 allows.

use mi::cimxml::{WriteOptions, write_instance_with_classes};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::build::Schema;
use crate::dtd::Dtd;
use crate::spec::{Language, XML};
use crate::strategies;
use crate::xml::{OWN_ELEMENTS, schema_text};

/// What a document can hold that other programs take for one.
const WELL_FORMED: Language = Language { all_characters: false, illegal_in_xml: false, ..XML };
const CASES: usize = 100;

/// Everything, nothing, and what is between.
fn options() -> [WriteOptions; 4] {
    let all = WriteOptions { inherited_elements: true, ..OWN_ELEMENTS };
    let bare = WriteOptions { qualifiers: false, class_origin: false, ..OWN_ELEMENTS };
    [OWN_ELEMENTS, all, bare, WriteOptions { inherited_elements: true, ..bare }]
}

#[test]
fn random_schemas_are_valid_with_all_options() {
    let Some(dtd) = Dtd::find() else { return };
    let mut runner = TestRunner::default();
    let mut documents = Vec::new();
    for _ in 0..CASES {
        let spec = strategies::schema().new_tree(&mut runner).unwrap().current();
        let schema = Schema::build(&spec, WELL_FORMED);
        documents.extend(options().map(|options| schema_text(&schema, options)));
    }
    dtd.check(&documents).unwrap_or_else(|told| panic!("{told}"));
}

#[test]
fn random_instances_with_their_classes_are_valid() {
    let Some(dtd) = Dtd::find() else { return };
    let mut runner = TestRunner::default();
    let mut documents = Vec::new();
    let both = (strategies::schema(), strategies::instance());
    while documents.len() < CASES {
        let (schema, spec) = both.new_tree(&mut runner).unwrap().current();
        // Some schemas have abstract classes alone.
        let Some(instance) = Schema::build(&schema, WELL_FORMED).instance(&spec) else { continue };
        let mut document = String::new();
        write_instance_with_classes(&mut document, &instance, OWN_ELEMENTS).unwrap();
        documents.push(document);
    }
    dtd.check(&documents).unwrap_or_else(|told| panic!("{told}"));
}

#[test]
fn the_hierarchy_is_an_attribute_that_the_dtd_does_not_have() {
    let Some(dtd) = Dtd::find() else { return };
    let spec = crate::spec::SchemaSpec { qualifiers: Vec::new(), classes: Vec::new() };
    let mut document = schema_text(&Schema::build(&spec, WELL_FORMED), OWN_ELEMENTS);
    dtd.check(&[document.clone()]).unwrap_or_else(|told| panic!("{told}"));
    let class = "<VALUE.OBJECT><CLASS NAME=\"A\" DERIVATION=\"\"></CLASS></VALUE.OBJECT></DECLGROUP>";
    document = document.replace("</DECLGROUP>", class);
    let told = dtd.check(&[document]).unwrap_err();
    assert!(told.contains("DERIVATION"), "{told}");
}
