//! What the fuzzers of both query languages have in common.

use std::sync::{Arc, LazyLock};

use mi::cim::{Class, Instance, Text};
use mi::mof::{ChangeKind, EmptyCatalog, NoIncludes, Options, Source, compile, load};
use mi::query::{Classes, Filter, Projection, Query, parse};

/// A class with a property of most types, and an instance of it.
const SCHEMA: &str = r#"
class CIM_Y { [Key] string Name; };
class CIM_X : CIM_Y {
    uint8 K = 5; sint64 Size = -7; real64 R = 1.5; boolean B = TRUE; char16 C = 'x';
    datetime When = "20261121084409.123456-060"; datetime Took = "00000001000000.000000:000";
    [EmbeddedInstance("CIM_Y")] string A; string S[] = {"a", "b"}; uint32 N; CIM_Y REF Link;
};
instance of CIM_X { Name = "a"; A = instance of CIM_Y { Name = "inner"; }; Link = "CIM_Y.Name=\"x\""; };
"#;

struct Known(Vec<Arc<Class>>, Arc<Instance>);

static KNOWN: LazyLock<Arc<Known>> = LazyLock::new(|| {
    let program = load([Source::new("schema.mof", SCHEMA)], &mut NoIncludes).expect("the schema is MOF");
    let compiled = compile(&program, &EmptyCatalog, &Options::default()).expect("the schema compiles");
    let (mut classes, mut instances) = (Vec::new(), Vec::new());
    for change in compiled.changes {
        match change.kind {
            ChangeKind::Class { class, .. } => classes.push(class),
            ChangeKind::Instance { instance, .. } => instances.push(instance),
            ChangeKind::QualifierType(_) => {}
        }
    }
    Arc::new(Known(classes, instances.pop().expect("the schema has an instance")))
});

impl Classes for Known {
    fn class(&self, name: &Text) -> Option<Arc<Class>> {
        self.0.iter().find(|class| mi::cim::name::eq_names(class.name(), name)).cloned()
    }
}

/// Reads a query, writes it, reads it again, and runs it on an instance.
pub fn check(dialect: &str, text: &str) {
    let Ok(query) = parse(dialect, text) else { return };
    let written = query.to_string();
    let again = parse(dialect, &written)
        .unwrap_or_else(|error| panic!("{error}: {text:?} was written as {written:?}"));
    assert_eq!(again.to_string(), written, "{text:?}");
    let (Query::Select(select), Query::Select(again)) = (&query, &again) else { return };
    let _ = select.constraints();
    for class in [None, KNOWN.class(&select.class)] {
        let classes = || Arc::clone(&*KNOWN) as Arc<dyn Classes>;
        let filters =
            (Filter::bind(select, class.as_ref(), classes()), Filter::bind(again, class.as_ref(), classes()));
        let (Ok(filter), Ok(same)) = filters else { continue };
        assert_eq!(filter.matches(&KNOWN.1), same.matches(&KNOWN.1), "{text:?} and {written:?}");
        let _ = Projection::of(select).apply(&KNOWN.1);
    }
}
