//! The command line on the classes of a module.

use std::process::{Command, Output};

use serde_json::{Value as Json, json};

use super::support::{NAMESPACE, Sample};

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
