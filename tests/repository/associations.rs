//! Associations: what AssociatorInstances and ReferenceInstances bring of the model in `associations.mof`.

use std::sync::Arc;

use mi::cim::{ElementFlags, Instance, ObjectPath, Status, Text, Type, Value};
use mi::mof::{NoIncludes, Options, Source, compile as compile_mof, load};
use mi::provider::Request;
use mi::provider::repository::{Item, Location, Repository};

use super::support::*;

/// The filters of both operations. An empty one is none.
#[derive(Clone, Copy, Default)]
struct Filters<'a> {
    association: &'a str,
    result: &'a str,
    role: &'a str,
    result_role: &'a str,
    keys_only: bool,
}

const NONE: Filters<'static> =
    Filters { association: "", result: "", role: "", result_role: "", keys_only: false };

fn model() -> Arc<Repository> {
    let repository = Repository::open(Location::Memory).unwrap();
    let source = Source::new("associations.mof", include_str!("associations.mof"));
    let program = load([source], &mut NoIncludes).unwrap();
    let options = Options { namespace: Text::from(NAMESPACE), ..Options::default() };
    let compiled = compile_mof(&program, &*repository, &options).unwrap();
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
    repository
}

fn text(filter: &str) -> Option<Text> {
    Some(Text::from(filter))
}

fn associators_of(instance: Instance, filters: Filters<'_>) -> Request {
    Request::AssociatorInstances {
        instance: Arc::new(instance),
        association_class: text(filters.association),
        result_class: text(filters.result),
        role: text(filters.role),
        result_role: text(filters.result_role),
        keys_only: filters.keys_only,
    }
}

fn references_of(instance: Instance, filters: Filters<'_>) -> Request {
    Request::ReferenceInstances {
        instance: Arc::new(instance),
        result_class: text(filters.result),
        role: text(filters.role),
        keys_only: filters.keys_only,
    }
}

/// The paths of what an operation brings, sorted, without the usual namespace.
fn paths(repository: &Repository, request: Request) -> Result<Vec<String>, Status> {
    let found = instances(repository, &call(request)).map_err(|error| error.status)?;
    let mut paths: Vec<String> = found
        .iter()
        .map(|instance| ObjectPath::of(instance).to_string().replace("root/cimv2:", "").replace('\\', ""))
        .collect();
    paths.sort();
    Ok(paths)
}

fn associators(repository: &Repository, instance: Instance, filters: Filters<'_>) -> Vec<String> {
    paths(repository, associators_of(instance, filters)).unwrap()
}

fn references(repository: &Repository, instance: Instance, filters: Filters<'_>) -> Vec<String> {
    paths(repository, references_of(instance, filters)).unwrap()
}

fn computer(name: &str) -> Instance {
    named("Test_ComputerSystem", name)
}

fn rack() -> Instance {
    named("Test_System", "rack")
}

fn device(class: &str, number: u16) -> Instance {
    instance(class, &[("SystemName", Value::string("one")), ("Number", Value::Uint16(number))])
}

/// A reference to an instance, with its keys marked.
fn to(mut target: Instance) -> Value {
    for index in 0..target.len() {
        target.set_flags(index, ElementFlags::KEY);
    }
    Value::Reference(Arc::new(target))
}

const DISK_1: &str = r#"Test_Disk.SystemName="one",Number=1"#;
const DISK_2: &str = r#"Test_Disk.SystemName="one",Number=2"#;
const PORT: &str = r#"Test_Port.SystemName="one",Number=3"#;
const ONE: &str = r#"Test_ComputerSystem.Name="one""#;
const TWO: &str = r#"Test_ComputerSystem.Name="two""#;
const RACK: &str = r#"Test_System.Name="rack""#;
const ASSET: &str = "root/inventory:Inventory_Asset.Tag=7";

#[test]
fn associators_are_what_the_other_ends_of_all_associations_refer_to_each_once() {
    assert_eq!(associators(&model(), computer("one"), NONE), [TWO, DISK_1, DISK_2, PORT, RACK, ASSET]);
}

