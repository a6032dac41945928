//! Namespaces as instances: `__NAMESPACE` in the namespace above, and `CIM_Namespace` in `root/interop`.

use std::sync::Arc;

use mi::cim::{ElementFlags, Error, Instance, Status, Text, Type, Value};
use mi::provider::repository::{Item, ItemKind, Repository};
use mi::provider::{Call, OperationFlags, Request};

use super::support::*;

fn in_namespace(namespace: &str, request: Request) -> Call {
    Call { namespace: Text::from(namespace), ..call(request) }
}

fn make(repository: &Repository, above: &str, instance: Instance) -> Result<Arc<Instance>, Error> {
    let request = Request::CreateInstance { instance: Arc::new(instance) };
    instances(repository, &in_namespace(above, request)).map(|mut made| made.remove(0))
}

fn find(repository: &Repository, above: &str, instance: Instance) -> Result<Arc<Instance>, Error> {
    let request = Request::GetInstance { instance: Arc::new(instance) };
    instances(repository, &in_namespace(above, request)).map(|mut found| found.remove(0))
}

fn change(repository: &Repository, above: &str, instance: Instance) -> Result<(), Error> {
    let request = Request::ModifyInstance { instance: Arc::new(instance) };
    run(repository, &in_namespace(above, request)).map(drop)
}

fn remove(repository: &Repository, above: &str, instance: Instance) -> Result<(), Error> {
    let request = Request::DeleteInstance { instance: Arc::new(instance) };
    run(repository, &in_namespace(above, request)).map(drop)
}

fn listed(repository: &Repository, above: &str, class_name: &str) -> Vec<String> {
    let request = Request::EnumerateInstances { class_name: Text::from(class_name), keys_only: false };
    let found = instances(repository, &in_namespace(above, request)).unwrap();
    found.iter().map(|instance| text(instance, "Name")).collect()
}

fn text(instance: &Instance, property: &str) -> String {
    match instance.value(property).map(|value| value.to_value()) {
        Some(Value::String(text)) => text.to_string(),
        other => panic!("{property} is {other:?}"),
    }
}

fn below(name: &str) -> Instance {
    named("__NAMESPACE", name)
}

fn whole(name: &str) -> Instance {
    named("CIM_Namespace", name)
}

#[test]
fn each_namespace_lists_those_directly_below_it() {
    let repository = repository();
    repository.create_namespace("root/cimv2/inner").unwrap();
    assert_eq!(listed(&repository, "root", "__Namespace"), ["cimv2", "interop", "standardcimv2"]);
    assert_eq!(listed(&repository, "root/cimv2", "__NAMESPACE"), ["inner"]);
    assert!(listed(&repository, "root/interop", "__NAMESPACE").is_empty());
}

#[test]
fn making_an_instance_makes_the_namespace() {
    let repository = repository();
    let made = make(&repository, "root/cimv2", below("Inner")).unwrap();
    assert_eq!((made.class_name().to_string(), text(&made, "Name")), ("__NAMESPACE".into(), "Inner".into()));
    assert_eq!(made.namespace(), Some(&Text::from("root/cimv2")));
    assert!(repository.namespaces().unwrap().contains(&"root/cimv2/Inner".to_owned()));
    assert_eq!(text(&find(&repository, "root/CIMV2", below("INNER")).unwrap(), "Name"), "Inner");
}

#[test]
fn a_namespace_that_exists_is_not_made_again() {
    let repository = repository();
    for again in
        [make(&repository, "root", below("CIMV2")), make(&repository, "root/interop", whole("ROOT/cimv2"))]
    {
        assert_eq!(again.unwrap_err().status, Status::AlreadyExists);
    }
}

