mod dialects;

use super::*;
use crate::cim::class::ClassFlags;
use crate::cim::schema::EmptyCatalog;
use crate::cim::{Array, ElementFlags, Flavor, Scope, Status, Type, Value, ValueRef};
use crate::mof::load::{NoIncludes, load};

/// Compiles one file into an empty catalog.
fn compiled(text: &str) -> Result<Compiled, Errors> {
    compiled_with(text, &EmptyCatalog, false)
}

pub(super) fn compiled_with(text: &str, catalog: &dyn Catalog, strict: bool) -> Result<Compiled, Errors> {
    let program = load([Source::new("a.mof", text)], &mut NoIncludes)?;
    compile(&program, catalog, &Options { strict, ..Options::default() })
}

pub(super) fn class(compiled: &Compiled, wanted: &str) -> Arc<Class> {
    let classes = compiled.changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::Class { class, .. } => Some(class),
        _ => None,
    });
    classes.into_iter().find(|class| *class.name() == wanted).unwrap().clone()
}

pub(super) fn instances(compiled: &Compiled) -> Vec<Arc<Instance>> {
    let changes = compiled.changes.iter();
    changes
        .filter_map(|change| match &change.kind {
            ChangeKind::Instance { instance, .. } => Some(instance.clone()),
            _ => None,
        })
        .collect()
}

fn only_class(text: &str) -> Arc<Class> {
    let compiled = compiled(text).unwrap_or_else(|errors| panic!("{errors}"));
    compiled
        .changes
        .iter()
        .find_map(|change| match &change.kind {
            ChangeKind::Class { class, .. } => Some(class.clone()),
            _ => None,
        })
        .unwrap()
}

/// The default of a property of this type.
fn default(kind: &str, literal: &str) -> Option<Value> {
    let array = if literal.starts_with('{') { "[]" } else { "" };
    only_class(&format!("class A {{ {kind} P{array} = {literal}; }};")).properties()[0].default.clone()
}

fn first_error(text: &str) -> Diagnostic {
    compiled(text).unwrap_err().diagnostics()[0].clone()
}

fn message(text: &str) -> String {
    first_error(text).message.into_owned()
}

const WIDGET: &str = "class Widget { [Key] string Name; uint32 Size = 7; };";

fn with_widget(text: &str) -> String {
    format!("{WIDGET}\n{text}")
}

