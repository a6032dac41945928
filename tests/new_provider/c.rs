//! Projects in C.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::support::*;

/// The sources of a project.
fn sources(project: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "c")).collect()
}

/// Compiles a project with the compiler and these arguments into a library; a warning is an error.
fn compile(project: &Path, compiler: &str, arguments: &[&str], library: &Path) {
    let mut command = Command::new(compiler);
    command.args(arguments).args(["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fPIC", "-shared"]);
    command.args(["-fvisibility=hidden", "-I", INCLUDE, "-o"]).arg(library).args(sources(project));
    succeed(&mut command);
}

fn is_there(compiler: &str) -> bool {
    Command::new(compiler).arg("--version").output().is_ok()
}

#[test]
fn a_project_in_c_builds_without_a_warning_and_answers_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let project = new_project(folder.path(), &["--language", "c"]);
    succeed(
        Command::new("make").arg("-C").arg(&project).env("MI_INCLUDE", INCLUDE).env("CFLAGS", "-Werror -O1"),
    );
    let said = succeed(Command::new(project.join("test.sh")).env("MI", env!("CARGO_BIN_EXE_mi")));
    assert_eq!(said.lines().filter(|line| line.starts_with("ok")).count(), 12, "{said}");
    let checked = succeed(mi(folder.path()).args(["providers", "--check"]));
    assert!(checked.contains("as it is registered"), "{checked}");
    // What the module declares is what the MOF says: qualifiers, defaults, methods, in their order.
    let classes = ["Shop_Article", "Shop_Special", "Shop_LiesOn", "Shop_SoldOut"];
    assert_eq!(shown(folder.path(), &classes), compiled(folder.path(), &classes));
}

#[test]
fn a_provider_in_c_answers_with_what_its_structures_hold() {
    let folder = tempfile::tempdir().unwrap();
    let project = new_project(folder.path(), &["--language", "c"]);
    fill_in(&project, "Shop_Article.c", "Shop_Article.c");
    std::fs::create_dir(project.join("lib")).unwrap();
    compile(&project, "cc", &["-std=c99", "-O1"], &project.join("lib/libshop.so"));
    the_articles_are_as_they_should_be(folder.path());
}

#[test]
fn a_project_in_c_is_one_in_cplusplus_too_for_every_compiler() {
    let folder = tempfile::tempdir().unwrap();
    let project = new_project(folder.path(), &["--language", "c"]);
    let library = folder.path().join("library.so");
    for (compiler, arguments) in [
        ("clang", &["-std=c99"][..]),
        ("g++", &["-x", "c++", "-std=c++11"]),
        ("clang++", &["-x", "c++", "-std=c++17"]),
    ] {
        if is_there(compiler) {
            compile(&project, compiler, arguments, &library);
        }
    }
}

#[test]
fn a_project_in_c_is_a_dll_with_the_compiler_for_windows() {
    const COMPILER: &str = "x86_64-w64-mingw32-gcc";
    if !is_there(COMPILER) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let project = new_project(folder.path(), &["--language", "c"]);
    let mut make = Command::new("make");
    make.arg("-C").arg(&project).arg(format!("CC={COMPILER}"));
    succeed(make.env("MI_INCLUDE", INCLUDE).env("CFLAGS", "-Werror -O1"));
    assert!(project.join("lib/libshop.dll").is_file());
}

#[test]
fn what_the_author_wrote_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let project = new_project(folder.path(), &["--language", "c"]);
    let (own, generated) = (project.join("Shop_Article.c"), project.join("schema.c"));
    let as_made = std::fs::read_to_string(&generated).unwrap();
    std::fs::write(&own, "/* mine */\n").unwrap();
    std::fs::write(&generated, "/* old */\n").unwrap();

    let again = |force: &[&str]| {
        let mut command = mi(folder.path());
        command.args(["new-provider", "--class", "Shop_Article", "--from", MOF, "--language", "c"]);
        run(command.args(force).arg(&project))
    };
    let refused = again(&[]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("is there already") && said.contains("--force"), "{said}");
    assert_eq!(std::fs::read_to_string(&generated).unwrap(), "/* old */\n");

    new_project(folder.path(), &["--language", "c", "--force"]);
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "/* mine */\n");
    assert_eq!(std::fs::read_to_string(&generated).unwrap(), as_made);
}

#[test]
fn a_class_that_is_not_in_the_files_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = mi(folder.path());
    command.args(["new-provider", "--class", "Shop_Missing", "--from", MOF, "--language", "c"]);
    let output = run(command.arg(folder.path().join("shop")));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("Shop_Missing is not in the MOF files"), "{said}");
    assert!(!folder.path().join("shop").exists());
}

#[test]
fn what_is_missing_is_told_when_the_project_is_built() {
    let folder = tempfile::tempdir().unwrap();
    let project = new_project(folder.path(), &["--language", "c"]);
    let make = |folder_of_header: &str| {
        let mut command = Command::new("make");
        command.arg("-C").arg(&project).env("MI_INCLUDE", folder_of_header);
        let output = run(&mut command);
        assert!(!output.status.success());
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let said = make("/nowhere");
    assert!(said.contains("does not find mi.h") && said.contains("MI_INCLUDE=FOLDER"), "{said}");
    // As it is after a method was added and the generated files were made anew.
    let own = project.join("Shop_Article.c");
    let text = std::fs::read_to_string(&own).unwrap();
    std::fs::write(&own, text.replace("Shop_Article_Invoke_Reset(", "Shop_Article_Other(")).unwrap();
    let said = make(INCLUDE);
    assert!(said.contains("Shop_Article_Invoke_Reset") && said.contains("undefined"), "{said}");

    let output = run(Command::new(project.join("test.sh")).env("MI", "/nowhere/mi"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success() && said.contains("set MI to its path"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}