#[test]
fn a_name_that_is_none_is_refused() {
    let repository = repository();
    for wrong in ["", "a/b", "a\\b", "a:b", "a b", "a\"b", "."] {
        let refused = make(&repository, "root", below(wrong)).unwrap_err();
        assert_eq!(refused.status, Status::InvalidParameter, "{wrong:?}: {refused}");
    }
    for wrong in ["", "/", "root//x", "root/x:y"] {
        let refused = make(&repository, "root/interop", whole(wrong)).unwrap_err();
        assert_eq!(refused.status, Status::InvalidParameter, "{wrong:?}: {refused}");
    }
    let without = make(&repository, "root", Instance::new("__NAMESPACE").unwrap()).unwrap_err();
    assert_eq!(without.status, Status::InvalidParameter);
    let number = instance("__NAMESPACE", &[("Name", Value::Uint8(1))]);
    assert_eq!(make(&repository, "root", number).unwrap_err().status, Status::TypeMismatch);
    let other = instance("__NAMESPACE", &[("Name", Value::string("x")), ("Other", Value::Uint8(1))]);
    assert_eq!(make(&repository, "root", other).unwrap_err().status, Status::NoSuchProperty);
}

#[test]
fn removing_an_instance_removes_the_namespace() {
    let repository = repository();
    make(&repository, "root", below("test")).unwrap();
    remove(&repository, "root", below("TEST")).unwrap();
    assert_eq!(find(&repository, "root", below("test")).unwrap_err().status, Status::NotFound);
    assert_eq!(remove(&repository, "root", below("test")).unwrap_err().status, Status::NotFound);
    assert!(!repository.namespaces().unwrap().contains(&"root/test".to_owned()));
}

#[test]
fn a_namespace_that_is_not_empty_stays() {
    let repository = repository();
    make(&repository, "root", below("test")).unwrap();
    make(&repository, "root/test", below("inner")).unwrap();
    let refused = remove(&repository, "root", below("test")).unwrap_err();
    assert_eq!(refused.status, Status::NamespaceNotEmpty);
    assert!(refused.message.contains("root/test/inner"), "{refused}");
    remove(&repository, "root/test", below("inner")).unwrap();
    let item = Item { namespace: "root/test".into(), kind: ItemKind::Class(Arc::new(thing())) };
    repository.compile(&[item], &mut |_, _| {}).unwrap();
    let refused = remove(&repository, "root/interop", whole("root/test")).unwrap_err();
    assert_eq!(refused.status, Status::NamespaceNotEmpty);
    assert!(refused.message.contains("Test_Thing"), "{refused}");
}

#[test]
fn the_namespaces_that_every_repository_has_stay() {
    let repository = repository();
    for standard in ["cimv2", "interop", "standardcimv2"] {
        assert_eq!(remove(&repository, "root", below(standard)).unwrap_err().status, Status::NotSupported);
    }
    assert_eq!(remove(&repository, "root/interop", whole("root")).unwrap_err().status, Status::NotSupported);
}

#[test]
fn nothing_of_a_namespace_is_changed() {
    let repository = repository();
    change(&repository, "root", below("cimv2")).unwrap();
    assert_eq!(change(&repository, "root", below("none")).unwrap_err().status, Status::NotFound);
    let class_type =
        instance("CIM_Namespace", &[("Name", Value::string("root")), ("ClassType", Value::Uint16(2))]);
    let refused = change(&repository, "root/interop", class_type).unwrap_err();
    assert_eq!(refused.status, Status::NotSupported);
    assert!(refused.message.contains("ClassType"), "{refused}");
}

#[test]
fn the_dmtf_tells_of_all_namespaces_by_their_whole_names() {
    let repository = repository();
    let all = ["root", "root/cimv2", "root/interop", "root/standardcimv2"];
    assert_eq!(listed(&repository, "root/interop", "CIM_Namespace"), all);
    make(&repository, "root/interop", whole("root/a/b")).unwrap();
    assert_eq!(listed(&repository, "root", "__NAMESPACE")[0], "a");
    let found = find(&repository, "root/interop", whole("root/a/b")).unwrap();
    let key_count = found.elements().filter(|element| element.flags.contains(ElementFlags::KEY)).count();
    assert_eq!(key_count, 6);
    assert_eq!(text(&found, "ObjectManagerCreationClassName"), "CIM_ObjectManager");
    // What was found names itself.
    find(&repository, "root/interop", (*found).clone()).unwrap();
    let mut other = (*found).clone();
    let place = other.find("SystemName").unwrap();
    other.set(place, Type::String, Some(Value::string("another").as_value_ref())).unwrap();
    assert_eq!(find(&repository, "root/interop", other).unwrap_err().status, Status::NotFound);
    remove(&repository, "root/interop", (*found).clone()).unwrap();
    assert!(listed(&repository, "root/a", "__NAMESPACE").is_empty());
}

