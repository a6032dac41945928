//! The command line, as a person or a script uses it: what it prints, and how it exits.

mod languages;
mod tool;

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value as Json, json};
use tool::{Tool, thing};

#[test]
fn a_created_instance_has_what_was_said_and_the_defaults_of_its_class() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_Thing", "Name=a", "Tags={x, \"y, z\"}"]);
    let expected = json!({ "Name": "a", "Size": 7, "Tags": ["x", "y, z"], "Broken": null });
    assert_eq!(tool.properties_of("a"), expected);
}

#[test]
fn modify_changes_what_it_names_and_sets_null_where_it_names_no_value() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_Thing", "Name=a", "Tags={x}"]);
    tool.here(&["modify", &thing("a"), "Broken=TRUE", "Tags"]);
    assert_eq!(tool.properties_of("a"), json!({ "Name": "a", "Size": 7, "Tags": null, "Broken": true }));
}

#[test]
fn a_deleted_instance_is_not_found() {
    let tool = Tool::with_schema();
    tool.here(&["delete", &thing("compiled")]);
    let error = tool.fail(1, &["get", &thing("compiled"), "-n", "root/test"]);
    assert!(error.contains("NOT_FOUND") && error.contains("Test_Thing"), "{error}");
}

#[test]
fn a_person_sees_a_table() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_Thing", "Name=second"]);
    let table = tool.here(&["enumerate", "Test_Thing"]);
    assert!(table.contains("Name") && table.contains("compiled") && table.contains("second"), "{table}");
}

#[test]
fn instances_of_subclasses_come_unless_told_otherwise() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_BigThing", "Name=big", "Weight=18446744073709551615"]);
    let all = tool.json(&["enumerate", "Test_Thing"]);
    assert_eq!(all.len(), 2);
    let big = all.iter().find(|instance| instance["class"] == "Test_BigThing").unwrap();
    assert_eq!(big["properties"]["Weight"], 18_446_744_073_709_551_615u64);
    assert_eq!(tool.json(&["enumerate", "Test_Thing", "--shallow"]).len(), 1);
}

#[test]
fn base_properties_leave_those_of_subclasses_out() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_BigThing", "Name=big"]);
    let instances = tool.json(&["enumerate", "Test_Thing", "--base-properties"]);
    assert_eq!(instances.len(), 2);
    assert!(instances.iter().all(|instance| instance["properties"].get("Weight").is_none()), "{instances:?}");
}

#[test]
fn classes_are_listed_in_order_or_below_one() {
    let tool = Tool::with_schema();
    assert_eq!(
        tool.here(&["classes"]).lines().collect::<Vec<_>>(),
        ["Test_BigThing", "Test_Owns", "Test_Thing"]
    );
    assert_eq!(tool.here(&["classes", "Test_Thing"]).lines().collect::<Vec<_>>(), ["Test_BigThing"]);
    assert_eq!(tool.here(&["classes", "--shallow"]).lines().collect::<Vec<_>>(), ["Test_Owns", "Test_Thing"]);
}

#[test]
fn namespaces_are_listed_with_those_that_exist_from_the_start() {
    let namespaces = Tool::with_schema().succeed(&["namespaces"]);
    for namespace in ["root", "root/cimv2", "root/interop", "root/standardcimv2", "root/test"] {
        assert!(namespaces.lines().any(|line| line == namespace), "{namespace} in {namespaces}");
    }
}

#[test]
fn a_class_is_removed_where_nothing_depends_on_it() {
    let tool = Tool::with_schema();
    let refused = tool.fail(1, &["--namespace", "root/test", "class", "--delete", "Test_Thing"]);
    assert!(refused.contains("subclasses"), "{refused}");
    tool.succeed(&["--namespace", "root/test", "class", "--delete", "Test_Owns"]);
    tool.fail(1, &["--namespace", "root/test", "class", "Test_Owns"]);
}

#[test]
fn namespaces_are_made_and_removed() {
    let tool = Tool::with_schema();
    tool.succeed(&["namespaces", "--create", "root/made/inner"]);
    assert!(tool.succeed(&["namespaces"]).contains("root/made/inner"));
    let refused = tool.fail(1, &["namespaces", "--delete", "root/made"]);
    assert!(refused.contains("root/made/inner"), "{refused}");
    tool.succeed(&["namespaces", "--delete", "root/made/inner"]);
    assert_eq!(tool.json(&["namespaces", "--delete", "root/made"])[0]["deleted"], "root/made");
    assert!(!tool.succeed(&["namespaces"]).contains("root/made"));
    tool.fail(1, &["namespaces", "--create", "root//wrong"]);
}

