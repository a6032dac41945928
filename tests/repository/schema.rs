//! The system classes, which every namespace has, and what the qualifiers of classes mean.

use mi::cim::class::ClassFlags;
use mi::cim::{Status, Text, Type, Value};
use mi::provider::repository::{Location, Repository};
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

/// Classes as MOF says them, in the namespace of the other tests.
fn with_classes(text: &str) -> std::sync::Arc<Repository> {
    let repository = repository();
    compile_text(&repository, NAMESPACE, text).unwrap();
    repository
}

fn refusal(repository: &Repository, text: &str) -> String {
    compile_text(repository, NAMESPACE, text).unwrap_err()
}

#[test]
fn values_outside_the_limits_of_their_property_are_refused() {
    let repository = with_classes(
        "class Test_Limited { [Key, MaxLen(4)] string Name; [MinLen(2)] string Long; [MaxValue(10), MinValue(-1)] sint64 Number; \
         [MaxLen(3)] string Tags[]; };",
    );
    let with = |name: &str, property: &str, value: Value| {
        create(&repository, instance("Test_Limited", &[("Name", Value::string(name)), (property, value)]))
    };
    with("good", "Number", Value::Sint64(10)).unwrap();
    with("äöüß", "Long", Value::string("ab")).unwrap();
    let tags = |tags: &[&str]| {
        let tags = tags.iter().map(|&tag| Text::from(tag)).collect();
        Value::Array(std::sync::Arc::new(mi::cim::Array::String(tags)))
    };
    with("tags", "Tags", tags(&["abc", "d"])).unwrap();
    for (name, property, value, reason) in [
        ("good2", "Number", Value::Sint64(1), "MaxLen is 4"),
        ("a", "Long", Value::string("b"), "MinLen is 2"),
        ("a", "Number", Value::Sint64(11), "MaxValue is 10"),
        ("a", "Number", Value::Sint64(-2), "MinValue is -1"),
        ("a", "Tags", tags(&["a", "abcd"]), "MaxLen is 3"),
    ] {
        let refused = with(name, property, value).unwrap_err();
        assert_eq!(refused.status, Status::InvalidParameter);
        assert!(refused.message.contains(reason) && refused.message.contains("Test_Limited"), "{refused}");
    }
    let beyond = instance("Test_Limited", &[("Name", Value::string("good")), ("Number", Value::Sint64(11))]);
    assert_eq!(modify(&repository, beyond).unwrap_err().status, Status::InvalidParameter);
    let text = "instance of Test_Limited { Name = \"mof\"; Number = 11; };";
    assert!(refusal(&repository, text).contains("MaxValue is 10"));
}

#[test]
fn a_default_is_within_the_limits_of_its_property() {
    let repository = repository();
    assert!(
        refusal(&repository, "class Test_Bad { [MaxLen(2)] string Name = \"abc\"; };")
            .contains("MaxLen is 2")
    );
}

#[test]
fn a_property_that_says_it_is_not_written_keeps_the_value_of_its_creation() {
    let repository = with_classes(
        "class Test_Fixed { [Key] string Name; [Write(false)] uint8 Fixed; [Read] uint8 Free; };",
    );
    let fixed = |property: &str, value: u8| {
        instance("Test_Fixed", &[("Name", Value::string("a")), (property, Value::Uint8(value))])
    };
    create(&repository, fixed("Fixed", 1)).unwrap();
    modify(&repository, fixed("Free", 2)).unwrap();
    modify(&repository, fixed("Fixed", 1)).unwrap();
    let refused = modify(&repository, fixed("Fixed", 2)).unwrap_err();
    assert_eq!(refused.status, Status::NotSupported);
    assert!(refused.message.contains("Write(false)"), "{refused}");
    let found = get(&repository, named("Test_Fixed", "a")).unwrap();
    assert_eq!(found.value("Fixed").map(|value| value.to_value()), Some(Value::Uint8(1)));
}

