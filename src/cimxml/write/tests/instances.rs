use super::*;
use crate::cim::{Status, Unit};

/// A value of each simple type, with the name of the type and what is written.
fn simple_values() -> [(Value, &'static str, &'static str); 17] {
    [
        (Value::Boolean(true), "boolean", "true"),
        (Value::Boolean(false), "boolean", "false"),
        (Value::Uint8(255), "uint8", "255"),
        (Value::Sint8(-128), "sint8", "-128"),
        (Value::Uint16(65535), "uint16", "65535"),
        (Value::Sint16(-32768), "sint16", "-32768"),
        (Value::Uint32(u32::MAX), "uint32", "4294967295"),
        (Value::Sint32(i32::MIN), "sint32", "-2147483648"),
        (Value::Uint64(u64::MAX), "uint64", "18446744073709551615"),
        (Value::Sint64(i64::MIN), "sint64", "-9223372036854775808"),
        (Value::Real32(0.5), "real32", "5.0000000e-01"),
        (Value::Real64(-2.0), "real64", "-2.0000000000000000e+00"),
        (Value::Char16(65), "char16", "&#65;"),
        (Value::Char16(0xd83d), "char16", "&#55357;"),
        (Value::string("  a<b>\r\n"), "string", "  a&lt;b&gt;&#13;&#10;"),
        (Value::string(""), "string", ""),
        (
            Value::Datetime("20261121084409.123456-060".parse().unwrap()),
            "datetime",
            "20261121084409.123456-060",
        ),
    ]
}

/// The element with this value between its tags.
fn simple_element(kind: &str, text: &str) -> String {
    format!("<PROPERTY NAME=\"P\" TYPE=\"{kind}\"><VALUE>{text}</VALUE></PROPERTY>")
}

#[test]
fn numbers_texts_and_booleans_are_values() {
    for (value, kind, text) in simple_values() {
        assert_eq!(element(value), simple_element(kind, text));
    }
    for text in ["00000001132312.125000:000", "202611**084409.000000+000"] {
        let value = Value::Datetime(text.parse().unwrap());
        assert_eq!(element(value), simple_element("datetime", text));
    }
}

#[test]
fn a_simple_element_that_was_modified_says_so_behind_its_type() {
    for (value, kind, text) in simple_values() {
        let written = written(&instance(&[("P", value)]), WriteOptions { modified: true, ..BARE });
        let expected = simple_element(&format!("{kind}\" MODIFIED=\"TRUE"), text);
        assert!(written.contains(&expected), "{written}");
    }
    let mut null = Instance::new("Test_Thing").unwrap();
    null.add("P", Type::Sint8, None, ElementFlags::empty()).unwrap();
    let written = written(&null, WriteOptions { modified: true, ..BARE });
    assert!(
        written.contains("<PROPERTY NAME=\"P\" TYPE=\"sint8\" MODIFIED=\"TRUE\"></PROPERTY>"),
        "{written}"
    );
}

#[test]
fn null_has_no_value_and_an_empty_array_has_an_empty_one() {
    let mut instance = Instance::new("Test_Thing").unwrap();
    for (name, kind) in
        [("A", Type::Uint8), ("B", Type::StringArray), ("C", Type::Reference), ("D", Type::Instance)]
    {
        instance.add(name, kind, None, ElementFlags::empty()).unwrap();
    }
    instance.add_value("E", array(Type::Uint8, [])).unwrap();
    assert_eq!(
        written(&instance, BARE),
        "<INSTANCE CLASSNAME=\"Test_Thing\">\
         <PROPERTY NAME=\"A\" TYPE=\"uint8\"></PROPERTY>\
         <PROPERTY.ARRAY NAME=\"B\" TYPE=\"string\"></PROPERTY.ARRAY>\
         <PROPERTY.REFERENCE NAME=\"C\"></PROPERTY.REFERENCE>\
         <PROPERTY NAME=\"D\" TYPE=\"string\" EmbeddedObject=\"object\"></PROPERTY>\
         <PROPERTY.ARRAY NAME=\"E\" TYPE=\"uint8\"><VALUE.ARRAY></VALUE.ARRAY></PROPERTY.ARRAY>\
         </INSTANCE>"
    );
}

#[test]
fn each_element_of_an_array_is_a_value() {
    let value = array(Type::String, [Value::string("a"), Value::string("&")]);
    assert_eq!(
        element(value),
        "<PROPERTY.ARRAY NAME=\"P\" TYPE=\"string\"><VALUE.ARRAY><VALUE>a</VALUE><VALUE>&amp;</VALUE></VALUE.ARRAY>\
         </PROPERTY.ARRAY>"
    );
}