#[test]
fn a_class_shows_its_properties_and_where_they_come_from() {
    let tool = Tool::with_schema();
    let class = &tool.json(&["class", "Test_BigThing"])[0];
    assert_eq!(class["superclass"], "Test_Thing");
    let name = &class["properties"][0];
    assert_eq!(json!([name["name"], name["key"], name["origin"]]), json!(["Name", true, "Test_Thing"]));
    let shown = tool.here(&["class", "Test_BigThing"]);
    assert!(shown.contains("Test_BigThing : Test_Thing") && shown.contains("Weight"), "{shown}");
}

#[test]
fn a_compile_with_an_error_changes_nothing_and_shows_the_place() {
    let tool = Tool::with_schema();
    let path = tool.file("broken.mof", "class Test_New { string Name; };\nclass Test_Bad { strin Name };\n");
    let error = tool.fail(1, &["compile", &path, "-n", "root/test"]);
    assert!(error.contains("broken.mof:2:"), "{error}");
    assert!(!tool.here(&["classes"]).contains("Test_New"));
}

#[test]
fn an_undeclared_qualifier_is_a_remark_unless_strictness_is_asked_for() {
    let tool = Tool::new();
    let path = tool.file("odd.mof", "[Unheard(5)] class Test_Odd { string Name; };");
    assert!(tool.fail(1, &["compile", "--strict", &path]).contains("Unheard"));
    let output = tool.run(&["compile", &path]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Unheard"));
}

#[test]
fn compiling_the_same_again_changes_nothing() {
    let tool = Tool::with_schema();
    let path = Path::new(tool.folder.path()).join("schema.mof");
    let said = tool.json(&["compile", path.to_str().unwrap()]);
    assert_eq!(said[0]["changed"], 0, "{said:?}");
}

#[test]
fn a_folder_compiles_whole_in_whatever_order_its_files_come() {
    let tool = Tool::new();
    std::fs::create_dir(tool.folder.path().join("schema")).unwrap();
    tool.file("schema/a.mof", "class Test_Sub : Test_Base { uint8 B; };");
    tool.file("schema/b.mof", "class Test_Base { uint8 A; };");
    tool.here(&["compile", tool.folder.path().join("schema").to_str().unwrap()]);
    assert_eq!(tool.here(&["classes"]).lines().count(), 2);
}

#[test]
fn bad_arguments_exit_with_two_and_are_shown() {
    let tool = Tool::with_schema();
    tool.fail(2, &["frobnicate"]);
    tool.fail(2, &["get"]);
    assert!(tool.fail(2, &["get", "no path", "-n", "root/test"]).contains("no path"));
    assert!(tool.fail(2, &["create", "Test_Thing", "=5", "-n", "root/test"]).contains("=5"));
    assert!(tool.fail(2, &["create", "Test_Thing", "Size=many", "-n", "root/test"]).contains("uint32"));
}

#[test]
fn modify_refuses_to_change_a_key() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_Thing", "Name=other"]);
    let error = tool.fail(2, &["modify", &thing("compiled"), "Name=other", "Size=9", "-n", "root/test"]);
    assert!(error.contains("keys") && error.contains("compiled"), "{error}");
    assert_eq!(tool.properties_of("other")["Size"], 7, "no other instance was changed");
}

#[test]
fn a_property_given_twice_is_refused() {
    let tool = Tool::with_schema();
    assert!(tool.fail(2, &["create", "Test_Thing", "Name=a", "name=b", "-n", "root/test"]).contains("twice"));
}

#[test]
fn references_are_written_and_addressed_as_paths() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_Owns", "Owner=Eve", &format!("Thing={}", thing("compiled"))]);
    let path = r#"Test_Owns.Owner="Eve",Thing="Test_Thing.Name=\"compiled\"""#;
    let read = tool.json(&["get", path])[0]["properties"]["Thing"].take();
    assert!(read.as_str().unwrap().ends_with(&thing("compiled")), "{read}");
    tool.here(&["delete", path]);
    assert!(tool.json(&["enumerate", "Test_Owns"]).is_empty());
}

#[test]
fn a_path_with_another_computer_is_not_taken_for_this_one() {
    let tool = Tool::with_schema();
    let elsewhere = format!("//elsewhere/root/test:{}", thing("compiled"));
    assert!(tool.fail(2, &["get", &elsewhere]).contains("--computer"));
    tool.succeed(&["get", &format!("//./root/test:{}", thing("compiled"))]);
}

#[test]
fn a_failed_operation_says_its_result() {
    let tool = Tool::with_schema();
    assert!(tool.fail(1, &["enumerate", "No_Such", "-n", "root/test"]).contains("INVALID_CLASS"));
    assert!(tool.fail(1, &["enumerate", "Test_Thing", "-n", "root/none"]).contains("INVALID_NAMESPACE"));
    let error = tool.fail(1, &["create", "Test_Thing", "Name=compiled", "-n", "root/test"]);
    assert!(error.contains("ALREADY_EXISTS"), "{error}");
    let error = tool.fail(1, &["create", "Test_Thing", "Name=x", "Nothing=1", "-n", "root/test"]);
    assert!(error.contains("NO_SUCH_PROPERTY") && error.contains("Nothing"), "{error}");
}