#[test]
fn an_association_class_counts_with_those_that_inherit_from_it() {
    let repository = model();
    let through = |association| associators(&repository, computer("one"), Filters { association, ..NONE });
    assert_eq!(through("Test_Component"), [DISK_1, DISK_2, PORT]);
    assert_eq!(through("test_dependency"), [DISK_1, RACK]);
    assert_eq!(through("Test_HostedDependency"), [DISK_1]);
}

#[test]
fn a_result_class_counts_with_those_that_inherit_from_it() {
    let repository = model();
    let of = |result| associators(&repository, computer("one"), Filters { result, ..NONE });
    assert_eq!(of("Test_Device"), [DISK_1, DISK_2, PORT]);
    assert_eq!(of("TEST_PORT"), [PORT]);
    assert_eq!(of("Test_System"), [TWO, RACK]);
    assert_eq!(of("Inventory_Asset"), [ASSET]);
    assert_eq!(of("Test_Note"), [""; 0]);
}

#[test]
fn a_role_is_the_property_that_refers_to_the_object() {
    let repository = model();
    let playing = |role| associators(&repository, computer("one"), Filters { role, ..NONE });
    assert_eq!(playing("groupcomponent"), [DISK_1, DISK_2, PORT]);
    assert_eq!(playing("Dependent"), [DISK_1, RACK]);
    assert_eq!(playing("Antecedent"), [""; 0]);
    assert_eq!(playing("From"), [TWO]);
    assert_eq!(playing("Unheard_Of"), [""; 0]);
}

#[test]
fn a_result_role_is_the_property_that_refers_to_the_result() {
    let repository = model();
    let playing = |result_role| associators(&repository, computer("one"), Filters { result_role, ..NONE });
    assert_eq!(playing("Antecedent"), [DISK_1, RACK]);
    assert_eq!(playing("partcomponent"), [DISK_1, DISK_2, PORT]);
    assert_eq!(playing("Via"), [PORT]);
    assert_eq!(playing("GroupComponent"), [""; 0]);
}

#[test]
fn filters_all_count_together() {
    let filters = Filters {
        association: "Test_Route",
        result: "Test_System",
        role: "To",
        result_role: "From",
        keys_only: false,
    };
    assert_eq!(associators(&model(), computer("one"), filters), [TWO]);
}

#[test]
fn of_an_association_of_three_ends_two_are_the_other_ones() {
    let repository = model();
    let through_routes = Filters { association: "Test_Route", ..NONE };
    assert_eq!(associators(&repository, computer("two"), through_routes), [ONE, PORT]);
    assert_eq!(associators(&repository, device("Test_Port", 3), through_routes), [ONE, TWO]);
}

#[test]
fn an_object_is_found_by_the_class_above_and_by_references_that_name_it() {
    let repository = model();
    let parts = Filters { association: "Test_Component", ..NONE };
    assert_eq!(associators(&repository, named("Test_System", "one"), parts), [DISK_1, DISK_2, PORT]);
    assert_eq!(associators(&repository, device("Test_Disk", 2), parts), [ONE]);
    assert_eq!(associators(&repository, device("Test_Device", 2), parts), [ONE]);
}

#[test]
fn a_reference_that_names_a_class_below_leads_to_the_object_above() {
    let repository = model();
    let dependency = instance(
        "Test_Dependency",
        &[("Antecedent", to(computer("rack"))), ("Dependent", to(device("Test_Disk", 2)))],
    );
    create(&repository, dependency).unwrap();
    let depending = Filters { role: "Antecedent", ..NONE };
    assert_eq!(associators(&repository, rack(), depending), [ONE, DISK_2, RACK]);
    assert_eq!(
        associators(&repository, device("Test_Disk", 2), Filters { role: "Dependent", ..NONE }),
        [RACK]
    );
}

#[test]
fn a_reference_leads_to_the_instance_of_its_own_class_where_others_have_the_same_key() {
    let repository = model();
    create(&repository, named("Test_System", "one")).unwrap();
    let parts = Filters { association: "Test_Component", ..NONE };
    assert_eq!(associators(&repository, computer("one"), parts), [DISK_1, PORT]);
    assert_eq!(associators(&repository, named("Test_System", "one"), parts), [DISK_2]);
}

