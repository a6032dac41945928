use super::*;
use crate::cim::Scope;

fn with_classes(instance: &Instance, options: WriteOptions) -> String {
    let mut out = String::new();
    write_instance_with_classes(&mut out, instance, options).unwrap();
    out
}

/// The classes that a document declares, in their order.
fn declared_classes(document: &str) -> Vec<&str> {
    let starts = document.split("<VALUE.OBJECT><CLASS NAME=\"").skip(1);
    starts.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn an_instance_with_its_classes_is_a_document() {
    let (_, class) = base_and_derived();
    let mut instance = Instance::of_class(&class);
    instance.set_namespace(Some(Text::from("root/test")));
    let local = with_classes(&instance, BARE);
    assert_eq!(
        local,
        "<CIM CIMVERSION=\"2.6.0\" DTDVERSION=\"2.3.1\"><DECLARATION><DECLGROUP>\
         <LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"test\"/></LOCALNAMESPACEPATH>\
         <VALUE.OBJECT><CLASS NAME=\"Test_Base\"><PROPERTY NAME=\"A\" TYPE=\"uint8\"></PROPERTY>\
         <METHOD NAME=\"M\" TYPE=\"uint8\"></METHOD></CLASS></VALUE.OBJECT>\
         <VALUE.OBJECT><CLASS NAME=\"Test_A\" SUPERCLASS=\"Test_Base\"><PROPERTY NAME=\"B\" TYPE=\"uint8\"></PROPERTY>\
         <METHOD NAME=\"N\" TYPE=\"uint8\"></METHOD></CLASS></VALUE.OBJECT>\
         <VALUE.OBJECT><INSTANCE CLASSNAME=\"Test_A\"><PROPERTY NAME=\"A\" TYPE=\"uint8\"></PROPERTY>\
         <PROPERTY NAME=\"B\" TYPE=\"uint8\"></PROPERTY></INSTANCE></VALUE.OBJECT></DECLGROUP></DECLARATION></CIM>"
    );
    instance.set_server_name(Some(Text::from("here")));
    let remote = "<NAMESPACEPATH><HOST>here</HOST><LOCALNAMESPACEPATH>";
    assert!(with_classes(&instance, BARE).contains(remote));
    instance.set_namespace(None);
    assert!(with_classes(&instance, BARE).contains("<DECLGROUP><VALUE.OBJECT>"));
}

#[test]
fn classes_of_inner_instances_are_declared_once_each_and_behind_their_superclasses() {
    let (superclass, class) = base_and_derived();
    let derived = || Value::Instance(Arc::new(Instance::of_class(&class)));
    let mut outer = Instance::of_class(&superclass);
    outer.add_value("One", derived()).unwrap();
    outer.add_value("Many", array(Type::Instance, [derived(), derived()])).unwrap();
    outer.add_value("Ref", Value::Reference(keyed("Test_Key", None, None, &[]))).unwrap();
    assert_eq!(declared_classes(&with_classes(&outer, BARE)), ["Test_Base", "Test_A", "Test_Key"]);
}

#[test]
fn an_instance_without_a_class_is_declared_with_one_that_has_its_elements() {
    let document = with_classes(&instance(&[("P", Value::Uint8(1))]), BARE);
    let class = "<CLASS NAME=\"Test_Thing\"><PROPERTY NAME=\"P\" TYPE=\"uint8\"></PROPERTY></CLASS>";
    assert!(document.contains(class), "{document}");
}

#[test]
fn instances_without_a_class_that_differ_are_declared_without_one() {
    let inner = Value::Instance(Arc::new(instance(&[("Q", Value::Uint8(1))])));
    let outer = instance(&[("P", inner)]);
    assert_eq!(declared_classes(&with_classes(&outer, BARE)), [""; 0]);
}

#[test]
fn a_class_whose_superclass_is_not_at_hand_is_declared_whole() {
    let (_, class) = base_and_derived();
    let alone = Arc::new(Class::new(class.declaration().clone(), None));
    let document = with_classes(&Instance::of_class(&alone), BARE);
    assert!(document.contains("<PROPERTY NAME=\"A\" TYPE=\"uint8\" PROPAGATED=\"true\">"), "{document}");
}

#[test]
fn a_document_has_groups_of_qualifier_types_classes_and_instances() {
    let declared = QualifierType {
        name: Text::from("Q"),
        kind: Type::Boolean,
        array_size: None,
        default: None,
        scope: Scope::CLASS,
        flavor: Flavor::DEFAULT,
    };
    let (class, thing, namespace) = (class_with(property("P", Type::Uint8)), instance(&[]), Text::from("a"));
    let group = DeclarationGroup {
        namespace: Some(&namespace),
        server_name: None,
        qualifier_types: vec![&declared],
        classes: vec![&class],
        instances: vec![&thing],
    };
    let mut out = String::new();
    write_document(&mut out, &[group, DeclarationGroup::default()], BARE).unwrap();
    assert_eq!(
        out,
        "<CIM CIMVERSION=\"2.6.0\" DTDVERSION=\"2.3.1\"><DECLARATION><DECLGROUP>\
         <LOCALNAMESPACEPATH><NAMESPACE NAME=\"a\"/></LOCALNAMESPACEPATH>\
         <QUALIFIER.DECLARATION NAME=\"Q\" TYPE=\"boolean\" ISARRAY=\"false\"><SCOPE CLASS=\"true\"/>\
         </QUALIFIER.DECLARATION>\
         <VALUE.OBJECT><CLASS NAME=\"Test_A\"><PROPERTY NAME=\"P\" TYPE=\"uint8\"></PROPERTY></CLASS></VALUE.OBJECT>\
         <VALUE.OBJECT><INSTANCE CLASSNAME=\"Test_Thing\"></INSTANCE></VALUE.OBJECT></DECLGROUP>\
         <DECLGROUP></DECLGROUP></DECLARATION></CIM>"
    );
}