#[test]
fn an_embedded_instance_is_a_text_and_one_in_it_is_escaped_twice() {
    let innermost = Arc::new(instance(&[("C", Value::string("<"))]));
    let inner = Arc::new(instance(&[("D", Value::Instance(innermost)), ("E", Value::Char16(60))]));
    assert_eq!(
        element(Value::Instance(inner)),
        "<PROPERTY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"object\"><VALUE>\
         &lt;INSTANCE CLASSNAME=&quot;Test_Thing&quot;&gt;\
         &lt;PROPERTY NAME=&quot;D&quot; TYPE=&quot;string&quot; EmbeddedObject=&quot;object&quot;&gt;&lt;VALUE&gt;\
         &amp;lt;INSTANCE CLASSNAME=&amp;quot;Test_Thing&amp;quot;&amp;gt;\
         &amp;lt;PROPERTY NAME=&amp;quot;C&amp;quot; TYPE=&amp;quot;string&amp;quot;&amp;gt;\
         &amp;lt;VALUE&amp;gt;&amp;amp;lt;&amp;lt;/VALUE&amp;gt;&amp;lt;/PROPERTY&amp;gt;\
         &amp;lt;/INSTANCE&amp;gt;\
         &lt;/VALUE&gt;&lt;/PROPERTY&gt;\
         &lt;PROPERTY NAME=&quot;E&quot; TYPE=&quot;char16&quot;&gt;&lt;VALUE&gt;&amp;#60;&lt;/VALUE&gt;&lt;/PROPERTY&gt;\
         &lt;/INSTANCE&gt;</VALUE></PROPERTY>"
    );
}

#[test]
fn embedded_instances_in_an_array_are_values_of_their_own() {
    let inner = || Value::Instance(Arc::new(instance(&[])));
    assert_eq!(
        element(array(Type::Instance, [inner(), inner()])),
        "<PROPERTY.ARRAY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"object\"><VALUE.ARRAY>\
         <VALUE>&lt;INSTANCE CLASSNAME=&quot;Test_Thing&quot;&gt;&lt;/INSTANCE&gt;</VALUE>\
         <VALUE>&lt;INSTANCE CLASSNAME=&quot;Test_Thing&quot;&gt;&lt;/INSTANCE&gt;</VALUE>\
         </VALUE.ARRAY></PROPERTY.ARRAY>"
    );
}

#[test]
fn the_class_of_an_instance_tells_sizes_and_embedded_classes() {
    let mut sized = property("A", Type::Uint8Array);
    sized.array_size = Some(7);
    let mut embedded = property("B", Type::Instance);
    embedded.reference_class = Some(Text::from("Test_B"));
    let class = class_of(vec![sized, embedded, property("C", Type::InstanceArray)], Vec::new());
    assert_eq!(
        written(&Instance::of_class(&Arc::new(class)), BARE),
        "<INSTANCE CLASSNAME=\"Test_A\">\
         <PROPERTY.ARRAY NAME=\"A\" TYPE=\"uint8\" ARRAYSIZE=\"7\"></PROPERTY.ARRAY>\
         <PROPERTY NAME=\"B\" TYPE=\"string\" EmbeddedObject=\"instance\"></PROPERTY>\
         <PROPERTY.ARRAY NAME=\"C\" TYPE=\"string\" EmbeddedObject=\"object\"></PROPERTY.ARRAY>\
         </INSTANCE>"
    );
}

#[test]
fn elements_that_were_modified_say_so_where_it_is_asked_for() {
    let class = class_of(vec![property("A", Type::Uint8), property("B", Type::Uint8)], Vec::new());
    let mut instance = Instance::of_class(&Arc::new(class));
    instance.set(1, Type::Uint8, Some(Value::Uint8(1).as_value_ref())).unwrap();
    let mut outer = Instance::new("Test_Outer").unwrap();
    outer.add_value("Inner", Value::Instance(Arc::new(instance))).unwrap();
    assert_eq!(
        written(&outer, WriteOptions { modified: true, ..BARE }),
        "<INSTANCE CLASSNAME=\"Test_Outer\">\
         <PROPERTY NAME=\"Inner\" TYPE=\"string\" EmbeddedObject=\"object\" MODIFIED=\"TRUE\"><VALUE>\
         &lt;INSTANCE CLASSNAME=&quot;Test_A&quot;&gt;\
         &lt;PROPERTY NAME=&quot;A&quot; TYPE=&quot;uint8&quot;&gt;&lt;/PROPERTY&gt;\
         &lt;PROPERTY NAME=&quot;B&quot; TYPE=&quot;uint8&quot; MODIFIED=&quot;TRUE&quot;&gt;&lt;VALUE&gt;1&lt;/VALUE&gt;\
         &lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</VALUE></PROPERTY></INSTANCE>"
    );
}