#[test]
fn references_are_found_whatever_the_width_of_their_numbers_and_without_marks_on_their_keys() {
    let repository = model();
    let wide = instance("Test_Disk", &[("Number", Value::Sint64(2)), ("SYSTEMNAME", Value::string("one"))]);
    let dependency = instance(
        "Test_Dependency",
        &[("Antecedent", Value::Reference(Arc::new(wide))), ("Dependent", to(computer("two")))],
    );
    create(&repository, dependency).unwrap();
    let depending = Filters { association: "Test_Dependency", ..NONE };
    assert_eq!(associators(&repository, device("Test_Disk", 2), depending), [TWO]);
    assert_eq!(associators(&repository, computer("two"), depending), [DISK_2]);
}

#[test]
fn an_object_may_be_associated_with_itself() {
    let repository = model();
    let among = |role, result_role| {
        associators(
            &repository,
            rack(),
            Filters { association: "Test_Dependency", role, result_role, ..NONE },
        )
    };
    assert_eq!(among("Antecedent", "Dependent"), [ONE, RACK]);
    assert_eq!(among("Dependent", "Antecedent"), [RACK]);
    assert_eq!(among("Antecedent", "Antecedent"), [""; 0]);
}

#[test]
fn what_is_not_there_or_on_another_host_is_no_associator_and_its_associations_are_references() {
    let repository = model();
    assert_eq!(associators(&repository, rack(), Filters { role: "Dependent", ..NONE }), [RACK]);
    let dependencies = references(&repository, rack(), Filters { role: "Dependent", ..NONE });
    assert_eq!(dependencies.len(), 3);
    assert!(dependencies.iter().any(|path| path.contains("gone")));
    assert!(dependencies.iter().any(|path| path.contains("elsewhere")));
    let of_the_same_name_here = Filters { association: "Test_Dependency", ..NONE };
    assert_eq!(associators(&repository, computer("two"), of_the_same_name_here), [""; 0]);
}

#[test]
fn associations_of_other_namespaces_count_and_results_tell_their_own() {
    let repository = model();
    assert_eq!(
        references(&repository, computer("one"), Filters { result: "Inventory_AssetOf", ..NONE }),
        [
            r#"root/inventory:Inventory_AssetOf.Asset="Inventory_Asset.Tag=7",Element="Test_ComputerSystem.Name="one"""#
        ]
    );
    let asset = instance("Inventory_Asset", &[("Tag", Value::Uint32(7))]);
    let mut call = call(associators_of(asset, NONE));
    call.namespace = Text::from("root\\Inventory");
    let found = instances(&repository, &call).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].namespace(), Some(&Text::from("root/cimv2")));
    assert_eq!(found[0].value("Processors"), Some(Value::Uint32(4).as_value_ref()));
}

#[test]
fn references_bring_each_association_of_the_object_once_and_nothing_that_is_none() {
    let repository = model();
    let found = references(&repository, computer("one"), NONE);
    assert_eq!(found.len(), 8, "{found:?}");
    assert!(found.iter().all(|path| !path.contains("Test_Note")));
    assert_eq!(references(&repository, rack(), NONE).len(), 4);
}

#[test]
fn references_are_chosen_by_their_class_and_by_the_role_of_the_object() {
    let repository = model();
    let count =
        |result, role| references(&repository, computer("one"), Filters { result, role, ..NONE }).len();
    assert_eq!(count("Test_Component", ""), 3);
    assert_eq!(count("Test_Dependency", ""), 2);
    assert_eq!(count("Test_HostedDependency", ""), 1);
    assert_eq!(count("", "to"), 1);
    assert_eq!(count("Test_Route", ""), 2);
    assert_eq!(count("Test_Route", "Via"), 0);
}

