use super::*;
use crate::cim::instance::ElementFlags;
use crate::cim::schema::EmptyCatalog;

const THING: &str = "<CLASS NAME=\"T_Thing\"><PROPERTY NAME=\"Name\" TYPE=\"string\"><QUALIFIER NAME=\"Key\" TYPE=\"boolean\">\
    <VALUE>true</VALUE></QUALIFIER></PROPERTY><PROPERTY NAME=\"Size\" TYPE=\"uint32\"><VALUE>7</VALUE></PROPERTY>\
    <PROPERTY.ARRAY NAME=\"Tags\" TYPE=\"string\"/></CLASS>";

#[test]
fn an_instance_of_a_known_class_has_its_properties_in_its_order() {
    let text = "<INSTANCE CLASSNAME=\"t_thing\"><PROPERTY NAME=\"Size\" TYPE=\"uint32\"><VALUE>5</VALUE></PROPERTY>\
        <PROPERTY NAME=\"NAME\" TYPE=\"string\"><VALUE>a</VALUE></PROPERTY></INSTANCE>";
    let read = instance_of(THING, text);
    assert_eq!(read.value("Size"), Some(ValueRef::Uint32(5)));
    assert_eq!(text_of(&read, "Name"), "a");
    assert_eq!(
        (read.len(), read.value("Tags"), read.class_name().to_string()),
        (3, None, "T_Thing".to_owned())
    );
    assert!(read.get("Name").unwrap().flags.contains(ElementFlags::KEY | ElementFlags::NOT_MODIFIED));
}

#[test]
fn properties_that_are_absent_are_null_and_not_their_defaults() {
    let read = instance_of(THING, "<INSTANCE CLASSNAME=\"T_Thing\"/>");
    assert_eq!((read.len(), read.value("Size")), (3, None));
}

#[test]
fn what_a_client_modified_is_told() {
    let text = "<INSTANCE CLASSNAME=\"T_Thing\"><PROPERTY NAME=\"Name\" TYPE=\"string\" MODIFIED=\"TRUE\"><VALUE>a</VALUE></PROPERTY>\
        <PROPERTY NAME=\"Size\" TYPE=\"uint32\" MODIFIED=\"FALSE\"><VALUE>1</VALUE></PROPERTY></INSTANCE>";
    for read in [instance_of(THING, text), instance(text)] {
        let is_modified = |name| !read.get(name).unwrap().flags.contains(ElementFlags::NOT_MODIFIED);
        assert_eq!((is_modified("Name"), is_modified("Size")), (true, false));
    }
}

#[test]
fn a_type_that_is_not_the_classs_is_refused_at_its_place() {
    let text = "<INSTANCE CLASSNAME=\"T_Thing\">\n  <PROPERTY NAME=\"Size\" TYPE=\"uint8\"/></INSTANCE>";
    let error = refusal_of(THING, text);
    assert_eq!((error.status, error.line, error.column), (Status::TypeMismatch, 2, 3), "{error}");
    assert!(error.message.contains("Size is of type uint32") && error.message.contains("uint8"), "{error}");
    for wrong in [
        "<PROPERTY.ARRAY NAME=\"Size\" TYPE=\"uint32\"/>",
        "<PROPERTY NAME=\"Tags\" TYPE=\"string\"/>",
        "<PROPERTY NAME=\"Size\" TYPE=\"uint32\"><VALUE>x</VALUE></PROPERTY>",
        "<PROPERTY NAME=\"Size\" TYPE=\"uint32\"><VALUE.ARRAY/></PROPERTY>",
    ] {
        let error = refusal_of(THING, &format!("<INSTANCE CLASSNAME=\"T_Thing\">{wrong}</INSTANCE>"));
        assert_eq!(error.status, Status::TypeMismatch, "{error}");
    }
}

#[test]
fn a_property_that_the_class_has_not_or_that_is_there_twice_is_refused() {
    let other = "<INSTANCE CLASSNAME=\"T_Thing\"><PROPERTY NAME=\"Other\" TYPE=\"uint8\"/></INSTANCE>";
    assert_eq!(refusal_of(THING, other).status, Status::NoSuchProperty);
    let size = "<PROPERTY NAME=\"Size\" TYPE=\"uint32\"/>";
    let twice = format!(
        "<INSTANCE CLASSNAME=\"T_Thing\">{size}<PROPERTY NAME=\"Name\" TYPE=\"string\"/>{size}</INSTANCE>"
    );
    assert!(refusal_of(THING, &twice).message.contains("twice"));
    assert_eq!(refusal(&twice).status, Status::AlreadyExists);
}