/// What is written of a reference to this in an instance that is there.
fn reference(target: &Arc<Instance>, namespace: Option<&str>, server_name: Option<&str>) -> String {
    let mut instance = instance(&[("P", Value::Reference(Arc::clone(target)))]);
    instance.set_namespace(namespace.map(Text::from));
    instance.set_server_name(server_name.map(Text::from));
    let written = written(&instance, BARE);
    let (_, inner) = written.split_once("<VALUE.REFERENCE>").unwrap();
    inner.rsplit_once("</VALUE.REFERENCE>").unwrap().0.to_owned()
}

#[test]
fn a_reference_says_where_it_leads_as_far_as_that_is_elsewhere() {
    const NAME: &str = "<INSTANCENAME CLASSNAME=\"Test_B\"></INSTANCENAME>";
    const SPACE: &str =
        "<LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"b\"/></LOCALNAMESPACEPATH>";
    let local = format!("<LOCALINSTANCEPATH>{SPACE}{NAME}</LOCALINSTANCEPATH>");
    let remote = format!(
        "<INSTANCEPATH><NAMESPACEPATH><HOST>there</HOST>{SPACE}</NAMESPACEPATH>{NAME}</INSTANCEPATH>"
    );
    for (target, from, expected) in [
        ((None, None), (None, None), NAME),
        ((None, None), (Some("root/a"), Some("here")), NAME),
        ((Some("root/b"), None), (None, None), &*local),
        ((Some("root/b"), None), (Some("root/a"), None), &*local),
        ((Some("\\Root\\\\b/"), None), (Some("root/a"), None), &*local.replace("\"root\"", "\"Root\"")),
        ((Some("root/b"), None), (Some("ROOT/B"), Some("here")), NAME),
        ((Some("root/b"), Some("there")), (Some("root/b"), Some("THERE")), NAME),
        ((Some("root/b"), Some("there")), (Some("root/a"), Some("there")), &*local),
        ((Some("root/b"), Some("there")), (None, None), &*remote),
        ((Some("root/b"), Some("there")), (Some("root/b"), Some("here")), &*remote),
        ((None, Some("there")), (Some("root/b"), Some("here")), &*remote),
        // A server without a namespace has no form.
        ((None, Some("there")), (None, None), NAME),
    ] {
        let (namespace, server_name) = target;
        let written = reference(&keyed("Test_B", namespace, server_name, &[]), from.0, from.1);
        assert_eq!(written, expected, "{target:?} from {from:?}");
    }
}

#[test]
fn keys_have_names_types_and_values() {
    let owner = keyed("Test_Owner", None, None, &[("Id", Value::Uint8(7))]);
    let datetime = "20261121084409.123456-060";
    let keys = [
        ("A", Value::string("<")),
        ("B", Value::Boolean(true)),
        ("C", Value::Sint64(-5)),
        ("D", Value::Char16(65)),
        ("E", Value::Datetime(datetime.parse().unwrap())),
        ("F", Value::Reference(owner)),
    ];
    let written = reference(&keyed("Test_B", None, None, &keys), None, None);
    assert_eq!(
        written,
        format!(
            "<INSTANCENAME CLASSNAME=\"Test_B\">\
             <KEYBINDING NAME=\"A\"><KEYVALUE VALUETYPE=\"string\" TYPE=\"string\">&lt;</KEYVALUE></KEYBINDING>\
             <KEYBINDING NAME=\"B\"><KEYVALUE VALUETYPE=\"boolean\" TYPE=\"boolean\">true</KEYVALUE></KEYBINDING>\
             <KEYBINDING NAME=\"C\"><KEYVALUE VALUETYPE=\"numeric\" TYPE=\"sint64\">-5</KEYVALUE></KEYBINDING>\
             <KEYBINDING NAME=\"D\"><KEYVALUE VALUETYPE=\"string\" TYPE=\"char16\">&#65;</KEYVALUE></KEYBINDING>\
             <KEYBINDING NAME=\"E\"><KEYVALUE VALUETYPE=\"string\" TYPE=\"datetime\">{datetime}</KEYVALUE></KEYBINDING>\
             <KEYBINDING NAME=\"F\"><VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"Test_Owner\"><KEYBINDING NAME=\"Id\">\
             <KEYVALUE VALUETYPE=\"numeric\" TYPE=\"uint8\">7</KEYVALUE></KEYBINDING></INSTANCENAME></VALUE.REFERENCE>\
             </KEYBINDING></INSTANCENAME>"
        )
    );
}

