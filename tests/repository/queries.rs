//! QueryInstances on the repository: what it brings, and by which plan.

use std::sync::{Arc, Mutex};

use mi::cim::{Error, Instance, Status, Text, Type, Value, ValueRef};
use mi::mof::{NoIncludes, Options, Source, compile as compile_mof, load};
use mi::provider::repository::{Item, Location, PlannedAccess, Repository};
use mi::provider::{
    Call, OperationFlags, Posted, Provider, Question, Reply, Request, Sink, StopNotice, Stopped,
};

use super::support::*;

pub fn compile_text(repository: &Repository, text: &str) {
    let program = load([Source::new("test.mof", text)], &mut NoIncludes).unwrap();
    let options = Options { namespace: Text::from(NAMESPACE), ..Options::default() };
    let compiled = compile_mof(&program, repository, &options).unwrap();
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
}

pub fn query_call(query: &str) -> Call {
    call(Request::QueryInstances { dialect: Text::from("WQL"), query: Text::from(query) })
}

pub fn query(repository: &Repository, query: &str) -> Result<Vec<Arc<Instance>>, Error> {
    instances(repository, &query_call(query))
}

/// The texts of one property, in the order of the results.
fn texts(instances: &[Arc<Instance>], property: &str) -> Vec<String> {
    let text = |instance: &Arc<Instance>| match instance.value(property) {
        Some(ValueRef::String(text)) => text.to_string(),
        other => format!("{other:?}"),
    };
    instances.iter().map(text).collect()
}

fn names(repository: &Repository, condition: &str) -> Vec<String> {
    let found = query(repository, &format!("SELECT * FROM Test_Machine WHERE {condition}")).unwrap();
    texts(&found, "Name")
}

const MACHINES: &str = "
    class Test_Machine {
        [Key] string Name;
        [Indexed] uint32 Rack;
        [Indexed] string Owner;
        uint64 Memory;
        [Indexed] datetime Bought;
    };
    class Test_Server : Test_Machine { real64 Load; };
    class Test_Part {
        [Key] string CreationClassName;
        [Key] string Machine;
        [Key] string Slot;
        uint32 Size;
    };
    class Test_Other { [Key] string Name; [Indexed] uint32 Rack; };";

