//! Compiling declarations and instances: all or nothing, and what may change under instances and subclasses.

use std::sync::Arc;

use mi::cim::{ClassDeclaration, Flavor, QualifierType, Scope, Status, Text, Type, Value, ValueRef};
use mi::provider::repository::{Item, ItemKind, Location, Repository, Summary};

use super::support::*;

fn items() -> Vec<Item> {
    let kind = |kind| Item { namespace: NAMESPACE.to_owned(), kind };
    vec![
        // The subclass and an instance of it come before what they need.
        kind(ItemKind::Class(Arc::new(special()))),
        kind(ItemKind::Instance { instance: Arc::new(named("Test_Special", "x")), is_value: false }),
        kind(ItemKind::Class(Arc::new(thing()))),
        kind(ItemKind::QualifierType(Arc::new(QualifierType {
            name: Text::from("Color"),
            kind: Type::String,
            array_size: None,
            default: Some(Value::string("red")),
            scope: Scope::ANY,
            flavor: Flavor::DEFAULT,
        }))),
    ]
}

fn status(result: Result<(), mi::cim::Error>) -> Status {
    result.unwrap_err().status
}

#[test]
fn a_class_may_come_before_its_superclass_and_its_instance() {
    let repository = Repository::open(Location::Memory).unwrap();
    let summary = repository.compile(&items(), &mut |_, _| {}).unwrap();
    assert_eq!(summary, Summary { created: 4, changed: 0, unchanged: 0 });
    assert!(get(&repository, named("Test_Thing", "x")).is_ok());
    let color = repository.get_qualifier_type(NAMESPACE, "COLOR").unwrap().unwrap();
    assert_eq!(color.default, Some(Value::string("red")));
}

#[test]
fn progress_is_told_for_each_item() {
    let repository = Repository::open(Location::Memory).unwrap();
    let mut told = Vec::new();
    repository.compile(&items(), &mut |done, of| told.push((done, of))).unwrap();
    assert_eq!(told, [(1, 4), (2, 4), (3, 4), (4, 4)]);
}

#[test]
fn compiling_the_same_again_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let repository = Repository::open(Location::File(path.clone())).unwrap();
    repository.compile(&items(), &mut |_, _| {}).unwrap();
    let class = repository.get_class(NAMESPACE, "Test_Special").unwrap();
    let log = || std::fs::read(folder.path().join("repository.db-wal")).unwrap();
    let before = log();
    let summary = repository.compile(&items(), &mut |_, _| {}).unwrap();
    assert_eq!(summary, Summary { created: 0, changed: 0, unchanged: 4 });
    assert!(log() == before);
    assert!(Arc::ptr_eq(&class, &repository.get_class(NAMESPACE, "Test_Special").unwrap()));
}

#[test]
fn one_wrong_item_keeps_everything_out() {
    let repository = Repository::open(Location::Memory).unwrap();
    let mut items = items();
    items.push(Item {
        namespace: "root/new".to_owned(),
        kind: ItemKind::Instance { instance: Arc::new(named("Test_None", "x")), is_value: false },
    });
    let error = repository.compile(&items, &mut |_, _| {}).unwrap_err();
    assert_eq!((error.item, error.error.status), (Some(4), Status::InvalidClass));
    assert_eq!(repository.get_class(NAMESPACE, "Test_Thing").unwrap_err().status, Status::InvalidClass);
    assert_eq!(repository.namespaces().unwrap().len(), 4);
    assert!(repository.qualifier_types(NAMESPACE).unwrap().is_empty());
}

#[test]
fn compiling_makes_the_namespace() {
    let repository = Repository::open(Location::Memory).unwrap();
    let mut item = class_item(thing());
    item.namespace = "root\\made\\here".to_owned();
    repository.compile(&[item], &mut |_, _| {}).unwrap();
    assert!(repository.get_class("root/made/here", "Test_Thing").is_ok());
}

#[test]
fn a_missing_superclass_and_a_circle_are_refused() {
    let repository = repository();
    let refuse = |declarations: Vec<ClassDeclaration>| status(compile(&repository, declarations));
    assert_eq!(refuse(vec![class("Test_A", Some("Test_None"), vec![])]), Status::InvalidSuperclass);
    assert_eq!(
        refuse(vec![class("Test_A", Some("Test_B"), vec![]), class("Test_B", Some("Test_A"), vec![])]),
        Status::InvalidSuperclass
    );
    let mut turned = thing();
    turned.superclass = Some(Text::from("Test_Special"));
    assert_eq!(refuse(vec![turned]), Status::InvalidSuperclass);
    assert!(repository.get_class(NAMESPACE, "Test_A").is_err());
}

#[test]
fn an_instance_that_differs_is_made_what_is_compiled() {
    let repository = repository();
    let item = |size: Option<u32>| {
        let mut given = named("Test_Thing", "x");
        if let Some(size) = size {
            given.add_value("Size", Value::Uint32(size)).unwrap();
        }
        [Item {
            namespace: NAMESPACE.to_owned(),
            kind: ItemKind::Instance { instance: Arc::new(given), is_value: false },
        }]
    };
    repository.compile(&item(Some(1)), &mut |_, _| {}).unwrap();
    let summary = repository.compile(&item(None), &mut |_, _| {}).unwrap();
    assert_eq!(summary.changed, 1);
    assert_eq!(get(&repository, named("Test_Thing", "x")).unwrap().value("Size"), None);
}

#[test]
fn a_declaration_reads_back_as_it_was_compiled() {
    let repository = repository();
    assert_eq!(repository.get_class_declaration(NAMESPACE, "test_thing").unwrap(), thing());
}

