//! Instances, as OMI and Windows write them.

use super::*;
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::instance::MAXIMUM_DEPTH;
use crate::cim::{Array, Datetime, Unit, Value};

/// An instance without a class, of these elements.
fn of_elements(elements: &[(&str, Value)]) -> Instance {
    let mut instance = Instance::new("X").unwrap();
    elements.iter().for_each(|(name, value)| instance.add_value(*name, value.clone()).unwrap());
    instance
}

/// What is written for a value.
fn value_text(value: Value) -> String {
    let text = instance_text(&of_elements(&[("P", value)]));
    text.strip_prefix("instance of X\n{\n    P = ").unwrap().strip_suffix(";\n};\n\n").unwrap().to_owned()
}

fn refusal(instance: &Instance) -> Error {
    for before in ["", "before"] {
        let mut text = before.to_owned();
        write_instance(&mut text, instance).unwrap_err();
        assert_eq!(text, before);
    }
    write_instance(&mut String::new(), instance).unwrap_err()
}

fn last_instance(text: &str) -> Arc<Instance> {
    objects(text).instances.pop().unwrap()
}

#[test]
fn an_instance_is_written_as_omi_writes_it() {
    let instance = of_elements(&[
        ("Key", Value::Uint32(56789)),
        ("Msg", Value::string("The answer\nis \"5\"")),
        ("Flag", Value::Boolean(true)),
        ("Numbers", Value::Array(Arc::new(Array::Uint8(vec![1, 2, 3, 4, 5])))),
        ("Colors", Value::Array(Arc::new(Array::String(vec![Text::from("RED"), Text::from("GREEN")])))),
        ("S64A", Value::Array(Arc::new(Array::Sint64(vec![i64::MIN, i64::MAX])))),
        ("U64", Value::Uint64(u64::MAX)),
        ("S8", Value::Sint8(-8)),
        ("C16", Value::Char16(b'A'.into())),
        ("DT1", Value::Datetime("20101225123011.123456-360".parse().unwrap())),
        ("DT2", Value::Datetime("12345678151617.123456:000".parse().unwrap())),
        ("None", Value::Array(Arc::new(Array::Boolean(Vec::new())))),
    ]);
    assert_eq!(
        instance_text(&instance),
        "instance of X\n{\n    Key = 56789;\n    Msg = \"The answer\\nis \\\"5\\\"\";\n    Flag = True;\n    \
         Numbers = {1, 2, 3, 4, 5};\n    Colors = {\"RED\", \"GREEN\"};\n    \
         S64A = {-9223372036854775808, 9223372036854775807};\n    U64 = 18446744073709551615;\n    S8 = -8;\n    \
         C16 = 'A';\n    DT1 = \"20101225123011.123456-360\";\n    DT2 = \"12345678151617.123456:000\";\n    \
         None = {};\n};\n\n"
    );
}

#[test]
fn instances_in_others_are_declared_before_them_under_aliases() {
    let embedded = || Arc::new(of_elements(&[("Key", Value::Uint32(3001))]));
    let widget = of_elements(&[("Key", Value::Uint32(1001)), ("Emb", Value::Instance(embedded()))]);
    let gadget = Array::Instance(vec![embedded(), embedded()]);
    let gadget = of_elements(&[("Emb", Value::Array(Arc::new(gadget)))]);
    let container = of_elements(&[
        ("Wid", Value::Instance(Arc::new(widget))),
        ("Gad", Value::Instance(Arc::new(gadget))),
        ("None", Value::Array(Arc::new(Array::Instance(Vec::new())))),
    ]);
    let embedded =
        |number: u32| format!("instance of X as $Alias0000000{number}\n{{\n    Key = 3001;\n}};\n\n");
    assert_eq!(
        instance_text(&container),
        [
            &embedded(1),
            "instance of X as $Alias00000002\n{\n    Key = 1001;\n    Emb = $Alias00000001;\n};\n\n",
            &embedded(3),
            &embedded(4),
            "instance of X as $Alias00000005\n{\n    Emb = {$Alias00000003, $Alias00000004};\n};\n\n",
            "instance of X\n{\n    Wid = $Alias00000002;\n    Gad = $Alias00000005;\n    None = {};\n};\n\n",
        ]
        .concat()
    );
}