#[test]
fn a_class_that_is_not_known_is_an_error_only_where_it_is_required() {
    let text = "<INSTANCE CLASSNAME=\"T_Thing\"><PROPERTY NAME=\"Size\" TYPE=\"uint16\"><VALUE>5</VALUE></PROPERTY></INSTANCE>";
    assert_eq!(instance(text).value("Size"), Some(ValueRef::Uint16(5)));
    let options =
        ReadOptions { class_required: true, namespace: Some(Text::from("root/x")), server_name: None };
    let error = read_instance(text, &EmptyCatalog, &options).unwrap_err();
    assert_eq!(
        (error.status, error.to_string()),
        (
            Status::InvalidClass,
            "line 1, column 1: the class T_Thing of the namespace root/x is not known".to_owned()
        )
    );
}

#[test]
fn an_instance_is_where_the_options_say() {
    let options = ReadOptions {
        namespace: Some(Text::from("root/x")),
        server_name: Some(Text::from("host")),
        class_required: false,
    };
    let text = "<INSTANCE CLASSNAME=\"T_Thing\"/>";
    for read in [
        read_instance(text, &EmptyCatalog, &options).unwrap().object,
        read_instance(text, &Classes::of(THING), &options).unwrap().object,
    ] {
        assert_eq!(
            (read.namespace(), read.server_name()),
            (options.namespace.as_ref(), options.server_name.as_ref())
        );
    }
}

#[test]
fn the_place_behind_an_instance_is_told() {
    let one = "<INSTANCE CLASSNAME=\"T\"></INSTANCE>";
    let text = format!("<?xml version=\"1.0\"?>{one}\n<!-- two -->\n {one} x");
    let first = read_instance(&text, &EmptyCatalog, &ReadOptions::default()).unwrap();
    assert!(text[first.end..].starts_with("<INSTANCE"));
    let second = read_instance(&text[first.end..], &EmptyCatalog, &ReadOptions::default()).unwrap();
    assert_eq!(&text[first.end + second.end..], "x");
}

#[test]
fn integers_are_decimal_or_hexadecimal_within_their_range() {
    assert_eq!(value(Type::Uint8, " 255\n"), Ok(Value::Uint8(255)));
    assert_eq!(value(Type::Sint8, "-128"), Ok(Value::Sint8(-128)));
    assert_eq!(value(Type::Uint64, "18446744073709551615"), Ok(Value::Uint64(u64::MAX)));
    assert_eq!(value(Type::Sint64, "-9223372036854775808"), Ok(Value::Sint64(i64::MIN)));
    assert_eq!(value(Type::Sint32, "+0x7fFFffff"), Ok(Value::Sint32(i32::MAX)));
    assert_eq!(value(Type::Sint16, "-0X10"), Ok(Value::Sint16(-16)));
    assert_eq!(value(Type::Uint16, "0000000000000000000000007"), Ok(Value::Uint16(7)));
    for (kind, wrong) in [
        (Type::Uint8, "256"),
        (Type::Uint8, "-1"),
        (Type::Sint8, "128"),
        (Type::Sint8, "-129"),
        (Type::Uint64, "18446744073709551616"),
        (Type::Uint64, "99999999999999999999999"),
        (Type::Sint64, "9223372036854775808"),
        (Type::Uint32, ""),
        (Type::Uint32, "0x"),
        (Type::Uint32, "0x+1"),
        (Type::Uint32, "--1"),
        (Type::Uint32, "1 2"),
        (Type::Uint32, "1.0"),
        (Type::Uint32, "٣"),
    ] {
        assert_eq!(
            value(kind, wrong).map_err(|error| error.status),
            Err(Status::TypeMismatch),
            "{kind} {wrong}"
        );
    }
}

