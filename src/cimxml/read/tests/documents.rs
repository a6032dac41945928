//! What other writers write. The documents of pywbem are what it wrote; those of Windows and OpenPegasus have what theirs are known to have.

use super::*;
use crate::cim::instance::ElementFlags;
use crate::cim::qualifier::{Flavor, Scope, find_qualifier};
use crate::cim::schema::EmptyCatalog;

const PYWBEM_CLASSES: &str = include_str!("documents/pywbem-classes.xml");
const PYWBEM_INSTANCES: &str = include_str!("documents/pywbem-instances.xml");
const PYWBEM_QUALIFIER: &str = include_str!("documents/pywbem-qualifier.xml");
const WINDOWS: &str = include_str!("documents/windows.xml");
const OPENPEGASUS: &str = include_str!("documents/openpegasus.xml");

fn document(text: &str) -> Document {
    read_document(text, &EmptyCatalog, &ReadOptions::default()).unwrap()
}

#[test]
fn classes_of_pywbem_come_behind_their_superclasses() {
    let classes = document(PYWBEM_CLASSES).classes;
    let names: Vec<String> = classes.iter().map(|(_, _, class)| class.name().to_string()).collect();
    assert_eq!(names, ["PY_Base", "PY_Sub", "PY_Link", "PY_Inner"]);
    let (base, (_, own, sub)) = (&classes[0].2, &classes[1]);
    assert_eq!(sub.superclass(), Some(base));
    assert_eq!((own.properties.len(), sub.properties().len(), sub.methods().len()), (3, 4, 1));
    assert!(base.is_abstract() && !sub.is_abstract());
    let name = sub.property("Name").unwrap();
    assert!(name.is_key() && name.qualifiers[0].propagated);
    assert_eq!(name.propagator.to_string(), "PY_Base");
    let inner = sub.property("Inner").unwrap();
    assert_eq!(
        (inner.kind, inner.reference_class.as_ref().unwrap().to_string()),
        (Type::Instance, "PY_Inner".to_owned())
    );
    assert_eq!(sub.property("Tags").unwrap().array_size, Some(5));
    let parameters: Vec<_> =
        base.methods()[0].parameters.iter().map(|parameter| (parameter.kind, parameter.array_size)).collect();
    assert_eq!(
        parameters,
        [
            (Type::Boolean, None),
            (Type::ReferenceArray, Some(4)),
            (Type::Uint8Array, None),
            (Type::Reference, None)
        ]
    );
}

#[test]
fn instances_of_pywbem_are_read_with_and_without_their_classes() {
    for catalog in [&Classes::of(PYWBEM_CLASSES) as &dyn Catalog, &EmptyCatalog] {
        let read = read_document(PYWBEM_INSTANCES, catalog, &ReadOptions::default()).unwrap();
        let [sub, link] = &read.instances[..] else { panic!("{read:?}") };
        assert_eq!(text_of(sub, "Name"), "a <b> & \"c\"\n☺ 𝄞");
        assert_eq!(sub.namespace().unwrap(), "root/py");
        assert_eq!(sub.server_name().unwrap(), "host.example:5989");
        assert!(sub.get("Name").unwrap().flags.contains(ElementFlags::KEY));
        let Some(ValueRef::Instance(inner)) = sub.value("Inner") else { panic!("it is embedded") };
        assert_eq!(inner.value("Value"), Some(ValueRef::Real32(0.25)));
        let Some(ValueRef::Reference(to)) = link.value("To") else { panic!("it is a reference") };
        assert_eq!(crate::cim::ObjectPath::of(to).to_string(), "//other/root/other:PY_Sub.Name=\"two\"");
        assert_eq!(link.keys().count(), 2);
    }
}

#[test]
fn declarations_of_qualifiers_are_read() {
    let read = document(PYWBEM_QUALIFIER);
    let [(None, declared)] = &read.qualifier_types[..] else { panic!("{read:?}") };
    assert_eq!((declared.kind, declared.scope), (Type::StringArray, Scope::CLASS | Scope::PROPERTY));
    assert_eq!(declared.flavor, Flavor::DISABLE_OVERRIDE | Flavor::TO_SUBCLASS | Flavor::TRANSLATABLE);
    assert_eq!(declared.default, Some(Value::Array(Arc::new(Array::String(vec![Text::from("a")])))));
}