#[test]
fn the_dmtf_tells_of_namespaces_in_the_interop_namespace_alone() {
    let repository = repository();
    assert!(repository.get_class("root/interop", "CIM_Namespace").unwrap().is_a("CIM_ManagedElement"));
    assert_eq!(repository.get_class(NAMESPACE, "CIM_Namespace").unwrap_err().status, Status::InvalidClass);
    let request = Request::EnumerateInstances { class_name: Text::from("CIM_Namespace"), keys_only: false };
    let refused = instances(&repository, &in_namespace(NAMESPACE, request)).unwrap_err();
    assert_eq!(refused.status, Status::InvalidClass);
}

#[test]
fn a_compiled_class_of_namespaces_is_used_where_there_is_one() {
    let repository = repository();
    let above = class("Test_Element", None, vec![property("Caption", Type::String, &[])]);
    let own = class(
        "CIM_Namespace",
        Some("Test_Element"),
        vec![
            property("Name", Type::String, &["Key"]),
            with_default(property("Own", Type::Uint8, &[]), Value::Uint8(7)),
        ],
    );
    let items: Vec<Item> = [above, own]
        .into_iter()
        .map(|class| Item { namespace: "root/interop".into(), kind: ItemKind::Class(Arc::new(class)) })
        .collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
    let found = find(&repository, "root/interop", whole("root/cimv2")).unwrap();
    assert_eq!(found.value("Own").map(|value| value.to_value()), Some(Value::Uint8(7)));
    assert_eq!(listed(&repository, "root/interop", "CIM_Namespace").len(), 4);
    // From a class above, as any other instance.
    let class_name = Text::from("Test_Element");
    let mut call = in_namespace("root/interop", Request::EnumerateInstances { class_name, keys_only: false });
    assert_eq!(instances(&repository, &call).unwrap().len(), 4);
    call.flags = OperationFlags::SHALLOW;
    assert!(instances(&repository, &call).unwrap().is_empty());
}

#[test]
fn keys_alone_come_where_they_are_wanted() {
    let repository = repository();
    let class_name = Text::from("CIM_Namespace");
    let call = in_namespace("root/interop", Request::EnumerateInstances { class_name, keys_only: true });
    let found = instances(&repository, &call).unwrap();
    assert!(found.iter().all(|instance| instance.len() == 6));
}

#[test]
fn a_namespace_above_that_does_not_exist_is_told() {
    let repository = repository();
    assert_eq!(make(&repository, "root/none", below("x")).unwrap_err().status, Status::InvalidNamespace);
    assert_eq!(repository.namespaces().unwrap().len(), 4);
}

#[test]
fn instances_of_namespaces_are_compiled_with_what_goes_into_the_namespaces() {
    let repository = repository();
    let kind = ItemKind::Instance { instance: Arc::new(below("made")), is_value: false };
    let items = [
        Item { namespace: "root".into(), kind },
        Item { namespace: "root/made".into(), kind: ItemKind::Class(Arc::new(thing())) },
    ];
    let summary = repository.compile(&items, &mut |_, _| {}).unwrap();
    assert_eq!((summary.created, summary.unchanged), (2, 0));
    repository.get_class("root/made", "Test_Thing").unwrap();
    let summary = repository.compile(&items, &mut |_, _| {}).unwrap();
    assert_eq!((summary.created, summary.unchanged), (0, 2));
    let kind = ItemKind::Instance { instance: Arc::new(below("a/b")), is_value: false };
    let wrong = [Item { namespace: "root".into(), kind }];
    let refused = repository.compile(&wrong, &mut |_, _| {}).unwrap_err();
    assert_eq!((refused.item, refused.error.status), (Some(0), Status::InvalidParameter));
}
