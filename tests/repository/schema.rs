//! The system classes, which every namespace has, and what the qualifiers of classes mean.

use mi::cim::class::ClassFlags;
use mi::cim::{Status, Text, Type, Value};
use mi::mof::{NoIncludes, Options, Source, compile as compile_mof, load};
use mi::provider::repository::{Item, Location, Repository};
use mi::provider::{OperationFlags, Request};

use super::support::*;

fn names_below(repository: &Repository, above: Option<&str>, shallow: bool) -> Vec<String> {
    let class_name = above.map(Text::from);
    let mut call = call(Request::EnumerateClasses { class_name, names_only: true });
    call.flags = if shallow { OperationFlags::SHALLOW } else { OperationFlags::empty() };
    let mut names: Vec<String> =
        classes(repository, &call).unwrap().iter().map(|class| class.name().to_string()).collect();
    names.sort();
    names
}

/// Compiles MOF as `mi compile` does.
fn compile_text(repository: &Repository, namespace: &str, text: &str) -> Result<(), String> {
    let program =
        load([Source::new("test.mof", text)], &mut NoIncludes).map_err(|errors| errors.to_string())?;
    let options = Options { namespace: Text::from(namespace), strict: true };
    let compiled = compile_mof(&program, repository, &options).map_err(|errors| errors.to_string())?;
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    repository.compile(&items, &mut |_, _| {}).map(drop).map_err(|error| error.to_string())
}

fn alarm() -> mi::cim::ClassDeclaration {
    class("Test_Alarm", Some("__ExtrinsicEvent"), vec![property("Reason", Type::String, &[])])
}

#[test]
fn every_namespace_has_the_system_classes() {
    let repository = repository();
    repository.create_namespace("root/test").unwrap();
    for namespace in ["root", "root/cimv2", "root/interop", "root/test"] {
        let class = repository.get_class(namespace, "__instanceCreationEvent").unwrap();
        assert_eq!(class.name(), &Text::from("__InstanceCreationEvent"));
        assert_eq!(class.namespace(), Some(&Text::from(namespace)));
        assert!(class.is_a("__Event") && class.flags().contains(ClassFlags::INDICATION));
        assert_eq!(class.property("TargetInstance").unwrap().kind, Type::Instance);
    }
}

#[test]
fn system_classes_are_enumerated_only_from_one_of_them() {
    let repository = repository();
    compile(&repository, vec![alarm()]).unwrap();
    assert_eq!(names_below(&repository, None, true), ["Test_Thing"]);
    assert_eq!(names_below(&repository, None, false), ["Test_Alarm", "Test_Special", "Test_Thing"]);
    assert_eq!(
        names_below(&repository, Some("__InstanceOperationEvent"), false),
        ["__InstanceCreationEvent", "__InstanceDeletionEvent", "__InstanceModificationEvent"]
    );
    assert_eq!(names_below(&repository, Some("__ExtrinsicEvent"), false), ["Test_Alarm"]);
    assert!(names_below(&repository, Some("__Event"), false).contains(&"Test_Alarm".to_owned()));
}

#[test]
fn a_class_derived_from_a_system_class_inherits_from_it() {
    let repository = repository();
    compile(&repository, vec![alarm()]).unwrap();
    let class = repository.get_class(NAMESPACE, "Test_Alarm").unwrap();
    assert!(class.is_a("__Event") && class.flags().contains(ClassFlags::INDICATION));
    assert!(!class.is_abstract());
    let properties: Vec<String> =
        class.properties().iter().map(|property| property.name.to_string()).collect();
    assert_eq!(properties, ["SECURITY_DESCRIPTOR", "TIME_CREATED", "Reason"]);
}

#[test]
fn a_class_derived_from_a_system_class_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("repository.db"));
    let repository = Repository::open(location.clone()).unwrap();
    compile(&repository, vec![alarm()]).unwrap();
    drop(repository);
    let repository = Repository::open(location).unwrap();
    assert!(repository.get_class(NAMESPACE, "Test_Alarm").unwrap().is_a("__ExtrinsicEvent"));
    assert_eq!(names_below(&repository, Some("__ExtrinsicEvent"), true), ["Test_Alarm"]);
}

#[test]
fn mof_derives_from_system_classes_also_in_a_namespace_that_it_makes() {
    let repository = repository();
    let text = "class Test_Alarm : __ExtrinsicEvent { string Reason; };";
    compile_text(&repository, "root/made", text).unwrap();
    assert!(repository.get_class("root/made", "Test_Alarm").unwrap().is_a("__Event"));
}

#[test]
fn a_system_class_is_neither_changed_nor_removed() {
    let repository = repository();
    let refused = compile(&repository, vec![class("__Event", None, vec![])]).unwrap_err();
    assert_eq!(refused.status, Status::NotSupported);
    assert!(refused.message.contains("'__Event'") && refused.message.contains("system class"), "{refused}");
    let refused = repository.delete_class(NAMESPACE, "__event").unwrap_err();
    assert_eq!(refused.status, Status::NotSupported);
    assert!(repository.get_class(NAMESPACE, "__Event").unwrap().is_abstract());
}

#[test]
fn the_same_declaration_of_a_system_class_changes_nothing() {
    let repository = repository();
    let declaration = repository.get_class_declaration(NAMESPACE, "__ExtrinsicEvent").unwrap();
    let before = repository.get_class(NAMESPACE, "__ExtrinsicEvent").unwrap();
    compile(&repository, vec![declaration]).unwrap();
    assert!(std::sync::Arc::ptr_eq(&before, &repository.get_class(NAMESPACE, "__ExtrinsicEvent").unwrap()));
}

#[test]
fn classes_of_indications_of_the_dmtf_are_compiled_as_any_other() {
    let repository = repository();
    assert_eq!(repository.get_class(NAMESPACE, "CIM_Indication").unwrap_err().status, Status::InvalidClass);
    compile(&repository, vec![class("CIM_Indication", None, vec![property("Own", Type::String, &[])])])
        .unwrap();
    assert!(repository.get_class(NAMESPACE, "CIM_Indication").unwrap().property("Own").is_some());
}

#[test]
fn a_namespace_with_nothing_but_system_classes_is_empty() {
    let repository = repository();
    repository.create_namespace("root/test").unwrap();
    repository.delete_namespace("root/test").unwrap();
}

#[test]
fn no_instance_of_a_system_class_of_events_is_stored() {
    let repository = repository();
    let refused =
        create(&repository, instance("__InstanceCreationEvent", &[("TIME_CREATED", Value::Uint64(1))]));
    assert_eq!(refused.unwrap_err().status, Status::InvalidClass);
    assert!(enumerate(&repository, "__Event").is_empty());
}