#[test]
fn a_property_that_is_not_read_is_kept_and_never_given_out() {
    let repository = with_classes(
        "class Test_Account { [Key] string Name; [Read(false), Indexed] string Secret; uint8 Free = 1; };
         class Test_Admin : Test_Account { };",
    );
    let secret = |class: &str, name: &str| {
        instance(class, &[("Name", Value::string(name)), ("Secret", Value::string("open sesame"))])
    };
    create(&repository, secret("Test_Account", "a")).unwrap();
    create(&repository, secret("Test_Admin", "b")).unwrap();
    modify(&repository, instance("Test_Account", &[("Name", Value::string("a")), ("Free", Value::Uint8(2))]))
        .unwrap();
    let hides = |found: &mi::cim::Instance| found.get("Secret").unwrap().value.is_none();
    assert!(hides(&get(&repository, named("Test_Account", "a")).unwrap()));
    assert!(hides(&get(&repository, named("Test_Account", "b")).unwrap()), "of a subclass");
    let query = |text: &str| {
        let query = Request::QueryInstances { dialect: Text::from("WQL"), query: Text::from(text) };
        instances(&repository, &call(query)).unwrap()
    };
    let enumerate = Request::EnumerateInstances { class_name: Text::from("Test_Account"), keys_only: false };
    let all = instances(&repository, &call(enumerate)).unwrap();
    assert!(all.len() == 2 && all.iter().all(|found| hides(found)));
    assert!(query("SELECT Name, Secret FROM Test_Account WHERE Free > 0").iter().all(|found| hides(found)));
    assert!(
        query("SELECT * FROM Test_Account WHERE Secret = 'open sesame'").is_empty(),
        "nor told by a condition"
    );
    assert_eq!(query("SELECT * FROM Test_Account WHERE Secret IS NULL").len(), 2);

    let plan = repository
        .explain(NAMESPACE, "WQL", "SELECT * FROM Test_Account WHERE Secret = 'open sesame'")
        .unwrap();
    assert!(!plan.to_string().contains("index"), "nor by how it is looked for: {plan}");

    // It is still there: a modification to the same value changes nothing, and one that makes it readable shows it.
    compile_text(
        &repository,
        NAMESPACE,
        "class Test_Account { [Key] string Name; [Indexed] string Secret; uint8 Free = 1; };",
    )
    .unwrap();
    assert_eq!(query("SELECT * FROM Test_Account WHERE Secret = 'open sesame'").len(), 2);
}

#[test]
fn a_static_property_has_the_value_of_the_class() {
    let repository = with_classes("class Test_Static { [Key] string Name; [Static] uint8 Shared = 5; };");
    let shared =
        |value: u8| instance("Test_Static", &[("Name", Value::string("a")), ("Shared", Value::Uint8(value))]);
    assert_eq!(create(&repository, shared(6)).unwrap_err().status, Status::InvalidParameter);
    create(&repository, shared(5)).unwrap();
    assert_eq!(modify(&repository, shared(6)).unwrap_err().status, Status::InvalidParameter);
    assert!(refusal(&repository, "class Test_Bad { [Key, Static] string Name; };").contains("static"));
}

#[test]
fn no_instance_of_a_class_of_indications_is_stored() {
    let repository = with_classes("[Indication] class Test_Raised { [Key] string Name; };");
    let refused = create(&repository, named("Test_Raised", "a")).unwrap_err();
    assert_eq!(refused.status, Status::InvalidClass);
    assert!(refused.message.contains("indications"), "{refused}");
}

#[test]
fn an_array_type_is_one_that_there_is_and_on_an_array() {
    let repository = with_classes(
        "class Test_Arrays { [ArrayType(\"indexed\")] string A[]; [ArrayType(\"Bag\")] uint8 B[]; };",
    );
    assert!(refusal(&repository, "class Test_Bad { [ArrayType(\"Heap\")] string A[]; };").contains("'Heap'"));
    assert!(refusal(&repository, "class Test_Bad { [ArrayType(\"Bag\")] string A; };").contains("no array"));
    let changed = "class Test_Below : Test_Arrays { [Override(\"A\"), ArrayType(\"Bag\")] string A[]; };";
    assert!(refusal(&repository, changed).contains("ArrayType"));
}

