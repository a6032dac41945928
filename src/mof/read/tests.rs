use std::cell::RefCell;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::cim::{ClassDeclaration, Error, Status, Text};
use crate::mof::{EmptyCatalog, NoIncludes, Validation};

const CLASSES: &str = r#"
class A {
    [Key] string Name; string Text = "x"; boolean Flag; uint8 U8 = 7; sint8 S8; uint16 U16; sint16 S16; uint32 U32;
    sint32 S32; uint64 U64; sint64 S64; real32 R32; real64 R64; char16 C; datetime When; string Texts[2]; uint8 Bytes[];
    datetime Times[]; boolean Flags[]; [EmbeddedInstance("A")] string Inner; A REF Link; sint64 Instance;
};
class B : A { uint32 Own; };"#;

/// A catalog that remembers what it was asked.
struct Known {
    classes: Vec<Arc<Class>>,
    asked: RefCell<Vec<(String, String)>>,
    /// The class that it fails on.
    broken: &'static str,
}

impl Known {
    fn new() -> Known {
        let source = Source::new("classes.mof", CLASSES);
        let read = read_objects(source, &mut NoIncludes, &EmptyCatalog, &Options::default());
        let classes = read.unwrap_or_else(|errors| panic!("{errors}")).classes;
        Known { classes, asked: RefCell::default(), broken: "Broken" }
    }
}

impl Catalog for Known {
    fn qualifier_type(&self, _: &Text, _: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(None)
    }