#[test]
fn results_come_whole_or_with_their_keys_only() {
    let repository = model();
    let disks = |keys_only| Filters { result: "Test_Disk", keys_only, ..NONE };
    let whole = instances(&repository, &call(associators_of(computer("one"), disks(false)))).unwrap();
    assert_eq!(whole[0].value("Size"), Some(Value::Uint64(500).as_value_ref()));
    let keys = instances(&repository, &call(associators_of(computer("one"), disks(true)))).unwrap();
    assert_eq!(keys.len(), 2);
    assert_eq!(
        keys[0].elements().map(|element| element.name.to_string()).collect::<Vec<_>>(),
        ["SystemName", "Number"]
    );
    let slots = |keys_only| Filters { result: "Test_SystemDevice", keys_only, ..NONE };
    let whole = instances(&repository, &call(references_of(computer("one"), slots(false)))).unwrap();
    assert_eq!(shown(&whole, "Slot").len(), 3);
    assert!(whole.iter().all(|association| association.find("Slot").is_some()));
    let keys = instances(&repository, &call(references_of(computer("one"), slots(true)))).unwrap();
    assert!(keys.iter().all(|association| association.len() == 2 && association.keys().count() == 2));
}

#[test]
fn an_object_that_is_not_there_is_told_unless_associations_lead_to_it() {
    let repository = model();
    assert_eq!(paths(&repository, associators_of(computer("three"), NONE)), Err(Status::NotFound));
    assert_eq!(paths(&repository, references_of(computer("three"), NONE)), Err(Status::NotFound));
    let gone = named("Test_System", "gone");
    assert_eq!(associators(&repository, gone.clone(), NONE), [RACK]);
    assert_eq!(references(&repository, gone.clone(), NONE).len(), 1);
    let none_of_them = Filters { role: "Dependent", ..NONE };
    assert_eq!(paths(&repository, references_of(gone, none_of_them)), Err(Status::NotFound));
}

#[test]
fn an_object_that_is_removed_is_no_associator_any_more() {
    let repository = model();
    delete(&repository, device("Test_Disk", 1)).unwrap();
    assert_eq!(
        associators(&repository, computer("one"), Filters { result: "Test_Device", ..NONE }),
        [DISK_2, PORT]
    );
    assert_eq!(associators(&repository, device("Test_Disk", 1), NONE), [ONE]);
}

#[test]
fn associations_that_are_made_changed_and_removed_are_followed() {
    let repository = model();
    let through_routes = Filters { association: "Test_Route", ..NONE };
    let route = |via: Value| instance("Test_Route", &[("Name", Value::string("direct")), ("Via", via)]);
    modify(&repository, route(to(device("Test_Disk", 1)))).unwrap();
    assert_eq!(associators(&repository, device("Test_Disk", 1), through_routes), [ONE, TWO]);
    modify(&repository, route(to(device("Test_Disk", 2)))).unwrap();
    assert_eq!(associators(&repository, device("Test_Disk", 1), through_routes), [""; 0]);
    assert_eq!(associators(&repository, device("Test_Disk", 2), through_routes), [ONE, TWO]);
    delete(&repository, named("Test_Route", "direct")).unwrap();
    assert_eq!(associators(&repository, device("Test_Disk", 2), through_routes), [""; 0]);
    assert_eq!(associators(&repository, computer("two"), through_routes), [ONE, PORT]);
}

#[test]
fn a_reference_that_a_class_gets_with_a_default_is_one_of_its_stored_instances_too() {
    let repository = model();
    let mut class = repository.get_class_declaration(NAMESPACE, "Test_Dependency").unwrap();
    let mut place = property("Place", Type::Reference, &[]);
    place.reference_class = Some(Text::from("Test_System"));
    class.properties.push(with_default(place, to(computer("two"))));
    compile(&repository, vec![class]).unwrap();
    let placed = Filters { role: "Place", ..NONE };
    assert_eq!(references(&repository, computer("two"), placed).len(), 5);
    assert_eq!(associators(&repository, computer("two"), placed), [ONE, DISK_1, RACK]);
    assert!(repository.check(&mut |_| {}).unwrap().findings.is_empty());
}