#[test]
fn portable_instances_have_others_in_them_and_name_no_namespace_of_their_own() {
    let target = |namespace: &str| {
        let mut target = of_elements(&[("Key", Value::Uint32(1))]);
        target.set_namespace(Some(Text::from(namespace)));
        Value::Reference(Arc::new(target))
    };
    let held = of_elements(&[("Here", target("ROOT/a")), ("There", target("root/b"))]);
    let mut instance = of_elements(&[("Held", Value::Instance(Arc::new(held)))]);
    instance.set_namespace(Some(Text::from("root/a")));
    let mut text = String::new();
    write_portable_instance(&mut text, &instance).unwrap();
    assert_eq!(
        text,
        "instance of X\n{\n    Held = instance of X\n{\n    Here = \"X.Key=1\";\n    There = \"root/b:X.Key=1\";\n};\n};\n\n"
    );
}

#[test]
fn portable_instances_that_are_shared_are_not_written_into_a_text_of_any_length() {
    let held = Arc::new(of_elements(&[("P", Value::string("x".repeat(1 << 20).as_str()))]));
    let several = Value::Array(Arc::new(Array::Instance(vec![held; 100])));
    let mut text = String::new();
    let error = write_portable_instance(&mut text, &of_elements(&[("P", several)])).unwrap_err();
    assert_eq!((error.status, text.as_str()), (Status::ServerLimitsExceeded, ""));
}

#[test]
fn a_fault_of_an_instance_in_a_portable_one_names_the_property() {
    let held = of_elements(&[("Number", Value::Real64(f64::NAN))]);
    let error = write_portable_instance(
        &mut String::new(),
        &of_elements(&[("Held", Value::Instance(Arc::new(held)))]),
    )
    .unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("Number") && !error.message.contains("Held"), "{error}");
}

#[test]
fn an_instance_that_is_held_twice_is_declared_once() {
    let shared = Arc::new(of_elements(&[("Key", Value::Uint32(1))]));
    let holder = Arc::new(of_elements(&[("P", Value::Instance(Arc::clone(&shared)))]));
    let several = Array::Instance(vec![Arc::clone(&shared), holder, shared]);
    let text = instance_text(&of_elements(&[("P", Value::Array(Arc::new(several)))]));
    assert_eq!(text.matches("as $Alias").count(), 2, "{text}");
    assert!(text.contains("P = {$Alias00000001, $Alias00000002, $Alias00000001};"), "{text}");
}

#[test]
fn many_ways_to_one_instance_are_written_in_little_time_and_text() {
    let mut instance = Arc::new(of_elements(&[("Key", Value::Uint32(1))]));
    for _ in 0..18 {
        let twice = [("P", Value::Instance(Arc::clone(&instance))), ("Q", Value::Instance(instance))];
        instance = Arc::new(of_elements(&twice));
    }
    assert_eq!(instance_text(&instance).matches("instance of").count(), 19);
}

#[test]
fn aliases_of_one_text_are_numbered_on() {
    let holder = of_elements(&[("P", Value::Instance(Arc::new(of_elements(&[]))))]);
    let mut aliases = Aliases::default();
    let mut text = String::new();
    for _ in 0..2 {
        write_instance_among(&mut text, &holder, &mut aliases).unwrap();
    }
    let schema = "class X { object P; };\n";
    assert_eq!(objects(&format!("{schema}{text}")).instances.len(), 2);
    assert!(text.contains("as $Alias00000001") && text.contains("as $Alias00000002"), "{text}");
}