    fn class(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error> {
        self.asked.borrow_mut().push((namespace.to_string(), name.to_string()));
        if *name == self.broken {
            return Err(Error::new(Status::AccessDenied, "The callback says no."));
        }
        Ok(self.classes.iter().find(|class| crate::cim::name::eq_names(class.name(), name)).cloned())
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}

fn read(text: &str, catalog: &dyn Catalog) -> Result<Objects, Errors> {
    read_objects(Source::new("a.mof", text), &mut NoIncludes, catalog, &Options::default())
}

/// Everything of an instance that a client sees.
fn seen(instance: &Instance) -> String {
    let elements = instance.elements();
    let elements =
        elements.map(|element| format!("{} {:?} {:?}", element.name, element.flags, element.value));
    let class = (instance.class_name(), instance.namespace(), instance.class().is_some());
    format!("{class:?} {}", elements.collect::<Vec<_>>().join("\n"))
}

fn short(text: &str, options: &Options) -> Option<Objects> {
    let known = Known::new();
    read_short(text, &Asked::new(&known, options), options)
}

fn long(text: &str, options: &Options) -> Result<Objects, Errors> {
    read_long(Source::new("a.mof", text), &mut NoIncludes, &Known::new(), options)
}

const NAMES: [&str; 25] = [
    "Name", "text", "FLAG", "U8", "S8", "U16", "S16", "U32", "S32", "U64", "S64", "R32", "R64", "C", "When",
    "Texts", "Bytes", "Times", "Flags", "Inner", "Link", "Instance", "Own", "Unknown", "Größe",
];

const VALUES: [&str; 62] = [
    "NULL",
    "null",
    "true",
    "FALSE",
    "0",
    "-0",
    "+1",
    "7",
    "-1",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "65535",
    "65536",
    "-32768",
    "-32769",
    "4294967295",
    "4294967296",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "0x1F",
    "017",
    "08",
    "00",
    "101b",
    "1.5",
    "-2.5e3",
    "1.",
    ".5",
    "1e400",
    "1.0e400",
    "3.5e38",
    "16777217",
    "\"\"",
    "\"text\"",
    "\"a\\\"b\\n\\x263a\"",
    "\"a\\dir\"",
    "\"\\x\"",
    "\"a\" \"b\"",
    "\"a\nb\"",
    "\"20260102030405.000006+060\"",
    "\"00000001000000.000000:000\"",
    "\"20261302030405.000006+060\"",
    "'x'",
    "'\\x41'",
    "'xy'",
    "'",
    "\"Größe\u{1f600}\"",
    "$A",
    "instance of A {}",
    "\"A.Name=\\\"x\\\"\"",
    "{}",
    "nothing",
    "1 2",
    "\"open",
];

/// The short way is taken or it is not; where it is, the long one gives the same and has nothing to say.
fn assert_same(text: &str, options: &Options) -> bool {
    let Some(short) = short(text, options) else { return false };
    let long = long(text, options).unwrap_or_else(|errors| panic!("{text}\n{errors}"));
    let seen_of = |objects: &Objects| objects.instances.iter().map(|read| seen(read)).collect::<Vec<_>>();
    assert_eq!(seen_of(&short), seen_of(&long), "{text}");
    assert!(long.warnings.is_empty() && long.classes.is_empty() && long.qualifier_types.is_empty(), "{text}");
    true
}

#[test]
fn each_value_for_each_property_is_read_the_same_both_ways() {
    let mut taken = 0;
    for name in NAMES {
        for value in VALUES {
            for value in [value.to_owned(), format!("{{{value}}}"), format!("{{{value}, {value}, {value}}}")]
            {
                let text = format!("instance of B {{ {name} = {value}; }};");
                taken += usize::from(assert_same(&text, &Options::default()));
            }
        }
    }
    assert!(taken > 300, "the short way is taken: {taken}");
}

#[test]
fn the_short_way_is_the_same_whatever_the_options() {
    use Validation::*;
    for validation in
        [Strict, Loose, IgnorePropertyType, Ignore, DefaultIgnoreProperties, StrictIgnoreProperties]
    {
        for (strict, namespace) in [(true, ""), (false, "root/x")] {
            let options =
                Options { validation, strict, namespace: Text::from(namespace), ..Options::default() };
            assert!(assert_same("instance of A { Name = \"x\\n\"; U8 = 5; };", &options));
        }
    }
}

/// An instance whose values are right, in any order and layout; some ways of writing it are left to the long way.
fn instance() -> impl Strategy<Value = String> {
    let values = select(
        &[
            "Name = \"n\"",
            "TEXT=NULL",
            "Flag = True",
            "u8 =255",
            "S8\n=\n-128",
            "R64 = 1.5",
            "R32 = 0.1",
            "C = 'x'",
            "C = 65",
            "When = \"20260102030405.000006+060\"",
            "Texts = {\"a\", \"\\\"\"}",
            "Bytes = {}",
            "Bytes = {1,2}",
            "Flags = {TRUE,false}",
            "instance = 5",
            "S64 = -1",
            "U64 = 18446744073709551615",
            "Own = 1",
            "Text = \"\\t\"",
        ][..],
    );
    let space = select(&["", " ", "\n", "\t", "// c\n", "/* c */"][..]);
    let values = prop::collection::vec((values, space.clone()), 0..6);
    let class = select(&["A", "b", "B", "a"][..]);
    (class, values, space).prop_map(|(class, values, between)| {
        let values: String =
            values.iter().map(|(value, space)| format!("{space}{value}{space};{space}")).collect();
        format!("{between}Instance Of {class}{between}{{{values}}}{between};{between}")
    })
}

proptest! {
    #[test]
    fn many_instances_are_read_the_same_both_ways(instances in prop::collection::vec(instance(), 0..6)) {
        assert_same(&instances.concat(), &Options::default());
    }

    #[test]
    fn a_text_that_is_changed_anywhere_is_read_the_same_both_ways(
        instances in prop::collection::vec(instance(), 1..4),
        at in any::<prop::sample::Index>(),
        with in "[ -~]?",
    ) {
        let mut text = instances.concat();
        let at = at.index(text.len());
        text.replace_range(at..=at, &with);
        assert_same(&text, &Options::default());
    }
}

#[test]
fn a_text_that_ends_anywhere_is_an_error_or_whole() {
    let text = "instance of A { Name = \"x\\n\"; Bytes = {1, 2}; When = \"20260102030405.000006+060\"; };";
    for end in 0..text.len() {
        assert_eq!(read(&text[..end], &Known::new()).is_ok(), end == 0, "{}", &text[..end]);
    }
}

fn asked(catalog: &Known) -> Vec<String> {
    catalog.asked.borrow().iter().map(|(namespace, name)| format!("{namespace}:{name}")).collect()
}

#[test]
fn a_catalog_is_asked_for_each_class_once_by_the_name_that_is_written() {
    for text in [
        "instance of A {}; instance of b {}; instance of a {}; instance of B {}; instance of A {};",
        "instance of A {}; instance of b as $B {}; instance of a {}; instance of B { Inner = $B; };",
        "instance of A {}; instance of b { Inner = instance of B {}; }; #pragma locale(\"en\")",
    ] {
        let catalog = Known::new();
        read(text, &catalog).unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(asked(&catalog), ["root/cimv2:A", "root/cimv2:b"], "{text}");
    }
}

#[test]
fn a_class_that_is_not_there_is_asked_for_once_too() {
    let catalog = Known::new();
    let errors = read("instance of Gone {}; instance of GONE {}; instance of A {};", &catalog).unwrap_err();
    assert_eq!((errors.status(), errors.diagnostics().len()), (Status::InvalidClass, 2));
    assert_eq!(asked(&catalog), ["root/cimv2:Gone", "root/cimv2:A"]);
}

#[test]
fn an_error_of_the_catalog_is_told_once_where_the_class_is_named() {
    for start in ["", "#pragma namespace(\"root/other\")\n"] {
        let catalog = Known::new();
        let text =
            format!("{start}instance of A {{}};\n  instance of Broken {{}};\ninstance of Broken {{}};");
        let errors = read(&text, &catalog).unwrap_err();
        assert_eq!((errors.status(), errors.diagnostics().len()), (Status::AccessDenied, 1), "{errors}");
        assert_eq!(errors.diagnostics()[0].position().column, 15);
        assert!(errors.to_string().contains("The callback says no."));
        assert_eq!(asked(&catalog).len(), 2);
    }
}

#[test]
fn classes_that_a_catalog_gives_are_of_any_namespace() {
    let catalog = Known::new();
    let read = read("#pragma namespace(\"root/other\")\ninstance of A { Name = \"x\"; };", &catalog).unwrap();
    let instance = &read.instances[0];
    assert_eq!(instance.namespace(), Some(&Text::from("root/other")));
    assert!(Arc::ptr_eq(instance.class().unwrap(), &catalog.classes[0]));
}

#[test]
fn bytes_of_any_encoding_are_read() {
    let text = "instance of A { Name = \"Größe\u{1f600}\"; };";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = format!("\u{feff}{text}");
    for bytes in [text.as_bytes(), &utf16, marked.as_bytes()] {
        let read = read_bytes("a.mof", bytes, &mut NoIncludes, &Known::new(), &Options::default()).unwrap();
        assert_eq!(
            read.instances[0].value("Name"),
            Some(crate::cim::Value::string("Größe\u{1f600}").as_value_ref())
        );
    }
    let errors =
        read_bytes("a.mof", b"instance of A {\xff", &mut NoIncludes, &Known::new(), &Options::default());
    assert!(errors.unwrap_err().to_string().starts_with("a.mof:1:16: error"));
}