#[test]
fn what_is_wrong_with_a_question_is_told() {
    let repository = model();
    let status = |request| paths(&repository, request).unwrap_err();
    let of_one = |filters| associators_of(computer("one"), filters);
    assert_eq!(status(of_one(Filters { association: "No_Such", ..NONE })), Status::InvalidParameter);
    assert_eq!(status(of_one(Filters { association: "Test_Disk", ..NONE })), Status::InvalidParameter);
    assert_eq!(status(of_one(Filters { result: "No_Such", ..NONE })), Status::InvalidParameter);
    assert_eq!(status(of_one(Filters { role: "no name", ..NONE })), Status::InvalidParameter);
    assert_eq!(status(of_one(Filters { result_role: "5", ..NONE })), Status::InvalidParameter);
    let of_association = Filters { result: "No_Such", ..NONE };
    assert_eq!(status(references_of(computer("one"), of_association)), Status::InvalidParameter);
    assert_eq!(status(references_of(named("No_Such", "one"), NONE)), Status::InvalidClass);
    assert_eq!(status(references_of(Instance::new("Test_System").unwrap(), NONE)), Status::InvalidParameter);
    let mut elsewhere = call(references_of(computer("one"), NONE));
    elsewhere.namespace = Text::from("root/nowhere");
    assert_eq!(instances(&repository, &elsewhere).unwrap_err().status, Status::InvalidNamespace);
}

#[test]
fn more_associations_than_a_batch_holds_come_each_once() {
    let repository = model();
    for number in 10..1300 {
        create(&repository, device("Test_Disk", number)).unwrap();
        let slot = instance(
            "Test_SystemDevice",
            &[("GroupComponent", to(computer("two"))), ("PartComponent", to(device("Test_Disk", number)))],
        );
        create(&repository, slot).unwrap();
        let dependency = instance(
            "Test_Dependency",
            &[("Antecedent", to(device("Test_Disk", number))), ("Dependent", to(computer("two")))],
        );
        create(&repository, dependency).unwrap();
    }
    let mut disks = associators(&repository, computer("two"), Filters { result: "Test_Disk", ..NONE });
    assert_eq!(disks.len(), 1290);
    disks.dedup();
    assert_eq!(disks.len(), 1290);
    assert_eq!(references(&repository, computer("two"), NONE).len(), 2582);
}

fn ask(repository: &Repository, query: &str) -> Result<Vec<Arc<Instance>>, Status> {
    let request = Request::QueryInstances { dialect: Text::from("WQL"), query: Text::from(query) };
    instances(repository, &call(request)).map_err(|error| error.status)
}

fn asked(repository: &Repository, query: &str) -> Vec<String> {
    let request = Request::QueryInstances { dialect: Text::from("WQL"), query: Text::from(query) };
    paths(repository, request).unwrap()
}

/// The names of the classes that come, sorted.
fn classes_asked(repository: &Repository, query: &str) -> Vec<String> {
    let found = ask(repository, query).unwrap();
    assert!(found.iter().all(|definition| definition.class().is_some()));
    let mut names: Vec<String> = found.iter().map(|definition| definition.class_name().to_string()).collect();
    names.sort();
    names
}

#[test]
fn the_statement_brings_an_associator_once_for_each_association() {
    let repository = model();
    assert_eq!(
        asked(&repository, "ASSOCIATORS OF {Test_ComputerSystem.Name='one'}"),
        [TWO, TWO, DISK_1, DISK_1, DISK_2, PORT, PORT, RACK, ASSET]
    );
}