#[test]
fn a_property_may_be_added_under_instances_of_subclasses() {
    let repository = repository();
    create(
        &repository,
        instance("Test_Special", &[("Name", Value::string("x")), ("Weight", Value::Real64(1.5))]),
    )
    .unwrap();
    let mut wider = thing();
    wider.properties.insert(1, with_default(property("Color", Type::Uint8, &[]), Value::Uint8(3)));
    compile(&repository, vec![wider]).unwrap();
    let read = get(&repository, named("Test_Special", "x")).unwrap();
    assert_eq!(read.value("Color"), Some(ValueRef::Uint8(3)), "the default");
    assert_eq!(read.value("Weight"), Some(ValueRef::Real64(1.5)));
    assert_eq!(read.value("State"), Some(Value::string("new").as_value_ref()));
    modify(
        &repository,
        instance("Test_Special", &[("Name", Value::string("x")), ("Color", Value::Uint8(4))]),
    )
    .unwrap();
    let read = get(&repository, named("Test_Special", "x")).unwrap();
    assert_eq!(
        (read.value("Color"), read.value("Weight")),
        (Some(ValueRef::Uint8(4)), Some(ValueRef::Real64(1.5)))
    );
}

#[test]
fn a_change_that_stored_instances_would_not_survive_is_refused() {
    let repository = repository();
    create(&repository, named("Test_Special", "x")).unwrap();
    let mut without = thing();
    without.properties.remove(1);
    let mut retyped = thing();
    retyped.properties[1].kind = Type::Uint64;
    let mut rekeyed = thing();
    rekeyed.properties[1].qualifiers.push(qualifier("Key"));
    let mut demanding = thing();
    demanding.properties.push(property("Must", Type::Uint8, &["Required"]));
    for changed in [without, retyped, rekeyed, demanding] {
        let error = compile(&repository, vec![changed]).unwrap_err();
        assert_eq!(error.status, Status::ClassHasInstances, "{error}");
        assert!(error.message.contains("Test_Special"), "{error}");
    }
    assert_eq!(repository.get_class_declaration(NAMESPACE, "Test_Thing").unwrap(), thing());
    delete(&repository, named("Test_Special", "x")).unwrap();
    let mut without = thing();
    without.properties.remove(1);
    compile(&repository, vec![without]).unwrap();
}

#[test]
fn a_class_with_instances_does_not_become_abstract() {
    let repository = repository();
    create(&repository, named("Test_Thing", "x")).unwrap();
    let mut changed = thing();
    changed.qualifiers.push(qualifier("Abstract"));
    assert_eq!(status(compile(&repository, vec![changed])), Status::ClassHasInstances);
}

#[test]
fn a_change_that_makes_a_subclass_invalid_is_refused() {
    let repository = repository();
    let mut clashing = thing();
    clashing.properties.push(property("Weight", Type::String, &[]));
    let error = compile(&repository, vec![clashing.clone()]).unwrap_err();
    assert_eq!(error.status, Status::ClassHasChildren, "{error}");
    assert!(error.message.contains("Test_Special"), "{error}");
    compile(&repository, vec![clashing, class("Test_Special", Some("Test_Thing"), vec![])]).unwrap();
}

#[test]
fn a_long_line_of_superclasses_is_read_from_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("repository.db"));
    let name = |level: usize| format!("Test_Level{level}");
    let levels: Vec<ClassDeclaration> = (0..300)
        .map(|level| match level {
            0 => class(&name(0), None, vec![property("Name", Type::String, &["Key"])]),
            level => class(&name(level), Some(&name(level - 1)), vec![]),
        })
        .collect();
    compile(&Repository::open(location.clone()).unwrap(), levels).unwrap();
    let repository = Repository::open(location).unwrap();
    assert!(repository.get_class(NAMESPACE, &name(299)).unwrap().is_a(&name(0)));
}

#[test]
fn a_stored_subclass_has_a_new_property_of_its_superclass_in_the_compilation_that_adds_it() {
    let repository = Repository::open(Location::Memory).unwrap();
    let thing = "class Test_Thing { [Key] string Name; };";
    compile_text(
        &repository,
        NAMESPACE,
        &format!("{thing} class Test_Special : Test_Thing {{ uint8 Weight; }};"),
    )
    .unwrap();
    compile_text(
        &repository,
        NAMESPACE,
        r#"instance of Test_Special { Name = "x"; Color = "blue"; Weight = 3; };
           class Test_Thing { [Key] string Name; string Color; };"#,
    )
    .unwrap();
    let read = get(&repository, named("Test_Special", "x")).unwrap();
    assert_eq!(read.value("Color"), Some(Value::string("blue").as_value_ref()));
    assert_eq!(read.value("Weight"), Some(ValueRef::Uint8(3)));
}

#[test]
fn a_stored_class_below_a_system_class_that_is_compiled_again_is_still_one() {
    let repository = Repository::open(Location::Memory).unwrap();
    compile_text(&repository, NAMESPACE, "class Test_Alarm : __ExtrinsicEvent { string Reason; };").unwrap();
    let system = include_str!("../../schema/system.mof");
    let text = format!("{system} class Test_Fire : Test_Alarm {{ uint8 Floor; }};");
    compile_text(&repository, NAMESPACE, &text).unwrap();
    let fire = repository.get_class(NAMESPACE, "Test_Fire").unwrap();
    assert!(fire.is_a("__Event") && fire.property("Reason").is_some());
}