/// A hundred machines, of which every fourth is a server, and parts.
fn machines() -> Arc<Repository> {
    let repository = Repository::open(Location::Memory).unwrap();
    compile_text(&repository, MACHINES);
    let mut text = String::new();
    for number in 0..100 {
        let class = if number % 4 == 3 { "Test_Server" } else { "Test_Machine" };
        let (rack, memory) = (number / 5, number % 10);
        let owner = if number % 2 == 0 { "NULL".to_owned() } else { format!("\"owner {}\"", number / 3) };
        text += &format!(
            "instance of {class} {{ Name = \"m{number:02}\"; Rack = {rack}; Owner = {owner}; Memory = {memory}; }};
             instance of Test_Part {{ CreationClassName = \"Test_Part\"; Machine = \"m{:02}\"; Slot = \"s{number}\"; }};
             instance of Test_Other {{ Name = \"m{number:02}\"; Rack = {rack}; }};\n",
            number % 10
        );
    }
    compile_text(&repository, &text);
    repository
}

/// What is looked up, and how many instances are read for it; `None` where all are.
fn looked_up(repository: &Repository, query: &str) -> Option<(Vec<String>, usize)> {
    match repository.explain(NAMESPACE, "WQL", query).unwrap().access {
        PlannedAccess::Lookups { lookups, instances, .. } => {
            let told = |property: Option<String>| property.unwrap_or_else(|| "keys".to_owned());
            let told =
                lookups.into_iter().map(|lookup| format!("{}: {}", told(lookup.property), lookup.condition));
            Some((told.collect(), instances))
        }
        _ => None,
    }
}

fn looked_up_where(repository: &Repository, condition: &str) -> Option<(Vec<String>, usize)> {
    looked_up(repository, &format!("SELECT * FROM Test_Machine WHERE {condition}"))
}

fn by(lookup: &str, instances: usize) -> Option<(Vec<String>, usize)> {
    Some((vec![lookup.to_owned()], instances))
}

#[test]
fn a_query_brings_what_fulfils_its_condition_with_subclasses() {
    let repository = machines();
    assert_eq!(names(&repository, "Name = 'm07'"), ["m07"]);
    assert_eq!(names(&repository, "Rack = 1"), ["m05", "m06", "m08", "m09", "m07"]);
    assert_eq!(names(&repository, "Memory = 3 AND Rack < 5"), ["m13", "m03", "m23"]);
    assert_eq!(names(&repository, "Name LIKE 'm0[12]' OR Owner = 'owner 33'"), ["m01", "m02", "m99"]);
    assert_eq!(names(&repository, "Owner IS NULL AND Name > 'm95'"), ["m96", "m98"]);
    assert_eq!(names(&repository, "NOT Rack >= 1"), ["m00", "m01", "m02", "m04", "m03"]);
    assert_eq!(query(&repository, "SELECT * FROM Test_Machine").unwrap().len(), 100);
}

#[test]
fn instances_come_by_class_and_then_in_the_order_of_creation_whatever_the_plan() {
    let repository = machines();
    let all = texts(&enumerate(&repository, "Test_Machine"), "Name");
    for condition in ["Name >= 'm00'", "Rack = 7 OR Rack = 3", "Name = 'm90' OR Name = 'm10'", "Memory < 3"] {
        let found = names(&repository, condition);
        let in_order: Vec<String> = all.iter().filter(|name| found.contains(name)).cloned().collect();
        assert_eq!(found, in_order, "{condition}");
    }
}

#[test]
fn whole_keys_are_looked_up() {
    let repository = machines();
    assert_eq!(looked_up_where(&repository, "Name = 'm07'"), by("keys: Name = \"m07\"", 1));
    assert_eq!(looked_up_where(&repository, "'m07' = Name AND Memory = 1"), by("keys: \"m07\" = Name", 1));
    let either = Some((vec!["keys: Name = \"m07\"".to_owned(), "keys: Name = \"m08\"".to_owned()], 2));
    assert_eq!(looked_up_where(&repository, "Name = 'm07' OR Name = 'm08'"), either);
    let part =
        "SELECT * FROM Test_Part WHERE Slot = 's3' AND Machine = 'm03' AND CreationClassName = 'Test_Part'";
    assert_eq!(looked_up(&repository, part).unwrap().1, 1);
}

#[test]
fn one_of_several_keys_is_looked_up_in_its_index_and_the_first_among_the_keys() {
    let repository = machines();
    let part =
        |condition: &str| looked_up(&repository, &format!("SELECT * FROM Test_Part WHERE {condition}"));
    assert_eq!(part("Slot = 's3'"), by("slot: Slot = \"s3\"", 1));
    assert_eq!(part("Machine = 'm03'"), by("machine: Machine = \"m03\"", 10));
    let both = "keys: CreationClassName = \"Test_Part\" AND Machine LIKE \"m03%\"";
    assert_eq!(
        part("Machine LIKE 'm03%' AND CreationClassName = 'Test_Part' AND Size IS NULL"),
        by(both, 10)
    );
}

#[test]
fn values_ranges_and_beginnings_are_looked_up_in_the_index() {
    let repository = machines();
    let where_ = |condition: &str| looked_up_where(&repository, condition);
    assert_eq!(where_("Rack = 7"), by("rack: Rack = 7", 5));
    assert_eq!(where_("Rack > 3 AND Rack <= 5"), by("rack: Rack > 3 AND Rack <= 5", 10));
    assert_eq!(where_("Owner LIKE 'owner 1_'"), by("owner: Owner LIKE \"owner 1_\"", 17));
    assert_eq!(where_("Rack = 7 AND Owner = 'owner 12'"), by("owner: Owner = \"owner 12\"", 1));
    assert_eq!(where_("Rack = '7'"), by("rack: Rack = \"7\"", 5));
    let either = Some((vec!["rack: Rack = 7".to_owned(), "rack: Rack = 9".to_owned()], 10));
    assert_eq!(where_("(Rack = 7 OR Rack = 9) AND Memory > 3"), either);
    assert_eq!(where_("Rack = 7 AND Rack = 8"), Some((vec![], 0)));
}

#[test]
fn what_would_find_too_much_or_has_no_index_is_a_scan() {
    let repository = machines();
    for condition in
        ["Rack >= 2", "Memory = 1", "Rack = 7 OR Memory = 1", "NOT Rack = 7", "Rack <> 7", "Owner IS NULL"]
    {
        assert_eq!(looked_up_where(&repository, condition), None, "{condition}");
    }
}

#[test]
fn a_property_that_a_subclass_does_not_index_is_not_looked_up() {
    let repository = machines();
    let text = "class Test_Quiet : Test_Machine { [Indexed(false), Override(\"Rack\")] uint32 Rack; };
                instance of Test_Quiet { Name = \"quiet\"; Rack = 7; };";
    compile_text(&repository, text);
    assert_eq!(looked_up_where(&repository, "Rack = 7"), None);
    assert!(names(&repository, "Rack = 7").contains(&"quiet".to_owned()));
}

#[test]
fn classes_that_can_not_match_are_not_read() {
    let repository = machines();
    let classes = |condition: &str| {
        let plan =
            repository.explain(NAMESPACE, "WQL", &format!("SELECT * FROM Test_Machine WHERE {condition}"));
        plan.unwrap().classes.into_iter().map(|class| class.name).collect::<Vec<_>>()
    };
    assert_eq!(classes("__CLASS = 'test_server' AND Memory = 1"), ["Test_Server"]);
    assert_eq!(classes("NOT __this ISA 'Test_Server'"), ["Test_Machine"]);
    assert_eq!(classes("__CLASS = 'Test_Server' OR Memory = 1"), ["Test_Machine", "Test_Server"]);
    assert_eq!(names(&repository, "__CLASS = 'Test_Server' AND Name < 'm10'"), ["m03", "m07"]);
    assert_eq!(names(&repository, "__CLASS <> 'Test_Machine' AND Rack = 0"), ["m03"]);
}

#[test]
fn a_plan_reads_as_a_sentence_of_what_is_done() {
    let repository = machines();
    let plan = repository
        .explain(NAMESPACE, "WQL", "select Name, Memory from Test_Machine where Rack = 7 and Memory > 3")
        .unwrap();
    assert_eq!(
        plan.to_string(),
        "query     SELECT Name, Memory FROM Test_Machine WHERE Rack = 7 AND Memory > 3\n\
         namespace root/cimv2\n\
         classes   Test_Machine (at most 75), Test_Server (at most 25); 2 of 2 have instances\n\
         found     by the index of rack: Rack = 7\n          \
         5 entries passed, 5 instances read\n\
         checked   Rack = 7 AND Memory > 3\n\
         decoded   Name, Memory"
    );
    let plan = repository.explain(NAMESPACE, "WQL", "SELECT * FROM Test_Machine WHERE Memory > 3").unwrap();
    assert_eq!(
        plan.to_string().lines().skip(3).collect::<Vec<_>>(),
        [
            "found     by reading all instances",
            "checked   Memory > 3",
            "          Memory read first",
            "decoded   everything"
        ]
    );
}

#[test]
fn a_list_brings_those_properties_alone() {
    let repository = machines();
    for condition in ["Rack = 1", "Memory = 1"] {
        let found =
            query(&repository, &format!("SELECT Memory, Name FROM Test_Machine WHERE {condition}")).unwrap();
        for instance in &found {
            let names: Vec<String> = instance.elements().map(|element| element.name.to_string()).collect();
            assert_eq!(names, ["Memory", "Name"], "{condition}");
            assert!(instance.value("Memory").is_some());
        }
        assert!(!found.is_empty());
    }
}

#[test]
fn flags_say_whether_subclasses_come_and_with_what() {
    let repository = machines();
    let with = |flags: OperationFlags, query: &str| {
        let mut call = query_call(query);
        call.flags = flags;
        instances(&repository, &call).unwrap()
    };
    let all = "SELECT * FROM Test_Machine WHERE Rack = 1";
    assert_eq!(texts(&with(OperationFlags::SHALLOW, all), "Name"), ["m05", "m06", "m08", "m09"]);
    let base = OperationFlags::SHALLOW | OperationFlags::BASE_PROPERTIES_ONLY;
    for query in [all, "SELECT * FROM Test_Machine WHERE Memory = 7"] {
        let found = with(base, query);
        assert!(found.iter().any(|instance| instance.class_name() == &Text::from("Test_Server")));
        assert!(found.iter().all(|instance| instance.get("Load").is_none()));
    }
}

#[test]
fn what_is_wrong_with_a_query_is_told() {
    let repository = machines();
    let status = |query_text: &str| query(&repository, query_text).unwrap_err().status;
    assert_eq!(status("SELECT * FROM"), Status::InvalidQuery);
    assert_eq!(status("SELECT * FROM Test_None"), Status::InvalidClass);
    assert_eq!(status("SELECT * FROM Test_Machine WHERE Nothing = 1"), Status::InvalidQuery);
    assert_eq!(status("SELECT Nothing FROM Test_Machine WHERE Rack = 12345"), Status::InvalidQuery);
    assert_eq!(status("SELECT * FROM Test_Machine WHERE Rack = 'x'"), Status::InvalidQuery);
    assert_eq!(status("SELECT * FROM Test_Machine WITHIN 5 WHERE Rack = 1"), Status::InvalidQuery);
    let mut elsewhere = query_call("SELECT * FROM Test_Machine");
    elsewhere.namespace = Text::from("root/none");
    assert_eq!(instances(&repository, &elsewhere).unwrap_err().status, Status::InvalidNamespace);
}

#[test]
fn a_query_of_the_schema_brings_classes_as_instances_of_themselves() {
    let repository = machines();
    let classes = |condition: &str| {
        let found = query(&repository, &format!("SELECT * FROM meta_class WHERE {condition}")).unwrap();
        assert!(found.iter().all(|instance| instance.class().is_some()), "{condition}");
        found.iter().map(|instance| instance.class_name().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(classes("__this ISA 'Test_Machine'"), ["Test_Machine", "Test_Server"]);
    assert_eq!(classes("__CLASS = 'test_part'"), ["Test_Part"]);
    assert_eq!(classes("__SUPERCLASS = 'Test_Machine'"), ["Test_Server"]);
    assert_eq!(classes("__DYNASTY = 'Test_Machine'"), ["Test_Machine", "Test_Server"]);
    assert_eq!(classes("__CLASS LIKE 'Test[_]%r'"), ["Test_Server", "Test_Other"]);
    assert!(classes("__SUPERCLASS = '__Event'").contains(&"__ExtrinsicEvent".to_owned()));
    let all = query(&repository, "SELECT * FROM meta_class").unwrap();
    assert!(all.len() > 4 && all.iter().any(|class| class.class_name() == &Text::from("Test_Other")));
}

#[test]
fn a_class_as_an_instance_has_its_defaults() {
    let repository = repository();
    let found = query(&repository, "SELECT * FROM meta_class WHERE __CLASS = 'Test_Thing'").unwrap();
    assert_eq!(found[0].value("State"), Some(Value::string("new").as_value_ref()));
    assert_eq!(found[0].get("Size").map(|element| element.kind), Some(Type::Uint32));
}

#[test]
fn what_is_selected_of_a_class_is_what_conditions_say_of_it() {
    let repository = repository();
    let text = "SELECT __GENUS, __RELPATH FROM meta_class WHERE __GENUS = 1 AND __CLASS = 'Test_Thing'";
    let found = query(&repository, text).unwrap();
    assert_eq!(found[0].value("__GENUS"), Some(ValueRef::Sint32(1)));
    assert_eq!(found[0].value("__RELPATH"), Some(Value::string("Test_Thing").as_value_ref()));
}

#[test]
fn namespaces_are_found_by_queries_too() {
    let repository = repository();
    repository.create_namespace("root/first").unwrap();
    let mut call = query_call("SELECT * FROM __NAMESPACE WHERE Name LIKE 'f%'");
    call.namespace = Text::from("root");
    assert_eq!(texts(&instances(&repository, &call).unwrap(), "Name"), ["first"]);
}

#[test]
fn one_is_found_among_many_for_the_price_of_one() {
    // Told by the plan: entries that are passed and instances that are read do not grow with the repository.
    let cost = |repository: &Repository, condition: &str| {
        let query = format!("SELECT * FROM Test_Machine WHERE {condition}");
        match repository.explain(NAMESPACE, "WQL", &query).unwrap().access {
            PlannedAccess::Lookups { entries, instances, .. } => (entries, instances),
            other => panic!("{other:?}"),
        }
    };
    let repository = machines();
    let before = [cost(&repository, "Name = 'm07'"), cost(&repository, "Rack = 7")];
    let more: String = (100..2000)
        .map(|number| format!("instance of Test_Machine {{ Name = \"m{number}\"; Rack = {number}; }};\n"))
        .collect();
    compile_text(&repository, &more);
    assert_eq!([cost(&repository, "Name = 'm07'"), cost(&repository, "Rack = 7")], before);
}

/// Does something once, when the first result comes: its batch is read then, and the others are not.
struct Interfering<F> {
    interfere: Mutex<Option<F>>,
    posted: Arc<Mutex<Vec<Arc<Instance>>>>,
}

impl<F: FnOnce() + Send + 'static> Sink for Interfering<F> {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        if let Some(interfere) = self.interfere.lock().unwrap().take() {
            interfere();
        }
        let Posted::Instance(instance) = result else { panic!("an instance") };
        self.posted.lock().unwrap().push(instance);
        Ok(())
    }

    fn finish(&self, outcome: Result<(), Error>) {
        outcome.unwrap();
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(true)
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}

#[test]
fn an_instance_whose_index_entry_moves_between_batches_comes_once_or_not_at_all() {
    let repository = Repository::open(Location::Memory).unwrap();
    compile_text(&repository, MACHINES);
    let all: String = (0..3000)
        .map(|number| {
            format!("instance of Test_Machine {{ Name = \"m{number:04}\"; Rack = {}; }};\n", number % 10)
        })
        .collect();
    compile_text(&repository, &all);
    let query = "SELECT * FROM Test_Machine WHERE Rack >= 1 AND Rack <= 2";
    assert_eq!(looked_up(&repository, query), by("rack: Rack >= 1 AND Rack <= 2", 600));
    let changed = Arc::clone(&repository);
    let interfere = move || {
        for (name, rack) in [("m0001", 2), ("m2991", 2), ("m2982", 1), ("m2992", 9), ("m2995", 1)] {
            let values = [("Name", Value::string(name)), ("Rack", Value::Uint32(rack))];
            modify(&changed, instance("Test_Machine", &values)).unwrap();
        }
    };
    let posted = Arc::new(Mutex::new(Vec::new()));
    let sink = Interfering { interfere: Mutex::new(Some(interfere)), posted: Arc::clone(&posted) };
    repository.execute(&query_call(query), Reply::new(Arc::new(sink)));
    let names = texts(&posted.lock().unwrap(), "Name");
    let times = |name: &str| names.iter().filter(|found| *found == name).count();
    assert_eq!([times("m0001"), times("m2991"), times("m2982")], [1, 1, 1], "they fulfil it all the time");
    assert_eq!([times("m2992"), times("m2995")], [0, 0], "one did only before, the other only after");
    assert_eq!(names.len(), 599);
}

#[test]
fn a_query_may_be_as_long_as_it_likes() {
    let repository = machines();
    for (property, value) in [("Name", "'no such machine '"), ("Memory", "1000000000"), ("Owner", "'nobody'")]
    {
        let mut condition = String::new();
        while condition.len() < 500_000 {
            condition.push_str(&format!("{property} = {value} OR "));
        }
        condition.push_str("Name = 'm07'");
        assert_eq!(names(&repository, &condition), ["m07"], "{property}");
    }
}