#[test]
fn a_reference_in_a_key_says_where_it_leads_from_the_instance_that_has_the_key() {
    let inner = |namespace| keyed("Test_C", Some(namespace), None, &[]);
    let outer = |inner| keyed("Test_B", Some("b"), None, &[("K", Value::Reference(inner))]);
    let same = reference(&outer(inner("b")), Some("a"), None);
    assert_eq!(same.matches("<LOCALINSTANCEPATH>").count(), 1, "{same}");
    let other = reference(&outer(inner("a")), Some("a"), None);
    assert_eq!(other.matches("<LOCALINSTANCEPATH>").count(), 2, "{other}");
}

#[test]
fn a_key_that_is_null_is_left_out_and_one_that_is_an_array_is_refused() {
    let mut target = Instance::new("Test_B").unwrap();
    target.add("K", Type::Uint8, None, ElementFlags::KEY).unwrap();
    let empty = "<INSTANCENAME CLASSNAME=\"Test_B\"></INSTANCENAME>";
    assert_eq!(reference(&Arc::new(target.clone()), None, None), empty);
    let value = array(Type::Uint8, []);
    target.add("L", Type::Uint8Array, Some(value.as_value_ref()), ElementFlags::KEY).unwrap();
    let instance = instance(&[("P", Value::Reference(Arc::new(target)))]);
    let error = write_instance(&mut String::new(), &instance, BARE).unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("key Test_B.L"), "{error}");
}

#[test]
fn what_has_no_form_is_refused_with_its_name_and_leaves_the_text_as_it_was() {
    let year_10000 = crate::cim::datetime::Timestamp { year: 10_000, ..Default::default() };
    for (value, status, reason) in [
        (array(Type::Reference, []), Status::NotSupported, "array of references"),
        (Value::string("a\0b"), Status::InvalidParameter, "NUL"),
        (Value::Datetime(crate::cim::Datetime::Timestamp(year_10000)), Status::InvalidParameter, "digits"),
    ] {
        let inner = instance(&[("Inner", value)]);
        let instance = instance(&[("First", Value::Uint8(1)), ("P", Value::Instance(Arc::new(inner)))]);
        let mut out = String::from("before");
        let error = write_instance(&mut out, &instance, BARE).unwrap_err();
        assert_eq!((error.status, &*out), (status, "before"));
        assert!(error.message.contains("property Inner of an instance of Test_Thing"), "{error}");
        assert!(error.message.contains(reason), "{error}");
    }
}

#[test]
fn a_text_that_is_not_unicode_is_refused_with_the_property_and_the_unit() {
    // Half of a surrogate pair in UTF-16 and UTF-32, and a byte that begins no character of UTF-8.
    let text = Text::from_units(&[65, 0xd8ff_u32 as Unit]);
    let fault = text.to_str_exact().unwrap_err();
    let error =
        write_instance(&mut String::new(), &instance(&[("P", Value::String(text))]), BARE).unwrap_err();
    assert_eq!(error.status, Status::InvalidParameter);
    assert!(error.message.contains("property P") && error.message.contains(&fault.to_string()), "{error}");
    assert_eq!(fault.at, 1);
}

#[test]
fn what_is_written_is_appended() {
    let thing = instance(&[("P", Value::string("a"))]);
    let mut out = String::from("ü");
    write_instance(&mut out, &thing, BARE).unwrap();
    write_instance(&mut out, &thing, BARE).unwrap();
    let one = written(&thing, BARE);
    assert_eq!(out, format!("ü{one}{one}"));
}

#[test]
fn what_is_shared_in_memory_is_not_written_into_a_text_of_any_length() {
    let long = || Value::string("x".repeat(1 << 20).as_str());
    let held = Arc::new(instance(&[("P", long())]));
    let several = Value::Array(Arc::new(Array::Instance(vec![held; 100])));
    let target = keyed("T", None, None, &[("K", long())]);
    let keys: Vec<String> = (0..100).map(|number| format!("K{number}")).collect();
    let keys: Vec<_> = keys.iter().map(|key| (key.as_str(), Value::Reference(Arc::clone(&target)))).collect();
    let path = Value::Reference(keyed("R", None, None, &keys));
    for value in [several, path] {
        let mut out = String::from("before");
        let error = write_instance(&mut out, &instance(&[("P", value)]), BARE).unwrap_err();
        assert_eq!((error.status, out.as_str()), (Status::ServerLimitsExceeded, "before"));
    }
}

#[test]
fn what_is_no_key_by_its_flags_refers_where_nothing_is() {
    let reference = Value::Reference(Arc::new(instance(&[("K", Value::string("a"))])));
    assert_eq!(
        element(reference),
        "<PROPERTY.REFERENCE NAME=\"P\"><VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"Test_Thing\"><KEYBINDING NAME=\"K\">\
         <KEYVALUE VALUETYPE=\"string\" TYPE=\"string\">a</KEYVALUE></KEYBINDING></INSTANCENAME></VALUE.REFERENCE>\
         </PROPERTY.REFERENCE>"
    );
}
