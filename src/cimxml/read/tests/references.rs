use super::*;
use crate::cim::instance::ElementFlags;
use crate::cim::schema::EmptyCatalog;

const CLASSES: &str = "<CLASS NAME=\"T_Thing\"><PROPERTY NAME=\"Id\" TYPE=\"uint16\"><QUALIFIER NAME=\"Key\" TYPE=\"boolean\"><VALUE>true</VALUE>\
    </QUALIFIER></PROPERTY><PROPERTY NAME=\"Size\" TYPE=\"uint8\"/></CLASS>\
    <CLASS NAME=\"T_Owns\"><PROPERTY.REFERENCE NAME=\"Thing\" REFERENCECLASS=\"T_Thing\"><QUALIFIER NAME=\"Key\" TYPE=\"boolean\"><VALUE>true\
    </VALUE></QUALIFIER></PROPERTY.REFERENCE></CLASS>";

fn holder(reference: &str) -> String {
    format!(
        "<INSTANCE CLASSNAME=\"T\"><PROPERTY.REFERENCE NAME=\"R\"><VALUE.REFERENCE>{reference}</VALUE.REFERENCE></PROPERTY.REFERENCE></INSTANCE>"
    )
}

/// What a reference refers to.
fn target(read: &Instance) -> Arc<Instance> {
    match read.value("R") {
        Some(ValueRef::Reference(target)) => Arc::clone(target),
        other => panic!("{other:?}"),
    }
}

#[test]
fn keys_have_the_types_of_their_class() {
    let one = "<KEYVALUE VALUETYPE=\"string\"> 7 </KEYVALUE>";
    for text in [format!("<KEYBINDING NAME=\"ID\">{one}</KEYBINDING>"), one.to_owned()] {
        let read = instance_of(
            CLASSES,
            &holder(&format!("<INSTANCENAME CLASSNAME=\"t_thing\">{text}</INSTANCENAME>")),
        );
        let thing = target(&read);
        assert_eq!((thing.value("Id"), thing.value("Size")), (Some(ValueRef::Uint16(7)), None));
        assert!(thing.class().is_some());
    }
}

#[test]
fn keys_of_an_unknown_class_have_the_types_that_are_said() {
    for (said, text, expected) in [
        ("", "a", Value::string("a")),
        (" VALUETYPE=\"string\"", " a", Value::string(" a")),
        (" VALUETYPE=\"boolean\"", "True", Value::Boolean(true)),
        (" VALUETYPE=\"numeric\"", "7", Value::Uint64(7)),
        (" VALUETYPE=\"numeric\"", "-0x10", Value::Sint64(-16)),
        (" VALUETYPE=\"numeric\"", "1e3", Value::Real64(1000.0)),
        (" VALUETYPE=\"numeric\" TYPE=\"uint8\"", "7", Value::Uint8(7)),
        (" TYPE=\"char16\"", "&#xD800;", Value::Char16(0xd800)),
    ] {
        let key = format!(
            "<INSTANCENAME CLASSNAME=\"T\"><KEYBINDING NAME=\"K\"><KEYVALUE{said}>{text}</KEYVALUE></KEYBINDING></INSTANCENAME>"
        );
        let thing = target(&instance(&holder(&key)));
        let element = thing.get("K").unwrap();
        assert_eq!((element.value, element.flags), (Some(expected.as_value_ref()), ElementFlags::KEY));
    }
}

#[test]
fn every_form_of_a_path_says_where_its_object_is() {
    let name = "<INSTANCENAME CLASSNAME=\"T_Thing\"/>";
    let local = "<LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"x\"/></LOCALNAMESPACEPATH>";
    let whole = format!("<NAMESPACEPATH><HOST> h </HOST>{local}</NAMESPACEPATH>");
    let class = "<CLASSNAME NAME=\"T_Thing\"/>";
    for (path, namespace, server, elements) in [
        (name.to_owned(), None, None, 2),
        (format!("<LOCALINSTANCEPATH>{local}{name}</LOCALINSTANCEPATH>"), Some("root/x"), None, 2),
        (format!("<INSTANCEPATH>{whole}{name}</INSTANCEPATH>"), Some("root/x"), Some("h"), 2),
        (class.to_owned(), None, None, 0),
        (format!("<LOCALCLASSPATH>{local}{class}</LOCALCLASSPATH>"), Some("root/x"), None, 0),
        (format!("<CLASSPATH>{whole}{class}</CLASSPATH>"), Some("root/x"), Some("h"), 0),
    ] {
        let thing = target(&instance_of(CLASSES, &holder(&path)));
        let said = |text: Option<&Text>| text.map(Text::to_string);
        assert_eq!(
            (said(thing.namespace()).as_deref(), said(thing.server_name()).as_deref()),
            (namespace, server),
            "{path}"
        );
        assert_eq!((thing.class_name().to_string(), thing.len()), ("T_Thing".to_owned(), elements), "{path}");
    }
}