#[test]
fn a_document_of_windows_has_an_instance_with_its_classes() {
    let options = ReadOptions { class_required: false, ..ReadOptions::default() };
    let read = read_instance(WINDOWS, &EmptyCatalog, &options).unwrap().object;
    let class = read.class().unwrap();
    assert_eq!(
        (class.name().to_string(), class.superclass_name().unwrap().to_string()),
        ("W_Disk".to_owned(), "W_Base".to_owned())
    );
    assert_eq!(text_of(&read, "Name"), "C:\\\n");
    assert_eq!(read.value("Letter"), Some(ValueRef::Char16(67)));
    assert!(!read.get("Owner").unwrap().flags.contains(ElementFlags::NOT_MODIFIED));
    assert!(read.get("Letter").unwrap().flags.contains(ElementFlags::NOT_MODIFIED));
    let Some(ValueRef::Instance(owner)) = read.value("Owner") else { panic!("it is embedded") };
    assert_eq!(text_of(owner, "Name"), "A & B");
    assert_eq!(class.property("Owner").unwrap().reference_class.as_ref().unwrap(), &"W_Owner");
    let key = find_qualifier(&class.property("Name").unwrap().qualifiers, "Key").unwrap();
    assert!(key.propagated && key.flavor.contains(Flavor::TO_INSTANCE));
}

#[test]
fn a_document_of_openpegasus_is_read_with_all_its_white_space() {
    let read = document(OPENPEGASUS);
    let [unit] = &read.instances[..] else { panic!("{read:?}") };
    assert_eq!(unit.value("Id"), Some(ValueRef::Uint64(4_294_967_296)));
    // The path has a key that the instance has not.
    assert_eq!(unit.value("Up"), Some(ValueRef::Boolean(true)));
    let Some(ValueRef::Instance(part)) = unit.value("Part") else { panic!("it is embedded") };
    assert_eq!(text_of(part, "Text"), "a < b");
    let Some(ValueRef::Reference(next)) = unit.value("Next") else { panic!("it is a reference") };
    assert_eq!(
        (next.value("Id"), next.value("Load")),
        (Some(ValueRef::Sint64(-7)), Some(ValueRef::Real64(1.5)))
    );
    assert_eq!((unit.value("Notes"), unit.get("Notes").unwrap().kind), (None, Type::StringArray));
}

#[test]
fn every_form_that_holds_an_instance_is_read() {
    let name = "<INSTANCENAME CLASSNAME=\"T\"><KEYBINDING NAME=\"K\"><KEYVALUE>a</KEYVALUE></KEYBINDING></INSTANCENAME>";
    let local = "<LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"x\"/></LOCALNAMESPACEPATH>";
    let path = format!("<NAMESPACEPATH><HOST>h</HOST>{local}</NAMESPACEPATH>");
    let one = "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"K\" TYPE=\"string\"/></INSTANCE>";
    let declared = |group: &str| {
        format!("<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><DECLARATION>{group}</DECLARATION></CIM>")
    };
    for (text, namespace, server, has_key) in [
        (one.to_owned(), None, None, false),
        (format!("<VALUE.OBJECT>{one}</VALUE.OBJECT>"), None, None, false),
        (format!("<VALUE.NAMEDINSTANCE>{name}{one}</VALUE.NAMEDINSTANCE>"), None, None, true),
        (format!("<VALUE.NAMEDOBJECT>{name}{one}</VALUE.NAMEDOBJECT>"), None, None, true),
        (
            format!(
                "<VALUE.OBJECTWITHPATH><INSTANCEPATH>{path}{name}</INSTANCEPATH>{one}</VALUE.OBJECTWITHPATH>"
            ),
            Some("root/x"),
            Some("h"),
            true,
        ),
        (
            format!(
                "<VALUE.INSTANCEWITHPATH><INSTANCEPATH>{path}{name}</INSTANCEPATH>{one}</VALUE.INSTANCEWITHPATH>"
            ),
            Some("root/x"),
            Some("h"),
            true,
        ),
        (
            format!(
                "<VALUE.OBJECTWITHLOCALPATH><LOCALINSTANCEPATH>{local}{name}</LOCALINSTANCEPATH>{one}</VALUE.OBJECTWITHLOCALPATH>"
            ),
            Some("root/x"),
            None,
            true,
        ),
        (
            declared(&format!("<DECLGROUP>{local}<VALUE.OBJECT>{one}</VALUE.OBJECT></DECLGROUP>")),
            Some("root/x"),
            None,
            false,
        ),
        (
            declared(&format!(
                "<DECLGROUP.WITHNAME>{path}<VALUE.NAMEDOBJECT>{name}{one}</VALUE.NAMEDOBJECT></DECLGROUP.WITHNAME>"
            )),
            Some("root/x"),
            Some("h"),
            true,
        ),
        (
            declared(&format!(
                "<DECLGROUP.WITHPATH><VALUE.OBJECTWITHPATH><INSTANCEPATH>{path}{name}</INSTANCEPATH>{one}</VALUE.OBJECTWITHPATH></DECLGROUP.WITHPATH>"
            )),
            Some("root/x"),
            Some("h"),
            true,
        ),
        (
            format!(
                "<IMETHODCALL NAME=\"CreateInstance\">{local}<IPARAMVALUE NAME=\"NewInstance\">{one}</IPARAMVALUE></IMETHODCALL>"
            ),
            Some("root/x"),
            None,
            false,
        ),
    ] {
        let read = instance(&text);
        let said = |text: Option<&Text>| text.map(Text::to_string);
        assert_eq!(
            (said(read.namespace()).as_deref(), said(read.server_name()).as_deref()),
            (namespace, server),
            "{text}"
        );
        assert_eq!(read.value("K").is_some(), has_key, "{text}");
        assert_eq!(document(&text).instances, [Arc::new(read)]);
    }
}

