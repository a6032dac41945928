//! Any bytes as instances in MOF, held against classes in every way: nothing crashes, and texts that are read the short way are read as
//! the same the long way.

#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use mi::cim::{Class, ClassDeclaration, Error, Instance, QualifierType, Text, name};
use mi::mof::{
    Catalog, EmptyCatalog, NoIncludes, Objects, Options, Source, Validation, read_bytes, read_objects,
};

const SCHEMA: &str = r#"
class A {
    [Key] string Name; boolean Flag; uint8 U8 = 7; sint16 S16; uint64 U64; real32 R32; real64 R64; char16 C;
    datetime When; string Texts[2]; uint8 Bytes[]; [EmbeddedInstance("A")] string Inner; A REF Link;
};
class B : A { uint32 Own; };
"#;

struct Known(Vec<Arc<Class>>);

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let source = Source::new("schema.mof", SCHEMA);
    let read = read_objects(source, &mut NoIncludes, &EmptyCatalog, &Options::default());
    Known(read.expect("the schema is MOF").classes)
});

impl Catalog for Known {
    fn qualifier_type(&self, _: &Text, _: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(None)
    }

    fn class(&self, _: &Text, wanted: &Text) -> Result<Option<Arc<Class>>, Error> {
        Ok(self.0.iter().find(|class| name::eq_names(class.name(), wanted)).cloned())
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}

const VALIDATIONS: [Validation; 7] = [
    Validation::Default,
    Validation::Strict,
    Validation::Loose,
    Validation::IgnorePropertyType,
    Validation::Ignore,
    Validation::DefaultIgnoreProperties,
    Validation::StrictIgnoreProperties,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&chosen, bytes)) = bytes.split_first() else { return };
    let validation = VALIDATIONS[usize::from(chosen & 7) % VALIDATIONS.len()];
    let ignored_properties =
        if chosen & 8 == 0 { Vec::new() } else { vec![Text::from("A:Flag:Other"), Text::from("Gone:*")] };
    let options = Options { validation, ignored_properties, ..Options::default() };
    let read = |bytes: &[u8]| read_bytes("fuzzed.mof", bytes, &mut NoIncludes, &*KNOWN, &options);
    let result = read(bytes);
    if let Err(errors) = &result {
        assert!(!errors.to_string().is_empty());
    }
    // A directive makes it a text that is read the long way; a semicolon may follow it.
    // What has the character 0 may be UTF-16.
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let long = read(format!("#pragma locale(\"en_US\");\n{text}").as_bytes());
    match (result, long) {
        (Ok(short), Ok(long)) => assert_eq!(seen(&short), seen(&long), "{text}"),
        (short, long) => assert_eq!(short.is_err(), long.is_err(), "{text}"),
    }
});

/// What a client sees of all instances. The values are compared as texts, as NaN is not equal to itself.
fn seen(objects: &Objects) -> String {
    let one = |instance: &Arc<Instance>| {
        let elements = instance.elements();
        let elements =
            elements.map(|element| format!("{} {:?} {:?}", element.name, element.flags, element.value));
        format!("{} {}", instance.class_name(), elements.collect::<Vec<_>>().join(";"))
    };
    objects.instances.iter().map(one).collect::<Vec<_>>().join("\n")
}
