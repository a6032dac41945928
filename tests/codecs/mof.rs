//! Model, MOF, model.

use std::sync::Arc;

use mi::cim::schema::{Catalog, EmptyCatalog};
use mi::cim::{Instance, Text};
use mi::mof::{
    NoIncludes, Objects, Options, Source, read_objects, write_class, write_instance, write_qualifier_type,
};
use proptest::prelude::*;

use crate::build::Schema;
use crate::compare::{self, Compared};
use crate::spec::{InstanceSpec, MOF, NAMESPACE, SchemaSpec};
use crate::strategies::{self, config};

/// A schema as MOF: its qualifiers, then its classes.
pub fn schema_text(schema: &Schema) -> String {
    let mut text = String::new();
    for declared in &schema.qualifier_types {
        write_qualifier_type(&mut text, declared).unwrap();
    }
    for class in &schema.classes {
        write_class(&mut text, class, &|name: &Text| schema.find_qualifier_type(name)).unwrap();
    }
    text
}

pub fn instance_text(instance: &Instance) -> String {
    let mut text = String::new();
    write_instance(&mut text, instance).unwrap();
    text
}

pub fn read(text: &str, catalog: &dyn Catalog) -> Result<Objects, String> {
    let options = Options { namespace: Text::from(NAMESPACE), ..Options::default() };
    let source: Arc<Source> = Source::new("a.mof", text);
    read_objects(source, &mut NoIncludes, catalog, &options).map_err(|errors| errors.to_string())
}

fn schema_survives(spec: &SchemaSpec) -> Compared {
    let schema = Schema::build(spec, MOF);
    let text = schema_text(&schema);
    let survives = || {
        let objects = read(&text, &EmptyCatalog)?;
        compare::schemas(&schema, &objects.qualifier_types, &objects.classes)
    };
    survives().map_err(|difference| format!("{difference}\n{text}"))
}

fn instance_survives(schema: &SchemaSpec, spec: &InstanceSpec) -> Compared {
    let schema = Schema::build(schema, MOF);
    let Some(instance) = schema.instance(spec) else { return Ok(()) };
    let text = instance_text(&instance);
    let survives = || {
        let objects = read(&text, &schema)?;
        compare::only(&instance, &objects.instances)
    };
    survives().map_err(|difference| format!("{difference}\n{text}"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_schema_survives_mof(spec in strategies::schema()) {
        schema_survives(&spec).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn an_instance_survives_mof(schema in strategies::schema(), spec in strategies::instance()) {
        instance_survives(&schema, &spec).map_err(TestCaseError::fail)?;
    }
}