#[test]
fn a_key_may_be_a_reference_itself() {
    let inner = "<VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"T_Thing\"><KEYVALUE>9</KEYVALUE></INSTANCENAME></VALUE.REFERENCE>";
    for key in [inner.to_owned(), format!("<KEYBINDING NAME=\"Thing\">{inner}</KEYBINDING>")] {
        let owns = target(&instance_of(
            CLASSES,
            &holder(&format!("<INSTANCENAME CLASSNAME=\"T_Owns\">{key}</INSTANCENAME>")),
        ));
        let Some(ValueRef::Reference(thing)) = owns.value("Thing") else { panic!("{owns:?}") };
        assert_eq!(thing.value("Id"), Some(ValueRef::Uint16(9)));
    }
}

#[test]
fn what_is_no_key_is_refused() {
    let name = |keys: &str| holder(&format!("<INSTANCENAME CLASSNAME=\"T_Thing\">{keys}</INSTANCENAME>"));
    for (keys, status) in [
        ("<KEYBINDING NAME=\"Other\"><KEYVALUE>1</KEYVALUE></KEYBINDING>", Status::NoSuchProperty),
        ("<KEYBINDING NAME=\"Id\"><KEYVALUE>x</KEYVALUE></KEYBINDING>", Status::TypeMismatch),
        (
            "<KEYBINDING NAME=\"Id\"><VALUE.REFERENCE><CLASSNAME NAME=\"C\"/></VALUE.REFERENCE></KEYBINDING>",
            Status::TypeMismatch,
        ),
        ("<KEYBINDING NAME=\"Id\"></KEYBINDING>", Status::InvalidParameter),
        (
            "<KEYBINDING NAME=\"Id\"><KEYVALUE VALUETYPE=\"odd\">1</KEYVALUE></KEYBINDING>",
            Status::InvalidParameter,
        ),
    ] {
        let error = refusal_of(CLASSES, &name(keys));
        assert_eq!(error.status, status, "{error}");
        assert!(error.column > 1, "{error}");
    }
    assert_eq!(refusal(&name("<KEYVALUE>1</KEYVALUE>")).status, Status::InvalidClass);
}

#[test]
fn a_reference_to_nothing_is_null_and_arrays_of_references_are_read() {
    assert_eq!(instance(&holder("")).value("R"), None);
    let text = "<INSTANCE CLASSNAME=\"T\"><PROPERTY.REFARRAY NAME=\"R\"><VALUE.REFARRAY><VALUE.REFERENCE><CLASSNAME NAME=\"A\"/>\
        </VALUE.REFERENCE></VALUE.REFARRAY></PROPERTY.REFARRAY></INSTANCE>";
    let read = instance(text);
    let Some(ValueRef::Array(array)) = read.value("R") else { panic!("{read:?}") };
    assert_eq!((array.len(), array.value_type()), (1, Type::ReferenceArray));
    let null = text.replace("<VALUE.REFERENCE><CLASSNAME NAME=\"A\"/></VALUE.REFERENCE>", "<VALUE.NULL/>");
    assert_eq!(refusal(&null).status, Status::NotSupported);
}

#[test]
fn a_namespace_must_have_a_name() {
    let path = |names: &str| {
        holder(&format!(
            "<LOCALINSTANCEPATH><LOCALNAMESPACEPATH>{names}</LOCALNAMESPACEPATH><INSTANCENAME CLASSNAME=\"T\"/></LOCALINSTANCEPATH>"
        ))
    };
    assert_eq!(target(&instance(&path("<NAMESPACE NAME=\"root/x\"/>"))).namespace().unwrap(), &"root/x");
    assert_eq!(refusal(&path("")).status, Status::InvalidNamespace);
    assert!(read_instance(&path("<NAMESPACE/>"), &EmptyCatalog, &ReadOptions::default()).is_err());
}