#[test]
fn another_computer_is_not_supported_yet() {
    let tool = Tool::new();
    assert!(tool.fail(1, &["test", "--computer", "elsewhere"]).contains("NOT_SUPPORTED"));
    tool.succeed(&["test"]);
}

#[test]
fn what_is_not_built_says_so() {
    let tool = Tool::new();
    assert!(tool.fail(1, &["serve"]).contains("NOT_SUPPORTED"));
}

#[test]
fn the_short_names_of_omicli_work() {
    let tool = Tool::with_schema();
    tool.here(&["ci", "Test_Thing", "Name=short"]);
    tool.here(&["gi", &thing("short")]);
    tool.here(&["mi", &thing("short"), "Size=1"]);
    tool.here(&["ei", "Test_Thing"]);
    tool.here(&["di", &thing("short")]);
    tool.here(&["gc", "Test_Thing"]);
    tool.here(&["ec"]);
    tool.succeed(&["noop"]);
}

#[test]
fn the_repository_is_checked_backed_up_and_restored() {
    let tool = Tool::with_schema();
    let backup = tool.folder.path().join("backup.db");
    let backup = backup.to_str().unwrap();
    assert!(tool.succeed(&["repository", "check"]).contains("sound"));
    tool.succeed(&["repository", "backup", backup]);
    assert!(tool.fail(1, &["repository", "backup", backup]).contains("exists already"));
    tool.succeed(&["repository", "backup", backup, "--replace"]);
    tool.here(&["delete", "Test_Thing.Name=\"compiled\""]);
    let restored = tool.json(&["repository", "restore", backup]);
    assert_eq!(restored[0]["instances"], json!(1));
    let previous = restored[0]["previous"].as_str().unwrap();
    assert!(Path::new(previous).exists());
    tool.here(&["get", "Test_Thing.Name=\"compiled\""]);
    assert_eq!(tool.json(&["repository", "restore", previous, "--discard"])[0]["previous"], Json::Null);
    tool.fail(1, &["get", "Test_Thing.Name=\"compiled\"", "-n", "root/test"]);
}