#[test]
fn what_is_read_is_the_instance_with_the_others_in_it() {
    let schema = "class W { [Key] string Name; uint32 Size = 7; };
        class H { [Key] string Id; [EmbeddedInstance(\"W\")] string One; W Two[]; W REF Link; uint8 Bytes[]; };";
    let text = "instance of W as $Alias00000001\n{\n    Name = \"w\";\n    Size = NULL;\n};\n\n\
                instance of W as $Alias00000002\n{\n    Name = \"v\";\n    Size = 7;\n};\n\n\
                instance of H\n{\n    Id = \"h\";\n    One = $Alias00000001;\n    Two = {$Alias00000001, $Alias00000002};\n    \
                Link = \"W.Name=\\\"a\\\\\\\"b\\\"\";\n    Bytes = {1, 2};\n};\n\n";
    let read = objects(&format!("{schema}\n{text}")).instances;
    assert_eq!(read.len(), 1);
    assert_eq!(instance_text(&read[0]), text);
}

#[test]
fn instances_as_deep_as_may_be_read_back() {
    let class = class_of(&compiled("class X { object P; };"));
    let mut instance = Arc::new(Instance::of_class(&class));
    for _ in 0..MAXIMUM_DEPTH {
        let mut holder = Instance::of_class(&class);
        holder.set(0, Type::Instance, Some(ValueRef::Instance(&instance))).unwrap();
        instance = Arc::new(holder);
    }
    let text = text_of(|out| write_instance_with_class(out, &instance, &|_| None, &mut Aliases::default()));
    assert_eq!(last_instance(&text), instance);
}

#[test]
fn characters_that_need_it_are_escaped() {
    let text = "\u{1}f\u{8}\t\n\u{c}\r\u{7f}\"'\\ \u{85}\u{e9}\u{1d11e}";
    assert_eq!(
        value_text(Value::string(text)),
        "\"\\X0001f\\b\\t\\n\\f\\r\\X007F\\\"\\'\\\\ \u{85}\u{e9}\u{1d11e}\""
    );
    let characters = [0, 8, 9, 0x1f, 0x22, 0x27, 0x5c, 0x41, 0x7f, 0xe9, 0xd834, 0xffff];
    assert_eq!(
        value_text(Value::Array(Arc::new(Array::Char16(characters.to_vec())))),
        r#"{'\X0000', '\b', '\t', '\X001F', '\"', '\X0027', '\\', 'A', '\X007F', '\X00E9', '\XD834', '\XFFFF'}"#
    );
}

#[test]
fn real_numbers_have_a_dot_and_as_few_digits_as_say_which_they_are() {
    for (value, text) in [
        (Value::Real32(0.1), "0.1"),
        (Value::Real64(-0.0), "-0.0"),
        (Value::Real64(3.0), "3.0"),
        (Value::Real64(1e300), "1.0e300"),
        (Value::Real64(f64::MAX), "1.7976931348623157e308"),
        (Value::Real32(f32::from_bits(1)), "1.0e-45"),
        (Value::Real32(f32::INFINITY), "1.0E400"),
        (Value::Real64(f64::NEG_INFINITY), "-1.0E400"),
    ] {
        assert_eq!(value_text(value), text);
    }
}

#[test]
fn infinity_reads_back_and_other_numbers_too_large_do_not() {
    let read =
        last_instance("class X { real32 A; real64 B[]; }; instance of X { A = -1.0E400; B = {1.0e400}; };");
    assert_eq!(read.value("A"), Some(ValueRef::Real32(f32::NEG_INFINITY)));
    assert_eq!(read.value("B"), Some(ValueRef::Array(&Arc::new(Array::Real64(vec![f64::INFINITY])))));
    let large = "class X { real32 A; }; instance of X { A = 1.0e39; };";
    assert!(
        read_objects(Source::new("a", large), &mut NoIncludes, &EmptyCatalog, &Options::default()).is_err()
    );
}

#[test]
fn a_value_that_mof_can_not_say_is_an_error_that_names_its_property() {
    let day = |day| Timestamp { year: 2026, month: 1, day, ..Timestamp::default() };
    let hours = |hours| Interval { hours, ..Interval::default() };
    for (value, status, reason) in [
        (Value::Real32(f32::NAN), Status::NotSupported, "it is no number (NaN), and MOF has no such number"),
        (
            Value::string("a\0b"),
            Status::NotSupported,
            "it holds a text with the character 0, which texts of MOF can't hold",
        ),
        (
            Value::Datetime(Datetime::Timestamp(day(32))),
            Status::InvalidParameter,
            "it holds a datetime outside the calendar or the clock: 20260132000000.000000+000",
        ),
        (
            Value::Datetime(Datetime::Interval(hours(24))),
            Status::InvalidParameter,
            "it holds a datetime outside the calendar or the clock: 00000000240000.000000:000",
        ),
    ] {
        let array = match value.clone() {
            Value::Real32(value) => Array::Real32(vec![0.0, value]),
            Value::String(value) => Array::String(vec![value]),
            Value::Datetime(value) => Array::Datetime(vec![value]),
            value => panic!("{value:?}"),
        };
        for value in [value, Value::Array(Arc::new(array))] {
            let error = refusal(&of_elements(&[("Ok", Value::Uint8(1)), ("Bad", value)]));
            let message = format!("Property Bad of an instance of X can't be written as MOF: {reason}.");
            assert_eq!((error.status, error.message), (status, message));
        }
    }
}

#[test]
fn a_text_that_is_no_unicode_is_an_error_that_names_its_property_and_the_unit() {
    // Half of a surrogate pair in UTF-16 and UTF-32, and a byte that begins no character of UTF-8.
    let wrong = Text::from_units(&[65, 0xd8ff_u32 as Unit]);
    let fault = wrong.to_str_exact().unwrap_err();
    let reason = format!("of an instance of X can't be written as MOF: it holds a text that {fault}.");
    assert!(reason.contains("at index 1"));
    let bad = || Value::String(wrong.clone());
    let several = Value::Array(Arc::new(Array::String(vec![Text::from("fine"), wrong.clone()])));
    for bad in [bad(), several] {
        let plain = of_elements(&[("Ok", Value::string("\u{1d11e}")), ("Bad", bad)]);
        let error = refusal(&plain);
        assert_eq!(
            (error.status, error.message),
            (Status::InvalidParameter, format!("Property Bad {reason}"))
        );
        let holder = of_elements(&[("P", Value::Instance(Arc::new(plain)))]);
        assert_eq!(refusal(&holder).message, format!("Property Bad {reason}"));
    }
    let mut reference = Instance::new("Y").unwrap();
    reference.add("Key", Type::String, Some(bad().as_value_ref()), ElementFlags::KEY).unwrap();
    let error = refusal(&of_elements(&[("Ref", Value::Reference(Arc::new(reference)))]));
    assert_eq!(error.message, format!("Property Ref {reason}"));
}

/// A chain of so many references, each the key of the next.
fn references(count: usize) -> Value {
    let mut value = Value::string("end");
    for _ in 0..count {
        let mut reference = Instance::new("R").unwrap();
        reference.add("K", value.value_type(), Some(value.as_value_ref()), ElementFlags::KEY).unwrap();
        value = Value::Reference(Arc::new(reference));
    }
    value
}

#[test]
fn a_path_is_written_as_deep_as_paths_go_and_no_deeper() {
    let text = value_text(references(9));
    assert!(text.contains("end") && !text.contains("..."), "{text}");
    let error = refusal(&of_elements(&[("P", references(10))]));
    assert_eq!(
        error.message,
        "Property P of an instance of X can't be written as MOF: it holds an object path with paths within paths more \
         than 8 levels deep."
    );
}

#[test]
fn a_path_that_would_read_as_another_is_an_error() {
    let mut reference = Instance::new("R").unwrap();
    reference.set_server_name(Some(Text::from("a/b")));
    let error = refusal(&of_elements(&[("P", Value::Reference(Arc::new(reference)))]));
    assert!(
        error.message.ends_with("it holds an object path to the host 'a/b', which is no name of a host.")
    );
    let mut reference = Instance::new("R").unwrap();
    reference.set_namespace(Some(Text::from("a:b")));
    let error = refusal(&of_elements(&[("P", Value::Reference(Arc::new(reference)))]));
    assert!(error.message.contains("it holds an object path: 'a:b' is no namespace"), "{error}");
    let mut reference = Instance::new("R").unwrap();
    let value = Value::Array(Arc::new(Array::Uint8(Vec::new())));
    reference.add("K", Type::Uint8Array, Some(value.as_value_ref()), ElementFlags::KEY).unwrap();
    let error = refusal(&of_elements(&[("P", Value::Reference(Arc::new(reference)))]));
    assert!(error.message.ends_with("whose key K is an array or an embedded object."), "{error}");
}

#[test]
fn a_reference_says_its_host_its_namespace_and_its_keys_alone() {
    let mut reference = Instance::new("R").unwrap();
    reference.set_server_name(Some(Text::from("host")));
    reference.set_namespace(Some(Text::from("root/x")));
    reference.add("K", Type::Uint8, Some(ValueRef::Uint8(5)), ElementFlags::KEY).unwrap();
    reference.add_value("Other", Value::Uint8(6)).unwrap();
    assert_eq!(value_text(Value::Reference(Arc::new(reference))), "\"//host/root/x:R.K=5\"");
}

#[test]
fn what_is_no_key_by_its_flags_refers_where_nothing_is() {
    let reference = of_elements(&[("K", Value::string("it's"))]);
    assert_eq!(value_text(Value::Reference(Arc::new(reference))), r#""X.K=\"it\'s\"""#);
}

#[test]
fn an_instance_with_its_classes_is_read_without_any_other() {
    let schema =
        "class Top { [Key] string Id; };\n\nclass H : Top {\n  [EmbeddedObject] string One; \n L REF Link; };
        class W { uint32 Size = 7; }; class L { [Key] uint8 N; };";
    let instance = last_instance(&format!(
        "{schema} instance of W as $w {{}}; instance of H {{ Id = \"h\"; One = $w; Link = \"L.N=3\"; }};"
    ));
    let text = text_of(|out| write_instance_with_class(out, &instance, &|_| None, &mut Aliases::default()));
    let read = objects(&text);
    let names = read.classes.iter().map(|class| class.name().to_string()).collect::<Vec<_>>();
    assert_eq!(names, ["Top", "H", "W", "L"]);
    assert_eq!(read.instances, [Arc::clone(&instance)]);
    assert_eq!(read.instances[0].class(), instance.class());
}

#[test]
fn an_instance_whose_class_is_not_known_is_not_written_with_it() {
    let mut text = "before".to_owned();
    let write = write_instance_with_class(&mut text, &of_elements(&[]), &|_| None, &mut Aliases::default());
    assert_eq!((write.unwrap_err().status, text.as_str()), (Status::InvalidClass, "before"));
}

#[test]
fn two_classes_of_one_name_are_not_written_into_one_text() {
    let one = class_of(&compiled("class X { object P; };"));
    let other = class_of(&compiled("class X { uint8 P; };"));
    let mut holder = Instance::of_class(&one);
    let held = Arc::new(Instance::of_class(&other));
    holder.set(0, Type::Instance, Some(ValueRef::Instance(&held))).unwrap();
    let write = write_instance_with_class(&mut String::new(), &holder, &|_| None, &mut Aliases::default());
    let error = write.unwrap_err();
    assert_eq!(error.message, "There are two classes X, which one text of MOF can't hold.");
}

#[test]
fn an_embedded_instance_is_read_into_no_namespace() {
    let text = "class X { object P; }; instance of X as $a {}; instance of X { P = $a; };";
    let holder = last_instance(text);
    assert!(holder.namespace().is_some());
    let Some(ValueRef::Instance(held)) = holder.value("P") else { panic!("{holder:?}") };
    assert_eq!(held.namespace(), None);
}

#[test]
fn a_path_can_not_say_that_a_key_is_null_where_its_class_has_a_default() {
    let text = "class L { [Key] uint8 N = 3; }; class H { L REF R; };
        instance of L as $l { N = NULL; }; instance of H { R = $l; };";
    let error = refusal(&last_instance(text));
    assert!(error.message.ends_with("whose key N is NULL, where its class has a default."), "{error}");
}

#[test]
fn references_to_one_instance_are_not_written_into_a_text_of_any_length() {
    let mut target = Instance::new("T").unwrap();
    let key = Value::string("x".repeat(1 << 20).as_str());
    target.add("K", Type::String, Some(key.as_value_ref()), ElementFlags::KEY).unwrap();
    let target = Arc::new(target);
    let several = Value::Array(Arc::new(Array::Reference(vec![Arc::clone(&target); 100])));
    assert_eq!(refusal(&of_elements(&[("P", several)])).status, Status::ServerLimitsExceeded);
    let mut path = Instance::new("R").unwrap();
    for number in 0..100 {
        let key = ValueRef::Reference(&target);
        path.add(format!("K{number}").as_str(), Type::Reference, Some(key), ElementFlags::KEY).unwrap();
    }
    let one = Value::Reference(Arc::new(path));
    assert_eq!(refusal(&of_elements(&[("P", one)])).status, Status::ServerLimitsExceeded);
}
