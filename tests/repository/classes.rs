//! GetClass, EnumerateClasses, namespaces, and the removal of classes.

use mi::cim::{Status, Text, Type};
use mi::provider::{Call, OperationFlags, Request};

use super::support::*;

fn enumeration(class_name: Option<&str>, shallow: bool, names_only: bool) -> Call {
    let class_name = class_name.map(Text::from);
    let mut call = call(Request::EnumerateClasses { class_name, names_only });
    call.flags = if shallow { OperationFlags::SHALLOW } else { OperationFlags::empty() };
    call
}

fn names(repository: &mi::provider::repository::Repository, call: &Call) -> Vec<String> {
    let mut names: Vec<String> =
        classes(repository, call).unwrap().iter().map(|class| class.name().to_string()).collect();
    names.sort();
    names
}

#[test]
fn a_class_comes_with_what_it_inherits_and_its_namespace() {
    let repository = repository();
    let found =
        classes(&repository, &call(Request::GetClass { class_name: Text::from("TEST_special") })).unwrap();
    let class = &found[0];
    assert_eq!(class.name(), &Text::from("Test_Special"));
    assert_eq!(class.namespace(), Some(&Text::from(NAMESPACE)));
    let properties: Vec<String> =
        class.properties().iter().map(|property| property.name.to_string()).collect();
    assert_eq!(properties, ["Name", "Size", "State", "Tags", "Weight"]);
    assert_eq!(class.keys(), [0]);
    assert!(class.is_a("test_thing"));
}

#[test]
fn the_same_class_is_the_same_object() {
    let repository = repository();
    let get = || repository.get_class(NAMESPACE, "Test_Thing").unwrap();
    assert!(std::sync::Arc::ptr_eq(&get(), &get()));
}

#[test]
fn an_unknown_class_and_namespace_are_told_apart() {
    let repository = repository();
    let error = repository.get_class(NAMESPACE, "Test_None").unwrap_err();
    assert_eq!(error.status, Status::InvalidClass);
    assert!(error.message.contains("Test_None") && error.message.contains(NAMESPACE), "{error}");
    assert_eq!(repository.get_class("root/none", "Test_Thing").unwrap_err().status, Status::InvalidNamespace);
    let unknown = run(&repository, &enumeration(Some("Test_None"), false, false)).unwrap_err();
    assert_eq!(unknown.status, Status::InvalidClass);
}

#[test]
fn classes_are_enumerated_from_the_top_or_from_below_a_class() {
    let repository = repository();
    compile(
        &repository,
        vec![class("Test_More", Some("Test_Special"), vec![]), class("Test_Apart", None, vec![])],
    )
    .unwrap();
    assert_eq!(names(&repository, &enumeration(None, true, false)), ["Test_Apart", "Test_Thing"]);
    assert_eq!(
        names(&repository, &enumeration(None, false, false)),
        ["Test_Apart", "Test_More", "Test_Special", "Test_Thing"]
    );
    assert_eq!(names(&repository, &enumeration(Some("Test_Thing"), true, false)), ["Test_Special"]);
    assert_eq!(
        names(&repository, &enumeration(Some("Test_Thing"), false, false)),
        ["Test_More", "Test_Special"]
    );
}

#[test]
fn an_enumeration_of_names_brings_names_and_superclasses_alone() {
    let repository = repository();
    let found = classes(&repository, &enumeration(Some("Test_Thing"), false, true)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].superclass_name(), Some(&Text::from("Test_Thing")));
    assert!(found[0].properties().is_empty());
}

#[test]
fn namespaces_are_named_with_both_slashes_and_without_case() {
    let repository = repository();
    for spelling in ["ROOT\\CIMV2", "/root/cimv2/", "Root/CimV2"] {
        assert!(repository.get_class(spelling, "Test_Thing").is_ok(), "{spelling}");
    }
}

#[test]
fn a_namespace_is_made_with_those_above_it() {
    let repository = repository();
    repository.create_namespace("root\\Some\\place").unwrap();
    assert_eq!(
        repository.namespaces().unwrap(),
        ["root", "root/cimv2", "root/interop", "root/Some", "root/Some/place", "root/standardcimv2"]
    );
    assert_eq!(repository.create_namespace("ROOT/some").unwrap_err().status, Status::AlreadyExists);
    for illegal in ["", "/", "root//x", "root/a b", "root/\u{7}"] {
        assert_eq!(
            repository.create_namespace(illegal).unwrap_err().status,
            Status::InvalidParameter,
            "{illegal:?}"
        );
    }
}

#[test]
fn only_an_empty_namespace_is_removed_and_never_a_standard_one() {
    let repository = repository();
    repository.create_namespace("root/a/b").unwrap();
    let status = |namespace: &str| repository.delete_namespace(namespace).unwrap_err().status;
    assert_eq!(status("root/a"), Status::NamespaceNotEmpty);
    assert_eq!(status("root/none"), Status::InvalidNamespace);
    assert_eq!(status("root/interop"), Status::NotSupported);
    let mut item = class_item(thing());
    item.namespace = "root/a/b".to_owned();
    repository.compile(&[item], &mut |_, _| {}).unwrap();
    assert_eq!(status("root/a/b"), Status::NamespaceNotEmpty);
    repository.delete_class("root/a/b", "Test_Thing").unwrap();
    repository.delete_namespace("root/a/b").unwrap();
    repository.delete_namespace("root/a").unwrap();
    assert_eq!(repository.namespaces().unwrap().len(), 4);
}

#[test]
fn a_class_is_removed_when_nothing_depends_on_it() {
    let repository = repository();
    let status = |class: &str| repository.delete_class(NAMESPACE, class).unwrap_err().status;
    create(&repository, named("Test_Special", "x")).unwrap();
    assert_eq!(status("Test_Thing"), Status::ClassHasChildren);
    assert_eq!(status("Test_Special"), Status::ClassHasInstances);
    assert_eq!(status("Test_None"), Status::InvalidClass);
    delete(&repository, named("Test_Special", "x")).unwrap();
    repository.delete_class(NAMESPACE, "test_special").unwrap();
    repository.delete_class(NAMESPACE, "Test_Thing").unwrap();
    assert!(names(&repository, &enumeration(None, false, false)).is_empty());
}

#[test]
fn a_method_without_anybody_who_carries_it_out_is_not_available() {
    let repository = repository();
    let mut declaration = class("Test_Active", None, vec![property("Name", Type::String, &["Key"])]);
    declaration.methods.push(mi::cim::Method {
        name: Text::from("Run"),
        return_type: Type::Uint32,
        return_class: None,
        flags: mi::cim::ElementFlags::empty(),
        qualifiers: Vec::new(),
        parameters: Vec::new(),
        origin: Text::default(),
        propagator: Text::default(),
    });
    compile(&repository, vec![declaration]).unwrap();
    let invoke = Request::Invoke {
        class_name: Text::from("Test_Active"),
        method_name: Text::from("run"),
        instance: None,
        parameters: None,
    };
    assert_eq!(run(&repository, &call(invoke)).unwrap_err().status, Status::MethodNotAvailable);
}
