//! The tool with a repository and files of its own.

use std::process::{Command, Output};

use serde_json::Value as Json;

const SCHEMA: &str = r#"
Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride, ToSubclass);
class Test_Thing {
    [Key] string Name;
    uint32 Size = 7;
    string Tags[];
    boolean Broken;
};
class Test_BigThing : Test_Thing { uint64 Weight; };
[Association] class Test_Owns { [Key] string Owner; [Key] Test_Thing ref Thing; };
instance of Test_Thing { Name = "compiled"; Size = 1; };
"#;

/// The tool with a repository and a folder of its own.
pub struct Tool {
    pub folder: tempfile::TempDir,
}

impl Tool {
    pub fn new() -> Tool {
        Tool { folder: tempfile::tempdir().unwrap() }
    }

    /// A tool whose repository has the schema above in `root/test`.
    pub fn with_schema() -> Tool {
        let tool = Tool::new();
        let path = tool.file("schema.mof", SCHEMA);
        tool.succeed(&["compile", &path, "-n", "root/test"]);
        tool
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mi"));
        command
            .args(arguments)
            .env_remove("MI_CONFIG")
            .env_remove("MI_LOG")
            .env("XDG_CONFIG_HOME", self.folder.path())
            .env("MI_REPOSITORY", self.folder.path().join("repository.db"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        assert_eq!(errors, "", "nothing on stderr when all is well");
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn fail(&self, status: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let printed = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(status), "{arguments:?} printed {printed}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Runs a command in `root/test` and reads what it prints as JSON, a value a line.
    pub fn json(&self, arguments: &[&str]) -> Vec<Json> {
        let output = self.succeed(&[arguments, &["-n", "root/test", "--json"]].concat());
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Runs a command in `root/test`.
    pub fn here(&self, arguments: &[&str]) -> String {
        self.succeed(&[arguments, &["-n", "root/test"]].concat())
    }

    pub fn properties_of(&self, name: &str) -> Json {
        self.json(&["get", &thing(name)])[0]["properties"].take()
    }
}

pub fn thing(name: &str) -> String {
    format!("Test_Thing.Name=\"{name}\"")
}