#[test]
fn a_damaged_repository_is_said_to_be_one_with_every_finding() {
    let tool = Tool::with_schema();
    let path = tool.folder.path().join("repository.db");
    rusqlite::Connection::open(path).unwrap().execute_batch("DELETE FROM instance_keys").unwrap();
    let output = tool.run(&["repository", "check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let finding: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(finding["about"], json!("key"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("damaged"));
}

#[test]
fn associations_are_followed_from_the_object_that_a_path_names() {
    let tool = Tool::new();
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repository/associations.mof");
    tool.succeed(&["compile", model.to_str().unwrap()]);
    let one = r#"root/cimv2:Test_ComputerSystem.Name="one""#;
    let found = |arguments: &[&str]| {
        let printed = tool.succeed(&[&["--json"], arguments].concat());
        let lines = printed.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
        let mut classes: Vec<String> =
            lines.map(|object| object["class"].as_str().unwrap().to_owned()).collect();
        classes.sort();
        classes
    };
    assert_eq!(
        found(&["associators", one]),
        ["Inventory_Asset", "Test_ComputerSystem", "Test_Disk", "Test_Disk", "Test_Port", "Test_System"]
    );
    let by_component = ["associators", one, "--association-class", "Test_Component"];
    assert_eq!(found(&[&by_component[..], &["--result-class", "Test_Port"]].concat()), ["Test_Port"]);
    assert_eq!(found(&[&by_component[..], &["--role", "PartComponent"]].concat()), [""; 0]);
    assert_eq!(
        found(&["a", one, "--result-role", "Antecedent", "--keys-only"]),
        ["Test_Disk", "Test_System"]
    );
    assert_eq!(
        found(&["references", one, "--result-class", "Test_Dependency"]),
        ["Test_Dependency", "Test_HostedDependency"]
    );
    assert_eq!(found(&["r", one, "--role", "To"]), ["Test_Route"]);
    assert_eq!(
        found(&["query", r#"REFERENCES OF {Test_System.Name="one"} WHERE Role = 'From'"#]),
        ["Test_Route"]
    );
    let missing = tool.fail(1, &["associators", r#"root/cimv2:Test_System.Name="nobody""#]);
    assert!(missing.contains("NOT_FOUND") && missing.contains("nobody"), "{missing}");
    let unknown = tool.fail(1, &["references", one, "--result-class", "No_Such"]);
    assert!(unknown.contains("INVALID_PARAMETER") && unknown.contains("No_Such"), "{unknown}");
}

#[test]
fn a_query_is_explained_for_people_and_programs() {
    let tool = Tool::with_schema();
    let explain =
        ["query", "select Name from Test_Thing where Name = 'compiled'", "--explain", "-n", "root/test"];
    let told = tool.succeed(&explain);
    assert!(told.contains("found     by keys: Name = \"compiled\""), "{told}");
    let told = tool.succeed(&[&explain[..], &["--json"]].concat());
    let plan: Json = serde_json::from_str(&told).unwrap();
    assert_eq!(plan["access"]["by"], "lookup");
    assert_eq!(plan["access"]["instances"], 1);
    assert_eq!(plan["decoded"], json!(["Name"]));
}

/// The names of the things that events of creation tell of, by the property that holds the instance.
fn created<'e>(events: &'e [Json], holder: &str) -> Vec<&'e str> {
    events.iter().map(|event| event["properties"][holder]["properties"]["Name"].as_str().unwrap()).collect()
}

#[test]
fn a_subscription_from_the_oldest_event_shows_what_was_created_before_it() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_Thing", "Name=second"]);
    let wmi = "SELECT * FROM __InstanceCreationEvent WHERE TargetInstance ISA 'Test_Thing'";
    let events = tool.json(&["subscribe", wmi, "--bookmark", "oldest", "--count", "2"]);
    assert_eq!(created(&events, "TargetInstance"), ["compiled", "second"]);
    let dmtf = ["subscribe", "SELECT * FROM CIM_InstCreation", "--dialect", "CQL"];
    let events = tool.json(&[&dmtf[..], &["--bookmark", "oldest", "--count", "2"]].concat());
    assert_eq!(created(&events, "SourceInstance"), ["compiled", "second"]);
}

#[test]
fn a_subscription_goes_on_behind_a_bookmark_and_repeats_nothing() {
    let tool = Tool::with_schema();
    tool.here(&["create", "Test_Thing", "Name=second"]);
    let subscribe = |bookmark: &str, count: &str| {
        let query = "SELECT * FROM __InstanceCreationEvent";
        tool.json(&["subscribe", query, "--bookmark", bookmark, "--count", count])
    };
    let events = subscribe("oldest", "1");
    assert_eq!(created(&events, "TargetInstance"), ["compiled"]);
    tool.here(&["create", "Test_Thing", "Name=third"]);
    let events = subscribe(events[0]["bookmark"].as_str().unwrap(), "2");
    assert_eq!(created(&events, "TargetInstance"), ["second", "third"]);
}

#[test]
fn a_person_sees_the_bookmark_behind_its_event_where_one_was_given() {
    let tool = Tool::with_schema();
    let query = "SELECT * FROM __InstanceCreationEvent";
    let shown = tool.here(&["subscribe", query, "--bookmark", "oldest", "--count", "1"]);
    let event = &tool.json(&["subscribe", query, "--bookmark", "oldest", "--count", "1"])[0];
    let last = format!("Bookmark: {}", event["bookmark"].as_str().unwrap());
    assert!(shown.starts_with("__InstanceCreationEvent"), "{shown}");
    assert_eq!(shown.lines().last(), Some(&*last));
}

#[test]
fn a_subscription_from_the_newest_event_shows_what_comes_and_without_a_bookmark_none() {
    let tool = Tool::with_schema();
    let query = "SELECT * FROM __InstanceCreationEvent";
    for (bookmark, has_bookmark) in [(&["--bookmark", "newest"][..], true), (&[], false)] {
        let given = ["subscribe", query, "--count", "1", "-n", "root/test", "--json"];
        let mut subscriber =
            tool.command(&[&given[..], bookmark].concat()).stdout(Stdio::piped()).spawn().unwrap();
        // Nobody says when the subscription has begun: things are made until it has seen one.
        let has_ended = (0..1000).any(|number| {
            tool.here(&["create", "Test_Thing", &format!("Name={has_bookmark} {number}")]);
            subscriber.try_wait().unwrap().is_some()
        });
        if !has_ended {
            subscriber.kill().unwrap();
        }
        let output = subscriber.wait_with_output().unwrap();
        let event: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(event.get("bookmark").is_some_and(Json::is_string), has_bookmark);
        assert_ne!(created(&[event], "TargetInstance"), ["compiled"]);
    }
}

#[test]
fn a_bookmark_that_is_none_is_refused() {
    let tool = Tool::with_schema();
    let query = "SELECT * FROM __InstanceCreationEvent";
    let error = tool.fail(1, &["subscribe", query, "--bookmark", "yesterday", "-n", "root/test"]);
    assert!(error.contains("INVALID_PARAMETER") && error.contains("'yesterday'"), "{error}");
}