#[test]
fn the_clauses_of_the_statements_are_the_filters_of_the_operations() {
    let repository = model();
    let associators = |clauses: &str| {
        asked(&repository, &format!("ASSOCIATORS OF {{Test_ComputerSystem.Name=\"one\"}} WHERE {clauses}"))
    };
    assert_eq!(associators("AssocClass = Test_Component ResultClass = Test_Disk"), [DISK_1, DISK_2]);
    assert_eq!(associators("Role = Dependent ResultRole = Antecedent"), [DISK_1, RACK]);
    assert_eq!(associators("RequiredAssocQualifier = Aggregation"), [DISK_1, DISK_2, PORT]);
    assert_eq!(associators("RequiredQualifier = Version"), [DISK_1, DISK_1, DISK_2]);
    let references = |clauses: &str| {
        asked(&repository, &format!("REFERENCES OF {{Test_System.Name='one'}} WHERE {clauses}")).len()
    };
    assert_eq!(references("ResultClass = Test_Dependency"), 2);
    assert_eq!(references("RequiredQualifier = Version"), 1);
    assert_eq!(references("Role = GroupComponent"), 3);
}

#[test]
fn the_statements_bring_keys_or_classes_where_they_say_so() {
    let repository = model();
    let keys =
        ask(&repository, "ASSOCIATORS OF {Test_Port.Number=3,SystemName='one'} WHERE KeysOnly").unwrap();
    assert!(keys.iter().all(|instance| instance.keys().count() == instance.len()));
    assert_eq!(
        classes_asked(&repository, "ASSOCIATORS OF {Test_ComputerSystem.Name='one'} WHERE ClassDefsOnly"),
        ["Inventory_Asset", "Test_ComputerSystem", "Test_Disk", "Test_Port", "Test_System"]
    );
    assert_eq!(
        classes_asked(&repository, "REFERENCES OF {Test_System.Name='rack'} WHERE ClassDefsOnly"),
        ["Test_Dependency"]
    );
}

#[test]
fn a_path_in_a_statement_may_name_its_namespace() {
    let repository = model();
    assert_eq!(asked(&repository, "ASSOCIATORS OF {root/inventory:Inventory_Asset.Tag=7}"), [ONE]);
}

#[test]
fn the_schema_is_asked_for_the_classes_that_a_class_is_associated_with() {
    let repository = model();
    assert_eq!(
        classes_asked(&repository, "ASSOCIATORS OF {Test_Device} WHERE SchemaOnly"),
        ["Test_ManagedElement", "Test_System"]
    );
    assert_eq!(
        classes_asked(
            &repository,
            "ASSOCIATORS OF {Test_Disk} WHERE AssocClass=Test_SystemDevice SchemaOnly"
        ),
        ["Test_System"]
    );
    assert_eq!(
        classes_asked(&repository, "REFERENCES OF {Test_Disk} WHERE SchemaOnly"),
        ["Test_Component", "Test_Dependency", "Test_HostedDependency", "Test_Route", "Test_SystemDevice"]
    );
    assert_eq!(
        classes_asked(&repository, "REFERENCES OF {Test_Disk} WHERE Role=PartComponent SchemaOnly"),
        ["Test_Component", "Test_SystemDevice"]
    );
    assert_eq!(
        classes_asked(&repository, "ASSOCIATORS OF {Test_System} WHERE ResultRole=Via SchemaOnly"),
        ["Test_Device"]
    );
}

#[test]
fn what_is_wrong_with_a_statement_is_told() {
    let repository = model();
    let status = |query| ask(&repository, query).unwrap_err();
    assert_eq!(status("ASSOCIATORS OF {Test_System}"), Status::InvalidQuery);
    assert_eq!(status("ASSOCIATORS OF {Test_System.Size=5}"), Status::InvalidQuery);
    assert_eq!(
        status("ASSOCIATORS OF {//elsewhere/root/cimv2:Test_System.Name='one'}"),
        Status::InvalidQuery
    );
    assert_eq!(status("ASSOCIATORS OF {Test_Missing.Name='one'}"), Status::InvalidClass);
    assert_eq!(status("REFERENCES OF {Test_System.Name='nobody'}"), Status::NotFound);
    assert_eq!(
        status("REFERENCES OF {Test_System} WHERE ResultClass=Test_Missing SchemaOnly"),
        Status::InvalidParameter
    );
    assert_eq!(status("ASSOCIATORS OF {Test_Missing} WHERE SchemaOnly"), Status::InvalidClass);
}