#[test]
fn a_schema_of_a_provider_compiles() {
    let class = only_class(
        "[ClassVersion(\"1.0.0\")] class XYZ_Frog {
           [Key, Description(\"Name of the frog.\")] string Name;
           uint32 Weight; string Color;
           [static] uint32 Jump([in] boolean High, [in, out] uint32 Count, [out] string Where[]);
         };",
    );
    assert_eq!(class.keys(), [0]);
    assert_eq!(class.flags(), ClassFlags::CLASS);
    let jump = &class.methods()[0];
    assert!(jump.flags.contains(ElementFlags::STATIC));
    assert_eq!(jump.parameters[2].kind, Type::StringArray);
    assert_eq!(jump.return_type, Type::Uint32);
    assert_eq!(class.namespace(), Some(&Text::from("root/cimv2")));
}

#[test]
fn whole_numbers_are_written_in_four_bases() {
    for (literal, expected) in
        [("101b", 5), ("101B", 5), ("017", 15), ("0x1F", 31), ("0X1f", 31), ("10", 10), ("+10", 10), ("0", 0)]
    {
        assert_eq!(default("uint32", literal), Some(Value::Uint32(expected)), "{literal}");
    }
    assert_eq!(default("sint8", "-0x80"), Some(Value::Sint8(-128)));
    assert_eq!(default("sint64", "-9223372036854775808"), Some(Value::Sint64(i64::MIN)));
    assert_eq!(default("uint64", "18446744073709551615"), Some(Value::Uint64(u64::MAX)));
}

#[test]
fn real_numbers_take_whole_ones_too() {
    for (literal, expected) in [("1.5", 1.5), (".5", 0.5), ("-1.5e3", -1500.0), ("1.0E-2", 0.01), ("3", 3.0)]
    {
        assert_eq!(default("real64", literal), Some(Value::Real64(expected)), "{literal}");
    }
    assert_eq!(default("real32", "1.5"), Some(Value::Real32(1.5)));
}

#[test]
fn texts_have_escapes_and_go_on_behind_each_other() {
    for (literal, expected) in [
        (r#""""#, ""),
        (r#""a" "b""#, "ab"),
        ("\"a\" // not \"this\"\n /* nor \"this\" */ \"b\"", "ab"),
        (r#""\b\t\n\f\r\"\'\\""#, "\u{8}\t\n\u{c}\r\"'\\"),
        (r#""\x41\X263a\x9z""#, "A\u{263a}\tz"),
        (r#""\xD83D\xDE00""#, "\u{1F600}"),
        ("\"Größe\"", "Größe"),
        ("\"one\ntwo\"", "one\ntwo"),
    ] {
        assert_eq!(default("string", literal), Some(Value::string(expected)), "{literal}");
    }
}

#[test]
fn a_backslash_that_begins_no_escape_stays_unless_that_is_forbidden() {
    let text = r#"class A { string P = "a\dir\\b\ö" "\s"; };"#;
    assert_eq!(only_class(text).properties()[0].default, Some(Value::string(r"a\dir\b\ö\s")));
    assert!(compiled_with(text, &EmptyCatalog, true).is_err());
}

#[test]
fn characters_are_quoted_once_or_are_numbers() {
    for (literal, expected) in [
        ("'a'", 0x61),
        ("'\"'", 0x22),
        (r"'\''", 0x27),
        (r"'\n'", 0xa),
        (r"'\x263A'", 0x263a),
        ("'ä'", 0xe4),
        ("65", 65),
    ] {
        assert_eq!(default("char16", literal), Some(Value::Char16(expected)), "{literal}");
    }
}

#[test]
fn booleans_null_and_datetimes_are_written_without_case() {
    assert_eq!(default("boolean", "TRUE"), Some(Value::Boolean(true)));
    assert_eq!(default("boolean", "false"), Some(Value::Boolean(false)));
    assert_eq!(default("boolean", "Null"), None);
    let datetime = "20261121084409.123456+060";
    let expected = Value::Datetime(datetime.parse().unwrap());
    assert_eq!(default("datetime", &format!("\"{datetime}\"")), Some(expected));
}

#[test]
fn arrays_are_in_braces() {
    let bytes = |bytes: &[u8]| Some(Value::Array(Arc::new(Array::Uint8(bytes.to_vec()))));
    assert_eq!(default("uint8", "{1, 0x2, 11b}"), bytes(&[1, 2, 3]));
    assert_eq!(default("uint8", "{}"), bytes(&[]));
    let fixed = only_class("class A { string P[2] = {\"a\", \"b\"}; };");
    assert_eq!(fixed.properties()[0].array_size, Some(2));
}

#[test]
fn numbers_out_of_range_are_refused() {
    for (kind, literal) in [
        ("uint8", "256"),
        ("uint8", "-1"),
        ("sint8", "128"),
        ("sint64", "-9223372036854775809"),
        ("char16", "65536"),
        ("real32", "1.0e39"),
    ] {
        let error = first_error(&format!("class A {{ {kind} P = {literal}; }};"));
        assert_eq!(error.status, Status::TypeMismatch, "{kind} {literal}");
    }
    assert_eq!(
        message("class A { uint8 P = 256; };"),
        "the number 256 is out of the range of the property P of type uint8"
    );
}

#[test]
fn values_of_another_type_are_refused() {
    for (kind, literal, expected) in [
        ("uint8", "\"1\"", "expected a number for the property P of type uint8, found a text"),
        ("uint8", "1.5", "expected a whole number for the property P of type uint8, found a real number"),
        ("string", "1", "expected a text in quotes for the property P of type string, found a whole number"),
        ("boolean", "1", "expected TRUE or FALSE for the property P of type boolean, found a whole number"),
        (
            "datetime",
            "TRUE",
            "expected a datetime in quotes for the property P of type datetime, found a boolean",
        ),
    ] {
        assert_eq!(message(&format!("class A {{ {kind} P = {literal}; }};")), expected);
    }
    assert_eq!(
        message("class A { uint8 P[] = 1; };"),
        "expected an array in braces for the property P of type uint8[], found a whole number"
    );
    assert_eq!(
        message("class A { uint8 P[] = {1, NULL}; };"),
        "expected a value, found NULL; elements of arrays have values"
    );
    assert!(message("class A { datetime P = \"now\"; };").contains("exactly 25 characters"));
    assert!(message("class A { uint8 P[1] = {1, 2}; };").starts_with("expected at most 1 elements"));
}

#[test]
fn classes_may_be_used_before_they_are_declared() {
    let compiled = compiled("class C : B {}; class B : A {}; class A { uint8 P; };").unwrap();
    let names: Vec<String> = compiled
        .changes
        .iter()
        .map(|change| match &change.kind {
            ChangeKind::Class { class, .. } => class.name().to_string(),
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(names, ["A", "B", "C"]);
    assert!(class(&compiled, "C").is_a("a"));
    assert_eq!(class(&compiled, "C").properties().len(), 1);
}

#[test]
fn a_class_that_derives_from_itself_is_refused() {
    let errors = compiled("class A : B {}; class B : A {};").unwrap_err();
    assert_eq!(errors.diagnostics().len(), 1);
    assert_eq!(errors.status(), Status::InvalidSuperclass);
}

#[test]
fn a_class_that_needs_itself_for_a_default_is_refused() {
    let text = "class A { A P = instance of A {}; };";
    assert_eq!(message(text), "the class A is needed to make itself");
}

#[test]
fn a_missing_superclass_is_told_where_it_is_named() {
    let error = first_error("class A :\n  B {};");
    assert_eq!(error.status, Status::InvalidSuperclass);
    assert_eq!(error.message, "the superclass B of class A does not exist in the namespace root/cimv2");
    assert_eq!((error.position().line, error.position().column), (2, 3));
}

#[test]
fn errors_of_the_schema_are_told_where_they_are() {
    let error = first_error("class A { uint8 P; };\nclass B : A { uint8 Q;\n uint16 P; };");
    assert_eq!(error.status, Status::TypeMismatch);
    assert_eq!((error.position().line, error.position().column), (3, 9));
}

#[test]
fn a_qualifier_is_typed_as_it_is_declared() {
    let compiled = compiled(
        "Qualifier Level : uint8 = 3, Scope(class, property), Flavor(DisableOverride, Restricted);
         Qualifier Tags : string[], Scope(any);
         [Level(5), Tags{\"a\", \"b\"}] class A { [Tags(\"c\"): Translatable] uint8 P; };",
    )
    .unwrap();
    let ChangeKind::QualifierType(level) = &compiled.changes[0].kind else { panic!() };
    assert_eq!((level.kind, &level.default), (Type::Uint8, &Some(Value::Uint8(3))));
    assert_eq!(level.scope, Scope::CLASS | Scope::PROPERTY);
    assert_eq!(level.flavor, Flavor::DISABLE_OVERRIDE | Flavor::RESTRICTED);
    let class = class(&compiled, "A");
    assert_eq!(class.qualifier("level").unwrap().value, Some(Value::Uint8(5)));
    assert_eq!(class.qualifier("level").unwrap().flavor, level.flavor);
    let tags = &class.properties()[0].qualifiers[0];
    assert_eq!(tags.value, Some(Value::Array(Arc::new(Array::String(vec![Text::from("c")])))));
    assert_eq!(tags.flavor, Flavor::DEFAULT | Flavor::TRANSLATABLE);
}

#[test]
fn a_qualifier_that_is_just_named_is_true_or_has_no_value() {
    let class = only_class("[Abstract, Description] class A {};");
    assert_eq!(class.qualifiers()[0].value, Some(Value::Boolean(true)));
    assert_eq!((class.qualifiers()[1].kind, &class.qualifiers()[1].value), (Type::String, &None));
}

#[test]
fn an_undeclared_qualifier_has_the_type_of_its_value_unless_that_is_forbidden() {
    let text = "[Mine(5), Other, Deep{\"a\"}] class A { [Mine(6)] uint8 P; };";
    let made = compiled(text).unwrap();
    assert_eq!(made.warnings.len(), 3);
    let kinds: Vec<Type> = class(&made, "A").qualifiers().iter().map(|qualifier| qualifier.kind).collect();
    assert_eq!(kinds, [Type::Sint32, Type::Boolean, Type::StringArray]);
    assert!(compiled_with(text, &EmptyCatalog, true).is_err());
}

#[test]
fn a_standard_qualifier_may_have_a_value_of_another_type_unless_that_is_forbidden() {
    let text = "[Locale(1033)] class A {};";
    assert_eq!(only_class(text).qualifiers()[0].value, Some(Value::Sint32(1033)));
    assert!(compiled_with(text, &EmptyCatalog, true).is_err());
}

#[test]
fn a_qualifier_out_of_its_scope_is_a_warning_or_an_error() {
    let text = "Qualifier Mine : boolean, Scope(class); class A { [Mine] uint8 P; };";
    let made = compiled(text).unwrap();
    assert_eq!(made.warnings[0].message, "the qualifier Mine can't be put on a property; its scope is class");
    assert!(compiled_with(text, &EmptyCatalog, true).is_err());
}

#[test]
fn instances_have_the_values_of_their_class() {
    let compiled = compiled(&with_widget("instance of widget { name = \"a\"; };")).unwrap();
    let instance = &instances(&compiled)[0];
    assert_eq!(instance.class().unwrap().name(), &Text::from("Widget"));
    assert_eq!(instance.value("Name"), Some(Value::string("a").as_value_ref()));
    assert_eq!(instance.value("Size"), Some(ValueRef::Uint32(7)));
    assert_eq!(instance.namespace(), Some(&Text::from("root/cimv2")));
    let flags = instance.element(0).unwrap().flags;
    assert!(flags.contains(ElementFlags::KEY) && !flags.contains(ElementFlags::NOT_MODIFIED));
}

#[test]
fn mistakes_of_instances_are_told_with_their_result() {
    for (text, status) in [
        ("instance of Missing {};", Status::InvalidClass),
        ("instance of Widget { Nothing = 1; };", Status::NoSuchProperty),
        ("instance of Widget { Size = \"a\"; };", Status::TypeMismatch),
        ("instance of Widget { Size = 1; size = 2; };", Status::InvalidParameter),
        ("[Abstract] class B {}; instance of B {};", Status::InvalidParameter),
        ("class C { string P = \"a\"; }; instance of C { P = $Missing; };", Status::TypeMismatch),
    ] {
        assert_eq!(first_error(&with_widget(text)).status, status, "{text}");
    }
}

const HOLDER: &str = "class Widget { [Key] string Name; uint32 Size = 7; };
class Big : Widget {};
class Other { [Key] string Name; };
class Holder {
  [Key] string Id;
  [EmbeddedInstance(\"Widget\")] string One;
  [EmbeddedInstance(\"Widget\")] string Many[];
  [EmbeddedObject] string Any;
  Widget REF Link;
};
";

fn held(value: &str) -> Arc<Instance> {
    let text = format!("{HOLDER} instance of Holder {{ Id = \"h\"; {value} }};");
    let compiled = compiled(&text).unwrap_or_else(|errors| panic!("{errors}"));
    instances(&compiled).pop().unwrap()
}

fn inner(instance: &Instance, name: &str) -> Arc<Instance> {
    match instance.value(name) {
        Some(ValueRef::Instance(inner) | ValueRef::Reference(inner)) => inner.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn embedded_instances_are_written_in_place_or_as_mof_in_a_text() {
    for value in [
        "One = instance of Widget { Name = \"w\"; };",
        "One = \"instance of Widget { Name = \\\"w\\\"; };\";",
        "Any = instance of Widget { Name = \"w\"; };",
    ] {
        let name = &value[..3];
        let inner = inner(&held(value), name);
        assert_eq!(inner.value("Name"), Some(Value::string("w").as_value_ref()), "{value}");
        assert_eq!(inner.value("Size"), Some(ValueRef::Uint32(7)), "{value}");
    }
    let many = held("Many = {instance of Widget { Name = \"a\"; }, instance of Big { Name = \"b\"; }};");
    let Some(ValueRef::Array(array)) = many.value("Many") else { panic!() };
    assert_eq!(array.len(), 2);
}

#[test]
fn aliases_stand_for_instances_before_and_behind_them() {
    let widget = "instance of Widget as $W { Name = \"w\"; };";
    let holder = "instance of Holder { Id = \"h\"; One = $w; Link = $W; };";
    for text in [format!("{HOLDER}{widget}{holder}"), format!("{HOLDER}{holder}{widget}")] {
        let compiled = compiled(&text).unwrap();
        let holder = instances(&compiled).into_iter().find(|instance| *instance.class_name() == "Holder");
        let holder = holder.unwrap();
        assert_eq!(inner(&holder, "One").value("Size"), Some(ValueRef::Uint32(7)));
        let link = inner(&holder, "Link");
        assert_eq!((link.value("Name"), link.value("Size")), (Some(Value::string("w").as_value_ref()), None));
        let values: Vec<bool> = compiled
            .changes
            .iter()
            .filter_map(|change| match &change.kind {
                ChangeKind::Instance { is_value, .. } => Some(*is_value),
                _ => None,
            })
            .collect();
        assert!(values.contains(&true) && values.contains(&false));
    }
}

#[test]
fn an_alias_of_an_embedded_instance_can_be_used_behind_it() {
    let holder = held("One = instance of Widget as $Inner { Name = \"w\"; }; Any = $Inner;");
    assert!(Arc::ptr_eq(&inner(&holder, "One"), &inner(&holder, "Any")));
}

#[test]
fn an_instance_can_not_hold_itself_and_aliases_must_be_declared() {
    let text = format!("{HOLDER} instance of Holder as $H {{ Id = \"h\"; Any = $H; }};");
    assert_eq!(message(&text), "the instance is needed to make itself");
    let text = format!("{HOLDER} instance of Holder {{ Id = \"h\"; Any = $Nobody; }};");
    assert_eq!(message(&text), "the alias $Nobody is not declared");
}

#[test]
fn references_are_object_paths_typed_by_their_class() {
    let link = inner(&held("Link = \"Widget.Name=\\\"w\\\"\";"), "Link");
    assert_eq!(link.class_name(), &Text::from("Widget"));
    assert_eq!(link.value("Name"), Some(Value::string("w").as_value_ref()));
    let link = inner(&held("Link = \"root/cimv2:Big.Name=\\\"w\\\"\";"), "Link");
    assert_eq!(link.namespace(), Some(&Text::from("root/cimv2")));
    for (path, status) in [
        ("not a path", Status::InvalidParameter),
        ("Missing.Name=\\\"w\\\"", Status::InvalidClass),
        ("Other.Name=\\\"w\\\"", Status::TypeMismatch),
        ("Widget.Size=5", Status::InvalidParameter),
    ] {
        let text = format!("{HOLDER} instance of Holder {{ Id = \"h\"; Link = \"{path}\"; }};");
        assert_eq!(first_error(&text).status, status, "{path}");
    }
}

#[test]
fn an_embedded_instance_must_be_of_the_class_that_the_property_names() {
    let text = format!("{HOLDER} instance of Holder {{ Id = \"h\"; One = instance of Other {{ }}; }};");
    assert_eq!(
        message(&text),
        "expected an instance of Widget for the property One, found one of Other, which is no subclass of it"
    );
}

#[test]
fn a_property_may_have_a_class_for_its_type() {
    let class = only_class("class A { B P; B Q[]; object R; };\nclass B {};");
    let kinds: Vec<Type> = class.properties().iter().map(|property| property.kind).collect();
    assert_eq!(kinds, [Type::Instance, Type::InstanceArray, Type::Instance]);
    assert_eq!(class.properties()[0].reference_class, Some(Text::from("B")));
    assert_eq!(class.properties()[2].reference_class, None);
}

#[test]
fn an_embedding_that_the_superclass_declared_types_the_default() {
    let text = "class W { uint8 P; };
        class A { [EmbeddedInstance(\"W\")] string P; };
        class B : A { string P = instance of W { P = 1; }; };";
    let compiled = compiled(text).unwrap();
    assert!(matches!(class(&compiled, "B").properties()[0].default, Some(Value::Instance(_))));
}

#[test]
fn the_same_declaration_twice_is_one_and_another_of_that_name_is_an_error() {
    let twice = compiled(&format!("{WIDGET}\n{WIDGET}")).unwrap();
    assert_eq!(twice.changes.len(), 1);
    let errors = compiled("class A {};\nclass a { uint8 P; };").unwrap_err();
    assert_eq!(errors.status(), Status::AlreadyExists);
    assert!(errors.to_string().contains("a.mof:1:1: note: it is declared here first"), "{errors}");
    assert!(compiled("Qualifier A : boolean, Scope(any); Qualifier A : string, Scope(any);").is_err());
    let twice = with_widget(
        "instance of Widget as $A { Name = \"a\"; }; instance of Widget as $A { Name = \"b\"; };",
    );
    assert!(compiled(&twice).is_err());
}

#[test]
fn each_namespace_has_classes_of_its_own() {
    let made = compiled(
        "#pragma namespace(\"root/one\")\nclass A { uint8 P; };\n
         #pragma namespace(\"\\\\\\\\.\\\\root\\\\two\")\nclass A { string P; };",
    )
    .unwrap();
    let namespaces: Vec<String> = made.changes.iter().map(|change| change.namespace.to_string()).collect();
    assert_eq!(namespaces, ["root/one", "root/two"]);
    assert!(compiled("class A {};\n#pragma namespace(\"root/two\")\nclass B : A {};").is_err());
}

/// What an earlier compilation made.
pub(super) struct Stored(Compiled);

impl Stored {
    pub(super) fn new(text: &str) -> Stored {
        Stored(compiled(text).unwrap_or_else(|errors| panic!("{errors}")))
    }

    fn find(&self, namespace: &Text, wanted: &Text) -> Option<(&Arc<ClassDeclaration>, &Arc<Class>)> {
        self.0.changes.iter().find_map(|change| match &change.kind {
            ChangeKind::Class { declaration, class }
                if change.namespace == *namespace && name::eq_names(class.name(), wanted) =>
            {
                Some((declaration, class))
            }
            _ => None,
        })
    }
}

impl Catalog for Stored {
    fn qualifier_type(&self, _: &Text, name: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        if *name == "Broken" { Err(Error::new(Status::Failed, "The disk.")) } else { Ok(None) }
    }

    fn class(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error> {
        Ok(self.find(namespace, name).map(|(_, class)| Arc::clone(class)))
    }

    fn class_declaration(
        &self,
        namespace: &Text,
        name: &Text,
    ) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(self.find(namespace, name).map(|(declaration, _)| Arc::clone(declaration)))
    }
}

#[test]
fn stored_classes_are_superclasses_and_have_instances() {
    let stored = Stored::new(WIDGET);
    let text = "class Mine : WIDGET {}; instance of Widget { Name = \"a\"; };";
    let compiled = compiled_with(text, &stored, false).unwrap();
    assert_eq!(class(&compiled, "Mine").superclass_name(), Some(&Text::from("Widget")));
    assert!(Arc::ptr_eq(instances(&compiled)[0].class().unwrap(), &class(&stored.0, "Widget")));
}

#[test]
fn a_catalog_that_fails_is_told_where_it_was_asked() {
    let stored = Stored::new(WIDGET);
    let errors = compiled_with("[Broken] class A {};", &stored, false).unwrap_err();
    assert!(errors.to_string().starts_with("a.mof:1:2: error: The disk."), "{errors}");
}

#[test]
fn deep_things_are_bounded() {
    let line: String = (0..3000).map(|n| format!("class A{n} : A{} {{}};\n", n + 1)).collect();
    assert!(compiled(&line).is_err());
    let mut text = "instance of A { };".to_owned();
    for _ in 0..12 {
        text = format!("instance of A {{ P = \"{}\"; }};", text.replace('\\', "\\\\").replace('"', "\\\""));
        if text.len() > 1_000_000 {
            break;
        }
    }
    let text = format!("class A {{ [EmbeddedObject] string P; }}; {text}");
    let _ = compiled(&text);
    let classes: String =
        (0..200).map(|n| format!("class A{n} {{ A{0} P = instance of A{0} {{}}; }};\n", n + 1)).collect();
    let text = format!("{classes} class A200 {{}};");
    assert_eq!(message(&text), "values lie in each other more than 64 levels deep");
    let chain: String =
        (0..500).map(|n| format!("instance of A as $A{n} {{ P = $A{}; }};\n", n + 1)).collect();
    let text = format!("class A {{ [EmbeddedObject] string P; }};\n{chain}instance of A as $A500 {{}};");
    assert_eq!(message(&text), "values lie in each other more than 64 levels deep");
}

/// What breaks the compiler breaks it here: pieces of declarations, shuffled.
#[test]
fn no_shuffle_of_declarations_breaks_the_compiler() {
    let pieces = [
        "class A : B { [Key] string K; A REF R; };",
        "class B { [EmbeddedInstance(\"A\")] string E; B F[]; };",
        "class B : A {};",
        "[Abstract] class C : A { uint8 K; string E = $x; };",
        "instance of A as $x { K = \"k\"; R = $y; E = $y; };",
        "instance of B as $y { E = $x; F = {$x, instance of B {}}; };",
        "instance of A { E = \"instance of A { E = $x; };\"; R = \"A.K=5\"; };",
        "Qualifier Key : string[2] = {\"a\"}, Scope(any);",
        "#pragma namespace(\"root/other\")\n",
        "[Key, Key] class D { uint8 P; uint8 P; };",
    ];
    let mut state = 1u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            text += pieces[(state >> 33) as usize % pieces.len()];
        }
        let _ = compiled(&text).map_err(|errors| errors.to_string());
    }
}

#[test]
fn a_change_knows_its_place() {
    let compiled = compiled("\n\nclass A {};").unwrap();
    assert_eq!(compiled.changes[0].place().to_string(), "a.mof:3");
    let error = compiled.changes[0].error(&Error::new(Status::ClassHasChildren, "No."));
    assert_eq!((error.status, error.position().line), (Status::ClassHasChildren, 3));
}