#[test]
fn what_is_overridden_keeps_its_type_its_size_and_what_it_holds() {
    let repository = with_classes(
        "class Test_Held { [Key] string Name; }; class Test_HeldBelow : Test_Held { }; class Test_Other { [Key] string Name; }; \
         class Test_Base { uint8 Number; uint8 Four[4]; [EmbeddedInstance(\"Test_Held\")] string Inner; };",
    );
    for (text, reason) in [
        ("[Override(\"Number\")] uint16 Number;", "uint16"),
        ("[Override(\"Four\")] uint8 Four[5];", "5 elements"),
        ("[Override(\"Inner\"), EmbeddedInstance(\"Test_Other\")] string Inner;", "Test_Other"),
        ("[Override(\"Number\")] uint8 Another;", "own name"),
        ("[Override(\"None\")] uint8 None;", "no superclass"),
    ] {
        let refused = refusal(&repository, &format!("class Test_Below : Test_Base {{ {text} }};"));
        assert!(refused.contains(reason), "{text}: {refused}");
    }
    let narrower = "class Test_Below : Test_Base { [Override(\"Inner\"), EmbeddedInstance(\"Test_HeldBelow\")] string Inner; };";
    compile_text(&repository, NAMESPACE, narrower).unwrap();
}

#[test]
fn a_class_with_instances_demands_no_more_than_it_did() {
    let classes = "class Test_Kept { [Key] string Name; [MaxLen(10)] string Text; uint8 List[]; };";
    let repository = with_classes(classes);
    create(&repository, named("Test_Kept", "a")).unwrap();
    for (changed, reason) in [
        ("[Key] string Name; [MaxLen(9)] string Text; uint8 List[];", "narrower limits"),
        ("[Key] string Name; [MaxLen(10), Required] string Text; uint8 List[];", "required"),
        ("[Key] string Name; [MaxLen(10)] string Text; uint8 List[3];", "3 elements"),
        ("[Key] string Name; [MaxLen(10)] string Text;", "lost"),
        ("[Key] string Name; [Key] string Text; uint8 List[];", "key properties"),
    ] {
        let refused = refusal(&repository, &format!("class Test_Kept {{ {changed} }};"));
        assert!(refused.contains("has instances") && refused.contains(reason), "{changed}: {refused}");
    }
    for class_qualifier in ["Abstract", "Indication"] {
        let refused = refusal(&repository, &format!("[{class_qualifier}] {classes}"));
        assert!(refused.contains("has instances"), "{refused}");
    }
    let wider = "class Test_Kept { [Key] string Name; [MaxLen(11)] string Text; uint8 List[]; uint8 More; };";
    compile_text(&repository, NAMESPACE, wider).unwrap();
    delete(&repository, named("Test_Kept", "a")).unwrap();
    compile_text(&repository, NAMESPACE, "class Test_Kept { [Key] uint8 Number; };").unwrap();
}

#[test]
fn references_belong_into_associations_of_at_least_two() {
    let repository = with_classes("class Test_End { [Key] string Name; };");
    let alone = "class Test_Referring { [Key] string Name; Test_End ref End; };";
    assert!(refusal(&repository, alone).contains("no association"));
    let one = "[Association] class Test_One { [Key] Test_End ref End; };";
    assert!(refusal(&repository, one).contains("fewer than two references"));
    let two = "[Association] class Test_Two { [Key] Test_End ref Left; [Key] Test_End ref Right; }; \
               class Test_TwoBelow : Test_Two { [Override(\"Left\")] Test_End ref Left; };";
    compile_text(&repository, NAMESPACE, two).unwrap();
    assert!(
        repository.get_class(NAMESPACE, "Test_TwoBelow").unwrap().flags().contains(ClassFlags::ASSOCIATION)
    );
}
