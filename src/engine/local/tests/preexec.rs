//! The programs that registration files want run first.

use std::os::unix::fs::PermissionsExt;

use super::*;

/// A folder with a program that writes a line with its arguments each time that it runs, and fails while `fails` is there.
struct Program {
    folder: tempfile::TempDir,
}

impl Program {
    fn new() -> Program {
        let folder = tempfile::tempdir().unwrap();
        let program = Program { folder };
        let text = "#!/bin/sh\ncd \"${0%/*}\" && echo \"$*\" >>ran && test ! -e fails\n";
        std::fs::write(program.path(), text).unwrap();
        std::fs::set_permissions(program.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        program
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("prepare")
    }

    fn fail(&self, fails: bool) {
        let flag = self.folder.path().join("fails");
        if fails { std::fs::write(flag, "").unwrap() } else { std::fs::remove_file(flag).unwrap() }
    }

    /// The arguments of each run.
    fn runs(&self) -> Vec<String> {
        let ran = std::fs::read_to_string(self.folder.path().join("ran")).unwrap_or_default();
        ran.lines().map(str::to_owned).collect()
    }

    fn set_up(&self, lines: &str, run_preexec: bool) -> Setup {
        let first = format!("LIBRARY=good.so\nPREEXEC={}\nHOSTING=@inproc@\n{lines}", self.path().display());
        let second = first.replace("T_Tiny", "T_World");
        let repository = Fake { is_bounded: false, run: answer_as_repository };
        let modules = ModuleSettings { run_preexec, ..ModuleSettings::default() };
        set_up_as(&[("a.reg", &first), ("b.reg", &second)], repository, modules)
    }
}

fn own() -> String {
    format!("{} {}", nix::unistd::Uid::effective(), nix::unistd::Gid::effective())
}

#[test]
fn a_program_is_run_once_before_the_first_use_of_its_modules() {
    let program = Program::new();
    let setup = program.set_up("CLASS=T_Tiny\n", true);
    assert_eq!(program.runs(), [""; 0]);
    for class in ["T_Tiny", "T_World", "T_Tiny"] {
        setup.get(class).unwrap();
    }
    assert_eq!(program.runs(), [own()]);
    // The process has been prepared, whoever asks now.
    drop(setup);
    program.set_up("CLASS=T_Tiny\n", true).get("T_Tiny").unwrap();
    assert_eq!(program.runs().len(), 1);
}

#[test]
fn a_program_that_fails_is_the_error_of_the_operation_and_is_tried_again_by_the_next() {
    let program = Program::new();
    let setup = program.set_up("CLASS=T_Tiny\n", true);
    program.fail(true);
    let error = setup.get("T_Tiny").unwrap_err();
    assert_eq!(error.status, Status::Failed);
    let path = program.path();
    for part in ["GetInstance of T_Tiny", path.to_str().unwrap(), "a.reg", "PREEXEC", "status 1"] {
        assert!(error.message.contains(part), "{}", error.message);
    }
    program.fail(false);
    setup.get("T_Tiny").unwrap();
    assert_eq!(program.runs(), [own(), own()]);
}

#[test]
fn operations_that_come_at_the_same_time_wait_for_one_run() {
    let program = Program::new();
    let setup = program.set_up("CLASS=T_Tiny\n", true);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| setup.get("T_Tiny").unwrap());
        }
    });
    assert_eq!(program.runs(), [own()]);
}

#[test]
fn no_program_is_run_where_the_configuration_does_not_say_so() {
    let program = Program::new();
    program.set_up("CLASS=T_Tiny\n", false).get("T_Tiny").unwrap();
    assert_eq!(program.runs(), [""; 0]);
}
