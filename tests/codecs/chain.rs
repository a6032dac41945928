//! One language after the other: model, CIM-XML, model, MOF, model, CIM-XML.

use proptest::prelude::*;

use crate::build::{Elsewhere, Schema};
use crate::compare::{self, Compared};
use crate::spec::{BOTH, InstanceSpec, SchemaSpec};
use crate::strategies::{self, config};
use crate::{mof, xml};

fn schema_survives(spec: &SchemaSpec) -> Compared {
    let schema = Schema::build(spec, BOTH);
    let first = xml::schema_text(&schema, xml::OWN_ELEMENTS);
    let document = xml::read(&first, &Elsewhere(&schema))?;
    let read = Schema {
        qualifier_types: document.qualifier_types.into_iter().map(|(_, declared)| declared).collect(),
        classes: document.classes.into_iter().map(|(_, _, class)| class).collect(),
        language: BOTH,
    };
    let between = mof::schema_text(&read);
    let survives = || {
        let objects = mof::read(&between, &Elsewhere(&schema))?;
        compare::schemas(&schema, &objects.qualifier_types, &objects.classes)?;
        let made =
            Schema { qualifier_types: objects.qualifier_types, classes: objects.classes, language: BOTH };
        let last = xml::schema_text(&made, xml::OWN_ELEMENTS);
        if last == first { Ok(()) } else { Err(format!("another document at the end:\n{last}")) }
    };
    survives().map_err(|difference| format!("{difference}\n{first}\n{between}"))
}

fn instance_survives(schema: &SchemaSpec, spec: &InstanceSpec) -> Compared {
    let schema = Schema::build(schema, BOTH);
    let Some(instance) = schema.instance(spec) else { return Ok(()) };
    let first = xml::instance_text(&instance);
    let between = mof::instance_text(&xml::read_one(&first, &schema)?);
    let survives = || {
        let objects = mof::read(&between, &schema)?;
        compare::only(&instance, &objects.instances)?;
        let last = xml::instance_text(&objects.instances[0]);
        if last == first { Ok(()) } else { Err(format!("another document at the end:\n{last}")) }
    };
    survives().map_err(|difference| format!("{difference}\n{first}\n{between}"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_schema_survives_both_languages(spec in strategies::schema()) {
        schema_survives(&spec).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn an_instance_survives_both_languages(schema in strategies::schema(), spec in strategies::instance()) {
        instance_survives(&schema, &spec).map_err(TestCaseError::fail)?;
    }
}