#[test]
fn reals_are_exact_and_infinity_has_a_word() {
    assert_eq!(value(Type::Real64, "1.7976931348623157e+308"), Ok(Value::Real64(f64::MAX)));
    assert_eq!(value(Type::Real32, " 1.00000001e-1 "), Ok(Value::Real32(0.1)));
    assert_eq!(value(Type::Real64, "INF"), Ok(Value::Real64(f64::INFINITY)));
    assert_eq!(value(Type::Real32, "-inf"), Ok(Value::Real32(f32::NEG_INFINITY)));
    assert!(matches!(value(Type::Real64, "NaN"), Ok(Value::Real64(value)) if value.is_nan()));
    for (kind, wrong) in
        [(Type::Real32, "1e39"), (Type::Real64, "1e400"), (Type::Real64, ""), (Type::Real64, "x")]
    {
        assert!(value(kind, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn booleans_have_no_case_and_datetimes_their_form() {
    for (text, is) in [("TRUE", true), ("true", true), (" True ", true), ("FALSE", false), ("false", false)] {
        assert_eq!(value(Type::Boolean, text), Ok(Value::Boolean(is)));
    }
    assert!(value(Type::Boolean, "1").is_err());
    let text = "20260102030405.000006+060";
    let datetime: Datetime = text.parse().unwrap();
    assert_eq!(value(Type::Datetime, &format!("\n{text} ")), Ok(Value::Datetime(datetime)));
    assert_eq!(value(Type::Datetime, "now").unwrap_err().status, Status::TypeMismatch);
}

#[test]
fn characters_are_units_of_utf_16() {
    for (text, unit) in [
        ("x", 0x78),
        ("&#120;", 0x78),
        ("☺", 0x263a),
        ("&#xD834;", 0xd834),
        ("&#1;", 1),
        (" ", 0x20),
        ("\n x ", 0x78),
        ("&lt;", 0x3c),
    ] {
        assert_eq!(value(Type::Char16, text), Ok(Value::Char16(unit)), "{text:?}");
    }
    for wrong in ["", "xy", "𝄞", "   "] {
        assert!(value(Type::Char16, wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn texts_keep_white_space_and_have_references_and_sections() {
    let string = |written: &str| match value(Type::String, written) {
        Ok(Value::String(text)) => text.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(string("  a\tb\n "), "  a\tb\n ");
    assert_eq!(string("&lt;a&gt; &amp;&quot;&apos;"), "<a> &\"'");
    assert_eq!(string("&#13;&#x0a;&#1;"), "\r\n\u{1}");
    assert_eq!(string("a\r\nb\rc"), "a\nb\nc");
    assert_eq!(string("a<![CDATA[<b> & ]]]]>c<!-- d -->e<?f g?>"), "a<b> & ]]ce");
    assert_eq!(string("&#xD834;&#xDD1E;"), "𝄞");
    assert_eq!(string(""), "");
    assert!(value(Type::String, "&#xD834;").unwrap_err().message.contains("surrogate"));
    assert!(value(Type::String, "&#0;").is_err());
}

#[test]
fn every_type_is_read_with_and_without_its_class() {
    let mut text = String::from("<INSTANCE CLASSNAME=\"T_All\">");
    for kind in &Type::ALL[..14] {
        let one = match kind {
            Type::Boolean => "true",
            Type::Datetime => "00000001000000.000000:000",
            _ => "1",
        };
        text += &format!("<PROPERTY NAME=\"{kind}_one\" TYPE=\"{kind}\"><VALUE>{one}</VALUE></PROPERTY>");
        text += &format!(
            "<PROPERTY.ARRAY NAME=\"{kind}_all\" TYPE=\"{kind}\"><VALUE.ARRAY><VALUE>{one}</VALUE><VALUE>{one}</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"
        );
    }
    text += "</INSTANCE>";
    let (typed, untyped) = (instance_of(&every_type(), &text), instance(&text));
    assert_eq!(typed, untyped);
    for kind in &Type::ALL[..14] {
        let one = typed.value(&*format!("{kind}_one")).unwrap();
        assert_eq!(one.value_type(), *kind);
        let Some(ValueRef::Array(all)) = typed.value(&*format!("{kind}_all")) else { panic!("{kind}") };
        assert_eq!((all.value_type(), all.len(), all.get(1)), (kind.array(), 2, Some(one)));
    }
}

#[test]
fn empty_arrays_and_null_are_told_apart_and_null_elements_refused() {
    let array = |inner: &str| {
        let text = format!(
            "<INSTANCE CLASSNAME=\"T\"><PROPERTY.ARRAY NAME=\"P\" TYPE=\"uint8\">{inner}</PROPERTY.ARRAY></INSTANCE>"
        );
        read_instance(&text, &EmptyCatalog, &ReadOptions::default()).map(|read| read.object)
    };
    let empty = Arc::new(Array::Uint8(Vec::new()));
    assert_eq!(array("<VALUE.ARRAY/>").unwrap().value("P"), Some(ValueRef::Array(&empty)));
    assert_eq!((array("").unwrap().value("P"), array("").unwrap().kind(0)), (None, Some(Type::Uint8Array)));
    assert_eq!(array("<VALUE.ARRAY><VALUE.NULL/></VALUE.ARRAY>").unwrap_err().status, Status::NotSupported);
}

#[test]
fn an_embedded_instance_is_text_in_either_spelling_and_in_sections() {
    for (said, written) in [
        ("EmbeddedObject=\"instance\"", "&lt;INSTANCE CLASSNAME=&quot;I&quot;&gt;&lt;/INSTANCE&gt;"),
        ("EMBEDDEDOBJECT=\"object\"", "<![CDATA[<INSTANCE CLASSNAME=\"I\"/>]]>"),
        ("EmbeddedObject=\"instance\" EmbeddedClassName=\"I\"", "\n&lt;INSTANCE CLASSNAME=\"I\"/>\n"),
    ] {
        let text = format!(
            "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"string\" {said}><VALUE>{written}</VALUE></PROPERTY></INSTANCE>"
        );
        let read = instance(&text);
        let Some(ValueRef::Instance(inner)) = read.value("P") else { panic!("{text}") };
        assert_eq!((inner.class_name().to_string(), inner.namespace()), ("I".to_owned(), None));
    }
}

#[test]
fn embedded_instances_have_the_types_of_their_classes_at_every_level() {
    let classes = "<VALUE.OBJECT><CLASS NAME=\"O\"><PROPERTY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"instance\"/>\
        <PROPERTY.ARRAY NAME=\"A\" TYPE=\"string\"><QUALIFIER NAME=\"EmbeddedInstance\" TYPE=\"string\"><VALUE>I</VALUE></QUALIFIER>\
        </PROPERTY.ARRAY></CLASS></VALUE.OBJECT><CLASS NAME=\"I\"><PROPERTY NAME=\"N\" TYPE=\"sint64\"/></CLASS>";
    let inner = "&lt;INSTANCE CLASSNAME=\"I\">&lt;PROPERTY NAME=\"N\">&lt;VALUE>5&lt;/VALUE>&lt;/PROPERTY>&lt;/INSTANCE>";
    // The class tells that it is embedded, and the type of a property that the document does not tell.
    let text = format!(
        "<INSTANCE CLASSNAME=\"O\"><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>{inner}</VALUE></PROPERTY>\
        <PROPERTY.ARRAY NAME=\"A\" TYPE=\"string\"><VALUE.ARRAY><VALUE>{inner}</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>"
    );
    let read = instance_of(classes, &text);
    let Some(ValueRef::Instance(one)) = read.value("P") else { panic!("it is embedded") };
    assert_eq!(one.value("N"), Some(ValueRef::Sint64(5)));
    let Some(ValueRef::Array(all)) = read.value("A") else { panic!("it is an array") };
    assert_eq!(all.get(0), Some(ValueRef::Instance(one)));
}

#[test]
fn an_error_in_an_embedded_instance_tells_both_places() {
    let text = "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"instance\"><VALUE>\
        &lt;INSTANCE CLASSNAME=\"I\">\n&lt;PROPERTY/>&lt;/INSTANCE></VALUE></PROPERTY></INSTANCE>";
    let error = refusal(text);
    assert_eq!(
        error.to_string(),
        "line 1, column 91: in the text of this value, line 2, column 1: expected the attribute NAME of PROPERTY, found none"
    );
}

#[test]
fn an_embedded_class_is_refused_and_an_empty_text_is_null() {
    let embedded = |text: &str| {
        format!(
            "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"object\"><VALUE>{text}</VALUE></PROPERTY></INSTANCE>"
        )
    };
    assert_eq!(refusal(&embedded("&lt;CLASS NAME=\"C\"/>")).status, Status::NotSupported);
    assert!(refusal(&embedded("hello")).message.contains("expected an element"));
    let null = instance(&embedded(" "));
    assert_eq!((null.value("P"), null.kind(0)), (None, Some(Type::Instance)));
}

#[test]
fn names_may_have_any_prefix_and_unknown_parts_are_skipped() {
    let text = "<cim:INSTANCE xmlns:cim=\"http://schemas.dmtf.org/x\" CLASSNAME=\"T\" xml:lang=\"en\" Vendor=\"x\">\
        <cim:QUALIFIER NAME=\"Q\" TYPE=\"string\"/><v:Extra><v:More>text</v:More></v:Extra>\
        <cim:PROPERTY NAME=\"P\" TYPE=\"uint8\"><v:Note/><cim:VALUE>1</cim:VALUE></cim:PROPERTY></cim:INSTANCE>";
    assert_eq!(instance(text).value("P"), Some(ValueRef::Uint8(1)));
}

#[test]
fn many_properties_are_found_whatever_their_order() {
    let names: Vec<String> = (0..200).map(|number| format!("P{number}")).collect();
    let class: String =
        names.iter().map(|name| format!("<PROPERTY NAME=\"{name}\" TYPE=\"uint32\"/>")).collect();
    let properties = names.iter().enumerate().rev().step_by(2);
    let properties: String = properties
        .map(|(number, name)| format!("<PROPERTY NAME=\"{name}\" TYPE=\"uint32\" MODIFIED=\"TRUE\"><VALUE>{number}</VALUE></PROPERTY>"))
        .collect();
    let read = instance_of(
        &format!("<CLASS NAME=\"T\">{class}</CLASS>"),
        &format!("<INSTANCE CLASSNAME=\"T\">{properties}</INSTANCE>"),
    );
    for (number, name) in names.iter().enumerate() {
        let element = read.get(name).unwrap();
        let expected = (number % 2 == 1).then_some(ValueRef::Uint32(number as u32));
        assert_eq!(element.value, expected);
        assert_eq!(element.flags.contains(ElementFlags::NOT_MODIFIED), number % 2 == 0, "{name}");
    }
}
