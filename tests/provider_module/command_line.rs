//! The command line on the classes of a module.

use std::process::{Command, Output};

use serde_json::{Value as Json, json};

use super::support::{LIBRARY, NAMESPACE, Sample};

/// The tool with the sample registered, and an empty repository.
struct Tool {
    sample: Sample,
    folder: tempfile::TempDir,
}

impl Tool {
    fn new() -> Tool {
        let (sample, folder) = (Sample::new(), tempfile::tempdir().unwrap());
        let registration = format!(
            "LIBRARY={}\nNAMESPACE={NAMESPACE}\nHOSTING=@inproc@\nCLASS=Sample_Thing\n\
             CLASS=Sample_Pair{{Sample_Thing,Sample_Thing}}\nINDICATIONCLASS=Sample_Alert:CIM_Indication\n",
            sample.path().display()
        );
        std::fs::write(folder.path().join("sample.reg"), registration).unwrap();
        Tool { sample, folder }
    }

    /// Writes a registration file, which takes the place of one of this name.
    fn register(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        assert!(self.sample.path().exists());
        Command::new(env!("CARGO_BIN_EXE_mi"))
            .args(arguments)
            .args(["-n", NAMESPACE, "--json"])
            .env_remove("MI_CONFIG")
            .env_remove("MI_LOG")
            .env("XDG_CONFIG_HOME", self.folder.path())
            .env("MI_REPOSITORY", ":memory:")
            .env("MI_PROVIDER_PATH", self.folder.path())
            .output()
            .unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Vec<Json> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).unwrap();
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn fail(&self, status: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let printed = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(status), "{arguments:?} printed {printed}");
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn invoke_calls_a_static_method_and_shows_what_comes_out() {
    let tool = Tool::new();
    let shown = tool.json(&["invoke", "Sample_Thing", "Add", "Left=2", "Right=40"]);
    assert_eq!(shown[0]["properties"]["Sum"], json!(42));
}

#[test]
fn invoke_calls_a_method_of_the_instance_that_a_path_names() {
    let tool = Tool::new();
    let shown = tool.json(&["iv", r#"Sample_Thing.Id="a""#, "Rename", "Name=other"]);
    assert!(shown[0]["properties"].get("ReturnValue").is_some(), "{shown:?}");
}

#[test]
fn invoke_says_what_is_wrong_with_method_and_parameters() {
    let tool = Tool::new();
    let error = tool.fail(1, &["invoke", "Sample_Thing", "Nothing"]);
    assert!(error.contains("METHOD_NOT_FOUND") && error.contains("Nothing"), "{error}");
    let error = tool.fail(1, &["invoke", "Sample_Thing", "Add", "Middle=1"]);
    assert!(error.contains("NO_SUCH_PROPERTY") && error.contains("Middle"), "{error}");
    let error = tool.fail(2, &["invoke", "Sample_Thing", "Add", "Left=two"]);
    assert!(error.contains("Left"), "{error}");
    let error = tool.fail(2, &["invoke", "Sample_Thing", "Add", "Left=1", "left=2"]);
    assert!(error.contains("twice"), "{error}");
}

#[test]
fn query_shows_the_properties_that_it_lists() {
    let tool = Tool::new();
    let shown = tool.json(&["query", "SELECT Size FROM Sample_Thing"]);
    assert!(shown.len() >= 2, "{shown:?}");
    assert!(shown.iter().all(|thing| thing["properties"].get("Label").is_none()), "{shown:?}");
    let error = tool.fail(1, &["wql", "SELECT FROM"]);
    assert!(error.contains("INVALID_QUERY"), "{error}");
    let error = tool.fail(1, &["query", "--dialect", "SQL", "SELECT * FROM Sample_Thing"]);
    assert!(error.contains("QUERY_LANGUAGE_NOT_SUPPORTED"), "{error}");
}

#[test]
fn associators_and_references_start_at_the_instance_that_a_path_names() {
    let tool = Tool::new();
    let things = tool.json(&["associators", r#"Sample_Thing.Id="a""#]);
    assert!(things.iter().all(|thing| thing["class"] == "Sample_Thing"), "{things:?}");
    let pairs = tool.json(&["references", r#"Sample_Thing.Id="a""#, "--result-class", "Sample_Pair"]);
    assert!(!things.is_empty() && !pairs.is_empty());
    assert!(pairs.iter().all(|pair| pair["class"] == "Sample_Pair"), "{pairs:?}");
}

#[test]
fn subscribe_says_why_it_can_not() {
    let tool = Tool::new();
    let error = tool.fail(1, &["subscribe", "SELECT * FROM Sample_Alert WHERE Nothing = 'x'"]);
    assert!(error.contains("INVALID_QUERY") && error.contains("Nothing"), "{error}");
}

#[test]
fn providers_lists_what_is_registered_and_what_is_wrong_with_it() {
    let tool = Tool::new();
    tool.register("a-broken.reg", "LIBRARY=x\nNAMESPACE=root/sample\nCLASS=Broken\nnonsense\n");
    tool.register("b-missing.reg", "LIBRARY=nowhere\nNAMESPACE=root/sample\nCLASS=Missing:Base\n");
    tool.register(
        "c-script.reg",
        "LIBRARY=x\nINTERPRETER=python\nSTARTUP=x.py\nNAMESPACE=root/sample\nCLASS=Script\n",
    );
    tool.register("z-late.reg", "LIBRARY=x\nNAMESPACE=root/sample\nCLASS=sample_thing\n");
    let rows = tool.json(&["providers"]);
    let row = |class: &str| rows.iter().find(|row| row["class"] == class).unwrap();
    let state = |class: &str| row(class)["state"].as_str().unwrap().to_owned();
    assert_eq!(state("Sample_Thing"), "ok");
    assert_eq!(row("Sample_Thing")["hosting"], "@inproc@");
    assert_eq!(row("Sample_Pair")["kind"], "association");
    assert_eq!(row("Sample_Alert")["kind"], "indication");
    assert_eq!((&row("Missing")["superclass"], &row("Script")["superclass"]), (&json!("Base"), &Json::Null));
    assert!(state("Broken").contains("a-broken.reg:4: "), "{}", state("Broken"));
    assert!(state("Missing").contains("It was looked for as "), "{}", state("Missing"));
    assert!(state("Script").contains("python"), "{}", state("Script"));
    assert!(
        state("sample_thing").contains("sample.reg:4 registers the class first"),
        "{}",
        state("sample_thing")
    );
    assert!(tool.fail(1, &["providers", "--check"]).contains("things are wrong"), "each is a fault");
}

#[test]
fn providers_checks_that_modules_are_as_they_are_registered() {
    let tool = Tool::new();
    let library = tool.sample.path().display().to_string();
    tool.register(
        "sample.reg",
        &format!(
            "LIBRARY={library}\nNAMESPACE={NAMESPACE}\nHOSTING=@inproc@\nCLASS=Sample_Thing:Other\nCLASS=Sample_Pair\n\
             CLASS=Sample_Alert\nCLASS=Sample_Absent\nCLASS=Sample_Mute\n"
        ),
    );
    let output = tool.run(&["providers", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).unwrap();
    for wanted in [
        "sample.reg:4",
        "the line says Other, and the module no superclass",
        "does not name the classes at its two ends",
        "INDICATIONCLASS registers it",
        "declares no class Sample_Absent",
        "all its functions are NULL",
        "declares Sample_Number, with functions, and no file registers it",
        // That of the header.
        if cfg!(windows) { "\"version\":\"1.0.0\"" } else { "\"version\":\"1.1.0\"" },
    ] {
        assert!(printed.contains(wanted), "{wanted}:\n{printed}");
    }
}

#[test]
fn what_is_registered_as_it_is_declared_is_no_fault() {
    let tool = Tool::new();
    let library = tool.sample.path().display().to_string();
    let classes = "CLASS=Sample_Thing\nCLASS=Sample_Special:Sample_Thing\nCLASS=Sample_Number\nCLASS=Sample_Play\n\
        CLASS=Sample_Pair{Sample_Thing,Sample_Thing}\nINDICATIONCLASS=Sample_Alert\nCLASS=Sample_Late\nCLASS=Sample_Broken\n\
        EXTRACLASS=Sample_Mute\n";
    tool.register(
        "sample.reg",
        &format!("LIBRARY={library}\nNAMESPACE={NAMESPACE}\nHOSTING=@inproc@\n{classes}"),
    );
    let output = tool.run(&["providers", "--check"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let faults: Vec<&str> = printed.lines().filter(|line| line.contains("\"fault\"")).collect();
    assert_eq!(faults.len(), 2, "{printed}");
    assert!(
        faults.iter().all(|fault| fault.contains("these methods have no function: Undone")),
        "{faults:?}"
    );
}

#[test]
fn what_a_module_says_of_itself_is_told_wherever_it_runs() {
    let tool = Tool::new();
    let library = tool.sample.path().display().to_string();
    let told = |hosting: &str| {
        tool.register(
            "sample.reg",
            &format!("LIBRARY={library}\nNAMESPACE={NAMESPACE}\nHOSTING={hosting}\nCLASS=Sample_Number\n"),
        );
        let printed = tool.json(&["providers", "--check", "Sample_Number"]);
        let module = printed.into_iter().find(|line| line["version"].is_string()).unwrap();
        ["version", "generator_version", "flags", "flag_names", "character_size", "classes"]
            .map(|key| module[key].clone())
    };
    let here = told("@inproc@");
    assert!(here[3].as_array().unwrap().contains(&json!("FILTER_SUPPORT")), "{here:?}");
    assert_eq!(here[4], json!(size_of::<mi::abi::MI_Char>()));
    assert_eq!(told("@requestor@"), here);
}

#[test]
fn providers_explains_who_answers_for_a_class() {
    let tool = Tool::new();
    let answer = |class: &str, operation: &str| {
        let told = tool.json(&["providers", class]);
        let answers = told[0]["answers"].as_array().unwrap().clone();
        let of = answers.iter().find(|answer| answer["operation"] == operation).unwrap();
        of["answer"].as_str().unwrap().to_owned()
    };
    let get = answer("sample_thing", "get, create, modify, delete, invoke");
    assert!(
        get.contains(&format!("{LIBRARY}, in the process of the client")) && get.contains("sample.reg:4"),
        "{get}"
    );
    let associations = answer("Sample_Thing", "associators, references");
    assert!(
        associations.contains("for Sample_Pair: ") && associations.contains("the repository"),
        "{associations}"
    );
    assert!(answer("Sample_Alert", "subscribe").contains("Sample_Alert: "));
    assert!(answer("Nobody", "class").contains("named by no registration file"));
    assert!(answer("Nobody", "enumerate").contains("the repository"));
    assert!(answer("CIM_Indication", "subscribe").contains("Sample_Alert: "), "from its subclass");
}