#[test]
fn classes_serve_the_instances_of_their_document_in_any_order_and_namespace() {
    let class = |base: &str| {
        format!(
            "<VALUE.OBJECT><CLASS NAME=\"B\" SUPERCLASS=\"{base}\"><PROPERTY NAME=\"Q\" TYPE=\"uint8\"/></CLASS></VALUE.OBJECT>"
        )
    };
    let namespace =
        |name: &str| format!("<LOCALNAMESPACEPATH><NAMESPACE NAME=\"{name}\"/></LOCALNAMESPACEPATH>");
    let text = format!(
        "<DECLGROUP>{}<VALUE.OBJECT><INSTANCE CLASSNAME=\"b\"><PROPERTY NAME=\"P\"/></INSTANCE></VALUE.OBJECT>{}\
        <VALUE.OBJECT><CLASS NAME=\"A\"><PROPERTY NAME=\"P\" TYPE=\"sint8\"/></CLASS></VALUE.OBJECT></DECLGROUP>\
        <DECLGROUP>{}<VALUE.OBJECT><CLASS NAME=\"b\"><PROPERTY NAME=\"P\" TYPE=\"string\"/></CLASS></VALUE.OBJECT></DECLGROUP>",
        namespace("one"),
        class("a"),
        namespace("two")
    );
    let read = document(&text);
    assert_eq!(read.instances[0].kind(0), Some(Type::Sint8));
    let places: Vec<_> = read
        .classes
        .iter()
        .map(|(space, _, class)| format!("{}:{}", space.as_ref().unwrap(), class.name()))
        .collect();
    assert_eq!(places, ["one:A", "one:B", "two:b"]);
}

#[test]
fn one_object_is_one_object() {
    let one = "<INSTANCE CLASSNAME=\"T\"/>";
    let two = format!("<CIM>{one}{one}</CIM>");
    let error = refusal(&two);
    assert_eq!((error.status, error.message.as_str()), (Status::Failed, "expected one INSTANCE, found 2"));
    assert_eq!(document(&two).instances.len(), 2);
    let class = "<CLASS NAME=\"T\"/>";
    assert!(refusal(class).message.contains("expected an element INSTANCE"));
    assert!(read_class(one, &EmptyCatalog, &ReadOptions::default()).is_err());
    assert_eq!(document(&format!("{one} {class}<!-- -->{one}")).instances[1].class().unwrap().name(), &"T");
}

#[test]
fn a_message_that_tells_an_error_is_that_error() {
    let text = "<CIM><MESSAGE><SIMPLERSP><IMETHODRESPONSE NAME=\"GetInstance\"><ERROR CODE=\"6\" DESCRIPTION=\"no such thing\"/>\
        </IMETHODRESPONSE></SIMPLERSP></MESSAGE></CIM>";
    assert!(refusal(text).message.contains("no such thing (6)"));
    assert!(read_document(text, &EmptyCatalog, &ReadOptions::default()).is_err());
}

#[test]
fn a_file_of_something_else_is_an_error_and_an_empty_one_of_cim_xml_is_not() {
    for text in ["<!-- --><Window><Foo/></Window>", "<html><body>404</body></html>", "<a><b>"] {
        let error = read_document(text, &EmptyCatalog, &ReadOptions::default()).unwrap_err();
        assert!(error.message.starts_with("expected CIM-XML, found '<"), "{text}: {error}");
    }
    let envelope = "<Envelope><CLASS NAME=\"T\"/></Envelope>";
    assert_eq!(document(envelope).classes.len(), 1);
    assert!(document("<CIM><DECLARATION><DECLGROUP/></DECLARATION></CIM>").classes.is_empty());
    assert!(document("<IRETURNVALUE/>").instances.is_empty());
}

#[test]
fn names_are_told_without_reading_the_rest() {
    let class = "<CIM><CLASS NAME=\"A\" SUPERCLASS=\"B\"><PROPERTY broken";
    assert_eq!(class_name(class), Ok("A".to_owned()));
    assert_eq!(superclass_name(class), Ok(Some("B".to_owned())));
    assert_eq!(superclass_name("<CLASS NAME=\"A\"/>"), Ok(None));
    assert_eq!(instance_class_name("<VALUE.OBJECT><INSTANCE CLASSNAME=\"I\"><"), Ok("I".to_owned()));
    assert!(class_name("<INSTANCE CLASSNAME=\"I\"/>").unwrap_err().message.contains("CLASS"));
    assert!(instance_class_name("").is_err());
}
